"""One more of a material has become void."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import MoveMaterial
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Wrong, does, plain, row
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.field import Field


class VoidDialog(Dialog):
    """Whether a student had it changes how many were issued, so it is asked and never guessed."""

    BINDINGS: ClassVar[list[BindingType]] = [does("on record")]

    def __init__(self, desk: Desk, material: str) -> None:
        super().__init__(desk)
        self.material = material

    def heading(self) -> str:
        return f"One more void · {self.desk.view().plan.materials[self.material].title}"

    def body(self) -> Iterator[Widget]:
        yield plain("Was it already counted among those issued to students?")
        yield row("issued before", Choice([("yes", "yes"), ("no", "no, count it as issued too")], id="issued"))
        yield row("note", Field(id="note", hint="page 4 torn"))

    def submit(self) -> None:
        issued = self.query_one(Choice).value
        if not issued:
            raise Wrong("say whether it had been issued: 1 yes, 2 no")
        note = self.words("note")
        self.hand_in(MoveMaterial(material=self.material, movement="void", was_issued=issued == "yes", note=note))
