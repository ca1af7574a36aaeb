"""Look at a step: its words and how it stands, without going there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.clock import wall
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Said, does
from proctor.tui.dialogs.words import StepWords


class LookDialog(Dialog):
    """About one step, by its ref. The arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [does("enough", "Close this")]

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(desk)
        self.ref = ref

    def key_ids(self) -> list[str]:
        return ["dialog.page-down", "dialog.submit"]

    def heading(self) -> str:
        step = self.desk.view().plan.blocks_of(self.ref)[0].step
        page = f" · manual p. {step.page}" if step.page else ""
        return f"{self.ref}{' · ' + step.title if step.title else ''}{page}"

    def body(self) -> Iterator[Widget]:
        view = self.desk.view()
        yield Said(id="stands", classes="quote")
        yield StepWords(view, [one.id for one in view.plan.blocks_of(self.ref)])

    def refreshed(self, view: SessionView) -> None:
        self.query_one("#stands", Said).say(stands(view, self.ref))

    def submit(self) -> None:
        self.dismiss(False)


def stands(view: SessionView, ref: str) -> str:
    """How a step stands, in words."""
    due = next((one for one in view.announcements if one.step == ref), None)
    if due is not None:
        when = f"due {wall(due.at)}" if due.at is not None else "not due while the clock stands still"
        return f"Announcement: {due.status.replace('_', ' ') or 'to come'}, {when}."
    state = next(step.state for step in view.outline if step.ref == ref)
    words = {"current": "the session is here", "not_here": "does not apply in this room", "to_come": "to come",
             "open": "passed, and something of it is open"}  # fmt: skip
    return f"{words.get(state, state.replace('_', ' ')).capitalize()}."
