"""A checklist as its tasks: what is done, what is late, what is due this month and what comes next, month by month.

A task is a step of a script of kind ``checklist``, of the pack's own or added by whoever works with the list. It is done when
nothing more is wanted of its blocks. Days are those of the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from proctor.scripts.due import end_of
from proctor.scripts.models import Ask, Detail, Stage, Step
from proctor.state.plan import Planned
from proctor.state.state import State, Status, TaskRecord

DONE, DROPPED, LATE, DUE, NEXT, TO_COME, ALL_YEAR = "done", "dropped", "late", "due", "next", "to_come", "all_year"
STATUSES: Mapping[str, str] = {
    LATE: "late",
    DUE: "due this month",
    NEXT: "next",
    TO_COME: "to come",
    ALL_YEAR: "all year",
    DONE: "done",
    DROPPED: "not done",
}
"""How a task stands, and how that is said; in the order in which a person wants to know of it."""

OPEN = frozenset({LATE, DUE, NEXT, TO_COME, ALL_YEAR})


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task and how it stands."""

    ref: str
    title: str
    text: str
    stage: str
    """The id of its stage, of which ``month`` is the title."""
    month: str
    status: str
    due: date | None
    """The day that counts: the one it was postponed to, else its own, else the last of its month."""
    planned: date | None
    """The day that counted before it was postponed."""
    rules: tuple[str, ...]
    """Its deadlines in words, but for the day that counts."""
    assigned: str
    """The key of a person."""
    notes: tuple[tuple[int, str], ...]
    """(event, words)."""
    reason: str
    """Why it was postponed, or not done."""
    own: bool
    """Whether somebody added it."""
    to_do: tuple[str, ...]
    """Spots that are not settled yet; those that want an answer are among ``asks``."""
    asks: tuple[str, ...]
    settled: tuple[str, ...]
    details: tuple[Detail, ...]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def due_words(self) -> str:
        """``Dec 1, 2020``, with the rules that no calendar knows; "" where there is nothing to say."""
        day = (short(self.due),) if self.due else ()
        return "; ".join((*day, *self.rules))


@dataclass(frozen=True, slots=True)
class MonthView:
    """How far a stage is. ``dropped`` ones count as neither open nor done."""

    stage: str
    title: str
    done: int
    total: int
    late: int


def short(day: date) -> str:
    """``Dec 1, 2020``."""
    return f"{day:%b} {day.day}, {day.year}"


def tasks_of(state: State, today: date | None) -> tuple[TaskView, ...]:
    """Every task that applies, in the order of the list. Without a day (a list that nobody has opened) nothing is late."""
    if not state.plan.script.is_list:
        return ()
    found = [_task(state, stage, steps) for stage, steps in _by_task(state)]
    following = _next_month(found, today)
    return tuple(replace(task, status=_timed(task, today, following)) if task.is_open else task for task in found)


def months_of(tasks: Iterable[TaskView]) -> tuple[MonthView, ...]:
    """The progress of each stage, in order; what was decided against is left out."""
    stages: dict[str, list[TaskView]] = {}
    for task in tasks:
        stages.setdefault(task.stage, []).append(task)
    return tuple(
        MonthView(
            stage,
            these[0].month,
            sum(task.status == DONE for task in these),
            sum(task.status != DROPPED for task in these),
            sum(task.status == LATE for task in these),
        )
        for stage, these in stages.items()
    )


def chosen(tasks: Iterable[TaskView], which: str) -> tuple[TaskView, ...]:
    """The tasks of a filter: a status, ``open`` for all that are open, ``all``, or the id of a stage."""
    return tuple(
        task for task in tasks if which == "all" or which in (task.status, task.stage) or (which == "open" and task.is_open)
    )


# -- one task -------------------------------------------------------------------------------------------------------


def _by_task(state: State) -> Iterator[tuple[Stage, tuple[tuple[str, Planned], ...]]]:
    """(stage, the spots of a step that lie on the way) for each step, in order."""
    steps: dict[str, list[tuple[str, Planned]]] = {}
    for spot, planned in state.route():
        steps.setdefault(planned.step.ref, []).append((spot, planned))
    for spots in steps.values():
        stage = spots[0][1].stage
        assert stage is not None
        yield stage, tuple(spots)


def _task(state: State, stage: Stage, spots: tuple[tuple[str, Planned], ...]) -> TaskView:
    step = spots[0][1].step
    kept = state.tasks.get(step.ref, TaskRecord())
    to_do = tuple(spot for spot, _ in spots if not state.is_settled(spot))
    records = [state.blocks[spot] for spot, _ in spots if spot in state.blocks]
    dropped = next((one for one in records if one.status is Status.SKIPPED), None) if not to_do else None
    planned = own_day(stage, step)
    detailed = (state.plan.script.detail(name) for name in step.see)
    return TaskView(
        ref=step.ref,
        title=step.title or spots[0][1].text,
        text=" ".join(" ".join(one.text.split()) for _, one in spots),
        stage=stage.id,
        month=stage.title,
        status=TO_COME if to_do else DROPPED if dropped else DONE,
        due=date.fromisoformat(kept.until) if kept.until else planned,
        planned=planned,
        rules=tuple(one.words for one in step.due if not one.on),
        assigned=kept.assigned,
        notes=kept.notes,
        reason=dropped.reason if dropped else kept.reason,
        own=step.ref in state.plan.own,
        to_do=to_do,
        asks=tuple(spot for spot, one in spots if spot in to_do and ("?" in spot or isinstance(one.block, Ask))),
        settled=tuple(spot for spot, _ in spots if spot not in to_do),
        details=tuple(one for one in detailed if one is not None),
    )


def own_day(stage: Stage, step: Step) -> date | None:
    """The day that counts for a step as the list has it: its own, else the last of its month."""
    own = next((one.day for one in step.due if one.day), None)
    return own or (end_of(stage.month) if stage.month else None)


# -- how it stands --------------------------------------------------------------------------------------------------


def _next_month(tasks: Iterable[TaskView], today: date | None) -> tuple[int, int] | None:
    """The first month after this one in which something open is due: that is what comes next."""
    if today is None:
        return None
    this = (today.year, today.month)
    later = [(task.due.year, task.due.month) for task in tasks if task.is_open and task.due]
    return min((month for month in later if month > this), default=None)


def _timed(task: TaskView, today: date | None, following: tuple[int, int] | None) -> str:
    if task.due is None:
        return ALL_YEAR
    month = (task.due.year, task.due.month)
    if today is None or (month > (today.year, today.month) and month != following):
        return TO_COME
    if task.due < today:
        return LATE
    return NEXT if month == following else DUE


def days_away(day: date, today: date) -> str:
    """``today``, ``in 3 days``, ``5 weeks ago``: in the largest unit of which there are two or more."""
    days = (day - today) // timedelta(days=1)
    if not days:
        return "today"
    unit, size = next((one for one in _UNITS if abs(days) >= 2 * one[1]), ("day", 1))
    count = abs(days) // size
    said = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {said}" if days > 0 else f"{said} ago"


_UNITS = (("year", 365), ("month", 30), ("week", 7))
