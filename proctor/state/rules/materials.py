"""Rules of materials and of the tally of students: numbers that must add up before the seal."""

from __future__ import annotations

from dataclasses import dataclass

from proctor.scripts.blocks import MOVEMENTS
from proctor.scripts.facts import holds
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.facts import spell
from proctor.state.rules.draft import Draft, key
from proctor.state.state import TALLIES, State

MOVABLE = ("issued", "returned", "void", "moved_in", "moved_out")
MOST = 100_000
"""More booklets than any room has; a slip of the finger is more likely."""


def count_material(d: Draft, command: c.CountMaterial) -> None:
    """Enter counted numbers; each replaces what was known of that movement."""
    material = _known(d, command.material)
    if not command.numbers:
        d.refuse(f"say how many of {material}")
    for movement, number in command.numbers.items():
        if movement not in MOVEMENTS:
            d.refuse(f"{movement!r} is no movement; expected one of {', '.join(MOVEMENTS)}")
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
    gap = _gap_of(d.state, material)
    if not gap:
        d.refuse(f"{material} adds up; there is nothing to hand over")
    reason = d.words(command.reason, "the reason")
    d.add(ev.MaterialHandedOver(material=material, still_out=gap.still_out, unaccounted=gap.unaccounted, reason=reason))


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a material does not add up; true where anything does not. ``uncounted``: nobody counted it back."""

    material: str
    still_out: int
    unaccounted: int
    uncounted: bool

    def __bool__(self) -> bool:
        return self.uncounted or bool(self.still_out or self.unaccounted)

    @property
    def said(self) -> str:
        """In words, for a message."""
        parts = ["not counted back"] if self.uncounted else []
        if self.still_out > 0 and not self.uncounted:
            parts.append(f"{self.still_out} still out")
        elif self.still_out < 0:
            parts.append(f"{-self.still_out} more came back than were issued")
        if self.unaccounted > 0:
            parts.append(f"{self.unaccounted} of those received neither issued nor unassigned")
        elif self.unaccounted < 0:
            parts.append(f"{-self.unaccounted} more issued or unassigned than were received")
        return f"{spell(self.material)}: {', '.join(parts)}"


def unexplained(state: State) -> tuple[Gap, ...]:
    """Materials that stand in the way of the seal: what does not add up and was not handed over as it stands now."""
    gaps = (_gap_of(state, one.id) for one in state.plan.script.materials if one.returned)
    return tuple(gap for gap in gaps if gap and not _handed_over(state, gap))


def _handed_over(state: State, gap: Gap) -> bool:
    left = state.handed_over.get(gap.material)
    return left is not None and left[:2] == (gap.still_out, gap.unaccounted)


def _gap_of(state: State, material: str) -> Gap:
    """A material that comes back has to be counted, if it certainly is in use or something was counted of it."""
    known = state.plan.materials[material]
    sure = known.returned and (holds(known.when, state.facts) is True or material in state.ledger)
    return Gap(material, *state.gaps(material), uncounted=sure and (material, "returned") not in state.counted)


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
    if command.tally == "handed_in" and d.state.plan.has_clock and d.state.course.start is None:
        d.refuse("the students have not begun yet")
    d.add(ev.Tallied(tally=command.tally, by=command.by))
    refuse_too_few(d)


def refuse_too_few(d: Draft) -> None:
    """Refuse what would leave fewer than no students testing."""
    if d.state.testing is not None and d.state.testing < 0:
        why = "more would have handed in or left than there are students"
        d.refuse(f"{why}; put their number right first", key("set students=…"), ", or the tally", key("t"))
