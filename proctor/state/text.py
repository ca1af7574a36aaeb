"""Words that people type, made fit for a record and a terminal; and words to be read aloud, taken apart."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 2_000
"""Characters of a note, a reason, a name: a page of typing. What is longer belongs in a letter."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TooLong(ValueError):
    """More was typed than a record takes."""


def tidy(text: str, limit: int = MAX_TEXT) -> str:
    """The text without control characters and marks that turn the line round, white space folded, NFC.

    Raises :class:`TooLong` above ``limit`` characters, since cutting a record short in silence would be worse.
    """
    if len(text) > 4 * limit:
        raise TooLong(f"{len(text):,} characters are too many; the limit is {limit:,}")
    kept = "".join(" " if unicodedata.category(one) in ("Cc", "Cs", "Co") or one in _BIDI else one for one in text)
    folded = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(folded) > limit:
        raise TooLong(f"{len(folded):,} characters are too many; the limit is {limit:,}")
    return folded


def paragraphs(text: str) -> tuple[str, ...]:
    """The text with white space folded for display, one entry a paragraph. No character but white space is changed."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


def sentence_ends(paragraph: str) -> tuple[int, ...]:
    """Where each sentence of a paragraph ends (the offset behind its white space); the last is the paragraph's length."""
    return (*(match.end() for match in _END.finditer(paragraph)), len(paragraph))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text to be read aloud, in order, for pointing at one of them."""
    found: list[str] = []
    for paragraph in paragraphs(text):
        start = 0
        for end in sentence_ends(paragraph):
            found.append(paragraph[start:end].strip())
            start = end
    return tuple(one for one in found if one)
