"""A text as it is said, in pieces: what is copied, and what is said otherwise."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from proctor.voice.pronunciation.lexicon import LEXICON, pattern_of, said_of
from proctor.voice.pronunciation.rules import RULES

UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
"""What is not text, and what an engine would end at or take for a command: a blank for each."""
NONE: Mapping[str, str] = MappingProxyType({})


class Piece(NamedTuple):
    """Characters that are shown, and those that are spoken for them: as many of the same where ``copied``, else all for all."""

    shown_start: int
    shown_end: int
    spoken_start: int
    spoken_end: int
    copied: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A place where other words are said than are shown; ``why`` is "the pack", "word list" or the name of a rule."""

    shown_start: int
    shown_end: int
    shown: str
    spoken: str
    why: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is shown, what is said for it, and the map between: pieces that follow one another without a gap, in both texts."""

    shown: str
    text: str
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """The characters shown that the engine says between these of its own; a changed piece is meant whole."""
        if not self.text:
            return 0, 0
        first, last = self._clamped(start), self._clamped(max(start, end - 1))
        begin, finish = self._spoken_at(first), self._spoken_at(last)
        return (
            begin.shown_start + (first - begin.spoken_start if begin.copied else 0),
            finish.shown_start + last - finish.spoken_start + 1 if finish.copied else finish.shown_end,
        )

    def from_shown(self, at: int) -> int:
        """Where it begins to be said: the character shown there, or the changed piece that it belongs to."""
        if at >= len(self.shown):
            return len(self.text)
        piece = self.pieces[bisect_right(self.pieces, max(0, at), key=lambda one: one.shown_start) - 1]
        return piece.spoken_start + (max(0, at) - piece.shown_start if piece.copied else 0)

    def _clamped(self, at: int) -> int:
        return min(max(0, at), len(self.text) - 1)

    def _spoken_at(self, at: int) -> Piece:
        return self.pieces[bisect_right(self.pieces, at, key=lambda one: one.spoken_start) - 1]


class _Found(NamedTuple):
    start: int
    end: int
    said: str
    why: str
    glued: bool = False


def spoken(text: str, pronunciations: Mapping[str, str] = NONE) -> Spoken:
    """What to say for a text, whatever is in it; a pack's pronunciations go before the rules, and these before the lexicon."""
    clean = UNSPEAKABLE.sub(_blanks, text)
    writer = _Writer(text, clean)
    for found in sorted(_chosen(clean, dict(pronunciations))):
        writer.change(found)
    return writer.finished()


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _chosen(text: str, pronunciations: dict[str, str]) -> Iterator[_Found]:
    """What is to be said otherwise, no two over the same characters: those found first keep their place."""
    taken = bytearray(len(text))
    of_the_pack = _words(text, _compiled(tuple(pronunciations)), pronunciations, "the pack")
    for found in chain(of_the_pack, _ruled(text), _words(text, _OWN, LEXICON, "word list")):
        if taken.find(1, found.start, found.end) < 0:
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
            yield found


def _words(text: str, pattern: re.Pattern[str] | None, words: Mapping[str, str], why: str) -> Iterator[_Found]:
    for found in pattern.finditer(text) if pattern else ():
        yield _Found(found.start(), found.end(), UNSPEAKABLE.sub(_blanks, said_of(found[0], words)), why)


def _ruled(text: str) -> Iterator[_Found]:
    for rule in RULES:
        for found in rule.pattern.finditer(text):
            said = rule.said(found)
            start, end = rule.place(found)
            if said is not None and start < end:
                yield _Found(start, end, said, rule.name, rule.glued)


@lru_cache(maxsize=16)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return pattern_of(words)


_OWN = pattern_of(tuple(LEXICON))


class _Writer:
    """Puts pieces one after another."""

    def __init__(self, shown: str, clean: str) -> None:
        self._shown = shown
        self._clean = clean
        self._at = 0
        self._length = 0
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._changes: list[Change] = []

    def change(self, found: _Found) -> None:
        if found.said == self._clean[found.start : found.end]:
            return
        self._copy(found.start)
        said = found.said if found.glued else self._apart(found)
        self._add(found.end, said, copied=False)
        self._changes.append(Change(found.start, found.end, self._shown[found.start : found.end], found.said, found.why))

    def finished(self) -> Spoken:
        self._copy(len(self._clean))
        return Spoken(self._shown, "".join(self._parts), tuple(self._pieces), tuple(self._changes))

    def _copy(self, end: int) -> None:
        if end > self._at:
            self._add(end, self._clean[self._at : end], copied=True)

    def _add(self, end: int, said: str, *, copied: bool) -> None:
        self._pieces.append(Piece(self._at, end, self._length, self._length + len(said), copied))
        self._parts.append(said)
        self._at = end
        self._length += len(said)

    def _apart(self, found: _Found) -> str:
        """With a blank wherever it would run into what stands beside it."""
        if not found.said:
            return found.said
        behind = self._parts[-1][-1:] if self._parts else ""
        ahead = self._clean[found.end : found.end + 1]
        before = found.said[0].isalnum() and (behind.isalnum() or behind in tuple(".,;:!?)%°"))
        after = found.said[-1].isalnum() and (ahead.isalnum() or ahead == "$")
        return f"{' ' * before}{found.said}{' ' * after}"
