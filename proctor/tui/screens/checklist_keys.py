"""The checklist screen's keys: every one with an id, by which settings can change it, and a line that says what it does."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from proctor.state.state import Phase
from proctor.state.tasks import DONE, DUE, LATE, NEXT, TaskView

FILTERS = (("all", "all"), (DUE, "due this month"), (LATE, "late"), (NEXT, "next"), ("open", "open"), (DONE, "done"))
"""What the list can show, in the order of the key that goes through them and of the digits."""


def _key(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, does, id=f"checklist.{name}", tooltip=tooltip)


BINDINGS: list[BindingType] = [
    _key("space", "tick", "tick", "tick", "It is done; on one that is done: it is not done after all"),
    _key("enter", "dialog('task')", "look", "look", "All of the task: its notes, and what the document says"),
    _key("a", "dialog('assign')", "assign", "assign", "Whose task it is"),
    _key("n", "dialog('task_note')", "note", "note", "Put words about the task into the record"),
    _key("p", "dialog('postpone')", "postpone", "postpone", "Another day counts, for a reason"),
    _key("plus,A", "dialog('add_task')", "add", "add", "Add a task of your own"),
    _key("s", "dialog('drop')", "not here", "drop", "The task is not to be done here, for a reason"),
    _key("f", "filter", "filter", "filter", "Show all tasks, or only those due this month, late, next, open, done"),
    _key("g", "dialog('progress')", "progress", "progress", "How far each month is, as a chart"),
    _key("slash", "ask", "ask", "ask", "Ask what the document says"),
    _key("u", "dialog('undo')", "undo", "undo", "Take back one of the last ticks"),
    _key("N", "dialog('note')", "note on the list", "note-list", "Put words about the whole list into the record"),
    _key("j", "log", "log", "log", "What is on record so far"),
    _key("c", "cover", "cover", "cover", "Cover the screen with the clock"),
    _key("T", "dialog('takeover')", "hand over", "take-over", "Somebody else keeps the list from now on"),
    _key("x", "close", "close the list", "close", "Close the list; once it is closed, seal the record"),
    _key("M", "dialog('amend')", "amend", "amend", "After the seal: add to the record"),
    _key("P", "put_back", "write it back", "put-back", "Write the session's file anew where it has vanished"),
    _key("q", "dialog('leave')", "leave", "leave", "Leave the list; it stays open"),
    _key("question_mark,f1", "app.keys", "keys", "keys", "Every key of this screen"),
    *(
        Binding(str(n), f"show('{which}')", f"show {name}", show=False, id=f"checklist.show-{n}", tooltip=f"Show: {name}")
        for n, (which, name) in enumerate(FILTERS, 1)
    ),
]


def keys_now(phase: Phase, task: TaskView | None) -> dict[str, str]:
    """Ids of the bindings that matter now, most wanted first, with what each is called now ("" for as always); help is last."""
    names = {f"checklist.{name}": "" for name in (*_names(phase, task), "keys")}
    if task is not None and "checklist.tick" in names:
        names["checklist.tick"] = "tick" if task.is_open else "untick"
    if phase is Phase.CLOSED:
        names["checklist.close"] = "seal the record"
    return names


def _names(phase: Phase, task: TaskView | None) -> tuple[str, ...]:
    if phase is Phase.SEALED:
        return ("leave", "look", "amend", "log")
    if phase is Phase.CLOSED:
        return ("close", "look", "note-list", "log", "leave")
    if task is None:
        return ("filter", "add", "progress", "ask", "close", "leave")
    about = ("assign", "note", "postpone") if task.is_open else ("note",)
    return ("tick", *about, "add", "filter", "look", "progress", "ask", "drop", "leave")
