"""From runs of words to a :class:`Manual`: what all formats hand in, and the one place where offsets are counted."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from proctor.manuals.manual import Manual, Page, Paragraph, Span, Style, Styled

_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
_NO_WIDTH = dict.fromkeys(
    (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFFE, 0xFFFF)
)
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000)), " ")
_ALIKE = {ord(letter): written for letter, written in (*_LIGATURES.items(), ("\u2010", "-"), ("\u2011", "-"))}
_CLEAN: dict[int, str | None] = {**_CONTROLS, **_NO_WIDTH, **_ALIKE}
BETWEEN = "\n\n"
"""What stands between two paragraphs of a manual's text."""


def clean(text: str) -> str:
    """The characters that a reader sees: no marks without width, no control characters, ligatures as letters, hyphens of
    any kind as one, accents one with their letters.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.translate(_CLEAN))


@dataclass(slots=True)
class Run:
    """Characters of one style. ``style`` None: of the style that the other words of its paragraph have in common (a list's
    mark). ``page``: the place, from 0, of the page that begins with this run.
    """

    text: str
    style: Style | None = Style.PLAIN
    page: int | None = None


@dataclass(slots=True)
class Passage:
    """A paragraph to be; or a line of furniture."""

    runs: list[Run]
    level: int = 0
    furniture: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def common_style(runs: Iterable[Run]) -> Style:
    """What all words of the runs have."""
    styles = [run.style for run in runs if run.style is not None and run.text.strip()]
    return reduce(and_, styles) if styles else Style.PLAIN


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a manual is taken out of: its bytes are read once, so that what is hashed is what is taken out."""

    name: str
    data: bytes
    format: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(slots=True)
class Builder:
    """Writes passages one after the other, with their white space folded, and keeps where each came to stand."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _furniture: list[Span] = field(default_factory=list)
    _styles: list[Styled] = field(default_factory=list)
    _starts: dict[int, int] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self._length

    def add(self, passage: Passage) -> None:
        """Write a passage; one without words leaves nothing behind but the beginning of its page."""
        before = self._length
        if before:
            self._put(BETWEEN)
        start = self._length
        styles = self._write(passage.runs)
        if self._length == start:
            if before:
                self._parts.pop()
                self._length = before
            return
        self._styles += [one for one in styles if one.style]
        if passage.furniture:
            self._furniture.append(Span(start, self._length))
        else:
            self._paragraphs.append(Paragraph(start, self._length, passage.level, _shared(styles)))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write(self, runs: list[Run]) -> list[Styled]:
        start, spaced = self._length, False
        neutral = common_style(runs)
        styles: list[Styled] = []
        for run in runs:
            text = clean(run.text)
            words = " ".join(text.split())
            if run.page is not None:
                self._starts.setdefault(run.page, self._length)
            if not words:
                spaced = spaced or bool(text)
                continue
            gap = (spaced or text[0].isspace()) and self._length > start
            if gap:
                self._put(" ")
                if run.page is not None and self._starts[run.page] == self._length - 1:
                    self._starts[run.page] = self._length
            at = self._length
            self._put(words)
            _extend(styles, Styled(at, self._length, neutral if run.style is None else run.style), gap)
            spaced = text[-1].isspace()
        return styles

    def manual(
        self, kept: Source, *, numbers: Sequence[int] = (), styled: bool, title: str = "", notes: Iterable[str] = ()
    ) -> Manual:
        """The manual. ``numbers``: what is printed on each page, in order; empty where the file has no pages."""
        return Manual(
            name=kept.name,
            sha256=kept.sha256,
            format=kept.format,
            text="".join(self._parts),
            paragraphs=tuple(self._paragraphs),
            pages=self._pages(numbers),
            furniture=tuple(self._furniture),
            styles=tuple(self._styles),
            styled=styled,
            title=" ".join(clean(title).split()),
            notes=tuple(notes),
        )

    def _pages(self, numbers: Sequence[int]) -> tuple[Page, ...]:
        """A page without words begins where the next one does."""
        pages: list[Page] = []
        start = self._length
        for place in reversed(range(len(numbers))):
            start = min(start, self._starts.get(place, start))
            pages.append(Page(start, numbers[place]))
        return tuple(reversed(pages))


def _extend(styles: list[Styled], one: Styled, gap: bool) -> None:
    """Words of one style after each other are one span."""
    if styles and styles[-1].style == one.style and styles[-1].end == one.start - gap:
        one = Styled(styles.pop().start, one.end, one.style)
    styles.append(one)


def _shared(styles: list[Styled]) -> Style:
    return reduce(and_, (one.style for one in styles)) if styles else Style.PLAIN
