"""Characters to lines: what stands on one height, raised marks with the words that they belong to."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from proctor.manuals.extract import marks
from proctor.manuals.extract.lines import Line
from proctor.manuals.extract.passages import Run
from proctor.manuals.extract.pdf_glyphs import Atom
from proctor.manuals.manual import Style

_SMALLER = 0.85
"""So many times the size of the words beside it, or less, a raised mark has."""
_APART = 1.2
"""Sizes of white that may part two columns."""
_WORD_GAP, _GUESSED_GAP = 0.22, 0.1
"""Sizes of white that part two words; and where PDFium sees a gap too."""
SPACE = 0.25


@dataclass(slots=True)
class SetRun(Run):
    """A run that may be bold by the weight of its font alone, of which some files say too much."""

    heavy: bool = False


@dataclass(slots=True)
class Row:
    """Atoms on one height, from left to right."""

    atoms: list[Atom]
    base: float
    size: float = 0.0

    def settle(self) -> None:
        """Put the atoms in order; the size is that of most of its characters."""
        self.atoms.sort(key=lambda atom: atom.x0)
        sizes: Counter[float] = Counter()
        for atom in self.atoms:
            sizes[atom.size] += len(atom.text)
        self.size = sizes.most_common(1)[0][0]


@dataclass(slots=True)
class Piece:
    """A part of a row without wide gaps in it."""

    atoms: list[Atom]
    base: float
    size: float
    row: int
    x0: float = field(init=False)
    x1: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0 = self.atoms[0].x0
        self.x1 = max(atom.x1 for atom in self.atoms)

    @property
    def y0(self) -> float:
        return self.base - 0.75 * self.size

    @property
    def y1(self) -> float:
        return self.base + 0.2 * self.size

    @property
    def text(self) -> str:
        return " ".join(atom.text for atom in self.atoms)

    @property
    def characters(self) -> int:
        return sum(len(atom.text) for atom in self.atoms)


def rows(atoms: Iterable[Atom]) -> list[Row]:
    """The rows from top to bottom."""
    found: list[Row] = []
    for atom in sorted(atoms, key=lambda atom: atom.base):
        if found and atom.base - found[-1].base < max(1.2, 0.15 * atom.size):
            found[-1].atoms.append(atom)
        else:
            found.append(Row([atom], atom.base))
    for row in found:
        row.settle()
    _settle_raised(found)
    return [row for row in found if row.atoms]


def _settle_raised(found: Sequence[Row]) -> None:
    """Give small atoms that stand higher, or lower, than the words which they touch to the row of these."""
    for at, row in enumerate(found):
        for other in (*found[max(0, at - 3) : at], *found[at + 1 : at + 4]):
            small = [atom for atom in row.atoms if _touches(atom, other)]
            if not small:
                continue
            for atom in small:
                if other.base - atom.base > 0.1 * other.size:
                    atom.style |= Style.RAISED
                atom.base = other.base
            taken = {id(atom) for atom in small}
            row.atoms = [atom for atom in row.atoms if id(atom) not in taken]
            other.atoms += small
            other.atoms.sort(key=lambda atom: atom.x0)


def _touches(atom: Atom, row: Row) -> bool:
    rise = row.base - atom.base
    if atom.size > _SMALLER * row.size or not -0.3 * row.size < rise < 0.7 * row.size:
        return False
    near = 0.35 * row.size
    return any(
        other.size > atom.size and (-near < atom.x0 - other.x1 < near or -near < other.x0 - atom.x1 < near)
        for other in row.atoms
    )


def pieces(row: Row, number: int) -> list[Piece]:
    """The row's parts; one after another they are the row."""
    found: list[list[Atom]] = []
    end = 0.0
    for atom in row.atoms:
        if not found or atom.x0 - end > max(9.0, _APART * row.size):
            found.append([])
            end = atom.x1
        found[-1].append(atom)
        end = max(end, atom.x1)
    return [Piece(part, row.base, row.size, number) for part in found]


def line(parts: Sequence[Piece]) -> Line:
    """A line out of the parts of a row."""
    atoms = _once([atom for part in parts for atom in part.atoms])
    size = max(parts, key=lambda part: part.characters).size
    runs: list[Run] = []
    before: Atom | None = None
    for at, atom in enumerate(atoms):
        gap = before is not None and _are_parted(before, atom, size)
        text = "•" if atom.bullet and not at and len(atom.text) == 1 else atom.text
        _extend(runs, " " * gap + text, atom)
        before = atom
    made = Line(
        runs,
        left=atoms[0].x0,
        right=max(atom.x1 for atom in atoms),
        head=_head(atoms, size),
        space=_space(atoms, size),
        y=parts[0].base,
        size=size,
    )
    made.closed = marks.is_contents(made.text) or _is_contents(atoms, size)
    return made


def _space(atoms: Sequence[Atom], size: float) -> float:
    """The width of a space, which fonts of one width for all letters have wide."""
    gaps = [atom.x0 - before.x1 for before, atom in itertools.pairwise(atoms) if before.spaced]
    return min(max(median(gaps), 0.2 * size), 0.7 * size) if gaps else SPACE * size


def _are_parted(before: Atom, atom: Atom, size: float) -> bool:
    return before.spaced or atom.x0 - before.x1 > (_GUESSED_GAP if before.guessed else _WORD_GAP) * size


def _extend(runs: list[Run], text: str, atom: Atom) -> None:
    last = runs[-1] if runs else None
    if isinstance(last, SetRun) and last.style == atom.style and last.heavy == atom.heavy:
        last.text += text
    else:
        runs.append(SetRun(text, atom.style, heavy=atom.heavy))


def _once(atoms: list[Atom]) -> list[Atom]:
    """What is drawn twice, a little aside, to look bold: once, and bold."""
    found: list[Atom] = []
    for atom in sorted(atoms, key=lambda atom: atom.x0):
        twin = next((one for one in found[-4:] if one.text == atom.text and abs(one.x0 - atom.x0) < 0.15 * atom.size), None)
        if twin and len(atom.text) * 0.2 * atom.size < 2 * (twin.x1 - twin.x0):
            twin.style |= Style.BOLD
            twin.spaced, twin.guessed = twin.spaced or atom.spaced, twin.guessed or atom.guessed
        else:
            found.append(atom)
    return found


def _head(atoms: Sequence[Atom], size: float) -> float:
    """The width of the first word."""
    end = atoms[0].x1
    for before, atom in itertools.pairwise(atoms):
        if _are_parted(before, atom, size):
            break
        end = atom.x1
    return end - atoms[0].x0


def _is_contents(atoms: Sequence[Atom], size: float) -> bool:
    """A page's number stands apart at the end."""
    if len(atoms) < 2:
        return False
    before, last = atoms[-2:]
    return last.x0 - before.x1 > 2.5 * size and len(last.text) < 5 and last.text.isalnum() and last.text[-1] in "0123456789ivxl"
