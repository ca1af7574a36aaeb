"""Deadlines, months and details of a checklist as a pack writes them: read, said in words, and checked where they stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from proctor.scripts.due import Due, end_of
from proctor.scripts.loading import load_pack
from proctor.scripts.models import Script
from proctor.scripts.preview import as_lines, as_values
from proctor.scripts.schema import json_schema
from proctor.scripts.snapshot import Snapshot
from tests.helpers import check_faults, faults_of, write_pack
from tests.state.lists import LIST
from tests.state.packs import snapshot_of

HEADER = "id: made\ntitle: Made for a test\nscripts: [script]\n"


def made(folder: Path, *steps: str, kind: str = "checklist", stage: str = "order: any", more: str = "") -> Path:
    """A pack with a script of one stage."""
    listed = "".join(f"      - {one}\n" for one in steps)
    script = f"title: A list\nkind: {kind}\n{more}stages:\n  - id: one\n    title: One\n    {stage}\n    steps:\n{listed}"
    return write_pack(folder, header=HEADER, script=script)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"on": "2020-12-01"}, "by December 1, 2020"),
        ({"within": "24 hours", "of": "an incident"}, "within 24 hours of an incident"),
        ({"within": "20 working days", "after": "receipt"}, "within 20 working days after receipt"),
        ({"at_least": "2 weeks", "before": "testing"}, "at least 2 weeks before testing"),
        ({"at_least": "25 instructional days", "what": "in a row"}, "at least 25 instructional days (in a row)"),
        ({"not_before": "66 percent", "of": "the days"}, "not before 66 percent of the days"),
        ({"until": "2021-07-15"}, "until July 15, 2021"),
        ({"before": "the window closes"}, "before the window closes"),
    ],
)
def test_a_deadline_shows_in_words(written: dict[str, str], said: str) -> None:
    assert Due.model_validate(written).words == said


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ({}, "a deadline is a date, or has one of"),
        ({"of": "an incident"}, "a deadline is a date, or has one of"),
        ({"within": "24 hours", "at_least": "2 weeks"}, "a deadline is a date, or has one of"),
        ({"within": "24 hours", "of": "a", "after": "b"}, "hangs on one thing: after or of"),
        ({"within": "a while"}, "String should match"),
        ({"on": "2020-02-30"}, "expected a date such as"),
    ],
)
def test_a_deadline_that_says_nothing_or_two_things_is_refused(written: dict[str, str], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Due.model_validate(written)


def test_a_month_is_over_on_its_last_day() -> None:
    assert [end_of(month) for month in ("2020-02", "2021-02", "2020-12")] == [
        date(2020, 2, 29), date(2021, 2, 28), date(2020, 12, 31),
    ]  # fmt: skip


def test_a_date_alone_one_rule_or_a_list_of_them_are_read(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        "{ref: A.1, due: 2020-12-01, blocks: [{check: x}]}",
        "{ref: A.2, due: {within: 24 hours, of: it}, blocks: [{check: x}]}",
        "{ref: A.3, due: [2020-12-01, {until: 2021-07-15}], blocks: [{check: x}]}",
        "{ref: A.4, blocks: [{check: x}]}",
        stage="order: any\n    month: 2020-11",
    )
    (stage,) = load_pack(folder).scripts[0].stages
    assert stage.month == "2020-11"
    assert [[one.words for one in step.due] for step in stage.steps] == [
        ["by December 1, 2020"],
        ["within 24 hours of it"],
        ["by December 1, 2020", "until July 15, 2021"],
        [],
    ]


def test_what_is_wrong_with_a_deadline_is_said_with_its_place(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        "{ref: A.1, due: 1 December, blocks: [{check: x}]}",
        "{ref: A.2, due: {within: soon, of: it}, blocks: [{check: x}]}",
        "{ref: A.3, due: {whithin: 24 hours}, blocks: [{check: x}]}",
        "{ref: A.4, due: [], see: nothing, blocks: [{check: x}]}",
    )
    check_faults(
        faults_of(folder),
        [
            "script.yaml:8:20: due: expected a date such as 2026-05-23, not '1 December'; a rule is written as {within:",
            "script.yaml:9:26: within: expected a number and its unit (hours, days,",
            "script.yaml:10:26: 'whithin' is not a key that is known here",
            "script.yaml:11:29: see: expected a list, not 'nothing'",
        ],
    )


def test_what_a_schema_cannot_say_is_checked_too(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        "{ref: A.1, due: [2020-12-01, 2020-12-02], see: [seeds, tools], blocks: [{check: x}]}",
        stage="order: in_turn",
        more="details:\n"
        "  - {id: seeds, title: Seeds, section: S, text: One.}\n"
        "  - {id: seeds, title: Seeds, section: S, text: Two.}\n",
    )
    check_faults(
        faults_of(folder),
        [
            "script.yaml:5:6: two details have the id 'seeds'",
            "script.yaml:7:5: the tasks of a checklist are ticked in any order; say order: any",
            "script.yaml:11:20: a task is due on one day, not on 2020-12-01 and 2020-12-02",
            "script.yaml:11:64: no detail 'tools' in this script; there are seeds, seeds",
        ],
    )


def test_deadlines_by_the_calendar_are_for_checklists(tmp_path: Path) -> None:
    folder = made(
        tmp_path, "{ref: A.1, due: 2020-12-01, blocks: [{check: x}]}", kind="session", stage="order: any\n    month: 2020-11"
    )
    check_faults(
        faults_of(folder),
        [
            "script.yaml:7:5: only a checklist has months (kind: checklist)",
            "script.yaml:9:20: only the tasks of a checklist are due on a day; what the clock brings says at:",
        ],
    )


def test_the_schema_knows_them_as_they_are_written() -> None:
    schema = json_schema("script")
    due = schema["$defs"]["Step"]["properties"]["due"]["anyOf"]
    assert [one.get("type", "one") for one in due] == ["one", "array"]
    assert {"type": "string"} in schema["$defs"]["Due"]["anyOf"]
    assert "month" in schema["$defs"]["Stage"]["properties"]
    assert "details" in schema["properties"]


def test_a_preview_says_when_each_task_is_due_and_what_more_there_is_to_know() -> None:
    snapshot = snapshot_of(LIST)
    lines = list(as_lines(snapshot))
    assert "M.1 · Seeds · by March 10, 2026" in lines
    assert "  Seeds (Seeds, manual p. 7): The shed has a list." in lines
    steps = {step["ref"]: step for stage in as_values(snapshot)["stages"] for step in stage["steps"]}
    assert steps["A.1"]["due"] == [{"within": "24 hours", "of": "a storm", "words": "within 24 hours of a storm"}]
    assert steps["M.1"]["see"] == ["seeds"]
    assert "due" not in steps["M.2"]


def test_a_session_of_before_there_were_deadlines_still_opens() -> None:
    text = snapshot_of(LIST).text
    old = Script.model_validate({"id": "old", "title": "Old", "kind": "checklist", "stages": [
        {"id": "one", "title": "One", "order": "any", "steps": [{"ref": "A.1", "blocks": [{"kind": "check", "text": "x"}]}]}
    ]})  # fmt: skip
    assert (old.details, old.stages[0].month, old.stages[0].steps[0].due) == ((), None, ())
    assert Snapshot.from_text(text).text == text
