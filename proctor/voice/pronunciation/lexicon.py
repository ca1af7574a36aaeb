"""The program's own words: what stands in any manual of the field and is misread by espeak. A pack's go before them.

Only what an engine gets wrong stands here: each has its line in ``tests/golden/pronunciations.txt``, and a test fails where an
entry changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

INITIALS = ("CAA", "DOE", "EL", "ELA", "ELL", "EOC", "ESL", "ETS", "FLEP", "GED", "IEP", "LEA", "MI", "SAT", "STE", "TA")
"""Said letter by letter: read as words, or by one letter too few, unless dots stand between them."""

WORDS: Mapping[str, str] = {
    "CAASPP": "casp",
    "DESE": "dessy",
    "MCAS": "em-kass",
    "Ms.": "miz",
    "PSAT": "P.S.A.T",
    "i.e.": "that is",
    "vs.": "versus",
    "w/": "with",
}
"""Said as a word, or in full."""

_PLURAL = {"A": "aze", "D": "dees", "L": "ells", "P": "peas"}
"""The names of letters where there is more than one; of "IEPs" espeak drops the s."""


def _several(letters: str) -> str:
    """``I.E. peas``."""
    return f"{'.'.join(letters[:-1])}. {_PLURAL[letters[-1]]}"


def entries() -> Iterator[tuple[str, str]]:
    """Each word and how it is said, with the plurals."""
    yield from WORDS.items()
    for word in INITIALS:
        yield word, ".".join(word)
    for word in ("EL", "ELL", "ID", "IEP", "LEA", "TA"):
        yield f"{word}s", _several(word)


LEXICON: Mapping[str, str] = dict(entries())


def pattern_of(words: Mapping[str, str]) -> re.Pattern[str] | None:
    """What finds them as whole words, the longest first; None where there are none."""
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(f"{_edge(word, 0)}{re.escape(word)}{_edge(word, -1)}" for word in ordered))


def _edge(word: str, at: int) -> str:
    """A word ends where no letter or digit follows; what ends with a sign ends with it."""
    if not word[at].isalnum():
        return ""
    return r"(?<!\w)" if at == 0 else r"(?!\w)"
