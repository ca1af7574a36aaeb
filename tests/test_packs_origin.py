"""``proctor packs`` on official packs: whose words they have, where they come from, which files were edited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proctor.commands.packs import packs
from proctor.scripts.imported import RECORD
from tests.helpers import ONE_STEP, write_pack
from tests.scripts.test_imported import official

FROM = "from manual.pdf · SHA-256 aaaaaaaaaaaa… · 99.97 % of its characters have their place"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An imported pack, the only one besides those that come with the program."""
    monkeypatch.setenv("PROCTOR_PACKS", str(tmp_path / "packs"))
    return official(tmp_path / "packs" / "made")


def call(*words: str) -> Result:
    return CliRunner().invoke(packs, words, standalone_mode=False)


def test_list_says_where_official_words_come_from(pack: Path) -> None:
    lines = call("list").output.splitlines()
    at = lines.index("made · Made for a test · official words · 1 script")
    assert lines[at + 1 : at + 3] == [f"  {FROM}", "  made/script"]


def test_list_for_a_program_has_the_manual_and_the_edits(pack: Path) -> None:
    (pack / "script.yaml").write_text(f"{ONE_STEP}# mine\n", encoding="utf-8")
    listed = {one["id"]: one for one in json.loads(call("list", "--json").output)}
    practice, made = listed["mcas-2006-grade10-math"], listed["made"]
    assert (practice["authority"], practice["words"], practice["import"]) == ("rehearsal", "practice words", None)
    assert (made["authority"], made["words"]) == ("official_edited", "official words, edited")
    assert made["import"]["source"]["sha256"] == "a" * 64
    assert (made["import"]["coverage"], made["import"]["edits"]) == (0.9997, ["script.yaml (changed)"])


def test_show_says_the_same_in_words_and_for_a_program(pack: Path) -> None:
    assert call("show", "made").output.splitlines()[:3] == [
        "made · Made for a test",
        "Official words. Reading aloud by machine: allowed.",
        f"Words {FROM}.",
    ]
    shown = json.loads(call("show", "made", "--json").output)
    assert (shown["id"], shown["authority"], shown["import"]["source"]["name"]) == ("made", "official", "manual.pdf")
    assert [(script["id"], script["steps"]) for script in shown["scripts"]] == [("script", 1)]


def test_check_says_that_every_file_is_as_it_was_imported(pack: Path) -> None:
    done = call("check", "made")
    assert done.output.splitlines() == [
        "made: 1 script, no fault.",
        "Official words: every file is as it was imported from manual.pdf.",
    ]


def test_an_edit_is_no_fault_and_check_names_its_files(pack: Path) -> None:
    (pack / "script.yaml").write_text(f"{ONE_STEP}# mine\n", encoding="utf-8")
    (pack / "more.yaml").write_text("", encoding="utf-8")
    done = call("check", "made")
    assert done.return_value == 0
    assert done.output.splitlines()[1:] == [
        "Official words, edited: these files differ from the import of manual.pdf: more.yaml (added), script.yaml (changed)."
    ]


def test_check_says_that_nothing_bears_official_words_out(pack: Path) -> None:
    (pack / RECORD).unlink()
    done = call("check", "made")
    assert done.return_value == 0
    assert done.output.splitlines()[1].startswith("Official words, not verified: no record of an import stands beside it.")


def test_a_broken_record_is_a_fault_to_check_and_keeps_nobody_from_looking(pack: Path) -> None:
    (pack / RECORD).write_text("{}", encoding="utf-8")
    done = call("check", "made")
    assert (done.return_value, done.stderr.splitlines()[-1]) == (1, "1 fault.")
    assert f"{pack / RECORD}: the record of the import cannot be used: " in done.stderr
    assert "made · Made for a test · official words, not verified · 1 script" in call("list").output
    assert call("show", "made").output.splitlines()[1].startswith("Official words, not verified.")


def test_a_practice_pack_is_asked_for_no_record(pack: Path) -> None:
    folder = write_pack(pack.parent / "practice", header="id: practice\ntitle: P\nscripts: [script]\n")
    (folder / RECORD).write_text("{}", encoding="utf-8")
    assert call("check", "practice").output == "practice: 1 script, no fault.\n"
