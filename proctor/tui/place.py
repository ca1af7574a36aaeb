"""Where a session is, in words, and whether it is quiet there."""

from __future__ import annotations

from proctor.state.state import Phase
from proctor.state.view import SessionView


def quiet(view: SessionView) -> bool:
    """Whether students test and nothing is asked of the administrator: the walk waits for what the clock brings."""
    return bool(view.gate) and view.phase is Phase.OPEN and view.clock.phase in ("running", "additional")


Part = tuple[str, int]
"""A part of the line that says where one is, and how soon it gives way where there is little room: 0 never does."""


def where(view: SessionView) -> tuple[Part, ...]:
    """``Read the instructions · step 5 of 25 · III.D.5 · manual p. 17 · school and district``."""
    if view.phase is Phase.CLOSED:
        return ((f"The {view.habits.matter} is closed", 0),)
    if view.phase is Phase.SEALED:
        return (("The record is sealed", 0),)
    block = view.at_hand if view.phase is Phase.INTERRUPTED else view.current
    if block is None:
        return (("Interrupted" if view.phase is Phase.INTERRUPTED else "At the end", 0),)
    parts: list[Part] = [(block.stage, 1) if block.stage else (_procedure(view), 0)]
    if view.over_the_walk == "announcement":
        parts = [("NOW DUE", 0)]
    elif view.over_the_walk == "visit":
        parts.append(("open", 0))
    elif view.reviewing:
        parts.insert(0, ("LOOKING BACK", 0))
    number, count = view.place
    if not view.over_the_walk and count:
        parts.append((f"step {number} of {count}", 2))
    parts.append((block.ref, 0))
    if block.page:
        parts.append((f"manual p. {block.page}", 4))
    if block.title:
        parts.append((block.title, 3))
    return tuple(parts)


def shortened(parts: tuple[Part, ...], room: int) -> str:
    """As many of the parts as there is room for, in their order; those go first that give way soonest."""
    kept = list(parts)
    while len(text := " · ".join(part for part, _ in kept)) > room and (most := max((rank for _, rank in kept), default=0)):
        kept.remove(next(part for part in kept if part[1] == most))
    return text


def _procedure(view: SessionView) -> str:
    name = view.set_off_by.replace("_", " ")
    return f"PROCEDURE: {'interruption' if name == 'interrupt' else name}"
