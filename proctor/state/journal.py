"""The list of everything that happened: what a journal promises, the chain that ties it, and the one in memory.

The journal on disk is in ``sqlite.py``; both pass the same contract tests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from proctor.scripts.snapshot import canonical
from proctor.state.clock import Instant
from proctor.state.events import Amended, Event, SessionSealed, body_of
from proctor.state.state import Entry

GENESIS = bytes(32)
"""What the first entry's hash is chained to."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it stands outside the chain, with the salt of its digest. Removing the row removes the name for good."""

    key: str
    name: str
    salt: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.salt}\0{self.name}".encode()).hexdigest()


class Journal(Protocol):
    """Append-only, and complete once ``append`` has returned."""

    def snapshot(self) -> str:
        """The canonical JSON of the words that are delivered."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Every entry, in order, the chain checked on the way. Raises :class:`proctor.errors.Damaged`."""
        ...

    def append(self, instant: Instant, events: Sequence[Event], people: Sequence[Person] = ()) -> tuple[Entry, ...]:
        """Put the events of one command, and people first named in it, on record as one. Raises
        :class:`proctor.errors.NotWritten`, having recorded nothing."""
        ...

    def people(self) -> dict[str, Person]:
        """Names by key; a key whose name was removed is not there."""
        ...

    def last_hash(self) -> bytes:
        """The hash of the last entry."""
        ...

    def close(self) -> None: ...


# -- the chain ------------------------------------------------------------------------------------------------------


def body_text(event: Event) -> str:
    """The canonical JSON of an event's body: what is hashed, and what is stored."""
    return canonical(body_of(event))


def chain(previous: bytes, seq: int, instant: Instant, kind: str, body: str) -> bytes:
    """The hash of an entry: SHA-256 over the hash before it and the canonical JSON of what it holds.

    The JSON is the object ``{"body", "boot_id", "seq", "steady", "type", "utc"}`` with sorted keys; ``body`` is put in as
    it is stored, so that nobody has to write a float or a letter again to check it.
    """
    head = (
        f'"boot_id":{_quoted(instant.boot_id)},"seq":{seq},"steady":{instant.steady},"type":{_quoted(kind)},"utc":{instant.utc}'
    )
    return hashlib.sha256(previous + f'{{"body":{body},{head}}}'.encode()).digest()


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    """A text as canonical JSON has it."""
    return canonical(text)


def seal_of(last_hash: bytes) -> str:
    """Twelve Crockford base32 characters over a hash, in threes, to be written on paper: ``7Q2-M4D-0XK-9TB``."""
    number = int.from_bytes(hashlib.sha256(b"proctor seal 1\0" + last_hash).digest()[:8], "big") >> 4
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(55, -1, -5))
    return "-".join(letters[n : n + 3] for n in range(0, 12, 3))


def read_seal(text: str) -> str:
    """A seal as somebody typed it from paper: case, dashes and blanks do not matter, O is 0, I and L are 1."""
    letters = "".join(one for one in text.upper() if one.isalnum()).translate(str.maketrans("OIL", "011"))
    return "-".join(letters[n : n + 3] for n in range(0, len(letters), 3))


def yields_seal(event: Event) -> bool:
    """Whether a seal is taken over an entry."""
    return isinstance(event, SessionSealed | Amended)


# -- in memory ------------------------------------------------------------------------------------------------------


class MemoryJournal:
    """A journal that is gone with the program: for rehearsing ideas, previews and tests."""

    def __init__(self, snapshot: str) -> None:
        self._snapshot = snapshot
        self._entries: list[Entry] = []
        self._people: dict[str, Person] = {}
        self._hash = GENESIS

    def snapshot(self) -> str:
        return self._snapshot

    def entries(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def append(self, instant: Instant, events: Sequence[Event], people: Sequence[Person] = ()) -> tuple[Entry, ...]:
        seq = len(self._entries)
        new = tuple(Entry(seq + n, instant, event) for n, event in enumerate(events, 1))
        last = self._hash
        for entry in new:
            last = chain(last, entry.seq, instant, type(entry.event).__name__, body_text(entry.event))
        self._hash = last
        self._entries.extend(new)
        self._people.update({person.key: person for person in people})
        return new

    def people(self) -> dict[str, Person]:
        return dict(self._people)

    def last_hash(self) -> bytes:
        return self._hash

    def close(self) -> None:
        """Nothing to let go."""
