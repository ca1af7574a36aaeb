"""The characters of a PDF's page: where each stands and in what it is set, as PDFium tells them.

PDFium's own lines and word order are not used: it follows the order in which a page was drawn.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

from proctor.manuals.manual import Style

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_SYMBOLIC = re.compile(r"wingdings|webdings|symbol|dingbats|fontawesome", re.IGNORECASE)
HEAVY = 600
"""The weight from which a font is bold."""
_OUTLINED = (2, 6)
"""Modes in which letters are filled and drawn round, which is how a bold is made that a font does not have."""
_LONGEST_NAME = 256
_HYPHENS = {0x02: "\xad", 0xFFFE: "\xad"}


@dataclass(frozen=True, slots=True)
class Place:
    """How points of a page's own space lie on the page as it is shown: turned, with its corner at 0, y downwards."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int = 0
    """Degrees, clockwise: 0, 90, 180 or 270."""

    @property
    def width(self) -> float:
        return self.right - self.left if self.turned % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turned % 180 == 0 else self.right - self.left

    def at(self, x: float, y: float) -> tuple[float, float]:
        if self.turned == 90:
            return y - self.bottom, x - self.left
        if self.turned == 180:
            return self.right - x, y - self.bottom
        if self.turned == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, box: Any) -> tuple[float, float, float, float]:
        """A rectangle of PDFium's: left, top, right, bottom."""
        if not self.turned:
            return box.left - self.left, self.top - box.top, box.right - self.left, self.top - box.bottom
        x0, y0 = self.at(box.left, box.bottom)
        x1, y1 = self.at(box.right, box.top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def runs_right(self, x: float, y: float) -> bool:
        """Whether a direction is the one in which lines run."""
        at, start = self.at(x, y), self.at(0, 0)
        return at[0] - start[0] > 0 and abs(at[1] - start[1]) < 0.1 * (at[0] - start[0])


@dataclass(slots=True)
class Atom:
    """Characters without a space between them, in one font, on one line. ``base`` is how far down its line stands."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    style: Style
    heavy: bool = False
    """Bold by its weight alone."""
    spaced: bool = False
    """A space comes after it."""
    guessed: bool = False
    """There may be one: PDFium says so, the file does not."""
    upright: bool = True
    bullet: bool = False
    """A glyph of a font of symbols, which may be written with any letter."""

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class _Font:
    style: Style
    heavy: bool
    symbolic: bool


@dataclass(frozen=True, slots=True)
class _Last:
    """The line and the font of the character before, and the atom that was begun there."""

    name: bytes
    heights: tuple[float, float]
    atom: Atom


_NO_LINE = _Last(b"", (math.nan, math.nan), Atom("", 0, 0, 0, 1, Style.PLAIN))


@dataclass(slots=True)
class Glyphs:
    """Reads pages; knows the fonts that it has seen. ``unread`` counts characters that a file does not name."""

    raw: Any
    read: int = 0
    unread: int = 0
    _fonts: dict[bytes, _Font] = field(default_factory=dict)
    _buffer: Any = field(default_factory=lambda: ctypes.create_string_buffer(_LONGEST_NAME))
    _last: _Last = _NO_LINE
    _flags: Any = field(default_factory=ctypes.c_int)

    def atoms(self, text: Any, place: Place) -> list[Atom]:
        """The words of a page (``text`` is PDFium's text page), in the order in which they were drawn."""
        code_of, box_of = self.raw.FPDFText_GetUnicode, self.raw.FPDFText_GetLooseCharBox
        box = self.raw.FS_RECTF()
        into = ctypes.byref(box)
        found: list[Atom] = []
        atom: Atom | None = None
        self._last = _NO_LINE
        for at in range(self.raw.FPDFText_CountChars(text)):
            character = _character(code_of(text, at))
            if not character or character.isspace():
                if atom and character:
                    atom.spaced = atom.spaced or self.raw.FPDFText_IsGenerated(text, at) != 1
                    atom.guessed = True
                    atom = None
                continue
            if not box_of(text, at, into):
                continue
            self.read += 1
            self.unread += character == "\ufffd"
            x0, y0, x1, y1 = place.box(box)
            if atom and self._goes_on(text, at, atom, character, (x0, y0, y1)):
                atom.text += character
                atom.x1 = max(atom.x1, x1)
                continue
            atom = self._begun(text, at, place, (y0, y1))
            atom.text, atom.x0, atom.x1 = character, x0, x1
            if x1 > 0 and y1 > 0 and x0 < place.width and y0 < place.height:  # what stands off the page is a printer's note
                found.append(atom)
        return found

    def _goes_on(self, text: Any, at: int, atom: Atom, character: str, where: tuple[float, float, float]) -> bool:
        """Whether a character belongs to the atom before it. Fonts do not change between two letters of a word."""
        last = self._last
        near = 0.3 * atom.size
        if (where[1], where[2]) != last.heights or not -near < where[0] - atom.x1 < near or not last.atom.upright:
            return False
        return (character.isalnum() and atom.text[-1].isalnum()) or self._name(text, at) == last.name

    def _name(self, text: Any, at: int) -> bytes:
        length = self.raw.FPDFText_GetFontInfo(text, at, self._buffer, _LONGEST_NAME, ctypes.byref(self._flags))
        return bytes(self._buffer.raw[: min(length, _LONGEST_NAME)])

    def _begun(self, text: Any, at: int, place: Place, heights: tuple[float, float]) -> Atom:
        """A new atom, without its words; set as the one before if that is on the same line in the same font."""
        name, last = self._name(text, at), self._last
        if name == last.name and heights == last.heights:
            one = last.atom
            atom = Atom("", 0, 0, one.base, one.size, one.style, one.heavy, upright=one.upright, bullet=one.bullet)
        else:
            atom = self._set(text, at, place, self._fonts.get(name) or self._font(text, at, name))
            self._last = _Last(name, heights, atom)
        if self._mode(text, at) in _OUTLINED:
            atom = replace(atom, style=atom.style | Style.BOLD)
        return atom

    def _set(self, text: Any, at: int, place: Place, font: _Font) -> Atom:
        raw, x, y = self.raw, ctypes.c_double(), ctypes.c_double()
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
        base = place.at(x.value, y.value)[1]
        upright = place.runs_right(matrix.a, matrix.b) or not (matrix.a or matrix.b)
        return Atom("", 0, 0, base, max(size, 1.0), font.style, font.heavy, upright=upright, bullet=font.symbolic)

    def _font(self, text: Any, at: int, name: bytes) -> _Font:
        words = name.decode("utf-8", "replace").strip("\0").rpartition("+")[2]
        style = Style.BOLD if _BOLD.search(words) else Style.PLAIN
        if _ITALIC.search(words):
            style |= Style.ITALIC
        weight = self.raw.FPDFText_GetFontWeight(text, at)
        found = _Font(style, not style & Style.BOLD and weight >= HEAVY, bool(_SYMBOLIC.search(words)))
        self._fonts[name] = found
        return found

    def _mode(self, text: Any, at: int) -> int:
        if hasattr(self.raw, "FPDFText_GetTextObject"):
            return int(self.raw.FPDFTextObj_GetTextRenderMode(self.raw.FPDFText_GetTextObject(text, at)))
        return int(self.raw.FPDFText_GetTextRenderMode(text, at))


def _character(code: int) -> str:
    """The character; a hyphen that PDFium has taken out at a line's end is one again."""
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code == 0 or 0xD800 <= code < 0xE000:
        return "" if code else "\ufffd"
    return chr(code) if code < 0x110000 else "\ufffd"
