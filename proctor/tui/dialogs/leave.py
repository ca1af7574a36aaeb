"""Leave the session: it stays as it is, and can be gone on with."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.state import Phase
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, does, leaves, plain

if TYPE_CHECKING:
    from proctor.tui.app import ProctorApp


class LeaveDialog(Dialog):
    """Says what becomes of it."""

    BINDINGS: ClassVar[list[BindingType]] = [does("leave", "Leave the session"), leaves("stay", "Go on with the session")]

    def heading(self) -> str:
        return "Leave the session"

    def body(self) -> Iterator[Widget]:
        yield plain("\n".join(_becomes(self.desk)))

    def submit(self) -> None:
        if reason := self.desk.rescue():
            self.complain(reason)
            return
        app = cast("ProctorApp", self.app)
        self.dismiss(True)
        app.call_later(app.leave_session)


def _becomes(desk: Desk) -> Iterator[str]:
    view = desk.view()
    if view.phase is Phase.SEALED:
        yield "The record is sealed, and stays as it is."
        if desk.path is not None:
            yield f"It is {desk.path}"
        return
    if desk.path is None:
        yield "Nothing of this is kept."
        return
    if desk.trouble:
        yield "What was keyed since the warning is not on record. Leaving writes the session's file anew, if it has vanished."
        return
    yield "The session stays open. All that was done is on record."
    if view.clock.phase in ("running", "additional"):
        yield "The students' clock goes on meanwhile, as the students do."
    verb = "rehearse" if desk.mode == "rehearsal" else "run"
    yield f"proctor {verb} {shlex.quote(desk.path.name)} goes on with it."
