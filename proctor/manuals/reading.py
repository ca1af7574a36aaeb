"""A manual read to the end: what was recognised, what is furniture, and what has no place yet.

:attr:`Reading.coverage` is the share of the source's characters, blanks aside, that stand in a block, a material, a heading,
a note or a plain section, or are listed as furniture. Inside what is delivered plain sections do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from proctor.manuals.announced import parted
from proctor.manuals.corrections import Correction, Corrections, Located, locate
from proctor.manuals.grouping import Groups, group
from proctor.manuals.manual import Manual, Span
from proctor.manuals.materials import lists_materials, with_materials
from proctor.manuals.names import REF, free
from proctor.manuals.outline import Outline, outline
from proctor.manuals.segment import FoundSection, Segments, segment
from proctor.manuals.speech import Question
from proctor.manuals.wording import Source, trimmed

NONE = Corrections()


@dataclass(frozen=True, slots=True)
class Place(Span):
    """A stretch of the source with what it is: heading, number, say, do, check, wait, note, material, section, furniture,
    contents."""

    kind: str
    ref: str = ""


@dataclass(frozen=True)
class Reading:
    """All that was found in a manual."""

    source: Source
    outline: Outline
    segments: Segments
    groups: Groups
    front: tuple[tuple[str, str, Span], ...]
    """What stands before the first section: ref, title and span of each piece of it."""
    corrected: tuple[Located, ...] = ()
    lost: tuple[Correction, ...] = ()
    """Corrections whose words are not in this manual."""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every stretch that has a place, in the order of the text."""
        return tuple(sorted(self._places(), key=lambda one: (one.start, one.end)))

    def _places(self) -> Iterator[Place]:
        manual = self.source.manual
        yield from (Place(one.start, one.end, "furniture") for one in manual.furniture)
        if self.outline.contents:
            yield Place(self.outline.contents.start, self.outline.contents.end, "contents")
        yield from (Place(span.start, span.end, "section", ref) for ref, _, span in self.front)
        yield from (Place(one.heading.start, one.heading.end, "heading", one.ref) for one in self.outline.sections)
        yield from (
            Place(one.section.body.start, one.section.body.end, "section", one.section.ref) for one in self.groups.looked_up
        )
        for script in self.groups.delivered:
            for section in script.sections:
                yield from _delivered(section)

    @cached_property
    def unplaced(self) -> tuple[Span, ...]:
        """What has no place: stretches with characters that are no blanks."""
        found = []
        at = 0
        text = self.source.manual.text
        for place in self.places:
            if place.start > at and text[at : place.start].strip():
                found.append(trimmed(text, at, place.start))
            at = max(at, place.end)
        if text[at:].strip():
            found.append(trimmed(text, at, len(text)))
        return tuple(found)

    @cached_property
    def coverage(self) -> float:
        """0 to 1."""
        text = self.source.manual.text
        whole = _characters(text)
        lost = sum(_characters(text[one.start : one.end]) for one in self.unplaced)
        return (whole - lost) / whole if whole else 1.0

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a person has to decide, in the order of the text."""
        asked = [one for section in self.segments.sections for one in section.questions]
        return tuple(sorted(asked, key=lambda one: one.start))


def read(manual: Manual, corrections: Corrections = NONE, before: Reading | None = None) -> Reading:
    """Outline and segment a manual, as people have corrected it. ``before`` is the same manual read with other corrections: its
    sections are the same, and to find them takes most of the time."""
    source = before.source if before else Source(manual)
    found = before.outline if before else outline(source)
    located, lost = locate(source, corrections, ((one.ref, one.body) for one in found.sections))
    segments = segment(source, found, located)
    groups = group(found, segments)
    for script in groups.delivered:
        script.sections[:] = [with_materials(source, one) if lists_materials(one) else one for one in script.sections]
        script.sections[:] = parted(script.sections)
        taken: set[str] = set()
        for step in (step for one in script.sections for step in one.steps):
            step.ref = free(step.ref, taken, most=REF)
            taken.add(step.ref)
    looked_up = tuple(one for one in groups.looked_up if source.text[one.section.body.start : one.section.body.end].strip())
    groups = Groups(groups.delivered, looked_up)
    return Reading(source, found, segments, groups, tuple(_front(source, found)), tuple(located), tuple(lost))


_SCHEDULE = re.compile(r"(?:(?:[A-Z][\w'’]*|(?<!\d)\d{1,2}|of|and|for)\s+){0,6}(?:Schedule|Calendar|Dates)\b(?=\s+[A-Z])")


def _front(source: Source, found: Outline) -> Iterator[tuple[str, str, Span]]:
    """What stands before the first section, without the list of contents: whom to call, the schedule, the rest."""
    low, high = found.front.start, found.contents.start if found.contents else found.front.end
    before = trimmed(source.text, low, high)
    if len(before):
        yield from _contact_and_schedule(source, before)
    if found.contents:
        behind = trimmed(source.text, found.contents.end, found.front.end)
        if len(behind):
            yield "Front", "Before the first part", behind


def _contact_and_schedule(source: Source, span: Span) -> Iterator[tuple[str, str, Span]]:
    text = source.text[span.start : span.end]
    schedule = next((one for one in _SCHEDULE.finditer(text) if one.start() > 80), None)
    stop = span.start + schedule.start() if schedule else span.end
    contact = re.search(r"(?i)\b(?:contact|phone|e-?mail|telephone|call)\b", source.text[span.start : stop])
    yield (
        ("Contact" if contact else "Front"),
        ("Contact information" if contact else "Front matter"),
        trimmed(source.text, span.start, stop),
    )
    if schedule:
        yield "Schedule", " ".join(schedule[0].split()), Span(stop, span.end)


def _delivered(found: FoundSection) -> Iterator[Place]:
    ref = found.section.ref
    yield from (Place(mark.start, mark.end, "number", ref) for mark in found.marks)
    for step in found.steps:
        if step.mark:
            yield Place(step.mark.start, step.mark.end, "number", step.ref)
        if step.due_words:
            yield Place(step.due_words.start, step.due_words.end, "heading", step.ref)
        yield from (Place(piece.start, piece.end, piece.kind, step.ref) for piece in step.pieces)


def _characters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
