"""Testing is interrupted: why, and when, if that is keyed late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import Interrupt
from proctor.state.view import SessionView
from proctor.tui.dialogs.base import Dialog, Said, chooses, does, row, time_row
from proctor.tui.dialogs.listing import Listing
from proctor.tui.widgets.field import Field

QUICK = ("fire drill", "alarm", "power failure", "lockdown", "illness", "noise")
"""What mostly interrupts a session, each by its digit."""


class InterruptDialog(Dialog):
    """Enter twice is a fire drill now; whoever types a reason need not choose one first."""

    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = [
        chooses("take it", "Take this reason; it can be added to"),
        does("interrupt", "Stop the students' clock"),
    ]

    def heading(self) -> str:
        return "Interrupt testing"

    def body(self) -> Iterator[Widget]:
        yield Said(id="clock")
        yield Listing([(reason, f"{number}  {reason}") for number, reason in enumerate(QUICK, 1)])
        yield row("reason", Field(id="reason", hint="choose above, or type"))
        yield time_row()

    def refreshed(self, view: SessionView) -> None:
        runs = view.clock.phase in ("running", "additional")
        self.query_one("#clock", Said).say("The students' clock stands still from then on." if runs else "")

    def on_key(self, event: events.Key) -> None:
        """In the list a digit chooses, and any other letter begins a reason of one's own."""
        character = event.character or ""
        if not self.stands:
            return
        if self.focused is not self.query_one(Listing) or not event.is_printable:
            return
        if character == " " and not self.query_one("#reason", Field).value:
            return
        event.stop()
        if character.isascii() and character.isdecimal():
            if 1 <= int(character) <= len(QUICK):
                self._take(QUICK[int(character) - 1])
        else:
            self._take(self.query_one("#reason", Field).value + character)

    def _take(self, reason: str) -> None:
        field = self.query_one("#reason", Field)
        field.value = reason
        field.cursor_position = len(reason)
        field.focus()

    def choose(self) -> None:
        self._take(self.query_one(Listing).value)

    def submit(self) -> None:
        self.hand_in(Interrupt(reason=self.words("reason"), at=self.time()))
