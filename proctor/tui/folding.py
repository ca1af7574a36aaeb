"""A long text broken into rows of some width, by its offsets: a manual of 600,000 characters in some hundredths of a second.

Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

Row = tuple[int, int]
"""Where a row begins and ends in the text; blanks at its end are no part of it."""


class Folded:
    """A text in rows; a line's end ends one, a word is broken only where it is longer than a row."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = width
        self.rows = list(_rows(text, max(1, width)))
        self._starts = [start for start, _ in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def row_at(self, offset: int) -> int:
        """The row in which a character stands."""
        return max(0, bisect_right(self._starts, offset) - 1)


def _rows(text: str, width: int) -> Iterator[Row]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if end == at:
            if not _item_follows(text, at):
                yield at, at
        else:
            yield from fold(text, at, end, width)
        at = end + 1


def _item_follows(text: str, at: int) -> bool:
    """Whether an item of a list stands behind an empty line: a list is shown without such lines."""
    return text[at + 1 : at + 3] in ("* ", "• ")


def fold(text: str, start: int, end: int, width: int) -> Iterator[Row]:
    """The rows of a stretch without a line's end."""
    at = start
    while at < end:
        stop = _fits(text, at, end, width)
        if stop < end:
            blank = text.rfind(" ", at, stop + 1)
            stop = blank if blank > at else stop
        last = stop
        while last > at and text[last - 1] == " ":
            last -= 1
        yield at, last
        at = stop
        while at < end and text[at] == " ":
            at += 1


def _fits(text: str, at: int, end: int, width: int) -> int:
    """How far the characters from ``at`` fill a row; at least one."""
    stop = min(end, at + width)
    piece = text[at:stop]
    if piece.isascii() or cell_len(piece) <= width:
        return stop
    room = width
    for number, letter in enumerate(piece):
        room -= cell_len(letter)
        if room < 0:
            return at + max(1, number)
    return stop


@lru_cache(maxsize=16_384)
def shortened(text: str, width: int, most: int) -> tuple[str, ...]:
    """The first rows of a text, at most so many; an ellipsis where there is more."""
    piece = text[: width * most + most]
    rows = [text[start:end] for start, end in fold(piece, 0, len(piece), width)]
    if len(rows) <= most and len(piece) == len(text):
        return tuple(rows)
    rows = rows[:most]
    while rows and cell_len(rows[-1]) >= width:
        rows[-1] = rows[-1][:-1]
    return (*rows[:-1], f"{rows[-1].rstrip()}…")
