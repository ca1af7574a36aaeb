"""The state of a session: what folding its journal gives, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from proctor.scripts.blocks import Ask, Count
from proctor.scripts.facts import FactValue, holds
from proctor.state.clock import Instant
from proctor.state.events import ClockDisagreed, Event, OutcomeReached, Scalar, SessionOpened
from proctor.state.plan import Plan, Planned, applies
from proctor.state.timing import Course, Mark, course_of


class Phase(StrEnum):
    """Where a session is in its life."""

    NEW = "new"
    OPEN = "open"
    INTERRUPTED = "interrupted"
    CLOSED = "closed"
    SEALED = "sealed"


class Status(StrEnum):
    """What has become of a block. A block without one is yet to come, or was passed and is open."""

    DONE = "done"
    SKIPPED = "skipped"
    ON_PAPER = "on_paper"
    SUPERSEDED = "superseded"

    @property
    def settled(self) -> bool:
        """Whether nothing more is wanted of the block."""
        return self is not Status.SUPERSEDED


class Made(StrEnum):
    """What has become of an announcement. One without is yet to come."""

    DUE = "due"
    MADE = "made"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"
    SKIPPED = "skipped"
    ON_PAPER = "on_paper"

    @property
    def settled(self) -> bool:
        return self is not Made.DUE


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """What is on record of a block; ``event`` is the number of the journal's entry that settled it."""

    status: Status
    event: int
    reason: str = ""
    answer: str = ""
    value: Scalar | None = None
    went_in: tuple[str, ...] = ()
    replaced: Mapping[str, FactValue] = field(default_factory=dict)
    introduced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is on record of an announcement. ``due`` is UTC milliseconds, ``late`` milliseconds."""

    status: Made
    event: int
    due: int | None = None
    late: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interjection:
    """Something that stands over the walk: an announcement, a procedure's run, or open blocks that are visited.

    ``rank`` orders those that wait: what interrupts comes before an announcement, and that before the rest.
    """

    kind: str
    name: str
    blocks: tuple[str, ...]
    rank: int
    fixed: bool = False
    """Whether all of its blocks are wanted, whatever changes in the room: so with what was put off."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident on record; ``at`` is UTC milliseconds."""

    number: int
    category: str
    note: str
    at: int
    event: int


@dataclass(frozen=True, slots=True)
class Misread:
    """One misread on record; ``t`` is when it was keyed on the session's time line, ``run`` the procedure that it set off."""

    number: int
    block: str
    sentence: int
    t: int
    withdrawn: bool = False
    run: int = 0


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """What is on record of a checklist's task, beside what its blocks say. ``assigned`` is the key of a person, ``notes`` are
    (event, words), ``until`` is the day it was postponed to."""

    assigned: str = ""
    notes: tuple[tuple[int, str], ...] = ()
    until: str = ""
    reason: str = ""


TALLIES = ("handed_in", "late", "left", "moved_in", "moved_out", "more_time")
"""What one key each counts. ``more_time`` says who of those still testing needs it; the others change their number."""


@dataclass(frozen=True)
class State:
    """Everything there is to know of a session at its last event. Mappings are never changed, only replaced."""

    plan: Plan = field(compare=False, repr=False)
    phase: Phase = Phase.NEW
    seq: int = 0
    t: int = 0
    """Milliseconds from the opening to the last event, on the session's own time line."""
    last: Instant | None = None
    opened: SessionOpened | None = None
    opened_at: Instant | None = None
    administrators: tuple[tuple[str, str], ...] = ()

    facts: Mapping[str, FactValue] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    path: tuple[str, ...] = ()
    position: int = 0
    finished: bool = False
    blocks: Mapping[str, BlockRecord] = field(default_factory=dict)
    records: Mapping[str, tuple[Mapping[str, Scalar], ...]] = field(default_factory=dict)

    announcements: Mapping[str, Announcement] = field(default_factory=dict)
    queue: tuple[Interjection, ...] = ()
    put_off: tuple[Interjection, ...] = ()
    runs: int = 0

    marks: tuple[Mark, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    disagreement: ClockDisagreed | None = None
    """The last time that the machine's clocks told different stories."""

    incidents: tuple[Incident, ...] = ()
    misreads: tuple[Misread, ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()
    tallies: Mapping[str, int] = field(default_factory=dict)
    ledger: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    counted: frozenset[tuple[str, str]] = frozenset()
    """(material, movement) that somebody has counted; what was only moved, one by one, is in the ledger alone."""
    handed_over: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)
    in_hand: frozenset[str] = frozenset()
    amendments: tuple[str, ...] = ()
    outcome: tuple[OutcomeReached, ...] = ()
    tasks: Mapping[str, TaskRecord] = field(default_factory=dict)
    """By the ref of a task; of those of which nothing was said there is none."""
    named: frozenset[str] = frozenset()
    """The keys of everybody to whom a task was ever assigned."""

    def changed(self, **fields: Any) -> State:
        """A copy with other values. By hand and not by ``dataclasses.replace``, since every entry of a long journal passes
        here; a test holds the names of the fields."""
        copy = object.__new__(State)
        copy.__dict__.update(self.__dict__, **fields)
        return copy

    def moved_to(self, entry: Entry) -> State:
        """This state at the moment of the next entry."""
        return self.changed(seq=entry.seq, t=self.t_at(entry.instant), last=entry.instant)

    # -- where the session is ---------------------------------------------------------------------------------------

    @property
    def course(self) -> Course:
        return course_of(self.marks)

    def t_at(self, now: Instant) -> int:
        """Where ``now`` is on the session's time line; nought before the opening."""
        return self.t + (now.since(self.last) if self.last else 0)

    def utc_of(self, t: int, now: Instant) -> int:
        """What the clock on the wall shows (or will show) at ``t``, if it is right now and is not moved."""
        return now.utc - (self.t_at(now) - t)

    @property
    def joined(self) -> bool:
        """Whether the delivery was begun on paper."""
        return any(record.status is Status.ON_PAPER for record in self.blocks.values())

    @property
    def walk_at(self) -> str | None:
        """The spot of the walk, whatever stands over it; None where it has passed its last block."""
        return self.path[self.position] if self.position < len(self.path) else None

    @property
    def front(self) -> Interjection | None:
        """What stands over the walk now. An announcement that is due waits until an interruption is over."""
        waits = self.phase is Phase.INTERRUPTED
        return next((one for one in self.queue if not (waits and one.kind == "announcement")), None)

    @property
    def current(self) -> str | None:
        """The spot that is on screen, and the one that a command acts on."""
        if self.front:
            return next(iter(self.pending(self.front)), self.front.blocks[0])
        return self.walk_at

    def pending(self, one: Interjection) -> tuple[str, ...]:
        """What is left to do of that which stands over the walk; of a procedure, what applies as things are now."""
        left = tuple(spot for spot in one.blocks if not self.is_settled(spot))
        if one.kind != "procedure" or one.fixed:
            return left
        return tuple(spot for spot in left if self.applies(self.plan[spot]) is not False)

    @property
    def reviewing(self) -> bool:
        """Whether the walk has gone back and shows something that it has been at before."""
        return self.position < len(self.path) - (0 if self.finished else 1)

    # -- blocks -----------------------------------------------------------------------------------------------------

    def is_settled(self, spot: str) -> bool:
        """Whether nothing more is wanted of a spot: done, skipped, on paper, announced."""
        record = self.blocks.get(spot)
        if record is not None:
            return record.status.settled and not (record.status is Status.DONE and self.missing_counts(spot))
        planned = self.plan.get(spot)
        found = self.announcements.get(planned.step.ref) if planned is not None else None
        return found is not None and found.status.settled

    def applies(self, planned: Planned) -> bool | str:
        return applies(planned, self.facts, self.declined, self.in_hand)

    def route(self, start: int = 0, answers: Mapping[str, str] | None = None) -> Iterator[tuple[str, Planned]]:
        """The spots that lie on the way from block number ``start``, by the facts and answers as they are.

        A block that cannot be judged for want of a fact yields the spot that asks for it, unless nothing more is wanted
        of it (it was done on paper). ``answers`` replaces the answers on record, to see where else a question would have led.
        """
        number = start
        while number < len(self.plan.blocks):
            planned = self.plan.blocks[number]
            verdict = self.applies(planned)
            number += 1
            if isinstance(verdict, str) and not self.is_settled(planned.id):
                yield f"{planned.id}?{verdict}", planned
            elif verdict:
                yield planned.id, planned
                number = self._after(planned, answers)

    def _after(self, planned: Planned, answers: Mapping[str, str] | None = None) -> int:
        """The number of the block after one that applies: the next, or where the answer leads."""
        if isinstance(planned.block, Ask):
            record = self.blocks.get(planned.id)
            answer = record.answer if record and record.status is Status.DONE else ""
            option = planned.block.option((answers or {}).get(planned.id, answer))
            if option and option.goto:
                return self.plan.first_of(option.goto) or planned.number + 1
        return planned.number + 1

    def next_spot(self, spot: str) -> str | None:
        """Where the walk goes from a spot: the next on the route that is not settled; None at the end.

        A stage of any order is not left while something in it is open.
        """
        here = self.plan[spot]
        if here.in_any_order and here.stage is not None:
            first = next(one.number for one in self.plan.blocks if one.stage is here.stage)
            for other, planned in self.route(first):
                if planned.stage is not here.stage:
                    break
                if not self.is_settled(other):
                    return other
        start = here.number if "?" in spot else self._after(here)
        return next((other for other, _ in self.route(start) if not self.is_settled(other)), None)

    @property
    def frontier(self) -> int:
        """The number of the first block that the walk has not passed."""
        if self.finished:
            return len(self.plan.blocks)
        return self.plan[self.path[-1]].number if self.path else 0

    def open_spots(self, *, all_to_come: bool = False) -> tuple[str, ...]:
        """Blocks that were passed and are open, put-off and waiting procedures among them, in order.

        With ``all_to_come`` also what the walk has not come to yet: all that stands between here and a closed room.
        """
        until = len(self.plan.blocks) if all_to_come else self.frontier
        passed = [
            spot
            for spot, planned in self.route()
            if planned.number < until and not self.is_settled(spot) and (all_to_come or spot != self.walk_at)
        ]
        kinds = ("procedure", "announcement") if all_to_come else ("procedure",)
        waiting = [one for one in (*self.queue, *self.put_off) if one.kind in kinds]
        runs = [spot for one in waiting for spot in self.pending(one)]
        shown = self.front.blocks if self.front and not all_to_come else ()
        return tuple(dict.fromkeys(spot for spot in (*passed, *runs) if spot not in shown))

    # -- students and materials -------------------------------------------------------------------------------------

    @property
    def testing(self) -> int | None:
        """How many students are still testing; None where nobody said how many there were."""
        present = self.facts.get("students")
        if not isinstance(present, int):
            return None
        count = self.tallies.get
        came = count("late", 0) + count("moved_in", 0)
        return present + came - count("handed_in", 0) - count("left", 0) - count("moved_out", 0)

    def in_use(self, material: str) -> bool:
        """Whether a material is in use in this room. One that hangs on a fact not known yet is, until it is known; and one that
        was counted is, whatever the facts say."""
        return material in self.ledger or holds(self.plan.materials[material].when, self.facts) is not False

    def missing_counts(self, spot: str) -> tuple[tuple[str, str], ...]:
        """The (material, movement) pairs that a count block still wants, for materials in use; none for other blocks.

        One booklet that was moved (replaced before anybody counted, say) is no count of them all.
        """
        planned = self.plan.get(spot)
        if planned is None or not isinstance(planned.block, Count):
            return ()
        here = [one for one in planned.block.materials if self.in_use(one)]
        wanted = ((material, movement) for material in here for movement in planned.block.fields)
        return tuple(pair for pair in wanted if pair not in self.counted)

    def gaps(self, material: str) -> tuple[int, int]:
        """What of a material does not add up: (still out, unaccounted for); both nought where all is well.

        issued + moved in = returned + void + moved out + still out; received = issued + unassigned, once what was received
        and issued is known.
        """
        sheet = self.ledger.get(material, {})
        out = sheet.get("issued", 0) + sheet.get("moved_in", 0)
        out -= sheet.get("returned", 0) + sheet.get("void", 0) + sheet.get("moved_out", 0)
        if not {"received", "issued"} <= sheet.keys():
            return out, 0
        return out, sheet["received"] - sheet["issued"] - sheet.get("unassigned", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a journal: the event, its number from 1, and when it was keyed."""

    seq: int
    instant: Instant
    event: Event
