"""The library's list: one widget, drawn line by line, however many sessions there are."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from proctor.tui.catalogue import Line
from proctor.tui.widgets.lines import Lines, Run, fit, spread


class Catalogue(ScrollView):
    """Its screen moves the cursor: the keys may meanwhile belong to the field of the search."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"catalogue--{role}" for role in ("heading", "note", "line", "trouble", "cursor")}
    DEFAULT_CSS = """
    Catalogue { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    Catalogue > .catalogue--heading { text-style: bold; color: $secondary; }
    Catalogue > .catalogue--note { color: $faint; }
    Catalogue > .catalogue--trouble { color: $error; }
    Catalogue > .catalogue--cursor { text-style: reverse; }
    """

    @dataclass
    class Chosen(Message):
        """The line under the cursor was clicked again, as enter would do."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another line."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._cursor = 0

    def show(self, lines: Sequence[Line], begin: int, *, stay: bool = True) -> None:
        """Show other lines. The cursor stays with what it was on; where that is gone, or it need not, it goes to ``begin``."""
        was = self.line if stay else None
        self._lines = tuple(lines)
        same = (number for number, one in enumerate(self._lines) if was is not None and one.key == was.key)
        self._cursor = next(same, begin)
        self._fit()
        self.refresh()

    @property
    def line(self) -> Line | None:
        """The line under the cursor; None where nothing can be chosen."""
        found = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        return found if found is not None and found.can_be_chosen else None

    def move(self, by: int) -> None:
        """To another line that can be chosen; at either end show what stands beyond it."""
        can = [number for number, one in enumerate(self._lines) if one.can_be_chosen]
        if not can:
            return
        at = can.index(self._cursor) if self._cursor in can else 0
        self._cursor = can[max(0, min(len(can) - 1, at + by))]
        self._fit()
        self.refresh()
        self.post_message(self.Moved())

    def _fit(self) -> None:
        """Keep the cursor in sight, with the heading above it where there is one; also where a list has just become longer than
        the widget, and no bar to scroll by is there yet."""
        self.virtual_size = Size(self.size.width, len(self._lines))
        height, top = self.size.height, self.scroll_offset.y
        if not height:
            return
        first = next(number for number in range(self._cursor, -1, -1) if not number or self._lines[number - 1].can_be_chosen)
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, force=True)

    def on_resize(self) -> None:
        self._fit()

    def on_click(self, event: events.Click) -> None:
        at = self.scroll_offset.y + event.y
        if at < len(self._lines) and self._lines[at].can_be_chosen:
            again = at == self._cursor
            self._cursor = at
            self.refresh()
            self.post_message(self.Chosen() if again else self.Moved())

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        at = self.scroll_offset.y + y
        width = self.size.width
        base = self.rich_style
        if at >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[at]
        style = base + self.get_component_rich_style(f"catalogue--{_role(line)}", partial=True)
        if at == self._cursor and line.can_be_chosen:
            style += self.get_component_rich_style("catalogue--cursor", partial=True)
        return Strip([Segment(_drawn(line, width, here=at == self._cursor), style)]).adjust_cell_length(width, style)


def _role(line: Line) -> str:
    if line.kind in ("heading", "note"):
        return line.kind
    return "trouble" if line.sign == "!" else "line"


def _drawn(line: Line, width: int, *, here: bool) -> str:
    if line.kind == "heading":
        return f" {spread(line.left, line.right, width - 2)}"
    if line.kind == "note":
        return f"    {fit(line.left, width - 4)}"
    return f"{'▸' if here else ' '} {line.sign} {spread(line.left, line.right, width - 5)}"


class About(Lines):
    """What there is to say of the line under the cursor."""

    PREFIX = "about"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"about--words"}
    DEFAULT_CSS = """
    About { height: 3; padding: 0 1; border-top: solid $panel; }
    About > .about--words { color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        rows = textwrap.wrap(self._said, max(10, width))
        height = self.size.height
        if y < len(rows):
            last = y == height - 1
            yield fit(" ".join(rows[y:]) if last else rows[y], width), "words"


class Masthead(Lines):
    """The upper edge of a frame: ``┏━ proctor ━━━━ Tuesday, 23 May 2006 ━┓``."""

    PREFIX = "masthead"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"masthead--edge", "masthead--title"}
    DEFAULT_CSS = """
    Masthead { height: 1; }
    Masthead > .masthead--edge { color: $primary; }
    Masthead > .masthead--title { text-style: bold; }
    """

    def __init__(self, title: str = "proctor") -> None:
        super().__init__()
        self._title = title
        self._right = ""

    def say(self, right: str) -> None:
        if right != self._right:
            self._right = right
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        title, right = f" {self._title} ", f" {fit(self._right, width - 20)} "
        yield "┏━", "edge"
        yield title, "title"
        yield "━" * max(0, width - 5 - len(title) - len(right)), "edge"
        yield right, "title"
        yield "━━┓", "edge"
