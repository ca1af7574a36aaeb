"""Resuming a session of 10,000 events against starting the same program and opening an empty one: what the events add."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import HEAD, compile_packages, in_turn, machine, process
from proctor.scripts.library import Library
from proctor.settings import Places
from proctor.state.clock import ManualClock
from proctor.state.commands import Open, PersonRef
from proctor.state.events import Event, IncidentRecorded, Moved, NoteTaken, Tallied
from proctor.state.session import Session
from proctor.state.sqlite import SqliteJournal

RESUME = """
import sys
from pathlib import Path
from proctor.state.session import Session
from proctor.state.sqlite import SqliteJournal
journal = SqliteJournal.read(Path(sys.argv[1]))
view = Session.resume(journal).view()
assert view.current
journal.close()
"""


def make(path: Path, events: int) -> None:
    """A session with so many events of the kinds that a long day leaves."""
    snapshot = Library(Places(path.parent)).snapshot("mcas-2006-grade10-math/session-1")
    journal, clock = SqliteJournal.create(path, snapshot.text), ManualClock()
    session = Session.begin(journal, clock)
    session.open(Open(room="12", administrator=PersonRef()))
    more: list[Event] = []
    while len(more) + session.state.seq < events:
        number = len(more)
        more += [
            Tallied(tally="late", by=1),
            NoteTaken(text=f"note {number}"),
            Moved(position=0),
            IncidentRecorded(number=number + 1, category="other", note="a word about it"),
        ][: events - session.state.seq - number]
    journal.append(clock.now(), more)
    journal.close()


def table(times: int = 11) -> str:
    compile_packages()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = folder / "resume.py"
        program.write_text(RESUME, encoding="utf-8")
        make(folder / "long.proctor", 10_000)
        make(folder / "short.proctor", 1)
        long = process([sys.executable, str(program), str(folder / "long.proctor")])
        short = process([sys.executable, str(program), str(folder / "short.proctor")])
        mine, other = in_turn(long, short, times)
    ours, theirs = statistics.median(mine), statistics.median(other)
    more = statistics.median(a - b for a, b in zip(mine, other, strict=True))
    return (
        f"| resume of 10,000 events / of a session just opened, whole process | {ours * 1000:.0f} ms | {theirs * 1000:.0f} ms "
        f"| + {more * 1000:.0f} ms | ≤ + 500 ms |"
    )


if __name__ == "__main__":
    sys.stdout.write("\n".join([HEAD, table(), "", machine(), ""]))
