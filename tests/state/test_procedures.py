"""Procedures: what sets them off, which comes first, and that what is put off is not forgotten."""

from __future__ import annotations

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import ManualClock
from tests.state.packs import (
    announced,
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
    stage,
    step,
    tick,
)

COVER_SHEETS = {"do": "Cover the sheets.", "when_out": ["sheet"]}
COVER_CARDS = {"do": "Cover the cards.", "when_out": ["card"]}
ROOM = script(
    stage(
        "deliver",
        step("D.1", {"do": "Hand out.", "hands_out": ["sheet"]}),
        step("D.2", {"say": "Begin. Read slowly.", "clock": "start"}),
        step("D.3", {"do": "Walk about."}, {"do": "And about."}),
        step("D.4", {"say": "Half."}, at="half"),
        step("D.5", {"do": "Collect.", "collects": ["sheet"]}),
        step("D.6", {"note": "End."}),
    ),
    timing={"scheduled_minutes": 60},
    facts={"helpers": {"ask": "Who helps?", "options": ["reader", "nobody"]}},
    materials=[{"id": "sheet", "title": "Sheet"}, {"id": "card", "title": "Card"}],
    procedures={
        "interrupt": [
            step("X.1", {"do": "Stop."}, COVER_SHEETS, COVER_CARDS),
            step("X.2", {"check": "all are out"}),
        ],
        "resume": [step("Y.1", {"do": "Write down the new times."}, {"note": "Nobody loses time."})],
        "phone": [step("Z.1", {"do": "Take the phone away."}, {"check": "it is locked up"})],
        "illness": [step("Z.2", {"do": "Call the nurse."}, {"do": "Tell the reader.", "when": {"helpers": "reader"}})],
        "misread": [step("Z.3", {"say": "I made a mistake. Please listen."}, {"do": "Read it again."})],
        "take_over": [step("Z.4", {"check": "you know what was read"})],
        "technical": [
            step("Z.5", {"ask": "Does it work?", "options": [{"answer": "yes", "set": {"helpers": "nobody"}}, "no"]})
        ],
        "security": [step("Z.6", COVER_CARDS)],
    },
)


def begun() -> tuple[Session, ManualClock]:
    """Students write; the walk is at D.3/1."""
    session, clock = session_of(ROOM, facts={"students": 20})
    done(session, "D.1/1", "D.2/1")
    return session, clock


def to_do(session: Session) -> tuple[str, ...]:
    """What is left of that which stands over the walk."""
    front = session.state.front
    return session.state.pending(front) if front else ()


# -- what sets them off -------------------------------------------------------------------------------------------------


def test_an_incident_sets_off_the_steps_of_its_category_over_the_walk() -> None:
    session, _ = begun()
    accepted = ok(session, c.RecordIncident(category="phone", note=" a watch  too "))
    assert only(accepted, ev.IncidentRecorded) == ev.IncidentRecorded(number=1, category="phone", note="a watch too")
    assert only(accepted, ev.ProcedureStarted) == ev.ProcedureStarted(run=1, trigger="phone", blocks=("Z.1/1#1", "Z.1/2#1"))
    assert (session.view().over_the_walk, session.state.current) == ("procedure", "Z.1/1#1")
    assert no(session, c.Advance(block="D.3/1")) == "first comes Z.1/1#1; you return to D.3/1 after it"
    assert "not the block on screen" in no(session, c.Advance(block="Z.1/2#1"))
    done(session, "Z.1/1#1", "Z.1/2#1")
    assert (session.view().over_the_walk, session.state.current) == ("", "D.3/1")
    replayed(session)


def test_only_that_run_of_a_procedure_is_on_screen() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="phone"))
    for spot in ("Z.1/1", "Z.1/1#2", "Z.1/1#11", "Z.2/1#1"):
        assert "first comes Z.1/1#1" in no(session, c.Advance(block=spot))


def test_an_incident_can_be_recorded_without_its_steps_and_may_have_none() -> None:
    session, _ = begun()
    assert kinds(ok(session, c.RecordIncident(category="phone", procedure=False))) == ["IncidentRecorded"]
    assert kinds(ok(session, c.RecordIncident(category="refusal"))) == ["IncidentRecorded"]
    assert [one.number for one in session.state.incidents] == [1, 2]


def test_an_unknown_category_is_refused_with_those_there_are() -> None:
    session, _ = begun()
    assert no(session, c.RecordIncident(category="dragon")).startswith(
        "'dragon' is no category; expected one of accommodation, "
    )


def test_a_category_of_the_pack_is_known_with_its_procedure() -> None:
    session, _ = session_of(fixture_snapshot("exam", "morning"))
    ok(session, c.RecordIncident(category="lamp_out"))
    assert session.state.current == "P.5/1#1"
    assert "lamp_out" in no(session, c.RecordIncident(category="dragon"))


def test_an_incident_keeps_when_it_happened() -> None:
    session, clock = begun()
    at = clock.now().utc - 120_000
    ok(session, c.RecordIncident(category="refusal", at=at))
    ok(session, c.RecordIncident(category="refusal"))
    assert [one.at for one in session.state.incidents] == [at, clock.now().utc]


def test_each_run_is_done_for_itself() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.RecordIncident(category="phone"))
    done(session, "Z.1/1#1", "Z.1/2#1")
    assert session.state.current == "Z.1/1#2"
    done(session, "Z.1/1#2")
    ok(session, c.Skip(block="Z.1/2#2", reason="no cupboard"))
    assert session.state.current == "D.3/1"


def test_a_question_in_a_procedure_sets_its_facts() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="technical"))
    assert "wants an answer" in no(session, c.Advance(block="Z.5/1#1"))
    ok(session, c.Answer(block="Z.5/1#1", answer="yes"))
    assert session.state.facts["helpers"] == "nobody"
    assert session.state.current == "D.3/1"


def test_a_step_that_hangs_on_a_fact_not_known_yet_is_shown_and_looked_at_again_when_it_comes_up() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="illness"))
    assert to_do(session) == ("Z.2/1#1", "Z.2/2#1")
    ok(session, c.SetFact(fact="helpers", value="nobody"))
    assert to_do(session) == ("Z.2/1#1",)
    ok(session, c.SetFact(fact="helpers", value="reader"))
    assert to_do(session) == ("Z.2/1#1", "Z.2/2#1")


def test_a_procedure_ends_when_nothing_left_of_it_applies_any_more() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="illness"))
    done(session, "Z.2/1#1")
    accepted = ok(session, c.SetFact(fact="helpers", value="nobody"))
    assert only(accepted, ev.ProcedureFinished).run == 1
    assert session.state.current == "D.3/1"
    assert session.view().before_closing[:1] == ("D.3/1",)
    replayed(session)


def test_what_was_put_off_stays_wanted_whatever_changes_in_the_room() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="illness"))
    done(session, "Z.2/1#1")
    ok(session, c.PutOff())
    ok(session, c.SetFact(fact="helpers", value="nobody"))
    assert session.view().open == ("Z.2/2#1",), "it was wanted when it was put off; only doing or skipping it ends it"
    ok(session, c.Skip(block="Z.2/2#1", reason="nobody helps any more"))
    assert session.state.put_off == ()


def test_a_procedure_of_which_nothing_applies_does_not_come() -> None:
    session, _ = begun()
    assert kinds(ok(session, c.RecordIncident(category="security"))) == ["IncidentRecorded"]


def test_taking_over_sets_off_its_steps() -> None:
    session, _ = begun()
    ok(session, c.TakeOver(administrator=session.person("Ann Lee")))
    assert session.state.current == "Z.4/1#1"


# -- interruptions --------------------------------------------------------------------------------------------------


def test_an_interruption_shows_only_what_concerns_what_is_in_the_students_hands() -> None:
    session, _ = session_of(ROOM)
    ok(session, c.Interrupt(reason="fire alarm"))
    assert to_do(session) == ("X.1/1#1", "X.2/1#1"), "nothing is handed out yet"
    session, _ = begun()
    ok(session, c.Interrupt(reason="fire alarm"))
    assert to_do(session) == ("X.1/1#1", "X.1/2#1", "X.2/1#1")


def test_an_interruption_can_be_declared_in_every_stage_and_resumes_at_the_block_it_cut() -> None:
    session, _ = session_of(ROOM, facts={"students": 20})
    for spot in ("D.1/1", "D.2/1", "D.3/1", "D.3/2"):
        assert session.state.current == spot
        ok(session, c.Interrupt(reason="fire alarm"))
        assert "first comes X.1/1" in no(session, c.Advance(block=spot))
        ok(session, c.PutOff())
        assert no(session, c.Advance(block=spot)) == "the session is interrupted; resume it first (g)"
        ok(session, c.Resume())
        ok(session, c.PutOff())
        assert session.state.current == spot
        done(session, spot)
    replayed(session)


def test_an_interruption_wants_a_reason_and_there_is_one_at_a_time() -> None:
    session, _ = begun()
    assert "the reason is missing" in no(session, c.Interrupt(reason=" "))
    ok(session, c.Interrupt(reason="fire alarm"))
    assert "resume it first" in no(session, c.Interrupt(reason="another"))
    ok(session, c.Resume())
    assert no(session, c.Resume()) == "the session is not interrupted"
    assert session.state.reasons == {every_seq(session, ev.Interrupted)[0]: "fire alarm"}


def every_seq(session: Session, kind: type[ev.Event]) -> list[int]:
    return [entry.seq for entry in session.journal.entries() if isinstance(entry.event, kind)]


def test_resuming_puts_off_the_rest_of_the_checklist() -> None:
    session, _ = begun()
    ok(session, c.Interrupt(reason="fire alarm"))
    done(session, "X.1/1#1")
    accepted = ok(session, c.Resume())
    assert kinds(accepted) == ["ProcedurePutOff", "Resumed", "ProcedureStarted"]
    assert session.state.current == "Y.1/1#2"
    done(session, "Y.1/1#2", "Y.1/2#2")
    assert session.state.current == "D.3/1"
    assert session.view().open == ("X.1/2#1", "X.2/1#1")


def test_resuming_after_the_whole_checklist_puts_nothing_off() -> None:
    session, _ = begun()
    ok(session, c.Interrupt(reason="fire alarm"))
    done(session, "X.1/1#1", "X.1/2#1", "X.2/1#1")
    assert kinds(ok(session, c.Resume())) == ["Resumed", "ProcedureStarted"]
    assert session.view().open == ()


def test_a_checklist_put_off_by_mistake_is_taken_up_again_while_still_interrupted() -> None:
    session, _ = begun()
    ok(session, c.Interrupt(reason="fire alarm"))
    ok(session, c.PutOff())
    ok(session, c.Visit(block="X.2/1#1"))
    done(session, "X.1/1#1", "X.1/2#1", "X.2/1#1")
    assert session.view().open == ()


def test_in_an_interruption_nothing_of_the_walk_is_visited() -> None:
    session, _ = begun()
    done(session, "D.3/1")
    ok(session, c.Reopen(block="D.1/1"))
    ok(session, c.Interrupt(reason="fire alarm"))
    ok(session, c.PutOff())
    assert no(session, c.Visit(block="D.1/1")) == "the session is interrupted; resume it first (g)"


# -- which comes first ----------------------------------------------------------------------------------------------


def test_an_interruption_comes_before_an_announcement_and_that_before_the_rest() -> None:
    session, clock = begun()
    ok(session, c.RecordIncident(category="phone"))
    tick(session, clock, 30)
    assert session.view().over_the_walk == "announcement"
    ok(session, c.RecordIncident(category="illness"))
    assert session.view().over_the_walk == "announcement"
    ok(session, c.Interrupt(reason="fire alarm"))
    assert session.state.current == "X.1/1#3"
    done(session, "X.1/1#3", "X.1/2#3", "X.2/1#3")
    assert session.state.current == "Z.1/1#1", "an announcement waits until the interruption is over"
    ok(session, c.Resume())
    assert session.state.current == "Y.1/1#4"
    done(session, "Y.1/1#4", "Y.1/2#4")
    assert session.view().over_the_walk == "announcement"
    ok(session, c.Acknowledge(step="D.4"))
    assert session.state.current == "Z.1/1#1", "first come, first served"
    done(session, "Z.1/1#1", "Z.1/2#1")
    assert session.state.current == "Z.2/1#2"
    replayed(session)


def test_the_checklist_of_an_interruption_comes_before_what_the_last_one_left_to_do() -> None:
    session, _ = begun()
    ok(session, c.Interrupt(reason="fire alarm"))
    ok(session, c.Resume())
    assert session.state.current == "Y.1/1#2"
    ok(session, c.Interrupt(reason="again"))
    assert session.state.current == "X.1/1#3"
    ok(session, c.Resume())
    assert session.state.current == "Y.1/1#4"
    done(session, "Y.1/1#4", "Y.1/2#4")
    assert session.view().open == ("X.1/1#1", "X.1/2#1", "X.2/1#1", "Y.1/1#2", "Y.1/2#2", "X.1/1#3", "X.1/2#3", "X.2/1#3")


# -- put off --------------------------------------------------------------------------------------------------------


def test_what_is_put_off_stays_open_is_visited_later_and_must_be_done_before_the_close() -> None:
    session, clock = begun()
    ok(session, c.RecordIncident(category="phone"))
    done(session, "Z.1/1#1")
    assert only(ok(session, c.PutOff()), ev.ProcedurePutOff).run == 1
    assert session.state.current == "D.3/1"
    assert session.view().open == ("Z.1/2#1",)
    done(session, "D.3/1", "D.3/2")
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step="D.4"))
    done(session, "D.5/1", "D.6/1")
    assert no(session, c.Close()).startswith("still open: Z.1/2#1;")
    ok(session, c.Visit(block="Z.1/2#1"))
    assert (session.view().over_the_walk, session.state.current) == ("procedure", "Z.1/2#1")
    done(session, "Z.1/2#1")
    ok(session, c.Close())
    replayed(session)


def test_what_is_put_off_can_be_put_off_again() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.PutOff())
    ok(session, c.Visit(block="Z.1/1#1"))
    ok(session, c.PutOff())
    assert (session.state.current, session.view().open) == ("D.3/1", ("Z.1/1#1", "Z.1/2#1"))


def test_what_is_put_off_can_be_skipped_with_a_reason_where_it_is() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.PutOff())
    assert "the reason is missing" in no(session, c.Skip(block="Z.1/2#1"))
    ok(session, c.Skip(block="Z.1/2#1", reason="it was no phone"))
    ok(session, c.Skip(block="Z.1/1#1", reason="it was no phone"))
    assert session.view().open == ()
    assert session.state.put_off == ()


def test_only_what_is_on_screen_can_be_put_off() -> None:
    session, clock = begun()
    assert "on screen" in no(session, c.PutOff())
    tick(session, clock, 30)
    assert session.view().over_the_walk == "announcement"
    assert "on screen" in no(session, c.PutOff())


def test_a_run_that_waits_behind_another_can_be_visited_first() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.RecordIncident(category="illness"))
    ok(session, c.Visit(block="Z.2/1#2"))
    assert session.state.current == "Z.2/1#2"
    done(session, "Z.2/1#2", "Z.2/2#2")
    assert session.state.current == "Z.1/1#1"
    done(session, "Z.1/1#1", "Z.1/2#1")
    assert session.state.current == "D.3/1"
    replayed(session)


def test_nothing_is_visited_before_an_interruptions_checklist_or_a_due_announcement() -> None:
    session, clock = begun()
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.PutOff())
    tick(session, clock, 30)
    assert no(session, c.Visit(block="Z.1/1#1")) == "first comes the announcement D.4 (k)"
    ok(session, c.Interrupt(reason="fire alarm"))
    assert no(session, c.Visit(block="Z.1/1#1")) == "first comes X.1/1#2"


def test_a_session_resumes_with_what_stood_over_the_walk() -> None:
    session, clock = begun()
    ok(session, c.RecordIncident(category="illness"))
    ok(session, c.PutOff())
    ok(session, c.RecordIncident(category="phone"))
    done(session, "Z.1/1#2")
    tick(session, clock, 30)
    again = resumed(session)
    assert again.state == session.state
    assert announced(again) == {"D.4": "due"}
    ok(again, c.Acknowledge(step="D.4"))
    assert again.state.current == "Z.1/2#2"


def test_closing_with_a_reason_accounts_for_every_step_of_every_run() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="illness"))
    ok(session, c.PutOff())
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.Close(reason="evacuated"))
    runs = [spot for event in every(session, ev.ProcedureStarted) for spot in event.blocks]
    assert runs
    assert all(session.state.blocks[spot].reason == "evacuated" for spot in runs)
    assert session.state.queue == session.state.put_off == ()


# -- misreads -------------------------------------------------------------------------------------------------------


def test_a_misread_names_block_and_sentence_and_its_recovery_comes_only_where_the_manual_prints_one() -> None:
    session, clock = begun()
    at = clock.now().utc - 60_000
    accepted = ok(session, c.RecordMisread(block="D.2/1", sentence=2, note="left out 'slowly'", at=at))
    assert only(accepted, ev.MisreadRecorded) == ev.MisreadRecorded(
        number=1, block="D.2/1", sentence=2, note="left out 'slowly'", at=at
    )
    assert session.state.current == "Z.3/1#1"
    none, _ = session_of({**ROOM, "procedures": {}})
    done(none, "D.1/1")
    assert kinds(ok(none, c.RecordMisread(block="D.2/1"))) == ["MisreadRecorded"]


@pytest.mark.parametrize(
    ("block", "sentence", "why"),
    [
        ("D.1/1", 0, "D.1/1 is not read aloud"),
        ("nonsense", 0, "nonsense is not read aloud"),
        ("D.2/1#1", 0, "D.2/1#1 is not read aloud"),
        ("D.2/1", 3, "D.2/1 has 2 sentences; there is no sentence 3"),
        ("D.2/1", -1, "there is no sentence -1"),
        ("D.4/1", 0, "D.4/1 was not read yet"),
    ],
)
def test_a_misread_of_what_is_not_there_is_refused(block: str, sentence: int, why: str) -> None:
    session, _ = begun()
    assert why in no(session, c.RecordMisread(block=block, sentence=sentence))


def test_a_misread_is_taken_back_within_ten_seconds_only_and_its_recovery_goes_with_it() -> None:
    session, clock = begun()
    ok(session, c.RecordMisread(block="D.2/1"))
    ok(session, c.RecordMisread(block="D.2/1", sentence=1))
    clock.sleep(10_000)
    accepted = ok(session, c.WithdrawMisread(number=1))
    assert only(accepted, ev.MisreadWithdrawn).number == 1
    assert session.state.current == "Z.3/1#2", "the other one stands"
    clock.sleep(1)
    assert "taken back for ten seconds" in no(session, c.WithdrawMisread(number=2))
    for number in (1, 0, 3):
        assert no(session, c.WithdrawMisread(number=number)) == "there is no misread to take back"
    assert [(one.number, one.withdrawn) for one in session.state.misreads] == [(1, True), (2, False)]
    done(session, "Z.3/1#2", "Z.3/2#2")
    assert session.view().open == ()
    replayed(session)


def test_the_ten_seconds_count_from_the_key_not_from_the_misread() -> None:
    session, clock = begun()
    ok(session, c.RecordMisread(block="D.2/1", at=clock.now().utc - 600_000))
    clock.sleep(9_000)
    clock.set_wall(3_600_000)
    ok(session, c.WithdrawMisread(number=1))


def test_what_was_said_of_a_recovery_before_it_was_taken_back_stays_on_record() -> None:
    session, _ = begun()
    ok(session, c.RecordMisread(block="D.2/1"))
    done(session, "Z.3/1#1")
    ok(session, c.WithdrawMisread(number=1))
    assert session.state.blocks["Z.3/1#1"].status.value == "done"
    assert (session.state.blocks["Z.3/2#1"].status.value, session.state.current) == ("skipped", "D.3/1")


def test_withdrawing_one_misread_leaves_other_procedures_alone() -> None:
    session, _ = begun()
    ok(session, c.RecordIncident(category="phone"))
    ok(session, c.RecordMisread(block="D.2/1"))
    ok(session, c.WithdrawMisread(number=1))
    assert session.state.current == "Z.1/1#1"
