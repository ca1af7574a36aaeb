"""What the screen says where no block is to be acted on: waiting, interrupted, at the end, closed, sealed."""

from __future__ import annotations

from collections.abc import Iterator

from proctor.state.clock import wall
from proctor.state.outcome import told
from proctor.state.state import Phase
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.sheet import Line


def standing(view: SessionView, desk: Desk) -> tuple[Line, ...]:
    """Lines in place of a block; none where one is on screen."""
    if view.at_hand is not None:
        return ()
    match view.phase:
        case Phase.SEALED:
            return (*_sealed(desk), *_outcome(view))
        case Phase.CLOSED:
            return tuple(_closed(view))
        case Phase.INTERRUPTED:
            return tuple(_interrupted(view))
        case _:
            return tuple(_waiting(view) if view.gate else _at_the_end(view))


def _interrupted(view: SessionView) -> Iterator[Line]:
    since = view.clock.interrupted_at or (view.pauses[-1][0] if view.pauses else view.now.utc)
    yield "standing", f"Interrupted since {wall(since)}. The students' clock stands still."
    yield "standing", "g when the students go on; give the time if you key it late."


def _waiting(view: SessionView) -> Iterator[Line]:
    due = next((one for one in view.announcements if one.step == view.gate), None)
    title = due.title or due.step if due else view.gate
    if due is not None and due.at is not None:
        yield "standing", f"Waiting until {wall(due.at)}: {title} ({view.gate})."
    else:
        yield "standing", f"Waiting for {title} ({view.gate}); it is not due while the clock stands still."
    yield "standing", "It comes by itself. k makes it now and s passes it, each with a reason."


def _at_the_end(view: SessionView) -> Iterator[Line]:
    yield "standing", "The last block is passed."
    if view.before_closing:
        count = len(view.before_closing)
        yield "standing", f"{count} {'block is' if count == 1 else 'blocks are'} still open. x lists them, and goes to each."
    else:
        yield "standing", f"Nothing is open. x closes the {view.habits.matter}."
        yield from _outcome(view)
    if view.before_sealing:
        yield "standing", "Not accounted for (v counts again):"
        for gap in view.before_sealing:
            yield "standing", f"  {gap.said}"


def _closed(view: SessionView) -> Iterator[Line]:
    yield "standing", f"The {view.habits.matter} is closed."
    if view.before_sealing:
        yield "standing", "In the way of the seal:"
        for gap in view.before_sealing:
            yield "standing", f"  {gap.said}"
        yield "standing", "v counts again, or hands over with a reason."
    else:
        every = "Every booklet is accounted for. " if view.habits.room else ""
        yield "standing", f"{every}x seals the record."
        yield from _outcome(view)


def _outcome(view: SessionView) -> Iterator[Line]:
    """What the script comes to, with its reasons; nothing where it comes to nothing."""
    if view.outcome:
        yield "standing", ""
    yield from (("standing", line) for line in told(view.outcome))


def _sealed(desk: Desk) -> Iterator[Line]:
    seal = desk.session.seal() or ""
    rehearsal = "REHEARSAL · " if desk.mode == "rehearsal" else ""
    yield "standing", "The record is sealed. Write this on the paper form:"
    yield "standing", ""
    yield "large", f"   {rehearsal}{'   '.join(seal.split('-'))}"
    yield "standing", ""
    yield "standing", f"Whoever has these twelve characters ({seal}) can show that nothing in the record was changed since."
    if desk.path is not None:
        yield "standing", f"The record is {desk.path}"
    yield "standing", "q leaves it; a amends it, with a further seal."
