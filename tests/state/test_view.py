"""The session as screens see it: the block, the way, the clock in words, what falls due, what is counted, what is open."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import HOUR, MINUTE, SECOND, ManualClock
from proctor.state.state import TALLIES
from proctor.state.view import LAST_BELL_WARNING, Piece, SessionView
from tests.state.packs import (
    TIMED,
    Raw,
    close,
    done,
    ok,
    script,
    session_of,
    stage,
    step,
    steps,
    tick,
    under_way,
)

pytestmark = pytest.mark.usefixtures("utc")

ONE = 1_148_389_200_000
"""13:00 UTC on May 23, 2006, where the tests' clocks begin."""


def outline(session: Session) -> dict[str, str]:
    return {one.ref: one.state for one in session.view().outline}


def with_timing(**timing: Any) -> Raw:
    return {**TIMED, "timing": timing}


# -- what it is -------------------------------------------------------------------------------------------------------


def test_a_view_before_the_opening_has_words_and_nothing_else() -> None:
    session, _ = session_of(TIMED)
    new = SessionView(Session.begin(session.journal, session.clock).state, session.clock.now())
    assert (new.mode, new.room, new.title) == ("", "", "Made for a test")
    assert (new.current, new.shown, new.next, new.place, new.gate, new.waiting) == (None, (), None, (0, 0), "", ())
    assert (new.clock.phase, new.clock_line) == ("not_started", "clock not started · 60 min")
    assert (new.notices, new.before_closing, new.materials, new.due, new.next_due) == ((), (), (), None, None)
    assert {one.state for one in new.outline} == {"to_come"}


def test_a_view_is_of_its_moment_and_nothing_moves_it() -> None:
    session, clock = under_way()
    view = session.view()
    assert view.current is not None
    tick(session, clock, 30)
    assert (view.current.id, view.clock.elapsed, view.wall, view.over_the_walk) == ("T.1/1", 0, "13:00", "")
    assert session.view().wall == "13:30"
    with pytest.raises(FrozenInstanceError):
        view.now = clock.now()  # type: ignore[misc]


@pytest.mark.parametrize(("authority", "said"), [("rehearsal", "practice words"), ("official", "official words")])
def test_a_view_says_whose_words_they_are(authority: str, said: str) -> None:
    session, _ = session_of(TIMED, pack={"authority": authority}, mode="rehearsal", room="12")
    assert session.view().authority.startswith(said)
    assert (session.view().mode, session.view().room) == ("rehearsal", "12")


# -- the block --------------------------------------------------------------------------------------------------------

SLOTS: Raw = {"[SUBJECT]": "subject", "[N]": "number"}
ABOUT = {"subject": {"ask": "Which?", "type": "text"}, "number": {"ask": "How many?", "type": "number"}}


def pieces(text: str, **facts: Any) -> tuple[tuple[Piece, ...], ...]:
    slots = {printed: fact for printed, fact in SLOTS.items() if printed in text}
    session, _ = session_of(steps({"say": text, "slots": slots}, facts=ABOUT), facts=facts)
    return session.view().block("A.1/1").paragraphs


def test_what_is_said_in_place_of_brackets_is_marked_and_the_text_stays_as_it_stands() -> None:
    text = "Open your  [SUBJECT]\n booklet to page [N].\n\n[N] pages\tof [SUBJECT][N]"
    assert pieces(text, subject="algebra", number=7) == (
        (Piece("Open your "), Piece("algebra", "[SUBJECT]"), Piece(" booklet to page "), Piece("7", "[N]"), Piece(".")),
        (Piece("7", "[N]"), Piece(" pages of "), Piece("algebra", "[SUBJECT]"), Piece("7", "[N]")),
    )
    session, _ = session_of(steps({"say": text, "slots": SLOTS}, facts=ABOUT), facts={"subject": "algebra", "number": 7})
    assert session.view().block("A.1/1").text == text


def test_what_is_said_in_place_of_brackets_is_not_looked_through_for_brackets() -> None:
    assert pieces("[SUBJECT] [N]", subject="[N]", number=7) == (
        (Piece("[N]", "[SUBJECT]"), Piece(" "), Piece("7", "[N]")),
    )  # fmt: skip


def test_a_bracket_for_what_is_not_known_stays_as_it_is_printed() -> None:
    assert pieces("Page [N] of [SUBJECT].", number=7) == ((Piece("Page "), Piece("7", "[N]"), Piece(" of [SUBJECT].")),)
    assert pieces("Page [N].") == ((Piece("Page [N]."),),)


def test_words_without_slots_are_one_piece_a_paragraph() -> None:
    session, _ = session_of(steps({"do": "Wait  for\nthe [bell].\n\n \nThen go."}))
    assert session.view().block("A.1/1").paragraphs == ((Piece("Wait for the [bell]."),), (Piece("Then go."),))


def test_a_block_says_where_it_stands_and_what_may_be_done_with_it() -> None:
    raw = script(
        stage(
            "one",
            step("A.1", {"ask": "Which?", "options": ["yes", "no"]}, {"ask": "How many?", "fact": "number"}, title="t", page=3),
            step(
                "A.2",
                {"record": "Enter.", "id": "list", "fields": {"name": {"title": "Name"}}},
                {"note": "So it is."},
                {"check": "ready", "required": False},
            ),
        ),
        facts={"number": {"ask": "How many?", "type": "number"}},
    )
    session, _ = session_of(raw)
    view = session.view()
    first = view.block("A.1/1")
    assert (first.kind, first.ref, first.title, first.page, first.stage) == ("ask", "A.1", "t", 3, "One")
    assert (first.options, view.block("A.1/2").options) == (("yes", "no"), ("a number",))
    assert (view.block("A.2/1").fields, first.fields) == ({"name": "Name"}, None)
    assert [view.block(f"A.2/{n}").reason_to_skip for n in (1, 2, 3)] == [True, False, False]
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    ok(session, c.Skip(block="A.1/2", reason="no time"))
    ok(session, c.RecordRow(block="A.2/1", values={"name": "Ann"}))
    view = session.view()
    assert [view.block(spot).settled for spot in ("A.1/1", "A.1/2", "A.2/1")] == ["done", "skipped", ""]
    assert view.block("A.2/1").rows == ({"name": "Ann"},)


def test_an_announcement_is_shown_whole_and_all_else_block_by_block() -> None:
    half = step("T.2", {"say": "Half."}, {"do": "Write it on the board."}, {"say": "Go on."}, at="half")
    raw = {**TIMED, "stages": [TIMED["stages"][0], stage("testing", step("T.1", {"do": "Walk."}, {"do": "Look."}), half)]}
    session, clock = under_way(raw=raw)
    assert [block.id for block in session.view().shown] == ["T.1/1"]
    tick(session, clock, 30)
    view = session.view()
    assert (view.over_the_walk, [block.id for block in view.shown]) == ("announcement", ["T.2/1", "T.2/2", "T.2/3"])
    ok(session, c.Acknowledge(step="T.2"))
    assert [block.id for block in session.view().shown] == ["T.1/1"]
    assert [session.view().block(f"T.2/{n}").settled for n in (1, 2, 3)] == ["made"] * 3


# -- what stands over the walk ----------------------------------------------------------------------------------------

CALLS = {
    **TIMED,
    "procedures": {
        "phone": [step("P.1", {"do": "Take it."}, {"do": "Put it away."})],
        "take_over": [step("P.2", {"do": "Read what was done."})],
        "interrupt": [step("P.3", {"do": "Close the booklets."})],
    },
}


def test_what_comes_after_that_which_stands_over_the_walk_is_named_in_its_order() -> None:
    session, clock = under_way(raw=CALLS)
    assert session.view().waiting == ()
    ok(session, c.RecordIncident(category="phone"))
    assert (session.view().over_the_walk, session.view().waiting) == ("procedure", ())
    ok(session, c.TakeOver(administrator=session.person("Bo Ek")))
    assert session.view().waiting == ("take_over",)
    tick(session, clock, 30)
    assert (session.view().over_the_walk, session.view().waiting) == ("announcement", ("phone", "take_over"))
    clock.sleep(SECOND)
    ok(session, c.Interrupt(reason="alarm"))
    assert (session.state.current, session.view().waiting) == ("P.3/1#3", ("T.2", "phone", "take_over"))
    done(session, "P.3/1#3")
    assert (session.state.current, session.view().waiting) == ("P.1/1#1", ("T.2", "take_over")), "T.2 waits until it is over"
    done(session, "P.1/1#1", "P.1/2#1", "P.2/1#2")
    assert (session.view().over_the_walk, session.view().waiting) == ("", ("T.2",))
    ok(session, c.Resume())
    assert (session.view().over_the_walk, session.view().waiting) == ("announcement", ())


def test_the_walk_waits_before_an_announcement_that_is_not_due() -> None:
    session, clock = under_way()
    assert session.view().gate == ""
    done(session, "T.1/1", "T.1/2")
    assert session.view().gate == "T.2"
    tick(session, clock, 30)
    assert (session.view().gate, session.view().over_the_walk) == ("", "announcement"), "now it is due"
    ok(session, c.Acknowledge(step="T.2"))
    assert session.view().gate == "T.3"
    ok(session, c.Back())
    ok(session, c.Back())
    assert session.view().gate == "", "what was passed is only looked at"
    ok(session, c.Forward())
    ok(session, c.Forward())
    ok(session, c.Acknowledge(step="T.3", reason="all are done"))
    assert session.view().gate == ""


def test_a_question_before_an_announcement_is_no_gate() -> None:
    half = step("T.2", {"say": "Half."}, at="half", when={"timed": "yes"})
    raw = {
        **TIMED,
        "stages": [TIMED["stages"][0], stage("testing", half)],
        "facts": {"timed": {"ask": "Is it timed?", "options": ["yes", "no"]}},
    }
    session, _ = under_way(raw=raw)
    assert (session.state.current, session.view().gate) == ("T.2/1?timed", "")
    ok(session, c.Answer(block="T.2/1?timed", answer="yes"))
    assert session.view().gate == "T.2"


# -- the way ----------------------------------------------------------------------------------------------------------

COLOURS = script(
    stage("first", step("A.1", {"say": "One."}, title="one", page=4), step("A.2", {"do": "Two."}, when={"colour": "red"})),
    stage("second", step("B.1", {"do": "Three."}), step("B.2", {"check": "four"}), step("B.3", {"say": "Five."}, title="five")),
    facts={"colour": {"ask": "Which?", "options": ["red", "blue"]}},
)


def test_the_outline_has_every_step_in_order_and_how_it_stands() -> None:
    session, _ = session_of(COLOURS, facts={"colour": "blue"})
    first = session.view().outline[0]
    assert (first.ref, first.title, first.stage, first.page) == ("A.1", "one", "First", 4)
    assert outline(session) == {"A.1": "current", "A.2": "not_here", "B.1": "to_come", "B.2": "to_come", "B.3": "to_come"}
    done(session, "A.1/1")
    ok(session, c.Skip(block="B.1/1", reason="no time"))
    assert outline(session) == {"A.1": "done", "A.2": "not_here", "B.1": "skipped", "B.2": "current", "B.3": "to_come"}
    ok(session, c.SetFact(fact="colour", value="red"))
    assert outline(session)["A.2"] == "open"
    assert session.view().open == ("A.2/1",)
    ok(session, c.Reopen(block="A.1/1"))
    assert (outline(session)["A.1"], outline(session)["B.2"]) == ("open", "current")
    ok(session, c.Visit(block="A.2/1"))
    done(session, "A.2/1")
    assert outline(session)["A.2"] == "done"


def test_what_was_delivered_on_paper_is_said_to_be() -> None:
    session, _ = session_of(COLOURS, facts={"colour": "blue"})
    ok(session, c.JoinFromPaper(step="B.2"))
    assert outline(session) == {"A.1": "on_paper", "A.2": "not_here", "B.1": "on_paper", "B.2": "current", "B.3": "to_come"}


def test_what_became_of_announcements_stands_in_the_outline() -> None:
    session, clock = under_way(students=1)
    tick(session, clock, 60)
    assert (outline(session)["T.2"], outline(session)["T.3"]) == ("missed", "to_come")
    session, clock = under_way(students=1)
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step="T.2"))
    ok(session, c.Tally(tally="handed_in"))
    assert (outline(session)["T.2"], outline(session)["T.3"]) == ("done", "not_needed")
    session, _ = under_way()
    done(session, "T.1/1", "T.1/2")
    ok(session, c.Skip(block="T.2/1", reason="the bell broke"))
    assert (outline(session)["T.2"], outline(session)["T.3"]) == ("skipped", "current")


@pytest.mark.parametrize("sealed", [False, True])
def test_in_a_closed_room_no_step_is_the_current_one(sealed: bool) -> None:
    session, _ = session_of(COLOURS, facts={"colour": "blue"})
    done(session, "A.1/1")
    close(session)
    if sealed:
        ok(session, c.Seal())
    assert outline(session) == {"A.1": "done", "A.2": "not_here", "B.1": "skipped", "B.2": "skipped", "B.3": "skipped"}


def test_the_place_is_counted_among_the_steps_of_the_stage_that_are_here() -> None:
    session, _ = session_of(COLOURS, facts={"colour": "blue"})
    assert session.view().place == (1, 1)
    done(session, "A.1/1", "B.1/1")
    assert session.view().place == (2, 3)
    ok(session, c.SetFact(fact="colour", value="red"))
    ok(session, c.Back())
    ok(session, c.Back())
    assert session.view().place == (1, 2)
    session, _ = session_of(COLOURS, facts={"colour": "red"})
    done(session, "A.1/1")
    assert session.view().place == (2, 2)
    close(session)
    done_session, _ = session_of(steps({"say": "One."}))
    done(done_session, "A.1/1")
    assert (done_session.view().place, done_session.view().current) == ((0, 0), None)


def test_next_is_the_step_after_this_one_that_is_here_and_not_over() -> None:
    session, _ = session_of(COLOURS, facts={"colour": "blue"})
    assert session.view().next == ("B.1", "")
    done(session, "A.1/1", "B.1/1")
    assert session.view().next == ("B.3", "five")
    ok(session, c.Back())
    assert session.view().next == ("B.2", "")
    ok(session, c.Forward())
    done(session, "B.2/1")
    assert session.view().next is None


def test_an_announcement_that_was_made_early_is_not_next() -> None:
    session, _ = under_way()
    assert session.view().next == ("T.2", "half time")
    ok(session, c.Acknowledge(step="T.2", reason="all asked for it"))
    assert session.view().next == ("T.3", "end")


def test_an_answer_decides_what_is_next() -> None:
    raw = script(
        stage(
            "one",
            step("A.1", {"ask": "Go?", "options": [{"answer": "yes", "goto": "A.3"}, "no"]}),
            step("A.2", {"do": "Stay."}),
            step("A.3", {"do": "Go."}),
        )
    )
    session, _ = session_of(raw)
    assert session.view().next == ("A.2", "")
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    ok(session, c.Back())
    assert session.view().next == ("A.3", "")
    assert outline(session)["A.2"] == "not_here"


def test_what_was_read_aloud_last_is_the_last_say_block_or_announcement() -> None:
    blocks: list[Raw] = [{"say": f"{n}."} for n in range(1, 11)]
    unsaid: Raw = {"say": "Not here.", "when": {"colour": "red"}}
    half = step("T.2", *blocks, unsaid, at="half")
    raw = {
        **TIMED,
        "stages": [TIMED["stages"][0], stage("testing", step("T.1", {"do": "Walk."}, {"do": "Look."}), half)],
        "facts": COLOURS["facts"],
    }
    session, clock = session_of(raw, facts={"colour": "blue"})
    assert session.view().last_read == ""
    done(session, "D.1/1", "D.2/1", "T.1/1")
    assert session.view().last_read == "D.2/1"
    tick(session, clock, 30)
    assert session.view().last_read == "D.2/1"
    ok(session, c.Acknowledge(step="T.2"))
    assert session.view().last_read == "T.2/10"


def test_before_closing_stands_everything_that_is_open_or_to_come() -> None:
    session, clock = under_way(students=20, raw=CALLS)
    ok(session, c.RecordIncident(category="phone"))
    done(session, "P.1/1#1")
    ok(session, c.PutOff())
    expected = ("T.1/1", "T.1/2", "T.2/1", "T.3/1", "C.1/1", "C.1/2", "P.1/2#1")
    assert session.view().before_closing == expected
    assert session.view().open == ("P.1/2#1",)
    done(session, "T.1/1")
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step="T.2"))
    assert session.view().before_closing == ("T.1/2", *expected[3:])
    close(session)
    assert session.view().before_closing == ()


# -- the clock --------------------------------------------------------------------------------------------------------


def test_a_script_without_a_clock_has_none() -> None:
    session, _ = session_of(steps({"say": "One."}))
    assert (session.view().clock.phase, session.view().clock_line) == ("none", "")


def test_before_the_start_the_clock_says_how_long_it_will_be() -> None:
    session, _ = session_of(TIMED)
    clock = session.view().clock
    assert (clock.phase, clock.elapsed, clock.scheduled, clock.left) == ("not_started", 0, HOUR, HOUR)
    assert (clock.started_at, clock.half_at, clock.end_at) == (None, None, None)
    assert session.view().clock_line == "clock not started · 60 min"
    untold, _ = session_of(steps({"say": "Go.", "clock": "start"}))
    assert untold.view().clock_line == "clock not started"


@pytest.mark.parametrize(
    ("after", "phase", "line"),
    [
        (0, "running", "scheduled time left 60 min · ends 14:00"),
        (1, "running", "scheduled time left 60 min · ends 14:00"),
        (MINUTE, "running", "scheduled time left 59 min · ends 14:00"),
        (59 * MINUTE + 1, "running", "scheduled time left 1 min · ends 14:00"),
        (HOUR - 1, "running", "scheduled time left 1 min · ends 14:00"),
        (HOUR, "additional", "time is over · 0 min"),
        (HOUR + 90 * SECOND, "additional", "time is over · 1 min"),
    ],
)
def test_the_clock_in_words_is_right_to_the_minute_that_has_begun(after: int, phase: str, line: str) -> None:
    session, clock = under_way()
    clock.sleep(after)
    view = session.view()
    assert (view.clock.phase, view.clock_line) == (phase, line)
    assert (view.clock.elapsed, view.clock.left) == (after, HOUR - after)
    assert (view.clock.started_at, view.clock.half_at, view.clock.end_at) == (ONE, ONE + HOUR // 2, ONE + HOUR)


def test_of_an_untimed_test_what_comes_after_is_additional_time() -> None:
    session, clock = under_way(raw=with_timing(scheduled_minutes=60, untimed=True))
    clock.sleep(75 * MINUTE)
    assert session.view().clock_line == "additional time · 15 min"


def test_without_a_scheduled_time_the_clock_counts_up() -> None:
    raw = steps({"say": "Go.", "clock": "start"}, {"do": "Walk."})
    session, clock = session_of(raw)
    done(session, "A.1/1")
    clock.sleep(3 * HOUR + MINUTE)
    view = session.view()
    assert (view.clock.phase, view.clock_line) == ("running", "running for 3:01:00")
    assert (view.clock.left, view.clock.half_at, view.clock.end_at) == (None, None, None)
    ok(session, c.Interrupt(reason="alarm"))
    assert session.view().clock_line == "interrupted"


def test_in_an_interruption_time_stands_still_and_nobody_says_when_it_ends() -> None:
    session, clock = under_way()
    clock.sleep(20 * MINUTE)
    ok(session, c.Interrupt(reason="alarm"))
    clock.sleep(7 * MINUTE)
    view = session.view()
    assert (view.clock.phase, view.clock_line) == ("interrupted", "interrupted · scheduled time left 40 min")
    assert (view.clock.half_at, view.clock.end_at, view.next_due) == (None, None, None)
    ok(session, c.Resume())
    assert session.view().clock_line == "scheduled time left 40 min · ends 14:07"
    assert session.view().clock.half_at == ONE + 37 * MINUTE


def test_a_clock_that_was_stopped_says_after_how_long() -> None:
    session, clock = under_way()
    clock.sleep(45 * MINUTE)
    ok(session, c.StopClock())
    clock.sleep(HOUR)
    view = session.view()
    assert (view.clock.phase, view.clock_line) == ("stopped", "clock stopped after 45 min")
    assert (view.clock.half_at, view.clock.end_at, view.next_due) == (ONE + 30 * MINUTE, None, None)


def test_when_the_system_clock_is_put_right_the_times_shown_are_by_the_new_one() -> None:
    session, clock = under_way()
    clock.sleep(10 * MINUTE)
    clock.set_wall(5 * MINUTE)
    view = session.view()
    assert view.clock_line == "scheduled time left 50 min · ends 14:05"
    assert (view.next_due, view.announcements[0].at) == (20 * MINUTE, ONE + 35 * MINUTE)


# -- announcements ----------------------------------------------------------------------------------------------------


def test_each_announcement_has_its_time_and_what_has_become_of_it() -> None:
    session, clock = session_of(TIMED)
    assert [(one.step, one.title, one.at, one.status) for one in session.view().announcements] == [
        ("T.2", "half time", None, ""),
        ("T.3", "end", None, ""),
    ]
    done(session, "D.1/1", "D.2/1")
    assert [one.at for one in session.view().announcements] == [ONE + 30 * MINUTE, ONE + HOUR]
    assert session.view().due is None
    tick(session, clock, 31)
    due = session.view().due
    assert due is not None
    assert (due.step, due.at, due.status) == ("T.2", ONE + 30 * MINUTE, "due")
    ok(session, c.Acknowledge(step="T.2"))
    assert session.view().due is None
    assert [(one.at, one.status) for one in session.view().announcements] == [(ONE + 30 * MINUTE, "made"), (ONE + HOUR, "")]


# -- notices ----------------------------------------------------------------------------------------------------------

OVER = "The 120 minutes that are kept for this session in the day's plan were over at 15:00."


def test_the_block_of_minutes_is_over_to_the_millisecond_and_goes_on_being_said() -> None:
    session, clock = session_of(with_timing(scheduled_minutes=60, block_minutes=120), scheduled_start=ONE)
    for wait, said in ((2 * HOUR - 1, ()), (1, (OVER,)), (HOUR, (OVER,))):
        clock.sleep(wait)
        assert session.view().notices == said


def test_the_block_counts_from_the_scheduled_start_and_without_one_from_the_clock() -> None:
    raw = with_timing(scheduled_minutes=60, block_minutes=120)
    session, clock = session_of(raw, scheduled_start=ONE - HOUR)
    done(session, "D.1/1", "D.2/1")
    clock.sleep(HOUR)
    assert len(session.view().notices) == 1
    session, clock = session_of(raw)
    clock.sleep(3 * HOUR)
    assert session.view().notices == (), "nobody has said when it was to begin, and it has not"
    done(session, "D.1/1", "D.2/1")
    clock.sleep(2 * HOUR - 1)
    assert session.view().notices == ()
    clock.sleep(1)
    assert len(session.view().notices) == 1


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (LAST_BELL_WARNING + 1, ()),
        (LAST_BELL_WARNING, ("The last bell of the day is at 14:30, in 15 minutes.",)),
        (MINUTE + 1, ("The last bell of the day is at 14:30, in 2 minutes.",)),
        (1, ("The last bell of the day is at 14:30, in 1 minute.",)),
        (0, ("The last bell of the day was at 14:30.",)),
        (-HOUR, ("The last bell of the day was at 14:30.",)),
    ],
)
def test_the_last_bell_is_said_fifteen_minutes_before(before: int, said: tuple[str, ...]) -> None:
    session, clock = session_of(TIMED, local={"last_bell": "14:30"})
    clock.sleep(90 * MINUTE - before)
    assert session.view().notices == said


def test_after_the_last_bell_a_session_that_may_not_go_on_tomorrow_is_said_to_end() -> None:
    session, _ = session_of(with_timing(scheduled_minutes=60, same_day=True), local={"last_bell": "12:00"})
    assert session.view().notices == ("The last bell of the day was at 12:00; the session must end today.",)


def test_both_are_said_in_an_interruption_too_and_neither_in_a_closed_room() -> None:
    raw = with_timing(scheduled_minutes=60, block_minutes=120)
    session, _ = session_of(raw, scheduled_start=ONE - 3 * HOUR, local={"last_bell": "12:00"})
    done(session, "D.1/1", "D.2/1")
    ok(session, c.Interrupt(reason="alarm"))
    assert len(session.view().notices) == 2
    close(session)
    assert session.view().notices == ()


# -- the room ---------------------------------------------------------------------------------------------------------

BOOKLETS = script(
    stage("only", step("A.1", {"count": "Count.", "materials": ["booklet", "braille_booklet"]}), step("A.2", {"note": "End."})),
    facts={"accommodations": {"ask": "Which?", "type": "multiple", "options": ["braille", "signing"]}},
    materials=[
        {"id": "booklet", "title": "Booklets", "returned": True},
        {"id": "braille_booklet", "title": "Braille booklets", "returned": True, "when": {"accommodations": "braille"}},
        {"id": "pencil", "title": "Pencils"},
    ],
)


def test_what_comes_back_is_shown_as_it_stands() -> None:
    session, _ = session_of(BOOKLETS, facts={"accommodations": ()})
    ok(session, c.CountMaterial(material="booklet", numbers={"received": 21, "issued": 20, "unassigned": 0, "returned": 18}))
    (one,) = session.view().materials
    assert (one.id, one.title, one.still_out, one.unaccounted, one.handed_over) == ("booklet", "Booklets", 2, 1, "")
    assert one.numbers == {"received": 21, "issued": 20, "unassigned": 0, "returned": 18}
    assert [gap.material for gap in session.view().before_sealing] == ["booklet"]
    ok(session, c.HandOver(material="booklet", reason="two went to the principal"))
    assert session.view().materials[0].handed_over == "two went to the principal"
    assert session.view().before_sealing == ()


def test_materials_of_other_rooms_are_not_shown_but_those_of_a_room_not_known_are() -> None:
    session, _ = session_of(BOOKLETS)
    assert [one.id for one in session.view().materials_here()] == ["booklet", "braille_booklet", "pencil"]
    assert [one.id for one in session.view().materials] == ["booklet", "braille_booklet"]
    ok(session, c.SetFact(fact="accommodations", value="signing"))
    assert [one.id for one in session.view().materials_here()] == ["booklet", "pencil"]


def test_facts_are_said_as_people_say_them_and_every_tally_has_a_number() -> None:
    session, _ = session_of(BOOKLETS, facts={"accommodations": ("braille", "signing"), "students": 20})
    assert session.view().facts == {"accommodations": "braille, signing", "students": "20"}
    ok(session, c.Tally(tally="handed_in", by=3))
    assert session.view().tallies == {**dict.fromkeys(TALLIES, 0), "handed_in": 3}
    assert session.view().testing == 17
    unknown, _ = session_of(BOOKLETS, clock=ManualClock())
    assert unknown.view().testing is None
