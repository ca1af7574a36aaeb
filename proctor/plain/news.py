"""What came of a command where the screen does not show it: said in a line or two behind the ``ok``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from proctor.plain.printing import beginning, times
from proctor.scripts.blocks import Say
from proctor.state import events as ev
from proctor.state.clock import wall
from proctor.state.state import Entry
from proctor.state.text import sentences
from proctor.state.view import SessionView

FEW = 3
"""So many open blocks are listed one by one; of more only their steps."""


def news(entries: Sequence[Entry], view: SessionView, before: SessionView) -> Iterator[str]:
    """What the events of one command mean for the room, and what stands open since."""
    said = [line for entry in entries if (say := _NEWS.get(type(entry.event))) for line in say(entry.event, view)]
    yield from dict.fromkeys(said)
    if any(isinstance(entry.event, _OPENING) for entry in entries):
        yield from _now_open(view, before)


def notices(entries: Sequence[Entry]) -> Iterator[str]:
    """What the machine's clocks did while nobody looked."""
    for entry in entries:
        if isinstance(entry.event, ev.ClockDisagreed):
            yield f"NOTICE: {_DISAGREED[entry.event.kind]}"


def handover(view: SessionView, name: str) -> Iterator[str]:
    """For who takes over: what was read, what is due, what is open."""
    yield f"{name} takes over."
    if read := view.last_read:
        yield f"  read last: {read}"
    yield from times(view)
    if view.open:
        yield "Open (go BLOCK, or s BLOCK REASON):"
        yield from (f"  {spot} · {view.block(spot).kind} · {beginning(view, spot)}" for spot in view.open)


# -- one line an event ----------------------------------------------------------------------------------------------


def _tallied(event: ev.Tallied, view: SessionView) -> Iterator[str]:
    name = event.tally
    testing = "" if view.testing is None else f"; still testing: {view.testing}"
    yield f"  {name.replace('_', ' ')}: {view.tallies[name]}{testing}"


def _incident(event: ev.IncidentRecorded, view: SessionView) -> Iterator[str]:
    one = view.incidents[event.number - 1]
    yield f"  incident {one.number}: {one.category.replace('_', ' ')} {wall(one.at)} {one.note}".rstrip()
    if view.runs_on(one.category):
        yield "  The clock runs on; p REASON stops it, if testing is interrupted."


def _misread(event: ev.MisreadRecorded, view: SessionView) -> Iterator[str]:
    block = view.plan[event.block].block
    words = f": {sentences(block.text)[event.sentence - 1]}" if event.sentence and isinstance(block, Say) else ""
    yield f"  misread {event.number}: {event.block}{f', sentence {event.sentence}' if event.sentence else ''}{words}"
    yield "  m undo takes it back for ten seconds."


def _moved(event: ev.MaterialMoved, view: SessionView) -> Iterator[str]:
    sheet = view.numbers(event.material)
    numbers = ", ".join(f"{movement.replace('_', ' ')} {number}" for movement, number in sheet.items())
    yield f"  {event.material}: {numbers}"


def _not_needed(event: ev.AnnouncementNotNeeded, view: SessionView) -> Iterator[str]:
    yield f"  {_announcement(event.step, view)}: not needed, nobody is testing any more"


def _missed(event: ev.AnnouncementMissed, view: SessionView) -> Iterator[str]:
    yield f"  {_announcement(event.step, view)}: missed; it is not read any more, since a later one is due"


def _announcement(ref: str, view: SessionView) -> str:
    title = next((one.title for one in view.announcements if one.step == ref), "")
    return f"{ref} {title}".rstrip()


_NEWS: Mapping[type[ev.Event], Callable[[Any, SessionView], Iterator[str]]] = {
    ev.Tallied: _tallied,
    ev.IncidentRecorded: _incident,
    ev.MisreadRecorded: _misread,
    ev.MaterialMoved: _moved,
    ev.AnnouncementNotNeeded: _not_needed,
    ev.AnnouncementMissed: _missed,
}

_OPENING = (ev.FactSet, ev.ProcedurePutOff, ev.ProcedureStarted, ev.BlockReopened, ev.BranchSuperseded, ev.ComputedSuperseded)
"""What can open a block that the walk has passed."""

_DISAGREED: Mapping[str, str] = {
    "rebooted": "the machine was started anew; the time since was taken from the system clock",
    "wall_moved": "the system clock was moved; the testing clock goes on as before",
    "ran_backwards": "after a new start the system clock is behind; check it, and the start (at start H:MM)",
}


def _now_open(view: SessionView, before: SessionView) -> Iterator[str]:
    """Blocks that were passed and apply since, or were put off."""
    new = [spot for spot in view.open if spot not in before.open]
    if len(new) <= FEW:
        yield from (f"  open now: {spot} · {view.block(spot).kind} · {beginning(view, spot)}" for spot in new)
        return
    steps: dict[str, list[str]] = {}
    for spot in new:
        steps.setdefault(view.block(spot).ref, []).append(spot)
    for ref, spots in steps.items():
        yield f"  open now: {ref}, {len(spots)} {'block' if len(spots) == 1 else 'blocks'} (go {spots[0]} when there is time)"
