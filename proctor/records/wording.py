"""Every event in one line of plain English, for people who read a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from proctor.scripts.kinds import Habits, habits_of
from proctor.state import events as ev
from proctor.state.clock import MINUTE, wall
from proctor.state.facts import FOLLOWS, spell
from proctor.state.session import Session
from proctor.state.state import Entry


def timeline(session: Session, entries: tuple[Entry, ...]) -> tuple[tuple[Entry, str], ...]:
    """Each entry that a reader wants, and its line; where the walk arrived and moved is left out."""
    return tuple((entry, line) for entry in entries if (line := line_of(session, entry)))


def line_of(session: Session, entry: Entry) -> str:
    """One entry in words; "" for what only the machine needs."""
    words = _WORDS.get(type(entry.event))
    line = words(entry.event, session) if words else ""
    late = getattr(entry.event, "at", None)
    if not line or late is None or isinstance(entry.event, ev.TimeCorrected):
        return line
    if abs(late - entry.instant.utc) >= MINUTE:
        line += f" (happened {wall(late)}, keyed {wall(entry.instant.utc)})"
    return line


def _kind(session: Session, spot: str) -> str:
    planned = session.state.plan.get(spot)
    return planned.kind if planned else "block"


def _habits(session: Session) -> Habits:
    return habits_of(session.state.plan.script.kind)


_DONE = {"say": "read aloud", "do": "done", "check": "checked", "wait": "waited", "note": "noted", "count": "counted",
         "record": "recorded", "ask": "answered", "compute": "worked out"}  # fmt: skip


def _done(event: ev.BlockDone, session: Session) -> str:
    said = "".join(f"; {printed} said as {text!r}" for printed, text in event.said.items())
    return f"{event.block} {_DONE.get(_kind(session, event.block), 'done')}{said}"


def _opened(event: ev.SessionOpened, session: Session) -> str:
    by = f" by {session.name_of(event.administrator)}" if event.administrator else ""
    where = f", {_habits(session).place} {event.room}" if event.room else ""
    return f"session opened{by}{where}: {event.title} ({event.mode}, {session.state.plan.snapshot.pack.words})"


def _made(event: ev.AnnouncementMade, session: Session) -> str:
    why = f", because: {event.reason}" if event.reason else ""
    if event.late >= 2 * MINUTE:
        return f"{event.step} announced, {event.late // MINUTE} min after it was due{why}"
    if event.late >= 1000:
        return f"{event.step} announced, {event.late // 1000} s after it was due{why}"
    return f"{event.step} announced {'early' if why else 'on time'}{why}"


def _disagreed(event: ev.ClockDisagreed, session: Session) -> str:
    seconds = event.by / 1000
    match event.kind:
        case "rebooted":
            return "the machine was started anew; the time since was taken from the system clock"
        case "ran_backwards":
            return f"after a new start the system clock is {-seconds:.0f} s behind; no time was counted"
        case _:
            return f"the system clock was moved by {seconds:+.0f} s; the time was taken from the steady clock"


def _from(event: ev.Computed) -> str:
    return f", from {', '.join(event.went_in)}" if event.went_in else ""


def _fact(event: ev.FactSet, session: Session) -> str:
    """What follows from others is told as the outcome; what only the walk can tell is nothing before that has told it."""
    fact = session.state.plan.facts.get(event.fact)
    silent = event.source == FOLLOWS or (event.source == "default" and fact is not None and not fact.at_opening)
    return "" if silent else f"{event.fact.replace('_', ' ')}: {spell(event.value)} ({event.source})"


_WORDS: Mapping[type[ev.Event], Callable[[Any, Session], str]] = {
    ev.SessionOpened: _opened,
    ev.AdministratorChanged: lambda e, s: f"taken over by {s.name_of(e.administrator)}",
    ev.PaperJoined: lambda e, s: f"joined at {e.step}; what stands before was delivered from paper, not witnessed",
    ev.BlockDone: _done,
    ev.BlockSkipped: lambda e, s: f"{e.block} skipped{', because: ' + e.reason if e.reason else ''}",
    ev.BlockReopened: lambda e, s: f"{e.block} open again{': ' + e.reason if e.reason else ''}",
    ev.Answered: lambda e, s: f"{e.block} answered: {e.answer}",
    ev.BranchSuperseded: lambda e, s: f"{e.block} answered anew; superseded: {', '.join(e.blocks) or 'nothing'}",
    ev.FactSet: _fact,
    ev.FactForgotten: lambda e, s: f"{e.fact.replace('_', ' ')} is not known any more (the answer was taken back)",
    ev.FactDeclined: lambda e, s: f"{e.fact.replace('_', ' ')} is not known",
    ev.RowRecorded: lambda e, s: f"{e.record} row {e.row + 1}: {', '.join(f'{k} {v}' for k, v in e.values.items())}",
    ev.RowRemoved: lambda e, s: f"{e.record} row {e.row + 1} taken out",
    ev.Computed: lambda e, s: f"{e.block} worked out: {e.measure} = {e.value}{_from(e)}",
    ev.ComputedSuperseded: lambda e, s: f"{', '.join(e.blocks)} to be worked out anew",
    ev.ClockStarted: lambda e, s: "clock started",
    ev.ClockStopped: lambda e, s: "clock stopped",
    ev.ClockStopWithdrawn: lambda e, s: "clock was stopped by mistake; the time since counts",
    ev.Interrupted: lambda e, s: f"interrupted: {e.reason}",
    ev.Resumed: lambda e, s: "resumed",
    ev.TimeCorrected: lambda e, s: f"event {e.event} happened at {wall(e.at)}",
    ev.ClockDisagreed: _disagreed,
    ev.AnnouncementDue: lambda e, s: f"{e.step} fell due at {wall(e.due)}",
    ev.AnnouncementMade: _made,
    ev.AnnouncementMissed: lambda e, s: f"{e.step} missed: a later announcement was due too",
    ev.AnnouncementMoved: lambda e, s: f"{e.step} is yet to come",
    ev.AnnouncementNotNeeded: lambda e, s: f"{e.step} not needed, all handed in",
    ev.AnnouncementSkipped: lambda e, s: f"{e.step} not announced, because: {e.reason}",
    ev.ProcedureStarted: lambda e, s: f"procedure set off: {e.trigger.replace('_', ' ')}",
    ev.ProcedurePutOff: lambda e, s: "the rest of the procedure put off",
    ev.IncidentRecorded: lambda e, s: f"incident {e.number}: {e.category.replace('_', ' ')}{'. ' + e.note if e.note else ''}",
    ev.MisreadRecorded: lambda e, s: f"misread {e.number}: {e.block}{f', sentence {e.sentence}' if e.sentence else ''}"
    f"{'. ' + e.note if e.note else ''}",
    ev.MisreadWithdrawn: lambda e, s: f"misread {e.number} taken back",
    ev.NoteTaken: lambda e, s: f"note: {e.text}{f' ({e.source})' if e.source else ''}",
    ev.Tallied: lambda e, s: f"students {e.tally.replace('_', ' ')}: {e.by:+d}",
    ev.MaterialCounted: lambda e, s: f"{e.material.replace('_', ' ')} {e.movement.replace('_', ' ')}: {e.number}",
    ev.MaterialMoved: lambda e, s: f"{e.material.replace('_', ' ')} {e.movement.replace('_', ' ')} {e.by:+d}"
    f"{'. ' + e.note if e.note else ''}",
    ev.MaterialHandedOver: lambda e, s: f"{e.material.replace('_', ' ')} handed over, {e.still_out} still out, "
    f"{e.unaccounted} unaccounted for: {e.reason}",
    ev.TaskAdded: lambda e, s: f"{e.task} added: {e.title}{f' (due {e.due})' if e.due else ''}",
    ev.TaskAssigned: lambda e, s: f"{e.task} is {f'for {s.name_of(e.person)}' if e.person else 'nobody’s now'}",
    ev.TaskNoted: lambda e, s: f"{e.task} note: {e.text}",
    ev.TaskPostponed: lambda e, s: f"{e.task} "
    f"{f'postponed to {e.until}: {e.reason}' if e.until else 'is due on its own day again'}",
    ev.OutcomeReached: lambda e, s: f"{e.title}: {e.words}{', because: ' + '; '.join(e.reasons) if e.reasons else ''}",
    ev.RoomClosed: lambda e, s: f"{_habits(s).matter} closed{', because: ' + e.reason if e.reason else ''}",
    ev.SessionSealed: lambda e, s: "record sealed",
    ev.Amended: lambda e, s: f"amended: {e.text}",
}  # fmt: skip
