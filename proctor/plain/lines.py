"""Where lines come from: standard input, read in a thread so that the clock goes on; or a list."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from proctor.plain.grammar import MAX_LINE


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
    """Lines of a byte stream. A thread reads ahead by one line, so that a fast feeder waits for us, not the reverse."""

    def __init__(self, stream: BinaryIO) -> None:
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
        while (line := self._line()) is not END:
            self._queue.put(line)
        self._queue.put(END)

    def _line(self) -> Line:
        """One line, decoded; of one that is too long only that it was."""
        try:
            raw = self._stream.readline(4 * MAX_LINE)
            if not raw:
                return END
            whole = raw
            while not whole.endswith(b"\n") and (more := self._stream.readline(1 << 16)):
                whole = more
        except (OSError, ValueError):
            return END
        if whole is not raw or len(raw) > 4 * MAX_LINE:
            return Line(problem=f"the line is too long; the limit is {MAX_LINE:,} characters")
        try:
            text = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            return Line(problem="the line is not UTF-8")
        if len(text) > MAX_LINE:
            return Line(problem=f"the line is too long; the limit is {MAX_LINE:,} characters")
        return Line(text)
