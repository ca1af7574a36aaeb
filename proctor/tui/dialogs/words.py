"""The words of a step, as they stand in the manual: to be looked at, not to be acted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proctor.state.view import BlockView, SessionView
from proctor.tui.sheet import Row, Span, label_of, rows_of
from proctor.tui.widgets.blocks import MARKS
from proctor.tui.widgets.lines import Lines, Run

GUTTER = 11


class StepWords(Lines):
    """All blocks of a step, each with a mark for what has become of it."""

    PREFIX = "words"
    COMPONENT_CLASSES = {f"words--{role}" for role in ("say", "slot", "bar", "label", "detail")}  # noqa: RUF012

    def __init__(self, view: SessionView, spots: Sequence[str]) -> None:
        super().__init__()
        self._view = view
        self._blocks = [view.block(spot) for spot in spots]
        self._laid: tuple[int, list[tuple[str, Row]]] = (0, [])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(self._rows(width))

    def _rows(self, width: int) -> list[tuple[str, Row]]:
        """Each row, and what stands before it."""
        if self._laid[0] != width:
            rows = [row for block in self._blocks for row in self._of(block, max(10, width - GUTTER - 2))]
            self._laid = (width, rows)
        return self._laid[1]

    def _of(self, block: BlockView, width: int) -> Iterator[tuple[str, Row]]:
        """The words without what would be asked for; then the reason, where there is one."""
        for row in rows_of(self._view, block, width):
            if not any(span.role in ("key", "detail") for span in row.spans):
                head = f"{MARKS.get(block.settled, '✓')} {label_of(block.kind)}" if row.first else ""
                yield head, row
        record = self._view.state.blocks.get(block.id)
        if record is not None and (record.reason or record.answer):
            how = "answered" if record.answer else block.settled or "before"
            said = f"{how.replace('_', ' ')}: {(record.answer or record.reason).replace('_', ' ')}"
            yield "", Row(block.id, "reason", (Span(said, "detail"),))

    def line(self, y: int, width: int) -> Iterator[Run]:
        rows = self._rows(width)
        if y >= len(rows):
            return
        head, row = rows[y]
        yield f"{head:<{GUTTER}}", "label"
        yield ("┃ " if row.kind == "say" else "  "), "bar"
        for span in row.spans:
            yield span.text, span.role or ("say" if row.kind == "say" else "detail" if row.kind == "reason" else "")
