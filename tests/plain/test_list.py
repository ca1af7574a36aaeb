"""A checklist in plain lines: what is typed, what it means, what is said."""

from __future__ import annotations

import pytest

from proctor.plain.grammar import VERBS, Ask, NotUnderstood, Parsed, Question, Take
from proctor.plain.list_grammar import KEPT, LIST_VERBS, AssignTo, Show, help_rows, parse
from proctor.state import Session
from proctor.state import commands as c
from proctor.state.tasks import DONE, LATE
from tests.plain.rooms import opened, typed
from tests.state.lists import list_on, task
from tests.state.packs import done

pytestmark = pytest.mark.usefixtures("utc")


@pytest.fixture
def session() -> Session:
    """The list on the twentieth of March, of which one task is done."""
    found, _ = list_on("2026-03-20")
    done(found, "P.1/1")
    return found


UNDERSTOOD: list[tuple[str, Parsed | AssignTo | Show]] = [
    ("n M.1", c.Advance(block="M.1/1")),
    ("n m.1", c.Advance(block="M.1/1")),
    ("n [M.1/1]:", c.Advance(block="M.1/1")),
    ("n P.1", c.Advance(block="P.1/1")),
    ("undo P.1 a slip", c.Reopen(block="P.1/1", reason="a slip")),
    ("s J.1 it rains", c.Skip(block="J.1/1", reason="it rains")),
    ("a J.2 yes", c.Answer(block="J.2/1", answer="yes")),
    ("assign M.1 Ana Ruiz", AssignTo("M.1", "Ana Ruiz")),
    ("assign M.1 -", AssignTo("M.1", "")),
    ("note M.1 asked the shop", c.NoteTask(task="M.1", text="asked the shop")),
    ("note the shed is locked", c.TakeNote(text="the shed is locked")),
    ("postpone M.1 2026-04-15 no seeds", c.Postpone(task="M.1", until="2026-04-15", reason="no seeds")),
    ("postpone M.1 -", c.Postpone(task="M.1")),
    ("add Paint the bench", c.AddTask(title="Paint the bench", stage="march")),
    ("add april Paint the bench", c.AddTask(title="Paint the bench", stage="april")),
    ("add april: Paint the bench", c.AddTask(title="Paint the bench", stage="april")),
    ("add 2026-06-05 Paint the bench", c.AddTask(title="Paint the bench", stage="june", due="2026-06-05")),
    ("add april 2026-06-05 Paint", c.AddTask(title="Paint", stage="april", due="2026-06-05")),
    ("add 2026-09-05 Paint the bench", c.AddTask(title="Paint the bench", stage="always", due="2026-09-05")),
    ("l", Show("open")),
    ("l late", Show("late")),
    ("l due", Show("due")),
    ("l June", Show("june")),
    ("show m.1", Show("task", "M.1")),
    ("progress", Ask("progress")),
    ("take Bo Chen", Take("Bo Chen")),
    ("? when", Question("when")),
    ("close anyway the year is over", c.Close(reason="the year is over")),
    ("q", Ask("quit")),
]


@pytest.mark.parametrize(("line", "meant"), UNDERSTOOD, ids=[line for line, _ in UNDERSTOOD])
def test_a_line_of_a_list_means(session: Session, line: str, meant: object) -> None:
    assert parse(line, session.view()) == meant


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("n", "expected n TASK"),
        ("n X.9", "there is no task 'X.9'; l all lists them"),
        ("n M.1 and more", "and nothing behind it"),
        ("n M.1 25:00", "is no time of day"),
        ("a J.2", "wants the answer behind the task"),
        ("assign M.1", "wants the name behind the task, or - for nobody"),
        ("postpone M.1", "expected the day and the reason"),
        ("add", "expected what is to be done"),
        ("add 2026-04-01", "expected what is to be done"),
        ("l never", "l lists one of late, due, next"),
        ("fly away", "'fly' is not a command; h lists them"),
    ],
)
def test_a_line_that_means_nothing_says_what_was_expected(session: Session, line: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why.replace("(", r"\(")):
        parse(line, session.view())


def test_in_other_sessions_lines_mean_what_they_did() -> None:
    view = opened().view()
    assert parse("n", view) == c.Advance(block=view.current.id if view.current else "")
    with pytest.raises(NotUnderstood, match="'progress' is not a command"):
        parse("progress", view)


def test_every_verb_of_a_list_is_understood_above_and_has_its_line_of_help() -> None:
    assert {line.split()[0] for line, _ in UNDERSTOOD} >= set(LIST_VERBS)
    assert set(KEPT) <= set(VERBS)
    rows = dict(help_rows())
    assert "room" not in " ".join(rows.values())
    assert "students" not in " ".join(rows.values())
    for name, verb in LIST_VERBS.items():
        assert verb.usage.split()[0] == name


def test_what_a_list_says_from_its_opening_to_its_seal(session: Session) -> None:
    said = typed(
        session,
        ["n M.1", "assign M.2 Ana Ruiz", "note M.2 with vinegar", "undo M.1", "s J.1 it rains",
         "postpone M.2 2026-04-15 it rains", "add april Paint the bench", "close", "close anyway the year is over", "seal"],
    )  # fmt: skip
    assert said[0].endswith("Made for a test · today is Mar 20, 2026")
    assert said[1] == "n TASK ticks a task, l lists what is open, show TASK says more, h lists the commands."
    assert said[2] == "LIST: 1 of 6 done, 1 late, 1 due this month, next: 2 in June 2026."
    assert said[3:6] == [
        "ok 5",
        "  M.1 · Seeds · done",
        "LIST: 2 of 6 done, 1 due this month, next: 2 in June 2026.",
    ]
    assert "  M.2 · Panes · due this month · Mar 31, 2026, in 11 days · for Ana Ruiz" in said
    assert "  M.2 · Panes · due this month · Mar 31, 2026, in 11 days · for Ana Ruiz · 1 note" in said
    assert "  M.1 · Seeds · late · Mar 10, 2026, 10 days ago" in said
    assert "  J.1 · Water · not done" in said
    assert "  M.2 · Panes · next · Apr 15, 2026 · for Ana Ruiz · 1 note" in said
    assert "  Own.1 · Paint the bench · next · Apr 30, 2026" in said
    assert any(line.startswith("no: still open: ") and "close anyway REASON" in line for line in said)
    assert "The list is closed. seal seals the record." in said
    assert any(line.startswith("SEAL: ") for line in said)
    assert not [line for line in said if "room" in line.replace("Room", "room") or "student" in line]


def test_a_filter_that_leaves_nothing_says_so(session: Session) -> None:
    assert "Nothing was decided against." in typed(session, ["l dropped"])
    assert "Nothing is late." in typed(list_on("2026-03-01")[0], ["l late"])


def test_the_tasks_of_a_filter_stand_under_their_months(session: Session) -> None:
    said = typed(session, ["l late", "l done"])
    at = said.index("March 2026:")
    assert said[at + 1] == "  M.1 · Seeds · late · Mar 10, 2026, 10 days ago"
    assert said[at + 2 :] == ["April 2026:", "  P.1 · Turns · done"]


def test_one_task_is_shown_with_all_that_there_is_of_it(session: Session) -> None:
    said = typed(session, ["postpone M.1 2026-04-15 no seeds", "note M.1 asked the shop", "show M.1", "show J.2"])
    at = said.index("TASK: M.1 · Seeds · next · Apr 15, 2026 · 1 note")
    assert said[at + 1 : at + 6] == [
        "  the seeds are ordered",
        "  postponed from Mar 10, 2026 to Apr 15, 2026: no seeds",
        "  note: asked the shop",
        "  see Seeds (Seeds, p. 7): The shed has a list.",
        "    example.org/seeds",
    ]
    assert "  asked: Was there enough? (yes / no)" in said


def test_progress_is_a_chart(session: Session) -> None:
    said = typed(session, ["progress"])
    assert any(line.startswith("April 2026  █") and line.endswith("1 of 1") for line in said)
    assert any(line.startswith("Together  ") and "1 of 6, 1 late" in line for line in said)


def test_a_refusal_says_why_and_changes_nothing(session: Session) -> None:
    before = session.state.seq
    said = typed(session, ["p fire drill", "postpone M.1 2020-01-01 x", "assign P.1 Ana"])
    assert [line for line in said if line.startswith("no:")] == [
        "no: 'p' is not a command here; h lists them",
        "no: 2020-01-01 is past; today is 2026-03-20",
        "no: P.1 is done; open it again first",
    ]
    assert session.state.seq == before


def test_a_machine_that_was_started_anew_is_no_news_for_a_list(session: Session) -> None:
    session.clock.reboot(86_400_000)  # type: ignore[attr-defined]
    said = typed(session, ["n M.1"])
    assert not [line for line in said if line.startswith("NOTICE")]
    assert task(session, "M.1").status == DONE


def test_who_takes_over_is_told_how_the_list_stands(session: Session) -> None:
    said = typed(session, ["take Bo Chen"])
    at = said.index("Bo Chen takes over.")
    assert said[at + 1].startswith("LIST: 1 of 6 done, 1 late")
    assert task(session, "M.1").status == LATE
