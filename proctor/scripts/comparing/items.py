"""What goes by name in a pack (materials, facts, documents, policies, sections …), held against the same of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proctor.scripts.base import Model
from proctor.scripts.comparing.alignment import Letters, Pairs, Side, in_reading_order, named
from proctor.scripts.comparing.differences import Counts, Fate, Item, counted
from proctor.scripts.comparing.fields import Change, differing, folded, said, said_when
from proctor.scripts.policies import Policy, Ruling

Thing = Model | str
Row = Sequence[tuple[str, Thing]]

NO_CHANGE = frozenset({"id", "ref", "page", "steps", "rulings"})
"""Fields that are told otherwise, or tell only where in the manual something stands."""


@dataclass(slots=True)
class Items:
    """Compares group after group, and keeps how many of each became what."""

    letters: Letters
    things: dict[str, Counts] = field(default_factory=dict)

    def group(
        self, name: str, old: Row, new: Row, *, pair: Callable[[Sequence[Side], Sequence[Side]], Pairs] = named
    ) -> tuple[Item, ...]:
        """What became of the things of one group."""
        pairs = pair(self._sides(old), self._sides(new))
        found = [
            _item(name, old[i] if i is not None else None, new[j] if j is not None else None)
            for i, j in in_reading_order(len(old), len(new), pairs)
        ]
        self.things[name] = self.things.get(name, Counts()) + counted(item.fate for item in found)
        return tuple(item for item in found if item.fate is not Fate.SAME)

    def pairs(self, old: Row, new: Row) -> Pairs:
        """Which stands for which, by name."""
        return named(self._sides(old), self._sides(new))

    def _sides(self, row: Row) -> list[Side]:
        return [Side(self.letters.of(_main_words(one)), key=name, whole=one) for name, one in row]


def by(key: str, things: Iterable[Model]) -> list[tuple[str, Thing]]:
    """Things with their names; a second of the same name is "name (2)"."""
    found: dict[str, Thing] = {}
    for one in things:
        name = unique = str(getattr(one, key))
        number = 1
        while unique in found:
            number += 1
            unique = f"{name} ({number})"
        found[unique] = one
    return list(found.items())


def listed(things: Mapping[str, Model] | Mapping[str, str]) -> list[tuple[str, Thing]]:
    return [(name, one) for name, one in things.items()]


def _main_words(one: Thing) -> str:
    """What a thing is known by where its name is another: what it says, and if it has steps what these say."""
    if isinstance(one, str):
        return one
    blocks = [block for step in getattr(one, "steps", ()) for block in step.blocks]
    said_here = [getattr(one, name, "") for name in ("title", "ask", "text")]
    return " ".join(map(str, [*said_here, *(getattr(block, "text", "") for block in blocks)]))


def _item(group: str, old: tuple[str, Thing] | None, new: tuple[str, Thing] | None) -> Item:
    name, one = new or old or ("", "")
    changes = tuple(_changes(old[1] if old else None, new[1] if new else None))
    if old and new:
        fate = Fate.CHANGED if changes else Fate.SAME if old[0] == new[0] else Fate.RENUMBERED
    else:
        fate = Fate.ADDED if new else Fate.REMOVED
    title = "" if isinstance(one, str) else folded(str(getattr(one, "title", "")))
    return Item(group, fate, name, old[0] if old else name, title, changes)


def _changes(old: Thing | None, new: Thing | None) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, str) or isinstance(new, str):
        yield Change("text", said(old), said(new))
        return
    yield from differing(old, new, NO_CHANGE)
    if isinstance(old, Policy) or isinstance(new, Policy):
        yield from _ruling_changes(_rulings(old), _rulings(new))


def _rulings(policy: Thing | None) -> tuple[Ruling, ...]:
    return policy.rulings if isinstance(policy, Policy) else ()


def _ruling_changes(old: Sequence[Ruling], new: Sequence[Ruling]) -> Iterator[Change]:
    """Rulings are paired by where they hold; of one that is new or gone all is told."""
    letters = Letters()
    sides = [[Side(letters.of(one.answer), key=_scope(one) or "everywhere") for one in row] for row in (old, new)]
    for i, j in in_reading_order(len(old), len(new), named(*sides)):
        before, after = old[i] if i is not None else None, new[j] if j is not None else None
        scope = _scope(after or before)
        for change in differing(before, after):
            yield Change(f"{change.what} ({scope})" if scope else change.what, change.old, change.new)


def _scope(ruling: Ruling | None) -> str:
    """Where a ruling holds, "" where everywhere."""
    if ruling is None:
        return ""
    return ", ".join(part for part in (*ruling.scripts, *ruling.stages, said_when(ruling.when)) if part)
