"""What was recognised, script by script, step by step, block by block: one widget, however long the manual is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from proctor.documents.text import printable
from proctor.tui.folding import shortened
from proctor.tui.recognised import Item, Recognised
from proctor.tui.widgets.lines import fit
from proctor.tui.widgets.panes import Pane

LABELS = {"material": "ITEM", "question": "LOOK", "unplaced": "LOST", "warning": "MIND"}
"""What stands before the words of a block, where that is not its kind."""
MOST = 3
"""Rows of a block's words; all of them stand in the source."""
_LABEL = 6

Row = tuple[tuple[str, str], ...]
"""Words, each with the role that says how they look."""


class RecognisedPane(Pane):
    """Before a block stand a sign (``?`` worth a look, ``!`` without a place, ``✓`` looked at) and its kind, and a bar beside
    what is read aloud. ``seen`` says whether a line has been looked at."""

    PREFIX = "recognised"
    HEADING = "What was recognised"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"recognised--{role}"
        for role in ("script", "section", "step", "looked-up", "sign", "label", "bar", "say", "other", "look", "note", "cursor")
    }

    @dataclass
    class Pointed(Message):
        """A line was clicked; ``at`` is its place in the list."""

        at: int

    def __init__(self, shown: Recognised, seen: Callable[[Item], bool]) -> None:
        super().__init__()
        self._shown = shown
        self._seen = seen
        self._cursor = 0
        self._rows: list[Row] = []
        self._firsts: list[int] = []
        self._width = 0

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, shown: Recognised) -> None:
        """Show what was recognised."""
        self._shown = shown
        self._lay(anew=True)

    def point(self, at: int) -> None:
        """Put the cursor on a line, by its place in the list."""
        before = self._extent(self._cursor)
        self._cursor = at
        self._hold()
        self.draw(before, self._extent(at))

    def _lay(self, *, anew: bool = False) -> None:
        width = self.scrollable_content_region.width
        if width <= 0 or (width == self._width and not anew):
            self._hold()
            return
        self._width, self._rows, self._firsts = width, [], []
        for item in self._shown.items:
            self._firsts.append(len(self._rows))
            self._rows += _rows(item, width)
        self._hold()
        self.refresh()

    def on_resize(self) -> None:
        self._lay()

    def _hold(self) -> None:
        if self._cursor < len(self._firsts):
            first, last = self._extent(self._cursor)
            self.hold(len(self._rows), first, last)

    def _extent(self, at: int) -> tuple[int, int]:
        """The first and the last row of a line of the list; before it is laid out there are none."""
        if at >= len(self._firsts):
            return 0, 0
        behind = self._firsts[at + 1] if at + 1 < len(self._firsts) else len(self._rows)
        return self._firsts[at], behind - 1

    # -- moving -----------------------------------------------------------------------------------------------------

    def page(self, by: int) -> int:
        """The line of the list that stands a page further on, or back."""
        if not self._firsts:
            return 0
        row = self._firsts[self._cursor] + by * max(1, self.scrollable_content_region.height - 1)
        return self._at_row(max(0, min(len(self._rows) - 1, row)))

    def _at_row(self, row: int) -> int:
        return max(0, bisect_right(self._firsts, row) - 1)

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        row = self.scroll_offset.y + at.y if at else len(self._rows)
        if row < len(self._rows):
            self.post_message(self.Pointed(self._at_row(row)))

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        row = self.scroll_offset.y + y
        if row >= len(self._rows):
            return Strip.blank(width, self.look(""))
        at = self._at_row(row)
        item, first = self._shown.items[at], row == self._firsts[at]
        here = at == self._cursor
        marked = here and self.is_active
        segments = [
            Segment(_sign(item, seen=self._seen(item)) if first else " ", self.look("sign")),
            Segment("▸" if here and first else " ", self.look("bar")),
            *(Segment(text, self.look("cursor" if marked else role)) for text, role in self._rows[row]),
        ]
        return Strip(segments).adjust_cell_length(width, self.look("cursor" if marked else ""))


def _sign(item: Item, *, seen: bool) -> str:
    if not item.look:
        return " "
    return "✓" if seen else "!" if item.kind == "unplaced" else "?"


def _rows(item: Item, width: int) -> Iterator[Row]:
    """The rows of a line, without its sign."""
    room = width - 2
    page = f"p. {item.page}" if item.page else ""
    match item.kind:
        case "script":
            title = fit(f" {item.text} ", room - 3)
            yield ((f"━━{title}".ljust(room, "━"), "script"),)
        case "section":
            yield ((_fitted(room, f"{item.ref} {item.text}", page), "section"),)
        case "looked_up" | "contents":
            said = "" if item.kind == "contents" else "looked up"
            yield ((_fitted(room, f"{item.ref} {item.text}", said, page), "looked-up"),)
        case "step":
            yield ((fit(f" {' · '.join(filter(None, (item.ref, *item.notes, item.text)))}", room), "step"),)
        case _:
            yield from _block(item, room)


def _fitted(room: int, first: str, *more: str) -> str:
    """What there is to say; the first of it is cut where there is too little room, and the rest stays."""
    rest = "".join(f" · {one}" for one in more if one)
    return fit(f" {fit(first.strip(), max(12, room - 1 - len(rest)))}{rest}", room)


def _block(item: Item, room: int) -> Iterator[Row]:
    label = f"{LABELS.get(item.kind, item.kind.upper()):<{_LABEL}}"
    role = {"say": "say", "question": "look", "unplaced": "look", "warning": "look"}.get(item.kind, "other")
    words = f"{item.why} “{item.text}”" if item.kind == "question" else item.text
    bar = "┃ " if item.kind == "say" else "  "
    width = max(10, room - _LABEL - 3)
    for number, text in enumerate(shortened(printable(words), width, MOST) or ("",)):
        yield (f" {' ' * _LABEL if number else label}", "label"), (bar, "bar"), (text, role)
    for note in item.notes:
        for text in shortened(printable(note), width, 2):
            yield (" " * (_LABEL + 3), "note"), (text, "note")
