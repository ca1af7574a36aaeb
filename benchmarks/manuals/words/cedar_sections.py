from benchmarks.manuals.writing import decimal, lettered, unticked
from tests.fixtures.manuals.paper import Manual, contents, cover, page_break, para, section, table, title, under

MANUAL = Manual(
    name="cedar-sections",
    about=(
        "Sections with a number and steps that print it before their own (3.1), lettered points under them, some of which hold "
        "the speech; curly quotes; a checklist; directions in square brackets; a number at the end of a sentence inside "
        "speech that looks like the next step."
    ),
    title="Cedar Consortium Assessments: Paper Test Administrator Manual, High School Geometry",
    header="Cedar Consortium Assessments          Paper Test Administrator Manual",
    footer="High School Geometry, Unit 1 | {page}",
    numbers="{} ",
    minutes=70,
    not_say=(
        "Testing—No Entry",
        "Make certain",
        "Hold up",
        "Circulate",
        "a trained colleague",
        "See Section 4",
        "If students have rulers of their own",
        "Read the start time",
        "Cover the",
    ),
    paras=[
        title("Cedar Consortium Assessments"),
        cover("Paper Test Administrator Manual"),
        cover("High School Geometry, Unit 1"),
        page_break(),
        contents("Table of Contents"),
        section("Section 1: Overview", "1", level=1),
        table(("Unit", "Unit time", "Tools"), ("1", "70 minutes", "ruler, compass"), ("2", "70 minutes", "calculator")),
        para("""The unit time is the same for everyone, unless a student's plan gives more. Plan for 25 minutes before it.
            This booklet is for Unit 1; a second one, with another color, is for Unit 2."""),
        section("Section 2: Before Testing", "2", level=1),
        para("Tick off what has been done."),
        unticked("Test booklets have been counted against the header sheet."),
        unticked("A sign that reads “Testing—No Entry” hangs at eye level."),
        unticked("Desks are empty, inside and on top."),
        unticked("Rulers show both inches and centimeters; compasses have a point and a lead."),
        section("Section 3: During Testing", "3", level=1),
        decimal(
            "3",
            1,
            """Read to the class: “{Today is Unit 1 of the geometry test. I will tell you what to do, and then you will work
                by yourself until the unit is over. If there is anything electronic in your pockets, please bring it to
                me before I go on.}”""",
        ),
        decimal("3", 2, "Hand out the materials in this order."),
        lettered("a", "Give each student an answer document. Make certain that it is the student's own."),
        lettered("b", "Give each student a test booklet from the top of the stack."),
        lettered(
            "c",
            """Say: “{Do not open anything. On the cover of the booklet, in box 1, print your last name, and in box 2 print
                your first name. Leave out box 3. The school fills it in.}”""",
        ),
        lettered(
            "d", "Give each student a ruler and a compass. If students have rulers of their own, these stay in their bags."
        ),
        decimal("3", 3, "When both boxes have been filled in, go through the answer document."),
        lettered(
            "a",
            """Say: “{Look at the answer document. Find question 1.} [Hold up an answer document, and show the place.] {You
                see four circles. Now look at question 9. There are six, because you may choose more than one.}”""",
        ),
        lettered(
            "b",
            """Then say: “{Some questions ask you to write a proof. Stay inside the border, write in sentences or in two
                columns, and give a reason for each step that you take.}”""",
        ),
        decimal(
            "3",
            4,
            """Say: “{You may not share tools. If your lead breaks, raise your hand. Figures are not always drawn to scale,
                so measure only where a question tells you to measure. Please turn to page 4. Before you read it, find the
                reference sheet. It is the last page of the booklet, and you can tear it off.}”""",
        ),
        under("Circulate, and see that nothing but the last page is torn off."),
        decimal("3", 5, "Ask whether there are questions. See Section 4 for what you may and may not answer."),
        decimal(
            "3",
            6,
            """Say: “{The unit time is 70 minutes. I will let you know when 20 minutes are left, and when 10 minutes are
                left. You may begin.}” Read the start time from the wall clock, and write it on the board.""",
            starts=True,
        ),
        decimal("3", 7, "Stay on your feet. Only a trained colleague may take your place, and only for a few minutes."),
        decimal("3", 8, "With 20 minutes left, say: “{There are 20 minutes left in this unit.}”", at="20m before end"),
        decimal("3", 9, "With 10 minutes left, say: “{There are 10 minutes left in this unit.}”", at="10m before end"),
        decimal(
            "3",
            10,
            """At the end of the unit time, say: “{Stop. Put your pencil and your tools at the edge of the desk. Lay the
                reference sheet inside the booklet.}” [Wait.] “{Close the booklet and the answer document, and turn both
                of them over.}”""",
            at="end",
        ),
        decimal("3", 11, "Collect the answer documents first. Count, and then collect the booklets."),
        section("Section 4: What You May Answer", "4", level=1),
        para("""You may repeat any sentence of Section 3. You may say how a circle is filled in. If a student wants to know
            whether a figure is drawn to scale, you may say, “Look at what is printed below it.” That is all."""),
        section("Section 5: After Testing", "5", level=1),
        decimal("5", 1, "Cover the answer documents with the header sheet."),
        decimal("5", 2, "Sign the chain-of-custody form with your coordinator."),
    ],
)
