"""Announcements: due to the millisecond, over what is on screen, made once, and accounted for whatever the clock does."""

from __future__ import annotations

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import HOUR, MINUTE, ManualClock
from proctor.state.state import Made
from tests.state.packs import (
    TIMED,
    Raw,
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
    session_of,
    stage,
    step,
    tick,
    under_way,
)

HALF, END = "T.2", "T.3"


def at_the_gate(students: int | None = None, raw: Raw | None = None) -> tuple[Session, ManualClock]:
    """Students write; the walk waits before half time."""
    session, clock = under_way(students, raw)
    done(session, "T.1/1", "T.1/2")
    assert session.view().gate == HALF
    return session, clock


def timed_with(*testing_steps: Raw, **facts: Raw) -> Raw:
    """Sixty minutes of testing with other steps."""
    return {**TIMED, "stages": [TIMED["stages"][0], stage("testing", *testing_steps)], "facts": facts}


YES_NO: Raw = {"ask": "Is it so?", "options": ["yes", "no"]}
CONDITIONAL = step("T.2", {"say": "Half."}, at="half", when={"timed": "yes"})


# -- falling due ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("step_ref", "minutes"), [(HALF, 30), (END, 60)])
def test_half_and_end_fall_due_to_the_millisecond(step_ref: str, minutes: int) -> None:
    session, clock = under_way()
    clock.sleep(minutes * MINUTE - 1)
    ok(session, c.Tick())
    assert announced(session)[step_ref] == ""
    clock.sleep(1)
    accepted = ok(session, c.Tick())
    (due,) = [
        entry.event
        for entry in accepted.entries
        if isinstance(entry.event, ev.AnnouncementDue) and entry.event.step == step_ref
    ]
    assert due.due == clock.now().utc
    assert announced(session)[step_ref] == "due"


def test_before_the_clock_runs_nothing_falls_due() -> None:
    session, clock = session_of(TIMED)
    assert kinds(tick(session, clock, 500)) == []
    assert session.view().next_due is None


@pytest.mark.parametrize(
    ("at", "due"),
    [("half", 10), ("end", 20), ("5m before end", 15), ("20m before end", 0), ("7m after start", 7), ("25m after start", 25)],
)
def test_an_announcement_is_due_by_what_stands_behind_at(at: str, due: int) -> None:
    raw = {
        **TIMED,
        "timing": {"scheduled_minutes": 20},
        "stages": [TIMED["stages"][0], stage("testing", step("T.2", {"say": "Now."}, at=at), step("T.9", {"do": "It."}))],
    }
    session, clock = under_way(raw=raw)
    if due:
        clock.sleep(due * MINUTE - 1)
        assert kinds(ok(session, c.Tick())) == []
        clock.sleep(1)
    assert session.view().next_due in (0, None)
    ok(session, c.Tick())
    assert announced(session) == {"T.2": "due"}


def test_the_next_that_falls_due_is_counted_down() -> None:
    session, clock = at_the_gate()
    assert session.view().next_due == 30 * MINUTE
    tick(session, clock, 20)
    assert session.view().next_due == 10 * MINUTE
    tick(session, clock, 10)
    assert session.view().next_due == 30 * MINUTE, "what is due already is not waited for"


def test_what_does_not_apply_in_this_room_neither_falls_due_nor_is_waited_for() -> None:
    raw = timed_with(
        step("T.2", {"say": "Half."}, at="half", when={"timed": "yes"}), step("T.3", {"say": "End."}, at="end"), timed=YES_NO
    )
    session, clock = session_of(raw, facts={"timed": "no"})
    done(session, "D.1/1", "D.2/1")
    assert session.view().next_due == 60 * MINUTE
    assert kinds(tick(session, clock, 30)) == []


def test_only_the_blocks_that_apply_are_said() -> None:
    blocks: list[Raw] = [
        {"say": "Half."},
        {"note": "Sign it.", "when": {"signing": "yes"}},
        {"note": "Whisper.", "when": {"signing": "no"}},
    ]
    raw = timed_with(step("T.1", {"do": "Walk."}), step("T.2", *blocks, at="half"), signing=YES_NO)
    for facts, shown in (({"signing": "yes"}, ["T.2/1", "T.2/2"]), ({}, ["T.2/1", "T.2/2", "T.2/3"])):
        session, clock = session_of(raw, facts=facts)
        done(session, "D.1/1", "D.2/1")
        tick(session, clock, 30)
        assert [block.id for block in session.view().shown] == shown


def test_what_hangs_on_a_fact_not_known_yet_comes_in_time_and_is_not_asked_about_behind_it() -> None:
    raw = timed_with(step("T.1", {"do": "Walk."}), CONDITIONAL, step("T.9", {"do": "End."}), timed=YES_NO)
    session, clock = under_way(raw=raw)
    done(session, "T.1/1")
    assert session.state.current == "T.2/1?timed"
    assert session.view().gate == "", "this is a question, not the gate"
    tick(session, clock, 30)
    assert session.view().over_the_walk == "announcement"
    ok(session, c.Acknowledge(step="T.2"))
    assert session.state.current == "T.9/1"


def test_a_question_at_the_gate_is_answered_or_declined_and_the_gate_stays() -> None:
    raw = timed_with(CONDITIONAL, step("T.9", {"do": "End."}), timed=YES_NO)
    for command in (c.Answer(block="T.2/1?timed", answer="yes"), c.Skip(block="T.2/1?timed", reason="nobody knows")):
        session, _ = under_way(raw=raw)
        assert "wants an answer" in no(session, c.Advance(block="T.2/1?timed"))
        ok(session, command)
        assert session.state.current == "T.2/1"
        assert session.view().gate == "T.2"
        assert announced(session) == {"T.2": ""}
    session, _ = under_way(raw=raw)
    ok(session, c.Answer(block="T.2/1?timed", answer="no"))
    assert session.state.current == "T.9/1"


# -- the gate -------------------------------------------------------------------------------------------------------


def test_the_walk_stops_before_an_announcement_that_is_not_due(utc: None) -> None:
    session, _ = at_the_gate()
    reason = no(session, c.Advance(block="T.2/1"))
    assert reason == "T.2 is due at 13:30; wait (w), make it now with a reason (k REASON) or pass it with one (s REASON)"
    assert "the reason is missing" in no(session, c.Skip(block="T.2/1"))
    assert "was not due yet; the reason to make it then is missing" in no(session, c.Acknowledge(step=HALF))


def test_an_announcement_is_passed_early_with_a_reason_that_is_recorded() -> None:
    session, clock = at_the_gate()
    accepted = ok(session, c.Skip(block="T.2/1", reason="all are ready"))
    assert only(accepted, ev.AnnouncementSkipped) == ev.AnnouncementSkipped(step=HALF, reason="all are ready")
    assert session.view().gate == END
    tick(session, clock, 31)
    assert announced(session) == {HALF: "skipped", END: ""}
    assert no(session, c.Acknowledge(step=HALF)) == "T.2 is skipped already"


def test_an_announcement_is_made_early_with_a_reason_and_the_walk_goes_on() -> None:
    session, clock = at_the_gate()
    clock.sleep(25 * MINUTE)
    accepted = ok(session, c.Acknowledge(step=HALF, reason="the bell will ring"))
    made = only(accepted, ev.AnnouncementMade)
    assert (made.late, made.reason) == (-5 * MINUTE, "the bell will ring")
    assert session.view().gate == END
    tick(session, clock, 6)
    assert announced(session) == {HALF: "made", END: ""}


def test_while_the_clock_stands_still_the_gate_says_so() -> None:
    session, _ = session_of(TIMED)
    done(session, "D.1/1")
    ok(session, c.Skip(block="D.2/1", reason="forgotten"))
    done(session, "T.1/1", "T.1/2")
    assert "is not due while the clock stands still" in no(session, c.Advance(block="T.2/1"))


def test_one_that_comes_after_a_later_one_was_made_early_is_missed_and_not_read() -> None:
    session, clock = under_way()
    tick(session, clock, 20)
    ok(session, c.Acknowledge(step=END, reason="the school is closing"))
    accepted = tick(session, clock, 10)
    assert kinds(accepted) == ["AnnouncementMissed"]
    assert announced(session) == {HALF: "missed", END: "made"}
    assert session.state.current == "T.1/1"


def test_an_announcement_is_passed_with_a_reason_whatever_it_is_made_of() -> None:
    raw = timed_with(step("T.2", {"note": "Half of the time."}, at="half"), step("T.9", {"do": "It."}))
    session, _ = under_way(raw=raw)
    assert "the reason is missing" in no(session, c.Skip(block="T.2/1"))


# -- coming over the walk -----------------------------------------------------------------------------------------------


def test_it_comes_over_the_block_on_screen_and_returns_there() -> None:
    session, clock = under_way()
    done(session, "T.1/1")
    tick(session, clock, 30)
    view = session.view()
    assert view.over_the_walk == "announcement"
    assert [block.id for block in view.shown] == ["T.2/1"]
    assert session.state.walk_at == "T.1/2"
    assert no(session, c.Advance(block="T.1/2")) == "first comes the announcement T.2 (k); you return to T.1/2 after it"
    assert no(session, c.Advance(block="T.2/1")) == "T.2 is an announcement; acknowledge it when it is made (k)"
    assert no(session, c.Back()) == "first comes the announcement T.2 (k)"
    assert kinds(ok(session, c.Acknowledge(step=HALF))) == ["AnnouncementMade"]
    assert (session.view().over_the_walk, session.state.current) == ("", "T.1/2")
    done(session, "T.1/2")
    assert session.view().gate == END, "what was made is not waited for"


def test_it_comes_over_a_visit_too() -> None:
    session, clock = under_way()
    done(session, "T.1/1", "T.1/2")
    ok(session, c.Reopen(block="T.1/1"))
    ok(session, c.Visit(block="T.1/1"))
    tick(session, clock, 30)
    assert session.view().over_the_walk == "announcement"
    ok(session, c.Acknowledge(step=HALF))
    assert (session.view().over_the_walk, session.state.current) == ("visit", "T.1/1")


def test_at_the_gate_it_is_acknowledged_and_the_walk_goes_on() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    assert kinds(ok(session, c.Acknowledge(step=HALF))) == ["AnnouncementMade", "Arrived"]
    assert session.view().gate == END


def test_due_and_actual_time_are_recorded() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    clock.sleep(45_000)
    assert only(ok(session, c.Acknowledge(step=HALF)), ev.AnnouncementMade) == ev.AnnouncementMade(step=HALF, late=45_000)


def test_lateness_is_counted_by_the_sessions_time_not_by_a_wall_clock_that_was_moved() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    clock.set_wall(3 * HOUR)
    clock.sleep(10_000)
    assert only(ok(session, c.Acknowledge(step=HALF)), ev.AnnouncementMade).late == 10_000


def test_it_can_be_acknowledged_later_with_the_time_at_which_it_was_made() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    clock.sleep(5 * MINUTE)
    at = clock.now().utc - 4 * MINUTE
    made = only(ok(session, c.Acknowledge(step=HALF, at=at)), ev.AnnouncementMade)
    assert (made.late, made.at) == (MINUTE, at)


def test_who_says_it_was_made_before_it_was_due_gives_the_reason() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 32)
    at = clock.now().utc - 5 * MINUTE
    assert "the reason to make it then is missing" in no(session, c.Acknowledge(step=HALF, at=at))
    made = only(ok(session, c.Acknowledge(step=HALF, at=at, reason="by the bell")), ev.AnnouncementMade)
    assert made.late == -3 * MINUTE


def test_at_the_very_moment_no_reason_is_wanted() -> None:
    session, clock = at_the_gate()
    clock.sleep(30 * MINUTE)
    assert kinds(ok(session, c.Acknowledge(step=HALF))) == ["AnnouncementDue", "AnnouncementMade", "Arrived"]


def test_what_it_says_in_place_of_brackets_is_recorded() -> None:
    say = {"say": "Half of [WHAT].", "slots": {"[WHAT]": "what"}}
    raw = timed_with(step("T.2", say, at="half"), what={"ask": "What?", "options": ["session_1"]})
    session, clock = session_of(raw, facts={"what": "session_1"})
    done(session, "D.1/1", "D.2/1")
    tick(session, clock, 30)
    assert only(ok(session, c.Acknowledge(step="T.2")), ev.AnnouncementMade).said == {"[WHAT]": "session 1"}


# -- once -----------------------------------------------------------------------------------------------------------


def test_it_is_made_once() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step=HALF))
    assert no(session, c.Acknowledge(step=HALF)) == "T.2 is made already"
    for _ in range(3):
        assert kinds(tick(session, clock, 5)) == []
    assert len(every(session, ev.AnnouncementDue)) == len(every(session, ev.AnnouncementMade)) == 1


def test_what_is_no_announcement_cannot_be_acknowledged() -> None:
    session, _ = at_the_gate()
    for ref in ("T.1", "T.2/1", "nonsense", ""):
        assert no(session, c.Acknowledge(step=ref, reason="x")) == f"{ref} is no announcement of this script"


@pytest.mark.parametrize("ticked", [False, True], ids=["both at once", "one after the other"])
def test_the_earlier_is_missed_and_not_read_when_a_later_one_is_due_too(ticked: bool) -> None:
    session, clock = under_way()
    if ticked:
        tick(session, clock, 30)
        tick(session, clock, 30)
    else:
        tick(session, clock, 60)
    assert announced(session) == {HALF: "missed", END: "due"}
    assert [block.id for block in session.view().shown] == ["T.3/1"]
    assert no(session, c.Acknowledge(step=HALF)) == "T.2 is missed already"
    ok(session, c.Acknowledge(step=END))
    assert len(every(session, ev.AnnouncementMissed)) == 1
    done(session, "T.1/1", "T.1/2")
    assert session.state.current == "C.1/1"
    replayed(session)


def test_of_several_that_slept_by_only_the_last_is_read() -> None:
    session, clock = session_of(fixture_snapshot("exam", "morning"))
    ok(session, c.StartClock())
    tick(session, clock, 16)
    assert announced(session) == {"C.2": "missed", "C.3": "missed", "C.4": "due", "C.5": ""}


# -- crash, sleep, clocks that are moved ----------------------------------------------------------------------------------


def test_a_crash_does_not_stop_the_clock() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 10)
    clock.reboot(5 * MINUTE)
    again = resumed(session)
    assert again.view().clock.elapsed == 15 * MINUTE
    clock.sleep(15 * MINUTE)
    accepted = ok(again, c.Tick())
    assert kinds(accepted) == ["ClockDisagreed", "AnnouncementDue"]
    assert only(accepted, ev.ClockDisagreed) == ev.ClockDisagreed(kind="rebooted", by=0)


def test_a_laptop_that_slept_finds_what_fell_due_meanwhile() -> None:
    session, clock = at_the_gate()
    accepted = tick(session, clock, 40)
    assert only(accepted, ev.AnnouncementDue).due == clock.now().utc - 10 * MINUTE


@pytest.mark.parametrize("moved", [-7 * HOUR, 7 * HOUR])
def test_a_moved_wall_clock_moves_no_announcement_and_is_noted(moved: int) -> None:
    session, clock = at_the_gate()
    clock.sleep(10 * MINUTE)
    clock.set_wall(moved)
    clock.sleep(20 * MINUTE - 1)
    assert kinds(ok(session, c.Tick())) == []
    clock.sleep(1)
    accepted = ok(session, c.Tick())
    assert only(accepted, ev.ClockDisagreed) == ev.ClockDisagreed(kind="wall_moved", by=moved)
    assert only(accepted, ev.AnnouncementDue).due == clock.now().utc, "by the clock as it now is"


def test_a_wall_clock_that_is_earlier_after_a_reboot_costs_nothing_already_counted() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    clock.reboot(-HOUR)
    again = resumed(session)
    assert again.view().clock.elapsed == 30 * MINUTE
    accepted = ok(again, c.Acknowledge(step=HALF))
    assert only(accepted, ev.ClockDisagreed) == ev.ClockDisagreed(kind="ran_backwards", by=-HOUR)
    assert only(accepted, ev.AnnouncementMade).late == 0


def test_a_small_drift_is_not_worth_a_line() -> None:
    session, clock = at_the_gate()
    clock.set_wall(2_000)
    assert "ClockDisagreed" not in kinds(ok(session, c.TakeNote(text="well")))
    clock.set_wall(2_001)
    assert "ClockDisagreed" in kinds(ok(session, c.TakeNote(text="well")))


# -- interruptions and corrected times ----------------------------------------------------------------------------------


def test_nothing_falls_due_in_an_interruption_and_it_costs_no_time() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 20)
    ok(session, c.Interrupt(reason="fire alarm"))
    assert kinds(tick(session, clock, 45)) == []
    assert session.view().clock.elapsed == 20 * MINUTE
    assert session.view().next_due is None
    ok(session, c.Resume())
    assert session.view().next_due == 10 * MINUTE
    clock.sleep(10 * MINUTE - 1)
    assert kinds(ok(session, c.Tick())) == []
    clock.sleep(1)
    assert kinds(ok(session, c.Tick())) == ["AnnouncementDue"]


def test_what_fell_due_before_an_interruption_waits_until_it_is_over() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 31)
    ok(session, c.Interrupt(reason="fire alarm"))
    assert announced(session)[HALF] == "due"
    assert session.view().over_the_walk == ""
    assert "resume it first" in no(session, c.Acknowledge(step=HALF))
    assert "resume it first" in no(session, c.Skip(block="T.2/1", reason="x"))
    ok(session, c.Resume())
    assert session.view().over_the_walk == "announcement"


def test_what_nobody_saw_fall_due_before_an_interruption_comes_after_it() -> None:
    session, clock = at_the_gate()
    clock.sleep(31 * MINUTE)
    assert kinds(ok(session, c.Interrupt(reason="fire alarm"))) == ["Interrupted"]
    assert kinds(tick(session, clock, 5)) == []
    accepted = ok(session, c.Resume())
    assert only(accepted, ev.AnnouncementDue).due == clock.now().utc - 6 * MINUTE


def test_an_interruption_entered_late_moves_what_is_due_and_not_acknowledged() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 32)
    accepted = ok(session, c.Interrupt(reason="fire alarm", at=clock.now().utc - 7 * MINUTE))
    assert only(accepted, ev.AnnouncementMoved).step == HALF
    assert announced(session)[HALF] == ""
    ok(session, c.Resume(at=clock.now().utc - 2 * MINUTE))
    assert session.view().clock.elapsed == 27 * MINUTE
    tick(session, clock, 3)
    assert announced(session)[HALF] == "due"
    assert session.view().announcements[0].at == clock.now().utc
    replayed(session)


def test_an_interruption_entered_late_leaves_what_was_acknowledged() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 31)
    ok(session, c.Acknowledge(step=HALF))
    ok(session, c.Interrupt(reason="fire alarm", at=clock.now().utc - 7 * MINUTE))
    ok(session, c.Resume(at=clock.now().utc - 2 * MINUTE))
    assert announced(session) == {HALF: "made", END: ""}
    tick(session, clock, 20)
    assert kinds(tick(session, clock, 10)) == []


def test_a_corrected_start_moves_what_is_due_and_not_acknowledged() -> None:
    session, clock = at_the_gate()
    start = session.state.marks[0].event
    tick(session, clock, 30)
    accepted = ok(session, c.CorrectTime(event=start, at=clock.now().utc - 26 * MINUTE))
    assert kinds(accepted) == ["TimeCorrected", "AnnouncementMoved"]
    assert session.view().clock.elapsed == 26 * MINUTE
    assert session.view().gate == HALF
    assert kinds(tick(session, clock, 3.9)) == []
    assert kinds(tick(session, clock, 0.1)) == ["AnnouncementDue"]


def test_a_corrected_start_makes_due_what_should_have_been() -> None:
    session, clock = session_of(TIMED)
    clock.sleep(20 * MINUTE)
    done(session, "D.1/1", "D.2/1")
    tick(session, clock, 20)
    accepted = ok(session, c.CorrectTime(event=session.state.marks[0].event, at=clock.now().utc - 35 * MINUTE))
    assert only(accepted, ev.AnnouncementDue).due == clock.now().utc - 5 * MINUTE


def test_what_was_missed_for_a_later_one_that_is_moved_comes_after_all() -> None:
    session, clock = under_way()
    tick(session, clock, 60)
    assert announced(session) == {HALF: "missed", END: "due"}
    ok(session, c.CorrectTime(event=session.state.marks[0].event, at=clock.now().utc - 40 * MINUTE))
    assert announced(session) == {HALF: "due", END: ""}
    ok(session, c.CorrectTime(event=session.state.marks[0].event, at=clock.now().utc - 20 * MINUTE))
    assert announced(session) == {HALF: "", END: ""}
    replayed(session)


def test_what_was_missed_for_a_later_one_that_was_made_stays_missed() -> None:
    session, clock = under_way()
    tick(session, clock, 60)
    ok(session, c.Acknowledge(step=END))
    ok(session, c.CorrectTime(event=session.state.marks[0].event, at=clock.now().utc - 40 * MINUTE))
    assert announced(session) == {HALF: "missed", END: "made"}


def test_a_stop_before_it_was_due_puts_it_off_for_good() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 31)
    ok(session, c.StopClock(at=clock.now().utc - 2 * MINUTE))
    assert announced(session) == {HALF: "", END: ""}
    assert kinds(tick(session, clock, 60)) == []
    assert "still open: T.2/1, T.3/1" in no(session, c.Close())


# -- nobody left ----------------------------------------------------------------------------------------------------


def test_when_all_have_handed_in_what_is_to_come_is_not_needed() -> None:
    session, clock = at_the_gate(students=2)
    ok(session, c.Tally(tally="handed_in"))
    tick(session, clock, 30)
    accepted = ok(session, c.Tally(tally="left"))
    assert kinds(accepted) == ["Tallied", "AnnouncementNotNeeded", "AnnouncementNotNeeded", "Arrived"]
    assert announced(session) == {HALF: "not_needed", END: "not_needed"}
    assert session.state.current == "C.1/1"
    assert kinds(tick(session, clock, 60)) == []
    assert no(session, c.Acknowledge(step=END, reason="x")) == "T.3 is not needed already"
    done(session, "C.1/1", "C.1/2")
    ok(session, c.Close())


def test_what_was_made_stays_made_when_all_have_handed_in() -> None:
    session, clock = at_the_gate(students=1)
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step=HALF))
    ok(session, c.Tally(tally="handed_in"))
    assert announced(session) == {HALF: "made", END: "not_needed"}


def test_when_the_tally_is_corrected_what_was_not_needed_is_yet_to_come() -> None:
    session, clock = at_the_gate(students=2)
    ok(session, c.Tally(tally="handed_in", by=2))
    ok(session, c.Tally(tally="handed_in", by=-1))
    assert announced(session) == {HALF: "", END: ""}
    assert session.state.current == "C.1/1", "the walk is past the gate"
    assert session.view().open == ("T.2/1", "T.3/1")
    tick(session, clock, 30)
    assert announced(session) == {HALF: "due", END: ""}
    ok(session, c.Acknowledge(step=HALF))
    assert session.view().open == ("T.3/1",)


def test_one_that_is_yet_to_come_can_be_visited_and_made_with_a_reason() -> None:
    session, _ = at_the_gate(students=2)
    ok(session, c.Tally(tally="handed_in", by=2))
    ok(session, c.Tally(tally="late"))
    ok(session, c.Visit(block="T.2/1"))
    assert "acknowledge it when it is made" in no(session, c.Advance(block="T.2/1"))
    ok(session, c.Acknowledge(step=HALF, reason="the last one asks"))
    assert (session.view().over_the_walk, session.state.current) == ("", "C.1/1")
    ok(session, c.Visit(block="T.3/1"))
    ok(session, c.Skip(block="T.3/1", reason="the last one knows"))
    assert session.view().over_the_walk == ""


def test_before_the_students_begin_an_empty_room_is_no_reason_to_drop_anything() -> None:
    session, _ = session_of(TIMED, facts={"students": 2})
    assert kinds(ok(session, c.Tally(tally="moved_out", by=2))) == ["Tallied"]


# -- accounted for --------------------------------------------------------------------------------------------------


def test_closing_with_one_reason_accounts_for_each() -> None:
    session, clock = at_the_gate()
    tick(session, clock, 30)
    close(session, "the school is evacuated")
    assert announced(session) == {HALF: "skipped", END: "skipped"}
    assert {one.reason for one in session.state.announcements.values()} == {"the school is evacuated"}


def test_closing_accounts_for_one_that_is_due_and_applies_no_more() -> None:
    raw = timed_with(step("T.1", {"do": "Walk."}), CONDITIONAL, timed=YES_NO)
    session, clock = session_of(raw, facts={"timed": "yes"})
    done(session, "D.1/1", "D.2/1")
    tick(session, clock, 30)
    ok(session, c.SetFact(fact="timed", value="no"))
    assert no(session, c.Close()).startswith("still open: T.1/1, T.2/1;")
    close(session)
    assert session.state.announcements["T.2"].status is Made.SKIPPED


def test_after_the_close_nothing_falls_due() -> None:
    session, clock = at_the_gate()
    close(session)
    before = session.state
    assert kinds(tick(session, clock, 90)) == []
    assert session.state is before
