from tests.fixtures.manuals.paper import Manual, Para, banner, bullet, contents, para, section, speech, sub, title


def row(do: str, *say: str) -> list[Para]:
    """One row of a table of two columns, its cells one below the other."""
    return [banner("DO"), para(do), banner("SAY"), *speech(*say, under=False)]


MANUAL = Manual(
    name="harbor-language",
    about=(
        "A test of one child at a time: two columns, DO and SAY, whose cells stand in reading order; gestures in parentheses "
        "cut the speech; what the child may answer is printed and not spoken; no steps, no clock, slots for a name."
    ),
    title="Harbor English Language Screener, Kindergarten: Examiner Script",
    header="Harbor English Language Screener",
    footer="Kindergarten | {page}",
    font="Helvetica",
    slots=("[child's name]",),
    facts=1,
    not_say=(
        "Acceptable",
        "point to the",
        "Point to",
        "Turn the page",
        "Score 1",
        "SAY",
        "Lay the picture",
        "Stop the part",
        "Put on a puppet voice",
    ),
    paras=[
        title("Harbor English Language Screener, Kindergarten: Examiner Script"),
        contents("Contents"),
        section("Part A: Before the Child Comes", "A"),
        para("""Sit at a corner of a low table, so that you and the child look at the same page. The script has two
            columns. What you do is on the left; what you say is on the right. Speak as you would to any five-year-old,
            but do not change the words."""),
        bullet("picture book, open to the harbor"),
        bullet("score sheet and pencil, out of the child's sight"),
        bullet("hand puppet, if the child is shy"),
        section("Part B: Warm-Up", "B"),
        *row(
            "Offer the small chair and sit down first.",
            "Hi, [child's name]. I am glad you came. We are going to look at a book, and I will ask you some things.",
        ),
        *row(
            "Lay the picture book on the table, closed.",
            "You can tell me the answer, or you can show me with your finger. If you don't know, that's fine. Just say so.",
        ),
        section("Part C: Listening", "C"),
        sub("Task 1"),
        *row(
            "Open the book to the harbor.",
            "Look at all the things in this picture.",
        ),
        para("(Point to the whole picture with a slow circle of your hand.)"),
        *speech("There is a boat in it. Show me the boat.", under=False),
        para("Acceptable: the child touches either boat or looks at it and nods."),
        *row(
            "Score 1 if the child shows a boat. If not, point to the red boat and go on.",
            "Now show me something that can fly.",
        ),
        para("Acceptable: gull, plane, flag."),
        sub("Task 2"),
        *row(
            "Turn the page. Give the child time to look.",
            "This is a boy named Tomás. He has lost his shoe.",
            "Listen to me, and then do what I ask. First put your finger on Tomás. Then put it on his shoe.",
        ),
        para("Acceptable: both, in this order. Score 1 for each."),
        section("Part D: Speaking", "D"),
        sub("Task 3"),
        *row(
            "Put on a puppet voice if it helps. Keep the page.",
            "Tell me what is on the table} (point to the table) {and what is under it.",
        ),
        para("Acceptable: any two things by name. Single words are enough."),
        *row(
            "Turn the page to the two dogs.",
            "These two dogs are not the same. This one is big. What about that one?",
        ),
        para("Acceptable: small, little, tiny, or a sentence with one of them. Score 1."),
        *row(
            "Stop the part after two tasks without any answer. Otherwise close the book.",
            "You worked hard, [child's name]. Thank you for looking at my book with me. Let's go back to your class.",
        ),
        section("Part E: Scoring", "E"),
        para("Add the points within the hour. A child with fewer than four points is seen again by a second examiner."),
    ],
)
