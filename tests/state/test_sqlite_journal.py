"""The journal on disk: what damage, a killed process, a full disk and a second reader do to it, and what they do not."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import Damaged, InUse, NewerFormat, NotASession, NotWritten, SessionFileError
from proctor.scripts.snapshot import digest_of
from proctor.state import events as ev
from proctor.state.cards import card_of
from proctor.state.clock import Instant
from proctor.state.events import Event
from proctor.state.journal import Person, chain
from proctor.state.sqlite import APPLICATION_ID, FORMAT, SqliteJournal, _prepare
from proctor.state.state import Entry

SNAPSHOT = '{"words":"as they are"}'
NOW = Instant(1_148_389_200_000, 5_000_000, "boot-1")
EVENTS: tuple[Event, ...] = (
    ev.Arrived(spot="A.1/1"),
    ev.BlockDone(block="A.1/1", said={"[ROOM]": "12"}, at=NOW.utc),
    ev.NoteTaken(text="a fire drill – the bell rang twice"),
    ev.Tallied(tally="handed_in", by=1),
    ev.WalkFinished(),
)
BIG = ev.NoteTaken(text="x" * 2_000)
unix = pytest.mark.skipif(sys.platform == "win32", reason="limits, modes and signals of Unix")


pytestmark = pytest.mark.usefixtures("unsynced")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A session's file with five events, each recorded by a command of its own, and let go."""
    path = tmp_path_factory.mktemp("made") / "made.proctor"
    with closing(SqliteJournal.create(path, SNAPSHOT)) as journal:
        for event in EVENTS:
            journal.append(NOW, [event])
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    """That file, for one test alone."""
    own = tmp_path / "made.proctor"
    own.write_bytes(made)
    return own


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    """The same, open to be written."""
    with closing(SqliteJournal.open(path)) as opened:
        yield opened


def spent(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def events_in(path: Path) -> list[Event]:
    with closing(SqliteJournal.read(path)) as journal:
        return [entry.event for entry in journal.entries()]


def whole_and_why(path: Path) -> tuple[list[Entry], SessionFileError]:
    """The entries that can be read before the damage, and what is said of it."""
    read: list[Entry] = []
    with closing(SqliteJournal.read(path)) as journal:
        try:
            for entry in journal.entries():
                read.append(entry)  # noqa: PERF402 - those before the damage are wanted
        except SessionFileError as error:
            return read, error
    return pytest.fail("nothing was found to be wrong", pytrace=False)


def tamper(path: Path, *statements: str, seq: int = 0) -> None:
    """Change a file as somebody does who knows SQL and minds no trigger; ``:seq`` stands for a number of an event."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement, {"seq": seq}).rowcount in (-1, 1), statement


# -- damage -----------------------------------------------------------------------------------------------------------

COLUMNS = {
    "seq": "UPDATE events SET seq = seq + 100 WHERE seq = :seq",
    "utc": "UPDATE events SET utc = utc + 1 WHERE seq = :seq",
    "steady": "UPDATE events SET steady = steady - 1 WHERE seq = :seq",
    "boot_id": "UPDATE events SET boot_id = 'boot-2' WHERE seq = :seq",
    "type": "UPDATE events SET type = substr(type, 1, length(type) - 1) || 'Z' WHERE seq = :seq",
    "body": "UPDATE events SET body = substr(body, 1, length(body) - 1) || ' }' WHERE seq = :seq",
    "hash": "UPDATE events SET hash = CAST(substr(hash, 1, 31) || x'00' AS BLOB) WHERE seq = :seq",
}
"""For each column, a change of one byte or one number."""


@pytest.mark.parametrize("number", range(1, len(EVENTS) + 1))
@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_in_any_column_of_any_event_is_named(path: Path, column: str, number: int) -> None:
    tamper(path, COLUMNS[column], seq=number)
    read, why = whole_and_why(path)
    assert isinstance(why, Damaged)
    assert f"event {number} is not as it was written" in str(why)
    assert why.last_whole == number - 1
    assert tuple(entry.event for entry in read) == EVENTS[: number - 1], "those before it can be read"


@pytest.mark.parametrize("number", range(1, len(EVENTS)))
def test_an_event_taken_out_is_named(path: Path, number: int) -> None:
    tamper(path, "DELETE FROM events WHERE seq = :seq", seq=number)
    read, why = whole_and_why(path)
    assert f"event {number} is not as it was written" in str(why)
    assert len(read) == number - 1


def test_two_events_that_changed_places_are_named(path: Path) -> None:
    tamper(
        path,
        "UPDATE events SET seq = 99 WHERE seq = 2",
        "UPDATE events SET seq = 2 WHERE seq = 3",
        "UPDATE events SET seq = 3 WHERE seq = 99",
    )
    assert "event 2 is not as it was written" in str(whole_and_why(path)[1])


def test_a_cut_off_end_holds_together_but_has_another_last_hash(path: Path) -> None:
    with closing(SqliteJournal.read(path)) as journal:
        before = journal.last_hash()
    tamper(path, "DELETE FROM events WHERE seq = 5")
    with closing(SqliteJournal.read(path)) as journal:
        assert len(list(journal.entries())) == len(EVENTS) - 1
        assert journal.last_hash() != before, "which is why the seal is written on paper"


def test_a_damaged_file_is_not_written_on(path: Path) -> None:
    tamper(path, "UPDATE events SET utc = 0 WHERE seq = 3")
    with closing(SqliteJournal.open(path)) as journal:
        with pytest.raises(Damaged, match="event 3"):
            journal.append(NOW, [ev.WalkFinished()])
        with pytest.raises(Damaged, match="event 3"):
            journal.last_hash()


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM snapshot", "UPDATE snapshot SET body = '{}'", "UPDATE snapshot SET digest = 'x'", "DROP TABLE snapshot"],
)
def test_changed_words_are_not_delivered(path: Path, statement: str) -> None:
    tamper(path, statement)
    with closing(SqliteJournal.read(path)) as journal, pytest.raises(Damaged, match="its script"):
        journal.snapshot()


def _told(path: Path) -> tuple[list[Entry], str] | None:
    """What a file tells; None where it says what is wrong with it. Anything else that is raised is a fault of ours."""
    try:
        with closing(SqliteJournal.read(path)) as journal:
            return list(journal.entries()), journal.snapshot()
    except SessionFileError:
        return None


@pytest.mark.parametrize("bits", [0x01, 0xFF])
def test_a_changed_byte_anywhere_changes_no_event_in_silence(path: Path, bits: int) -> None:
    whole, truth = path.read_bytes(), _told(path)
    noticed = 0
    for place in range(0, len(whole), 53):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bits]) + whole[place + 1 :])
        told = _told(path)
        assert told in (None, truth), f"byte {place}"
        noticed += told is None
    assert noticed, "the rest are bytes that nothing is kept in"


def test_a_file_cut_short_anywhere_tells_no_lie(path: Path) -> None:
    whole, truth = path.read_bytes(), _told(path)
    for length in (*range(0, len(whole), 512), 1, 99, 100, 101):
        path.write_bytes(whole[:length])
        assert _told(path) in (None, truth), f"{length} bytes"
    path.write_bytes(whole[: len(whole) // 2])
    assert _told(path) is None


# -- other files ------------------------------------------------------------------------------------------------------


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for opening in (SqliteJournal.open, SqliteJournal.read):
        with pytest.raises(NotASession, match="There is no session file"):
            opening(tmp_path / "no.proctor")
        with pytest.raises(NotASession, match="is a folder"):
            opening(tmp_path)
    assert list(tmp_path.glob("*.proctor")) == [], "and asking makes no file"


@pytest.mark.parametrize("content", [b"SQLite format 3\0", b"My notes of Tuesday\n" * 40, b"\0" * 4096])
def test_what_is_no_database_is_no_session(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.proctor"
    path.write_bytes(content)
    for opening in (SqliteJournal.open, SqliteJournal.read):
        with pytest.raises(NotASession, match="is not a session file of proctor"):
            opening(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.proctor"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE events (seq INTEGER)")
    before = path.read_bytes()
    for opening in (SqliteJournal.open, SqliteJournal.read):
        with pytest.raises(NotASession, match="a database of another program"):
            opening(path)
    assert path.read_bytes() == before


def test_a_newer_format_is_refused_with_a_word_and_an_older_one_opens(path: Path) -> None:
    tamper(path, f"PRAGMA user_version = {FORMAT + 1}")
    for opening in (SqliteJournal.open, SqliteJournal.read):
        with pytest.raises(NewerFormat, match=f"is of format {FORMAT + 1}; this version reads up to {FORMAT}"):
            opening(path)
    tamper(path, f"PRAGMA user_version = {FORMAT - 1}")
    assert tuple(events_in(path)) == EVENTS


@pytest.mark.parametrize("mark", [True, False], ids=["with our mark", "empty"])
def test_a_file_whose_making_was_broken_off_is_no_session_and_can_be_deleted(tmp_path: Path, mark: bool) -> None:
    path = tmp_path / "bare.proctor"
    path.touch()
    if mark:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for opening in (SqliteJournal.read, SqliteJournal.open, SqliteJournal.open):  # and not InUse: the lock was let go
        with pytest.raises(NotASession, match="proctor was ended while it made the file"):
            opening(path)


def test_a_file_of_ours_without_our_tables_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "bare.proctor"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE others (words)")
    with pytest.raises(Damaged, match=r"bare\.proctor is damaged"):
        SqliteJournal.read(path)
    with pytest.raises(Damaged, match=r"bare\.proctor is damaged"):
        SqliteJournal.open(path)
    with pytest.raises(Damaged):
        SqliteJournal.open(path)  # and not InUse: the lock was let go


def put_raw(path: Path, kind: str, body: str, *, seq: int = 6) -> None:
    """Put one more entry into the chain, as a later version would, or a careful forger."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        (previous,) = connection.execute("SELECT hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        found = chain(previous, seq, NOW, kind, body)
        row = (seq, NOW.utc, NOW.steady, NOW.boot_id, kind, body, found)
        connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", row)


@pytest.mark.parametrize(
    ("kind", "body"), [("Teleported", "{}"), ("Moved", '{"position":1,"why":"x"}'), ("Moved", "[1]"), ("Moved", "{}")]
)
def test_an_event_of_a_later_version_is_not_taken_for_damage(path: Path, kind: str, body: str) -> None:
    put_raw(path, kind, body)
    read, why = whole_and_why(path)
    assert isinstance(why, NewerFormat)
    assert f"holds a '{kind}' (event 6)" in str(why)
    assert tuple(entry.event for entry in read) == EVENTS


def test_a_number_left_out_is_damage_though_the_chain_holds(path: Path) -> None:
    put_raw(path, "WalkFinished", "{}", seq=7)
    read, why = whole_and_why(path)
    assert "event 6 is not as it was written" in str(why)
    assert len(read) == len(EVENTS)


def test_a_body_that_is_no_json_is_damage(path: Path) -> None:
    put_raw(path, "Moved", "{position")
    read, why = whole_and_why(path)
    assert isinstance(why, Damaged)
    assert why.last_whole == len(read) == len(EVENTS)


# -- writing ----------------------------------------------------------------------------------------------------------


def test_after_each_command_the_one_file_copied_alone_has_every_event(tmp_path: Path) -> None:
    path, copy = tmp_path / "made.proctor", tmp_path / "elsewhere" / "copy.proctor"
    copy.parent.mkdir()
    with closing(SqliteJournal.create(path, SNAPSHOT)) as journal:
        for number, event in enumerate(EVENTS, 1):
            journal.append(NOW, [event, BIG])
            shutil.copyfile(path, copy)
            assert len(events_in(copy)) == 2 * number
            assert not any(spent(path).read_bytes()[:28]), "nothing is left to be played back"


def test_the_rollback_journal_is_gone_once_the_file_is_let_go(path: Path) -> None:
    with closing(SqliteJournal.open(path)) as journal:
        journal.append(NOW, [BIG])
        assert spent(path).exists()
    assert sorted(one.name for one in path.parent.glob("made*")) == ["made.proctor"]


def test_everything_is_forced_to_the_disk_before_it_is_acknowledged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        _prepare(connection)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("persist",)


@unix
def test_only_its_owner_can_read_a_session(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "new" / "made.proctor"
        with closing(SqliteJournal.create(path, SNAPSHOT)) as journal:
            journal.append(NOW, [BIG])
            modes = {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_is_there_is_never_written_over(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        SqliteJournal.create(path, SNAPSHOT)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in ("file", "file/under"):
        with pytest.raises(NotWritten, match="could not be written"):
            SqliteJournal.create(tmp_path / folder / "made.proctor", SNAPSHOT)


def test_a_file_that_could_not_be_made_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("proctor.state.sqlite._prepare", full)
    with pytest.raises(NotWritten, match="the disk is full"):
        SqliteJournal.create(tmp_path / "made.proctor", SNAPSHOT)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_while_a_file_is_made_is_left_without_its_journal_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nearly_full(connection: sqlite3.Connection) -> None:
        _prepare(connection)
        connection.execute("PRAGMA max_page_count = 12")

    monkeypatch.setattr("proctor.state.sqlite._prepare", nearly_full)
    with pytest.raises(NotWritten, match="the disk is full"):
        SqliteJournal.create(tmp_path / "made.proctor", "x" * 100_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = '{}' WHERE seq = 1",
        "DELETE FROM events WHERE seq = 5",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT 5, utc, steady, boot_id, type, '{}', hash FROM events WHERE seq = 5",
        "INSERT OR REPLACE INTO events SELECT 0, utc, steady, boot_id, type, body, hash FROM events WHERE seq = 5",
    ],
)
def test_events_are_neither_changed_nor_removed_by_a_slip(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    assert tuple(events_in(path)) == EVENTS


# -- when the disk refuses --------------------------------------------------------------------------------------------


def refuses(journal: SqliteJournal, why: str, *events: Event) -> None:
    """An append that is not written: said why, nothing recorded, those before it intact, in memory and on disk."""
    before = journal.last_hash()
    entries = list(journal.entries())
    with pytest.raises(NotWritten, match=why) as caught:
        journal.append(NOW, events or [ev.WalkFinished()], [Person("administrator-9", "Nobody", "00")])
    assert "Nothing of it was recorded" in caught.value.advice
    assert journal.last_hash() == before
    assert list(journal.entries()) == entries
    assert "administrator-9" not in journal.people()


def goes_on(journal: SqliteJournal) -> None:
    """The next append is written, and numbered as if nothing had been refused."""
    (entry,) = journal.append(NOW, [ev.Moved(position=0)])
    assert entry.seq == len(EVENTS) + 1
    assert events_in(journal.path) == [*EVENTS, ev.Moved(position=0)]


def test_a_full_disk_records_nothing_and_once_there_is_room_it_goes_on(journal: SqliteJournal) -> None:
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    for _ in range(3):
        refuses(journal, "the disk is full", *[BIG] * 10)
    journal._connection.execute("PRAGMA max_page_count = 1000000")
    goes_on(journal)


@unix
@pytest.mark.parametrize("limit", [0, 600, 5_000], ids=lambda limit: f"{limit}_bytes")
def test_a_write_that_the_system_breaks_off_records_nothing(journal: SqliteJournal, limit: int) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = journal.last_hash()
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        with contextlib.ExitStack() as reached:
            reached.enter_context(pytest.raises(NotWritten))
            journal.append(NOW, [BIG] * 30)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert journal.last_hash() == before
    assert tuple(entry.event for entry in journal.entries()) == EVENTS
    goes_on(journal)


def test_a_file_that_became_read_only_records_nothing(journal: SqliteJournal) -> None:
    journal._connection.execute("PRAGMA query_only = ON")
    refuses(journal, "the file or its folder is read-only")
    journal._connection.execute("PRAGMA query_only = OFF")
    goes_on(journal)


@pytest.mark.parametrize("read_only", [True, False])
def test_what_the_disk_does_not_take_is_said_without_sqlites_words(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr("proctor.state.sqlite._insert", fail)
        broken.setattr("proctor.state.files.os.access", lambda path, _: not read_only or path != journal.path)
        refuses(journal, "the file or its folder is read-only" if read_only else "the disk does not take it")
    goes_on(journal)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_may_not_be_written_is_said_without_the_systems_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("proctor.state.sqlite.os.open", refuse)
    with pytest.raises(NotWritten, match="the file or its folder is read-only"):
        SqliteJournal.create(tmp_path / "made.proctor", SNAPSHOT)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_read_only_file_is_not_opened_to_be_written_but_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("proctor.state.locking.os.open", refuse)
    with pytest.raises(NotWritten, match="read-only"):
        SqliteJournal.open(path)
    assert tuple(events_in(path)) == EVENTS


def test_a_journal_that_was_opened_to_be_read_is_not_written(path: Path) -> None:
    with closing(SqliteJournal.read(path)) as journal, pytest.raises(NotWritten):
        journal.append(NOW, [ev.WalkFinished()])
    assert tuple(events_in(path)) == EVENTS


def test_a_file_deleted_while_in_use_is_missed_at_once(journal: SqliteJournal) -> None:
    journal.path.unlink()
    with pytest.raises(NotWritten, match="moved, replaced, overwritten or deleted"):
        journal.append(NOW, [ev.WalkFinished()])
    assert not journal.path.exists()


def test_a_file_replaced_by_a_copy_is_not_taken_for_the_one_that_was_opened(journal: SqliteJournal) -> None:
    copy = journal.path.with_name("copy")
    shutil.copyfile(journal.path, copy)
    copy.replace(journal.path)
    with pytest.raises(NotWritten, match="moved, replaced, overwritten or deleted"):
        journal.append(NOW, [ev.WalkFinished()])
    assert tuple(events_in(journal.path)) == EVENTS


# -- putting back what vanished ---------------------------------------------------------------------------------------


def deleted(path: Path) -> None:
    path.unlink()


def deleted_with_its_journal(path: Path) -> None:
    path.unlink()
    spent(path).unlink(missing_ok=True)


def moved(path: Path) -> None:
    path.rename(path.with_name("moved"))


def folder_deleted(path: Path) -> None:
    shutil.rmtree(path.parent)


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


VANISH = [deleted, deleted_with_its_journal, moved, folder_deleted, folder_moved]


@pytest.fixture
def away(tmp_path: Path, made: bytes) -> Iterator[SqliteJournal]:
    """A journal in a folder of its own, in use: one more command was written since it was opened."""
    path = tmp_path / "sessions" / "made.proctor"
    path.parent.mkdir()
    path.write_bytes(made)
    with closing(SqliteJournal.open(path)) as opened:
        opened.append(NOW, [BIG], [Person("administrator-1", "Ann", "00")])
        yield opened


@unix
@pytest.mark.parametrize("vanish", VANISH)
def test_a_file_that_vanished_is_put_back_whole_and_gone_on_with(away: SqliteJournal, vanish: Any) -> None:
    before, last, people = list(away.entries()), away.last_hash(), away.people()
    vanish(away.path)
    with pytest.raises(NotWritten):
        away.append(NOW, [ev.WalkFinished()])
    away.put_back()
    assert events_in(away.path) == [*EVENTS, BIG]
    assert (list(away.entries()), away.last_hash(), away.people(), away.snapshot()) == (before, last, people, SNAPSHOT)
    (entry,) = away.append(NOW, [ev.WalkFinished()])
    assert entry.seq == len(EVENTS) + 2
    assert events_in(away.path) == [*EVENTS, BIG, ev.WalkFinished()]
    away.close()
    assert [one.name for one in away.path.parent.iterdir() if one.name != "moved"] == ["made.proctor"]
    assert stat.S_IMODE(away.path.stat().st_mode) == 0o600


@unix
def test_a_file_that_was_put_back_is_held_as_the_first_was(away: SqliteJournal) -> None:
    away.path.unlink()
    away.put_back()
    with pytest.raises(InUse):
        SqliteJournal.open(away.path)
    away.close()
    SqliteJournal.open(away.path).close()


@unix
def test_a_file_can_vanish_more_than_once(away: SqliteJournal) -> None:
    for number in range(3):
        away.path.unlink()
        away.put_back()
        away.append(NOW, [ev.Moved(position=number)])
    assert len(events_in(away.path)) == len(EVENTS) + 4


@unix
def test_before_its_first_event_a_file_is_put_back_too(tmp_path: Path) -> None:
    with closing(SqliteJournal.create(tmp_path / "made.proctor", SNAPSHOT)) as journal:
        journal.path.unlink()
        journal.put_back()
        journal.append(NOW, [BIG])
        assert events_in(journal.path) == [BIG]


def test_a_file_that_still_stands_there_is_left_alone(away: SqliteJournal) -> None:
    before = away.path.stat()
    away.put_back()
    assert away.path.stat() == before


def another(path: Path) -> None:
    path.write_bytes(b"another file")


def a_copy(path: Path) -> None:
    shutil.copyfile(path.with_name("moved"), path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link_to_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


@unix
@pytest.mark.parametrize("put", [another, a_copy, a_folder, a_link_to_nowhere])
def test_another_file_of_its_name_is_never_written_over(away: SqliteJournal, put: Any) -> None:
    moved(away.path)
    put(away.path)
    before = {one.name: one.lstat() for one in away.path.parent.iterdir()}
    with pytest.raises(NotWritten, match="another file has its name now") as caught:
        away.put_back()
    assert "move that away, and put it back again" in caught.value.advice
    assert {one.name: one.lstat().st_ino for one in away.path.parent.iterdir()} == {k: v.st_ino for k, v in before.items()}
    away.path.rename(away.path.with_name("other"))
    away.put_back()
    assert events_in(away.path) == [*EVENTS, BIG]


@unix
def test_the_way_back_of_a_file_that_is_gone_is_not_played_back_into_the_new_one(
    away: SqliteJournal, path: Path, tmp_path: Path
) -> None:
    left = leave_half_done(path, tmp_path / "after")
    deleted_with_its_journal(away.path)
    shutil.copyfile(spent(left), spent(away.path))
    away.put_back()
    assert events_in(away.path) == [*EVENTS, BIG]


@unix
def test_where_the_disk_refuses_nothing_is_left_and_it_can_be_tried_again(
    away: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.path.unlink()
    spent(away.path).unlink()
    for place in ("tempfile.mkstemp", "WriterLock", "check_header", "Path.rename"):
        with monkeypatch.context() as patched:
            patched.setattr(f"proctor.state.sqlite.{place}", fails)
            with pytest.raises(NotWritten, match="could not be put back: the disk is full") as caught:
                away.put_back()
        assert "Do not leave the session" in caught.value.advice
        assert list(away.path.parent.iterdir()) == []
        assert [entry.event for entry in away.entries()] == [*EVENTS, BIG]
    away.put_back()
    assert events_in(away.path) == [*EVENTS, BIG]


def fails(*_: Any, **__: Any) -> None:
    raise sqlite3.OperationalError("database or disk is full")


@unix
def test_a_limit_that_breaks_the_copy_off_leaves_nothing(away: SqliteJournal) -> None:
    import resource

    folder_deleted(away.path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
        with pytest.raises(NotWritten, match="could not be put back"):
            away.put_back()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(away.path.parent.iterdir()) == []
    away.put_back()
    assert events_in(away.path) == [*EVENTS, BIG]


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def written_over(path: Path) -> None:
    path.write_bytes(b"another file")


@unix
@pytest.mark.parametrize("overwrite", [emptied, written_over])
def test_a_file_that_is_overwritten_in_place_takes_no_more_and_all_is_kept_beside_it(
    away: SqliteJournal, overwrite: Any
) -> None:
    """An entry that was acknowledged after somebody else wrote into the file would be in no file."""
    assert away.in_place
    overwrite(away.path)
    assert not away.in_place
    with pytest.raises(NotWritten, match="overwritten"):
        away.append(NOW, [ev.WalkFinished()])
    before = away.path.read_bytes()
    assert events_in(away.rescue()) == [*EVENTS, BIG]
    assert away.path.read_bytes() == before


def test_what_was_opened_to_be_read_or_is_closed_is_not_put_back(path: Path) -> None:
    journal = SqliteJournal.read(path)
    for _ in range(2):
        with pytest.raises(NotWritten, match="it is not open to be written"):
            journal.put_back()
        journal.close()


PUTTING_BACK = """
import sys
import time
from pathlib import Path
from proctor.state import events as ev
from proctor.state.clock import Instant
from proctor.state.sqlite import SqliteJournal
journal = SqliteJournal.open(Path(sys.argv[1]))
journal.append(Instant(0, 0, "boot"), [ev.NoteTaken(text="x" * 2_000)] * 100)
print("go", flush=True)
while True:
    journal.path.unlink()
    journal.put_back()
"""


@unix
@pytest.mark.parametrize("wait", [0.0, 0.011, 0.023, 0.037])
def test_killed_while_putting_back_there_is_no_file_or_a_whole_one(path: Path, wait: float) -> None:
    with subprocess.Popen([sys.executable, "-c", PUTTING_BACK, path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(wait)
        process.kill()
    assert not path.exists() or len(events_in(path)) == len(EVENTS) + 100


# -- two at once ------------------------------------------------------------------------------------------------------


def test_only_one_can_write(path: Path, journal: SqliteJournal) -> None:
    with pytest.raises(InUse, match="is open in another proctor"):
        SqliteJournal.open(path)
    journal.append(NOW, [BIG])
    journal.close()
    with closing(SqliteJournal.open(path)) as second:
        second.append(NOW, [BIG])
    assert len(events_in(path)) == len(EVENTS) + 2


def test_a_reader_sees_what_a_writer_has_put_on_record_since(path: Path, journal: SqliteJournal) -> None:
    with closing(SqliteJournal.read(path)) as reader:
        for number in range(len(EVENTS) + 1, len(EVENTS) + 4):
            journal.append(NOW, [BIG], [Person(f"administrator-{number}", "Ann", "00")])
            assert [entry.seq for entry in reader.entries()][-1] == number
            assert reader.last_hash() == journal.last_hash()
            assert reader.people().keys() == journal.people().keys()


@contextlib.contextmanager
def held(path: Path, begin: str) -> Iterator[None]:
    """Another program that has begun to read or write the file, and gone away from its keyboard."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(begin)
        connection.execute("SELECT * FROM events").fetchall()
        yield
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("begin", ["BEGIN", "BEGIN IMMEDIATE"])
def test_a_program_that_holds_the_file_is_named_as_what_is_in_the_way_and_then_it_goes_on(
    journal: SqliteJournal, begin: str
) -> None:
    with held(journal.path, begin):
        for _ in range(2):
            refuses(journal, "another program holds the file open")
        with pytest.raises(NotWritten, match="once it is closed there, do it again"):
            journal.append(NOW, [BIG])
    goes_on(journal)


def test_nobody_waits_long_for_a_program_that_holds_the_file(path: Path, journal: SqliteJournal) -> None:
    (milliseconds,) = journal._connection.execute("PRAGMA busy_timeout").fetchone()
    assert 0 < milliseconds <= 250
    with closing(SqliteJournal.read(path)) as reader:
        (milliseconds,) = reader._connection.execute("PRAGMA busy_timeout").fetchone()
    assert 0 < milliseconds <= 1_000


def test_a_file_that_another_program_is_writing_is_not_taken_for_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proctor.state.files._WRITER_WAITS", 0)
    monkeypatch.setattr("proctor.state.files._READER_WAITS", 0)
    with held(path, "BEGIN EXCLUSIVE"):
        for opening in (SqliteJournal.open, SqliteJournal.read):
            with pytest.raises(SessionFileError, match="cannot be read: another program holds the file open"):
                opening(path)
        assert card_of(path).problem.endswith("another program holds the file open. Close it there, and try again.")
    assert tuple(events_in(path)) == EVENTS


def test_a_reader_who_stops_half_way_does_not_keep_the_writer_waiting(path: Path, journal: SqliteJournal) -> None:
    journal._connection.execute("PRAGMA busy_timeout = 0")
    with closing(SqliteJournal.read(path)) as reader:
        reading = reader.entries()
        next(reading)
        journal.append(NOW, [BIG])
        assert [entry.event for entry in reading] == list(EVENTS[1:]), "what stood there when the reading began"


WRITER = """
import sys
import time
from pathlib import Path
from proctor.state import events as ev
from proctor.state.clock import Instant
from proctor.state.sqlite import SqliteJournal

journal = SqliteJournal.open(Path(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    print(journal.append(Instant(1, 1, "b"), [ev.NoteTaken(text=line * 50)])[-1].seq, flush=True)
"""


@pytest.fixture
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the session open, and records a note for each line that it is sent."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_session_open_in_another_process_can_be_read_but_not_written_until_that_is_killed(
    path: Path, writer: subprocess.Popen[str]
) -> None:
    assert writer.stdin is not None
    assert writer.stdout is not None
    with pytest.raises(InUse, match="is open in another proctor"):
        SqliteJournal.open(path)
    for number in (6, 7, 8):
        writer.stdin.write("a line\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == f"{number}\n"
        assert len(events_in(path)) == number
    writer.kill()
    writer.wait()
    with closing(SqliteJournal.open(path)) as journal:
        assert journal.append(NOW, [BIG])[0].seq == 9


def test_killed_at_any_moment_every_event_that_was_acknowledged_is_there(path: Path, writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write("a line\n" * 500)
    writer.stdin.flush()
    acknowledged = [int(line) for line in itertools.islice(writer.stdout, 60)][-1]
    writer.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in writer.stdout if line.endswith("\n"))])
    writer.wait()
    read = events_in(path)
    assert acknowledged <= len(read) <= acknowledged + 1, "the last may be on disk before anybody could be told"
    assert tuple(read[:5]) == EVENTS


# -- half a command ---------------------------------------------------------------------------------------------------


def leave_half_done(path: Path, folder: Path) -> Path:
    """What is on the disk when a writer dies in the middle of a command: the file half written, and its way back."""
    connection = sqlite3.connect(path, isolation_level=None)
    with closing(connection):
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN IMMEDIATE")
        for seq in range(6, 60):
            row = (seq, 0, 0, "b", "NoteTaken", '{"text":"' + "x" * 3_000 + '"}', b"\0" * 32)
            connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("UPDATE snapshot SET body = ?", ("y" * 5_000,))
        connection.execute("UPDATE people SET name = 'z'")
        folder.mkdir()
        left = folder / path.name
        shutil.copyfile(path, left)
        shutil.copyfile(spent(path), spent(left))
        connection.execute("ROLLBACK")
    assert spent(left).stat().st_size > 0
    assert left.read_bytes() != path.read_bytes()
    return left


@pytest.mark.parametrize("opening", [SqliteJournal.read, SqliteJournal.open], ids=["read", "open"])
def test_half_a_command_of_a_killed_writer_is_undone(path: Path, tmp_path: Path, opening: Any) -> None:
    left = leave_half_done(path, tmp_path / "after")
    with closing(opening(left)) as journal:
        assert tuple(entry.event for entry in journal.entries()) == EVENTS
        assert journal.snapshot() == SNAPSHOT
    assert not spent(left).exists()


def test_without_its_way_back_a_half_written_file_tells_no_lie(path: Path, tmp_path: Path) -> None:
    left = leave_half_done(path, tmp_path / "after")
    spent(left).unlink()
    assert _told(left) is None


def test_the_digest_of_the_words_can_be_looked_up_in_the_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT digest, body FROM snapshot").fetchall() == [(digest_of(SNAPSHOT), SNAPSHOT)]
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
