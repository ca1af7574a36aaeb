"""What can be asked of a checklist's session: how it stands, said from what is on record."""

from __future__ import annotations

import pytest

from proctor.assistant import Assistant, Handbook
from proctor.state import Session
from proctor.state import commands as c
from tests.plain.rooms import opened
from tests.state.lists import list_on
from tests.state.packs import done, ok


@pytest.fixture
def session() -> Session:
    found, _ = list_on("2026-03-20")
    done(found, "P.1/1")
    return found


def said(session: Session, question: str) -> str:
    book = Handbook.of_snapshot(session.state.plan.snapshot)
    reply = Assistant((book,)).reply(question, session.view())
    assert reply.kind == "progress", reply
    return reply.answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what is late?", "M.1 (Seeds, Mar 10, 2026)."),
        ("what is overdue", "M.1 (Seeds, Mar 10, 2026)."),
        ("what is due this month", "M.2 (Panes, Mar 31, 2026)."),
        ("what comes next", "J.1 (Water, Jun 1, 2026); J.2 (Supper, Jun 30, 2026)."),
        ("how much is done", "1 of 6 tasks are done; 1 late."),
        ("what have I skipped", "Nothing was decided against."),
        ("what is still open", "A.1 (Gate); M.1 (Seeds, Mar 10, 2026); M.2 (Panes, Mar 31, 2026); J.1 (Water, Jun 1, 2026); "
                               "J.2 (Supper, Jun 30, 2026)."),
        ("how many students are left", "A list of tasks has no students."),
        ("how long is left", "A list of tasks has no clock."),
    ],
)  # fmt: skip
def test_a_list_tells_how_it_stands(session: Session, question: str, answer: str) -> None:
    assert said(session, question) == answer


def test_of_many_tasks_a_few_are_named(session: Session) -> None:
    for n in range(9):
        ok(session, c.AddTask(title=f"Bench {n}", stage="june"))
    assert said(session, "what comes next").endswith("; and 5 more.")


def test_where_nothing_is_left_that_is_said(session: Session) -> None:
    ok(session, c.Skip(block="M.1/1", reason="none here"))
    assert said(session, "what is late") == "Nothing is late."
    assert said(session, "what have I skipped") == "M.1 (Seeds, Mar 10, 2026)."


def test_elsewhere_a_list_is_not_asked_about() -> None:
    room = opened()
    reply = Assistant((Handbook.of_snapshot(room.state.plan.snapshot),)).reply("what is late?", room.view())
    assert reply.kind == "unknown"
