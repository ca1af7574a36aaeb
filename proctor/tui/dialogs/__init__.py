"""One dialog a file, imported when it is opened. :data:`DIALOGS` is where a screen finds it by name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from proctor.tui.desk import Desk
    from proctor.tui.dialogs.base import Dialog

DIALOGS = {
    "add_task": "task_list:AddTaskDialog",
    "amend": "note:AmendDialog",
    "answer": "answer:AnswerDialog",
    "assign": "task:AssignDialog",
    "ask": "ask:AskDialog",
    "clock": "clock:ClockDialog",
    "close": "close:CloseDialog",
    "close_list": "task_list:CloseListDialog",
    "count": "count:CountDialog",
    "drop": "task:DropDialog",
    "early": "early:EarlyDialog",
    "fact": "room:FactDialog",
    "handover": "handover:HandOverDialog",
    "incident": "incident:IncidentDialog",
    "interrupt": "interrupt:InterruptDialog",
    "leave": "leave:LeaveDialog",
    "look": "look:LookDialog",
    "mark": "times:MarkDialog",
    "materials": "materials:MaterialsDialog",
    "misread": "misread:MisreadDialog",
    "note": "note:NoteDialog",
    "numbers": "material_numbers:NumbersDialog",
    "postpone": "task:PostponeDialog",
    "progress": "task_list:ProgressDialog",
    "record": "record:RecordDialog",
    "resume": "resume:ResumeDialog",
    "room": "room:RoomDialog",
    "row": "record:RowDialog",
    "seal": "seal:SealDialog",
    "skip": "skip:SkipDialog",
    "takeover": "takeover:TakeOverDialog",
    "task": "task:TaskDialog",
    "task_note": "task:TaskNoteDialog",
    "tallies": "tallies:TalliesDialog",
    "times": "times:TimesDialog",
    "undo": "undo:UndoDialog",
    "void": "void:VoidDialog",
}
"""Name, and where it stands: ``module:class``."""


def dialog(name: str, desk: Desk, *what: str) -> Dialog:
    """Make a dialog; ``what`` is what it is about (a block, a material), where it is about one thing."""
    module, _, kind = DIALOGS[name].partition(":")
    kinds = importlib.import_module(f"proctor.tui.dialogs.{module}")
    return cast("Dialog", getattr(kinds, kind)(desk, *what))
