"""A fact of the room with its question: answers to choose from, or a line to type into, and where the answer comes from."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from proctor.documents.text import printable
from proctor.scripts.facts import Fact, FactValue, read_fact
from proctor.state.facts import spell
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.field import Field

UNKNOWN, NONE = "?unknown", "?none"
"""Answers beside those of a fact, by what no option can be called."""
HINTS = {"number": "a whole number", "date": "such as 2026-05-23", "text": "in a few words"}


class FactChoice(Choice):
    """The answers of a fact, and "not known yet"; of several also "none of these". Those two stand alone."""

    def __init__(self, fact: Fact, value: FactValue | None) -> None:
        options = [(one, spell(one)) for one in fact.options]
        several = fact.type == "multiple"
        if several and "none" not in fact.options:
            options.append((NONE, "none of these"))
        options.append((UNKNOWN, "not known yet"))
        super().__init__(options, _chosen(fact, value), several=several)

    def _pick(self, number: int) -> None:
        super()._pick(number)
        if not self.several:
            return
        value = self.options[number][0]
        alone = {NONE, UNKNOWN}
        if value in self._chosen:
            self._chosen = {value} if value in alone else self._chosen - alone
        self._chosen = self._chosen or {UNKNOWN}
        self.refresh()

    @property
    def answer(self) -> FactValue | None:
        if self.several:
            return None if UNKNOWN in self.values else tuple(one for one in self.values if one != NONE)
        return None if self.value == UNKNOWN else self.value


def _chosen(fact: Fact, value: FactValue | None) -> tuple[str, ...]:
    """What is known; where that is no answer any more (the pack has changed since), it is not known yet."""
    said = value if isinstance(value, tuple) else (str(value),)
    if value is None or any(one not in fact.options for one in said):
        return (UNKNOWN,)
    if isinstance(value, tuple):
        return value or (("none",) if "none" in fact.options else (NONE,))
    return (str(value),)


class FactField(Vertical):
    """``source`` says where the value comes from ("your school"), as long as it stands so."""

    DEFAULT_CSS = """
    FactField { height: auto; }
    FactField .asked { height: auto; color: $secondary; }
    FactField .answer { padding-left: 2; height: auto; }
    """

    def __init__(self, name: str, fact: Fact, value: FactValue | None, source: str = "") -> None:
        super().__init__()
        self.fact_name = name
        self._fact = fact
        self._given = value
        self._source = source if value is not None else ""

    def compose(self) -> ComposeResult:
        yield Static(self._question(), markup=False, classes="asked")
        with Vertical(classes="answer"):
            yield self._editor()

    def _editor(self) -> Widget:
        if self._fact.options:
            return FactChoice(self._fact, self._given)
        hint = f"not known yet · {HINTS[self._fact.type]}"
        return Field("" if self._given is None else str(self._given), hint=hint, limit=200)

    def _question(self) -> str:
        return printable(f"{self._fact.ask}{f' ({self._source})' if self._source else ''}")

    def read(self) -> FactValue | None:
        """The value; None where it is not known yet. Raises ValueError with what was expected."""
        if self._fact.options:
            return self.query_one(FactChoice).answer
        words = self.query_one(Field).words
        return read_fact(self._fact, words) if words else None

    @property
    def untouched(self) -> bool:
        """Whether it stands as it was given."""
        try:
            return self.read() == self._given
        except ValueError:
            return False

    def on_input_changed(self, event: Input.Changed) -> None:
        self._say_source()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        self._say_source()

    def _say_source(self) -> None:
        if self._source and not self.untouched:
            self._source = ""
            self.query_one(".asked", Static).update(self._question())

    def take_focus(self) -> None:
        (self.query_one(FactChoice) if self._fact.options else self.query_one(Field)).focus()
