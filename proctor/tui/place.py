"""Where a session is, in words, and whether it is quiet there."""

from __future__ import annotations

from proctor.state.state import Phase
from proctor.state.view import SessionView


def quiet(view: SessionView) -> bool:
    """Whether students test and nothing is asked of the administrator: the walk waits for what the clock brings."""
    return bool(view.gate) and view.phase is Phase.OPEN and view.clock.phase in ("running", "additional")


def where(view: SessionView) -> str:
    """``Read the instructions · step 5 of 25 · III.D.5 · manual p. 17 · school and district``."""
    if view.phase is Phase.CLOSED:
        return "The room is closed"
    if view.phase is Phase.SEALED:
        return "The record is sealed"
    block = view.at_hand if view.phase is Phase.INTERRUPTED else view.current
    if block is None:
        return "Interrupted" if view.phase is Phase.INTERRUPTED else "At the end"
    parts = [block.stage or _procedure(view)]
    if view.over_the_walk == "announcement":
        parts = ["NOW DUE"]
    elif view.over_the_walk == "visit":
        parts.append("open")
    number, count = view.place
    if not view.over_the_walk and count:
        parts.append(f"step {number} of {count}")
    parts.append(block.ref)
    if block.page:
        parts.append(f"manual p. {block.page}")
    if block.title:
        parts.append(block.title)
    return " · ".join(parts)


def _procedure(view: SessionView) -> str:
    name = view.set_off_by.replace("_", " ")
    return f"PROCEDURE: {'interruption' if name == 'interrupt' else name}"
