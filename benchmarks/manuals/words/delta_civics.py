from tests.fixtures.manuals.paper import Manual, bullet, para, section, step, sub, table, title, under

MANUAL = Manual(
    name="delta-civics",
    about=(
        "Many cues for one thing: Announce, Tell students, Read, Then read, Ask, Say; curly quotes with em dashes inside; a "
        "time and what is said at it as cells in reading order, numbered on; quotes around the name of a form; make-up rules "
        "that speak of the script; no pages, and a contents list that is a sentence."
    ),
    title="Delta Civics Exit Test: Monitor's Guide",
    paged=False,
    header="Delta Civics Exit Test",
    footer="Monitor's Guide {page}",
    font="Helvetica",
    numbers="({}) ",
    minutes=80,
    not_say=(
        "Form 7",
        "Announce",
        "Tell students",
        "Take attendance",
        "Late Pass",
        "the words of step",
        "Unlock",
        "in your own words",
    ),
    paras=[
        title("Delta Civics Exit Test: Monitor's Guide"),
        para("This guide has four chapters: what to bring, the plan of the day, the script, and make-up testing."),
        section("Chapter 1: What to Bring", "1", level=1),
        bullet("the box with your room number"),
        bullet("“Form 7,” in two copies"),
        bullet("a red and a black pen"),
        section("Chapter 2: The Plan of the Day", "2", level=1),
        table(
            ("Time", "Say or do"),
            ("8:40", "Students come in"),
            ("8:50", "Directions"),
            ("9:10", "Test, 80 minutes"),
            ("10:30", "End"),
        ),
        para("""A student who comes after 8:50 needs a “Late Pass.” Explain to her in your own words what she has missed;
            after 9:10 nobody comes in."""),
        section("Chapter 3: The Script", "3", level=1),
        sub("8:40"),
        step(1, "Unlock the door and greet students by name. Take attendance on “Form 7.”"),
        sub("8:50"),
        step(
            2,
            """Announce: “{Your attention, please. The exit test in civics is about to begin—if you need to sharpen a pencil,
                do it now.}”""",
        ),
        step(
            3,
            """Tell students: “{There are two parts. Part 1—the longer one—has 60 questions with four answers each. Part 2
                asks you to write about one of two topics. You must do both parts to pass.}”""",
        ),
        step(
            4,
            """Hold up a booklet and read: “{I am going to hand out the booklets. Each has a number, and I write down who gets
                which—so do not trade. When you get yours, keep it shut.}”""",
        ),
        under("""Then read: “{On the front, fill in today’s date, the name of your teacher, and the period in which you have
            civics. If you have it in no period this year, write ‘none.’}”"""),
        step(5, """Ask: “{Is there anyone whose booklet has no number?}” Replace such booklets from the bottom of the box."""),
        step(
            6,
            """Read: “{Here is an example of a question. ‘Who signs a bill into law? A, the speaker; B, the governor; C, the
                chief justice; D, the mayor.’ The answer is B, and so you would fill in circle B—all of it, and dark.}”""",
        ),
        step(
            7,
            """Read: “{In Part 2 you may agree or disagree with the statement that is printed above the lines. Readers do not
                look at which side you take—they look at how you argue. Write at least 150 words.}” Do not read the
                statement.""",
        ),
        sub("9:10"),
        step(
            8,
            """Say: “{You have 80 minutes for both parts. I will not tell you when to go from one part to the other. Are you
                ready? Begin.}”""",
            starts=True,
        ),
        step(9, "Write the time of the end on the board. Turn the fan to low."),
        sub("9:50"),
        step(
            10,
            """Halfway through, announce: “{Forty minutes have gone by. If you have not chosen a topic, look at both of them
                soon.}”""",
            at="half",
        ),
        sub("10:20"),
        step(
            11,
            """10 minutes before the end, announce: “{Ten minutes are left. Whatever part you are in—make sure that there is
                something in the other one.}”""",
            at="10m before end",
        ),
        sub("10:30"),
        step(
            12,
            """At the end of the test, announce: “{The test is over. Close your booklet, and stay in your seat until your
                number has been called.}”""",
            at="end",
        ),
        step(13, "Call the numbers one by one, and tick them off in red."),
        section("Chapter 4: Make-Up Testing", "4", level=1),
        para("""Use the words of step 2 through step 12 as they are. A student who is tested alone hears them all the same;
            only “I write down who gets which” may be left out."""),
    ],
)
