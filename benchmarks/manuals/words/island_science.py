from benchmarks.manuals.writing import lettered
from tests.fixtures.manuals.paper import Manual, bullet, para, part, section, step, title

MANUAL = Manual(
    name="island-science",
    about=(
        "PART ONE, PART TWO and capitals for all headings; no contents list; a script for two groups, those on paper and those "
        "on computers, as lettered points of one step; footnotes, one of them inside speech; straight and curly quotes for "
        "words that nobody says; dotted phone numbers."
    ),
    title="Island Schools Science Test, Grade 7: Directions",
    header="Island Schools Science Test, Grade 7",
    footer="Directions / {page}",
    minutes=50,
    facts=3,
    not_say=(
        "Out of Order",
        "555.0199",
        "paper form, say",
        "Ferry schools",
        "Distribute",
        "Wait until",
        "cup2",
        "A proctor may",
        "do over",
    ),
    paras=[
        title("Island Schools Science Test, Grade 7: Directions"),
        part("PART ONE: READY THE ROOM", "ONE"),
        section("A. EQUIPMENT", "A"),
        bullet("one kit for each pair of students: magnet, nail, cork, cup"),
        bullet(
            "paper forms or computers, as ordered^1^",
            foot=("1 Ferry schools receive paper only. The order may be changed by calling 555.0199.40 until May 2.",),
        ),
        bullet("a spare kit, with a note on it that says “Out of Order” if it is not complete"),
        section("B. HELP DURING THE TEST", "B"),
        para("""A proctor may read a single word to a student. A proctor may not read a sentence. When a student has spilled
            the cup, dry the desk and refill the cup; the test is not something to do over. Write to
            science.desk@islands.example when a kit was not complete."""),
        part("PART TWO: GIVE THE TEST", "TWO"),
        step(
            1,
            """Greet the class. Say: “{Today you will be scientists for an hour. First you try something out with the kit on
                your desk, and afterward you answer questions about it and about other things that you have learned.}”""",
        ),
        step(2, "Explain where answers go."),
        lettered(
            "a",
            """If you are administering the paper form, say: “{You will write your answers in the blue form. Print your name
                on it now, and the name of your island. Do not fold it.}”""",
        ),
        lettered(
            "b",
            """If you are administering the computer form, say: “{You will type your answers. Wake up your computer by
                pressing any key, and type your name and the name of your island in the two windows.}”""",
        ),
        step(3, "Wait until all names have been entered. Distribute the kits, one to each pair."),
        step(
            4,
            """Say: “{You share the kit with your partner, but each of you writes your own answers. Take out the magnet, the
                nail, and the cork. Count them: 1, 2, 3. If you have fewer, raise your hand. Now stroke the nail with the
                magnet, from the head to the tip, and always in the same direction. Do it 40 times.}”""",
        ),
        step(
            5,
            """When most students are done, say: “{Lay the nail on the cork, and let the cork float in the cup^2^ without
                touching the side. Watch what it does. Turn the cork a little, and let go. What you see is what you will
                be asked about.}”""",
            foot=("2 Use the clear cups. In the white ones the cork cannot be seen from the side.",),
        ),
        step(6, "Collect the magnets. They must not come near the computers."),
        step(
            7,
            """If students need more time for the experiment, say: “{You may have three more minutes with the kit.}”
                Otherwise, go on with step 8.""",
        ),
        step(
            8,
            """Say: “{You have 50 minutes for the questions. There are 24 of them. The first six are about the nail and the
                cork. When you are done, check that no answer is missing.}”""",
        ),
        lettered("a", "If you are administering the paper form, say: “{Open the form to page 1.}”"),
        lettered("b", "If you are administering the computer form, say: “{Choose the arrow at the bottom of the screen.}”"),
        step(9, "Then say: “{You may begin.}”", starts=True),
        step(10, """When 10 minutes are left, say: “{You have 10 minutes left.}”""", at="10m before end"),
        step(
            11,
            """At the end of the test, say: “{Stop. Pour the water into the bucket as it is carried past you, and put the
                nail and the cork back in the bag.}”""",
            at="end",
        ),
        step(12, "Collect the forms, or close the test on each computer that is still open."),
        part("PART THREE: SEND IT BACK", "THREE"),
        para("""Kits stay on the island. Forms go by the Thursday boat, in the bag with the seal. Call 555.0199.41 if the
            boat does not run."""),
    ],
)
