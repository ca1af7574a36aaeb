"""What can go wrong, for the reader: what, where, what was expected, what to do.

::

    ProctorError            anything we say in one sentence; exit 1
    ├── UsageError          the command line asks for what is not there; exit 2
    ├── PackError           a pack, script or local sheet cannot be used; carries every Fault found
    ├── ManualError         a manual's file cannot be taken apart: what it is instead, and what to do
    ├── VoiceError          nothing can be read aloud, or the voice failed while it read
    └── SessionFileError    a session's file cannot be read or written
        ├── NotASession     it is something else, or nothing
        ├── NewerFormat     a later proctor wrote it
        ├── Damaged         its chain of events is broken; says which event is the last whole one
        ├── InUse           another process is writing it
        └── NotWritten      the disk refused; nothing of the command was recorded

A command that the session refuses is no error but a :class:`proctor.state.Refusal`: an answer, as good as any.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """Exit codes of the command line: 2 for wrong usage, 1 for "no", 130 for Ctrl-C as shells have it."""

    OK = 0
    NO = 1
    USAGE = 2
    INTERRUPTED = 130


class ProctorError(Exception):
    """The root of the tree. ``str()`` is one sentence for the user; ``advice`` says what to do."""

    exit_code = Exit.NO

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class UsageError(ProctorError):
    """The command line names something that is not there or not unambiguous."""

    exit_code = Exit.USAGE


def closed_folder(folder: Path, error: OSError) -> str:
    """What is said of a folder that cannot be listed, wherever one is."""
    return f"The folder {folder} cannot be read: {error.strerror or error}. See that it is a folder that you may read."


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a pack: where it is (line and column count from 1, 0 where there is none) and what was expected."""

    path: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else f"{self.path}"
        return f"{where}: {self.message}"


class PackError(ProctorError):
    """A pack cannot be used; ``faults`` holds every reason found, each once, in reading order."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ManualError(ProctorError):
    """A file cannot be imported as a manual."""


class VoiceError(ProctorError):
    """Nothing can be read aloud: there is no engine or no device, it may not be, or it failed on the way."""


class SessionFileError(ProctorError):
    """A session's file cannot be read or written."""


class NotASession(SessionFileError):
    """The file is not one of ours, or does not exist."""


class NewerFormat(SessionFileError):
    """The file was written by a later version of the program."""


class Damaged(SessionFileError):
    """The chain of events does not hold.

    ``last_whole`` is the number of the last event that is as it was written, 0 where not even the first is.
    """

    def __init__(self, message: str, advice: str = "", *, last_whole: int = 0) -> None:
        super().__init__(message, advice)
        self.last_whole = last_whole


class InUse(SessionFileError):
    """Another process holds the writer's lock."""


class NotWritten(SessionFileError):
    """The disk refused the write. Nothing of the command was recorded; what was acknowledged before is safe."""
