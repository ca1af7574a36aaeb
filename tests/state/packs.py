"""Small scripts made on the spot, sessions over them, and the few verbs with which tests drive a session."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.loading import load_script
from proctor.scripts.models import Script
from proctor.scripts.snapshot import Snapshot
from proctor.state import Accepted, Refusal, Session
from proctor.state import commands as c
from proctor.state.clock import MINUTE, Clock, ManualClock
from proctor.state.events import Event
from proctor.state.evolution import fold
from proctor.state.journal import Journal, MemoryJournal
from tests.helpers import PACKS

E = TypeVar("E", bound=Event)
Raw = dict[str, Any]
HINTS = re.compile(r"\([a-z]\)|\([a-z]+ [A-Z]|\((?:set|go|close) |--[a-z]|\bwith n\b")
"""Keys and words of plain mode and the command line, as refusals have them."""

# -- making scripts -------------------------------------------------------------------------------------------------


def step(ref: str, *blocks: Raw, **more: Any) -> Raw:
    return {"ref": ref, "blocks": list(blocks), **more}


def stage(stage_id: str, *steps: Raw, **more: Any) -> Raw:
    return {"id": stage_id, "title": stage_id.title(), "steps": list(steps), **more}


def script(*stages: Raw, **more: Any) -> Raw:
    return {"id": "script", "title": "Made for a test", "stages": list(stages), **more}


def steps(*blocks: Raw, **more: Any) -> Raw:
    """A script of one stage, each block a step of its own: A.1/1, A.2/1 …"""
    return script(stage("only", *(step(f"A.{n}", block) for n, block in enumerate(blocks, 1))), **more)


def snapshot_of(raw: Raw, *, pack: Raw | None = None, local: Raw | None = None) -> Snapshot:
    header = PackHeader.model_validate({"id": "made", "title": "Made", "scripts": ["script"], **(pack or {})})
    return Snapshot(pack=header, script=Script.model_validate(raw), local=LocalSheet.model_validate(local or {}))


def fixture_snapshot(pack: str, script_id: str) -> Snapshot:
    """A script of one of the packs in ``tests/fixtures/packs``."""
    header, found = load_script(PACKS / pack, script_id)
    return Snapshot(pack=header, script=found)


TIMED = script(
    stage("deliver", step("D.1", {"say": "Wait."}), step("D.2", {"say": "You may begin.", "clock": "start"})),
    stage(
        "testing",
        step("T.1", {"do": "Walk about."}, {"check": "all work"}),
        step("T.2", {"say": "Half of the time is over."}, at="half", title="half time"),
        step("T.3", {"say": "The time is over."}, at="end", title="end"),
    ),
    stage("collect", step("C.1", {"do": "Collect."}, {"wait": "until all are gone", "clock": "stop"})),
    timing={"scheduled_minutes": 60},
)
"""Sixty minutes with half time and the end."""

# -- sessions -------------------------------------------------------------------------------------------------------


def session_of(
    raw: Raw | Snapshot,
    *,
    facts: Mapping[str, Any] | None = None,
    pack: Raw | None = None,
    local: Raw | None = None,
    journal: Journal | None = None,
    clock: ManualClock | None = None,
    **opening: Any,
) -> tuple[Session, ManualClock]:
    """An open session, and its clock, which stands still until a test moves it."""
    snapshot = raw if isinstance(raw, Snapshot) else snapshot_of(raw, pack=pack, local=local)
    clock = clock or ManualClock()
    session = Session.begin(journal or MemoryJournal(snapshot.text), clock)
    assert isinstance(session.open(c.Open(facts=facts or {}, **opening)), Accepted)
    return session, clock


def under_way(students: int | None = None, raw: Raw | None = None) -> tuple[Session, ManualClock]:
    """A session over :data:`TIMED` in which the students have just begun."""
    session, clock = session_of(raw or TIMED, facts={} if students is None else {"students": students})
    done(session, "D.1/1", "D.2/1")
    return session, clock


# -- driving them ---------------------------------------------------------------------------------------------------


def ok(session: Session, command: c.Command) -> Accepted:
    """Carry out a command that must be taken."""
    outcome = session.handle(command)
    assert isinstance(outcome, Accepted), outcome
    return outcome


def no(session: Session, command: c.Command) -> str:
    """The reason why a command is refused, with what to type; a refusal changes neither the state nor the journal."""
    before, entries = session.state, tuple(session.journal.entries())
    outcome = session.handle(command)
    assert isinstance(outcome, Refusal), f"{command} was taken"
    assert session.state is before
    assert tuple(session.journal.entries()) == entries
    assert outcome.reason
    assert not HINTS.search(outcome.reason), "what to type is told to those who type alone"
    return outcome.typed


def done(session: Session, *blocks: str) -> None:
    """Read, do or tick blocks, one after the other."""
    for block in blocks:
        ok(session, c.Advance(block=block))


def tick(session: Session, clock: ManualClock, minutes: float = 0) -> Accepted:
    """Let so many minutes go by, then let fall due what is due."""
    clock.sleep(round(minutes * MINUTE))
    return ok(session, c.Tick())


def kinds(accepted: Accepted) -> list[str]:
    """The types of the events that came of a command, in order."""
    return [type(entry.event).__name__ for entry in accepted.entries]


def only(accepted: Accepted, kind: type[E]) -> E:
    """The one event of a type that came of a command."""
    (found,) = [entry.event for entry in accepted.entries if isinstance(entry.event, kind)]
    return found


def every(session: Session, kind: type[E]) -> list[E]:
    """All events of a type on record."""
    return [entry.event for entry in session.journal.entries() if isinstance(entry.event, kind)]


def announced(session: Session) -> dict[str, str]:
    """What has become of each announcement; "" is yet to come."""
    return {one.step: one.status for one in session.view().announcements}


def statuses(session: Session) -> dict[str, str]:
    """What is on record of each block."""
    return {spot: record.status.value for spot, record in session.state.blocks.items()}


def replayed(session: Session) -> None:
    """Folding the journal gives the state that the session has."""
    assert fold(session.state.plan, session.journal.entries()) == session.state


def resumed(session: Session, clock: Clock | None = None) -> Session:
    """The session as a new process finds it."""
    return Session.resume(session.journal, clock or session.clock)


def close(session: Session, reason: str = "for a test") -> None:
    """Close the room, with one reason for all that is open."""
    ok(session, c.Close(reason=reason))
