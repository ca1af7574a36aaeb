"""How far apart a PDF's lines stand, and where they are broken: learnt from the file itself."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from statistics import median

from proctor.manuals.extract.lines import Line, set_margins
from proctor.manuals.extract.pdf_rows import SetRun
from proctor.manuals.manual import Style

LARGER = 1.15
_SMALL = 0.9
_USUAL, _HEADING = 1.25, 1.2
"""Sizes from one line to the next, where a file does not tell."""
_FAR = 9.0


def settle(pages: Sequence[Sequence[Line]], *, trust_weight: bool) -> None:
    """Give each line its distance, its margin and the styles that the whole file decides."""
    body = _body_size(pages)
    for page in pages:
        for line in page:
            _dress(line, body, trust_weight)
    margins, starts = _ends(pages, "right", 0.96), _ends(pages, "left", 0.04)
    for page in pages:
        for line in page:
            line.margin = margins[line.zone] if line.edge is None else max(line.edge, margins[line.zone])
            line.start = starts[line.zone]
    leading = _leading(pages)
    for page in pages:
        _measure(page, leading, body)
        for group in _zones(page):
            set_margins(group, group[0].margin)


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[_rounded(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _dress(line: Line, body: float, trust_weight: bool) -> None:
    line.small = line.size < _SMALL * body
    large = Style.LARGE if line.size >= LARGER * body else Style.PLAIN
    for run in line.runs:
        if run.style is None:
            continue
        run.style |= large
        if trust_weight and isinstance(run, SetRun) and run.heavy:
            run.style |= Style.BOLD


def _ends(pages: Sequence[Sequence[Line]], side: str, share: float) -> dict[Hashable, float]:
    """Where, for each kind of lines, all but the outermost few end at the right, or begin at the left."""
    ends: dict[Hashable, list[float]] = defaultdict(list)
    for page in pages:
        for line in page:
            ends[line.zone].append(getattr(line, side))
    return {zone: sorted(found)[round(share * (len(found) - 1))] for zone, found in ends.items()}


def _leading(pages: Sequence[Sequence[Line]]) -> dict[float, float]:
    """The usual distance from line to line in sizes, for each size; under 0 that of all."""
    found: dict[float, list[float]] = defaultdict(list)
    for page in pages:
        for before, line in itertools.pairwise(page):
            distance = (line.y - before.y) / line.size
            alike = before.zone == line.zone and before.block == line.block and abs(before.size - line.size) < 0.3
            if alike and 0.8 < distance < 3 and not before.leaves(line) and not line.mark and not before.closed:
                found[_rounded(line.size)].append(distance)
                found[0.0].append(distance)
    return {size: median(distances) for size, distances in found.items() if len(distances) >= 3}


def _drop(size: float, leading: dict[float, float], body: float) -> float:
    """How far lines of a size are apart; headings, of which too few wrap to tell, no closer than the body's lines."""
    if own := leading.get(_rounded(size)):
        return own * size
    usual = leading.get(0.0, _USUAL)
    return max(_HEADING * size, usual * body) if size > body else usual * size


def _measure(page: Sequence[Line], leading: dict[float, float], body: float) -> None:
    for line in page:
        line.drop = _drop(line.size, leading, body)
    for before, line in itertools.pairwise(page):
        if line.above is None or line.above == _FAR:
            continue
        if before.zone != line.zone:
            line.above = _FAR
            continue
        size = max(line.size, before.size) if abs(line.size - before.size) < 3 else line.size
        line.above = (line.y - before.y) / max(line.drop, before.drop if size == before.size else 0)
        if line.above < 0.3:
            line.above = _FAR


def _zones(page: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in page:
        if group and line.zone != group[-1].zone:
            yield group
            group = []
        group.append(line)
    if group:
        yield group
