"""A sentence was not read as it stands: which, and in what way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import RecordMisread
from proctor.state.state import Made, Status
from proctor.state.text import sentences
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Said, Wrong, does, other, row
from proctor.tui.dialogs.listing import Item, Listing
from proctor.tui.widgets.field import Field


class MisreadDialog(Dialog):
    """Up and down move the list from the field of the note, so that a misread is two keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        does("on record"),
        other("earlier", "words before", "Choose among the words that were read before these"),
    ]

    def __init__(self, desk: Desk, sentence: str = "0") -> None:
        super().__init__(desk)
        self._read = read_so_far(desk.view())
        self._spot = self._read[0] if self._read else ""
        self._first = sentence if sentence != "0" else "1"

    def heading(self) -> str:
        return "Misread"

    def body(self) -> Iterator[Widget]:
        yield Said(id="block")
        yield Listing(steered=True)
        yield row("note", Field(id="note", hint="what was said instead, if it matters"))

    def on_mount(self) -> None:
        self._list(self._first)

    def _list(self, chosen: str) -> None:
        """The sentences of the block that was chosen."""
        if not self._spot:
            self.query_one("#block", Said).say("Nothing was read aloud yet, so there is nothing to have misread.")
            return
        block = self.desk.view().block(self._spot)
        title = f" · {block.title}" if block.title else ""
        self.query_one("#block", Said).say(f"{self._spot}{title} · up and down choose the sentence")
        self.query_one(Listing).show(_items(block.text), chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return super().check_action(action, parameters) and (action != "earlier" or len(self._read) > 1)

    def action_step(self, by: int) -> None:
        self.query_one(Listing).move(by)

    def action_earlier(self) -> None:
        """The block before; behind the first of all, the last again."""
        self._spot = self._read[(self._read.index(self._spot) + 1) % len(self._read)]
        self._list("1")

    def choose(self) -> None:
        """A click chooses the sentence; it is on record with enter."""

    def submit(self) -> None:
        if not self._spot:
            raise Wrong("nothing was read aloud yet")
        sentence = int(self.query_one(Listing).value or 0)
        self.hand_in(RecordMisread(block=self._spot, sentence=sentence, note=self.words("note")))


def _items(text: str) -> Iterator[Item]:
    for number, sentence in enumerate(sentences(text), 1):
        yield str(number), f"{number}. {sentence}"
    yield "0", "–  no sentence in particular"


def read_so_far(view: SessionView) -> list[str]:
    """The say blocks that are being read or were read, the last first."""
    state, plan = view.state, view.plan
    read = [(one.event, plan[spot].number, spot) for spot, one in state.blocks.items() if one.status is Status.DONE]
    made = [(one.event, ref) for ref, one in state.announcements.items() if one.status is Made.MADE]
    read += [(event, one.number, one.id) for event, ref in made for one in plan.blocks_of(ref)]
    spots = [spot for _, _, spot in sorted(read, reverse=True) if plan[spot].kind == "say"]
    return list(dict.fromkeys(spot for spot in (view.being_read, *spots) if spot))
