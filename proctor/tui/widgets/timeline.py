"""The session's time as a line: where the room is between the start and the end, what falls due when, what was lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from proctor.state.clock import wall
from proctor.state.view import SessionView
from proctor.tui.widgets.lines import Lines, Run

LEAST = 20
"""Cells below which a line says nothing."""
PAST, TO_COME, PAUSE, NOW = "━", "─", "×", "●"


class TimeLine(Lines):
    """Two rows: the line (past, interruptions, now, what is to come), and below it the times of start, half time and end."""

    PREFIX = "timeline"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline--{role}" for role in ("past", "to_come", "pause", "now", "time")}
    DEFAULT_CSS = """
    TimeLine { height: 2; }
    TimeLine > .timeline--past { color: $primary; }
    TimeLine > .timeline--to_come { color: $faint; }
    TimeLine > .timeline--pause { color: $warning; }
    TimeLine > .timeline--now { text-style: bold; }
    TimeLine > .timeline--time { color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: SessionView | None = None
        self._rows: list[list[Run]] = []

    def show(self, view: SessionView) -> None:
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        """Work the rows out, and repaint them where they are others than before."""
        view, width = self._view, self.size.width
        rows: list[list[Run]] = []
        if view is not None and view.clock.started_at is not None and width >= LEAST:
            begin, end = _bounds(view)
            rows.append(list(_merged([_cell(view, begin, end, x, width) for x in range(width)])))
            rows.append([(_times(view, begin, end, width), "time")])
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        if y < len(self._rows):
            yield from self._rows[y]


def _bounds(view: SessionView) -> tuple[int, int]:
    """UTC milliseconds of both ends: the start, and the end or now, whichever is later."""
    clock = view.clock
    begin = clock.started_at or view.now.utc
    still = view.now.utc + max(0, clock.left or 0)
    return begin, max(clock.end_at or still, view.now.utc, begin + 1)


def _cell(view: SessionView, begin: int, end: int, x: int, width: int) -> Run:
    at = begin + (end - begin) * x // max(1, width - 1)
    step = (end - begin) // max(1, width - 1)
    if abs(at - view.now.utc) * 2 <= step:
        return NOW, "now"
    if any(first <= at <= last for first, last in view.pauses):
        return PAUSE, "pause"
    return (PAST, "past") if at <= view.now.utc else (TO_COME, "to_come")


def _merged(cells: list[Run]) -> Iterator[Run]:
    """Cells that look the same as one run."""
    text, role = "", ""
    for sign, how in cells:
        if how != role and text:
            yield text, role
            text = ""
        text, role = text + sign, how
    if text:
        yield text, role


def _times(view: SessionView, begin: int, end: int, width: int) -> str:
    """The times below the line, each under its place; one that would run into another is left out."""
    clock = view.clock
    named = [(begin, wall(begin)), (clock.end_at, f"end {wall(clock.end_at)}" if clock.end_at else ""),
             (clock.half_at, f"half {wall(clock.half_at)}" if clock.half_at else "")]  # fmt: skip
    row = " " * width
    for at, text in named:
        if at is None or not text:
            continue
        place = (at - begin) * (width - 1) // (end - begin) - (len(text) // 2 if at != begin else 0)
        place = max(0, min(width - len(text), place))
        if not row[max(0, place - 1) : place + len(text) + 1].strip():
            row = row[:place] + text + row[place + len(text) :]
    return row
