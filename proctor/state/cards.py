"""A line about each session's file, for lists that stand before anything heavy is imported."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from proctor.errors import SessionFileError, closed_folder
from proctor.scripts.kinds import habits_of
from proctor.state.files import FAR, SUFFIX, cannot_open, check_header, connect, look, play_back


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
    kind: str = ""
    """The script's, where it is not delivered in a room."""

    @property
    def where(self) -> str:
        """``room 12``, ``strand 0417``: what tells two sessions of one script apart; "" where nobody said it."""
        return f"{habits_of(self.kind).place} {self.room}" if self.room else ""

    @property
    def is_list(self) -> bool:
        """Whether it is a checklist's, which stays open for a year."""
        return self.kind == "checklist"

    @property
    def unfinished(self) -> bool:
        return self.phase in ("open", "closed")


def cards(folder: Path) -> tuple[Card, ...]:
    """Every session's file of a folder, newest first; those that cannot be read say why, and so does a folder that cannot."""
    try:
        paths = [path for path in folder.iterdir() if path.name.endswith(SUFFIX)]
    except FileNotFoundError:
        return ()
    except OSError as error:
        return (Card(folder, phase="unreadable", problem=closed_folder(folder, error)),)
    return tuple(sorted(map(card_of, paths), key=lambda card: (card.opened, card.path.name), reverse=True))


def card_of(path: Path) -> Card:
    """The line about one file. Reads two rows of it."""
    try:
        look(path)
        play_back(path)
        with closing(connect(path, "ro")) as connection:
            try:
                check_header(connection)
                return _read(path, connection)
            except sqlite3.Error as error:
                raise cannot_open(path, error) from error
    except SessionFileError as error:
        return Card(path, phase="unreadable", problem=str(error))
    except (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError) as error:
        return Card(path, phase="unreadable", problem=f"{path.name} is damaged: {error}.")


def _read(path: Path, connection: sqlite3.Connection) -> Card:
    first = connection.execute("SELECT utc, body FROM events WHERE seq = 1").fetchone()
    last = connection.execute("SELECT seq, utc FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    ended = {row[0] for row in connection.execute("SELECT type FROM events WHERE type IN ('RoomClosed', 'SessionSealed')")}
    if first is None:
        return Card(path, phase="never opened")
    body = json.loads(first[1])
    phase = "sealed" if "SessionSealed" in ended else "closed" if ended else "open"
    words = (body["script"], body["title"], body["mode"], body.get("room", ""))
    if not all(isinstance(one, str) for one in words) or not all(0 <= utc < FAR for utc in (first[0], last[1])):
        raise ValueError("its first event is not as it was written")
    return Card(path, *words, phase, first[0], last[1], last[0], kind=str(body.get("kind", "")))
