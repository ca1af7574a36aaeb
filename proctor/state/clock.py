"""What time it is, three ways at once, so that a wrong wall clock cannot shorten a test.

All times are whole milliseconds. Nothing else in the core asks a machine for the time: an :class:`Instant` is handed in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment.

    utc: milliseconds since 1970-01-01T00:00Z by the system clock, which may be set wrong or moved.
    steady: milliseconds of a clock that only runs forward and counts through suspend, of meaning within one boot.
    boot_id: which boot ``steady`` belongs to.
    """

    utc: int
    steady: int
    boot_id: str

    def since(self, earlier: Instant) -> int:
        """Milliseconds from ``earlier`` to this moment, never below nought.

        By the steady clock within one boot, else by the system clock.
        """
        if self.boot_id == earlier.boot_id:
            return max(0, self.steady - earlier.steady)
        return max(0, self.utc - earlier.utc)

    def later(self, milliseconds: int) -> Instant:
        """The moment so much later on the same machine, with no clock moved in between."""
        return Instant(self.utc + milliseconds, self.steady + milliseconds, self.boot_id)


class Clock(Protocol):
    """Whatever tells the time: the machine's clock, a faster one for rehearsals, a test's own.

    ``speed``: how many of its milliseconds go by in one of the machine's.
    """

    @property
    def speed(self) -> float: ...

    def now(self) -> Instant: ...

    def sleep(self, milliseconds: int) -> None:
        """Let so much of this clock's time pass."""
        ...


class ScaledClock:
    """A rehearsal's clock: it starts at ``start`` and runs ``speed`` times as fast as ``real``'s steady time."""

    def __init__(self, start: Instant, speed: float, real: Clock) -> None:
        self.speed = speed
        self._start = start
        self._real = real
        self._began = self._real.now()

    def now(self) -> Instant:
        return self._start.later(int(self._real.now().since(self._began) * self.speed))

    def sleep(self, milliseconds: int) -> None:
        self._real.sleep(math.ceil(max(0, milliseconds) / self.speed))


class ManualClock:
    """A clock that stands still until it is told to move; shipped because whoever builds on the core tests with it."""

    speed = float("inf")

    def __init__(self, utc: int = 1_148_389_200_000, steady: int = 5_000_000, boot_id: str = "boot-1") -> None:
        self._now = Instant(utc, steady, boot_id)

    def now(self) -> Instant:
        return self._now

    def sleep(self, milliseconds: int) -> None:
        self._now = self._now.later(max(0, milliseconds))

    def set_wall(self, milliseconds: int) -> None:
        """Move the system clock alone, as an administrator or a time server does."""
        self._now = Instant(self._now.utc + milliseconds, self._now.steady, self._now.boot_id)

    def reboot(self, milliseconds: int = 30_000, boot_id: str | None = None) -> None:
        """Start the machine anew: so much time passes by the system clock, and the steady clock begins again."""
        self._now = Instant(self._now.utc + milliseconds, 0, boot_id or f"{self._now.boot_id}+")


# -- the clock on the wall ------------------------------------------------------------------------------------------


class NotATime(ValueError):
    """What was typed is no time of day."""


def local_time(utc: int, zone: tzinfo | None = None) -> datetime:
    """A moment as the clock on the wall has it; ``zone`` is the machine's unless given."""
    return datetime.fromtimestamp(utc / 1_000, tz=zone).astimezone(zone)


def wall(utc: int, zone: tzinfo | None = None) -> str:
    """``9:14``: hours and minutes of a moment, without a leading nought, 24 hours.

    Rounded to the second first: the machine's clocks are read one after the other, and a moment worked out from both may
    lie a millisecond before the minute that somebody typed.
    """
    at = local_time((utc + 500) // 1_000 * 1_000, zone)
    return f"{at.hour}:{at.minute:02d}"


SOON = 2 * HOUR
"""A time of day that comes within so much is a slip of the finger, not one of many hours ago."""


def read_wall(text: str, now_utc: int, zone: tzinfo | None = None) -> int:
    """The moment (UTC milliseconds) that a time of day typed now means: the last time a clock on the wall showed it.

    Accepts ``9:31``, ``09:31``, ``9:31:20``, ``9.31`` and ``9:31 pm``. An hour up to eleven without am or pm may be one of the
    afternoon, as a clock with hands shows it: at 13:20 ``1:15`` is five minutes ago. A time up to a minute ahead is taken
    for now, since nobody's watch is exact. Yesterday's only where that is less than half a day ago (``23:55`` typed at
    0:05). In the hour that daylight saving repeats, the later reading that is not yet to come.

    Raises :class:`NotATime`, also for a time that is about to come: a slip of the finger must not become an interruption
    that began in the night.
    """
    moments = sorted(_readings(text, now_utc, zone))
    past = [moment for moment in moments if moment <= now_utc + MINUTE]
    soon = [moment for moment in moments if now_utc + MINUTE < moment <= now_utc + SOON]
    if past and not (soon and soon[0] - now_utc < now_utc - past[-1]):
        return min(past[-1], now_utc)
    raise NotATime(f"{text.strip()} is still to come; it is {wall(now_utc, zone)}")


def _readings(text: str, now_utc: int, zone: tzinfo | None) -> Iterator[int]:
    hour, minute, second, said_half = _hands(text)
    today = local_time(now_utc, zone).date()
    days = [(today + timedelta(days=off), hour) for off in (-1, 0, 1)]  # tomorrow's 0:00 is near at a second to midnight
    if 1 <= hour <= 11 and not said_half:
        days.append((today, hour + 12))
    for day, hours in days:
        for fold in (0, 1):
            moment = _moment(datetime(day.year, day.month, day.day, hours, minute, second, fold=fold), zone)
            if day == today or moment >= now_utc - 12 * HOUR:
                yield moment


def next_wall(text: str, after_utc: int, zone: tzinfo | None = None) -> int:
    """The moment (UTC milliseconds) on the same local day as ``after_utc`` that shows the time, also if it is past. Of 24
    hours, as a school's sheet has it."""
    hour, minute, second, _ = _hands(text)
    day = local_time(after_utc, zone).date()
    return _moment(datetime(day.year, day.month, day.day, hour, minute, second), zone)


def _moment(naive: datetime, zone: tzinfo | None) -> int:
    return int((naive.astimezone() if zone is None else naive.replace(tzinfo=zone)).timestamp() * 1_000)


_HANDS = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.ASCII)


def _hands(text: str) -> tuple[int, int, int, bool]:
    """Hour, minute, second, and whether am or pm was said."""
    found = _HANDS.fullmatch(text.strip().lower())
    if found:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        if found[4]:
            hour = hour % 12 + (12 if found[4].startswith("p") else 0) if 1 <= hour <= 12 else 24
        if hour <= 23 and minute <= 59 and second <= 59:
            return hour, minute, second, bool(found[4])
    raise NotATime(f"{text.strip()[:20]!r} is no time of day; write it as 9:31")


def minutes_away(milliseconds: int) -> str:
    """``in 1 minute``, ``in 12 minutes``: begun minutes count."""
    minutes = -(-milliseconds // MINUTE)
    return f"in {minutes} minute{'' if minutes == 1 else 's'}"


def span(milliseconds: int) -> str:
    """``60:00``, ``1:02:30``, ``-0:05``: minutes and seconds, with hours above 99 minutes."""
    seconds = abs(milliseconds) // SECOND
    sign = "-" if milliseconds < 0 and seconds else ""
    if seconds < 100 * 60:
        return f"{sign}{seconds // 60}:{seconds % 60:02d}"
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
