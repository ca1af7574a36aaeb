"""Enter the numbers that a count block asks for, of all its materials, and go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.scripts.blocks import Count
from proctor.state.commands import Advance, Command, CountMaterial
from proctor.state.facts import spell
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Wrong, chooses, does, plain
from proctor.tui.dialogs.numbers import Numbers
from proctor.tui.dialogs.walk import WalkDialog
from proctor.tui.widgets.field import Field


class CountDialog(WalkDialog):
    """Enter goes from number to number; in the last it puts them on record, of each material that has changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        chooses("next number", "The next number; the last puts all on record"),
        does("on record", "Put all numbers on record, and go on"),
    ]

    def __init__(self, desk: Desk, spot: str) -> None:
        super().__init__(desk)
        self.spot = spot

    def heading(self) -> str:
        block = self.desk.view().block(self.spot)
        return f"Count · {block.ref}{' · ' + block.title if block.title else ''}"

    def body(self) -> Iterator[Widget]:
        view = self.desk.view()
        block = view.plan[self.spot].block
        assert isinstance(block, Count)
        yield plain(" ".join(block.text.split()), "quote")
        missing = self._missing()
        self._numbers = []
        for one in (view.plan.materials[name] for name in block.materials if view.state.in_use(name)):
            filled = [name for name in block.fields if (one.id, name) not in missing]
            self._numbers.append(Numbers(one, block.fields, view.numbers(one.id), filled))
        yield from self._numbers

    def _missing(self) -> set[tuple[str, str]]:
        return set(self.desk.view().block(self.spot).missing)

    def stops(self) -> list[Field]:
        return [field for one in self._numbers for field in one.fields.values()]

    def on_mount(self) -> None:
        fields = self.stops()
        first = next((field for field in fields if not field.words), fields[0] if fields else None)
        if first is not None:
            first.focus()

    def submit(self) -> None:
        self.hand_in(*self._commands(), Advance(block=self.spot))

    def _commands(self) -> list[Command]:
        missing = self._missing()
        commands: list[Command] = []
        for one in self._numbers:
            typed, known = one.typed(), self.desk.view().numbers(one.material.id)
            for name, field in one.fields.items():
                if name not in typed and (one.material.id, name) in missing:
                    field.focus()
                    raise Wrong(f"{one.material.title}: how many were {spell(name)}?")
            if any(known.get(name) != number or (one.material.id, name) in missing for name, number in typed.items()):
                commands.append(CountMaterial(material=one.material.id, numbers=typed))
        return commands
