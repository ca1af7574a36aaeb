"""The latch on the testing view: two keys in turn open it, one closes it, and it closes by itself when the view is gone."""

from __future__ import annotations

import time
from collections.abc import Callable

WITHIN = 5.0
"""Seconds between the two keys."""


class Latch:
    """``closed``: only the testing view's own keys are taken. ``asking``: the first key was pressed, the second is awaited."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.closed = False
        self._now = now
        self._opened = False
        self._asked = 0.0

    @property
    def asking(self) -> bool:
        return self.closed and self._asked > 0

    def look(self, *, quiet: bool) -> None:
        """Whether there is a testing view at all; one that comes is locked."""
        self._opened = self._opened and quiet
        self.closed = quiet and not self._opened

    def first(self) -> None:
        """The first of the two keys."""
        self._asked = self._now() if self.closed else 0.0

    def second(self) -> None:
        """The second; without the first before it, it does nothing."""
        if self.asking:
            self._opened, self._asked = True, 0.0

    def close(self) -> None:
        self._opened = False

    def lapse(self) -> bool:
        """Forget a first key that no second has followed in time; whether there was one."""
        lapsed = self.asking and self._now() - self._asked > WITHIN
        if lapsed:
            self._asked = 0.0
        return lapsed
