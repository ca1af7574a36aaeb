"""The words of one step, to be read: every block of it with its kind, the conditions under which it comes, scrolled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from proctor.state.view import BlockView, Piece, SessionView
from proctor.tui.sheet import Row, Span, label_of, rows_of, wrap
from proctor.tui.widgets.lines import fit

NARROW = 40
"""Below so many cells a label stands in a narrower column."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block with what is to be said of it besides its words: when it comes, what it does to the clock."""

    block: BlockView
    notes: tuple[str, ...] = ()
    here: bool = True
    """Whether it applies in the room that is looked at."""


class Words(ScrollView):
    """``turn`` scrolls a page on, and says false at the end."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"words--{role}" for role in ("head", "label", "say", "slot", "other", "note", "away")
    }
    DEFAULT_CSS = """
    Words { height: 1fr; width: 1fr; padding: 0 1; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Words > .words--head { text-style: bold; color: $accent; }
    Words > .words--label { color: $accent; text-style: bold; }
    Words > .words--say { color: $say; text-style: bold; }
    Words > .words--slot { color: $accent; text-style: bold italic; }
    Words > .words--other { color: $foreground; }
    Words > .words--note { color: $faint; text-style: italic; }
    Words > .words--away { color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._head: tuple[str, ...] = ()
        self._parts: tuple[Part, ...] = ()
        self._view: SessionView | None = None
        self._rows: list[list[Span]] = []

    def show(self, view: SessionView, head: Sequence[str], parts: Sequence[Part]) -> None:
        """Show a step from its beginning; ``head`` is what stands above its blocks."""
        self._view, self._head, self._parts = view, tuple(head), tuple(parts)
        self._lay()
        self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        self._lay()

    def _lay(self) -> None:
        width = self.scrollable_content_region.width
        if self._view is None or width <= 0:
            return
        self._rows = list(self._laid(self._view, width))
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def _laid(self, view: SessionView, width: int) -> Iterator[list[Span]]:
        for line in self._head:
            for spans in _wrapped(line, width):
                yield [Span("".join(one.text for one in spans), "head")]
        gutter = 9 if width >= NARROW else 7
        for part in self._parts:
            yield []
            yield from _block(view, part, gutter, max(10, width - gutter - 2))

    # -- moving -----------------------------------------------------------------------------------------------------

    def turn(self, by: int) -> bool:
        """Scroll a page on or back; false where there is nothing more that way."""
        before = self.scroll_offset.y
        self.scroll_to(y=before + by * max(1, self.size.height - 1), animate=False)
        return (before < self.max_scroll_y) if by > 0 else before > 0

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        at = self.scroll_offset.y + y
        base = self.rich_style
        if at >= len(self._rows):
            return Strip.blank(width, base)
        segments = [
            Segment(span.text, base + self.get_component_rich_style(f"words--{span.role}", partial=True) if span.role else base)
            for span in self._rows[at]
        ]
        return Strip(segments).adjust_cell_length(width, base)


def _block(view: SessionView, part: Part, gutter: int, width: int) -> Iterator[list[Span]]:
    rows = (row for row in map(_read_only, rows_of(view, part.block, width)) if row is not None)
    for row in rows:
        label = label_of(row.kind) if row.first else ""
        bar = "┃ " if row.kind == "say" else "  "
        yield [
            Span(f"{fit(label, gutter - 1):<{gutter}}", "label" if part.here else "away"),
            Span(bar, "label" if part.here else "away"),
            *(Span(span.text, _role(row, span, here=part.here)) for span in row.spans),
        ]
    for note in part.notes if part.here else (*part.notes, "not here"):
        for spans in _wrapped(note, width):
            yield [Span(" " * (gutter + 2)), Span("".join(one.text for one in spans), "note")]


def _read_only(row: Row) -> Row | None:
    """A row without its keys, since nothing is answered here; None where it only says what a key would do."""
    keys = [span.text.strip() for span in row.spans if span.role == "key"]
    if "enter" in keys and not row.first:
        return None
    return replace(row, spans=tuple(Span("  · ", "detail") if span.role == "key" else span for span in row.spans))


def _role(row: Row, span: Span, *, here: bool) -> str:
    if not here:
        return "away"
    if row.kind == "say" and span.role == "slot":
        return "slot"
    return "say" if row.kind == "say" and not span.role else "other"


def _wrapped(text: str, width: int) -> tuple[tuple[Span, ...], ...]:
    return wrap(((Piece(text),),), width)
