"""Rules of a checklist's tasks: adding one, assigning it, a note about it, another day for it. Ticking is the walk's."""

from __future__ import annotations

from datetime import date
from itertools import count

from proctor.scripts.base import read_date
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import local_time
from proctor.state.plan import Planned
from proctor.state.rules.draft import Draft
from proctor.state.state import State, TaskRecord

MOST = 500
"""Tasks that can be added to one list; more are no list that a person keeps."""


def add_task(d: Draft, command: c.AddTask) -> None:
    plan = d.state.plan
    title = d.words(command.title, "what is to be done")
    stages = [stage.id for stage in plan.script.stages]
    if command.stage not in stages:
        d.refuse(f"there is no part {command.stage[:40]!r} of this list; there are {', '.join(stages)}")
    if len(plan.added) >= MOST:
        d.refuse(f"{MOST} tasks were added already; put this one into a note")
    day = _day(d, command.due) if command.due.strip() else ""
    ref = next(ref for n in count(len(plan.added) + 1) if plan.first_of(ref := f"Own.{n}") is None)
    d.add(ev.TaskAdded(task=ref, stage=command.stage, title=title, due=day))


def assign(d: Draft, command: c.Assign) -> None:
    _open_task(d, command.task)
    has_it = _kept(d.state, command.task).assigned
    if command.person.key == has_it:
        d.refuse(f"{command.task} is this person's already" if has_it else f"{command.task} is nobody's; say whose it is to be")
    d.add(ev.TaskAssigned(task=command.task, person=command.person.key, person_digest=command.person.digest))


def note_task(d: Draft, command: c.NoteTask) -> None:
    _task(d, command.task)
    d.add(ev.TaskNoted(task=command.task, text=d.words(command.text, "the note")))


def postpone(d: Draft, command: c.Postpone) -> None:
    """Another day counts; it may be an earlier one than before, and never one that is past."""
    _open_task(d, command.task)
    before = _kept(d.state, command.task).until
    if not command.until.strip():
        if not before:
            d.refuse(f"{command.task} was not postponed; say to which day")
        d.add(ev.TaskPostponed(task=command.task))
        return
    day = _day(d, command.until)
    today = local_time(d.now.utc).date()
    if date.fromisoformat(day) < today:
        d.refuse(f"{day} is past; today is {today.isoformat()}")
    if day == before:
        d.refuse(f"{command.task} is postponed to {day} already")
    d.add(ev.TaskPostponed(task=command.task, until=day, reason=d.words(command.reason, "the reason")))


# -- what they share ------------------------------------------------------------------------------------------------


def _task(d: Draft, ref: str) -> tuple[Planned, ...]:
    """The blocks of a task that applies."""
    blocks = d.state.plan.blocks_of(ref)
    if not blocks:
        d.refuse(f"there is no task {ref[:40]!r} in this list")
    if all(d.state.applies(one) is False for one in blocks):
        d.refuse(f"{ref} does not apply here")
    return blocks


def _open_task(d: Draft, ref: str) -> None:
    """Refuse what is done or was decided against."""
    here = [one for one in _task(d, ref) if d.state.applies(one) is not False]
    if all(d.state.is_settled(one.id) for one in here):
        skipped = any(record.reason for one in here if (record := d.state.blocks.get(one.id)))
        d.refuse(f"{ref} {'was decided against' if skipped else 'is done'}; open it again first")


def _kept(state: State, ref: str) -> TaskRecord:
    return state.tasks.get(ref, TaskRecord())


def _day(d: Draft, typed: str) -> str:
    try:
        return read_date(typed)
    except ValueError as error:
        d.refuse(f"the day: {error}")
