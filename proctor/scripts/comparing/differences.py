"""What two packs differ in, as frozen values. A thing that is the same is counted and not listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from proctor.scripts.comparing.fields import Change


class Fate(StrEnum):
    """What became of a thing. ``moved`` and ``renumbered``: nothing but its place, or its number or name, is another."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class BlockDiff:
    """A block that is not as it was. ``old_id`` and ``new_id`` are None where there is none."""

    kind: str
    fate: Fate
    old_id: str | None
    new_id: str | None
    text: str
    moved: bool
    changes: tuple[Change, ...]
    aloud: bool
    """Whether something else is read aloud for it, or at another place."""


@dataclass(frozen=True, slots=True)
class StepDiff:
    """A step that is not as it was. ``part`` is its stage's title, or the trigger of its procedure; places count from 1.

    Where it has moved, whatever else became of it, ``old_behind`` and ``new_behind`` are the refs of the steps it stood and
    stands behind ("" at the beginning). What is read aloud comes first among its blocks.
    """

    fate: Fate
    part: str
    title: str
    old_ref: str | None
    new_ref: str | None
    old_place: int | None
    new_place: int | None
    moved: bool = False
    old_behind: str = ""
    new_behind: str = ""
    changes: tuple[Change, ...] = ()
    blocks: tuple[BlockDiff, ...] = ()

    @property
    def aloud(self) -> bool:
        return any(block.aloud for block in self.blocks)

    @property
    def ref(self) -> str:
        return self.new_ref or self.old_ref or ""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that goes by name and is not as it was: a material, a fact, a document, a policy, a section …"""

    group: str
    fate: Fate
    name: str
    old_name: str
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many became what; ``aloud`` are those of the changed in which something else is read aloud."""

    same: int = 0
    changed: int = 0
    aloud: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    renumbered: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in Counts.__slots__))

    @property
    def differ(self) -> int:
        return self.changed + self.added + self.removed + self.moved + self.renumbered


@dataclass(frozen=True, slots=True)
class ScriptDiff:
    """A script of either pack. Of one that is new or gone the steps are counted, not listed."""

    fate: Fate
    id: str
    old_id: str
    title: str
    changes: tuple[Change, ...] = ()
    items: tuple[Item, ...] = ()
    steps: tuple[StepDiff, ...] = ()
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True)
class PackDiff:
    """Two packs held against each other. ``items`` are of the whole pack, ``steps`` those of the procedures that its scripts
    share; ``counts`` counts all steps, ``things`` all that goes by name, by its group."""

    old_id: str
    old_title: str
    new_id: str
    new_title: str
    changes: tuple[Change, ...]
    items: tuple[Item, ...]
    steps: tuple[StepDiff, ...]
    scripts: tuple[ScriptDiff, ...]
    counts: Counts
    things: Mapping[str, Counts]

    @property
    def same(self) -> bool:
        return not (self.changes or self.items or self.steps) and all(one.fate is Fate.SAME for one in self.scripts)


def counted(fates: Iterable[Fate], aloud: int = 0) -> Counts:
    found = list(fates)
    return Counts(**{fate.value: found.count(fate) for fate in Fate}, aloud=aloud)
