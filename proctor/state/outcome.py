"""What a script comes to: a line for each fact of its ``outcome``, in words, with every reason that the script gives for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proctor.scripts.models import Outcome
from proctor.state.events import OutcomeReached
from proctor.state.facts import lines_that_hold, spell
from proctor.state.state import State


def outcome(state: State) -> tuple[OutcomeReached, ...]:
    """As things are; a fact that is not known has no line."""
    return tuple(line for one in state.plan.script.outcome if (line := _line(state, one)) is not None)


def _line(state: State, one: Outcome) -> OutcomeReached | None:
    value = state.facts.get(one.fact)
    if value is None:
        return None
    words = one.words.get(str(value), spell(value))
    return OutcomeReached(
        fact=one.fact, value=value, title=one.title, words=words, reasons=tuple(_reasons(state, one.fact, frozenset()))
    )


def _reasons(state: State, name: str, above: frozenset[str]) -> Iterator[str]:
    """Why a fact is what it is: each line that holds and says the same; where a line hangs on facts that follow themselves,
    their reasons."""
    fact, value = state.plan.facts[name], state.facts.get(name)
    for line in lines_that_hold(fact, state.facts):
        if line.value != value:
            continue
        if line.because:
            yield line.because
            continue
        for other in line.when:
            if other not in above and state.plan.facts[other].follows:
                yield from _reasons(state, other, above | {name})


def told(lines: Iterable[OutcomeReached]) -> Iterator[str]:
    """The lines with their reasons below them; those that are the same as of the line above are not said twice."""
    before: tuple[str, ...] = ()
    for one in lines:
        yield f"{one.title}: {one.words}"
        if one.reasons and one.reasons == before:
            yield "  because of the same"
        else:
            yield from (f"  because {reason}" for reason in one.reasons)
        before = one.reasons
