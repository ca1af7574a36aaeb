"""The steps of a script, or of a procedure, held against those of another, and their blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proctor.scripts.blocks import Ask, BlockBase
from proctor.scripts.comparing.alignment import Letters, Side, aligned, in_reading_order, out_of_turn
from proctor.scripts.comparing.differences import BlockDiff, Counts, Fate, StepDiff, counted
from proctor.scripts.comparing.fields import Change, differing, folded
from proctor.scripts.models import Script, Step

ALOUD = frozenset({"text", "kind", "slots", "when"})
"""Fields of a say block that decide what is read aloud."""

NO_CHANGE = frozenset({"ref", "page", "after", "blocks"})
"""Fields of a step that are told otherwise, or tell only where in the manual it stands."""

Numbered = tuple[str, BlockBase]
"""A block and its id."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A step where it stands: in a stage, or in a procedure. ``part`` is what people call that."""

    step: Step
    stage: str
    part: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What differs in a row of steps."""

    steps: tuple[StepDiff, ...] = ()
    counts: Counts = field(default_factory=Counts)

    def __add__(self, other: Walk) -> Walk:
        return Walk(self.steps + other.steps, self.counts + other.counts)


def in_stages(script: Script) -> list[Stood]:
    return [Stood(step, stage.id, folded(stage.title)) for stage, step in script.steps()]


def in_procedure(name: str, steps: Iterable[Step]) -> list[Stood]:
    return [Stood(step, name, f"procedure {name}") for step in steps]


def compare(old: Sequence[Stood], new: Sequence[Stood], stages: Mapping[str, str], letters: Letters) -> Walk:
    """What became of each step; ``stages`` says which stage of the new row each of the old one's is."""
    pairs = aligned(_sides(old, letters), _sides(new, letters))
    moved = out_of_turn(pairs)
    refs = {old[i].step.ref: new[j].step.ref for i, j in pairs}
    found = []
    for i, j in in_reading_order(len(old), len(new), pairs):
        if i is None or j is None:
            found.append(_alone(old, new, i, j))
        else:
            goes = j in moved or stages.get(old[i].stage) != new[j].stage
            blocks = tuple(_blocks(old[i].step, new[j].step, refs, letters))
            found.append(_both(old, new, (i, j), blocks, moved=goes))
    aloud = sum(step.aloud for step in found if step.fate is Fate.CHANGED)
    return Walk(tuple(one for one in found if one.fate is not Fate.SAME), counted((one.fate for one in found), aloud=aloud))


def _sides(row: Sequence[Stood], letters: Letters) -> list[Side]:
    return [Side(letters.of(one.step.title, *map(_text, one.step.blocks)), key=one.step.ref, whole=one) for one in row]


def _alone(old: Sequence[Stood], new: Sequence[Stood], i: int | None, j: int | None) -> StepDiff:
    """A step that stands on one side only, with all that it says."""
    before, after = _at(old, i), _at(new, j)
    one = after or before
    assert one is not None
    pairs: list[tuple[Numbered | None, Numbered | None]]
    pairs = [(None, block) if after else (block, None) for block in one.step.numbered()]
    return StepDiff(
        fate=Fate.ADDED if after else Fate.REMOVED,
        part=one.part,
        title=folded(one.step.title),
        old_ref=before.step.ref if before else None,
        new_ref=after.step.ref if after else None,
        old_place=None if i is None else i + 1,
        new_place=None if j is None else j + 1,
        changes=tuple(differing(before.step if before else None, after.step if after else None, NO_CHANGE)),
        blocks=_aloud_first(_block(*pair, moved=False) for pair in pairs),
    )


def _at(row: Sequence[Stood], place: int | None) -> Stood | None:
    return None if place is None else row[place]


def _both(
    old: Sequence[Stood], new: Sequence[Stood], places: tuple[int, int], blocks: tuple[BlockDiff, ...], *, moved: bool
) -> StepDiff:
    i, j = places
    before, after = old[i], new[j]
    changes = tuple(differing(before.step, after.step, NO_CHANGE))
    if blocks or changes:
        fate = Fate.CHANGED
    elif moved:
        fate = Fate.MOVED
    else:
        fate = Fate.SAME if before.step.ref == after.step.ref else Fate.RENUMBERED
    if moved and before.part != after.part:
        changes = (Change("stage", before.part, after.part), *changes)
    return StepDiff(
        fate=fate,
        part=after.part,
        title=folded(after.step.title),
        old_ref=before.step.ref,
        new_ref=after.step.ref,
        old_place=i + 1,
        new_place=j + 1,
        moved=moved,
        old_behind=old[i - 1].step.ref if moved and i else "",
        new_behind=new[j - 1].step.ref if moved and j else "",
        changes=changes,
        blocks=blocks,
    )


# -- blocks -----------------------------------------------------------------------------------------------------------


def _blocks(old: Step, new: Step, refs: Mapping[str, str], letters: Letters) -> tuple[BlockDiff, ...]:
    """Those that are not as they were."""
    before = [(block_id, _following(block, refs)) for block_id, block in old.numbered()]
    after = list(new.numbered())
    if [block for _, block in before] == [block for _, block in after]:
        return ()
    sides = [[Side(letters.of(_text(block)), kind=_kind(block), whole=block) for _, block in row] for row in (before, after)]
    pairs = aligned(*sides)
    moved = out_of_turn(pairs)
    found = [
        _block(before[i] if i is not None else None, after[j] if j is not None else None, moved=j in moved)
        for i, j in in_reading_order(len(before), len(after), pairs)
    ]
    return _aloud_first(block for block in found if block.fate is not Fate.SAME)


def _block(old: Numbered | None, new: Numbered | None, *, moved: bool) -> BlockDiff:
    """A block of both sides, or of one, with all that differs."""
    before, after = old[1] if old else None, new[1] if new else None
    one = after or before
    assert one is not None
    if before and after:
        changes = _text_first(differing(before, after))
        fate = Fate.CHANGED if changes else Fate.MOVED if moved else Fate.SAME
    else:
        changes = _text_first(differing(before, after, {"kind"}))
        fate = Fate.ADDED if after else Fate.REMOVED
    says = "say" in (_kind(before), _kind(after))
    return BlockDiff(
        kind=_kind(one),
        fate=fate,
        old_id=old[0] if old else None,
        new_id=new[0] if new else None,
        text=folded(_text(one)),
        moved=moved,
        changes=changes,
        aloud=says and (moved or fate is not Fate.CHANGED or any(change.what in ALOUD for change in changes)),
    )


def _following(block: BlockBase, refs: Mapping[str, str]) -> BlockBase:
    """An old block with the steps that it leads to under their new numbers."""
    if not isinstance(block, Ask) or all(option.goto is None for option in block.options):
        return block
    options = [option.model_copy(update={"goto": refs.get(option.goto or "", option.goto)}) for option in block.options]
    return block.model_copy(update={"options": tuple(options)})


def _text_first(changes: Iterator[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: change.what != "text"))


def _aloud_first(blocks: Iterable[BlockDiff]) -> tuple[BlockDiff, ...]:
    return tuple(sorted(blocks, key=lambda block: not (block.aloud or block.kind == "say")))


def _kind(block: BlockBase | None) -> str:
    return str(getattr(block, "kind", ""))


def _text(block: BlockBase) -> str:
    return str(getattr(block, "text", ""))
