"""Which open session is meant, and going on with it."""

from __future__ import annotations

import select
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from proctor.commands.common import facts_given, library
from proctor.commands.output import say
from proctor.errors import NotASession, PackError, UsageError
from proctor.scripts.since import since_opened
from proctor.settings import Places
from proctor.state import Refusal, Session
from proctor.state.clock import local_time
from proctor.state.commands import Command, SetFact, TakeOver
from proctor.state.events import FactSet
from proctor.state.opening import go_on
from proctor.state.shelf import SUFFIX, Card, Shelf, card_of
from proctor.state.system import SystemClock

SLICE = 0.25
"""Seconds between two looks at whether something was typed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for. ``script`` may also be a session's file."""

    script: str
    mode: str
    room: str = ""
    students: int | None = None
    facts: tuple[str, ...] = ()
    administrator: str = ""
    school: str = ""
    district: str = ""
    from_step: str = ""
    started: str = ""
    speed: float = 1.0
    resume: bool | None = None
    plain: bool = False

    @property
    def tells(self) -> bool:
        """Whether anything is said of the room; where nothing is, a form asks for it on the screen."""
        said = (self.room, self.students, self.facts, self.administrator, self.school, self.district, self.from_step)
        return any(said)

    @property
    def names_a_file(self) -> bool:
        """Whether it is a session's file, and not a script, that is to be gone on with."""
        return self.script.endswith(SUFFIX)


def resumed(wish: Wish) -> Session | None:
    """The open session that is meant, gone on with; None where a new one is to begin."""
    card = _chosen(wish)
    if card is None:
        return None
    session = go_on(card.path, mode=wish.mode, speed=wish.speed)
    try:
        if said := since_opened(library(), session.state.plan.snapshot):
            say(said, err=True)
        _say_otherwise(session, wish)
    except BaseException:
        session.close()
        raise
    return session


def _chosen(wish: Wish) -> Card | None:
    shelf = Shelf(Places.of_environment().sessions)
    if wish.names_a_file:
        return _named(shelf.find(wish.script), wish)
    name = _name(wish.script)
    cards = tuple(shelf.unfinished(name, wish.mode, wish.room))
    if wish.resume is False or (wish.from_step and not (cards and sys.stdin.isatty())):
        _mention(cards, wish)
        return None
    if not cards:
        if wish.resume:
            raise UsageError(f"There is no open session of {name}.", "Leave out --resume to begin one.")
        return None
    if sys.stdin.isatty() and wish.resume is None:
        return _asked(cards)
    return _only(cards, wish)


def _named(path: Path, wish: Wish) -> Card:
    card = card_of(path)
    if card.problem:
        raise NotASession(card.problem)
    if not card.opened:
        raise UsageError(f"{path.name} was never opened; nothing is in it.", "Delete it, and name the script.")
    if not card.unfinished:
        shown = shlex.quote(path.stem)
        advice = f"`proctor sessions show {shown}` reads it; `proctor sessions amend {shown} TEXT` adds to it."
        raise UsageError(f"{path.name} is {card.phase}.", advice)
    if card.mode != wish.mode:
        command = "run" if card.mode == "live" else "rehearse"
        raise UsageError(
            f"{path.name} is a {card.mode} session.", f"Go on with it by: proctor {command} {shlex.quote(str(path))}"
        )
    return card


def _asked(cards: Sequence[Card]) -> Card | None:
    """At a terminal: which one, or a new one."""
    say("There is an open session:" if len(cards) == 1 else f"There are {len(cards)} open sessions:")
    for number, card in enumerate(cards, 1):
        say(f"  {number}  {_line(card)}")
    say("  n  begin a new one")
    choices = [*(str(number) for number in range(1, len(cards) + 1)), "n"]
    choice = _choice(choices)
    return None if choice == "n" else cards[int(choice) - 1]


def _choice(choices: Sequence[str]) -> str:
    """One of the choices as it is typed, the first where nothing is. Raises :class:`click.Abort` at the end of input."""
    while True:
        click.echo(f"Which [{choices[0]}]: ", nl=False)
        if not (line := _typed()):
            raise click.Abort
        if (choice := line.strip() or choices[0]) in choices:
            return choice
        say(f"{choice[:30]!r} is none of them: {', '.join(choices)}.")


def _typed() -> str:
    """A line of standard input, waited for in slices: a signal that comes just before a read began would not end that read."""
    if sys.platform != "win32":
        while not select.select([sys.stdin], [], [], SLICE)[0]:
            pass
    return sys.stdin.readline()


def _only(cards: Sequence[Card], wish: Wish) -> Card:
    """Without a terminal nobody can be asked: one session of today, a checklist, or the one that --resume can only mean."""
    today = local_time(SystemClock().now().utc).date()
    if len(cards) == 1 and (wish.resume or local_time(cards[0].opened).date() == today or cards[0].is_list):
        say(f"Going on with the open session {cards[0].path.name}; --new begins another.", err=True)
        return cards[0]
    listed = "; ".join(f"{shlex.quote(str(card.path))} ({_line(card)})" for card in cards)
    advice = "Name the file of the one you mean, or --resume, or --new." if len(cards) == 1 else "Name its file, or --new."
    raise UsageError(f"Open already: {listed}.", advice)


def _mention(cards: Sequence[Card], wish: Wish) -> None:
    """Whoever begins anew is told of what is open in the same room."""
    for card in cards:
        say(f"Mind: {card.path.name} is open too ({_line(card)}).", err=True)


def _line(card: Card) -> str:
    room = f"{card.where}, " if card.where else ""
    opened, last = local_time(card.opened), local_time(card.last)
    day = f"{last:%H:%M}" if opened.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return f"{card.title}, {room}opened {opened:%Y-%m-%d %H:%M}, last entry {day}, {card.events} events, {card.phase}"


def _name(script: str) -> str:
    """``pack/script`` of a name. A session can be resumed even where its pack is gone: then it is known by its sessions."""
    try:
        shelf = library()
        folder, script_id = shelf.find(script)
        return f"{shelf.id_of(folder)}/{script_id}"
    except (UsageError, PackError):
        known = {card.script for card in Shelf(Places.of_environment().sessions).cards() if script.lower() in card.script}
        return known.pop() if len(known) == 1 else script


def _say_otherwise(session: Session, wish: Wish) -> None:
    """What the command line says of the room now holds, where it is not what the session knows.

    What was known at the opening already is no news: whoever starts again after a crash with the same command must not
    take back what was learnt since (a label was refused, somebody took over).
    """
    facts = facts_given(session.state.plan.script, wish.facts)
    if wish.students is not None:
        facts["students"] = wish.students
    events = [entry.event for entry in session.journal.entries()]
    said = {one.fact: one.value for one in events if isinstance(one, FactSet) and one.source in ("opening", "school")}
    for name, value in facts.items():
        if value not in (session.state.facts.get(name), said.get(name)):
            accept(session, SetFact(fact=name, value=value))
    person = session.person(wish.administrator)
    had_it = {key for key, _ in (*session.state.administrators[:1], *session.state.administrators[-1:])}
    if person.key and person.key not in had_it:
        accept(session, TakeOver(administrator=person))


def accept(session: Session, command: Command) -> None:
    """Carry out what the command line asks for; a refusal is wrong usage."""
    outcome = session.handle(command)
    if isinstance(outcome, Refusal):
        raise UsageError(f"{outcome.typed[:1].upper()}{outcome.typed[1:]}.")
