"""The room: opening, joining from paper, taking over, closing, sealing, amending."""

from __future__ import annotations

import re
from typing import Any

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import DAY, MINUTE, ManualClock
from proctor.state.commands import PersonRef
from proctor.state.journal import MemoryJournal, read_seal
from proctor.state.session import seals_of
from proctor.state.state import Phase
from tests.state.packs import (
    TIMED,
    announced,
    close,
    done,
    every,
    fixture_snapshot,
    kinds,
    no,
    ok,
    only,
    replayed,
    resumed,
    script,
    session_of,
    snapshot_of,
    stage,
    statuses,
    step,
    steps,
    tick,
)

# -- opening --------------------------------------------------------------------------------------------------------


def test_the_opening_holds_format_mode_authority_and_the_digest_of_the_words() -> None:
    snapshot, clock = snapshot_of(TIMED, pack={"authority": "official"}), ManualClock()
    session = Session.begin(MemoryJournal(snapshot.text), clock)
    assert session.state.phase is Phase.NEW
    opening = c.Open(
        mode="rehearsal", room=" Room\t12 ", school="North", district="East", scheduled_start=5, soft_chime=True,
        program="proctor 1", administrator=session.person("Ann Lee"),
    )  # fmt: skip
    event = only(ok(session, opening), ev.SessionOpened)
    assert event == ev.SessionOpened(
        format=1, program="proctor 1", mode="rehearsal", script="made/script", title="Made for a test", authority="official",
        snapshot=snapshot.digest, room="Room 12", school="North", district="East", scheduled_start=5, soft_chime=True,
        administrator="administrator-1", administrator_digest=event.administrator_digest,
    )  # fmt: skip
    assert re.fullmatch("[0-9a-f]{64}", event.administrator_digest)
    assert (session.view().mode, session.view().room) == ("rehearsal", "Room 12")
    assert "official" in session.view().authority


@pytest.mark.parametrize("mode", ["preview", "", "LIVE"])
def test_a_session_is_live_or_a_rehearsal(mode: str) -> None:
    session = Session.begin(MemoryJournal(snapshot_of(TIMED).text), ManualClock())
    assert "expected one of live, rehearsal" in no(session, c.Open(mode=mode))


def test_an_open_session_is_not_opened_again() -> None:
    session, _ = session_of(TIMED)
    assert no(session, c.Open()) == "the session is open already"


# -- joining from paper -------------------------------------------------------------------------------------------------

PAPER = script(
    stage("ready", step("R.1", {"check": "labels", "when": {"labels": "all"}}, {"check": "light"}), order="any"),
    stage(
        "deliver",
        step("D.1", {"do": "Hand out.", "hands_out": ["sheet", "label"]}, {"do": "Take back.", "collects": ["label"]}),
        step("D.2", {"say": "To some.", "when": {"labels": "some"}}),
        step("D.3", {"say": "Begin.", "clock": "start"}),
    ),
    stage(
        "testing",
        step("T.1", {"do": "Walk about."}),
        step("T.2", {"say": "Half."}, at="half"),
        step("T.3", {"say": "End."}, at="end"),
        step("T.4", {"do": "Collect.", "collects": ["sheet"]}, {"wait": "until all are gone", "clock": "stop"}),
    ),
    facts={"labels": {"ask": "Labels?", "options": ["all", "some"]}},
    materials=[{"id": "sheet", "title": "Sheet"}, {"id": "label", "title": "Label"}],
    timing={"scheduled_minutes": 60},
)


def at_paper(**facts: Any) -> tuple[Session, ManualClock, int]:
    """A session just opened, and the moment half an hour ago."""
    session, clock = session_of(PAPER, facts=facts)
    return session, clock, clock.now().utc - 30 * MINUTE


def test_what_stands_before_is_marked_on_paper_not_witnessed() -> None:
    session, _, _ = at_paper(labels="all")
    accepted = ok(session, c.JoinFromPaper(step="D.2"))
    assert only(accepted, ev.PaperJoined) == ev.PaperJoined(step="D.2", blocks=("R.1/1", "R.1/2", "D.1/1", "D.1/2"))
    assert set(statuses(session).values()) == {"on_paper"}
    assert session.state.current == "D.3/1", "D.2 does not apply"
    assert session.state.in_hand == {"sheet"}, "the labels were taken back"
    assert session.view().open == ()
    assert session.state.course.start is None
    replayed(session)


def test_who_joins_while_students_write_says_when_they_began() -> None:
    session, _, began = at_paper(labels="all")
    assert no(session, c.JoinFromPaper(step="T.1")) == "before T.1 the students have begun; say when (--started H:MM)"
    assert "leave out when they started" in no(session, c.JoinFromPaper(step="D.3", started=began))
    accepted = ok(session, c.JoinFromPaper(step="T.1", started=began))
    assert only(accepted, ev.ClockStarted).at == began
    assert session.view().clock.elapsed == 30 * MINUTE
    assert announced(session) == {"T.2": "due", "T.3": ""}
    assert session.view().announcements[0].at == began + 30 * MINUTE
    ok(session, c.Acknowledge(step="T.2"))
    assert session.state.current == "T.1/1"


@pytest.mark.parametrize("minutes", [1, -24 * 60])
def test_students_began_within_the_last_day(minutes: int) -> None:
    session, clock, _ = at_paper()
    assert "cannot have started at" in no(session, c.JoinFromPaper(step="T.1", started=clock.now().utc + minutes * MINUTE))


def test_an_announcement_that_was_made_on_paper_does_not_come() -> None:
    session, clock, began = at_paper(labels="all")
    ok(session, c.JoinFromPaper(step="T.3", started=began - 5 * MINUTE))
    assert announced(session) == {"T.2": "on_paper", "T.3": ""}
    assert session.view().gate == "T.3"
    assert no(session, c.Acknowledge(step="T.2", reason="x")) == "T.2 is on paper already"
    tick(session, clock, 25)
    assert announced(session)["T.3"] == "due"


@pytest.mark.parametrize("to", ["D.1", "D.3", "T.1"])
def test_what_was_done_on_paper_is_not_asked_about(to: str) -> None:
    session, _, began = at_paper()
    ok(session, c.JoinFromPaper(step=to, started=began + MINUTE if to == "T.1" else None))
    assert session.state.current == f"{to}/1"
    assert session.view().open == ()
    assert "labels" not in session.state.facts


def test_one_joins_at_a_step_that_is_there_before_anything_is_done() -> None:
    session, _, _ = at_paper(labels="all")
    for ref in ("T.9", "", "D.1/1"):
        assert no(session, c.JoinFromPaper(step=ref)) == f"there is no step {ref!r} in this script"
    done(session, "R.1/1")
    assert no(session, c.JoinFromPaper(step="D.2")) == "a session is joined from paper before anything is done in it"


def test_one_does_not_join_on_top_of_a_clock_that_runs() -> None:
    session, _, began = at_paper(labels="all")
    ok(session, c.StartClock())
    assert "before anything is done" in no(session, c.JoinFromPaper(step="T.1", started=began))


def test_joining_at_the_first_step_is_beginning() -> None:
    session, _, _ = at_paper(labels="all")
    ok(session, c.JoinFromPaper(step="R.1"))
    assert (session.state.current, statuses(session)) == ("R.1/1", {})


def test_looking_back_after_joining_shows_what_was_on_paper_and_repeats_nothing() -> None:
    session, _, began = at_paper(labels="all")
    ok(session, c.JoinFromPaper(step="T.1", started=began + MINUTE))
    ok(session, c.Back())
    shown = session.view().current
    assert shown is not None
    assert (shown.id, shown.settled) == ("R.1/1", "on_paper")
    assert no(session, c.Skip(block="R.1/1", reason="x")) == "R.1/1 is on paper already"
    assert kinds(ok(session, c.Advance(block="R.1/1"))) == ["Moved"]
    assert session.state.current == "T.1/1"


def test_the_fixture_is_joined_from_paper_and_delivered_to_the_end() -> None:
    session, clock = session_of(fixture_snapshot("exam", "morning"), facts={"students": 2})
    ok(session, c.JoinFromPaper(step="C.1", started=clock.now().utc - 2 * MINUTE))
    done(session, "C.1/1")
    assert session.state.current == "C.1/2?helpers"
    ok(session, c.Answer(block="C.1/2?helpers", answer="none"))
    for material in ("sheet", "card"):
        ok(session, c.CountMaterial(material=material, numbers={"issued": 2, "returned": 2, "void": 0, "unassigned": 0}))
    done(session, "C.1/2")
    for ref, minutes in (("C.2", 3), ("C.3", 5), ("C.4", 5), ("C.5", 5)):
        assert session.view().gate == ref
        tick(session, clock, minutes)
        ok(session, c.Acknowledge(step=ref))
    done(session, "D.1/1", "D.1/3", "D.2/1", "D.2/2", "D.2/3")
    ok(session, c.Close())
    ok(session, c.Seal())


# -- administrators -------------------------------------------------------------------------------------------------


def test_a_new_administrator_takes_over_where_the_session_is() -> None:
    session, _ = session_of(TIMED)
    ok(session, c.TakeOver(administrator=session.person("Ann Lee")))
    before = session.state.current
    accepted = ok(session, c.TakeOver(administrator=session.person("Bo Ek")))
    assert only(accepted, ev.AdministratorChanged).administrator == "administrator-2"
    assert [key for key, _ in session.state.administrators] == ["administrator-1", "administrator-2"]
    assert session.state.current == before
    assert no(session, c.TakeOver(administrator=session.person(" Bo  Ek "))) == "this administrator has the session already"
    assert no(session, c.TakeOver(administrator=PersonRef())) == "say who takes over"
    ok(session, c.TakeOver(administrator=session.person("Ann Lee")))
    assert len(session.state.administrators) == 3


# -- notes ----------------------------------------------------------------------------------------------------------


def test_a_note_is_kept_with_where_it_comes_from() -> None:
    session, _ = session_of(TIMED)
    accepted = ok(session, c.TakeNote(text=" a  siren ", source=" policy "))
    assert only(accepted, ev.NoteTaken) == ev.NoteTaken(text="a siren", source="policy")
    assert session.state.notes == ((accepted.seq, "a siren", "policy"),)
    assert "the note is missing" in no(session, c.TakeNote(text="\x00"))
    assert "the limit is 2,000" in no(session, c.TakeNote(text="x" * 2_001))


# -- time, by hand --------------------------------------------------------------------------------------------------


def test_the_clock_is_started_and_stopped_once_by_hand() -> None:
    session, clock = session_of(TIMED)
    assert no(session, c.StopClock()) == "the clock was not started"
    clock.sleep(10 * MINUTE)
    ok(session, c.StartClock(at=clock.now().utc - 4 * MINUTE))
    assert "was started already" in no(session, c.StartClock())
    assert no(session, c.StopClock(at=clock.now().utc - 5 * MINUTE)) == "the clock would stop before it started"
    ok(session, c.StopClock(at=clock.now().utc - MINUTE))
    assert session.view().clock.elapsed == 3 * MINUTE
    assert "was stopped already" in no(session, c.StopClock())


def test_a_time_is_corrected_by_the_number_of_its_event() -> None:
    session, clock = session_of(TIMED)
    clock.sleep(5 * MINUTE)
    start = ok(session, c.StartClock()).seq
    clock.sleep(20 * MINUTE)
    interrupted = ok(session, c.Interrupt(reason="fire alarm")).seq
    clock.sleep(10 * MINUTE)
    resumed_at = ok(session, c.Resume()).seq
    now = clock.now().utc
    ok(session, c.CorrectTime(event=interrupted, at=now - 15 * MINUTE))
    ok(session, c.CorrectTime(event=resumed_at, at=now - 5 * MINUTE))
    ok(session, c.CorrectTime(event=start, at=now - 31 * MINUTE))
    assert session.view().clock.elapsed == 21 * MINUTE
    refused = [
        (c.CorrectTime(event=start), "say at what time"),
        (c.CorrectTime(event=1, at=now), "event 1 is no start, stop, interruption or resumption"),
        (c.CorrectTime(event=999, at=now), "event 999 is no start"),
        (c.CorrectTime(event=resumed_at, at=now - 16 * MINUTE), "over before it began"),
        (c.CorrectTime(event=interrupted, at=now - 4 * MINUTE), "over before it began"),
    ]
    for command, why in refused:
        assert why in no(session, command)
    assert [event.at for event in every(session, ev.TimeCorrected)] == [now - 15 * MINUTE, now - 5 * MINUTE, now - 31 * MINUTE]
    replayed(session)


def test_interruptions_do_not_overlap() -> None:
    session, clock = session_of(TIMED)
    clock.sleep(10 * MINUTE)
    ok(session, c.Interrupt(reason="one"))
    clock.sleep(10 * MINUTE)
    ok(session, c.Resume())
    assert "before the one before it was over" in no(session, c.Interrupt(reason="two", at=clock.now().utc - MINUTE))
    ok(session, c.Interrupt(reason="two"))
    assert "over before it began" in no(session, c.Resume(at=clock.now().utc - MINUTE))


def test_both_times_of_a_late_entry_stay_in_the_record() -> None:
    session, clock = session_of(TIMED)
    clock.sleep(10 * MINUTE)
    at = clock.now().utc - 5 * MINUTE
    (entry,) = ok(session, c.StartClock(at=at)).entries
    assert entry.instant == clock.now()
    assert entry.event == ev.ClockStarted(at=at)


def test_what_began_before_the_opening_is_joined_from_paper_and_may_then_be_corrected_by_up_to_a_day() -> None:
    session, clock = session_of(TIMED)
    assert "before the session was opened" in no(session, c.StartClock(at=clock.now().utc - MINUTE))
    ok(session, c.JoinFromPaper(step="T.1", started=clock.now().utc - MINUTE))
    ok(session, c.CorrectTime(event=session.state.marks[0].event, at=clock.now().utc - DAY))
    assert session.view().clock.elapsed == DAY


# -- closing --------------------------------------------------------------------------------------------------------


def delivered() -> tuple[Session, ManualClock]:
    session, clock = session_of(steps({"say": "Begin.", "clock": "start"}, {"check": "done"}, timing={"scheduled_minutes": 5}))
    done(session, "A.1/1", "A.2/1")
    return session, clock


def test_the_room_is_closed_when_nothing_is_open_and_the_clock_stops_with_it() -> None:
    session, clock = delivered()
    clock.sleep(5 * MINUTE)
    assert kinds(ok(session, c.Close())) == ["ClockStopped", "RoomClosed"]
    clock.sleep(5 * MINUTE)
    assert session.view().clock.elapsed == 5 * MINUTE
    assert session.state.phase is Phase.CLOSED


def test_the_room_was_closed_when_it_was_said_to_be() -> None:
    session, clock = delivered()
    clock.sleep(5 * MINUTE)
    accepted = ok(session, c.Close(at=clock.now().utc - 2 * MINUTE))
    assert only(accepted, ev.RoomClosed).at == clock.now().utc - 2 * MINUTE
    assert session.view().clock.elapsed == 3 * MINUTE


def test_a_room_is_not_closed_before_its_clock_started() -> None:
    session, clock = delivered()
    assert no(session, c.Close(at=clock.now().utc - 1)) == "the clock would stop before it started"


def test_what_is_open_is_done_first() -> None:
    session, _ = session_of(steps(*({"do": f"Thing {n}."} for n in range(9))))
    assert no(session, c.Close()).startswith("still open: A.1/1, A.2/1, A.3/1, A.4/1, A.5/1, A.6/1 and 3 more; do them,")


def test_or_it_is_skipped_for_one_reason_each_on_record() -> None:
    session, _ = session_of(TIMED)
    done(session, "D.1/1")
    accepted = ok(session, c.Close(reason=" the school is  evacuated "))
    assert {entry.event.reason for entry in accepted.entries if isinstance(entry.event, ev.BlockSkipped)} == {
        "the school is evacuated"
    }
    assert [entry.event.block for entry in accepted.entries if isinstance(entry.event, ev.BlockSkipped)] == [
        "D.2/1", "T.1/1", "T.1/2", "C.1/1", "C.1/2",
    ]  # fmt: skip
    assert [entry.event.step for entry in accepted.entries if isinstance(entry.event, ev.AnnouncementSkipped)] == ["T.2", "T.3"]
    assert session.view().before_closing == ()
    replayed(session)


def test_closing_with_one_reason_takes_facts_not_known_for_not_known() -> None:
    session, _ = session_of(PAPER)
    close(session)
    assert session.state.declined == {"labels"}
    assert statuses(session)["R.1/1"] == statuses(session)["D.2/1"] == "skipped", "what hangs on them is not hidden"


def test_after_the_close_hand_offs_are_still_put_right() -> None:
    session, _ = delivered()
    ok(session, c.Close())
    ok(session, c.Tally(tally="more_time"))
    ok(session, c.TakeNote(text="two write on in room 14"))
    assert kinds(ok(session, c.TakeOver(administrator=session.person("Bo Ek")))) == ["AdministratorChanged"]
    assert kinds(ok(session, c.RecordIncident(category="phone"))) == ["IncidentRecorded"]


# -- sealing and amending -----------------------------------------------------------------------------------------------


def sealed() -> Session:
    session, _ = delivered()
    ok(session, c.Close())
    ok(session, c.Seal())
    return session


def test_closing_and_sealing_are_two_acts() -> None:
    session, _ = delivered()
    assert no(session, c.Seal()) == "close the room first (close)"
    ok(session, c.Close())
    assert session.seal() is None
    ok(session, c.Seal())
    assert session.state.phase is Phase.SEALED


def test_the_seal_is_twelve_characters_that_cannot_be_mistaken() -> None:
    seal = sealed().seal()
    assert seal is not None
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{3}-){3}[0-9A-HJKMNP-TV-Z]{3}", seal)
    assert read_seal(seal) == read_seal(seal.lower().replace("-", " ")) == seal
    assert read_seal(seal.replace("0", "o").replace("1", "l")) == seal


def test_an_amendment_is_added_and_yields_a_further_seal() -> None:
    session = sealed()
    first = session.seal()
    assert "the amendment is missing" in no(session, c.Amend(text=" "))
    accepted = ok(session, c.Amend(text="the third booklet was found"))
    assert kinds(accepted) == ["Amended"]
    assert session.state.amendments == ("the third booklet was found",)
    second = session.seal()
    assert first != second
    assert [seal for _, seal in seals_of(session.journal)] == [first, second]
    assert [seq for seq, _ in seals_of(session.journal)] == [accepted.seq - 1, accepted.seq]


def test_the_seal_is_the_same_whoever_reads_the_record() -> None:
    session = sealed()
    assert resumed(session).seal() == session.seal()


def test_a_sealed_record_grows_by_amendments_alone_also_after_a_reboot() -> None:
    session = sealed()
    clock = session.clock
    assert isinstance(clock, ManualClock)
    clock.reboot(3 * DAY)
    assert kinds(ok(session, c.Tick())) == []
    assert kinds(ok(session, c.Amend(text="found on Friday"))) == ["Amended"]


def test_two_deliveries_that_differ_in_anything_have_different_seals() -> None:
    session, _ = delivered()
    ok(session, c.TakeNote(text="a note"))
    ok(session, c.Close())
    ok(session, c.Seal())
    assert session.seal() != sealed().seal()
