"""Figures that can be read from the back of a room: seven strokes each, drawn as boxes are."""

from __future__ import annotations

_STROKES = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc",
    "8": "abcdefg", "9": "abcdfg", "-": "g", " ": "", ":": ":",
}  # fmt: skip
"""The strokes of each figure: a top, b and c right, d bottom, e and f left, g middle."""

_MEETS = {
    "": " ", "u": "╹", "d": "╻", "l": "╸", "r": "╺", "ud": "┃", "lr": "━", "dr": "┏", "dl": "┓", "ur": "┗", "ul": "┛",
    "udr": "┣", "udl": "┫",
}  # fmt: skip
"""What stands where strokes meet, by where they come from: up, down, left, right."""


def big(text: str, size: int = 1) -> tuple[str, ...]:
    """The rows of a text of figures, ``:`` and ``-``, without blanks behind them. ``size`` is how far a stroke reaches between
    two corners: a figure has ``2 * size + 1`` rows."""
    figures = [_figure(_STROKES.get(one, ""), size) for one in text]
    return tuple(" ".join(figure[row] for figure in figures).rstrip() for row in range(2 * size + 1)) if figures else ()


def _figure(strokes: str, size: int) -> list[str]:
    if strokes == ":":
        dots = {size // 2, 2 * size - size // 2} if size > 1 else {0, 2}
        return [" • " if row in dots else "   " for row in range(2 * size + 1)]
    wide = 2 * size
    upper, lower = (f"{_side(strokes, left)}{' ' * wide}{_side(strokes, right)}" for left, right in ("fb", "ec"))
    middle = [_row(strokes, flat, wide) for flat in "agd"]
    return [middle[0], *[upper] * (size - 1), middle[1], *[lower] * (size - 1), middle[2]]


_AROUND = {"a": ((" ", "f"), (" ", "b")), "g": (("f", "e"), ("b", "c")), "d": (("e", " "), ("c", " "))}
"""Around each flat stroke: what comes from above and below at its left end, and at its right."""


def _row(strokes: str, flat: str, wide: int) -> str:
    """A row in which strokes meet: its left corner, its flat stroke, its right corner."""
    drawn = flat in strokes
    ends = []
    for (above, below), inward in zip(_AROUND[flat], "rl", strict=True):
        ends.append(_MEETS[("u" if above in strokes else "") + ("d" if below in strokes else "") + (inward if drawn else "")])
    return f"{ends[0]}{('━' if drawn else ' ') * wide}{ends[1]}"


def _side(strokes: str, name: str) -> str:
    return "┃" if name in strokes else " "
