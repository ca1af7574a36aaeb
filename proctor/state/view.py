"""The session as everyone outside the core sees it: a frozen look at a state at a moment.

Screens, plain mode and the assistant read this and nothing else. Each part is worked out when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from proctor.scripts.blocks import Ask, Compute, Record, Say
from proctor.scripts.facts import Fact
from proctor.scripts.kinds import Habits, habits_of
from proctor.scripts.models import Material
from proctor.scripts.rows import Limits, RecordField
from proctor.scripts.vocabulary import Category
from proctor.state.clock import MINUTE, Instant, local_time, minutes_away, next_wall, span, wall
from proctor.state.events import OutcomeReached
from proctor.state.facts import choices, spell
from proctor.state.measures import CannotMeasure
from proctor.state.measuring import DoesNotFit, Worked, work_out
from proctor.state.outcome import outcome
from proctor.state.plan import Plan, Planned, fact_asked
from proctor.state.rules.announcing import blocks_said, to_come
from proctor.state.rules.materials import Gap, unexplained
from proctor.state.rules.room import still_open
from proctor.state.rules.walking import needs_reason
from proctor.state.state import TALLIES, Incident, Made, Misread, Phase, State, Status
from proctor.state.tasks import MonthView, TaskView, months_of, tasks_of
from proctor.state.text import paragraphs
from proctor.state.timing import Mark

LAST_BELL_WARNING = 15 * MINUTE
"""How long before the last bell the view begins to say so."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's words; ``printed`` holds the brackets in whose place ``text`` is said, "" without any."""

    text: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block to be shown, and what may be done with it."""

    id: str
    kind: str
    text: str
    """As it stands in the pack."""
    paragraphs: tuple[tuple[Piece, ...], ...]
    """For display: white space folded, facts in place of printed brackets."""
    ref: str
    title: str
    page: int | None
    stage: str
    options: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None
    missing: tuple[tuple[str, str], ...] = ()
    rows: tuple[Mapping[str, object], ...] = ()
    worked: Worked | None = None
    """Of a ``compute`` block what it comes to by the rows as they are; None where that cannot be said, as ``cannot`` tells."""
    cannot: str = ""
    reason_to_skip: bool = False
    settled: str = ""
    """What has become of it, if anything: done, skipped, on paper …"""


@dataclass(frozen=True, slots=True)
class StepView:
    """A line of the outline."""

    ref: str
    title: str
    stage: str
    page: int | None
    state: str
    """``done``, ``current``, ``open`` (passed, something left), ``to_come``, ``not_here`` (does not apply in this room); and
    where all is settled but something was not done: ``missed``, ``skipped``, ``not_needed``, ``on_paper``."""


@dataclass(frozen=True, slots=True)
class ClockView:
    """The testing clock. Times are milliseconds; ``half_at`` and ``end_at`` are UTC, None while they cannot be told."""

    phase: str
    """``none`` (it has no clock), ``not_started``, ``running``, ``interrupted``, ``additional`` or ``stopped``."""
    elapsed: int
    scheduled: int | None
    left: int | None
    half_at: int | None
    end_at: int | None
    started_at: int | None
    interrupted_at: int | None
    """When the interruption that lasts began."""
    lost: int
    """Milliseconds that interruptions took so far, which the students get back."""


@dataclass(frozen=True, slots=True)
class DueView:
    """An announcement: when it falls due by the clock as it is, and what has become of it ("" is yet to come)."""

    step: str
    title: str
    at: int | None
    status: str


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material as it stands: what was counted, and what does not add up."""

    id: str
    title: str
    numbers: Mapping[str, int]
    still_out: int
    unaccounted: int
    handed_over: str


@dataclass(frozen=True)
class SessionView:
    """A session at a moment."""

    state: State
    now: Instant

    # -- what it is -------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        return self.state.plan

    @property
    def phase(self) -> Phase:
        return self.state.phase

    @property
    def mode(self) -> str:
        return self.state.opened.mode if self.state.opened else ""

    @property
    def title(self) -> str:
        return self.plan.script.title

    @property
    def room(self) -> str:
        return self.state.opened.room if self.state.opened else ""

    @property
    def authority(self) -> str:
        """Whose words they are, in words for a header."""
        return self.plan.snapshot.pack.words

    @property
    def opened_at(self) -> int:
        """UTC milliseconds."""
        return self.state.opened_at.utc if self.state.opened_at else self.now.utc

    @property
    def last_entry_at(self) -> int:
        """UTC milliseconds of what was recorded last."""
        return self.state.last.utc if self.state.last else self.now.utc

    @property
    def wall(self) -> str:
        """The clock on the wall, ``9:14``."""
        return wall(self.now.utc)

    # -- the block on screen ----------------------------------------------------------------------------------------

    @cached_property
    def current(self) -> BlockView | None:
        """The block on screen; None when the walk has passed its last and nothing stands over it."""
        spot = self.state.current
        return self.block(spot) if spot else None

    @cached_property
    def at_hand(self) -> BlockView | None:
        """The current block, if it can be acted on: not while an interruption lasts and nothing stands over the walk, not while
        the walk waits for an announcement, not in a room that is closed."""
        walking = self.phase is Phase.OPEN and not self.gate
        return self.current if walking or (self.over_the_walk and self.phase in (Phase.OPEN, Phase.INTERRUPTED)) else None

    @property
    def over_the_walk(self) -> str:
        """What stands over the walk: ``announcement``, ``procedure``, ``visit``, or "" for nothing."""
        return self.state.front.kind if self.state.front else ""

    @property
    def set_off_by(self) -> str:
        """What set off the procedure that stands over the walk: an incident's category, ``interrupt`` …"""
        return self.state.front.name if self.state.front else ""

    @property
    def waiting(self) -> tuple[str, ...]:
        """What comes after that which stands over the walk: announcements by ref, procedures by what set them off."""
        return tuple(one.name or "what is open" for one in self.state.queue if one is not self.state.front)

    @cached_property
    def shown(self) -> tuple[BlockView, ...]:
        """What is to be shown together: all blocks of an announcement, else the current one."""
        front = self.state.front
        if front is not None and front.kind == "announcement":
            return tuple(self.block(spot) for spot in front.blocks)
        return (self.current,) if self.current else ()

    @cached_property
    def gate(self) -> str:
        """The announcement that the walk waits before, by its ref; "" where it waits for none."""
        at = self.state.walk_at
        if at is None or self.state.front is not None:
            return ""
        planned = self.plan[at]
        waits = planned.step.at and not fact_asked(at) and not self.state.is_settled(at)
        return planned.step.ref if waits else ""

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """What stands beside the current block, itself too, by ids: of a stage of any order all that applies, else of its step
        (of a procedure: of the same run)."""
        front, at = self.state.front, self.state.walk_at
        if front is not None:
            pending = self.state.pending(front) if front.kind == "procedure" else ()
            return tuple(spot for spot in front.blocks if self.state.is_settled(spot) or not pending or spot in pending)
        if at is None:
            return ()
        here = self.plan[at]
        whole = here.stage if here.in_any_order else here.step
        spots = [spot for spot, one in self._route if whole is one.stage or whole is one.step]
        asked = {fact: spot for spot in reversed(spots) if (fact := fact_asked(spot))}  # each fact is asked for once
        asked |= {fact_asked(at): at} if fact_asked(at) else {}
        return tuple(spot for spot in spots if not fact_asked(spot) or asked[fact_asked(spot)] == spot)

    @cached_property
    def being_read(self) -> str:
        """The say block that is on screen, else the one that was read last: what a misread is about; "" before any was."""
        if self.current is not None and self.current.kind == "say" and not self.gate:
            return self.current.id
        return self.last_read

    @property
    def in_any_order(self) -> bool:
        """Whether the walk is in a stage whose blocks are ticked in any order, and nothing stands over it."""
        at = self.state.walk_at
        return self.state.front is None and at is not None and self.plan[at].in_any_order

    def block(self, spot: str) -> BlockView:
        """Any block, as it would be shown now."""
        planned = self.plan[spot]
        block = planned.block
        text = planned.text
        worked, cannot = self._worked(block)
        return BlockView(
            id=spot,
            kind=planned.kind,
            text=text,
            paragraphs=tuple(tuple(self._pieces(block, part)) for part in paragraphs(text)),
            ref=planned.step.ref,
            title=planned.step.title,
            page=planned.step.page,
            stage=planned.stage.title if planned.stage else "",
            options=choices(self.plan, block) if isinstance(block, Ask) else (),
            fields={name: field.title for name, field in block.fields.items()} if isinstance(block, Record) else None,
            missing=self.state.missing_counts(spot),
            rows=self.state.records.get(block.id, ()) if isinstance(block, Record) else (),
            worked=worked,
            cannot=cannot,
            reason_to_skip=needs_reason(planned),
            settled=self._settled(spot, planned),
        )

    def _worked(self, block: object) -> tuple[Worked | None, str]:
        if not isinstance(block, Compute):
            return None, ""
        try:
            return work_out(self.state, block), ""
        except DoesNotFit as error:
            return None, str(error)
        except CannotMeasure as error:
            return None, f"cannot be worked out: {error}"

    def limits(self, field: RecordField) -> Limits:
        """What a field's values must lie between, by what is known now."""
        return field.limits(self.state.facts)

    @property
    def habits(self) -> Habits:
        """What goes with the kind of script: whether there is a room, and what its parts are called."""
        return habits_of(self.plan.script.kind)

    @cached_property
    def outcome(self) -> tuple[OutcomeReached, ...]:
        """What the script comes to: as it went on record, before that as things are."""
        return self.state.outcome or outcome(self.state)

    def _settled(self, spot: str, planned: Planned) -> str:
        if planned.step.at:
            found = self.state.announcements.get(planned.step.ref)
            return found.status.value if found and found.status.settled else ""
        record = self.state.blocks.get(spot)
        return record.status.value if record and self.state.is_settled(spot) else ""

    def _pieces(self, block: object, text: str) -> Iterator[Piece]:
        """The words, with each printed bracket that has a known fact as a piece of its own."""
        slots = block.slots if isinstance(block, Say) else {}
        known = {
            printed: spell(self.state.facts[slot.fact]) for printed, slot in slots.items() if slot.fact in self.state.facts
        }
        while known:
            places = [(text.find(printed), printed) for printed in known if printed in text]
            if not places:
                break
            at, printed = min(places)
            if at:
                yield Piece(text[:at])
            yield Piece(known[printed], printed)
            text = text[at + len(printed) :]
        if text:
            yield Piece(text)

    @property
    def stage_id(self) -> str:
        """The stage that the walk is in; "" where it is in none."""
        at = self.state.walk_at
        stage = self.plan[at].stage if at else None
        return stage.id if stage else ""

    # -- the way ----------------------------------------------------------------------------------------------------

    @cached_property
    def _route(self) -> tuple[tuple[str, Planned], ...]:
        """The whole way as things are, gone through once."""
        return tuple(self.state.route())

    @property
    def reviewing(self) -> bool:
        return self.state.reviewing

    @cached_property
    def next(self) -> tuple[str, str] | None:
        """(ref, title) of the step after the current one; None at the end."""
        at = self.state.walk_at
        if at is None:
            return None
        here = self.plan[at].step
        for spot, planned in self.state.route(self.plan[at].number):
            if planned.step is not here and not self.state.is_settled(spot):
                return planned.step.ref, planned.step.title
        return None

    @cached_property
    def place(self) -> tuple[int, int]:
        """(which step of its stage, how many the stage has in this room), both from 1; (0, 0) outside the walk."""
        spot = self.state.walk_at
        planned = self.plan[spot] if spot else None
        if planned is None or planned.stage is None:
            return (0, 0)
        refs = list(dict.fromkeys(p.step.ref for _, p in self._route if p.stage is planned.stage))
        if planned.step.ref not in refs:
            return (0, 0)
        return refs.index(planned.step.ref) + 1, len(refs)

    @cached_property
    def outline(self) -> tuple[StepView, ...]:
        """Every step of the script, in order, and how it stands."""
        open_now = {self.plan[spot].step.ref for spot in self.open}
        spots: dict[str, list[str]] = {}
        for spot, planned in self._route:
            spots.setdefault(planned.step.ref, []).append(spot)
        at = self.state.walk_at
        here = self.plan[at].step.ref if at and self.phase in (Phase.OPEN, Phase.INTERRUPTED) else ""
        return tuple(
            StepView(step.ref, step.title, stage.title, step.page, self._step_state(step.ref, here, spots, open_now))
            for stage, step in self.plan.script.steps()
        )

    def _step_state(self, ref: str, here: str, spots: Mapping[str, list[str]], open_now: set[str]) -> str:
        if ref == here:
            return "current"
        if ref in open_now:
            return "open"
        if ref not in spots:
            return "not_here"
        if not all(self.state.is_settled(spot) for spot in spots[ref]):
            return "to_come"
        how = {self._settled(spot, self.plan[spot]) for spot in spots[ref]}
        return next((one for one in ("missed", "skipped", "not_needed", "on_paper") if one in how), "done")

    @cached_property
    def open(self) -> tuple[str, ...]:
        """Blocks that were passed and are open."""
        return self.state.open_spots()

    @cached_property
    def last_read(self) -> str:
        """The say block that was read aloud last, announcements too; "" before any was."""
        read = [
            (one.event, self.plan[spot].number, spot) for spot, one in self.state.blocks.items() if one.status is Status.DONE
        ]
        made = [(one.event, ref) for ref, one in self.state.announcements.items() if one.status is Made.MADE]
        read += [(event, one.number, one.id) for event, ref in made for one in blocks_said(self.state, ref)]
        return max((one for one in read if self.plan[one[2]].kind == "say"), default=(0, 0, ""))[2]

    @cached_property
    def before_closing(self) -> tuple[str, ...]:
        """Everything that stands between here and a closed room."""
        return still_open(self.state) if self.phase in (Phase.OPEN, Phase.INTERRUPTED) else ()

    # -- the tasks of a checklist -----------------------------------------------------------------------------------

    @property
    def is_list(self) -> bool:
        """Whether it is a list of tasks, which has no room, students or clock."""
        return self.plan.script.is_list

    @property
    def today(self) -> date:
        """The day by the clock on the wall."""
        return local_time(self.now.utc).date()

    @cached_property
    def tasks(self) -> tuple[TaskView, ...]:
        """Every task and how it stands today; none where it is no list."""
        return tasks_of(self.state, self.today)

    @cached_property
    def months(self) -> tuple[MonthView, ...]:
        """How far each part of the list is."""
        return months_of(self.tasks)

    def task(self, ref: str) -> TaskView | None:
        """A task by its ref, upper and lower case alike."""
        return next((task for task in self.tasks if task.ref.casefold() == ref.casefold()), None)

    # -- time -------------------------------------------------------------------------------------------------------

    def _utc(self, t: int | None) -> int | None:
        return None if t is None else self.state.utc_of(t, self.now)

    @cached_property
    def clock(self) -> ClockView:
        """The testing clock now."""
        course, t = self.state.course, self.state.t_at(self.now)
        minutes = self.plan.script.timing.scheduled_minutes
        scheduled = None if minutes is None else minutes * MINUTE
        elapsed = course.elapsed(t)
        return ClockView(
            phase=self._clock_phase(elapsed, scheduled),
            elapsed=elapsed,
            scheduled=scheduled,
            left=None if scheduled is None else scheduled - elapsed,
            half_at=None if scheduled is None else self._utc(course.moment_of(scheduled // 2)),
            end_at=None if scheduled is None else self._utc(course.moment_of(scheduled)),
            started_at=self._utc(course.start),
            interrupted_at=self._utc(course.pauses[-1].begin) if course.interrupted else None,
            lost=course.lost(t),
        )

    def _clock_phase(self, elapsed: int, scheduled: int | None) -> str:
        course = self.state.course
        if course.start is None:
            return "not_started" if self.plan.has_clock else "none"
        if course.stop is not None:
            return "stopped"
        if course.interrupted:
            return "interrupted"
        return "additional" if scheduled is not None and elapsed >= scheduled else "running"

    @cached_property
    def pauses(self) -> tuple[tuple[int, int], ...]:
        """When testing was interrupted, from and until (UTC milliseconds); one that lasts goes on until now."""
        course, now = self.state.course, self.state.t_at(self.now)
        return tuple(
            (self.state.utc_of(one.begin, self.now), self.state.utc_of(now if one.end is None else one.end, self.now))
            for one in course.pauses
        )

    @cached_property
    def clock_line(self) -> str:
        """The testing clock in words, without seconds to worry about."""
        clock = self.clock
        left = "" if clock.left is None else f"{-(-max(0, clock.left) // MINUTE)} min"
        match clock.phase:
            case "not_started":
                return f"clock not started · {clock.scheduled // MINUTE} min" if clock.scheduled else "clock not started"
            case "running":
                end = f" · ends {wall(clock.end_at)}" if clock.end_at is not None else ""
                return f"scheduled time left {left}{end}" if clock.scheduled else f"running for {span(clock.elapsed)}"
            case "interrupted":
                return f"interrupted · scheduled time left {left}" if left else "interrupted"
            case "additional":
                word = "additional time" if self.plan.script.timing.untimed else "time is over"
                return f"{word} · {(clock.elapsed - (clock.scheduled or 0)) // MINUTE} min"
            case "stopped":
                return f"clock stopped after {clock.elapsed // MINUTE} min"
            case _:
                return ""

    @cached_property
    def announcements(self) -> tuple[DueView, ...]:
        """Every announcement of the script, in order."""
        course = self.state.course
        views = []
        for one in self.plan.announcements:
            ref = one.step.ref
            found = self.state.announcements.get(ref)
            at = found.due if found and found.due is not None else self._utc(course.moment_of(self.plan.due_after(ref)))
            views.append(DueView(ref, one.step.title, at, found.status.value if found else ""))
        return tuple(views)

    @cached_property
    def next_due(self) -> int | None:
        """Milliseconds until the next announcement falls due; None where none will while things are as they are."""
        if not self.state.course.running:
            return None
        here = to_come(self.state)
        open_ones = (one for one in self.announcements if one.step in here and not one.status)
        waits = [one.at - self.now.utc for one in open_ones if one.at is not None]
        return max(0, min(waits)) if waits else None

    @cached_property
    def due(self) -> DueView | None:
        """The announcement that is due and not yet made."""
        return next((one for one in self.announcements if one.status == Made.DUE.value), None)

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """What the clock on the wall has to say beside the test: the block of the day, the last bell."""
        return tuple(self._notices())

    def _notices(self) -> Iterator[str]:
        timing, opened = self.plan.script.timing, self.state.opened
        if self.phase not in (Phase.OPEN, Phase.INTERRUPTED) or opened is None or self.is_list:
            return
        began = opened.scheduled_start if opened.scheduled_start is not None else self.clock.started_at
        if timing.block_minutes and began is not None and self.now.utc >= began + timing.block_minutes * MINUTE:
            over = wall(began + timing.block_minutes * MINUTE)
            yield f"The {timing.block_minutes} minutes that are kept for this session in the day's plan were over at {over}."
        if last := self.plan.snapshot.local.last_bell:
            bell = next_wall(last, self.now.utc)
            if self.now.utc >= bell:
                yield f"The last bell of the day was at {last}" + ("; the session must end today." if timing.same_day else ".")
            elif bell - self.now.utc <= LAST_BELL_WARNING:
                yield f"The last bell of the day is at {last}, {minutes_away(bell - self.now.utc)}."

    # -- the room ---------------------------------------------------------------------------------------------------

    @property
    def facts(self) -> Mapping[str, str]:
        """What is known of the room, as people say it."""
        return {name: spell(value) for name, value in self.state.facts.items()}

    @property
    def known_facts(self) -> tuple[tuple[str, Fact], ...]:
        """The facts that are worth a line: those of the opening, and of the walk's own those that an answer has set. What
        follows from others is told as the outcome."""
        facts, state = self.plan.facts, self.state
        return tuple(
            (name, fact)
            for name, fact in facts.items()
            if fact.is_opening or (not fact.follows and fact.at_opening is False and state.facts.get(name) != fact.default)
        )

    @property
    def testing(self) -> int | None:
        """How many students are still testing; None where nobody said how many there were."""
        return self.state.testing

    @property
    def tallies(self) -> Mapping[str, int]:
        return {name: self.state.tallies.get(name, 0) for name in TALLIES}

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories of incident that can be recorded."""
        return self.plan.snapshot.pack.categories

    def runs_on(self, category: str) -> bool:
        """Whether an incident of this category mostly interrupts testing, while the students' clock runs on."""
        interrupts = any(one.interrupts for one in self.categories if one.id == category)
        return interrupts and self.clock.phase in ("running", "additional")

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return self.state.incidents

    @property
    def misreads(self) -> tuple[Misread, ...]:
        """Those that were not taken back."""
        return tuple(one for one in self.state.misreads if not one.withdrawn)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What steers the clock, in the order in which it was recorded: what a correction of a time can be for."""
        return self.state.marks

    def numbers(self, material: str) -> Mapping[str, int]:
        """What is known of a material, by movement."""
        return self.state.ledger.get(material, {})

    def materials_here(self) -> tuple[Material, ...]:
        """The materials in use in this room, those that hang on a fact not known yet too."""
        return tuple(one for one in self.plan.script.materials if self.state.in_use(one.id))

    @cached_property
    def materials(self) -> tuple[MaterialView, ...]:
        """The materials that are counted back, and how they stand."""
        views = []
        for one in self.materials_here():
            if not one.returned:
                continue
            out, unaccounted = self.state.gaps(one.id)
            *numbers, reason = self.state.handed_over.get(one.id, (0, 0, ""))
            left = reason if numbers == [out, unaccounted] else ""
            views.append(MaterialView(one.id, one.title, self.state.ledger.get(one.id, {}), out, unaccounted, left))
        return tuple(views)

    @cached_property
    def before_sealing(self) -> tuple[Gap, ...]:
        """Materials in the way of the seal, each with what does not add up."""
        return unexplained(self.state)
