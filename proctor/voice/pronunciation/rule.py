"""What a rule is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` is what ``--explain`` calls it; ``said`` gives the words for a match, None to leave it as it is.

    Where the pattern has to see more than it changes, it changes that of its ``parts`` that matched: groups by name. Words that
    are ``glued`` are a part of a word, and run into what stands beside them. No pattern may look on without bound from a place
    where it then does not match: a long text would take long.
    """

    name: str
    examples: tuple[str, ...]
    """Each stands in the golden file, with its sounds before and after."""
    pattern: re.Pattern[str]
    said: Callable[[Match], str | None]
    parts: tuple[str, ...] = ()
    glued: bool = False

    def place(self, found: Match) -> tuple[int, int]:
        return found.span(next((part for part in self.parts if found[part]), 0))


def always(words: str) -> Callable[[Match], str]:
    return lambda _: words


def before(found: Match) -> str:
    """The few characters in front of it."""
    return found.string[max(0, found.start() - 20) : found.start()]
