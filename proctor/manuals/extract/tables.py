"""Tables that no line is drawn for: rows whose parts stand below each other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from proctor.manuals.extract import marks

_COLUMNS = 3
"""Two parts beside each other may be a label and its words; three below three are a table."""


class Cell(NamedTuple):
    """A part of a row: where it begins and ends, and what it says."""

    start: float
    end: float
    text: str


def table_rows(rows: Sequence[Sequence[Cell]], near: float) -> set[int]:
    """The rows that are a table's, each next to one like it; parts ``near`` each other at one end, or in the middle, are below
    each other.
    """
    found: set[int] = set()
    kept = [row if _may_be(row) else () for row in rows]
    for at, (row, after) in enumerate(itertools.pairwise(kept)):
        if row and len(row) == len(after) and all(_are_below(one, two, near) for one, two in zip(row, after, strict=True)):
            found |= {at, at + 1}
    return found


def _may_be(row: Sequence[Cell]) -> bool:
    """Not a line of a contents list, whose parts stand below each other too."""
    if len(row) < _COLUMNS or any(marks.has_leaders(cell.text) for cell in row):
        return False
    first, last = row[0].text, row[-1].text
    mark = marks.mark_of(first + " ")
    return not (last.isdigit() and (marks.is_mark_alone(first) or (mark and mark.kind in ("label", "step"))))


def _are_below(one: Cell, two: Cell, near: float) -> bool:
    left, right = one.start - two.start, one.end - two.end
    return abs(left) <= near or abs(right) <= near or abs(left + right) <= 2 * near
