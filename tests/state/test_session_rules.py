"""Anything may be asked of a session, at any moment, on any machine: what then always holds.

Hypothesis gives the commands, sensible ones and nonsense, and moves the clocks. Beside the session runs a model of a few
lines that knows only what was put on record: when the clock ran, what was tallied and counted, what lies on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from proctor.scripts.blocks import Ask, Count, Record
from proctor.scripts.facts import FactValue
from proctor.scripts.loading import load_script
from proctor.scripts.models import facts_of
from proctor.scripts.snapshot import Snapshot
from proctor.settings import builtin_packs
from proctor.state import Accepted, Refusal, Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import DAY, HOUR, MINUTE, SECOND, Instant, ManualClock
from proctor.state.commands import Command
from proctor.state.evolution import fold
from proctor.state.journal import MemoryJournal
from proctor.state.machine import decide
from proctor.state.plan import Plan, Planned
from proctor.state.state import TALLIES, Entry, Interjection, Phase
from tests.state.packs import fixture_snapshot

# -- the model --------------------------------------------------------------------------------------------------------

MARKS = {ev.ClockStarted: "start", ev.ClockStopped: "stop", ev.Interrupted: "out", ev.Resumed: "in"}


class Timeline:
    """When the clock ran, by what the journal says, added up stretch by stretch."""

    def __init__(self) -> None:
        self.t = 0
        self.last: Instant | None = None
        self.marks: dict[int, tuple[str, int]] = {}

    def now(self, now: Instant) -> int:
        """Milliseconds since the opening."""
        if self.last is None:
            return 0
        same = now.boot_id == self.last.boot_id
        return self.t + max(0, now.steady - self.last.steady if same else now.utc - self.last.utc)

    def take(self, entry: Entry) -> None:
        self.t, self.last = self.now(entry.instant), entry.instant
        event = entry.event
        at = getattr(event, "at", None)
        moment = self.t if at is None else self.t - (entry.instant.utc - at)
        if type(event) in MARKS:
            self.marks[entry.seq] = (MARKS[type(event)], moment)
        elif isinstance(event, ev.TimeCorrected):
            self.marks[event.event] = (self.marks[event.event][0], moment)
        elif isinstance(event, ev.ClockStopWithdrawn):
            self.marks = {seq: mark for seq, mark in self.marks.items() if mark[0] != "stop"}

    def elapsed(self, t: int) -> int:
        """Testing time at ``t``: every stretch between two marks in which the students wrote."""
        started = [moment for kind, moment in self.marks.values() if kind == "start"]
        until = min([t, *(moment for kind, moment in self.marks.values() if kind == "stop")])
        out = self._out()
        points = sorted({t, *(moment for _, moment in self.marks.values())})
        return sum(
            after - before
            for before, after in pairwise(points)
            if started
            and started[0] <= before
            and after <= until
            and not any(begin <= before and (end is None or before < end) for begin, end in out)
        )

    def _out(self) -> list[tuple[int, int | None]]:
        """From when to when the students did not write, each time."""
        out: list[tuple[int, int | None]] = []
        for _, (kind, moment) in sorted(self.marks.items()):
            if kind == "out":
                out.append((moment, None))
            elif kind == "in" and out and out[-1][1] is None:
                out[-1] = (out[-1][0], moment)
        return out


def holds(when: Mapping[str, tuple[str | int, ...]], facts: Mapping[str, FactValue]) -> bool | None:
    """Whether a condition holds by what is known; None where that is not enough."""
    answers: list[bool | None] = []
    for fact, wanted in when.items():
        value = facts.get(fact)
        if value is None:
            answers.append(None)
        elif isinstance(value, tuple):
            answers.append(bool(set(value) & set(wanted)) or (not value and "none" in wanted))
        else:
            answers.append(value in wanted)
    return False if False in answers else None if None in answers else True


def certain_way(session: Session) -> list[Planned]:
    """The blocks that apply for certain, in the script's order, following the answers on record."""
    state, skip_to = session.state, ""
    way: list[Planned] = []
    for one in state.plan.blocks:
        if skip_to and one.step.ref != skip_to:
            continue
        skip_to = ""
        verdicts = [holds(when, state.facts) for when in one.conditions]
        there = not one.block.when_out or bool(state.in_hand & set(one.block.when_out))
        if False in verdicts or not there:
            continue
        if None not in verdicts:
            way.append(one)
        record = state.blocks.get(one.id)
        if isinstance(one.block, Ask) and record is not None and record.status.value == "done":
            option = one.block.option(record.answer)
            skip_to = (option.goto or "") if option else ""
    return way


# -- what is asked of a session -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["", " ", "a reason", "x" * 2_001, "\x00\udc80", "yes", "no", "none", "3", "all", "braille", "rows", "2026-04-02"]
)
NUMBERS = st.integers(-2, 3) | st.sampled_from([27, 100_001])
AGO = st.sampled_from([-MINUTE, 0, SECOND, MINUTE, 7 * MINUTE, 31 * MINUTE, 26 * HOUR])
MOVEMENTS = st.sampled_from(["received", "unassigned", "issued", "returned", "void", "moved_in", "moved_out", "eaten"])
CATEGORIES = st.sampled_from(["phone", "damaged_booklet", "lamp_out", "fire_drill", "nonsense"])


def spots(plan: Plan) -> list[str]:
    """Every id that there could be, and some that there could not."""
    own = [one.id for one in plan.blocks]
    runs = [f"{one.id}#{run}" for blocks in plan.procedures.values() for one in blocks for run in (1, 2, 3)]
    asked = [f"{one}?{fact}" for one in own for fact in plan.facts]
    return [*own, *runs, *asked, "", "nonsense", f"{own[0]}#1", f"{own[0]}?", own[0][:-2]]


def any_command(plan: Plan) -> st.SearchStrategy[Command]:
    """Any command, with fields that make sense or do not."""
    spot, fact, material = (
        st.sampled_from(spots(plan)),
        st.sampled_from([*plan.facts, "x"]),
        st.sampled_from([*plan.materials, "x"]),
    )
    ref = st.sampled_from(
        [*(one.step.ref for one in plan.announcements), *dict.fromkeys(one.step.ref for one in plan.blocks), "x"]
    )
    option = st.sampled_from([*(one for fact in plan.facts.values() for one in fact.options), "x"])
    row = st.dictionaries(st.sampled_from(["day", "metres", "x"]), WORDS, max_size=2)
    people = st.sampled_from([c.PersonRef(), c.PersonRef("administrator-7", "ab"), c.PersonRef("administrator-8", "cd")])
    return st.one_of(
        st.builds(c.Open),
        st.builds(
            c.JoinFromPaper, step=ref, started=st.none() | st.integers(0, 2).map(lambda n: ManualClock().now().utc - n * MINUTE)
        ),
        st.builds(c.TakeOver, administrator=people),
        st.builds(c.Advance, block=spot),
        st.builds(c.Skip, block=spot, reason=WORDS),
        st.builds(c.Answer, block=spot, answer=WORDS | option),
        st.builds(c.RecordRow, block=spot, values=row, row=st.none() | NUMBERS),
        st.builds(c.RemoveRow, block=spot, row=NUMBERS),
        st.builds(c.Back),
        st.builds(c.Forward),
        st.builds(c.Visit, block=spot),
        st.builds(c.Reopen, block=spot, reason=WORDS),
        st.builds(c.PutOff),
        st.builds(c.SetFact, fact=fact, value=WORDS | option | NUMBERS | st.lists(option, max_size=2).map(tuple)),
        st.builds(c.Tick),
        st.builds(c.Acknowledge, step=ref, reason=WORDS),
        st.builds(c.StartClock),
        st.builds(c.StopClock),
        st.builds(c.Interrupt, reason=WORDS),
        st.builds(c.Resume),
        st.builds(c.CorrectTime, event=st.integers(-1, 60)),
        st.builds(c.RecordIncident, category=CATEGORIES, note=WORDS),
        st.builds(c.RecordMisread, block=spot, sentence=NUMBERS),
        st.builds(c.WithdrawMisread, number=NUMBERS),
        st.builds(c.TakeNote, text=WORDS, source=WORDS),
        st.builds(c.Tally, tally=st.sampled_from([*TALLIES, "x"]), by=NUMBERS),
        st.builds(c.CountMaterial, material=material, numbers=st.dictionaries(MOVEMENTS, NUMBERS, max_size=3)),
        st.builds(c.MoveMaterial, material=material, movement=MOVEMENTS, by=NUMBERS, was_issued=st.booleans()),
        st.builds(c.HandOver, material=material, reason=WORDS),
        st.builds(c.AddTask, title=WORDS, stage=st.sampled_from([*(one.id for one in plan.script.stages), "x"]), due=WORDS),
        st.builds(c.Assign, task=ref, person=people),
        st.builds(c.NoteTask, task=ref, text=WORDS),
        st.builds(c.Postpone, task=ref, until=WORDS | st.just("2030-01-31"), reason=WORDS),
        st.builds(c.Close, reason=WORDS),
        st.builds(c.Seal),
        st.builds(c.Amend, text=WORDS),
    )


AT_A_BLOCK = (c.Advance, c.Skip, c.Answer, c.RecordRow, c.RemoveRow, c.Visit, c.Reopen, c.RecordMisread)
INCIDENTS = ("damaged_booklet", "phone", "lamp_out")
NOTHING = Interjection("visit", "", (), 2)

ALLOWED = {
    Phase.NEW: {Phase.OPEN},
    Phase.OPEN: {Phase.INTERRUPTED, Phase.CLOSED},
    Phase.INTERRUPTED: {Phase.OPEN, Phase.CLOSED},
    Phase.CLOSED: {Phase.SEALED},
    Phase.SEALED: set(),
}
AFTERWARDS = (ev.AnnouncementDue, ev.AnnouncementMade, ev.AnnouncementMissed, ev.AnnouncementSkipped, ev.AnnouncementNotNeeded)


# -- the machine --------------------------------------------------------------------------------------------------------


class Delivery(RuleBasedStateMachine):
    """One session, whatever is done to it."""

    snapshot: ClassVar[Snapshot]
    commands: ClassVar[st.SearchStrategy[Command]]

    @initialize(students=st.none() | st.integers(1, 3), data=st.data())
    def open_it(self, students: int | None, data: st.DataObject) -> None:
        self.clock = ManualClock()
        self.session = Session.begin(MemoryJournal(self.snapshot.text), self.clock)
        self.time = Timeline()
        self.made: Counter[str] = Counter()
        self.tallies: Counter[str] = Counter()
        self.ledger: Counter[tuple[str, str]] = Counter()
        self.told: list[int] = []
        self.session.subscribe(lambda accepted, view: self.told.append(accepted.seq))
        self.elapsed = 0
        has_students = "students" in facts_of(self.snapshot.script)
        known: dict[str, Any] = {"students": students} if has_students and students is not None else {}
        for name, fact in self.snapshot.script.facts.items():
            chosen: str = data.draw(st.sampled_from(["", *fact.options]), label=name)
            if chosen:
                known[name] = (chosen,) if fact.type == "multiple" else chosen
        self.give(c.Open(facts=known))
        assert self.session.state.phase is Phase.OPEN

    # -- giving commands ------------------------------------------------------------------------------------------------

    def give(self, command: Command) -> None:
        """Give a command, and hold what comes of it against the model."""
        before, phase, entries = self.session.state, self.session.state.phase, self._entries()
        last = self.session.journal.last_hash()
        outcome = self.session.handle(command)
        if not isinstance(outcome, Accepted) or not outcome.entries:
            assert self.session.state is before
            assert (self._entries(), self.session.journal.last_hash()) == (entries, last)
            return
        assert self._entries() == entries + outcome.entries
        assert self.told[-1] == outcome.seq == self.session.state.seq == outcome.entries[-1].seq
        assert self.session.state.phase in {phase, *ALLOWED[phase]}
        if self.session.state.phase is Phase.CLOSED is not phase:
            self._all_is_accounted_for()
        if phase is Phase.SEALED:
            assert [type(entry.event) for entry in outcome.entries] == [ev.Amended]
        self._take(command, outcome)

    def _entries(self) -> tuple[Entry, ...]:
        return tuple(self.session.journal.entries())

    def _take(self, command: Command, outcome: Accepted) -> None:
        for entry in outcome.entries:
            self.time.take(entry)
            self._hear(entry.event)
        elapsed = self._elapsed_now()
        if not isinstance(command, c.CorrectTime | c.JoinFromPaper | c.StartClock) and command.at is None:
            assert elapsed >= self.elapsed, "the clock runs backwards only where somebody corrects it"
        self.elapsed = elapsed
        match command:
            case c.Tally():
                self.tallies[command.tally] += command.by
            case c.CountMaterial():
                for movement, number in command.numbers.items():
                    self.ledger[command.material, movement] = number
            case c.MoveMaterial():
                self.ledger[command.material, command.movement] += command.by
                if command.movement == "void" and not command.was_issued:
                    self.ledger[command.material, "issued"] += command.by

    def _hear(self, event: ev.Event) -> None:
        if isinstance(event, AFTERWARDS):
            assert not self.made[event.step], "what was made is over"
        if isinstance(event, ev.AnnouncementMade):
            self.made[event.step] += 1
        if isinstance(event, ev.AnnouncementDue):
            assert self.time.elapsed(self.time.t) >= self.session.state.plan.due_after(event.step)
            assert self.session.state.phase is Phase.OPEN, "nothing falls due in an interruption"

    def _elapsed_now(self) -> int:
        return self.time.elapsed(self.time.now(self.clock.now()))

    @rule(data=st.data(), ago=st.none() | AGO)
    def anything(self, data: st.DataObject, ago: int | None) -> None:
        """A command out of nowhere, often at a block that the session has to do with."""
        command = data.draw(self.commands, label="command")
        near = [*self.session.state.path, *self.session.state.open_spots(), *(self.session.state.front or NOTHING).blocks]
        if near and isinstance(command, AT_A_BLOCK) and data.draw(st.booleans(), label="near"):
            command = replace(command, block=data.draw(st.sampled_from(near), label="block"))
        self.give(command if ago is None else replace(command, at=self.clock.now().utc - ago))

    @rule(data=st.data(), times=st.integers(1, 5))
    def something(self, data: st.DataObject, times: int) -> None:
        """What people do in a room, one thing after the other."""
        for _ in range(times):
            self.give(data.draw(st.sampled_from(list(self._happenings())), label="happening"))

    def _happenings(self) -> Iterator[Command]:
        state, view = self.session.state, self.session.view()
        ago = self.clock.now().utc - 3 * MINUTE
        yield from (c.Back(), c.Back(), c.Forward(), c.PutOff(), c.StartClock(), c.StopClock(), c.StopClock(at=ago))
        yield from (c.Interrupt(reason="alarm"), c.Interrupt(reason="alarm", at=ago), c.Resume(), c.Resume(at=ago))
        yield from (c.RecordIncident(category=one) for one in state.plan.procedures if one in INCIDENTS)
        yield from (c.Skip(block=one, reason="no time") for one in [view.current.id if view.current else "", *view.open[:2]])
        yield from (c.Visit(block=one) for one in view.open)
        yield from (c.Reopen(block=one) for one in list(state.blocks)[-3:])
        yield from (c.RecordMisread(block=view.last_read), c.WithdrawMisread(number=len(state.misreads)))
        yield from (c.CorrectTime(event=mark.event, at=ago) for mark in state.marks)
        yield from (c.SetFact(fact=name, value=one) for name, fact in state.plan.facts.items() for one in fact.options)
        yield from (c.Tally(tally=one, by=by) for one in ("handed_in", "late", "left") for by in (1, -1))
        yield from (c.MoveMaterial(material=one, movement="void", was_issued=False) for one in state.plan.materials)
        yield from (c.Acknowledge(step=one.step, reason="by the bell") for one in view.announcements)
        yield from (c.AddTask(title="One more", stage=one.id) for one in state.plan.script.stages if view.is_list)
        yield from (c.Advance(block=spot) for one in view.tasks for spot in one.to_do)
        yield from (c.Postpone(task=one.ref, until="2031-05-01", reason="not yet") for one in view.tasks)
        if view.current is not None and isinstance(view.plan[view.current.id].block, Ask):
            yield from (c.Answer(block=view.current.id, answer=one) for one in view.current.options)

    @rule(data=st.data(), times=st.sampled_from([1, 1, 3, 12]))
    def go_on(self, data: st.DataObject, times: int) -> None:
        """Do what is on screen, as somebody does who knows her work."""
        for _ in range(times):
            self._go_on(data)

    def _go_on(self, data: st.DataObject) -> None:
        view = self.session.view()
        if view.current is None:
            return self.give(c.Close())
        if view.due is not None and view.over_the_walk == "announcement":
            return self.give(c.Acknowledge(step=view.due.step))
        if view.gate:
            self.clock.sleep(view.next_due or 0)
            return self.give(c.Tick())
        spot, block = view.current.id, view.plan[view.current.id].block
        match block:
            case Ask():
                options = [one for one in view.current.options if " " not in one] or ["3"]
                return self.give(c.Answer(block=spot, answer=data.draw(st.sampled_from(options))))
            case Count():
                for material, movement in view.current.missing:
                    self.give(c.CountMaterial(material=material, numbers={movement: data.draw(st.integers(0, 2))}))
            case Record():
                for day in ("2026-04-02", "2026-05-03", "2026-06-04"):
                    self.give(c.RecordRow(block=spot, values={"day": day, "metres": 7}))
        return self.give(c.Advance(block=spot))

    @precondition(lambda self: self.session.state.plan.has_clock and self.session.state.course.start is None)
    @rule(data=st.data())
    def the_students_begin(self, data: st.DataObject) -> None:
        for _ in range(100):
            if self.session.state.course.start is None and self.session.state.phase is Phase.OPEN:
                self._go_on(data)

    @rule()
    def all_hand_in(self) -> None:
        if self.session.state.testing:
            self.give(c.Tally(tally="handed_in", by=self.session.state.testing))

    @precondition(lambda self: self.session.state.phase is Phase.CLOSED)
    @rule()
    def all_is_handed_over_and_sealed(self) -> None:
        for gap in self.session.view().before_sealing:
            self.give(c.HandOver(material=gap.material, reason="with the principal"))
        self.give(c.Seal())
        assert self.session.state.phase is Phase.SEALED

    # -- time, and machines -----------------------------------------------------------------------------------------------

    @rule(
        milliseconds=st.sampled_from([1, 999, 9_000, MINUTE, 10 * MINUTE, 30 * MINUTE, 61 * MINUTE, 9 * HOUR]),
        ticked=st.booleans(),
    )
    def time_goes_by(self, milliseconds: int, ticked: bool) -> None:
        self.clock.sleep(milliseconds)
        if ticked:
            self.give(c.Tick())

    @rule(milliseconds=st.sampled_from([-DAY, -HOUR, -1_999, 1_999, HOUR, 30 * DAY]))
    def the_wall_clock_is_moved(self, milliseconds: int) -> None:
        self.clock.set_wall(milliseconds)

    @rule(milliseconds=st.sampled_from([-HOUR, 0, 45_000, 20 * MINUTE, 10 * HOUR]))
    def the_machine_is_started_anew(self, milliseconds: int) -> None:
        self.clock.reboot(milliseconds)
        self.the_program_is_killed()
        self.elapsed = 0  # a system clock set back while the machine was off may take back what no event had fixed yet
        self.give(c.Tick())

    @rule()
    def the_program_is_killed(self) -> None:
        before = self.session.state
        self.session = Session.resume(self.session.journal, self.clock)
        self.session.subscribe(lambda accepted, view: self.told.append(accepted.seq))
        assert self.session.state == before

    # -- what always holds --------------------------------------------------------------------------------------------------

    @invariant()
    def promises(self) -> None:
        self._folding_the_journal_gives_the_state()
        self._the_clock_shows_what_the_journal_tells()
        self._every_announcement_is_made_at_most_once_and_in_time()
        self._what_was_passed_is_on_record_or_open()
        self._tallies_and_materials_are_what_was_entered()
        self._the_walk_never_waits_at_what_is_over()
        self._nobody_is_ever_stuck()
        self._the_view_has_an_answer_to_everything()

    def _folding_the_journal_gives_the_state(self) -> None:
        assert fold(self.session.state.plan, self.session.journal.entries()) == self.session.state

    def _the_clock_shows_what_the_journal_tells(self) -> None:
        shown = self.session.view().clock.elapsed
        assert shown == self._elapsed_now()
        assert shown >= 0
        self.elapsed = shown

    def _every_announcement_is_made_at_most_once_and_in_time(self) -> None:
        state = self.session.state
        assert not [step for step, times in self.made.items() if times > 1]
        way = {one.step.ref for one in certain_way(self.session)}
        for one in self.session.view().announcements:
            if one.step not in way:
                continue
            if state.phase is Phase.OPEN and state.course.running and state.testing != 0:
                due = self.time.elapsed(self.time.t) >= state.plan.due_after(one.step)
                assert one.status or not due, "what is due is on record"
            if state.phase in (Phase.CLOSED, Phase.SEALED):
                assert one.status not in ("", "due"), "after the close each is accounted for"

    def _what_was_passed_is_on_record_or_open(self) -> None:
        state = self.session.state
        front = state.front.blocks if state.front else ()
        accounted = {*state.open_spots(), *front, state.walk_at}
        for one in certain_way(self.session):
            if one.number < state.frontier and one.block.is_required and not one.step.at:
                record = state.blocks.get(one.id)
                settled = record is not None and record.status.value in ("done", "skipped", "on_paper")
                asked = any(spot and spot.startswith(f"{one.id}?") for spot in accounted)
                assert settled or asked or one.id in accounted, one.id
                assert not (record and record.status.value == "skipped") or record.reason, "and skipped for a reason"

    def _all_is_accounted_for(self) -> None:
        """At the close nothing is open that lies on the way for certain, and nothing stands over it."""
        state = self.session.state
        assert not state.queue
        assert not [one.id for one in certain_way(self.session) if not state.is_settled(one.id)]
        assert not state.course.running

    def _tallies_and_materials_are_what_was_entered(self) -> None:
        state = self.session.state
        assert +self.tallies == +Counter(state.tallies)
        assert +self.ledger == +Counter(
            {(one, movement): n for one, sheet in state.ledger.items() for movement, n in sheet.items()}
        )
        assert state.testing is None or state.testing >= 0

    def _the_walk_never_waits_at_what_is_over(self) -> None:
        state = self.session.state
        if state.phase is Phase.OPEN and not state.reviewing and state.walk_at is not None:
            assert not state.is_settled(state.walk_at)

    def _nobody_is_ever_stuck(self) -> None:
        """Looking back leads on again, an interruption ends, what is on screen can be passed with a reason, a room closed."""
        state = self.session.state
        way_out: Command = c.Close(reason="no way")
        if state.phase is Phase.INTERRUPTED:
            way_out = c.Resume()
        elif state.current is not None:
            way_out = c.Forward() if state.reviewing and not state.front else c.Skip(block=state.current, reason="no way")
        if state.phase in (Phase.OPEN, Phase.INTERRUPTED):
            assert not isinstance(decided := decide(state, way_out, self.clock.now()), Refusal), decided

    def _the_view_has_an_answer_to_everything(self) -> None:
        view = self.session.view()
        for name in dir(type(view)):
            if not name.startswith("_"):
                getattr(view, name)


# -- over which scripts -------------------------------------------------------------------------------------------------


def built_in(script_id: str) -> Snapshot:
    header, script = load_script(builtin_packs() / "mcas-2006-grade10-math", script_id)
    return Snapshot(pack=header, script=script)


SNAPSHOTS = {
    "exam": fixture_snapshot("exam", "morning"),
    "branches": fixture_snapshot("branches", "judging"),
    "year": fixture_snapshot("year", "garden"),
    "session-1": built_in("session-1"),
}


def machine_over(name: str) -> type[Delivery]:
    plan = Plan(SNAPSHOTS[name])
    return type(f"Delivery of {name}", (Delivery,), {"snapshot": SNAPSHOTS[name], "commands": any_command(plan)})


QUICK = settings(
    max_examples=12, stateful_step_count=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
LONG = settings(
    max_examples=400, stateful_step_count=80, deadline=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False
)


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_whatever_is_done_to_a_session_its_promises_hold(name: str) -> None:
    run_state_machine_as_test(machine_over(name), settings=QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("name", SNAPSHOTS)
def test_whatever_is_done_to_a_session_for_long_its_promises_hold(name: str) -> None:
    run_state_machine_as_test(machine_over(name), settings=LONG)
