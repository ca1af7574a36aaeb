from benchmarks.manuals.writing import unticked
from tests.fixtures.manuals.paper import Manual, boxed, bullet, contents, para, section, speech, step, table, title, under

MANUAL = Manual(
    name="collegiate-morning",
    about=(
        "Chapters with numbered steps; Read: and a frame, or Then read: and a run-in sentence in straight quotes; a timetable; "
        "the times are on the clock, the minutes in the table; questions of the students come between, and a list of what to "
        "answer if they ask is not delivered."
    ),
    title="Collegiate Morning Examination: Proctor Handbook",
    header="Collegiate Morning Examination",
    footer="Proctor Handbook {page}",
    minutes=65,
    not_say=(
        "Then read",
        "You may answer",
        "The answer sheet is enough",
        "Read:",
        "Door Closed",
        "Pick up",
        "8:10",
        "seating code",
        "walk to the back",
    ),
    paras=[
        title("Collegiate Morning Examination: Proctor Handbook"),
        contents("Contents"),
        section("Chapter 1. The Day Before", "1", level=1),
        unticked("The seating code of my room has been drawn, and the chart is posted inside the door."),
        unticked("I have tried the clock, the lights, and both doors."),
        unticked('The sheet that says "Door Closed at 8:10" hangs outside.'),
        section("Chapter 2. The Timetable", "2", level=1),
        table(
            ("Clock", "What happens", "Minutes"),
            ("7:45", "Doors open", "25"),
            ("8:10", "Directions", "20"),
            ("8:30", "Reading and writing", "65"),
            ("9:35", "Dismissal", "10"),
        ),
        para("The test lasts 65 minutes. If you begin late, end late; never shorten the test to keep to the table."),
        section("Chapter 3. Questions You Will Hear", "3", level=1),
        para("You may answer what is on this list, in these words or in your own:"),
        bullet('"May I write in the booklet?" Say: "Yes, anywhere. Only the answer sheet is scored."'),
        bullet('"Is a wrong answer worse than none?" Say: "No. A wrong answer costs nothing."'),
        bullet('"What if my pencil breaks?" Say: "Raise your hand."'),
        bullet('"Which edition of the booklet do I have?" Say: "The answer sheet is enough; we need not know."'),
        section("Chapter 4. The Test", "4", level=1),
        step(
            1,
            'At 8:10, close the doors and walk to the front. Then read: "{Good morning. The doors are now closed, and '
            'the examination has begun. Please listen until I have finished; you will be able to ask me things later.}"',
        ),
        step(2, "Stand so that you can see every desk. Read:"),
        *boxed(
            speech(
                """Check what is on your desk. You may have pencils, an eraser, and your admission card. You may have
                    water in a clear bottle without a label. Everything else belongs in your bag, and your bag belongs
                    along the wall.""",
                """If you have brought a phone, switch it off—do not only silence it—and place it in the envelope that I
                    am going to give you. Print your name on the envelope and seal it.""",
            ),
        ),
        under("Pick up the envelopes, and lay them on the table where everyone can see them."),
        step(3, "Give out answer sheets, then booklets, each by hand. Read:"),
        *boxed(
            speech(
                """You now have a booklet and an answer sheet. Leave the booklet closed. On the answer sheet, fill in
                    fields 1 through 4. For field 3, use the code on the board. For field 4, use the number in the upper
                    right corner of your booklet.""",
            ),
        ),
        under("Check fields 3 and 4 on every sheet. They are the ones that go wrong."),
        step(
            4,
            'When all sheets are in order, read: "{Turn your booklet over and read the back cover to yourself. It says '
            'what is counted as cheating. Look up when you have read all of it.}"',
        ),
        step(5, "Read:"),
        *boxed(
            speech(
                "These are the rules for the next hour.",
                """1. Work by yourself. 2. Work in the booklet or on the sheet, and on nothing else. 3. If you need
                    something, raise your hand, and do not call out. 4. If you have finished, stay where you are.""",
                "Are there questions about these rules?",
            ),
        ),
        under("Answer from Chapter 3. If a question is not on the list, answer that you will ask, and go on."),
        step(6, "At 8:30, or as soon after that as you are ready, read:", starts=True),
        *boxed(
            speech(
                """You have 65 minutes. On the board you see when we begin and when we stop. Open your booklet at the
                    first page, and begin.""",
            ),
        ),
        step(7, "Note the minute. During the test, walk to the back at least once in every quarter of an hour."),
        step(
            8,
            'When 10 minutes remain, read: "{There are 10 minutes left. Please look at your answer sheet and see that the '
            'row you are in is the row of your question.}"',
            at="10m before end",
        ),
        step(
            9,
            'When time is up, read: "{Stop now, and put your pencil down. Lay the sheet on the booklet. Nobody gets up '
            'before I say so.}"',
            at="end",
        ),
        step(10, "Count the sheets and the booklets. Read:"),
        *boxed(speech("All sheets are here. You may take your envelope and your bag, and go. Thank you.")),
        section("Chapter 5. Make-Up Testing", "5", level=1),
        para("""Whoever came after 8:10, or fell ill, is tested on the Wednesday after next with another booklet. There is
            no make-up for the make-up."""),
    ],
)
