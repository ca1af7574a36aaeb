"""What can be known of a session's file without the models of packs and sessions: whether it is ours, and whole."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from pathlib import Path

from proctor.errors import Damaged, NewerFormat, NotASession, NotWritten, SessionFileError

SUFFIX = ".proctor"
APPLICATION_ID = 0x50524354
"""``PRCT``: what makes a file ours, in the place where SQLite keeps such a mark."""
FORMAT = 1
_PAGE = 4096
"""Bytes of a file of ours before its tables are made."""
_WRITER_WAITS, _READER_WAITS = 0.25, 1.0
"""Seconds to wait for a file that another program holds."""
_READ_ONLY = "the file or its folder is read-only"
_HELD = "another program holds the file open"
GONE = "the file has been moved, replaced, overwritten or deleted"
_MENDS = {
    _HELD: "once it is closed there,",
    GONE: "put the file back where it was, or leave the session, which writes it anew, and",
}
FAR = 1 << 45
"""Milliseconds up to some day in 3084: what is later no clock of ours has shown, and no calendar need show."""


def file_words(text: str) -> str:
    """Words that every file system takes."""
    return re.sub(r"[^\w]+", "-", text.strip().lower()).strip("-")[:40]


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """SQLite's connection to a file, to be read (``ro``) or written (``rw``). Who writes has a person waiting, and does
    not wait long for another program that holds the file; who reads may wait for a slow disk to take what is being written."""
    waits = _WRITER_WAITS if mode == "rw" else _READER_WAITS
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", waits, uri=True, isolation_level=None)


def look(path: Path) -> None:
    """The cheap questions first: is there a file, and could it be ours. What is no plain file is not opened: who opens a pipe
    waits for somebody at its other end."""
    try:
        kind = path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
            raise NotASession(
                f"{path} is a pipe, a socket or a device, not a session file.", "Move it away, or name another file."
            )
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise NotASession(f"There is no session file {path}.", "`proctor sessions list` shows those there are.") from None
    except IsADirectoryError:
        raise NotASession(f"{path} is a folder, not a session file.", "Name the file in it.") from None
    except OSError as error:
        raise SessionFileError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    if not head and path.name.endswith(SUFFIX):
        raise _begun(path, "is empty")
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise NotASession(f"{path} is not a session file of proctor.", "`proctor sessions list` shows those there are.")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotASession(f"{path} is a database of another program.", "`proctor sessions list` shows proctor's own.")
    found = int.from_bytes(head[60:64], "big")
    if found > FORMAT:
        raise NewerFormat(f"{path.name} is of format {found}; this version reads up to {FORMAT}.", "Install a later proctor.")


def check_header(connection: sqlite3.Connection) -> None:
    """Touch what every session has, so that a file that cannot be read says so now."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("SELECT seq FROM events LIMIT 1").fetchone()


def play_back(path: Path) -> None:
    """Finish what a killed writer left half done, which a reader may not: SQLite does it when the file is opened to write."""
    try:
        if is_spent(rollback_journal(path)):
            return
        from proctor.state.sqlite import SqliteJournal  # late: a list of sessions pays for it only where this is needed

        SqliteJournal.open(path).close()
    except (OSError, SessionFileError):
        pass  # no such journal; or somebody is writing, and will finish it


def cannot_open(path: Path, error: Exception) -> SessionFileError:
    if "no such table" in str(error) and path.stat().st_size <= _PAGE:
        return _begun(path, "holds no session")
    if "readonly" in str(error) or "unable to open" in str(error):
        return not_written(path, str(error))
    if "locked" in str(error):
        return SessionFileError(f"{path.name} cannot be read: {_HELD}.", "Close it there, and try again.")
    advice = "Take a copy of it from before, if there is one; else go on in a new session with --from."
    return Damaged(f"{path.name} is damaged: {error}.", advice)


def _begun(path: Path, how: str) -> NotASession:
    """What is left where proctor was killed before it had made the tables."""
    advice = "Delete it, unless a session is being begun this moment."
    return NotASession(f"{path} {how}: proctor was ended while it made the file.", advice)


def not_written(path: Path, why: str) -> NotWritten:
    said = _plainly(path, why)
    mend = _MENDS.get(said, "free the disk or make the file writable, and")
    return NotWritten(f"{path.name} could not be written: {said}.", f"Nothing of it was recorded; {mend} do it again.")


def not_put_back(path: Path, why: str, advice: str = "free the disk or make its folder writable") -> NotWritten:
    """As long as the session is open everything is still there, and only so long: that must be said."""
    advice = f"Do not leave the session, which has it all; {advice}, and put it back again."
    return NotWritten(f"{path.name} could not be put back: {_plainly(path, why)}.", advice)


def _plainly(path: Path, why: str) -> str:
    """What the disk has against it, without SQLite's words for it, or the system's."""
    if "locked" in why:
        return _HELD
    if "full" in why:
        return "the disk is full"
    if any(words in why.lower() for words in ("readonly", "read-only", "permission denied", "not permitted")):
        return _READ_ONLY
    if "I/O error" in why:
        return _READ_ONLY if _is_read_only(path) else "the disk does not take it"
    return why


def _is_read_only(path: Path) -> bool:
    """Whether that is what is behind a write that failed; nothing is opened, since closing it would drop SQLite's locks."""
    return any(os.path.lexists(one) and not os.access(one, os.W_OK) for one in (path, rollback_journal(path), path.parent))


def rollback_journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def is_spent(journal: Path) -> bool:
    """Whether a rollback journal holds nothing: its head is wiped, or it is empty."""
    with journal.open("rb") as file:
        return not any(file.read(28))


def remove_spent(path: Path) -> None:
    journal = rollback_journal(path)
    try:
        if is_spent(journal):
            journal.unlink()
    except OSError:
        pass  # not there, or not ours to remove: it holds nothing
