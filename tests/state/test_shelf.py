"""The folder of sessions: what a new file is called, which are open, and a line about each, also where it is damaged."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import InUse, NotASession, SessionFileError
from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import DAY, HOUR, MINUTE, ManualClock
from proctor.state.shelf import Card, Shelf, card_of
from proctor.state.sqlite import FORMAT, SqliteJournal
from tests.helpers import closed_to_us
from tests.state.packs import close, done, ok, snapshot_of, steps
from tests.state.test_sqlite_journal import leave_half_done

pytestmark = pytest.mark.usefixtures("utc", "unsynced")

SNAPSHOT = snapshot_of(steps({"say": "Good morning."}, {"check": "all sit"}))
NINE = 1_148_374_800_000
"""9:00 UTC on May 23, 2006."""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "sessions")


def put(shelf: Shelf, room: str = "12", *, at: int = NINE, until: str = "open", **opening: Any) -> Path:
    """A session on the shelf that was left open, interrupted, closed, sealed, or before it was opened."""
    clock = ManualClock(at)
    journal = shelf.create(SNAPSHOT, room, clock.now())
    with closing(journal):
        session = Session.begin(journal, clock)
        if until != "never opened":
            session.open(c.Open(room=room, **opening))
            done(session, "A.1/1")
            clock.sleep(MINUTE)
        if until == "interrupted":
            ok(session, c.Interrupt(reason="fire drill"))
        if until in ("closed", "sealed"):
            close(session)
        if until == "sealed":
            ok(session, c.Seal())
    return journal.path


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "name"),
    [
        ("12", "2006-05-23-12-script"),
        ("  Room 12 A ", "2006-05-23-room-12-a-script"),
        ("Größe/Saal", "2006-05-23-größe-saal-script"),
        ("教室", "2006-05-23-教室-script"),
        ("../../etc/passwd", "2006-05-23-etc-passwd-script"),
        ("C:\\con\0\n*?", "2006-05-23-c-con-script"),
        ("", "2006-05-23-script"),
        ("-- ♪ --", "2006-05-23-script"),
        ("x" * 500, f"2006-05-23-{'x' * 40}-script"),
    ],
)
def test_a_file_is_named_for_the_day_the_room_and_the_script(shelf: Shelf, room: str, name: str) -> None:
    path = put(shelf, room)
    assert path == shelf.folder / f"{name}.proctor"
    assert path.is_file()


@pytest.mark.parametrize(("late", "day"), [(0, "2006-05-23"), (15 * HOUR - 1, "2006-05-23"), (15 * HOUR, "2006-05-24")])
def test_the_day_is_that_of_the_calendar_on_the_wall(shelf: Shelf, late: int, day: str) -> None:
    assert put(shelf, at=NINE + late).name == f"{day}-12-script.proctor"


def test_a_second_session_of_that_name_gets_a_number_and_the_first_is_left_alone(shelf: Shelf) -> None:
    first = put(shelf)
    before = first.read_bytes()
    assert [put(shelf).stem for _ in range(3)] == [f"2006-05-23-12-script-{number}" for number in (2, 3, 4)]
    assert first.read_bytes() == before


def test_a_number_that_became_free_is_used_again(shelf: Shelf) -> None:
    put(shelf)
    put(shelf).unlink()
    assert put(shelf).stem == "2006-05-23-12-script-2"


def test_a_folder_of_that_name_is_in_nobodys_way(shelf: Shelf) -> None:
    (shelf.folder / "2006-05-23-12-script.proctor").mkdir(parents=True)
    assert put(shelf).stem == "2006-05-23-12-script-2"


def test_a_thousandth_session_of_one_name_is_refused(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Path] = []

    def there(path: Path, snapshot: str) -> SqliteJournal:
        tried.append(path)
        raise FileExistsError

    monkeypatch.setattr(SqliteJournal, "create", there)
    with pytest.raises(SessionFileError, match="There are 999 sessions named 2006-05-23-12-script"):
        shelf.create(SNAPSHOT, "12", ManualClock(NINE).now())
    assert len(set(tried)) == 999


def test_a_new_file_holds_the_words_and_is_held(shelf: Shelf) -> None:
    with closing(shelf.create(SNAPSHOT, "12", ManualClock(NINE).now())) as journal:
        assert journal.snapshot() == SNAPSHOT.text
        with pytest.raises(InUse):
            SqliteJournal.open(journal.path)


# -- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "phase", "unfinished"),
    [
        ("open", "open", True),
        ("interrupted", "open", True),
        ("closed", "closed", True),
        ("sealed", "sealed", False),
        ("never opened", "never opened", False),
    ],
)
def test_a_card_says_how_far_a_session_has_come(shelf: Shelf, until: str, phase: str, unfinished: bool) -> None:
    card = card_of(put(shelf, until=until))
    assert (card.phase, card.unfinished, card.problem) == (phase, unfinished, "")


def test_a_card_says_what_session_it_is(shelf: Shelf) -> None:
    path = put(shelf, "12 A", mode="rehearsal")
    with closing(SqliteJournal.read(path)) as journal:
        entries = tuple(journal.entries())
    assert card_of(path) == Card(
        path=path,
        script="made/script",
        title="Made for a test",
        mode="rehearsal",
        room="12 A",
        phase="open",
        opened=NINE,
        last=entries[-1].instant.utc,
        events=len(entries),
    )


def test_an_amended_record_is_sealed(shelf: Shelf) -> None:
    path = put(shelf, until="sealed")
    with closing(SqliteJournal.open(path)) as journal:
        ok(Session.resume(journal), c.Amend(text="one booklet was found"))
    assert card_of(path).phase == "sealed"


def test_cards_stand_newest_first(shelf: Shelf) -> None:
    paths = [put(shelf, room, at=at) for room, at in (("1", NINE), ("2", NINE + DAY), ("3", NINE - DAY), ("4", NINE))]
    assert [card.path for card in shelf.cards()] == [paths[n] for n in (1, 3, 0, 2)]


def test_a_folder_that_is_not_there_or_empty_has_no_cards(shelf: Shelf) -> None:
    assert shelf.cards() == ()
    shelf.folder.mkdir()
    (shelf.folder / "notes.txt").write_text("none of ours")
    assert shelf.cards() == ()


def test_a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(shelf)
    closed_to_us(shelf.folder, monkeypatch)
    (card,) = shelf.cards()
    assert (card.path, card.phase, card.unfinished) == (shelf.folder, "unreadable", False)
    with pytest.raises(SessionFileError, match="cannot be read: Permission denied"):
        shelf.find(path.stem)


def test_looking_changes_no_file_and_hinders_no_writer(shelf: Shelf) -> None:
    clock = ManualClock(NINE)
    with closing(shelf.create(SNAPSHOT, "12", clock.now())) as journal:
        session = Session.begin(journal, clock)
        session.open(c.Open(room="12"))
        before = journal.path.read_bytes()
        for _ in range(3):
            (card,) = shelf.cards()
        assert (card.phase, card.events) == ("open", session.state.seq)
        assert journal.path.read_bytes() == before
        done(session, "A.1/1")
        assert shelf.cards()[0].events == session.state.seq


def test_what_a_killed_writer_left_half_done_is_played_back_first(shelf: Shelf, tmp_path: Path) -> None:
    path = put(shelf)
    whole = card_of(path)
    left = leave_half_done(path, tmp_path / "after")
    assert replace(card_of(left), path=path) == whole


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER events_are_never_changed")
        connection.execute(statement)


SPOILT = {
    "": "is empty",
    "cut": "is damaged",
    f"PRAGMA user_version = {FORMAT + 1}": f"is of format {FORMAT + 1}",
    "PRAGMA application_id = 7": "is a database of another program",
    "DROP TABLE events": "is damaged",
    "UPDATE events SET body = '{' WHERE seq = 1": "is damaged",
    "UPDATE events SET body = '[]' WHERE seq = 1": "is damaged",
    "UPDATE events SET body = '{}' WHERE seq = 1": "is damaged",
    "UPDATE events SET body = json_set(body, '$.room', 12) WHERE seq = 1": "is damaged",
    "UPDATE events SET utc = 1 << 60 WHERE seq = 1": "is damaged",
    "UPDATE events SET body = printf('%.*c', 100000, '[') WHERE seq = 1": "is damaged",
    "UPDATE events SET body = CAST(x'22ff22' AS TEXT) WHERE seq = 1": "is damaged",
}
"""What is done to a file, and what its card then says."""


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_cannot_be_read_says_why_and_hides_no_other(shelf: Shelf, how: str) -> None:
    good, bad = put(shelf, "1"), put(shelf, "2")
    if how in ("", "cut"):
        bad.write_bytes(bad.read_bytes()[: 200 if how else 0])
    else:
        spoil(bad, how)
    cards = {card.path: card for card in shelf.cards()}
    assert cards[good].phase == "open"
    assert cards[bad].phase == "unreadable"
    assert not cards[bad].unfinished
    assert bad.name in cards[bad].problem
    assert SPOILT[how] in cards[bad].problem
    assert [card.path for card in shelf.unfinished("made/script", "live")] == [good]


def test_a_folder_among_the_sessions_is_said_to_be_one(shelf: Shelf) -> None:
    (shelf.folder / "old.proctor").mkdir(parents=True)
    (card,) = shelf.cards()
    assert (card.phase, "is a folder" in card.problem) == ("unreadable", True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_what_is_no_plain_file_is_said_and_never_opened(shelf: Shelf, kind: str) -> None:
    path = put(shelf).with_name("x.proctor")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to(os.devnull)
    else:
        with closing(socket.socket(socket.AF_UNIX)) as one, contextlib.chdir(path.parent):
            one.bind(path.name)
    card, other = sorted(shelf.cards(), key=lambda card: card.path.name, reverse=True)
    assert (card.path, card.phase, other.phase) == (path, "unreadable", "open")
    assert "is a pipe, a socket or a device, not a session file. Move it away" in card.problem
    for opening in (SqliteJournal.open, SqliteJournal.read):
        with pytest.raises(NotASession, match="is a pipe"):
            opening(path)


# -- those that were left open ----------------------------------------------------------------------------------------


def test_only_sessions_of_that_script_and_mode_are_gone_on_with(shelf: Shelf) -> None:
    live = put(shelf, "12")
    rehearsal = put(shelf, "12", mode="rehearsal")
    put(shelf, "12", until="sealed")
    put(shelf, "12", until="never opened")
    closed = put(shelf, "12", at=NINE + DAY, until="closed")
    assert [card.path for card in shelf.unfinished("made/script", "live")] == [closed, live]
    assert [card.path for card in shelf.unfinished("made/script", "rehearsal")] == [rehearsal]
    assert list(shelf.unfinished("made/other", "live")) == []


@pytest.mark.parametrize(("room", "found"), [("12 a", True), (" 12  A ", True), ("", True), ("12", False), ("13 A", False)])
def test_a_room_is_the_same_however_it_is_typed(shelf: Shelf, room: str, found: bool) -> None:
    path = put(shelf, "12 A")
    assert [card.path for card in shelf.unfinished("made/script", "live", room)] == ([path] if found else [])


# -- finding one ------------------------------------------------------------------------------------------------------


def test_a_session_is_found_by_its_path_its_name_or_a_part_that_only_it_has(shelf: Shelf) -> None:
    twelve, thirteen = put(shelf, "12"), put(shelf, "13")
    for name in (str(twelve), "2006-05-23-12-script.proctor", "2006-05-23-12-script", "-12-", "23-12-SCRIPT"):
        assert shelf.find(name) == twelve
    assert shelf.find("-13-") == thirteen


def test_the_whole_name_is_found_though_it_is_the_beginning_of_another(shelf: Shelf) -> None:
    first, second = put(shelf), put(shelf)
    assert shelf.find(first.stem) == first
    assert shelf.find(second.stem) == second


def test_a_part_that_several_have_is_no_name(shelf: Shelf) -> None:
    put(shelf, "12"), put(shelf, "13")
    with pytest.raises(NotASession, match=r"could be .*-13-script, .*-12-script"):
        shelf.find("script")


@pytest.mark.parametrize("name", ["14", "no/such/file.proctor", "~nobody-of-that-name/12", "x" * 5_000, "\0", "12\n"])
def test_what_is_not_there_is_not_found(shelf: Shelf, name: str) -> None:
    put(shelf, "12")
    with pytest.raises(NotASession, match="There is no session"):
        shelf.find(name)
