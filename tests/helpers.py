"""What several test files need: where the fixtures are, and packs made on the spot."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import PackError
from proctor.scripts.loading import load_pack
from proctor.settings import builtin_packs

FIXTURES = Path(__file__).parent / "fixtures"
PACKS = FIXTURES / "packs"
BROKEN = FIXTURES / "broken"
WHOLE_PACKS = [path.parent for place in (builtin_packs(), PACKS) for path in sorted(place.glob("*/pack.yaml"))]
"""Every pack that must load: those that come with the program, and those of the tests."""

HEADER = "id: made\ntitle: Made for a test\nscripts: [script]\n"
ONE_STEP = "title: One step\nstages:\n  - {id: one, title: One, steps: [{ref: A.1, blocks: [{do: Wait.}]}]}\n"


def write_pack(folder: Path, *, header: str = HEADER, script: str = ONE_STEP, **others: str) -> Path:
    """A pack in a folder of its own: its header and scripts as text, each under its file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"pack": header, "script": script, **others}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def closed_to_us(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a folder be one that may not be looked into, for whoever runs the tests, an administrator too."""

    def closing(act: Callable[..., Any]) -> Callable[..., Any]:
        def closed(self: Path, *more: Any, **how: Any) -> Any:
            if folder in self.parents or (self == folder and act is not stat):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
            return act(self, *more, **how)

        return closed

    stat = Path.stat
    for name in ("stat", "iterdir", "open"):
        monkeypatch.setattr(Path, name, closing(getattr(Path, name)))


def faults_of(folder: Path) -> list[str]:
    """What is wrong in a pack, as ``file:line:column: sentence``, the file by its name alone."""
    try:
        load_pack(folder)
    except PackError as error:
        return [str(fault).removeprefix(f"{folder}/") for fault in error.faults]
    return []


def check_faults(told: list[str], expected: list[str]) -> None:
    """Each fault that is told begins as expected, in that order, and there is no other."""
    assert len(told) == len(expected), told
    for found, beginning in zip(told, expected, strict=True):
        assert found.startswith(beginning)
