"""Keep what was said of a room for another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.tui.dialogs.base import Wrong, plain, row
from proctor.tui.dialogs.question import Question, answers
from proctor.tui.widgets.field import Field

ANY_DAY = "any day"


class KeepDialog(Question):
    """For which day; dismissed with it, or with :data:`ANY_DAY`."""

    BINDINGS: ClassVar[list[BindingType]] = [answers("keep it", "Write it down; the library lists it")]

    def __init__(self, day: str, today: date) -> None:
        super().__init__()
        self._day = day
        self._today = today

    def heading(self) -> str:
        return "For which day?"

    def body(self) -> Iterator[Widget]:
        yield row("day, if any", Field(self._day, hint="2026-05-23, today, tomorrow", id="day", limit=20))
        yield plain("The library lists it; on the day, enter there opens the session at once.", "quote")

    def submit(self) -> None:
        self.dismiss(read_day(self.query_one("#day", Field).words, self._today) or ANY_DAY)


def read_day(words: str, today: date) -> str:
    """``2006-05-23`` of that or of ``today`` and ``tomorrow``; "" of nothing. Raises :class:`Wrong`, also for a day that is
    over."""
    near = {"": None, "today": today, "tomorrow": today + timedelta(days=1)}
    try:
        day = near[words.lower()] if words.lower() in near else date.fromisoformat(words)
    except ValueError:
        raise Wrong(f"expected a day such as {today.isoformat()}, today or tomorrow, not {words[:20]!r}") from None
    if day is not None and day < today:
        raise Wrong(f"{day.isoformat()} is over")
    return day.isoformat() if day else ""
