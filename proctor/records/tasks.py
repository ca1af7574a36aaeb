"""A checklist in words, alike for plain lines, screens and files: how it stands, a task in a line, a task with all there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proctor.documents.charts import Bar, bars
from proctor.state.tasks import (
    ALL_YEAR,
    DONE,
    DROPPED,
    DUE,
    LATE,
    NEXT,
    STATUSES,
    TO_COME,
    MonthView,
    TaskView,
    chosen,
    days_away,
    short,
)
from proctor.state.view import SessionView

NameOf = Callable[[str], str]
NOTHING = {
    LATE: "Nothing is late.",
    DUE: "Nothing more is due this month.",
    NEXT: "Nothing is due in a later month.",
    DONE: "Nothing is done yet.",
    DROPPED: "Nothing was decided against.",
    "open": "Nothing is open: all is done.",
}
"""What is said where a filter leaves nothing."""


def standing(view: SessionView, *, brief: bool = False) -> str:
    """``12 of 105 done, 3 late, 4 due this month, next: 5 in December 2020``; ``brief``: without what comes next."""
    tasks = view.tasks
    done, total = sum(one.done for one in view.months), sum(one.total for one in view.months)
    late, due, following = (chosen(tasks, which) for which in (LATE, DUE, NEXT))
    parts = [f"{done} of {total} done"]
    parts += [f"{len(late)} late"] if late else []
    parts += [f"{len(due)} due this month"] if due else []
    if following and following[0].due and not brief:
        parts.append(f"next: {len(following)} in {following[0].due:%B %Y}")
    return ", ".join(parts)


def line(task: TaskView, view: SessionView, name_of: NameOf) -> str:
    """``July.1 · Coordinator designation form · late · Jul 1, 2020, 12 days ago · for Ana Ruiz``."""
    parts = [task.ref, task.title, STATUSES[task.status] if task.status not in (TO_COME, ALL_YEAR) else ""]
    if task.is_open:
        away = f", {days_away(task.due, view.today)}" if task.due and task.status in (LATE, DUE) else ""
        parts.append(f"{task.due_words}{away}" if task.due_words else "")
    parts.append(f"for {name_of(task.assigned)}" if task.assigned else "")
    parts.append(f"{len(task.notes)} note{'s' if len(task.notes) > 1 else ''}" if task.notes else "")
    return " · ".join(part for part in parts if part)


def whole(task: TaskView, view: SessionView, name_of: NameOf) -> Iterator[str]:
    """One task with all that is on record of it, and what the document says."""
    yield line(task, view, name_of)
    if task.text != task.title:
        yield f"  {task.text}"
    if task.due and task.planned and task.due != task.planned:
        yield f"  postponed from {short(task.planned)} to {short(task.due)}: {task.reason}"
    elif task.reason:
        yield f"  because: {task.reason}"
    for spot in task.asks:
        yield f"  asked: {view.block(spot).text} ({' / '.join(view.block(spot).options)})"
    yield from (f"  note: {text}" for _, text in task.notes)
    for one in task.details:
        page = f", p. {one.page}" if one.page else ""
        yield f"  see {one.title} ({one.section}{page}): {' '.join(one.text.split())}"
        if one.link:
            yield f"    {one.link}"


def progress(months: tuple[MonthView, ...], width: int) -> tuple[str, ...]:
    """The chart: how far each part is, and the whole."""
    whole_list = Bar("Together", sum(m.done for m in months), sum(m.total for m in months), sum(m.late for m in months))
    return bars([*(Bar(one.title, one.done, one.total, one.late) for one in months), whole_list], width)
