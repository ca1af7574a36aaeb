"""A question with its answers side by side: one of them holds, or with ``several`` any number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from proctor.tui.widgets.lines import Lines, Run, fit


class Choice(Lines, can_focus=True):
    """``◉ all   ○ some   ○ none``. Left and right move, space and digits choose; of one answer a move chooses already."""

    PREFIX = "choice"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--on", "choice--off", "choice--cursor"}
    DEFAULT_CSS = """
    Choice { height: auto; }
    Choice > .choice--on { text-style: bold; }
    Choice > .choice--off { color: $faint; }
    Choice > .choice--cursor { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "before", show=False, id="choice.left", tooltip="The answer before"),
        Binding("right", "move(1)", "after", show=False, id="choice.right", tooltip="The answer after"),
        Binding("space", "pick", "choose", show=False, id="choice.pick", tooltip="Choose this answer, or take it back"),
    ]

    @dataclass
    class Changed(Message):
        """Another answer holds."""

        choice: Choice

        @property
        def control(self) -> Choice:
            return self.choice

    def __init__(
        self, options: Sequence[tuple[str, str]], chosen: Sequence[str] = (), *, several: bool = False, id: str | None = None
    ) -> None:
        """``options``: (value, title) of each answer; ``chosen``: the values that hold."""
        super().__init__(id=id)
        self.options = tuple(options)
        self.several = several
        self._chosen = {value for value, _ in self.options if value in chosen}
        self._cursor = next((n for n, (value, _) in enumerate(self.options) if value in self._chosen), 0)
        self._places: list[tuple[int, int, int, int]] = []

    @property
    def values(self) -> tuple[str, ...]:
        """The values that hold, in the order of the answers."""
        return tuple(value for value, _ in self.options if value in self._chosen)

    @property
    def value(self) -> str:
        """The one value that holds; "" where none does."""
        return next(iter(self.values), "")

    # -- choosing ---------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        unchosen = not self.several and not self._chosen
        self._cursor = (0 if by > 0 else -1) % len(self.options) if unchosen else (self._cursor + by) % len(self.options)
        if self.several:
            self.refresh()
        else:
            self._pick(self._cursor)

    def action_pick(self) -> None:
        self._pick(self._cursor)

    def key_digit(self, number: int) -> None:
        if 1 <= number <= len(self.options):
            self._cursor = number - 1
            self._pick(self._cursor)

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character.isdecimal() and event.character.isascii():
            event.stop()
            self.key_digit(int(event.character))

    def _pick(self, number: int) -> None:
        value = self.options[number][0]
        self._chosen = self._chosen ^ {value} if self.several else {value}
        self.refresh()
        self.post_message(self.Changed(self))

    # -- drawing ----------------------------------------------------------------------------------------------------

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(_arranged([self._title(n) for n in range(len(self.options))], width))

    def _title(self, number: int) -> str:
        value, title = self.options[number]
        signs = ("▣", "□") if self.several else ("◉", "○")
        return f"{signs[value not in self._chosen]} {title}"

    def line(self, y: int, width: int) -> Iterator[Run]:
        rows = _arranged([self._title(n) for n in range(len(self.options))], width)
        self._places = [place for place in self._places if place[0] != y]
        at = 0
        for number in rows[y] if y < len(rows) else ():
            text = fit(self._title(number), width)
            self._places.append((y, at, at + cell_len(text), number))
            role = "on" if self.options[number][0] in self._chosen else "off"
            yield text, "cursor" if self.has_focus and number == self._cursor else role
            yield "   ", ""
            at += cell_len(text) + 3

    def on_click(self, event: events.Click) -> None:
        for y, begin, end, number in self._places:
            if y == event.y and begin <= event.x < end:
                self._cursor = number
                self._pick(number)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _arranged(titles: Sequence[str], width: int) -> list[list[int]]:
    """Which answers stand in which row."""
    rows: list[list[int]] = [[]]
    room = width
    for number, title in enumerate(titles):
        size = cell_len(title) + 3
        if size - 3 > room and rows[-1]:
            rows.append([])
            room = width
        rows[-1].append(number)
        room -= size
    return rows
