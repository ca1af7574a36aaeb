"""What a review leaves behind: a manual without speech can be looked at, and corrections are kept for the next import."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.errors import ProctorError
from proctor.manuals.corrections import CORRECTIONS, Correction, Corrections, load_corrections
from proctor.manuals.importing import NothingIsRead, import_manual, import_to_review
from proctor.manuals.writing import keep_corrections
from proctor.scripts.imported import standing

SILENT = (
    "# Brook Test\n\n## Giving the Test\n\n1. Greet the class.\n\n   Good morning, everyone.\n\n2. Hand out the booklets.\n"
)
SPEECH = Corrections(corrections=(Correction(verdict="speech", text="Good morning, everyone.", section="Giving-the-Test"),))


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    path = tmp_path / "silent.md"
    path.write_text(SILENT, encoding="utf-8")
    return path


def test_a_manual_in_which_nothing_is_read_aloud_is_read_where_it_is_to_be_corrected(silent: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingIsRead):
        import_manual(silent, Corrections())
    found = import_to_review(silent, Corrections())
    assert not found.is_read
    assert found.values()["steps"] == 0
    with pytest.raises(NothingIsRead):
        found.write(tmp_path / "pack")
    spoken = found.corrected(SPEECH)
    assert [one["text"] for one in spoken.values()["say"]] == ["Good morning, everyone."]
    assert not spoken.corrected(Corrections()).is_read


def test_read_again_a_manual_is_as_if_it_were_read_for_the_first_time(silent: Path) -> None:
    again = import_to_review(silent, Corrections()).corrected(SPEECH)
    first = import_to_review(silent, SPEECH)
    assert again.values() == first.values()
    assert again.compiled == first.compiled
    assert again.corrected(Corrections()).values() == import_to_review(silent, Corrections()).values()


def test_corrections_that_were_kept_alone_are_no_pack_in_the_way_of_the_next_import(silent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "silent"
    assert keep_corrections(folder, SPEECH) == folder / CORRECTIONS
    assert [one.name for one in folder.iterdir()] == [CORRECTIONS]
    kept = load_corrections(folder / CORRECTIONS)
    assert kept == SPEECH
    assert import_manual(silent, kept).write(folder) is None
    assert standing(folder) == "official"
    assert load_corrections(folder / CORRECTIONS) == SPEECH


def test_kept_corrections_leave_an_imported_pack_official(silent: Path, tmp_path: Path) -> None:
    import_manual(silent, SPEECH).write(tmp_path / "pack")
    keep_corrections(tmp_path / "pack", Corrections())
    assert not (tmp_path / "pack" / CORRECTIONS).exists()
    assert standing(tmp_path / "pack") == "official"


def test_corrections_that_were_taken_back_do_not_come_back(silent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    more = SPEECH.with_one(Correction(verdict="step", text="Hand out the booklets."))
    import_manual(silent, more).write(folder)
    import_manual(silent, SPEECH).write(folder)
    assert load_corrections(folder / CORRECTIONS) == SPEECH


def test_corrections_that_cannot_be_kept_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(ProctorError, match=r"taken.corrections\.yaml cannot be written: .*Name another folder"):
        keep_corrections(tmp_path / "taken", SPEECH)


def test_what_is_no_pack_is_kept_beside_where_it_is_to_be_replaced(silent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    kept = import_manual(silent, SPEECH).write(folder, replace=True)
    assert kept is not None
    assert (kept / "notes.txt").read_text(encoding="utf-8") == "mine"
