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
Measured = tuple[Scalar, tuple[int, ...]]


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
}


def _numbers(rows: Rows, field: str | None) -> list[tuple[int, float]]:
    found = [(n, value) for n, row in enumerate(rows) if isinstance(value := row.get(field or ""), int | float)]
    if not found:
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
