"""What changed between two packs, say of two years of a manual: script by script, step by step, as frozen values.

Steps are paired by their words, then by their numbers (:mod:`proctor.scripts.comparing.alignment`), so that one step put
in renumbers the later ones and changes none. What tells nothing of what is to be said or done is no change: a page of the
manual, how lines are broken, the pack's own id, a ``goto`` that follows its renumbered step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from proctor.scripts.comparing.alignment import Letters, Pairs, Side, aligned, in_reading_order, named, out_of_turn
from proctor.scripts.comparing.differences import BlockDiff, Counts, Fate, Item, PackDiff, ScriptDiff, StepDiff, counted
from proctor.scripts.comparing.fields import Change, differing, folded, said
from proctor.scripts.comparing.items import Items, by, listed
from proctor.scripts.comparing.marks import Mark, Span
from proctor.scripts.comparing.steps import Walk, compare, in_procedure, in_stages
from proctor.scripts.header import PackHeader
from proctor.scripts.models import Script, Step
from proctor.scripts.policies import Pack

__all__ = [
    "BlockDiff", "Change", "Counts", "Fate", "Item", "Mark", "PackDiff", "ScriptDiff", "Span", "StepDiff", "diff",
]  # fmt: skip

OF_THE_PACK = frozenset({"title", "authority", "read_aloud", "summary"})
"""Fields of a header that are told as they stand; its lists are gone through thing by thing."""

OF_THE_SCRIPT = frozenset({"id", "timing", "facts", "materials", "procedures", "stages"})
"""Fields of a script that are not."""

Procedures = Mapping[str, Sequence[Step]]


def diff(old: Pack, new: Pack) -> PackDiff:
    """What changed from the old pack to the new one."""
    letters = Letters()
    return _Comparison(old, new, letters, Items(letters)).result()


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One run over two packs."""

    old: Pack
    new: Pack
    letters: Letters
    items: Items

    def result(self) -> PackDiff:
        old, new = self.old.header, self.new.header
        pairs = self._pairs()
        shared, apart = self._shared()
        scripts = tuple(self._scripts(pairs, apart))
        walk = self._procedures(shared, old.procedures, new.procedures)
        return PackDiff(
            old_id=old.id,
            old_title=folded(old.title),
            new_id=new.id,
            new_title=folded(new.title),
            changes=(*self._changes(), *self._order(pairs)),
            items=(*self._of_the_header(), *self._asked()),
            steps=walk.steps,
            scripts=scripts,
            counts=sum((one.counts for one in scripts), walk.counts),
            things=dict(self.items.things),
        )

    def _changes(self) -> Iterator[Change]:
        yield from differing(self.old.header, self.new.header, PackHeader.model_fields.keys() - OF_THE_PACK)
        yield from _of("policies", differing(self.old.policies, self.new.policies, {"policies", "silences"}))
        yield from _of("sections", differing(self.old.sections, self.new.sections, {"sections"}))
        yield from _of("calendar", differing(self.old.calendar, self.new.calendar, {"entries"}))

    def _of_the_header(self) -> Iterator[Item]:
        old, new = self.old.header, self.new.header
        yield from self.items.group("document", listed(old.documents), listed(new.documents))
        yield from self.items.group("contact", by("title", old.contacts), by("title", new.contacts))
        yield from self.items.group("date", by("title", old.schedule), by("title", new.schedule))
        yield from self.items.group("pronunciation", listed(old.pronunciations), listed(new.pronunciations))
        yield from self.items.group("incident", by("id", old.incidents), by("id", new.incidents))

    def _asked(self) -> Iterator[Item]:
        """Policies and what is offered go by their ids; plain sections by their words first, as steps do: one put in renames
        the later ones."""
        old, new = self.old.policies, self.new.policies
        yield from self.items.group("policy", by("id", old.policies), by("id", new.policies))
        yield from self.items.group("silence", by("title", old.silences), by("title", new.silences))
        calendars = by("id", self.old.calendar.entries), by("id", self.new.calendar.entries)
        yield from self.items.group("offering", *calendars)
        sections = by("ref", self.old.sections.sections), by("ref", self.new.sections.sections)
        yield from self.items.group("section", *sections, pair=aligned)

    # -- scripts ------------------------------------------------------------------------------------------------------

    def _pairs(self) -> Pairs:
        """Which script stands for which: by id, else by title and words."""
        old, new = ([Side(self._words(script), key=script.id) for script in pack.scripts] for pack in (self.old, self.new))
        return named(old, new)

    def _words(self, script: Script) -> str:
        blocks = (block for _, step in script.steps() for block in step.blocks)
        return self.letters.of(script.title, *(str(getattr(block, "text", "")) for block in blocks))

    def _order(self, pairs: Pairs) -> Iterator[Change]:
        if out_of_turn(pairs):
            before = [self.old.scripts[i].id for i, _ in sorted(pairs)]
            yield Change("order of scripts", said(before), said([self.new.scripts[j].id for _, j in pairs]))

    def _scripts(self, pairs: Pairs, apart: Collection[str]) -> Iterator[ScriptDiff]:
        for i, j in in_reading_order(len(self.old.scripts), len(self.new.scripts), pairs):
            old = None if i is None else self.old.scripts[i]
            new = None if j is None else self.new.scripts[j]
            if old and new:
                yield self._script(old, new, apart)
            elif new:
                yield _alone(new, Fate.ADDED)
            elif old:
                yield _alone(old, Fate.REMOVED)

    def _script(self, old: Script, new: Script, apart: Collection[str]) -> ScriptDiff:
        changes = (*differing(old, new, OF_THE_SCRIPT), *differing(old.timing, new.timing))
        stages = by("id", old.stages), by("id", new.stages)
        items = (
            *self.items.group("fact", listed(old.facts), listed(new.facts)),
            *self.items.group("material", by("id", old.materials), by("id", new.materials)),
            *self.items.group("stage", *stages),
        )
        same_stages = {old.stages[i].id: new.stages[j].id for i, j in self.items.pairs(*stages)}
        walk = compare(in_stages(old), in_stages(new), same_stages, self.letters)
        walk += self._procedures(self._own(old, new, apart), old.procedures, new.procedures)
        fate = Fate.CHANGED if changes or items or walk.steps else Fate.SAME if old.id == new.id else Fate.RENUMBERED
        return ScriptDiff(fate, new.id, old.id, folded(new.title), changes, items, walk.steps, walk.counts)

    # -- procedures ---------------------------------------------------------------------------------------------------

    def _procedures(self, names: Collection[str], old: Procedures, new: Procedures) -> Walk:
        found = Walk()
        for name in names:
            before, after = in_procedure(name, old.get(name, ())), in_procedure(name, new.get(name, ()))
            found += compare(before, after, {name: name}, self.letters)
        return found

    def _shared(self) -> tuple[list[str], set[str]]:
        """Names of procedures that are compared once, for the pack; and of those that are compared script by script, since
        one pack has for all its scripts what some of the other's have for themselves."""
        both = (self.old, self.new)
        names = list({**self.old.header.procedures, **self.new.header.procedures})
        own = {
            name
            for name in names
            for pack in both
            if name not in pack.header.procedures and any(name in script.procedures for script in pack.scripts)
        }
        return [name for name in names if name not in own], own

    def _own(self, old: Script, new: Script, apart: Collection[str]) -> list[str]:
        """Names of procedures to be compared in these scripts: not those that both have from their packs."""
        sides = ((old, self.old.header), (new, self.new.header))
        return [
            name
            for name in {**old.procedures, **new.procedures}
            if name in apart or any(one.procedures.get(name) != pack.procedures.get(name) for one, pack in sides)
        ]


def _alone(script: Script, fate: Fate) -> ScriptDiff:
    counts = counted(fate for _ in script.steps())
    return ScriptDiff(fate, script.id, script.id, folded(script.title), counts=counts)


def _of(group: str, changes: Iterator[Change]) -> Iterator[Change]:
    for change in changes:
        yield Change(f"{group}: {change.what}", change.old, change.new)
