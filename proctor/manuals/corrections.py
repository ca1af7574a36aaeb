"""What a person said of a manual: this is speech, this is not, a step begins here, this belongs to what stands before.

Kept in ``corrections.yaml`` beside the pack and found again by their words, in the same manual or in next year's, whose words
may differ a little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from proctor.manuals.manual import Span
from proctor.manuals.wording import Source, trimmed
from proctor.scripts.loading import load_beside
from proctor.scripts.models import Model, Text

CORRECTIONS = "corrections.yaml"

Verdict = Literal["speech", "not_speech", "step", "merge"]


class Correction(Model):
    """``verdict``: ``speech`` and ``not_speech`` are about all of ``text``; a ``step`` begins with it; ``merge`` joins what
    begins with it to what stands before. ``section`` is where it stood when it was said."""

    verdict: Verdict
    text: Text
    section: str = ""


class Corrections(Model):
    """``corrections.yaml``."""

    corrections: tuple[Correction, ...] = Field(default=())

    def with_one(self, one: Correction) -> Corrections:
        """With one more; it takes the place of what was said of the same words before, and takes back its opposite."""
        same = [other for other in self.corrections if other.text != one.text or not _about_the_same(other, one)]
        return Corrections(corrections=(*same, one))

    def without(self, one: Correction) -> Corrections:
        return Corrections(corrections=tuple(other for other in self.corrections if other != one))


def _about_the_same(one: Correction, other: Correction) -> bool:
    groups = ({"speech", "not_speech"}, {"step", "merge"})
    return any(one.verdict in group and other.verdict in group for group in groups)


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
    """Where the corrections stand in a manual, and those whose words are not in it. The section where one was made is looked in
    first."""
    places = dict(sections)
    found: list[Located] = []
    lost: list[Correction] = []
    for one in corrections.corrections:
        span = next((span for place in _places(one, places, source) if (span := find_words(source, one.text, place))), None)
        if span is None:
            lost.append(one)
        else:
            found.append(Located(span.start, span.end, one))
    return sorted(found, key=lambda one: one.start), lost


def _places(one: Correction, places: dict[str, Span], source: Source) -> Iterator[Span]:
    if one.section in places:
        yield places[one.section]
    yield Span(0, len(source.text))


def find_words(source: Source, text: str, place: Span) -> Span | None:
    """Where words stand: to the letter, white space and broken words aside; else where nearly the same stand."""
    exact = re.compile(r"\s+".join(re.escape(word).replace(r"\-", r"-\s*") for word in text.split()))
    if found := exact.search(source.text, place.start, place.end):
        return Span(*found.span())
    return _nearly(source, text, place)


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
