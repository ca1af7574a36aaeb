"""What the two panes of a review have in common: each is one widget of many rows, and one of them has the keys."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView


class Pane(ScrollView):
    """Its screen moves the cursor: the keys may meanwhile belong to the field of the search."""

    can_focus = False
    PREFIX = ""
    HEADING = ""
    DEFAULT_CSS = """
    Pane { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    Pane { border-top: solid $panel; border-title-color: $secondary; }
    Pane.-active { border-top: heavy $accent; border-title-color: $accent; border-title-style: bold; }
    """

    _looks: dict[str, Style] | None = None
    _top = 0
    _held = 0, 0

    def on_mount(self) -> None:
        self.activate(active=self.has_class("-active"))

    def activate(self, *, active: bool) -> None:
        """Whether the keys go here."""
        self.set_class(active, "-active")
        self.border_title = f"{'▸ ' if active else ''}{self.HEADING}"

    @property
    def is_active(self) -> bool:
        return self.has_class("-active")

    def look(self, *roles: str) -> Style:
        """How the words of some roles are drawn, the later over the earlier; worked out once."""
        looks = self._looks = self._looks or {"": self.rich_style}
        name = " ".join(roles)
        if name not in looks:
            style = looks[""]
            for role in filter(None, roles):
                style += self.get_component_rich_style(f"{self.PREFIX}--{role}", partial=True)
            looks[name] = style
        return looks[name]

    def notify_style_update(self) -> None:
        """Another theme, or a class that came or went: styles are worked out anew."""
        super().notify_style_update()
        self._looks = None

    def draw(self, *rows: tuple[int, int]) -> None:
        """Draw rows again, each pair the first and the last of some; all of them where it was scrolled meanwhile."""
        if self.scroll_offset.y != self._top:
            self._top = self.scroll_offset.y
            self.refresh()
        else:
            for first, last in rows:
                self.refresh_lines(first, last - first + 1)

    def hold(self, rows: int, first: int, last: int) -> None:
        """Keep rows ``first`` to ``last`` of so many in sight, as far as there is room for them; what is brought into sight
        stands with some rows before it."""
        self._held = first, last
        size = Size(self.scrollable_content_region.width, rows)
        if size != self.virtual_size:
            self.virtual_size = size
            self.call_after_refresh(self._bring_into_sight)  # before, it cannot be scrolled so far
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        first, last = self._held
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        if height <= 0:
            return
        last = min(last, first + height - 1)
        if first < top or last >= top + height:
            far = max(0, first - height // 3)
            near = first if first == top - 1 else last - height + 1 if last == top + height else far
            self.scroll_to(y=near, animate=False)
