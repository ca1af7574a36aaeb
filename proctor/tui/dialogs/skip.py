"""Pass a block without doing it, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import Skip
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, does, plain, row
from proctor.tui.sheet import label_of
from proctor.tui.widgets.field import Field


class SkipDialog(Dialog):
    """About one block."""

    BINDINGS: ClassVar[list[BindingType]] = [does("skip it", "Pass it, with the reason")]

    def __init__(self, desk: Desk, spot: str) -> None:
        super().__init__(desk)
        self.spot = spot

    def heading(self) -> str:
        return f"Skip {self.spot}"

    def body(self) -> Iterator[Widget]:
        block = self.desk.view().block(self.spot)
        yield plain(f"{label_of(block.kind)}  {' '.join(block.text.split())}", "quote")
        yield row("reason" if block.reason_to_skip else "reason, if any", Field(id="reason", hint="it stays in the record"))

    def submit(self) -> None:
        self.hand_in(Skip(block=self.spot, reason=self.words("reason")))
