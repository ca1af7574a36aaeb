"""Facts as people say them and questions as they may be answered, for rules and views alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from proctor.scripts.blocks import Ask
from proctor.scripts.facts import Fact, FactValue, Follow, holds
from proctor.scripts.rows import Limits, RecordField
from proctor.state.plan import Plan

FOLLOWS = "follows"
"""The source of a fact that follows from others."""


def spell(value: object) -> str:
    """A fact's value as people say it."""
    words = [str(one) for one in value] if isinstance(value, tuple) else [str(value)]
    return ", ".join(words).replace("_", " ") or "none"


def choices(plan: Plan, block: Ask) -> tuple[str, ...]:
    """The answers that a question takes, as they are typed."""
    if block.options:
        return tuple(option.answer for option in block.options)
    fact = plan.facts[block.fact or ""]
    return fact.options or {"number": ("a number",), "date": ("a date",), "text": ("a few words",)}[fact.type]


def lines_that_hold(fact: Fact, facts: Mapping[str, FactValue]) -> Iterator[Follow]:
    """The lines of what a fact follows from whose conditions hold; one that hangs on what is not known yet does not."""
    return (line for line in fact.follows if holds(line.when, facts))


def follows_from(fact: Fact, facts: Mapping[str, FactValue]) -> Follow | None:
    """The line by which a fact is what it is; None for one that follows from nothing."""
    return next(lines_that_hold(fact, facts), None)


def limit_words(field: RecordField, limits: Limits) -> tuple[str, ...]:
    """``from 2020-07-01``, ``to 2021-05-20``; of a choice what may be chosen."""
    if field.type == "choice":
        return (" or ".join(field.options),)
    low, high = (limits.earliest, limits.latest) if field.type == "date" else (limits.min, limits.max)
    return (*((f"from {low}",) if low is not None else ()), *((f"to {high}",) if high is not None else ()))
