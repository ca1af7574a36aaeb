"""The folder in which sessions stand: naming a new file, finding those that are open, a line about each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from proctor.errors import NotASession, SessionFileError
from proctor.scripts.snapshot import Snapshot
from proctor.settings import expanded
from proctor.state.cards import Card, card_of, cards
from proctor.state.clock import Instant, local_time
from proctor.state.files import SUFFIX, file_words
from proctor.state.sqlite import SqliteJournal

__all__ = ["SUFFIX", "Card", "Shelf", "card_of"]


class Shelf:
    """The sessions of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def cards(self) -> tuple[Card, ...]:
        """Every session's file, newest first; those that cannot be read say why, and so does a folder that cannot."""
        return cards(self.folder)

    def unfinished(self, script: str, mode: str, room: str = "") -> Iterator[Card]:
        """Sessions of a script (``pack/script``) that were left open, newest first; of one room, or of any."""
        for card in self.cards():
            same_room = not room.strip() or _folded(room) == _folded(card.room)
            if card.unfinished and (card.script, card.mode) == (script, mode) and same_room:
                yield card

    def create(self, snapshot: Snapshot, room: str, now: Instant) -> SqliteJournal:
        """A new file, named ``<date>-<room>-<script>``, with a number behind it where there is one of that name."""
        day = local_time(now.utc).date().isoformat()
        stem = "-".join(part for part in (day, file_words(room), snapshot.script.id) if part)
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
        if cards and cards[0].path == self.folder:
            raise SessionFileError(cards[0].problem)
        fitting = [card.path for card in cards if name.lower() in card.path.name.lower()]
        fitting = [path for path in fitting if path.stem.lower() == name.lower()] or fitting
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            listed = ", ".join(path.stem for path in fitting[:5])
            raise NotASession(f"{name!r} could be {listed}.", "Write more of it.")
        raise NotASession(f"There is no session {name!r}.", "`proctor sessions list` shows those there are.")


def _folded(room: str) -> str:
    """A room as people mean it: ``12a`` and `` 12A `` are one."""
    return " ".join(room.split()).casefold()
