"""A widget that is drawn line by line: a change repaints it, and never lays the screen out anew."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from proctor.documents.text import printable

Run = tuple[str, str]
"""Words, and the component class (without the widget's own prefix) that says how they look; "" for the widget's own look."""


class Lines(Widget):
    """Draws what :meth:`line` says of each of its lines. ``PREFIX`` stands before the component classes of its runs."""

    PREFIX = ""

    def line(self, y: int, width: int) -> Iterable[Run]:
        """The runs of line ``y``."""
        raise NotImplementedError

    _looks: dict[str, Style] | None = None
    """Styles by role, worked out once: to work one out goes through all that stands around the widget."""

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.look("")
        segments = [Segment(text, self.look(role)) for text, role in self.line(y, width) if text]
        return Strip(segments).adjust_cell_length(width, base)

    def look(self, role: str) -> Style:
        """How the words of a role are drawn; "" is the widget's own look."""
        looks = self._looks = self._looks or {"": self.rich_style}
        if role not in looks:
            looks[role] = looks[""] + self.get_component_rich_style(f"{self.PREFIX}--{role}", partial=True)
        return looks[role]

    def notify_style_update(self) -> None:
        """Another theme, focus, or a class that came or went: styles are worked out anew."""
        super().notify_style_update()
        self._looks = None


def fit(text: str, width: int) -> str:
    """The text in ``width`` cells: cut with an ellipsis where it is longer. Nothing in it steers the terminal."""
    text = printable(text)
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, max(0, width - 1)).rstrip()}…" if width > 0 else ""


def spread(left: str, right: str, width: int) -> str:
    """Both ends of a line; the left one gives way."""
    right = fit(right, width)
    left = fit(left, width - cell_len(right) - (2 if right else 0))
    return f"{left}{' ' * max(0, width - cell_len(left) - cell_len(right))}{right}"
