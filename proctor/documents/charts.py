"""Charts of characters, for a terminal and for a file of plain text: told apart by shape, not by colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FULL, REST, LATE = "█", "░", "▒"
LEAST = 5
"""Cells below which a bar says nothing."""
MOST = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: so many of ``total`` are done, and so many of the others are late."""

    label: str
    done: int
    total: int
    late: int = 0


def bars(rows: Sequence[Bar], width: int) -> tuple[str, ...]:
    """A line each: ``July 2020  ████████▒▒░░  8 of 12, 2 late``. Where there is no room for bars there are the numbers alone.

    All that is not nought shows, and a bar is full only where all is done.
    """
    labels = max((len(row.label) for row in rows), default=0)
    counts = [_count(row) for row in rows]
    room = min(MOST, width - labels - max((len(count) for count in counts), default=0) - 4)
    if room < LEAST:
        return tuple(f"{row.label:<{labels}}  {count}" for row, count in zip(rows, counts, strict=True))
    return tuple(f"{row.label:<{labels}}  {bar(row, room)}  {count}" for row, count in zip(rows, counts, strict=True))


def bar(row: Bar, cells: int) -> str:
    """The bar alone."""
    if not row.total:
        return REST * cells
    done = _cells(row.done, row.total, cells)
    late = min(cells - done, _cells(row.late, row.total, cells))
    return f"{FULL * done}{LATE * late}{REST * (cells - done - late)}"


def _cells(part: int, total: int, cells: int) -> int:
    if part <= 0:
        return 0
    return cells if part >= total else max(1, min(cells - 1, round(part * cells / total)))


def _count(row: Bar) -> str:
    return f"{row.done} of {row.total}{f', {row.late} late' if row.late else ''}"
