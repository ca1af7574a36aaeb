"""A real manual, one flat line of 60,000 characters, brought in whole: what is said in it is cut out here by other means.

Runs where the manual is there; it is no part of the program.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import Import, import_manual
from proctor.plain.loop import PlainMode
from proctor.scripts.library import Library
from proctor.scripts.standing import standing
from proctor.settings import Places
from proctor.state import Accepted, Session
from proctor.state.clock import ManualClock
from proctor.state.commands import Open
from proctor.state.journal import MemoryJournal
from proctor.state.state import Phase
from tests.programs import ROOT, run
from tests.robot import Administrator

MANUAL = ROOT.parent / "shared" / "manuals" / "mcas-tam-grade10-math-2006.txt"
STEPS = {"II.A": 3, "II.B": 3, "III.D": 25, "IV.D": 19}
HEADINGS = {
    "II.A": ("A. Administering the Grade 10 Mathematics Practice Test", "B. Administering the Grade 10 Student Questionnaire"),
    "II.B": ("B. Administering the Grade 10 Student Questionnaire", "Part III"),
    "III.D": ("D. Administer Session 1", "E. End of Session 1"),
    "IV.D": ("D. Administer Session 2", "E. End of Session 2"),
}

pytestmark = pytest.mark.skipif(not MANUAL.is_file(), reason="the manual is not there")


@cache
def imported() -> Import:
    return import_manual(MANUAL, Corrections())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the pack among the user's own."""
    data = tmp_path_factory.mktemp("home")
    imported().write(data / "packs" / "tam-2006")
    return data


@pytest.fixture
def pack(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PROCTOR_DATA", str(home))
    return imported().pack_id


def section(ref: str) -> str:
    """The text of a section: from where its heading stands for the second time, behind the list of contents."""
    text = MANUAL.read_text(encoding="utf-8")
    first, after = HEADINGS[ref]
    start = text.index(first, text.index(first) + 1)
    return text[start : text.index(after, start)]


def cut_out(ref: str) -> list[tuple[str, str]]:
    """What a section says, with its steps. Its quotes are straight and come in pairs: every other piece between them is quoted,
    and spoken where the one before it ends in a colon. Steps are counted outside, and no space stands behind a hyphen."""
    found = []
    outside, number = "", 0
    for place, piece in enumerate(section(ref).split('"')):
        if place % 2 and outside.rstrip().endswith(":"):
            found.append((f"{ref}.{number}", re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(piece.split()))))
        elif place % 2 == 0:
            outside = piece
            for mark in re.finditer(r"(?<!step )(?<!page )\b(\d+)\. (?=[A-Z])", piece):
                number += int(mark[1]) == number + 1
    return found


def said() -> list[tuple[str, str]]:
    return [(one.ref, one.piece.text) for one in imported().compiled.said]


def test_every_speech_is_found_to_the_letter_under_its_step_and_no_other() -> None:
    assert said() == [one for ref in STEPS for one in cut_out(ref)]


def test_there_are_so_many_of_them() -> None:
    count = Counter(ref for ref, _ in said())
    assert Counter(ref.rpartition(".")[0] for ref, _ in said()) == {"II.A": 2, "II.B": 1, "III.D": 19, "IV.D": 12}
    assert count["III.D.8"] == 3
    assert count["III.D.4"] == 0


def test_nothing_but_a_space_behind_a_hyphen_was_mended() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    for one in imported().compiled.said:
        assert {(mend.was, mend.now) for mend in one.piece.words.mends} <= {("- ", "-")}
        assert text[one.piece.inner.start : one.piece.inner.end].replace("- ", "-") == one.piece.text.replace("- ", "-")
        assert text[one.piece.inner.start - 2 : one.piece.inner.start].strip() == '"'


def test_every_step_is_there_under_its_number() -> None:
    steps = [step for script in imported().reading.groups.delivered for one in script.sections for step in one.steps]
    spoken = [one.section.ref for script in imported().reading.groups.delivered for one in script.sections if one.spoken]
    assert spoken == list(STEPS)
    for ref, count in STEPS.items():
        assert [one.ref for one in steps if one.number and one.ref.startswith(f"{ref}.")] == [
            f"{ref}.{number}" for number in range(1, count + 1)
        ]


def test_the_review_counts_steps_pauses_and_policies_and_asks_nothing() -> None:
    values = imported().values()
    assert (values["steps"], len(values["say"]), values["pauses"], values["policies"]) == (50, 34, 11, 16)
    assert (values["questions"], values["unplaced"], values["warnings"]) == ([], [], [])
    assert values["coverage"] >= 0.999


def test_pauses_stand_where_the_manual_has_them() -> None:
    steps = [step for script in imported().reading.groups.delivered for one in script.sections for step in one.steps]
    pauses = [(step.ref, piece.text) for step in steps for piece in step.pieces if piece.why == "a pause"]
    assert all(text.startswith("Pause") for _, text in pauses)
    outside = [" ".join(section(ref).split('"')[::2]) for ref in STEPS]
    assert [sum(ref.startswith(f"{one}.") for ref, _ in pauses) for one in STEPS] == [one.count("Pause") for one in outside]
    assert len(pauses) == 11


def test_sixteen_sections_are_looked_up_each_word_for_word() -> None:
    sections = imported().compiled.files["sections.yaml"]["sections"]
    refs = [one["ref"] for one in sections]
    policies = [f"I.{letter}" for letter in "ABCDEFGHIJK"] + [f"App.{letter}" for letter in "ABCDE"]
    assert [ref for ref in refs if ref in policies] == policies
    text = "".join(MANUAL.read_text(encoding="utf-8").split())
    for one in sections:
        assert "".join(one["text"].replace("-", "").split()) in text.replace("-", "")


@pytest.mark.parametrize(
    ("script", "start", "half", "end"),
    [("session-1", "III.D.18", "III.D.20", "III.D.21"), ("session-2", "IV.D.12", "IV.D.14", "IV.D.15")],
)
def test_the_clock_and_its_announcements(script: str, start: str, half: str, end: str) -> None:
    values = imported().compiled.files[f"{script}.yaml"]
    steps = [step for stage in values["stages"] for step in stage["steps"]]
    assert [step["ref"] for step in steps for block in step["blocks"] if block.get("clock") == "start"] == [start]
    assert {step["ref"]: step["at"] for step in steps if "at" in step} == {half: "half", end: "end"}
    assert values["timing"] == {"scheduled_minutes": 60, "untimed": True, "same_day": True, "block_minutes": 120}


def test_what_is_no_session_starts_no_clock() -> None:
    for script in ("practice-test", "questionnaire"):
        values = imported().compiled.files[f"{script}.yaml"]
        assert not [
            block for stage in values["stages"] for step in stage["steps"] for block in step["blocks"] if "clock" in block
        ]
        assert "untimed" not in values["timing"]


# -- the pack is one like any other -----------------------------------------------------------------------------------


SCRIPTS = ("practice-test", "questionnaire", "session-1", "session-2")


def delivered(pack: str, script: str, data: Path, known: str) -> tuple[list[str], str]:
    """The lines of an administrator who does what she is told, up to the seal, and what is printed. She says ``known`` to all
    that is asked of the room."""
    snapshot = Library(Places(data)).snapshot(f"{pack}/{script}")
    session = Session.begin(MemoryJournal(snapshot.text), ManualClock(1_148_374_560_000))
    opened = session.open(Open(administrator=session.person("Ms. Alvarez"), mode="rehearsal", facts={"students": 3}))
    assert isinstance(opened, Accepted)
    facts = dict.fromkeys(session.state.plan.script.facts, known)
    administrator = Administrator(session, facts=facts, clock=session.clock)
    out = io.StringIO()
    PlainMode(session, administrator, out).run()
    assert session.view().phase is Phase.SEALED, out.getvalue()[-2_000:]
    return administrator.typed, " ".join(out.getvalue().split())


@pytest.mark.parametrize("known", ["yes", "no"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_comes_to_its_seal_and_says_what_it_has_to_say(script: str, known: str, pack: str, home: Path) -> None:
    _, printed = delivered(pack, script, home, known)
    steps = [step for stage in imported().compiled.files[f"{script}.yaml"]["stages"] for step in stage["steps"]]
    for step in steps:
        for block in step["blocks"]:
            asked = {**step.get("when", {}), **block.get("when", {})}
            if "say" in block and all(known in values for values in asked.values()):
                assert " ".join(block["say"].split()) in printed


def test_the_pack_passes_its_check_and_is_official(pack: str, home: Path) -> None:
    done = run("packs", "check", pack, data=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no fault" in done.stdout
    assert standing(home / "packs" / "tam-2006") == "official"


def test_a_rehearsal_of_it_comes_to_its_seal_in_plain_lines(pack: str, home: Path) -> None:
    done = run(
        "rehearse",
        f"{pack}/session-1",
        "--speed",
        "2000",
        "--students",
        "3",
        "--new",
        "--plain",
        keys="\n".join([*delivered(pack, "session-1", home, "no")[0], ""]),
        data=home,
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("no:")] == []
    assert "SEAL: REHEARSAL" in done.stdout
    for ref, text in said():
        if ref.startswith("III.D.") and ref not in ("III.D.8", "III.D.10"):
            assert " ".join(text.split()[:6]) in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("who approves bilingual dictionaries", "App.E"),
        ("what do I do with void booklets", "I.J"),
        ("who may sign the test for deaf students", "App.C"),
        ("are calculators allowed", "I.G"),
    ],
)
def test_it_answers_from_its_plain_sections_and_cites_them(question: str, ref: str, pack: str, home: Path) -> None:
    done = run("ask", question, "--script", f"{pack}/session-1", "--json", data=home)
    found = json.loads(done.stdout)
    assert (done.returncode, found["kind"]) == (0, "passage")
    assert ref in [one["section"] for one in (*found["citations"], *found["alternatives"])]
    assert all(one["document"] == "manual" for one in found["citations"])
