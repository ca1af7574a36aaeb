"""Whether the numbers of a material add up, in a line or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Sheet = Mapping[str, int]


def sums(sheet: Sheet, *, comes_back: bool = True) -> Iterator[str]:
    """``received 4 = issued 3 + unassigned 1``, and the like for what was issued; only of what is known."""
    if {"received", "issued"} <= sheet.keys():
        yield _line(sheet, ("received",), ("issued", "unassigned"), _received)
    if comes_back and "returned" in sheet and {"issued", "moved_in"} & sheet.keys():
        yield _line(sheet, ("issued", "moved_in"), ("returned", "void", "moved_out"), _issued)


def _line(sheet: Sheet, left: tuple[str, ...], right: tuple[str, ...], wrong: tuple[str, str]) -> str:
    over = sum(sheet.get(one, 0) for one in left) - sum(sheet.get(one, 0) for one in right)
    said = f"{_terms(sheet, left)} {'≠' if over else '='} {_terms(sheet, right)}"
    if not over:
        return f"{said} · adds up"
    return f"{said} · {abs(over)} {wrong[over < 0]}"


_received = ("neither issued nor unassigned", "more than were received")
_issued = ("still out", "more came back than were issued")


def _terms(sheet: Sheet, names: tuple[str, ...]) -> str:
    """The first term, and those behind it that are not nought."""
    return " + ".join(f"{name.replace('_', ' ')} {sheet.get(name, 0)}" for name in names if name == names[0] or sheet.get(name))
