"""How much testing time has gone by, and when it will have: pure arithmetic on marks.

A mark is a moment on the session's own time line: milliseconds since it was opened (negative before that, for a
session joined from paper). Everything is worked out from the marks each time, so a corrected mark corrects all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

START, STOP, INTERRUPT, RESUME = "start", "stop", "interrupt", "resume"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that steers the clock. ``event`` is the number of the journal's entry that tells of it."""

    event: int
    kind: str
    t: int


@dataclass(frozen=True, slots=True)
class Pause:
    """An interruption, from ``begin`` to ``end``; ``end`` is None while it lasts."""

    begin: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """The course that the clock has taken."""

    start: int | None = None
    stop: int | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def interrupted(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None

    @property
    def running(self) -> bool:
        """Whether testing time goes by."""
        return self.start is not None and self.stop is None and not self.interrupted

    def elapsed(self, t: int) -> int:
        """Testing time at the moment ``t``, without interruptions. Never negative."""
        if self.start is None:
            return 0
        until = max(self.start, t if self.stop is None else min(t, self.stop))
        return until - self.start - sum(_overlap(pause, self.start, until) for pause in self.pauses)

    def lost(self, t: int) -> int:
        """Time that interruptions took from the start of the clock to ``t``."""
        if self.start is None:
            return 0
        until = max(self.start, t if self.stop is None else min(t, self.stop))
        return sum(_overlap(pause, self.start, until) for pause in self.pauses)

    def moment_of(self, elapsed: int) -> int | None:
        """When so much testing time will have gone by; None before the start, and while an interruption lasts."""
        if self.start is None:
            return None
        t = self.start + elapsed
        for pause in self.pauses:
            begin = max(pause.begin, self.start)
            if t < begin:
                break
            if pause.end is None:
                return None
            t += max(0, pause.end - begin)
        return None if self.stop is not None and t > self.stop else t


def course_of(marks: Sequence[Mark]) -> Course:
    """The course that the marks make, whatever the order in which they were recorded.

    An interruption that is not over yet covers everything after it, also one that was entered before it.
    """
    start = stop = None
    for mark in marks:
        if mark.kind == START:
            start = mark.t
        elif mark.kind == STOP:
            stop = mark.t
    over, lasting = _interruptions(marks)
    if lasting is not None:
        over = [pause for pause in over if pause.begin < lasting.begin]
        over.append(lasting)
    return Course(start, stop, tuple(over))


def _interruptions(marks: Sequence[Mark]) -> tuple[list[Pause], Pause | None]:
    """Those that are over, in the order of the clock, and the one that lasts, if one does. A resumption ends the interruption
    that was recorded last."""
    over: list[Pause] = []
    begin: int | None = None
    for mark in marks:
        if mark.kind == INTERRUPT:
            begin = mark.t
        elif mark.kind == RESUME and begin is not None:
            over.append(Pause(begin, mark.t))
            begin = None
    return sorted(over, key=_begin), None if begin is None else Pause(begin, None)


def _begin(pause: Pause) -> int:
    return pause.begin


def what_is_wrong(marks: Sequence[Mark]) -> str:
    """Why the marks cannot be so; "" where they can."""
    over, lasting = _interruptions(marks)
    if any(pause.end is not None and pause.end < pause.begin for pause in over):
        return "the interruption would be over before it began"
    for before, after in pairwise(over):
        if before.end is not None and after.begin < before.end:
            return "the interruption would run into another one"
    if lasting is not None and any(one.begin < lasting.begin < (one.end or 0) for one in over):
        return "the interruption would begin before the one before it was over"
    course = course_of(marks)
    if course.start is not None and course.stop is not None and course.stop < course.start:
        return "the clock would stop before it started"
    return ""


def _overlap(pause: Pause, begin: int, end: int) -> int:
    return max(0, min(end, end if pause.end is None else pause.end) - max(begin, pause.begin))
