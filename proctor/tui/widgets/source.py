"""The text of a manual, as it was taken out of its file: what is read aloud, what is furniture, and where the cursor is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from proctor.documents.text import printable
from proctor.manuals.manual import Span
from proctor.tui.folding import Folded
from proctor.tui.recognised import Recognised
from proctor.tui.widgets.panes import Pane

Run = tuple[int, int, str]
"""A stretch of a row, with the role that says how it looks; "" for plain words."""


class SourcePane(Pane):
    """Before each row stand the number of a page where one begins, a sign for what is worth a look (``?``) or has no place
    (``!``), an arrow at what the cursor is on, and a bar beside what is read aloud."""

    PREFIX = "source"
    HEADING = "The manual"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"source--{role}"
        for role in (
            "page",
            "sign",
            "bar",
            "here",
            "cursor",
            "say",
            "heading",
            "number",
            "unplaced",
            "furniture",
            "contents",
        )
    }

    @dataclass
    class Pointed(Message):
        """A character was clicked."""

        offset: int

    def __init__(self, shown: Recognised) -> None:
        super().__init__()
        self._shown = shown
        self._here = Span(0, 0)
        self._folded = Folded("", 1)
        self._signs: dict[int, str] = {}
        self._mark_starts: list[int] = []

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, shown: Recognised) -> None:
        """Show what was recognised in the same text."""
        self._shown = shown
        self._mark_starts = [start for start, _, _ in shown.marks]
        self._fold()

    def point(self, here: Span) -> None:
        """Show where the cursor is."""
        before, self._here = self._rows_of(self._here), here
        self._hold()
        self.draw(before, self._rows_of(here))

    def _fold(self) -> None:
        """Break the text into rows, if their width is another, and find the rows of the signs."""
        width = self.scrollable_content_region.width - self._gutter - 1
        if width <= 0:
            return
        if width != self._folded.width or not self._folded.text:
            self._folded = Folded(self._shown.found.manual.text, width)
        row_at, self._signs = self._folded.row_at, {}
        for number in self._shown.looks:
            item = self._shown.items[number]
            if item.kind == "unplaced":
                self._signs |= dict.fromkeys(range(row_at(item.start), row_at(item.end - 1) + 1), "!")
            else:
                self._signs[row_at(item.inner.start)] = "?"
        self._hold()
        self.refresh()

    def on_resize(self) -> None:
        self._fold()

    def _hold(self) -> None:
        self.hold(len(self._folded), *self._rows_of(self._here))

    def _rows_of(self, one: Span) -> tuple[int, int]:
        return self._folded.row_at(one.start), self._folded.row_at(max(one.start, one.end - 1))

    @property
    def _page_width(self) -> int:
        pages = self._shown.found.manual.pages
        return max(len(str(page.number)) for page in pages) + 1 if pages else 0

    @property
    def _gutter(self) -> int:
        """The columns before the words; :meth:`_fold` leaves one behind them too."""
        return self._page_width + 4

    # -- moving -----------------------------------------------------------------------------------------------------

    def page(self, offset: int, by: int) -> int:
        """The character that stands a page further on, or back."""
        rows = self._folded.rows
        height = max(1, self.scrollable_content_region.height - 1)
        at = max(0, min(len(rows) - 1, self._folded.row_at(offset) + by * height))
        return rows[at][0] if rows else 0

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None or not self._folded.rows:
            return
        start, end = self._folded.rows[min(len(self._folded) - 1, self.scroll_offset.y + at.y)]
        self.post_message(self.Pointed(max(start, min(end - 1, start + at.x - self._gutter))))

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y
        if at >= len(self._folded):
            return Strip.blank(width, self.look(""))
        segments = [*self._margin(at, first=not y), *self._words(at)]
        return Strip(segments).adjust_cell_length(width, self.look(""))

    def _margin(self, at: int, *, first: bool) -> Iterator[Segment]:
        start, end = self._folded.rows[at]
        if width := self._page_width:
            yield Segment(f"{self._page(start, end, first=first):>{width - 1}} ", self.look("page"))
        yield Segment(self._signs.get(at, " "), self.look("sign"))
        here = start < self._here.end and self._here.start < max(end, start + 1)
        yield Segment("▸" if here else " ", self.look("bar"))
        spoken = any(role == "say" for _, _, role in self._marked(start, end))
        yield Segment("┃ " if spoken else "  ", self.look("bar"))

    def _page(self, start: int, end: int, *, first: bool) -> str:
        """The number of the page that begins in a row; of the row that stands first, of its page."""
        manual = self._shown.found.manual
        number = manual.page_at(max(start, end - 1))
        begins = start == 0 or number != manual.page_at(start - 1)
        return str(number) if number is not None and (begins or first) else ""

    def _words(self, at: int) -> Iterator[Segment]:
        text = self._folded.text
        low, high = self._here.start, self._here.end
        mark = "cursor" if self.is_active else "here"
        for start, end, role in self._marked(*self._folded.rows[at]):
            edges = sorted({start, end, *(edge for edge in (low, high) if start < edge < end)})
            for one, other in pairwise(edges):
                yield Segment(printable(text[one:other]), self.look(role, mark if low <= one < high else ""))

    def _marked(self, start: int, end: int) -> Iterator[Run]:
        """The runs of a row, each with its role."""
        marks = self._shown.marks
        at = start
        for number in range(max(0, bisect_right(self._mark_starts, start) - 1), len(marks)):
            low, high, role = marks[number]
            if low >= end:
                break
            if high <= start:
                continue
            if low > at:
                yield at, low, ""
            yield max(at, low), min(high, end), role
            at = min(high, end)
        if at < end:
            yield at, end, ""
