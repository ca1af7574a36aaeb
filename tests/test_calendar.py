"""``proctor calendar``: every pack's dates as text, as a file for a calendar, as JSON; an empty result says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from proctor.cli import cli
from proctor.errors import ProctorError
from tests.helpers import ONE_STEP, write_pack
from tests.scripts.test_calendar import ONE, TRAINING, pack_of
from tests.test_import_hygiene import assert_without, run_main

pytestmark = pytest.mark.usefixtures("quick_packs")

DOCUMENT = "documents: {book: {title: Book}}\n"
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(utc: None) -> Call:
    """``proctor calendar`` in this process, on 26 November 2026 unless it says another: exit code, output, errors."""

    def run(*words: str, day: str = "2026-11-26") -> tuple[int, str, str]:
        done = CliRunner().invoke(cli, ["calendar", "--today", day, *words], standalone_mode=False)
        if isinstance(done.exception, ProctorError):
            return int(done.exception.exit_code), done.stdout, str(done.exception)
        if done.exception is not None:
            raise done.exception
        return int(done.return_value or 0), done.stdout, done.stderr

    return run


def test_all_packs_are_listed_their_schedules_too_and_what_is_past_is_said_to_be_so(call: Call) -> None:
    code, out, err = call()
    assert (code, err) == (0, "")
    assert re.match(r"All \d+ of these dates are past: today is November 26, 2026\.\n", out)
    for said in (
        "CAASPP workshops through the year (caaspp-workshops)",
        "  January–February · Pretest Workshop",
        "  Tuesday, May 23, 2006 (past) · Mathematics Session 1",
        "  Tuesday, December 3, 2024, 9:30–11:30 a.m. (past) · ACCESS for ELLs, new test coordinators (training webinar)",
        "    Read before: Updated Training for District IEP Teams",
    ):
        assert said in out.splitlines()
    assert all(f"{told} (past)" in out for told in TRAINING)


def test_within_a_pack_they_are_in_the_order_of_the_dates(call: Call) -> None:
    lines = [line for line in call("mcas-2024")[1].splitlines() if "2024," in line and "(past)" in line]
    days = [datetime.strptime(line.strip().split(" (")[0].rsplit(", ", 1)[0], "%A, %B %d, %Y") for line in lines]
    assert len(days) == len(TRAINING)
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("whom", "sections"),
    [
        ("principals", {2, 3, 4, 5}),
        ("Principal", {2, 3, 4, 5}),
        ("prinicpals", {2, 3, 4, 5}),
        ("high school principals", {2, 3, 4, 5}),
        ("IEP liaison", {1}),
        ("district coordinators", {2, 3}),
        ("new coordinators", {2, 3, 5}),
        ("new ACCESS coordinators", {5}),
        ("returning principals", {2, 3, 4}),
    ],
)
def test_for_whom_it_is_may_be_said_in_other_words(whom: str, sections: set[int], call: Call) -> None:
    listed = json.loads(call("mcas-2024", "--for", whom, "--format", "json")[1])
    assert {one["citation"]["section"] for one in listed} == {f"Sessions.{number}" for number in sections}


def test_a_month_may_be_one_of_a_year_or_of_any(call: Call) -> None:
    for month in ("2024-11", "November", "nov"):
        dates = [one["date"] for one in json.loads(call("mcas-2024", "--month", month, "--format", "json")[1])]
        assert dates == ["2024-11-20", "2024-11-26"]
    assert "Post-Test Workshop" in call("--month", "may")[1]


def test_what_is_left_is_what_is_not_past(call: Call) -> None:
    out = call("mcas-2024", "--left", day="2024-12-06")[1]
    assert "December 10" in out
    assert "December 5" not in out
    assert "past" not in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--for", "janitors"], ["Nothing for janitors. It is for ACCESS for ELLs test coordinators, ", "Leave out --for"]),
        (["mcas-2024", "--month", "2025-03"], ["Nothing in March 2025.", "something in November 2024 and December 2024."]),
        (["mcas-2024", "--left"], ["Nothing still to come. Leave out --left to see more."]),
        (["mcas-2024", "--left", "--for", "principals"], ["Nothing for principals and still to come.", "--for or --left"]),
    ],
)
def test_an_empty_result_says_what_there_is_instead(words: list[str], said: list[str], call: Call) -> None:
    code, out, err = call(*words)
    assert (code, out) == (1, "")
    assert all(one in err for one in said), err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "There is no script or pack 'nowhere'."),
        (["--month", "brumaire"], "--month: expected a month such as 2024-11 or November, not 'brumaire'."),
        (["--today", "yesterday"], "--today: expected a date such as 2024-12-01, not 'yesterday'."),
        (["mcas-20"], "'mcas-20' could be"),
    ],
)
def test_wrong_usage_is_one_sentence(words: list[str], said: str, call: Call) -> None:
    code, _, err = call(*words)
    assert code == 2
    assert err.startswith(said)


def test_a_pack_without_a_calendar_says_how_to_make_one(call: Call, tmp_path: Path) -> None:
    code, _, err = call(str(write_pack(tmp_path / "made")))
    assert code == 1
    assert "has no calendar and no schedule. A calendar.yaml beside pack.yaml makes one." in err


def test_a_pack_by_its_folder_is_listed_alone(call: Call, tmp_path: Path) -> None:
    folder = pack_of(tmp_path / "made", ONE)
    assert [one["pack"] for one in json.loads(call(str(folder), "--format", "json")[1])] == ["made"]


def test_a_broken_pack_is_said_and_the_others_are_listed(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack_of(tmp_path / "made", "entries: 5\n")
    monkeypatch.setenv("PROCTOR_PACKS", str(tmp_path))
    code, out, err = call()
    assert code == 0
    assert "calendar.yaml:1:1: entries: expected a list" in err
    assert "Pretest Workshop" in out


# -- files --------------------------------------------------------------------------------------------------------------


def test_the_file_for_a_calendar_holds_every_date_of_the_trainings_at_its_time(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "trainings.ics"
    assert call("mcas-2024", "--format", "ics", "-o", str(path)) == (0, "", "")
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    found = {(event.decoded("DTSTART"), event.decoded("DTEND")) for event in events}
    assert found == {
        (datetime(2024, 11, 20, 17, tzinfo=UTC), datetime(2024, 11, 20, 18, tzinfo=UTC)),
        (datetime(2024, 11, 26, 14, 30, tzinfo=UTC), datetime(2024, 11, 26, 16, tzinfo=UTC)),
        (datetime(2024, 12, 3, 14, 30, tzinfo=UTC), datetime(2024, 12, 3, 16, 30, tzinfo=UTC)),
        (datetime(2024, 12, 4, 18, tzinfo=UTC), datetime(2024, 12, 4, 20, tzinfo=UTC)),
        (datetime(2024, 12, 5, 14, 30, tzinfo=UTC), datetime(2024, 12, 5, 15, 30, tzinfo=UTC)),
        (datetime(2024, 12, 5, 18, tzinfo=UTC), datetime(2024, 12, 5, 19, tzinfo=UTC)),
        (datetime(2024, 12, 10, 15, tzinfo=UTC), datetime(2024, 12, 10, 16, tzinfo=UTC)),
        (datetime(2024, 12, 10, 18, tzinfo=UTC), datetime(2024, 12, 10, 20, tzinfo=UTC)),
        (datetime(2024, 12, 12, 14, 30, tzinfo=UTC), datetime(2024, 12, 12, 16, 30, tzinfo=UTC)),
    }
    assert len({str(event["UID"]) for event in events}) == len(events) == len(TRAINING)
    (alt, _) = (event for event in events if str(event["SUMMARY"]).startswith("MCAS-Alt"))
    assert "Read before: Updated Training for District IEP Teams" in alt["DESCRIPTION"]


def test_what_has_months_and_no_year_is_left_out_and_named(call: Call) -> None:
    code, out, err = call("--format", "ics")
    assert code == 0
    assert "Left out of the file, since they have months and no year: Pretest Workshop (January–February)" in err
    events = Calendar.from_ical(out).walk("VEVENT")
    assert len(events) > len(TRAINING)
    assert date(2006, 5, 23) in [event.decoded("DTSTART") for event in events]


def test_a_file_that_would_be_empty_is_not_written(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    code, out, err = call("caaspp-workshops", "--format", "ics", "-o", str(path))
    assert (code, out, path.exists()) == (1, "", False)
    assert "None of these has a date with a year, so an ics file would be empty" in err


def test_days_on_end_and_a_season_of_a_year_are_events(call: Call, tmp_path: Path) -> None:
    two = ONE.replace(
        "when: {date: 2024-12-03}", "when: [{date: 2024-12-30, until: 2025-01-02}, {months: [June, July], year: 2025}]"
    )
    out = call(str(pack_of(tmp_path / "made", two)), "--format", "ics")[1]
    events = [(event.decoded("DTSTART"), event.decoded("DTEND")) for event in Calendar.from_ical(out).walk("VEVENT")]
    assert events == [(date(2024, 12, 30), date(2025, 1, 3)), (date(2025, 6, 1), date(2025, 8, 1))]


def test_a_disk_that_refuses_is_one_sentence(call: Call, tmp_path: Path) -> None:
    code, _, err = call("-o", str(tmp_path / "none" / "x.txt"))
    assert code == 1
    assert "cannot be written: No such file or directory. Name another file." in err


def test_json_has_every_field_for_a_program(call: Call) -> None:
    listed = json.loads(call("--format", "json")[1])
    new = next(one for one in listed if one["id"] == "access-new")
    assert (new["date"], new["start"], new["end"], new["time_zone"]) == ("2024-12-03", "9:30", "11:30", "America/New_York")
    assert (new["level"], new["mode"], new["past"], new["registration"]) == ("new", "webinar", True, "open")
    assert new["for"] == ["ACCESS for ELLs test coordinators", "EL program directors", "principals"]
    pretest = next(one for one in listed if one["id"] == "pretest")
    assert (pretest["date"], pretest["months"], pretest["year"], pretest["webcast"], pretest["past"]) == (
        None,
        [1, 2],
        None,
        True,
        False,
    )


def test_text_may_go_to_a_file_too(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    assert call("mcas-2024", "-o", str(path))[0] == 0
    assert path.read_text(encoding="utf-8") == call("mcas-2024")[1]


def test_listing_calendars_imports_no_textual() -> None:
    assert_without(run_main("calendar", "caaspp-workshops"), "textual", "rich", "icalendar", "sqlite3")


# -- packs --------------------------------------------------------------------------------------------------------------


def test_the_other_commands_carry_a_pack_without_scripts(utc: None) -> None:
    def packs(*words: str) -> str:
        done = CliRunner().invoke(cli, ["packs", *words], standalone_mode=False)
        assert done.exception is None
        return done.stdout

    assert "caaspp-workshops · CAASPP workshops through the year · practice words · a calendar\n" in packs("list")
    assert packs("check", "caaspp-workshops") == "caaspp-workshops: a calendar of 7 entries, no fault.\n"
    assert "Calendar: Post-Test Workshop · May–June" in packs("show", "caaspp-workshops").splitlines()
    shown = json.loads(packs("show", "mcas-2024", "--json"))
    assert (shown["scripts"], len(shown["calendar"]), shown["calendar"][0]["for"][0]) == ([], 5, "administrators")
    assert "time_zone" in json.loads(packs("schema", "calendar"))["properties"]


def test_a_pack_with_both_says_so(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path / "made", header=f"id: made\ntitle: M\n{DOCUMENT}scripts: [script]\n", script=ONE_STEP, calendar=ONE
    )
    done = CliRunner().invoke(cli, ["packs", "check", str(folder)], standalone_mode=False)
    assert done.stdout == "made: 1 script and a calendar of 1 entry, no fault.\n"
