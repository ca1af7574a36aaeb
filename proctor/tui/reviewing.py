"""A review while it goes on: what was recognised, what a person has said of it, and what she has looked at.

A correction is asked for by one of the four verdicts on a line of the list, or on sentences of the text; what cannot be said of
them is :class:`Refused`. The manual is read again elsewhere; :meth:`Review.take` is given what came of it, and says what is
different now. Nothing here knows Textual.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from proctor.documents.text import percent
from proctor.manuals.corrections import Correction, Corrections, Verdict, correction_of
from proctor.manuals.importing import Import
from proctor.manuals.manual import Span
from proctor.manuals.pieces import may_be_joined
from proctor.manuals.segment import FoundSection, FoundStep
from proctor.manuals.wording import OPENING, trimmed
from proctor.tui.recognised import HEADS, Item, Recognised

BEGINNING = 80
"""So many characters tell where a step begins."""
SAID = {"speech": "this is speech", "not_speech": "this is not speech", "step": "a step begins here", "merge": "joined"}
WHOLE = tuple(kind for kind in HEADS if kind != "step")
"""Lines that are about more than one step."""
_NUMBER = re.compile(r"(?:\d{1,3}[.)]|(?:Step|STEP)\s+\d{1,3}(?:\s+of\s+\d{1,3})?\s*[.:–—-]?)(?:\s+(?=\W*[A-Z])|\Z)")
_CUE = re.compile(rf"[:,]\s+(?=[{OPENING}\"])")


class Refused(Exception):
    """What was asked for cannot be said of these words; ``str()`` says why, and what can be done."""


@dataclass(frozen=True)
class Outcome:
    """What became of a review. ``beside``: where an edited pack is kept that was replaced; ``corrections``: the file in which
    they were kept without a pack; ``trouble``: why they could not be."""

    is_written: bool = False
    beside: Path | None = None
    corrections: Path | None = None
    trouble: str = ""


@dataclass
class Review:
    """``wanted`` are the corrections as they shall be; :attr:`shown` may be of some that were before."""

    shown: Recognised
    wanted: Corrections
    begun: Corrections
    _before: list[tuple[Corrections, Correction | None]] = field(default_factory=list)
    _seen: set[tuple[int, str]] = field(default_factory=set)

    @classmethod
    def of(cls, found: Import) -> Review:
        return cls(Recognised(found).ready(), found.corrections, found.corrections)

    @property
    def is_changed(self) -> bool:
        """Whether anything was corrected that is not in what the review began with."""
        return self.wanted != self.begun

    @property
    def is_current(self) -> bool:
        """Whether what is shown has all corrections in it."""
        return self.shown.found.corrections == self.wanted

    @property
    def _text(self) -> str:
        return self.shown.found.reading.source.text

    # -- sentences ----------------------------------------------------------------------------------------------------

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the whole text, without the numbers of steps; a cue before a quote stands apart from it."""
        source = self.shown.found.reading.source
        found = (_behind_number(source.text, one) for one in source.sentences(0, len(source.text)))
        return tuple(part for one in found if len(one) for part in _behind_cues(source.text, one))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence in which a character stands, or of the one behind it."""
        at = max(0, bisect_right(self._sentence_starts, offset) - 1)
        behind = self.sentences and offset >= self.sentences[at].end and at + 1 < len(self.sentences)
        return at + 1 if behind else at

    def stretch(self, one: int, other: int) -> Span:
        """From one sentence to another."""
        first, last = self.sentences[min(one, other)], self.sentences[max(one, other)]
        return Span(first.start, last.end)

    # -- what is worth a look -----------------------------------------------------------------------------------------

    def see(self, item: Item) -> None:
        """It has been looked at."""
        if item.look:
            self._seen.add(item.key)

    def is_seen(self, item: Item) -> bool:
        return item.key in self._seen

    def look(self, at: int, way: int) -> int | None:
        """The next place in the list that is worth a look, or the one before; None where there is none."""
        looks = self.shown.looks
        place = bisect_right(looks, at) if way > 0 else bisect_left(looks, at) - 1
        return looks[place] if 0 <= place < len(looks) else None

    def counts(self) -> tuple[str, str]:
        """``34 say blocks · 12 worth a look, 3 left · 100.00 % placed · 2 corrections``, and shorter."""
        left = len(self.shown.look_keys - self._seen)
        many, corrections = len(self.shown.looks), len(self.wanted.corrections)
        looks = f"{many} worth a look, {left} left" if many else "nothing worth a look"
        said, placed = self.shown.said, percent(self.shown.found.reading.coverage)
        behind = f"{corrections} {_plural(corrections, 'correction')}"
        long = f"{said} say {_plural(said, 'block')} · {looks} · {placed} placed · {behind}"
        return long, f"{said} say · {left} of {many} left · {placed} · {behind}"

    def find(self, words: str, offset: int, way: int = 1) -> Span | None:
        """Where words stand next behind an offset, or before it with ``way`` -1, however they are broken; from the other end
        where there is nothing more."""
        parts = [re.escape(word) for word in words.split()]
        if not parts:
            return None
        found = [Span(*one.span()) for one in re.finditer(r"\s+".join(parts), self.shown.found.manual.text, re.IGNORECASE)]
        if not found:
            return None
        starts = [one.start for one in found]
        place = bisect_right(starts, offset) if way > 0 else bisect_left(starts, offset) - 1
        return found[place % len(found)]

    # -- corrections ----------------------------------------------------------------------------------------------------

    def say(self, verdict: Verdict, here: Item | Span) -> None:
        """Correct a line of the list, or sentences of the text. Raises :class:`Refused`."""
        one = getattr(self, f"_{verdict}")(here)
        if one in self.wanted.corrections:
            raise Refused(f"that has been said already: {SAID[one.verdict]}")
        if one.verdict == "merge" and (begun := self._begun_by_hand(one)):
            self._change(self.wanted.without(begun), one)
        else:
            self._change(self.wanted.with_one(one), one)

    def undo(self) -> Correction | None:
        """Take back what was said last, here or in the review before; returns it. Raises :class:`Refused`."""
        if self._before:
            self.wanted, one = self._before.pop()
            return one
        if not self.wanted.corrections:
            raise Refused("nothing was corrected")
        last = self.wanted.corrections[-1]
        self.wanted = self.wanted.without(last)
        return last

    def _change(self, wanted: Corrections, one: Correction) -> None:
        self._before.append((self.wanted, one))
        self.wanted = wanted

    def _kept(self, verdict: Verdict, span: Span) -> Correction:
        sections = ((one.ref, one.body) for one in self.shown.found.reading.outline.sections)
        one = correction_of(self.shown.found.reading.source, verdict, span, sections)
        if one is None:
            raise Refused("there are no words here")
        return one

    def _speech(self, here: Item | Span) -> Correction:
        if isinstance(here, Item):
            if here.is_head:
                raise Refused("say of which words: tab goes to the text, and s there marks a sentence")
            if here.kind == "say" and not here.look:
                raise Refused("this is read aloud; x says that it is not")
            return self._kept("speech", here.inner)
        if any(one.inner.start <= here.start and here.end <= one.end and not one.look for one in self._said_in(here)):
            raise Refused("this is read aloud; x says that it is not")
        if self.shown.section_around(here.start) is None:
            raise Refused("headings, the list of contents and what stands before the first section are not read aloud")
        return self._kept("speech", here)

    def _not_speech(self, here: Item | Span) -> Correction:
        asked = isinstance(here, Item) and here.kind in ("say", "question")
        if isinstance(here, Item) and not asked:
            raise Refused("this is not read aloud as it is; s says that it is")
        if isinstance(here, Item):
            return self._kept("not_speech", here.inner)
        if not self._said_in(here) and not any(_meet(one, here) for one in self.shown.found.reading.questions):
            raise Refused("this is not read aloud as it is; s says that it is")
        return self._kept("not_speech", here)

    def _step(self, here: Item | Span) -> Correction:
        if isinstance(here, Item) and here.kind in WHOLE:
            raise Refused("say at which words: tab goes to the text, and t there begins a step with a sentence")
        start = here.start
        if not isinstance(here, Item):
            start = self._with_cue_and_number(here)
        section = self._delivered_at(start)
        if section is None:
            raise Refused("this section is looked up and has no steps; s marks what in it is read aloud")
        if any(_begins(step, start) for step in section.steps):
            raise Refused("a step begins here already; m joins it with the one before")
        return self._kept("step", self._beginning(start))

    def _merge(self, here: Item | Span) -> Correction:
        items = self.shown.items
        at = items.index(here) if isinstance(here, Item) else self.shown.at(here.start)
        item = items[at]
        if item.kind in (*WHOLE, "unplaced", "question"):
            raise Refused("m joins a block or a step with the one before it")
        if not isinstance(here, Item) and here.start > item.inner.start:
            raise Refused("these words are in one block with those before them")
        section = self._delivered_at(item.start)
        step = next((one for one in section.steps if one.start <= item.start < one.end), None) if section else None
        if section is None or step is None:
            raise Refused("m joins a block or a step with the one before it")
        blocks = [one.start for one in step.pieces]
        if item.kind == "step" or item.start == blocks[0]:
            if step is section.steps[0]:
                raise Refused("no step stands before this one in its section")
            return self._kept("merge", self._beginning(step.start))
        before = step.pieces[blocks.index(item.start) - 1]
        if (before.kind == "say") != (item.kind == "say"):
            raise Refused("one of the two is read aloud and the other is not; s and x say which is")
        if not may_be_joined(self.shown.found.reading.source, before, step.pieces[blocks.index(item.start)]):
            raise Refused("words stand between the two, a cue perhaps, that would be read aloud with them")
        return self._kept("merge", self._beginning(item.start))

    def _begun_by_hand(self, one: Correction) -> Correction | None:
        """The correction by which a step began where one is now joined: it need only go."""
        same = (other for other in self.wanted.corrections if other.verdict == "step" and other.section == one.section)
        return next((other for other in same if other.text == one.text and other.nth == one.nth), None)

    def _with_cue_and_number(self, here: Span) -> int:
        """Where a step begins that begins with a sentence: with the cue of what it says, and with the number before it."""
        start = next((one.start for one in self._said_in(here) if one.start <= here.start <= one.inner.start), here.start)
        before = self._text[max(0, start - 24) : start]
        number = next((one for one in _NUMBER.finditer(before + "A") if one.end() == len(before)), None)
        return start - len(before) + number.start() if number else start

    def _said_in(self, here: Span) -> tuple[Item, ...]:
        """The say blocks of which a stretch has words, cues included."""
        low, high = self.shown.at(here.start), self.shown.at(here.end)
        return tuple(one for one in self.shown.items[low : high + 1] if one.kind == "say" and _meet(one, here))

    def _delivered_at(self, offset: int) -> FoundSection | None:
        sections = (one for script in self.shown.found.reading.groups.delivered for one in script.sections)
        return next((one for one in sections if one.section.body.start <= offset < one.section.body.end), None)

    def _beginning(self, start: int) -> Span:
        """Words enough that they are found again, from where something begins."""
        section = self.shown.section_around(start)
        limit = section.body.end if section else len(self._text)
        blank = re.compile(r"\s").search(self._text, min(limit, start + BEGINNING), limit)
        return trimmed(self._text, start, blank.start() if blank else limit)

    # -- what came of it ----------------------------------------------------------------------------------------------

    def take(self, shown: Recognised, offset: int) -> str:
        """Show the manual as it was read again, and say what is different at ``offset``; "" where nothing was asked for."""
        before, self.shown = self.shown, shown
        old, new = before.found.corrections, shown.found.corrections
        added = [one for one in new.corrections if one not in old.corrections]
        gone = [one for one in old.corrections if one not in new.corrections]
        if not added:
            return f"Taken back: {SAID[gone[-1].verdict]}, {_quoted(gone[-1].text)}" if gone else ""
        one = added[-1]
        if one in shown.found.reading.lost:
            return f"{_quoted(one.text)} could not be found again; u takes it back"
        found = next((place for place in shown.found.reading.corrected if place.correction == one), None)
        return _told(one.verdict, before, shown, found.start if found else offset)


def _told(verdict: Verdict, before: Recognised, after: Recognised, at: int) -> str:
    """What is different now where a correction was made."""
    if not _has_come_true(verdict, after, at):
        return f"{_where(after, at)}: {_IN_VAIN.get(verdict, 'nothing is different')}; u takes it back"
    said = _TOLD[verdict]
    if verdict == "not_speech" and not _is_said(before, at):
        said = "not read aloud, as it was"
    return f"{_where(after, at)}: {said}{_delivery(before, after, at)}"


_TOLD = {
    "speech": "now read aloud",
    "not_speech": "no longer read aloud",
    "step": "a step begins here",
    "merge": "joined with what stood before it",
}
_IN_VAIN = {"speech": "still not read aloud, since directions stand in such brackets"}


def _where(shown: Recognised, at: int) -> str:
    """The ref of what stands at an offset."""
    item = shown.items[shown.at(at)]
    return item.ref or item.section or "Here"


def _has_come_true(verdict: Verdict, shown: Recognised, at: int) -> bool:
    begins = {one.kind for one in shown.items[max(0, shown.at(at) - 3) : shown.at(at) + 1] if one.start == at}
    match verdict:
        case "speech":
            return _is_said(shown, at)
        case "not_speech":
            return not _is_said(shown, at)
        case "step":
            return "step" in begins
        case _:
            return begins <= {"question", "unplaced", *HEADS} - {"step"}


def _is_said(shown: Recognised, at: int) -> bool:
    """Whether the words from an offset are spoken, the quotes before them aside."""
    low = shown.at(at)
    near = shown.items[max(0, low - 1) : low + 2]
    return any(one.kind == "say" and one.start <= at < one.end for one in near)


def _delivery(before: Recognised, after: Recognised, at: int) -> str:
    """Whether the section is delivered now, or looked up."""
    ref = after.section_at(at)
    was, now = (_is_delivered(shown, ref) for shown in (before, after))
    if was == now:
        return ""
    return f" · section {ref} is {'delivered' if now else 'looked up'} now" if ref else ""


def _is_delivered(shown: Recognised, ref: str) -> bool:
    return any(one.section.ref == ref for script in shown.found.reading.groups.delivered for one in script.sections)


def _begins(step: FoundStep, start: int) -> bool:
    mark = step.mark.end + 1 if step.mark else step.start
    first = step.pieces[0].start if step.pieces else mark
    return step.start <= start <= max(mark, first)


def _behind_number(text: str, one: Span) -> Span:
    number = _NUMBER.match(text, one.start, one.end)
    return trimmed(text, number.end(), one.end) if number else one


def _behind_cues(text: str, one: Span) -> Iterator[Span]:
    """A sentence, or where it has a cue before a quote, first the cue and then the rest."""
    found = _CUE.search(text, one.start, one.end)
    if found is None:
        yield one
    else:
        yield trimmed(text, one.start, found.start() + 1)
        yield trimmed(text, found.end(), one.end)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= 50 else f"“{text[:49].rstrip()}…”"
