"""A session's journal in one SQLite file.

After every acknowledged command the file alone is complete: the rollback journal is spent (``PERSIST``) and everything is
fsync'd before ``append`` returns. Bodies are stored exactly as they were hashed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from itertools import count
from pathlib import Path

from proctor.errors import Damaged, InUse, NewerFormat, NotWritten
from proctor.scripts.snapshot import digest_of
from proctor.state.clock import Instant
from proctor.state.events import Event, event_of
from proctor.state.files import (
    APPLICATION_ID,
    FORMAT,
    GONE,
    cannot_open,
    check_header,
    connect,
    look,
    not_put_back,
    not_written,
    play_back,
    remove_spent,
    rollback_journal,
)
from proctor.state.journal import GENESIS, Person, body_text, chain
from proctor.state.locking import WriterLock
from proctor.state.state import Entry

_TABLES = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY, utc INTEGER NOT NULL, steady INTEGER NOT NULL, boot_id TEXT NOT NULL,
    type TEXT NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE snapshot (digest TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE people (key TEXT PRIMARY KEY, name TEXT NOT NULL, salt TEXT NOT NULL) STRICT;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events WHEN NEW.seq <= (SELECT max(seq) FROM events)
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""

_ROWS = "SELECT seq, utc, steady, boot_id, type, body, hash FROM events ORDER BY seq"

_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file can raise: of damaged names, Python cannot even say what SQLite says of them."""

_REPAIR = "What stands before it can be read with `proctor sessions export`; go on in a new session with --from."


class SqliteJournal:
    """The journal of one session on disk. Make one with :meth:`create`, :meth:`open` (to write) or :meth:`read`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self._seq = 0
        self._hash = GENESIS
        self._counted = False
        self._held: sqlite3.Cursor | None = None
        self._stamp: tuple[bytes, int] = (b"", 0)
        self._mirror = sqlite3.connect(":memory:", isolation_level=None)
        if lock is not None:
            self._stamp = lock.stamp()
            connection.backup(self._mirror)
            self._hold()

    # -- making one -------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, snapshot: str) -> SqliteJournal:
        """A new file with mode 0600. Raises :class:`NotWritten` where the folder or the disk refuses it, and
        FileExistsError where the file is there already."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise not_written(path, error.strerror or str(error)) from error
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            raise
        except OSError as error:
            raise not_written(path, error.strerror or str(error)) from error
        with ExitStack() as undo:
            undo.callback(rollback_journal(path).unlink, missing_ok=True)
            undo.callback(path.unlink, missing_ok=True)
            lock = WriterLock(path)
            undo.callback(lock.release)
            try:
                connection = connect(path, "rw")
                undo.callback(connection.close)
                _prepare(connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
                connection.execute("INSERT INTO snapshot VALUES (?, ?)", (digest_of(snapshot), snapshot))
                journal = cls(path, connection, lock)
            except sqlite3.Error as error:
                raise not_written(path, str(error)) from error
            undo.pop_all()
        journal._counted = True
        return journal

    @classmethod
    def open(cls, path: Path) -> SqliteJournal:
        """An existing file, to be written on. Raises :class:`NotASession`, :class:`NewerFormat`, :class:`InUse`,
        :class:`Damaged`, or :class:`NotWritten` where the disk or the file is read-only."""
        look(path)
        try:
            lock = WriterLock(path)
        except OSError as error:
            raise not_written(path, "the file is read-only") from error
        return cls._opened(path, "rw", lock)

    @classmethod
    def read(cls, path: Path) -> SqliteJournal:
        """An existing file, to be read only; another process may be writing it."""
        look(path)
        play_back(path)
        return cls._opened(path, "ro", None)

    @classmethod
    def _opened(cls, path: Path, mode: str, lock: WriterLock | None) -> SqliteJournal:
        with ExitStack() as undo:
            if lock is not None:
                undo.callback(lock.release)
            try:
                connection = connect(path, mode)
                undo.callback(connection.close)
                if mode == "rw":
                    _prepare(connection)
                check_header(connection)
                journal = cls(path, connection, lock)
            except _UNREADABLE as error:
                raise cannot_open(path, error) from error
            undo.pop_all()
        return journal

    # -- reading ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> str:
        try:
            row = self._connection.execute("SELECT digest, body FROM snapshot").fetchone()
        except _UNREADABLE as error:
            raise Damaged(f"{self.path.name} is damaged: its script cannot be read ({error}).", _REPAIR) from error
        if row is None or digest_of(str(row[1])) != row[0]:
            raise Damaged(f"{self.path.name} is damaged: its script is not the one that it was opened with.", _REPAIR)
        return str(row[1])

    def entries(self) -> Iterator[Entry]:
        seq, previous = 0, GENESIS
        for row in self._rows():
            number, utc, steady, boot_id, kind, body, stored = row
            try:
                instant = Instant(utc, steady, boot_id)
                found = chain(previous, number, instant, kind, body)
            except (TypeError, ValueError, UnicodeEncodeError):
                found = b""
            if number != seq + 1 or found != stored:
                raise self._damaged(seq, f"event {seq + 1} is not as it was written")
            yield Entry(number, instant, self._event(number, kind, body))
            seq, previous = number, stored
        if seq >= self._seq:  # else more was appended while these were gone through
            self._seq, self._hash, self._counted = seq, previous, True

    def _rows(self) -> Iterator[tuple[int, int, int, str, str, str, bytes]]:
        """Every row, fetched at once: a reader who went through them one by one would keep the writer waiting meanwhile."""
        rows: list[tuple[int, int, int, str, str, str, bytes]] = []
        try:
            for row in self._connection.execute(_ROWS):
                rows.append(row)  # noqa: PERF402 - those before the damage are kept
        except _UNREADABLE as error:
            yield from rows
            last = rows[-1][0] if rows else 0
            raise self._damaged(last, f"nothing can be read after event {last} ({error})") from error
        yield from rows

    def _event(self, number: int, kind: str, body: str) -> Event:
        try:
            return event_of(kind, json.loads(body))
        except (KeyError, TypeError, AttributeError):
            raise NewerFormat(
                f"{self.path.name} holds a {kind!r} (event {number}) that this version does not know.",
                "Open it with the version that wrote it, or a later one.",
            ) from None
        except ValueError as error:
            raise self._damaged(number - 1, f"event {number} is not as it was written") from error

    def _damaged(self, last_whole: int, why: str) -> Damaged:
        until = f"events 1 to {last_whole} are whole" if last_whole else "no event before it is whole"
        return Damaged(f"{self.path.name} is damaged: {why}; {until}.", _REPAIR, last_whole=last_whole)

    def people(self) -> dict[str, Person]:
        try:
            rows = self._connection.execute("SELECT key, name, salt FROM people").fetchall()
        except _UNREADABLE:
            return {}
        return {key: Person(key, name, salt) for key, name, salt in rows}

    def last_hash(self) -> bytes:
        self._count()
        return self._hash

    def _count(self) -> None:
        """Go through the entries once, so that the next hash can be chained to the last one."""
        if not self._counted:
            for _ in self.entries():
                pass

    # -- writing ----------------------------------------------------------------------------------------------------

    def append(self, instant: Instant, events: Sequence[Event], people: Sequence[Person] = ()) -> tuple[Entry, ...]:
        self._count()
        seq, previous = self._seq, self._hash
        new: list[Entry] = []
        rows = []
        for number, event in enumerate(events, seq + 1):
            kind, body = type(event).__name__, body_text(event)
            previous = chain(previous, number, instant, kind, body)
            rows.append((number, instant.utc, instant.steady, instant.boot_id, kind, body, previous))
            new.append(Entry(number, instant, event))
        try:
            self._write(rows, [(person.key, person.name, person.salt) for person in people])
        except sqlite3.Error as error:
            raise not_written(self.path, str(error)) from error
        self._seq, self._hash = seq + len(new), previous
        return tuple(new)

    def _write(self, rows: Sequence[tuple[object, ...]], people: Sequence[tuple[str, str, str]]) -> None:
        """One transaction; whatever goes wrong, it is rolled back before anyone hears of it."""
        if self._lock is None or not self.in_place:
            raise sqlite3.OperationalError(GONE)
        connection = self._connection
        try:
            _insert(connection, rows, people)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._hold()
            raise
        finally:
            self._stamp = self._lock.stamp()
        _insert(self._mirror, rows, people)

    def _hold(self) -> None:
        """Leave a reading statement unfinished, so that SQLite keeps its share of the file and the rollback journal open
        from one command to the next: it then need not open, and sync the folder for, the journal each time. Other
        readers are not hindered."""
        if self._held is not None:
            self._held.close()
        self._held = self._connection.execute("SELECT name FROM sqlite_master")
        self._held.fetchone()

    def put_back(self) -> None:
        """Write everything that was acknowledged anew under the file's name, from which it was deleted or moved while in use,
        and go on there. Where it still stands there, nothing is done.

        At any instant there is no file of that name or a whole one. Raises :class:`NotWritten` where another file has the
        name now, or the disk refuses; then the session still has it all, and this can be tried again.
        """
        if self._lock is None:
            raise not_put_back(self.path, "it is not open to be written")
        if self.in_place:
            return
        with ExitStack() as undo:
            try:
                copy = _copied(self._mirror, self.path)
                undo.callback(copy.unlink, missing_ok=True)
                lock = WriterLock(copy)
                undo.callback(lock.release)
                _rename(copy, self.path)
                undo.callback(self.path.unlink, missing_ok=True)
                connection = connect(self.path, "rw")
                undo.callback(connection.close)
                _prepare(connection)
                check_header(connection)
            except (OSError, sqlite3.Error, InUse) as error:
                raise not_put_back(self.path, getattr(error, "strerror", None) or str(error)) from error
            undo.pop_all()
        gone, self._connection = self._connection, connection
        gone_lock, self._lock = self._lock, lock
        self._stamp = lock.stamp()
        self._hold()
        gone.close()
        gone_lock.release()

    @property
    def in_place(self) -> bool:
        """Whether the file that is written still stands under its name, and as it was left by the last write."""
        return self._lock is None or (self._lock.is_on(self.path) and self._lock.stamp() == self._stamp)

    def rescue(self) -> Path:
        """Where a whole file with all that was acknowledged stands, before the session is let go: under its name, written back
        there if it has vanished; where another file has that name, under a name beside it.

        Raises :class:`NotWritten` where the disk refuses; then only this program still has it.
        """
        if self.in_place:
            return self.path
        try:
            self.put_back()
        except NotWritten:
            if not os.path.lexists(self.path):
                raise
        else:
            return self.path
        beside = (self.path.with_stem(f"{self.path.stem}-rescued{f'-{n}' if n > 1 else ''}") for n in count(1))
        target = next(path for path in beside if not os.path.lexists(path))
        try:
            _rename(_copied(self._mirror, target), target)
        except (OSError, sqlite3.Error) as error:
            raise not_put_back(target, getattr(error, "strerror", None) or str(error)) from error
        return target

    def close(self) -> None:
        """Let the file go, and take the spent rollback journal away."""
        if self._held is not None:
            self._held.close()
            self._held = None
        self._connection.close()
        self._mirror.close()
        if self._lock is not None:
            remove_spent(self.path)
            self._lock.release()
            self._lock = None


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]], people: Sequence[tuple[str, str, str]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT OR REPLACE INTO people VALUES (?, ?, ?)", people)
    connection.execute("COMMIT")


def _copied(connection: sqlite3.Connection, path: Path) -> Path:
    """A whole copy of the database beside where ``path`` would stand, forced to the disk; mode 0600."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    copy = Path(name)
    try:
        with closing(connect(copy, "rw")) as target:
            _prepare(target)
            target.execute("PRAGMA journal_mode = MEMORY")  # nobody needs a way back to an empty file
            connection.backup(target)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _rename(copy: Path, path: Path) -> None:
    """Give the copy its name, unless that is taken. A rollback journal that was left there is of a file that is gone, and
    must not be played back into this one."""
    if os.path.lexists(path):
        raise not_put_back(path, "another file has its name now", "move that away")
    rollback_journal(path).unlink(missing_ok=True)
    copy.rename(path)
    with suppress(OSError, AttributeError):  # where a folder cannot be forced to the disk, that is done in time
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _prepare(connection: sqlite3.Connection) -> None:
    """A rollback journal whose head is wiped after each command, and everything forced to the disk.

    To wipe it and not to cut it off or delete it spares the disk a change of the file's size each time; less than FULL
    would spare one more write, at the risk that a power cut in the wrong millisecond takes an acknowledged event along.
    """
    connection.execute("PRAGMA journal_mode = PERSIST")
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
