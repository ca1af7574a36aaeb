"""A checklist as a calendar and as Markdown: every day of it, and what is on record of each task."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar

from proctor.records.export import as_values
from proctor.records.tasks_export import Listed, now_of
from proctor.state import Session
from proctor.state import commands as c
from tests.state.lists import LIST, list_on
from tests.state.packs import done, ok, snapshot_of

STAMP = datetime(2026, 3, 1, tzinfo=UTC)
PACK = {"schedule": [{"title": "Sowing day", "date": "2026-03-14", "script": "script", "note": "Bring a spade."}]}


def busy() -> Session:
    session, _ = list_on("2026-03-20", pack=PACK)
    done(session, "P.1/1")
    ok(session, c.Skip(block="J.2/1", reason="no supper"))
    ok(session, c.Assign(task="M.1", person=session.person("Ana Ruiz")))
    ok(session, c.NoteTask(task="M.1", text="asked *twice*"))
    ok(session, c.Postpone(task="M.2", until="2026-04-15", reason="it rains"))
    ok(session, c.AddTask(title="Paint the bench", stage="april", due="2026-04-10"))
    return session


def events(text: str) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")
    return {str(one["summary"]): one for one in found}


def test_the_calendar_of_a_script_has_every_day_of_it() -> None:
    found = events(Listed.of_script(snapshot_of(LIST, pack=PACK)).as_ics(STAMP))
    assert {title: one.decoded("dtstart") for title, one in found.items()} == {
        "M.1 Seeds": date(2026, 3, 10),
        "M.2 Panes": date(2026, 3, 31),
        "P.1 Turns": date(2026, 4, 30),
        "J.1 Water": date(2026, 6, 1),
        "J.2 Supper": date(2026, 6, 30),
        "J.1 it is dry until then": date(2026, 7, 15),
        "Sowing day": date(2026, 3, 14),
        "All year: 1 tasks without a day": date(2026, 3, 1),
        "M.3 Bees": date(2026, 3, 31),
    }
    assert found["M.1 Seeds"]["url"] == "https://example.org/seeds"
    assert "Within 24 hours of a storm." in found["All year: 1 tasks without a day"]["description"]


def test_the_calendar_of_a_session_says_how_each_task_stands_and_whose_it_is() -> None:
    session = busy()
    found = events(Listed.of_session(session).as_ics(now_of(session)))
    assert {"[x] P.1 Turns", "[-] J.2 Supper", "Own.1 Paint the bench"} <= found.keys()
    seeds = found["M.1 Seeds"]
    assert [str(one) for one in seeds["categories"].cats] == ["late", "Ana Ruiz"]
    assert "For: Ana Ruiz" in seeds["description"]
    assert "Note: asked *twice*" in seeds["description"]
    assert found["M.2 Panes"].decoded("dtstart") == date(2026, 4, 15)
    assert "Postponed from March 31, 2026: it rains" in found["M.2 Panes"]["description"]
    assert len({one["uid"] for one in found.values()}) == len(found)


def test_markdown_has_a_box_for_each_task_with_what_is_on_record() -> None:
    text = Listed.of_session(busy()).as_markdown()
    assert "As it stood on March 20, 2026." in text
    assert "- [x] **P.1** Turns" in text
    assert "- [-] **J.2** Supper" in text
    assert "- [ ] **M.1** Seeds (due Mar 10, 2026) **late**" in text
    assert "  - For: Ana Ruiz" in text
    assert r"  - Note: asked \*twice\*" in text
    assert "  - See Seeds (Seeds): The shed has a list." in text
    assert "## April 2026" in text
    assert "April 2026  ████" in text


def test_the_record_for_other_programs_has_the_tasks_too() -> None:
    found = {one["task"]: one for one in as_values(busy())["tasks"]}
    assert found["M.1"] == {
        "task": "M.1", "title": "Seeds", "month": "March 2026", "status": "late", "due": "2026-03-10", "rules": [],
        "assigned": "Ana Ruiz", "notes": ["asked *twice*"], "reason": None, "own": False,
    }  # fmt: skip
    assert (found["J.2"]["status"], found["J.2"]["reason"], found["Own.1"]["own"]) == ("dropped", "no supper", True)


def test_a_script_that_nobody_has_opened_has_open_boxes_and_nothing_late() -> None:
    text = Listed.of_script(snapshot_of(LIST)).as_markdown()
    assert "[x]" not in text
    assert "late" not in text
    assert "As it stood" not in text
