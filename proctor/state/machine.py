"""The machine: which command is taken in which phase, and what decides it. Everything that steers a session is here.

``decide`` touches no clock, disk or screen; it gives events or a refusal, and a refusal has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from proctor.scripts.kinds import habits_of
from proctor.state import commands as c
from proctor.state.clock import Instant
from proctor.state.events import Event
from proctor.state.rules import announcing, answering, entries, materials, procedures, room, tasks, timekeeping, walking
from proctor.state.rules.draft import RESUME_FIRST, Draft, Refused, Typed, key
from proctor.state.state import Phase, State

NEW, OPEN, INTERRUPTED, CLOSED, SEALED = Phase

_IN_HAND = frozenset({OPEN, INTERRUPTED})
_BEFORE_SEAL = frozenset({OPEN, INTERRUPTED, CLOSED})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that was not taken, and why, in one sentence."""

    reason: str
    typed: str
    """The same with what to type in brackets, for plain lines and the command line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The phases in which a command is taken, and the function that decides it."""

    phases: frozenset[Phase]
    decide: Callable[[Draft, Any], None]
    of: str = ""
    """``room``: it makes no sense for a list of tasks; ``list``: only there."""


TABLE: Mapping[type[c.Command], Rule] = {
    c.Open: Rule(frozenset({NEW}), room.open_session),
    c.JoinFromPaper: Rule(frozenset({OPEN}), room.join_from_paper),
    c.TakeOver: Rule(_BEFORE_SEAL, room.take_over),
    # the walk; in an interruption only what stands over it can be acted on
    c.Advance: Rule(_IN_HAND, walking.advance),
    c.Skip: Rule(_IN_HAND, walking.skip),
    c.Answer: Rule(_IN_HAND, answering.answer),
    c.RecordRow: Rule(_IN_HAND, entries.record_row),
    c.RemoveRow: Rule(_IN_HAND, entries.remove_row),
    c.Back: Rule(frozenset({OPEN}), walking.back),
    c.Forward: Rule(frozenset({OPEN}), walking.forward),
    c.Visit: Rule(_IN_HAND, walking.visit),
    c.Reopen: Rule(_IN_HAND, walking.reopen),
    c.PutOff: Rule(_IN_HAND, walking.put_off),
    c.SetFact: Rule(_IN_HAND, answering.set_fact),
    # time
    c.Tick: Rule(frozenset(Phase), announcing.tick),
    c.Acknowledge: Rule(frozenset({OPEN}), announcing.acknowledge),
    c.StartClock: Rule(frozenset({OPEN}), timekeeping.start_clock, of="room"),
    c.StopClock: Rule(frozenset({OPEN}), timekeeping.stop_clock, of="room"),
    c.Interrupt: Rule(frozenset({OPEN}), timekeeping.interrupt, of="room"),
    c.Resume: Rule(frozenset({INTERRUPTED}), timekeeping.resume, of="room"),
    c.CorrectTime: Rule(_BEFORE_SEAL, timekeeping.correct_time),
    # the room
    c.RecordIncident: Rule(_BEFORE_SEAL, room.record_incident),
    c.RecordMisread: Rule(_BEFORE_SEAL, room.record_misread),
    c.WithdrawMisread: Rule(_BEFORE_SEAL, room.withdraw_misread),
    c.TakeNote: Rule(_BEFORE_SEAL, room.take_note),
    c.Tally: Rule(_BEFORE_SEAL, materials.tally, of="room"),
    c.CountMaterial: Rule(_BEFORE_SEAL, materials.count_material, of="room"),
    c.MoveMaterial: Rule(_BEFORE_SEAL, materials.move_material, of="room"),
    c.HandOver: Rule(_BEFORE_SEAL, materials.hand_over, of="room"),
    # the tasks of a checklist
    c.AddTask: Rule(frozenset({OPEN}), tasks.add_task, of="list"),
    c.Assign: Rule(frozenset({OPEN}), tasks.assign, of="list"),
    c.NoteTask: Rule(frozenset({OPEN}), tasks.note_task, of="list"),
    c.Postpone: Rule(frozenset({OPEN}), tasks.postpone, of="list"),
    # the end
    c.Close: Rule(_IN_HAND, room.close),
    c.Seal: Rule(frozenset({CLOSED}), room.seal),
    c.Amend: Rule(frozenset({SEALED}), room.amend),
}

_WHY_NOT: Mapping[Phase, tuple[str, ...]] = {
    NEW: ("the session is not open yet",),
    OPEN: ("the session is open already",),
    INTERRUPTED: RESUME_FIRST,
    SEALED: ("the record is sealed; only an amendment can be added",),
}


def decide(state: State, command: c.Command, now: Instant) -> tuple[Event, ...] | Refusal:
    """What comes of a command in this state, at this moment: events (perhaps none), or a refusal.

    That the machine was started anew goes on record even where nothing else does: from then on durations come from the
    steady clock again, before anybody puts the system clock right.
    """
    rule = TABLE[type(command)]
    if state.phase not in rule.phases:
        return _refusal(*_why_not(state, rule))
    if rule.of == "list" and not state.plan.script.is_list:
        return _refusal("only a checklist has tasks")
    if rule.of == "room" and not habits_of(state.plan.script.kind).room:
        return _refusal(f"a {state.plan.script.kind} has no room, no students and no clock")
    draft = Draft(state, now, command.at)
    if state.phase is not SEALED:
        draft.note_clocks()
    noted = len(draft.events)
    try:
        draft.check_at()
        rule.decide(draft, command)
        timekeeping.refuse_nonsense(draft)
        procedures.finish_procedures(draft)
        announcing.settle(draft)
    except Refused as refused:
        return _refusal(*refused.parts)
    anew = state.last is not None and now.boot_id != state.last.boot_id
    return tuple(draft.events) if anew or len(draft.events) > noted else ()


def _refusal(*parts: str) -> Refusal:
    return Refusal("".join(part for part in parts if not isinstance(part, Typed)), "".join(parts))


def _why_not(state: State, rule: Rule) -> tuple[str, ...]:
    phase, matter = state.phase, habits_of(state.plan.script.kind).matter
    if phase is CLOSED:
        return (f"the {matter} is closed",)
    if phase is OPEN:
        if rule.phases == {INTERRUPTED}:
            return ("the session is not interrupted",)
        if rule.phases == {CLOSED}:
            return (f"close the {matter} first", key("close"))
        if rule.phases == {SEALED}:
            return ("the record is not sealed yet",)
    return _WHY_NOT[phase]
