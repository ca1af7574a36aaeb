"""What the library lists, line by line, out of what is known of files without opening them.

Knows nothing of Textual, and imports no models: it stands on the screen before anything heavy is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from proctor.errors import PackError
from proctor.scripts.cards import PackCard, ScriptCard
from proctor.scripts.kinds import habits_of
from proctor.state.cards import Card
from proctor.state.clock import local_time, wall
from proctor.state.files import SUFFIX
from proctor.state.prepared import PreparedCard

FEW = 3
"""So many of the earlier sessions are listed before they are asked for."""
OPEN, SEALED, TROUBLE = "○", "✓", "!"
NONE_YET = "None yet. Choose a script: enter opens it, r rehearses it. New? t: a tour."


@dataclass(frozen=True, slots=True)
class Stock:
    """All there is to list. ``faults``: what loading whole packs has found, by their folders."""

    sessions: tuple[Card, ...] = ()
    prepared: tuple[PreparedCard, ...] = ()
    packs: tuple[PackCard, ...] = ()
    faults: Mapping[Path, PackError] = field(default_factory=dict)
    packs_folder: Path = Path()
    """Where a user's packs go, for whoever has none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``kind``: ``session``, ``prepared``, ``script``, ``calendar``, ``date`` (of a calendar), ``pack`` (one that has
    faults), ``more``; ``heading`` and ``note`` cannot be chosen. ``about`` is said below the list while the cursor is on it."""

    kind: str
    left: str = ""
    right: str = ""
    sign: str = " "
    about: str = ""
    session: Card | None = None
    prepared: PreparedCard | None = None
    pack: PackCard | None = None
    script: ScriptCard | None = None
    find: str = ""
    """Further words by which a search finds it."""

    @property
    def can_be_chosen(self) -> bool:
        return self.kind not in ("heading", "note")

    @property
    def unreadable(self) -> bool:
        """Whether it cannot be used as it is; ``about`` says why."""
        return self.sign == TROUBLE

    @property
    def key(self) -> tuple[str, str]:
        """What it stands for, so that the cursor stays with it when the list is made anew."""
        paths = [one.path for one in (self.session, self.prepared) if one is not None]
        return self.kind, str(paths[0]) if paths else self.name or self.left

    @property
    def name(self) -> str:
        """``pack-id/script-id`` of a script; "" of anything else."""
        return f"{self.pack.id}/{self.script.id}" if self.pack and self.script else ""


def lines(stock: Stock, today: date, query: str = "", *, whole: bool = False) -> tuple[Line, ...]:
    """The list. With a query only what fits it; ``whole`` lists every earlier session."""
    wanted = query.casefold().split()
    whole = whole or bool(wanted)
    parts: tuple[tuple[str | Line, Sequence[Line]], ...] = (
        ("Sessions", [*_sessions(stock.sessions, today, whole=whole)]),
        ("Prepared", [_prepared(card, today) for card in stock.prepared]),
        *((_pack_heading(pack), [*_pack(pack, stock.faults.get(pack.folder))]) for pack in stock.packs),
    )
    found = [*_found(parts, wanted)]
    if wanted:
        return _spaced(found) or (Line("note", f"Nothing here fits {query.strip()!r}. Escape shows everything again."),)
    if not stock.packs:
        found += [Line("heading", "Packs"), *(Line("note", words) for words in _no_packs(stock.packs_folder))]
    elif not stock.sessions and not stock.prepared:
        found = [Line("heading", "Sessions"), Line("note", NONE_YET), *found]
    return _spaced(found)


def _spaced(found: Sequence[Line]) -> tuple[Line, ...]:
    """An empty line before each heading but the first."""
    gap = Line("note")
    return tuple(one for n, line in enumerate(found) for one in ((gap, line) if n and line.kind == "heading" else (line,)))


def _found(parts: Iterable[tuple[str | Line, Sequence[Line]]], wanted: Sequence[str]) -> Iterator[Line]:
    """The parts that have something to be listed, each under its heading; a heading that fits brings all below it."""
    for heading, below in parts:
        head = heading if isinstance(heading, Line) else Line("heading", heading)
        by_head = isinstance(heading, Line) and _fits(head, wanted)
        fitting = [line for line in below if by_head or _fits(line, wanted)]
        if fitting:
            yield head
            yield from fitting


def _fits(line: Line, wanted: Sequence[str]) -> bool:
    text = f"{line.left} {line.find}".casefold()
    return all(word in text for word in wanted)


def first_choice(listed: Sequence[Line], today: date) -> int:
    """Where the cursor begins: on what is most likely wanted now. An open session of today, what was prepared for today, any
    that is open, anything prepared, the first script for a room, the first of any."""
    wishes: tuple[Callable[[Line], object], ...] = (
        lambda line: line.session and line.session.unfinished and _day(line.session.last) == today,
        lambda line: line.prepared and line.prepared.day == today.isoformat(),
        lambda line: line.session and line.session.unfinished,
        lambda line: line.prepared and not line.prepared.problem,
        lambda line: line.script and habits_of(line.script.kind).room,
        lambda line: line.kind == "script",
        lambda line: line.can_be_chosen,
    )
    for wish in wishes:
        for number, line in enumerate(listed):
            if wish(line):
                return number
    return 0


# -- sessions -------------------------------------------------------------------------------------------------------


def _sessions(cards: Sequence[Card], today: date, *, whole: bool) -> Iterator[Line]:
    """Those that are not finished, then today's that are, then the earlier ones: of these a few, and how many more."""
    unfinished = [card for card in cards if card.unfinished]
    todays = [card for card in cards if not card.unfinished and not card.problem and _day(card.last) == today]
    earlier = [card for card in cards if card not in unfinished and card not in todays]
    shown = earlier if whole or len(earlier) <= FEW + 1 else earlier[:FEW]
    yield from (session_line(card, today) for card in (*unfinished, *todays, *shown))
    if len(shown) < len(earlier):
        about = "enter lists them all; / finds one by its title or room."
        yield Line("more", f"{len(earlier) - len(shown)} earlier sessions", sign="…", about=about)


def session_line(card: Card, today: date) -> Line:
    """One session's file."""
    if card.problem:
        problem = card.problem if card.path.suffix != SUFFIX else card.problem.replace(str(card.path), card.path.name)
        return Line("session", card.path.stem, "cannot be read", TROUBLE, problem, session=card)
    if not card.opened:
        about = "It was begun and never opened; nothing is in it. Its file can be deleted."
        return Line("session", card.path.stem, "never opened", TROUBLE, about, session=card)
    state = {"open": "open", "closed": "closed, not sealed", "sealed": "sealed"}[card.phase]
    rehearsal = "REHEARSAL · " if card.mode == "rehearsal" else ""
    right = f"{rehearsal}{state} · {_when(card.opened, today)}"
    sign = OPEN if card.unfinished else SEALED
    find = f"{card.script} {rehearsal}{state} {spelt(_day(card.opened))}"
    return Line("session", _titled(card.title, card.where), right, sign, _about(card), session=card, find=find)


def _about(card: Card) -> str:
    last = local_time(card.last)
    day = "" if last.date() == local_time(card.opened).date() else f"{spelt(last.date())} "
    opened = f"Opened {spelt(_day(card.opened))} at {wall(card.opened)}"
    told = f"{opened}, last entry {day}{wall(card.last)}, {card.events} entries."
    if card.unfinished:
        return f"enter goes on with it. {told}"
    return f"enter shows the record, v compares it with the seal on paper. {told}"


# -- prepared -------------------------------------------------------------------------------------------------------


def _prepared(card: PreparedCard, today: date) -> Line:
    opening = card.opening
    if card.problem:
        return Line("prepared", card.path.stem, "cannot be read", TROUBLE, card.problem, prepared=card)
    day = date.fromisoformat(card.day) if card.day else None
    right = "prepared" if day is None else "for today" if day == today else f"for {spelt(day)}"
    if opening.mode == "rehearsal":
        right = f"REHEARSAL · {right}"
    who = f" {opening.administrator}." if opening.administrator else ""
    about = f"enter opens it, e changes it, delete removes it.{who} {opening.script}"
    return Line(
        "prepared",
        _titled(card.title, opening.room and f"room {opening.room}"),
        right,
        "·",
        about,
        prepared=card,
        find=f"{opening.script} {right}",
    )


# -- packs ----------------------------------------------------------------------------------------------------------


def _pack_heading(pack: PackCard) -> Line:
    right = " · ".join(part for part in (str(pack.year or ""), pack.words) if part)
    return Line("heading", pack.title, right, find=pack.id)


def _pack(pack: PackCard, error: PackError | None) -> Iterator[Line]:
    if pack.closed:
        yield Line("pack", "This folder cannot be read", "no permission?", TROUBLE, pack.problem, pack=pack, find=pack.id)
        return
    if pack.problem:
        about = f"{pack.problem} enter shows every fault."
        yield Line("pack", "This pack cannot be used", "enter shows why", TROUBLE, about, pack=pack, find=pack.id)
        return
    broken = {fault.path.stem for fault in error.faults} if error else set()
    for script in pack.scripts:
        yield _script(pack, script, broken=script.id in broken)
    if pack.calendar:
        about = "What is offered, when and for whom. enter shows it; c shows the calendars of all packs."
        yield Line("calendar", "Calendar", "dates", " ", about, pack=pack, find=f"{pack.id} dates trainings")
    elsewhere = broken - {script.id for script in pack.scripts}
    if elsewhere:
        assert error is not None
        first = next(fault for fault in error.faults if fault.path.stem in elsewhere)
        about = f"{first.path.name}: {first.message}. enter shows every fault."
        yield Line("pack", "This pack has faults", "enter shows them", TROUBLE, about, pack=pack, find=pack.id)


def _script(pack: PackCard, script: ScriptCard, *, broken: bool) -> Line:
    if script.problem or broken:
        said = script.problem or "Something in it is not as it should be."
        about = f"{said} enter shows every fault."
        return Line("script", script.title, "cannot be used", TROUBLE, about, pack=pack, script=script, find=script.id)
    hides = f" This pack hides the one of the same id in {pack.hides[0]}." if pack.hides else ""
    about = f"{script.summary or script.id}{hides}"
    find = f"{pack.id}/{script.id} {script.kind}"
    return Line("script", script.title, _length(script), " ", about, pack=pack, script=script, find=find)


def _length(script: ScriptCard) -> str:
    """``60 min, untimed``."""
    minutes = f"{'about ' if script.approximate else ''}{script.minutes} min" if script.minutes else ""
    return ", ".join(part for part in (minutes, "untimed" if script.untimed else "") if part)


def _no_packs(folder: Path) -> Iterator[str]:
    yield "There is no pack on this machine yet, so there is nothing to deliver."
    yield "A pack is a folder with a pack.yaml in it. Put it into"
    yield f"  {folder}"
    yield "or name its folder in PROCTOR_PACKS, and start proctor again."


# -- words ----------------------------------------------------------------------------------------------------------


def _titled(title: str, where: str) -> str:
    """The room first: it tells two sessions of one morning apart, also where the line is cut."""
    return f"{where[0].upper()}{where[1:]} · {title}" if where else title


def _day(utc: int) -> date:
    return local_time(utc).date()


def _when(utc: int, today: date) -> str:
    day = _day(utc)
    return f"today {wall(utc)}" if day == today else "yesterday" if (today - day).days == 1 else spelt(day)


def spelt(day: date) -> str:
    """``23 May 2006``."""
    return f"{day.day} {day:%b} {day.year}"
