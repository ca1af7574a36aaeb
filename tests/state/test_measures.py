"""What ``compute:`` can work out, and from which rows."""

from __future__ import annotations

import pytest

from proctor.scripts.vocabulary import MEASURES, MEASURES_IN_TIME
from proctor.state.events import Scalar
from proctor.state.measures import IN_TIME, REGISTRY, CannotMeasure, in_order

Row = dict[str, Scalar]


def rows(*values: Scalar | None) -> list[Row]:
    """Rows of one field; None leaves it out."""
    return [{} if value is None else {"n": value} for value in values]


def measure(name: str, *values: Scalar | None) -> tuple[Scalar, tuple[int, ...]]:
    return REGISTRY[name](rows(*values), "n")


def test_packs_may_name_exactly_the_measures_that_there_are() -> None:
    assert set(REGISTRY) | set(IN_TIME) == MEASURES


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
        ("distinct", ("a", "b", None, "a", 2, 2), 3, (0, 1, 4)),
        ("distinct", (), 0, ()),
    ],
)
def test_a_measure_gives_its_value_and_the_rows_that_went_in(
    name: str, values: tuple[Scalar | None, ...], value: Scalar, went_in: tuple[int, ...]
) -> None:
    assert measure(name, *values) == (value, went_in)


def test_rows_without_a_field_counts_them_all() -> None:
    assert REGISTRY["rows"]([{"a": 1}, {}], None) == (2, (0, 1))


@pytest.mark.parametrize("name", sorted(MEASURES - MEASURES_IN_TIME - {"rows", "distinct"}))
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


# -- in time ----------------------------------------------------------------------------------------------------------


def points(*pairs: tuple[str, float]) -> list[Row]:
    return [{"day": day, "n": value} for day, value in pairs]


def final_third(rows: list[Row], also: list[Row] | None = None) -> tuple[Scalar, tuple[int, ...], tuple[int, ...]]:
    return IN_TIME["mean_of_final_third"](rows, "n", "day", also or [])


@pytest.mark.parametrize(
    ("dates", "went_in"),
    [(1, 1), (2, 2), (3, 3), (4, 3), (8, 3), (9, 3), (10, 4), (12, 4), (13, 5), (30, 10)],
)
def test_the_final_third_is_of_the_dates_at_least_three_and_a_part_counts_whole(dates: int, went_in: int) -> None:
    rows = points(*((f"2021-01-{day:02}", day) for day in range(1, dates + 1)))
    _, used, theirs = final_third(rows)
    assert used == tuple(range(dates - went_in, dates))
    assert theirs == ()


def test_rows_of_one_date_go_together() -> None:
    rows = points(("2021-01-01", 0), ("2021-01-02", 10), ("2021-01-02", 20), ("2021-01-03", 30), ("2021-01-04", 40))
    assert final_third(rows) == (25, (1, 2, 3, 4), ())


def test_rows_of_the_second_record_go_in_from_the_first_of_the_dates_on() -> None:
    rows = points(("2021-01-01", 0), ("2021-02-01", 50), ("2021-03-01", 50), ("2021-04-01", 50))
    also = points(("2021-01-31", 0), ("2021-02-01", 70), ("2021-05-01", 80))
    assert final_third(rows, also) == (60, (1, 2, 3), (1, 2))
    assert final_third(rows, also[:1]) == (50, (1, 2, 3), ())


def test_without_dates_there_is_no_final_third() -> None:
    with pytest.raises(CannotMeasure, match="there is no row with day"):
        final_third([{"n": 5}])


def test_rows_are_put_in_order_by_dates_or_by_size_and_level_ones_stay() -> None:
    assert in_order(points(("2021-02-01", 1), ("2020-12-31", 2), ("2021-02-01", 3)), "day") == (1, 0, 2)
    assert in_order([{"n": 10}, {"n": 9}, {}, {"n": 100}], "n") == (1, 0, 3)
