"""Every step of the script and how it stands: one widget, drawn line by line, however long the script is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from proctor.state.view import SessionView, StepView
from proctor.tui.widgets.lines import fit

SIGNS = {
    "done": "✓", "current": "▸", "open": "○", "to_come": " ", "not_here": "·",
    "missed": "!", "skipped": "–", "not_needed": "–", "on_paper": "p",
}  # fmt: skip
WORDS = {"open": "open", "not_here": "not here", "missed": "missed", "skipped": "skipped", "not_needed": "not needed",
         "on_paper": "on paper"}  # fmt: skip
"""What is said of a step beside its title; of the rest the sign says enough."""

Item = str | StepView


class Outline(ScrollView, can_focus=True):
    """Stages and steps. Up and down move through it; enter asks to look at a step."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"outline--{role}" for role in ("stage", "done", "current", "open", "to_come", "not_here", "missed", "cursor")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False, id="outline.up", tooltip="The step above"),
        Binding("down", "move(1)", "down", show=False, id="outline.down", tooltip="The step below"),
        Binding("pageup", "move(-10)", "page up", show=False, id="outline.page-up", tooltip="Ten steps up"),
        Binding("pagedown", "move(10)", "page down", show=False, id="outline.page-down", tooltip="Ten steps down"),
        Binding("home", "move(-10000)", "first", show=False, id="outline.home", tooltip="The first step"),
        Binding("end", "move(10000)", "last", show=False, id="outline.end", tooltip="The last step"),
        Binding(
            "enter", "look", "look at it", id="outline.look", tooltip="Show the words of this step; go there if it is open"
        ),
    ]

    @dataclass
    class Looked(Message):
        """A step was chosen, to be looked at."""

        ref: str

    @dataclass
    class Moved(Message):
        """The cursor has come to a step."""

        ref: str

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Item, ...] = ()
        self._cursor = 0
        self._progress = ""

    def show(self, view: SessionView) -> None:
        """Show how each step stands; the cursor follows the session unless it was moved."""
        self.show_steps(view.outline)

    def show_steps(self, steps: tuple[StepView, ...], *, counted: bool = True) -> None:
        """Show these steps; ``counted`` says of each stage how far it is."""
        items = tuple(_items(steps, counted=counted))
        if items == self._items:
            return
        followed = self._current()
        moved = followed is not None and self._items and self._cursor != followed
        self._items = items
        if not moved:
            self._cursor = self._current() or 0
        self._cursor = min(self._cursor, max(0, len(items) - 1))
        self._settle_on_a_step(1)
        self.virtual_size = Size(1, len(items))
        self._keep_in_sight()
        self.refresh()

    @property
    def step(self) -> StepView | None:
        """The step under the cursor."""
        item = self._items[self._cursor] if self._items else None
        return item if isinstance(item, StepView) else None

    def _current(self) -> int | None:
        return next((n for n, one in enumerate(self._items) if isinstance(one, StepView) and one.state == "current"), None)

    # -- moving -----------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self._cursor = max(0, min(len(self._items) - 1, self._cursor + by))
        self._settle_on_a_step(1 if by > 0 else -1)
        self._keep_in_sight()
        self.refresh()
        if self.step is not None:
            self.post_message(self.Moved(self.step.ref))

    def action_look(self) -> None:
        if self.step is not None:
            self.post_message(self.Looked(self.step.ref))

    def _settle_on_a_step(self, direction: int) -> None:
        """The name of a stage is no place to be."""
        for way in (direction, -direction):
            at = self._cursor
            while 0 <= at < len(self._items) and isinstance(self._items[at], str):
                at += way
            if 0 <= at < len(self._items):
                self._cursor = at
                return

    def _keep_in_sight(self) -> None:
        height = self.size.height
        top = self.scroll_offset.y
        if height and not top <= self._cursor < top + height:
            self.scroll_to(y=max(0, self._cursor - height // 3), animate=False)

    def on_resize(self) -> None:
        self.virtual_size = Size(1, len(self._items))
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        at = self.scroll_offset.y + event.y
        if 0 <= at < len(self._items) and isinstance(self._items[at], StepView):
            again = at == self._cursor
            self._cursor = at
            self.refresh()
            if again:
                self.action_look()
            elif self.step is not None:
                self.post_message(self.Moved(self.step.ref))

    # -- drawing ----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y
        base = self.rich_style
        if at >= len(self._items):
            return Strip.blank(width, base)
        item = self._items[at]
        if isinstance(item, str):
            role, text = "stage", item
        else:
            role, text = _role(item), _text(item)
        style = self.get_component_rich_style(f"outline--{role}", partial=True)
        if at == self._cursor and self.has_focus:
            style += self.get_component_rich_style("outline--cursor", partial=True)
        return Strip([Segment(f"{fit(text, width):<{width}}", base + style)]).adjust_cell_length(width, base + style)


def _items(steps: tuple[StepView, ...], *, counted: bool) -> Iterator[Item]:
    """Steps under the names of their stages, where wanted each with how far it is."""
    for stage in dict.fromkeys(step.stage for step in steps):
        of_it = [step for step in steps if step.stage == stage]
        here = [step for step in of_it if step.state != "not_here"]
        over = sum(step.state not in ("to_come", "current", "open") for step in here)
        yield f"{stage} {over}/{len(here)}" if counted else stage
        yield from of_it


def _role(step: StepView) -> str:
    return step.state if step.state in ("done", "current", "open", "to_come", "not_here", "missed") else "done"


def _text(step: StepView) -> str:
    said = WORDS.get(step.state, "")
    return f" {SIGNS.get(step.state, ' ')} {step.ref}{' ' + step.title if step.title else ''}{' · ' + said if said else ''}"
