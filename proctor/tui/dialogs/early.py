"""Make an announcement before it is due, for a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import Acknowledge
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, does, plain, row
from proctor.tui.dialogs.look import stands
from proctor.tui.dialogs.words import StepWords
from proctor.tui.widgets.field import Field


class EarlyDialog(Dialog):
    """Its words first: whoever makes it now reads them out."""

    BINDINGS: ClassVar[list[BindingType]] = [does("announced", "It was made now, for this reason")]

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(desk)
        self.ref = ref

    def heading(self) -> str:
        title = self.desk.view().plan.blocks_of(self.ref)[0].step.title
        return f"Announce it now · {self.ref}{' · ' + title if title else ''}"

    def body(self) -> Iterator[Widget]:
        view = self.desk.view()
        here = [one.id for one in view.plan.blocks_of(self.ref) if view.state.applies(one) is not False]
        yield plain(stands(view, self.ref))
        yield StepWords(view, here)
        yield row("reason", Field(id="reason", hint="why before it is due"))

    def submit(self) -> None:
        self.hand_in(Acknowledge(step=self.ref, reason=self.words("reason")))
