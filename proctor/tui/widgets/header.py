"""The upper edge of the frame: what is delivered, where, and above all in which mode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len

from proctor.state.tasks import short
from proctor.state.view import SessionView
from proctor.tui.place import Part, shortened
from proctor.tui.widgets.lines import Lines, Run, fit, spread

EDGES = {"live": ("┏", "━", "┓"), "rehearsal": ("╔", "═", "╗"), "preview": ("┌", "╌", "┐")}
"""Corner, edge, corner of the frame, by mode: it can be told apart without colour."""


class Header(Lines):
    """``┏━ Grade 10 Mathematics · Session 1 · room 12 ━━━━ LIVE · practice words ━ 9:14 ━┓``."""

    PREFIX = "header"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--edge", "header--title", "header--mode", "header--clock"}
    DEFAULT_CSS = """
    Header { height: 1; }
    Header > .header--title { text-style: bold; }
    Header > .header--mode { text-style: bold reverse; }
    Header > .header--clock { text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._mode = "live"
        self._words = ""
        self._clock = ""

    def show(self, view: SessionView, *, mode: str = "") -> None:
        """Show what the session is; ``mode`` where it is not the session's own (a preview)."""
        clock = short(view.today) if view.is_list else view.wall
        now = (_title(view), mode or view.mode, view.authority, clock)
        if now != (self._title, self._mode, self._words, self._clock):
            self._title, self._mode, self._words, self._clock = now
            self.refresh()

    def line(self, y: int, width: int) -> Iterable[Run]:
        left, edge, right = EDGES.get(self._mode, EDGES["live"])
        clock = f" {self._clock} "
        for mode in self._modes():
            room = width - cell_len(mode) - cell_len(clock) - 8
            if room >= min(9, cell_len(self._title)):
                break
        title = f" {fit(_shortened(self._title, room), room)} "
        gap = width - 2 - 1 - cell_len(title) - cell_len(mode) - 1 - cell_len(clock) - 1
        yield left + edge, "edge"
        yield title, "title"
        yield edge * max(0, gap), "edge"
        yield mode, "mode"
        yield edge, "edge"
        yield clock, "clock"
        yield edge + right, "edge"

    def _modes(self) -> tuple[str, ...]:
        """The mode and whose words they are, at length and ever shorter, for a narrow screen."""
        mode = self._mode.upper()
        return f" {mode} · {self._words} ", f" {mode} · {self._words.replace(' words', '')} ", f" {mode} "


def _title(view: SessionView) -> str:
    return f"{view.title} · {view.habits.place} {view.room}" if view.room else view.title


def _shortened(title: str, room: int) -> str:
    """A title without its first parts where it is too long: the session and the room matter more than the subject."""
    while cell_len(title) > room and " · " in title:
        title = title.partition(" · ")[2]
    return title


class PlaceLine(Lines):
    """Where in the manual the session is, and the students' clock."""

    PREFIX = "place"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"place--where", "place--clock"}
    DEFAULT_CSS = """
    PlaceLine { height: 1; padding: 0 1; }
    PlaceLine > .place--where { color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._where: tuple[Part, ...] = ()
        self._time = ""

    def show(self, where: tuple[Part, ...], time: str) -> None:
        if (where, time) != (self._where, self._time):
            self._where, self._time = where, time
            self.refresh()

    def line(self, y: int, width: int) -> Iterable[Run]:
        time = fit(self._time, width)
        text = spread(shortened(self._where, width - cell_len(time) - 2), time, width)
        yield text[: len(text) - len(time)], "where"
        yield time, "clock"
