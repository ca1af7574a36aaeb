"""What differs between two texts, word by word, in groups that can be read.

The marks lose nothing: what is the same or removed, put together, is the old text to the character; what is the same or
added is the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise, takewhile

WORD = re.compile(r"\w+(?:['’.,:/-]\w+)*|[^\w\s]")
"""A word with what is tied into it (``don't``, ``1.25``, ``III.D.8``), or one mark of punctuation."""

TOKEN = re.compile(rf"({WORD.pattern}|^(?=\s))(\s*)")
"""The same with the white space behind it; what stands before the first word is behind an empty one."""

Token = tuple[str, str]

SWALLOWED = 3
"""Unchanged words that are marked as changed with their neighbours, where these are longer: whole phrases read better."""

LONG = 2_000
"""Words of a text above which words that stand everywhere in it are no longer looked at as the beginning of a likeness."""


class Mark(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text, and whether it stands in both texts, in the old one alone, or in the new one alone."""

    mark: Mark
    text: str


@dataclass(slots=True)
class _Group:
    """What was removed and added at one place, and what stands unchanged behind it."""

    removed: str
    added: str
    same: str

    @property
    def size(self) -> int:
        return max(len(self.removed), len(self.added))


def marked(old: str, new: str) -> tuple[Span, ...]:
    """The two texts in one, with marks; never an empty span, and never two with the same mark in a row."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    head = _same_ahead(before, after)
    tail = _same_ahead(before[head:][::-1], after[head:][::-1])
    groups = _groups(before[head : len(before) - tail], after[head : len(after) - tail])
    groups[0].same = _written(before[:head]) + groups[0].same
    groups[-1].same += _written(before[len(before) - tail :])
    return tuple(_joined(span for group in _at_sentences(_merged(groups)) for span in _spans(group)))


def old_of(spans: Iterable[Span]) -> str:
    """The text before the change."""
    return "".join(span.text for span in spans if span.mark is not Mark.ADDED)


def new_of(spans: Iterable[Span]) -> str:
    """The text after the change."""
    return "".join(span.text for span in spans if span.mark is not Mark.REMOVED)


def _groups(before: list[Token], after: list[Token]) -> list[_Group]:
    """What differs, by words; where these are the same, white space can still differ."""
    found = [_Group("", "", "")]
    old, new = [word for word, _ in before], [word for word, _ in after]
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > LONG).get_opcodes():
        if kind != "equal":
            found.append(_Group(_written(before[i:j]), _written(after[k:m]), ""))
            continue
        for (word, gap), (_, other) in zip(before[i:j], after[k:m], strict=True):
            found[-1].same += word if gap != other else word + gap
            if gap != other:
                found.append(_Group(gap, other, ""))
    return found


def _written(row: Iterable[Token]) -> str:
    return "".join(word + gap for word, gap in row)


def _merged(groups: list[_Group]) -> list[_Group]:
    """A few unchanged words between two greater changes become part of one change."""
    found = groups[:1]
    for group in groups[1:]:
        found.append(group)
        while len(found) > 2 and _is_swallowed(found[-2], found[-1]):
            last, before = found.pop(), found.pop()
            between = before.same
            found.append(_Group(before.removed + between + last.removed, before.added + between + last.added, last.same))
    return found


def _is_swallowed(before: _Group, after: _Group) -> bool:
    words = len(re.findall(r"\w+", before.same))
    return words <= SWALLOWED and len(before.same.strip()) <= min(before.size, after.size)


def _at_sentences(groups: list[_Group]) -> list[_Group]:
    """A sentence put in or taken out is marked with the full stop at its own end, not with that of the one before."""
    for before, group in pairwise(groups):
        if group.removed and group.added:
            continue
        words = group.removed or group.added
        stop = re.match(r"[^\w\s]*\s*", words)
        shared = words[: _same_ahead(stop[0], group.same)] if stop else ""
        before.same += shared
        group.same = group.same[len(shared) :]
        if group.removed:
            group.removed = words[len(shared) :] + shared
        elif group.added:
            group.added = words[len(shared) :] + shared
    return groups


def _spans(group: _Group) -> Iterator[Span]:
    """White space that both sides begin or end with is not part of what changed."""
    removed, added = group.removed, group.added
    lead = removed[: _same_ahead(_leading(removed), _leading(added))]
    removed, added = removed[len(lead) :], added[len(lead) :]
    trail = _same_ahead(_leading(removed[::-1]), _leading(added[::-1]))
    behind = removed[len(removed) - trail :]
    yield Span(Mark.SAME, lead)
    yield Span(Mark.REMOVED, removed[: len(removed) - trail])
    yield Span(Mark.ADDED, added[: len(added) - trail])
    yield Span(Mark.SAME, behind + group.same)


def _same_ahead(one: Sequence[object], other: Sequence[object]) -> int:
    """How many are the same from the beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _leading(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if last and last.mark is span.mark:
            last = Span(last.mark, last.text + span.text)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
