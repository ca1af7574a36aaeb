"""The keys that matter now, on the last line; each can be clicked, and says more where the mouse rests on it.

A screen with a method ``key_ids`` says which those are, as a mapping of ids to what they are called now ("" for as always), or
as a list of ids; of another screen all that are shown stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode

from proctor.tui.widgets.lines import Lines, Run

Entry = tuple[str, Binding, DOMNode]
Wanted = dict[str, str] | list[str]


class KeyBar(Lines):
    """Shows the bindings that are shown and can be used, in the order in which their screen names them, as far as there is
    room; the last place is kept for the key of the help."""

    PREFIX = "keybar"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keybar--key", "keybar--does"}
    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; }
    KeyBar > .keybar--key { text-style: bold; }
    KeyBar > .keybar--does { color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Wanted | None = None
        self._entries: list[Entry] = []
        self._places: list[tuple[int, int, Entry]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.show(anew=True))
        self.call_after_refresh(self.show)

    def show(self, *, anew: bool = False) -> None:
        """Show what can be done now. Going through all bindings is dear: it is done where other keys matter, or ``anew``."""
        ask: Callable[[], Wanted] | None = getattr(self.screen, "key_ids", None)
        wanted = ask() if ask else None
        if wanted == self._wanted and self._entries and not anew:
            return
        self._wanted = wanted
        entries = _shown(self, wanted)
        if [_seen(entry) for entry in entries] != [_seen(entry) for entry in self._entries]:
            self._entries = entries
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        self._places = []
        at = 0
        for number, entry in enumerate(fitting(self._entries, width)):
            key, binding, _ = entry
            if number:
                yield " · ", "does"
                at += 3
            size = cell_len(key) + 1 + cell_len(binding.description)
            self._places.append((at, at + size, entry))
            at += size
            yield key, "key"
            yield f" {binding.description}", "does"

    def _at(self, x: int) -> Entry | None:
        return next((entry for begin, end, entry in self._places if begin <= x - 1 < end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        found = self._at(event.x)
        tooltip = found[1].tooltip if found else None
        if tooltip != self.tooltip:
            self.tooltip = tooltip

    async def on_click(self, event: events.Click) -> None:
        found = self._at(event.x)
        if found and self.app.screen is self.screen:  # a second click may come when the first has closed the screen
            await self.app.run_action(found[1].action, found[2])


def _shown(bar: KeyBar, wanted: Wanted | None) -> list[Entry]:
    """Each action once, under its first key: in the order of the screen's own choice, else as its bindings stand."""
    found: dict[str, Entry] = {}
    for key, active in bar.screen.active_bindings.items():
        binding = active.binding
        if binding.show and active.enabled and binding.id and binding.id not in found:
            found[binding.id] = (bar.app.get_key_display(binding.with_key(key)), binding, active.node)
    if wanted is None:
        return list(found.values())
    names = wanted if isinstance(wanted, dict) else {}
    return [_called(found[one], names.get(one, "")) for one in wanted if one in found]


def _seen(entry: Entry) -> tuple[str, str]:
    return entry[0], entry[1].description


def _called(entry: Entry, name: str) -> Entry:
    return (entry[0], replace(entry[1], description=name), entry[2]) if name else entry


def fitting(entries: list[Entry], width: int) -> list[Entry]:
    """As many as fit; the last of all (help) always does."""
    if not entries:
        return []
    *most, last = entries
    room = width - _size(last)
    kept = []
    for entry in most:
        room -= _size(entry) + 3
        if room < 0:
            break
        kept.append(entry)
    return [*kept, last]


def _size(entry: Entry) -> int:
    return cell_len(entry[0]) + 1 + cell_len(entry[1].description)
