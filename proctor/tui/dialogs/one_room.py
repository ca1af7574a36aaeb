"""What is known of a room, to see what of a script falls away there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.scripts.facts import FactValue
from proctor.scripts.models import Script, facts_of
from proctor.tui.dialogs.base import Wrong, plain
from proctor.tui.dialogs.question import Question, answers
from proctor.tui.widgets.factfield import FactField


class OneRoomDialog(Question):
    """``look`` is given what was said of the room; it raises :class:`Wrong` where that cannot be."""

    BINDINGS: ClassVar[list[BindingType]] = [answers("show it", "Show what this room sees")]

    def __init__(self, script: Script, known: Mapping[str, FactValue], look: Callable[[Mapping[str, FactValue]], None]) -> None:
        super().__init__()
        self._script = script
        self._known = known
        self._look = look

    def heading(self) -> str:
        return "What does one room see?"

    def body(self) -> Iterator[Widget]:
        for name, fact in facts_of(self._script).items():
            yield FactField(name, fact, self._known.get(name))
        yield plain("Nothing of this is kept.", "quote")

    def submit(self) -> None:
        facts: dict[str, FactValue] = {}
        for field in self.query(FactField):
            try:
                value = field.read()
            except ValueError as error:
                field.take_focus()
                raise Wrong(f"{field.fact_name.replace('_', ' ')}: {error}") from None
            if value is not None:
                facts[field.fact_name] = value
        self._look(facts)
        self.dismiss("yes")
