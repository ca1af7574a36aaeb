"""Values worked out from the rows of a record, by the name that a pack's ``compute:`` calls them.

A measure takes the rows and the field to look at and returns its value and the numbers (from 0) of the rows that went
in. A new measure is a function here and a name in ``proctor.scripts.vocabulary.MEASURES``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from proctor.state.events import Scalar

Rows = Sequence[Mapping[str, Scalar]]
Used = tuple[int, ...]
Measured = tuple[Scalar, Used]


class CannotMeasure(ValueError):
    """The rows do not allow it; says what is missing."""


def rows(rows: Rows, field: str | None) -> Measured:
    """How many rows there are; with a field, how many have it."""
    counted = tuple(n for n, row in enumerate(rows) if field is None or field in row)
    return len(counted), counted


def total(rows: Rows, field: str | None) -> Measured:
    """The sum of a field."""
    numbers = _numbers(rows, field)
    return _plain(math.fsum(value for _, value in numbers)), tuple(n for n, _ in numbers)


def mean(rows: Rows, field: str | None) -> Measured:
    """The arithmetic mean of a field, to one decimal, a half rounded up as people do it on paper."""
    return _mean(_numbers(rows, field))


def mean_of_last_third(rows: Rows, field: str | None) -> Measured:
    """The mean of a field over the final third of the rows, at least the last three, to one decimal."""
    numbers = _numbers(rows, field)
    return _mean(numbers[-max(3, math.ceil(len(numbers) / 3)) :])


def mean_of_final_third(rows: Rows, field: str | None, by: str, also: Rows = ()) -> tuple[Scalar, Used, Used]:
    """The mean of a field over the final third of the different values of ``by`` (dates, mostly), at least the last three,
    to one decimal; and of which rows of either record.

    A part of a third counts whole (4 of 10). All rows of one date go together, and those of ``also`` go in from the first
    of these dates on.
    """
    when = sorted({row[by] for row in rows if by in row}, key=_order)
    if not when:
        raise CannotMeasure(f"there is no row with {by}")
    begin = _order(when[-max(3, math.ceil(len(when) / 3)) :][0])
    mine = _numbers(rows, field, lambda row: by in row and _order(row[by]) >= begin)
    theirs = [] if not also else _numbers(also, field, lambda row: by in row and _order(row[by]) >= begin, least=0)
    value, _ = _mean([*mine, *theirs])
    return value, tuple(n for n, _ in mine), tuple(n for n, _ in theirs)


def distinct(rows: Rows, field: str | None) -> Measured:
    """How many different values a field has; the first row of each went in."""
    seen: dict[Scalar, int] = {}
    for n, row in enumerate(rows):
        if field is not None and field in row:
            seen.setdefault(row[field], n)
    return len(seen), tuple(seen.values())


def first(rows: Rows, field: str | None) -> Measured:
    """The value of a field in the first row that has it."""
    return _one(rows, field, 0)


def last(rows: Rows, field: str | None) -> Measured:
    """The value of a field in the last row that has it."""
    return _one(rows, field, -1)


REGISTRY: Mapping[str, Callable[[Rows, str | None], Measured]] = {
    "rows": rows,
    "total": total,
    "mean": mean,
    "mean_of_last_third": mean_of_last_third,
    "first": first,
    "last": last,
    "distinct": distinct,
}

IN_TIME: Mapping[str, Callable[[Rows, str | None, str, Rows], tuple[Scalar, Used, Used]]] = {
    "mean_of_final_third": mean_of_final_third,
}
"""Those that are told by which field the rows stand in time, and take rows of a second record."""


def in_order(rows: Rows, by: str) -> tuple[int, ...]:
    """The numbers of the rows in the order of a field; those without it are left out, those that are level stay as they are."""
    return tuple(sorted((n for n, row in enumerate(rows) if by in row), key=lambda n: _order(rows[n][by])))


def _order(value: Scalar) -> tuple[bool, float, str]:
    """Numbers by size, before words and dates by their letters."""
    return (True, 0.0, value) if isinstance(value, str) else (False, float(value), "")


def _any(row: Mapping[str, Scalar]) -> bool:
    return True


def _numbers(
    rows: Rows, field: str | None, wanted: Callable[[Mapping[str, Scalar]], bool] = _any, least: int = 1
) -> list[tuple[int, float]]:
    found = [(n, value) for n, row in enumerate(rows) if wanted(row) and isinstance(value := row.get(field or ""), int | float)]
    if len(found) < least:
        raise CannotMeasure(f"there is no row with a number in {field or 'the record'}")
    return found


def _mean(numbers: Sequence[tuple[int, float]]) -> Measured:
    value = math.fsum(value for _, value in numbers) / len(numbers)
    rounded = Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _plain(float(rounded)), tuple(n for n, _ in numbers)


def _one(rows: Rows, field: str | None, which: int) -> Measured:
    found = [n for n, row in enumerate(rows) if field in row]
    if not found or field is None:
        raise CannotMeasure(f"there is no row with {field or 'a field'}")
    return rows[found[which]][field], (found[which],)


def _plain(value: float) -> Scalar:
    return int(value) if value == int(value) else value
