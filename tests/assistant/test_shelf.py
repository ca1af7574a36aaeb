"""The handbooks of this machine: made once, read back cheaply, made anew for every edit, and found by their names."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from proctor.assistant import shelf as shelf_module
from proctor.assistant.handbook import Handbook
from proctor.assistant.shelf import KEPT, Shelf, by_path, handbook, shelf
from proctor.errors import Exit, PackError, UsageError
from proctor.scripts import loading
from proctor.scripts.policies import Pack
from proctor.settings import Places
from tests.helpers import PACKS, WHOLE_PACKS, write_pack
from tests.scripts.test_policies import LANTERNS, MORNING, POLICIES, SECTIONS, lanterns
from tests.test_import_hygiene import assert_without, run_main

unix = pytest.mark.skipif(sys.platform == "win32", reason="modes of Unix")


@dataclass
class Makings:
    """How often a handbook was made of the files of a pack, rather than read back."""

    folders: list[Path] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.folders)


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> Makings:
    makings, load = Makings(), loading.load_pack

    def counted(folder: Path) -> Pack:
        makings.folders.append(folder)
        return load(folder)

    monkeypatch.setattr(loading, "load_pack", counted)
    return makings


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", builtin=tmp_path / "packs")


@pytest.fixture
def folder(places: Places) -> Path:
    """A pack with policies, sections and a school's sheet beside it."""
    folder = lanterns(places.builtin / "lanterns")
    (folder / "local.yaml").write_text("dismissal: By row.\n")
    return folder


def kept(places: Places) -> list[Path]:
    return sorted(places.handbooks.glob("*"))


def told(book: Handbook) -> str:
    """All that a handbook holds, as text."""
    return json.dumps(book.to_json(), ensure_ascii=False)


# -- made once ----------------------------------------------------------------------------------------------------------


def test_a_handbook_is_made_once_and_then_read_back(folder: Path, places: Places, makings: Makings) -> None:
    made = handbook(folder, places)
    assert makings.count == 1
    assert handbook(folder, places) == made
    assert makings.count == 1
    assert len(kept(places)) == 1


@pytest.mark.parametrize("pack", WHOLE_PACKS, ids=lambda folder: folder.name)
def test_a_handbook_that_is_read_back_is_the_one_that_was_made(pack: Path, places: Places, makings: Makings) -> None:
    assert handbook(pack, places) == handbook(pack, places)
    assert makings.folders == [pack]


@unix
def test_what_is_kept_is_for_its_user_alone(folder: Path, places: Places) -> None:
    handbook(folder, places)
    (file,) = kept(places)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.handbooks.stat().st_mode) == 0o700


HEAVY = ("yaml", "pydantic", "pydantic_core", "textual", "rich")


def test_a_handbook_is_read_back_without_yaml_and_without_models(folder: Path, data_folder: Path) -> None:
    code = f"""
from pathlib import Path
from proctor.assistant.shelf import handbook
from proctor.settings import Places
assert handbook(Path({str(folder)!r}), Places.of_environment()).has_policies
"""
    with pytest.raises(AssertionError, match=r"pydantic.*yaml"):  # the first time it is made
        assert_without(code, *HEAVY)
    assert_without(code, *HEAVY)


def test_every_handbook_of_a_machine_is_read_back_without_yaml_and_without_models(
    folder: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCTOR_PACKS", os.pathsep.join((str(folder.parent), str(PACKS))))
    assert len(shelf(Places.of_environment()).books) == len(WHOLE_PACKS) + 1
    code = f"""
from proctor.assistant.shelf import shelf
from proctor.settings import Places
found = shelf(Places.of_environment())
assert len(found.books) == {len(WHOLE_PACKS) + 1} and not found.problems
assert found.place("session-1") == "mcas-2006-grade10-math/session-1"
"""
    assert_without(code, *HEAVY)


def test_the_second_question_of_a_machine_imports_no_yaml_and_no_models(data_folder: Path) -> None:
    asked = run_main("ask", "are calculators allowed?", "--script", "session-1")
    assert_without(asked, "textual", "rich")
    assert_without(asked, "yaml", "pydantic", "pydantic_core", "textual", "rich")


# -- made anew ----------------------------------------------------------------------------------------------------------

BESIDE, IN_USERS = "packs/lanterns/local.yaml", "data/packs/lanterns/local.yaml"
EDITS: dict[str, tuple[str, str, str, str]] = {
    "the header": ("packs/lanterns/pack.yaml", LANTERNS, "title: Lanterns", "title: Torches"),
    "a script": ("packs/lanterns/morning.yaml", MORNING, "Light the lamps.", "Light all of the lamps."),
    "the policies": ("packs/lanterns/policies.yaml", POLICIES, "With care.", "Never."),
    "the sections": ("packs/lanterns/sections.yaml", SECTIONS, "Lamps are round.", "Lamps are square."),
    "the sheet beside the pack": (BESIDE, "dismissal: By row.\n", "By row.", "By the table."),
    "the sheet in the user's folder": (IN_USERS, "dismissal: At once.\n", "At once.", "Later."),
    "one letter, in a file as old and as long as before": (BESIDE, "dismissal: By row.\n", "By row.", "By bow."),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_makes_the_handbook_anew(what: str, folder: Path, places: Places, tmp_path: Path, makings: Makings) -> None:
    name, text, was, becomes = EDITS[what]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    first, before = handbook(folder, places), path.stat()
    path.write_text(text.replace(was, becomes))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    second = handbook(folder, places)
    assert makings.count == 2
    words = becomes.removeprefix("title: ")
    assert words not in told(first)
    assert words in told(second)
    path.write_text(text)
    assert handbook(folder, places) == first
    assert makings.count == 2, "the first is still kept"


@pytest.mark.parametrize("name", ["policies.yaml", "sections.yaml", "local.yaml"])
def test_a_file_that_is_taken_away_makes_the_handbook_anew(name: str, folder: Path, places: Places, makings: Makings) -> None:
    first = handbook(folder, places)
    (folder / name).unlink()
    assert handbook(folder, places) != first
    assert makings.count == 2


def test_another_version_of_the_program_makes_its_own(
    folder: Path, places: Places, makings: Makings, monkeypatch: pytest.MonkeyPatch
) -> None:
    handbook(folder, places)
    monkeypatch.setattr(shelf_module, "__version__", "99.0")
    handbook(folder, places)
    assert makings.count == 2


def sheet(places: Places, pack: str) -> Path:
    path = places.user_packs / pack / "local.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_sheet_of_the_user_for_another_pack_says_nothing_here(folder: Path, places: Places) -> None:
    (folder / "local.yaml").unlink()
    sheet(places, "torches").write_text("dismissal: Through the window.\n")
    assert "Through the window." not in told(handbook(folder, places))


def test_a_sheet_that_is_moved_to_another_pack_makes_both_handbooks_anew(folder: Path, places: Places) -> None:
    (folder / "local.yaml").unlink()
    sheet(places, "lanterns").write_text("dismissal: Through the window.\n")
    assert "Through the window." in told(handbook(folder, places))
    sheet(places, "lanterns").rename(sheet(places, "torches"))
    assert "Through the window." not in told(handbook(folder, places))


def test_a_broken_sheet_leaves_the_manual_to_be_asked(folder: Path, places: Places) -> None:
    (folder / "local.yaml").write_text("dismisal: By row.\n")
    book = handbook(folder, places)
    assert book.has_policies
    assert "By row." not in told(book)


SPOILT: dict[str, bytes] = {
    "empty": b"",
    "cut short": b'{"format": 1, "pa',
    "noughts": bytes(4_000),
    "not UTF-8": b'{"format": "\xff\xfe"}',
    "a list": b"[]",
    "without a format": b"{}",
    "of another format": b'{"format": 99}',
    "without all else": b'{"format": 1}',
    "with a stranger's key": b'{"format": 1, "entries": [], "scripts": [], "schedule": [], "more": 1}',
    "with entries that are none": b'{"format": 1, "entries": [5], "scripts": [], "schedule": []}',
    "YAML": b"format: 1\npack: lanterns\n",
}
SPOILT_OTHERWISE: dict[str, bytes] = {
    "null": b"null",
    "a number": b"5",
    "a word": b'"handbook"',
    "with a condition that is none": json.dumps(
        {"format": 1, "entries": [], "schedule": [], "scripts": [{"id": "a", "materials": [{"title": "", "when": []}]}]}
    ).encode(),
    "as deep as a well": b"[" * 100_000,
}


@pytest.mark.parametrize(
    "content",
    [
        *(pytest.param(content, id=why) for why, content in SPOILT.items()),
        *(pytest.param(content, id=why) for why, content in SPOILT_OTHERWISE.items()),
    ],
)
def test_a_kept_file_that_is_spoilt_or_foreign_is_made_anew(
    content: bytes, folder: Path, places: Places, makings: Makings
) -> None:
    made = handbook(folder, places)
    (file,) = kept(places)
    file.write_bytes(content)
    assert handbook(folder, places) == made
    assert makings.count == 2
    assert handbook(folder, places) == made
    assert makings.count == 2, "and it is whole again"


def test_a_folder_in_the_place_of_a_kept_file_only_costs_time(folder: Path, places: Places, makings: Makings) -> None:
    made = handbook(folder, places)
    (file,) = kept(places)
    file.unlink()
    (file / "in the way").mkdir(parents=True)
    assert [handbook(folder, places) for _ in range(2)] == [made, made]
    assert makings.count == 3
    assert kept(places) == [file], "nothing half-made is left"


# -- a disk that refuses ------------------------------------------------------------------------------------------------


def full(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def in_the_way(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file, and no folder")


REFUSALS: dict[str, Callable[[pytest.MonkeyPatch, Places], None]] = {
    "a data folder that is a file": lambda _, places: in_the_way(places.data),
    "a folder of handbooks that is a file": lambda _, places: in_the_way(places.handbooks),
    "a folder that cannot be made": lambda patch, _: patch.setattr(Path, "mkdir", full),
    "a file that cannot be made": lambda patch, _: patch.setattr(os, "open", full),
    "a disk that is full": lambda patch, _: patch.setattr(json, "dump", full),
    "a file that cannot be renamed": lambda patch, _: patch.setattr(Path, "replace", full),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_a_data_folder_that_cannot_be_written_only_costs_time(
    why: str, folder: Path, places: Places, makings: Makings, monkeypatch: pytest.MonkeyPatch
) -> None:
    REFUSALS[why](monkeypatch, places)
    first, second = handbook(folder, places), handbook(folder, places)
    assert first == second
    assert first.has_policies
    assert makings.count == 2
    assert not places.handbooks.is_dir() or kept(places) == []


def test_a_kept_file_that_cannot_be_touched_is_read_all_the_same(
    folder: Path, places: Places, makings: Makings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = handbook(folder, places)
    monkeypatch.setattr(os, "utime", full)
    assert handbook(folder, places) == made
    assert makings.count == 1


# -- how many are kept --------------------------------------------------------------------------------------------------


def edition(folder: Path, number: int) -> None:
    (folder / "pack.yaml").write_text(LANTERNS.replace("title: Lanterns", f"title: Lanterns {number}"))


def aged(places: Places, seconds: int) -> None:
    """Let all that is kept have been used so long before."""
    for file in kept(places):
        was = file.stat()
        os.utime(file, (was.st_atime, was.st_mtime - seconds))


def test_no_more_are_kept_than_there_is_room_for(folder: Path, places: Places) -> None:
    places.handbooks.mkdir(parents=True)
    for number in range(KEPT + 5):
        (places.handbooks / f"{number}.json").write_text("{}")
    aged(places, 1_000)
    handbook(folder, places)
    assert len(kept(places)) == KEPT


def test_what_was_used_least_lately_is_dropped_first(
    folder: Path, places: Places, makings: Makings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_module, "KEPT", 2)
    for number in (1, 2):
        edition(folder, number)
        handbook(folder, places)
        aged(places, 100)
    edition(folder, 1)
    handbook(folder, places)  # the first is used again
    edition(folder, 3)
    handbook(folder, places)
    assert (makings.count, len(kept(places))) == (3, 2)
    edition(folder, 1)
    assert handbook(folder, places).title == "Lanterns 1"
    assert makings.count == 3, "the first was used since, and is kept"
    edition(folder, 2)
    assert handbook(folder, places).title == "Lanterns 2"
    assert makings.count == 4, "the second was not, and is gone"


def test_what_is_not_ours_in_the_folder_is_left_alone(folder: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_module, "KEPT", 1)
    places.handbooks.mkdir(parents=True)
    note = places.handbooks / "note.txt"
    note.write_text("mine")
    for number in range(3):
        edition(folder, number)
        handbook(folder, places)
    assert note.read_text() == "mine"
    assert len(kept(places)) == 2


# -- every pack of a machine --------------------------------------------------------------------------------------------


def pack(place: Path, pack_id: str, title: str = "", *scripts: str) -> Path:
    header = f"id: {pack_id}\ntitle: {title or pack_id}\nscripts: [{', '.join(scripts) or 'script'}]\n"
    text = "title: One step\nstages:\n  - {id: one, title: One, steps: [{ref: A.1, blocks: [{do: Wait.}]}]}\n"
    return write_pack(place / pack_id, header=header, **dict.fromkeys(scripts or ("script",), text))


def test_of_several_packs_with_one_id_the_last_holds(places: Places) -> None:
    pack(places.builtin, "maths", "as delivered")
    pack(places.builtin, "science")
    pack(places.user_packs, "maths", "as the user has it")
    assert {book.pack: book.title for book in shelf(places).books} == {"maths": "as the user has it", "science": "science"}


def test_a_broken_pack_is_told_in_a_line_and_keeps_no_other_from_being_asked(places: Places) -> None:
    broken = pack(places.builtin, "broken")
    (broken / "policies.yaml").write_text("policies: [{id: bells}]\n")
    pack(places.builtin, "whole")
    found = shelf(places)
    assert [book.pack for book in found.books] == ["whole"]
    assert found.problems == (f"{broken}/policies.yaml:1:12: 'asked' is missing; it is required here",)
    with pytest.raises(PackError):
        handbook(broken, places)
    assert len(kept(places)) == 1


def test_a_machine_without_packs_has_an_empty_shelf(places: Places) -> None:
    assert shelf(places) == Shelf(())


# -- names --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def known(places: Places) -> Shelf:
    pack(places.builtin, "maths-2006", "", "session-1", "session-10", "practice")
    pack(places.builtin, "science", "", "session-1", "lab")
    pack(places.builtin, "art", "", "painting")
    return shelf(places)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("maths-2006/session-1", "maths-2006/session-1"),
        ("maths-2006", "maths-2006"),
        ("art/painting", "art/painting"),
        ("session-10", "maths-2006/session-10"),
        ("lab", "science/lab"),
        ("  LAB ", "science/lab"),
        ("paint", "art/painting"),
        ("ths", "maths-2006"),
        ("science/session", "science/session-1"),
        ("art", "art"),
    ],
)
def test_a_script_or_a_pack_goes_by_its_name_or_by_a_part_that_means_no_other(known: Shelf, name: str, place: str) -> None:
    assert known.place(name) == place


def why_not(known: Shelf, name: str) -> str:
    with pytest.raises(UsageError) as caught:
        known.place(name)
    assert caught.value.exit_code is Exit.USAGE
    return str(caught.value)


def test_a_name_that_could_be_several_is_refused_with_all_of_them(known: Shelf) -> None:
    told = why_not(known, "session-1")
    assert told.startswith("'session-1' could be maths-2006/session-1 or ")
    assert "science/session-1" in told
    assert told.endswith(" Write more of it.")
    assert "maths-2006/session-10 or " in why_not(known, "session")


@pytest.mark.parametrize("name", ["", "  ", "session-3", "art/session-1", "a\0b", "x" * 5_000, "art/painting/1"])
def test_a_name_that_means_nothing_is_refused_with_what_there_is(known: Shelf, name: str) -> None:
    told = why_not(known, name)
    assert told.startswith(f"There is no script or pack {name!r}. There are: art, art/painting, maths-2006, ")


def test_without_packs_it_is_said_that_there_are_none() -> None:
    assert why_not(Shelf(()), "session-1") == "There is no script or pack 'session-1'. There are: none."


def test_a_pack_or_a_script_is_found_by_its_path(folder: Path, places: Places) -> None:
    for path, place in [
        (folder, "lanterns"),
        (folder / "pack.yaml", "lanterns"),
        (folder / "morning.yaml", "lanterns/morning"),
    ]:
        found = by_path(str(path), places)
        assert found is not None
        assert (found[0].pack, found[1]) == ("lanterns", place)


@pytest.mark.parametrize("name", ["lanterns", "morning", "", "nowhere/morning.yaml", "x" * 5_000, "~no-such-user-here/x"])
def test_what_is_no_path_of_a_pack_is_none(folder: Path, places: Places, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places.builtin.parent)
    assert by_path(name, places) is None


@pytest.mark.parametrize("name", ["policies.yaml", "sections.yaml", "local.yaml"])
def test_a_file_of_a_pack_that_is_no_script_is_not_taken_for_one(name: str, folder: Path, places: Places) -> None:
    found = by_path(str(folder / name), places)
    assert found is None or found[1] == "lanterns"
