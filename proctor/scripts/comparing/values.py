"""What changed, as JSON values; the form is part of the command line's contract.

::

    {"old": {"id", "title"}, "new": {"id", "title"}, "same": true | false,
     "counts": COUNTS of all steps, "things": {"material": COUNTS, "policy": COUNTS, …},
     "changes": [CHANGE] of the pack, "items": [ITEM] of the pack, "procedures": [STEP] that its scripts share,
     "scripts": [{"id", "old_id", "title", "fate", "counts": COUNTS, "changes": [CHANGE], "items": [ITEM], "steps": [STEP]}]}

    COUNTS  {"same", "changed", "aloud", "added", "removed", "moved", "renumbered"}
    CHANGE  {"what", "old", "new", "marks": [["same" | "removed" | "added", "words"], …]}
    ITEM    {"group", "name", "old_name", "title", "fate", "changes": [CHANGE]}
    STEP    {"ref", "old_ref", "part", "title", "fate", "place", "old_place", "moved": null | {"behind", "old_behind"},
             "aloud": true | false, "changes": [CHANGE], "blocks": [BLOCK]}
    BLOCK   {"id", "old_id", "kind", "fate", "moved", "aloud", "text", "changes": [CHANGE]}

A fate is ``same`` (of scripts alone, all else that is the same is counted and not listed), ``changed``, ``added``, ``removed``,
``moved`` or ``renumbered``. What there is on one side only is null, or "" in a change. Marks that are not ``added`` make up
the old words to the character, those not ``removed`` the new ones; white space is folded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from proctor.scripts.comparing.differences import BlockDiff, Item, PackDiff, ScriptDiff, StepDiff
from proctor.scripts.comparing.fields import Change


def as_values(diff: PackDiff) -> dict[str, Any]:
    return {
        "old": {"id": diff.old_id, "title": diff.old_title},
        "new": {"id": diff.new_id, "title": diff.new_title},
        "same": diff.same,
        "counts": asdict(diff.counts),
        "things": {group: asdict(counts) for group, counts in diff.things.items()},
        "changes": _changes(diff.changes),
        "items": [_item(one) for one in diff.items],
        "procedures": [_step(one) for one in diff.steps],
        "scripts": [_script(one) for one in diff.scripts],
    }


def _script(script: ScriptDiff) -> dict[str, Any]:
    return {
        "id": script.id,
        "old_id": script.old_id,
        "title": script.title,
        "fate": script.fate,
        "counts": asdict(script.counts),
        "changes": _changes(script.changes),
        "items": [_item(one) for one in script.items],
        "steps": [_step(one) for one in script.steps],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "group": item.group,
        "name": item.name,
        "old_name": item.old_name,
        "title": item.title,
        "fate": item.fate,
        "changes": _changes(item.changes),
    }


def _step(step: StepDiff) -> dict[str, Any]:
    return {
        "ref": step.new_ref,
        "old_ref": step.old_ref,
        "part": step.part,
        "title": step.title,
        "fate": step.fate,
        "place": step.new_place,
        "old_place": step.old_place,
        "moved": {"behind": step.new_behind, "old_behind": step.old_behind} if step.moved else None,
        "aloud": step.aloud,
        "changes": _changes(step.changes),
        "blocks": [_block(one) for one in step.blocks],
    }


def _block(block: BlockDiff) -> dict[str, Any]:
    return {
        "id": block.new_id,
        "old_id": block.old_id,
        "kind": block.kind,
        "fate": block.fate,
        "moved": block.moved,
        "aloud": block.aloud,
        "text": block.text,
        "changes": _changes(block.changes),
    }


def _changes(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [
        {"what": one.what, "old": one.old, "new": one.new, "marks": [[span.mark, span.text] for span in one.marks]}
        for one in changes
    ]
