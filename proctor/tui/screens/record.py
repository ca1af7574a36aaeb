"""A session's record in words: every entry with its time, the seal where there is one; of a live session as it grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from proctor.records.wording import timeline
from proctor.state.clock import local_time
from proctor.state.commands import Acknowledge
from proctor.state.session import Accepted, Session, seals_of
from proctor.state.state import Entry
from proctor.state.view import SessionView
from proctor.tui import styles
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Said
from proctor.tui.widgets.banner import ACKNOWLEDGE, Banner
from proctor.tui.widgets.catalogue import About
from proctor.tui.widgets.entries import Entries, Told
from proctor.tui.widgets.header import Header
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.search import Search
from proctor.tui.widgets.small import TooSmall


def _key(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, does, id=f"record.{name}", tooltip=tooltip)


def _hidden(*words: str) -> Binding:
    return replace(_key(*words), show=False)


class RecordScreen(Screen[None]):
    """With a ``desk`` it follows a session that goes on; without, the session is only read here, and closed with the screen."""

    CSS_PATH = styles.SESSION
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash", "search", "search", "search", "Find words in the record"),
        _key("escape", "close", "close", "close", "Leave the search; else close the record"),
        _hidden("q,j", "leave", "close", "leave", "Close the record"),
        _hidden("up", "move(-1)", "up", "up", "The entry above"),
        _hidden("down", "move(1)", "down", "down", "The entry below"),
        _hidden("pageup", "page(-1)", "page up", "page-up", "A page up"),
        _hidden("pagedown,space", "page(1)", "page down", "page-down", "A page down"),
        _hidden("home", "move(-1000000)", "first", "first", "The first entry"),
        _hidden("end", "move(1000000)", "last", "last", "The last entry; what is new is then followed"),
        _hidden(ACKNOWLEDGE, "acknowledge", "announced", "acknowledge", "The announcement was made"),
        _key("question_mark,f1", "app.keys", "keys", "keys", "Every key of this screen"),
    ]

    def __init__(self, session: Session, desk: Desk | None = None) -> None:
        super().__init__()
        self.session = session
        self.desk = desk
        self._search: Search | None = None
        self._stop: list[Callable[[], None]] = []
        self.add_class(f"-{session.view().mode}")

    def compose(self) -> ComposeResult:
        yield Header()
        with Vertical(id="frame"):
            yield Banner()
            yield Said(self._seals(), id="seals")
            yield Entries()
            yield About()
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Entries).add(self._told(tuple(self.session.journal.entries())))
        if self.desk is not None:
            self._stop = [self.session.subscribe(self._grown), self.desk.tell(self.show)]
        self.show()

    def on_unmount(self) -> None:
        for stop in self._stop:
            stop()
        if self.desk is None:
            self.session.close()

    # -- what it shows ----------------------------------------------------------------------------------------------

    def _seals(self) -> str:
        """Each seal, and what it covers; "" of a record that is not sealed."""
        if self.session.seal() is None:
            return ""
        return "\n".join(f"Seal over entry {seq}:  {seal}" for seq, seal in seals_of(self.session.journal))

    def _told(self, entries: tuple[Entry, ...]) -> list[Told]:
        lines = timeline(self.session, entries)
        return [Told(entry.seq, f"{local_time(entry.instant.utc):%H:%M:%S}", words) for entry, words in lines]

    def _grown(self, accepted: Accepted, view: SessionView) -> None:
        if self.query(Entries):
            self.query_one(Entries).add(self._told(accepted.entries))

    def show(self) -> None:
        """Draw what is not the list itself."""
        if not self.query(Entries):  # it is being put together, or taken apart
            return
        view = self.session.view()
        self.query_one(Header).show(view)
        if self.desk is not None:
            self.query_one(Banner).show(view)
        self.query_one("#seals", Said).say(self._seals())
        self._show_about()

    def _show_about(self) -> None:
        entries = self.query_one(Entries)
        shown, count = entries.counts
        found = f"{shown} of {count} entries fit. " if shown < count else ""
        words = entries.entry.words if entries.entry else "Nothing fits; escape shows everything."
        self.query_one(About).say(f"{found}{words}")

    def on_entries_moved(self) -> None:
        self._show_about()

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self.query_one(Entries).move(by)

    def action_page(self, by: int) -> None:
        self.query_one(Entries).page(by)

    async def action_search(self) -> None:
        """Show the field of the search, which filters as one types."""
        if self._search is None:
            self._search = Search("words of the record")
            await self.query_one("#frame").mount(self._search, before=0)
        self._search.field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Entries).search(event.value)
        self._show_about()

    def on_input_submitted(self) -> None:
        self.set_focus(None)

    async def action_close(self) -> None:
        """First the search is left, then the record."""
        if self._search is None:
            self.dismiss()
            return
        await self._search.remove()
        self._search = None
        self.query_one(Entries).search("")
        self._show_about()

    def action_leave(self) -> None:
        self.dismiss()

    def action_acknowledge(self) -> None:
        """The announcement was made; of one that does not fit here the session shows the rest first."""
        due = self.session.view().due
        if self.desk is not None and due is not None and self.query_one(Banner).whole:
            self.desk.do(Acknowledge(step=due.step))
        elif due is not None:
            self.dismiss()
