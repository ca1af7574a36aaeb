"""While students test: the clock, what is due, and how many have handed in. Nothing that a stray key could undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Region

from proctor.state.clock import MINUTE, span, wall
from proctor.state.view import SessionView
from proctor.tui.bigdigits import big
from proctor.tui.desk import away, tally_of
from proctor.tui.widgets.lines import Lines, Run, fit


class TestingPane(Lines):
    """Draws its rows in the middle of the room it has."""

    PREFIX = "testing"
    __test__ = False  # no test, whatever its name
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"testing--{role}" for role in ("clock", "says", "due", "tally", "lock")}
    DEFAULT_CSS = """
    TestingPane > .testing--clock { text-style: bold; }
    TestingPane > .testing--tally { text-style: bold; }
    TestingPane > .testing--lock { color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Run] = []

    def show(self, view: SessionView, *, seconds: bool, lock: str) -> None:
        """``lock``: what to say of the lock now."""
        rows = [
            *_clock_rows(view, seconds=seconds),
            ("", ""),
            *_due_rows(view),
            ("", ""),
            *_tally_rows(view),
            ("", ""),
            (lock, "lock"),
        ]
        if rows != self._rows:
            self._repaint(rows)

    def _repaint(self, rows: list[Run]) -> None:
        """Repaint the rows that are others than before; all of them where their number has changed."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.refresh()
            return
        placed = self._placed()
        width = self.size.width
        changed = [y for y, at in enumerate(placed) if before[at] != rows[at]]
        self.refresh(*(Region(0, y + self._top(len(placed)), width, 1) for y in changed))

    def _placed(self) -> list[int]:
        """The rows that there is room for, by their numbers: the empty ones go first."""
        every = range(len(self._rows))
        return list(every) if len(self._rows) <= self.size.height else [at for at in every if self._rows[at][0]]

    def _top(self, count: int) -> int:
        return max(0, (self.size.height - count) // 2)

    def line(self, y: int, width: int) -> Iterator[Run]:
        placed = self._placed()
        at = y - self._top(len(placed))
        if 0 <= at < len(placed):
            text, role = self._rows[placed[at]]
            text = fit(text, width)
            yield " " * ((width - cell_len(text)) // 2), ""
            yield text, role


def _clock_rows(view: SessionView, *, seconds: bool) -> Iterator[Run]:
    """The students' clock in large figures: whole minutes, unless the seconds are asked for."""
    clock = view.clock
    figures = says = ""
    if clock.phase == "running" and clock.left is not None:
        figures = span(max(0, clock.left)) if seconds else str(-(-max(0, clock.left) // MINUTE))
        says = "scheduled time left" if seconds else "minutes of scheduled time left"
    elif clock.phase in ("additional", "running"):
        over = clock.elapsed - (clock.scheduled or 0)
        figures = span(over) if seconds else str(over // MINUTE)
        untimed = view.plan.script.timing.untimed
        says = "since they began" if not clock.scheduled else "of additional time" if untimed else "since the time is over"
        says = says if seconds else f"minutes {says}"
    rows = big(figures, 2)
    widest = max((cell_len(row) for row in rows), default=0)
    for row in rows:
        yield f"{row:<{widest}}", "clock"
    yield says or view.clock_line, "says"


def _due_rows(view: SessionView) -> Iterator[Run]:
    """What is to come, and when by the clock on the wall."""
    clock = view.clock
    told = False
    for one in view.announcements:
        if one.at is not None and not one.status:
            told = True
            yield f"{one.title or one.step} {wall(one.at)}, {away(view, one.at)}", "due"
    if not told and clock.end_at is not None and clock.phase == "running":
        yield f"end {wall(clock.end_at)}, {away(view, clock.end_at)}", "due"
    if clock.started_at is not None:
        lost = f" · interruptions took {clock.lost // MINUTE} min" if clock.lost >= MINUTE else ""
        yield f"started {wall(clock.started_at)}{lost}", "says"


def _tally_rows(view: SessionView) -> Iterator[Run]:
    yield tally_of(view, "handed_in"), "tally"
    yield "h one more · H one fewer", "says"
