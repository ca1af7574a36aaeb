"""A calendar file (iCalendar, RFC 5545) out of plain values, as other programs read it in.

A day without a time is an all-day event, whose end in the file is the day after the last; a time with a zone stands in UTC, so
that no table of zones need be sent along; a time without one stays the time on the wall, wherever the file is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75
"""Octets of a line, without its end; a longer one goes on in the next, behind a blank."""
END = "\r\n"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. ``end`` is the last day of an all-day event, that day included, or the moment at which a timed one is over;
    None is a single day, or a moment. ``uid`` stays the same from one export to the next, so that a calendar which reads the
    file again changes its entry and does not have it twice."""

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


def calendar(name: str, happenings: Sequence[Happening], stamp: datetime) -> str:
    """The whole file. ``stamp`` is when it was made. Raises ValueError where an event ends before it begins, or its start
    and end are not both days or both times of one kind."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//proctor//proctor//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for one in happenings for line in _event(one, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}{END}" for line in lines for part in folded(line))


def _event(one: Happening, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield from _times(one)
    yield f"SUMMARY:{_text(one.title)}"
    for key, value in (("LOCATION", one.place), ("DESCRIPTION", one.text)):
        if value:
            yield f"{key}:{_text(value)}"
    if one.url:
        yield f"URL:{_uri(one.url)}"
    if one.categories:
        yield f"CATEGORIES:{','.join(map(_text, one.categories))}"
    yield "END:VEVENT"


def _times(one: Happening) -> Iterator[str]:
    start, end = one.start, one.end
    _fit(start, end)
    if isinstance(start, datetime):
        yield f"DTSTART:{_moment(start)}"
        if isinstance(end, datetime) and end != start:
            yield f"DTEND:{_moment(end)}"
        return
    last = start if end is None else end
    yield f"DTSTART;VALUE=DATE:{_day(start)}"
    if last < date.max:  # a day after the last there is not
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"


def _fit(start: date | datetime, end: date | datetime | None) -> None:
    if end is None:
        return
    kinds = [(isinstance(one, datetime), isinstance(one, datetime) and one.utcoffset() is not None) for one in (start, end)]
    if kinds[0] != kinds[1]:
        raise ValueError(f"{start} and {end} are not of one kind: both days, or both times, with a zone or without")
    if end < start:
        raise ValueError(f"it ends ({end}) before it begins ({start})")


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"  # not every system's %Y has four figures


def _moment(at: datetime) -> str:
    if at.utcoffset() is None:
        return f"{_day(at)}T{at:%H%M%S}"
    utc = at.astimezone(UTC)
    return f"{_day(utc)}T{utc:%H%M%S}Z"


def _text(value: str) -> str:
    """A value of text: what has a meaning in the file is escaped, and what would steer a reader is left out."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in plain if one in "\n\t" or _is_plain(one)).translate(_ESCAPED)


def _uri(value: str) -> str:
    """An address is no text, and nothing in it is escaped; what cannot stand in one would end the line."""
    return "".join(one for one in value if _is_plain(one))


def _is_plain(one: str) -> bool:
    """Whether a character may stand in a file: no control character, and no half of a pair, which is no character."""
    return not (one < " " or "\x7f" <= one <= "\x9f" or "\ud800" <= one <= "\udfff")


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most :data:`LONGEST` octets of UTF-8, each but the first behind a blank; no character is cut."""
    part, size = "", 0
    for one in line:
        octets = len(one.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part += one
        size += octets
    yield part
