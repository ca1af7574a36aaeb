"""A pack put into its folder, all of it or nothing; what people added stays; and the manual proves it again later."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from proctor.errors import PackError, ProctorError
from proctor.manuals.against import against
from proctor.manuals.corrections import CORRECTIONS, Correction, Corrections, load_corrections
from proctor.manuals.importing import Import, import_manual, made_of
from proctor.manuals.writing import as_yaml
from proctor.scripts.imported import RECORD, read_record
from proctor.scripts.loading import LOCAL, load_pack
from proctor.scripts.standing import standing
from tests.helpers import write_pack
from tests.manuals.writer import plain_manual

FIXTURES = Path(__file__).parents[1] / "fixtures" / "manuals"
TEXT = """Guide to the Spring Test

A. Rules

Every booklet is kept in a safe place.

B. Giving Session 1

1. Hand out the booklets. Then say: "Open your booklet to page 2."

2. Say: "Answer the multiple- choice questions. You may begin." Collect the booklets.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "spring.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def found(file: Path) -> Import:
    return import_manual(file, Corrections())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pack goes; beside it there is nothing else."""
    return tmp_path / "packs" / "spring"


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# -- written ----------------------------------------------------------------------------------------------------------


def test_a_pack_is_written_whole_with_its_record_and_nothing_beside_it(found: Import, folder: Path) -> None:
    assert found.write(folder) is None
    assert beside(folder) == ["spring"]
    assert sorted(contents(folder)) == [RECORD, "pack.yaml", "sections.yaml", "session-1.yaml"]
    assert load_pack(folder).header.words == "official words"
    assert (folder / "pack.yaml").read_text(encoding="utf-8").startswith("# Made by `proctor import` from spring.txt\n")


def test_the_record_says_where_each_speech_stands_and_what_was_mended(found: Import, folder: Path) -> None:
    found.write(folder)
    record = read_record(folder)
    assert record is not None
    assert (record.source.name, record.source.sha256, record.coverage) == ("spring.txt", found.manual.sha256, 1.0)
    assert [one.block for one in record.say] == ["B.1/2", "B.2/1"]
    text = found.manual.text
    for one in record.say:
        words = text[one.start : one.end]
        for mend in reversed(one.mends):
            words = words[: mend.start - one.start] + mend.now + words[mend.end - one.start :]
        assert words in [said.piece.text for said in found.compiled.said]
    assert [(mend.was, mend.now) for one in record.say for mend in one.mends] == [("- ", "-")]


def test_the_same_manual_makes_the_same_files(found: Import, folder: Path) -> None:
    found.write(folder)
    before = contents(folder)
    found.write(folder)
    assert contents(folder) == before


def test_folders_above_it_are_made(found: Import, tmp_path: Path) -> None:
    found.write(tmp_path / "a" / "b" / "c")
    assert standing(tmp_path / "a" / "b" / "c") == "official"


def test_an_empty_folder_is_written_into(found: Import, folder: Path) -> None:
    folder.mkdir(parents=True)
    found.write(folder)
    assert (beside(folder), standing(folder)) == (["spring"], "official")


# -- written anew -----------------------------------------------------------------------------------------------------


def test_an_import_that_nobody_edited_is_replaced(found: Import, folder: Path) -> None:
    found.write(folder)
    changed = made_of(plain_manual(TEXT.replace("page 2", "page 4"), "spring.txt"), Corrections(), "spring", "")
    assert changed.write(folder) is None
    assert beside(folder) == ["spring"]
    assert "page 4" in (folder / "session-1.yaml").read_text(encoding="utf-8")


def test_an_edited_one_is_replaced_only_where_that_is_asked_for_and_is_kept(found: Import, folder: Path) -> None:
    found.write(folder)
    script = folder / "session-1.yaml"
    script.write_text(script.read_text(encoding="utf-8").replace("page 2", "page 9"), encoding="utf-8")
    edited = contents(folder)
    with pytest.raises(ProctorError, match="has been edited since it was imported") as error:
        found.write(folder)
    assert "--replace" in str(error.value.advice)
    assert contents(folder) == edited
    kept = found.write(folder, replace=True)
    assert kept == folder.with_name("spring.before-1")
    assert "page 9" in (kept / script.name).read_text(encoding="utf-8")
    assert standing(folder) == "official"
    assert not (kept / "pack.yaml").exists(), "the library must not find two packs of one id"


def test_rules_that_a_person_wrote_stay_and_no_import_makes_them_official(found: Import, folder: Path) -> None:
    found.write(folder)
    (folder / "policies.yaml").write_text("document: manual\n", encoding="utf-8")
    found.write(folder, replace=True)
    assert (folder / "policies.yaml").read_text(encoding="utf-8") == "document: manual\n"
    assert standing(folder) == "edited"


def test_each_that_was_edited_is_kept_under_a_name_of_its_own(found: Import, folder: Path) -> None:
    for number in (1, 2):
        found.write(folder, replace=True)
        (folder / "mine.yaml").write_text("", encoding="utf-8")
        kept = found.write(folder, replace=True)
        assert kept == folder.with_name(f"spring.before-{number}")
    assert beside(folder) == ["spring", "spring.before-1", "spring.before-2"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_pack_that_is_no_import_is_not_lost(replace: bool, found: Import, folder: Path) -> None:
    write_pack(folder)
    mine = contents(folder)
    if not replace:
        with pytest.raises(ProctorError, match="it is no import"):
            found.write(folder)
        assert contents(folder) == mine
        return
    kept = found.write(folder, replace=True)
    assert kept is not None
    assert set(contents(kept).values()) == set(mine.values())


def test_a_file_in_its_place_is_left_as_it_is(found: Import, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(ProctorError, match="it is no import"):
        found.write(folder)
    assert folder.read_text(encoding="utf-8") == "mine"


def test_what_people_put_beside_an_import_stays_when_it_is_imported_anew(found: Import, folder: Path) -> None:
    found.write(folder)
    (folder / LOCAL).write_text("dismissal: Leave by the east door.\n", encoding="utf-8")
    assert standing(folder) == "official"
    found.write(folder)
    assert (folder / LOCAL).read_text(encoding="utf-8") == "dismissal: Leave by the east door.\n"


def test_corrections_are_kept_beside_the_pack_and_are_no_edit(file: Path, folder: Path) -> None:
    made = Corrections(corrections=(Correction(verdict="speech", text="Collect the booklets."),))
    import_manual(file, made).write(folder)
    assert load_corrections(folder / CORRECTIONS) == made
    assert standing(folder) == "official"
    import_manual(file, load_corrections(folder / CORRECTIONS)).write(folder)
    assert load_corrections(folder / CORRECTIONS) == made


# -- all or nothing -----------------------------------------------------------------------------------------------------


def full_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full after so many files."""
    write: Callable[..., int] = Path.write_text
    written: list[Path] = []

    def failing(self: Path, *more: object, **how: object) -> int:
        if len(written) >= count:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        written.append(self)
        return write(self, *more, **how)

    monkeypatch.setattr(Path, "write_text", failing)


@pytest.mark.parametrize("count", range(4))
def test_a_full_disk_leaves_the_pack_that_was_there_and_nothing_beside_it(
    count: int, found: Import, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found.write(folder)
    before = contents(folder)
    changed = made_of(plain_manual(TEXT.replace("page 2", "page 4"), "spring.txt"), Corrections(), "spring", "")
    full_after(count, monkeypatch)
    with pytest.raises(ProctorError, match=r"spring cannot be written: No space left on device\.") as error:
        changed.write(folder)
    assert error.value.advice == "Name another folder with -o."
    monkeypatch.undo()
    assert (beside(folder), contents(folder), standing(folder)) == (["spring"], before, "official")


def test_a_full_disk_leaves_nothing_where_nothing_was(found: Import, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_after(1, monkeypatch)
    with pytest.raises(ProctorError, match="No space left on device"):
        found.write(folder)
    assert beside(folder) == []


def test_a_folder_that_cannot_be_put_into_its_place_leaves_the_pack_that_was_there(
    found: Import, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found.write(folder)
    before = contents(folder)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if target == folder and self.name.startswith(".spring-") and self.name != ".spring-old":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ProctorError, match="Permission denied"):
        found.write(folder)
    monkeypatch.undo()
    assert (beside(folder), contents(folder)) == (["spring"], before)


def test_a_pack_that_would_not_load_is_not_written(found: Import, folder: Path) -> None:
    found.compiled.files["pack.yaml"]["id"] = "No Id At All"
    with pytest.raises(PackError):
        found.write(folder)
    assert beside(folder) == []


@pytest.mark.parametrize("above", ["file", "closed"])
def test_a_place_that_takes_no_folder_is_one_sentence(above: str, found: Import, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_text("", encoding="utf-8")
    with pytest.raises(ProctorError, match=r"cannot be written: .+\."):
        found.write(place / "spring" if above == "file" else place / "more" / "spring")


# -- as YAML --------------------------------------------------------------------------------------------------------------

NUMBERS = ("1", "1.0", "99.e1", "1e3", "0x1F", "1_000", "2026-05-12", "12:30")
WORDS = ("yes", "No", "null", "~", "=", "<<", "III.D.5", "- a", "a: b", "# a", "'a'", '"a"', "a\nb", " a ", "é", "🙂", "\u2028")


@pytest.mark.parametrize("text", [*NUMBERS, *WORDS])
def test_text_is_read_back_as_text(text: str, tmp_path: Path) -> None:
    import yaml

    assert yaml.safe_load(as_yaml({"ref": text, "list": [text]})) == {"ref": text, "list": [text]}


# -- proved again ---------------------------------------------------------------------------------------------------------


def test_the_very_file_proves_the_pack(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    verdict = against(folder, file)
    assert (verdict.same_file, verdict.same_text, verdict.holds, verdict.said) == (True, True, True, 2)
    assert (verdict.wrong, verdict.others_wrong, verdict.coverage) == ((), (), 1.0)


def test_a_file_with_the_same_text_proves_it_too(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    other = file.with_name("other.txt")
    other.write_text(TEXT.replace("\n\n", "\n\n\n") + "\n", encoding="utf-8")
    verdict = against(folder, other)
    assert (verdict.same_file, verdict.same_text, verdict.holds) == (False, True, True)


@pytest.mark.parametrize(
    "name", ["straight-quotes", "curly-quotes", "mixed-quotes", "boxed-speech", "directions-inside", "slots"]
)
@pytest.mark.parametrize(("made", "shown"), [("pdf", "docx"), ("docx", "pdf"), ("html", "txt"), ("docx", "html")])
def test_another_format_of_the_same_manual_proves_it_by_its_words(name: str, made: str, shown: str, folder: Path) -> None:
    import_manual(FIXTURES / f"{name}.{made}", Corrections()).write(folder)
    verdict = against(folder, FIXTURES / f"{name}.{shown}")
    assert (verdict.same_file, verdict.wrong, verdict.holds) == (False, (), True)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "session-1.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("page 2", "page 3"),
        ("Open your", "Open the"),
        ("booklet to page 2.", "booklet to page 2"),
        ("multiple-choice", "multiple choice"),
    ],
)
def test_a_speech_that_was_edited_is_named(old: str, new: str, found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    edit(folder, old, new)
    verdict = against(folder, file)
    block = next(one.block for one in found.compiled.said if old in one.piece.text)
    assert not verdict.holds
    assert [(one.script, one.block) for one in verdict.wrong] == [("session-1", block)]
    assert "the manual has other words there (characters " in verdict.wrong[0].how


def test_in_another_form_of_the_manual_a_speech_that_was_edited_is_named_too(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    edit(folder, "page 2", "page 3")
    other = file.with_suffix(".md")
    other.write_text(f"# More\n\n{TEXT}", encoding="utf-8")
    verdict = against(folder, other)
    assert (verdict.same_text, verdict.holds) == (False, False)
    assert [one.how for one in verdict.wrong] == ["these words are not in the manual"]


def test_a_speech_that_was_taken_out_is_named(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    edit(folder, "say: Answer the multiple-choice questions. You may begin.", "do: Answer nothing.")
    verdict = against(folder, file)
    assert not verdict.holds
    assert [(one.block, one.how) for one in verdict.wrong] == [("B.2/1", "the import has this block, the pack has not")]


def test_a_speech_that_was_added_is_named_where_it_is_not_the_manuals(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    edit(folder, "- do: Collect the booklets.", "- say: Good morning to you all.")
    verdict = against(folder, file)
    assert [one.how for one in verdict.wrong] == ["these words are not in the manual"]


def test_what_is_not_spoken_is_held_against_it_too_and_breaks_no_proof(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    edit(folder, "Collect the booklets.", "Collect the pencils.")
    verdict = against(folder, file)
    assert (verdict.holds, [one.how for one in verdict.others_wrong]) == (True, ["these words are not in the manual"])


def test_next_years_manual_proves_what_is_still_in_it(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    other = file.with_name("next.txt")
    other.write_text(TEXT.replace("page 2", "page 4").replace("A. Rules", "A. New Rules"), encoding="utf-8")
    verdict = against(folder, other)
    assert (verdict.same_file, verdict.same_text) == (False, False)
    assert len(verdict.wrong) == 1


def test_a_record_that_was_changed_to_fit_proves_nothing(found: Import, file: Path, folder: Path) -> None:
    found.write(folder)
    edit(folder, "page 2", "page 3")
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    at = found.manual.text.index("page 2") + 5
    record["say"][0]["mends"] = [{"start": at, "end": at + 1, "from": "2", "to": "3"}]
    (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    assert not against(folder, file).holds


def test_a_pack_that_is_no_import_can_not_be_proved(file: Path, folder: Path) -> None:
    write_pack(folder)
    with pytest.raises(ProctorError, match="was not imported from a manual"):
        against(folder, file)
