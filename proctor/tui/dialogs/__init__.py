"""One dialog a file, imported when it is opened. :data:`DIALOGS` is where a screen finds it by name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from proctor.tui.desk import Desk
    from proctor.tui.dialogs.base import Dialog

DIALOGS = {
    "amend": "note:AmendDialog",
    "answer": "answer:AnswerDialog",
    "close": "close:CloseDialog",
    "count": "count:CountDialog",
    "handover": "handover:HandOverDialog",
    "incident": "incident:IncidentDialog",
    "interrupt": "interrupt:InterruptDialog",
    "materials": "materials:MaterialsDialog",
    "note": "note:NoteDialog",
    "numbers": "material_numbers:NumbersDialog",
    "resume": "resume:ResumeDialog",
    "seal": "seal:SealDialog",
    "skip": "skip:SkipDialog",
    "void": "void:VoidDialog",
}
"""Name, and where it stands: ``module:class``."""


def dialog(name: str, desk: Desk, *what: str) -> Dialog:
    """Make a dialog; ``what`` is what it is about (a block, a material), where it is about one thing."""
    module, _, kind = DIALOGS[name].partition(":")
    kinds = importlib.import_module(f"proctor.tui.dialogs.{module}")
    return cast("Dialog", getattr(kinds, kind)(desk, *what))
