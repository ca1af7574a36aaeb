"""Enter what was counted of one material, at any time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.scripts.blocks import MOVEMENTS
from proctor.state.commands import CountMaterial
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Wrong, does, plain
from proctor.tui.dialogs.numbers import Numbers


class NumbersDialog(Dialog):
    """All movements of one material."""

    BINDINGS: ClassVar[list[BindingType]] = [does("on record")]

    def __init__(self, desk: Desk, material: str) -> None:
        super().__init__(desk)
        self.material = material

    def heading(self) -> str:
        return "Count"

    def body(self) -> Iterator[Widget]:
        view = self.desk.view()
        yield Numbers(view.plan.materials[self.material], MOVEMENTS, view.numbers(self.material))
        yield plain("An empty field leaves a number as it is.", "quote")

    def submit(self) -> None:
        numbers = self.query_one(Numbers).typed()
        if not numbers:
            raise Wrong("no number was entered")
        self.hand_in(CountMaterial(material=self.material, numbers=numbers))
