"""A page's lines in the order in which they are read: frames each for itself, columns one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean

from proctor.manuals.extract.lines import Line
from proctor.manuals.extract.pdf_glyphs import Atom
from proctor.manuals.extract.pdf_rows import Piece, line, pieces, rows
from proctor.manuals.extract.pdf_shapes import Rect, Shapes
from proctor.manuals.extract.tables import Cell, table_rows
from proctor.manuals.manual import Style

_NEAR = 4.0
_GUTTER = 8.0
"""Points of white between columns, at least."""
_LEAST = 4
"""So many lines a column has, at least."""
_MOST_COLUMNS = 4
_MOST_FRAMES = 400
"""So many on a page are looked at as cells of tables."""


@dataclass(slots=True)
class Frame:
    """A frame with what stands in it."""

    rect: Rect
    parts: list[Piece | Frame] = field(default_factory=list)
    boxed: bool = True

    @property
    def x0(self) -> float:
        return self.rect.x0

    @property
    def x1(self) -> float:
        return self.rect.x1

    @property
    def y0(self) -> float:
        return self.rect.y0

    @property
    def y1(self) -> float:
        return self.rect.y1

    @property
    def characters(self) -> int:
        return sum(part.characters for part in self.parts)

    row = -1


Part = Piece | Frame


def lines(atoms: Sequence[Atom], shapes: Shapes, place: int) -> list[Line]:
    """The lines of a page, the ``place``-th of its file."""
    upright = [atom for atom in atoms if atom.upright]
    top = _parts(upright, shapes)
    found: list[Line] = []
    _Writer(place, round(shapes.place.width), found).write(top, None)
    found += _turned([atom for atom in atoms if not atom.upright], shapes.place.height)
    for one in found:
        one.page = place
    return found


def _turned(atoms: Sequence[Atom], below: float) -> list[Line]:
    """Words that run up or down or askew: in the order in which they were drawn, after all others."""
    groups: list[list[Atom]] = []
    for at, atom in enumerate(atoms):
        if not at or atoms[at - 1].size != atom.size or atoms[at - 1].style != atom.style:
            groups.append([])
        groups[-1].append(atom)
    found = []
    for group in groups:
        for at, atom in enumerate(group):
            atom.x0, atom.x1 = float(at), at + 0.5
        made = line([Piece(group, below, group[0].size, 0)])
        made.above, made.zone, made.closed = 9.0, ("turned",), True
        found.append(made)
    return found


def _parts(atoms: Iterable[Atom], shapes: Shapes) -> list[Part]:
    """The pieces of rows outside of frames, and the frames with what is in them, one inside the other."""
    held: dict[Rect | None, list[Atom]] = {None: []}
    plain = not (shapes.frames or shapes.down)
    for atom in atoms:
        x, y = atom.middle
        if shapes.grounds and shapes.is_shaded(x, y):
            atom.style |= Style.SHADED
        held.setdefault(None if plain else shapes.frame_at(x, y), []).append(atom)
    frames = {rect: Frame(rect) for rect in held if rect is not None}
    top: list[Part] = list(_pieces(held.pop(None)))
    _tell_tables(list(frames.values()))
    for rect, frame in frames.items():
        frame.parts += _pieces(held[rect])
        if frame.boxed:
            for atom in held[rect]:
                atom.style |= Style.BOXED
        outer = _outer(rect, frames)
        (frames[outer].parts if outer else top).append(frame)
    return top


def _pieces(atoms: Iterable[Atom]) -> list[Piece]:
    return [piece for number, row in enumerate(rows(atoms)) for piece in pieces(row, number)]


def _outer(rect: Rect, frames: Iterable[Rect]) -> Rect | None:
    """The smallest frame around a frame."""
    around = [
        one
        for one in frames
        if one is not rect
        and one.width * one.height > rect.width * rect.height
        and one.holds(rect.x0, rect.y0)
        and one.holds(rect.x1, rect.y1)
    ]
    return min(around, key=lambda one: one.width * one.height, default=None)


def _tell_tables(frames: Sequence[Frame]) -> None:
    """Frames in rows and columns are a table's cells and set nothing apart; those of one row or one column do."""
    groups: list[list[Frame]] = []
    for frame in frames[:_MOST_FRAMES]:
        joined = [group for group in groups if any(_side(frame.rect, one.rect) for one in group)]
        groups = [group for group in groups if not any(group is one for one in joined)]
        groups.append([frame, *(one for group in joined for one in group)])
    for group in groups:
        sides = {_side(one.rect, two.rect) for one in group for two in group if one is not two}
        if {"x", "y"} <= sides:
            for frame in group:
                frame.boxed = False


def _side(one: Rect, two: Rect) -> str:
    """How two frames touch: beside (x) or above each other (y); empty for not at all."""
    across = min(one.x1, two.x1) - max(one.x0, two.x0)
    down = min(one.y1, two.y1) - max(one.y0, two.y0)
    if abs(across) <= _NEAR and down > 0.5 * min(one.height, two.height):
        return "x"
    if abs(down) <= _NEAR and across > 0.5 * min(one.width, two.width):
        return "y"
    return ""


@dataclass(slots=True)
class _Writer:
    """Puts parts into the order of reading and makes lines of them."""

    place: int
    width: int
    found: list[Line]
    _frames: int = 0

    def write(self, parts: Sequence[Part], frame: Frame | None, zone: tuple[object, ...] = (), depth: int = 0) -> None:
        zone = zone or ("page", self.width, self.place % 2)
        for band in _bands(parts, depth):
            if len(band) == 1:
                self._rows(band[0], frame, zone)
                continue
            bottom = max(part.y1 for column in band for part in column)
            for number, column in enumerate(band):
                at = len(self.found)
                left = min(part.x0 for part in column)
                self.write(column, frame, ("column", round(left / 20), self.place % 2), depth + 1)
                if at < len(self.found):
                    self.found[at].above = None if number else 9.0
                    last = self.found[-1]
                    if number < len(band) - 1:
                        last.room = max(last.room, (bottom - last.y) / (1.2 * last.size))

    def _rows(self, parts: Sequence[Part], frame: Frame | None, zone: tuple[object, ...]) -> None:
        rows: list[list[Piece]] = []
        for part in _downwards(parts):
            if isinstance(part, Frame):
                self._lines(rows, frame, zone)
                rows = []
                self._frames += 1
                self.write(part.parts, part, ("frame", self.place, self._frames), _MOST_COLUMNS)
            elif rows and rows[-1][0].row == part.row:
                rows[-1].append(part)
            else:
                rows.append([part])
        self._lines(rows, frame, zone)

    def _lines(self, rows: list[list[Piece]], frame: Frame | None, zone: tuple[object, ...]) -> None:
        for row in rows:
            row.sort(key=lambda piece: piece.x0)
        tables = table_rows([[Cell(piece.x0, piece.x1, piece.text) for piece in row] for row in rows], _NEAR)
        for at, row in enumerate(rows):
            if at not in tables:
                self._line(row, frame, zone)
                continue
            for piece in row:
                self._line([piece], frame, zone)
                self.found[-1].above, self.found[-1].closed = 9.0, True

    def _line(self, row: list[Piece], frame: Frame | None, zone: tuple[object, ...]) -> None:
        made = line(row)
        made.zone = zone
        if frame:
            made.block, made.edge = (self.place, frame.rect), frame.rect.x1 - max(0.0, made.left - frame.rect.x0)
        self.found.append(made)


def _downwards(parts: Sequence[Part]) -> list[Part]:
    """From top to bottom; frames side by side from left to right; what stands left of a frame before it."""
    frames = [part for part in parts if isinstance(part, Frame)]

    def key(part: Part) -> tuple[float, float]:
        if isinstance(part, Frame):
            level = min((one.y0 for one in frames if abs(one.y0 - part.y0) < _NEAR), default=part.y0)
            return level, part.x0
        beside = [one.y0 for one in frames if part.x1 <= one.x0 + _NEAR and one.y0 - _NEAR < part.base < one.y1]
        return (min(beside), part.x0) if beside else (part.base - 0.3 * part.size, part.x0)

    return sorted(parts, key=key)


def _bands(parts: Sequence[Part], depth: int) -> list[list[list[Part]]]:
    """The parts from top to bottom: a band of one list is read by rows, one of several has so many columns."""
    if depth >= _MOST_COLUMNS or len(parts) < 2 * _LEAST:
        return [[list(parts)]]
    left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
    middle = left + 0.62 * (right - left), left + 0.35 * (right - left)
    if sum(part.x1 < middle[0] for part in parts) < _LEAST or sum(part.x0 > middle[1] for part in parts) < _LEAST:
        return [[list(parts)]]
    best: list[list[list[Part]]] = [[list(parts)]]
    most = 0
    ordered = sorted(parts, key=lambda part: part.y0)
    for at in sorted(
        {round(part.x0) - 4 for part in parts if left + 0.2 * (right - left) < part.x0 < left + 0.8 * (right - left)}
    ):
        bands, count = _split(ordered, at)
        if count > most:
            best, most = bands, count
    return best


def _split(parts: Sequence[Part], gutter: float) -> tuple[list[list[list[Part]]], int]:
    """The bands that a gutter makes, and how many parts stand in columns."""
    bands: list[list[list[Part]]] = []
    open_band: list[Part] = []
    count = 0
    for part in (*parts, None):
        if part is not None and (part.x1 <= gutter or part.x0 >= gutter):
            open_band.append(part)
            continue
        columns = [[one for one in open_band if one.x1 <= gutter], [one for one in open_band if one.x0 >= gutter]]
        if _are_columns(columns, gutter):
            bands.append(columns)
            count += len(open_band)
            open_band = []
        if part is not None:
            open_band.append(part)
            if bands and len(bands[-1]) == 1:
                bands[-1][0] += open_band
            else:
                bands.append([open_band])
            open_band = []
    if open_band:
        bands.append([open_band])
    return _whole(bands), count


def _whole(bands: list[list[list[Part]]]) -> list[list[list[Part]]]:
    """Bands read by rows that follow each other are one."""
    found: list[list[list[Part]]] = []
    for band in bands:
        if found and len(band) == 1 and len(found[-1]) == 1:
            found[-1][0] += band[0]
        else:
            found.append(band)
    return found


def _are_columns(columns: Sequence[Sequence[Part]], gutter: float) -> bool:
    """Whether two sides of a gutter are columns of prose, and not the columns of a table without lines."""
    left, right = columns
    if min(len(left), len(right)) < _LEAST or max(len(left), len(right)) > 4 * min(len(left), len(right)):
        return False
    inner, outer = max(part.x1 for part in left), max(part.x1 for part in right)
    if min(part.x0 for part in right) - inner < _GUTTER:
        return False
    for side, width in ((left, inner - min(part.x0 for part in left)), (right, outer - gutter)):
        if mean(part.x1 - part.x0 for part in side) < 0.6 * width or mean(part.characters for part in side) < 15:
            return False
    return True
