"""The coordinator's year: every bullet of its document is a task, every date stands in its calendar, its rules answer."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import icalendar
import pytest

from proctor.assistant import Assistant, Handbook
from proctor.records.tasks_export import Listed
from proctor.scripts.loading import load_pack
from proctor.scripts.policies import Pack
from proctor.scripts.snapshot import Snapshot
from proctor.settings import builtin_packs
from proctor.state.clock import ManualClock
from proctor.state.opening import Opening, begin
from proctor.state.tasks import DUE, LATE
from tests.plain.rooms import typed
from tests.programs import run
from tests.state.lists import list_on, noon, stand
from tests.state.packs import done

PACK = "caaspp-2020-21-coordinator"
HERE = Path(__file__).resolve().parents[1]
MANUAL = HERE.parent / "shared" / "manuals" / "caaspp-lea-coordinator-checklist-2020-21.txt"
QUESTIONS = HERE / "benchmarks" / "questions"
MONTHS = (
    "Ongoing", "July", "August", "September", "October", "November", "December",
    "January", "February", "March", "April", "May", "June",
)  # fmt: skip


@cache
def pack() -> Pack:
    return load_pack(builtin_packs() / PACK)


def snapshot() -> Snapshot:
    found = pack()
    return Snapshot(pack=found.header, script=found.scripts[0], policies=found.policies)


# -- the tasks ----------------------------------------------------------------------------------------------------------


def test_every_part_has_the_tasks_of_its_document() -> None:
    counted = Counter(step.ref.partition(".")[0] for _, step in pack().scripts[0].steps())
    assert dict(counted) == dict(zip(MONTHS, (15, 10, 11, 7, 2, 2, 7, 15, 7, 5, 7, 13, 4), strict=True))


def test_every_bullet_of_the_document_has_its_task() -> None:
    if not MANUAL.is_file():
        pytest.skip("the document is not on this machine")
    text = MANUAL.read_text(encoding="utf-8")
    bullets: Counter[str] = Counter()
    part = ""
    for line in text[text.index("Ongoing/Continuous") : text.index("Additional Information")].splitlines():
        if found := re.match(rf"({'|'.join(MONTHS)})\b", line):
            part = found[1]
        bullets[part] += line.startswith("· ")
    assert +bullets == Counter(step.ref.partition(".")[0] for _, step in pack().scripts[0].steps())


def test_tasks_are_numbered_as_the_bullets_stand_and_each_has_a_title_and_a_month() -> None:
    for stage in pack().scripts[0].stages:
        part = stage.title.split()[0] if stage.month else "Ongoing"
        assert [step.ref for step in stage.steps] == [f"{part}.{n}" for n in range(1, len(stage.steps) + 1)]
        assert all(step.title for step in stage.steps)
    assert [stage.month for stage in pack().scripts[0].stages][1:] == [
        *(f"2020-{n:02}" for n in range(7, 13)), *(f"2021-{n:02}" for n in range(1, 7)),
    ]  # fmt: skip


def test_every_detail_is_said_of_some_task() -> None:
    script = pack().scripts[0]
    named = {name for _, step in script.steps() for name in step.see}
    assert named == {one.id for one in script.details}


def test_the_deadlines_of_the_document_are_data() -> None:
    steps = {step.ref: [due.words for due in step.due] for _, step in pack().scripts[0].steps()}
    assert steps["July.1"] == ["by July 1, 2020"]
    assert steps["April.1"] == ["by July 1, 2021"]
    assert steps["Ongoing.14"] == ["within 24 hours of a test security incident"]
    assert steps["Ongoing.10"] == ["at least 2 weeks before testing"]
    assert steps["May.8"] == ["within 20 working days of receipt of the Student Score Reports from ETS (parents have them)"]
    assert [said.partition(" (")[0] for said in steps["November.1"]] == [
        "by December 1, 2020",
        "not before 66 percent of a school's annual instructional days",
        "at least 25 instructional days",
        "until July 15, 2021",
    ]


def test_the_calendar_holds_every_date() -> None:
    text = Listed.of_script(snapshot()).as_ics(datetime(2020, 7, 1, tzinfo=UTC))
    events = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")
    days = {event.decoded("dtstart") for event in events}
    assert {
        date(2020, 7, 1),
        date(2020, 8, 19),
        date(2020, 8, 26),
        date(2020, 12, 1),
        date(2021, 7, 1),
        date(2021, 7, 15),
    } <= days
    dated = [step for stage, step in pack().scripts[0].steps() if stage.month]
    assert len(events) == len(dated) + 2 + 1 + 1, "each task with a day, two meetings, the end of testing, and all year in one"


def test_in_its_own_year_it_says_what_is_late_and_due() -> None:
    session, _ = list_on("2020-11-20", snapshot())
    for _, step in pack().scripts[0].steps():
        if step.ref.partition(".")[0] in ("July", "August", "September"):
            done(session, f"{step.ref}/1")
    found = stand(session)
    assert [ref for ref, status in found.items() if status == LATE] == ["October.1", "October.2"]
    assert [ref for ref, status in found.items() if status == DUE] == ["November.2"]
    assert "LIST: 28 of 105 done, 2 late, 1 due this month, next: 8 in December 2020." in typed(session, [])


# -- its rules ----------------------------------------------------------------------------------------------------------


@cache
def assistant(*packs: str) -> Assistant:
    return Assistant(tuple(Handbook.of_pack(load_pack(builtin_packs() / name)) for name in packs))


def asked(name: str) -> list[dict[str, object]]:
    path = QUESTIONS / f"{PACK}.{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_questions_and_half_of_them_were_never_tuned_on() -> None:
    tuning, unseen = asked("tuning"), asked("unseen")
    assert len(tuning) + len(unseen) >= 35
    assert not {one["question"] for one in tuning} & {one["question"] for one in unseen}


@pytest.mark.parametrize("one", asked("tuning"), ids=lambda one: str(one["question"]))
def test_a_question_is_answered_from_the_section_where_it_stands(one: dict[str, object]) -> None:
    reply = assistant(PACK).reply(str(one["question"]), script=PACK)
    if one["verdict"] == "abstain":
        assert reply.kind == "unknown"
        return
    assert reply.verdict == one["verdict"]
    assert {cited.section for cited in reply.citations} & set(one["sections"])  # type: ignore[call-overload]
    assert any(str(word).lower() in reply.answer.lower() for word in one["answer_has_any"])  # type: ignore[attr-defined]


def test_nine_in_ten_of_the_questions_that_nothing_was_tuned_on_are_right() -> None:
    right = 0
    for one in asked("unseen"):
        reply = assistant(PACK).reply(str(one["question"]), script=PACK)
        sections = {cited.section for cited in reply.citations}
        silent = one["verdict"] == "abstain" and reply.kind == "unknown"
        right += silent or (reply.verdict == one["verdict"] and bool(sections & set(one["sections"])))  # type: ignore[call-overload]
    assert right >= 0.9 * len(asked("unseen"))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("deadline for setting the testing window", "December 1"),
        ("how fast do I report a breach", "24 hours"),
        ("parent opt-out code", "PGE"),
        ("code for a medical emergency", "NTE"),
    ],
)
def test_with_no_pack_named_the_right_one_answers(question: str, word: str) -> None:
    reply = assistant("mcas-2006-grade10-math", PACK).reply(question)
    assert word in reply.answer
    assert reply.verdict == "info"
    assert "checklist" in {cited.document for cited in reply.citations}


# -- the command line ---------------------------------------------------------------------------------------------------


def test_it_is_run_by_the_name_of_its_pack(tmp_path: Path) -> None:
    first = run("run", PACK, "--plain", keys="n July.3\nassign July.1 Ana Ruiz\n", data=tmp_path)
    assert "  July.3 · CDE Assessments on Twitter · done" in first.stdout
    assert first.returncode == 0


def test_an_open_list_is_gone_on_with_on_another_day_without_a_word(tmp_path: Path) -> None:
    begun = begin(snapshot(), Opening(script=f"{PACK}/year"), tmp_path / "sessions", real=ManualClock(utc=noon("2020-07-20")))
    done(begun, "July.3/1")
    begun.close()
    again = run("run", PACK, "--plain", keys="l done\n", data=tmp_path)
    assert "Going on with the open session 2020-07-20-year.proctor" in again.stderr
    assert "  July.3 · CDE Assessments on Twitter · done" in again.stdout


def test_students_and_a_room_are_not_asked_for_and_not_taken(tmp_path: Path) -> None:
    refused = run("run", PACK, "--plain", "--students", "3", data=tmp_path)
    assert (refused.returncode, refused.stderr) == (2, "A list of tasks has no students; leave that out.\n")


@pytest.mark.parametrize("form", ["ics", "md"])
def test_it_goes_out_as_a_calendar_and_a_page_before_and_in_a_session(tmp_path: Path, form: str) -> None:
    begun = begin(snapshot(), Opening(script=f"{PACK}/year"), tmp_path / "sessions", real=ManualClock(utc=noon("2020-07-20")))
    done(begun, "July.3/1")
    begun.close()
    before = run("preview", PACK, "--format", form, data=tmp_path).stdout
    assert run("sessions", "export", "year", "--format", form, "-o", str(tmp_path / "out"), data=tmp_path).returncode == 0
    after = (tmp_path / "out").read_bytes().decode()
    box = {"ics": "[x] July.3", "md": "[x] **July.3**"}[form]
    assert (box in before, box in after) == (False, True)
    if form == "ics":
        assert len(icalendar.Calendar.from_ical(after).walk("VEVENT")) == 94


def test_other_scripts_have_no_calendar(tmp_path: Path) -> None:
    refused = run("preview", "mcas-2006-grade10-math/session-1", "--format", "ics", data=tmp_path)
    assert refused.returncode == 2
    assert "is no checklist" in refused.stderr
