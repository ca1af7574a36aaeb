"""A session: the one way to change it, and where to look at it.

``handle`` decides, puts the events on record, lets the state evolve, and only then tells anyone. It is synchronous and
belongs to one thread; screens, plain mode, voice and chat all go through it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count

from proctor.errors import Damaged, ProctorError
from proctor.scripts.snapshot import Snapshot, digest_of
from proctor.state.clock import Clock, Instant, ManualClock
from proctor.state.commands import Command, Open, PersonRef, Tick
from proctor.state.events import Event
from proctor.state.evolution import evolve, fold
from proctor.state.journal import GENESIS, Journal, Person, body_text, chain, seal_of, yields_seal
from proctor.state.machine import Refusal, decide
from proctor.state.plan import Plan
from proctor.state.state import Entry, State
from proctor.state.text import TooLong, tidy
from proctor.state.view import SessionView


@dataclass(frozen=True, slots=True)
class Accepted:
    """A command that was taken: what was put on record of it (nothing, where there was nothing to record)."""

    entries: tuple[Entry, ...]
    seq: int
    """The number of the last entry on record."""


Outcome = Accepted | Refusal
Listener = Callable[[Accepted, SessionView], None]


class Session:
    """One delivery of one script in one room, over a journal."""

    def __init__(self, journal: Journal, state: State, clock: Clock) -> None:
        self.journal = journal
        self.clock = clock
        self._state = state
        self._people = journal.people()
        self._unwritten: dict[str, Person] = {}
        self._listeners: list[Listener] = []

    @classmethod
    def begin(cls, journal: Journal, clock: Clock) -> Session:
        """A session that is not open yet, over an empty journal; the first command is :class:`Open`."""
        return cls(journal, State(Plan(_snapshot(journal.snapshot()))), clock)

    @classmethod
    def resume(cls, journal: Journal, clock: Clock | None = None) -> Session:
        """The session that a journal tells of. Raises :class:`Damaged` where the chain does not hold, or nothing was
        recorded yet. Without a clock, time stands still at the last entry: for looking back."""
        text = journal.snapshot()
        plan = Plan(_snapshot(text))
        try:
            state = fold(plan, journal.entries())
        except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
            raise Damaged("The session's file tells of something that cannot have happened.", str(error)) from error
        if state.opened is None or state.last is None:
            raise Damaged("The session was never opened.", "Delete its file and begin again.")
        if state.opened.snapshot != digest_of(text):
            raise Damaged("The script in the session's file is not the one that it was opened with.")
        return cls(journal, state, clock or ManualClock(state.last.utc, state.last.steady, state.last.boot_id))

    # -- looking ----------------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self._state

    def view(self) -> SessionView:
        """The session as it is now."""
        return SessionView(self._state, self.clock.now())

    def name_of(self, key: str) -> str:
        """A person's name; "(name removed)" where it was taken out of the file."""
        person = self._people.get(key) or self._unwritten.get(key)
        return person.name if person else "(name removed)"

    def seal(self) -> str | None:
        """The seal as it stands now; None before the record is sealed."""
        return seal_of(self.journal.last_hash()) if self._state.phase.value == "sealed" else None

    # -- changing ---------------------------------------------------------------------------------------------------

    def handle(self, command: Command) -> Outcome:
        """Carry out a command: on record first, then in the state, then told to whoever listens.

        Raises :class:`proctor.errors.NotWritten` where the disk refuses; then nothing has changed.
        """
        now = self.clock.now()
        events = decide(self._state, command, now)
        if isinstance(events, Refusal):
            return events
        entries = self._record(now, events) if events else ()
        accepted = Accepted(entries, self._state.seq)
        if entries:
            view = SessionView(self._state, now)
            for listener in tuple(self._listeners):
                listener(accepted, view)
        return accepted

    def _record(self, now: Instant, events: tuple[Event, ...]) -> tuple[Entry, ...]:
        """Put events on record, and the people whom they name for the first time; then let the state evolve."""
        named = {
            getattr(event, field, "") for event in events for field in ("administrator", "person")
        } & self._unwritten.keys()
        entries = self.journal.append(now, events, tuple(self._unwritten[key] for key in sorted(named)))
        self._people.update({key: self._unwritten.pop(key) for key in named})
        for entry in entries:
            self._state = evolve(self._state, entry)
        return entries

    def tick(self) -> Outcome:
        """Let fall due what is due. Cheap where nothing is: call it as often as the screen wants."""
        return self.handle(Tick())

    def open(self, command: Open) -> Outcome:
        """Open the session; the facts of the school's sheet come from the snapshot."""
        return self.handle(replace(command, local_facts=self._state.plan.snapshot.local.facts))

    def person(self, name: str) -> PersonRef:
        """The reference that commands carry for a name; the name itself goes into the file beside the chain."""
        try:
            kept = tidy(name)
        except TooLong as error:
            raise ProctorError(f"The name: {error}.") from error
        if not kept:
            return PersonRef()
        known = {**self._people, **self._unwritten}
        person = next((one for one in known.values() if one.name == kept), None) or self._new_person(kept, known.keys())
        return PersonRef(person.key, person.digest)

    def _new_person(self, name: str, known: Iterable[str]) -> Person:
        """Keys are never used twice, also where the name behind one was removed."""
        used = {*known, *(key for key, _ in self._state.administrators), *self._state.named}
        key = next(key for n in count(1) if (key := f"administrator-{n}") not in used)
        self._unwritten[key] = Person(key, name, secrets.token_hex(16))
        return self._unwritten[key]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every command that put something on record. Returns the way to stop being told."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Let the journal go; the session stays as it is and can be resumed."""
        self.journal.close()


def _snapshot(text: str) -> Snapshot:
    try:
        return Snapshot.to_deliver(text)
    except ValueError as error:
        first = str(error).splitlines()[0]
        raise Damaged(
            f"The script in the session's file cannot be read ({first}).", "Open it with the version that wrote it."
        ) from error


def seals_of(journal: Journal) -> tuple[tuple[int, str], ...]:
    """(number of the entry, seal) for the seal and each amendment, worked out from the chain anew."""
    previous, found = GENESIS, []
    for entry in journal.entries():
        kind, body = type(entry.event).__name__, body_text(entry.event)
        previous = chain(previous, entry.seq, entry.instant, kind, body)
        if yields_seal(entry.event):
            found.append((entry.seq, seal_of(previous)))
    return tuple(found)
