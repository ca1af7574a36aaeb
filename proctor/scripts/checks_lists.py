"""The checks of what a checklist has beyond other scripts: months, deadlines, details. Each yields ``(path, sentence)``."""

from __future__ import annotations

from collections.abc import Iterator

from proctor.scripts.header import PackHeader
from proctor.scripts.models import Script, Step
from proctor.scripts.source import Place

Finding = tuple[Place, str]


def details_are_there(script: Script, header: PackHeader) -> Iterator[Finding]:
    """Details go by ids of their own, and a step names only such as there are."""
    known = [one.id for one in script.details]
    for k, name in enumerate(known):
        if name in known[:k]:
            yield ("details", k, "id"), f"two details have the id {name!r}"
    for path, step in _steps(script):
        for k, name in enumerate(step.see):
            if name not in known:
                yield (*path, "see", k), f"no detail {name!r} in this script; there are {', '.join(known) or 'none'}"


def deadlines_are_of_a_list(script: Script, header: PackHeader) -> Iterator[Finding]:
    """A deadline by the calendar is a task's; what falls due by a session's clock is an announcement."""
    for i, stage in enumerate(script.stages):
        if stage.month and not script.is_list:
            yield ("stages", i, "month"), "only a checklist has months (kind: checklist)"
    for path, step in _steps(script):
        if step.due and (path[0] == "procedures" or not script.is_list):
            yield (*path, "due"), "only the tasks of a checklist are due on a day; what the clock brings says at:"
        days = [due.on for due in step.due if due.on]
        if len(days) > 1:
            yield (*path, "due"), f"a task is due on one day, not on {' and '.join(days)}; make it two tasks"


def a_list_is_ticked_in_any_order(script: Script, header: PackHeader) -> Iterator[Finding]:
    """What stays open for months cannot wait for what stands before it."""
    for i, stage in enumerate(script.stages):
        if script.is_list and stage.order != "any":
            yield ("stages", i), "the tasks of a checklist are ticked in any order; say order: any"


def _steps(script: Script) -> Iterator[tuple[Place, Step]]:
    for i, stage in enumerate(script.stages):
        yield from ((("stages", i, "steps", j), step) for j, step in enumerate(stage.steps))
    for name, steps in script.procedures.items():
        yield from ((("procedures", name, j), step) for j, step in enumerate(steps))
