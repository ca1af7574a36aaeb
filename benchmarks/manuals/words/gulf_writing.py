from benchmarks.manuals.writing import unticked
from tests.fixtures.manuals.paper import (
    Manual,
    contents,
    para,
    section,
    shaded,
    speech,
    step,
    table,
    title,
    under,
)

MANUAL = Manual(
    name="gulf-writing",
    about=(
        "A practice test without a clock and two sessions of different length in one document, the numbers beginning again in "
        "each; Say: at the end of a step, and shaded paragraphs; warnings at 10 and 5 minutes; a timetable; a blank for the "
        "time of the end that is written on the board and not spoken."
    ),
    title="Gulf Coast Writing Assessment, Grade 9: Administration Script",
    header="Gulf Coast Writing Assessment, Grade 9",
    footer="Administration Script, page {page}",
    font="Helvetica",
    minutes=90,
    not_say=(
        "Say:",
        "Circulate",
        "____",
        "Let students stretch",
        "If a student has not finished",
        "without a sound",
        "Do not give",
        "Collect the drafts",
    ),
    paras=[
        title("Gulf Coast Writing Assessment, Grade 9: Administration Script"),
        contents("In This Script"),
        section("Times at a Glance", "Times-at-a-Glance", level=1),
        table(
            ("What", "When", "How long"),
            ("Practice Test", "the week before", "about 20 minutes"),
            ("Session 1", "first day", "90 minutes"),
            ("Session 2", "second day", "60 minutes"),
        ),
        para("The text on a gray ground is read to students. Keep to it; a kind tone is welcome, other words are not."),
        section("Before You Begin", "Before-You-Begin", level=1),
        unticked("I have signed for the sealed envelope with the prompts."),
        unticked("I have a list of students with extra time, and know who takes them over."),
        unticked("Word walls, posters about writing, and dictionaries are out of sight."),
        section("Practice Test", "Practice-Test", level=1),
        step(1, "Give each student a practice sheet. Say:"),
        *shaded(
            speech(
                """Next week you will write for the Gulf Coast Writing Assessment. Today we look at how it works. What
                    you write today stays in this room, and nobody grades it.""",
            )
        ),
        step(2, "Let students read the sheet without a sound. Then say:"),
        *shaded(
            speech(
                """You have just read two short texts about a town that wants to close its only bridge. Below them is
                    the task. Underline the words in the task that tell you what kind of text you are to write.""",
                "You should have underlined the words 'letter to the mayor.' If you underlined more than that, it is fine.",
            )
        ),
        step(3, "Talk with the class about the plan they would make. Use your own words and take about ten minutes."),
        step(4, "Collect the sheets. Do not give them back before the second day is over."),
        section("Session 1", "Session-1", level=1),
        step(1, "Check the seating against your chart, and open the envelope in front of the students. Say:"),
        *shaded(
            speech(
                """Today and tomorrow you will show how well you can write. Today you read three texts and plan and
                    write one essay about them. You will have an hour and a half.""",
                """Phones and watches are in the box at the front. If you have one in your pocket, this is the last
                    moment to bring it here. Nobody will be angry.""",
            )
        ),
        step(2, "Pass out the booklets face down, with the drafting paper on top. Say:"),
        *shaded(
            speech(
                """Write your name on both sheets of drafting paper. They will be collected, but they will not be
                    scored. Only what you write on the lined pages of the booklet counts.""",
            )
        ),
        step(3, "Be sure that all drafting paper has a name. Say:"),
        *shaded(
            speech(
                """Turn your booklet over, and write your name in the space at the bottom of the cover. Then open it to
                    page 4. Page 4 tells you what readers look for. Let us read it together.""",
                """A good essay has a clear main idea. It uses the texts, and it says where each piece of information
                    comes from. It hangs together from beginning to end.""",
            )
        ),
        step(4, "Write the time at which the session ends on the board: Session 1 ends at ____. Say:", starts=True),
        *shaded(
            speech(
                """You have 90 minutes. I will tell you when there are 10 minutes left, and again when there are 5. You
                    may start now.""",
            )
        ),
        under("Circulate. See that students write on the lined pages, and that they write with a pen."),
        step(5, "Let students stretch at their desks if they ask for it. The clock goes on."),
        step(6, "When 10 minutes are left, say:", at="10m before end"),
        *shaded(speech("You have 10 minutes left. If you are still on drafting paper, please move to the booklet.")),
        step(7, "When 5 minutes are left, say:", at="5m before end"),
        *shaded(speech("You have 5 minutes left. Finish your last sentence and read over what you have written.")),
        step(8, "At the end of the session, say:", at="end"),
        *shaded(
            speech(
                """Stop writing, please. Lay your drafting paper inside the booklet, close it, and lay your pen beside
                    it. The booklet you have today will be in front of you again tomorrow.""",
            )
        ),
        step(9, "Collect the drafts and booklets row by row. If a student has not finished, nothing can be added tomorrow."),
        section("Session 2", "Session-2", level=1),
        step(1, "Give every student the booklet from the first day. Say:"),
        *shaded(
            speech(
                """Welcome to the second day. You have your own booklet again. Turn past your essay to page 15, where
                    there is a blue band along the edge. The pages before the blue band are closed for today.""",
            )
        ),
        step(2, "Walk through the rows and look for the blue band. Say:"),
        *shaded(
            speech(
                """On these pages somebody else has written a text, and left mistakes in it. There are 30 places with a
                    number. For number 1 to number 24, choose the better way to write it. From number 25 on, write the
                    sentence again in the space below.""",
            )
        ),
        step(3, "Answer questions about the directions. When there are no more, say:", starts=True),
        *shaded(speech("You have 60 minutes for this session. Begin with number 1.")),
        step(4, "When 5 minutes are left, say:", at="5m before end"),
        *shaded(speech("You have 5 minutes left.")),
        step(5, "When the 60 minutes are over, say:", at="end"),
        *shaded(
            speech(
                "Pens down. Close the booklet for the last time and hold it up, so that I can see that all of them are shut."
            )
        ),
        step(6, "Collect everything. Booklets and drafting paper are packed apart."),
        section("After Both Sessions", "After-Both-Sessions", level=1),
        para("""Mail nothing. A courier calls at the school on the Friday of the testing week between 1:00 and 4:00 and
            signs your sheet."""),
    ],
)
