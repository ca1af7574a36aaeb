"""What a person said of a manual: this is speech, this is not, a step begins here, this belongs to what stands before.

Kept in ``corrections.yaml`` beside the pack and found again by their words, in the same manual or in next year's, whose words
may differ a little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from pydantic import Field

from proctor.manuals.manual import Span
from proctor.manuals.wording import Source, trimmed
from proctor.scripts.base import Model
from proctor.scripts.forms import Text
from proctor.scripts.loading import load_beside

CORRECTIONS = "corrections.yaml"

Verdict = Literal["speech", "not_speech", "step", "merge"]


class Correction(Model):
    """``verdict``: ``speech`` and ``not_speech`` are about all of ``text``; a ``step`` begins with it; ``merge`` joins what
    begins with it to what stands before. ``section`` is where it stood when it was said; ``nth`` counts the places there that
    have the same words."""

    verdict: Verdict
    text: Text
    section: str = ""
    nth: int = Field(default=1, ge=1)


class Corrections(Model):
    """``corrections.yaml``."""

    corrections: tuple[Correction, ...] = Field(default=())

    def with_one(self, one: Correction) -> Corrections:
        """With one more; it takes the place of what was said of the same words before, and takes back its opposite."""
        others = [other for other in self.corrections if not _about_the_same(other, one)]
        return Corrections(corrections=(*others, one))

    def without(self, one: Correction) -> Corrections:
        return Corrections(corrections=tuple(other for other in self.corrections if other != one))


def _about_the_same(one: Correction, other: Correction) -> bool:
    """Whether both say what the same words are, or both whether something begins with them."""
    groups = ({"speech", "not_speech"}, {"step", "merge"})
    place = one.text == other.text and one.section == other.section and one.nth == other.nth
    return place and any(one.verdict in group and other.verdict in group for group in groups)


def load_corrections(path: Path) -> Corrections:
    """Read a file of corrections; an absent one holds none. Raises PackError with every fault."""
    return load_beside(path, Corrections, lambda _: ())


@dataclass(frozen=True, slots=True)
class Located(Span):
    """A correction with the place in this manual that it is about."""

    correction: Correction

    @property
    def verdict(self) -> Verdict:
        return self.correction.verdict


def locate(
    source: Source, corrections: Corrections, sections: Iterable[tuple[str, Span]]
) -> tuple[list[Located], list[Correction]]:
    """Where the corrections stand in a manual, in the order in which they were made, and those whose words are not in it. The
    section where one was made is looked in first."""
    places = dict(sections)
    found: list[Located] = []
    lost: list[Correction] = []
    for one in corrections.corrections:
        looked_in = _places(one, places, source)
        span = next((span for place in looked_in if (span := find_words(source, one.text, place, one.nth))), None)
        if span is None:
            lost.append(one)
        else:
            found.append(Located(span.start, span.end, one))
    return found, lost


def _places(one: Correction, places: dict[str, Span], source: Source) -> Iterator[Span]:
    if one.section in places:
        yield places[one.section]
    yield Span(0, len(source.text))


def find_words(source: Source, text: str, place: Span, nth: int = 1) -> Span | None:
    """Where words stand for the ``nth`` time, or the last where there are fewer: to the letter, white space and broken
    words aside; else where nearly the same stand."""
    found = list(islice(_exactly(source, text, place), nth))
    return found[-1] if found else _nearly(source, text, place)


def _exactly(source: Source, text: str, place: Span) -> Iterator[Span]:
    words = re.compile(r"\s+".join(re.escape(word).replace(r"\-", r"-\s*") for word in text.split()))
    return (Span(*found.span()) for found in words.finditer(source.text, place.start, place.end))


def correction_of(source: Source, verdict: Verdict, span: Span, sections: Iterable[tuple[str, Span]]) -> Correction | None:
    """What is to be kept of a verdict on a span, so that :func:`locate` finds it there; None where there are no words."""
    text = " ".join(source.text[span.start : span.end].split())
    if not text:
        return None
    whole = ("", Span(0, len(source.text)))
    section, place = next((one for one in sections if one[1].start <= span.start < one[1].end), whole)
    same = [found.start for found in _exactly(source, text, place)]
    nth = sum(at < span.start for at in same) + 1
    return Correction(verdict=verdict, text=text, section=section, nth=nth)


def _nearly(source: Source, text: str, place: Span) -> Span | None:
    """The stretch of sentences that is nearest to a text, where that is near enough that it can be meant."""
    from rapidfuzz import fuzz  # late: most imports have no corrections

    if len(text) < 20:
        return None
    found = fuzz.partial_ratio_alignment(text, source.text[place.start : place.end], score_cutoff=88)
    if found is None:
        return None
    low, high = place.start + found.dest_start, place.start + found.dest_end
    sentences = [
        one for one in source.sentences(max(place.start, low - 200), min(place.end, high + 200)) if _overlap(one, low, high)
    ]
    if not sentences:
        return None
    return trimmed(source.text, sentences[0].start, sentences[-1].end)


def _overlap(one: Span, low: int, high: int) -> bool:
    """Whether most of a sentence lies between two offsets."""
    return min(one.end, high) - max(one.start, low) > 0.6 * len(one)
