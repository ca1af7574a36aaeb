"""Calendars as plain values: times in words, what is past, in which month something is, for whom, and in which order."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.assistant.agenda import Offering, Span, joined, occasions, offering_of
from proctor.assistant.agenda_choice import Month, chosen, month_named, months, read_month
from proctor.assistant.agenda_words import lines, past, seasons
from proctor.assistant.audience import fits
from proctor.assistant.handbook import Handbook
from proctor.scripts.loading import load_pack
from proctor.settings import builtin_packs

DAY = date(2024, 12, 4)


def on(first: str, last: str = "", start: str = "", end: str = "") -> Span:
    return Span(first, last or first, start, end)


def thing(title: str, *spans: Span, **more: object) -> Offering:
    return Offering("made", "Made", title.lower(), title, spans, **more)  # type: ignore[arg-type]


# -- times --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (on("2024-12-03"), "Tuesday, December 3, 2024"),
        (on("2024-12-03", "2024-12-05"), "Tuesday, December 3, 2024 to Thursday, December 5, 2024"),
        (on("2024-12-03", start="9:30", end="11:30"), "Tuesday, December 3, 2024, 9:30–11:30 a.m."),
        (on("2024-12-03", start="12:00", end="13:00"), "Tuesday, December 3, 2024, 12:00–1:00 p.m."),
        (on("2024-12-03", start="11:00", end="13:00"), "Tuesday, December 3, 2024, 11:00 a.m.–1:00 p.m."),
        (on("2024-12-03", start="0:05"), "Tuesday, December 3, 2024, 12:05 a.m."),
        (Span(months=(7, 8)), "July–August"),
        (Span(months=(5,)), "May"),
        (Span(months=(12, 1), year=2024), "December–January 2024"),
    ],
)
def test_a_time_is_told_as_people_write_it(span: Span, told: str) -> None:
    assert span.told == told


@pytest.mark.parametrize(
    ("span", "status"),
    [
        (on("2024-12-03"), "past"),
        (on("2024-12-04"), "today"),
        (on("2024-12-05"), ""),
        (on("2024-12-01", "2024-12-04"), "now"),
        (Span(months=(11,), year=2024), "past"),
        (Span(months=(12, 1), year=2024), "now"),
        (Span(months=(12,), year=2023), "past"),
        (Span(months=(11, 12)), "now"),
        (Span(months=(7, 8)), ""),
    ],
)
def test_what_is_past_is_said_to_be_so(span: Span, status: str) -> None:
    (one,) = occasions([thing("A", span)], DAY)
    assert one.status(DAY) == status
    assert one.when(DAY) == (f"{span.told} ({status})" if status else span.told)
    assert one.when(None) == span.told, "without a day to look from nothing is past"


@pytest.mark.parametrize(
    ("span", "month", "year", "is_in"),
    [
        (on("2024-12-03"), 12, 2024, True),
        (on("2024-12-03"), 12, None, True),
        (on("2024-12-03"), 12, 2025, False),
        (on("2024-11-30", "2025-01-02"), 12, 2024, True),
        (on("2024-11-30", "2025-01-02"), 1, None, True),
        (on("2024-11-30", "2025-01-02"), 2, None, False),
        (Span(months=(7, 9)), 8, 2031, True),
        (Span(months=(11, 2)), 1, None, True),
        (Span(months=(11, 2)), 3, None, False),
        (Span(months=(12, 1), year=2024), 1, 2025, True),
        (Span(months=(12, 1), year=2024), 1, 2024, False),
    ],
)
def test_a_month_holds_what_is_some_of_it_in_it(span: Span, month: int, year: int | None, is_in: bool) -> None:
    assert span.in_month(month, year) is is_in


def test_dates_come_in_their_order_and_then_seasons_the_next_one_first() -> None:
    listed = occasions(
        [
            thing("Spring", Span(months=(3, 4))),
            thing("Late", on("2024-12-10", start="13:00"), on("2024-12-03")),
            thing("Early", on("2024-12-10", start="9:30")),
            thing("Now", Span(months=(11, 12))),
            thing("Winter", Span(months=(1, 2))),
        ],
        DAY,
    )
    assert [one.offering.title for one in listed] == ["Late", "Early", "Late", "Now", "Winter", "Spring"]


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1900, 9999))
def test_a_season_of_a_year_begins_before_it_ends(first: int, last: int, year: int) -> None:
    span = Span(months=(first, last), year=year)
    begins, ends = span.begins(), span.ends()
    assert begins is not None
    assert ends is not None
    assert begins <= ends
    assert len(span.all_months) in range(1, 13)


# -- choosing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024-11", Month(11, 2024)), ("11", Month(11)), ("November", Month(11)), ("nov 2024", Month(11, 2024)),
        ("sept", Month(9)),
        ("Novmber", Month(11)), ("may", Month(5)), ("Dec.", Month(12)),
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(text: str, month: Month) -> None:
    assert read_month(text) == month


@pytest.mark.parametrize("text", ["", "13", "0", "2024-13", "brumaire", "ma", "2024-11-20", "x" * 10_000])
def test_what_is_no_month_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="expected a month such as 2024-11 or November"):
        read_month(text)
    assert month_named("march") == 3


@pytest.mark.parametrize(
    ("asked", "audiences", "is_for"),
    [
        ("principals", ["high school principals"], True),
        ("principal", ["Principals"], True),
        ("high school principals", ["principals"], True),
        ("elementary principals", ["high school principals"], False),
        ("elementary principals", ["principals"], True),
        ("prinicpals", ["high school principals"], True),
        ("cordinators", ["district test coordinators"], True),
        ("IEP liason", ["IEP liaisons"], True),
        ("special education teachers", ["special educators"], True),
        ("teachers", ["current teachers", "past teachers"], True),
        ("all teachers", ["current teachers"], True),
        ("ESL directors", ["EL program directors"], True),
        ("test administrators", ["administrators"], False),
        ("administrators", ["administrators"], True),
        ("parents", ["principals", "all interested LEA staff"], False),
        ("the", ["principals"], False),
        ("", ["principals"], False),
        ("principals", [], False),
    ],
)
def test_an_audience_is_met_in_other_words_and_with_slips_and_no_other_is(
    asked: str, audiences: list[str], is_for: bool
) -> None:
    assert fits(asked, audiences) is is_for


def test_all_that_is_asked_must_fit() -> None:
    listed = occasions(
        [
            thing("A", on("2024-12-03"), on("2024-12-10"), audiences=("principals",)),
            thing("B", on("2024-12-10"), audiences=("coaches",)),
            thing("C", Span(months=(12, 1))),
        ],
        DAY,
    )
    found = chosen(listed, audience="principals", month=Month(12, 2024), to_come=True, today=DAY)
    assert [(one.offering.title, one.span.first) for one in found] == [("A", "2024-12-10")]
    assert months(listed) == "December 2024 and December–January"
    assert seasons(listed) == "C (December–January)"


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (["2024-12-03"], "This date is past: today is December 4, 2024."),
        (["2024-12-02", "2024-12-03"], "Both of these dates are past: today is December 4, 2024."),
        (["2024-12-03", "2024-12-10"], "1 of these 2 dates is past: today is December 4, 2024."),
        (["2024-12-01", "2024-12-02", "2024-12-03"], "All 3 of these dates are past: today is December 4, 2024."),
        (["2024-12-10"], ""),
    ],
)
def test_how_much_is_past_is_one_sentence(first: list[str], said: str) -> None:
    listed = occasions([thing("A", *map(on, first)), thing("S", Span(months=(7,)))], DAY)
    assert past(listed, DAY) == said
    assert past(listed, None) == ""


def test_what_there_is_to_say_of_a_thing_is_said_once() -> None:
    listed = occasions([thing("A", on("2024-12-03"), on("2024-12-10"), audiences=("coaches",), general="Be there.")], DAY)
    told = list(lines(listed, DAY))
    assert told[2:5] == ["Made (made)", "  Be there.", "  Tuesday, December 3, 2024 (past) · A"]
    assert [line for line in told if "coaches" in line] == ["    For: coaches"]


def test_joined_is_for_people() -> None:
    assert [joined(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize("pack", ["mcas-2024-training", "caaspp-workshops"])
def test_a_handbook_keeps_its_calendar_and_gives_it_back(pack: str) -> None:
    book = Handbook.of_pack(load_pack(builtin_packs() / pack))
    kept = json.loads(json.dumps(book.to_json()))
    assert Handbook.from_json(kept).calendar == book.calendar
    assert book.calendar
    assert offering_of(json.loads(json.dumps(book.to_json()))["calendar"][0]) == book.calendar[0]
