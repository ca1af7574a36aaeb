"""What is read aloud, in each way in which manuals mark it; where the text does not show it, a person is asked."""

from __future__ import annotations

import pytest

from proctor.manuals.manual import Manual, Style
from proctor.manuals.reading import Reading, read
from tests.manuals.writer import paper, plain_manual

BOXED, BOLD, SHADED, ITALIC = Style.BOXED, Style.BOLD, Style.SHADED, Style.ITALIC
LONG = " Every booklet of the school is kept in a safe place until the day has come and nobody may look into it." * 20


def said(manual: Manual) -> list[str]:
    return [piece.text for piece in _pieces(read(manual)) if piece.kind == "say"]


def _pieces(reading: Reading):  # type: ignore[no-untyped-def]
    return [
        piece for script in reading.groups.delivered for one in script.sections for step in one.steps for piece in step.pieces
    ]


def asked(manual: Manual) -> list[tuple[str, str]]:
    """What a person is asked: the sort, and the words in question."""
    reading = read(manual)
    return [(one.sort, reading.source.said(one.start, one.end)) for one in reading.questions]


# -- in quotes behind a cue -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cue",
    [
        "Say:",
        "Then say:",
        "Then, say:",
        "and then say:",
        "Say",
        "say,",
        "Say to the students:",
        "Say to all students:",
        "Say to your class:",
        "Say aloud:",
        "Read:",
        "Read aloud:",
        "Read aloud to the students:",
        "Read to students:",
        "Read the following aloud:",
        "Read the following instructions to the students:",
        "Read this aloud word for word:",
        "Announce:",
        "Tell students:",
        "Tell the students the following:",
        "Remind students:",
        "Inform the students:",
        "Say (slowly and clearly):",
        "Say slowly:",
        "When half of the time is over, say:",
        "Once this is done, say:",
        "Distribute the booklets. When each student has one, say to the students:",
        "SAY:",
        "READ ALOUD:",
    ],
)
@pytest.mark.parametrize("quotes", ["“”", '""', '“"'])
def test_words_in_quotes_behind_a_cue_are_read_aloud(cue: str, quotes: str) -> None:
    text = f"1. {cue} {quotes[0]}You may open it now. Do you see page 2?{quotes[1]} Pause."
    assert said(paper(text, "2. Wait.")) == ["You may open it now. Do you see page 2?"]


@pytest.mark.parametrize(
    "text",
    [
        'Write "VOID" on the cover.',
        "Post a sign that says “Do Not Disturb” on the door.",
        "The sign reads “Testing” in red.",
        "Students who say “I am done” may leave.",
        'The box is 1.25" wide and 2.0" long.',
        "See “How to read a map” in the guide.",
        "Mark it “essay” there.",
        "Tell students that “VOID” is a word.",
        "They had to be read “as is” before.",
    ],
)
def test_other_words_in_quotes_are_not(text: str) -> None:
    speech = '1. Say: "Open your booklet."'
    assert said(paper(speech, f"2. {text}")) == ["Open your booklet."]
    assert said(paper(f"1. {text}", '2. Say: "Open your booklet."')) == ["Open your booklet."]


def test_words_in_quotes_soon_behind_speech_may_go_on_with_it_and_are_less_sure() -> None:
    manual = paper("1. Say: “Open your booklet.” Pause. “Now look at the first page of it.” Wait.")
    assert [(one.text, one.sure) for one in _pieces(read(manual)) if one.kind == "say"] == [
        ("Open your booklet.", 0.99),
        ("Now look at the first page of it.", 0.75),
    ]


def test_a_speech_of_several_paragraphs_is_one() -> None:
    manual = paper("1. Say:", "“Open your booklet.", "“Look at it.", "“Are there any questions?”", "Answer them.")
    assert said(manual) == ["Open your booklet. Look at it. Are there any questions?"]


def test_a_quote_that_is_never_closed_ends_with_its_paragraph_and_a_person_is_asked() -> None:
    manual = paper("1. Say: “Open your booklet. Look at it.", "2. Collect all.", "3. Say: “Stand up.”")
    assert said(manual) == ["Open your booklet. Look at it.", "Stand up."]
    assert asked(manual) == [("end", "“Open your booklet. Look at it.")]


def test_a_quote_that_is_never_closed_swallows_no_other_cue() -> None:
    manual = paper("1. Say: “Open your booklet. Then say: “Stand up.”")
    assert said(manual) == ["Open your booklet.", "Stand up."]
    assert asked(manual) == [("end", "“Open your booklet.")]


@pytest.mark.parametrize("quotes", ["“”", '""'])
@pytest.mark.parametrize("lost", range(6))
def test_whichever_quote_was_lost_no_other_cue_is_read_aloud_unasked(quotes: str, lost: int) -> None:
    opened, closed = quotes
    speeches = [f"say: {opened}Speech {number} is read aloud.{closed}" for number in range(3)]
    text = " Wait. Then ".join(speeches)
    marks = [place for place, letter in enumerate(text) if letter in quotes]
    manual = paper(f"1. Then {text[: marks[lost]]}{text[marks[lost] + 1 :]}", "2. Wait.")
    swallowed = [one for one in said(manual) if "say:" in one]
    assert swallowed == [] or asked(manual) != []


def test_where_a_quote_inside_is_not_closed_a_person_is_asked() -> None:
    manual = paper("1. Say: “Find the “Name on it. Write it.” Then wait.")
    assert said(manual) == ["Find the “Name on it. Write it."]
    assert asked(manual) == [("end", "“Find the “Name on it. Write it.")]


# -- behind a sign, without quotes ------------------------------------------------------------------------------------


SIGNS = ("READ ALOUD", "SAY", "SAY:", "Say:", "Read aloud to students", "READ TO STUDENTS", "► SAY", "Read Aloud:")
IN_LINE = [sign for sign in SIGNS if sign.isupper() or sign.endswith(":")]
"""Others are the beginning of a sentence where words follow in their line."""


@pytest.mark.parametrize(
    "before", [*(f"1. {sign}\n\n" for sign in SIGNS), *(f"1. {sign} " for sign in IN_LINE)], ids=lambda one: one.strip()
)
def test_what_speaks_to_students_behind_a_sign_is_read_aloud(before: str) -> None:
    spoken = "Please open your booklet. You may begin."
    manual = paper(*f"{before}{spoken}".split("\n\n"), "2. Collect the booklets from the students.")
    assert said(manual) == [spoken]


def test_a_sign_holds_for_the_paragraphs_that_speak_to_students_and_no_further() -> None:
    manual = paper(
        "READ ALOUD",
        "Please open your booklet.",
        "You will find your name on it.",
        "Collect the booklets from the students.",
        "SAY",
        "You may go.",
        "DO NOT READ ALOUD",
        "Please remember that you count your booklets.",
    )
    assert said(manual) == ["Please open your booklet. You will find your name on it.", "You may go."]


def test_where_nothing_tells_whether_it_is_still_spoken_a_person_is_asked() -> None:
    manual = paper("1. READ ALOUD", "Please open your booklet.", "The first page is blue.", "2. Wait.")
    assert said(manual) == ["Please open your booklet."]
    assert ("speech", "The first page is blue.") in asked(manual)


def test_where_all_that_a_section_says_is_in_doubt_a_person_is_asked_too() -> None:
    manual = paper("1. Read to the students:", "Collect all of them from the students.", "2. Wait.")
    assert said(manual) == []
    assert asked(manual) == [("speech", "Collect all of them from the students.")]


def test_words_to_the_administrator_at_the_end_of_a_paragraph_are_not_spoken() -> None:
    assert said(paper("SAY: Open your booklet now. Pause.", "2. Wait.")) == ["Open your booklet now."]


def test_a_sign_is_no_sign_where_a_sentence_begins_with_its_word() -> None:
    manual = paper("1. Say nothing to the students. You may wait.", '2. Say: "Open your booklet."')
    assert said(manual) == ["Open your booklet."]


def test_speech_behind_a_sign_does_not_run_over_speech_in_quotes() -> None:
    manual = paper('1. READ ALOUD Please open your booklet. Then say: "You may begin." Wait.')
    assert said(manual) == ["Please open your booklet. Then", "You may begin."] or said(manual) == [
        "Please open your booklet.",
        "You may begin.",
    ]


def test_in_one_long_line_nothing_is_guessed_where_speech_without_quotes_ends() -> None:
    flat = plain_manual(f"1. Say: Please open your booklet. The first page is blue. You may begin. 2. Collect all.{LONG}")
    assert flat.flat
    assert said(flat) == ["Please open your booklet."]
    assert ("speech", "The first page is blue.") in asked(flat)


# -- told by its type ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", [BOXED, BOLD, SHADED, ITALIC])
def test_what_a_cue_and_a_type_set_apart_is_spoken_as_far_as_the_type_goes(style: Style) -> None:
    manual = paper(
        "1. Say:",
        ("Please open your booklet.", style),
        ("The first page is blue.", style),
        "The second page is red.",
        "2. Wait.",
    )
    assert said(manual) == ["Please open your booklet. The first page is blue."]


@pytest.mark.parametrize("style", [BOXED, BOLD, SHADED, ITALIC])
def test_what_a_type_sets_apart_from_its_cue_is_spoken_whatever_its_words_sound_like(style: Style) -> None:
    manual = paper("1. Then say to the students:", ("There are 10 questions. Answer all of them.", style), "2. Wait.")
    assert said(manual) == ["There are 10 questions. Answer all of them."]


@pytest.mark.parametrize(
    ("legend", "style"),
    [
        ("Text in boxes is to be read aloud to students.", BOXED),
        ("Words in bold are read aloud, word for word.", BOLD),
        ("Read aloud to students all text that is shaded.", SHADED),
        ("What is printed in italics is said aloud.", ITALIC),
        ("Boldface print must be read verbatim.", BOLD),
        ("Read the words in bold aloud.", BOLD),
        ("Everything in a frame is to be read to the students.", BOXED),
        ("Shaded text is what students hear.", SHADED),
    ],
)
def test_a_type_that_a_manual_says_it_keeps_for_speech_tells_it_without_a_cue(legend: str, style: Style) -> None:
    manual = paper(
        legend,
        "1. Open the door.",
        ("Good morning to each of you.", style),
        "2. Collect the papers.",
        ("It is over now, thank you.", style),
    )
    assert said(manual) == ["Good morning to each of you.", "It is over now, thank you."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Text in bold is not read aloud to students.",
        "Directions in bold are for you and should never be read aloud.",
        "Do not read aloud the words in bold.",
        "When each student has found the bold line, read aloud the directions.",
        "Read the following aloud: Look at the word in bold.",
        "Point to the bold line and say to the students what it is.",
    ],
)
def test_a_sentence_that_says_nothing_of_the_kind_makes_no_type_that_of_speech(sentence: str) -> None:
    manual = paper(sentence, "1. Say: “Open your booklet.”", ("Bring the papers to the office.", BOLD), "2. Wait.")
    assert said(manual)[-1] == "Open your booklet."


def test_a_type_that_stands_behind_every_cue_tells_speech_without_one_too() -> None:
    manual = paper(
        "1. Say:",
        ("Good morning to you.", BOXED),
        "2. Say:",
        ("Sit down, please.", BOXED),
        "3. Wait.",
        ("It is over now.", BOXED),
    )
    assert said(manual) == ["Good morning to you.", "Sit down, please.", "It is over now."]


def test_a_type_alone_that_nothing_explains_is_not_taken_for_speech() -> None:
    manual = paper('1. Say: "Open your booklet."', ("Bring the papers to the office.", BOXED))
    assert said(manual) == ["Open your booklet."]


def test_headings_and_notes_in_the_type_of_speech_are_none() -> None:
    manual = paper(
        "Text in bold is read aloud to students.",
        ("Step 1", BOLD),
        ("Good morning to each of you.", BOLD),
        ("NOTE: This is for you alone.", BOLD),
        levels={1: 2},
    )
    assert said(manual) == ["Good morning to each of you."]


# -- a whole section ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["Script to Be Read Aloud", "Opening Script", "Directions to Read to Students", "Oral Directions"]
)
def test_a_section_whose_title_says_so_is_speech_from_end_to_end(title: str) -> None:
    manual = paper(
        "Guide", "Before the Test", "Bring the papers.", title, "Good morning to all.", "(Pause.)", "This will take an hour.",
        levels={0: 1, 1: 2, 3: 2},
    )  # fmt: skip
    assert said(manual) == ["Good morning to all.", "This will take an hour."]


def test_speech_that_nothing_marks_is_asked_about() -> None:
    manual = paper('1. Say: "Open your booklet."', "2. Please raise your hand when you are done with your work.")
    assert said(manual) == ["Open your booklet."]
    assert asked(manual) == [("speech", "Please raise your hand when you are done with your work.")]
