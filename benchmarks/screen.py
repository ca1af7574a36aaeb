"""The screens in a pseudo-terminal: start to first screen, key to screen, memory; beside a Textual app with one label."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import HEAD, compile_packages, machine, row
from benchmarks.terminal import COUNTER, LABEL, LABEL_SAYS, Terminal
from proctor.scripts.library import Library
from proctor.settings import Places
from proctor.state import Session
from proctor.state.clock import MINUTE
from proctor.state.commands import JoinFromPaper, Open
from proctor.state.shelf import Shelf
from proctor.state.system import SystemClock

FACTS = {"students": 9_000, "labels": "all", "labels_applied_by": "before", "covers_completed": "yes", "accommodations": ()}
PROCTOR = (sys.executable, "-m", "proctor")


def session_file(folder: Path, step: str) -> Path:
    """A live session of the practice pack, joined at a step; where the students have begun, five minutes ago."""
    snapshot = Library(Places(folder)).snapshot("mcas-2006-grade10-math/session-1")
    clock = SystemClock()
    journal = Shelf(folder / "sessions").create(snapshot, "12", clock.now())
    session = Session.begin(journal, clock)
    session.open(Open(room="12", facts=FACTS))
    started = clock.now().utc - 5 * MINUTE if step == "III.D.20" else None
    session.handle(JoinFromPaper(step=step, started=started))
    session.close()
    return journal.path


def starts(command: list[str], says: bytes, folder: Path) -> float:
    terminal = Terminal(command, PROCTOR_DATA=str(folder))
    try:
        return terminal.until(says)
    finally:
        terminal.close()


def start_rows(folder: Path, times: int) -> list[str]:
    """Process to first screen: the library, and a session that is gone on with."""
    peer = folder / "label.py"
    peer.write_text(LABEL, encoding="utf-8")
    session = session_file(folder, "III.D.2")
    rows = []
    for what, command, says in (
        ("library", [*PROCTOR], b"Grade 10 Mathematics"),
        ("session", [*PROCTOR, "run", str(session)], b"Hand out the answer"),
    ):
        mine, other = [], []
        for _ in range(times + 1):
            mine.append(starts(command, says, folder))
            other.append(starts([sys.executable, str(peer)], LABEL_SAYS, folder))
        rows.append(row(f"start to first screen ({what}) / a Textual app with one label", mine[1:], other[1:], "≤ 1.5 ×"))
    return rows


def key_rows(folder: Path, times: int) -> list[str]:
    """Key to screen, ours and the peer's in turn, each in a terminal of its own."""
    peer = folder / "counter.py"
    peer.write_text(COUNTER, encoding="utf-8")
    (folder / "settings.toml").write_text("press_guard = 0\n", encoding="utf-8")
    rows = []
    for what, step, keys in (("a tally", "III.D.20", (b"h",)), ("back and forward", "III.D.5", (b"b", b"f"))):
        ours = Terminal([*PROCTOR, "run", str(session_file(folder, step))], PROCTOR_DATA=str(folder))
        theirs = Terminal([sys.executable, str(peer), str(folder / "written")])
        try:
            rows.append(_key_row(what, ours, theirs, keys, times))
        finally:
            ours.close()
            theirs.close()
    return rows


def _key_row(what: str, ours: Terminal, theirs: Terminal, keys: tuple[bytes, ...], times: int) -> str:
    ours.until(b"room 12")
    theirs.until(LABEL_SAYS)
    ours.settle()
    theirs.settle()
    if len(keys) > 1:  # so that there is something to go back to
        for _ in range(3):
            ours.key(b" ")
    mine, other = [], []
    for number in range(times):
        mine.append(ours.key(keys[number % len(keys)]))
        other.append(theirs.key(b"x"))
    mine.sort()
    other.sort()
    half, most = times // 2, int(times * 0.99)
    more = [(mine[at] - other[at]) * 1_000 for at in (half, most)]
    return (
        f"| key to screen ({what}) / a Textual app with one fsync'd write a key | {mine[half] * 1_000:.1f} ms "
        f"| {other[half] * 1_000:.1f} ms | p50 + {more[0]:.1f} ms, p99 + {more[1]:.1f} ms | p50 ≤ + 10 ms, p99 ≤ + 30 ms |"
    )


def memory_row(folder: Path, times: int) -> str:
    """What the process of the session screen holds once it has settled."""
    peer = folder / "label.py"
    peer.write_text(LABEL, encoding="utf-8")
    session = session_file(folder, "III.D.2")
    mine, other = [], []
    for _ in range(times):
        for into, command, says in (
            (mine, [*PROCTOR, "run", str(session)], b"Hand out"),
            (other, [sys.executable, str(peer)], LABEL_SAYS),
        ):
            terminal = Terminal(command, PROCTOR_DATA=str(folder))
            try:
                terminal.until(says)
                terminal.settle()
                into.append(terminal.memory)
            finally:
                terminal.close()
    ours, theirs = statistics.median(mine) / 1e6, statistics.median(other) / 1e6
    return (
        f"| memory of the session screen / a Textual app with one label | {ours:.1f} MB | {theirs:.1f} MB "
        f"| {ours / theirs:.2f} × | ≤ 1.5 × |"
    )


def table(times: int = 11, keys: int = 300) -> list[str]:
    compile_packages()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        return [*start_rows(folder, times), *key_rows(folder, keys), memory_row(folder, 3)]


if __name__ == "__main__":
    sys.stdout.write("\n".join([HEAD, *table(), "", machine(), ""]))
