"""The calendar: what the packs offer, by date, by audience, or what is left this month; what is past is said to be so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from proctor.assistant.agenda import Occasion, occasions
from proctor.assistant.shelf import Shelf, shelf
from proctor.settings import Places
from proctor.tui.dates import Shown, first_to_come, shown
from proctor.tui.dialogs.occasion import OccasionDialog
from proctor.tui.widgets.catalogue import About, Catalogue, Masthead
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.search import Search
from proctor.tui.widgets.small import TooSmall

CALLED = {"date": "by date", "audience": "by audience", "left": "left this month"}


def _key(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, does, id=f"calendar.{name}", tooltip=tooltip)


def _hidden(*words: str) -> Binding:
    return replace(_key(*words), show=False)


class CalendarScreen(Screen[None]):
    """Of one pack, by its id and title, or of all. Packs are read in a thread: the first time they are read whole."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(_key("enter", "open", "more", "open", "All there is to say of what the cursor is on"), priority=True),
        _key("d", "view('date')", "by date", "by-date", "Every date, under its month"),
        _key("w", "view('audience')", "by audience", "by-audience", "Under everyone that it is for"),
        _key("m", "view('left')", "left this month", "left", "Only what is still to come this month"),
        _key("slash", "search", "search", "search", "Find words, a month, or whom it is for"),
        _key("escape", "close", "close", "close", "Leave the search; else go back to the library"),
        _hidden("q,c", "leave", "close", "leave", "Back to the library"),
        _hidden("up", "move(-1)", "up", "up", "The date above"),
        _hidden("down", "move(1)", "down", "down", "The date below"),
        _hidden("pageup", "move(-10)", "page up", "page-up", "Ten dates up"),
        _hidden("pagedown,space", "move(10)", "page down", "page-down", "Ten dates down"),
        _hidden("home", "move(-100000)", "first", "first", "The first date"),
        _hidden("end", "move(100000)", "last", "last", "The last date"),
        _key("question_mark,f1", "app.keys", "keys", "keys", "Every key of this screen"),
    ]

    class Have(Message):
        """The packs are read."""

        def __init__(self, known: Shelf) -> None:
            super().__init__()
            self.known = known

    def __init__(self, places: Places, today: date, pack: str = "", title: str = "") -> None:
        super().__init__()
        self._places = places
        self._today = today
        self._pack = pack
        self._title = title or "all packs"
        self._view = "date"
        self._query = ""
        self._search: Search | None = None
        self._listed: list[Occasion] | None = None
        self._shown: list[Shown] = []
        self._problems: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield Masthead("calendar")
        with Vertical(id="frame"):
            yield Catalogue()
            yield About()
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(About).say("reading the packs …")
        self._say_view()
        self.run_worker(self._read, name="read the calendars", group="calendars", thread=True, exclusive=True)

    def _read(self) -> None:
        self.post_message(self.Have(shelf(self._places)))

    def on_calendar_screen_have(self, message: Have) -> None:
        known = message.known
        offered = (one for book in known.books if self._pack in ("", book.pack) for one in book.calendar)
        self._listed = occasions(offered, self._today)
        self._problems = known.problems
        self.show()

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, *, anew: bool = True) -> None:
        """Draw the view as it is now; ``anew`` puts the cursor where it would begin."""
        if self._listed is None:
            return
        self._shown = shown(self._listed, self._view, self._today, self._query)
        lines = [one.line for one in self._shown]
        self.query_one(Catalogue).show(lines, first_to_come(self._shown, self._today), stay=not anew)
        self._say_view()
        self._show_about()

    def _say_view(self) -> None:
        today = self._today
        self.query_one(Masthead).say(f"{CALLED[self._view]} · {today.day} {today:%b} {today.year} · {self._title}")

    def _show_about(self) -> None:
        line = self.query_one(Catalogue).line
        self.query_one(About).say(line.about if line else "\n".join(self._problems))
        self.query_one(KeyBar).show()

    @property
    def occasion(self) -> Occasion | None:
        """What the cursor is on."""
        line = self.query_one(Catalogue).line
        return next((one.occasion for one in self._shown if one.line is line), None)

    def key_ids(self) -> list[str]:
        return [f"calendar.{name}" for name in self._matter()]

    def _matter(self) -> Iterator[str]:
        """The keys that matter now: not that of the view that stands there."""
        if self._shown and self.query_one(Catalogue).line is not None:
            yield "open"
        views = {"date": "by-date", "audience": "by-audience", "left": "left"}
        yield from (name for view, name in views.items() if view != self._view)
        yield from ("search", "close", "keys")

    def on_catalogue_moved(self) -> None:
        self._show_about()

    def on_catalogue_chosen(self) -> None:
        self.action_open()

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self.query_one(Catalogue).move(by)

    def action_view(self, view: str) -> None:
        self._view = view
        self.show()

    def action_open(self) -> None:
        """All of it; in the search, enter gives the keys back to the list."""
        if self.focused is not None:
            self.set_focus(None)
        elif self.occasion is not None:
            self.app.push_screen(OccasionDialog(self.occasion, self._today))

    async def action_search(self) -> None:
        """Show the field of the search, which filters as one types."""
        if self._search is None:
            self._search = Search("words, a month, whom it is for")
            await self.query_one("#frame").mount(self._search, before=0)
        self._search.field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._query = event.value
        self.show()

    async def action_close(self) -> None:
        """First the search is left, then the calendar."""
        if self._search is None:
            self.dismiss()
            return
        await self._search.remove()
        self._search, self._query = None, ""
        self.show()

    def action_leave(self) -> None:
        self.dismiss()
