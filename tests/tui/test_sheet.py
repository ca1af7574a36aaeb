"""Blocks as rows: no character of what is read aloud is lost or changed, and pages do not cut sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from proctor.state.text import paragraphs, sentences
from proctor.state.view import Piece
from proctor.tui.sheet import APART, Row, Span, label_of, pages, rows_of, wrap
from tests.tui.stage import practice

TEXTS = st.text(st.sampled_from([*"abc Z.!?'\n", "—", "漢", "é", "\u0301"]), min_size=1, max_size=200)


def parts_of(text: str) -> tuple[tuple[Piece, ...], ...]:
    return tuple((Piece(one),) for one in paragraphs(text))


def text_of(lines: tuple[tuple[Span, ...], ...]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


@given(TEXTS, st.integers(1, 60))
def test_words_come_through_whole_and_in_order(text: str, width: int) -> None:
    shown = "".join(text_of(wrap(parts_of(text), width)))
    assert shown.replace(" ", "") == "".join(text.split())


@given(TEXTS, st.integers(2, 60))
def test_no_line_is_wider_than_there_is_room(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in text_of(wrap(parts_of(text), width)))


@given(TEXTS, st.integers(1, 60), st.booleans())
def test_every_run_of_words_says_where_it_stands_in_the_whole(text: str, width: int, numbered: bool) -> None:
    whole = APART.join(paragraphs(text))
    spans = [span for line in wrap(parts_of(text), width, numbered=numbered) for span in line]
    assert all(whole[span.at :].startswith(span.text) for span in spans)
    assert [span.at for span in spans] == sorted(span.at for span in spans)


@given(TEXTS, st.integers(5, 60))
def test_every_sentence_is_found_under_its_number(text: str, width: int) -> None:
    said: dict[int, str] = {}
    for line in wrap(parts_of(text), width, numbered=True):
        for span in line:
            said[span.sentence] = said.get(span.sentence, "") + span.text
    expected = {number: one.replace(" ", "") for number, one in enumerate(sentences(text), 1)}
    assert {number: one.replace(" ", "") for number, one in said.items() if one.strip()} == expected


def test_what_is_said_in_place_of_brackets_belongs_to_the_sentence_that_prints_them() -> None:
    parts = ((Piece("Sit down. This is "), Piece("Mathematics", "[SUBJECT]"), Piece(" now. Begin.")),)
    (line,) = wrap(parts, 80, numbered=True)
    assert [(span.text.strip(), span.role, span.sentence) for span in line] == [
        ("Sit down.", "", 1),
        ("This is", "", 2),
        ("Mathematics", "slot", 2),
        ("now.", "", 2),
        ("Begin.", "", 3),
    ]


def test_a_word_is_never_broken_at_a_bracket_within_it() -> None:
    (first, second) = wrap(((Piece("aaa bbb"), Piece("ccc", "[X]")),), 7)
    assert text_of((first, second)) == ["aaa", "bbbccc"]


def test_what_would_steer_the_terminal_is_shown_as_a_mark() -> None:
    assert text_of(wrap(((Piece("a\x1b[2Jb\u202ec"),),), 40)) == ["a�[2Jb�c"]


def rows(*lengths: int) -> list[Row]:
    """Sentences of so many rows each."""
    return [
        Row("A.1/1", "say", (Span("x", "", number),))
        for number, length in enumerate(lengths, 1)
        for _ in range(length)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lengths", "height", "expected"),
    [
        ((2, 2), 10, ((0, 4),)),
        ((3, 3), 4, ((0, 4), (3, 6))),
        ((2, 2, 2), 4, ((0, 4), (4, 6))),
        ((9,), 4, ((0, 4), (4, 8), (8, 9))),
        ((1, 9), 4, ((0, 4), (1, 5), (5, 9), (9, 10))),
        ((), 4, ((0, 0),)),
    ],
)
def test_a_sentence_that_a_page_breaks_off_begins_the_next(
    lengths: tuple[int, ...], height: int, expected: tuple[tuple[int, int], ...]
) -> None:
    assert pages(rows(*lengths), height) == expected


@given(st.lists(st.integers(1, 12), max_size=12), st.integers(1, 9))
def test_pages_hold_every_row_and_every_sentence_that_fits_on_one_of_them(lengths: list[int], height: int) -> None:
    every = rows(*lengths)
    found = pages(every, height)
    assert {number for start, end in found for number in range(start, end)} == set(range(len(every)))
    assert all(end - start <= height for start, end in found)
    begin = 0
    for length in lengths:
        if length <= height:
            assert any(start <= begin and begin + length <= end for start, end in found)
        begin += length


def test_each_kind_has_its_label_and_a_question_its_answers() -> None:
    view = practice(facts={"students": 3}).view()
    block = view.block("III.A/1?accommodations")
    assert label_of(block.kind) == "ASK"
    assert "answer (braille" in " ".join(row.text for row in rows_of(view, block, 60))
    assert label_of("compute") == "WORK OUT"


def test_answers_of_one_key_each_are_numbered() -> None:
    view = practice(facts={"students": 3}).view()
    shown = [row.text.split() for row in rows_of(view, view.block("III.A/3?covers_completed"), 60)]
    assert ["1", "yes"] in shown
    assert ["2", "no"] in shown
