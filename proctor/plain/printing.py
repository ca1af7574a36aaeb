"""A view to lines that a screen reader says well: the kind first, one paragraph a line, nothing drawn."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from proctor.plain import tasks
from proctor.plain.grammar import OF_A_ROOM, VERBS
from proctor.scripts.blocks import Ask as AskBlock
from proctor.scripts.blocks import Count, Record
from proctor.scripts.rows import RecordField
from proctor.state.clock import MINUTE, SECOND, local_time, wall
from proctor.state.facts import limit_words
from proctor.state.measuring import worked_out
from proctor.state.outcome import told
from proctor.state.rules.materials import Gap
from proctor.state.state import Phase
from proctor.state.view import BlockView, DueView, SessionView

MARKS = {"current": "here", "open": "OPEN", "to_come": "", "not_here": "not in this room"}
"""Words for a step's state where the state's own name does not say it."""


def banner(view: SessionView, version: str, *, resumed: bool = False) -> Iterator[str]:
    """Who, what and where, once at the beginning."""
    if view.is_list:
        yield from tasks.banner(view, version, resumed=resumed)
        return
    room = f" · {view.habits.place} {view.room}" if view.room else ""
    yield f"proctor {version} · {view.mode.upper()} · {view.authority} · {view.title}{room} · {view.wall}"
    timing = view.plan.script.timing
    if timing.scheduled_minutes:
        about = "about " if timing.approximate else ""
        more = ", more time for who needs it" if timing.untimed else ""
        yield f"Scheduled: {about}{timing.scheduled_minutes} minutes{more}."
    if resumed:
        opened, last = local_time(view.opened_at), wall(view.last_entry_at)
        yield f"Resumed: opened {opened:%Y-%m-%d %H:%M}, last entry at {last}; o lists what is done and open."
    if view.testing is None and view.plan.announcements:
        yield "How many students there are is not known yet: set students=28."
    if view.habits.room:
        yield from _your_school(view)
    yield "n goes on, an empty line says it again, h lists the commands."


def _your_school(view: SessionView) -> Iterator[str]:
    """What the school's own sheet says of the day."""
    local = view.plan.snapshot.local
    for title, text in (
        ("Dismissal", local.dismissal),
        ("Additional time", local.additional_time),
        ("Last bell", local.last_bell),
    ):
        if text:
            yield f"Your school: {title.lower()}: {text}"
    for contact in local.call:
        ways = ", ".join(part for part in (contact.phone, contact.email, contact.online) if part)
        yield f"Your school: call {contact.title}: {ways}"
    for name, text in local.notes.items():
        yield f"Your school: {name.replace('_', ' ')}: {text}"


def screen(view: SessionView, before: SessionView | None = None) -> Iterator[str]:
    """What is to be seen now; a step's heading only when the step is another than ``before``."""
    if view.is_list:
        yield from tasks.screen(view)
        return
    if view.phase is Phase.CLOSED:
        yield from _closed(view)
        return
    if view.phase is Phase.SEALED:
        return
    if _stands_still(view):
        where = f"; it then resumes at {view.current.id}" if view.current and not view.gate else ""
        yield f"INTERRUPTED since {wall(view.clock.interrupted_at or view.now.utc)}. g when the students go on{where}."
        return
    if view.gate:
        yield from _gate(view)
        return
    if not view.shown:
        yield from _at_the_end(view)
        return
    said = _said(before) if before is not None else ()
    if before is None or not said or _heading_key(before) != _heading_key(view):
        yield _heading(view)
    for block in view.shown:
        again = any(_same_words(block, one) for one in said)
        yield from details(view, block) if again else block_lines(view, block)
    yield from _hints(view)


def _hints(view: SessionView) -> Iterator[str]:
    """What goes on from here, and what comes after it."""
    if view.over_the_walk == "announcement":
        yield "k when it is made."
    if view.phase is Phase.INTERRUPTED:
        yield "  g when the students go on."
    for name in view.waiting:
        yield f"  then: {name.replace('_', ' ')}"


def _stands_still(view: SessionView) -> bool:
    """Whether testing is interrupted and nothing of it is left to do but to go on."""
    return view.phase is Phase.INTERRUPTED and not view.over_the_walk


def _said(view: SessionView) -> tuple[BlockView, ...]:
    """The blocks whose words :func:`screen` says."""
    hidden = view.phase in (Phase.CLOSED, Phase.SEALED) or _stands_still(view) or view.gate
    return () if hidden else view.shown


def _heading(view: SessionView) -> str:
    block = view.shown[0]
    rehearsal = "REHEARSAL · " if view.mode == "rehearsal" else ""
    page = f" · manual p. {block.page}" if block.page else ""
    title = f" · {block.title}" if block.title else ""
    if view.over_the_walk == "announcement":
        due = view.due
        return f"NOW DUE: {rehearsal}{block.ref}{title} · due {wall(due.at) if due and due.at else ''}{page}"
    if view.over_the_walk == "procedure":
        return f"PROCEDURE: {rehearsal}{block.ref}{title or ' · ' + view.set_off_by.replace('_', ' ')}{page}"
    if view.over_the_walk == "visit":
        return f"STILL OPEN: {rehearsal}{block.ref}{title}{page}"
    step, of = view.place
    counted = f" {step} of {of}" if of else ""
    goes = view.clock.phase in ("running", "interrupted", "additional") and view.testing != 0
    clock = f" · {view.clock_line}" if goes else ""
    return f"STEP: {rehearsal}{block.ref}{title} · {block.stage}{counted}{page}{clock}"


def _heading_key(view: SessionView) -> tuple[str, str, str]:
    """What a heading stands for: while it is the same, it is not said again."""
    return view.shown[0].ref, view.over_the_walk, view.shown[0].id.partition("#")[2]


def _same_words(block: BlockView, before: BlockView) -> bool:
    """Whether a block need not be said again: only what it takes has changed."""
    return (block.id, block.paragraphs, block.settled) == (before.id, before.paragraphs, before.settled)


def block_lines(view: SessionView, block: BlockView) -> Iterator[str]:
    """One block: its kind, its id, its words, and what it takes."""
    settled = f" ({block.settled.replace('_', ' ')})" if block.settled else ""
    first, *rest = ["".join(piece.text for piece in paragraph) for paragraph in block.paragraphs] or [""]
    yield f"{block.kind.upper()}: [{block.id}]{settled} {first}"
    yield from rest
    said = [piece for paragraph in block.paragraphs for piece in paragraph if piece.printed]
    for piece in said:
        yield f"  (printed: {piece.printed})"
    yield from details(view, block)


def details(view: SessionView, block: BlockView) -> Iterator[str]:
    """What a block takes: answers, numbers, rows, each as it is typed."""
    planned = view.plan[block.id].block
    if isinstance(planned, AskBlock):
        multiple = planned.fact and view.plan.facts[planned.fact].type == "multiple"
        some = "a ANSWER … (several, or none)" if multiple else "a ANSWER"
        unknown = " (not known: s REASON)" if planned.fact else ""
        yield f"  {some}: {' / '.join(block.options)}{unknown}"
    if isinstance(planned, Count) and not block.settled:
        for material in dict.fromkeys(name for name, _ in block.missing):
            yield f"  to be counted: c {material} {' '.join(planned.fields).upper()}"
        if not block.missing:
            yield from (f"  does not add up: {gap.said}" for gap in _gaps_in(view, planned))
            yield "  everything is counted; n goes on."
    if isinstance(planned, Record):
        yield f"  fields: {', '.join(f'{name} ({_limited(view, field)})' for name, field in planned.fields.items())}"
        for number, row in enumerate(block.rows, 1):
            yield f"  row {number}: {' '.join(f'{name}={value}' for name, value in row.items())}"

    if block.kind == "compute":
        yield f"  {worked_out(view.plan[block.id].block, block.worked, block.cannot)}"


def _limited(view: SessionView, field: RecordField) -> str:
    """A field's title, with what its values must be."""
    limits = " ".join(limit_words(field, view.limits(field)))
    return f"{field.title}, {limits}" if limits else field.title


def _gate(view: SessionView) -> Iterator[str]:
    found = next(one for one in view.announcements if one.step == view.gate)
    when = f"falls due at {wall(found.at)}" if found.at is not None else "falls due when the clock runs"
    clock = f" · {view.clock_line}" if view.clock.phase != "not_started" else ""
    yield f"WAIT: [{found.step}] {found.title or 'announcement'} {when}; it comes by itself{clock}"
    yield "  Meanwhile: t handed_in, i CATEGORY NOTE, p REASON; w waits; h lists all."


def _closed(view: SessionView) -> Iterator[str]:
    if not view.before_sealing:
        adds_up = ", and what was counted adds up" if view.habits.room else ""
        yield f"The {view.habits.matter} is closed{adds_up}. seal seals the record."
        yield from outcome_lines(view)
        return
    yield "The room is closed. This does not add up yet:"
    for gap in view.before_sealing:
        yield f"  {gap.said}"
    yield "Count again (c MATERIAL returned=27 …) or hand it over with the reason (out MATERIAL REASON), then seal."


def _at_the_end(view: SessionView) -> Iterator[str]:
    if not view.before_closing:
        yield f"The last step is passed. Close the {view.habits.matter} (close)."
        yield from outcome_lines(view)
        return
    close = f"close the {view.habits.matter} (close)"
    yield f"The last step is passed. This is still open (go BLOCK, or s BLOCK REASON); then {close}."
    for spot in view.before_closing:
        yield f"  {spot} · {view.block(spot).kind} · {beginning(view, spot)}"


def outcome_lines(view: SessionView) -> Iterator[str]:
    """What the script comes to, each line with its reasons below it."""
    yield from (f"  {line}" for line in told(view.outcome))


def beginning(view: SessionView, spot: str) -> str:
    """The first words of a block, for a list."""
    return textwrap.shorten(view.block(spot).text, 70, placeholder=" …")


def _gaps_in(view: SessionView, block: Count) -> Iterator[Gap]:
    """What does not add up among materials that are being counted back: now is the moment to look for it."""
    if "returned" in block.fields:
        yield from (gap for gap in view.before_sealing if gap.material in block.materials)


def clock_news(view: SessionView, before: SessionView | None) -> Iterator[str]:
    """When the students began and when what is to come falls due, said whenever that has changed: to be noted on paper."""
    clock = view.clock
    if clock.started_at is None or view.phase is Phase.SEALED or (before is not None and not _clock_moved(view, before)):
        return
    started = f"CLOCK: started {wall(clock.started_at)}"
    due = ", ".join(f"{one.title or one.step} {wall(at)}" for one, at in _to_come(view).values())
    if not view.announcements and clock.end_at is not None:
        due = f"scheduled time ends {wall(clock.end_at)}"
    if clock.phase == "stopped":
        yield f"{started}, {view.clock_line.removeprefix('clock ')}."
    elif clock.phase == "interrupted":
        yield f"{started}, stands still since {wall(view.clock.interrupted_at or view.now.utc)}."
    else:
        yield f"{started}{f'; {due}; note it on paper' if due else ''}."


def _clock_moved(view: SessionView, before: SessionView) -> bool:
    """Whether the clock began, stopped, stood still or went on, or something is to come at another time than was said."""
    if before.clock.started_at is None or {view.clock.phase, before.clock.phase} & {"stopped", "interrupted"}:
        return (view.clock.started_at, view.clock.phase) != (before.clock.started_at, before.clock.phase)
    said = _to_come(before)
    moments = [(at, said[step][1] if step in said else 0) for step, (_, at) in _to_come(view).items()]
    moments.append((view.clock.started_at or 0, before.clock.started_at))
    return any(abs(now - then) >= SECOND for now, then in moments)


def _to_come(view: SessionView) -> dict[str, tuple[DueView, int]]:
    """Announcements that are to come, and when, by their steps."""
    return {one.step: (one, one.at) for one in view.announcements if one.at is not None and not one.status}


def outline(view: SessionView) -> Iterator[str]:
    """Every step, stage by stage, and how it stands."""
    stage = ""
    for step in view.outline:
        if step.stage != stage:
            stage = step.stage
            yield f"{stage}:"
        mark = MARKS.get(step.state, step.state.replace("_", " "))
        yield f"  {step.ref}{' ' + step.title if step.title else ''}{' · ' + mark if mark else ''}"
    if view.open:
        yield "Open (go BLOCK, or s BLOCK REASON):"
        for spot in view.open:
            yield f"  {spot} · {view.block(spot).kind} · {beginning(view, spot)}"


def times(view: SessionView) -> Iterator[str]:
    """The clock, and every announcement."""
    clock = view.clock
    yield f"It is {view.wall} · {view.clock_line or 'this script has no clock'}"
    if clock.started_at is not None:
        yield f"  started {wall(clock.started_at)}, testing time so far {clock.elapsed // MINUTE} min"
        if lost := view.clock.lost:
            yield f"  interruptions took {lost // MINUTE} min, which the students get back"
    for one in view.announcements:
        due = f"due {wall(one.at)}" if one.at is not None else "not due while the clock stands still"
        yield f"  {one.step} {one.title}: {one.status.replace('_', ' ') or 'to come'}, {due}"


def room(view: SessionView) -> Iterator[str]:
    """What is known of the room."""
    for name, fact in view.known_facts:
        yield f"  {name}: {view.facts.get(name, 'not known yet')} · {fact.ask}"
    if view.testing is not None:
        counted = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in view.tallies.items() if number)
        yield f"  still testing: {view.testing} ({counted or 'no tally yet'})"
    for material in view.materials:
        counted = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in material.numbers.items())
        gap = f" · still out {material.still_out}" if material.still_out else ""
        yield f"  {material.id}: {counted or 'not counted yet'}{gap}"
    for incident in view.incidents:
        yield f"  incident {incident.number}: {incident.category.replace('_', ' ')} {wall(incident.at)} {incident.note}"
    for misread in view.misreads:
        yield f"  misread {misread.number}: {misread.block}, sentence {misread.sentence or 'not named'}"


def help_lines(view: SessionView) -> Iterator[str]:
    """Every command in one line; where there is no room, without those that only a room with students has."""
    verbs = [verb for name, verb in VERBS.items() if view.habits.room or name not in OF_A_ROOM]
    width = max(len(verb.usage) for verb in verbs)
    for verb in verbs:
        yield f"  {verb.usage:<{width}}  {verb.does}"


def seal_lines(view: SessionView, seal: str) -> Iterator[str]:
    """The seal, to be copied to paper."""
    rehearsal = "REHEARSAL · " if view.mode == "rehearsal" else ""
    yield f"SEAL: {rehearsal}{seal}"
    yield "  Write it on the paper form: whoever has it can prove that nothing in the record was changed."
