"""A small checklist over four months, and a session over it on a day that a test chooses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from proctor.state import Session
from proctor.state.clock import ManualClock
from proctor.state.tasks import TaskView
from tests.state.packs import Raw, script, session_of, step

DETAILS: list[Raw] = [
    {
        "id": "seeds",
        "title": "Seeds",
        "section": "Seeds",
        "page": 7,
        "text": "The shed has a list.",
        "link": "example.org/seeds",
    }
]


def _stage(stage_id: str, title: str, *steps: Raw, **more: Any) -> Raw:
    return {"id": stage_id, "title": title, "order": "any", "steps": list(steps), **more}


LIST: Raw = script(
    _stage(
        "always",
        "All year",
        step("A.1", {"check": "the gate is shut"}, title="Gate", due={"within": "24 hours", "of": "a storm"}),
    ),
    _stage(
        "march",
        "March 2026",
        step("M.1", {"check": "the seeds are ordered"}, title="Seeds", due="2026-03-10", see=["seeds"]),
        step("M.2", {"do": "Clean the panes."}, {"check": "they shine"}, title="Panes"),
        step("M.3", {"check": "the bees are there"}, title="Bees", when={"bees": "yes"}),
        month="2026-03",
    ),
    _stage("april", "April 2026", step("P.1", {"check": "the list of turns hangs up"}, title="Turns"), month="2026-04"),
    _stage(
        "june",
        "June 2026",
        step(
            "J.1",
            {"check": "all is watered"},
            title="Water",
            due=["2026-06-01", {"until": "2026-07-15", "what": "it is dry until then"}],
        ),
        step("J.2", {"ask": "Was there enough?", "options": ["yes", "no"]}, title="Supper"),
        month="2026-06",
    ),
    kind="checklist",
    facts={"bees": {"ask": "Are there bees?", "options": ["yes", "no"], "default": "no"}},
    details=DETAILS,
)


def noon(day: str) -> int:
    """Noon of a day, UTC milliseconds: the same day almost wherever a test runs."""
    return int(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC).timestamp() * 1_000)


def list_on(day: str, raw: Raw = LIST, **more: Any) -> tuple[Session, ManualClock]:
    """An open session over the list on a day."""
    return session_of(raw, clock=ManualClock(utc=noon(day)), **more)


def go_to(clock: ManualClock, day: str) -> None:
    """Let the time go by until a day."""
    clock.sleep(noon(day) - clock.now().utc)


def task(session: Session, ref: str) -> TaskView:
    found = session.view().task(ref)
    assert found is not None
    return found


def stand(session: Session) -> dict[str, str]:
    """How each task stands."""
    return {one.ref: one.status for one in session.view().tasks}
