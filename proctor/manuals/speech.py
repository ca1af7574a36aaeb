"""What is read aloud: the values, and where they are looked for.

Speech is told in three ways, each in a module of its own: in quotes behind a cue (:mod:`~proctor.manuals.quoted`), under a
sign without quotes (:mod:`~proctor.manuals.signs`), by the type that a manual keeps for it or as a whole section
(:mod:`~proctor.manuals.looks`). Nothing is guessed: where the text does not show whether a paragraph is spoken, it is left as
it is and a question is raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from proctor.manuals import language
from proctor.manuals.manual import Paragraph, Span, Style
from proctor.manuals.wording import Source

MARK = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,2}\)|\d{1,2}\.\d{1,3}\.?|(?:Step|STEP)\s+\d+(?:\s+of\s+\d+)?[.:]?)\s+")
"""The number in front of a step, which is not spoken."""


APART = (Style.BOXED, Style.SHADED, Style.BOLD, Style.ITALIC)
"""Styles by which manuals tell speech from the rest, the surest first."""
FOOTNOTE = re.compile(r"(?:\d{1,2}|[*†‡]{1,2})\s?(?=[A-Z])(?![*•] )")
"""How a footnote begins, at the foot of its page."""


@dataclass(frozen=True, slots=True)
class Speech(Span):
    """Words to be read aloud, between ``start`` and ``end``. ``cue``: what announces them. ``outer`` includes their quotes.
    ``sure`` is 0 to 1, and ``why`` says what told them."""

    cue: Span
    outer: Span
    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Question(Span):
    """Something that the text does not show, to be decided by a person. ``sort``: speech, end, number."""

    sort: str
    text: str


@dataclass
class Heard:
    """The speech of a section, and what could not be told."""

    speech: list[Speech] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def holds(self, one: Span) -> bool:
        """Whether a span is spoken from end to end."""
        return any(said.start <= one.start and one.end <= said.end for said in self.speech)

    def meets(self, one: Span) -> bool:
        """Whether a span has something in common with what is spoken, or with its cue or quotes."""
        return any(said.outer.start < one.end and one.start < said.outer.end for said in self.speech)

    def with_more(self, other: Heard) -> Heard:
        speech = sorted([*self.speech, *other.speech], key=lambda said: said.start)
        return Heard(speech, [*self.questions, *other.questions])


@dataclass(frozen=True)
class Scope(Span):
    """Where speech is looked for: a section of a source. ``stops`` are where steps begin; ``styles`` those that the manual
    keeps for speech."""

    source: Source
    stops: frozenset[int] = frozenset()
    styles: Style = Style.PLAIN

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the section, cut where a step begins inside one."""
        for one in self.source.paragraphs(self.start, self.end):
            inner = sorted(at for at in self.stops if one.start < at < one.end)
            for low, high in zip([one.start, *inner], [*inner, one.end], strict=True):
                yield Paragraph(low, high, one.level, one.style)

    def text(self, one: Span) -> str:
        return self.source.text[one.start : one.end]

    def behind_mark(self, one: Span) -> int:
        """Where a paragraph's words begin, behind the number of a step."""
        mark = MARK.match(self.source.text, one.start, one.end)
        return mark.end() if mark else one.start


def is_prose(banner: re.Match[str], text: str) -> bool:
    """Whether what looks like a sign is the beginning of a sentence: "Say nothing", "Read the manual": a sign has a colon,
    stands alone, or is in capitals."""
    shown = banner[0].strip()
    rest = text[banner.end() :].strip(" :")
    return not (banner["end"] == ":" or not rest or (shown.isupper() and rest[:1].isupper()))


def is_sign(text: str) -> bool:
    """Whether a paragraph begins with a sign: of speech, of what is not speech, or of a note."""
    banner = language.BANNER.match(text)
    if (banner and not is_prose(banner, text)) or language.REMARK.match(text):
        return True
    label = language.ACTION_LABEL.match(text)
    return label is not None and (label[0].rstrip().endswith(":") or label.end() == len(text.rstrip()))
