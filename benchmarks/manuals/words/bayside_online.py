from tests.fixtures.manuals.paper import (
    Manual,
    Para,
    banner,
    boxed,
    bullet,
    contents,
    para,
    section,
    speech,
    step,
    title,
    under,
)


def say(*texts: str, starts: bool = False) -> list[Para]:
    return boxed(banner("SAY", under=True), speech(*texts, bold=True, starts=starts), celled=True)


MANUAL = Manual(
    name="bayside-online",
    about=(
        "An online test without a time limit: the word SAY and the speech stand in one box, a table of one cell in DOCX; slots "
        "in angle and square brackets; passages for one kind of test only; numbers are automatic. Since no minutes are given, "
        "nothing falls due by the clock."
    ),
    title="Bayside Adaptive Assessments: Online Test Administration Manual, Grades 6-8",
    header="Bayside Adaptive Assessments | Grades 6-8",
    footer="Online Test Administration Manual | {page}",
    font="Helvetica",
    automatic=True,
    slots=("<TEST NAME>", "[session ID]"),
    facts=4,
    not_say=(
        "SAY",
        "Start Session",
        "Monitor",
        "For performance tasks only",
        "headphones are in use",
        "Replace what stands",
        "pause rule",
        "Pause for",
        "never read out the brackets",
    ),
    paras=[
        title("Bayside Adaptive Assessments: Online Test Administration Manual, Grades 6-8"),
        contents("Contents"),
        section("1.0 Roles and Rules", "1.0", level=1),
        section("1.1 Who May Administer", "1.1"),
        para("""Any certified member of the staff who has finished the online course may administer a test. Proctors
            without a certificate may help, as long as an administrator is in the room."""),
        section("1.2 The pause rule", "1.2"),
        para("""A test that has been paused for more than 20 minutes cannot be taken up at the page where it was left;
            the student starts at the next page. The pause rule does not hold for performance tasks."""),
        section("1.3 If a Student Asks", "1.3"),
        para("""Tools are explained on the help page of the test. You may show how a tool is switched on, but not how it
            would be used for the question on the screen."""),
        section("2.0 The Session", "2.0", level=1),
        section("2.1 What You Need", "2.1"),
        bullet("a computer for you, with the page for administrators open"),
        bullet("a computer with the secure browser for each student"),
        bullet("login slips, sorted by room"),
        bullet("scratch paper and pencils"),
        section("2.2 Script", "2.2"),
        para("""Everything in a box after the word SAY is read word for word. Replace what stands in angle or square
            brackets by the real name or number; never read out the brackets."""),
        step(1, "On your own screen, choose the test and then Start Session. Write the ID of the session on the board."),
        step(2, "Wait until all students sit in front of a computer that shows the login page."),
        *say(
            """Today you are going to take the <TEST NAME>. You do it on the computer. The program looks at the answers
                you have given so far and picks the next question for you, so no two people in this room will have the
                same test.""",
            "Some questions will seem hard. That is how the test is meant to be. Try each one before you go on.",
        ),
        step(3, "Hand out the login slips. Check each one against the person who takes it."),
        *say(
            """Take your slip and type your first name and your student number, just as they are printed. In the last
                box, type the session ID from the board: [session ID]. Then choose Sign In and wait.""",
        ),
        under("Pause for as long as students need. A student whose number is refused twice is sent to the front desk."),
        step(4, "Approve students on your screen, one after another. Do not use Approve All before you have read the list."),
        *say(
            """You now see a page that lists your settings. Read the list. If anything on it looks wrong to you, do not
                go on, and raise your hand.""",
        ),
        step(5, "If headphones are in use, read the next box as well."),
        *say(
            """Put on your headphones and choose the picture of a loudspeaker. You should hear a short tune. Choose Yes
                if you did. If you hear nothing, choose No and raise your hand.""",
        ),
        step(6, "For performance tasks only, read this box."),
        *say(
            """This test has two parts. In the first you read several sources and answer three questions about them. In
                the second you write a longer piece. You cannot return to the first part after you have left it, but
                the sources will still be there.""",
        ),
        step(7, "Explain how the class is to ask for help: a raised hand, or a red card on the screen."),
        *say(
            "Here is what you may do at any time:",
            "Mark a question for review and return to it before the end of the segment.",
            "Make the page larger or smaller.",
            "Ask for another sheet of scratch paper.",
            "What you may not do is look at a neighbor's screen, or open anything other than the test.",
        ),
        step(8, "Give the sign to begin."),
        *say(
            """When you are ready, choose Begin Test Now. You may take as much time as you need. At the very end the
                program asks whether you want to submit. Look through your answers once more before you say yes.""",
            starts=True,
        ),
        under("""Monitor the room and your screen. A student who has not moved on for ten minutes appears in yellow; walk
            over and see whether the computer has stopped."""),
        step(9, "About ten minutes before the period ends, give notice."),
        *say(
            """We have about ten minutes left for today. If you are near the end, finish and submit. If you are not,
                answer the question on your screen, and then choose Pause. You will be able to go on another day.""",
        ),
        step(10, "When the bell rings, stop the session on your own screen. This pauses every test that is still open."),
        *say("Please sign out. Leave your slip and your scratch paper on the keyboard; I will pick them up."),
        section("2.3 Afterward", "2.3"),
        para("""Slips and scratch paper are shredded the same day. Report every computer that failed, with the number
            on its sticker, to helpdesk@bayside.example or 555.010.4477."""),
    ],
)
