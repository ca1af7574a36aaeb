"""Rules of questions and facts: an answer may set facts, lead elsewhere, or be given anew."""

from __future__ import annotations

from proctor.scripts.blocks import Ask, Option
from proctor.scripts.facts import read_fact
from proctor.scripts.vocabulary import RESERVED_FACTS
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.facts import choices, spell
from proctor.state.plan import Planned
from proctor.state.rules.draft import Draft, Typed
from proctor.state.rules.walking import find, know, leave, take_effect
from proctor.state.state import BlockRecord, State, Status


def answer(d: Draft, command: c.Answer) -> None:
    """Answer a question; anew where it was answered before, which leaves the other branch superseded."""
    spot = command.block
    planned = find(d, spot)
    block, before = planned.block, d.state.blocks.get(spot)
    if not isinstance(block, Ask):
        d.refuse(f"{spot} asks nothing; go on", Typed(" with n"))
    if block.fact:
        _answer_fact(d, spot, block.fact, command.answer)
    else:
        _answer_option(d, spot, planned, _option(d, planned, command.answer))
    if before is None or before.status is not Status.DONE:
        take_effect(d, planned)
    leave(d, spot)


def _option(d: Draft, planned: Planned, typed: str) -> Option:
    assert isinstance(planned.block, Ask)
    wanted = d.words(typed, "the answer").lower().replace(" ", "_")
    options = planned.block.options
    exact = [one for one in options if wanted in (one.answer.lower(), one.title.lower().replace(" ", "_"))]
    fitting = exact or [one for one in options if one.answer.lower().startswith(wanted)]
    if len(fitting) != 1:
        d.refuse(f"expected {' / '.join(choices(d.state.plan, planned.block))}, not {typed.strip()[:40]!r}")
    return fitting[0]


def _answer_fact(d: Draft, spot: str, fact: str, typed: str) -> None:
    value = fact_value(d, fact, d.words(typed, "the answer"))
    d.add(ev.Answered(block=spot, answer=spell(value)))
    know(d, fact, value, "answer")


def fact_value(d: Draft, fact: str, value: str | int | tuple[str, ...]) -> str | int | tuple[str, ...]:
    """A fact's value as its type has it; refuses what is none."""
    known = d.state.plan.facts.get(fact)
    if known is None and d.state.plan.script.is_list and fact in RESERVED_FACTS:
        d.refuse(f"a list of tasks has no {fact}; leave that out")
    if known is None:
        d.refuse(f"there is no fact {fact!r}; there are {', '.join(d.state.plan.facts) or 'none'}")
    if known.follows:
        d.refuse(f"{fact} follows from what was said of others; change those")
    if isinstance(value, str) and known.type in ("choice", "multiple"):
        lowered = value.lower().replace("-", "_")
        value = lowered.strip().replace(" ", "_") if known.type == "choice" else lowered
    if isinstance(value, str):
        value = d.words(value, fact)
    try:
        return read_fact(known, value)
    except ValueError as error:
        d.refuse(f"{fact}: {error}")


def refuse_of_the_walk(d: Draft, fact: str) -> None:
    """What only the walk can tell is told by answering its question, so that the answer and the fact are never two things."""
    known = d.state.plan.facts.get(fact)
    if known is not None and not known.at_opening:
        d.refuse(f"{fact} is told by a question of the walk; answer that one (anew)")


def _answer_option(d: Draft, spot: str, planned: Planned, option: Option) -> None:
    before = d.state.blocks.get(spot)
    if before is not None and before.status is Status.DONE and before.answer == option.answer:
        return
    left: tuple[str, ...] = ()
    anew = spot in d.state.path and before is not None and before.status is Status.DONE
    if anew:
        left = _left_branch(d.state, planned, option.answer)
    if anew and before is not None:
        _put_back(d, planned, before, option)
    d.add(_answered(d, spot, option, before if anew else None))
    for fact, value in option.set.items():
        know(d, fact, fact_value(d, fact, value), "answer")
    if anew and before is not None and _goto(planned, before.answer) != option.goto:
        d.add(ev.BranchSuperseded(block=spot, blocks=left))


def _answered(d: Draft, spot: str, option: Option, before: BlockRecord | None) -> ev.Answered:
    """The answer, with the facts that it sets as they were before this question was answered at all."""
    replaced = {fact: value for fact in option.set if (value := d.state.facts.get(fact)) is not None}
    if before is not None:
        replaced |= {fact: value for fact, value in before.replaced.items() if fact in option.set}
        replaced = {fact: value for fact, value in replaced.items() if fact not in before.introduced}
    introduced = tuple(fact for fact in option.set if fact not in replaced)
    return ev.Answered(block=spot, answer=option.answer, replaced=replaced, introduced=introduced)


def _put_back(d: Draft, planned: Planned, before: BlockRecord, option: Option) -> None:
    """Put back the facts that the answer before had set, where nobody has said otherwise since."""
    assert isinstance(planned.block, Ask)
    earlier = planned.block.option(before.answer)
    for fact, value in (earlier.set if earlier else {}).items():
        if fact in option.set or d.state.facts.get(fact) != fact_value(d, fact, value):
            continue
        if fact in before.introduced:
            d.add(ev.FactForgotten(fact=fact))
        elif fact in before.replaced:
            know(d, fact, before.replaced[fact], "answer")


def _goto(planned: Planned, answer: str) -> str | None:
    assert isinstance(planned.block, Ask)
    option = planned.block.option(answer)
    return option.goto if option else None


def _left_branch(state: State, planned: Planned, answer: str) -> tuple[str, ...]:
    """What was settled on the way that the answer on record led to, and does not lie on the new one."""
    start = planned.number
    new_way = {spot for spot, _ in state.route(start, {planned.id: answer})}
    return tuple(spot for spot, _ in state.route(start) if spot not in new_way and spot in state.blocks)


def set_fact(d: Draft, command: c.SetFact) -> None:
    """A fact is known now, or is another. What was passed and applies now is open; nothing is undone."""
    refuse_of_the_walk(d, command.fact)
    read = fact_value(d, command.fact, command.value)
    if d.state.facts.get(command.fact) == read:
        d.refuse(f"{command.fact} is {spell(read)} already")
    know(d, command.fact, read, "set")
