"""Which part of the calendars is meant: a month, an audience, only what is still to come; and what there would be instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from proctor.assistant.agenda import MONTHS, Occasion, joined
from proctor.assistant.agenda_language import LEVELS
from proctor.assistant.audience import fits
from proctor.assistant.words import fold

_NUMBERED = re.compile(r"(?:(\d{4})-)?(\d{1,2})\Z")
_NAMED = re.compile(r"([a-z]+)\.?,?(?: +(\d{4}))?\Z")
ALIKE = 80
"""Of 100: how alike a word must be to a month's name."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, or of any."""

    month: int
    year: int | None = None

    @property
    def told(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}" if self.year else MONTHS[self.month - 1]

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.month, day.year)

    def after(self) -> Month:
        """The next one of a month of a year."""
        assert self.year is not None
        return Month(self.month % 12 + 1, self.year + self.month // 12)


def read_month(text: str) -> Month:
    """``2024-11``, ``11``, ``November``, ``nov 2024``. Raises ValueError with what was expected."""
    said = " ".join(text.lower().split())
    if found := _NUMBERED.match(said):
        month, year = int(found[2]), int(found[1]) if found[1] else None
        if 1 <= month <= 12:
            return Month(month, year)
    elif (found := _NAMED.match(said)) and (named := month_named(found[1])):
        return Month(named, int(found[2]) if found[2] else None)
    raise ValueError(f"expected a month such as 2024-11 or November, not {text[:40]!r}")


def month_named(word: str) -> int | None:
    """The number of a month by its name, its first three letters or more, or a slip in it; None where it is none."""
    word = word.lower()
    short = [number for number, name in enumerate(MONTHS, 1) if len(word) > 2 and name.lower().startswith(word)]
    if short or len(word) < 5:
        return short[0] if short else None
    found = extractOne(word, [name.lower() for name in MONTHS], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[2] + 1 if found else None


def chosen(
    listed: Iterable[Occasion],
    *,
    audience: str = "",
    month: Month | None = None,
    to_come: bool = False,
    today: date | None = None,
) -> list[Occasion]:
    """Those that fit all that is asked of them, in their order. What names no audience (a date of a schedule) fits none; what
    is for all levels is for new and returning ones too."""
    whom, level = whom_and_level(audience)
    return [
        one
        for one in listed
        if (not whom or fits(whom, one.offering.audiences))
        and (not level or one.offering.level in (level, "all"))
        and (month is None or one.span.in_month(month.month, month.year))
        and not (to_come and one.span.is_past(today))
    ]


def whom_and_level(audience: str) -> tuple[str, str]:
    """``new coordinators`` taken apart: whom, and the level, which may be "" """
    said = fold(audience)
    for level, pattern in LEVELS.items():
        if pattern.search(said):
            return " ".join(pattern.sub(" ", said).split()), level
    return said, ""


def audiences(listed: Iterable[Occasion]) -> tuple[str, ...]:
    """Every audience once, in the order of the alphabet."""
    found = {name.casefold(): name for one in listed for name in one.offering.audiences}
    return tuple(found[key] for key in sorted(found))


def months(listed: Sequence[Occasion]) -> str:
    """In words, the months in which there is something: ``November 2024, December 2024 and July–August``."""
    dated = {(begins.year, begins.month) for one in listed if (begins := one.span.begins())}
    seasons = dict.fromkeys(one.span.told for one in listed if one.span.begins() is None)
    return joined([*(Month(month, year).told for year, month in sorted(dated)), *seasons])
