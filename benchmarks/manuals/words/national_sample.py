from tests.fixtures.manuals.paper import Manual, bullet, para, section, speech, step, title, under

MANUAL = Manual(
    name="national-sample",
    about=(
        "Words in italics are read aloud, which a legend says once; a name in italics and a stressed word are not. A slot for "
        "the school. Some steps are speech from the first word. No contents list. Flat text has lost the italics."
    ),
    title="National Sample of Student Learning: Session Script, Grade 8 History",
    header="National Sample of Student Learning",
    footer="Session Script, Grade 8 History   {page}",
    minutes=25,
    txt_asks=True,
    slots=("[school name]",),
    facts=1,
    not_say=(
        "The Session Book",
        "Words in italics",
        "Point to",
        "Wait for",
        "field manager",
        "Thank the teacher",
    ),
    paras=[
        title("National Sample of Student Learning: Session Script, Grade 8 History"),
        section("Notes for the Administrator", "Notes-for-the-Administrator"),
        para("""Words in italics are spoken. All others are for you. You are a guest at the school; the teacher may stay in
            the room, but does **not** help. What the sample is for is explained in //The Session Book//, chapter 2."""),
        bullet("Arrive 40 minutes early and call on the office."),
        bullet("Pass the code for the day to nobody but your field manager."),
        section("Opening", "Opening"),
        step(1, "Wait for silence, and smile."),
        *speech(
            """Hello, everyone. My name is on the board. I do not work here at [school name], so some of you may wonder
                who I am. I travel from school to school and ask students all over the country the same questions.""",
            """The idea is to find out what eighth graders know about history. Nobody will learn how you, as one person,
                have done. Your teachers will never see it, and it has nothing to do with your grades.""",
            italic=True,
        ),
        step(2, "Hand a tablet and a pair of earphones to each student on the list. Point to the switch."),
        *speech(
            """Please press the round switch on the right and wait for the picture of a globe. Then plug in the
                earphones, and leave them around your neck.""",
            italic=True,
        ),
        step(3, "Wait for the globe on all tablets. Bring a new tablet if one is slow."),
        step(
            4,
            """//{I will now read a number for each of you. When you hear yours, type it into the box below the globe. If
                the tablet shows a name that is not your own, tell me right away.}// Read the numbers from your list, row
                by row.""",
        ),
        step(5, "Start the short film about the tools from your own tablet."),
        *speech("Put on your earphones. You are going to watch a film of five minutes.", italic=True),
        under("Wait for the end of the film."),
        section("First Block", "First-Block"),
        step(1, "See that all earphones are off."),
        *speech(
            """There are two blocks of questions, and each has its own time. In a block you can go forward and back as you
                like. Once a block is over, it is closed for good.""",
            """For a question with a picture or a document, tap the picture to make it larger. Tap it again to make it
                small.""",
            italic=True,
        ),
        step(2, "Type the code of the day into your tablet, but do not send it yet.", starts=True),
        *speech(
            """You have 25 minutes for the first block. A small clock in the corner shows what is left; you can hide it if
                it bothers you. Tap the arrow, and begin.""",
            italic=True,
        ),
        under("Send the code as you say the last word. Make notes of who leaves and returns."),
        step(3, "When 5 minutes are left, speak in a low voice.", at="5m before end"),
        *speech("There are five minutes left in this block.", italic=True),
        step(4, "At the end of the 25 minutes, the tablets stop by themselves.", at="end"),
        *speech("The first block is closed. Stand up for a moment, if you want to, but please do not talk.", italic=True),
        section("Second Block", "Second-Block"),
        step(1, "Wait for everyone to sit down.", starts=True),
        *speech("The second block has 25 minutes, too. Tap the arrow, and begin.", italic=True),
        step(2, "At the end of the 25 minutes, go on at once.", at="end"),
        *speech(
            """That was the second block. Next come a few questions about you: what you read, how much you sleep, what you
                do in history class. You need to answer only those that you want to answer.""",
            italic=True,
        ),
        section("Closing", "Closing"),
        step(1, "Give students about ten minutes for the questions about themselves."),
        *speech(
            "Thank you for your help. Switch off the tablet, wind up the cord of your earphones, and hand both of them to me.",
            italic=True,
        ),
        step(2, "Count the tablets in their case. Thank the teacher and the office."),
    ],
)
