"""Rules of the walk: on, back, skip, answer, and what was passed and is open.

A new kind of block needs one line in :data:`_PASS`: what must be so before Advance passes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn

from proctor.scripts.blocks import Ask, BlockBase, Compute, Count, Record, Say
from proctor.scripts.facts import FactValue
from proctor.scripts.kinds import habits_of
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.evolution import ORDINARY
from proctor.state.facts import choices, spell
from proctor.state.measures import CannotMeasure
from proctor.state.measuring import DoesNotFit, work_out
from proctor.state.plan import Planned, fact_asked
from proctor.state.rules.draft import RESUME_FIRST, Draft, Typed, key
from proctor.state.rules.materials import refuse_too_few
from proctor.state.rules.procedures import put_off_run
from proctor.state.state import Interjection, Phase, State, Status

# -- which block a command is for -----------------------------------------------------------------------------------


def find(d: Draft, spot: str) -> Planned:
    """The block of a spot that can be acted on now; refuses a stale id, one that is covered, one that is elsewhere."""
    planned = d.state.plan.get(spot)
    if planned is None:
        d.refuse(f"there is no block {spot!r} in this script")
    front = d.state.front
    if front is not None:
        if spot not in front.blocks:
            d.refuse("first comes ", *_name(d, front), f"; you return to {spot} after it")
        if spot != d.state.current:
            d.refuse(f"{spot} is not the block on screen; that is {d.state.current}")
    elif d.state.phase is Phase.INTERRUPTED:
        d.refuse(*RESUME_FIRST)
    elif spot != d.state.walk_at and not _in_any_order(d.state, planned):
        _refuse_elsewhere(d, spot)
    return planned


def _refuse_elsewhere(d: Draft, spot: str) -> NoReturn:
    at = d.state.walk_at
    if spot in d.state.open_spots():
        d.refuse(f"{spot} was passed and is open; go there first", key(f"go {spot}"))
    if d.state.applies(d.state.plan[spot]) is False:
        d.refuse(f"{spot} does not apply in this room")
    d.refuse(f"{spot} is not the block on screen; that is {at}" if at else _at_the_end(d))


def _at_the_end(d: Draft) -> str:
    return f"the last block is passed; close the {habits_of(d.state.plan.script.kind).matter}"


def _name(d: Draft, front: Interjection) -> tuple[str, ...]:
    if front.kind == "announcement":
        return (f"the announcement {front.name}", key("k"))
    return (f"{d.state.current}",)


def _in_any_order(state: State, planned: Planned) -> bool:
    """Blocks of a stage of any order may be ticked while the walk is in it; those of a checklist at any time."""
    if not planned.in_any_order:
        return False
    here = state.plan.get(state.walk_at or "")
    same_stage = here is not None and here.stage is planned.stage
    verdict = state.applies(state.plan.blocks[planned.number])
    return (same_stage or state.plan.script.kind == "checklist") and verdict == (fact_asked(planned.id) or True)


def leave(d: Draft, spot: str) -> None:
    """Go on from a block that is settled: along the path while reviewing, else to the next on the route."""
    if d.state.front is not None or "#" in spot or d.state.walk_at != spot:
        return
    if d.state.reviewing:
        _step(d, 1)
    else:
        go_on(d)


def go_on(d: Draft) -> None:
    """Take the walk to the next spot of the route that is not settled, or to its end."""
    here = d.state.path[-1]
    following = d.state.next_spot(here)
    d.add(ev.Arrived(spot=following) if following else ev.WalkFinished())


def _step(d: Draft, by: int) -> None:
    d.add(ev.Moved(position=d.state.position + by))


# -- on -------------------------------------------------------------------------------------------------------------


def advance(d: Draft, command: c.Advance) -> None:
    """The block was read, done or ticked. On one that is settled already it only moves on; nothing happens twice."""
    planned = find(d, command.block)
    if planned.step.at and not fact_asked(command.block):
        if d.state.is_settled(command.block):
            return leave(d, command.block)
        refuse_announcement(d, planned)
    record = d.state.blocks.get(command.block)
    if not d.state.is_settled(command.block) or (record is not None and record.status is Status.SKIPPED):
        _pass(d, planned, command.block)
    leave(d, command.block)


def _pass(d: Draft, planned: Planned, spot: str) -> None:
    wants = _PASS.get(type(planned.block))
    if wants is not None and not wants(d, planned, spot):
        d.add(ev.BlockSkipped(block=spot))
    elif not isinstance(planned.block, Compute):
        d.add(ev.BlockDone(block=spot, said=said(d, planned)))
    take_effect(d, planned)


def refuse_announcement(d: Draft, planned: Planned) -> None:
    ref = planned.step.ref
    if d.state.front is not None:
        d.refuse(f"{ref} is an announcement; acknowledge it when it is made", key("k"))
    due = d.state.course.moment_of(d.state.plan.due_after(ref))
    when = f"is due at {d.wall(due)}" if due is not None else "is not due while the clock stands still"
    early = (", make it now with a reason", key("k REASON"), " or pass it with one", key("s REASON"))
    d.refuse(f"{ref} {when}; wait", key("w"), *early)


def said(d: Draft, planned: Planned) -> Mapping[str, str]:
    """What is said in place of the brackets that a block prints."""
    if not isinstance(planned.block, Say):
        return {}
    known = {printed: d.state.facts.get(slot.fact) for printed, slot in planned.block.slots.items()}
    return {printed: spell(value) for printed, value in known.items() if value is not None}


def take_effect(d: Draft, planned: Planned) -> None:
    """What passing a block for the first time sets off: the clock, materials in and out of hands."""
    block, course = planned.block, d.state.course
    if block.clock == "start" and course.start is None:
        d.add(ev.ClockStarted())
    if block.clock == "stop" and course.start is not None and course.stop is None:
        d.add(ev.ClockStopped())
    if filled := tuple(one for one in block.hands_out if one not in d.state.in_hand):
        d.add(ev.HandsFilled(materials=filled))
    if emptied := tuple(one for one in block.collects if one in d.state.in_hand):
        d.add(ev.HandsEmptied(materials=emptied))


def _wants_answer(d: Draft, planned: Planned, spot: str) -> bool:
    assert isinstance(planned.block, Ask)
    if not planned.block.is_required:
        return False
    d.refuse(f"{spot} wants an answer: {' / '.join(choices(d.state.plan, planned.block))}", key("a ANSWER"))


def _wants_numbers(d: Draft, planned: Planned, spot: str) -> bool:
    missing = d.state.missing_counts(spot)
    if not missing:
        return True
    if not planned.block.is_required:
        return False
    material, movement = missing[0]
    count = "a number is" if len(missing) == 1 else f"{len(missing)} numbers are"
    first = f"how many of {material} were {movement.replace('_', ' ')}"
    d.refuse(f"{count} missing in {spot}; first: {first}", key("c MATERIAL NUMBER"))


def _wants_rows(d: Draft, planned: Planned, spot: str) -> bool:
    assert isinstance(planned.block, Record)
    rows = len(d.state.records.get(planned.block.id, ()))
    if rows >= planned.block.rows.min:
        return True
    if not planned.block.is_required:
        return False
    d.refuse(f"{spot} wants at least {planned.block.rows.min} rows and has {rows}", key("r FIELD=VALUE …"))


def _works_out(d: Draft, planned: Planned, spot: str) -> bool:
    block = planned.block
    assert isinstance(block, Compute)
    try:
        worked = work_out(d.state, block)
    except DoesNotFit as error:
        d.refuse(f"{spot} {error}")
    except CannotMeasure as error:
        if not block.is_required:
            return False
        d.refuse(f"{spot} cannot be worked out: {error}")
    d.add(ev.Computed(block=spot, measure=block.name, value=worked.value, rows=worked.rows, went_in=worked.went_in))
    if block.set and worked.fact is not None:
        know(d, block.set, worked.fact, "computed")
    return True


def know(d: Draft, fact: str, value: FactValue, source: str) -> None:
    """Put a fact on record, unless it is known to be so; what asks for it and was not answered is answered by that."""
    if d.state.facts.get(fact) != value:
        d.add(ev.FactSet(fact=fact, value=value, source=source))
    for spot in _asking(d.state, fact):
        d.add(ev.Answered(block=spot, answer=spell(value)))
    refuse_too_few(d)


def _asking(state: State, fact: str) -> tuple[str, ...]:
    """The spots that have come up to ask for a fact, and still do."""
    shown = (*state.path, *(spot for one in (*state.queue, *state.put_off) for spot in one.blocks))
    return tuple(dict.fromkeys(spot for spot in shown if fact_asked(spot) == fact and not state.is_settled(spot)))


_PASS: Mapping[type[BlockBase], Callable[[Draft, Planned, str], bool]] = {
    Ask: _wants_answer,
    Count: _wants_numbers,
    Record: _wants_rows,
    Compute: _works_out,
}
"""What must be so before a block is passed as done; false where it may be passed undone, or a refusal."""


# -- skip -----------------------------------------------------------------------------------------------------------


def skip(d: Draft, command: c.Skip) -> None:
    """Pass the block on screen, or one that is open, without doing it."""
    spot = command.block
    passed = spot != d.state.current and spot in d.state.open_spots()
    planned = d.state.plan[spot] if passed else find(d, spot)
    record = d.state.blocks.get(spot)
    if record is not None and d.state.is_settled(spot):
        d.refuse(f"{spot} is {record.status.value.replace('_', ' ')} already")
    reason = d.words(command.reason, "the reason", required=needs_reason(planned))
    skip_spot(d, spot, reason)
    leave(d, spot)


def needs_reason(planned: Planned) -> bool:
    """What is read, done or waited for is never passed in silence; of the rest only what is required."""
    return planned.block.is_required or planned.kind in ("say", "do", "wait") or bool(planned.step.at)


def skip_spot(d: Draft, spot: str, reason: str) -> None:
    """Put one spot on record as skipped: a block, an announcement, or a fact that is not known.

    What a skipped block would have handed out counts as handed out (it may have lain on the desks already), so that a fire
    drill's checklist is rather too long than too short.
    """
    step, block = d.state.plan[spot].step, d.state.plan[spot].block
    if fact := fact_asked(spot):
        d.add(ev.FactDeclined(fact=fact))
        for other in dict.fromkeys((spot, *_asking(d.state, fact))):
            d.add(ev.BlockSkipped(block=other, reason=reason))
    elif not step.at:
        d.add(ev.BlockSkipped(block=spot, reason=reason))
    elif not d.state.is_settled(spot):
        d.add(ev.AnnouncementSkipped(step=step.ref, reason=reason))
    if filled := tuple(one for one in block.hands_out if one not in d.state.in_hand):
        d.add(ev.HandsFilled(materials=filled))


# -- back and forward -----------------------------------------------------------------------------------------------


def back(d: Draft, command: c.Back) -> None:
    _refuse_while_covered(d)
    if d.state.position == 0:
        d.refuse("this is the first block")
    _step(d, -1)


def forward(d: Draft, command: c.Forward) -> None:
    _refuse_while_covered(d)
    if not d.state.reviewing:
        d.refuse("this is as far as the session has come; go on", Typed(" with n"))
    _step(d, 1)


def _refuse_while_covered(d: Draft) -> None:
    if d.state.front is not None:
        d.refuse("first comes ", *_name(d, d.state.front))


# -- what is open ---------------------------------------------------------------------------------------------------


def visit(d: Draft, command: c.Visit) -> None:
    """Show what is open in the step of a block that was passed, to be done now; the walk goes on where it was."""
    open_spots, front = d.state.open_spots(), d.state.front
    if command.block not in open_spots:
        listed = ", ".join(open_spots[:8]) or "nothing"
        d.refuse(f"{command.block} is not among what is open: {listed}")
    if front is not None and front.rank < ORDINARY:
        d.refuse("first comes ", *_name(d, front))
    if d.state.phase is Phase.INTERRUPTED and "#" not in command.block:
        d.refuse(*RESUME_FIRST)
    ref, run = d.state.plan[command.block].step.ref, command.block.partition("#")[2]
    together = [spot for spot in open_spots if spot.partition("#")[2] == run and (run or d.state.plan[spot].step.ref == ref)]
    d.add(ev.OpenBlocksVisited(blocks=tuple(together)))


def reopen(d: Draft, command: c.Reopen) -> None:
    """Take back a tick that was a slip. What it set off (the clock, a fact) is not touched; correct that by its own name."""
    spot = command.block
    record = d.state.blocks.get(spot)
    if record is None or record.status not in (Status.DONE, Status.SKIPPED) or "#" in spot or "?" in spot:
        d.refuse(f"{spot} is not a block that was done or skipped")
    block = d.state.plan[spot].block
    if isinstance(block, Ask) and any(option.goto for option in block.options):
        d.refuse(f"{spot} decided where to go on; go back to it", key("b"), " and answer anew")
    d.add(ev.BlockReopened(block=spot, reason=d.words(command.reason, "the reason", required=False)))


def put_off(d: Draft, command: c.PutOff) -> None:
    """Leave the rest of a procedure, or of what is visited, for later; it stays open until it is done or skipped with a
    reason."""
    front = d.state.front
    if front is None or front.kind == "announcement":
        d.refuse("neither a procedure nor something open that is visited is on screen")
    if front.kind == "visit":
        d.add(ev.OpenBlocksVisited(blocks=()))
    else:
        put_off_run(d, front)
