"""Where lines come from: standard input, read in a thread so that the clock goes on; or a list."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from io import RawIOBase
from typing import BinaryIO, Protocol

from proctor.plain.grammar import MAX_LINE

_MAX_BYTES = 4 * MAX_LINE + 1
"""A line of the longest characters, and a carriage return."""
_PIECE = 1 << 14
_PAUSE = 0.05
"""Seconds between two looks at a stream that has nothing yet and does not wait."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read, or what is wrong with it."""

    text: str = ""
    problem: str = ""


END = Line(problem="end of input")


class Lines(Protocol):
    """Lines, one after the other."""

    def next(self, seconds: float | None) -> Line | None:
        """The next line, :data:`END` at the end, or None where none came within so many seconds."""
        ...

    @property
    def waiting(self) -> bool:
        """Whether a line is there already."""
        ...


class ListedLines:
    """Lines that are all there from the beginning."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter([*(Line(line) for line in lines), END])

    def next(self, seconds: float | None) -> Line | None:
        return next(self._lines, END)

    @property
    def waiting(self) -> bool:
        return False


class StreamLines:
    """Lines of a byte stream. A thread reads ahead by one line, so that a fast feeder waits for us, not the reverse.

    The stream is read in pieces as they come, without Python's buffer: whoever reads through that holds its lock, and
    a program that ends while a thread waits in it is aborted.
    """

    def __init__(self, stream: BinaryIO | RawIOBase) -> None:
        self._stream = stream
        self._queue: queue.Queue[Line] = queue.Queue(maxsize=1)
        threading.Thread(target=self._read, name="plain-lines", daemon=True).start()

    def next(self, seconds: float | None) -> Line | None:
        try:
            line = self._queue.get(timeout=seconds)
        except queue.Empty:
            return None
        if line is END:
            self._queue.put(END)
        return line

    @property
    def waiting(self) -> bool:
        return not self._queue.empty()

    def _read(self) -> None:
        rest = b""
        while piece := self._piece():
            *whole, rest = (rest + piece).split(b"\n")
            for raw in whole:
                self._queue.put(_line(raw))
            rest = rest[: _MAX_BYTES + 1]  # enough to know that it is too long
        if rest:
            self._queue.put(_line(rest))
        self._queue.put(END)

    def _piece(self) -> bytes:
        """What has come; nothing at the end, and where the stream breaks."""
        try:
            while (piece := self._stream.read(_PIECE)) is None:
                time.sleep(_PAUSE)  # somebody has made it non-blocking
        except (OSError, ValueError):
            return b""
        return piece


def _line(raw: bytes) -> Line:
    """One line, decoded; of one that is too long only that it was."""
    too_long = Line(problem=f"the line is too long; the limit is {MAX_LINE:,} characters")
    if len(raw) > _MAX_BYTES:
        return too_long
    try:
        text = raw.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        return Line(problem="the line is not UTF-8")
    return too_long if len(text) > MAX_LINE else Line(text)
