"""A field for a fact, of whatever type it is."""

from __future__ import annotations

from textual.widget import Widget

from proctor.scripts.models import Fact, FactValue
from proctor.state.facts import spell
from proctor.tui.dialogs.base import Wrong
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.field import Field

HINTS = {"number": "a whole number", "date": "such as 2026-05-23", "text": "in a few words"}


def fact_widget(fact: Fact, value: FactValue | None) -> Widget:
    """Its answers, or a line to type into; with what is known."""
    if fact.type in ("choice", "multiple"):
        chosen = value if isinstance(value, tuple) else () if value is None else (str(value),)
        return Choice([(one, spell(one)) for one in fact.options], chosen, several=fact.type == "multiple", id="answer")
    known = "" if value is None else spell(value) if isinstance(value, tuple) else str(value)
    return Field(known, hint=HINTS[fact.type], id="answer")


def answer_in(widget: Widget) -> str:
    """What was chosen or typed, as it is typed elsewhere. Raises :class:`Wrong` where nothing was."""
    if isinstance(widget, Choice):
        if not widget.values and not widget.several:
            raise Wrong("choose one of the answers; left and right move, digits choose")
        return ", ".join(widget.values) or "none"
    assert isinstance(widget, Field)
    if not widget.words:
        raise Wrong("the answer is missing")
    return widget.words
