"""The lines of the calendar screen, out of what the packs offer; without Textual.

Three ways to look: by date, under months; by audience, each thing under everyone that it is for; and what is left this month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from proctor.assistant.agenda import MONTHS, Occasion
from proctor.assistant.agenda_choice import Month, audiences, chosen
from proctor.assistant.agenda_words import past
from proctor.tui.catalogue import Line

VIEWS = ("date", "audience", "left")
NOBODY = "For nobody in particular"
NONE = (
    "No pack on this machine has a calendar or a schedule.",
    "A calendar is a file calendar.yaml beside pack.yaml:",
    "`proctor packs schema calendar` says what it can hold.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, and what it stands for; None of a heading or a note."""

    line: Line
    occasion: Occasion | None = None


def shown(listed: Sequence[Occasion], view: str, today: date, query: str = "") -> list[Shown]:
    """The lines of a view. A query is words that must all be there, or an audience that it fits."""
    if not listed:
        return [Shown(Line("note", said)) for said in NONE]
    found = [one for one in listed if _fits(one, query)]
    if not found:
        return [_note(f"Nothing here fits {query.strip()!r}. Escape shows everything again.")]
    if view == "audience":
        return _spaced(_by_audience(found, today))
    if view == "left":
        return _left(found, today)
    return _spaced(_by_date(found, today))


def first_to_come(lines: Sequence[Shown], today: date) -> int:
    """Where the cursor begins: on what comes next, where anything does; else on the first."""
    can = [number for number, one in enumerate(lines) if one.occasion is not None]
    return next((number for number in can if not _of(lines[number]).span.is_past(today)), can[0] if can else 0)


def _of(one: Shown) -> Occasion:
    assert one.occasion is not None
    return one.occasion


# -- the views ------------------------------------------------------------------------------------------------------


def _by_date(found: Sequence[Occasion], today: date) -> Iterator[Shown]:
    """Under each month of a year what is in it; then what has months and no year."""
    if said := past(found, today).partition(":")[0]:  # which day it is stands above
        yield _note(f"{said}.")
    for heading, group in groupby(found, key=_heading):
        yield Shown(Line("heading", heading))
        yield from (_line(one, today, in_month=True) for one in group)


def _heading(one: Occasion) -> str:
    begins = one.span.begins()
    return f"{MONTHS[begins.month - 1]} {begins.year}" if begins else "Months, no year given"


def _by_audience(found: Sequence[Occasion], today: date) -> Iterator[Shown]:
    for audience in audiences(found):
        yield Shown(Line("heading", f"{audience[0].upper()}{audience[1:]}"))
        yield from (_line(one, today) for one in found if audience in one.offering.audiences)
    if nobody := [one for one in found if not one.offering.audiences]:
        yield Shown(Line("heading", NOBODY))
        yield from (_line(one, today) for one in nobody)


def _left(found: Sequence[Occasion], today: date) -> list[Shown]:
    month = Month.of(today)
    left = chosen(found, month=month, to_come=True, today=today)
    if left:
        return [Shown(Line("heading", f"Left in {month.told}")), *(_line(one, today) for one in left)]
    coming = chosen(found, to_come=True, today=today)
    said = [f"Nothing is left in {month.told}."]
    said.append("Still to come:" if coming else "Every date of these calendars is past; d shows them all.")
    return [*map(_note, said), *(_line(one, today) for one in coming)]


def _spaced(lines: Iterable[Shown]) -> list[Shown]:
    """An empty line before each heading but the first."""
    found: list[Shown] = []
    for one in lines:
        if found and one.line.kind == "heading":
            found.append(_note(""))
        found.append(one)
    return found


def _note(said: str) -> Shown:
    return Shown(Line("note", said))


# -- one line -------------------------------------------------------------------------------------------------------


def _line(one: Occasion, today: date, *, in_month: bool = False) -> Shown:
    when = _short(one, in_month=in_month)
    about = " · ".join(part for part in (one.when(today), one.offering.for_whom and f"for {one.offering.for_whom}") if part)
    return Shown(Line("date", f"{when} · {one.offering.title}", one.status(today), " ", about), one)


def _short(one: Occasion, *, in_month: bool) -> str:
    """``Tue 3, 9:30–11:30 a.m.`` under its month; ``Tue 3 Dec 2024, 9:30–11:30 a.m.`` elsewhere."""
    span = one.span
    if not span.first:
        return span.told
    first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
    day = f"{first:%a} {first.day}"
    if last != first:
        day += f" – {last:%a} {last.day} {MONTHS[last.month - 1][:3]}"
    month = "" if in_month else f" {MONTHS[first.month - 1][:3]} {first.year}"
    return f"{day}{month}, {span.hours}" if span.hours else f"{day}{month}"


def _fits(one: Occasion, query: str) -> bool:
    wanted = query.casefold().split()
    if not wanted:
        return True
    offering = one.offering
    text = " ".join((offering.title, *offering.asked, *offering.covers, *offering.audiences, offering.program, one.span.told))
    return all(re.search(rf"\b{re.escape(word)}", text.casefold()) for word in wanted) or bool(chosen([one], audience=query))
