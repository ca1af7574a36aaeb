"""Asked in a session: the time, how far one is, and what could be done, which is offered and never done."""

from __future__ import annotations

from typing import Any

import pytest

from proctor.assistant import Reply
from proctor.assistant.conversation import Conversation, note_of
from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import MINUTE, ManualClock
from proctor.state.commands import JoinFromPaper
from proctor.state.journal import MemoryJournal
from tests.state.packs import session_of, steps
from tests.tui.stage import clock_of, practice


def at(step: str = "", ago: int | None = None, **how: Any) -> Session:
    """The practice session, taken on at a step; ``ago``: minutes since the students began."""
    session = practice(**how)
    if step:
        started = None if ago is None else clock_of(session).now().utc - ago * MINUTE
        session.handle(JoinFromPaper(step=step, started=started))
    return session


def ask(session: Session, text: str) -> Reply:
    return Conversation(session.state.plan.snapshot).ask(text, session.view())


# -- time and progress -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("how long is left?", "50 minutes of the scheduled time, until 10:04."),
        ("how much time is left", "50 minutes of the scheduled time, until 10:04."),
        ("hwo much time is left", "50 minutes of the scheduled time, until 10:04."),
        ("when is half time?", "Half time is at 9:34."),
        ("when must we stop?", "The scheduled time ends at 10:04. Students who need more time may go on after it."),
        ("what time is it", "It is 9:14."),
        ("when did we start", "They started at 9:04: 10 minutes ago."),
    ],
)
def test_the_clock_answers(text: str, answer: str) -> None:
    reply = ask(at("III.D.19", 10), text)
    assert (reply.kind, reply.answer) == ("time", answer)


def test_the_clock_that_has_not_started_stands_still_or_is_over_says_so() -> None:
    assert ask(at(), "how long is left?").answer == "The clock has not started. 60 minutes are scheduled."
    assert "that can be told once the clock has started" in ask(at(), "when is half time").answer
    over = at("III.D.22", 65)
    assert ask(over, "how long is left?").answer.startswith("None: the scheduled time is over, since 5 minutes")
    stopped = at("III.D.19", 10)
    stopped.handle(c.Interrupt(reason="fire drill"))
    assert "stands still during the interruption" in ask(stopped, "time left").answer
    assert "told once the students go on" in ask(stopped, "when is half time").answer


def test_a_script_without_a_clock_says_so() -> None:
    session, _ = session_of(steps({"say": "Hello."}))
    assert ask(session, "how long is left?").answer == "This script has no clock."
    assert ask(session, "when must we stop?").answer == "This script has no clock."


def test_where_one_is_what_comes_next_and_what_was_skipped() -> None:
    session = at("III.D.13")
    assert "III.D.13, manual p. 17" in ask(session, "where am I?").answer
    assert ask(session, "what comes next?").answer.startswith("III.D.14")
    assert ask(session, "what have I skipped?").answer == "Nothing was skipped, and nothing that was passed is open."
    assert session.view().at_hand is not None
    spot = session.view().current
    assert spot is not None
    session.handle(c.Skip(block=spot.id, reason="done before"))
    assert ask(session, "how many are still testing").kind == "progress"
    assert "Before the room is closed: " in ask(session, "what is still open").answer


def test_what_is_needed_leaves_out_what_this_room_does_not_have() -> None:
    said = ask(practice(), "what do I need?").answer
    assert "braille" not in said.lower()
    with_braille = practice(facts={"students": 3, "accommodations": ("braille",)})
    assert "braille" in ask(with_braille, "what do I need?").answer.lower()


def test_the_answer_to_a_rule_is_that_of_the_script_in_hand() -> None:
    assert ask(practice(), "calculators?").verdict == "not_allowed"
    assert ask(practice(script="session-2"), "calculators?").verdict == "allowed"


# -- actions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("pause", c.Interrupt(reason="interruption")),
        ("Please pause the test because of a fire drill.", c.Interrupt(reason="fire drill")),
        ("interrupt: power cut", c.Interrupt(reason="power cut")),
        ("note a fire drill", c.RecordIncident(category="fire_drill", note="a fire drill")),
        ("can you record a torn booklet?", c.RecordIncident(category="damaged_booklet", note="a torn booklet")),
        ("note that the heating failed", c.TakeNote(text="the heating failed")),
        ("student 4 needs more time", c.Tally(tally="more_time", by=1)),
        ("three kids need extra time", c.Tally(tally="more_time", by=3)),
        ("two students handed in", c.Tally(tally="handed_in", by=2)),
        ("back", c.Back()),
    ],
)
def test_an_imperative_offers_the_command_and_does_nothing(text: str, command: c.Command) -> None:
    session = at("III.D.19", 10)
    before = session.state
    reply = ask(session, text)
    assert (reply.kind, reply.command) == ("action", command)
    assert session.state is before


def test_skipping_and_going_on_name_the_block_at_hand() -> None:
    session = at("III.D.13")
    here = session.view().at_hand
    assert here is not None
    assert ask(session, "skip this because the form numbers are in already").command == c.Skip(
        block=here.id, reason="form numbers are in already"
    )
    assert ask(session, "next").command == c.Advance(block=here.id)


def test_repeat_shows_the_words_once_more_and_offers_nothing() -> None:
    session = at("III.D.13")
    reply = ask(session, "repeat that")
    assert reply.command is None
    assert reply.kind == "action"
    assert "small box" in reply.answer


@pytest.mark.parametrize(
    "text",
    [
        "what do I do in a fire drill?",
        "should I note a fire drill?",
        "can they pause?",
        "may a student skip a question?",
        "who records the torn booklet?",
    ],
)
def test_a_question_about_it_is_no_request_to_do_it(text: str) -> None:
    assert ask(at("III.D.19", 10), text).command is None


def test_what_cannot_be_done_is_said_and_not_offered() -> None:
    session = at("III.D.19", 10)
    assert ask(session, "resume").answer == "Testing is not interrupted."
    session.handle(c.Interrupt(reason="drill"))
    assert ask(session, "pause").answer == "Testing is interrupted already."
    assert ask(session, "resume").command == c.Resume()
    assert ask(session, "300 students handed in").command is None
    fresh = practice()
    assert "with a reason only" in ask(fresh, "skip").answer
    assert ask(fresh, "repeat").answer == "Nothing has been read aloud yet."


def test_an_offer_is_gone_once_something_else_was_recorded() -> None:
    session = at("III.D.19", 10)
    talk = Conversation(session.state.plan.snapshot)
    talk.ask("pause", session.view())
    assert talk.proposed(session.view()) == c.Interrupt(reason="interruption")
    session.handle(c.TakeNote(text="something else"))
    assert talk.proposed(session.view()) is None


# -- notes -------------------------------------------------------------------------------------------------------------


def test_an_answer_can_go_on_record_with_where_it_stands() -> None:
    session = practice()
    talk = Conversation(session.state.plan.snapshot)
    assert talk.note() is None
    talk.ask("calculators?", session.view())
    note = talk.note()
    assert note is not None
    assert note.text.startswith("Asked: calculators? Answer: not allowed; ")
    assert note.source.startswith("III.D.16 (p. 17)")
    assert talk.turns[-1].question == "calculators?"


def test_the_time_is_no_answer_for_the_record() -> None:
    assert note_of(ask(at("III.D.19", 10), "how long is left?")) is None


def test_what_does_not_fit_a_record_is_cut_with_a_sign() -> None:
    reply = Reply("q", "passage", "word " * 1_000)
    note = note_of(reply)
    assert note is not None
    assert len(note.text) == 2_000
    assert note.text.endswith("…")


def test_a_session_answers_from_the_words_it_was_opened_with() -> None:
    """Whatever became of the pack since."""
    snapshot = practice().state.plan.snapshot
    session = Session.begin(MemoryJournal(snapshot.text), ManualClock(utc=0))
    session.open(c.Open(room="1"))
    assert ask(session, "calculators?").verdict == "not_allowed"
