"""What is said of a room before its session is opened, and openings that were written down days before.

The library lists these when it starts, so nothing here may import the models of packs and sessions.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proctor.errors import NotWritten, closed_folder
from proctor.state.clock import Clock
from proctor.state.files import FAR, file_words
from proctor.state.system import SystemClock

if TYPE_CHECKING:
    from proctor.scripts.facts import FactValue

FORMAT = 1
_SUFFIX = ".json"
_MAX_BYTES = 1_000_000
"""A prepared opening is a page; what is a thousand times that is something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is said of a room before its session is opened."""

    script: str
    """``pack-id/script-id``."""
    mode: str = "live"
    """``live`` or ``rehearsal``."""
    room: str = ""
    school: str = ""
    district: str = ""
    administrator: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    """May leave out what is not known yet; ``students`` is one of them."""
    soft_chime: bool = False
    speed: float = 1.0
    """How many times as fast a rehearsal's clock runs."""
    from_step: str = ""
    """Join a delivery that was begun on paper at this step."""
    started: str = ""
    """The time of day at which the students began, where they had begun on paper."""


@dataclass(frozen=True, slots=True)
class PreparedCard:
    """One prepared opening as a list shows it. ``problem`` says why it cannot be read; its opening is then empty."""

    path: Path
    opening: Opening
    title: str = ""
    saved: int = 0
    """UTC milliseconds."""
    day: str = ""
    """The day it is meant for, as ``2026-05-23``; empty where none was named."""
    problem: str = ""


class Prepared:
    """The prepared openings of one folder: one file each, readable by its owner alone, since names stand in it."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self._clock = clock or SystemClock()

    def save(self, opening: Opening, title: str, *, day: str = "") -> Path:
        """Write an opening down, beside those there are. Raises :class:`NotWritten`; then there is no file of it."""
        values = {one.name: getattr(opening, one.name) for one in fields(Opening)} | {"facts": dict(opening.facts)}
        said = {"format": FORMAT, "title": title, "day": day, "saved": self._clock.now().utc, "opening": values}
        text = json.dumps(said, indent=1, ensure_ascii=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._free_name(opening, day)
            _write_whole(path, text)
        except OSError as error:
            advice = "Free the disk or make its folder writable, and save it again."
            raise NotWritten(f"The prepared opening could not be written: {error.strerror or error}.", advice) from error
        return path

    def all(self) -> tuple[PreparedCard, ...]:
        """Every prepared opening, by its day, then those without one, the last saved first; at the end what cannot be read."""
        try:
            paths = sorted(path for path in self.folder.iterdir() if path.suffix == _SUFFIX)
        except FileNotFoundError:
            return ()
        except OSError as error:
            return (PreparedCard(self.folder, Opening(script=""), problem=closed_folder(self.folder, error)),)
        found = [_card(path) for path in paths]
        return tuple(sorted(found, key=lambda card: (bool(card.problem), not card.day, card.day, -card.saved)))

    def remove(self, path: Path) -> None:
        """Take one away; it may be gone already. Raises :class:`NotWritten` where the folder does not let it go."""
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = f"{path.name} could not be removed: {error.strerror or error}."
            raise NotWritten(message, "Make its folder writable, and remove it again.") from error

    def _free_name(self, opening: Opening, day: str) -> Path:
        words = (day, opening.room, opening.script.rpartition("/")[2])
        stem = "-".join(part for part in map(file_words, words) if part) or "opening"
        names = (self.folder / f"{stem}{f'-{number}' if number > 1 else ''}{_SUFFIX}" for number in range(1, 1_000_000))
        return next(path for path in names if not os.path.lexists(path))


def _write_whole(path: Path, text: str) -> None:
    """All of a file or nothing: written beside it under another name, forced to the disk, then renamed. Mode 0600."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


# -- reading --------------------------------------------------------------------------------------------------------


class _NotOurs(ValueError):
    """The file does not hold what a prepared opening has."""


def _card(path: Path) -> PreparedCard:
    try:
        if not path.is_file():
            raise _NotOurs("it is no plain file")
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        if len(text) > _MAX_BYTES:
            raise _NotOurs("it is too big")
        return _read(path, json.loads(text.decode("utf-8")))
    except OSError as error:
        problem = f"{path.name} cannot be read: {error.strerror or error}. Check its permissions."
    except _NotOurs as error:
        problem = f"{path.name} is no prepared opening: {error}. Remove it, or prepare it again."
    except (ValueError, RecursionError):
        problem = f"{path.name} is damaged. Remove it, and prepare it again."
    return PreparedCard(path, Opening(script=""), problem=problem)


def _read(path: Path, said: Any) -> PreparedCard:
    if not isinstance(said, dict) or not isinstance(said.get("opening"), dict):
        raise _NotOurs("its opening is missing")
    if said.get("format") != FORMAT:
        raise _NotOurs("its format is that of another version")
    opening = Opening(**{"script": "", **dict(_values(said["opening"]))})
    _check(opening)
    title, saved, day = said.get("title"), said.get("saved"), said.get("day")
    if not (isinstance(title, str) and isinstance(day, str) and type(saved) is int and 0 <= saved < FAR):
        raise _NotOurs("its title, day or time is not as it was written")
    if day:
        date.fromisoformat(day)
    return PreparedCard(path, opening, title, saved, day)


def _values(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of an opening, each of its type; what only another version knows is left out."""
    for one in fields(Opening):
        if one.name not in said:
            continue
        value = said[one.name]
        if one.name == "facts":
            yield one.name, dict(_facts(value))
        elif type(value) is {"soft_chime": bool, "speed": float}.get(one.name, str):
            yield one.name, value
        elif one.name == "speed" and type(value) is int:
            yield one.name, float(value)
        else:
            raise _NotOurs(f"{one.name} is not as it was written")


def _facts(said: Any) -> Iterator[tuple[str, FactValue]]:
    """Facts as they were: JSON has lists where a fact has a tuple."""
    if not isinstance(said, dict):
        raise _NotOurs("its facts are not as they were written")
    for name, value in said.items():
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            yield name, tuple(value)
        elif type(value) in (str, int):
            yield name, value
        else:
            raise _NotOurs(f"the fact {name} is not as it was written")


def _check(opening: Opening) -> None:
    if not opening.script:
        raise _NotOurs("it names no script")
    if opening.mode not in ("live", "rehearsal"):
        raise _NotOurs("it is neither live nor a rehearsal")
    if not (math.isfinite(opening.speed) and opening.speed > 0):
        raise _NotOurs("its speed is no number above nought")
