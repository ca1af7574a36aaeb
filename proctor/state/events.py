"""What has happened, in the past tense: the entries of a session's journal.

Every field is a text, a whole number, a truth value, or a tuple or mapping of those, so that the JSON in the file and
the value here are the same thing. ``at`` is when something happened by the clock on the wall (UTC milliseconds), where
that is not when it was keyed. An event says what came of a command, not only what was asked: replaying a journal never
decides anything anew, so a file reads the same in every later version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any

from proctor.scripts.facts import FactValue

Scalar = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Anything that has happened."""


# -- opening and the people -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Event):
    """The first entry of every journal. ``snapshot`` is the digest of the words that are delivered; ``kind`` the script's, ""
    for one that is delivered in a room."""

    format: int
    program: str
    mode: str
    script: str
    title: str
    authority: str
    snapshot: str
    room: str = ""
    school: str = ""
    district: str = ""
    administrator: str = ""
    administrator_digest: str = ""
    scheduled_start: int | None = None
    soft_chime: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministratorChanged(Event):
    """Somebody else has taken over. The name stands outside the chain, under ``administrator``."""

    administrator: str
    administrator_digest: str
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJoined(Event):
    """The session was joined at ``step``; ``blocks`` before it were delivered from paper, not witnessed here."""

    step: str
    blocks: tuple[str, ...]
    announcements: tuple[str, ...] = ()


# -- walking --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Event):
    """The walk has come to a spot: a block's id, or ``<block>?<fact>`` where a fact must be asked first."""

    spot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkFinished(Event):
    """The walk has passed its last block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    """Back or forward along the path that was taken; ``position`` counts from 0."""

    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDone(Event):
    """A block was read, done, ticked, answered or counted. ``said`` holds what was said in place of printed brackets."""

    block: str
    said: Mapping[str, str] = field(default_factory=dict)
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSkipped(Event):
    """A block was passed without being done."""

    block: str
    reason: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReopened(Event):
    """A block that was taken for done is open again; what it set off stays."""

    block: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """A question to the administrator was answered. ``replaced``: facts that the answer sets, as they were before it;
    ``introduced``: those that were not known before. So another answer can put them back."""

    block: str
    answer: str
    replaced: Mapping[str, FactValue] = field(default_factory=dict)
    introduced: tuple[str, ...] = ()
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchSuperseded(Event):
    """A question was answered anew: the walk goes on from there, and ``blocks`` of the branch that was left no longer count."""

    block: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBlocksVisited(Event):
    """Blocks that were passed and are still open are shown again, to be done now; none: those that were shown are left."""

    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSet(Event):
    """A fact is known, or is another than it was. ``source``: opening, default, school, answer, set, computed or follows (from
    other facts)."""

    fact: str
    value: FactValue
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactForgotten(Event):
    """A fact that only an answer taken back had set is not known any more."""

    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDeclined(Event):
    """A fact was asked for and is not known; what hangs on it is shown, not hidden."""

    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRecorded(Event):
    """A row of a record was entered, or row number ``row`` (from 0) entered anew."""

    record: str
    row: int
    values: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRemoved(Event):
    """A row of a record was taken out; those behind it move up."""

    record: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Event):
    """A measure was worked out from rows of a record; ``rows`` are those that went in, ``went_in`` says each (its date and
    value) where the rows stand in time, those of a second record too."""

    block: str
    measure: str
    value: Scalar
    rows: tuple[int, ...]
    went_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedSuperseded(Event):
    """What a measure was worked out from has changed: it must be worked out anew."""

    blocks: tuple[str, ...]


# -- time -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted(Event):
    """The students began."""

    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped(Event):
    """Nobody writes any more."""

    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopWithdrawn(Event):
    """The clock was stopped by mistake: the students have gone on writing all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted(Event):
    """Testing was interrupted."""

    reason: str
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The students went on."""

    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCorrected(Event):
    """Event number ``event`` (a start, stop, interruption or resumption) happened at ``at``, not when it was said."""

    event: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDisagreed(Event):
    """The machine's clocks tell different stories since the event before.

    ``kind``: rebooted (the duration was taken from the system clock), wall_moved (the system clock was changed) or
    ran_backwards (after a reboot the system clock is earlier; the duration was taken as nought).
    ``by``: milliseconds by which the system clock was ahead of what was counted.
    """

    kind: str
    by: int


# -- announcements and procedures -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementDue(Event):
    """An announcement fell due at ``due`` (UTC milliseconds); ``blocks`` are those that apply in this room."""

    step: str
    due: int
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementMade(Event):
    """An announcement was made, ``late`` milliseconds after it was due (negative: early, for a reason)."""

    step: str
    late: int = 0
    reason: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementMissed(Event):
    """A later announcement is due too, so this one is not read any more."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementMoved(Event):
    """A corrected time or an interruption has put an announcement off again; it is yet to come."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementNotNeeded(Event):
    """Nobody is left testing; no deviation."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementSkipped(Event):
    """An announcement was passed before it was due, or not made."""

    step: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureStarted(Event):
    """Something set off a procedure; ``blocks`` are all of its blocks, each with ``#run`` behind its
    id; whether one applies is looked at when it comes up."""

    run: int
    trigger: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFinished(Event):
    """Nothing is left to do of a procedure: what was not done of it does not apply in this room as it is."""

    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePutOff(Event):
    """What is left of a procedure is to be done later; ``blocks`` stay open until then, whatever changes in the room."""

    run: int
    blocks: tuple[str, ...]


# -- what happens in the room ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecorded(Event):
    """Something out of the ordinary; ``number`` counts from 1."""

    number: int
    category: str
    note: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisreadRecorded(Event):
    """A sentence (counted from 1; 0 where it was not named) of a say block was not read as it stands."""

    number: int
    block: str
    sentence: int = 0
    note: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisreadWithdrawn(Event):
    """A misread was keyed by mistake."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken(Event):
    """Words for the record."""

    text: str
    source: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied(Event):
    """So many more (or fewer) students handed in, came late, left …"""

    tally: str
    by: int
    at: int | None = None


# -- materials ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialCounted(Event):
    """A count: the number replaces what stood there before."""

    material: str
    movement: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialMoved(Event):
    """So many more of a material were issued, returned, made void, moved in or out."""

    material: str
    movement: str
    by: int
    note: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialHandedOver(Event):
    """What does not add up was handed over with a reason: so many still out, so many unaccounted for."""

    material: str
    still_out: int
    unaccounted: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsFilled(Event):
    """Materials are in the students' hands from now on."""

    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsEmptied(Event):
    """Materials are no longer in the students' hands."""

    materials: tuple[str, ...]


# -- tasks of a checklist -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded(Event):
    """Somebody put a task of their own at the end of a stage; ``due`` is a day, "" for the stage's own."""

    task: str
    stage: str
    title: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(Event):
    """A task is somebody's to do; nobody's where there is no person. The name stands outside the chain."""

    task: str
    person: str = ""
    person_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNoted(Event):
    """Words about a task."""

    task: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPostponed(Event):
    """Another day counts for a task, for a reason; "" puts its own back."""

    task: str
    until: str = ""
    reason: str = ""


# -- the end --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReached(Event):
    """One line of what the script came to: the fact, its value, both in words, and every reason that the script gives."""

    fact: str
    value: FactValue
    title: str
    words: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomClosed(Event):
    """The delivery is over; materials and hand-offs may still be put right."""

    reason: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSealed(Event):
    """The record is complete. The seal is taken over this event's hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(Event):
    """Something was added to a sealed record; it yields a seal of its own."""

    text: str


# -- to and from plain values ---------------------------------------------------------------------------------------

EVENTS: Mapping[str, type[Event]] = {
    name: kind
    for name, kind in list(globals().items())
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}
"""Every type of event by its name, which is what a file calls it."""


def body_of(event: Event) -> dict[str, Any]:
    """The event's fields as plain values; a field that has its default is left out."""
    return {name: value for name, default in _defaults(type(event).__name__) if (value := getattr(event, name)) != default}


def event_of(kind: str, body: Mapping[str, Any]) -> Event:
    """The event that a body tells of. Raises KeyError for an unknown type, TypeError for unknown fields."""
    return EVENTS[kind](**{name: _tuples(value) for name, value in body.items()})


@cache
def _defaults(kind: str) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (one.name, one.default_factory() if one.default_factory is not MISSING else one.default) for one in fields(EVENTS[kind])
    )


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return value
