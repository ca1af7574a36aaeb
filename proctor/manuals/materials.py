"""A section that lists materials: what is needed, from whom, and what is only noted beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.pieces import Piece, sentence_pieces
from proctor.manuals.segment import FoundSection, FoundStep
from proctor.manuals.wording import Source, trimmed

_BEHIND = re.compile(
    r"\s(?=(?:NOTE|Note)\s*:|(?:If|See|You|Instructions|These|Those|Each|All|Follow|Set|Notify)\s+[a-z]|(?:A|The)\s+[a-z]+\s+\w+\s+(?:will|is|are|must)\b|"
    r"(?:Students|[A-Z][a-z]+s)\s+(?:are|will|must|may|can|should)\b)"
)
"""Where, behind the name of a thing, a sentence about it begins in a text without line ends."""


def lists_materials(found: FoundSection) -> bool:
    """Whether a section that says nothing lists what is needed."""
    return not found.spoken and bool(language.MATERIALS.search(found.section.title))


def with_materials(source: Source, found: FoundSection) -> FoundSection:
    """The section as one step whose pieces are materials, and notes on them."""
    pieces = [piece for step in found.steps for piece in _pieces(source, step)]
    body = found.section.body
    step = FoundStep(found.section.ref, body.start, body.end, pieces)
    marks = [*found.marks, *(one.mark for one in found.steps if one.mark)]
    return replace(found, steps=[step], marks=marks)


def _pieces(source: Source, step: FoundStep) -> Iterator[Piece]:
    for number, piece in enumerate(step.pieces):
        bullet = re.match(r"[*•–-]\s+", source.text[piece.start : piece.end])
        named = step.number is not None and number == 0
        if not (named or bullet) or (piece.text.endswith(".") and not named) or piece.text.endswith(":"):
            yield piece
            continue
        low = piece.start + (bullet.end() if bullet else 0)
        text = source.text[low : piece.end]
        behind = _BEHIND.search(text)
        stop = low + behind.start() if behind else piece.end
        name = trimmed(source.text, low, stop)
        yield Piece(
            piece.start, stop, "material", name, source.words(name.start, name.end), 0.9, "an item of a list of materials"
        )
        if stop < piece.end:
            yield from sentence_pieces(source, Span(stop, piece.end))
