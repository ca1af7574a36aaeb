"""Facts that follow from others, limits that hang on facts, rows that are never, and what a script comes to."""

from __future__ import annotations

from typing import Any

import pytest

from proctor.scripts.kinds import HABITS, IN_A_ROOM, habits_of
from proctor.scripts.vocabulary import SCRIPT_KINDS
from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.outcome import told
from proctor.state.state import Phase
from tests.state.packs import done, every, kinds, no, ok, replayed, session_of, stage, step

FIELDS: dict[str, Any] = {
    "day": {
        "title": "Day", "type": "date", "earliest": "2019-07-01", "latest": "2021-05-20", "why": "this year or the last",
        "narrower": [{"when": {"subject": "math"}, "earliest": "2020-07-01", "why": "this year alone"}],
    },
    "grams": {"title": "Grams", "type": "number", "min": 0, "max": 100, "whole": True},
    "kind": {"title": "Kind", "type": "choice", "options": ["plum", "pear"], "required": False},
}  # fmt: skip
NEVER = [
    {"values": {"grams": [0, 1], "kind": "plum"}, "why": "no plum is so light"},
    {"values": {"kind": "pear"}, "when": {"subject": "math"}, "why": "pears do not count"},
]
FACTS: dict[str, Any] = {
    "subject": {"ask": "Which subject?", "options": ["math", "science"]},
    "good": {"ask": "Is it good?", "options": ["yes", "no", "open"], "default": "open", "at_opening": False},
    "band": {"ask": "How heavy?", "options": ["light", "heavy", "open"], "default": "open", "at_opening": False},
    "whole": {
        "ask": "Whether it can be judged",
        "options": ["yes", "no", "open"],
        "follows": [
            {"when": {"good": "no"}, "is": "no", "because": "it is not good"},
            {"when": {"subject": "science", "good": "no"}, "is": "no", "because": "and it is science"},
            {"when": {"good": "open"}, "is": "open"},
            {"is": "yes"},
        ],
    },
    "prize": {
        "ask": "The prize",
        "options": ["gold", "none"],
        "follows": [
            {"when": {"whole": "yes", "band": "heavy"}, "is": "gold"},
            {"when": {"whole": "no"}, "is": "none"},
            {"is": "none"},
        ],
    },
}  # fmt: skip


ANSWERS = [{"answer": one, "set": {"good": one}} for one in ("yes", "no")]


def judging(subject: str = "math") -> Session:
    raw = {
        "id": "plums",
        "title": "Plums",
        "kind": "scoring",
        "facts": FACTS,
        "outcome": [{"fact": "prize", "title": "Prize", "words": {"gold": "a gold medal"}}],
        "stages": [
            stage(
                "one",
                step("A.1", {"ask": "Is it good?", "options": ANSWERS}),
                step("A.2", {"record": "Weigh.", "id": "log", "fields": FIELDS, "never": NEVER, "rows": {"min": 1, "max": 9}},
                     {"compute": "mean", "of": "log", "field": "grams", "by": "day", "set": "band",
                      "bands": [{"from": 2, "is": "light"}, {"from": 50.5, "is": "heavy"}]}),
                step("A.3", {"note": "It is whole."}, when={"whole": "yes"}),
            )
        ],
    }  # fmt: skip
    return session_of(raw, facts={"subject": subject})[0]


def enter(session: Session, **values: Any) -> None:
    ok(session, c.RecordRow(block="A.2/1", values={"day": "2021-01-01", **values}))


def test_what_follows_is_known_from_the_opening_on_and_changes_with_what_it_follows_from() -> None:
    session = judging()
    assert session.state.facts["whole"] == "open"
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    assert session.state.facts["whole"] == "yes"
    enter(session, grams=60)
    assert session.state.facts["prize"] == "none"
    done(session, "A.2/1", "A.2/2")
    assert session.state.facts["prize"] == "gold"
    assert session.state.current == "A.3/1"
    replayed(session)


def test_what_follows_decides_at_once_where_the_walk_goes_on() -> None:
    session = judging()
    ok(session, c.Answer(block="A.1/1", answer="no"))
    enter(session, grams=60)
    done(session, "A.2/1")
    ok(session, c.Advance(block="A.2/2"))
    assert session.state.current is None


def test_every_reason_is_given_and_goes_on_record_when_it_is_closed() -> None:
    session = judging("science")
    ok(session, c.Answer(block="A.1/1", answer="no"))
    (line,) = session.view().outcome
    assert (line.title, line.words, line.reasons) == ("Prize", "none", ("it is not good", "and it is science"))
    assert every(session, ev.OutcomeReached) == []
    assert kinds(ok(session, c.Close(reason="for a test")))[-2:] == ["OutcomeReached", "RoomClosed"]
    assert session.state.phase is Phase.CLOSED
    assert every(session, ev.OutcomeReached) == [line]
    assert session.view().outcome == (line,)
    replayed(session)


def test_reasons_that_are_the_same_are_not_said_twice() -> None:
    def line(title: str, *reasons: str) -> ev.OutcomeReached:
        return ev.OutcomeReached(fact="x", value="m", title=title, words="M", reasons=reasons)

    lines = list(told([line("Skill", "no name"), line("Help", "no name"), line("Reach"), line("Goal"), line("End", "no name")]))
    assert lines == ["Skill: M", "  because no name", "Help: M", "  because of the same", "Reach: M", "Goal: M", "End: M",
                     "  because no name"]  # fmt: skip


def test_a_value_is_told_in_the_words_of_the_script() -> None:
    session = judging()
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    enter(session, grams=51)
    done(session, "A.2/1", "A.2/2")
    assert session.view().outcome[0].words == "a gold medal"


@pytest.mark.parametrize(("grams", "band"), [(2, "light"), (50, "light"), (51, "heavy"), (100, "heavy")])
def test_a_band_begins_at_its_number_and_ends_where_the_next_begins(grams: int, band: str) -> None:
    session = judging()
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    enter(session, grams=grams)
    done(session, "A.2/1")
    worked = session.view().current
    assert worked is not None
    assert worked.worked is not None
    assert worked.worked.fact == band
    ok(session, c.Advance(block="A.2/2"))
    assert session.state.facts["band"] == band


def test_below_the_first_band_there_is_none() -> None:
    session = judging()
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    enter(session, grams=1)
    done(session, "A.2/1")
    assert no(session, c.Advance(block="A.2/2")) == "A.2/2 comes to 1, and the table begins at 2"
    assert session.view().current is not None
    assert session.view().block("A.2/2").cannot == "comes to 1, and the table begins at 2"


@pytest.mark.parametrize(
    ("subject", "values", "why"),
    [
        ("math", {"day": "2020-06-30"}, "day: 2020-06-30 is before 2020-07-01 (row 1: this year alone)"),
        ("science", {"day": "2019-06-30"}, "day: 2019-06-30 is before 2019-07-01 (row 1: this year or the last)"),
        ("math", {"day": "2021-05-21"}, "day: 2021-05-21 is after 2021-05-20 (row 1: this year alone)"),
        ("math", {"grams": 101}, "grams: expected at least 0 at most 100, not 101 (row 1)"),
        ("math", {"grams": 2.5}, "grams: expected a whole number, not 2.5 (row 1)"),
        ("math", {"grams": 1, "kind": "plum"}, "row 1: grams 1 and kind plum: no plum is so light"),
        ("math", {"kind": "pear"}, "row 1: kind pear: pears do not count"),
    ],
)
def test_a_row_that_cannot_be_says_which_it_is_and_why(subject: str, values: dict[str, Any], why: str) -> None:
    session = judging(subject)
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    assert no(session, c.RecordRow(block="A.2/1", values={"day": "2021-01-01", "grams": 5, **values})) == why


@pytest.mark.parametrize("values", [{"day": "2019-07-01"}, {"kind": "pear"}, {"grams": 0}, {"grams": 2, "kind": "plum"}])
def test_what_is_refused_elsewhere_may_be_right_here(values: dict[str, Any]) -> None:
    session = judging("science")
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    ok(session, c.RecordRow(block="A.2/1", values={"day": "2021-01-01", "grams": 5, **values}))


def test_nobody_sets_what_follows_or_what_only_the_walk_tells() -> None:
    session = judging()
    assert no(session, c.SetFact(fact="prize", value="gold")).startswith("prize follows from")
    assert no(session, c.SetFact(fact="band", value="heavy")).startswith("band is told by a question of the walk")


def test_only_what_somebody_can_know_is_listed() -> None:
    session = judging()
    assert [name for name, _ in session.view().known_facts] == ["subject"]
    ok(session, c.Answer(block="A.1/1", answer="yes"))
    assert [name for name, _ in session.view().known_facts] == ["subject", "good"]


def test_what_is_not_named_is_delivered_in_a_room() -> None:
    assert HABITS.keys() <= set(SCRIPT_KINDS)
    assert habits_of("session") is IN_A_ROOM
    assert [name for name, _ in habits_of("session").asked] == ["room", "administrator", "school", "district"]
    assert [said for _, said in habits_of("scoring").asked] == ["strand", "scorer"]
