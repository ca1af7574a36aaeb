"""Where speech in quotes ends: curly and straight ones, mixed, quoted inside, opened anew at each paragraph, inch marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from proctor.manuals.wording import CLOSING, OPENING, QUOTES

_MARK = re.compile(f"[{QUOTES}]")
_BEHIND_SENTENCE = re.compile(rf"[.?!,][’')]*\s?(?P<mark>[{CLOSING}\"])")
_INCHES = re.compile(r'"\s*(?:[a-z(x×,]|\d)')
"""An inch mark: 1.25" (top)."""
_STEP = re.compile(r"\d{1,3}[.)]\s")
"""The number of the next step, with no space before it."""
DEEPEST = 8
"""So many quotes inside one another are a file in which every quote opens."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a quote is closed. ``even``: each quote that is opened inside is closed there too, so that it can be no other."""

    at: int
    even: bool = True


def closing(text: str, opened: int, limit: int, is_start: Callable[[int], bool]) -> Closing | None:
    """The quote that closes the one at ``opened``, before ``limit``; None where there is none.

    ``is_start``: whether a paragraph begins at an offset. A speech of several paragraphs opens its quote at each of them.
    """
    depth = 1
    for found in _MARK.finditer(text, opened + 1, limit):
        at = found.start()
        turn = _turn(text, at, limit, is_start)
        if turn > 0 and is_start(at):
            continue
        depth += turn
        if depth == 0:
            return Closing(at)
        if depth > DEEPEST:
            break
    could = _first_that_could(text, opened, limit)
    if could and depth == 1 and any(is_start(at) for at in range(opened + 1, could.at)):
        return None  # all that was opened behind this one is closed, so that nothing further on is its own
    return could


def _turn(text: str, at: int, limit: int, is_start: Callable[[int], bool]) -> int:
    """1 for a quote that opens, -1 for one that closes, 0 for what is no quote."""
    mark = text[at]
    if mark in OPENING:
        return 1
    if mark in CLOSING:
        return -1
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and _INCHES.match(text, at, limit):
        return 0
    apart = is_start(at) or ((before.isspace() or before in "([—–-/") and not _STEP.match(text, at + 1, limit))
    return 1 if apart and after and (after.isalnum() or after in "‘'$#[(_.") else -1


def _first_that_could(text: str, opened: int, limit: int) -> Closing | None:
    """Where the quotes inside do not come out even: the first that stands behind the end of a sentence."""
    found = _BEHIND_SENTENCE.search(text, opened + 1, limit)
    return Closing(found.start("mark"), even=False) if found else None
