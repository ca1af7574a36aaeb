"""Which open session is gone on with: never one that somebody did not mean."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from proctor.state.commands import Advance, Close, Seal
from proctor.state.sqlite import SqliteJournal
from tests.helpers import write_pack
from tests.programs import run
from tests.tui.shelves import file_of, on_shelf, small_pack, take

SCRIPT = "mcas-2006-grade10-math/session-1"


def leave_open(data: Path, *more: str) -> None:
    """A new session of Session 1, opened and left."""
    assert run("run", SCRIPT, "--new", "--plain", *more, keys="q\n", data=data).returncode == 0


def files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "sessions").glob("*.proctor"))


@pytest.fixture
def two_rooms(data_folder: Path) -> Path:
    leave_open(data_folder, "--room", "12A")
    leave_open(data_folder, "--room", "14")
    return data_folder


def test_a_room_is_the_same_however_it_is_written(two_rooms: Path) -> None:
    gone_on = run("run", SCRIPT, "--room", " 12a ", "--plain", keys="q\n", data=two_rooms)
    assert "Going on with the open session" in gone_on.stderr
    assert "12a-session-1.proctor" in gone_on.stderr
    assert len(files(two_rooms)) == 2


def test_where_several_are_open_none_is_chosen_for_you(two_rooms: Path) -> None:
    asked = run("run", SCRIPT, "--plain", keys="q\n", data=two_rooms)
    assert asked.returncode == 2
    assert all(name in asked.stderr for name in files(two_rooms))
    assert "Name its file, or --new." in asked.stderr
    assert len(files(two_rooms)) == 2


def test_a_session_is_gone_on_with_by_its_file_as_the_list_names_it(two_rooms: Path) -> None:
    (name,) = [name for name in files(two_rooms) if "-14-" in name]
    gone_on = run("run", name, "--plain", keys="room\nq\n", data=two_rooms)
    assert gone_on.returncode == 0
    assert "room 14" in gone_on.stdout
    assert "Resumed: opened" in gone_on.stdout


def test_what_is_said_of_the_room_holds_from_then_on(two_rooms: Path) -> None:
    words = ["--students", "28", "--set", "labels=all", "--administrator", "Ben Adeyemi"]
    run("run", SCRIPT, "--room", "14", "--plain", *words, keys="q\n", data=two_rooms)
    shown = run("sessions", "show", "14-session", data=two_rooms).stdout
    assert "students: 28 (set)" in shown
    assert "labels: all (set)" in shown
    assert "taken over by Ben Adeyemi" in shown


def test_a_live_session_is_not_gone_on_with_as_a_rehearsal(two_rooms: Path) -> None:
    (name,) = [name for name in files(two_rooms) if "-14-" in name]
    refused = run("rehearse", name, "--plain", data=two_rooms)
    assert refused.returncode == 2
    assert "is a live session" in refused.stderr


def test_of_a_sealed_rehearsal_it_is_said_that_it_is_sealed(data_folder: Path) -> None:
    small_pack()
    session = on_shelf("made/script", room="the red house", mode="rehearsal")
    for command in (Advance(block="A.1/1"), Close(), Seal()):
        take(session, command)
    name = file_of(session)
    session.close()
    for command in ("run", "rehearse"):
        refused = run(command, name, "--plain", data=data_folder)
        assert refused.returncode == 2
        shown = name.removesuffix(".proctor")
        assert refused.stderr.startswith(f"{name} is sealed. `proctor sessions show {shown}` reads it;")


def test_of_a_session_that_was_never_opened_it_is_said_that_nothing_is_in_it(data_folder: Path) -> None:
    SqliteJournal.create(data_folder / "sessions" / "made.proctor", "{}").close()
    refused = run("run", "made.proctor", "--plain", data=data_folder)
    assert refused.stderr.strip() == "made.proctor was never opened; nothing is in it. Delete it, and name the script."


def test_a_path_in_a_hint_can_be_typed_as_it_stands(tmp_path: Path) -> None:
    data = tmp_path / "the school's data"
    leave_open(data, "--room", "12")
    (path,) = (data / "sessions").glob("*.proctor")
    for hint in (
        run("rehearse", path.name, "--plain", data=data).stderr.partition("Go on with it by: proctor ")[2],
        run("run", path.name, "--plain", keys="q\n", data=data).stderr.partition("Go on with: proctor ")[2],
    ):
        assert shlex.split(hint)[:2] == ["run", str(path)]
    broken = write_pack(data / "packs" / "a b", header="id: [")
    for words in (["packs", "list"], ["doctor"]):
        assert f"proctor packs check {shlex.quote(str(broken))}" in run(*words, data=data).stdout


def test_whoever_begins_anew_is_told_what_is_open_in_the_room(two_rooms: Path) -> None:
    begun = run("run", SCRIPT, "--room", "14", "--new", "--plain", keys="q\n", data=two_rooms)
    assert "is open too" in begun.stderr
    assert len(files(two_rooms)) == 3


def test_no_session_of_that_name_is_one_sentence(data_folder: Path) -> None:
    nothing = run("run", "nothing.proctor", "--plain", data=data_folder)
    assert nothing.returncode == 1
    assert nothing.stderr.strip() == ("There is no session 'nothing.proctor'. `proctor sessions list` shows those there are.")
