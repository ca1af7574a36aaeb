"""One writer a file: a lock that the kernel lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from proctor.errors import InUse

_FAR = 1 << 60
"""Where Windows' lock stands: far behind any byte that SQLite reads, writes or locks."""


class WriterLock:
    """Held from its making to :meth:`release`. Raises :class:`InUse` where another process holds it.

    It is a lock of its own kind (flock on Unix), so that it does not meet SQLite's byte locks on the same file; it must
    be let go after SQLite's connection is closed, since closing any handle of a file drops those.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise InUse(
                f"The session {path.name} is open in another proctor.", "Go on there, or leave it there first (q)."
            ) from error

    def is_on(self, path: Path) -> bool:
        """Whether the file that is locked still stands under that name."""
        try:
            return os.path.samestat(path.stat(), os.fstat(self._handle))
        except OSError:
            return False

    def stamp(self) -> tuple[bytes, int]:
        """What every write of SQLite changes in the file that is locked: the counter in its head, and its size. Nothing on
        systems that cannot read beside SQLite without dropping its locks."""
        if not hasattr(os, "pread"):
            return b"", 0
        return os.pread(self._handle, 4, 24), os.fstat(self._handle).st_size

    def release(self) -> None:
        os.close(self._handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
