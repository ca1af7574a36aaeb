"""The library: what is open, what is prepared, what there is to deliver. The first screen, and the one that all else stands on.

What it shows at first is read without models; the ways from here on are imported when a key asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from proctor.errors import PackError
from proctor.scripts.cards import pack_cards
from proctor.state.cards import cards
from proctor.state.prepared import Prepared
from proctor.tui.catalogue import Line, Stock, first_choice, lines
from proctor.tui.widgets.catalogue import About, Catalogue, Masthead
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.small import TooSmall

if TYPE_CHECKING:
    from textual.widgets import Input

    from proctor.tui.app import ProctorApp
    from proctor.tui.widgets.search import Search


SOON = 0.3
"""Seconds after the first screen, when packs are loaded whole: it takes the machine for a moment."""
WAYS = {
    "session": ("record", "verify"),
    "prepared": ("change", "remove"),
    "script": ("rehearse", "preview"),
    "calendar": (),
    "pack": (),
    "more": (),
}
"""By the kind of a line, what can be done with it besides what enter does."""


def _key(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, does, id=f"library.{name}", tooltip=tooltip)


def _hidden(*words: str) -> Binding:
    return replace(_key(*words), show=False)


class LibraryScreen(Screen[None]):
    """``today`` is handed in, so that a test has a day of its own."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(
            _key("enter", "choose", "open", "open", "Go on with the session, open the script, show the record"), priority=True
        ),
        _key("r", "way('rehearse')", "rehearse", "rehearse", "Deliver the script on a faster clock, to practise"),
        _key("p", "way('preview')", "preview", "preview", "See the whole flow of the script, without a session"),
        _key("e", "way('change')", "change", "change", "Change what was prepared"),
        _key("delete,backspace", "way('remove')", "remove", "remove", "Remove what was prepared"),
        _key("v", "way('verify')", "verify", "verify", "Hold the record against the seal on paper"),
        _key("j", "way('record')", "record", "record", "Read what is on record of the session"),
        _key("a", "ask", "ask", "ask", "Ask what the packs say: rules, dates, materials"),
        _key("c", "calendar", "calendar", "calendar", "See what the packs offer: trainings, workshops, test dates"),
        _key("slash", "search", "search", "search", "Find a title, a room, an id"),
        _key("escape", "clear", "show all", "clear", "Leave the search and show everything"),
        _key("q", "app.leave", "leave", "leave", "Leave the program"),
        _key("t", "app.tour", "tour", "tour", "Five minutes with the practice pack, hand in hand"),
        _key("question_mark,f1", "app.keys", "keys", "keys", "Every key of this screen"),
        _hidden("up", "move(-1)", "up", "up", "The line above"),
        _hidden("down", "move(1)", "down", "down", "The line below"),
        _hidden("pageup", "move(-10)", "page up", "page-up", "Ten lines up"),
        _hidden("pagedown", "move(10)", "page down", "page-down", "Ten lines down"),
        _hidden("home", "move(-100000)", "first", "first", "The first line"),
        _hidden("end", "move(100000)", "last", "last", "The last line"),
    ]

    class Checked(Message):
        """A pack was loaded whole; ``error`` says what is wrong in it, None where nothing is."""

        def __init__(self, folder: Path, error: PackError | None) -> None:
            super().__init__()
            self.folder = folder
            self.error = error

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self._stock = Stock()
        self._whole = False
        self._query = ""
        self._fresh = False
        self._search: Search | None = None

    @property
    def _house(self) -> ProctorApp:
        return cast("ProctorApp", self.app)

    def compose(self) -> ComposeResult:
        yield Masthead()
        with Vertical(id="frame"):
            yield Catalogue()
            yield About()
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        self._read()
        self._fresh = True
        self.set_timer(SOON, self._check_packs, name="load packs")

    def on_screen_resume(self) -> None:
        """Whatever was done meanwhile is in the list; the first time it has just been read."""
        if not self._fresh:
            self._read()
        self._fresh = False

    # -- what it shows ----------------------------------------------------------------------------------------------

    def _read(self) -> None:
        places = self._house.places
        before = {card.path for card in self._stock.sessions}
        self._stock = Stock(
            cards(places.sessions), Prepared(places.prepared).all(), pack_cards(places), self._stock.faults, places.user_packs
        )
        self.show(new=bool({card.path for card in self._stock.sessions} - before))

    def show(self, *, new: bool = False) -> None:
        """Draw the list as it is now; where there is a session that is ``new``, the cursor goes where it would begin."""
        today = self._today()
        listed = lines(self._stock, today, self._query, whole=self._whole)
        self.query_one(Masthead).say(f"{today:%A}, {today.day} {today:%B} {today.year}")
        self.query_one(Catalogue).show(listed, first_choice(listed, today), stay=not new)
        self._show_about()

    def _show_about(self) -> None:
        line = self.line
        self.query_one(About).say(line.about if line else "")
        self.refresh_bindings()
        self.query_one(KeyBar).show()

    @property
    def line(self) -> Line | None:
        """The line that a key acts on."""
        return self.query_one(Catalogue).line

    def key_ids(self) -> list[str]:
        """The keys that matter on the line under the cursor."""
        names = ("open", *WAYS[self.line.kind]) if self.line else ()
        searching = bool(self._query or self._search)
        before, after = (["clear"], []) if searching else ([], ["search"])
        return [f"library.{name}" for name in (*names, *before, "ask", "calendar", "leave", *after, "tour", "keys")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the line under the cursor does not have, its keys do not do."""
        return action != "way" or (self.line is not None and parameters[0] in WAYS[self.line.kind])

    # -- faults that the light reading does not find ------------------------------------------------------------------

    def _check_packs(self) -> None:
        self.run_worker(self._load_packs, name="load packs", group="pack faults", thread=True, exclusive=True)

    def _load_packs(self) -> None:
        """In a thread of its own: load each pack whole, which also has imported what the next key needs."""
        from proctor.scripts.loading import load_pack

        worker = get_current_worker()
        for pack in self._stock.packs:
            if worker.is_cancelled:
                return
            error = None
            try:
                load_pack(pack.folder)
            except PackError as found:
                error = found
            self.post_message(self.Checked(pack.folder, error))

    def on_library_screen_checked(self, message: Checked) -> None:
        faults = {folder: error for folder, error in self._stock.faults.items() if folder != message.folder}
        if message.error is not None:
            faults[message.folder] = message.error
        if faults != self._stock.faults:
            self._stock = replace(self._stock, faults=faults)
            self.show()

    def _read_anew(self) -> None:
        """Something was mended or removed: forget what was found in the packs, and look again."""
        self._stock = Stock()
        self._read()
        self._check_packs()

    # -- moving and searching ---------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self.query_one(Catalogue).move(by)

    def on_catalogue_moved(self) -> None:
        self._show_about()

    def on_catalogue_chosen(self) -> None:
        self.action_choose()

    def action_ask(self, question: str = "") -> None:
        """Ask what the packs say."""
        from proctor.tui.dialogs.ask import AskPacks

        self.app.push_screen(AskPacks(self._house.places, question))

    def action_calendar(self) -> None:
        """What all packs offer, by date."""
        from proctor.tui.ways_in import WaysIn

        WaysIn(self._house, self._today(), self._read_anew).calendar()

    def answer_to(self, question: str) -> str:
        """What asking would find; the answer itself would need the packs."""
        return "What the packs say of it"

    async def action_search(self) -> None:
        """Show the field of the search, which filters as one types."""
        from proctor.tui.widgets.search import Search

        if self._search is None:
            self._search = Search("a title, a room, an id")
            await self.query_one("#frame").mount(self._search, before=0)
        self._search.field.focus()
        self._show_about()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._query = event.value
        self.show()

    async def action_clear(self) -> None:
        """Show everything again."""
        if self._search is not None:
            await self._search.remove()
            self._search = None
        self._query, self._whole = "", False
        self.show()

    # -- the ways from here -----------------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """What enter does, by what the cursor is on."""
        if self.line is not None and self.line.kind == "more":
            self._whole = True
            self.show()
        else:
            self.action_way("choose")

    def more(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """What the command palette finds here besides the keys."""
        yield "import a manual", "Make a pack of a manual: PDF, Word, HTML or text", self.import_manual
        turn = "off" if self._house.settings.voice else "on"
        yield f"turn the voice {turn}", "Whether the machine can read aloud, where a pack allows it", self.turn_the_voice

    def turn_the_voice(self) -> None:
        """From the next session on there is a voice, or none."""
        on = not self._house.settings.voice
        self._house.keep("voice", on)
        said = "on: in a session p reads aloud. `proctor doctor` says whether this machine can" if on else "off"
        self._house.notify(f"The voice is {said}.", markup=False)

    def import_manual(self) -> None:
        """Read a manual, and look through what was recognised in it."""
        from proctor.tui.ways_in import WaysIn

        WaysIn(self._house, self._today(), self._read_anew).manual()

    def action_way(self, name: str) -> None:
        """Set off what a key stands for, with the line under the cursor."""
        from proctor.tui.ways_in import WaysIn

        if self.line is not None:
            getattr(WaysIn(self._house, self._today(), self._read_anew), name)(self.line)
