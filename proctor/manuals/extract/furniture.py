"""What pages repeat: headers, footers and their numbers, told from the words between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from proctor.manuals.extract import marks
from proctor.manuals.extract.lines import Line

_EDGE = 4
"""So many lines at the top and the bottom of a page may be furniture."""
_REPEATS = 3
_APART = 1.25
"""Usual distances of lines that part furniture from the body."""
_NEAR = 2
"""A header stands on each page or on each second one; what stands further apart is a heading that comes again."""
_FEW = 4
"""Pages too few to repeat a header often enough."""
_WORD = re.compile(r"[^\W\d]+(?:['’]\w+)?")
_DIGITS = re.compile(r"\d+")
_LONE = re.compile(r"\W*(page\s+)?(\d{1,3}|[ivxl]{1,7})(\s*(of|/)\s*\d{1,4})?[^\w.]*\Z", re.IGNORECASE)


@dataclass(slots=True)
class Sheet:
    """One page: its lines from top to bottom, parted."""

    top: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    bottom: list[Line] = field(default_factory=list)

    @property
    def printed(self) -> set[int]:
        """Numbers that stand in its furniture."""
        return {int(digits) for line in (*self.top, *self.bottom) for digits in _DIGITS.findall(line.text) if len(digits) < 5}


def part(pages: Sequence[Sequence[Line]], title: str) -> list[Sheet]:
    """The pages with their furniture told from their bodies, whose lines keep their order. ``title`` is the manual's, for pages
    too few to repeat anything.
    """
    edges = [_edges(page) for page in pages]
    named = _words(title) if len(pages) <= _FEW else set()
    usual = sorted(len(page) for page in pages)[len(pages) // 2] if pages else 0
    cover = bool(pages) and 3 * len(pages[0]) < usual
    tops = _Edge([top for top, _ in edges], named, first=True, cover=cover)
    bottoms = _Edge([bottom for _, bottom in edges], named)
    return [_sheet(page, tops.of(place), bottoms.of(place)) for place, page in enumerate(pages)]


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the top, and at the bottom, from the edge inward; none is both."""
    ordered = sorted(page, key=lambda line: line.y)
    top = ordered[:_EDGE]
    return top, ordered[max(len(top), len(ordered) - _EDGE) :][::-1] if len(ordered) > _EDGE else ordered[1:][::-1]


def _folded(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower())


class _Edge:
    """The lines at one edge of all pages, and which of them are furniture."""

    def __init__(self, pages: Sequence[Sequence[Line]], named: set[str], *, first: bool = False, cover: bool = False) -> None:
        self._pages = pages
        self._named = named
        self._cover = cover
        self._filled = sum(bool(edge) for edge in pages)
        self._pages_with = Counter(key for edge in pages for key in {_folded(line) for line in edge})
        self._repeated = self._repeats()
        if first:
            self._repeated -= self._titles()

    def of(self, place: int) -> list[Line]:
        """A page's furniture from the edge inward: up to the first line that is none."""
        found: list[Line] = []
        for line in self._pages[place]:
            if not ((place, _folded(line)) in self._repeated or _LONE.match(line.text) or (place and self._names(line, place))):
                break
            found.append(line)
        while found and not self._is_apart(place, len(found)):
            found.pop()
        return found

    def _is_apart(self, place: int, count: int) -> bool:
        """Whether white parts furniture from what comes next; what does not must be on every second page at least."""
        edge = self._pages[place]
        line = edge[count - 1]
        if count == len(edge) or abs(edge[count].y - line.y) > _APART * max(line.drop, edge[count].drop):
            return True
        return 2 * self._pages_with[_folded(line)] >= self._filled

    def _repeats(self) -> set[tuple[int, str]]:
        """The place of each page with each line, digits folded, that its edge shares with pages near it; of few pages no
        sentence, which may well be said twice.
        """
        places: dict[str, dict[int, str]] = defaultdict(dict)
        exact: Counter[str] = Counter()
        for place, edge in enumerate(self._pages):
            exact.update({line.text for line in edge})
            for line in edge:
                if not (_is_content(line) or (line.ended and self._filled <= _REPEATS)):
                    places[_folded(line)].setdefault(place, line.text)
        counted = {_folded(line) for edge in self._pages for line in edge if _is_label(line) and exact[line.text] < _REPEATS}
        found: set[tuple[int, str]] = set()
        for key, on in places.items():
            near = [place for place in on if _goes_on(on, place)]
            if key not in counted and len(near) >= min(_REPEATS, max(2, self._filled - 1)):
                found |= {(place, key) for place in near}
        return found

    def _titles(self) -> set[tuple[int, str]]:
        """What later pages repeat of the first one's title is a title there: it stands elsewhere, is larger, or on a cover."""
        found: set[tuple[int, str]] = set()
        for line in self._pages[0] if self._pages else ():
            others = [
                other
                for edge in self._pages[1:]
                for other in edge
                if other.text == line.text and abs(other.size - line.size) < 0.5
            ]
            if self._cover or not any(abs(other.y - line.y) < 0.5 * line.drop for other in others):
                found.add((0, _folded(line)))
        return found

    def _names(self, line: Line, place: int) -> bool:
        """Whether a line names the manual and its page, and nothing else."""
        words = _words(line.text)
        if not words or not words <= self._named or line.style or _is_content(line):
            return False
        return len(words) > 2 or str(place + 1) in _DIGITS.findall(line.text)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _goes_on(on: Mapping[int, str], place: int) -> bool:
    """Whether a page near this one has the same line, or one that counts on as the pages do."""
    for step in (*range(-_NEAR, 0), *range(1, _NEAR + 1)):
        other = on.get(place + step)
        if other is not None and (other == on[place] or step in _steps(on[place], other)):
            return True
    return False


def _steps(one: str, other: str) -> set[int]:
    """By how much each number in a line differs from the one in its place in another."""
    numbers = [[int(digits) for digits in _DIGITS.findall(text) if len(digits) < 6] for text in (one, other)]
    return {after - before for before, after in zip(*numbers, strict=False)}


def _is_content(line: Line) -> bool:
    """What says who speaks, or counts steps, is never furniture, however often it comes."""
    return marks.is_cue(line.text) or bool(line.mark and line.mark.kind == "step")


def _is_label(line: Line) -> bool:
    return bool(line.mark and line.mark.kind == "label")


def _sheet(page: Sequence[Line], top: list[Line], bottom: list[Line]) -> Sheet:
    taken = {id(line) for line in top}
    bottom = [line for line in bottom if id(line) not in taken]
    taken |= {id(line) for line in bottom}
    return Sheet(top, [line for line in page if id(line) not in taken], bottom[::-1])


def numbers(sheets: Sequence[Sheet]) -> list[int]:
    """The number of each page: the printed one where it runs on from page to page, else the page's place, from 1."""
    printed = [sheet.printed for sheet in sheets]
    found = [_running(printed, place) for place in range(len(printed))]
    for at, number in enumerate(found):
        if number is None and at and found[at - 1] is not None:
            found[at] = _one_on(found[at - 1], 1)
    for at in range(len(found) - 2, -1, -1):
        if found[at] is None and (after := found[at + 1]) is not None and after > 1:
            found[at] = after - 1
    return [number if number is not None else place for place, number in enumerate(found, 1)]


def _one_on(number: int | None, step: int) -> int | None:
    return None if number is None else number + step


def _running(printed: Sequence[set[int]], place: int) -> int | None:
    """The number of this page's furniture that the pages around it go on counting from."""

    def kept(number: int) -> int:
        return sum(number + step in printed[place + step] for step in (-2, -1, 1, 2) if 0 <= place + step < len(printed))

    best = max(sorted(printed[place]), key=kept, default=None)
    return best if best is not None and kept(best) else None
