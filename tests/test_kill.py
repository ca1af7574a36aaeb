"""Killed at any instant: what was acknowledged is in the file, in that one file, and the session goes on where it was."""

from __future__ import annotations

import contextlib
import io
import random
import re
import shlex
import shutil
import signal
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from proctor.plain.lines import ListedLines
from proctor.plain.loop import PlainMode
from proctor.scripts.library import Library
from proctor.settings import Places
from proctor.state import Session
from proctor.state.clock import ManualClock
from proctor.state.commands import Open
from proctor.state.evolution import fold
from proctor.state.journal import MemoryJournal
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Phase
from proctor.state.system import SystemClock
from tests.programs import PATIENCE, ROOT, run, start

SCRIPT = "mcas-2006-grade10-math/session-1"
LIVE = (ROOT / "docs" / "examples" / "session-1.keys").read_text(encoding="ascii").splitlines()[:-1]
"""The lines of a whole session but for the seal, so that there is always one to go on with."""


class Fed:
    """A delivery in a process of its own: lines are written to it, and what it prints is read, while it runs."""

    def __init__(self, *words: str) -> None:
        self.process = start(*words)
        self.printed: list[str] = []
        self._lines: Queue[str | None] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for raw in self.process.stdout:
            self._lines.put(raw.decode())
        self._lines.put(None)

    def type(self, *lines: str) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it may be killed meanwhile
            self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
            self.process.stdin.flush()

    def read_until(self, enough: Callable[[str], bool]) -> None:
        """Read what it prints until a line is as wanted, or nothing more comes."""
        while (line := self._next()) is not None:
            self.printed.append(line)
            if enough(line):
                return

    def _next(self) -> str | None:
        try:
            return self._lines.get(timeout=PATIENCE)
        except Empty:
            pytest.fail("nothing is printed any more, and it has not ended")

    def ended(self) -> str:
        """Wait for its end; everything that it printed, and what stands on standard error."""
        self.read_until(lambda line: False)
        self.process.wait(PATIENCE)
        assert self.process.stderr is not None
        complaint = self.process.stderr.read().decode()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                quietly(stream.close)
        return complaint

    @property
    def acknowledged(self) -> int:
        """The number of the last event that ``ok`` was printed for; a line that is cut off promises nothing."""
        said = [int(found[1]) for line in self.printed if (found := re.fullmatch(r"ok (\d+)\n", line))]
        return said[-1] if said else 0


def quietly(act: Callable[[], object]) -> None:
    """Write to or close a pipe whose other end may have been killed."""
    with contextlib.suppress(BrokenPipeError):
        act()


@pytest.fixture(scope="module")
def reference() -> Mapping[int, tuple[Phase, str | None]]:
    """Where the session is after each command of :data:`LIVE`, by the number of its last event."""
    shelf = Library(Places(ROOT / "no such folder"))
    session = Session.begin(MemoryJournal(shelf.snapshot(SCRIPT).text), ManualClock())
    session.open(Open(room="12", facts={"students": 3}))
    found = {session.state.seq: (session.state.phase, session.state.current)}
    session.subscribe(lambda accepted, view: found.update({accepted.seq: (view.phase, view.state.current)}))
    PlainMode(session, ListedLines(LIVE), io.StringIO()).run()
    assert session.state.phase is Phase.CLOSED
    return found


def deliver_and_kill(chance: random.Random) -> Fed:
    """Feed a delivery and kill it: after so many acknowledgements and a part of a moment, or at some instant."""
    fed = Fed("run", "session-1", "--room", "12", "--students", "3", "--new", "--plain")
    feeder = threading.Thread(target=fed.type, args=LIVE, daemon=True)
    feeder.start()
    fed.read_until(lambda line: line.startswith("ASK:"))
    if chance.random() < 0.5:
        for _ in range(chance.randrange(len(LIVE))):
            fed.read_until(lambda line: line.startswith("ok "))
        time.sleep(chance.random() * 0.01)
    else:
        time.sleep(chance.random() * 0.8)
    fed.process.send_signal(signal.SIGKILL)
    feeder.join(PATIENCE)
    fed.ended()
    return fed


def assert_survived(fed: Fed, data: Path, reference: Mapping[int, tuple[Phase, str | None]]) -> None:
    (path,) = (data / "sessions").glob("*.proctor")
    alone = data.parent / "elsewhere" / path.name
    alone.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, alone)  # as it was left, without what may stand beside it
    for one in (alone, path):
        journal = SqliteJournal.open(one)
        session = Session.resume(journal, SystemClock())
        entries = tuple(journal.entries())
        assert session.state.seq >= fed.acknowledged
        assert fold(session.state.plan, entries) == session.state
        assert (session.state.phase, session.state.current) == reference[session.state.seq]
        journal.close()


def survive(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: Mapping[int, Any]) -> None:
    data = tmp_path / f"data-{seed}"
    monkeypatch.setenv("PROCTOR_DATA", str(data))
    fed = deliver_and_kill(random.Random(seed))
    try:
        assert_survived(fed, data, reference)
    except Exception as error:
        error.add_note(f"seed {seed}; killed after ok {fed.acknowledged}; the file is in {data}")
        raise


@pytest.mark.parametrize("five", range(2))
def test_killed_at_any_instant_no_acknowledged_event_is_lost(
    five: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: Mapping[int, Any]
) -> None:
    for _ in range(5):
        survive(random.SystemRandom().randrange(10**9), tmp_path, monkeypatch, reference)


@pytest.mark.slow
def test_killed_three_hundred_times_no_acknowledged_event_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: Mapping[int, Any]
) -> None:
    for _ in range(300):
        survive(random.SystemRandom().randrange(10**9), tmp_path, monkeypatch, reference)


def test_killed_in_the_middle_the_session_is_gone_on_with_to_its_seal(data_folder: Path) -> None:
    fed = Fed("run", "session-1", "--room", "12", "--plain")
    fed.type(*LIVE[:60])
    for _ in range(60):
        fed.read_until(lambda line: line.startswith("ok "))
    fed.process.kill()
    fed.ended()
    lines = "".join(f"{line}\n" for line in [*LIVE[60:], "seal"])
    done = run("run", "session-1", "--room", "12", "--resume", "--plain", keys=lines)
    assert [line for line in done.stdout.splitlines() if line.startswith("no:")] == []
    assert "SEAL: " in done.stdout
    assert run("sessions", "verify", "12-session-1").returncode == 0


def test_killed_while_it_starts_nothing_stands_in_the_way_of_the_next_start(data_folder: Path) -> None:
    for n in range(5):
        process = start("run", "session-1", "--room", str(n), "--plain")
        time.sleep(0.05 + n * 0.11)
        process.kill()
        process.communicate(timeout=PATIENCE)
    assert run("sessions", "list").returncode == 0
    for n in range(5):
        done = run("run", "session-1", "--room", str(n), "--plain", keys="a none\n")
        assert (done.returncode, "ok " in done.stdout) == (0, True), done.stderr


# -- asked to go ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize("waits", [False, True], ids=["at-a-line", "in-a-wait"])
def test_asked_to_go_it_leaves_the_session_open_and_says_how_to_go_on(
    number: signal.Signals, waits: bool, data_folder: Path
) -> None:
    fed = Fed("run", "session-1", "--room", "the 'old' hall", "--students", "3", "--plain")
    fed.type("a none", *(["start", "w"] if waits else []))
    for _ in range(2 if waits else 1):
        fed.read_until(lambda line: line.startswith("ok "))
    fed.read_until(lambda line: line.startswith("CLOCK:" if waits else "COUNT:"))
    fed.process.send_signal(number)
    complaint = fed.ended()
    assert fed.process.returncode == 130
    assert "Traceback" not in complaint
    (said,) = complaint.splitlines()
    found = re.fullmatch(r"The session is left open\. Go on with: proctor (.*)", said)
    assert found, said
    done = run(*shlex.split(found[1]))
    assert "COUNT: [III.A/1] " in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("key", [["q"], []], ids=["q", "end-of-input"])
def test_left_by_its_own_door_it_says_how_to_go_on_and_ends_well(key: list[str], data_folder: Path) -> None:
    fed = Fed("run", "session-1", "--plain")
    fed.type("a none", *key)
    assert fed.process.stdin is not None
    if not key:
        fed.process.stdin.close()
    complaint = fed.ended()
    (path,) = (data_folder / "sessions").glob("*.proctor")
    said = f"The session is left open. Go on with: proctor run {path} --plain\n"
    assert (fed.process.returncode, complaint) == (0, said)


def test_the_reader_of_what_it_prints_may_leave_at_any_time(data_folder: Path) -> None:
    with start("run", "session-1", "--plain") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        quietly(partial(process.stdin.write, b"h\n" * 2_000))
        quietly(process.stdin.close)
        assert process.stderr.read().startswith(b"The session is left open.")
        assert process.wait(PATIENCE) == 0
