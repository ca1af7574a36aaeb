from benchmarks.manuals.writing import typed_heading
from tests.fixtures.manuals.paper import Manual, bullet, para, speech, step, title

READ = "Read the following directions verbatim:"

MANUAL = Manual(
    name="hudson-reading",
    about=(
        "Read the following directions verbatim: and then paragraphs set in, without quotes or bold. Headings are bold "
        "capitals in no heading style, there is no contents list, and steps go on in one numbering across two headings. "
        "Footnotes; pages that end inside speech."
    ),
    title="Hudson Valley Reading Test: Teacher's Directions, Grade 4",
    header="Hudson Valley Reading Test, Grade 4",
    footer="Teacher's Directions                    {page}",
    numbers="{})",
    minutes=60,
    facts=0,
    not_say=(
        "Read the following directions verbatim",
        "Distribute",
        "Do not read the passages",
        "Make sure",
        "torn out",
        "Make-up",
        "blank page",
        "proctor's log",
    ),
    paras=[
        title("Hudson Valley Reading Test: Teacher's Directions, Grade 4"),
        typed_heading("ABOUT THE TEST", "ABOUT-THE-TEST"),
        para(
            """Fourth graders read five passages and answer 28 questions. The whole of it is done in one session of 60
            minutes, in the students' own room. Do not read the passages yourself before, during, or after the session^1^.""",
            foot=("1 A teacher who reads the test aloud because a student's plan asks for it receives a copy of her own.",),
        ),
        typed_heading("MATERIALS", "MATERIALS"),
        bullet("one test book for each student"),
        bullet("one answer sheet for each student, with no page torn out"),
        bullet("two No. 2 pencils, and no pens"),
        bullet("a watch or clock that has been compared with the one in the office"),
        typed_heading("DIRECTIONS FOR THE OPENING", "DIRECTIONS-FOR-THE-OPENING"),
        step(1, f"Make sure that students have put away all other work. {READ}"),
        *speech(
            """For the next hour you will be readers. I am going to give you a book with five short passages. Some are
                stories, one is a poem, and one tells you how a canal is built.""",
            """After each passage there are questions. Nearly all of them can be answered by looking back at what you
                have read, so look back as often as you want.""",
        ),
        step(2, f"Distribute the answer sheets, and see that each student gets the right one. {READ}"),
        *speech(
            """This is your answer sheet. At the top you see your name and the name of our school. Below your name is a
                row of small boxes with numbers in them. They belong to you, and you should leave them as they are.""",
            """Look for the large letter in the corner. It is A, B, C, or D. Remember your letter, because in a minute
                you will look for the same letter on your test book.""",
        ),
        step(
            3,
            "Distribute the test books. Students next to each other get different letters.^2^",
            foot=("2 The passages are the same in all forms; the order of the choices is not.",),
        ),
        step(4, READ),
        *speech(
            """Find the letter on the cover of your test book. If it is not the one on your answer sheet, raise your
                hand and wait for me.""",
        ),
        step(5, "Exchange books until all letters agree. Write down in the proctor's log who had the wrong one."),
        step(6, READ),
        *speech(
            """Open your test book to page 2 and fold it back. There is a sample there that has been done for you. It
                says: The fox was so quiet that nobody heard it. Which word means the same as quiet?""",
            "A. hungry",
            "B. silent",
            "C. clever",
            "D. quick",
            """The answer is B. Put your finger on the sample answer row on your answer sheet. You can see that circle B
                has been filled in, and that nothing is sticking out of it. Your own marks should look like that. If
                you change your mind about an answer, rub out the old mark until the circle is white again, and then
                make the new one.""",
        ),
        step(7, "Answer questions about marking answers. Do not give another sample."),
        typed_heading("DIRECTIONS FOR THE SESSION", "DIRECTIONS-FOR-THE-SESSION"),
        step(8, f"Write the time on the board when you have finished reading. {READ}", starts=True),
        *speech(
            """You have 60 minutes for all five passages. If you finish a passage, turn the page and start the next one
                without waiting for me. When you reach the page with the picture of a gate, you are at the end. You may
                then go back to any passage.""",
            "Turn to page 3. You may start reading.",
        ),
        step(9, "Walk quietly among the desks. A student who has turned two pages at once is shown the blank page, no more."),
        step(10, f"When 10 minutes are left, get everyone's attention. {READ}", at="10m before end"),
        *speech("Ten minutes are left. If you have not started the last passage, it would be a good idea to do so now."),
        step(11, f"At the end of the 60 minutes, stop the session. {READ}", at="end"),
        *speech(
            """The time is over. Put down your pencil. Close the test book, slide the answer sheet under the cover so
                that your name looks out, and leave both on the corner of your desk.""",
        ),
        step(12, "Go from desk to desk and take up the books. Count them before the door is opened."),
        typed_heading("AFTER THE SESSION", "AFTER-THE-SESSION"),
        para("""Make-up sessions are held in the library during the three days that follow. A student who was in the room
            for any part of the session has taken the test and is not given another chance."""),
    ],
)
