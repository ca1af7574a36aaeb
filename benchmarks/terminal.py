"""A program in a pseudo-terminal: when its first screen stands, how long a key takes to the screen, what memory it holds."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

QUIET = 0.03
"""Seconds without output after which what a key set off is taken to be on the screen."""
PATIENCE = 30.0


class Terminal:
    """One program at a terminal of its own; ``started`` is when it was asked to start."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int] = (80, 24), **environment: str) -> None:
        self._handle, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        more: Mapping[str, str] = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE")}
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env={**kept, **more}, start_new_session=True
        )
        os.close(theirs)
        self.output = b""

    def until(self, words: bytes) -> float:
        """Seconds from the start until these words have come. They must stand in one run of the screen's output."""
        while words not in self.output:
            if not self._read(PATIENCE):
                raise RuntimeError(f"{words!r} never came: {self.output[-2_000:]!r}")
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Read until nothing more comes."""
        while self._read(0.3):
            pass

    def key(self, key: bytes) -> float:
        """Seconds from a key to the last of what it put on the screen."""
        began = last = time.perf_counter()
        os.write(self._handle, key)
        wait = PATIENCE
        while self._read(wait):
            last = time.perf_counter()
            wait = QUIET
        return last - began

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        piece = b""
        with contextlib.suppress(OSError):
            piece = os.read(self._handle, 65_536) if ready else b""
        self.output += piece
        return bool(piece)

    @property
    def memory(self) -> int:
        """Bytes of the program that are in memory now (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1_024

    def close(self) -> None:
        """End it by the key for that, else by its id."""
        with contextlib.suppress(OSError):
            os.write(self._handle, b"\x11")
        try:
            deadline = time.perf_counter() + 5
            while self.process.poll() is None and time.perf_counter() < deadline:
                self._read(0.05)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            self.process.wait()
            os.close(self._handle)


LABEL = """
from textual.app import App
from textual.widgets import Label

class Peer(App):
    def compose(self):
        yield Label("This is the first screen.")

Peer().run()
"""
"""A Textual app with one label."""
LABEL_SAYS = b"This is the first screen."

COUNTER = """
import os, sys
from textual.app import App
from textual.widgets import Label

class Peer(App):
    count = 0

    def compose(self):
        yield Label("This is the first screen.")

    def on_mount(self):
        self.file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def on_key(self):
        os.write(self.file, b"x" * 300)
        os.fsync(self.file)
        self.count += 1
        self.query_one(Label).update(f"key number {self.count}")

Peer().run()
"""
"""A Textual app that does one fsync'd write a key, and shows it."""
