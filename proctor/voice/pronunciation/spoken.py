"""A text as it is said, and where each piece of it is shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from proctor.voice.pronunciation.lexicon import LEXICON, pattern_of
from proctor.voice.pronunciation.rules import found

_BLANK = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFE0F, 0x20E3, *range(0x202A, 0x202F),
     *range(0x2066, 0x206A), *range(0xD800, 0xE000), *range(0x2700, 0x27C0), *range(0x2B00, 0x2C00), *range(0xE000, 0xF900),
     *range(0x1F000, 0x1FB00)), " "
)  # fmt: skip
"""What no engine is handed: what steers (NUL would end the text), halves of characters, and pictures, which espeak reads out by
their names. Each becomes a blank, so that every other character stays where it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """A piece that is said otherwise than it is shown, and why: a word of the pack's or the program's, or a rule by name."""

    shown_start: int
    shown_end: int
    shown: str
    spoken: str
    why: str


@dataclass(frozen=True)
class Spoken:
    """``shown`` is what stands on the screen, ``text`` what the engine gets, ``changes`` where they differ, in order."""

    shown: str
    text: str
    changes: tuple[Change, ...] = ()

    @cached_property
    def _pieces(self) -> tuple[tuple[int, int, bool], ...]:
        """Where in ``text`` and in ``shown`` each piece begins, and whether it is copied; copied and changed ones in turn."""
        pieces = [(0, 0, True)]
        at = 0
        for one in self.changes:
            begin = pieces[-1][0] + one.shown_start - at
            pieces += [(begin, one.shown_start, False), (begin + len(one.spoken), one.shown_end, True)]
            at = one.shown_end
        return tuple(pieces)

    @cached_property
    def _begins(self) -> tuple[list[int], list[int]]:
        return [begin for begin, _, _ in self._pieces], [shown for _, shown, _ in self._pieces]

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """The shown characters that a range of the spoken ones stands for; of a piece that is said otherwise all of it."""
        last = max(start, min(end, len(self.text)) - 1)
        return self._shown_of(start)[0], self._shown_of(last)[1]

    def _shown_of(self, at: int) -> tuple[int, int]:
        """The shown characters of one spoken one."""
        at = max(0, min(at, len(self.text) - 1))
        number = max(0, bisect_right(self._begins[0], at) - 1)
        begin, shown, copied = self._pieces[number]
        if copied:
            return min(shown + at - begin, len(self.shown)), min(shown + at - begin + 1, len(self.shown))
        return shown, self._pieces[number + 1][1]

    def from_shown(self, at: int) -> int:
        """Where that which is shown at an offset begins to be spoken."""
        at = max(0, min(at, len(self.shown)))
        number = max(0, bisect_right(self._begins[1], at) - 1)
        begin, shown, copied = self._pieces[number]
        return begin + (at - shown if copied else 0)


def spoken(text: str, pronunciations: Mapping[str, str] | None = None) -> Spoken:
    """How a text is said: a pack's words first, then the program's, then the rules. Any text gives one that can be spoken."""
    plain = text.translate(_BLANK)
    changes = sorted(_changes(plain, text, pronunciations or {}), key=lambda one: one.shown_start)
    parts: list[str] = []
    at = 0
    for one in changes:
        parts += plain[at : one.shown_start], one.spoken
        at = one.shown_end
    return Spoken(text, "".join((*parts, plain[at:])), tuple(changes))


def _changes(plain: str, text: str, own: Mapping[str, str]) -> Iterator[Change]:
    """Each piece that is changed, by whichever comes first; none overlaps another."""
    taken = bytearray(len(plain))
    for start, end, said, why in _wanted(plain, tuple(own.items())):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            if (sayable := said.translate(_BLANK)) != plain[start:end]:
                yield Change(start, end, text[start:end], sayable, why)


def _wanted(plain: str, own: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int, str, str]]:
    words = dict(own)
    if pattern := _pattern_of(own):
        yield from ((*one.span(), words[one[0]], "the pack") for one in pattern.finditer(plain))
    yield from ((*one.span(), LEXICON[one[0]], "word list") for one in _OF_THE_PROGRAM.finditer(plain))
    yield from found(plain)


@lru_cache(maxsize=8)
def _pattern_of(own: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    return pattern_of({word: said for word, said in own if word.strip()})


_OF_THE_PROGRAM = pattern_of(LEXICON) or re.compile(r"(?!)")
