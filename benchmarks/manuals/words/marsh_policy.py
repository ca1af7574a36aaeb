from tests.fixtures.manuals.paper import Manual, bullet, para, part, section, step, sub, title, under

HEADINGS = (
    "Part I. Policies",
    "A. What to Answer",
    "B. Security",
    "C. Absence",
    "Part II. Practice",
    "Part III. First Session",
    "Part IV. Second Session",
    "Part V. Make-Up Sessions",
)

MANUAL = Manual(
    name="marsh-policy",
    about=(
        "Policies that quote, after a cue, what to answer when a student asks: not delivered. A practice and two sessions; "
        "steps that stand directly below a part; straight quotes; a contents list without page numbers, typed like ordinary "
        "paragraphs; Part V has steps and says nothing."
    ),
    title="Salt Marsh Basic Skills Tests: Manual for the Test Giver, Grade 6",
    header="Salt Marsh Basic Skills Tests",
    footer="Grade 6 - {page}",
    bullet="-",
    minutes=45,
    not_say=(
        "I may not tell you",
        "That is for you to decide",
        "No, it will not",
        "Spoiled",
        "Pass out",
        "Write the word",
        "starts over",
        "Pause",
    ),
    paras=[
        title("Salt Marsh Basic Skills Tests: Manual for the Test Giver, Grade 6"),
        sub("In This Manual"),
        *[para(heading) for heading in HEADINGS],
        part("Part I. Policies", "I"),
        section("A. What to Answer", "A"),
        para("""Students ask the same things every year. If a student asks what a word means, say: "I may not tell you. Read
            the sentence again and think about what would fit." If a student asks whether to guess, say: "That is for you
            to decide." If a student asks whether spelling will be held against him or her, answer, "No, it will not." """),
        para("""If a student asks to hear a direction once more, read it again from the manual, and do not put it in other
            words."""),
        section("B. Security", "B"),
        bullet("The key to the closet does not leave the office."),
        bullet('A booklet that cannot be used is marked "Spoiled" on the cover and is sent back with the rest.'),
        bullet("Nobody looks into a booklet, except to see whether a page is missing."),
        section("C. Absence", "C"),
        para("A student who misses one of the sessions makes up that session alone (Part V)."),
        part("Part II. Practice", "II"),
        step(
            1,
            """One or two days ahead, pass out the practice leaflets. Say: "{Before the real test we will try out how you
                mark an answer. Look at the top of the leaflet. Somebody has already answered the first question there.
                Do you see the black circle?}" """,
        ),
        step(
            2,
            """Say: "{The next question is for you. It says: 'Which of these is a fraction that is equal to one half?' The
                choices are A, 2 over 6; B, 3 over 6; C, 4 over 6; and D, 5 over 6. Fill in the circle for the one that
                you think is right.}" """,
        ),
        under("Pause. Look at each leaflet, but do not say anything about it."),
        step(3, """Say: "{B is right. Three sixths are as much as one half.}" """),
        step(4, "Let students take the leaflets home."),
        part("Part III. First Session", "III"),
        step(1, "Write the word BOOKLET and a number with six digits on the board, as an example."),
        step(
            2,
            """When students are quiet, say: "{Good morning. In this session you will answer 30 questions about reading and
                language. I am going to give you a booklet. Leave it closed, please.}" Pass out the booklets.""",
        ),
        step(
            3,
            """Say: "{In the upper corner of the booklet there is a number with six digits. I have written one on the board
                so that you know what to look for. Copy your own number onto the line below it. 4. is the digit that
                people most often make too narrow, so write it with care.}" """,
        ),
        step(4, "Compare the two numbers on each booklet."),
        step(
            5,
            """Say: "{You have 45 minutes. When you are done, close your booklet, and sit still or read. I cannot help you
                with any question. If a page is missing or cannot be read, raise your hand. Now open your booklet and
                start.}" """,
            starts=True,
        ),
        step(6, "Walk around. If a page is missing, exchange the booklet; the student starts over on that page only."),
        step(7, """When 5 minutes are left, say: "{Five more minutes.}" """, at="5m before end"),
        step(
            8,
            """When the time is up, say: "{Close your booklet. Turn it over, and put both hands on your lap until I have
                taken it.}" """,
            at="end",
        ),
        part("Part IV. Second Session", "IV"),
        step(1, "Use the same seats as in the first session."),
        step(
            2,
            """Say: "{This is the second and last session. All 35 questions are about mathematics. You will find a paper
                ruler in your booklet. Push it out along the dotted line, and lay it next to you.}" Give out the booklets
                by name, and push out rulers for students who cannot do it.""",
        ),
        step(
            3,
            """Say: "{You may draw in the booklet. If you need the ruler, the question will say so. You have 45 minutes
                again. Start now.}" """,
            starts=True,
        ),
        step(
            4,
            """When the 45 minutes are over, say: "{The test is over. You have all earned a long
                recess.}" """,
            at="end",
        ),
        part("Part V. Make-Up Sessions", "V"),
        step(1, "Give the sessions that were missed in their order, on different days."),
        step(2, "Use the script of the session. A single student may sit in your office."),
        step(3, 'Write "Make-Up" on the roster next to the name.'),
    ],
)
