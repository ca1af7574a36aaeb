"""The manual of 2006 once more: each speech under its step, each pause, each plain section, cut out by means that are not the
importer's; and its pack on the command line, as a user has it there."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path

import pytest

from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import Import, import_manual
from proctor.plain.loop import PlainMode
from proctor.scripts.library import Library
from proctor.scripts.standing import standing
from proctor.settings import Places
from proctor.state import Session
from proctor.state.clock import ManualClock
from proctor.state.commands import Open
from proctor.state.journal import MemoryJournal
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


# -- the pack is one like any other -----------------------------------------------------------------------------------


def lines_to_the_seal(script: str, data: Path) -> str:
    """What an administrator types who does as she is told, and says no to all that is asked of her room."""
    snapshot = Library(Places(data)).snapshot(script)
    session = Session.begin(MemoryJournal(snapshot.text), ManualClock(1_148_374_560_000))
    session.open(Open(mode="rehearsal", facts={"students": 3}))
    administrator = Administrator(session, facts=dict.fromkeys(snapshot.script.facts, "no"), clock=session.clock)
    PlainMode(session, administrator, io.StringIO()).run()
    return "\n".join([*administrator.typed, ""])


def test_the_pack_passes_its_check_and_is_official(pack: str, home: Path) -> None:
    done = run("packs", "check", pack, data=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no fault" in done.stdout
    assert standing(home / "packs" / "tam-2006") == "official"


def test_a_rehearsal_of_it_comes_to_its_seal_in_plain_lines(pack: str, home: Path) -> None:
    script, how = f"{pack}/session-1", ("--speed", "2000", "--students", "3", "--new", "--plain")
    done = run("rehearse", script, *how, keys=lines_to_the_seal(script, home), data=home)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("no:")] == []
    assert "SEAL: REHEARSAL" in done.stdout
    for ref, text in said():
        if ref.startswith("III.D.") and ref not in ("III.D.8", "III.D.10"):
            assert " ".join(text.split()[:6]) in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("question", "ref"), [("who approves bilingual dictionaries", "App.E"), ("are calculators allowed", "I.G")]
)
def test_it_answers_from_its_plain_sections_and_cites_them(question: str, ref: str, pack: str, home: Path) -> None:
    done = run("ask", question, "--script", f"{pack}/session-1", "--json", data=home)
    found = json.loads(done.stdout)
    assert (done.returncode, found["kind"]) == (0, "passage")
    assert ref in [one["section"] for one in (*found["citations"], *found["alternatives"])]
    assert all(one["document"] == "manual" for one in found["citations"])
