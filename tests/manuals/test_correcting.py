"""What people say of a manual, and what becomes of it: speech and steps as they were corrected, found again by their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.manuals.corrections import Corrections, Verdict, correction_of
from proctor.manuals.extract import extract
from proctor.manuals.manual import Span
from proctor.manuals.reading import Reading, read

MANUAL = """# Brook County Reading Test

## Before the Test

Sharpen the pencils. Are there any questions?

## Giving the Test

1. Greet the class. Then say: "Good morning. Sit down at your own desk. Put your bag away."
2. Hand out the booklets. Then say: "Are there any questions?"
3. Tell them this: "Open your booklet. Read the first page."
4. Say: "Are there any questions?" Answer them.
"""


def manual(tmp_path: Path) -> Reading:
    path = tmp_path / "manual.md"
    path.write_text(MANUAL, encoding="utf-8")
    return read(extract(path))


def corrected(reading: Reading, *said: tuple[Verdict, str] | tuple[Verdict, str, int]) -> Reading:
    """The manual read again, with these words (where they stand for the first time, or the nth) corrected."""
    corrections = Corrections()
    for verdict, words, *nth in said:
        at = -1
        for _ in range(nth[0] if nth else 1):
            at = reading.source.text.index(words, at + 1)
        sections = [(one.ref, one.body) for one in reading.outline.sections]
        one = correction_of(reading.source, verdict, Span(at, at + len(words)), sections)
        assert one is not None
        corrections = corrections.with_one(one)
    return read(reading.source.manual, corrections)


def said(reading: Reading) -> list[tuple[str, str]]:
    return [
        (step.ref.rpartition(".")[2], piece.text)
        for script in reading.groups.delivered
        for section in script.sections
        for step in section.steps
        for piece in step.pieces
        if piece.kind == "say"
    ]


def refs(reading: Reading) -> list[str]:
    sections = [section for script in reading.groups.delivered for section in script.sections if section.spoken]
    return [step.ref.rpartition(".")[2] for section in sections for step in section.steps]


GREETING = ("1", "Good morning. Sit down at your own desk. Put your bag away.")
FIRST, LAST = ("2", "Are there any questions?"), ("4", "Are there any questions?")
OPEN = ("3", "Open your booklet. Read the first page.")


def test_the_manual_is_read_as_it_is_said_here(tmp_path: Path) -> None:
    assert said(manual(tmp_path)) == [GREETING, FIRST, LAST]


def test_marked_words_are_speech_without_their_quotes(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("speech", '"Open your booklet. Read the first page."'))
    assert said(found) == [GREETING, FIRST, OPEN, LAST]
    assert found.coverage == 1.0


def test_sentences_marked_one_by_one_are_one_speech(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("speech", 'Read the first page."'), ("speech", '"Open your booklet.'))
    assert said(found) == [GREETING, FIRST, OPEN, LAST]


def test_a_quote_inside_marked_words_stays(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("speech", 'Tell them this: "Open your booklet. Read the first page."'))
    assert ("3", 'Tell them this: "Open your booklet. Read the first page."') in said(found)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Good morning. Sit down at your own desk. Put your bag away.", []),
        ("Good morning.", ["Sit down at your own desk. Put your bag away."]),
        ("Sit down at your own desk.", ["Good morning.", "Put your bag away."]),
        ("Put your bag away.", ["Good morning. Sit down at your own desk."]),
    ],
)
def test_words_that_are_not_read_aloud_are_taken_out_of_a_speech(words: str, left: list[str], tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("not_speech", words))
    assert [text for ref, text in said(found) if ref == "1"] == left
    assert found.coverage == 1.0


def test_of_the_same_words_those_are_meant_that_were_marked(tmp_path: Path) -> None:
    reading = manual(tmp_path)
    assert said(corrected(reading, ("not_speech", "Are there any questions?", 3))) == [GREETING, FIRST]
    assert said(corrected(reading, ("not_speech", "Are there any questions?", 2))) == [GREETING, LAST]
    both = corrected(reading, ("not_speech", "Are there any questions?", 2), ("not_speech", "Are there any questions?", 3))
    assert said(both) == [GREETING]


def test_what_was_said_last_of_the_same_words_holds(tmp_path: Path) -> None:
    words = 'Sit down at your own desk. Put your bag away."'
    found = corrected(manual(tmp_path), ("not_speech", words), ("speech", "Put your bag away."))
    assert [text for ref, text in said(found) if ref == "1"] == ["Good morning.", "Put your bag away."]


def test_a_speech_that_goes_on_is_one_with_what_was_known_of_it(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("speech", 'Are there any questions?" Answer them.'))
    assert [text for ref, text in said(found) if ref == "4"] == ['Are there any questions?" Answer them.']


def test_a_section_that_is_looked_up_is_delivered_once_something_in_it_is_speech(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("speech", "Are there any questions?"))
    assert next(one.section.title for one in found.segments.sections if one.spoken) == "Before the Test"


def test_a_step_begins_where_a_person_says(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("step", "Answer them."))
    assert refs(found) == ["1", "2", "3", "4", "4a"]


def test_a_step_that_begins_inside_a_speech_cuts_it(tmp_path: Path) -> None:
    found = corrected(manual(tmp_path), ("step", "Put your bag away."))
    assert said(found)[:2] == [("1", "Good morning. Sit down at your own desk."), ("1a", "Put your bag away.")]
    assert found.coverage == 1.0


def test_a_step_that_belongs_to_the_one_before_leaves_each_block_as_it_was(tmp_path: Path) -> None:
    reading = manual(tmp_path)
    found = corrected(reading, ("merge", "2. Hand out the booklets."))
    assert refs(found) == ["1", "3", "4"]
    assert said(found)[:2] == [GREETING, ("1", FIRST[1])]
    assert found.coverage == 1.0
    assert refs(corrected(reading, ("merge", "2. Hand out"), ("step", "2. Hand out"))) == ["1", "2", "3", "4"]


TIMED = """# Brook County Reading Test

## Giving the Test

1. Say: "Open your booklet. You have 60 minutes. You may begin."
2. When half of the time is over, say: "Half of the time is over."
3. At the end of the 60 minutes:

   Say: "The time is over. Close your booklet."
"""


def test_of_an_announcement_that_belongs_to_the_step_before_nothing_is_lost_and_the_clock_still_brings_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "timed.md"
    path.write_text(TIMED, encoding="utf-8")
    reading = read(extract(path))
    found = corrected(reading, ("merge", "2. When half"), ("merge", "3. At the end"))
    steps = [step for script in found.groups.delivered for section in script.sections for step in section.steps]
    assert [(step.ref.rpartition(".")[2], step.due) for step in steps] == [("1", None), ("1b", "half"), ("1c", "end")]
    assert len(said(found)) == len(said(reading)) == 3
    assert found.coverage == 1.0


def test_where_no_step_stands_before_it_nothing_is_joined(tmp_path: Path) -> None:
    assert refs(corrected(manual(tmp_path), ("merge", "1. Greet the class."))) == ["1", "2", "3", "4"]
