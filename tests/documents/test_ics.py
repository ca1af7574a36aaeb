"""Calendars read back with a library that others wrote: what went in comes out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar

from proctor.documents.ics import Happening, calendar

STAMP = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
WHOLE = Happening("a@x", "Seeds", date(2026, 3, 10), text="Order, then wait; or\nask.", place="Shed", url="https://x.org/a b",
                  categories=("late", "Ana, Bo"))  # fmt: skip


def read(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text.encode()).walk("VEVENT"))


def test_a_whole_day_comes_back_with_all_that_was_said_of_it() -> None:
    (one,) = read(calendar("Garden", [WHOLE], STAMP))
    assert (one["uid"], one["summary"], one["location"]) == ("a@x", "Seeds", "Shed")
    assert one["description"] == "Order, then wait; or\nask."
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (date(2026, 3, 10), date(2026, 3, 11))
    assert one.decoded("dtstamp") == STAMP
    assert one["url"] == "https://x.org/ab"
    assert [str(each) for each in one["categories"].cats] == ["late", "Ana, Bo"]


def test_several_days_end_with_their_last() -> None:
    (one,) = read(calendar("Garden", [Happening("a", "Camp", date(2026, 3, 30), date(2026, 4, 2))], STAMP))
    assert one.decoded("dtend") == date(2026, 4, 3)


def test_moments_are_of_the_wall_or_of_the_world() -> None:
    zone = timezone(timedelta(hours=-8))
    text = calendar(
        "Garden",
        [
            Happening("a", "Here", datetime(2026, 3, 1, 9, 0), datetime(2026, 3, 1, 12, 0)),
            Happening("b", "There", datetime(2026, 3, 1, 9, 0, tzinfo=zone)),
        ],
        STAMP,
    )
    here, there = read(text)
    assert (here.decoded("dtstart"), here.decoded("dtend")) == (datetime(2026, 3, 1, 9, 0), datetime(2026, 3, 1, 12, 0))
    assert there.decoded("dtstart") == datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert "VTIMEZONE" not in text


def test_lines_end_and_break_as_the_standard_has_it() -> None:
    long = Happening("a", "Überfülle · " * 30, date(2026, 3, 1), text="süß" * 100)
    text = calendar("Garden", [long], STAMP)
    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in text.encode().replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    (one,) = read(text)
    assert one["summary"] == long.title
    assert one["description"] == long.text


def test_nothing_that_somebody_typed_begins_a_line_of_its_own() -> None:
    typed = Happening("a", "x\r\nBEGIN:VEVENT\x0b", date(2026, 3, 1), text="\x1b[31m\rend")
    (one,) = read(calendar("A\nB", [typed], STAMP))
    assert one["summary"] == "x\nBEGIN:VEVENT"
    assert "\x1b" not in one["description"]


def test_no_happenings_are_a_calendar_all_the_same() -> None:
    assert read(calendar("Garden", [], STAMP)) == []
