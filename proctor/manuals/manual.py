"""A manual as it was taken out of its file: one text, and what is known of the places in it.

Everything later counts in offsets into :attr:`Manual.text`, so that each word of a pack can be led back to its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Flag
from functools import cached_property


class Style(Flag):
    """What sets words apart from those around them."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    BOXED = 4
    """Inside a frame, or a cell of a table of its own."""
    SHADED = 8
    """On a coloured ground, or highlighted."""
    RAISED = 16
    """A footnote's mark."""
    LARGE = 32
    """Set larger than the body of the text."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from ``start`` up to, and without, ``end``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Styled(Span):
    """Characters that have a style."""

    style: Style


@dataclass(frozen=True, slots=True)
class Paragraph(Span):
    """Words that belong together: a paragraph, a heading, one item of a list, a cell. Its lines were joined where the file
    breaks them; between two paragraphs there is white space only.

    ``level``: 1 to 6 for a heading that its file calls one (a heading style, ``h2``), 0 for all else. ``style`` is what every
    one of its words has.
    """

    level: int = 0
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page begins, and the number that is printed on it; where none is, its place in the file, from 1."""

    start: int
    number: int


@dataclass(frozen=True)
class Manual:
    """``name`` is its file's; ``sha256`` is over the file's bytes, in hexadecimal; ``format`` is pdf, docx, html, md or txt.

    ``furniture`` are lines that pages repeat: headers, footers, page numbers. ``styled``: whether the format can say that words
    are bold or boxed at all. ``title`` is what the file itself gives as one.
    """

    name: str
    sha256: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[Page, ...] = ()
    furniture: tuple[Span, ...] = ()
    styles: tuple[Styled, ...] = ()
    styled: bool = False
    title: str = ""
    notes: tuple[str, ...] = field(default=())
    """What a reader should know of how it was taken out: pages without text, say."""

    @property
    def flat(self) -> bool:
        """Whether nothing tells one line from the next: a long text that is a single paragraph."""
        return len(self.paragraphs) == 1 and len(self.text) > 2_000

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which a character stands; None where the file has no pages."""
        at = bisect_right(self._starts, offset) - 1
        return self.pages[at].number if at >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [page.start for page in self.pages]

    def styles_between(self, start: int, end: int) -> Sequence[Styled]:
        """The styled stretches that have something in common with those between two offsets."""
        low = bisect_right(self._style_ends, start)
        return self.styles[low : bisect_left(self._style_starts, end, low)]

    @cached_property
    def _style_starts(self) -> list[int]:
        return [one.start for one in self.styles]

    @cached_property
    def _style_ends(self) -> list[int]:
        return [one.end for one in self.styles]

    def style_at(self, start: int, end: int) -> Style:
        """What all words between two offsets have in common."""
        common = ~Style.PLAIN
        at = start
        for one in self.styles_between(start, end):
            if self.text[at : one.start].strip():
                return Style.PLAIN
            common &= one.style
            at = one.end
        return common if at > start and not self.text[at:end].strip() else Style.PLAIN
