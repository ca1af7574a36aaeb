"""The record of an import, and what is shown of a pack whose files match it, differ from it, or have none."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.errors import PackError
from proctor.scripts import imported
from proctor.scripts import standing as standing_module
from proctor.scripts.cards import pack_cards
from proctor.scripts.header import PackHeader
from proctor.scripts.imported import (
    RECORD,
    ImportRecord,
    digest_of_pack,
    edits,
    file_digests,
    read_record,
    standing,
    write_record,
)
from proctor.scripts.library import Library
from proctor.scripts.loading import load_header, load_pack
from proctor.scripts.schema import json_schema
from proctor.scripts.since import since_opened
from proctor.scripts.snapshot import Snapshot
from proctor.scripts.vocabulary import AUTHORITIES_FOUND
from proctor.settings import Places
from tests.helpers import HEADER, ONE_STEP, faults_of, write_pack

OFFICIAL = f"{HEADER}authority: official\n"
WORDS = {
    "official": "official words",
    "edited": "official words, edited",
    "unverified": "official words, not verified",
}


def record(folder: Path, **changes: Any) -> ImportRecord:
    """A record of the pack as it stands in the folder."""
    source = {"name": "manual.pdf", "format": "pdf", "characters": 60_007, "pages": 44}
    digests = {"sha256": "a" * 64, "text_sha256": "b" * 64}
    mend = {"start": 12, "end": 14, "from": "- ", "to": "-"}
    values = {
        "program": "0.1.0",
        "source": {**source, **digests},
        "files": file_digests(folder),
        "coverage": 0.9997,
        "say": [{"script": "script", "block": "A.1/1", "start": 10, "end": 40, "page": 17, "mends": [mend]}],
        "unplaced": [{"offset": 1, "text": "…"}],
        "warnings": ["Look here."],
    }
    return ImportRecord.model_validate({**values, **changes})


def official(folder: Path, **files: str) -> Path:
    """A pack as an import leaves it."""
    write_pack(folder, header=OFFICIAL, **files)
    write_record(folder, record(folder))
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return official(tmp_path / "packs" / "made", other=ONE_STEP)


def says(folder: Path) -> str:
    """Whose words the folder's pack has, as every place says it that reads packs for itself."""
    said = {load_header(folder).words, load_pack(folder).header.words, card_words(folder)}
    assert said == {WORDS[standing(folder)]}
    return said.pop()


def card_words(folder: Path) -> str:
    (card,) = pack_cards(Places(data=folder / "nowhere", builtin=folder))
    return card.words


# -- the record -------------------------------------------------------------------------------------------------------


def test_a_record_is_read_back_as_it_was_written(pack: Path) -> None:
    kept = record(pack)
    write_record(pack, kept)
    assert read_record(pack) == kept
    (mend,) = kept.say[0].mends
    assert (mend.was, mend.now) == ("- ", "-")
    written = json.loads((pack / RECORD).read_text(encoding="utf-8"))
    assert written["say"][0]["mends"] == [{"start": 12, "end": 14, "from": "- ", "to": "-"}]
    assert list(written)[:3] == ["format", "program", "source"]


def test_the_digest_can_be_worked_out_with_sha256sum(pack: Path) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(pack.glob("*.yaml"))]
    assert digest_of_pack(pack) == hashlib.sha256("".join(lines).encode()).hexdigest() == record(pack).digest


def test_a_pack_without_a_record_has_none(tmp_path: Path) -> None:
    assert read_record(write_pack(tmp_path)) is None


def _edited(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    def carried_out(path: Path) -> None:
        values = json.loads(path.read_bytes())
        change(values)
        path.write_text(json.dumps(values), encoding="utf-8")

    return carried_out


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "it is not JSON"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:-9]), "it is not JSON"),
    "not UTF-8": (lambda path: path.write_bytes(b'{"program": "\xff"}'), "it is not UTF-8"),
    "deep": (lambda path: path.write_bytes(b"[" * 200_000), "it has too many levels"),
    "a list": (lambda path: path.write_bytes(b"[]"), "the whole of it is not what a record has there"),
    "a folder": (lambda path: path.rename(path.with_suffix("")).with_suffix(".json").mkdir(), "this is no plain file"),
    "a key lost": (_edited(lambda values: values["source"].pop("sha256")), "source.sha256 is missing"),
    "a key too many": (_edited(lambda values: values.update(more=1)), "more is not known here"),
    "no digest": (_edited(lambda values: values["source"].update(sha256="0")), "source.sha256 is not what"),
    "no share": (_edited(lambda values: values.update(coverage=1.2)), "coverage is not what"),
    "of no files": (_edited(lambda values: values.update(files={})), "files is not what"),
    "other files": (_edited(lambda values: values["files"].pop("pack.yaml")), "the digest is not that of the files"),
    "half a pair": (_edited(lambda values: values["files"].update({"\ud800.yaml": "0" * 64})), ""),
    "later": (_edited(lambda values: values.update(format=2)), "a later version of the program wrote this record (format 2)"),
}
UNTRUE_ELSEWHERE = {"a key lost", "a key too many", "no digest", "no share"}
"""Broken in what does not bear on the files: what is shown goes by those."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_record_that_cannot_be_used_is_a_fault_in_one_sentence(name: str, pack: Path) -> None:
    spoil, said = BROKEN[name]
    spoil(pack / RECORD)
    with pytest.raises(PackError) as caught:
        read_record(pack)
    (fault,) = caught.value.faults
    assert fault.path == pack / RECORD
    assert said in fault.message
    assert "\n" not in str(fault)
    assert "import the manual again" in fault.message or "bring the program up to date" in fault.message
    assert says(pack) == ("official words" if name in UNTRUE_ELSEWHERE else "official words, not verified")


def test_a_record_that_may_not_be_read_is_a_fault(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(PackError, match="it cannot be read: Permission denied"):
        read_record(pack)
    assert standing(pack) == "unverified"


# -- what makes it edited ---------------------------------------------------------------------------------------------


def test_an_import_that_nobody_has_edited_has_official_words(pack: Path) -> None:
    assert says(pack) == "official words"
    assert edits(pack, record(pack)) == ()


def test_without_a_record_official_words_are_not_verified(pack: Path) -> None:
    (pack / RECORD).unlink()
    assert says(pack) == "official words, not verified"


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["pack.yaml", "script.yaml", "other.yaml"]), at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_any_other_byte_in_any_file_is_an_edit(name: str, at: int, byte: int) -> None:
    with TemporaryDirectory() as place:
        folder = official(Path(place), other=ONE_STEP)
        kept, path = record(folder), folder / name
        before = path.read_bytes()
        at %= len(before)
        after = before[:at] + bytes([byte]) + before[at + 1 :]
        path.write_bytes(after)
        same = before == after.replace(b"\r\n", b"\n")
        assert standing(folder) == ("official" if same else "edited")
        assert edits(folder, kept) == (() if same else (f"{name} (changed)",))


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (lambda folder: (folder / "other.yaml").unlink(), "other.yaml (removed)"),
        (lambda folder: (folder / "third.yaml").write_text(ONE_STEP), "third.yaml (added)"),
        (lambda folder: (folder / "policies.yaml").write_text(""), "policies.yaml (added)"),
        (lambda folder: (folder / "third.yaml").mkdir(), "third.yaml (added)"),
        (lambda folder: (folder / "other.yaml").write_text(f"{ONE_STEP}# x\n"), "other.yaml (changed)"),
        (lambda folder: os.truncate(folder / "other.yaml", 3_000_000), "other.yaml (changed)"),
    ],
)
def test_a_file_removed_added_or_changed_is_an_edit_and_is_named(
    edit: Callable[[Path], object], named: str, pack: Path
) -> None:
    kept = record(pack)
    edit(pack)
    assert says(pack) == "official words, edited"
    assert edits(pack, kept) == (named,)


@pytest.mark.parametrize("name", ["local.yaml", "corrections.yaml", "notes.txt", "._script.yaml", "other.yaml.bak"])
def test_what_no_import_writes_into_a_script_is_no_edit(name: str, pack: Path) -> None:
    (pack / name).write_text("", encoding="utf-8")
    assert says(pack) == "official words"


def test_a_copy_through_another_system_is_no_edit(pack: Path) -> None:
    for path in pack.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert b"\r\n" in (pack / "script.yaml").read_bytes()
    assert says(pack) == "official words"


def test_a_carriage_return_within_a_line_is_an_edit(pack: Path) -> None:
    path = pack / "other.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r", 1))
    assert standing(pack) == "edited"


def test_putting_it_back_makes_it_official_again(pack: Path) -> None:
    path = pack / "script.yaml"
    before = path.read_bytes()
    path.write_bytes(before + b"# x\n")
    assert says(pack) == "official words, edited"
    path.write_bytes(before)
    assert says(pack) == "official words"


# -- what an author may say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("authority", ["official_edited", "official_unverified", "edited", "verified"])
def test_what_only_loading_finds_an_author_cannot_write(authority: str, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "made", header=f"{HEADER}authority: {authority}\n")
    assert faults_of(folder) == [f"pack.yaml:4:1: authority: expected 'rehearsal' or 'official', not '{authority}'"]
    (card,) = pack_cards(Places(data=tmp_path / "nowhere", builtin=tmp_path))
    assert card.problem == "Line 4 of pack.yaml: authority: expected one of rehearsal, official."


def test_the_schema_for_authors_has_what_an_author_may_write() -> None:
    assert json_schema("pack")["properties"]["authority"]["enum"] == ["rehearsal", "official"]


def test_a_practice_pack_reads_no_record_and_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path / "made")
    write_record(folder, record(folder))

    def refuse(*_: object) -> None:
        raise AssertionError("nothing of this is asked of practice words")

    monkeypatch.setattr(standing_module, "read_bytes", refuse)
    monkeypatch.setattr(standing_module, "file_digests", refuse)
    monkeypatch.setattr(imported, "read_bytes", refuse)
    assert load_header(folder).words == load_pack(folder).header.words == card_words(folder) == "practice words"


# -- what a session keeps ---------------------------------------------------------------------------------------------


def library(pack: Path) -> Library:
    return Library(Places(data=pack / "nowhere", builtin=pack.parent))


@pytest.mark.parametrize("authority", AUTHORITIES_FOUND)
def test_what_was_found_is_kept_in_a_snapshot(authority: str, pack: Path) -> None:
    before = library(pack).snapshot("made/script")
    header = PackHeader.model_validate({**before.pack.model_dump(), "authority": authority})
    kept = before.model_copy(update={"pack": header})
    for read in (Snapshot.from_text(kept.text), Snapshot.to_deliver(kept.text)):
        assert (read.pack.authority, read.digest) == (authority, kept.digest)
        assert read.pack.words == AUTHORITIES_FOUND[authority]


def test_the_header_that_is_loaded_is_that_of_a_snapshot_read_back(pack: Path) -> None:
    before = library(pack).snapshot("made/script")
    assert type(before.pack) is PackHeader
    assert Snapshot.from_text(before.text) == before


def test_a_pack_whose_record_went_has_not_changed_for_a_session_that_is_open(pack: Path) -> None:
    before = library(pack).snapshot("made/script")
    (pack / RECORD).unlink()
    now = library(pack).snapshot("made/script")
    assert (before.pack.authority, now.pack.authority) == ("official", "official_unverified")
    assert since_opened(library(pack), before) == ""


def test_an_edit_of_another_script_has_not_changed_what_is_read_here_and_one_of_this_has(pack: Path) -> None:
    before = library(pack).snapshot("made/script")
    (pack / "other.yaml").write_text(ONE_STEP.replace("Wait.", "Go."), encoding="utf-8")
    assert library(pack).snapshot("made/script").pack.authority == "official_edited"
    assert since_opened(library(pack), before) == ""
    (pack / "script.yaml").write_text(ONE_STEP.replace("Wait.", "Go."), encoding="utf-8")
    assert "has changed since" in since_opened(library(pack), before)
