"""Plain mode at a terminal: a prompt, lines that fit, a question that can be answered, a wait that can be ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import PATIENCE, command, run

pty = pytest.importorskip("pty", reason="there are no such terminals here")
if sys.platform == "win32":  # pragma: no cover
    pytest.skip("there are no such terminals here", allow_module_level=True)


class Terminal:
    """A program at a terminal of its own: what is typed, and all that stands on the screen."""

    def __init__(self, *words: str) -> None:
        self._handle, theirs = pty.openpty()
        environment = {**os.environ, "COLUMNS": "70", "TERM": "dumb"}
        self.process = subprocess.Popen(command(*words), stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)
        self.screen = ""
        self._bytes = b""
        self._read = 0

    def until(self, words: str) -> str:
        """Read on until these words have come; what was read since the last time."""
        since = self._read
        while words not in self.screen[since:]:
            ready, _, _ = select.select([self._handle], [], [], PATIENCE)
            piece = b""
            with contextlib.suppress(OSError):
                piece = os.read(self._handle, 65_536) if ready else b""
            if not piece:
                pytest.fail(f"{words!r} never came; there is: {self.screen[since:]!r}")
            self._bytes += piece
            self.screen = self._bytes.decode(errors="ignore").replace("\r\n", "\n")
        self._read = self.screen.index(words, since) + len(words)
        return self.screen[since : self._read]

    def rest(self) -> str:
        """What a program that has ended has still said."""
        with contextlib.suppress(OSError):
            while piece := os.read(self._handle, 65_536) if select.select([self._handle], [], [], 0)[0] else b"":
                self._bytes += piece
        return self._bytes.decode(errors="ignore")

    def type(self, line: str) -> None:
        os.write(self._handle, f"{line}\n".encode())

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self._handle)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def terminal(terminals: list[Terminal], data_folder: Path) -> Terminal:
    """A new session at a terminal."""
    terminals.append(Terminal("run", "session-1", "--room", "12", "--students", "3", "--plain"))
    return terminals[0]


def test_a_prompt_says_that_a_line_is_awaited_and_lines_fit_the_screen(terminal: Terminal) -> None:
    terminal.until("> ")
    terminal.type("h")
    terminal.until("q  ")
    terminal.until("> ")
    assert max(len(line) for line in terminal.screen.splitlines()) <= 70
    terminal.type("q")
    terminal.until("The session is left open.")
    assert terminal.process.wait(PATIENCE) == 0


def test_control_c_leaves_the_session_open_and_says_how_to_go_on(terminal: Terminal) -> None:
    terminal.until("> ")
    terminal.type("a none")
    terminal.until("ok ")
    terminal.process.send_signal(signal.SIGINT)
    terminal.until("Go on with: proctor run")
    assert terminal.process.wait(PATIENCE) == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_a_prompt_leaves_the_session_open_and_says_how_to_go_on(number: signal.Signals, terminal: Terminal) -> None:
    terminal.until("> ")
    terminal.process.send_signal(number)
    terminal.until("Go on with: proctor run")
    assert terminal.process.wait(PATIENCE) == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_at_the_question_which_session_is_meant_ends_it_quietly(
    number: signal.Signals, terminals: list[Terminal], data_folder: Path
) -> None:
    run("run", "session-1", "--room", "12", "--plain", keys="a none\n")
    terminals.append(Terminal("run", "session-1", "--room", "12", "--plain"))
    terminals[0].until("Which")
    terminals[0].process.send_signal(number)
    assert terminals[0].process.wait(PATIENCE) == 130
    assert "Traceback" not in terminals[0].rest()


def test_the_next_line_ends_a_wait(terminal: Terminal) -> None:
    terminal.until("> ")
    for line in ("a none", "start", "w"):
        terminal.type(line)
    terminal.until("any line ends it")
    terminal.type("t handed_in")
    terminal.until("handed in: 1; still testing: 2")


def test_an_announcement_comes_over_a_prompt_that_is_awaited(terminals: list[Terminal], data_folder: Path) -> None:
    terminals.append(Terminal("rehearse", "session-1", "--students", "3", "--speed", "2000", "--plain"))
    terminals[0].until("> ")
    for line in ("a none", "start"):
        terminals[0].type(line)
    terminals[0].until("NOW DUE: REHEARSAL · III.D.20")
    terminals[0].until("> ")


@pytest.mark.parametrize(("answer", "then"), [("1", "COUNT: [III.A/1]"), ("n", "ASK: [III.A/1?accommodations]")])
def test_whether_an_open_session_is_meant_is_asked(
    answer: str, then: str, terminals: list[Terminal], data_folder: Path
) -> None:
    run("run", "session-1", "--room", "12", "--plain", keys="a none\n")
    terminals.append(Terminal("run", "session-1", "--room", "12", "--plain"))
    asked = terminals[0].until("Which")
    assert "There is an open session:" in asked
    terminals[0].type(answer)
    terminals[0].until(then)
    terminals[0].until("> ")
    terminals[0].type("n III.A/2")
    terminals[0].until("ok ")
