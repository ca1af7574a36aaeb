"""A checklist as its tasks: what is done, what is late, what is due this month and what comes next, month by month.

A task is a step of a script of kind ``checklist``, of the pack's own or added by whoever works with the list. It is done when
nothing more is wanted of its blocks. Days are those of the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from proctor.scripts.blocks import Ask
from proctor.scripts.due import end_of
from proctor.scripts.models import Detail, Stage, Step
from proctor.state.plan import Plan, Planned
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

NOTHING_KEPT = TaskRecord()
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
    met = tuple(_met(state))
    calendar = Calendar.of((one.due for one in met if one.due and one.to_do), today)
    return tuple([_task(state, one, calendar) for one in met])


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


Spots = tuple[tuple[str, Planned], ...]
"""The spots of one step, each with its block."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A step that lies on the way: what of it is to be done, and by when."""

    stage: Stage
    step: Step
    spots: Spots
    to_do: tuple[str, ...]
    due: date | None


def _met(state: State) -> Iterator[_Met]:
    """Every step that lies on the way, in order."""
    steps: dict[str, list[tuple[str, Planned]]] = {}
    for spot, planned in state.route():
        steps.setdefault(planned.step.ref, []).append((spot, planned))
    fixed = _fixed(state.plan)
    for ref, spots in steps.items():
        first = spots[0][1]
        assert first.stage is not None
        to_do = tuple([spot for spot, _ in spots if not state.is_settled(spot)])
        kept = state.tasks.get(ref, NOTHING_KEPT)
        due = date.fromisoformat(kept.until) if kept.until else fixed[ref].day
        yield _Met(first.stage, first.step, tuple(spots), to_do, due)


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What of a task is as its list has it, whatever is done with it."""

    day: date | None
    rules: tuple[str, ...]
    details: tuple[Detail, ...]
    texts: Mapping[str, str]


@lru_cache(maxsize=4)
def _fixed(plan: Plan) -> Mapping[str, _Fixed]:
    """By ref, worked out once a plan: a list is looked at with every key."""
    details = {one.id: one for one in plan.script.details}
    texts: dict[str, dict[str, str]] = {}
    for one in plan.blocks:
        texts.setdefault(one.step.ref, {})[one.id] = " ".join(one.text.split())
    return {
        step.ref: _Fixed(
            own_day(stage, step),
            tuple(due.words for due in step.due if not due.on),
            tuple(details[name] for name in step.see if name in details),
            texts[step.ref],
        )
        for stage, step in plan.script.steps()
    }


def _task(state: State, met: _Met, calendar: Calendar) -> TaskView:
    step, spots, to_do = met.step, met.spots, met.to_do
    fixed, kept = _fixed(state.plan)[step.ref], state.tasks.get(step.ref, NOTHING_KEPT)
    dropped = None if to_do else _why_dropped(state, spots)
    texts = [fixed.texts[one.id] for _, one in spots]
    return TaskView(
        ref=step.ref,
        title=step.title or texts[0],
        text=" ".join(texts),
        stage=met.stage.id,
        month=met.stage.title,
        status=calendar.status(met.due) if to_do else DONE if dropped is None else DROPPED,
        due=met.due,
        planned=fixed.day,
        rules=fixed.rules,
        assigned=kept.assigned,
        notes=kept.notes,
        reason=dropped or kept.reason,
        own=step.ref in state.plan.own,
        to_do=to_do,
        asks=tuple([spot for spot, one in spots if spot in to_do and ("?" in spot or isinstance(one.block, Ask))]),
        settled=tuple([spot for spot, _ in spots if spot not in to_do]),
        details=fixed.details,
    )


def _why_dropped(state: State, spots: Spots) -> str | None:
    """The reason why a settled task, or a part of it, was not done; None where all of it was."""
    records = (state.blocks.get(spot) for spot, _ in spots)
    return next((one.reason for one in records if one is not None and one.status is Status.SKIPPED), None)


def own_day(stage: Stage, step: Step) -> date | None:
    """The day that counts for a step as the list has it: its own, else the last of its month."""
    own = next((one.day for one in step.due if one.day), None)
    return own or (end_of(stage.month) if stage.month else None)


# -- how it stands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Calendar:
    """What day it is, and in which month something open is due after this one: that is what comes next."""

    today: date | None
    this: tuple[int, int] | None
    following: tuple[int, int] | None

    @classmethod
    def of(cls, open_days: Iterable[date], today: date | None) -> Calendar:
        if today is None:
            return cls(None, None, None)
        this = (today.year, today.month)
        return cls(today, this, min((month for day in open_days if (month := (day.year, day.month)) > this), default=None))

    def status(self, due: date | None) -> str:
        """How an open task stands that is due on a day."""
        if due is None:
            return ALL_YEAR
        if self.today is None or self.this is None:
            return TO_COME
        if due < self.today:
            return LATE
        month = (due.year, due.month)
        return DUE if month == self.this else NEXT if month == self.following else TO_COME


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
