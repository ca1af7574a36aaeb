"""What was recognised of a manual, as one list in the order of the text: scripts, sections, steps, blocks, places worth a look.

Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from proctor.manuals import review
from proctor.manuals.importing import Import
from proctor.manuals.manual import Span
from proctor.manuals.outline import Section
from proctor.manuals.pieces import Piece
from proctor.manuals.segment import FoundSection, FoundStep

HEADS = ("warning", "script", "section", "step", "looked_up", "contents")
"""Kinds of lines that say what follows; the rest are blocks of the text and places that are worth a look."""
SILENT = "Nothing is read aloud in what was recognised. Tab goes to the text, where s marks a sentence that is."
_RANK = {kind: rank for rank, kind in enumerate((*HEADS, "question"))}


@dataclass(frozen=True, slots=True)
class Item(Span):
    """A line of the list, about a stretch of the source. ``kind``: that of a block (say, do, check, wait, note, material), one
    of :data:`HEADS`, ``question`` or ``unplaced``. ``inner`` are the words themselves, without their cue and quotes."""

    kind: str
    inner: Span
    text: str
    ref: str = ""
    section: str = ""
    page: int | None = None
    notes: tuple[str, ...] = ()
    """When it comes, what is said in place of brackets, what it does to the clock."""
    why: str = ""
    """What told its kind."""
    look: bool = False
    """Whether it is worth a look: a question, a block that was told by little, a stretch without a place."""
    sure: float = 1.0

    @property
    def key(self) -> tuple[int, str]:
        """What it is known by when the manual has been read again."""
        return self.inner.start, self.kind

    @property
    def is_head(self) -> bool:
        return self.kind in HEADS


@dataclass(frozen=True)
class Recognised:
    """An import with its list, made once, in a thread of its own where the manual is long."""

    found: Import

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The list, in the order of the text; what has a place inside another stands behind it."""
        return tuple(sorted(self._items(), key=lambda one: (one.start, _RANK.get(one.kind, len(_RANK)))))

    @cached_property
    def looks(self) -> tuple[int, ...]:
        """The places worth a look, as places in the list."""
        return tuple(number for number, one in enumerate(self.items) if one.look)

    @cached_property
    def look_keys(self) -> frozenset[tuple[int, str]]:
        """The same, as what they are known by."""
        return frozenset(self.items[number].key for number in self.looks)

    @cached_property
    def said(self) -> int:
        """How many say blocks there are."""
        return sum(one.kind == "say" for one in self.items)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.items]

    def ready(self) -> Recognised:
        """The same, with all worked out that is asked for at every key."""
        _ = self.items, self.look_keys, self.said, self.marks, self.found.reading.coverage, self._starts
        return self

    def at(self, offset: int) -> int:
        """The place in the list of what a character of the source belongs to: the last line that begins there or before."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def same(self, item: Item) -> int:
        """The place in the list of what was ``item`` before the manual was read again; where that is gone, of what is there."""
        low, high = self.at(item.start - 1), self.at(item.inner.start)
        here = [number for number in range(low, high + 1) if self.items[number].key == item.key]
        return here[-1] if here else self.at(item.start if item.is_head else item.inner.start)

    # -- what is in the list ----------------------------------------------------------------------------------------

    def _items(self) -> Iterator[Item]:
        reading = self.found.reading
        clocks = list(_clocks(self.found.compiled.files))
        yield from self._front()
        of_a_script: set[str] = set()
        for script, clock in zip(reading.groups.delivered, clocks, strict=True):
            span = script.span
            yield Item(span.start, span.end, "script", span, script.title or self.found.title, script.ref)
            for section in script.sections:
                of_a_script.add(section.section.ref)
                yield from self._section(section, clock)
        yield from (self._looked_up(one) for one in reading.segments.sections if one.section.ref not in of_a_script)
        yield from self._places()

    def _front(self) -> Iterator[Item]:
        reading = self.found.reading
        nowhere = Span(0, 0)
        silent = () if self.found.is_read else (SILENT,)
        for said in (*silent, *review.warnings(reading, self.found.compiled)):
            yield Item(0, 0, "warning", nowhere, said)
        if contents := reading.outline.contents:
            yield Item(
                contents.start, contents.end, "contents", contents, "The list of contents", page=self._page(contents.start)
            )
        for ref, title, span in reading.front:
            yield Item(span.start, span.end, "looked_up", span, title, ref, ref, self._page(span.start))

    def _page(self, offset: int) -> int | None:
        return self.found.manual.page_at(offset)

    def _looked_up(self, found: FoundSection) -> Item:
        one = found.section
        page = self._page(one.start) or one.page
        return Item(one.start, one.body.end, "looked_up", one.heading, one.title, one.ref, one.ref, page)

    def _section(self, found: FoundSection, clock: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
        one = found.section
        page = self._page(one.start) or one.page
        yield Item(one.start, one.body.end, "section", one.heading, one.title, one.ref, one.ref, page)
        for step in found.steps:
            if step.mark or step.ref != one.ref:
                yield self._step(step, one.ref, page, clock.get(step.ref, ()))
            yield from (self._block(piece, step.ref, one.ref, page) for piece in step.pieces)

    def _step(self, step: FoundStep, section: str, page: int | None, clock: tuple[str, ...]) -> Item:
        words = step.due_words
        title = self.found.reading.source.said(words.start, words.end).rstrip(" ,:") if words else ""
        mark = step.mark or Span(step.start, step.start)
        return Item(step.start, step.end, "step", mark, title, step.ref, section, self._page(step.start) or page, notes=clock)

    def _block(self, piece: Piece, ref: str, section: str, page: int | None) -> Item:
        least = review.SAY_UNSURE if piece.kind == "say" else review.UNSURE
        return Item(
            piece.start, piece.end, piece.kind, piece.inner, piece.text, ref, section, self._page(piece.start) or page,
            notes=tuple(_notes(piece)), why=f"{piece.why} ({piece.sure:.0%} sure)", look=piece.sure < least, sure=piece.sure,
        )  # fmt: skip

    def _places(self) -> Iterator[Item]:
        """What a person has to decide, and what has no place."""
        reading = self.found.reading
        for look, asked in zip(review.questions(reading), reading.questions, strict=True):
            span = Span(asked.start, asked.end)
            yield Item(
                *_ends(span), "question", span, look.text, look.ref, self.section_at(asked.start), look.page,
                why=look.question, look=True,
            )  # fmt: skip
        for span in reading.unplaced:
            text = " ".join(reading.source.manual.text[span.start : span.end].split())
            yield Item(
                *_ends(span), "unplaced", span, text, "", self.section_at(span.start), self._page(span.start),
                why="this stretch has no place in the pack", look=True,
            )  # fmt: skip

    def section_at(self, offset: int) -> str:
        """The section in whose body a character stands; "" for none."""
        found = self.section_around(offset)
        return found.ref if found else ""

    def section_around(self, offset: int) -> Section | None:
        """The same, with all that is known of it."""
        sections = self.found.reading.outline.sections
        return next((one for one in sections if one.body.start <= offset < one.body.end), None)

    # -- what the source looks like -----------------------------------------------------------------------------------

    @cached_property
    def marks(self) -> tuple[tuple[int, int, str], ...]:
        """Stretches of the source that do not look like the rest, none inside another: start, end and role, which is furniture,
        contents, heading, number, say or unplaced."""
        reading = self.found.reading
        wanted = [(one.start, one.end, one.kind) for one in reading.places if one.kind in _OVER and one.kind != "say"]
        wanted += [(one.inner.start, one.inner.end, "say") for one in self.items if one.kind == "say"]
        wanted += [(one.start, one.end, "unplaced") for one in reading.unplaced]
        return tuple(_flat(wanted))


_OVER = {"furniture": 5, "contents": 4, "unplaced": 3, "heading": 2, "number": 2, "say": 1}
"""Roles that show in the source; the higher covers the lower."""


def _flat(wanted: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Stretches that may cover one another, as stretches that do not."""
    edges = sorted(edge for start, end, role in wanted for edge in ((start, 1, role), (end, -1, role)) if end > start)
    open_: dict[str, int] = {}
    at = 0
    for offset, turn, role in edges:
        if offset > at and open_:
            yield at, offset, max(open_, key=_OVER.__getitem__)
        at = offset
        open_[role] = open_.get(role, 0) + turn
        if not open_[role]:
            del open_[role]


def _notes(piece: Piece) -> Iterator[str]:
    yield from (f"only where: {one.text}" if one.value == "yes" else f"only where not: {one.text}" for one in piece.conditions)
    if piece.slots:
        yield f"to be filled in: {', '.join(piece.slots)}"
    if piece.leap is not None:
        yield f"goes on at step {piece.leap}"


def _clocks(files: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, tuple[str, ...]]]:
    """For each script by a step's ref what it has to do with the clock: when it falls due, that the clock starts there."""
    for values in files.values():
        if "stages" in values:
            steps = [step for stage in values["stages"] for step in stage["steps"]]
            yield {step["ref"]: tuple(_clock(step)) for step in steps}


def _clock(step: Mapping[str, Any]) -> Iterator[str]:
    if "at" in step:
        yield f"due {step['at']}" if step["at"][:1].isdigit() else f"due at {step['at']}"
    for way in dict.fromkeys(block["clock"] for block in step["blocks"] if "clock" in block):
        yield f"the clock {way}s"


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
