"""Corrections are kept by their words, taken back, and found again, in the same manual or in next year's."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.errors import PackError
from proctor.manuals.corrections import (
    CORRECTIONS,
    Correction,
    Corrections,
    Verdict,
    correction_of,
    find_words,
    load_corrections,
    locate,
)
from proctor.manuals.importing import made_of
from proctor.manuals.manual import Manual, Span
from proctor.manuals.reading import Reading, read
from proctor.manuals.wording import Source
from proctor.manuals.writing import corrections_text
from tests.manuals.writer import paper, plain_manual

MANUAL = """Guide to the Spring Test

A. Before the Test

Greet the students at the door. Please put your bags away now.

B. Giving the Test

1. Hand out the booklets. Then say: "Open your booklet to the first page."

2. Read the directions on the first page together with the students.

Please write your name on the line at the top of the page.

3. Say: "You may begin to work now." Collect the booklets at the end.
"""

OLD = ("1", "Open your booklet to the first page.")
NAME = "Please write your name on the line at the top of the page."
LAST = ("3", "You may begin to work now.")


def with_(*said: tuple[Verdict, str]) -> Corrections:
    return Corrections(corrections=tuple(Correction(verdict=verdict, text=text) for verdict, text in said))


def spoken(reading: Reading) -> list[tuple[str, str]]:
    steps = [step for script in reading.groups.delivered for one in script.sections for step in one.steps]
    return [(step.ref.rpartition(".")[2], piece.text) for step in steps for piece in step.pieces if piece.kind == "say"]


def refs(reading: Reading) -> list[str]:
    steps = [step for script in reading.groups.delivered for one in script.sections if one.spoken for step in one.steps]
    return [step.ref.rpartition(".")[2] for step in steps]


THIS_YEAR = plain_manual(MANUAL)


def test_the_manual_is_read_as_it_is_said_here() -> None:
    assert spoken(read(THIS_YEAR)) == [OLD, LAST]
    assert refs(read(THIS_YEAR)) == ["1", "2", "3"]


# -- said and taken back ----------------------------------------------------------------------------------------------

SAID: dict[Verdict, tuple[str, list[tuple[str, str]], list[str]]] = {
    "speech": (NAME, [OLD, ("2", NAME), LAST], ["1", "2", "3"]),
    "not_speech": ("Open your booklet to the first page.", [LAST], ["1", "2", "3"]),
    "step": ("Collect the booklets at the end.", [OLD, LAST], ["1", "2", "3", "3a"]),
    "merge": ("2. Read the directions on the first page", [OLD, LAST], ["1", "3"]),
}
OPPOSITE: dict[Verdict, Verdict] = {"speech": "not_speech", "not_speech": "speech", "step": "merge", "merge": "step"}
each = pytest.mark.parametrize("verdict", SAID)


@each
def test_each_verdict_is_carried_out(verdict: Verdict) -> None:
    text, said, steps = SAID[verdict]
    reading = read(THIS_YEAR, with_((verdict, text)))
    assert (spoken(reading), refs(reading), reading.lost) == (said, steps, ())
    assert reading.coverage == 1.0


@each
def test_a_correction_that_is_taken_away_leaves_the_manual_as_it_was(verdict: Verdict) -> None:
    one = Correction(verdict=verdict, text=SAID[verdict][0])
    reading = read(THIS_YEAR, Corrections().with_one(one).without(one))
    assert (spoken(reading), refs(reading)) == ([OLD, LAST], ["1", "2", "3"])


@each
def test_the_opposite_takes_its_place(verdict: Verdict) -> None:
    text = SAID[verdict][0]
    first, second = Correction(verdict=verdict, text=text), Correction(verdict=OPPOSITE[verdict], text=text)
    both = Corrections().with_one(first).with_one(second)
    assert both.corrections == (second,)
    assert spoken(read(THIS_YEAR, both)) == [OLD, LAST]


def test_what_is_said_of_words_and_of_a_step_that_begins_with_them_stands_side_by_side() -> None:
    both = Corrections().with_one(Correction(verdict="speech", text=NAME)).with_one(Correction(verdict="step", text=NAME))
    reading = read(THIS_YEAR, both)
    assert (spoken(reading), refs(reading)) == ([OLD, ("2a", NAME), LAST], ["1", "2", "2a", "3"])


def test_new_steps_and_joined_ones_have_refs_that_nobody_else_has() -> None:
    sentences = ["Hand out the booklets.", "Please write your name", "Collect the booklets"]
    reading = read(THIS_YEAR, with_(*[("step", text) for text in sentences], ("merge", "2. Read the directions")))
    found = refs(reading)
    assert len(set(found)) == len(found)
    assert found[-1] == "3a"


def test_more_steps_than_letters_have_refs_of_their_own() -> None:
    lines = [f"This is the line with the number {number} of the day." for number in range(30)]
    manual = paper('1. Say: "Go."', *lines, "2. Wait.")
    found = refs(read(manual, with_(*[("step", line) for line in lines])))
    assert len(set(found)) == len(found) == 32


@pytest.mark.parametrize("text", ["Collect the booklets at the end.", 'Say: "Sit down, all of you."'])
def test_blocks_are_not_joined_where_a_cue_or_what_is_to_be_done_would_be_read_aloud(text: str) -> None:
    manual = plain_manual(f'1. Say: "Put your pencils down." {text}\n\n2. Wait.')
    assert spoken(read(manual, with_(("merge", text)))) == spoken(read(manual))


def test_two_blocks_that_are_to_be_done_are_joined() -> None:
    manual = plain_manual('1. Say: "Stop." Collect the booklets. Then count them.\n\n2. Wait.')
    reading = read(manual, with_(("merge", "Then count them.")))
    done = [piece.text for piece in reading.groups.delivered[0].sections[0].steps[0].pieces if piece.kind == "do"]
    assert done == ["Collect the booklets. Then count them."]


# -- found again --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        MANUAL,
        MANUAL.replace(" line at ", "\nline   at "),
        MANUAL.replace(NAME, "Please write your name on the line, at the top of the page."),
        MANUAL.replace(NAME, "Please write your full name on the line at the top of that page."),
        MANUAL.replace("B. Giving the Test", "B. Administering the Test\n\nRead this section before."),
        MANUAL.replace("2. Read the", "2. Close the door.\n\n3. Read the").replace("3. Say", "4. Say"),
        " ".join(MANUAL.split()),
    ],
    ids=["the same", "other lines", "a comma", "other words", "another title", "another step", "one line"],
)
def test_speech_that_was_marked_is_found_again_in_other_forms_and_with_small_changes(changed: str) -> None:
    manual = plain_manual(changed)
    corrections = corrections_made(THIS_YEAR, "speech", NAME)
    reading = read(manual, corrections)
    assert reading.lost == ()
    (said,) = [text for _, text in spoken(reading) if "your" in text and "line" in text]
    assert said.startswith("Please write your ")
    assert said.endswith(" page.")
    assert "Read the directions" not in said


def corrections_made(manual: Manual, verdict: Verdict, words: str) -> Corrections:
    """As the review makes them: with the section and the place."""
    reading = read(manual)
    at = reading.source.text.index(words)
    sections = [(one.ref, one.body) for one in reading.outline.sections]
    one = correction_of(reading.source, verdict, Span(at, at + len(words)), sections)
    assert one is not None
    return Corrections(corrections=(one,))


def test_words_that_are_gone_are_lost_and_the_import_says_so() -> None:
    corrections = corrections_made(THIS_YEAR, "speech", NAME)
    changed = plain_manual(MANUAL.replace(NAME, "Wait until everyone has found a seat in the room."))
    found = made_of(changed, corrections, "spring", "")
    assert found.reading.lost == corrections.corrections
    (warning,) = found.values()["warnings"]
    assert warning.startswith("A correction found no place in this manual: speech, “Please write your name")
    assert found.values()["questions"] == []


def test_short_words_are_found_to_the_letter_or_not_at_all() -> None:
    source = Source(paper("Say it now.", "Say it then."))
    whole = Span(0, len(source.text))
    assert find_words(source, "Say  it\nnow.", whole) == Span(0, 11)
    assert find_words(source, "Say it how.", whole) is None


def test_the_section_where_it_was_said_is_looked_in_first() -> None:
    manual = plain_manual(
        'A. One\n\nCheck it. "Go on."\n\nB. Two\n\n1. Say: "Stop." Check it. "Go on."\n\nC. Three\n\nCheck it.'
    )
    source = Source(manual)
    sections = [("A", Span(0, manual.text.index("B. Two"))), ("B", Span(manual.text.index("B. Two"), len(manual.text)))]
    one = Correction(verdict="step", text="Check it.", section="B")
    (found,), lost = locate(source, Corrections(corrections=(one,)), sections)
    assert (found.start, lost) == (manual.text.index("Check it.", manual.text.index("B. Two")), [])
    elsewhere = one.model_copy(update={"section": "Gone"})
    (found,), _ = locate(source, Corrections(corrections=(elsewhere,)), sections)
    assert found.start == manual.text.index("Check it.")


def test_of_the_same_words_the_nth_is_meant_and_the_last_where_there_are_fewer() -> None:
    source = Source(paper("Go on.", "Wait. Go on.", "Go on."))
    whole = Span(0, len(source.text))
    places = [at for at in range(len(source.text)) if source.text.startswith("Go on.", at)]
    found = [find_words(source, "Go on.", whole, nth) for nth in (1, 2, 3, 4)]
    assert [one.start for one in found if one] == [*places, places[-1]]


def test_a_broken_word_is_found_whole_and_a_whole_one_broken() -> None:
    for text in ("Do the multiple- choice questions.", "Do the multiple-choice questions."):
        source = Source(paper(text))
        assert find_words(source, "multiple-choice questions", Span(0, len(text))) is not None


# -- kept ---------------------------------------------------------------------------------------------------------------


def test_corrections_are_read_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = with_(("speech", NAME), ("not_speech", 'He said: "#1 & {all}" — yes'), ("step", "no"), ("merge", "1.0"))
    path = tmp_path / CORRECTIONS
    path.write_text(corrections_text(kept), encoding="utf-8")
    assert load_corrections(path) == kept


def test_no_file_holds_no_corrections(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / CORRECTIONS) == Corrections()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("corrections: [{verdict: loud, text: x}]", "verdict"),
        ("corrections: [{verdict: speech}]", "text"),
        ("corrections: [{verdict: speech, text: ''}]", "text"),
        ("corrections: [{verdict: speech, text: x, nth: 0}]", "nth"),
        ("corrections: [{verdict: speech, text: x, page: 3}]", "page"),
        ("corrected: []", "corrected"),
        ("[1, 2", ""),
    ],
)
def test_a_file_that_cannot_be_used_names_line_and_key(text: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / CORRECTIONS
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_corrections(path)
    assert f"{CORRECTIONS}:1:" in str(error.value)
    assert word in str(error.value)
