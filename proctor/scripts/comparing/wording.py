"""What changed, in the sentences of a report, whatever it is drawn on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proctor.scripts.comparing.differences import Counts, Fate, Item, PackDiff, ScriptDiff, StepDiff

PLURALS = {"policy": "policies"}
"""Of groups whose plural is no mere s."""


def summary(diff: PackDiff) -> Iterator[str]:
    """The sentences on top: the steps, then what else there is."""
    if diff.same:
        yield f"Nothing changed: {_many(diff.counts.same, 'step')}, and all that goes with them."
        return
    yield f"{of_steps(diff.counts)}."
    for group, counts in diff.things.items():
        if counts.differ:
            yield f"{_plural(group).capitalize()}: {of_things(counts)}."


def of_steps(counts: Counts) -> str:
    """``12 steps changed, 3 of them in what is read aloud; 1 added; 0 removed; 38 the same``."""
    aloud = f", {counts.aloud} of them in what is read aloud" if counts.changed else ""
    parts = [f"{_many(counts.changed, 'step')} changed{aloud}", f"{counts.added} added", f"{counts.removed} removed"]
    parts += [f"{counts.moved} moved"] if counts.moved else []
    parts += [f"{counts.renumbered} renumbered"] if counts.renumbered else []
    return "; ".join([*parts, f"{counts.same} the same"])


def of_things(counts: Counts) -> str:
    """``2 changed, 1 added, 38 the same``; what there is none of is left out."""
    named = (
        (counts.changed, "changed"),
        (counts.added, "added"),
        (counts.removed, "removed"),
        (counts.moved, "moved"),
        (counts.renumbered, "renamed"),
        (counts.same, "the same"),
    )
    return ", ".join(f"{count} {what}" for count, what in named if count)


def of_script(script: ScriptDiff) -> str:
    """Its name, its old one where that was another, and where it is new or gone that it is."""
    was = f" (was {script.old_id})" if script.old_id != script.id else ""
    fate = f" · {script.fate}, {_many(script.counts.differ, 'step')}" if script.fate in (Fate.ADDED, Fate.REMOVED) else ""
    return f"{script.id}{was} · {script.title}{fate}"


def of_item(item: Item) -> str:
    was = f" (was {item.old_name})" if item.old_name != item.name else ""
    fate = "renamed" if item.fate is Fate.RENUMBERED else item.fate.value
    title = f" · {item.title}" if item.title and item.fate is not Fate.ADDED and item.title != item.name else ""
    return f"{item.group} {item.name}{was}{title} · {fate}"


def of_step(step: StepDiff) -> str:
    """``III.D.8 (was III.D.7) · moved: it stood behind III.D.3 · changed``."""
    was = f" (was {step.old_ref})" if step.old_ref and step.new_ref and step.old_ref != step.new_ref else ""
    title = f" · {step.title}" if step.title and step.fate is not Fate.ADDED else ""
    goes = f" · moved: stood {_behind(step.old_behind)}, stands {_behind(step.new_behind)}" if step.moved else ""
    fate = "" if step.fate is Fate.MOVED else f" · {step.fate}"
    return f"{step.ref}{was}{title}{goes}{fate}"


def of_run(steps: Sequence[StepDiff]) -> str:
    """Steps one after the other of which nothing but the number is another."""
    first, last = steps[0], steps[-1]
    if len(steps) == 1:
        return f"{first.new_ref} was {first.old_ref}; else the same"
    return f"{first.new_ref} to {last.new_ref} were {first.old_ref} to {last.old_ref}; else the same ({len(steps)} steps)"


def in_runs(steps: Sequence[StepDiff]) -> Iterator[tuple[StepDiff, ...]]:
    """Each step by itself, but what was renumbered in a row together."""
    run: list[StepDiff] = []
    for step in steps:
        if run and not _goes_on(run[-1], step):
            yield tuple(run)
            run = []
        run.append(step)
    if run:
        yield tuple(run)


def is_renumbered(steps: Sequence[StepDiff]) -> bool:
    return steps[0].fate is Fate.RENUMBERED


def unchanged(diff: PackDiff) -> str:
    """Scripts of which nothing is listed."""
    same = [f"{one.id} ({_many(one.counts.same, 'step')})" for one in diff.scripts if one.fate is Fate.SAME]
    return f"The same: {', '.join(same)}." if same else ""


def _goes_on(before: StepDiff, step: StepDiff) -> bool:
    if before.fate is not Fate.RENUMBERED or step.fate is not Fate.RENUMBERED or before.part != step.part:
        return False
    return (before.old_place, before.new_place) == ((step.old_place or 0) - 1, (step.new_place or 0) - 1)


def _behind(ref: str) -> str:
    return f"behind {ref}" if ref else "at the beginning"


def _many(count: int, what: str) -> str:
    return f"{count} {what if count == 1 else _plural(what)}"


def _plural(what: str) -> str:
    return PLURALS.get(what, f"{what}s")
