"""What folding makes of a state: only fields that a state has, and a new one each time."""

from __future__ import annotations

from dataclasses import fields

from proctor.state import Session
from proctor.state import commands as c
from proctor.state.evolution import evolve
from proctor.state.plan import Plan
from proctor.state.state import State
from tests.state.packs import TIMED, done, ok, session_of

NAMES = {one.name for one in fields(State)}


def busy_session() -> Session:
    """A session in which a good deal has happened."""
    session, clock = session_of(TIMED, facts={"students": 3})
    done(session, "D.1/1", "D.2/1")
    ok(session, c.RecordIncident(category="phone", note="in a pocket"))
    ok(session, c.RecordMisread(block="D.1/1", sentence=1))
    ok(session, c.Interrupt(reason="fire alarm"))
    clock.sleep(60_000)
    ok(session, c.Resume())
    ok(session, c.CorrectTime(event=session.state.marks[0].event, at=clock.now().utc - 45_000))
    ok(session, c.Tally(tally="handed_in", by=3))
    ok(session, c.Close(reason="all have handed in"))
    ok(session, c.Seal())
    return session


def test_each_entry_gives_a_new_state_with_the_fields_of_a_state_and_no_others() -> None:
    session = busy_session()
    state = State(Plan(session.state.plan.snapshot))
    for entry in session.journal.entries():
        after = evolve(state, entry)
        assert after is not state
        assert after.__dict__.keys() == NAMES, entry
        state = after
    assert state == session.state


def test_folding_leaves_the_states_before_as_they_were() -> None:
    session = busy_session()
    states = [State(session.state.plan)]
    for entry in session.journal.entries():
        states.append(evolve(states[-1], entry))
    again = [State(session.state.plan)]
    for entry in session.journal.entries():
        again.append(evolve(again[-1], entry))
    assert states == again
