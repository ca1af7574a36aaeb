"""What can be done with one task of a checklist: looking at it, whose it is, a note, another day, leaving it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.errors import ProctorError
from proctor.records.tasks import whole
from proctor.state.commands import Assign, Command, NoteTask, Postpone, Skip
from proctor.state.tasks import TaskView, short
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Said, Wrong, does, plain, row
from proctor.tui.widgets.field import Field


class OfTask(Dialog):
    """About one task, by its ref."""

    VERB = ""

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(desk)
        self.ref = ref

    @property
    def task_view(self) -> TaskView:
        task = self.desk.view().task(self.ref)
        assert task is not None
        return task

    def heading(self) -> str:
        return f"{self.VERB} {self.ref} · {self.task_view.title}".strip()


class TaskDialog(OfTask):
    """All that there is of it. The arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [does("enough", "Close this")]

    def key_ids(self) -> list[str]:
        return ["dialog.page-down", "dialog.submit"]

    def body(self) -> Iterator[Widget]:
        yield Said(id="whole")

    def refreshed(self, view: SessionView) -> None:
        lines = whole(self.task_view, view, self.desk.session.name_of)
        self.query_one("#whole", Said).say("\n".join(line.removeprefix("  ") for line in lines))

    def submit(self) -> None:
        self.dismiss(False)


class AssignDialog(OfTask):
    """An empty field makes it nobody's."""

    VERB = "Assign"
    BINDINGS: ClassVar[list[BindingType]] = [does("assign", "The task is this person's")]

    def body(self) -> Iterator[Widget]:
        key = self.task_view.assigned
        name = self.desk.session.name_of(key) if key else ""
        yield row("whose task", Field(name, id="name", hint="empty: nobody's", limit=200))
        yield plain("Names stand outside the chain of the record, and can be removed later.", "quote")

    def submit(self) -> None:
        try:
            person = self.desk.session.person(self.words("name"))
        except ProctorError as error:
            raise Wrong(str(error)) from None
        self.hand_in(Assign(task=self.ref, person=person))


class TaskNoteDialog(OfTask):
    """Words that stay with the task."""

    VERB = "Note on"
    BINDINGS: ClassVar[list[BindingType]] = [does("on record")]

    def body(self) -> Iterator[Widget]:
        yield from (plain(f"before: {text}", "quote") for _, text in self.task_view.notes[-3:])
        yield row("note", Field(id="text", hint="it stays in the record"))

    def submit(self) -> None:
        self.hand_in(NoteTask(task=self.ref, text=self.words("text")))


class PostponeDialog(OfTask):
    """Another day, and why; an empty day puts the task's own back."""

    VERB = "Postpone"
    BINDINGS: ClassVar[list[BindingType]] = [does("postpone", "This day counts from now on")]

    def body(self) -> Iterator[Widget]:
        task = self.task_view
        yield plain(f"It is due {short(task.due)}." if task.due else "It has no day yet.", "quote")
        empty = "empty: its own day" if task.due != task.planned else "such as 2020-12-15"
        yield row("to the day", Field(id="day", hint=empty, limit=10))
        yield row("reason", Field(id="reason", hint="it stays in the record"))

    def submit(self) -> None:
        day = self.words("day")
        self.hand_in(Postpone(task=self.ref, until=day, reason=self.words("reason")))


class DropDialog(OfTask):
    """It is not to be done here: as a skip, with the reason."""

    VERB = "Leave out"
    BINDINGS: ClassVar[list[BindingType]] = [does("leave it out", "It is not to be done here; the reason stays in the record")]

    def body(self) -> Iterator[Widget]:
        yield plain(self.task_view.text, "quote")
        yield row("reason", Field(id="reason", hint="it stays in the record"))

    def submit(self) -> None:
        reason = self.words("reason")
        commands: list[Command] = [Skip(block=spot, reason=reason) for spot in self.task_view.to_do]
        self.hand_in(*commands)
