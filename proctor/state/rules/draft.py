"""What a rule works on: the state so far, and the events it has come to."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import NoReturn

from proctor.state.clock import DAY, Instant, wall
from proctor.state.events import EVENTS, ClockDisagreed, Event, FactForgotten, FactSet
from proctor.state.evolution import evolve
from proctor.state.facts import FOLLOWS, follows_from
from proctor.state.state import Entry, State
from proctor.state.text import TooLong, tidy

TOLERANCE = 2_000
"""Milliseconds by which the system clock may drift from the steady one between two events before it is worth a line."""


class Typed(str):
    """A part of a refusal that only those are told who type lines: the word of plain mode or of the command line that helps.

    It is a part of its own and no mark in the sentence, so that nothing which a person typed can be taken for one.
    """

    __slots__ = ()


def key(words: str) -> Typed:
    """What to type, as it stands behind what it does: ``resume it first (g)``."""
    return Typed(f" ({words})")


RESUME_FIRST = ("the session is interrupted; resume it first", key("g"))


class Refused(Exception):
    """A rule says no, in one sentence of several parts. Whatever the draft had come to is dropped."""

    def __init__(self, *parts: str) -> None:
        super().__init__("".join(parts))
        self.parts = parts


class Draft:
    """One command being decided: rules add events, see at once what each makes of the state, or refuse."""

    def __init__(self, state: State, now: Instant, at: int | None) -> None:
        self.before = state
        self.state = state
        self.now = now
        self.at = at
        self.events: list[Event] = []

    def add(self, event: Event) -> None:
        """Add an event; it gets the command's ``at`` where it can carry one and has none of its own."""
        if self.at is not None and "at" in _names(type(event).__name__) and getattr(event, "at") is None:  # noqa: B009
            event = replace(event, at=self.at)  # type: ignore[call-arg]
        self.state = evolve(self.state, Entry(self.state.seq + 1, self.now, event))
        self.events.append(event)
        if isinstance(event, FactSet | FactForgotten) and getattr(event, "source", "") != FOLLOWS:
            self.follow()

    def follow(self) -> None:
        """Bring the facts that follow from others in line with them, in the order of the script; at once, since what comes
        next on the walk may hang on them."""
        for name, fact in self.state.plan.facts.items():
            line = follows_from(fact, self.state.facts)
            if line is not None and self.state.facts.get(name) != line.value:
                self.add(FactSet(fact=name, value=line.value, source=FOLLOWS))

    def refuse(self, *parts: str) -> NoReturn:
        """Refuse with a sentence, whose parts of the class :class:`Typed` a screen leaves out."""
        raise Refused(*parts)

    def words(self, text: str, what: str, *, required: bool = True) -> str:
        """Typed text, tidied; refused where it is too long, or empty and required."""
        try:
            kept = tidy(text)
        except TooLong as error:
            self.refuse(f"{what}: {error}")
        if required and not kept:
            self.refuse(f"{what} is missing; say it in a few words")
        return kept

    @property
    def t(self) -> int:
        """Now, on the session's time line."""
        return self.state.t_at(self.now)

    @property
    def t_happened(self) -> int:
        """When the command's matter happened, on the session's time line."""
        return self.t if self.at is None else self.t - (self.now.utc - self.at)

    def wall(self, t: int) -> str:
        """A moment of the time line as the clock on the wall has it."""
        return wall(self.state.utc_of(t, self.now))

    def check_at(self) -> None:
        """A late entry must lie between the opening (less a day, for what was begun on paper) and now."""
        if self.at is None:
            return
        if self.at > self.now.utc:
            self.refuse(f"{wall(self.at)} is still to come; it is {wall(self.now.utc)}")
        if self.state.opened_at is not None and self.t_happened < -DAY:
            self.refuse(f"{wall(self.at)} lies more than a day before the session was opened")

    def note_clocks(self) -> None:
        """Put on record that the machine's clocks disagree since the last event, if they do."""
        last, now = self.state.last, self.now
        if last is None:
            return
        ahead = (now.utc - last.utc) - now.since(last)
        if now.boot_id != last.boot_id:
            self.add(ClockDisagreed(kind="ran_backwards" if ahead < 0 else "rebooted", by=ahead))
        elif abs(ahead) > TOLERANCE:
            self.add(ClockDisagreed(kind="wall_moved", by=ahead))


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(one.name for one in fields(EVENTS[kind]))
