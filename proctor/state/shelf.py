"""The folder in which sessions stand: naming a new file, finding those that are open, a line about each."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from proctor.errors import NotASession, SessionFileError
from proctor.scripts.snapshot import Snapshot
from proctor.settings import expanded
from proctor.state.clock import Instant, local_time
from proctor.state.sqlite import SqliteJournal

SUFFIX = ".proctor"


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a session's file without going through its chain. ``problem`` is said where it cannot be read."""

    path: Path
    script: str = ""
    title: str = ""
    mode: str = ""
    room: str = ""
    phase: str = ""
    """``open``, ``closed``, ``sealed``, ``never opened``, or ``unreadable``."""
    opened: int = 0
    """UTC milliseconds."""
    last: int = 0
    """UTC milliseconds of the last entry."""
    events: int = 0
    problem: str = ""

    @property
    def unfinished(self) -> bool:
        return self.phase in ("open", "closed")


class Shelf:
    """The sessions of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def cards(self) -> tuple[Card, ...]:
        """Every session's file, newest first; those that cannot be read say why."""
        if not self.folder.is_dir():
            return ()
        found = [card_of(path) for path in sorted(self.folder.glob(f"*{SUFFIX}"))]
        return tuple(sorted(found, key=lambda card: (card.opened, card.path.name), reverse=True))

    def unfinished(self, script: str, mode: str, room: str = "") -> Iterator[Card]:
        """Sessions of a script (``pack/script``) that were left open, newest first; of one room, or of any."""
        for card in self.cards():
            same_room = not room.strip() or _folded(room) == _folded(card.room)
            if card.unfinished and (card.script, card.mode) == (script, mode) and same_room:
                yield card

    def create(self, snapshot: Snapshot, room: str, now: Instant) -> SqliteJournal:
        """A new file, named ``<date>-<room>-<script>``, with a number behind it where there is one of that name."""
        day = local_time(now.utc).date().isoformat()
        stem = "-".join(part for part in (day, _file_words(room), snapshot.script.id) if part)
        for number in range(1, 1_000):
            name = stem if number == 1 else f"{stem}-{number}"
            try:
                return SqliteJournal.create(self.folder / f"{name}{SUFFIX}", snapshot.text)
            except FileExistsError:
                continue
        raise SessionFileError(f"There are 999 sessions named {stem}.", "Move some out of the folder.")

    def find(self, name: str) -> Path:
        """A session by path, by its file's name, or by an unambiguous part of that."""
        path = expanded(name)
        try:
            if path.is_file() or (path.parent != Path() and path.exists()):
                return path
        except OSError:
            pass  # too long, or of characters that no file has: then it is no path
        cards = self.cards()
        fitting = [card.path for card in cards if name.lower() in card.path.name.lower()]
        fitting = [path for path in fitting if path.stem.lower() == name.lower()] or fitting
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            listed = ", ".join(path.stem for path in fitting[:5])
            raise NotASession(f"{name!r} could be {listed}.", "Write more of it.")
        raise NotASession(f"There is no session {name!r}.", "`proctor sessions list` shows those there are.")


def card_of(path: Path) -> Card:
    """The line about one file. Reads two rows of it."""
    try:
        SqliteJournal.read(path).close()
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            first = connection.execute("SELECT utc, body FROM events WHERE seq = 1").fetchone()
            last = connection.execute("SELECT seq, utc FROM events ORDER BY seq DESC LIMIT 1").fetchone()
            rows = connection.execute("SELECT type FROM events WHERE type IN ('RoomClosed', 'SessionSealed')")
            ended = {row[0] for row in rows}
            if first is None:
                return Card(path, phase="never opened")
            body = json.loads(first[1])
            phase = "sealed" if "SessionSealed" in ended else "closed" if ended else "open"
            return Card(
                path, body["script"], body["title"], body["mode"], body.get("room", ""), phase, first[0], last[1], last[0]
            )
    except SessionFileError as error:
        return Card(path, phase="unreadable", problem=str(error))
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        return Card(path, phase="unreadable", problem=f"{path.name} is damaged: {error}.")


def _folded(room: str) -> str:
    """A room as people mean it: ``12a`` and `` 12A `` are one."""
    return " ".join(room.split()).casefold()


def _file_words(text: str) -> str:
    """Words that every file system takes."""
    return re.sub(r"[^\w]+", "-", text.strip().lower()).strip("-")[:40]
