"""Every key of a screen, with what it does: made from the bindings themselves, so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from proctor.documents.text import wrapped
from proctor.tui import styles
from proctor.tui.widgets.keybar import KeyBar

Line = tuple[str, str]
"""Keys, and what they do; no keys where it goes on."""


class HelpScreen(ModalScreen[None]):
    """About the screen that it was opened over."""

    CSS_PATH = styles.DIALOGS
    GIVES_WAY = True
    """To an announcement that falls due."""
    DEFAULT_CLASSES = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "close", id="help.close", tooltip="Back to the screen"),
        Binding("t", "tour", "tour", id="help.tour", tooltip="Five minutes with the practice pack, hand in hand"),
        Binding("ctrl+p", "app.command_palette", "find an action", id="help.palette", tooltip="Find any action by its name"),
    ]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self.lines = list(lines_about(about))

    def compose(self) -> ComposeResult:
        with Vertical(classes="box help"):
            yield Static("The keys here", markup=False, classes="heading")
            yield KeyList(self.lines)
            yield Static("settings.toml changes any of them, by the name in brackets.", markup=False, classes="quote")
            yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()

    def action_tour(self) -> None:
        self.dismiss()
        self.app.call_next(self.app.run_action, "app.tour")


def lines_about(screen: Screen[object]) -> Iterator[Line]:
    """Keys, what they do and the name by which settings change them: the screen's own first, then what holds everywhere."""
    keys: dict[str, list[str]] = {}
    found: dict[str, Binding] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id and not binding.system and (binding.tooltip or binding.description):
            keys.setdefault(binding.id, []).append(screen.app.get_key_display(binding.with_key(key)))
            found.setdefault(binding.id, binding)
    for name, binding in found.items():
        yield " ".join(keys[name]), f"{binding.tooltip or binding.description} [{name}]"


class KeyList(ScrollView, can_focus=True):
    """Two columns, scrolled by the arrow keys."""

    DEFAULT_CSS = """
    KeyList { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    KeyList > .keys--key { text-style: bold; color: $accent; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}

    def __init__(self, lines: list[Line]) -> None:
        super().__init__()
        self._given = lines
        self._column = min(18, max((cell_len(key) for key, _ in lines), default=0)) + 2
        self._rows: list[Line] = []

    def on_resize(self) -> None:
        self._rows = list(self._broken(max(20, self.size.width - self._column)))
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(list(self._broken(max(20, width - self._column))))

    def _broken(self, width: int) -> Iterator[Line]:
        for keys, does in self._given:
            for number, part in enumerate(wrapped(does, width).split("\n")):
                yield ("" if number else keys), part.strip() if not number else f"  {part.strip()}"

    def render_line(self, y: int) -> Strip:
        at = self.scroll_offset.y + y
        base = self.rich_style
        if at >= len(self._rows):
            return Strip.blank(self.size.width, base)
        keys, does = self._rows[at]
        style = base + self.get_component_rich_style("keys--key", partial=True)
        return Strip([Segment(f"{keys:<{self._column}}", style), Segment(does, base)]).adjust_cell_length(self.size.width, base)
