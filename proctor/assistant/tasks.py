"""What a checklist's session knows of itself, for whoever asks: what is late, what is due this month, what comes next, how far
it is. The rules of its document are asked like those of any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from proctor.assistant.reply import Reply

if TYPE_CHECKING:
    from proctor.state.tasks import TaskView
    from proctor.state.view import SessionView

FEW = 6
"""So many tasks are named; of more it is said how many there are."""

ASKED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "tasks/late",
        "What is late",
        (
            "what is late",
            "what is overdue",
            "which tasks are late",
            "am I late with anything",
            "what did I miss the deadline of",
        ),
    ),
    (
        "tasks/due",
        "What is due this month",
        ("what is due this month", "what is due", "what do I have to do this month", "tasks of this month", "due this month"),
    ),
    (
        "tasks/progress",
        "How far the list is",
        ("how far am I", "how much is done", "how many tasks are done", "progress", "how far is the list"),
    ),
)
"""(id, title, ways of asking) of what only a list can tell."""


def told(name: str, view: SessionView) -> Reply | None:
    """The answer of one of the program's own questions where the session is a list; None where it has no answer of its own."""
    found = _TOLD.get(name)
    return Reply("", "progress", found(view)) if found and view.is_list else None


def _of(status: str, none: str) -> Callable[[SessionView], str]:
    def say(view: SessionView) -> str:
        return _named([task for task in view.tasks if task.status == status]) or none

    return say


def _named(tasks: Iterable[TaskView]) -> str:
    """``July.1 (Designation form, Jul 1, 2020); …`` as a sentence."""
    from proctor.state.tasks import short  # late: only in a session

    found = list(tasks)
    said = [f"{one.ref} ({one.title}{f', {short(one.due)}' if one.due else ''})" for one in found[:FEW]]
    more = f"; and {len(found) - FEW} more" if len(found) > FEW else ""
    return f"{'; '.join(said)}{more}." if said else ""


def _open(view: SessionView) -> str:
    return _named([task for task in view.tasks if task.is_open]) or "Nothing: all is done, and the list can be closed."


def _progress(view: SessionView) -> str:
    done, total = sum(one.done for one in view.months), sum(one.total for one in view.months)
    late = sum(one.late for one in view.months)
    return f"{done} of {total} tasks are done{f'; {late} late' if late else ''}."


def _no_clock(view: SessionView) -> str:
    return "A list of tasks has no clock."


_TOLD: Mapping[str, Callable[[SessionView], str]] = {
    "tasks/late": _of("late", "Nothing is late."),
    "tasks/due": _of("due", "Nothing more is due this month."),
    "tasks/progress": _progress,
    "time/due": _of("due", "Nothing more is due this month."),
    "progress/next": _of("next", "Nothing is due in a later month."),
    "progress/where": _progress,
    "progress/skipped": _of("dropped", "Nothing was decided against."),
    "progress/open": _open,
    "progress/testing": lambda view: "A list of tasks has no students.",
    "time/left": _no_clock,
    "time/half": _no_clock,
    "time/end": _no_clock,
    "time/started": _no_clock,
}
