"""Pages of lines to the running text of a manual: paragraphs over page breaks, and furniture between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proctor.manuals.extract import furniture
from proctor.manuals.extract.furniture import Sheet
from proctor.manuals.extract.lines import Line, joined, paragraphs
from proctor.manuals.extract.passages import Builder, Passage, Run


def write(pages: Sequence[Sequence[Line]], builder: Builder) -> list[int]:
    """Write what the pages hold; gives the number of each page."""
    sheets = furniture.part(pages)
    waiting = _Waiting(sheets)
    for lines in paragraphs(furniture.in_order(sheets)):
        for passage in waiting.before(lines[0].page, lines[-1].page):
            builder.add(passage)
        builder.add(joined(lines))
    for passage in waiting.rest():
        builder.add(passage)
    return furniture.numbers(sheets)


class _Waiting:
    """Furniture that is not yet written. What a paragraph would have between its halves comes before it."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._lines = [
            (place, edge, line) for place, sheet in enumerate(sheets) for edge in (0, 1) for line in _edge(sheet, edge)
        ]
        self._at = 0

    def before(self, first: int, last: int) -> Iterator[Passage]:
        """What stands before the end of a paragraph that begins on one page and ends on another."""
        while self._at < len(self._lines):
            place, edge, line = self._lines[self._at]
            if (place, edge) > (last, 0):
                return
            self._at += 1
            yield _furnishing(line, place if place <= first else None)

    def rest(self) -> Iterator[Passage]:
        for place, _, line in self._lines[self._at :]:
            yield _furnishing(line, place)


def _edge(sheet: Sheet, edge: int) -> list[Line]:
    return sheet.bottom if edge else sheet.top


def _furnishing(line: Line, page: int | None) -> Passage:
    first, *more = line.runs
    return Passage([Run(first.text, first.style, page), *more], furniture=True)
