"""Put words into the record; after the seal, as an amendment to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import Amend, TakeNote
from proctor.tui.dialogs.base import Dialog, does, plain, row, time_row
from proctor.tui.widgets.field import Field


class NoteDialog(Dialog):
    """Words for the record."""

    BINDINGS: ClassVar[list[BindingType]] = [does("on record")]

    def heading(self) -> str:
        return "Note"

    def body(self) -> Iterator[Widget]:
        yield row("note", Field(id="text", hint="it stays in the record"))
        yield time_row()

    def submit(self) -> None:
        self.hand_in(TakeNote(text=self.words("text"), at=self.time()))


class AmendDialog(Dialog):
    """Words that are added after the seal; the seal before stays true for all that it was taken over."""

    BINDINGS: ClassVar[list[BindingType]] = [does("amend")]

    def heading(self) -> str:
        return "Amend the sealed record"

    def body(self) -> Iterator[Widget]:
        yield plain("It yields a further seal, which goes on the paper form beside the first.", "quote")
        yield row("amendment", Field(id="text", hint="what is to be added"))

    def submit(self) -> None:
        self.hand_in(Amend(text=self.words("text")))
