"""The clock and everything that steers it: times put right, announcements and when they fall due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.clock import MINUTE, wall
from proctor.state.commands import CorrectTime
from proctor.state.timing import INTERRUPT, Mark
from proctor.state.view import SessionView
from proctor.tui.desk import Desk, away
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, Said, Wrong, does, leaves, plain, row
from proctor.tui.dialogs.listing import Item, Listing
from proctor.tui.widgets.field import Field

MARKED = {"start": "the students began", "interrupt": "interrupted", "resume": "went on", "stop": "the clock stopped"}
"""What a mark of the clock says, to people."""


class TimesDialog(Dialog):
    """What enter does stands in the list: a time is put right, the clock started, an announcement made early."""

    BINDINGS: ClassVar[list[BindingType]] = [does("choose", "Put this time right, or do what it says"), leaves("close")]

    def heading(self) -> str:
        return "Times"

    def body(self) -> Iterator[Widget]:
        yield Said(id="clock")
        yield Listing()

    def on_mount(self) -> None:
        self.every_second(self._say)

    def _say(self) -> None:
        self.query_one("#clock", Said).say("\n".join(_clock(self.desk.view())))

    def refreshed(self, view: SessionView) -> None:
        self._say()
        self.query_one(Listing).show(_items(view))

    def submit(self) -> None:
        self.complain("")
        what, _, about = self.query_one(Listing).value.partition(" ")
        if what == "none":
            raise Wrong("this announcement is settled already")
        if what:
            self.app.push_screen(dialog(what, self.desk, about))


def _clock(view: SessionView) -> Iterator[str]:
    yield f"It is {view.wall}. {view.clock_line[:1].upper()}{view.clock_line[1:] or 'This script has no clock'}."
    if view.clock.started_at is not None:
        lost = f" Interruptions took {view.clock.lost // MINUTE} min, which they get back." if view.clock.lost else ""
        yield f"Testing time so far: {view.clock.elapsed // MINUTE} min.{lost}"


def _items(view: SessionView) -> Iterator[Item]:
    """Each stands for the dialog that it opens, and what that is about."""
    if view.marks:
        yield "", "On record (enter puts a time right)"
    for mark in view.marks:
        yield f"mark {mark.event}", said_of(view, mark)
    if doing := tuple(_doing(view)):
        yield "", "The clock by hand"
        yield from doing
    if view.announcements:
        yield "", "Announcements (enter makes one early)"
    for one in view.announcements:
        when = f"due {wall(one.at)}" if one.at is not None else "not due while the clock stands still"
        when += f", {away(view, one.at)}" if one.at is not None and not one.status else ""
        stands = one.status.replace("_", " ") or "to come"
        title = f"{one.step}{' ' + one.title if one.title else ''}"
        yield (f"none {one.step}" if one.status else f"early {one.step}"), f"{title}: {stands} · {when}"


def said_of(view: SessionView, mark: Mark) -> str:
    """``9:31  interrupted: fire alarm``."""
    reason = view.state.reasons.get(mark.event, "") if mark.kind == INTERRUPT else ""
    return f"{wall(view.state.utc_of(mark.t, view.now)):<7}{MARKED[mark.kind]}{': ' + reason if reason else ''}"


def _doing(view: SessionView) -> Iterator[Item]:
    match view.clock.phase:
        case "not_started" | "none":
            yield "clock start", "start it: the students began, though no block says so"
        case "running" | "additional":
            yield "clock stop", "stop it: nobody writes any more"
        case "stopped":
            yield "clock start", "it was stopped by mistake: let it go on"


class MarkDialog(Dialog):
    """When one thing that steers the clock really happened, by the clock on the wall."""

    BINDINGS: ClassVar[list[BindingType]] = [does("put it right")]

    def __init__(self, desk: Desk, event: str) -> None:
        super().__init__(desk)
        self.event = int(event)

    def heading(self) -> str:
        return "Put a time right"

    def body(self) -> Iterator[Widget]:
        view = self.desk.view()
        mark = next(mark for mark in view.marks if mark.event == self.event)
        yield plain(f"On record: {' '.join(said_of(view, mark).split())}")
        yield row("it was at", Field(id="at", hint="such as 9:31", limit=20))
        yield plain("Both times stay in the record. What is not announced yet moves with it.", "quote")

    def submit(self) -> None:
        if (at := self.time()) is None:
            raise Wrong("say at what time it happened")
        self.hand_in(CorrectTime(event=self.event, at=at))
