"""From a span of the source to the words that stand in a pack: white space folded, words mended that a line's end broke.

Nothing else is done to the source's characters, and every mend is listed with its place, so that anyone can redo it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from proctor.manuals.manual import Manual, Paragraph, Span, Style

OPENING = "“„«"
CLOSING = "”»"
QUOTES = OPENING + CLOSING + '"'

_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(-\s+)([^\W\d_]+)")
_SUSPENDED = {"and", "or", "to", "nor", "but", "und"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GLUED = re.compile(r"(?<=[^\W\d_]{3})[.,;:!?’”\"')]{0,2}(\d{1,2}|[*†‡]{1,2})(?=[\s.,;:!?’”\"')]|\Z)")
_FOOTNOTE = re.compile(r"(\d{1,2})\s*(?![.)\d])[A-Z]")
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|Mr|Mrs|Ms|Dr|Jr|Sr|St|No|Nos|Fig|approx|a\.m|p\.m|A\.M|P\.M|U\.S|min|sec|pp?|Ex|Inc|Dept|ext|Vol)|\b[A-Z])\.\Z"
)
LONGEST = 12
"""No abbreviation is longer."""
_INK = re.compile(r"\S")
_ENDS = re.compile(r"[.?!:](?:[\"”’')\]]+)?(?=\s)|(?<=[.?!][\"”])(?=\d{1,2}\.)")


@dataclass(frozen=True, slots=True)
class Mend(Span):
    """Characters of the source that were replaced: ``was`` by ``now``; white space that was folded is none."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words as a pack has them, and what was mended on the way."""

    text: str
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True)
class Source:
    """A manual as the later steps read it: one text of the same length in which furniture is blank."""

    manual: Manual

    @cached_property
    def text(self) -> str:
        """The manual's text; where pages repeat a header or footer there are blanks, so that offsets stay."""
        return blanked(self.manual.text, self.manual.furniture)

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where a paragraph begins."""
        return frozenset(one.start for one in self.manual.paragraphs)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [one.start for one in self.manual.paragraphs]

    def is_paragraph(self, one: Span) -> bool:
        """Whether a span is a paragraph of its own."""
        at = bisect_left(self._paragraph_starts, one.start)
        found = self.manual.paragraphs[at : at + 1]
        return bool(found) and (found[0].start, found[0].end) == (one.start, one.end)

    def paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        """The paragraphs of a span, those at its edges cut to it."""
        at = max(0, bisect_right(self._paragraph_starts, start) - 1)
        for one in self.manual.paragraphs[at : bisect_left(self._paragraph_starts, end)]:
            low, high = max(one.start, start), min(one.end, end)
            if low < high and self.text[low:high].strip():
                yield Paragraph(low, high, one.level, one.style)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word.lower() for word in _WORD.findall(self.text))

    def words(self, start: int, end: int, *, quoted: bool = False) -> Words:
        """What a span says; ``quoted``: it is the inside of a quote, or a part of it."""
        reopened = self._reopened(start, end) if quoted else ()
        mends = sorted((*self._breaks(start, end), *self._marks(start, end), *reopened), key=lambda one: one.start)
        kept: list[Mend] = []
        for mend in mends:
            if not kept or mend.start >= kept[-1].end:
                kept.append(mend)
        return Words(mended(self.text[start:end], start, kept), tuple(kept))

    def in_quotes(self, start: int) -> bool:
        """Whether a quote opens right before an offset."""
        before = self.text[max(0, start - 4) : start].rstrip()
        return before.endswith(tuple(OPENING + '"'))

    def said(self, start: int, end: int) -> str:
        """What a span says, as text alone."""
        return self.words(start, end).text

    def _breaks(self, start: int, end: int) -> Iterator[Mend]:
        """Words that a line's end broke: ``multiple- choice`` is ``multiple-choice``; ``ad- minister`` is ``administer`` where
        the manual has that word elsewhere. ``multiple- and short-answer`` is left as it is."""
        for found in _BROKEN.finditer(self.text, start, end):
            left, right = found[1].lower(), found[3].lower()
            hyphened = f"{left}-{right}"
            if right in _SUSPENDED or (found[3][0].isupper() and hyphened not in self._known):
                continue
            whole = left + right in self._known and hyphened not in self._known
            yield Mend(found.start(2), found.end(2), found[2], "" if whole else "-")

    def _marks(self, start: int, end: int) -> Iterator[Mend]:
        """Footnote marks: raised, or a figure glued to a word that stands elsewhere without it and has its note below."""
        for found in _GLUED.finditer(self.text, start, end):
            low, high = found.span(1)
            raised = Style.RAISED in self.manual.style_at(low, high)
            if raised or (self.text[low] not in "*†‡" and found[1] in self._noted and not self.manual.styled):
                yield Mend(low, high, found[1], "")

    @cached_property
    def _noted(self) -> frozenset[str]:
        """The figures that have a footnote: a paragraph that begins with them."""
        notes = (_FOOTNOTE.match(self.text, one.start, one.end) for one in self.manual.paragraphs)
        return frozenset(found[1] for found in notes if found)

    def _reopened(self, start: int, end: int) -> Iterator[Mend]:
        """Quotes that are opened anew at each paragraph of a speech, and closed once."""
        for one in self.manual.paragraphs[
            bisect_right(self._paragraph_starts, start) : bisect_left(self._paragraph_starts, end)
        ]:
            if self.text[one.start] in OPENING + '"':
                yield Mend(one.start, one.start + 1, self.text[one.start], "")

    def may_be_mended(self, mend: Mend) -> bool:
        """Whether a mend is of a kind that is made, and mends what stands there."""
        if self.text[mend.start : mend.end] != mend.was:
            return False
        if mend.now == "-" or mend.was[:1] == "-":
            return bool(re.fullmatch(r"-\s+", mend.was)) and mend.now in ("", "-")
        marks = _GLUED.finditer(self.text, max(0, mend.start - 2), mend.end + 1)
        opened = len(mend) == 1 and mend.was in QUOTES and mend.start in self.starts
        return not mend.now and (opened or any(found.span(1) == (mend.start, mend.end) for found in marks))

    def sentences(self, start: int, end: int) -> Iterator[Span]:
        """The sentences of a span; a paragraph and an item of a list each end one."""
        for paragraph in self.paragraphs(start, end):
            yield from self._sentences(paragraph.start, paragraph.end)

    def _sentences(self, start: int, end: int) -> Iterator[Span]:
        at = start
        for found in re.finditer(rf"{_ENDS.pattern}|\s(?=[*•] \S)", self.text[start:end]):
            stop = start + found.end()
            ahead = self._ahead(stop, end)
            before = self.text[max(at, stop - LONGEST) : stop].rstrip()
            if found[0][:1] == ":" or _ABBREVIATIONS.search(before) or not self._opens(ahead):
                continue
            if ahead:
                yield trimmed(self.text, at, stop)
                at = stop
        last = trimmed(self.text, at, end)
        if len(last):
            yield last

    def _ahead(self, at: int, end: int) -> str:
        """The next character that is no white space; "" where none comes."""
        found = _INK.search(self.text, at, end)
        return found[0] if found else ""

    @staticmethod
    def _opens(ahead: str) -> bool:
        """Whether a character can begin a sentence."""
        return not ahead or ahead.isupper() or ahead.isdigit() or ahead in "\"“‘'([#*•_"


def blanked(text: str, spans: tuple[Span, ...]) -> str:
    """The text with blanks where the spans are; as long as it was."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], " " * len(span)]
        at = span.end
    return "".join([*parts, text[at:]])


def mended(text: str, start: int, mends: list[Mend] | tuple[Mend, ...]) -> str:
    """The text, which begins at ``start`` of its source, with its mends carried out and its white space folded."""
    parts, at = [], start
    for mend in mends:
        parts += [text[at - start : mend.start - start], mend.now]
        at = mend.end
    return " ".join("".join([*parts, text[at - start :]]).split())


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without the white space at its ends."""
    piece = text[start:end]
    return Span(
        start + len(piece) - len(piece.lstrip()), max(start + len(piece.rstrip()), start + len(piece) - len(piece.lstrip()))
    )
