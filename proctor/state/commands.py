"""What a user asks for, in the imperative. Screens, plain mode, voice and chat all make these and nothing else.

Every command may carry ``at``: when it happened, as UTC milliseconds, where that is earlier than when it is keyed. A
command on a block carries the block's id, so that a key pressed a moment too late acts on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from proctor.scripts.facts import FactValue
from proctor.state.events import Scalar


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as events know them: a key, and a salted digest of the name that stands elsewhere."""

    key: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Anything a user may ask of a session."""

    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Command):
    """Open the session. ``facts`` may leave out what is not known yet; ``local_facts`` come from the school's sheet."""

    mode: str = "live"
    room: str = ""
    school: str = ""
    district: str = ""
    administrator: PersonRef = PersonRef()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    local_facts: Mapping[str, FactValue] = field(default_factory=dict)
    scheduled_start: int | None = None
    soft_chime: bool = False
    program: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFromPaper(Command):
    """Go on at ``step``; what stands before was delivered from paper. ``started``: when the students began (UTC ms)."""

    step: str
    started: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """A new administrator takes the session over."""

    administrator: PersonRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Command):
    """The block was read, done or ticked; go on."""

    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Command):
    """Pass a block without doing it. A required one needs a reason."""

    block: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """Answer an ask block, or the question for a fact."""

    block: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow(Command):
    """Enter a row of a record block, or with ``row`` (from 0) enter one anew."""

    block: str
    values: Mapping[str, Scalar | None]
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRow(Command):
    """Take a row (from 0) out of a record."""

    block: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Command):
    """Look at the block before on the path. Undoes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward(Command):
    """Look at the block after on the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Command):
    """Go to a block that was passed and is still open, with what else is open in its step."""

    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    """A block was ticked by mistake: make it open again."""

    block: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff(Command):
    """Do the rest of the procedure on screen later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFact(Command):
    """Something is known of the room, or is another than was thought."""

    fact: str
    value: str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartClock(Command):
    """The students began, though the block that says so was not done here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopClock(Command):
    """Nobody writes any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupt(Command):
    """Testing is interrupted."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """The students go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectTime(Command):
    """Event number ``event`` happened at ``at`` by the clock on the wall."""

    event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge(Command):
    """The announcement was made. Before it is due this needs a reason."""

    step: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIncident(Command):
    """Record something out of the ordinary; ``procedure`` starts the steps that the manual has for it."""

    category: str
    note: str = ""
    procedure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMisread(Command):
    """A sentence (from 1; 0: not named) of a say block was not read as it stands."""

    block: str
    sentence: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMisread(Command):
    """The misread was keyed by mistake; possible for ten seconds."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNote(Command):
    """Put words into the record. ``source`` says where they come from, if not from the administrator."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Command):
    """So many more (or, negative, fewer) students handed in, came late, left …"""

    tally: str
    by: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMaterial(Command):
    """Enter counted numbers of a material, by movement (received, issued, returned …)."""

    material: str
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMaterial(Command):
    """So many more of a material were issued, returned, moved in or out. A void one that was not yet issued is marked
    issued first (``was_issued`` false)."""

    material: str
    movement: str
    by: int = 1
    was_issued: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Hand over, with a reason, what of a material does not add up."""

    material: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTask(Command):
    """Put a task of one's own into a checklist: at the end of a stage, by its id, and due on a day (``2020-12-01``) where that
    is not the last of the stage's month."""

    title: str
    stage: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Command):
    """A task is this person's to do; without one, nobody's."""

    task: str
    person: PersonRef = PersonRef()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTask(Command):
    """Put words about a task on record."""

    task: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Postpone(Command):
    """Another day counts for a task, for a reason; without a day its own counts again."""

    task: str
    until: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """Time has passed: let fall due what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """Close the room. What is still open must be done first, or with ``reason`` is skipped for that reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal(Command):
    """Seal the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend(Command):
    """Add something to a sealed record."""

    text: str
