"""A calendar in plain lines: a line for each time, what there is to say of a thing below the first of its times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from proctor.assistant.agenda import MONTHS, REGISTRATIONS, Occasion, Offering, joined


def lines(listed: Sequence[Occasion], today: date | None) -> Iterator[str]:
    """The calendar of each pack under its name, by date."""
    if said := past(listed, today):
        yield said
        yield ""
    by_pack = sorted(listed, key=lambda one: one.offering.pack)  # stable: within a pack they stay in their order
    for number, (_, group) in enumerate(groupby(by_pack, key=lambda one: one.offering.pack)):
        of_pack = list(group)
        if number:
            yield ""
        yield f"{of_pack[0].offering.program} ({of_pack[0].offering.pack})"
        if of_pack[0].offering.general:
            yield f"  {of_pack[0].offering.general}"
        seen: set[str] = set()
        for one in of_pack:
            yield f"  {one.when(today)} · {one.offering.title}"
            if one.offering.id not in seen:
                yield from (f"    {line}" for line in details(one.offering))
            seen.add(one.offering.id)


def details(offering: Offering) -> Iterator[str]:
    """What is known of a thing besides its times, a line each."""
    told = (
        ("For", offering.for_whom),
        ("How", offering.how),
        ("About", "; ".join(offering.covers)),
        ("Read before", offering.reading),
        ("Place", offering.place),
        ("Registration", REGISTRATIONS.get(offering.registration, "")),
        ("Link", offering.link),
        ("Note", offering.note),
        ("Source", source(offering)),
    )
    for name, said in told:
        if said:
            yield f"{name}: {said}"


def source(offering: Offering) -> str:
    """``Sessions.4 · ACCESS for ELLs webinar``."""
    section = f"{offering.section}, p. {offering.page}" if offering.page else offering.section
    return " · ".join(part for part in (section, offering.cited) if part)


def past(listed: Iterable[Occasion], today: date | None) -> str:
    """That the dates are past, in one sentence; "" where there is none that is, or no day to look from."""
    if today is None:
        return ""
    dated = [one for one in listed if one.span.ends() is not None]
    over = [one for one in dated if one.span.is_past(today)]
    if not over:
        return ""
    now = f"today is {MONTHS[today.month - 1]} {today.day}, {today.year}"
    if len(over) < len(dated):
        return f"{len(over)} of these {len(dated)} dates {'is' if len(over) == 1 else 'are'} past: {now}."
    all_of = {1: "This date is past", 2: "Both of these dates are past"}
    return f"{all_of.get(len(over), f'All {len(over)} of these dates are past')}: {now}."


def seasons(listed: Iterable[Occasion]) -> str:
    """What has months and no year, by name: ``Pretest Workshop (January–February)``; "" where there is none."""
    return joined(dict.fromkeys(f"{one.offering.title} ({one.span.told})" for one in listed if one.span.begins() is None))
