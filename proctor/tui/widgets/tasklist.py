"""A checklist, part by part: one widget, drawn line by line, however long the list is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from proctor.documents.charts import Bar, bar
from proctor.records.tasks import NOTHING
from proctor.state.tasks import (
    ALL_YEAR,
    DONE,
    DROPPED,
    DUE,
    LATE,
    NEXT,
    TO_COME,
    MonthView,
    TaskView,
)
from proctor.state.tasks import chosen as filtered
from proctor.state.view import SessionView
from proctor.tui.widgets.lines import fit, spread

SIGNS = {DONE: "[x]", DROPPED: "[-]", LATE: "[!]", DUE: "[>]", NEXT: "[ ]", TO_COME: "[ ]", ALL_YEAR: "[ ]"}
"""A box each, that says without colour what is late and what is due."""
CELLS = 10
"""Of the bar in a part's heading."""

Item = MonthView | TaskView


class TaskList(ScrollView, can_focus=True):
    """Tasks under the names of their parts, each part with how far it is. The cursor stands on a task."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"tasks--{status}" for status in SIGNS), "tasks--month", "tasks--cursor", "tasks--nothing"
    }  # fmt: skip
    DEFAULT_CSS = """
    TaskList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    TaskList > .tasks--month { text-style: bold; color: $secondary; }
    TaskList > .tasks--done, TaskList > .tasks--dropped { color: $faint; }
    TaskList > .tasks--late { color: $error; text-style: bold; }
    TaskList > .tasks--due { color: $warning; text-style: bold; }
    TaskList > .tasks--next { color: $accent; }
    TaskList > .tasks--cursor { text-style: reverse; }
    TaskList > .tasks--nothing { color: $faint; text-style: italic; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False, id="tasks.up", tooltip="The task above"),
        Binding("down", "move(1)", "down", show=False, id="tasks.down", tooltip="The task below"),
        Binding("pageup", "page(-1)", "page up", show=False, id="tasks.page-up", tooltip="A page up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="tasks.page-down", tooltip="A page down"),
        Binding("left", "month(-1)", "month before", show=False, id="tasks.month-before", tooltip="The month before"),
        Binding("right", "month(1)", "month after", show=False, id="tasks.month-after", tooltip="The month after"),
        Binding("home", "move(-100000)", "first", show=False, id="tasks.first", tooltip="The first task"),
        Binding("end", "move(100000)", "last", show=False, id="tasks.last", tooltip="The last task"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor has come to a task."""

    @dataclass
    class Looked(Message):
        """A task was clicked on that had the cursor."""

    def __init__(self, name_of: Callable[[str], str]) -> None:
        super().__init__()
        self.which = "all"
        self._name_of = name_of
        self._items: tuple[Item, ...] = ()
        self._cursor = 0

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, view: SessionView) -> None:
        """Show the tasks of the filter as they stand. The cursor stays on its task, or where that was."""
        before, first = self.chosen, not self._items
        items = tuple(_items(view, self.which))
        if items == self._items:
            return
        self._items = items
        if first:
            self._cursor = next((n for n, one in enumerate(items) if _wants_doing(one)), 0)
        elif before is not None:
            same = (n for n, one in enumerate(items) if isinstance(one, TaskView) and one.ref == before.ref)
            self._cursor = next(same, self._cursor)
        self._settle(1)
        self.virtual_size = Size(1, len(items))
        self._keep_in_sight()
        self.refresh()

    def choose(self, ref: str) -> None:
        """Put the cursor on a task, where it is among those shown."""
        for number, one in enumerate(self._items):
            if isinstance(one, TaskView) and one.ref == ref:
                self._go(number)

    def filter(self, which: str, view: SessionView) -> None:
        """Show other tasks; the cursor goes to the first of them that is to be done."""
        self.which, self._items = which, ()
        self.show(view)
        self.refresh()

    @property
    def chosen(self) -> TaskView | None:
        """The task under the cursor, as it was when it was shown."""
        item = self._items[self._cursor] if self._cursor < len(self._items) else None
        return item if isinstance(item, TaskView) else None

    # -- moving -----------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self._go(self._cursor + by, 1 if by > 0 else -1)

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 1))

    def action_month(self, by: int) -> None:
        """To the first task of the month after, or of this one and then of the one before."""
        heads = [n for n, one in enumerate(self._items) if isinstance(one, MonthView)]
        if by > 0:
            self._go(next((n + 1 for n in heads if n > self._cursor), self._cursor))
        else:
            self._go(next((n + 1 for n in reversed(heads) if n + 1 < self._cursor), 0))

    def _go(self, at: int, way: int = 1) -> None:
        self._cursor = max(0, min(len(self._items) - 1, at))
        self._settle(way)
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _settle(self, direction: int) -> None:
        """The name of a month is no place to be."""
        self._cursor = max(0, min(len(self._items) - 1, self._cursor))
        for way in (direction, -direction):
            at = self._cursor
            while 0 <= at < len(self._items) and isinstance(self._items[at], MonthView):
                at += way
            if 0 <= at < len(self._items):
                self._cursor = at
                return

    def _keep_in_sight(self) -> None:
        """With the name of its month, where that stands right above."""
        height, top = self.size.height, self.scroll_offset.y
        above = self._items[self._cursor - 1] if self._cursor else None
        first = self._cursor - isinstance(above, MonthView)
        if height and first < top:
            self.scroll_to(y=max(0, first), animate=False, immediate=True)
        elif height and self._cursor >= top + height:
            by = 1 if self._cursor == top + height else height - height // 3
            self.scroll_to(y=self._cursor - height + by, animate=False, immediate=True)

    def on_resize(self) -> None:
        self.virtual_size = Size(1, len(self._items))
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        at = self.scroll_offset.y + event.y
        if 0 <= at < len(self._items) and isinstance(self._items[at], TaskView):
            again = at == self._cursor
            self._go(at)
            if again:
                self.post_message(self.Looked())

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y
        base = self.rich_style
        if not self._items and not y:
            words = NOTHING.get(self.which, "No task is here yet; + adds one.")
            return self._strip(fit(f"  {words}", width), "nothing", width)
        if at >= len(self._items):
            return Strip.blank(width, base)
        item = self._items[at]
        if isinstance(item, MonthView):
            return self._strip(_heading(item, width), "month", width)
        return self._strip(self._row(item, width), item.status, width, cursor=at == self._cursor)

    def _strip(self, text: str, role: str, width: int, *, cursor: bool = False) -> Strip:
        style = self.rich_style + self.get_component_rich_style(f"tasks--{role}", partial=True)
        if cursor:
            style += self.get_component_rich_style("tasks--cursor", partial=True)
        return Strip([Segment(f"{text:<{width}}", style)]).adjust_cell_length(width, style)

    def _row(self, task: TaskView, width: int) -> str:
        """``[!] July.1 Coordinator designation form      Ana Ruiz ✎ Jul 1, 2020``."""
        day = f"{task.due:%b} {task.due.day}" if task.due and task.is_open else ""
        moved = "→" if task.due != task.planned and task.is_open else ""
        name = self._name_of(task.assigned) if task.assigned else ""
        right = " ".join(part for part in (fit(name, width // 4), "*" if task.notes else "", f"{moved}{day}") if part)
        return spread(f" {SIGNS[task.status]} {task.ref} {task.title}", f"{right} " if right else "", width)


def _items(view: SessionView, which: str) -> Iterator[Item]:
    """Tasks under their parts; the numbers of a part are those of all its tasks, whatever is shown."""
    shown = filtered(view.tasks, which)
    for month in view.months:
        of_it = [task for task in shown if task.stage == month.stage]
        if of_it:
            yield month
            yield from of_it


def _wants_doing(item: Item) -> bool:
    return isinstance(item, TaskView) and item.status in (LATE, DUE, NEXT)


def _heading(month: MonthView, width: int) -> str:
    late = f", {month.late} late" if month.late else ""
    drawn = bar(Bar(month.title, month.done, month.total, month.late), CELLS)
    return spread(f"── {month.title}", f"{drawn}  {f'{month.done} of {month.total}{late}':<17}", width)
