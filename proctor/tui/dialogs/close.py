"""Close the room: what is still open, and the way to each of it; or close it anyway, for a reason."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import Close, Visit
from proctor.state.state import Phase
from proctor.state.view import SessionView
from proctor.tui.dialogs.base import Dialog, Said, chooses, does, row
from proctor.tui.dialogs.listing import Listing
from proctor.tui.sheet import label_of
from proctor.tui.widgets.field import Field


class CloseDialog(Dialog):
    """In the list enter goes to what is open; in the field it closes the room, and so it does where nothing is open."""

    FINAL = True

    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = [
        chooses("go there", "Do now what is open; what is to come, the walk comes to by itself"),
        does("close the room", "Close it; what is open is skipped for the reason"),
    ]

    def key_ids(self) -> dict[str, str]:
        """Enter closes what this kind of script has to be closed."""
        closes = f"close the {self.desk.view().habits.matter}"
        return {one: closes if one == "dialog.submit" else "" for one in super().key_ids()}

    def heading(self) -> str:
        return f"Close the {self.desk.view().habits.matter}"

    def body(self) -> Iterator[Widget]:
        yield Said(id="open")
        yield Listing(look="-brief")
        yield row("close anyway", Field(id="reason", hint="the reason, for all that is open"), id="anyway")

    def refreshed(self, view: SessionView) -> None:
        left, interrupted = view.before_closing, view.phase is Phase.INTERRUPTED
        self.query_one("#open", Said).say(_said(view))
        listing = self.query_one(Listing)
        listing.show((spot, _line(view, spot)) for spot in left)
        listing.display = bool(left)
        self.query_one("#anyway").display = bool(left) or interrupted
        if interrupted and not left:
            self.query_one("#reason").focus()

    def choose(self) -> None:
        spot = self.query_one(Listing).value
        if spot in self.desk.view().open:
            self.hand_in(Visit(block=spot))
        else:
            self.desk.news = f"{spot} is still to come; the walk comes to it by itself"
            self.dismiss(False)

    def submit(self) -> None:
        self.hand_in(Close(reason=self.words("reason")))


def _said(view: SessionView) -> str:
    count = len(view.before_closing)
    lines = []
    if view.phase is Phase.INTERRUPTED:
        lines.append("Testing is interrupted; with a reason the room is closed as it was when that began.")
    if count:
        lines.append(f"{count} {'block is' if count == 1 else 'blocks are'} not done yet:")
    elif view.phase is Phase.OPEN:
        after = " After this, booklets can still be counted, until the record is sealed." if view.habits.room else ""
        lines.append(f"Nothing is open.{after}")
    if view.before_sealing:
        lines.append(f"Not accounted for: {'; '.join(gap.said for gap in view.before_sealing)}.")
    if count and view.clock.phase in ("running", "additional"):
        lines.insert(0, "The students' clock still runs; closing stops it.")
    return "\n".join(lines)


def _line(view: SessionView, spot: str) -> str:
    """``open     III.D.4/2  CHECK  the circles are …``."""
    block = view.block(spot)
    how = "open" if spot in view.open else "here" if spot == view.state.current else "to come"
    words = textwrap.shorten(block.text, 60, placeholder=" …")
    return f"{how:<8}{spot.partition('#')[0]} · {label_of(block.kind)} · {words}"
