"""Pages of lines to the running text of a manual: paragraphs over page breaks, and furniture and footnotes between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from proctor.manuals.extract import furniture
from proctor.manuals.extract.furniture import Sheet
from proctor.manuals.extract.lines import GAP, LOWER, Line, joined, paragraphs
from proctor.manuals.extract.passages import Builder, Passage, Run
from proctor.manuals.manual import Style

_NOTE = re.compile(r"(\d{1,2}|[*†‡]+)\s?[A-Z]")


def write(pages: Sequence[Sequence[Line]], builder: Builder, title: str = "") -> list[int]:
    """Write what the pages hold; gives the number of each page. Where the file has no ``title``, its first words are one."""
    sheets = furniture.part(pages, f"{title} {_first_words(pages)}")
    waiting = _Waiting(sheets)
    notes = _take_notes(sheets)
    for lines in paragraphs(_in_order(sheets)):
        for passage in waiting.before(lines[0].page, lines[-1].page):
            builder.add(passage)
        builder.add(joined(lines))
        for page in [page for page in notes if page < lines[-1].page]:
            _write_notes(notes.pop(page), builder)
    for passage in waiting.rest():
        builder.add(passage)
    return furniture.numbers(sheets)


def _write_notes(lines: list[Line], builder: Builder) -> None:
    for note in paragraphs(lines):
        builder.add(joined(note))


def _first_words(pages: Sequence[Sequence[Line]]) -> str:
    """The title as it stands on the first page: what is set large, or the first line or two."""
    first = next((page for page in pages if page), [])
    large = [line.text for line in first if line.style & Style.LARGE]
    return " ".join(large[:4] or [line.text for line in first[:2]])


def _take_notes(sheets: Sequence[Sheet]) -> dict[int, list[Line]]:
    """Footnotes that stand between the halves of a paragraph, taken out of their pages, by the page."""
    found: dict[int, list[Line]] = {}
    for sheet, following in itertools.pairwise(sheets):
        at = _notes_at(sheet.body)
        if not at or not following.body:
            continue
        last, first = sheet.body[at - 1], following.body[0]
        goes_on = not (last.ended or last.closed) and LOWER.match(first.text)
        if goes_on and sheet.body[-1].ended:
            found[last.page] = sheet.body[at:]
            del sheet.body[at:]
    return found


def _notes_at(body: Sequence[Line]) -> int:
    """Where the footnotes of a page begin; 0 for none."""
    at = len(body)
    while at and body[at - 1].small:
        at -= 1
    if at < len(body):
        return at
    for at in range(len(body) - 1, max(0, len(body) - 12), -1):
        if (body[at].above or 0) > GAP:
            if _NOTE.match(body[at].text):
                return _first_note(body, at)
            return 0
    return 0


def _first_note(body: Sequence[Line], at: int) -> int:
    """Notes may have a gap between them."""
    for before in range(at - 1, max(0, at - 12), -1):
        if (body[before].above or 0) > GAP:
            return _first_note(body, before) if _NOTE.match(body[before].text) else at
    return at


def _in_order(sheets: Sequence[Sheet]) -> list[Line]:
    """All body lines; the first of a page has none above it, below the last there may have been room for more."""
    lowest = sorted(max(line.y for line in sheet.body) for sheet in sheets if sheet.body)
    floor = lowest[-1 - len(lowest) // 10] if lowest else 0
    found: list[Line] = []
    for sheet in sheets:
        if sheet.body:
            first, last = sheet.body[0], sheet.body[-1]
            first.above = None
            last.room = max(last.room, (floor - last.y) / last.drop)
        for line, after in zip(sheet.body, sheet.body[1:], strict=False):
            line.alone = after.above is not None and after.above > GAP
        found += sheet.body
    return found


class _Waiting:
    """Furniture that is not yet written. What a paragraph would have between its halves comes before it."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._lines = [
            (place, edge, line)
            for place, sheet in enumerate(sheets)
            for edge, lines in enumerate((sheet.top, sheet.bottom))
            for line in lines
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


def _furnishing(line: Line, page: int | None) -> Passage:
    first, *more = line.runs
    return Passage([Run(first.text, first.style, page), *more], furniture=True)
