"""What goes with a kind of script: whether there is a room with students and a clock, and what its parts are called.

A kind that is not named here is delivered in a room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    """``place`` is what a session is told apart by, ``person`` who has it in hand, ``matter`` what is closed before the seal;
    ``room``: there are students, a clock, booklets, and incidents; ``fields``: what of an opening a form asks for."""

    place: str = "room"
    person: str = "administrator"
    matter: str = "room"
    room: bool = True
    fields: tuple[str, ...] = ("room", "administrator", "school", "district")

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """(field of an opening, what it is called) of what a form asks beside the facts."""
        names = {"room": self.place, "administrator": self.person}
        return tuple((field, names.get(field, field)) for field in self.fields)


IN_A_ROOM = Habits()

HABITS: Mapping[str, Habits] = {
    "scoring": Habits(place="strand", person="scorer", matter="scoring", room=False, fields=("room", "administrator")),
    "checklist": Habits(
        place="list", person="kept by", matter="list", room=False, fields=("administrator", "school", "district")
    ),
}


def habits_of(kind: str) -> Habits:
    """What goes with a kind of script, by its name."""
    return HABITS.get(kind, IN_A_ROOM)
