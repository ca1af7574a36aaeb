"""Facts as people say them and questions as they may be answered, for rules and views alike."""

from __future__ import annotations

from proctor.scripts.models import Ask
from proctor.state.plan import Plan


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
