"""Numbered steps, told from the numbers that only look like them."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.manuals.manual import Span
from proctor.manuals.steps import numbers
from proctor.manuals.wording import Source
from tests.manuals.writer import paper

FILLER = " Distribute the booklets to every row and count them once more." * 40
"""Makes a single paragraph long enough to be a flat text."""


def found(*paragraphs: str, speech: str = "") -> list[int]:
    """The numbers of the steps; what stands in double angles is spoken, to the letter of ``speech`` where that is given."""
    text = "\n\n".join(paragraphs)
    source = Source(paper(*paragraphs))
    spoken = [Span(*one.span()) for one in re.finditer(re.escape(speech), text)] if speech else []
    return [one.number for one in numbers(source, 0, len(source.text), spoken)]


@pytest.mark.parametrize(
    "marks",
    [
        ("1. ", "2. ", "3. "),
        ("1) ", "2) ", "3) "),
        ("Step 1 ", "Step 2 ", "Step 3 "),
        ("Step 1. ", "Step 2. ", "Step 3. "),
        ("Step 1: ", "Step 2: ", "Step 3: "),
        ("Step 1 of 3 ", "Step 2 of 3 ", "Step 3 of 3 "),
        ("STEP 1 ", "STEP 2 ", "STEP 3 "),
        ('1. "', '2. "', '3. "'),
        ("4. ", "5. ", "6. "),
    ],
)
def test_paragraphs_that_begin_with_numbers_in_turn_are_steps(marks: tuple[str, ...]) -> None:
    first = int(re.findall(r"\d+", marks[0])[0])
    assert found(*(f"{mark}Open the door" for mark in marks)) == [first, first + 1, first + 2]


@pytest.mark.parametrize(
    "trap",
    [
        "Turn to page 2. At the top is a line.",
        "Skip to step 2. Otherwise go on.",
        "Go on with item 2. Then wait.",
        "Look at question 2. It is short.",
        "Use form 2. Then wait.",
        "This is Session 2. It comes later.",
        "Students in grade 2. Then wait.",
        "Read sections 1 and 2. Then wait.",
        "It costs $2. Then wait.",
        "It is 1.2. Then wait.",
        "Count to 2. Then wait.",
        "Fill in row 2) of the form.",
        "Room #2. Then wait.",
    ],
)
def test_a_number_inside_a_sentence_is_no_step(trap: str) -> None:
    assert found(f"1. Open the door. {trap}", "2. Close it.", "3. Wait.") == [1, 2, 3]
    assert found(f"1. Open the door. {trap} 2. Close it. 3. Wait.{FILLER}") == [1, 2, 3]


def test_in_one_line_a_number_behind_the_end_of_a_sentence_or_of_a_quote_is_a_step() -> None:
    text = 'Do this. 1. Open the door. 2. Say: "Come in." 3. Say: “Sit down.”4. Wait. (5.) 5. Close it.'
    assert found(text) == [1, 2, 3, 4, 5]
    assert found(text + FILLER) == [1, 2, 3, 4, 5]


def test_in_a_long_line_a_number_may_follow_on_a_heading() -> None:
    assert found(f"Directions 1. Open the door. 2. Close it.{FILLER}") == []
    assert found(f"1. Open the door. As They Arrive 2. Close it. 3. Wait.{FILLER}") == [1, 2, 3]


def test_a_number_inside_what_is_spoken_is_no_step() -> None:
    speech = "Do three things. 2. Open it. 3. Close it."
    assert found(f"1. Say: “{speech}”", "2. Wait.", speech=speech) == [1, 2]
    assert found("1. Say this:", "2. Open it.", "2. Wait.", speech="2. Open it.") == [1, 2]


def test_a_number_that_is_missing_is_passed_over_and_counted() -> None:
    source = Source(paper("1. Open.", "3. Close.", "4. Wait.", "9. Late."))
    steps = numbers(source, 0, len(source.text), [])
    assert [(one.number, one.missing) for one in steps] == [(1, 0), (3, 1), (4, 0)]


def test_a_list_that_begins_anew_is_another() -> None:
    source = Source(paper("1. Open.", "2. Close.", "Then this:", "1. Sit.", "2. Stand."))
    assert [(one.series, one.number) for one in numbers(source, 0, len(source.text), [])] == [(0, 1), (0, 2), (1, 1), (1, 2)]


def test_of_two_that_could_be_the_next_that_which_begins_a_paragraph_is() -> None:
    source = Source(paper("1. Open it. 2. is odd.", "2. Close it.", "3. Wait."))
    steps = numbers(source, 0, len(source.text), [])
    assert [(one.number, one.start in source.starts) for one in steps] == [(1, True), (2, True), (3, True)]


def test_years_and_long_numbers_are_no_steps() -> None:
    assert found("1. Open.", "2026. A year.", "2. Close.", "201. Too many.") == [1, 2]


PARTS = st.sampled_from(
    ("1.", "2.", "3.", "4.", "10.", "2)", "Step 2", "Step 3 of 4", "page", "Open it.", "open", "”", '"', "\n\n", "(", ".”2.")
)


@given(st.lists(PARTS, max_size=40), st.booleans())
def test_steps_count_up_one_behind_the_other_and_none_begins_in_speech(parts: list[str], long: bool) -> None:
    paragraphs = [part for part in " ".join(parts).split("\n\n") if part.strip()]
    source = Source(paper(*paragraphs, *([FILLER] if long else [])))
    middle = Span(len(source.text) // 3, len(source.text) // 2)
    steps = numbers(source, 0, len(source.text), [middle])
    for one, after in itertools.pairwise(steps):
        assert one.end == after.start
        assert after.number > one.number if after.series == one.series else after.number == 1
    for one in steps:
        assert one.start == one.mark.start < one.mark.end <= one.end
        assert str(one.number) in source.text[one.mark.start : one.mark.end]
        assert not middle.start <= one.start < middle.end
    assert not steps or steps[-1].end == len(source.text)
