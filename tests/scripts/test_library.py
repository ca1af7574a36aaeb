"""Where packs are found, what hides what, and which script a name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.errors import Exit, PackError, UsageError
from proctor.scripts.header import LocalSheet
from proctor.scripts.library import Library
from proctor.settings import Places
from tests.helpers import BROKEN, ONE_STEP, PACKS, write_pack


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Three empty places: the program's, the user's, and one that is listed."""
    return Places(data=tmp_path / "data", builtin=tmp_path / "builtin", extra_packs=(tmp_path / "extra",))


@pytest.fixture
def library() -> Library:
    """The packs of the tests alone."""
    return Library(Places(data=PACKS / "nowhere", builtin=PACKS))


def pack(place: Path, pack_id: str, *scripts: str, folder: str = "") -> Path:
    header = f"id: {pack_id}\ntitle: {pack_id} in {place.name}\nscripts: [{', '.join(scripts) or 'script'}]\n"
    return write_pack(place / (folder or pack_id), header=header, **dict.fromkeys(scripts, ONE_STEP))


def why_not(library: Library, name: str) -> str:
    with pytest.raises(UsageError) as caught:
        library.find(name)
    assert caught.value.exit_code is Exit.USAGE
    return str(caught.value)


# -- what is found ----------------------------------------------------------------------------------------------------


def test_places_that_are_not_there_hold_no_packs(places: Places) -> None:
    library = Library(places)
    assert library.entries() == ()
    assert library.names() == ()
    assert why_not(library, "session-1").startswith("There is no script 'session-1'. There are: none.")


def test_packs_come_in_the_order_of_their_places_and_then_of_their_folders(places: Places) -> None:
    for place, pack_id in [
        (places.extra_packs[0], "a"),
        (places.user_packs, "b"),
        (places.builtin, "d"),
        (places.builtin, "c"),
    ]:
        pack(place, pack_id)
    assert [entry.id for entry in Library(places).entries()] == ["c", "d", "b", "a"]


def test_a_later_pack_of_the_same_id_wins_and_says_what_it_hides(places: Places) -> None:
    in_builtin = pack(places.builtin, "maths")
    in_user = pack(places.user_packs, "maths", folder="my-copy")
    in_extra = pack(places.extra_packs[0], "maths", "other")
    alone = pack(places.builtin, "science")
    entries = {entry.id: entry for entry in Library(places).entries()}
    assert entries["maths"].folder == in_extra
    assert entries["maths"].hides == (in_builtin, in_user)
    assert entries["maths"].header is not None
    assert entries["maths"].header.title == "maths in extra"
    assert (entries["science"].folder, entries["science"].hides) == (alone, ())
    assert Library(places).find("maths/other") == (in_extra, "other")


def test_a_folder_without_a_header_and_a_stray_file_are_no_packs(places: Places) -> None:
    (places.builtin / "notes").mkdir(parents=True)
    (places.builtin / "session-1.yaml").write_text(ONE_STEP)
    assert Library(places).entries() == ()


def test_a_place_that_is_a_pack_itself_is_that_pack(tmp_path: Path) -> None:
    library = Library(Places(data=tmp_path, builtin=tmp_path, extra_packs=(PACKS / "exam", PACKS / "year")))
    assert [(entry.id, entry.folder) for entry in library.entries()] == [("exam", PACKS / "exam"), ("year", PACKS / "year")]


def test_a_broken_pack_is_listed_with_why_and_offers_no_scripts(places: Places) -> None:
    write_pack(places.builtin / "broken", header="id: [\n")
    pack(places.builtin, "whole")
    library = Library(places)
    broken, _ = library.entries()
    assert (broken.id, broken.header) == ("broken", None)
    assert broken.error is not None
    assert broken.error.faults[0].path == places.builtin / "broken" / "pack.yaml"
    assert library.names() == ("whole/script",)


def test_the_library_reads_headers_only(places: Places) -> None:
    write_pack(places.builtin / "late", header="id: late\ntitle: Late\nscripts: [script]\n", script="\t")
    (entry,) = Library(places).entries()
    assert entry.error is None
    with pytest.raises(PackError):
        Library(places).snapshot("late")


def test_the_disk_is_looked_through_once(places: Places) -> None:
    library = Library(places)
    library.entries()
    pack(places.builtin, "one")
    before = library.entries()
    pack(places.builtin, "two")
    assert [entry.id for entry in before] == [entry.id for entry in library.entries()] == ["one"]


# -- what a name means ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["exam/morning", "morning", "exam", "xam/mor", "EXAM/Morning", "  morning "])
def test_a_script_goes_by_its_name_or_by_a_part_that_means_no_other(library: Library, name: str) -> None:
    assert library.find(name) == (PACKS / "exam", "morning")


def test_a_whole_name_wins_over_one_that_it_is_a_part_of(places: Places) -> None:
    folder = pack(places.builtin, "maths", "session-1", "session-10", "session-1-make-up")
    library = Library(places)
    assert library.find("session-1") == (folder, "session-1")
    assert library.find("maths/session-1") == (folder, "session-1")
    assert library.find("make-up") == (folder, "session-1-make-up")


def test_a_name_that_could_be_several_is_refused_with_all_of_them(places: Places) -> None:
    pack(places.builtin, "maths", "session-1", "session-2")
    pack(places.builtin, "science", "session-1")
    library = Library(places)
    assert why_not(library, "session-1") == ("'session-1' could be maths/session-1 or science/session-1. Write more of it.")
    assert "maths/session-1 or maths/session-2" in why_not(library, "maths")


@pytest.mark.parametrize("name", ["evening", "", " ", "exam/evening", "a\0b", "a" * 5000, "~no-such-user-here/x", "../exam"])
def test_a_name_that_means_nothing_is_refused_with_what_there_is(library: Library, name: str) -> None:
    told = why_not(library, name)
    assert told.startswith(f"There is no script {name!r}.")
    assert "There are: branches/judging, exam/morning, year/garden." in told


def test_a_path_means_a_script_wherever_it_lies(places: Places, tmp_path: Path) -> None:
    folder = pack(tmp_path / "anywhere", "maths", "session-1", "session-2")
    library = Library(places)
    assert library.find(f"{folder}/session-2.yaml") == (folder, "session-2")
    assert library.find(f"{folder}/session-2") == (folder, "session-2")


def test_a_path_to_a_pack_means_its_only_script(library: Library, places: Places) -> None:
    elsewhere = Library(places)
    for path in (PACKS / "exam", PACKS / "exam" / "pack.yaml"):
        assert elsewhere.find(str(path)) == (PACKS / "exam", "morning")


def test_a_path_to_a_pack_of_several_scripts_is_refused_with_each_of_them(places: Places, tmp_path: Path) -> None:
    folder = pack(tmp_path / "anywhere", "maths", "session-1", "session-2")
    told = why_not(Library(places), str(folder))
    assert told == f"The pack {folder} has 2 scripts. Name one: {folder}/session-1 or {folder}/session-2."


def test_a_path_from_where_the_user_stands_is_a_path(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(tmp_path, "maths", "session-1", "session-2")
    monkeypatch.chdir(tmp_path)
    assert Library(places).find("maths/session-2") == (Path("maths"), "session-2")


def test_a_path_to_a_script_that_its_pack_does_not_have_names_those_that_it_has(library: Library) -> None:
    assert library.find(f"{PACKS}/exam/evening") == (PACKS / "exam", "evening")
    with pytest.raises(PackError, match="no script 'evening'; there are morning"):
        library.snapshot(f"{PACKS}/exam/evening")


def test_a_pack_goes_by_its_id_a_part_of_it_or_its_path(library: Library, places: Places) -> None:
    assert library.entry("exam").folder == PACKS / "exam"
    assert library.entry(" BRANCH").folder == PACKS / "branches"
    assert library.folder("year") == PACKS / "year"
    assert Library(places).folder(f"{PACKS}/year") == PACKS / "year"
    assert Library(places).folder(f"{PACKS}/year/pack.yaml") == PACKS / "year"


@pytest.mark.parametrize("name", ["a", "maths", "", "a" * 5000, "~no-such-user-here/x"])
def test_a_pack_that_is_none_or_could_be_several_is_refused_with_what_there_is(library: Library, name: str) -> None:
    with pytest.raises(UsageError, match="There are: branches, exam, year"):
        library.entry(name)


@pytest.mark.parametrize("name", ["a" * 5000, "~no-such-user-here/x", "maths"])
def test_a_folder_that_is_none_is_refused(library: Library, name: str) -> None:
    with pytest.raises(UsageError, match="There is no one pack"):
        library.folder(name)


def test_an_id_that_is_a_part_of_another_still_means_its_own_pack(places: Places) -> None:
    pack(places.builtin, "maths-2")
    pack(places.builtin, "maths")
    assert Library(places).entry("maths").id == "maths"


def test_a_broken_pack_is_found_by_the_name_of_its_folder(tmp_path: Path) -> None:
    library = Library(Places(data=tmp_path, builtin=BROKEN))
    assert library.entry("header").folder == BROKEN / "header"
    assert library.entry("header").error is not None


# -- the school's own sheet -------------------------------------------------------------------------------------------


def test_a_snapshot_is_the_script_its_header_and_the_schools_sheet(places: Places) -> None:
    folder = pack(places.builtin, "maths")
    (folder / "local.yaml").write_text("school: Meadow School\nfacts: {students: 28}\n")
    snapshot = Library(places).snapshot("maths")
    assert snapshot.name == "maths/script"
    assert (snapshot.local.school, snapshot.local.facts) == ("Meadow School", {"students": 28})


def test_the_sheet_in_the_users_folder_wins_over_the_one_beside_the_pack(places: Places) -> None:
    folder = pack(places.builtin, "maths")
    (folder / "local.yaml").write_text("school: As it was delivered\n")
    library = Library(places)
    assert library.local("maths", folder).school == "As it was delivered"
    (places.user_packs / "maths").mkdir(parents=True)
    (places.user_packs / "maths" / "local.yaml").write_text("school: Meadow School\n")
    assert library.local("maths", folder).school == "Meadow School"
    assert [entry.folder for entry in library.entries()] == [folder]


def test_without_a_sheet_the_school_says_nothing(library: Library) -> None:
    assert library.snapshot("exam").local == LocalSheet()


def test_a_mistake_in_the_sheet_stops_the_script_from_being_opened(places: Places) -> None:
    folder = pack(places.builtin, "maths")
    (folder / "local.yaml").write_text("facts: {student: 28}\n")
    with pytest.raises(PackError) as caught:
        Library(places).snapshot("maths")
    assert str(caught.value) == f"{folder}/local.yaml:1:9: no fact 'student' in this script; there are students"


def test_a_broken_script_keeps_no_other_from_being_opened_with_the_schools_sheet(places: Places) -> None:
    folder = pack(places.builtin, "maths")
    header = folder / "pack.yaml"
    header.write_text(header.read_text().replace("scripts: [script]", "scripts: [script, other]"))
    (folder / "other.yaml").write_text("title: [broken")
    (folder / "local.yaml").write_text("school: Meadow School\nfacts: {known_to_the_other: 1, students: 28}\n")
    sheet = Library(places).snapshot("maths/script").local
    assert (sheet.school, sheet.facts) == ("Meadow School", {"students": 28})
