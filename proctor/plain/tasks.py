"""A checklist in plain lines: how much is done, what is late, one task a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from proctor.plain.list_grammar import FILTERS, Show, help_rows
from proctor.records.tasks import NOTHING, NameOf, line, progress, standing, whole
from proctor.state import Session
from proctor.state import events as ev
from proctor.state.clock import local_time
from proctor.state.state import Entry, Phase
from proctor.state.tasks import chosen, short
from proctor.state.view import SessionView

WIDTH = 72
"""Columns of the chart: it is never broken by a terminal."""


def banner(view: SessionView, version: str, *, resumed: bool = False) -> Iterator[str]:
    """What list it is, once at the beginning."""
    yield f"proctor {version} · {view.mode.upper()} · {view.authority} · {view.title} · today is {short(view.today)}"
    if resumed:
        opened, last = local_time(view.opened_at), local_time(view.last_entry_at)
        yield f"Resumed: opened {opened:%Y-%m-%d}, last entry {last:%Y-%m-%d %H:%M}."
    yield "n TASK ticks a task, l lists what is open, show TASK says more, h lists the commands."


def screen(view: SessionView) -> Iterator[str]:
    """How the list stands, in a line; it is said again whenever it has changed."""
    if view.phase is Phase.SEALED:
        return
    if view.phase is Phase.CLOSED:
        yield "The list is closed. seal seals the record."
        return
    yield f"LIST: {standing(view)}."
    if not chosen(view.tasks, "open"):
        yield "Nothing is open. Close the list (close), or add tasks."


def shown(session: Session, what: Show) -> Iterator[str]:
    """What ``l`` or ``show`` asks for."""
    view = session.view()
    task = view.task(what.task)
    if task is None:
        yield from listing(view, what.what, session.name_of)
        return
    first, *rest = whole(task, view, session.name_of)
    yield from (f"TASK: {first}", *rest)


def listing(view: SessionView, which: str, name_of: NameOf) -> Iterator[str]:
    """The tasks of a filter, part by part."""
    found = chosen(view.tasks, which)
    if not found:
        yield NOTHING.get(which, "No task is there.")
    for month, tasks in groupby(found, key=lambda task: task.month):
        yield f"{month}:"
        yield from (f"  {line(task, view, name_of)}" for task in tasks)


def chart(view: SessionView) -> Iterator[str]:
    """How far each part is."""
    yield from progress(view.months, WIDTH)


def news(session: Session, entries: Sequence[Entry]) -> Iterator[str]:
    """The tasks that a command has touched, as they stand now."""
    view = session.view()
    for ref in dict.fromkeys(ref for entry in entries if (ref := _touched(entry.event))):
        if task := view.task(ref):
            yield f"  {line(task, view, session.name_of)}"


def _touched(event: ev.Event) -> str:
    match event:
        case ev.BlockDone(block=spot) | ev.BlockSkipped(block=spot) | ev.BlockReopened(block=spot) | ev.Answered(block=spot):
            return spot.partition("/")[0]
        case ev.TaskAdded(task=ref) | ev.TaskAssigned(task=ref) | ev.TaskNoted(task=ref) | ev.TaskPostponed(task=ref):
            return ref
        case _:
            return ""


def help_lines() -> Iterator[str]:
    """Every command of a list's session in one line."""
    rows = help_rows()
    width = max(len(usage) for usage, _ in rows)
    yield from (f"  {usage:<{width}}  {does}" for usage, does in rows)
    yield f"  TASK is a number such as July.3; WHICH is one of {', '.join(FILTERS)}, or a month."
