"""A record for other programs: JSON under the names of the trade, and a table that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import datetime
from typing import Any

import pytest

from proctor.records.export import as_csv, as_json, as_values, event_values, moment
from proctor.records.wording import line_of
from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import HOUR, MINUTE, Instant, ManualClock
from proctor.state.events import EVENTS, event_of
from proctor.state.journal import GENESIS, MemoryJournal, chain, seal_of
from proctor.state.session import seals_of
from tests.state.packs import (
    close,
    done,
    ok,
    script,
    session_of,
    snapshot_of,
    stage,
    step,
    steps,
    tick,
    under_way,
)

pytestmark = pytest.mark.usefixtures("utc")

ONE = 1_148_389_200_000
"""13:00 UTC on May 23, 2006."""

DAY_PLAN = script(
    stage("deliver", step("D.1", {"say": "Begin.", "clock": "start"})),
    stage(
        "testing",
        step("T.1", {"do": "Walk about."}),
        step("T.2", {"say": "Half."}, at="half"),
        step("T.3", {"say": "The end."}, at="end"),
    ),
    stage("collect", step("C.1", {"do": "Collect.", "clock": "stop"}, {"count": "Count.", "materials": ["booklet"]})),
    timing={"scheduled_minutes": 60},
    facts={"helpers": {"ask": "Which?", "type": "multiple", "options": ["reader", "scribe"]}},
    materials=[{"id": "booklet", "title": "Booklets", "returned": True}, {"id": "pencil", "title": "Pencils"}],
)


def delivered() -> tuple[Session, ManualClock]:
    """A session delivered from end to end, with an interruption of ten minutes, a misread, and a booklet handed over."""
    clock = ManualClock()
    snapshot = snapshot_of(DAY_PLAN, pack={"title": "Grade 10 – Mathematics"})
    session = Session.begin(MemoryJournal(snapshot.text), clock)
    opening = c.Open(
        room="12", school="North", district="East", scheduled_start=ONE - MINUTE, administrator=session.person("Ann Lee"),
        facts={"students": 20, "helpers": ("reader", "scribe")},
    )  # fmt: skip
    session.open(opening)
    done(session, "D.1/1")
    ok(session, c.RecordMisread(block="D.1/1", sentence=1))
    clock.sleep(20 * MINUTE)
    ok(session, c.RecordIncident(category="fire_drill", note="alarm", at=clock.now().utc - MINUTE))
    ok(session, c.Interrupt(reason="fire drill"))
    clock.sleep(10 * MINUTE)
    ok(session, c.Resume())
    tick(session, clock, 10)
    ok(session, c.Acknowledge(step="T.2"))
    ok(session, c.TakeOver(administrator=session.person("Bo Ek")))
    done(session, "T.1/1")
    ok(session, c.Tally(tally="handed_in", by=20))
    done(session, "C.1/1")
    ok(session, c.CountMaterial(material="booklet", numbers={"received": 20, "issued": 20, "returned": 19}))
    done(session, "C.1/2")
    ok(session, c.HandOver(material="booklet", reason="one went to the office"))
    close(session)
    ok(session, c.Seal())
    return session, clock


# -- JSON -------------------------------------------------------------------------------------------------------------


def test_a_delivered_session_says_everything_that_came_of_it() -> None:
    session, clock = delivered()
    clock.sleep(3 * HOUR)
    values = as_values(session)
    events = values.pop("events")
    assert [one["seq"] for one in events] == list(range(1, session.state.seq + 1))
    assert values == {
        "AssessmentAdministrationName": "Grade 10 – Mathematics",
        "AssessmentSessionName": "Made for a test",
        "AssessmentSessionLocation": "12",
        "OrganizationName": "North",
        "LocalEducationAgencyName": "East",
        "AssessmentSessionProctorIdentifier": ["administrator-1", "administrator-2"],
        "AssessmentSessionScheduledStartDateTime": "2006-05-23T12:59:00.000Z",
        "AssessmentSessionActualStartDateTime": "2006-05-23T13:00:00.000Z",
        "AssessmentSessionActualEndDateTime": "2006-05-23T13:40:00.000Z",
        "AssessmentSessionAllottedTime": 60,
        "AssessmentSessionSpecialCircumstance": [
            {"type": "fire_drill", "description": "alarm", "at": "2006-05-23T13:19:00.000Z"}
        ],
        "script": "made/script",
        "mode": "live",
        "authority": "rehearsal",
        "phase": "sealed",
        "snapshot_sha256": hashlib.sha256(session.journal.snapshot().encode()).hexdigest(),
        "administrators": ["Ann Lee", "Bo Ek"],
        "facts": {"students": 20, "helpers": ["reader", "scribe"]},
        "testing_minutes": 30,
        "announcements": [
            {"step": "T.2", "due": "2006-05-23T13:40:00.000Z", "status": "made"},
            {"step": "T.3", "due": None, "status": "not_needed"},
        ],
        "tallies": {"handed_in": 20},
        "materials": [
            {
                "id": "booklet",
                "title": "Booklets",
                "received": 20,
                "issued": 20,
                "returned": 19,
                "still_out": 1,
                "handed_over": "one went to the office",
            }
        ],
        "misreads": [{"block": "D.1/1", "sentence": 1}],
        "outcome": [],
        "open": [],
        "seals": [{"event": session.state.seq, "seal": session.seal()}],
    }


def test_a_session_that_is_under_way_says_what_is_open_and_to_come() -> None:
    session, clock = under_way(students=20)
    tick(session, clock, 31)
    ok(session, c.Acknowledge(step="T.2"))
    values = as_values(session)
    assert (values["phase"], values["testing_minutes"], values["seals"]) == ("open", 31, [])
    assert values["AssessmentSessionActualEndDateTime"] is None
    assert values["AssessmentSessionScheduledStartDateTime"] is None
    assert values["open"] == ["T.1/1", "T.1/2", "T.3/1", "C.1/1", "C.1/2"]
    assert [one["status"] for one in values["announcements"]] == ["made", "to_come"]
    assert values["announcements"][1]["due"] == "2006-05-23T14:00:00.000Z"


def test_a_misread_that_was_taken_back_is_not_held_against_anyone() -> None:
    session, _ = session_of(steps({"say": "One. Two."}))
    ok(session, c.RecordMisread(block="A.1/1"))
    ok(session, c.RecordMisread(block="A.1/1", sentence=2))
    ok(session, c.WithdrawMisread(number=2))
    assert as_values(session)["misreads"] == [{"block": "A.1/1", "sentence": None}]


def test_the_json_is_the_values_in_letters_as_they_are() -> None:
    session, _ = delivered()
    text = as_json(session)
    assert "Grade 10 – Mathematics" in text
    assert json.loads(text) == json.loads(json.dumps(as_values(session)))


def test_a_record_looked_back_on_is_the_record_that_was_left() -> None:
    session, _ = delivered()
    assert as_json(Session.resume(session.journal)) == as_json(session)


def test_a_name_taken_out_of_the_file_is_in_no_export() -> None:
    session, _ = delivered()
    journal = session.journal
    assert isinstance(journal, MemoryJournal)
    assert "Ann Lee" in as_json(session)
    assert "Ann Lee" in as_csv(session)
    journal._people.clear()
    again = Session.resume(journal)
    assert as_values(again)["administrators"] == ["(name removed)"] * 2
    for text in (as_json(again), as_csv(again)):
        assert "Ann Lee" not in text
        assert "Bo Ek" not in text


def test_the_seal_can_be_worked_out_anew_from_the_export_alone() -> None:
    session, clock = delivered()
    clock.sleep(MINUTE)
    ok(session, c.Amend(text="the booklet came back – all is well"))
    values = json.loads(as_json(session))
    last, seals = GENESIS, []
    for one in values["events"]:
        body = json.dumps(one["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        last = chain(last, one["seq"], _instant(one), one["type"], body)
        if one["type"] in ("SessionSealed", "Amended"):
            seals.append({"event": one["seq"], "seal": seal_of(last)})
    assert values["seals"] == seals
    assert [one["seal"] for one in seals] == [seal for _, seal in seals_of(session.journal)]
    assert len({one["seal"] for one in seals}) == 2


def _instant(one: dict[str, Any]) -> Instant:
    return Instant(round(datetime.fromisoformat(one["utc"]).timestamp() * 1_000), one["steady_ms"], one["boot_id"])


def test_each_event_of_the_export_is_the_event_on_record() -> None:
    session, _ = delivered()
    for entry in session.journal.entries():
        values = json.loads(json.dumps(event_values(entry)))
        assert values["type"] in EVENTS
        assert event_of(values["type"], values["body"]) == entry.event


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (None, None),
        (0, "1970-01-01T00:00:00.000Z"),
        (ONE, "2006-05-23T13:00:00.000Z"),
        (ONE + 1, "2006-05-23T13:00:00.001Z"),
        (ONE + 999, "2006-05-23T13:00:00.999Z"),
        (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
    ],
)
def test_a_moment_is_written_in_utc_to_the_millisecond(utc: int | None, said: str | None) -> None:
    assert moment(utc) == said


# -- CSV --------------------------------------------------------------------------------------------------------------


def rows(session: Session) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(session))))


def test_the_table_has_a_row_for_every_event_and_says_what_the_record_says() -> None:
    session, _ = delivered()
    head, *body = rows(session)
    assert head == ["seq", "utc", "type", "text"]
    assert body == [
        [str(entry.seq), moment(entry.instant.utc), type(entry.event).__name__, line_of(session, entry)]
        for entry in session.journal.entries()
    ]


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
def test_no_cell_is_taken_for_a_formula(first: str) -> None:
    ref = f"{first}1+cmd|'A0'!"
    raw = script(stage("only", step(ref, {"say": "One."}, {"do": "Two."})))
    session, _ = session_of(raw)
    done(session, f"{ref}/1")
    found = [row for row in rows(session)[1:] if ref in row[3]]
    assert [row[3] for row in found] == [f"'{ref}/1 read aloud"]
    assert not any(re.match(r"[=+\-@\t\r]", cell) for row in rows(session) for cell in row)


def test_what_was_typed_stays_in_its_cell() -> None:
    session, _ = session_of(steps({"say": "One."}))
    typed = 'a "quote", a comma; and =1+1'
    ok(session, c.TakeNote(text=typed))
    assert rows(session)[-1][3] == f"note: {typed}"
    assert all(len(row) == 4 for row in rows(session))
