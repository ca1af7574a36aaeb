from benchmarks.manuals.writing import said_bullet
from tests.fixtures.manuals.paper import Manual, bullet, para, section, step, title, under

MANUAL = Manual(
    name="student-questionnaire",
    about=(
        "A questionnaire that is read to the class: items with numbers inside the quotes (Item 3. Mark …), one quote over "
        "several paragraphs that begin with such a number, a list that is read aloud; no clock. In DOCX and HTML the steps "
        "are numbered by Word and by a list, the items are not."
    ),
    title="Statewide Student Questionnaire: Directions for Reading Aloud",
    paged=False,
    header="Statewide Student Questionnaire",
    footer="{page}",
    automatic=True,
    not_say=(
        "Skip an item",
        "Pause for",
        "Read more slowly",
        "Do not explain",
        "Keep your back",
        "envelope yourself",
        "parent has declined",
    ),
    paras=[
        title("Statewide Student Questionnaire: Directions for Reading Aloud"),
        section("Why the Questionnaire Is Read Aloud", "Why-the-Questionnaire-Is"),
        para("""Students in grade 3 answer seven items about their school. They follow in the leaflet while you read, so
            that nobody is left out who reads slowly. There are no right answers and there is no time limit."""),
        section("Before You Read", "Before-You-Read"),
        bullet("Students whose parent has declined go to the library."),
        bullet("Keep your back to the windows, so that students can see your face."),
        bullet("Read more slowly than you think you should."),
        section("Reading the Items", "Reading-the-Items"),
        step(1, "Hand out the leaflets and a crayon for each student."),
        step(
            2,
            """Say: “{This is not a test. It is a list of questions about what school is like for you. There is nothing here
                that you can get wrong, and nobody at our school will see what you mark.}”""",
        ),
        step(3, "Say: “{For every question you can choose one of these faces:"),
        said_bullet("a smiling face, which means yes or a lot;"),
        said_bullet("a straight face, which means sometimes or a little;"),
        said_bullet("a sad face, which means no or never.}”"),
        under("Pause for questions about the faces."),
        step(
            4,
            """Say: “{Let us do the first two together. Item 1. I like to come to school in the morning. Color the face that
                is true for you.}” Pause for a moment. “{Item 2. At school I have a friend to play with. Color a face.}”""",
        ),
        step(5, "Go around and see that students have colored one face for each item, and in the right row."),
        step(6, "Say: “{I will now read faster. Listen, and color one face each time."),
        under("“Item 3. Mark how you feel when it is your turn to read to the class."),
        under("“Item 4. Mark how you feel when numbers are on the board."),
        under("“Item 5. Mark how you feel when the bell rings for lunch.}”"),
        under("Do not explain an item. If someone lags behind, read it again."),
        step(7, "Say: “{Turn your leaflet over. Here are questions that do not have faces."),
        under("“6. How many books do you have at home? Choose none, a few, one shelf, or more than that."),
        under(
            "“7. On a school day, how long do you look at a screen? Choose A for less than one hour, B for one or two "
            "hours, or C for more.}”"
        ),
        step(8, "Skip an item if it does not apply to anyone in your room."),
        step(
            9,
            """After the last item, say: “{Those were all the questions. On the lines at the bottom you may write or draw
                something that you would like the people in the capital to know about our school. Take your time.}”""",
        ),
        step(
            10,
            """When everyone has finished, say: “{Fold your leaflet in the middle and bring it to the envelope on my table.
                Put it in yourself, so that nobody else sees it.}”""",
        ),
        section("After Reading", "After-Reading"),
        para("Seal the envelope yourself while students watch. Do not count the leaflets, and do not look at them."),
    ],
)
