"""A calendar file: what one writes in, another program reads out; lines are as long as they may be, and no character is cut."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from proctor.documents.ics import LONGEST, Happening, calendar, folded

STAMP = datetime(2024, 11, 14, 8, 30, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def written(*happenings: Happening, name: str = "Trainings") -> str:
    return calendar(name, happenings, STAMP)


def read(text: str) -> list[dict[str, object]]:
    """The events as the icalendar package has them."""
    found = Calendar.from_ical(text)
    return [{key: event.decoded(key) if "DT" in key else event[key] for key in event} for event in found.walk("VEVENT")]


def test_a_time_in_a_zone_stands_in_utc_in_winter_and_in_summer() -> None:
    winter = Happening("a", "A", datetime(2024, 12, 3, 9, 30, tzinfo=NEW_YORK), datetime(2024, 12, 3, 11, 30, tzinfo=NEW_YORK))
    summer = Happening("b", "B", datetime(2024, 7, 3, 9, 30, tzinfo=NEW_YORK))
    text = written(winter, summer)
    assert "DTSTART:20241203T143000Z\r\nDTEND:20241203T163000Z\r\n" in text
    assert "DTSTART:20240703T133000Z\r\n" in text
    assert [one["DTSTART"] for one in read(text)] == [winter.start, summer.start]


def test_a_day_is_an_all_day_event_that_ends_before_the_day_after_its_last() -> None:
    one, several = Happening("a", "A", date(2024, 2, 28)), Happening("b", "B", date(2024, 2, 28), date(2024, 2, 29))
    text = written(one, several)
    assert "DTSTART;VALUE=DATE:20240228\r\nDTEND;VALUE=DATE:20240229\r\n" in text
    assert [(found["DTSTART"], found["DTEND"]) for found in read(text)] == [
        (date(2024, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 28), date(2024, 3, 1)),
    ]


def test_a_time_without_a_zone_stays_the_time_on_the_wall() -> None:
    assert "DTSTART:20241203T093000\r\n" in written(Happening("a", "A", datetime(2024, 12, 3, 9, 30)))


def test_the_last_day_that_there_is_has_no_day_after_it() -> None:
    assert "DTEND" not in written(Happening("a", "A", date.max))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2024, 12, 3), date(2024, 12, 2), "before it begins"),
        (date(2024, 12, 3), datetime(2024, 12, 3, 9), "not of one kind"),
        (datetime(2024, 12, 3, 9), datetime(2024, 12, 3, 10, tzinfo=UTC), "not of one kind"),
        (datetime(2024, 12, 3, 9), datetime(2024, 12, 3, 8), "before it begins"),
    ],
)
def test_an_end_that_does_not_fit_its_start_is_refused(start: date, end: date, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        written(Happening("a", "A", start, end))


def test_signs_that_have_a_meaning_come_back_as_they_were() -> None:
    one = Happening(
        "a;b",
        "A, b; c\\d",
        date(2024, 1, 1),
        place="Room 1, left",
        text="one\ntwo\r\nthree",
        url="https://a.example/?x=1;y=2,3",
    )
    (found,) = read(written(one, name="N, m"))
    assert (found["SUMMARY"], found["LOCATION"], found["UID"]) == (one.title, one.place, one.uid)
    assert found["DESCRIPTION"] == "one\ntwo\nthree"
    assert found["URL"] == one.url


def test_categories_are_several() -> None:
    (found,) = read(written(Happening("a", "A", date(2024, 1, 1), categories=("principals", "coordinators, new"))))
    assert found["CATEGORIES"].cats == ["principals", "coordinators, new"]  # type: ignore[attr-defined]


def test_nothing_in_a_value_ends_its_line() -> None:
    text = written(Happening("a\r\nEND:VEVENT", "A\x00\x1b[2J", date(2024, 1, 1), url="x\r\nATTACH:y", text="\u0085\ud800"))
    assert text.count("\r\nEND:VEVENT\r\n") == 1
    assert "\nATTACH" not in text
    assert not any(one in text for one in "\x00\x1b\u0085\ud800")
    assert len(read(text)) == 1


@given(st.text(st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=60, deadline=None)
def test_a_line_is_folded_at_75_octets_and_no_character_is_cut(text: str) -> None:
    parts = list(folded(text))
    assert all(len(part.encode()) <= LONGEST for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == text


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120),
    st.dates(date(1, 1, 1), date(9998, 12, 31)),
    st.integers(0, 400),
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_is_read_back(text: str, start: date, days: int) -> None:
    end = min(start + timedelta(days), date(9998, 12, 31)) if start.year < 9000 else start
    (found,) = read(written(Happening("u", text, start, end, text=text, place=text)))
    assert (found["SUMMARY"], found["DESCRIPTION"], found["LOCATION"]) == (text, text, text)
    assert (found["DTSTART"], found["DTEND"]) == (start, end + timedelta(1))


def test_every_line_ends_as_the_format_wants() -> None:
    text = written(Happening("a", "ä" * 100, date(2024, 1, 1)))
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert "DTSTAMP:20241114T083000Z\r\n" in text
