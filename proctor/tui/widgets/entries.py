"""A record line by line: only the lines on the screen are drawn, however many entries there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from proctor.tui.widgets.lines import fit


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words."""

    seq: int
    time: str
    words: str

    def has(self, wanted: Sequence[str]) -> bool:
        """Whether each of these (in small letters) stands in it."""
        text = f"{self.seq} {self.time} {self.words}".casefold()
        return all(one in text for one in wanted)


class Entries(ScrollView):
    """The cursor stays at the end while it is there, so that what is new is seen; elsewhere it stays where it is."""

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"entries--seq", "entries--time", "entries--words", "entries--cursor"}
    DEFAULT_CSS = """
    Entries { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    Entries > .entries--seq { color: $faint; }
    Entries > .entries--time { color: $secondary; }
    Entries > .entries--cursor { text-style: reverse; }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another entry."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Told] = []
        self._shown: list[Told] = []
        self._wanted: tuple[str, ...] = ()
        self._cursor = 0

    # -- what it shows ----------------------------------------------------------------------------------------------

    def add(self, told: Iterable[Told]) -> None:
        """More of the record."""
        at_the_end = self._cursor >= len(self._shown) - 1
        new = list(told)
        self._all += new
        self._shown += [one for one in new if one.has(self._wanted)]
        self._settle(len(self._shown) - 1 if at_the_end else self._cursor)

    def search(self, query: str) -> None:
        """Show what has these words; the cursor goes to the last of it."""
        self._wanted = tuple(query.casefold().split())
        self._shown = [one for one in self._all if one.has(self._wanted)]
        self._settle(len(self._shown) - 1)

    @property
    def entry(self) -> Told | None:
        """What the cursor is on."""
        return self._shown[self._cursor] if self._shown else None

    @property
    def counts(self) -> tuple[int, int]:
        """(how many are shown, how many there are)."""
        return len(self._shown), len(self._all)

    # -- moving -----------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        self._settle(self._cursor + by)

    def page(self, by: int) -> None:
        self._settle(self._cursor + by * max(1, self.size.height - 1))

    def _settle(self, at: int) -> None:
        self._cursor = max(0, min(len(self._shown) - 1, at))
        self.virtual_size = Size(self.size.width, len(self._shown))
        height, top = self.size.height, self.scroll_offset.y
        if height and not top <= self._cursor < top + height:
            self.scroll_to(y=self._cursor if self._cursor < top else self._cursor - height + 1, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self._settle(self._cursor)

    def on_click(self, event: events.Click) -> None:
        at = self.scroll_offset.y + event.y
        if at < len(self._shown):
            self._settle(at)

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        at = self.scroll_offset.y + y
        base = self.rich_style
        if at >= len(self._shown):
            return Strip.blank(width, base)
        here = at == self._cursor
        one = self._shown[at]
        extra = self.get_component_rich_style("entries--cursor", partial=True) if here else None
        parts = [(f"{'▸' if here else ' '}{one.seq:>5} ", "seq"), (f"{one.time:>8}  ", "time")]
        parts.append((fit(one.words, width - sum(len(text) for text, _ in parts)), "words"))
        styles = [base + self.get_component_rich_style(f"entries--{role}", partial=True) for _, role in parts]
        segments = [Segment(text, style + extra if extra else style) for (text, _), style in zip(parts, styles, strict=True)]
        return Strip(segments).adjust_cell_length(width, base + extra if extra else base)
