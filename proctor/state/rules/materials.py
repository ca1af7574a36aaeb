"""Rules of materials and of the tally of students: numbers that must add up before the seal."""

from __future__ import annotations

from typing import get_args

from proctor.scripts.models import Count, Movement, holds
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.plan import Planned
from proctor.state.rules.draft import Draft
from proctor.state.state import TALLIES, State

MOVABLE = ("issued", "returned", "void", "moved_in", "moved_out")
MOST = 100_000
"""More booklets than any room has; a slip of the finger is more likely."""


def missing_counts(state: State, planned: Planned) -> list[tuple[str, str]]:
    """The (material, movement) pairs that a count block still wants, for materials that apply in this room.

    One booklet that was moved (replaced before anybody counted, say) is no count of them all.
    """
    assert isinstance(planned.block, Count)
    return [pair for pair in wanted_counts(state, planned) if pair not in state.counted]


def wanted_counts(state: State, planned: Planned) -> list[tuple[str, str]]:
    """Every (material, movement) pair that a count block asks for in this room."""
    assert isinstance(planned.block, Count)
    here = [one for one in planned.block.materials if material_applies(state, one)]
    return [(material, movement) for material in here for movement in planned.block.fields]


def material_applies(state: State, material: str) -> bool:
    """Whether a material is in use in this room; one that hangs on a fact not known yet is, until it is known."""
    return holds(state.plan.materials[material].when, state.facts) is not False


def count_material(d: Draft, command: c.CountMaterial) -> None:
    """Enter counted numbers; each replaces what was known of that movement."""
    material = _known(d, command.material)
    if not command.numbers:
        d.refuse(f"say how many of {material}")
    for movement, number in command.numbers.items():
        if movement not in get_args(Movement):
            d.refuse(f"{movement!r} is no movement; expected one of {', '.join(get_args(Movement))}")
        if not 0 <= number <= MOST:
            d.refuse(f"{number} cannot be a number of {material}; expected 0 to {MOST:,}")
        d.add(ev.MaterialCounted(material=material, movement=movement, number=number))


def move_material(d: Draft, command: c.MoveMaterial) -> None:
    """One more issued, returned, void, moved in or out (or fewer, to correct a slip)."""
    material, movement = _known(d, command.material), command.movement
    if movement not in MOVABLE:
        d.refuse(f"{movement!r} is no movement; expected one of {', '.join(MOVABLE)}")
    note = d.words(command.note, "the note", required=False)
    if movement == "void" and not command.was_issued:
        _move(d, material, "issued", command.by, note)
    _move(d, material, movement, command.by, note)


def _move(d: Draft, material: str, movement: str, by: int, note: str) -> None:
    there = d.state.ledger.get(material, {}).get(movement, 0)
    if by == 0 or abs(by) > MOST or there + by < 0:
        d.refuse(f"{by:+d} cannot be; {there} of {material} are {movement.replace('_', ' ')}")
    d.add(ev.MaterialMoved(material=material, movement=movement, by=by, note=note))


def hand_over(d: Draft, command: c.HandOver) -> None:
    """Give the reason for what of a material does not add up."""
    material = _known(d, command.material)
    still_out, unaccounted = d.state.gaps(material)
    if not still_out and not unaccounted:
        d.refuse(f"{material} adds up; there is nothing to hand over")
    reason = d.words(command.reason, "the reason")
    d.add(ev.MaterialHandedOver(material=material, still_out=still_out, unaccounted=unaccounted, reason=reason))


def unexplained(state: State) -> list[tuple[str, int, int]]:
    """Materials that stand in the way of the seal: (material, still out, unaccounted for)."""
    found = []
    for material in state.plan.script.materials:
        gaps = state.gaps(material.id)
        if material.returned and any(gaps) and state.handed_over.get(material.id, (0, 0, ""))[:2] != gaps:
            found.append((material.id, *gaps))
    return found


def _known(d: Draft, typed: str) -> str:
    """A material by its id or an unambiguous beginning of it."""
    known = list(d.state.plan.materials)
    wanted = d.words(typed, "the material").lower().replace(" ", "_")
    fitting = [one for one in known if one == wanted] or [one for one in known if one.startswith(wanted)]
    if len(fitting) != 1:
        d.refuse(f"{typed.strip()[:40]!r} is no material of this script; there are {', '.join(known) or 'none'}")
    return fitting[0]


def tally(d: Draft, command: c.Tally) -> None:
    """Count students. Nothing goes below nought, nor more out of the room than are in it."""
    if command.tally not in TALLIES:
        d.refuse(f"{command.tally!r} is no tally; expected one of {', '.join(TALLIES)}")
    there = d.state.tallies.get(command.tally, 0)
    if command.by == 0 or abs(command.by) > MOST or there + command.by < 0:
        d.refuse(f"{command.by:+d} cannot be; the tally of {command.tally.replace('_', ' ')} is {there}")
    d.add(ev.Tallied(tally=command.tally, by=command.by))
    refuse_too_few(d)


def refuse_too_few(d: Draft) -> None:
    """Refuse what would leave fewer than no students testing."""
    if d.state.testing is not None and d.state.testing < 0:
        why = "more would have handed in or left than there are students"
        d.refuse(f"{why}; put their number right first (set students=…), or the tally (t)")
