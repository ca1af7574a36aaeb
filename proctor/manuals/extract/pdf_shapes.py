"""Frames and coloured grounds of a PDF's page: rectangles, and lines that make one."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from proctor.manuals.extract.pdf_glyphs import Place

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 40_000
_MAX_LINES = 1_500
_MAX_RECTS = 1_500
"""Of each kind on a page; what has more is a drawing."""
_DEEPEST = 5
"""Drawings inside drawings are followed so far."""
_PATH, _FORM = 2, 5
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2
_THIN = 3.0
"""Points; what is thinner is a line."""
_NEAR = 3.0
_PLAIN_SHAPE = 18
"""Points of a rectangle with round corners; what has more is a drawing."""
_WHITE = 250
_SEEN = 12
"""Of 255: what is more transparent is not seen."""

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the page, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        return self.x0 - 1 <= x <= self.x1 + 1 and self.y0 - 1 <= y <= self.y1 + 1


@dataclass(slots=True)
class Shapes:
    """What is drawn on a page beside its words."""

    place: Place
    drawn: bool = False
    """Whether there is anything at all."""
    frames: list[Rect] = field(default_factory=list)
    grounds: list[tuple[Rect, bool]] = field(default_factory=list)
    """Filled rectangles in the order of painting, and whether each is coloured; a white one covers what it lies on."""
    across: list[Rect] = field(default_factory=list)
    down: list[Rect] = field(default_factory=list)

    def frame_at(self, x: float, y: float) -> Rect | None:
        """The smallest frame around a point, less one around the whole page."""
        around = [rect for rect in self.frames if rect.holds(x, y)]
        if not around and (cell := self._cell(x, y)):
            self.frames.append(cell)
            around = [cell]
        return min(around, key=lambda rect: rect.width * rect.height, default=None)

    def is_shaded(self, x: float, y: float) -> bool:
        """Whether the smallest ground under a point has a colour."""
        under = [
            (rect.width * rect.height, -at, coloured) for at, (rect, coloured) in enumerate(self.grounds) if rect.holds(x, y)
        ]
        return min(under)[2] if under else False

    def is_page(self, rect: Rect) -> bool:
        return rect.width > 0.85 * self.place.width and rect.height > 0.8 * self.place.height

    def _cell(self, x: float, y: float) -> Rect | None:
        """The frame that four lines make around a point."""
        beside = [line for line in self.down if line.y0 - 1 <= y <= line.y1 + 1]
        left = max((line.x0 for line in beside if line.x0 < x), default=None)
        right = min((line.x0 for line in beside if line.x0 > x), default=None)
        if left is None or right is None:
            return None
        level = [line.y0 for line in self.across if line.x0 <= left + _NEAR and line.x1 >= right - _NEAR]
        top = max((line for line in level if line < y), default=None)
        bottom = min((line for line in level if line > y), default=None)
        if top is None or bottom is None:
            return None
        ends = [line for line in beside if line.x0 in (left, right) and line.y0 <= top + _NEAR and line.y1 >= bottom - _NEAR]
        cell = Rect(left, top, right, bottom)
        return cell if {line.x0 for line in ends} >= {left, right} and not self.is_page(cell) else None


@dataclass(slots=True)
class Drawing:
    """Reads the shapes of pages."""

    raw: Any
    _left: int = 0

    def shapes(self, page: Any, place: Place) -> Shapes:
        """``page`` is PDFium's."""
        raw, found = self.raw, Shapes(place)
        self._left = _MAX_SEGMENTS
        count = raw.FPDFPage_CountObjects(page)
        found.drawn = count > 0
        for at in range(min(count, _MAX_OBJECTS)):
            self._object(raw.FPDFPage_GetObject(page, at), _UNIT, found, 0)
        found.across = _merged(found.across, 0)
        found.down = _merged(found.down, 1)
        return found

    def _object(self, item: Any, outer: _Matrix, found: Shapes, depth: int) -> None:
        raw, kind = self.raw, self.raw.FPDFPageObj_GetType(item)
        if kind not in (_PATH, _FORM) or self._left <= 0:
            return
        matrix = _times(self._matrix(item), outer)
        if kind == _FORM:
            for at in range(min(raw.FPDFFormObj_CountObjects(item), _MAX_OBJECTS) if depth < _DEEPEST else 0):
                self._left -= 1
                self._object(raw.FPDFFormObj_GetObject(item, at), matrix, found, depth + 1)
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        ground = self._colour(item, raw.FPDFPageObj_GetFillColor) if fill.value else None
        drawn = bool(stroke.value) and self._colour(item, raw.FPDFPageObj_GetStrokeColor) is not None
        if ground is None and not drawn:
            return
        for points in self._outlines(item, matrix, found.place):
            _sort(points, ground, drawn, found)

    def _matrix(self, item: Any) -> _Matrix:
        matrix = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
            return _UNIT
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    @staticmethod
    def _colour(item: Any, ask: Any) -> bool | None:
        """Whether a colour can be told from white; None where nothing is seen."""
        parts = [ctypes.c_uint() for _ in range(4)]
        if not ask(item, *(ctypes.byref(part) for part in parts)):
            return True
        if parts[3].value < _SEEN:
            return None
        return min(part.value for part in parts[:3]) < _WHITE

    def _outlines(self, item: Any, matrix: _Matrix, place: Place) -> Iterator[list[tuple[float, float]]]:
        """The points of each closed or open line of a path."""
        raw, points = self.raw, list[tuple[float, float]]()
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(min(raw.FPDFPath_CountSegments(item), self._left)):
            self._left -= 1
            segment = raw.FPDFPath_GetPathSegment(item, at)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if raw.FPDFPathSegment_GetType(segment) == _MOVE_TO:
                if len(points) > 1:
                    yield points
                points = []
            points.append(place.at(*_moved(matrix, x.value, y.value)))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _sort(points: Sequence[tuple[float, float]], ground: bool | None, drawn: bool, found: Shapes) -> None:
    """Put an outline where it belongs: a ground, a frame, lines."""
    rect = Rect(min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))
    if rect.width < _THIN or rect.height < _THIN:
        _add_line(rect, found)
        return
    plain = len(points) <= _PLAIN_SHAPE and rect.width > 8 and rect.height > 5
    if plain and ground is not None and not found.is_page(rect) and len(found.grounds) < _MAX_RECTS:
        found.grounds.append((rect, ground))
    if not drawn:
        return
    if plain and _goes_round(points, rect):
        if not found.is_page(rect) and len(found.frames) < _MAX_RECTS:
            found.frames.append(rect)
        return
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        _add_line(Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), found)


def _goes_round(points: Sequence[tuple[float, float]], rect: Rect) -> bool:
    """Whether an outline follows all four sides of its rectangle, and is closed."""
    near = 0.02 * min(rect.width, rect.height) + 0.5
    sides = (
        sum(abs(x - rect.x0) < near for x, _ in points),
        sum(abs(x - rect.x1) < near for x, _ in points),
        sum(abs(y - rect.y0) < near for _, y in points),
        sum(abs(y - rect.y1) < near for _, y in points),
    )
    closed = abs(points[0][0] - points[-1][0]) < near and abs(points[0][1] - points[-1][1]) < near
    return closed and min(sides) >= 2


def _add_line(rect: Rect, found: Shapes) -> None:
    if rect.height < _THIN and rect.width > 8 and len(found.across) < _MAX_LINES:
        found.across.append(rect)
    elif rect.width < _THIN and rect.height > 5 and len(found.down) < _MAX_LINES:
        found.down.append(rect)


def _merged(lines: list[Rect], side: int) -> list[Rect]:
    """Lines that go on in each other as one; across the page (0) or down (1)."""

    def at(line: Rect) -> float:
        return (line.y0 + line.y1) / 2 if side == 0 else (line.x0 + line.x1) / 2

    def span(line: Rect) -> tuple[float, float]:
        return (line.x0, line.x1) if side == 0 else (line.y0, line.y1)

    groups: list[list[Rect]] = []
    for line in sorted(lines, key=at):
        if groups and at(line) - at(groups[-1][0]) < 1.5:
            groups[-1].append(line)
        else:
            groups.append([line])
    found: list[Rect] = []
    for group in groups:
        level = at(group[0])
        spans: list[tuple[float, float]] = []
        for start, end in sorted(map(span, group)):
            if spans and start <= spans[-1][1] + _NEAR:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        found += [Rect(a, level, b, level) if side == 0 else Rect(level, a, level, b) for a, b in spans]
    return found
