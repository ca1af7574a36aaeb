"""Finding a category of incident by a few letters, in a hurry."""

from __future__ import annotations

import pytest

from proctor.scripts.vocabulary import CATEGORIES, Category, fitting

OWN = (
    Category("spilled_ink", "Ink spilled", ("blot",)),
    Category("thinking", "Thinking aloud"),
    Category("pen", "Pen without ink"),
    Category("Größe", "Zu groß"),
)


def ids(typed: str, categories: tuple[Category, ...] = CATEGORIES) -> list[str]:
    return [one.id for one in fitting(categories, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("f", "fire_drill"),
        ("alarm", "fire_drill"),
        ("FIRE DRILL", "fire_drill"),
        ("fire_d", "fire_drill"),
        ("late", "late_arrival"),
        ("torn", "damaged_booklet"),
        ("missing page", "damaged_booklet"),
        ("upside", "damaged_booklet"),
        ("arrived student", "late_arrival"),
        ("cell", "phone"),
        ("504", "accommodation"),
        ("vom", "illness"),
        ("  oth ", "other"),
    ],
)
def test_a_few_letters_find_what_is_meant(typed: str, first: str) -> None:
    assert ids(typed)[0] == first


def test_beginnings_of_the_name_come_before_beginnings_of_words_before_what_stands_inside() -> None:
    assert ids("ink", OWN) == ["spilled_ink", "pen", "thinking"]


def test_of_equals_the_first_stays_first() -> None:
    assert ids("student") == ["illness", "late_arrival", "early_departure", "refusal"]


def test_each_of_several_words_must_fit() -> None:
    assert ids("pen ink", OWN) == ["pen"]
    assert ids("pen blot", OWN) == []


@pytest.mark.parametrize("typed", ["", "  ", "-_"])
def test_nothing_typed_gives_all_in_order(typed: str) -> None:
    assert fitting(iter(CATEGORIES), typed) == CATEGORIES


@pytest.mark.parametrize("typed", ["xyz", "(", "[", "\\", "*", "\0"])
def test_what_fits_nothing_finds_nothing(typed: str) -> None:
    assert ids(typed) == []


@pytest.mark.parametrize("typed", ["GRÖSSE", "größe", "gross"])
def test_case_does_not_matter_in_any_language(typed: str) -> None:
    assert ids(typed, OWN) == ["Größe"]


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda one: one.id)
def test_every_category_is_found_by_its_id_its_title_and_each_of_its_words(category: Category) -> None:
    assert ids(category.id)[0] == category.id
    assert ids(category.title)[0] == category.id
    for word in category.words:
        assert category.id in ids(word)
