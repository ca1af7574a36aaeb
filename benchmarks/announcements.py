"""How late announcements come on the screen over a session of four hours, on a clock that runs faster than the machine's.

An announcement every five minutes; the lateness is that of the machine's own milliseconds, so that the clock's speed does
not flatter or hurt it. The app runs without a terminal; everything else is as in a room.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import HEAD, machine
from proctor.scripts.header import PackHeader
from proctor.scripts.models import Script
from proctor.scripts.snapshot import Snapshot
from proctor.settings import Places, Settings
from proctor.state import Session
from proctor.state.clock import HOUR, MINUTE, SECOND, ScaledClock
from proctor.state.commands import Acknowledge, Advance, Open
from proctor.state.events import AnnouncementDue
from proctor.state.shelf import Shelf
from proctor.state.system import SystemClock
from proctor.tui.app import ProctorApp

EVERY = 5
"""Minutes between two announcements."""
LENGTH = 4 * HOUR


def snapshot() -> Snapshot:
    """A script that is all announcements."""
    minutes = LENGTH // MINUTE
    steps = [
        {"ref": f"T.{at}", "at": f"{at}m after start", "title": f"minute {at}", "blocks": [{"say": f"Minute {at} is over."}]}
        for at in range(EVERY, minutes, EVERY)
    ]
    begin = {"ref": "B.1", "blocks": [{"say": "You may begin.", "clock": "start"}]}
    stages = [{"id": "all", "title": "All", "steps": [begin, *steps]}]
    timing = {"scheduled_minutes": minutes}
    script = {"id": "long", "title": "Four hours", "timing": timing, "stages": stages}
    header = {"id": "bench", "title": "Bench", "scripts": ["long"]}
    return Snapshot(pack=PackHeader.model_validate(header), script=Script.model_validate(script))


async def deliver(session: Session, speed: float) -> list[float]:
    """Milliseconds by which each announcement came late, by the machine's clock."""
    app = ProctorApp(Places.of_environment(), Settings(press_guard=0), session=session)
    async with app.run_test(size=(80, 24)) as pilot:
        session.handle(Advance(block="B.1/1"))
        while session.view().clock.elapsed < LENGTH - EVERY * MINUTE // 2:
            await pilot.pause(0.02)
            due = session.view().due
            if due is not None:
                session.handle(Acknowledge(step=due.step))
    due_at = [
        (entry.instant.utc, entry.event.due) for entry in session.journal.entries() if isinstance(entry.event, AnnouncementDue)
    ]
    return [(came - due) / speed for came, due in due_at]


def table(minutes: float = 2.0) -> list[str]:
    """So many minutes of the machine's for the four hours."""
    speed = LENGTH / (minutes * MINUTE)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        real = SystemClock()
        clock = ScaledClock(real.now(), speed, real)
        journal = Shelf(Path(folder)).create(snapshot(), "", clock.now())
        session = Session.begin(journal, clock)
        session.open(Open(mode="rehearsal"))
        late = asyncio.run(deliver(session, speed))
        session.close()
    return [
        f"| announcement, {len(late)} in four hours at {speed:.0f} × | median {statistics.median(late):.0f} ms late "
        f"| – | at most {max(late):.0f} ms | ≤ {SECOND // 4} ms |"
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join([HEAD, *table(), "", machine(), ""]))
