"""What the tests of the speaker share: an ear that keeps what it hears, and a look at what processes are left."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from proctor.voice.events import Done, Event, Failed, Started, Word
from proctor.voice.process import ProcessSpeaker, Setup

FAKE = Path(__file__).with_name("fake.py")
DEADLINE = 30.0
"""Seconds after which what is waited for does not come; no test is about how long it takes."""
CALM = 5.0
"""Patience on a machine that may be busy with other tests."""


class Ear:
    """Hears a speaker."""

    def __init__(self) -> None:
        self.heard: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.heard.append(event)

    async def until(self, what: Event | type[Event] | Callable[[], bool]) -> None:
        """Wait for an event, for one of a kind, or for something else to be so."""
        if isinstance(what, type):
            kind = what
            await until(lambda: any(isinstance(one, kind) for one in self.heard), self.heard)
        elif isinstance(what, (Started, Word, Done, Failed)):
            await until(lambda: what in self.heard, self.heard)
        else:
            await until(what, self.heard)

    def words(self, text: str, id: str | None = None) -> list[str]:
        """The words that were told, as they stand in the text."""
        return [text[one.start : one.end] for one in self.heard if isinstance(one, Word) and id in (None, one.id)]

    def failures(self) -> list[Failed]:
        return [one for one in self.heard if isinstance(one, Failed)]


async def until(so: Callable[[], bool], told: object = "") -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + DEADLINE
    while not so():
        assert time.monotonic() < deadline, told
        await asyncio.sleep(0.005)


def until_now(so: Callable[[], bool], told: object = "") -> None:
    """The same where there is no loop."""
    deadline = time.monotonic() + DEADLINE
    while not so():
        assert time.monotonic() < deadline, told
        time.sleep(0.005)


@asynccontextmanager
async def speaking(setup: Setup) -> AsyncIterator[tuple[ProcessSpeaker, Ear]]:
    """A speaker that has been started, and is closed in the end."""
    ear = Ear()
    speaker = ProcessSpeaker(setup, ear)
    try:
        await speaker.start()
        yield speaker, ear
    finally:
        await speaker.close()


def null(log: Path | None = None) -> Setup:
    """The real process, on a device that keeps time only."""
    return Setup(sink="null", patience=CALM, log=log)


def fake(engine: str, sink: str, folder: Path, *, patience: float = CALM) -> Setup:
    """A process with an engine and a device of ``fake.py``; its log is ``folder/log``."""
    run = (sys.executable, str(FAKE), engine, sink, str(folder))
    return Setup(run=run, patience=patience, log=folder / "log")


def left(group: int) -> list[int]:
    """The living processes of a group; Linux only."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
        except (OSError, ValueError):  # it has just ended
            continue
        if int(its) == group and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


def program(folder: Path, name: str, body: str) -> Path:
    """A program in shell that can be run from ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


SLEEPS = """\
[ "$(head -c 1000 | wc -c)" -lt 1000 ] && exit 0
cat > /dev/null
exec sleep 1000"""
"""An aplay that has a device, as its trial with little sound shows, and never ends once it was given more."""
