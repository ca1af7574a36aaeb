"""Questions and facts, branches, and records with what is worked out from them."""

from __future__ import annotations

from typing import Any

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.commands import Command
from proctor.state.events import Scalar
from tests.state.packs import (
    close,
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

FACTS: dict[str, Any] = {
    "labels": {"ask": "Which labels?", "options": ["all", "some", "none"]},
    "helpers": {"ask": "Who helps?", "type": "multiple", "options": ["reader", "large_print"]},
    "lamps": {"ask": "How many lamps?", "type": "number", "min": 0, "max": 12},
    "day": {"ask": "Which day?", "type": "date"},
    "topic": {"ask": "What about?", "type": "text"},
}

# -- answers --------------------------------------------------------------------------------------------------------

OPTIONS = steps(
    {
        "ask": "Shall it be so?",
        "options": ["yes", {"answer": "no_way", "title": "No, not at all"}, "not_yet", {"answer": "x", "title": "Yes and no"}],
    },
    {"say": "Thanks."},
)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("yes", "yes"),
        (" YES ", "yes"),
        ("no_way", "no_way"),
        ("no way", "no_way"),
        ("No, not at all", "no_way"),
        ("not", "not_yet"),
        ("y", "yes"),
    ],
)
def test_an_answer_is_an_option_its_title_or_an_unambiguous_beginning(typed: str, answer: str) -> None:
    session, _ = session_of(OPTIONS)
    accepted = ok(session, c.Answer(block="A.1/1", answer=typed))
    assert only(accepted, ev.Answered).answer == answer
    assert session.state.blocks["A.1/1"].answer == answer
    assert session.state.current == "A.2/1"


@pytest.mark.parametrize("typed", ["no", "n", "maybe", "", "  ", "yes no"])
def test_what_is_no_answer_or_could_be_two_is_refused(typed: str) -> None:
    session, _ = session_of(OPTIONS)
    reason = no(session, c.Answer(block="A.1/1", answer=typed))
    assert "expected yes / no_way / not_yet / x" in reason or "missing" in reason


def test_a_question_is_not_passed_by_going_on() -> None:
    session, _ = session_of(OPTIONS)
    assert no(session, c.Advance(block="A.1/1")).startswith("A.1/1 wants an answer: yes / no_way / not_yet")


def test_a_question_that_is_not_required_may_be_passed_by_going_on_and_counts_as_skipped() -> None:
    session, _ = session_of(steps({"ask": "Is it?", "options": ["yes"], "required": False}, {"note": "End."}))
    assert kinds(ok(session, c.Advance(block="A.1/1"))) == ["BlockSkipped", "Arrived"]


def test_what_asks_nothing_takes_no_answer() -> None:
    session, _ = session_of(OPTIONS)
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    assert no(session, c.Answer(block="A.2/1", answer="yes")) == "A.2/1 asks nothing; go on with n"


def test_an_answer_sets_facts_off_and_hands_out_once() -> None:
    options = [{"answer": "yes", "set": {"labels": "all"}}, "no"]
    room = script(
        stage(
            "only",
            step("A.1", {"ask": "All there?", "options": options, "hands_out": ["sheet"]}),
            step("A.2", {"do": "Collect.", "collects": ["sheet"]}, {"note": "End."}),
        ),
        facts=FACTS,
        materials=[{"id": "sheet", "title": "Sheet"}],
    )
    session, _ = session_of(room)
    assert kinds(ok(session, c.Answer(block="A.1/1", answer="yes"))) == ["Answered", "FactSet", "HandsFilled", "Arrived"]
    assert session.state.facts["labels"] == "all"
    done(session, "A.2/1")
    ok(session, c.Back())
    ok(session, c.Back())
    assert kinds(ok(session, c.Answer(block="A.1/1", answer="no"))) == ["FactForgotten", "Answered", "Moved"]
    assert session.state.in_hand == set(), "what was collected is not handed out by looking back"


SETS = [{"answer": "yes", "set": {"labels": "all"}}, {"answer": "some", "set": {"labels": "some"}}, "no"]


def answered(*answers: str, **facts: Any) -> Session:
    """A session in which one question was answered, again and again."""
    session, _ = session_of(
        steps({"ask": "Labels?", "options": SETS}, {"note": "Two."}, {"note": "End."}, facts=FACTS), facts=facts
    )
    for answer in answers:
        ok(session, c.Answer(block="A.1/1", answer=answer))
        ok(session, c.Back())
    return session


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        (["yes"], None, "all"),
        (["yes", "no"], None, None),
        (["yes", "some", "no"], None, None),
        (["yes", "no"], "none", "none"),
        (["yes", "some", "no"], "none", "none"),
        (["yes", "some", "yes"], "none", "all"),
        (["no", "yes", "no"], "none", "none"),
        (["yes", "no"], "all", "all"),
    ],
)
def test_an_answer_taken_back_puts_the_facts_back_that_it_had_set(
    answers: list[str], before: str | None, after: str | None
) -> None:
    session = answered(*answers, **({} if before is None else {"labels": before}))
    assert session.state.facts.get("labels") == after
    replayed(session)


def test_what_somebody_has_said_of_a_fact_since_stays() -> None:
    session = answered("yes", labels="some")
    ok(session, c.SetFact(fact="labels", value="none"))
    ok(session, c.Answer(block="A.1/1", answer="no"))
    assert session.state.facts["labels"] == "none"


# -- facts ----------------------------------------------------------------------------------------------------------

READ: list[tuple[str, Any, Any]] = [
    ("labels", "some", "some"),
    ("labels", " SOME ", "some"),
    ("helpers", "reader, large-print", ("reader", "large_print")),
    ("helpers", "large_print reader", ("reader", "large_print")),
    ("helpers", "none", ()),
    ("helpers", ("reader",), ("reader",)),
    ("lamps", "7", 7),
    ("lamps", 12, 12),
    ("day", "2026-03-02", "2026-03-02"),
    ("topic", "  what   I did ", "what I did"),
    ("students", "28", 28),
]
UNREAD: list[tuple[str, Any, str]] = [
    ("labels", "many", "labels: expected one of all, some, none, not 'many'"),
    ("helpers", "reader scribe", "expected some of reader, large_print (or none), not 'scribe'"),
    ("lamps", "13", "expected a whole number of at least 0 and at most 12, not 13"),
    ("lamps", "a few", "expected a whole number"),
    ("lamps", "1.5", "expected a whole number"),
    ("day", "02.03.2026", "expected a date such as 2026-05-23"),
    ("topic", " ", "topic is missing"),
    ("students", "0", "at least 1"),
    ("colour", "red", "there is no fact 'colour'; there are students, labels, helpers, lamps, day, topic"),
]


@pytest.mark.parametrize(("fact", "value", "read"), READ)
def test_a_fact_is_read_by_its_type(fact: str, value: Any, read: Any) -> None:
    session, _ = session_of(steps({"say": "One."}, facts=FACTS))
    accepted = ok(session, c.SetFact(fact=fact, value=value))
    assert only(accepted, ev.FactSet) == ev.FactSet(fact=fact, value=read, source="set")
    assert session.state.facts[fact] == read
    replayed(session)


@pytest.mark.parametrize(("fact", "value", "why"), UNREAD)
def test_what_a_fact_cannot_be_is_refused_with_what_it_can(fact: str, value: Any, why: str) -> None:
    session, _ = session_of(steps({"say": "One."}, facts=FACTS))
    assert why in no(session, c.SetFact(fact=fact, value=value))
    fresh = Session.begin(session.journal, session.clock)
    assert why in no(fresh, c.Open(facts={fact: value}))


def test_a_fact_from_the_command_line_is_tidied_like_a_typed_one() -> None:
    session, _ = session_of(steps({"say": "One."}, facts=FACTS), facts={"topic": "lost \udc80 byte\x07"})
    assert session.state.facts["topic"] == "lost byte"


def test_a_question_for_a_fact_sets_it() -> None:
    session, _ = session_of(steps({"ask": "Count the lamps.", "fact": "lamps"}, {"note": "End."}, facts=FACTS))
    assert session.view().block("A.1/1").options == ("a number",)
    assert "lamps: expected a whole number" in no(session, c.Answer(block="A.1/1", answer="many"))
    accepted = ok(session, c.Answer(block="A.1/1", answer="7"))
    assert kinds(accepted) == ["Answered", "FactSet", "Arrived"]
    assert only(accepted, ev.FactSet) == ev.FactSet(fact="lamps", value=7, source="answer")


def test_facts_come_from_the_opening_before_the_schools_sheet_before_the_packs_default() -> None:
    facts: dict[str, Any] = {
        **FACTS,
        "labels": {**FACTS["labels"], "default": "none"},
        "topic": {**FACTS["topic"], "default": "bees"},
    }
    facts["lamps"] = {**FACTS["lamps"], "default": 3}
    local = {"facts": {"labels": "some", "lamps": 4, "elsewhere": "yes"}}
    session, _ = session_of(steps({"say": "One."}, facts=facts), facts={"labels": "all"}, local=local)
    assert {event.fact: (event.value, event.source) for event in every(session, ev.FactSet)} == {
        "labels": ("all", "opening"),
        "lamps": (4, "school"),
        "topic": ("bees", "default"),
    }


def test_there_cannot_be_fewer_students_than_have_handed_in() -> None:
    session, _ = session_of(steps({"say": "One."}))
    ok(session, c.Tally(tally="handed_in", by=3))
    assert "more would have handed in or left than there are students" in no(session, c.SetFact(fact="students", value=2))
    ok(session, c.SetFact(fact="students", value=3))
    assert session.state.testing == 0


# -- facts that are not known yet ---------------------------------------------------------------------------------------

UNKNOWN = script(
    stage(
        "only",
        step("A.1", {"say": "One."}),
        step("A.2", {"say": "Put on your label."}, when={"labels": ["all", "some"]}),
        step("A.3", {"say": "Those without."}, {"say": "All of you."}, when={"labels": "some"}),
        step("A.4", {"say": "The reader sits here.", "when": {"helpers": "reader"}}),
        step("A.5", {"note": "End."}),
    ),
    facts=FACTS,
)


def test_a_fact_that_is_not_known_is_asked_where_it_is_first_needed_and_once() -> None:
    session, _ = session_of(UNKNOWN)
    done(session, "A.1/1")
    assert session.state.current == "A.2/1?labels"
    shown = session.view().current
    assert shown is not None
    assert (shown.kind, shown.text, shown.options, shown.ref) == ("ask", "Which labels?", ("all", "some", "none"), "A.2")
    assert no(session, c.Advance(block="A.2/1?labels")).startswith("A.2/1?labels wants an answer: all / some / none")
    ok(session, c.Answer(block="A.2/1?labels", answer="some"))
    done(session, "A.2/1", "A.3/1", "A.3/2")
    assert session.state.current == "A.4/1?helpers"
    ok(session, c.Answer(block="A.4/1?helpers", answer="none"))
    assert session.state.current == "A.5/1"


def test_a_question_whose_fact_becomes_known_otherwise_is_answered_by_that() -> None:
    session, _ = session_of(UNKNOWN)
    done(session, "A.1/1")
    assert kinds(ok(session, c.SetFact(fact="labels", value="none"))) == ["FactSet", "Answered", "Arrived"]
    assert session.state.current == "A.4/1?helpers"
    assert session.state.blocks["A.2/1?labels"].answer == "none"


def test_a_fact_set_while_looking_back_answers_the_question_that_waits() -> None:
    session, _ = session_of(UNKNOWN)
    done(session, "A.1/1")
    ok(session, c.Back())
    ok(session, c.SetFact(fact="labels", value="all"))
    assert session.state.current == "A.1/1", "who looks back is not carried off"
    done(session, "A.1/1")
    assert session.state.current == "A.2/1"


def test_a_fact_set_during_an_interruption_answers_the_question_but_the_walk_waits() -> None:
    session, _ = session_of(UNKNOWN)
    done(session, "A.1/1")
    ok(session, c.Interrupt(reason="fire alarm"))
    assert kinds(ok(session, c.SetFact(fact="labels", value="all"))) == ["FactSet", "Answered"]
    assert session.state.walk_at == "A.2/1?labels"
    assert kinds(ok(session, c.Resume())) == ["Resumed", "Arrived"]
    assert session.state.current == "A.2/1"


def test_a_declined_fact_hides_nothing_and_is_not_asked_again() -> None:
    session, _ = session_of(UNKNOWN)
    done(session, "A.1/1")
    assert "missing" in no(session, c.Skip(block="A.2/1?labels"))
    accepted = ok(session, c.Skip(block="A.2/1?labels", reason="nobody knows"))
    assert kinds(accepted) == ["FactDeclined", "BlockSkipped", "Arrived"]
    done(session, "A.2/1", "A.3/1", "A.3/2")
    assert session.state.current == "A.4/1?helpers"


def test_a_declined_fact_that_becomes_known_steers_again() -> None:
    session, _ = session_of(UNKNOWN)
    done(session, "A.1/1")
    ok(session, c.Skip(block="A.2/1?labels", reason="nobody knows"))
    ok(session, c.SetFact(fact="labels", value="all"))
    assert session.state.declined == set()
    done(session, "A.2/1")
    assert session.state.current == "A.4/1?helpers"


ANY_ORDER = script(
    stage(
        "ready",
        step("R.1", {"check": "labels are there", "when": {"labels": "all"}}, {"check": "it is light"}),
        step("R.2", {"check": "the list is there", "when": {"labels": "some"}}),
        order="any",
    ),
    stage("then", step("T.1", {"say": "Now."})),
    facts=FACTS,
)


def test_in_a_stage_of_any_order_a_fact_may_be_asked_at_any_block_that_hangs_on_it() -> None:
    session, _ = session_of(ANY_ORDER)
    assert session.state.current == "R.1/1?labels"
    assert "not the block on screen" in no(session, c.Advance(block="R.2/1"))
    ok(session, c.Answer(block="R.2/1?labels", answer="some"))
    assert session.state.current == "R.1/2"
    assert "not the block on screen" in no(session, c.Answer(block="R.2/1?labels", answer="all"))
    done(session, "R.1/2", "R.2/1")
    assert session.state.current == "T.1/1"
    replayed(session)


def test_in_a_stage_of_any_order_declining_a_fact_once_is_enough() -> None:
    session, _ = session_of(ANY_ORDER)
    ok(session, c.Skip(block="R.2/1?labels", reason="nobody knows"))
    assert session.state.current == "R.1/1"
    done(session, "R.2/1", "R.1/1", "R.1/2")
    assert session.state.current == "T.1/1"


def test_on_a_branch_that_is_taken_anew_a_fact_is_asked_like_anywhere() -> None:
    room = steps(
        {"ask": "Rain?", "options": [{"answer": "yes", "goto": "A.3"}, "no"]},
        {"say": "Labels.", "when": {"labels": "all"}},
        {"say": "End."},
        facts=FACTS,
    )
    session, _ = session_of(room)
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    assert session.view().open == ()
    ok(session, c.Back())
    ok(session, c.Answer(block="A.1/1", answer="no"))
    assert session.state.current == "A.2/1?labels"
    ok(session, c.Skip(block="A.2/1?labels", reason="later"))
    ok(session, c.Skip(block="A.2/1", reason="later"))
    close(session)


def test_a_step_that_opens_later_asks_for_its_facts_when_it_is_visited() -> None:
    room = script(
        stage("only", step("A.1", {"say": "One."}),
              step("A.2", {"say": "Labels."}, {"say": "Your reader.", "when": {"helpers": "reader"}}, when={"labels": "some"}),
              step("A.3", {"say": "Three."}, {"say": "Four."})),
        facts=FACTS,
    )  # fmt: skip
    session, _ = session_of(room, facts={"labels": "all"})
    done(session, "A.1/1", "A.3/1")
    ok(session, c.SetFact(fact="labels", value="some"))
    assert session.view().open == ("A.2/1", "A.2/2?helpers")
    ok(session, c.Visit(block="A.2/1"))
    done(session, "A.2/1")
    ok(session, c.SetFact(fact="helpers", value="reader"))
    assert session.state.current == "A.3/2", "what was left of the visit is answered"
    assert session.view().open == ("A.2/2",)
    replayed(session)


# -- branches -------------------------------------------------------------------------------------------------------

WAYS = [{"answer": "left", "goto": "L.1"}, {"answer": "right", "goto": "R.1"}, "on"]
BRANCHES = script(
    stage(
        "only",
        step("A.1", {"say": "One."}, {"ask": "Which way?", "options": WAYS}),
        step("B.1", {"say": "Straight on."}),
        step("L.1", {"say": "Left."}, {"ask": "Back to the middle?", "options": [{"answer": "yes", "goto": "M.1"}, "no"]}),
        step("R.1", {"say": "Right."}),
        step("M.1", {"say": "Middle."}),
        step("M.2", {"say": "End."}),
    ),
)


def _left() -> Session:
    session, _ = session_of(BRANCHES)
    done(session, "A.1/1")
    ok(session, c.Answer(block="A.1/2", answer="left"))
    done(session, "L.1/1")
    ok(session, c.Answer(block="L.1/2", answer="yes"))
    done(session, "M.1/1")
    assert session.state.current == "M.2/1"
    return session


def _back_to(session: Session, spot: str) -> None:
    while session.state.current != spot:
        ok(session, c.Back())


def test_an_answer_leads_further_on_and_what_lies_between_is_not_here() -> None:
    session = _left()
    assert session.view().open == ()
    assert [(one.ref, one.state) for one in session.view().outline] == [
        ("A.1", "done"),
        ("B.1", "not_here"),
        ("L.1", "done"),
        ("R.1", "not_here"),
        ("M.1", "done"),
        ("M.2", "current"),
    ]


def test_answering_anew_supersedes_the_branch_that_was_left_and_erases_nothing() -> None:
    session = _left()
    before = tuple(session.journal.entries())
    _back_to(session, "A.1/2")
    accepted = ok(session, c.Answer(block="A.1/2", answer="right"))
    assert kinds(accepted) == ["Answered", "BranchSuperseded", "Arrived"]
    assert only(accepted, ev.BranchSuperseded) == ev.BranchSuperseded(block="A.1/2", blocks=("L.1/1", "L.1/2"))
    assert session.state.current == "R.1/1"
    assert statuses(session) == {
        "A.1/1": "done",
        "A.1/2": "done",
        "L.1/1": "superseded",
        "L.1/2": "superseded",
        "M.1/1": "done",
    }
    assert session.state.blocks["L.1/2"].answer == "yes"
    assert tuple(session.journal.entries())[: len(before)] == before
    done(session, "R.1/1")
    assert session.state.current == "M.2/1", "what lies on both ways is not asked for again"
    replayed(session)


def test_a_branch_that_is_answered_back_must_be_gone_again() -> None:
    session = _left()
    _back_to(session, "A.1/2")
    ok(session, c.Answer(block="A.1/2", answer="right"))
    _back_to(session, "A.1/2")
    accepted = ok(session, c.Answer(block="A.1/2", answer="left"))
    assert only(accepted, ev.BranchSuperseded).blocks == ()
    assert session.state.current == "L.1/1"
    assert no(session, c.Close()).startswith("still open: L.1/1, L.1/2, R.1/1, M.2/1;")
    done(session, "L.1/1")
    assert "wants an answer" in no(session, c.Advance(block="L.1/2"))
    ok(session, c.Answer(block="L.1/2", answer="yes"))
    assert session.state.current == "M.2/1"


def test_the_same_answer_again_only_goes_on() -> None:
    session = _left()
    _back_to(session, "A.1/2")
    assert kinds(ok(session, c.Answer(block="A.1/2", answer="left"))) == ["Moved"]


def test_an_answer_that_leads_nowhere_else_leaves_the_walk_where_it_was() -> None:
    session, _ = session_of(steps({"ask": "Sure?", "options": ["yes", "no"]}, {"say": "Two."}, {"say": "Three."}))
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    done(session, "A.2/1")
    _back_to(session, "A.1/1")
    assert kinds(ok(session, c.Answer(block="A.1/1", answer="no"))) == ["Answered", "Moved"]
    assert statuses(session) == {"A.1/1": "done", "A.2/1": "done"}


def test_after_the_end_answering_anew_takes_the_walk_up_again() -> None:
    session = _left()
    done(session, "M.2/1")
    assert session.state.finished
    _back_to(session, "A.1/2")
    ok(session, c.Answer(block="A.1/2", answer="on"))
    assert session.state.current == "B.1/1"
    assert not session.state.finished
    done(session, "B.1/1")
    assert session.state.finished, "the rest lies on both ways"


def test_a_question_that_decided_the_way_is_answered_anew_and_not_taken_back() -> None:
    session = _left()
    assert "go back to it (b) and answer anew" in no(session, c.Reopen(block="A.1/2"))


def test_a_skipped_question_leads_straight_on() -> None:
    session, _ = session_of(BRANCHES)
    done(session, "A.1/1")
    ok(session, c.Skip(block="A.1/2", reason="nobody there"))
    assert session.state.current == "B.1/1"


# -- records --------------------------------------------------------------------------------------------------------


def _judging() -> Session:
    """The fixture ``branches``, at the record of flights."""
    session, _ = session_of(fixture_snapshot("branches", "judging"))
    ok(session, c.Answer(block="K.1/1", answer="yes"))
    ok(session, c.Answer(block="K.3/1", answer="0"))
    ok(session, c.Answer(block="K.4/1", answer="calm"))
    assert session.state.current == "K.4/3"
    return session


def _row(session: Session, metres: Scalar, day: str = "2026-04-02", row: int | None = None) -> None:
    ok(session, c.RecordRow(block="K.4/3", values={"day": day, "metres": metres}, row=row))


def _measured() -> Session:
    """The walk at the announcement of a kite that flew three times."""
    session = _judging()
    for metres in ("10", "20.5", "30"):
        _row(session, metres)
    done(session, "K.4/3", "K.4/4", "K.4/5")
    ok(session, c.Skip(block="K.5/1"))
    return session


def test_rows_are_read_by_their_fields() -> None:
    session = _judging()
    typed = {"day": " 2026-04-02 ", "metres": "10.0", "wind": "fresh", "remark": "  tore \n twice "}
    accepted = ok(session, c.RecordRow(block="K.4/3", values=typed))
    row: dict[str, Scalar] = {"day": "2026-04-02", "metres": 10, "wind": "fresh", "remark": "tore twice"}
    assert only(accepted, ev.RowRecorded) == ev.RowRecorded(record="flights", row=0, values=row)
    assert session.view().block("K.4/3").rows == (row,)
    assert isinstance(session.state.records["flights"][0]["metres"], int)


def test_an_empty_value_leaves_an_optional_field_out() -> None:
    session = _judging()
    ok(session, c.RecordRow(block="K.4/3", values={"day": "2026-04-02", "metres": 9, "wind": "", "remark": "   "}))
    assert session.state.records["flights"] == ({"day": "2026-04-02", "metres": 9},)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"metres": 5}, "day is missing (Day of the flight)"),
        ({"day": "2026-04-02", "metres": ""}, "metres is missing"),
        ({"day": "2026-04-02", "metres": None}, "metres is missing"),
        ({"day": "2026-03-31", "metres": 5}, "day: 2026-03-31 is before 2026-04-01"),
        ({"day": "2026-07-01", "metres": 5}, "day: 2026-07-01 is after 2026-06-30"),
        ({"day": "yesterday", "metres": 5}, "day: expected a date such as"),
        ({"day": "2026-04-02", "metres": -1}, "metres: expected at least 0 at most 150, not -1"),
        ({"day": "2026-04-02", "metres": 151}, "metres: expected at least 0 at most 150, not 151"),
        ({"day": "2026-04-02", "metres": "high"}, "metres: expected a number, not 'high'"),
        ({"day": "2026-04-02", "metres": "nan"}, "metres: expected a number"),
        ({"day": "2026-04-02", "metres": "1e999"}, "metres: expected a number"),
        ({"day": "2026-04-02", "metres": 10**400}, "metres: expected a number"),
        ({"day": "2026-04-02", "metres": 5, "wind": "mild"}, "wind: expected one of light, fresh, strong, not 'mild'"),
        (
            {"day": "2026-04-02", "metres": 5, "colour": "red"},
            "there is no field 'colour'; there are day, metres, wind, remark",
        ),
    ],
)
def test_a_row_outside_its_limits_is_refused(values: dict[str, Any], why: str) -> None:
    assert why in no(_judging(), c.RecordRow(block="K.4/3", values=values))


def test_a_record_wants_its_rows_and_takes_no_more_than_its_most() -> None:
    session = _judging()
    _row(session, 1)
    _row(session, 2)
    assert no(session, c.Advance(block="K.4/3")).startswith("K.4/3 wants at least 3 rows and has 2")
    for metres in range(3, 13):
        _row(session, metres)
    command = c.RecordRow(block="K.4/3", values={"day": "2026-04-02", "metres": 1})
    assert no(session, command) == "K.4/3 takes at most 12 rows"
    done(session, "K.4/3")


def test_a_row_is_entered_anew_or_taken_out_by_its_number() -> None:
    session = _judging()
    for metres in (1, 2, 3):
        _row(session, metres)
    _row(session, 20, row=1)
    ok(session, c.RemoveRow(block="K.4/3", row=0))
    assert [row["metres"] for row in session.state.records["flights"]] == [20, 3]
    for command in (
        c.RemoveRow(block="K.4/3", row=2),
        c.RemoveRow(block="K.4/3", row=-1),
        c.RecordRow(block="K.4/3", values={"day": "2026-04-02", "metres": 1}, row=3),
        c.RecordRow(block="K.4/3", values={"day": "2026-04-02", "metres": 1}, row=-1),
    ):
        assert "there is no row" in no(session, command)
    replayed(session)


def test_rows_are_taken_only_by_a_record() -> None:
    session = _judging()
    ok(session, c.Back())
    here = session.state.current or ""
    takes_none: tuple[Command, ...] = (c.RecordRow(block=here, values={}), c.RemoveRow(block=here, row=0))
    for command in takes_none:
        assert no(session, command) == f"{here} takes no rows"


# -- what is worked out -----------------------------------------------------------------------------------------------


def test_what_is_worked_out_is_recorded_with_its_rows_and_sets_its_fact() -> None:
    session = _judging()
    for metres in ("10", "20.5", "30"):
        _row(session, metres)
    done(session, "K.4/3")
    accepted = ok(session, c.Advance(block="K.4/4"))
    assert only(accepted, ev.Computed) == ev.Computed(block="K.4/4", measure="rows", value=3, rows=(0, 1, 2))
    assert only(accepted, ev.FactSet) == ev.FactSet(fact="flights", value=3, source="computed")
    accepted = ok(session, c.Advance(block="K.4/5"))
    assert only(accepted, ev.Computed).value == 20.2
    assert session.state.facts["height"] == "20.2"
    assert session.state.current == "K.5/1", "fewer than six flights"


def test_a_row_that_changes_makes_what_was_worked_out_from_it_open_again() -> None:
    session = _measured()
    assert session.state.current == "K.6/1"
    _back_to(session, "K.4/3")
    accepted = ok(session, c.RecordRow(block="K.4/3", values={"day": "2026-04-02", "metres": 60}, row=2))
    assert only(accepted, ev.ComputedSuperseded).blocks == ("K.4/4", "K.4/5")
    assert session.state.blocks["K.4/5"].value == 20.2, "superseded, not erased"
    done(session, "K.4/3", "K.4/4", "K.4/5")
    assert session.state.facts["height"] == "30.2"
    assert session.view().open == ()
    replayed(session)


def test_taking_out_a_row_that_the_record_needs_opens_the_record_again() -> None:
    session = _measured()
    _back_to(session, "K.4/3")
    ok(session, c.RemoveRow(block="K.4/3", row=0))
    assert "wants at least 3 rows" in no(session, c.Advance(block="K.4/3"))
    ok(session, c.Forward())
    assert "K.4/3" in session.view().before_closing


def test_what_cannot_be_worked_out_says_why() -> None:
    field = {"title": "Number", "type": "number", "required": False}
    room = steps(
        {"record": "Enter.", "id": "log", "fields": {"n": field}, "rows": {"min": 0, "max": 3}},
        {"compute": "mean", "of": "log", "field": "n", "set": "lamps"},
        {"note": "End."},
        facts=FACTS,
    )
    session, _ = session_of(room)
    done(session, "A.1/1")
    assert no(session, c.Advance(block="A.2/1")) == "A.2/1 cannot be worked out: there is no row with a number in n"
    ok(session, c.Back())
    ok(session, c.RecordRow(block="A.1/1", values={"n": 40}))
    done(session, "A.1/1")
    assert no(session, c.Advance(block="A.2/1")).startswith("A.2/1 comes to 40, which lamps cannot be: expected a whole number")
    ok(session, c.Skip(block="A.2/1", reason="counted by hand"))
    assert session.state.current == "A.3/1"
