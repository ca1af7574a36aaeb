from benchmarks.manuals.writing import unticked
from tests.fixtures.manuals.paper import (
    Manual,
    banner,
    bullet,
    contents,
    cover,
    page_break,
    para,
    section,
    speech,
    title,
    under,
)

MANUAL = Manual(
    name="prairie-mathematics",
    about=(
        "SAY: on a line of its own and bold paragraphs behind it, no quotes and no steps; pauses in parentheses, after which "
        "the speech goes on without a new cue; a sample question with its choices; a checklist; a cover and a copyright page."
    ),
    title="Big Prairie Readiness Exams: Test Administrator Directions, Grade 5 Mathematics",
    header="Big Prairie Readiness Exams      Grade 5 Mathematics",
    footer="Page {page}",
    not_say=(
        "SAY",
        "Pause",
        "Hand each student",
        "formula charts travel",
        "No other use",
        "Answer questions about",
        "Check off",
        "I can't help",
    ),
    paras=[
        title("Big Prairie Readiness Exams"),
        cover("Test Administrator Directions"),
        cover("Grade 5 Mathematics"),
        cover("April Administration"),
        page_break(),
        para("""Copyright © Big Prairie Office of Learning. Public schools of the state may make copies of this manual
            for the people who administer the exams. No other use is permitted without a letter from the Office."""),
        para("Questions: Exam Support, 555.014.2200, exams@bigprairie.example"),
        page_break(),
        contents("Table of Contents"),
        page_break(),
        section("General Information", "General-Information"),
        para("""The mathematics exam for grade 5 is printed in one booklet. It has no time limit of its own: students
            may work until the end of the school day. Lunch is brought to the room, and students do not talk about the
            exam while they eat."""),
        section("Exam Security", "Exam-Security"),
        para("""Before you handle a booklet you sign the oath on the last page of this manual. A booklet is never left
            alone with students, and never left in a room that is not locked."""),
        para("""A student who asks for help with a question gets the same answer every time: "I can't help you with
            that. Think about it some more." Nothing may be added to it by word, sign, or look."""),
        section("Preparing the Room", "Preparing-the-Room"),
        para("Check off each line on the day before the exam."),
        unticked("Desks stand apart, and all of them face the same wall."),
        unticked("Multiplication tables, number lines, and number charts have been covered or taken down."),
        unticked("A clock can be seen from every desk."),
        unticked("The sign for the door is at hand."),
        unticked("Two sharpened pencils and an eraser lie ready for each student; formula charts travel inside the booklets."),
        section("Directions Before the Sample", "Directions-Before-the-Sample"),
        para("""What is printed in bold after the word SAY is read aloud exactly as it stands. You may read any of it
            again for a student who asks."""),
        banner("SAY:"),
        *speech(
            """Good morning. Today is the day of the mathematics exam. You have practiced for it, and I know that you
                are ready to show what you can do.""",
            """Before I hand anything out, please clear your desk. You may keep two pencils and an eraser. Everything
                else goes into your backpack, and your backpack goes under the table.""",
            bold=True,
            under=False,
        ),
        para("Hand each student an answer document and an exam booklet, in that order. Compare the name with the face."),
        banner("SAY:"),
        *speech(
            """On top you have an answer document with your name printed on it. Read all of the label. If any of it is
                wrong, raise your hand.""",
            bold=True,
            under=False,
        ),
        para("(Pause while students look at their labels. Exchange documents where you have to.)"),
        *speech(
            """Now look at the exam booklet. On the cover there is a long line. Write your first and last name on that
                line. Please do not open the booklet.""",
            bold=True,
            under=False,
        ),
        para("Walk along the rows, and see that every booklet has a name."),
        banner("SAY:"),
        *speech(
            """Turn your booklet over. The sample question is on the back, inside a frame. Follow along with your
                finger while I read it to you.""",
            "Sample S. A baker puts 6 rolls into each bag. How many rolls are there in 7 bags?",
            "A  13",
            "B  36",
            "C  42",
            "D  48",
            """Think about it, choose one answer, and fill in its circle in the row marked S, at the top of your answer
                document.""",
            bold=True,
            under=False,
        ),
        para("(Pause for about one minute.)"),
        *speech(
            """The right choice is C, since 7 bags with 6 rolls in each of them hold 42 rolls. If you filled in another
                circle, erase it all and fill in circle C.""",
            bold=True,
            under=False,
        ),
        para("Answer questions about how a circle is filled in. Do not work the sample in another way."),
        section("Directions for the Exam", "Directions-for-the-Exam"),
        banner("SAY:"),
        *speech(
            """This exam has 34 questions. For 30 of them you choose an answer, as you did in the sample. For the last
                four you write a number into a grid. Write one digit in each box, and fill in the circle below it that
                has the same digit.""",
            """A chart of formulas is folded into your booklet. You may tear it out and use it as often as you like. The
                empty parts of every page are yours to work on, but nobody will score what you write there.""",
            bold=True,
            under=False,
        ),
        banner("SAY:"),
        *speech("Is there anything about these directions that you would like to ask?", bold=True, under=False),
        para("Answer questions about the directions. Then be ready to write the time on the board."),
        banner("SAY:", starts=True),
        *speech(
            """You may work until the end of the school day, so there is no need to hurry. When you have finished, look
                over your answers, close the booklet, and raise your hand. I will take it from you. Open your booklet
                to question 1 and begin.""",
            bold=True,
            under=False,
        ),
        para("""Go around often. Look for blank rows and for circles that are only half filled in, and remind the whole
            class, never one student, to check for them."""),
        section("When Everyone Has Finished", "When-Everyone-Has-Finished"),
        para("Wait until the last booklet has been handed to you, or until the bell that ends the school day."),
        banner("SAY:"),
        *speech(
            """The exam is over for all of us. Thank you for being so quiet while others were still working. Please do
                not talk about the questions with anyone, not even tomorrow.""",
            bold=True,
            under=False,
        ),
        section("Returning Materials", "Returning-Materials"),
        bullet("Stack the answer documents with the labels up."),
        bullet("Stack the booklets by number, and count both stacks twice."),
        under("Formula charts with writing on them are shredded at the school; clean ones may be kept."),
    ],
)
