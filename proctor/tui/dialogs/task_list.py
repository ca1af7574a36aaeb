"""What can be done with a checklist as a whole: adding a task, seeing how far it is, closing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.records.tasks import progress, standing
from proctor.scripts.due import end_of
from proctor.state.commands import AddTask, Close
from proctor.state.tasks import chosen
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Said, does, row
from proctor.tui.dialogs.listing import Listing
from proctor.tui.widgets.field import Field

NARROW = 8
"""Columns of a dialog's frame and its margins."""


class AddTaskDialog(Dialog):
    """What is to be done, when, and in which part of the list; without a day it is due when the month of its part is over."""

    AUTO_FOCUS = "Field"
    BINDINGS: ClassVar[list[BindingType]] = [does("add it")]

    def __init__(self, desk: Desk, stage: str = "") -> None:
        super().__init__(desk)
        self._stage = _still_to_come(desk.view(), stage)

    def heading(self) -> str:
        return "Add a task of your own"

    def body(self) -> Iterator[Widget]:
        stages = self.desk.view().plan.script.stages
        yield row("to be done", Field(id="title", hint="in a few words"))
        yield row("due", Field(id="day", hint="such as 2020-12-15; empty: with its month", limit=10))
        yield row("month", Listing([(one.id, one.title) for one in stages], self._stage, look="-brief"))

    @property
    def choosing(self) -> bool:
        return False

    def choose(self) -> None:
        """A click chooses."""

    def submit(self) -> None:
        self.hand_in(AddTask(title=self.words("title"), stage=self.query_one(Listing).value, due=self.words("day")))


def _still_to_come(view: SessionView, stage: str) -> str:
    """The part that the cursor stands in; where its month is over, the first that has none: a new task is not late."""
    stages = view.plan.script.stages
    month = next((one.month for one in stages if one.id == stage), None)
    over = month is not None and end_of(month) < view.today
    return next((one.id for one in stages if one.month is None), stage) if over else stage


class ProgressDialog(Dialog):
    """A chart: a line for each month."""

    BINDINGS: ClassVar[list[BindingType]] = [does("enough", "Close this")]

    def heading(self) -> str:
        return "Progress"

    def body(self) -> Iterator[Widget]:
        yield Said(id="chart")
        yield Said(id="legend", classes="quote")

    def refreshed(self, view: SessionView) -> None:
        width = min(72, self.app.size.width - NARROW)
        self.query_one("#chart", Said).say("\n".join(progress(view.months, width)))
        self.query_one("#legend", Said).say("█ done   ▒ late   ░ to come")

    def key_ids(self) -> list[str]:
        return ["dialog.page-down", "dialog.submit"]

    def submit(self) -> None:
        self.dismiss(False)


class CloseListDialog(Dialog):
    """What is open is left out for one reason, each on record."""

    FINAL = True
    BINDINGS: ClassVar[list[BindingType]] = [does("close the list", "What is open is left out, for the reason")]

    def heading(self) -> str:
        return "Close the list"

    def body(self) -> Iterator[Widget]:
        yield Said(id="stands")
        yield row("close anyway", Field(id="reason", hint="the reason, for all that is open"), id="anyway")

    def refreshed(self, view: SessionView) -> None:
        count = len(chosen(view.tasks, "open"))
        left = f"{count} {'task is' if count == 1 else 'tasks are'} open; they stay in the record as not done."
        after = "After this nothing can be ticked any more. A list that is only left (q) stays open for as long as you like."
        self.query_one("#stands", Said).say("\n".join((f"{standing(view)}.", *([left] if count else []), after)))
        self.query_one("#anyway").display = bool(view.before_closing)

    def submit(self) -> None:
        self.hand_in(Close(reason=self.words("reason")))
