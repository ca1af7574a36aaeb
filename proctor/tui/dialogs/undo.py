"""Take back what was a slip: a misread of a moment ago, a tick, the stop of the clock."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.scripts.blocks import Ask
from proctor.state.clock import SECOND
from proctor.state.commands import Command, Reopen, StartClock, WithdrawMisread
from proctor.state.rules.room import WITHDRAWAL
from proctor.state.state import Phase, Status
from proctor.state.view import SessionView
from proctor.tui.dialogs.base import Dialog, Said, Wrong, does, row
from proctor.tui.dialogs.listing import Item, Listing
from proctor.tui.sheet import label_of
from proctor.tui.widgets.field import Field

FEW = 3
"""So many blocks that were done last can be opened again from here."""


class UndoDialog(Dialog):
    """What can be taken back now, the last first; each says what that does not touch."""

    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = [does("take it back", "Take this back; that stays in the record too")]

    def heading(self) -> str:
        return "Take back"

    def body(self) -> Iterator[Widget]:
        yield Listing()
        yield row("reason, if any", Field(id="reason", hint="why it was not done after all"), id="why")
        yield Said(id="means", classes="quote")

    def on_mount(self) -> None:
        self.every_second(lambda: self.refreshed(self.desk.view()))

    def refreshed(self, view: SessionView) -> None:
        listing = self.query_one(Listing)
        items, was = list(_items(view)), listing.value
        listing.show(items)
        if was and was not in listing.values:  # its time is over; enter must not take back something else instead
            listing.highlighted = None
            self.complain("that cannot be taken back any more; choose another, or esc")
        listing.display = bool(items)
        self._say()

    def on_option_list_option_highlighted(self) -> None:
        self._say()

    def _say(self) -> None:
        what = self.query_one(Listing).value.partition(" ")[0]
        self.query_one("#means", Said).say(_MEANS[what])
        self.query_one("#why").display = what == "block"

    def choose(self) -> None:
        """A click chooses."""

    @property
    def choosing(self) -> bool:
        return False

    def submit(self) -> None:
        what, _, about = self.query_one(Listing).value.partition(" ")
        commands: dict[str, Command] = {
            "misread": WithdrawMisread(number=int(about) if what == "misread" else 0),
            "block": Reopen(block=about, reason=self.words("reason")),
            "clock": StartClock(),
        }
        if what not in commands:
            raise Wrong("there is nothing to take back; a note (n) can explain what is on record")
        self.hand_in(commands[what])


_MEANS = {
    "": "Nothing can be taken back now. Escape, and n puts a note into the record that explains it.",
    "misread": "The steps that it set off, if any, are passed.",
    "block": "It is open again, and x goes to it. The clock, facts and booklets that it set off stay as they are.",
    "clock": "It goes on as if it had never stood still. The blocks that were passed stay so.",
}
"""What each of them does, and does not touch."""


def _items(view: SessionView) -> Iterator[Item]:
    yield from _misreads(view)
    if view.clock.phase == "stopped" and view.phase is Phase.OPEN:
        yield "clock", "the clock was stopped"
    if view.phase in (Phase.OPEN, Phase.INTERRUPTED):
        yield from _blocks(view)


def _misreads(view: SessionView) -> Iterator[Item]:
    """Those of the last ten seconds."""
    for one in reversed(view.misreads):
        left = WITHDRAWAL - (view.state.t_at(view.now) - one.t)
        if left >= 0 and view.phase is not Phase.SEALED:
            yield f"misread {one.number}", f"misread {one.number} of {one.block}, for {-(-left // SECOND)} seconds more"


def _blocks(view: SessionView) -> Iterator[Item]:
    """The last that were done or skipped; what decided where to go on is answered anew instead."""
    found = [(one.event, spot) for spot, one in view.state.blocks.items() if one.status in (Status.DONE, Status.SKIPPED)]
    spots = [spot for _, spot in sorted(found, reverse=True) if "#" not in spot and "?" not in spot and not _leads(view, spot)]
    for spot in spots[:FEW]:
        block = view.block(spot)
        words = textwrap.shorten(block.text, 50, placeholder=" …")
        how = view.state.blocks[spot].status.value
        yield f"block {spot}", f"{how}: {spot} · {label_of(block.kind)} · {words}"


def _leads(view: SessionView, spot: str) -> bool:
    block = view.plan[spot].block
    return isinstance(block, Ask) and any(option.goto for option in block.options)
