"""Where the parts of a script stand in its file, for the checks."""

from __future__ import annotations

from collections.abc import Iterator

from proctor.scripts.blocks import BlockBase
from proctor.scripts.models import Script, Step
from proctor.scripts.source import Place

Finding = tuple[Place, str]
"""Where in the file (as keys and indexes), and what is wrong there."""


def all_steps(script: Script) -> Iterator[tuple[Place, Step]]:
    """Every step with its path in the file, those of procedures too."""
    for i, stage in enumerate(script.stages):
        for j, step in enumerate(stage.steps):
            yield ("stages", i, "steps", j), step
    for name, steps in script.procedures.items():
        for j, step in enumerate(steps):
            yield ("procedures", name, j), step


def all_blocks(script: Script) -> Iterator[tuple[Place, BlockBase]]:
    for path, step in all_steps(script):
        for k, block in enumerate(step.blocks):
            yield (*path, "blocks", k), block
