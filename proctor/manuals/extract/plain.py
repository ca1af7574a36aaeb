"""Text files: lines of characters, with a form feed where a page ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from proctor.manuals.extract import flow, limits, marks
from proctor.manuals.extract.kinds import decoded
from proctor.manuals.extract.lines import Line, joined, paragraphs, set_margins
from proctor.manuals.extract.passages import Builder, Passage, Run, Source
from proctor.manuals.extract.tables import Cell, table_rows
from proctor.manuals.manual import Manual

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_PART = re.compile(r"\S+(?: \S+)*")
_NARROWEST, _WIDEST = 30, 200
"""Columns between which a file's lines are broken, if they are."""
_BLANK = 3.0
"""How far below the line before a line stands that has an empty one above it: further than any doubt."""


def extract(source: Source) -> Manual:
    text = decoded(source.name, source.data)
    limits.check_characters(source.name, len(text))
    pages = [_lines(page, place) for place, page in enumerate(text.rstrip("\f\n\r ").split("\f"))]
    margin = _margin([line for page in pages for line in page])
    for page in pages:
        set_margins(page, margin)
    builder = Builder()
    numbers = flow.write(pages, builder)
    if not builder.length:
        raise limits.no_words(source.name)
    return builder.manual(source, numbers=numbers if len(pages) > 1 else (), styled=False)


def passages(text: str) -> list[Passage]:
    """The paragraphs of some lines that stand in another file as they are."""
    lines = _lines(text, 0)
    set_margins(lines, _margin(lines))
    return [Passage([Run(run.text, run.style) for run in joined(group).runs]) for group in paragraphs(lines)]


def _lines(page: str, place: int) -> list[Line]:
    rows = [raw.expandtabs().rstrip() for raw in _LINE_END.split(page)]
    tables = table_rows([_cells(row) for row in rows], 1)
    found: list[Line] = []
    above: float | None = None
    for y, row in enumerate(rows):
        if not row.strip():
            above = None if above is None else _BLANK
            continue
        if y in tables:
            spans = [part.span() for part in _PART.finditer(row)]
            made = [_line(row[:end], start, _BLANK if found else None) for start, end in spans]
        else:
            made = [_line(row, len(row) - len(row.lstrip()), above)]
        for line in made:
            line.page, line.y, line.closed = place, y, y in tables or marks.is_contents(row)
        found += made
        above = 1.0
    return found


def _cells(row: str) -> list[Cell]:
    """The parts of a line that two spaces and more part."""
    return [Cell(found.start(), found.end(), found[0]) for found in _PART.finditer(row)]


def _line(row: str, start: int, above: float | None) -> Line:
    words = row[start:]
    return Line([Run(words)], start, len(row), len(words.split(maxsplit=1)[0]), above=above)


def _margin(lines: Sequence[Line]) -> float | None:
    """The column at which lines are broken; None where each line is a paragraph.

    Long lines that another follows end close to it, within a sentence: the next word would not have had room."""
    pairs = [
        (before, line)
        for before, line in itertools.pairwise(lines)
        if line.above == 1.0 and not line.mark and not before.closed
    ]
    if not pairs:
        return None
    widths = sorted(before.right for before, _ in pairs)
    margin = widths[round(0.97 * (len(widths) - 1))]
    if not _NARROWEST <= margin <= _WIDEST:
        return None
    long = [(before, line) for before, line in pairs if before.right >= 0.6 * margin]
    broken = sum(before.right + 1 + line.head > margin and not before.ended for before, line in long)
    return margin if broken >= 0.4 * len(long) else None
