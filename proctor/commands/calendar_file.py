"""A calendar for other programs: what has a date as events of an ics file, and everything as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from proctor.assistant.agenda import Occasion, Span
from proctor.assistant.agenda_words import details
from proctor.documents.ics import Happening
from proctor.documents.ics import calendar as written


def as_ics(found: Sequence[Occasion], stamp: datetime) -> str:
    """What has a date or a year. A season of no year is no event: it would have to be put into a year that nobody named."""
    programs = list(dict.fromkeys(one.offering.program for one in found))
    name = programs[0] if len(programs) == 1 else "proctor: calendars of all packs"
    return written(name, [_happening(one) for one in found if one.span.begins() is not None], stamp)


def _happening(one: Occasion) -> Happening:
    offering, span = one.offering, one.span
    start, end = moments(span)
    general = [offering.general] if offering.general else []
    return Happening(
        uid=f"{offering.pack}.{offering.id}.{start:%Y%m%dT%H%M}@proctor",
        title=offering.title,
        start=start,
        end=end,
        place=offering.place,
        text="\n".join([*details(offering), *general]),
        url=offering.link,
        categories=offering.audiences,
    )


def moments(span: Span) -> tuple[date | datetime, date | datetime | None]:
    """Start and end of what has a date: days, or times in their zone."""
    begins, ends = span.begins(), span.ends()
    assert begins is not None
    if not span.start:
        return begins, ends
    zone = ZoneInfo(span.zone) if span.zone else None
    return _at(begins, span.start, zone), _at(begins, span.end, zone) if span.end else None


def _at(day: date, clock: str, zone: ZoneInfo | None) -> datetime:
    hour, minute = clock.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), zone)


def as_json(found: Iterable[Occasion], today: date) -> str:
    return json.dumps([_values(one, today) for one in found], indent=2, ensure_ascii=False) + "\n"


def _values(one: Occasion, today: date) -> dict[str, Any]:
    offering, span = one.offering, one.span
    return {
        "pack": offering.pack,
        "program": offering.program,
        "id": offering.id,
        "kind": offering.kind,
        "title": offering.title,
        "when": span.told,
        "date": span.first or None,
        "until": span.last if span.last != span.first else None,
        "start": span.start or None,
        "end": span.end or None,
        "time_zone": span.zone or None,
        "months": list(span.all_months),
        "year": span.year,
        "past": span.is_past(today),
        "for": list(offering.audiences),
        "level": offering.level or None,
        "mode": offering.mode or None,
        "webcast": offering.webcast,
        "covers": list(offering.covers),
        "read_before": [{"title": title, "link": link or None} for title, link in offering.read_before],
        "registration": offering.registration or None,
        "place": offering.place or None,
        "link": offering.link or None,
        "note": offering.note or None,
        "citation": {
            "document": offering.document,
            "section": offering.section,
            "page": offering.page,
            "title": offering.cited,
        },
    }
