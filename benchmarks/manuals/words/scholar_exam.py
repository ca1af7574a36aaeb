from tests.fixtures.manuals.paper import Manual, bullet, contents, para, section, step, sub, table, title, under

MANUAL = Manual(
    name="scholar-exam",
    about=(
        "Curly quotes with em dashes; Say, Then say and Now say; slots in parentheses and of long blanks, while the blanks in "
        "which the proctor notes a time are none; two sections, each with a clock of its own; a speech with a list inside its "
        "quotes; a speech that runs over a page."
    ),
    title="Honors Scholar Examinations: Instructions for Proctors",
    header="Honors Scholar Examinations",
    footer="Instructions for Proctors — {page}",
    minutes=80,
    slots=("(name of exam)", "________"),
    facts=2,
    not_say=(
        "Note the start time",
        "Then say",
        "shrink-wrap is intact",
        "Reserved",
        "orange booklets",
        "Do not open",
        "Give students one minute",
        "Collect Section I",
    ),
    paras=[
        title("Honors Scholar Examinations: Instructions for Proctors"),
        contents("Contents"),
        section("General Instructions", "General-Instructions", level=1),
        para("""One script serves all exams with two sections. Wherever the script has (name of exam), put in the name
            from your packing list. Wherever it has a blank, put in what your coordinator has given you."""),
        para("""Put a card marked “Reserved” on every seat that must stay empty. Do not open a package before you have
            shown the students that it is sealed."""),
        section("Section I: Multiple Choice", "I", level=1),
        step(
            1,
            """When all are seated, say: “{Good afternoon—and welcome. You are about to take the exam in (name of exam).
                Look around you: if this is not the exam you came for, tell me now.}”""",
        ),
        step(
            2,
            """Hold up a package and show that the shrink-wrap is intact. Say: “{As you can see, the exam packets are
                still sealed. In a moment each of you will get one. It holds two booklets—one for each section. Leave
                the wrapping on.}”""",
        ),
        step(3, "Give out the packets. See that each student has exactly one."),
        step(
            4,
            """Say: “{Take off the wrapping, but leave the seals alone. Put the orange booklet aside. On the other one,
                print today’s date and the six digits of our school code. Our code is ________. I will read it once
                more: ________.}”""",
        ),
        under("Give students one minute. Read the code again if someone asks."),
        step(
            5,
            """Then say: “{Read the statement on the front of the booklet. It asks three things of you:""",
        ),
        bullet("that you have not seen any part of this exam;", under=True),
        bullet("that you will not copy any part of it—not by hand, and not with a device;", under=True),
        bullet("that you will not speak of the multiple-choice questions, today or later.", under=True),
        under("""If you accept all three, sign below the statement. If you cannot accept them, close the booklet and come
            to me.}”"""),
        step(
            6,
            """Say: “{This is Section I. There are 55 questions, and you have 80 minutes. Mark your answers in the answer
                grid, with one mark for each question. Do not spend too long on any of them; if one takes you more than
                two minutes, leave it and come back. You may write in the margins. There is no penalty for a wrong
                answer—so it is better to guess than to leave a row empty. You may not use a calculator, a ruler, or
                notes of any kind.}”""",
        ),
        under("Answer questions about the procedure."),
        step(
            7,
            """Now say: “{Break the seal on the side of the booklet, open it, and begin.}” Note the start time: ______.
                Note the stop time: ______.""",
            starts=True,
        ),
        step(8, "Walk through the room. Nobody leaves during the first 20 minutes."),
        step(9, """When 10 minutes are left, say: “{You have 10 minutes left in Section I.}”""", at="10m before end"),
        step(
            10,
            """When the 80 minutes are over, say: “{Stop. Close your booklet, and hold it up with the front toward me.}”
                Collect Section I from each student in turn.""",
            at="end",
        ),
        sub("Break"),
        para("The break is 10 minutes long. The orange booklets stay on the desks, sealed, and one proctor stays with them."),
        section("Section II: Free Response", "II", level=1),
        step(
            1,
            """After the break, say: “{Please sit down. Section I is behind you. Now take the orange booklet. Print your
                initials—and nothing else—in the corner.}”""",
        ),
        step(
            2,
            """Say: “{Section II has four questions and takes 60 minutes. I suggest that you give 15 minutes to each, but
                I will not tell you when to move on. Write in ink, and write below the question that you are answering.
                A reader will see only the pages that have a number, so do not answer on the blank ones. Break the seal
                and begin.}” Note the start time: ______. Note the stop time: ______.""",
            starts=True,
        ),
        step(3, """When half the time is over, say: “{Thirty minutes are over—thirty are left.}”""", at="half"),
        step(
            4,
            """When the 60 minutes are over, say: “{Stop, and put your pen down. Close your booklet. You have finished the
                exam in (name of exam).}”""",
            at="end",
        ),
        step(5, "Collect the booklets. Wrap them by number."),
        section("Report of Times", "Report-of-Times", level=1),
        table(("Section", "Start", "Stop"), ("I", "______", "______"), ("II", "______", "______")),
    ],
)
