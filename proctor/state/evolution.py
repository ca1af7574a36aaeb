"""``evolve(state, entry) -> state``: what each event makes of a state. It decides nothing; the event says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from proctor.scripts.blocks import Check
from proctor.scripts.models import Step
from proctor.state import events as ev
from proctor.state.plan import Plan
from proctor.state.state import (
    Announcement,
    BlockRecord,
    Entry,
    Incident,
    Interjection,
    Made,
    Misread,
    Phase,
    State,
    Status,
    TaskRecord,
)
from proctor.state.timing import INTERRUPT, RESUME, START, STOP, Mark

E = TypeVar("E", bound=ev.Event)

INTERRUPTING, ANNOUNCING, ORDINARY = 0, 1, 2
"""Ranks of what stands over the walk."""


def fold(plan: Plan, entries: Iterable[Entry]) -> State:
    """The state after all entries of a journal; what tasks were added it tells anew."""
    state = State(plan.as_opened())
    for entry in entries:
        state = evolve(state, entry)
    return state


def evolve(state: State, entry: Entry) -> State:
    """The state after one more entry."""
    return _shorten(_EVOLVE[type(entry.event)](state.moved_to(entry), entry.event, entry))


_Evolver = Callable[[State, Any, Entry], State]
_EVOLVE: dict[type[ev.Event], _Evolver] = {}


def _on(kind: type[E]) -> Callable[[Callable[[State, E, Entry], State]], Callable[[State, E, Entry], State]]:
    def register(function: Callable[[State, E, Entry], State]) -> Callable[[State, E, Entry], State]:
        _EVOLVE[kind] = function
        return function

    return register


def _with(mapping: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {**mapping, **more}


def _happened(state: State, at: int | None, entry: Entry) -> int:
    """Where on the time line something happened that was keyed now for the wall time ``at``."""
    return state.t if at is None else state.t - (entry.instant.utc - at)


# -- opening and the people -----------------------------------------------------------------------------------------


@_on(ev.SessionOpened)
def _opened(state: State, event: ev.SessionOpened, entry: Entry) -> State:
    people = ((event.administrator, event.administrator_digest),) if event.administrator else ()
    return state.changed(phase=Phase.OPEN, opened=event, opened_at=entry.instant, t=0, administrators=people)


@_on(ev.AdministratorChanged)
def _taken_over(state: State, event: ev.AdministratorChanged, entry: Entry) -> State:
    person = (event.administrator, event.administrator_digest)
    return state.changed(administrators=(*state.administrators, person))


@_on(ev.PaperJoined)
def _joined(state: State, event: ev.PaperJoined, entry: Entry) -> State:
    record = BlockRecord(Status.ON_PAPER, entry.seq)
    announced = Announcement(Made.ON_PAPER, entry.seq)
    return state.changed(
        blocks={**state.blocks, **dict.fromkeys(event.blocks, record)},
        announcements={**state.announcements, **dict.fromkeys(event.announcements, announced)},
    )


# -- walking --------------------------------------------------------------------------------------------------------


@_on(ev.Arrived)
def _arrived(state: State, event: ev.Arrived, entry: Entry) -> State:
    return state.changed(path=(*state.path, event.spot), position=len(state.path), finished=False)


@_on(ev.WalkFinished)
def _finished(state: State, event: ev.WalkFinished, entry: Entry) -> State:
    return state.changed(position=len(state.path), finished=True)


@_on(ev.Moved)
def _moved(state: State, event: ev.Moved, entry: Entry) -> State:
    return state.changed(position=event.position)


def _settle(state: State, spot: str, record: BlockRecord) -> State:
    """Put a block on record."""
    return state.changed(blocks={**state.blocks, spot: record})


def _shorten(state: State) -> State:
    """Take from the queue what has nothing left to do, whatever it was that settled it."""

    def busy(one: Interjection) -> bool:
        return one.kind == "announcement" or not all(state.is_settled(spot) for spot in one.blocks)

    if all(busy(one) for one in (*state.queue, *state.put_off)):
        return state
    return state.changed(queue=tuple(filter(busy, state.queue)), put_off=tuple(one for one in state.put_off if busy(one)))


def _enqueue(state: State, one: Interjection) -> State:
    """Behind those of its rank and before those of a higher one."""
    before = tuple(other for other in state.queue if other.rank <= one.rank)
    return state.changed(queue=(*before, one, *state.queue[len(before) :]))


@_on(ev.BlockDone)
def _done(state: State, event: ev.BlockDone, entry: Entry) -> State:
    before = state.blocks.get(event.block)
    answer, value = (before.answer, before.value) if before else ("", None)
    return _settle(state, event.block, BlockRecord(Status.DONE, entry.seq, answer=answer, value=value))


@_on(ev.BlockSkipped)
def _skipped(state: State, event: ev.BlockSkipped, entry: Entry) -> State:
    return _settle(state, event.block, BlockRecord(Status.SKIPPED, entry.seq, reason=event.reason))


@_on(ev.BlockReopened)
def _reopened(state: State, event: ev.BlockReopened, entry: Entry) -> State:
    return state.changed(blocks={spot: one for spot, one in state.blocks.items() if spot != event.block})


@_on(ev.Answered)
def _answered(state: State, event: ev.Answered, entry: Entry) -> State:
    record = BlockRecord(Status.DONE, entry.seq, answer=event.answer, replaced=event.replaced, introduced=event.introduced)
    return _settle(state, event.block, record)


@_on(ev.BranchSuperseded)
def _superseded(state: State, event: ev.BranchSuperseded, entry: Entry) -> State:
    position = state.path.index(event.block)
    left = {spot: replace(state.blocks[spot], status=Status.SUPERSEDED) for spot in event.blocks}
    return state.changed(blocks={**state.blocks, **left}, path=state.path[: position + 1], position=position, finished=False)


@_on(ev.OpenBlocksVisited)
def _visited(state: State, event: ev.OpenBlocksVisited, entry: Entry) -> State:
    if not event.blocks:
        return state.changed(queue=tuple(one for one in state.queue if one.kind != "visit"))
    put_off = tuple(one for one in state.put_off if not set(one.blocks) & set(event.blocks))
    back = next((one for one in state.put_off if set(one.blocks) & set(event.blocks)), None)
    visit = back or Interjection("visit", "", event.blocks, ORDINARY)
    rest = tuple(one for one in state.queue if one.rank < ORDINARY)
    later = tuple(one for one in state.queue if one.rank >= ORDINARY and one != visit)
    return state.changed(put_off=put_off, queue=(*rest, visit, *later))


@_on(ev.FactSet)
def _fact_set(state: State, event: ev.FactSet, entry: Entry) -> State:
    return state.changed(facts=_with(state.facts, **{event.fact: event.value}), declined=state.declined - {event.fact})


@_on(ev.FactForgotten)
def _fact_forgotten(state: State, event: ev.FactForgotten, entry: Entry) -> State:
    return state.changed(facts={name: value for name, value in state.facts.items() if name != event.fact})


@_on(ev.FactDeclined)
def _fact_declined(state: State, event: ev.FactDeclined, entry: Entry) -> State:
    return state.changed(declined=state.declined | {event.fact})


@_on(ev.RowRecorded)
def _row(state: State, event: ev.RowRecorded, entry: Entry) -> State:
    rows = list(state.records.get(event.record, ()))
    rows[event.row : event.row + 1] = [event.values]
    return state.changed(records=_with(state.records, **{event.record: tuple(rows)}))


@_on(ev.RowRemoved)
def _row_removed(state: State, event: ev.RowRemoved, entry: Entry) -> State:
    rows = state.records.get(event.record, ())
    kept = (*rows[: event.row], *rows[event.row + 1 :])
    return state.changed(records=_with(state.records, **{event.record: kept}))


@_on(ev.Computed)
def _computed(state: State, event: ev.Computed, entry: Entry) -> State:
    return _settle(state, event.block, BlockRecord(Status.DONE, entry.seq, value=event.value, went_in=event.went_in))


@_on(ev.ComputedSuperseded)
def _computed_superseded(state: State, event: ev.ComputedSuperseded, entry: Entry) -> State:
    left = {spot: replace(state.blocks[spot], status=Status.SUPERSEDED) for spot in event.blocks}
    return state.changed(blocks={**state.blocks, **left})


# -- time -----------------------------------------------------------------------------------------------------------


def _mark(state: State, kind: str, at: int | None, entry: Entry) -> State:
    return state.changed(marks=(*state.marks, Mark(entry.seq, kind, _happened(state, at, entry))))


@_on(ev.ClockStarted)
def _started(state: State, event: ev.ClockStarted, entry: Entry) -> State:
    return _mark(state, START, event.at, entry)


@_on(ev.ClockStopped)
def _stopped(state: State, event: ev.ClockStopped, entry: Entry) -> State:
    return _mark(state, STOP, event.at, entry)


@_on(ev.ClockStopWithdrawn)
def _stop_withdrawn(state: State, event: ev.ClockStopWithdrawn, entry: Entry) -> State:
    return state.changed(marks=tuple(mark for mark in state.marks if mark.kind != STOP))


@_on(ev.Interrupted)
def _interrupted(state: State, event: ev.Interrupted, entry: Entry) -> State:
    marked = _mark(state, INTERRUPT, event.at, entry)
    return marked.changed(phase=Phase.INTERRUPTED, reasons={**state.reasons, entry.seq: event.reason})


@_on(ev.Resumed)
def _resumed(state: State, event: ev.Resumed, entry: Entry) -> State:
    return _mark(state, RESUME, event.at, entry).changed(phase=Phase.OPEN)


@_on(ev.TimeCorrected)
def _time_corrected(state: State, event: ev.TimeCorrected, entry: Entry) -> State:
    t = _happened(state, event.at, entry)
    marks = tuple(replace(mark, t=t) if mark.event == event.event else mark for mark in state.marks)
    return state.changed(marks=marks)


@_on(ev.ClockDisagreed)
def _disagreed(state: State, event: ev.ClockDisagreed, entry: Entry) -> State:
    return state.changed(disagreement=event)


# -- announcements and procedures -----------------------------------------------------------------------------------


def _announce(state: State, step: str, announcement: Announcement | None, blocks: tuple[str, ...] = ()) -> State:
    """Put an announcement on record (None: yet to come); with ``blocks``, which are those to be said, in the queue."""
    rest = {ref: one for ref, one in state.announcements.items() if ref != step}
    queue = tuple(one for one in state.queue if (one.kind, one.name) != ("announcement", step))
    state = state.changed(announcements={**rest, step: announcement} if announcement else rest, queue=queue)
    if blocks:
        return _enqueue(state, Interjection("announcement", step, blocks, ANNOUNCING))
    return state


@_on(ev.AnnouncementDue)
def _due(state: State, event: ev.AnnouncementDue, entry: Entry) -> State:
    return _announce(state, event.step, Announcement(Made.DUE, entry.seq, event.due), event.blocks)


@_on(ev.AnnouncementMade)
def _made(state: State, event: ev.AnnouncementMade, entry: Entry) -> State:
    before = state.announcements.get(event.step)
    due = before.due if before else None
    return _announce(state, event.step, Announcement(Made.MADE, entry.seq, due, event.late, event.reason))


@_on(ev.AnnouncementMissed)
def _missed(state: State, event: ev.AnnouncementMissed, entry: Entry) -> State:
    before = state.announcements.get(event.step)
    return _announce(state, event.step, Announcement(Made.MISSED, entry.seq, before.due if before else None))


@_on(ev.AnnouncementMoved)
def _announcement_moved(state: State, event: ev.AnnouncementMoved, entry: Entry) -> State:
    return _announce(state, event.step, None)


@_on(ev.AnnouncementNotNeeded)
def _not_needed(state: State, event: ev.AnnouncementNotNeeded, entry: Entry) -> State:
    return _announce(state, event.step, Announcement(Made.NOT_NEEDED, entry.seq))


@_on(ev.AnnouncementSkipped)
def _announcement_skipped(state: State, event: ev.AnnouncementSkipped, entry: Entry) -> State:
    return _announce(state, event.step, Announcement(Made.SKIPPED, entry.seq, reason=event.reason))


@_on(ev.ProcedureStarted)
def _procedure_started(state: State, event: ev.ProcedureStarted, entry: Entry) -> State:
    rank = INTERRUPTING if event.trigger in ("interrupt", "resume") else ORDINARY
    state = state.changed(runs=event.run)
    if event.trigger == "misread":
        state = state.changed(misreads=(*state.misreads[:-1], replace(state.misreads[-1], run=event.run)))
    return _enqueue(state, Interjection("procedure", event.trigger, event.blocks, rank))


def _is_run(one: Interjection, run: int) -> bool:
    return one.kind == "procedure" and one.blocks[0].endswith(f"#{run}")


@_on(ev.ProcedureFinished)
def _procedure_finished(state: State, event: ev.ProcedureFinished, entry: Entry) -> State:
    queue = tuple(one for one in state.queue if not _is_run(one, event.run))
    return state.changed(queue=queue, put_off=tuple(one for one in state.put_off if not _is_run(one, event.run)))


@_on(ev.ProcedurePutOff)
def _put_off(state: State, event: ev.ProcedurePutOff, entry: Entry) -> State:
    found = (one for one in state.queue if _is_run(one, event.run))
    left = tuple(replace(one, rank=ORDINARY, blocks=event.blocks, fixed=True) for one in found)
    queue = tuple(one for one in state.queue if not _is_run(one, event.run))
    return state.changed(queue=queue, put_off=(*state.put_off, *left))


# -- what happens in the room ---------------------------------------------------------------------------------------


@_on(ev.IncidentRecorded)
def _incident(state: State, event: ev.IncidentRecorded, entry: Entry) -> State:
    at = entry.instant.utc if event.at is None else event.at
    incident = Incident(event.number, event.category, event.note, at, entry.seq)
    return state.changed(incidents=(*state.incidents, incident))


@_on(ev.MisreadRecorded)
def _misread(state: State, event: ev.MisreadRecorded, entry: Entry) -> State:
    return state.changed(misreads=(*state.misreads, Misread(event.number, event.block, event.sentence, state.t)))


@_on(ev.MisreadWithdrawn)
def _misread_withdrawn(state: State, event: ev.MisreadWithdrawn, entry: Entry) -> State:
    misreads = tuple(replace(one, withdrawn=True) if one.number == event.number else one for one in state.misreads)
    return state.changed(misreads=misreads)


@_on(ev.NoteTaken)
def _note(state: State, event: ev.NoteTaken, entry: Entry) -> State:
    return state.changed(notes=(*state.notes, (entry.seq, event.text, event.source)))


@_on(ev.Tallied)
def _tallied(state: State, event: ev.Tallied, entry: Entry) -> State:
    return state.changed(tallies=_with(state.tallies, **{event.tally: state.tallies.get(event.tally, 0) + event.by}))


# -- materials ------------------------------------------------------------------------------------------------------


def _enter(state: State, material: str, movement: str, number: int) -> State:
    sheet = _with(state.ledger.get(material, {}), **{movement: number})
    return state.changed(ledger=_with(state.ledger, **{material: sheet}))


@_on(ev.MaterialCounted)
def _counted(state: State, event: ev.MaterialCounted, entry: Entry) -> State:
    counted = state.counted | {(event.material, event.movement)}
    return _enter(state.changed(counted=counted), event.material, event.movement, event.number)


@_on(ev.MaterialMoved)
def _material_moved(state: State, event: ev.MaterialMoved, entry: Entry) -> State:
    before = state.ledger.get(event.material, {}).get(event.movement, 0)
    return _enter(state, event.material, event.movement, before + event.by)


@_on(ev.MaterialHandedOver)
def _handed_over(state: State, event: ev.MaterialHandedOver, entry: Entry) -> State:
    left = (event.still_out, event.unaccounted, event.reason)
    return state.changed(handed_over=_with(state.handed_over, **{event.material: left}))


@_on(ev.HandsFilled)
def _hands_filled(state: State, event: ev.HandsFilled, entry: Entry) -> State:
    return state.changed(in_hand=state.in_hand | set(event.materials))


@_on(ev.HandsEmptied)
def _hands_emptied(state: State, event: ev.HandsEmptied, entry: Entry) -> State:
    return state.changed(in_hand=state.in_hand - set(event.materials))


# -- tasks of a checklist -------------------------------------------------------------------------------------------


def _keep(state: State, task: str, **fields: Any) -> State:
    """Put something about a task on record."""
    kept = replace(state.tasks.get(task, TaskRecord()), **fields)
    return state.changed(tasks={**state.tasks, task: kept})


@_on(ev.TaskAdded)
def _task_added(state: State, event: ev.TaskAdded, entry: Entry) -> State:
    """It is a step of the plan from now on: what ticks, skips and lists a pack's tasks does so with it."""
    step = Step.model_validate(
        {"ref": event.task, "title": event.title, "due": event.due or (), "blocks": (Check(text=event.title),)}
    )
    return state.changed(plan=state.plan.with_task(event.stage, step))


@_on(ev.TaskAssigned)
def _task_assigned(state: State, event: ev.TaskAssigned, entry: Entry) -> State:
    named = state.named | {event.person} if event.person else state.named
    return _keep(state.changed(named=named), event.task, assigned=event.person)


@_on(ev.TaskNoted)
def _task_noted(state: State, event: ev.TaskNoted, entry: Entry) -> State:
    before = state.tasks.get(event.task, TaskRecord()).notes
    return _keep(state, event.task, notes=(*before, (entry.seq, event.text)))


@_on(ev.TaskPostponed)
def _task_postponed(state: State, event: ev.TaskPostponed, entry: Entry) -> State:
    return _keep(state, event.task, until=event.until, reason=event.reason)


# -- the end --------------------------------------------------------------------------------------------------------


@_on(ev.OutcomeReached)
def _outcome(state: State, event: ev.OutcomeReached, entry: Entry) -> State:
    return state.changed(outcome=(*state.outcome, event))


@_on(ev.RoomClosed)
def _closed(state: State, event: ev.RoomClosed, entry: Entry) -> State:
    return state.changed(phase=Phase.CLOSED, queue=())


@_on(ev.SessionSealed)
def _sealed(state: State, event: ev.SessionSealed, entry: Entry) -> State:
    return state.changed(phase=Phase.SEALED)


@_on(ev.Amended)
def _amended(state: State, event: ev.Amended, entry: Entry) -> State:
    return state.changed(amendments=(*state.amendments, event.text))


def evolved_kinds() -> frozenset[type[ev.Event]]:
    """The types of event that are known here; a test holds them against :data:`proctor.state.events.EVENTS`."""
    return frozenset(_EVOLVE)
