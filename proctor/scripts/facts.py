"""Facts: what is known of the room and steers a script, conditions on them, and how a value is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from proctor.scripts.base import Model, read_date
from proctor.scripts.forms import Identifier, Text, in_order

FactValue = str | int | tuple[str, ...]
"""The value of a fact: a word, a number, or for type ``multiple`` the words that hold."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int) else value


def _condition(value: Any) -> Any:
    return {key: _as_list(one) for key, one in value.items()} if isinstance(value, dict) else value


When = Annotated[dict[Identifier, Annotated[tuple[str | int, ...], Field(min_length=1)]], BeforeValidator(_condition)]
"""A condition on facts: keys joined by "and", the values of one key by "or"."""


class Follow(Model):
    """One line of what a fact follows from: where ``when`` holds it is ``value`` (``is:`` in a file), ``because`` of that."""

    when: When = Field(default_factory=dict)
    value: str | int = Field(alias="is")
    because: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fact(Model):
    """Something known of the room that steers the script. ``ask`` is the question put where it is not known yet.

    A fact with ``follows`` is never asked for: it is what the first line says whose condition holds, and is worked out anew
    whenever a fact changes. ``at_opening: false`` is for what only the walk itself can tell.
    """

    ask: Text
    type: Literal["choice", "multiple", "number", "date", "text"] = "choice"
    options: tuple[Identifier, ...] = ()
    min: int | None = None
    max: int | None = None
    default: str | int | tuple[str, ...] | None = None
    """What holds unless someone says otherwise; a fact without one is asked for."""
    at_opening: bool = True
    follows: tuple[Follow, ...] = ()

    @property
    def is_opening(self) -> bool:
        """Whether it may be said when the session is opened."""
        return self.at_opening and not self.follows

    @model_validator(mode="after")
    def _follows_always(self) -> Self:
        if self.follows and self.default is not None:
            raise ValueError("a fact that follows from others has no default; write it as the last line of follows")
        if self.follows and (self.follows[-1].when or any(not one.when for one in self.follows[:-1])):
            raise ValueError("the last line of follows, and no other, stands without when: it holds where none before it does")
        return self

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.type in ("choice", "multiple")) != bool(self.options):
            raise ValueError(f"a fact of type {self.type} {'needs' if not self.options else 'has no'} options")
        in_order(self.min, self.max, "min and max")
        if self.default is not None:
            try:
                read_fact(self, self.default)
            except ValueError as error:
                raise ValueError(f"default: {error}") from None
        return self


STUDENTS = Fact(ask="How many students are in the room?", type="number", min=1, max=10_000)
"""The reserved fact ``students``, as if each script had declared it."""


def read_fact(fact: Fact, value: str | int | tuple[str, ...] | list[str]) -> FactValue:
    """The value as this fact's type has it; text is read ("braille, signing" for a multiple one).

    Raises ValueError with what was expected. "none" alone empties a multiple fact that has no such option.
    """
    match fact.type:
        case "choice":
            if value not in fact.options:
                raise ValueError(f"expected one of {', '.join(fact.options)}, not {value!r}")
            return str(value)
        case "multiple":
            parts = value.replace(",", " ").split() if isinstance(value, str) else value
            chosen = tuple(parts) if isinstance(parts, list | tuple) else (str(parts),)
            if chosen == ("none",) and "none" not in fact.options:
                chosen = ()
            if unknown := [one for one in chosen if one not in fact.options]:
                raise ValueError(f"expected some of {', '.join(fact.options)} (or none), not {unknown[0]!r}")
            return tuple(option for option in fact.options if option in chosen)
        case "number":
            return _read_number(fact, value)
        case "date":
            return read_date(value)
        case "text":
            if isinstance(value, list | tuple):
                raise ValueError("expected text, not a list")
            return str(value)


def _read_number(fact: Fact, value: object) -> int:
    text = str(value).strip()
    low, high = fact.min, fact.max
    limits = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
    bounds = " of " + " and ".join(limits) if limits else ""
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(f"expected a whole number{bounds}, not {text[:40]!r}")
    number = int(text)
    if (low is not None and number < low) or (high is not None and number > high):
        raise ValueError(f"expected a whole number{bounds}, not {number}")
    return number


def holds(when: Mapping[str, tuple[str | int, ...]], facts: Mapping[str, FactValue]) -> bool | None:
    """Whether a condition holds; None where it hangs on a fact that is not known yet."""
    unknown = False
    for key, wanted in when.items():
        if key not in facts:
            unknown = True
        elif not _matches(facts[key], wanted):
            return False
    return None if unknown else True


def _matches(value: FactValue, wanted: tuple[str | int, ...]) -> bool:
    if isinstance(value, tuple):
        return any(one in value for one in wanted) or (not value and "none" in wanted)
    return value in wanted
