"""The list of a review without a screen: what is in it of scripts, clocks, slots and conditions; and long texts in rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import import_to_review
from proctor.manuals.manual import Span
from proctor.tui.folding import Folded, shortened
from proctor.tui.recognised import Item, Recognised, _flat
from proctor.tui.reviewing import Review
from tests.helpers import FIXTURES


def recognised(tmp_path: Path, text: str) -> Recognised:
    path = tmp_path / "manual.md"
    path.write_text(f"# Brook County Test\n\n{text}", encoding="utf-8")
    return Recognised(import_to_review(path, Corrections())).ready()


def fixture(name: str) -> Recognised:
    return Recognised(import_to_review(FIXTURES / "manuals" / name, Corrections())).ready()


def items(shown: Recognised, *kinds: str) -> list[Item]:
    return [one for one in shown.items if one.kind in kinds]


# -- the list ----------------------------------------------------------------------------------------------------------


def test_a_step_says_what_it_has_to_do_with_the_clock() -> None:
    notes = {one.ref: one.notes for one in items(fixture("timing.pdf"), "step") if one.notes}
    assert ("the clock starts",) in notes.values()
    assert ("due at half",) in notes.values()
    assert ("due 10m before end",) in notes.values()
    assert ("due at end",) in notes.values()


def test_a_block_says_when_it_comes_and_what_is_to_be_filled_in(tmp_path: Path) -> None:
    text = """## Giving the Test

1. If students use rulers, say: "Put your ruler beside your booklet."
2. Say: "Today you will take the [SUBJECT] test."
"""
    first, second = items(recognised(tmp_path, text), "say")
    assert first.notes == ("only where: Students use rulers",)
    assert second.notes == ("to be filled in: [SUBJECT]",)


def test_materials_are_listed_one_by_one() -> None:
    found = items(fixture("bold-speech.pdf"), "material")
    assert "task cards, one for each student" in [one.text for one in found]


def test_a_section_that_is_looked_up_and_the_list_of_contents_are_one_line_each() -> None:
    shown = fixture("directions-inside.pdf")
    assert len(items(shown, "contents")) == 1
    for one in items(shown, "looked_up"):
        assert [other for other in shown.items if one.start < other.start < one.end and other.kind not in ("looked_up",)] == []


def test_pages_are_those_of_the_file() -> None:
    shown = fixture("directions-inside.pdf")
    manual = shown.found.manual
    assert {one.page for one in items(shown, "say")} == {manual.page_at(one.start) for one in items(shown, "say")}


def test_what_was_under_the_cursor_is_found_again_in_another_reading() -> None:
    review = Review.of(import_to_review(FIXTURES / "manuals" / "directions-inside.pdf", Corrections()))
    before = review.shown
    spoken = next(one for one in before.items if one.kind == "say")
    review.say("not_speech", spoken)
    after = Recognised(before.found.corrected(review.wanted)).ready()
    for item in before.items:
        there = after.items[after.same(item)]
        if item.is_head and item.kind != "script":
            assert (there.kind, there.ref) == (item.kind, item.ref)
        if item.kind not in ("script", "warning"):
            assert there.start <= item.inner.start


def test_stretches_that_cover_one_another_are_told_apart() -> None:
    found = list(_flat([(0, 100, "say"), (40, 50, "furniture"), (100, 110, "heading"), (105, 120, "say"), (7, 7, "number")]))
    assert found == [
        (0, 40, "say"),
        (40, 50, "furniture"),
        (50, 100, "say"),
        (100, 105, "heading"),
        (105, 110, "heading"),
        (110, 120, "say"),
    ]


# -- sentences and finding ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('1. Greet the class. Then say: "Good morning." Wait.', ["Greet the class.", "Then say:", '"Good morning."', "Wait."]),
        ("Step 3 of 12\n\nSay this.", ["Say this."]),
        ("12) Turn to page 4. It has a map.", ["Turn to page 4.", "It has a map."]),
        ("There are 3 booklets. Two of them are blue.", ["There are 3 booklets.", "Two of them are blue."]),
    ],
)
def test_sentences_are_those_of_the_text_without_the_numbers_of_steps(text: str, sentences: list[str], tmp_path: Path) -> None:
    shown = recognised(tmp_path, f"## Giving the Test\n\n{text}\n")
    review = Review.of(shown.found)
    whole = shown.found.manual.text
    assert [whole[one.start : one.end] for one in review.sentences][2:] == sentences


def test_words_are_found_both_ways_and_round_the_ends(tmp_path: Path) -> None:
    shown = recognised(tmp_path, "Say yes.\n\nsay\nYES twice, then say no.\n")
    review = Review.of(shown.found)
    first, second = (shown.found.manual.text.lower().index("say"), shown.found.manual.text.index("say"))
    assert review.find("say yes", 0) == Span(first, first + 7)
    assert review.find("SAY YES", first) == Span(second, second + 7)
    assert review.find("say yes", second) == Span(first, first + 7)
    assert review.find("say yes", first, -1) == Span(second, second + 7)
    assert review.find("nobody", 0) is None
    assert review.find("  ", 0) is None
    assert review.find("(", 0) is None


# -- rows --------------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("ab cd\n ee“”日本…é—*"), max_size=200)


@given(TEXTS, st.integers(2, 30))
def test_rows_hold_every_word_of_a_text_in_order_and_fit(text: str, width: int) -> None:
    folded = Folded(text, width)
    rows = [text[start:end] for start, end in folded.rows]
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(cell_len(row) <= width for row in rows)
    assert all("\n" not in row for row in rows)
    for number, (start, end) in enumerate(folded.rows):
        if end > start:
            assert folded.row_at(start) == folded.row_at(end - 1) == number


@given(TEXTS.map(lambda text: " ".join(text.split())), st.integers(4, 30), st.integers(1, 4))
def test_a_shortened_text_is_whole_or_ends_with_an_ellipsis(text: str, width: int, most: int) -> None:
    rows = shortened(text, width, most)
    assert len(rows) <= most
    assert all(cell_len(row) <= width for row in rows)
    whole = "".join("".join(rows).split()) == "".join(text.split())
    assert whole or rows[-1].endswith("…")


def test_a_word_is_broken_only_where_it_is_longer_than_a_row() -> None:
    assert shortened("one two three", 9, 9) == ("one two", "three")
    assert shortened("incomprehensible", 9, 9) == ("incompreh", "ensible")


def test_between_the_items_of_a_list_no_row_is_left_empty() -> None:
    text = "Bring:\n\n* pencils\n\n* paper\n\nNothing else."
    assert [text[start:end] for start, end in Folded(text, 40).rows] == [
        "Bring:", "* pencils", "* paper", "", "Nothing else.",
    ]  # fmt: skip
