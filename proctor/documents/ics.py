"""Calendars as other programs read them (iCalendar, RFC 5545), out of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75
"""What a line may have, its end not counted."""


@dataclass(frozen=True)
class Happening:
    """One thing in a calendar: on whole days (``end`` is the last of them), or from a moment to another. A moment without a
    zone is one of the clock on the wall, wherever that hangs."""

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


def calendar(name: str, happenings: Sequence[Happening], stamp: datetime) -> str:
    """The calendar as a file's text, lines ended as the standard has it. ``stamp`` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//proctor//proctor//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for one in happenings for line in _event(one, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(one: Happening, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.uid)}"
    yield f"DTSTAMP:{_moment(stamp.astimezone(UTC))}"
    yield f"DTSTART{_value(one.start)}"
    yield from _end(one)
    yield f"SUMMARY:{_text(one.title)}"
    if one.place:
        yield f"LOCATION:{_text(one.place)}"
    if one.text:
        yield f"DESCRIPTION:{_text(one.text)}"
    if one.url:
        yield f"URL:{''.join(one.url.split())}"
    if one.categories:
        yield f"CATEGORIES:{','.join(map(_text, one.categories))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _end(one: Happening) -> Iterator[str]:
    """Of whole days the standard names the day after the last."""
    if isinstance(one.start, datetime):
        if one.end is not None:
            yield f"DTEND{_value(one.end)}"
    else:
        last = one.end if one.end is not None and not isinstance(one.end, datetime) else one.start
        yield f"DTEND{_value(last + timedelta(days=1))}"


def _value(at: date | datetime) -> str:
    if isinstance(at, datetime):
        return f":{_moment(at)}"
    return f";VALUE=DATE:{at:%Y%m%d}"


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        return f"{at:%Y%m%dT%H%M%S}"
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Escaped; what would end a line or steer a reader does not get through."""
    kept = "".join(one for one in text.replace("\r\n", "\n").replace("\r", "\n") if one == "\n" or one.isprintable())
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Broken so that no line has too many octets, and none in the middle of a character."""
    parts, part, size = [], "", 0
    for one in line:
        octets = len(one.encode("utf-8"))
        if size + octets > OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += one
        size += octets
    return "\r\n".join([*parts, part])
