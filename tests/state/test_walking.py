"""The walk: on, back, forward, skip, what is open, and that nothing happens twice."""

from __future__ import annotations

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.journal import MemoryJournal
from tests.state.packs import (
    Raw,
    done,
    every,
    fixture_snapshot,
    kinds,
    no,
    ok,
    only,
    replayed,
    script,
    session_of,
    stage,
    statuses,
    step,
    steps,
)

THREE = steps({"say": "One."}, {"do": "Two."}, {"check": "three"})

# -- on -------------------------------------------------------------------------------------------------------------


def test_the_walk_goes_from_block_to_block_and_ends_after_the_last() -> None:
    session, _ = session_of(THREE)
    assert session.state.current == "A.1/1"
    assert kinds(ok(session, c.Advance(block="A.1/1"))) == ["BlockDone", "Arrived"]
    assert session.state.current == "A.2/1"
    done(session, "A.2/1")
    assert kinds(ok(session, c.Advance(block="A.3/1"))) == ["BlockDone", "WalkFinished"]
    assert session.state.current is None
    assert statuses(session) == dict.fromkeys(["A.1/1", "A.2/1", "A.3/1"], "done")
    assert no(session, c.Advance(block="A.3/1")) == "the last block is passed; close the room"


@pytest.mark.parametrize("spot", ["A.2/1", "A.3/1"])
def test_a_key_pressed_too_late_or_too_early_acts_on_nothing(spot: str) -> None:
    session, _ = session_of(THREE)
    assert no(session, c.Advance(block=spot)) == f"{spot} is not the block on screen; that is A.1/1"
    assert no(session, c.Skip(block=spot, reason="why not")) == f"{spot} is not the block on screen; that is A.1/1"
    done(session, "A.1/1")
    assert "is not the block on screen" in no(session, c.Advance(block="A.1/1"))


@pytest.mark.parametrize("spot", ["", "nonsense", "A.1", "A.9/1", "A.1/1#1", "A.1/1?students", "A.1/1?"])
@pytest.mark.parametrize("order", ["in_turn", "any"])
def test_a_nonsense_id_is_refused_in_every_stage(spot: str, order: str) -> None:
    session, _ = session_of(script(stage("only", step("A.1", {"check": "one"}, {"check": "two"}), order=order)))
    for command in (
        c.Advance(block=spot),
        c.Skip(block=spot, reason="x"),
        c.Answer(block=spot, answer="yes"),
        c.RecordRow(block=spot, values={}),
        c.RemoveRow(block=spot, row=0),
    ):
        assert no(session, command) == f"there is no block {spot!r} in this script"
    assert "not among what is open: nothing" in no(session, c.Visit(block=spot))
    assert "not a block that was done" in no(session, c.Reopen(block=spot))


def test_a_script_in_which_nothing_applies_is_finished_at_once() -> None:
    nothing = steps(
        {"do": "It.", "when": {"wet": "yes"}}, facts={"wet": {"ask": "Wet?", "options": ["yes", "no"], "default": "no"}}
    )
    session, _ = session_of(nothing)
    assert session.state.finished
    assert session.state.current is None
    ok(session, c.Close())


def test_what_does_not_apply_is_passed_over() -> None:
    room = steps(
        {"say": "One."},
        {"say": "In the rain.", "when": {"weather": "rain"}},
        {"say": "In the sun.", "when": {"weather": ["sun", "wind"]}},
        facts={"weather": {"ask": "Weather?", "options": ["sun", "rain", "wind"]}},
    )
    session, _ = session_of(room, facts={"weather": "wind"})
    done(session, "A.1/1", "A.3/1")
    assert session.state.finished


def test_what_is_said_in_place_of_brackets_is_recorded_and_the_source_stays() -> None:
    room = steps(
        {"say": "Today is [SUBJECT], with [WHO].", "slots": {"[SUBJECT]": "subject", "[WHO]": {"fact": "who"}}},
        facts={"subject": {"ask": "Subject?", "options": ["grade_10_math"]}, "who": {"ask": "Who?", "type": "text"}},
    )
    session, _ = session_of(room, facts={"subject": "grade_10_math"})
    assert session.state.current == "A.1/1?who", "what is to be said is asked first"
    ok(session, c.Skip(block="A.1/1?who", reason="nobody knows"))
    (piece, said, rest) = session.view().block("A.1/1").paragraphs[0]
    assert (piece.text, said.text, said.printed, rest.text) == ("Today is ", "grade 10 math", "[SUBJECT]", ", with [WHO].")
    assert session.view().block("A.1/1").text == "Today is [SUBJECT], with [WHO]."
    accepted = ok(session, c.Advance(block="A.1/1"))
    assert only(accepted, ev.BlockDone).said == {"[SUBJECT]": "grade 10 math"}


# -- skip -----------------------------------------------------------------------------------------------------------

SKIPS: list[tuple[Raw, bool]] = [
    ({"say": "Hello."}, True),
    ({"do": "It."}, True),
    ({"wait": "until it is done"}, True),
    ({"check": "so it is"}, True),
    ({"ask": "Is it?", "options": ["yes", "no"]}, True),
    ({"note": "It is so."}, False),
    ({"note": "It is so.", "required": True}, True),
    ({"check": "so it is", "required": False}, False),
    ({"ask": "Is it?", "options": ["yes", "no"], "required": False}, False),
    ({"say": "Hello.", "required": False}, True),
]


@pytest.mark.parametrize(("block", "needs_reason"), SKIPS, ids=lambda one: "-".join(one) if isinstance(one, dict) else str(one))
def test_what_is_required_or_read_or_done_is_passed_undone_only_with_a_reason(block: Raw, needs_reason: bool) -> None:
    session, _ = session_of(steps(block, {"note": "The end."}))
    assert session.view().block("A.1/1").reason_to_skip is needs_reason
    if needs_reason:
        assert no(session, c.Skip(block="A.1/1", reason=" \n ")) == "the reason is missing; say it in a few words"
    accepted = ok(session, c.Skip(block="A.1/1", reason="  no  time " if needs_reason else ""))
    assert only(accepted, ev.BlockSkipped).reason == ("no time" if needs_reason else "")
    assert session.state.current == "A.2/1"


def test_a_block_is_skipped_once() -> None:
    session, _ = session_of(THREE)
    ok(session, c.Skip(block="A.1/1", reason="no time"))
    ok(session, c.Back())
    assert no(session, c.Skip(block="A.1/1", reason="no time")) == "A.1/1 is skipped already"
    ok(session, c.Forward())
    done(session, "A.2/1")
    ok(session, c.Back())
    assert no(session, c.Skip(block="A.2/1", reason="no time")) == "A.2/1 is done already"


def test_what_was_skipped_is_done_on_coming_back() -> None:
    session, _ = session_of(THREE)
    ok(session, c.Skip(block="A.1/1", reason="no time"))
    ok(session, c.Back())
    assert kinds(ok(session, c.Advance(block="A.1/1"))) == ["BlockDone", "Moved"]
    assert statuses(session) == {"A.1/1": "done"}
    assert session.state.current == "A.2/1"


def test_a_reason_of_more_than_a_page_is_refused_not_cut() -> None:
    session, _ = session_of(THREE)
    assert "too many; the limit is 2,000" in no(session, c.Skip(block="A.1/1", reason="x" * 2_001))


# -- back and forward -----------------------------------------------------------------------------------------------

EFFECTS = script(
    stage(
        "only",
        step("A.1", {"do": "Hand out.", "hands_out": ["sheet"]}),
        step("A.2", {"say": "Begin.", "clock": "start"}),
        step("A.3", {"do": "Collect.", "collects": ["sheet"]}, {"wait": "until all are gone", "clock": "stop"}),
        step("A.4", {"note": "The end."}),
    ),
    timing={"scheduled_minutes": 10},
    materials=[{"id": "sheet", "title": "Sheet"}],
)


def test_passing_a_block_sets_off_the_clock_and_moves_materials() -> None:
    session, _ = session_of(EFFECTS)
    assert kinds(ok(session, c.Advance(block="A.1/1"))) == ["BlockDone", "HandsFilled", "Arrived"]
    assert session.state.in_hand == {"sheet"}
    assert kinds(ok(session, c.Advance(block="A.2/1"))) == ["BlockDone", "ClockStarted", "Arrived"]
    assert kinds(ok(session, c.Advance(block="A.3/1"))) == ["BlockDone", "HandsEmptied", "Arrived"]
    assert session.state.in_hand == set()
    assert kinds(ok(session, c.Advance(block="A.3/2"))) == ["BlockDone", "ClockStopped", "Arrived"]


def test_going_back_and_on_again_undoes_nothing_and_repeats_nothing() -> None:
    session, clock = session_of(EFFECTS)
    done(session, "A.1/1", "A.2/1", "A.3/1", "A.3/2")
    before = session.state
    for _ in range(4):
        clock.sleep(1_000)
        assert kinds(ok(session, c.Back())) == ["Moved"]
    assert session.state.current == "A.1/1"
    assert no(session, c.Back()) == "this is the first block"
    for spot in ("A.1/1", "A.2/1", "A.3/1"):
        assert kinds(ok(session, c.Advance(block=spot))) == ["Moved"]
    ok(session, c.Forward())
    assert "as far as the session has come" in no(session, c.Forward())
    after = session.state
    assert (after.blocks, after.marks, after.in_hand, after.path) == (before.blocks, before.marks, before.in_hand, before.path)
    assert after.current == "A.4/1"


def test_after_the_last_block_one_can_still_look_back_and_return() -> None:
    session, _ = session_of(THREE)
    done(session, "A.1/1", "A.2/1", "A.3/1")
    ok(session, c.Back())
    assert session.state.current == "A.3/1"
    assert session.state.reviewing
    ok(session, c.Back())
    ok(session, c.Forward())
    done(session, "A.3/1")
    assert session.state.current is None
    assert session.state.finished
    assert len(every(session, ev.WalkFinished)) == 1


def test_skipping_starts_no_clock_but_what_was_to_be_handed_out_counts_as_handed_out() -> None:
    session, _ = session_of(EFFECTS)
    ok(session, c.Skip(block="A.1/1", reason="they lie there"))
    ok(session, c.Skip(block="A.2/1", reason="read by somebody else"))
    assert session.state.in_hand == {"sheet"}, "a checklist rather too long than too short"
    assert session.state.course.start is None
    ok(session, c.Back())
    assert "ClockStarted" in kinds(ok(session, c.Advance(block="A.2/1")))


def test_the_clock_starts_at_the_time_that_was_given() -> None:
    session, clock = session_of(EFFECTS)
    clock.sleep(60_000)
    at = clock.now().utc - 20_000
    done(session, "A.1/1")
    accepted = ok(session, c.Advance(block="A.2/1", at=at))
    assert only(accepted, ev.BlockDone).at == only(accepted, ev.ClockStarted).at == at
    assert session.view().clock.started_at == at
    assert session.view().clock.elapsed == 20_000


def test_a_block_cannot_stop_the_clock_before_it_started() -> None:
    session, clock = session_of(EFFECTS)
    clock.sleep(600_000)
    done(session, "A.1/1", "A.2/1", "A.3/1")
    assert no(session, c.Advance(block="A.3/2", at=clock.now().utc - 1)) == "the clock would stop before it started"


# -- stages of any order --------------------------------------------------------------------------------------------

ANY = script(
    stage("ready", step("R.1", {"check": "a"}, {"check": "b"}), step("R.2", {"check": "c"}), order="any"),
    stage("then", step("T.1", {"say": "Now."}, {"say": "And now."})),
)


def test_a_stage_of_any_order_is_ticked_in_any_order_and_left_when_all_is_ticked() -> None:
    session, _ = session_of(ANY)
    done(session, "R.2/1", "R.1/2")
    assert session.state.current == "R.1/1"
    assert "not the block on screen" in no(session, c.Advance(block="T.1/1"))
    done(session, "R.1/1")
    assert session.state.current == "T.1/1"
    assert "not the block on screen" in no(session, c.Advance(block="R.1/1"))


def test_the_walk_returns_to_what_was_left_out_of_a_stage_of_any_order() -> None:
    session, _ = session_of(ANY)
    done(session, "R.1/1", "R.2/1")
    assert session.state.current == "R.1/2"
    ok(session, c.Reopen(block="R.1/1"))
    done(session, "R.1/2")
    assert session.state.current == "R.1/1"
    done(session, "R.1/1")
    assert session.state.current == "T.1/1"


def test_what_was_ticked_behind_the_walks_back_does_not_hold_it() -> None:
    session, _ = session_of(ANY)
    done(session, "R.1/1")
    ok(session, c.Back())
    ok(session, c.Skip(block="R.1/2", reason="later"))
    assert session.state.current == "R.1/1"
    ok(session, c.Forward())
    assert session.state.current == "R.2/1"


def test_a_checklist_is_ticked_in_any_order_across_its_stages() -> None:
    session, _ = session_of(fixture_snapshot("year", "garden"))
    done(session, "9.2/1", "6.2/1")
    no(session, c.Advance(block="3.2/1"))  # there is no greenhouse
    assert session.state.current == "3.1/1"
    done(session, "3.1/2", "3.1/1", "6.1/1", "6.2/2", "9.1/1")
    ok(session, c.Answer(block="9.1/2", answer="yes"))
    assert session.state.finished


# -- facts that change ------------------------------------------------------------------------------------------------

LABELS = script(
    stage(
        "only",
        step("A.1", {"say": "One."}),
        step(
            "A.2",
            {"say": "Without a label."},
            {"do": "Give a number."},
            {"say": "Rainy.", "when": {"wet": "yes"}},
            when={"labels": "some"},
        ),
        step("A.3", {"say": "Three."}),
        step("A.4", {"say": "Four."}),
    ),
    facts={
        "labels": {"ask": "Labels?", "options": ["all", "some"], "default": "all"},
        "wet": {"ask": "Wet?", "options": ["yes", "no"], "default": "no"},
    },
)


def _with_open_steps() -> Session:
    session, _ = session_of(LABELS)
    done(session, "A.1/1", "A.3/1")
    ok(session, c.SetFact(fact="labels", value="some"))
    return session


def test_a_fact_that_changes_later_opens_passed_steps_and_undoes_nothing() -> None:
    session = _with_open_steps()
    assert session.state.current == "A.4/1"
    assert session.view().open == ("A.2/1", "A.2/2")
    assert statuses(session) == {"A.1/1": "done", "A.3/1": "done"}
    assert [(one.ref, one.state) for one in session.view().outline] == [
        ("A.1", "done"),
        ("A.2", "open"),
        ("A.3", "done"),
        ("A.4", "current"),
    ]


def test_what_is_open_must_be_done_or_skipped_before_the_room_is_closed() -> None:
    session = _with_open_steps()
    done(session, "A.4/1")
    assert no(session, c.Close()).startswith("still open: A.2/1, A.2/2; do them")
    ok(session, c.Skip(block="A.2/1", reason="nobody"))
    assert no(session, c.Close()).startswith("still open: A.2/2; do them")
    ok(session, c.Visit(block="A.2/2"))
    done(session, "A.2/2")
    ok(session, c.Close())


def test_a_fact_that_changes_back_takes_what_it_opened_off_the_list() -> None:
    session = _with_open_steps()
    ok(session, c.SetFact(fact="labels", value="all"))
    assert session.view().open == ()


def test_a_step_that_was_done_and_applies_no_more_stays_done() -> None:
    session, _ = session_of(LABELS, facts={"labels": "some"})
    done(session, "A.1/1", "A.2/1", "A.2/2")
    ok(session, c.SetFact(fact="labels", value="all"))
    ok(session, c.SetFact(fact="labels", value="some"))
    assert session.view().open == ()
    assert statuses(session)["A.2/1"] == "done"


def test_a_condition_is_looked_at_on_arrival_and_the_block_on_screen_stays() -> None:
    session, _ = session_of(LABELS, facts={"labels": "some"})
    done(session, "A.1/1")
    ok(session, c.SetFact(fact="labels", value="all"))
    assert session.state.current == "A.2/1"
    done(session, "A.2/1")
    assert session.state.current == "A.3/1"


def test_a_fact_that_is_so_already_changes_nothing() -> None:
    session, _ = session_of(LABELS)
    assert no(session, c.SetFact(fact="labels", value="All")) == "labels is all already"


# -- visits ---------------------------------------------------------------------------------------------------------


def test_a_visit_shows_what_is_open_in_the_step_and_returns_to_where_the_walk_was() -> None:
    session = _with_open_steps()
    assert kinds(ok(session, c.Visit(block="A.2/2"))) == ["OpenBlocksVisited"]
    view = session.view()
    assert (view.over_the_walk, view.current and view.current.id) == ("visit", "A.2/1")
    assert no(session, c.Advance(block="A.4/1")) == "first comes A.2/1; you return to A.4/1 after it"
    assert no(session, c.Advance(block="A.2/2")) == "A.2/2 is not the block on screen; that is A.2/1"
    assert no(session, c.Back()) == "first comes A.2/1"
    done(session, "A.2/1", "A.2/2")
    assert (session.view().over_the_walk, session.state.current) == ("", "A.4/1")
    assert session.view().open == ()
    replayed(session)


def test_a_visit_can_be_left_and_what_was_visited_stays_open() -> None:
    session = _with_open_steps()
    ok(session, c.Visit(block="A.2/1"))
    done(session, "A.2/1")
    ok(session, c.PutOff())
    assert (session.view().over_the_walk, session.state.current) == ("", "A.4/1")
    assert session.view().open == ("A.2/2",)
    replayed(session)


def test_only_what_is_open_can_be_visited() -> None:
    session = _with_open_steps()
    for spot in ("A.1/1", "A.4/1", "A.2/3", "nonsense"):
        assert no(session, c.Visit(block=spot)) == f"{spot} is not among what is open: A.2/1, A.2/2"


def test_what_is_open_is_not_listed_while_it_is_on_screen() -> None:
    session = _with_open_steps()
    ok(session, c.Visit(block="A.2/1"))
    assert session.view().open == ()
    assert session.view().before_closing == ("A.2/1", "A.2/2", "A.4/1")


# -- open again -----------------------------------------------------------------------------------------------------


def test_a_tick_that_was_a_slip_is_taken_back_and_asked_for_again() -> None:
    session, _ = session_of(THREE)
    done(session, "A.1/1", "A.2/1")
    accepted = ok(session, c.Reopen(block="A.1/1", reason="wrong key"))
    assert only(accepted, ev.BlockReopened).reason == "wrong key"
    assert session.view().open == ("A.1/1",)
    assert session.state.current == "A.3/1"
    ok(session, c.Visit(block="A.1/1"))
    done(session, "A.1/1", "A.3/1")
    ok(session, c.Close())


def test_what_a_block_set_off_stays_when_it_is_taken_back() -> None:
    session, _ = session_of(EFFECTS)
    done(session, "A.1/1", "A.2/1")
    ok(session, c.Reopen(block="A.2/1"))
    assert session.state.course.running
    ok(session, c.Visit(block="A.2/1"))
    assert kinds(ok(session, c.Advance(block="A.2/1"))) == ["BlockDone"], "the clock is started once"
    ok(session, c.Reopen(block="A.1/1"))
    ok(session, c.Visit(block="A.1/1"))
    assert kinds(ok(session, c.Advance(block="A.1/1"))) == ["BlockDone"], "and what is out is not handed out again"


def test_a_clock_that_was_started_or_stopped_by_hand_is_left_alone_by_the_block_that_does_so() -> None:
    session, clock = session_of(EFFECTS)
    done(session, "A.1/1")
    ok(session, c.StartClock())
    assert "ClockStarted" not in kinds(ok(session, c.Advance(block="A.2/1")))
    clock.sleep(60_000)
    ok(session, c.StopClock())
    clock.sleep(60_000)
    done(session, "A.3/1")
    assert "ClockStopped" not in kinds(ok(session, c.Advance(block="A.3/2")))
    assert session.view().clock.elapsed == 60_000


def test_after_the_end_a_block_can_be_opened_again() -> None:
    session, _ = session_of(THREE)
    done(session, "A.1/1", "A.2/1", "A.3/1")
    ok(session, c.Reopen(block="A.3/1"))
    assert "still open: A.3/1" in no(session, c.Close())
    ok(session, c.Visit(block="A.3/1"))
    done(session, "A.3/1")
    ok(session, c.Close())


def test_what_was_not_done_cannot_be_opened_again() -> None:
    session, _ = session_of(THREE)
    assert no(session, c.Reopen(block="A.1/1")) == "A.1/1 is not a block that was done or skipped"


# -- where the session is ---------------------------------------------------------------------------------------------


def test_a_session_resumes_at_the_same_block_whatever_it_was_doing() -> None:
    session = _with_open_steps()
    journal = session.journal
    assert isinstance(journal, MemoryJournal)
    ok(session, c.Back())
    assert Session.resume(journal, session.clock).state == session.state
    ok(session, c.Visit(block="A.2/1"))
    again = Session.resume(journal, session.clock)
    assert again.state.current == "A.2/1"
    done(again, "A.2/1", "A.2/2")
    assert again.state.current == "A.3/1"
    assert again.state.reviewing
