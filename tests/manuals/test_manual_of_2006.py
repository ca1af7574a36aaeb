"""The manual that the practice pack follows, one flat line of sixty thousand characters: imported, proved, delivered, asked.

What has to be found is worked out here in another way than the importer's: the text between the quotes, counted by hand.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest

from proctor.assistant import Assistant, Handbook
from proctor.manuals.against import against
from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import Import, import_manual
from proctor.plain.loop import PlainMode
from proctor.scripts.library import Library
from proctor.scripts.loading import load_pack
from proctor.scripts.models import Script
from proctor.settings import Places
from proctor.state import Session
from proctor.state.clock import ManualClock
from proctor.state.commands import Open
from proctor.state.journal import MemoryJournal
from proctor.state.state import Phase
from tests.robot import Administrator

MANUAL = Path(__file__).parents[3] / "shared" / "manuals" / "mcas-tam-grade10-math-2006.txt"
pytestmark = [
    pytest.mark.skipif(not MANUAL.is_file(), reason="the manual of 2006 is not beside this checkout"),
    pytest.mark.usefixtures("utc"),
]
PACK = "mcas-tam-grade10-math-2006"
SECTIONS = {"II.A": 3, "II.B": 3, "III.D": 25, "IV.D": 19}
"""Sections in which something is read aloud, and how many steps each has."""


@cache
def imported() -> Import:
    return import_manual(MANUAL, Corrections())


@pytest.fixture
def places(tmp_path: Path) -> Places:
    imported().write(tmp_path / "packs" / PACK)
    return Places(tmp_path)


def script(places: Places, name: str) -> Script:
    found = load_pack(places.user_packs / PACK).script(name)
    assert found
    return found


def between_quotes() -> list[str]:
    """The text of every quote behind a cue, of the parts that are delivered: quotes alternate there, but for two signs."""
    text = MANUAL.read_text(encoding="utf-8")
    parts = text[text.index("1. Distribute the practice test to each student") : text.index("E. End of Session 2 Resp", 5_000)]
    found = re.findall(r'[Ss]ay(?: to the students)?: "(.*?)"(?=\s|$)', parts)
    return [re.sub(r"(?<=[a-z])- (?=[a-z])", "-", one).strip() for one in found]


def test_fifty_steps_and_thirty_four_say_blocks_stand_under_their_refs() -> None:
    values = imported().values()
    assert values["steps"] == sum(SECTIONS.values()) == 50
    counts = {ref: sum(one["ref"].startswith(f"{ref}.") for one in values["say"]) for ref in SECTIONS}
    assert counts == {"II.A": 2, "II.B": 1, "III.D": 19, "IV.D": 12}
    assert [one["ref"] for one in values["say"]].count("III.D.8") == 3
    assert "III.D.4" not in [one["ref"] for one in values["say"]]


def test_each_say_block_is_the_text_between_its_quotes() -> None:
    assert [one["text"] for one in imported().values()["say"]] == between_quotes()


def test_pauses_sections_and_coverage_are_those_of_the_manual() -> None:
    values = imported().values()
    assert values["pauses"] == 11
    assert values["policies"] == 16
    looked_up = [one["ref"] for one in values["sections"] if not one["delivered"] and re.match(r"I\.|App", one["ref"])]
    assert looked_up == [*(f"I.{letter}" for letter in "ABCDEFGHIJK"), *(f"App.{letter}" for letter in "ABCDE")]
    assert values["coverage"] >= 0.999
    assert (values["unplaced"], values["questions"], values["warnings"]) == ([], [], [])


def test_the_clock_starts_twice_and_half_time_and_end_are_announced() -> None:
    found = {one["id"]: one for one in imported().values()["scripts"]}
    assert {name: one["starts"] for name, one in found.items() if one["starts"]} == {
        "session-1": ["III.D.18"],
        "session-2": ["IV.D.12"],
    }
    assert found["session-1"]["announcements"] == {"III.D.20": "half", "III.D.21": "end"}
    assert found["session-2"]["announcements"] == {"IV.D.14": "half", "IV.D.15": "end"}
    assert {one["minutes"] for name, one in found.items() if name.startswith("session")} == {60}


def test_those_with_labels_skip_the_rest_of_step_eight(places: Places) -> None:
    step = next(step for _, step in script(places, "session-1").steps() if step.ref == "III.D.8")
    assert [sorted(block.when.values()) for block in step.blocks if block.kind == "say"] == [
        [("no",)],
        [("no",)],
        [("no",), ("yes",)],
    ]


def test_the_pack_is_official_and_the_manual_proves_it(places: Places) -> None:
    assert load_pack(places.user_packs / PACK).header.words == "official words"
    verdict = against(places.user_packs / PACK, MANUAL)
    assert (verdict.said, verdict.wrong, verdict.others_wrong, verdict.same_file) == (34, (), (), True)


@pytest.mark.parametrize("name", ["session-1", "session-2", "practice-test", "questionnaire"])
@pytest.mark.parametrize("labels", ["yes", "no"])
def test_every_script_runs_to_its_seal_in_plain_lines(places: Places, name: str, labels: str) -> None:
    snapshot = Library(places).snapshot(f"{PACK}/{name}")
    session = Session.begin(MemoryJournal(snapshot.text), ManualClock(utc=1_148_374_560_000))
    session.open(Open(room="12", facts={"students": 3}))
    facts = dict.fromkeys(snapshot.script.facts, labels)
    out = io.StringIO()
    PlainMode(session, Administrator(session, facts=facts, clock=session.clock, echo=out), out).run()
    assert session.state.phase is Phase.SEALED
    spoken = set(re.findall(r"SAY: \[(\S+?)[/\]]", out.getvalue()))
    skipped = {"III.D.8"} if labels == "yes" else set()
    wanted = {step.ref for _, step in snapshot.script.steps() if any(block.kind == "say" for block in step.blocks)}
    assert spoken == wanted - skipped


@pytest.mark.parametrize(
    ("question", "script_id", "section"),
    [
        ("are students allowed to use dictionaries with definitions", "session-1", ("III.C.2", "I.G", "App.E")),
        ("what happens when a fire drill interrupts testing", "session-1", ("I.F",)),
        ("a student's answer booklet is damaged", "session-2", ("I.J",)),
    ],
)
def test_questions_are_answered_from_the_manuals_own_sections(
    places: Places, question: str, script_id: str, section: tuple[str, ...]
) -> None:
    pack = load_pack(places.user_packs / PACK)
    reply = Assistant((Handbook.of_pack(pack),)).reply(question, script=f"{PACK}/{script_id}")
    assert reply.kind == "passage"
    assert reply.citations[0].section in section


def test_where_no_sentence_answers_for_certain_the_section_to_look_at_is_named(places: Places) -> None:
    pack = load_pack(places.user_packs / PACK)
    reply = Assistant((Handbook.of_pack(pack),)).reply("what do I do in a fire drill", script=f"{PACK}/session-1")
    assert (reply.kind, reply.citations) == ("unknown", ())
    assert [one.section for one in reply.alternatives] == ["I.F"]
