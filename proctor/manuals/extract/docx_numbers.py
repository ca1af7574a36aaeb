"""Word's own numbering: "3." is not in a document's text but follows from its lists, and is worked out here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from proctor.manuals.extract.docx_looks import W, number, value
from proctor.manuals.extract.marks import BULLET, in_roman

_DEEPEST = 9
_WORDS = {
    1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten", 11: "Eleven",
    12: "Twelve",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    close: bool = False
    """No space after it."""
    plain: bool = False
    """All numbers in it are written as digits."""
    restart: int | None = None
    """The level, from 1, whose numbers start this one anew; 0 for none; None for each before it."""


@dataclass(slots=True)
class _List:
    """A list as a paragraph names it: the abstract one that it counts with, and what it changes."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbers:
    """Counts through a document's lists. To be asked once for each paragraph, in order."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(lambda: [None] * _DEEPEST))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Any) -> Numbers:
        """Read ``w:numbering``; None where a document has no lists."""
        found = cls()
        if numbering is None:
            return found
        abstract = {value(one, "abstractNumId") or "": one for one in numbering.findall(W + "abstractNum")}
        listed = {value(one, "numId") or "": one for one in numbering.findall(W + "num")}
        for identity, element in listed.items():
            name = value(element.find(W + "abstractNumId")) or ""
            levels = _levels(_styled(abstract.get(name), abstract, listed))
            starts: dict[int, int] = {}
            for change in element.findall(W + "lvlOverride"):
                depth = number(value(change, "ilvl")) or 0
                if (own := change.find(W + "lvl")) is not None:
                    levels[depth] = _level(own)
                    starts[depth] = levels[depth].start
                if (start := number(value(change.find(W + "startOverride")))) is not None:
                    starts[depth] = start
            found._lists[identity] = _List(name, levels, starts)
        return found

    def mark(self, identity: str | None, depth: int) -> str:
        """What stands before the next paragraph of a list, with its space; empty for none."""
        listed = self._lists.get(identity or "")
        depth = min(max(depth, 0), _DEEPEST - 1)
        level = listed.levels.get(depth) if listed else None
        if listed is None or level is None:
            return ""
        self._count(identity or "", listed, depth)
        if level.kind == "bullet":
            return BULLET
        written = self._written(listed, depth, level)
        return written if level.close or not written else written + " "

    def _count(self, identity: str, listed: _List, depth: int) -> None:
        counts = self._counts[listed.abstract]
        if depth in listed.starts and (identity, depth) not in self._begun:
            counts[depth] = listed.starts[depth]
        elif counts[depth] is None:
            counts[depth] = listed.levels[depth].start
        else:
            counts[depth] = (counts[depth] or 0) + 1
        self._begun.add((identity, depth))
        for outer in range(depth):
            if counts[outer] is None and outer in listed.levels:
                counts[outer] = listed.levels[outer].start
        for deeper in range(depth + 1, _DEEPEST):
            restart = listed.levels.get(deeper, _Level()).restart
            if restart is None or restart > depth:
                counts[deeper] = None

    def _written(self, listed: _List, depth: int, level: _Level) -> str:
        written = level.text
        for place in range(depth + 1):
            count = self._counts[listed.abstract][place] or 0
            kind = "decimal" if level.plain else listed.levels.get(place, level).kind
            written = written.replace(f"%{place + 1}", _in_letters(count, kind))
        return written.strip()


def _styled(element: Any, abstract: dict[str, Any], listed: dict[str, Any]) -> Any:
    """The list itself; one that only names a list style has its levels where that style is defined."""
    link = None if element is None else value(element.find(W + "numStyleLink"))
    if not link:
        return element
    return next((one for one in abstract.values() if value(one.find(W + "styleLink")) == link), element)


def _levels(element: Any) -> dict[int, _Level]:
    if element is None:
        return {}
    return {number(value(one, "ilvl")) or 0: _level(one) for one in element.findall(W + "lvl")}


def _level(element: Any) -> _Level:
    start = number(value(element.find(W + "start")))
    return _Level(
        start=0 if start is None else start,
        kind=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        close=value(element.find(W + "suff")) == "nothing",
        plain=element.find(W + "isLgl") is not None,
        restart=number(value(element.find(W + "lvlRestart"))),
    )


def _in_letters(count: int, kind: str) -> str:
    if kind in ("none", "bullet"):
        return ""
    if kind.endswith("Letter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if kind.startswith("upper") else letters
    if kind.endswith("Roman") and 0 < count < 4_000:
        return in_roman(count).upper() if kind.startswith("upper") else in_roman(count)
    if kind == "decimalZero":
        return f"{count:02d}"
    if kind == "ordinal":
        return f"{count}{_ending(count)}"
    return _WORDS.get(count, str(count)) if kind == "cardinalText" else str(count)


def _ending(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
