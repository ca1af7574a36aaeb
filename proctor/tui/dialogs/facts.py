"""A field for a fact, of whatever type it is."""

from __future__ import annotations

from textual.widget import Widget

from proctor.scripts.facts import Fact, FactValue
from proctor.state.facts import spell
from proctor.tui.dialogs.base import Wrong
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.field import Field

NONE = "none"
"""The answer that none of several holds."""
HINTS = {"number": "a whole number", "date": "such as 2026-05-23", "text": "in a few words"}


class Several(Choice):
    """Any number of answers, or none of them."""

    def _pick(self, number: int) -> None:
        super()._pick(number)
        if NONE in self._chosen and len(self._chosen) > 1:
            self._chosen = {NONE} if self.options[number][0] == NONE else self._chosen - {NONE}
            self.refresh()


def fact_widget(fact: Fact, value: FactValue | None) -> Widget:
    """Its answers, or a line to type into; with what is known."""
    if fact.type in ("choice", "multiple"):
        several = fact.type == "multiple"
        chosen = (value or (NONE,)) if isinstance(value, tuple) else () if value is None else (str(value),)
        answers = [(one, spell(one)) for one in fact.options]
        if several and NONE not in fact.options:
            answers.append((NONE, "none of these"))
        return (Several if several else Choice)(answers, chosen, several=several, id="answer")
    known = "" if value is None else spell(value) if isinstance(value, tuple) else str(value)
    return Field(known, hint=HINTS[fact.type], id="answer")


def answer_in(widget: Widget) -> str:
    """What was chosen or typed, as it is typed elsewhere. Raises :class:`Wrong` where nothing was."""
    if isinstance(widget, Choice):
        if not widget.values:
            raise Wrong("choose an answer; left and right move, space or a digit chooses")
        return ", ".join(widget.values)
    assert isinstance(widget, Field)
    if not widget.words:
        raise Wrong("the answer is missing")
    return widget.words
