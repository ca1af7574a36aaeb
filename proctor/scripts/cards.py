"""A line about each pack and script, for the list that stands on the screen before anything heavy is imported.

Only what a list shows is read, and looked at no closer than that: a pack's header, and the head of each script. What else
is wrong in them, loading says.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from proctor.errors import PackError
from proctor.scripts.folders import HEADER, closed, has_calendar, last_of_each, name_of, pack_folders
from proctor.scripts.source import Place, SourceFile, parse_source, read_text
from proctor.scripts.standing import authority_found
from proctor.scripts.vocabulary import AUTHORITIES, SCRIPT_KINDS, words_of
from proctor.settings import Places

T = TypeVar("T")

_BODY = re.compile(r"^(?:facts|materials|procedures|stages)[ \t]*:", re.MULTILINE)
"""Where a script's head ends, in block style."""
_OF_THE_HEAD = re.compile(r"""^["']?(?:id|title|kind|summary|timing)["']?[ \t]*:""", re.MULTILINE)
_FLOW = re.compile(r"(?:\s|[#%].*+|---)*+[{\[]")
"""A file that is one mapping in braces; possessive, so that no row of signs makes it try them all."""
_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}\Z")
_DAY = 1440


@dataclass(frozen=True, slots=True)
class ScriptCard:
    """What a list says of a script. ``problem`` is said where it cannot be delivered; the rest is then as far as known."""

    id: str
    title: str
    kind: str = "session"
    summary: str = ""
    minutes: int | None = None
    untimed: bool = False
    approximate: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PackCard:
    """What a list says of a pack. ``problem`` says why it cannot be used; ``mend`` is the command that says more, of its
    scripts too; there is none where a folder is ``closed``: where it cannot be looked into."""

    id: str
    title: str
    folder: Path
    words: str = ""
    year: int | None = None
    """The newest of the years of its documents."""
    scripts: tuple[ScriptCard, ...] = ()
    schedule: tuple[tuple[str, str, str], ...] = ()
    """(date, title, script, which may be empty), as the pack has them."""
    hides: tuple[Path, ...] = ()
    problem: str = ""
    mend: str = ""
    closed: bool = False
    calendar: bool = False
    """Whether it has a calendar; what is in it is read when it is wanted."""


def pack_cards(places: Places) -> tuple[PackCard, ...]:
    """Every pack that is found, of several with one id the last, as :meth:`Library.entries` has them."""
    folders = pack_folders(places)
    cards = {folder: _pack(folder, places) for folder in dict.fromkeys(folders)}
    holding = last_of_each((cards[folder].id, folder) for folder in folders)
    return tuple(_with_mend(replace(cards[folder], hides=hides)) for folder, hides in holding.items())


def _with_mend(card: PackCard) -> PackCard:
    if not card.closed and (card.problem or any(script.problem for script in card.scripts)):
        return replace(card, mend=f"proctor packs check {shlex.quote(str(card.folder))}")
    return card


def _pack(folder: Path, places: Places) -> PackCard:
    if said := closed(folder):
        name = name_of(folder, places)
        return PackCard(name, name, folder, problem=said, closed=True)
    try:
        return _read_pack(folder, _Values(parse_source(path := folder / HEADER, read_text(path))))
    except PackError as error:
        return PackCard(folder.name, folder.name, folder, problem=_sentence(error))


def _read_pack(folder: Path, header: _Values) -> PackCard:
    pack = header.name("id")
    title = header.text("title")
    words = words_of(authority_found(folder, header.one_of("authority", AUTHORITIES)))
    years = [one.get("year") for one in header.mappings("documents")]
    schedule = tuple(_appointment(one) for one in header.mappings("schedule"))
    calendar = has_calendar(folder)
    names = () if calendar and header.get("scripts") is None else header.names("scripts")
    scripts = tuple(_script(folder / f"{script}.yaml") for script in names)
    year = max((year for year in years if type(year) is int), default=None)
    return PackCard(pack, title, folder, words, year, scripts, schedule, calendar=calendar)


def _appointment(one: _Values) -> tuple[str, str, str]:
    try:
        day = date.fromisoformat(one.text("date")).isoformat()
    except ValueError:
        raise one.fault("date", "date: expected a date such as 2026-05-23") from None
    return day, one.text("title"), one.words("script")


def _script(path: Path) -> ScriptCard:
    try:
        return _read_script(path.stem, _head(path, read_text(path)))
    except PackError as error:
        return ScriptCard(path.stem, path.stem, problem=_sentence(error))


def _head(path: Path, text: str) -> _Values:
    """The values of a script's head; of the whole file where its head cannot be told from the rest."""
    end = _BODY.search(text)
    if end and not _FLOW.match(text) and not _OF_THE_HEAD.search(text, end.start()):
        try:
            return _Values(parse_source(path, text[: end.start()]), whole=False)
        except PackError:
            pass  # a quoted text or a list went on behind what looked like a key
    return _Values(parse_source(path, text))


def _read_script(script: str, head: _Values) -> ScriptCard:
    if head.get("id") is not None:
        raise head.fault("id", "a script's id is the name of its file; leave this line out")
    title = head.text("title")
    kind = head.one_of("kind", SCRIPT_KINDS)
    timing = head.mapping("timing")
    if head.whole and not head.get("stages"):
        raise head.fault("stages", "'stages' is missing; it is required here")
    return ScriptCard(
        script,
        title,
        kind,
        head.words("summary"),
        timing.minutes("scheduled_minutes"),
        timing.yes("untimed"),
        timing.yes("approximate"),
    )


def _sentence(error: PackError) -> str:
    """The first fault of a file, in one sentence."""
    fault = error.faults[0]
    where = f"Line {fault.line} of {fault.path.name}" if fault.line else fault.path.name
    return f"{where}: {fault.message}."


# -- light checks ---------------------------------------------------------------------------------------------------


class _Values:
    """A mapping of a file, asked for one value after the other. Raises :class:`PackError` with the place of what is amiss.

    ``whole``: whether all of the file was read.
    """

    def __init__(self, source: SourceFile, place: Place = (), *, whole: bool = True) -> None:
        self.whole = whole
        self._source = source
        self._place = place
        data = source.data
        for part in place:
            data = data[part]
        if not isinstance(data, dict):
            raise self.fault(None, "expected a mapping (key: value)")
        self._data: dict[str, Any] = data

    def get(self, key: str) -> Any:
        return self._data.get(key)

    def fault(self, key: str | None, message: str) -> PackError:
        place = self._place if key is None else (*self._place, key)
        return PackError([self._source.fault(place, message)])

    def missing(self, key: str) -> PackError:
        return self.fault(key, f"{key!r} is missing; it is required here")

    def text(self, key: str) -> str:
        """Words that must be there, on one line."""
        return self._there(key, self.words(key))

    def words(self, key: str) -> str:
        """Words that may be there, on one line."""
        return " ".join(self._read(key, "", lambda one: isinstance(one, str), "text").split())

    def name(self, key: str) -> str:
        return self._there(key, self._read(key, "", _is_name, "small letters, digits, - and _"))

    def names(self, key: str) -> list[str]:
        none: list[str] = []
        return self._there(key, self._read(key, none, _are_names, "a list of names"))

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        """One of the words that are known, else the first of them, which is the default."""
        return self._read(key, known[0], lambda one: one in known, f"one of {', '.join(known)}")

    def yes(self, key: str) -> bool:
        return self._read(key, False, lambda one: isinstance(one, bool), "true or false")

    def minutes(self, key: str) -> int | None:
        none: int | None = None
        return self._read(key, none, lambda one: type(one) is int and 0 < one <= _DAY, f"whole minutes, at most {_DAY}")

    def mapping(self, key: str) -> _Values:
        if self.get(key) is None:
            return _Values(SourceFile(self._source.path, {}))
        return _Values(self._source, (*self._place, key))

    def mappings(self, key: str) -> Iterator[_Values]:
        """The mappings that stand in a list, or in a mapping by name."""
        none: list[Any] | dict[str, Any] = []
        inner = self._read(key, none, lambda one: isinstance(one, dict | list), "a list or a mapping")
        for part in inner if isinstance(inner, dict) else range(len(inner)):
            yield _Values(self._source, (*self._place, key, part))

    def _there(self, key: str, value: T) -> T:
        if not value:
            raise self.fault(key, f"{key!r} is missing; it is required here")
        return value

    def _read(self, key: str, default: T, fits: Callable[[Any], bool], expected: str) -> T:
        """The value of a key, of the default's type; nothing written there is as good as no key."""
        value = self._data.get(key)
        if value is None:
            return default
        if not fits(value):
            raise self.fault(key, f"{key}: expected {expected}")
        found: T = value
        return found


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(_IDENTIFIER.match(value))


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_name, value))
