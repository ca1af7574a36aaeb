"""A list to choose one of: words are shown as they are, and enter is left to the dialog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from proctor.tui.widgets.banner import printable_lines

Item = tuple[str, str]
"""What an item stands for, and its words; several lines where they have breaks. A heading stands for nothing: ""."""


class Listing(OptionList, can_focus=True, inherit_bindings=False):
    """``value`` is what the item stands for that is chosen. Headings are passed over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "up", show=False, id="list.up", tooltip="The one above"),
        Binding("down", "cursor_down", "down", show=False, id="list.down", tooltip="The one below"),
        Binding("home", "first", "first", show=False, id="list.first", tooltip="The first"),
        Binding("end", "last", "last", show=False, id="list.last", tooltip="The last"),
        Binding("pageup", "page_up", "page up", show=False, id="list.page-up", tooltip="A page up"),
        Binding("pagedown", "page_down", "page down", show=False, id="list.page-down", tooltip="A page down"),
    ]

    def __init__(self, items: Sequence[Item] = (), chosen: str = "", *, steered: bool = False, look: str = "") -> None:
        """``steered``: it is moved from a field and does not take the keys itself. ``look``: -brief where a line is cut, not
        broken; -steady where the list is as high as it may be, however many items there are."""
        super().__init__(markup=False, compact=True, classes=look)
        self.can_focus = not steered
        self._items: tuple[Item, ...] = ()
        self.show(items, chosen)

    def show(self, items: Iterable[Item], chosen: str = "") -> None:
        """Show other items; what was chosen stays so, if it is still among them."""
        items = tuple(items)
        if items == self._items:
            return
        chosen = chosen or self.value
        self._items = items
        self.set_options(_option(value, words) for value, words in items)
        self.choose(chosen)

    def choose(self, value: str) -> None:
        """Choose the item that stands for ``value``; where there is none, the first."""
        at = [number for number, (one, _) in enumerate(self._items) if one]
        self.highlighted = next((number for number in at if self._items[number][0] == value), at[0] if at else None)

    @property
    def value(self) -> str:
        """What the chosen item stands for; "" where the list is empty."""
        return self._items[self.highlighted][0] if self.highlighted is not None and self._items else ""

    @property
    def values(self) -> tuple[str, ...]:
        """What can be chosen, in order."""
        return tuple(value for value, _ in self._items if value)

    def move(self, by: int) -> None:
        """Choose the next one, or the one before; the list does not run round."""
        values = self.values
        if values:
            at = values.index(self.value) if self.value in values else 0
            self.choose(values[max(0, min(len(values) - 1, at + by))])


def _option(value: str, words: str) -> Option:
    text = Content(printable_lines(words)) if value else Content.styled(f"── {printable_lines(words)}", "bold")
    return Option(text, id=value or None, disabled=not value)
