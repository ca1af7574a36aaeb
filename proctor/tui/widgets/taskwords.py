"""What is on record of the chosen task, and what the document says of it: as much as there is room for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import ClassVar

from proctor.tui.widgets.lines import Lines, Run, fit

MORE = "enter shows all of it"


class TaskWords(Lines):
    """The first line stands out; the last one says where there is more."""

    PREFIX = "words"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"words--first", "words--detail", "words--more"}
    DEFAULT_CSS = """
    TaskWords { height: 8; padding: 0 1; border-top: solid $panel; }
    TaskWords > .words--first { text-style: bold; color: $accent; }
    TaskWords > .words--detail { color: $faint; }
    TaskWords > .words--more { color: $accent; text-style: italic; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, ...] = ()
        self._rows: list[tuple[str, str]] = []
        self._width = 0

    def show(self, lines: tuple[str, ...]) -> None:
        if lines != self._said:
            self._said, self._width = lines, 0
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        if width != self._width:
            self._width, self._rows = width, list(_rows(self._said, width))
        height = self.size.height
        if y == height - 1 and len(self._rows) > height:
            yield fit(MORE, width), "more"
        elif y < len(self._rows):
            yield self._rows[y]


def _rows(lines: tuple[str, ...], width: int) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        role = "first" if not number else "detail" if line.lstrip().startswith("see ") or line.startswith("    ") else ""
        yield from ((row, role) for row in textwrap.wrap(line.strip(), max(10, width), break_on_hyphens=False) or [""])
