"""A checklist on the screen: every task under its month, how each stands, and a key for what can be done with it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from proctor.records.tasks import standing, whole
from proctor.state import commands as c
from proctor.state.state import Phase
from proctor.state.tasks import DONE, DROPPED, TaskView, chosen
from proctor.state.view import SessionView
from proctor.tui import styles
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.screens.at_desk import DeskScreen
from proctor.tui.screens.checklist_keys import BINDINGS, FILTERS, keys_now
from proctor.tui.widgets.foot import Foot
from proctor.tui.widgets.header import Header, PlaceLine
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.small import TooSmall
from proctor.tui.widgets.tasklist import TaskList
from proctor.tui.widgets.taskwords import TaskWords
from proctor.tui.widgets.trouble import Trouble

SECONDS = 1.0
"""Between two looks at whether a new day has come, or the file is gone."""
NARROW = 72
"""Columns below which it is not said how much is due in the month that comes next."""
OF_ONE = {"task", "assign", "task_note", "postpone", "drop"}
"""Dialogs about the task under the cursor."""


class ChecklistScreen(DeskScreen):
    """One list in hand. What is drawn is worked out from a view each time; what a key does is a command."""

    CSS_PATH = styles.SESSION
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    AUTO_FOCUS = "TaskList"
    DEFAULT_CSS = """
    ChecklistScreen #list { height: 1fr; }
    ChecklistScreen.-normal TaskWords { height: 7; }
    ChecklistScreen.-low TaskWords { height: 5; }
    ChecklistScreen.-wide TaskWords { width: 44; height: 1fr; border-top: none; border-left: solid $panel; }
    ChecklistScreen #tasks { layout: vertical; height: 1fr; }
    ChecklistScreen.-wide #tasks { layout: horizontal; }
    """

    def __init__(self, desk: Desk, *, press_guard: int) -> None:
        super().__init__(desk, press_guard=press_guard)
        self.add_class(f"-{desk.mode}")
        desk.press_guard = press_guard
        self._ready = False
        self._phase = Phase.OPEN

    def compose(self) -> ComposeResult:
        yield Header()
        with Vertical(id="frame"):
            yield PlaceLine()
            with Horizontal(id="tasks"):
                yield TaskList(self.desk.session.name_of)
                yield TaskWords()
            yield Trouble()
            yield Foot()
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        self._stop = self.desk.tell(self.show)
        self.set_interval(SECONDS, self.desk.tick, name="what day it is")
        self._ready = True
        self.show()

    def on_unmount(self) -> None:
        self._ready = False
        self._stop()

    def on_resize(self) -> None:
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def list(self) -> TaskList:
        return self.query_one(TaskList)

    def show(self) -> None:
        """Draw the list as it is now."""
        if not (self._ready and self.is_attached):
            return
        view = self.desk.view()
        self._phase = view.phase
        with self.app.batch_update():
            self.query_one(Header).show(view)
            self.list.show(view)
            self.query_one(PlaceLine).show(self._where(view), standing(view, brief=self.size.width < NARROW))
            self.query_one(Trouble).show(self.desk)
            self.query_one(Foot).show(view, self.desk, self.refusal)
            self._show_task(view)

    def _where(self, view: SessionView) -> tuple[tuple[str, int], ...]:
        """Which tasks are shown, or that the list is closed."""
        if view.phase is not Phase.OPEN:
            return ((f"The {'list' if view.phase is Phase.CLOSED else 'record'} is {view.phase.value}", 0),)
        name = dict(FILTERS)[self.list.which]
        return ((f"{name}: {len(chosen(view.tasks, self.list.which))}", 0),)

    def _show_task(self, view: SessionView) -> None:
        task = self.list.chosen
        lines = tuple(whole(task, view, self.desk.session.name_of)) if task else ()
        self.query_one(TaskWords).show(lines)
        self.query_one(KeyBar).show()

    def on_task_list_moved(self) -> None:
        """Only what is told of the chosen task is another."""
        if self.refusal:
            self.refusal = ""
            self.show()
        else:
            self._show_task(self.desk.view())

    def on_task_list_looked(self) -> None:
        self.action_dialog("task")

    def key_ids(self) -> dict[str, str]:
        """The bindings that matter now, for the line of keys."""
        return keys_now(self._phase, self.list.chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a window that is too small to read in, most keys rest."""
        if self.has_class("-tiny") or self.has_class("-flat"):
            return action.startswith("app.")
        return super().check_action(action, parameters)

    # -- what the keys do -------------------------------------------------------------------------------------------

    def action_tick(self) -> None:
        """Tick the task under the cursor, or untick it; one that asks something is answered."""
        task = self.list.chosen
        if self.slip():
            return
        if task is None:
            self.refuse("no task is chosen")
        elif task.is_open and task.asks:
            self.open("answer", task.asks[0])
        else:
            self._turn(task)

    def _turn(self, task: TaskView) -> None:
        commands: list[c.Command]
        if task.is_open:
            commands, news = [c.Advance(block=spot) for spot in task.to_do], f"{task.ref} is done; space unticks it"
        else:
            commands, news = [c.Reopen(block=spot) for spot in task.settled], f"{task.ref} is open again"
        if self.do(*commands):
            self.desk.news = news
            self.query_one(Foot).show(self.desk.view(), self.desk)

    def action_filter(self) -> None:
        """Show the next of the filters."""
        names = [name for name, _ in FILTERS]
        self.action_show(names[(names.index(self.list.which) + 1) % len(names)])

    def action_show(self, which: str) -> None:
        """Show the tasks of a filter."""
        self.refusal = ""
        self.list.filter(which, self.desk.view())
        self.show()

    def action_dialog(self, name: str) -> None:
        """Open a dialog about the list, or about the task under the cursor."""
        task = self.list.chosen
        if name not in OF_ONE:
            self.open(name, *([task.stage if task else ""] if name == "add_task" else []))
        elif task is None:
            self.refuse("no task is chosen")
        elif name in ("assign", "postpone", "drop") and task.status in (DONE, DROPPED):
            self.refuse(f"{task.ref} is {'done' if task.status == DONE else 'not to be done here'}; space opens it again")
        else:
            self.open(name, task.ref)

    def open(self, name: str, *what: str) -> None:
        """Push a dialog; what it added is chosen when it closes."""
        self.refusal = ""
        before = self.desk.view().plan.own

        def closed(done: bool | None) -> None:
            self.show()
            for ref in self.desk.view().plan.own - before:
                self.list.choose(ref)

        self.app.push_screen(dialog(name, self.desk, *what), closed)

    def action_close(self) -> None:
        """Close the list; once it is closed, seal the record."""
        self.open("close_list" if self.desk.view().phase is Phase.OPEN else "seal")

    def action_cover(self) -> None:
        from proctor.tui.screens.cover import CoverScreen

        self.app.push_screen(CoverScreen(self.desk))

    def action_log(self) -> None:
        from proctor.tui.screens.record import RecordScreen

        self.app.push_screen(RecordScreen(self.desk.session, self.desk))

    def action_put_back(self) -> None:
        reason = self.desk.put_back()
        if not reason:
            self.desk.news = "the session's file is whole, and stands where it should"
        self.refuse(reason)
