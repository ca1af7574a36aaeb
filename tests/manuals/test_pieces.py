"""What stands in a step besides its number: what is said, done, checked, waited for, noted; for whom, and when."""

from __future__ import annotations

import pytest

from proctor.manuals.pieces import Piece
from proctor.manuals.reading import read
from proctor.manuals.segment import FoundStep
from tests.manuals.writer import paper

SPEECH = "1. Say: “Open your booklet.”"


def steps(*paragraphs: str) -> list[FoundStep]:
    reading = read(paper(*paragraphs))
    return [step for script in reading.groups.delivered for one in script.sections for step in one.steps]


def blocks(*paragraphs: str) -> list[tuple[str, str]]:
    """Kinds and words of all that stands in the steps."""
    return [(one.kind, one.text) for step in steps(*paragraphs) for one in step.pieces]


def only(*paragraphs: str) -> list[Piece]:
    return [one for step in steps(*paragraphs) for one in step.pieces]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("do", "Distribute the booklets."),
        ("do", "Then collect the booklets."),
        ("do", "Write the name of the school on the board."),
        ("do", "Do not open the booklets."),
        ("do", "If a student is ill, notify the office."),
        ("check", "Check that each student has a pencil."),
        ("check", "Then make sure that the doors are closed."),
        ("check", "If a student is new, verify the name on the list."),
        ("wait", "Pause."),
        ("wait", "Pause while students write."),
        ("wait", "Then wait until all have finished."),
        ("wait", "Allow students time to write."),
        ("wait", "Give students two minutes."),
        ("wait", "(Pause.)"),
        ("note", "Note: A second list is in the office."),
        ("note", "NOTE: See that nobody leaves."),
        ("note", "Students may use a ruler."),
        ("note", "It is not necessary to stand."),
        ("note", "You may open a window."),
    ],
)
def test_the_kind_of_a_sentence_that_is_not_spoken(kind: str, sentence: str) -> None:
    assert blocks(f"{SPEECH} {sentence}")[1:] == [(kind, sentence)]


def test_a_sentence_of_which_nothing_tells_the_kind_is_to_be_done_and_less_sure() -> None:
    (_, one) = only(f"{SPEECH} Nobody else.")
    assert (one.kind, one.text) == ("do", "Nobody else.")
    assert one.sure < 0.7


def test_blocks_stand_in_the_order_of_the_text() -> None:
    assert blocks("1. Distribute them. Check them. Then say: “Open it.” Pause. Collect them.") == [
        ("do", "Distribute them."),
        ("check", "Check them."),
        ("say", "Open it."),
        ("wait", "Pause."),
        ("do", "Collect them."),
    ]


# -- what leads to a speech -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "wait"),
    [
        ("Once this is done, say:", "Once this is done"),
        ("When all are ready, say to the students:", "When all are ready"),
        ("After every label has been applied, say:", "After every label has been applied"),
        ("As soon as it is quiet, read aloud:", "As soon as it is quiet"),
    ],
)
def test_what_has_to_be_so_before_it_is_said_is_waited_for(lead: str, wait: str) -> None:
    assert blocks(f"1. {lead} “Open it.”") == [("wait", wait), ("say", "Open it.")]


@pytest.mark.parametrize("lead", ["Then say:", "Now, say:", "And then say:", "Next, say to the students:"])
def test_a_word_that_only_leads_to_the_cue_is_no_block(lead: str) -> None:
    assert blocks(f"1. {lead} “Open it.”") == [("say", "Open it.")]


def test_what_stands_before_the_cue_in_its_sentence_is_a_block_of_its_own() -> None:
    assert blocks("1. Hand a booklet to each student and say: “Open it.”") == [
        ("do", "Hand a booklet to each student"),
        ("say", "Open it."),
    ]


# -- for some rooms only ----------------------------------------------------------------------------------------------


def conditions(*paragraphs: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The words of each block with what has to be so for it."""
    return [(one.text, [(each.text, each.value) for each in one.conditions]) for one in only(*paragraphs)]


def test_speech_behind_an_if_holds_where_it_is_so_and_otherwise_where_it_is_not() -> None:
    labels = "Students will use labels"
    assert conditions("1. If students will use labels, say: “Peel it.” Otherwise, say: “Write your name.”", "2. Wait.") == [
        ("Peel it.", [(labels, "yes")]),
        ("Write your name.", [(labels, "no")]),
        ("Wait.", []),
    ]


def test_what_is_for_some_only_holds_for_them() -> None:
    assert conditions(f"{SPEECH} For MATH only: Collect the rulers.")[1:] == [
        ("For MATH only: Collect the rulers.", [("For MATH only", "yes")])
    ]


def test_an_if_inside_speech_holds_nothing_back() -> None:
    assert conditions("1. Say: “If you are ready, raise your hand.” Wait.") == [
        ("If you are ready, raise your hand.", []),
        ("Wait.", []),
    ]


def test_a_leap_is_a_note_and_what_stands_behind_it_is_for_the_others() -> None:
    leap, rest = "If all have labels, skip to step 3.", "Otherwise, continue with step 2."
    found = steps(SPEECH, f"2. {leap} {rest} Count them.", "3. Wait.")
    labels = "All have labels"
    assert [(one.kind, one.text) for one in found[1].pieces] == [("note", leap), ("note", rest), ("do", "Count them.")]
    assert [[(each.text, each.value) for each in one.conditions] for one in found[1].pieces] == [[], [], [(labels, "no")]]
    assert [(one.text, target) for one, target in found[1].leaps] == [(labels, 3)]


# -- inside speech ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "direction", ["[Pause.]", "(Pause.)", "[Hold up a booklet.]", "(Hold up a booklet.)", "(Point to the box.)"]
)
def test_a_direction_inside_speech_cuts_it_and_is_not_spoken(direction: str) -> None:
    found = blocks(f"1. Say: “Open it. {direction} Look at it.” Wait.")
    assert [text for kind, text in found if kind == "say"] == ["Open it.", "Look at it."]
    assert found[1] == ("wait" if "Pause" in direction else "do", direction[1:-1])


def test_a_direction_at_either_end_of_speech_takes_neither_cue_nor_quote_from_it() -> None:
    reading = read(paper("1. Say: “[Pause.] Open it. [Wait.]”", "2. Go."))
    assert reading.coverage == 1.0
    assert [one.text for one in only("1. Say: “[Pause.] Open it. [Wait.]”", "2. Go.") if one.kind == "say"] == ["Open it."]


@pytest.mark.parametrize(
    "slot", ["[SUBJECT]", "[insert one: Math or Reading]", "(insert your name)", "____", "[number]", "[Name of Teacher]"]
)
def test_a_slot_stays_in_what_is_said_and_is_told(slot: str) -> None:
    (one,) = [piece for piece in only(f"1. Say: “Today we do {slot} all day.” Wait.") if piece.kind == "say"]
    assert (one.text, one.slots) == (f"Today we do {slot} all day.", (slot,))


@pytest.mark.parametrize("words", ["(the blue one)", "(page 4)", "(or less)"])
def test_words_in_round_brackets_are_spoken_like_the_rest(words: str) -> None:
    assert blocks(f"1. Say: “Take the booklet {words} now.” Wait.")[0] == ("say", f"Take the booklet {words} now.")


# -- by the clock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "due"),
    [
        ("When half of the scheduled time is over, say:", "half"),
        ("When the session is half over, say:", "half"),
        ("Halfway through the session, say:", "half"),
        ("At the midpoint, say:", "half"),
        ("At the end of the session, say:", "end"),
        ("When the time is up, say:", "end"),
        ("After 60 minutes have passed, say:", "60m after start"),
        ("When ten minutes remain, say:", "10m before end"),
        ("When there are 5 minutes left, say:", "5m before end"),
        ("With 15 minutes remaining, say:", "15m before end"),
        ("Ten minutes before the end of the session, say:", "10m before end"),
        ("After 30 minutes, say:", "30m after start"),
        ("Thirty minutes into the session, say:", "30m after start"),
    ],
)
def test_a_lead_that_speaks_of_the_clock_says_when_its_step_is_due(lead: str, due: str) -> None:
    found = steps("1. Say: “You may begin.”", f"2. {lead} “Look at the clock.”")
    assert (found[1].due, [(one.kind, one.text) for one in found[1].pieces]) == (due, [("say", "Look at the clock.")])


@pytest.mark.parametrize("sentence", ["Pause for half of the time.", "Collect the booklets.", "You have 60 minutes."])
def test_other_sentences_make_no_step_due(sentence: str) -> None:
    assert steps(SPEECH, f"2. {sentence}")[1].due is None


def test_the_clock_starts_where_the_manual_says_so() -> None:
    found = only(f"{SPEECH} Start the clock. Record the start time on the form. Wait.")
    assert [one.starts_clock for one in found] == [False, True, True, False]


# -- what else ----------------------------------------------------------------------------------------------------------


def test_items_of_a_list_are_of_the_kind_of_what_they_belong_to() -> None:
    found = blocks(SPEECH, "2. Collect these:", "* all booklets", "* all pencils")
    assert found[1:] == [("do", "Collect these:"), ("do", "* all booklets"), ("do", "* all pencils")]


def test_a_footnote_is_a_note() -> None:
    assert blocks(f"{SPEECH} Wait.", "1 See the other guide for this.")[-1] == ("note", "1 See the other guide for this.")


def test_what_has_no_letter_is_no_block() -> None:
    assert blocks(f"{SPEECH} * * *", "2. Wait.") == [("say", "Open your booklet."), ("wait", "Wait.")]


def test_a_block_says_how_sure_it_is_and_why() -> None:
    for one in only("1. Distribute them. Say: “Open it.” Pause. Nobody else."):
        assert 0 < one.sure <= 1
        assert one.why
