"""Every script of the practice pack, delivered to its seal in plain lines by an administrator who knows the room.

What must be delivered is worked out here once more from the pack's YAML, by other means than the program's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from proctor import __version__
from proctor.plain.loop import PlainMode
from proctor.scripts.library import Library
from proctor.scripts.snapshot import Snapshot
from proctor.settings import Places, builtin_packs
from proctor.state import Accepted, Session
from proctor.state import events as ev
from proctor.state.clock import MINUTE, SECOND, ManualClock
from proctor.state.commands import Open
from proctor.state.evolution import fold
from proctor.state.journal import Journal, MemoryJournal
from proctor.state.session import seals_of
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Phase, Status
from tests.robot import Administrator, Happening, Minutes, at, waiting_for

pytestmark = pytest.mark.usefixtures("utc")

PACK = "mcas-2006-grade10-math"
SESSIONS = ("session-1", "session-2")
SCRIPTS = (*SESSIONS, "practice-test", "questionnaire")
MORNING = 1_148_374_560_000
"""8:56 UTC on May 23, 2006."""

BASE = {
    "covers_completed": "no",
    "labels": "some",
    "labels_applied_by": "students",
    "sasids_filled_in_by": "students",
    "accommodations": "none",
}
VALUES = {
    "covers_completed": ("yes", "no"),
    "labels": ("all", "some", "none"),
    "labels_applied_by": ("students", "before"),
    "sasids_filled_in_by": ("students", "school"),
    "accommodations": (
        *("none", "braille", "large_print", "signing", "kurzweil_cd", "rfbd_cd", "asl_video", "typed_responses"),
        *("braille kurzweil_cd", "large_print, signing"),
    ),
}

# -- what the YAML says ---------------------------------------------------------------------------------------------

Row = tuple[str, dict[str, Any], list[dict[str, list[str]]]]


@cache
def written(script: str) -> dict[str, Any]:
    found = yaml.safe_load((builtin_packs() / PACK / f"{script}.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def rows_of(script: dict[str, Any]) -> Iterator[Row]:
    """Every block of the stages: its id, its mapping, and all conditions that it stands under."""
    for stage in script["stages"]:
        for step in stage["steps"]:
            first = [{"wait": f"until {step['after']}"}] if "after" in step else []
            for number, block in enumerate([*first, *step["blocks"]], 1):
                conditions = [_listed(one.get("when", {})) for one in (stage, step, block)]
                yield f"{step['ref']}/{number}", block, conditions


def _listed(when: dict[str, Any]) -> dict[str, list[str]]:
    return {fact: values if isinstance(values, list) else [values] for fact, values in when.items()}


@dataclass
class OnPaper:
    """Somebody with the YAML and a pencil: goes through a script and notes what is to be delivered in a room."""

    script: dict[str, Any]
    room: Mapping[str, str]
    answers: Mapping[str, str] = field(default_factory=dict)

    known: dict[str, set[str]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def delivered(self) -> list[str]:
        for row in (*rows_of(self.script), *rows_of(self.script)):  # the second time for what a late answer opened
            self._pass(*row)
        return self.passed

    def _pass(self, spot: str, block: dict[str, Any], conditions: list[dict[str, list[str]]]) -> None:
        counted = [one for one in self.script["materials"] if one["id"] in block.get("materials", ())]
        asking = [*conditions, *(_listed(one.get("when", {})) for one in counted)]
        while not any(self._rules_out(one) for one in conditions):
            fact = next((fact for one in asking for fact in one if fact not in self.known), None)
            if fact is None:
                break
            self.passed.append(f"{spot}?{fact}")
            typed = self.room.get(fact)
            self.known[fact] = {"?"} if typed is None else set(typed.replace(",", " ").split())
        else:
            return
        if spot not in self.passed:
            self.passed.append(spot)
            self._answer(spot, block)

    def _rules_out(self, when: dict[str, list[str]]) -> bool:
        """What is not known rules nothing out."""
        return any(fact in self.known and not self.known[fact] & {*values, "?"} for fact, values in when.items())

    def _answer(self, spot: str, block: dict[str, Any]) -> None:
        for option in block.get("options", ()) if "ask" in block else ():
            if option["answer"] == self.answers.get(spot, "no"):
                self.known |= {fact: {value} for fact, value in option.get("set", {}).items()}


# -- a delivery -----------------------------------------------------------------------------------------------------


def snapshot(script: str, tmp_path: Path) -> Snapshot:
    return Library(Places(tmp_path)).snapshot(f"{PACK}/{script}")


def opened(journal: Journal, clock: ManualClock, **how: Any) -> Session:
    session = Session.begin(journal, clock)
    person = session.person("Ms. Alvarez")
    outcome = session.open(Open(**{"room": "12", "facts": {"students": 3}, "administrator": person, **how}))
    assert isinstance(outcome, Accepted)
    return session


def deliver(session: Session, out: io.StringIO | None = None, **how: Any) -> Administrator:
    """Let an administrator deliver the session; what is printed and what she types goes to ``out``."""
    out = out or io.StringIO()
    administrator = Administrator(session, clock=session.clock, echo=out, **how)
    PlainMode(session, administrator, out).run()
    return administrator


def settled(session: Session) -> list[str]:
    """The ids of the script's blocks in the order in which they were settled."""
    found: list[str] = []
    for entry in session.journal.entries():
        match entry.event:
            case ev.BlockDone(block=block) | ev.Answered(block=block) | ev.BlockSkipped(block=block):
                found.append(block)
            case ev.AnnouncementMade(step=step):
                found += [one.id for one in session.state.plan.blocks_of(step)]
    return [spot for spot in dict.fromkeys(found) if "#" not in spot]


def events(session: Session, kind: type[ev.Event]) -> list[Any]:
    return [entry.event for entry in session.journal.entries() if isinstance(entry.event, kind)]


def assert_well_delivered(session: Session, room: Mapping[str, str], answers: Mapping[str, str] | None = None) -> None:
    """Delivered as the YAML has it, nothing passed in silence, both announcements once and in time, sealed."""
    script = written(session.state.plan.script.id)
    assert settled(session) == OnPaper(script, room, answers or {}).delivered()
    assert session.state.phase is Phase.SEALED
    _assert_nothing_skipped_but_unknown_facts(session)
    _assert_announced(session, script)
    assert fold(session.state.plan, session.journal.entries()) == session.state
    assert [seal for _, seal in seals_of(session.journal)] == [session.seal()]


def _assert_nothing_skipped_but_unknown_facts(session: Session) -> None:
    skipped = events(session, ev.BlockSkipped)
    assert [one.block for one in skipped if "?" not in one.block] == []
    assert all(one.reason for one in skipped)
    assert all(one.status is Status.DONE for spot, one in session.state.blocks.items() if "?" not in spot)


def _assert_announced(session: Session, script: dict[str, Any]) -> None:
    steps = [step for stage in script["stages"] for step in stage["steps"] if "at" in step]
    (started,) = [entry.instant.utc for entry in session.journal.entries() if isinstance(entry.event, ev.ClockStarted)]
    minutes = script["timing"]["scheduled_minutes"]
    due = {step["ref"]: started + (minutes // 2 if step["at"] == "half" else minutes) * MINUTE for step in steps}
    assert {one.step: one.due for one in events(session, ev.AnnouncementDue)} == due
    made = events(session, ev.AnnouncementMade)
    assert [one.step for one in made] == list(due)
    assert all(0 <= one.late < MINUTE for one in made)


# -- each value of each fact ----------------------------------------------------------------------------------------


def rooms() -> Iterator[Any]:
    """The base room of each script, and with each fact in turn each other value, and not known."""
    for script in SCRIPTS:
        room = BASE if script in SESSIONS else {}
        yield pytest.param(script, room, id=f"{script}-base")
        for fact in room:
            unknown = {name: value for name, value in room.items() if name != fact}
            yield pytest.param(script, unknown, id=f"{script}-{fact}-not-known")
            for value in VALUES[fact]:
                if value != room[fact]:
                    yield pytest.param(script, {**room, fact: value}, id=f"{script}-{fact}-{value.replace(' ', '-')}")
        if room:
            yield pytest.param(script, {}, id=f"{script}-nothing-known")


@pytest.mark.parametrize(("script", "room"), list(rooms()))
def test_a_script_is_delivered_to_its_seal_as_the_pack_has_it(script: str, room: dict[str, str], tmp_path: Path) -> None:
    session = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING))
    administrator = deliver(session, facts=room)
    assert_well_delivered(session, room)
    unknown = {line for line in administrator.typed if line.startswith("s ")}
    assert {line.rpartition(" ")[2] for line in unknown} == set(session.state.declined) == _asked(session) - set(room)


def _asked(session: Session) -> set[str]:
    return {spot.partition("?")[2] for spot in settled(session) if "?" in spot}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_was_delivered_can_be_read_from_the_file_and_verified(script: str, tmp_path: Path) -> None:
    path = tmp_path / "room.proctor"
    session = opened(SqliteJournal.create(path, snapshot(script, tmp_path).text), ManualClock(MORNING))
    deliver(session, facts=BASE)
    session.close()
    journal = SqliteJournal.read(path)
    read = Session.resume(journal)
    assert read.state == session.state
    assert_well_delivered(read, BASE if script in SESSIONS else {})
    journal.close()


CHOICES = ("covers_completed", "labels", "labels_applied_by", "sasids_filled_in_by")


@pytest.mark.parametrize("script", SESSIONS)
def test_choices_go_together_as_the_pack_has_them(script: str, tmp_path: Path) -> None:
    """Every combination of what is said of covers, labels, who puts them on, and who fills in SASIDs."""
    _deliver_all(script, tmp_path, *(VALUES[name] for name in CHOICES))


@pytest.mark.slow
@pytest.mark.parametrize("script", SESSIONS)
def test_choices_go_together_where_some_are_not_known(script: str, tmp_path: Path) -> None:
    _deliver_all(script, tmp_path, *((*VALUES[name], None) for name in CHOICES))


def _deliver_all(script: str, tmp_path: Path, *values: tuple[str | None, ...]) -> None:
    words = snapshot(script, tmp_path)
    for chosen in product(*values):
        given = {name: value for name, value in zip(CHOICES, chosen, strict=True) if value is not None}
        room = {"accommodations": "none", **given}
        session = opened(MemoryJournal(words.text), ManualClock(MORNING))
        deliver(session, facts=room)
        assert_well_delivered(session, room)


@pytest.mark.parametrize("script", SESSIONS)
def test_what_is_known_at_the_opening_is_not_asked(script: str, tmp_path: Path) -> None:
    session = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING), facts={"students": 3, **BASE})
    deliver(session, facts=BASE)
    assert session.state.phase is Phase.SEALED
    assert _asked(session) == set()


# -- what the manual wants, said in its own numbers -----------------------------------------------------------------


def refs(script: str, tmp_path: Path, **room: str) -> list[str]:
    """The steps that are delivered in a room, in order."""
    session = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING))
    deliver(session, facts={**BASE, **room})
    return list(dict.fromkeys(spot.partition("/")[0] for spot in settled(session)))


def spots(script: str, tmp_path: Path, answers: Mapping[str, str] | None = None, **room: str) -> list[str]:
    session = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING))
    deliver(session, facts={**BASE, **room}, answers=answers or {})
    return settled(session)


COVERS = {"III.D.5", "III.D.6", "III.D.7", "III.D.8"}


def test_completed_covers_hide_steps_5_to_8_of_session_1_and_nothing_else(tmp_path: Path) -> None:
    completed, not_yet = (refs("session-1", tmp_path, covers_completed=value) for value in ("yes", "no"))
    assert set(not_yet) - set(completed) == COVERS
    assert set(completed) <= set(not_yet)
    assert {"III.D.2", "III.D.3", "III.D.4", "III.D.9"} <= set(completed)


def test_students_without_covers_go_through_steps_2_to_8_in_session_2(tmp_path: Path) -> None:
    completed, not_yet = (refs("session-2", tmp_path, covers_completed=value) for value in ("yes", "no"))
    added = [ref for ref in not_yet if ref not in completed]
    assert added == [f"III.D.{number}" for number in range(2, 9)]
    assert not_yet.index("IV.D.3") + 1 == not_yet.index("III.D.2")
    assert not_yet.index("III.D.8") + 1 == not_yet.index("IV.D.4")


@pytest.mark.parametrize("script", SESSIONS)
@pytest.mark.parametrize(("labels", "comes"), [("all", False), ("some", True), ("none", True)])
def test_step_8_comes_where_a_student_has_no_label(script: str, labels: str, comes: bool, tmp_path: Path) -> None:
    assert ("III.D.8" in refs(script, tmp_path, labels=labels)) is comes


@pytest.mark.parametrize("script", SESSIONS)
def test_without_any_labels_there_is_no_step_of_labels(script: str, tmp_path: Path) -> None:
    assert "III.D.4" not in refs(script, tmp_path, labels="none")


@pytest.mark.parametrize("script", SESSIONS)
@pytest.mark.parametrize(("who", "said"), [("students", 3), ("school", 2)])
def test_the_sasid_is_spoken_of_only_where_students_fill_it_in(script: str, who: str, said: int, tmp_path: Path) -> None:
    kinds = {spot: next(iter(block)) for spot, block, _ in rows_of(written(script))}
    in_step_8 = [spot for spot in spots(script, tmp_path, sasids_filled_in_by=who) if spot.startswith("III.D.8/")]
    assert sum(kinds[spot] == "say" for spot in in_step_8 if "?" not in spot) == said


@pytest.mark.parametrize("script", SESSIONS)
def test_a_refused_label_turns_all_into_some_and_brings_step_8(script: str, tmp_path: Path) -> None:
    ask = next(spot for spot, block, _ in rows_of(written(script)) if "ask" in block)
    kept, refused = (spots(script, tmp_path, {ask: answer}, labels="all") for answer in ("no", "yes"))
    assert not any(spot.startswith("III.D.8/") for spot in kept)
    assert any(spot.startswith("III.D.8/") for spot in refused)


@pytest.mark.parametrize("script", SESSIONS)
@pytest.mark.parametrize("answer", ["no", "yes"])
def test_a_delivery_with_the_question_of_labels_is_whole_either_way(script: str, answer: str, tmp_path: Path) -> None:
    """What a refused label opens behind the walk is done before the room is closed."""
    ask = next(spot for spot, block, _ in rows_of(written(script)) if "ask" in block)
    room, answers = {**BASE, "labels": "all"}, {ask: answer}
    session = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING))
    deliver(session, facts=room, answers=answers)
    assert sorted(settled(session)) == sorted(OnPaper(written(script), room, answers).delivered())
    assert session.state.phase is Phase.SEALED


@pytest.mark.parametrize("script", SESSIONS)
@pytest.mark.parametrize(
    ("accommodation", "brings"),
    [
        ("braille", {"braille_booklet"}),
        ("large_print", {"large_print_test_booklet", "large_print_answer_booklet"}),
        ("signing", set()),
        ("kurzweil_cd", {"kurzweil_cd"}),
        ("rfbd_cd", {"rfbd_cd"}),
        ("asl_video", {"asl_video"}),
        ("typed_responses", set()),
    ],
)
def test_an_accommodation_brings_its_materials_to_be_counted(
    script: str, accommodation: str, brings: set[str], tmp_path: Path
) -> None:
    counted = {}
    for room in ({**BASE, "accommodations": value} for value in ("none", accommodation)):
        session = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING))
        deliver(session, facts=room)
        counted[room["accommodations"]] = {one.material for one in events(session, ev.MaterialCounted)}
    assert counted[accommodation] - counted["none"] == brings


@pytest.mark.parametrize("script", SESSIONS)
@pytest.mark.parametrize(
    ("accommodation", "appendix"),
    [("braille", "App.A"), ("large_print", "App.B"), ("signing", "App.C"), ("typed_responses", "App.D")],
)
def test_an_accommodation_brings_its_appendix_and_no_other(
    script: str, accommodation: str, appendix: str, tmp_path: Path
) -> None:
    found = [ref for ref in refs(script, tmp_path, accommodations=accommodation) if ref.startswith("App.")]
    assert found == [appendix]


def test_every_numbered_instruction_is_delivered_in_the_room_that_has_everything(tmp_path: Path) -> None:
    every = "braille large_print signing kurzweil_cd rfbd_cd asl_video typed_responses"
    one = refs("session-1", tmp_path, accommodations=every)
    assert [ref for ref in one if ref.startswith("III.D.")] == [f"III.D.{number}" for number in range(1, 26)]
    two = refs("session-2", tmp_path, accommodations=every)
    assert [ref for ref in two if ref.startswith("IV.D.")] == [f"IV.D.{number}" for number in range(1, 20)]


# -- to be read -----------------------------------------------------------------------------------------------------


def readable(transcript: str) -> str:
    """Without what is another in every version and every file."""
    return re.sub(r"(SEAL: )[0-9A-Z-]+", r"\1XXX-XXX-XXX-XXX", transcript.replace(f"proctor {__version__}", "proctor"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_transcript_of_a_delivery_is_as_it_was_read_and_approved(
    script: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    session, out = opened(MemoryJournal(snapshot(script, tmp_path).text), ManualClock(MORNING)), io.StringIO()
    at_work = (Happening(at("II.A.3/1"), (Minutes(19),)), Happening(at("II.B.3/1"), (Minutes(9),)))
    deliver(session, out, facts=BASE, happenings=at_work)
    assert_well_delivered(session, BASE if script in SESSIONS else {})
    golden(f"{script}.txt", readable(out.getvalue()))


EVENTFUL = (
    Happening(at("III.D.2"), ("i damaged_booklet coffee on page 4", "mv answer_booklet void 1 unissued")),
    Happening(at("III.D.8/3"), ("m 4 said July for August", "m 1", "m undo")),
    Happening(at("III.D.11/2"), ("b", "b", "f", "f", "s no booklet was defective", "o")),
    Happening(at("III.D.19/3"), ("at start 9:10", "time")),
    Happening(waiting_for("III.D.20"), (Minutes(46, away=True), "p fire alarm 9:31", "g 9:58", "take Mr. Osei")),
    Happening(at("I.F.back"), ("room",)),
    Happening(
        lambda view: view.gate == "III.D.20" and view.state.course.pauses != (),
        ("t more_time", Minutes(5), "t handed_in 2", "i phone in a pocket, not used", "note quiet otherwise", "t handed_in"),
    ),
    Happening(lambda view: view.phase is Phase.CLOSED, ("seal", "c test_booklet returned=3")),
)


def test_an_eventful_session_is_delivered_whole_and_its_transcript_is_as_approved(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    """A damaged booklet, a refused label, a misread, a look back, leaving and coming back, a start corrected, a fire
    drill keyed half an hour late, a take-over, everybody done before half time, and a booklet counted wrong."""
    path, clock, out = tmp_path / "room.proctor", ManualClock(MORNING), io.StringIO()
    how: dict[str, Any] = {
        "facts": {**BASE, "labels": "all"},
        "answers": {"III.D.4/5": "yes"},
        "numbers": {
            "answer_booklet issued": 4,
            "answer_booklet void": 1,
            "answer_booklet unassigned": 0,
            "test_booklet returned": 2,
        },
    }
    session = opened(SqliteJournal.create(path, snapshot("session-1", tmp_path).text), clock)
    deliver(session, out, **how, happenings=EVENTFUL[:3], leaves=at("III.D.13"))
    session.close()
    clock.sleep(90 * SECOND)
    session = Session.resume(SqliteJournal.open(path), clock)
    deliver(session, out, **how, happenings=EVENTFUL[3:])
    golden("session-1-eventful.txt", readable(out.getvalue()))

    assert session.state.phase is Phase.SEALED
    assert [one.category for one in session.state.incidents] == ["damaged_booklet", "phone"]
    assert [(one.sentence, one.withdrawn) for one in session.state.misreads] == [(4, False), (1, True)]
    assert session.state.facts["labels"] == "some"
    assert [session.name_of(key) for key, _ in session.state.administrators] == ["Ms. Alvarez", "Mr. Osei"]
    view = session.view()
    assert [(one.step, one.status) for one in view.announcements] == [("III.D.20", "not_needed"), ("III.D.21", "not_needed")]
    assert session.state.course.lost(session.state.t) == 27 * MINUTE
    assert [(spot, one.reason) for spot, one in session.state.blocks.items() if one.status is Status.SKIPPED] == [
        ("III.D.11/2", "no booklet was defective")
    ]
    assert fold(session.state.plan, session.journal.entries()) == session.state
    session.close()
