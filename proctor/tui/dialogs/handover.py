"""Hand over, with the reason, what of a material does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import HandOver
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, does, plain, row
from proctor.tui.widgets.field import Field


class HandOverDialog(Dialog):
    """It holds for the numbers as they are now; another count asks again."""

    BINDINGS: ClassVar[list[BindingType]] = [does("hand over")]

    def __init__(self, desk: Desk, material: str) -> None:
        super().__init__(desk)
        self.material = material

    def heading(self) -> str:
        return f"Hand over · {self.desk.view().plan.materials[self.material].title}"

    def body(self) -> Iterator[Widget]:
        gap = next((one for one in self.desk.view().before_sealing if one.material == self.material), None)
        yield plain(gap.said if gap else "It adds up, or was handed over already.")
        yield row("reason", Field(id="reason", hint="who has it, and why"))

    def submit(self) -> None:
        self.hand_in(HandOver(material=self.material, reason=self.words("reason")))
