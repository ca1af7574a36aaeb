"""What ``compute:`` can work out, and from which rows."""

from __future__ import annotations

import pytest

from proctor.scripts.vocabulary import MEASURES
from proctor.state.events import Scalar
from proctor.state.measures import REGISTRY, CannotMeasure

Row = dict[str, Scalar]


def rows(*values: Scalar | None) -> list[Row]:
    """Rows of one field; None leaves it out."""
    return [{} if value is None else {"n": value} for value in values]


def measure(name: str, *values: Scalar | None) -> tuple[Scalar, tuple[int, ...]]:
    return REGISTRY[name](rows(*values), "n")


def test_packs_may_name_exactly_the_measures_that_there_are() -> None:
    assert set(REGISTRY) == MEASURES


@pytest.mark.parametrize(
    ("name", "values", "value", "went_in"),
    [
        ("rows", (1, None, 2), 2, (0, 2)),
        ("rows", (), 0, ()),
        ("total", (1, None, 2.5), 3.5, (0, 2)),
        ("total", (0.1,) * 10, 1, tuple(range(10))),
        ("mean", (1, 2), 1.5, (0, 1)),
        ("mean", (2, None, 4), 3, (0, 2)),
        ("mean", (1, 1, 2), 1.3, (0, 1, 2)),
        ("mean", (1, 1, 1, 2), 1.3, (0, 1, 2, 3)),
        ("mean", (12, 12.5), 12.3, (0, 1)),
        ("mean_of_last_third", (1, 2, 3), 2, (0, 1, 2)),
        ("mean_of_last_third", (9, 9, 9, 9, 9, 9, 1, 2, 3), 2, (6, 7, 8)),
        ("mean_of_last_third", tuple(range(12)), 9.5, (8, 9, 10, 11)),
        ("mean_of_last_third", tuple(range(10)), 7.5, (6, 7, 8, 9)),
        ("mean_of_last_third", (5,), 5, (0,)),
        ("first", (None, "a", "b"), "a", (1,)),
        ("last", ("a", "b", None), "b", (1,)),
    ],
)
def test_a_measure_gives_its_value_and_the_rows_that_went_in(
    name: str, values: tuple[Scalar | None, ...], value: Scalar, went_in: tuple[int, ...]
) -> None:
    assert measure(name, *values) == (value, went_in)


def test_rows_without_a_field_counts_them_all() -> None:
    assert REGISTRY["rows"]([{"a": 1}, {}], None) == (2, (0, 1))


@pytest.mark.parametrize("name", sorted(MEASURES - {"rows"}))
def test_what_cannot_be_measured_says_so(name: str) -> None:
    with pytest.raises(CannotMeasure, match="there is no row"):
        measure(name)
    with pytest.raises(CannotMeasure, match="there is no row"):
        REGISTRY[name](rows(1, 2), None)


@pytest.mark.parametrize("name", ["total", "mean", "mean_of_last_third"])
def test_words_are_not_added_up(name: str) -> None:
    with pytest.raises(CannotMeasure, match="no row with a number in n"):
        measure(name, "ten", "2021-01-31")


def test_a_whole_value_is_a_whole_number() -> None:
    assert isinstance(measure("mean", 2, 4)[0], int)
    assert isinstance(measure("total", 1.5, 1.5)[0], int)
