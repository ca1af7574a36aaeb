"""A script laid out for walking: every block with its id, its step and its stage, in order.

An id is ``<ref>/<n>``; n counts a step's blocks from 1. A *spot* is where a session can be: a block's id, the same with
``?<fact>`` behind it where a fact must be asked before it can be said whether the block applies, or with ``#<run>`` for a
block of a procedure's run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from proctor.scripts.blocks import Ask, BlockBase, Count, Say
from proctor.scripts.facts import Fact, FactValue, When, holds
from proctor.scripts.models import Material, Script, Stage, Step, facts_of
from proctor.scripts.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Planned:
    """A block in its place. ``number`` is its place among all blocks of the stages, -1 in a procedure."""

    id: str
    block: BlockBase
    step: Step
    stage: Stage | None
    number: int
    hangs_on: tuple[When, ...] = ()
    """Facts (as the keys of conditions) that do not hide the block but must be known before it can be shown: those on which
    materials to be counted hang, and those that are said in place of printed brackets."""

    @property
    def text(self) -> str:
        return str(getattr(self.block, "text", ""))

    @property
    def kind(self) -> str:
        return str(getattr(self.block, "kind", ""))

    @property
    def in_any_order(self) -> bool:
        return self.stage is not None and self.stage.order == "any"

    @property
    def conditions(self) -> tuple[When, ...]:
        """What decides whether the block applies: its stage's condition, its step's and its own."""
        return (self.stage.when if self.stage else {}, self.step.when, self.block.when)


class Plan:
    """One script, laid out. Compared by identity: it is where a state lives, not part of it.

    ``added`` are tasks of a checklist that the journal tells of, each with the id of the stage at whose end it stands: steps
    like any other.
    """

    def __init__(self, snapshot: Snapshot, added: tuple[tuple[str, Step], ...] = ()) -> None:
        self.snapshot = snapshot
        self.added = added
        self.own = frozenset(step.ref for _, step in added)
        self.facts: Mapping[str, Fact] = facts_of(snapshot.script)

    @cached_property
    def script(self) -> Script:
        """The script with what was added. Laid out when somebody asks: a journal that tells of many tasks is folded first."""
        return _with_added(self.snapshot.script, self.added)

    @cached_property
    def blocks(self) -> tuple[Planned, ...]:
        """Every block of the stages, in order."""
        return tuple(_lay_out(self.script))

    @cached_property
    def procedures(self) -> Mapping[str, tuple[Planned, ...]]:
        """The blocks of each procedure, by what sets it off."""
        return {
            trigger: tuple(one for step in steps for one in _blocks_of(self.script, step, None, -1))
            for trigger, steps in self.script.procedures.items()
        }

    @cached_property
    def _by_id(self) -> Mapping[str, Planned]:
        every = (*self.blocks, *(one for blocks in self.procedures.values() for one in blocks))
        return {one.id: one for one in every}

    @cached_property
    def _first(self) -> Mapping[str, int]:
        first: dict[str, int] = {}
        for one in self.blocks:
            first.setdefault(one.step.ref, one.number)
        return first

    def with_task(self, stage: str, step: Step) -> Plan:
        """This plan with one more task, at the end of a stage."""
        return Plan(self.snapshot, (*self.added, (stage, step)))

    def as_opened(self) -> Plan:
        """This plan without the tasks that were added."""
        return Plan(self.snapshot) if self.added else self

    def get(self, spot: str) -> Planned | None:
        """The block of a spot; for ``<block>?<fact>`` a question made from the fact. None where there is no such spot."""
        if "#" in spot:
            return self._of_run(*spot.split("#", 1))
        if "?" in spot:
            return self._question(*spot.split("?", 1))
        return self._by_id.get(spot)

    def _of_run(self, block_id: str, run: str) -> Planned | None:
        found = self._by_id.get(block_id)
        return found if found is not None and found.stage is None and run.isascii() and run.isdecimal() else None

    def _question(self, block_id: str, fact: str) -> Planned | None:
        found = self._by_id.get(block_id)
        if found is None or found.stage is None or fact not in self.facts:
            return None
        if not any(fact in when for when in (*found.conditions, *found.hangs_on)):
            return None
        question = Ask(text=self.facts[fact].ask, fact=fact)
        return Planned(f"{block_id}?{fact}", question, found.step, found.stage, found.number)

    def __getitem__(self, spot: str) -> Planned:
        found = self.get(spot)
        if found is None:
            raise KeyError(spot)
        return found

    def first_of(self, ref: str) -> int | None:
        """The number of the first block of a step of the stages."""
        return self._first.get(ref)

    def blocks_of(self, ref: str) -> tuple[Planned, ...]:
        """A step's blocks; of the stages only."""
        return tuple(one for one in self.blocks if one.step.ref == ref)

    @cached_property
    def announcements(self) -> tuple[Planned, ...]:
        """The first block of each step that falls due by the clock, in order."""
        return tuple(one for one in self.blocks if one.step.at and self._first[one.step.ref] == one.number)

    @cached_property
    def materials(self) -> Mapping[str, Material]:
        return {material.id: material for material in self.script.materials}

    @cached_property
    def has_clock(self) -> bool:
        """Whether some block starts a testing clock."""
        return any(one.block.clock == "start" for one in self.blocks)

    def due_after(self, ref: str) -> int:
        """Milliseconds of testing time after which an announcement is due; the pack's check has seen that there is one."""
        step = self.blocks[self._first[ref]].step
        return step.due_after(self.script.timing.scheduled_minutes) or 0


def fact_asked(spot: str) -> str:
    """The fact that a spot asks for: ``labels`` of ``III.D.8/1?labels``; "" where it asks for none."""
    return spot.partition("?")[2]


def _with_added(script: Script, added: tuple[tuple[str, Step], ...]) -> Script:
    if not added:
        return script
    stages = tuple(
        stage.model_copy(update={"steps": (*stage.steps, *(step for stage_id, step in added if stage_id == stage.id))})
        for stage in script.stages
    )
    return script.model_copy(update={"stages": stages})


def _lay_out(script: Script) -> Iterator[Planned]:
    number = 0
    for stage, step in script.steps():
        for one in _blocks_of(script, step, stage, number):
            yield one
            number += 1


def _blocks_of(script: Script, step: Step, stage: Stage | None, number: int) -> Iterator[Planned]:
    materials = {material.id: material.when for material in script.materials}
    for n, block in enumerate(step.blocks):
        counted = block.materials if isinstance(block, Count) else ()
        slots = block.slots.values() if isinstance(block, Say) else ()
        hangs_on: list[When] = [when for one in counted if (when := materials[one])]
        hangs_on += [{slot.fact: ()} for slot in slots]
        yield Planned(f"{step.ref}/{n + 1}", block, step, stage, number + n if stage else -1, tuple(hangs_on))


def applies(planned: Planned, facts: Mapping[str, FactValue], declined: frozenset[str], in_hand: frozenset[str]) -> bool | str:
    """Whether a block applies in this room; the name of a fact where that must be asked first.

    A fact that was asked for and is not known hides nothing: better one sentence too many than one too few.
    """
    if planned.block.when_out and not in_hand.intersection(planned.block.when_out):
        return False
    unknown = ""
    for when in planned.conditions:
        verdict = holds(when, facts)
        if verdict is False:
            return False
        if verdict is None and not unknown:
            unknown = _unknown(when, facts, declined)
    for when in planned.hangs_on:
        unknown = unknown or _unknown(when, facts, declined)
    return unknown or True


def _unknown(when: When, facts: Mapping[str, FactValue], declined: frozenset[str]) -> str:
    return next((name for name in when if name not in facts and name not in declined), "")
