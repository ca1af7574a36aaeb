"""Recording a command (decide, append, evolve) against one fsync'd write of the same bytes, on the same disk."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.measure import main, row
from proctor.scripts.library import Library
from proctor.settings import Places
from proctor.state import Session
from proctor.state.commands import Open, TakeNote
from proctor.state.events import NoteTaken
from proctor.state.journal import body_text
from proctor.state.shelf import Shelf
from proctor.state.system import SystemClock

TEXT = "Ten students have handed in; two asked for another pencil, and got one."


def table(times: int = 300) -> list[str]:
    """A note is a command of one event, so the bytes are those of one row: body, hash, instant."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        snapshot = Library(Places(folder)).snapshot("mcas-2006-grade10-math/session-1")
        clock = SystemClock()
        journal = Shelf(folder).create(snapshot, "12", clock.now())
        session = Session.begin(journal, clock)
        session.open(Open(room="12"))
        size = len(body_text(NoteTaken(text=TEXT)).encode()) + 32 + 60
        handle = os.open(folder / "peer", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        mine, other = [], []
        for _ in range(times):
            began = time.perf_counter()
            session.handle(TakeNote(text=TEXT))
            middle = time.perf_counter()
            os.write(handle, b"x" * size)
            os.fsync(handle)
            mine.append(middle - began)
            other.append(time.perf_counter() - middle)
        os.close(handle)
        session.close()
    return [row("recording a command / one fsync'd write of the same bytes", mine, other, "≤ 4 × where that takes ≥ 0.3 ms")]


if __name__ == "__main__":
    main(table())
