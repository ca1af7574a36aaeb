"""The command line at a terminal that screens can be shown on: what it opens, how it is left, what it says then."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from proctor.commands.leaving import say_how_to_go_on
from proctor.commands.screen import show
from proctor.state import Session
from proctor.state.cards import cards
from proctor.state.opening import Opening
from proctor.state.prepared import Prepared
from proctor.state.sqlite import SqliteJournal
from proctor.tui.app import ProctorApp
from tests.programs import PATIENCE, command, python, run
from tests.tui.shelves import file_of, on_shelf, places, sealed, small_pack

pytest.importorskip("pty", reason="there are no such terminals here")
if sys.platform == "win32":  # pragma: no cover
    pytest.skip("there are no such terminals here", allow_module_level=True)

import fcntl
import pty
import select
import termios

SESSION = ("run", "session-1", "--new", "--room", "12", "--students", "3")


class Screen:
    """A program on a terminal of 80 columns and 24 rows that is its own."""

    def __init__(self, *words: str) -> None:
        self.handle, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        code = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *command(*words)], stdin=theirs, stdout=theirs, stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color"}, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.bytes = b""

    def until(self, words: str) -> None:
        """Read on until these words have been drawn."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.bytes:
            ready, _, _ = select.select([self.handle], [], [], max(0.0, end - time.monotonic()))
            try:
                piece = os.read(self.handle, 65_536) if ready else b""
            except OSError:
                piece = b""
            if not piece:
                pytest.fail(f"{words!r} never came; there is: {self.bytes[-2_000:]!r}")
            self.bytes += piece

    def read_to_rest(self, seconds: float) -> None:
        """Read on until nothing has been drawn for so long."""
        while select.select([self.handle], [], [], seconds)[0]:
            self.bytes += os.read(self.handle, 65_536)

    def press(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        if self.handle >= 0:
            os.close(self.handle)

    def lose(self) -> None:
        """The terminal is gone, as when a window is shut or a line breaks."""
        os.close(self.handle)
        self.handle = -1


@pytest.fixture
def screens(data_folder: Path) -> Iterator[list[Screen]]:
    opened: list[Screen] = []
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def screen(screens: list[Screen]) -> Screen:
    """A new session on the screen."""
    screens.append(Screen(*SESSION))
    screens[0].until("LIVE")
    return screens[0]


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x11", 0)])
def test_a_session_is_left_open_by_a_key_and_says_how_to_go_on(key: str, code: int, screen: Screen, data_folder: Path) -> None:
    screen.press(key)
    screen.until("The session is left open. Go on with: proctor run ")
    assert screen.process.wait(PATIENCE) == code
    assert b"--plain" not in screen.bytes
    assert [card.phase for card in cards(data_folder / "sessions")] == ["open"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_session_open(number: signal.Signals, screen: Screen) -> None:
    screen.process.send_signal(number)
    screen.until("The session is left open.")
    assert screen.process.wait(PATIENCE) == 130


def test_a_signal_while_the_screen_is_being_made_leaves_the_session_open_and_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = on_shelf()
    monkeypatch.setattr("proctor.commands.screen._app", lambda *_: signal.raise_signal(signal.SIGTERM))
    assert show(session) == 130
    assert capsys.readouterr().err.startswith("The session is left open. Go on with: proctor run ")
    SqliteJournal.open(places().sessions / file_of(session)).close()


async def test_a_signal_while_the_first_screen_is_half_made_waits_until_it_stands(data_folder: Path) -> None:
    app = ProctorApp(places())
    app.go()
    async with app.run_test():
        pass
    assert (app.return_code, (data_folder / "crash.log").exists()) == (130, False)


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="whether it stands still cannot be seen here")
def test_what_was_stopped_and_goes_on_draws_the_whole_screen_anew(screen: Screen) -> None:
    screen.read_to_rest(1.0)
    screen.process.send_signal(signal.SIGTSTP)
    os.waitid(os.P_PID, screen.process.pid, os.WSTOPPED)
    screen.read_to_rest(0)
    screen.bytes = b""
    screen.process.send_signal(signal.SIGCONT)
    for words in ("room 12", "LIVE · practice words", "┗"):
        screen.until(words)


def test_a_lost_terminal_leaves_the_session_open(screen: Screen, data_folder: Path) -> None:
    screen.lose()
    assert screen.process.wait(PATIENCE) == 130
    assert [card.phase for card in cards(data_folder / "sessions")] == ["open"]


def test_a_rehearsal_says_its_speed_when_it_is_left(screens: list[Screen]) -> None:
    screens.append(Screen("rehearse", "session-1", "--speed", "60", "--new", "--room", "12"))
    screens[0].until("REHEARSAL")
    screens[0].press("\x11")
    screens[0].until("--speed 60")


def test_alone_it_opens_the_library_and_q_leaves_it(screens: list[Screen]) -> None:
    screens.append(Screen())
    screens[0].until("Grade 10 Mathematics")
    screens[0].press("q")
    assert screens[0].process.wait(PATIENCE) == 0


def test_a_session_begun_from_the_library_is_left_open_and_said_to_be_so(screens: list[Screen], data_folder: Path) -> None:
    opening = Opening(script="mcas-2006-grade10-math/session-1", mode="rehearsal", room="7", speed=30.0)
    Prepared(data_folder / "prepared").save(opening, "Session 1")
    screens.append(Screen())
    screens[0].until("Room 7")
    screens[0].press("\r")
    screens[0].until("REHEARSAL · practice words")
    screens[0].press("\x03")
    screens[0].until("--speed 30")
    assert screens[0].process.wait(PATIENCE) == 130
    assert [(card.room, card.phase) for card in cards(data_folder / "sessions")] == [("7", "open")]


def test_of_a_sealed_session_it_is_said_where_its_record_is(capsys: pytest.CaptureFixture[str]) -> None:
    small_pack()
    path, _ = sealed()
    session = Session.resume(SqliteJournal.read(path))
    say_how_to_go_on(session, plain=False)
    session.close()
    assert capsys.readouterr().err == f"The record is {path}; look at it with: proctor sessions show {path.stem}\n"


FIRST_SCREEN = """
import asyncio, sys
from proctor.settings import Places
from proctor.tui.app import ProctorApp
import proctor.commands.screen
async def show():
    async with ProctorApp(Places.of_environment()).run_test() as pilot:
        assert pilot.app.screen.line.name == "mcas-2006-grade10-math/session-1"
        assert "pydantic" not in sys.modules
        assert "proctor.tui.ways_in" not in sys.modules
asyncio.run(show())
"""


def test_the_first_screen_imports_no_models_and_no_other_screen(data_folder: Path) -> None:
    done = python(FIRST_SCREEN)
    assert done.returncode == 0, done.stderr[-2_000:]


def test_settings_that_are_broken_are_one_sentence(screens: list[Screen], data_folder: Path) -> None:
    data_folder.mkdir(parents=True)
    (data_folder / "settings.toml").write_text("theme = 3\n", encoding="utf-8")
    screens.append(Screen(*SESSION))
    screens[0].until("theme is not as it should be.")
    screens[0].until("LIVE")


def test_plain_is_plain_at_any_terminal(screens: list[Screen]) -> None:
    screens.append(Screen(*SESSION, "--plain"))
    screens[0].until("> ")
    screens[0].press("q\n")
    screens[0].until("--plain")


def test_in_a_pipe_it_is_plain_without_being_told(data_folder: Path) -> None:
    done = run(*SESSION, keys="q\n")
    assert done.stdout.startswith("proctor ")
    assert done.stderr.rstrip().endswith("--plain")
    assert done.returncode == 0


def test_alone_in_a_pipe_it_says_what_could_be_typed(data_folder: Path) -> None:
    done = run()
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: ")


def test_a_session_whose_file_vanished_is_whole_again_after_the_program_has_ended(screen: Screen, data_folder: Path) -> None:
    (path,) = (data_folder / "sessions").glob("*.proctor")
    path.unlink()
    screen.press("\x11")
    assert screen.process.wait(PATIENCE) == 0
    assert [card.phase for card in cards(data_folder / "sessions")] == ["open"]
