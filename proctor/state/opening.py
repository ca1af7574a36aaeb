"""Opening a session and going on with one: the one place where this is done, for command line and screens alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from proctor import __version__
from proctor.errors import ProctorError, UsageError
from proctor.scripts.facts import FactValue, read_fact
from proctor.scripts.kinds import habits_of
from proctor.scripts.models import facts_of
from proctor.scripts.snapshot import Snapshot
from proctor.scripts.vocabulary import RESERVED_FACTS
from proctor.state.clock import Clock, Instant, NotATime, ScaledClock, next_wall, read_wall
from proctor.state.commands import JoinFromPaper, Open
from proctor.state.machine import Refusal
from proctor.state.prepared import Opening
from proctor.state.session import Outcome, Session
from proctor.state.shelf import Card, Shelf
from proctor.state.sqlite import SqliteJournal
from proctor.state.system import SystemClock

__all__ = ["NotTaken", "Opening", "begin", "go_on", "known_before"]


class NotTaken(UsageError):
    """What was said of the room is refused. ``typed`` says it with what to type on the command line."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(_sentence(refusal.reason))
        self.typed = _sentence(refusal.typed)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


# -- a new session --------------------------------------------------------------------------------------------------


def begin(snapshot: Snapshot, opening: Opening, sessions: Path, *, real: Clock | None = None) -> Session:
    """A new session in a file of its own, opened and, where asked, joined from paper.

    Raises :class:`UsageError` where what is said of the room does not hold (:class:`NotTaken` where the session refuses it),
    and :class:`proctor.errors.SessionFileError` where the disk refuses; then nothing is left of it.
    """
    real = real or SystemClock()
    clock = real if opening.mode == "live" else _faster(real.now(), opening.speed, real)
    journal = Shelf(sessions).create(snapshot, opening.room, clock.now())
    try:
        session = Session.begin(journal, clock)
        _taken(session.open(_open(session, snapshot, opening)))
        if opening.from_step:
            _taken(session.handle(_join(opening, clock.now().utc)))
    except BaseException:
        journal.close()
        journal.path.unlink(missing_ok=True)
        raise
    return session


def _faster(start: Instant, speed: float, real: Clock) -> ScaledClock:
    if not (math.isfinite(speed) and speed > 0):
        raise UsageError("The speed of a rehearsal is a number above nought, such as 20.")
    return ScaledClock(start, speed, real)


def _open(session: Session, snapshot: Snapshot, opening: Opening) -> Open:
    """The command that opens it. A fact that is said as the school's sheet has it stays the school's word."""
    local, now = snapshot.local, session.clock.now().utc
    sheet = _of_sheet(snapshot)
    return Open(
        mode=opening.mode,
        room=opening.room,
        school=opening.school or local.school,
        district=opening.district or local.district,
        administrator=session.person(opening.administrator),
        facts={name: value for name, value in opening.facts.items() if sheet.get(name) != value},
        scheduled_start=next_wall(local.scheduled_start, now) if local.scheduled_start else None,
        soft_chime=opening.soft_chime,
        program=__version__,
    )


def _join(opening: Opening, now: int) -> JoinFromPaper:
    try:
        started = read_wall(opening.started, now) if opening.started else None
    except NotATime as error:
        raise UsageError(f"The time at which the students began: {error}.") from None
    return JoinFromPaper(step=opening.from_step, started=started)


def _taken(outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        raise NotTaken(outcome)


# -- going on with one ----------------------------------------------------------------------------------------------


def go_on(path: Path, *, mode: str | None = None, speed: float = 1.0, real: Clock | None = None) -> Session:
    """The session of a file, to be gone on with; a rehearsal's clock goes on where its last entry stands.

    With ``mode`` a session of another one is refused with :class:`UsageError`. Raises
    :class:`proctor.errors.SessionFileError` as :meth:`SqliteJournal.open` and :meth:`Session.resume` do.
    """
    real = real or SystemClock()
    journal = SqliteJournal.open(path)
    try:
        session = Session.resume(journal, real)
        opened, last = session.state.opened, session.state.last
        assert opened is not None
        assert last is not None
        if mode not in (None, opened.mode):
            raise UsageError(f"{path.name} is a {opened.mode} session.")
        if opened.mode == "rehearsal":
            session.clock = _faster(last, speed, real)
    except BaseException:
        journal.close()
        raise
    return session


# -- what is known already ------------------------------------------------------------------------------------------


def known_before(snapshot: Snapshot, sessions: Path, mode: str = "rehearsal") -> Opening:
    """What the school's sheet knows of the room, and where it is silent the last session: of the same pack, else of any, but
    none that had no room where this one has. A strand is another each time.

    A session that cannot be read is passed over; what was made up for a rehearsal does not come into a live session.
    """
    local, room = snapshot.local, habits_of(snapshot.script.kind).room
    last = next(_left_by_sessions(snapshot.pack.id, sessions, live=mode == "live", room=room), Opening(script=snapshot.name))
    known = facts_of(snapshot.script)
    return Opening(
        script=snapshot.name,
        room=last.room if room else "",
        school=local.school or last.school,
        district=local.district or last.district,
        administrator=last.administrator,
        facts={name: value for name, value in {**last.facts, **_of_sheet(snapshot)}.items() if name in known},
    )


def _left_by_sessions(pack: str, sessions: Path, *, live: bool, room: bool) -> Iterator[Opening]:
    """What the sessions of a folder knew of their rooms, those of the pack first, the newest first."""
    kept = [card for card in Shelf(sessions).cards() if card.opened and habits_of(card.kind).room == room]
    cards = [card for card in kept if not live or card.mode == "live"]
    for card in sorted(cards, key=lambda card: card.script.partition("/")[0] != pack):
        try:
            yield _left_by(card)
        except (ProctorError, OSError):
            continue


def _left_by(card: Card) -> Opening:
    with closing(SqliteJournal.read(card.path)) as journal:
        state, people = Session.resume(journal).state, journal.people()
    assert state.opened is not None
    key = state.administrators[-1][0] if state.administrators else ""
    return Opening(
        script=card.script,
        room=state.opened.room,
        school=state.opened.school,
        district=state.opened.district,
        administrator=people[key].name if key in people else "",
        facts={name: value for name, value in state.facts.items() if name in RESERVED_FACTS},
    )


def _of_sheet(snapshot: Snapshot) -> dict[str, FactValue]:
    """The facts of the school's sheet that this script has, as their types have them."""
    known = facts_of(snapshot.script)
    found: dict[str, FactValue] = {}
    for name, value in snapshot.local.facts.items():
        with suppress(KeyError, ValueError):
            found[name] = read_fact(known[name], value)
    return found
