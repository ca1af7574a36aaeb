"""The verbs of a checklist's session: those that name a task, list them, or add one. What is not here is as everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proctor.plain import grammar
from proctor.plain.grammar import VERBS, Ask, NotUnderstood, Parsed, late_entry
from proctor.scripts.base import DATE
from proctor.state import commands as c
from proctor.state.clock import NotATime
from proctor.state.tasks import DONE, DROPPED, DUE, LATE, NEXT, TaskView
from proctor.state.view import SessionView

FILTERS = {"late": LATE, "due": DUE, "next": NEXT, "open": "open", "done": DONE, "dropped": DROPPED, "all": "all"}
"""What ``l`` lists, beside a month."""
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class AssignTo:
    """``assign TASK NAME``: the command is made where people are known; no name is nobody."""

    task: str
    name: str


@dataclass(frozen=True, slots=True)
class Show:
    """``l`` and ``show``: tasks, by a filter; or one, by its ref."""

    what: str
    task: str = ""


def parse(line: str, view: SessionView) -> Parsed | AssignTo | Show:
    """What a line asks for, in a session of any kind. Raises :class:`NotUnderstood`."""
    verb, _, rest = line.strip().partition(" ")
    found = LIST_VERBS.get(verb.lower()) if view.is_list else None
    if found is None:
        return grammar.parse(line, view)
    try:
        return found.read(rest.strip(), view)
    except NotATime as error:
        raise NotUnderstood(str(error)) from None


def _task(rest: str, view: SessionView, usage: str) -> tuple[TaskView, str]:
    """The task that is named first, also by one of its blocks and as it is printed, and the words behind it."""
    first, _, after = rest.partition(" ")
    named = first.rstrip(":").removeprefix("[").removesuffix("]").partition("/")[0]
    task = view.task(named) if named else None
    if task is None:
        given = f"there is no task {first[:30]!r}; l all lists them" if first else f"expected {usage}"
        raise NotUnderstood(given)
    return task, after.strip()


def _tick(rest: str, view: SessionView) -> Parsed:
    words, at = late_entry(rest, view)
    task, more = _task(words, view, "n TASK")
    if more:
        raise NotUnderstood("expected n TASK [H:MM], and nothing behind it")
    return c.Advance(block=(*task.to_do, *task.settled)[0], at=at)


def _skip(rest: str, view: SessionView) -> Parsed:
    task, reason = _task(rest, view, "s TASK REASON")
    return c.Skip(block=(*task.to_do, *task.settled)[0], reason=reason)


def _answer(rest: str, view: SessionView) -> Parsed:
    task, answer = _task(rest, view, "a TASK ANSWER")
    if not answer:
        raise NotUnderstood("a wants the answer behind the task")
    return c.Answer(block=(*task.asks, *task.to_do, *task.settled)[0], answer=answer)


def _undo(rest: str, view: SessionView) -> Parsed:
    task, reason = _task(rest, view, "undo TASK [REASON]")
    return c.Reopen(block=(*reversed(task.settled), *task.to_do)[0], reason=reason)


def _assign(rest: str, view: SessionView) -> AssignTo:
    task, name = _task(rest, view, "assign TASK NAME")
    if not name:
        raise NotUnderstood(f"assign wants the name behind the task, or {NOBODY} for nobody")
    return AssignTo(task.ref, "" if name == NOBODY else name)


def _note(rest: str, view: SessionView) -> Parsed:
    """About a task where one is named, else for the record of the whole list."""
    first, _, after = rest.partition(" ")
    task = view.task(first.rstrip(":")) if first else None
    return c.NoteTask(task=task.ref, text=after) if task and after.strip() else c.TakeNote(text=rest)


def _postpone(rest: str, view: SessionView) -> Parsed:
    task, words = _task(rest, view, "postpone TASK YYYY-MM-DD REASON")
    day, _, reason = words.partition(" ")
    if not day:
        raise NotUnderstood("expected the day and the reason, as in: postpone July.3 2020-08-15 nobody is there before")
    return c.Postpone(task=task.ref) if day == NOBODY else c.Postpone(task=task.ref, until=day, reason=reason.strip())


def _add(rest: str, view: SessionView) -> Parsed:
    day, words = _day_first(rest)
    stage, words = _stage_first(words, view)
    if not day:
        day, words = _day_first(words)
    if not words:
        raise NotUnderstood("expected what is to be done, as in: add july 2020-07-20 Order the paper")
    return c.AddTask(title=words, stage=stage or stage_for(view, day), due=day)


def _day_first(words: str) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    return (first, rest.strip()) if re.match(DATE, first) else ("", words)


def _stage_first(words: str, view: SessionView) -> tuple[str, str]:
    """A stage that is named first, by its id or the beginning of it ("july"), before a colon or not."""
    first, _, rest = words.partition(" ")
    name = first.rstrip(":").casefold()
    fitting = [stage.id for stage in view.plan.script.stages if stage.id == name or (name and stage.id.startswith(f"{name}-"))]
    return (fitting[0], rest.strip()) if len(fitting) == 1 and rest.strip() else ("", words)


def stage_for(view: SessionView, day: str) -> str:
    """Where a task belongs of which only the day is known, or nothing: the stage of that month, of this one, of all year."""
    stages = view.plan.script.stages
    month = (day or view.today.isoformat())[:7]
    found = [one.id for one in stages if one.month == month] or [one.id for one in stages if one.month is None]
    return found[0] if found else stages[-1].id


def _list(rest: str, view: SessionView) -> Show:
    wanted = rest.casefold() or "open"
    stages = [one.id for one in view.plan.script.stages]
    fitting = [one for one in stages if one.startswith(wanted)]
    if wanted in FILTERS:
        return Show(FILTERS[wanted])
    if len(fitting) == 1:
        return Show(fitting[0])
    raise NotUnderstood(f"l lists one of {', '.join(FILTERS)}, or a part of the list: {', '.join(stages)}")


def _show(rest: str, view: SessionView) -> Show:
    task, _ = _task(rest, view, "show TASK")
    return Show("task", task.ref)


def _progress(rest: str, view: SessionView) -> Parsed:
    return Ask("progress")


_Read = Callable[[str, SessionView], "Parsed | AssignTo | Show"]


@dataclass(frozen=True, slots=True)
class ListVerb:
    """As :class:`proctor.plain.grammar.Verb`."""

    usage: str
    does: str
    read: _Read


LIST_VERBS: Mapping[str, ListVerb] = {
    "n": ListVerb("n TASK [H:MM]", "tick a task: it is done", _tick),
    "undo": ListVerb("undo TASK [REASON]", "untick it: open again", _undo),
    "s": ListVerb("s TASK REASON", "it is not to be done here, with the reason", _skip),
    "a": ListVerb("a TASK ANSWER", "answer the question of a task", _answer),
    "assign": ListVerb("assign TASK NAME", "it is somebody's to do (assign TASK - for nobody)", _assign),
    "note": ListVerb("note TASK TEXT", "put words about a task into the record (note TEXT: about the whole list)", _note),
    "postpone": ListVerb(
        "postpone TASK YYYY-MM-DD REASON", "another day counts (postpone TASK - puts its own back)", _postpone
    ),
    "add": ListVerb("add [MONTH] [YYYY-MM-DD] TEXT", "add a task of your own", _add),
    "l": ListVerb("l [WHICH]", f"list tasks: {', '.join(FILTERS)}, or a month", _list),
    "show": ListVerb("show TASK", "a task with what is on record of it and what the document says", _show),
    "progress": ListVerb("progress", "how far each month is", _progress),
}
"""What a list's session has in place of the verbs of the same name, and beside them."""

KEPT = ("take", "?", "y", "keep", "set", "close", "seal", "amend", "q", "h")
"""The verbs of every session that make sense for a list."""


def help_rows() -> tuple[tuple[str, str], ...]:
    """(usage, what it does) of all that can be typed in a list's session."""
    kept = [(VERBS[name].usage, VERBS[name].does) for name in KEPT]
    kept = [(usage, does.replace(" (students=28 too)", "")) for usage, does in kept]
    return (*((one.usage, one.does) for one in LIST_VERBS.values()), *kept)
