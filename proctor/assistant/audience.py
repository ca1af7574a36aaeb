"""Whether something is meant for whom somebody has named: singular or plural, typed wrongly, or in other words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from proctor.assistant.words import stem, words

ALIKE = 84
"""Of 100: how alike two words must be to be one, with a slip in it."""
SHORT = 5
"""Letters below which a word must be the same: a slip in fewer makes another word."""
_SMALL = frozenset(("a", "all", "an", "and", "any", "for", "in", "interested", "my", "of", "or", "other", "our", "the", "who"))
_SAID = {
    "sped": "special",
    "ed": "educator",
    "education": "educator",
    "ell": "el",
    "ells": "el",
    "esl": "el",
    "english": "el",
    "learner": "el",
    "head": "principal",
    "instructor": "teacher",
    "coach": "coach",
}
"""What people say for a word of an audience, both as stems."""
_ALONE = (frozenset(("test", "administrator")),)
"""Who is somebody else than the last word alone says: a test administrator is no administrator of a school."""


def fits(asked: str, audiences: Iterable[str]) -> bool:
    """Whether one of the audiences is the one that was asked for, a part of it, or takes it in: principals are found under high
    school principals and the other way round, elementary principals under neither but under principals."""
    wanted = _stems(asked)
    return bool(wanted) and any(_meet(wanted, _stems(one)) for one in audiences)


def _meet(wanted: frozenset[str], meant: frozenset[str]) -> bool:
    if not meant:
        return False
    if any(alone <= wanted and not alone <= meant for alone in _ALONE):
        return False
    return _within(wanted, meant) or _within(meant, wanted)


def _within(few: frozenset[str], many: frozenset[str]) -> bool:
    return all(any(_same(one, other) for other in many) for one in few)


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT:
        return False
    return fuzz.ratio(one, other) >= ALIKE


@lru_cache(maxsize=2_000)
def _stems(text: str) -> frozenset[str]:
    found = [stem(word) for word in words(text) if word not in _SMALL]
    return frozenset(_SAID.get(one, one) for one in found)
