"""The line of a search, above the list that it filters."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.widgets import Static

from proctor.tui.widgets.field import Field


class Search(Horizontal):
    """Mounted when it is wanted, and removed when it is left."""

    DEFAULT_CSS = """
    Search { height: 1; padding: 0 1; }
    Search > .sign { width: 2; color: $accent; text-style: bold; }
    """

    def __init__(self, hint: str) -> None:
        self.field = Field(hint=hint, limit=80)
        super().__init__(Static("/", classes="sign"), self.field)
