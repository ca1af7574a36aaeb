from benchmarks.manuals.writing import decimal, lettered, unticked
from tests.fixtures.manuals.paper import Manual, boxed, bullet, contents, cover, page_break, para, section, table, title, under

MANUAL = Manual(
    name="coordinator-only",
    about=(
        "A manual for coordinators in which nothing is read aloud, though it speaks of scripts, cues, quotes, minutes and "
        "words that somebody says; it has numbered steps, a box and bold text."
    ),
    title="Cascadia Testing Program: School Coordinator's Manual",
    header="Cascadia Testing Program",
    footer="School Coordinator's Manual  ·  {page}",
    font="Helvetica",
    numbers="{} ",
    not_say=("Read aloud", "READ ALOUD", "Testing in Progress", "we did our best", "5 minutes", "say", "Say"),
    paras=[
        title("Cascadia Testing Program"),
        cover("School Coordinator's Manual"),
        page_break(),
        contents("Contents"),
        section("Section 1: What a Coordinator Does", "1", level=1),
        para("""You prepare the building and the people. The script for students is not in this manual; it is in the
            directions that each administrator receives, where the words to be read are marked with READ ALOUD."""),
        para("""**Important:** Administrators have to practice. Ask each of them to read the script to you once. If one of
            them begins to add words of her own, stop her and say why it matters."""),
        section("Section 2: The Month Before", "2", level=1),
        decimal("2", 1, "Order materials by the first of the month."),
        lettered("a", "Count students by grade. Add five in a hundred for those who move in."),
        lettered("b", "Order braille and large print by phone, at 555.016.3300."),
        decimal("2", 2, "Train administrators and proctors. The session takes about 90 minutes."),
        decimal("2", 3, "Tell families what will happen. Say in the letter that phones stay at home or in the locker."),
        under("The letter may be sent by mail or by e-mail. Do not quote test questions in it, not even old ones."),
        decimal("2", 4, "Choose the rooms. A room where “you could hear a pin drop” is better than a large one."),
        section("Section 3: The Day", "3", level=1),
        unticked("Every room has a clock, a list, and a person."),
        unticked("The signs “Testing in Progress” hang on all doors."),
        unticked("The bell has been switched off until 11:30."),
        decimal("3", 1, "Hand out materials no earlier than one hour before the start, and have each person sign."),
        decimal("3", 2, "Walk through the halls. If you see an administrator who sits and reads, wait until she looks up."),
        decimal("3", 3, "When 5 minutes are left before the start, close the front gate."),
        decimal("3", 4, "At the end of the session, count materials before you let anyone say goodbye."),
        *boxed(
            para("""A ROOM THAT RUNS LATE: Give it the time that it needs. Students are not to be told “hurry up,” by the
                administrator or by you."""),
        ),
        section("Section 4: What Can Go Wrong", "4", level=1),
        table(
            ("What", "Whom to call", "Within"),
            ("Missing booklet", "state office", "1 hour"),
            ("Fire drill", "nobody", "same day"),
            ("Script not read", "district", "1 day"),
        ),
        para("""“Read aloud” as an accommodation is another matter: there, a reader sits with one student and reads the
            questions. Readers sign an oath of their own. When asked by the press, a school may answer, “we did our best,”
            and no more than that."""),
        section("Section 5: Sending Everything Back", "5", level=1),
        bullet("Used booklets, sorted by room"),
        bullet("Unused booklets, in their wrapping"),
        bullet("The list of signatures"),
    ],
)
