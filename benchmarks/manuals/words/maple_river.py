from tests.fixtures.manuals.paper import Manual, bullet, contents, para, part, section, step, sub, title, under

MANUAL = Manual(
    name="maple-river",
    about=(
        "SAY: at the head of the paragraph that is spoken, no quotes: the speech ends with the paragraph. Two parts of a test "
        "with standard and extended time; pauses on lines of their own; e-mail and phone numbers with dots; em dashes."
    ),
    title="Maple River End-of-Year Tests: Directions for Algebra I",
    header="Maple River End-of-Year Tests — Algebra I",
    footer="{page}",
    minutes=75,
    facts=2,
    not_say=(
        "SAY:",
        "Pause",
        "Standard time",
        "Extended time",
        "555.0142",
        "graph paper may",
        "Hold up a",
        "Never leave",
    ),
    paras=[
        title("Maple River End-of-Year Tests: Directions for Algebra I"),
        contents("Contents"),
        part("Part I. Before Testing", "I"),
        section("A. People to Call", "A"),
        para("""The testing office answers from 7.30 to 16.00 at 555.0142.118, extension 4. Mail goes to
            algebra.tests@mapleriver.example. After hours, leave a number; somebody will call back by 8.15."""),
        section("B. Time", "B"),
        para("""Standard time is 75 minutes for each half of the test. Extended time is one and a half times as long. A
            student with extended time is tested in a group where everyone has it."""),
        bullet("Standard time: 75 minutes, then a break, then 75 minutes"),
        bullet("Extended time: 113 minutes, lunch, then 113 minutes"),
        section("C. Calculators", "C"),
        para("""Graphing calculators are allowed in the second half alone. Clear the memory of each—your mathematics
            department knows how—before and after."""),
        part("Part II. First Half", "II"),
        section("A. Getting Started", "A"),
        step(1, "Seat students, and lay a test book face down on every desk that is taken."),
        under("""**SAY:** {This is the first half of your algebra test. You will work without a calculator. In the
            second half, after the break, you may use one—so please do not spend time now on long arithmetic that
            nobody is asking for.}"""),
        step(2, "Hold up a test book so that students can see where the label is."),
        under("""**SAY:** {Turn your book over. The label on the front has your name, your grade, and a long number.
            Check the name and the grade. You need not check the number.}"""),
        under("Pause. If a label is wrong, give the student a book without one and tell the office after the test."),
        under("""**SAY:** {On the line below the label, sign your name. With your signature you say that the work in this
            book will be your own.}"""),
        step(3, "See that every book has been signed. Never leave the room to fetch a pen; there is a spare one in the box."),
        step(4, "Explain the kinds of questions."),
        under("""**SAY:** {You will find three kinds of questions. In the first kind you choose one of four answers. In the
            second you choose every answer that is right—there may be two, three, or even four. In the third you write
            an equation or draw a graph. Item 3. is of the third kind, and it takes longer than the others; if you get
            stuck on it, go on to item 4. You can return to it later.}"""),
        under("""**SAY:** {What questions do you have?}"""),
        under("Answer questions about the directions. About a question of the test, say only that you may not speak of it."),
        section("B. Testing", "B"),
        step(1, "Read the line that applies to your group."),
        under("Standard time. **SAY:** {You have 75 minutes for this half.}"),
        under("Extended time. **SAY:** {You have 113 minutes for this half.}"),
        step(2, "When everyone is ready, start.", starts=True),
        under("**SAY:** {Open your book to page 1. You may begin.}"),
        step(3, "Write down the time. Walk about; do not sit behind your desk."),
        step(4, "When half of the time is over, give notice.", at="half"),
        under("**SAY:** {Half of the time for this part is over.}"),
        step(5, "At the end of the time, stop the group.", at="end"),
        under("""**SAY:** {Stop here. Close your book and leave it on your desk. We will now take a break of 15 minutes.
            You may eat and talk, but not about the test.}"""),
        under("Pause for the break. One adult stays with the books."),
        part("Part III. Second Half", "III"),
        section("A. Getting Started", "A"),
        step(1, "Hand out the calculators. Students may use their own if you have cleared them."),
        under("""**SAY:** {Welcome back. Switch on your calculator. If the screen stays dark, change places with nothing
            and nobody—hold it up, and I will bring you another one.}"""),
        step(2, "Wait until all calculators are on.", starts=True),
        under("""**SAY:** {Turn to the page with the gray corner. You will again have the time that I named in the first
            half. You may use the calculator on any question—but show the steps that lead to your answer, since an
            answer without them earns no more than half of the points. You may begin.}"""),
        step(3, "Write down the time, and see that nobody has turned back to the first half; graph paper may be handed out."),
        step(4, "When everyone has finished, collect the calculators before the books."),
        under("""**SAY:** {That was the algebra test. Please stay seated until your calculator and your book have been
            counted.}"""),
        part("Part IV. After Testing", "IV"),
        sub("Packing"),
        para("Books go into the red bag, scratch paper into the clear one. Both are sealed and signed across the flap."),
    ],
)
