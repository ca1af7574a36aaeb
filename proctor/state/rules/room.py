"""Rules of the room: opening, joining, handing on, what happens in it, closing, sealing, amending."""

from __future__ import annotations

from proctor.scripts.blocks import Say
from proctor.scripts.facts import read_fact
from proctor.scripts.kinds import habits_of
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import DAY, SECOND, wall
from proctor.state.outcome import outcome
from proctor.state.rules.answering import fact_value, refuse_of_the_walk
from proctor.state.rules.draft import RESUME_FIRST, Draft, key
from proctor.state.rules.materials import unexplained
from proctor.state.rules.procedures import start_procedure
from proctor.state.rules.walking import skip_spot
from proctor.state.state import Phase, State
from proctor.state.text import sentences

FORMAT = 1
"""The format of a session's file. Older ones open, newer ones are refused with a word."""
MODES = ("live", "rehearsal")
WITHDRAWAL = 10 * SECOND
"""How long a misread can be taken back."""


# -- opening --------------------------------------------------------------------------------------------------------


def open_session(d: Draft, command: c.Open) -> None:
    """Open the session with the words as they are, and go to its first block."""
    snapshot = d.state.plan.snapshot
    if command.mode not in MODES:
        d.refuse(f"{command.mode!r} is no mode of a session; expected one of {', '.join(MODES)}")
    d.add(
        ev.SessionOpened(
            format=FORMAT,
            program=command.program,
            mode=command.mode,
            script=snapshot.name,
            title=snapshot.script.title,
            authority=snapshot.pack.authority,
            snapshot=snapshot.digest,
            room=d.words(command.room, f"the {habits_of(snapshot.script.kind).place}", required=False),
            school=d.words(command.school, "the school", required=False),
            district=d.words(command.district, "the district", required=False),
            administrator=command.administrator.key,
            administrator_digest=command.administrator.digest,
            scheduled_start=command.scheduled_start,
            soft_chime=command.soft_chime,
            kind="" if habits_of(snapshot.script.kind).room else snapshot.script.kind,
        )
    )
    _set_facts(d, command)
    d.follow()
    first = next((spot for spot, _ in d.state.route()), None)
    d.add(ev.Arrived(spot=first) if first else ev.WalkFinished())


def _set_facts(d: Draft, command: c.Open) -> None:
    """What was said at opening, before what the school's sheet says, before what the pack takes for granted."""
    for name in command.facts:
        refuse_of_the_walk(d, name)
    facts = {name: fact_value(d, name, value) for name, value in command.facts.items()}
    for name, value in facts.items():
        d.add(ev.FactSet(fact=name, value=value, source="opening"))
    for name, value in command.local_facts.items():
        if name in d.state.plan.facts and name not in d.state.facts:
            d.add(ev.FactSet(fact=name, value=fact_value(d, name, value), source="school"))
    for name, fact in d.state.plan.facts.items():
        if fact.default is not None and name not in d.state.facts:
            d.add(ev.FactSet(fact=name, value=read_fact(fact, fact.default), source="default"))


def join_from_paper(d: Draft, command: c.JoinFromPaper) -> None:
    """Go on at a step that was reached on paper; what stands before it counts as delivered, not witnessed."""
    state, plan = d.state, d.state.plan
    number = plan.first_of(command.step)
    if number is None:
        d.refuse(f"there is no step {command.step!r} in this script")
    if state.blocks or state.marks or state.announcements:
        d.refuse("a session is joined from paper before anything is done in it")
    if command.started is not None and not d.now.utc - DAY < command.started <= d.now.utc:
        d.refuse(f"the students cannot have started at {wall(command.started)}; it is {wall(d.now.utc)}")
    before = plan.blocks[:number]
    passed = [one for one in before if state.applies(one) is not False or one.block.when_out]
    starts = any(one.block.clock == "start" for one in passed)
    if starts and command.started is None:
        d.refuse(f"before {command.step} the students have begun; say when", key("--started H:MM"))
    if not starts and command.started is not None:
        d.refuse(f"at {command.step} the students have not begun yet; leave out when they started")
    announced = tuple(dict.fromkeys(one.step.ref for one in passed if one.step.at))
    blocks = tuple(one.id for one in passed if not one.step.at)
    d.add(ev.PaperJoined(step=command.step, blocks=blocks, announcements=announced))
    if command.started is not None:
        d.add(ev.ClockStarted(at=command.started))
        if any(one.block.clock == "stop" for one in passed):
            d.add(ev.ClockStopped())
    out = {material for one in passed for material in one.block.hands_out}
    if out := out - {material for one in passed for material in one.block.collects}:
        d.add(ev.HandsFilled(materials=tuple(sorted(out))))
    if number:
        go_on_from = d.state.next_spot(before[-1].id)
        d.add(ev.Arrived(spot=go_on_from) if go_on_from else ev.WalkFinished())


def take_over(d: Draft, command: c.TakeOver) -> None:
    """A new administrator; the session goes on where it is."""
    person = command.administrator
    if not person.key:
        d.refuse("say who takes over")
    if d.state.administrators and d.state.administrators[-1][0] == person.key:
        d.refuse("this administrator has the session already")
    d.add(ev.AdministratorChanged(administrator=person.key, administrator_digest=person.digest))
    start_procedure(d, "take_over")


# -- what happens ---------------------------------------------------------------------------------------------------


def record_incident(d: Draft, command: c.RecordIncident) -> None:
    """Record what happened, and set off the steps that the manual has for it."""
    known = {one.id for one in d.state.plan.snapshot.pack.categories}
    if command.category not in known:
        d.refuse(f"{command.category!r} is no category; expected one of {', '.join(sorted(known))}")
    note = d.words(command.note, "the note", required=False)
    d.add(ev.IncidentRecorded(number=len(d.state.incidents) + 1, category=command.category, note=note))
    if command.procedure:
        start_procedure(d, command.category)


def record_misread(d: Draft, command: c.RecordMisread) -> None:
    """Record that a sentence was not read as it stands. No words are put in the administrator's mouth: a recovery line
    comes only where the manual prints one."""
    planned = d.state.plan.get(command.block)
    if planned is None or not isinstance(planned.block, Say):
        d.refuse(f"{command.block} is not read aloud")
    if not _was_read(d.state, command.block):
        d.refuse(f"{command.block} was not read yet")
    count = len(sentences(planned.block.text))
    if not 0 <= command.sentence <= count:
        d.refuse(f"{command.block} has {count} sentences; there is no sentence {command.sentence}")
    note = d.words(command.note, "the note", required=False)
    number = len(d.state.misreads) + 1
    d.add(ev.MisreadRecorded(number=number, block=command.block, sentence=command.sentence, note=note))
    start_procedure(d, "misread")


def _was_read(state: State, spot: str) -> bool:
    """Whether a say block was read, or is being read."""
    announced = state.announcements.get(state.plan[spot].step.ref)
    return spot in state.blocks or spot in state.path or spot == state.current or announced is not None


def withdraw_misread(d: Draft, command: c.WithdrawMisread) -> None:
    found = next((one for one in d.state.misreads if one.number == command.number), None)
    if found is None or found.withdrawn:
        d.refuse("there is no misread to take back")
    if d.t - found.t > WITHDRAWAL:
        d.refuse("a misread can be taken back for ten seconds; after that it stands, and a note can explain it")
    d.add(ev.MisreadWithdrawn(number=command.number))
    for spot in d.state.open_spots(all_to_come=True):
        if found.run and spot.endswith(f"#{found.run}"):
            skip_spot(d, spot, "the misread was taken back")


def take_note(d: Draft, command: c.TakeNote) -> None:
    source = d.words(command.source, "the source", required=False)
    d.add(ev.NoteTaken(text=d.words(command.text, "the note"), source=source))


# -- the end --------------------------------------------------------------------------------------------------------


def still_open(state: State) -> tuple[str, ...]:
    """Everything between here and a closed room, in order."""
    return state.open_spots(all_to_come=True)


def close(d: Draft, command: c.Close) -> None:
    """Close the room once nothing is open; with a reason, what is open is skipped for that reason, each on record.

    An interruption that does not end (an evacuation) ends the session where it began.
    """
    left = still_open(d.state)
    interrupted = d.state.phase is Phase.INTERRUPTED
    if interrupted and not command.reason.strip():
        d.refuse(*RESUME_FIRST, ", or close it with the reason", key("close anyway REASON"))
    if left and not command.reason.strip():
        listed = ", ".join(left[:6]) + (f" and {len(left) - 6} more" if len(left) > 6 else "")
        d.refuse(
            f"still open: {listed}; do them, skip them with a reason, or close with one reason for all",
            key("close anyway REASON"),
        )
    reason = d.words(command.reason, "the reason", required=bool(left))
    stopped = d.state.utc_of(d.state.course.pauses[-1].begin, d.now) if interrupted else None
    while left:
        for spot in left:
            if not d.state.is_settled(spot):
                skip_spot(d, spot, reason)
        left = still_open(d.state)
    if d.state.course.start is not None and d.state.course.stop is None:
        d.add(ev.ClockStopped(at=stopped))
    for line in outcome(d.state):
        d.add(line)
    d.add(ev.RoomClosed(reason=reason))


def seal(d: Draft, command: c.Seal) -> None:
    """Seal the record once every booklet is accounted for, or handed over with a reason."""
    if missing := unexplained(d.state):
        listed = "; ".join(gap.said for gap in missing)
        again, over = key("c MATERIAL …"), key("out MATERIAL REASON")
        d.refuse(f"{listed}. Count again", again, ", or hand over with a reason", over)
    d.add(ev.SessionSealed())


def amend(d: Draft, command: c.Amend) -> None:
    d.add(ev.Amended(text=d.words(command.text, "the amendment")))
