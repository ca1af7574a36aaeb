"""A session as the screens have it: one place to hand commands in, and what became of them in words.

Knows nothing of Textual, so that it can be tested, and used by another front end, without a screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from proctor.assistant.conversation import Conversation
from proctor.errors import NotWritten, ProctorError
from proctor.records.wording import line_of
from proctor.state import Accepted, Refusal, Session, SessionView
from proctor.state import events as ev
from proctor.state.clock import MINUTE, SECOND, minutes_away, wall
from proctor.state.commands import Command, TakeOver
from proctor.state.facts import spell
from proctor.state.plan import fact_asked
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Entry

GONE = "{} has been moved, replaced, overwritten or deleted."
"""What is said of a session's file that is not where it was."""


SLOW, REST = 0.1, 1.0
"""Seconds: where a write that was refused took longer than ``SLOW``, what falls due is not tried again before ``REST`` is over,
counted from when it began, so that the keys come through."""


class Desk:
    """One session in hand.

    ``trouble``: why the last write failed; "" once one has succeeded again. ``news``: what came of the last command, in a
    line for people.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.trouble = ""
        self.news = ""
        self.mode = session.view().mode
        self.conversation = Conversation(self.session.state.plan.snapshot)
        self.press_guard = 0
        """Milliseconds; see :class:`proctor.settings.Settings`."""
        self.chime: Callable[[], None] = lambda: None
        """What makes the sound."""
        self._told: list[Callable[[], None]] = []
        self._seen: tuple[object, ...] = ()
        self._not_before = 0.0

    # -- looking ----------------------------------------------------------------------------------------------------

    def view(self) -> SessionView:
        """The session as it is now."""
        return self.session.view()

    @property
    def path(self) -> Path | None:
        """The session's file; None for one in memory."""
        journal = self.session.journal
        return journal.path if isinstance(journal, SqliteJournal) else None

    @property
    def vanished(self) -> bool:
        """Whether the session's file is gone and nothing has its name, so that it can be written back."""
        return self.path is not None and not self.path.exists()

    def tell(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after everything that changed something to be seen. Returns the way to stop that."""
        self._told.append(listener)
        return lambda: self._told.remove(listener)

    # -- changing ---------------------------------------------------------------------------------------------------

    def do(self, *commands: Command) -> str:
        """Carry out commands, one after the other, as far as they are taken; the reason why one was not, else ""."""
        reason = ""
        entries: list[Entry] = []
        try:
            for command in commands:
                outcome = self.session.handle(command)
                if isinstance(outcome, Refusal):
                    reason = outcome.reason
                    break
                entries += outcome.entries
                self.trouble = "" if outcome.entries else self.trouble
        except NotWritten as error:
            self.trouble = reason = str(error)
        if entries:
            self.news = self._said(entries)
            self._ring(entries)
        self._tell()
        return reason

    def tick(self, *, seconds: bool = False) -> None:
        """Let fall due what is due, and tell whoever listens where something that is shown is another: also where only the
        clock on the wall has moved on, by a minute, or with ``seconds`` by a second of the students' clock."""
        before, trouble = self.session.state, self.trouble
        began = time.monotonic()
        try:
            outcome = self.session.tick() if began >= self._not_before else None
            if isinstance(outcome, Accepted) and outcome.entries:
                self.trouble = ""
                self.news = self._said(outcome.entries)
                self._ring(outcome.entries)
        except NotWritten as error:
            self.trouble = str(error)
            took = time.monotonic() - began
            self._not_before = began + (REST if took > SLOW else 0)
        self._look_for_the_file()
        view = self.view()
        seen = (view.today, view.wall, view.clock_line, view.notices, view.clock.elapsed // SECOND if seconds else 0)
        if self.session.state is not before or self.trouble != trouble or seen != self._seen:
            self._seen = seen
            self._tell()

    def _ring(self, entries: Sequence[Entry]) -> None:
        """A chime when something falls due, only where the opening chose it."""
        opened = self.session.state.opened
        if opened is not None and opened.soft_chime and any(isinstance(one.event, ev.AnnouncementDue) for one in entries):
            self.chime()

    def take_over(self, name: str) -> str:
        """Hand the session to somebody else by name; why not, else ""."""
        try:
            person = self.session.person(name)
        except ProctorError as error:
            return str(error)
        return self.do(TakeOver(administrator=person))

    def put_back(self) -> str:
        """Write a session's file that has vanished anew; why that cannot be, else ""."""
        journal = self.session.journal
        try:
            if isinstance(journal, SqliteJournal):
                journal.put_back()
            self.trouble = ""
        except NotWritten as error:
            self.trouble = str(error)
        self._tell()
        return self.trouble

    def _look_for_the_file(self) -> None:
        """That it has vanished is said when it does, not only with the next key; and taken back when it is there again."""
        journal = self.session.journal
        if isinstance(journal, SqliteJournal):
            gone = GONE.format(journal.path.name)
            if not journal.in_place:
                self.trouble = gone
            elif self.trouble == gone:
                self.trouble = ""

    def rescue(self) -> str:
        """See to it that a whole file is there before the session is let go; why there is none, else "". Where it now has
        another name, the news say so."""
        journal = self.session.journal
        if not isinstance(journal, SqliteJournal) or journal.in_place:
            return ""
        try:
            self.news = f"The session's file was not as it was left; all of it is in {journal.rescue()}"
        except NotWritten as error:
            return str(error)
        return ""

    def close(self) -> None:
        """Let the session's file go; it stays as it is."""
        self.session.close()

    # -- in words ---------------------------------------------------------------------------------------------------

    def _said(self, entries: Sequence[Entry]) -> str:
        """What came of a command, for the line below the block: the start of the clock says what to note on paper."""
        lines = [line for line in dict.fromkeys(self._lines(entries)) if line]
        return " · ".join(lines[-3:])

    def _lines(self, entries: Sequence[Entry]) -> Iterator[str]:
        for entry in entries:
            match entry.event:
                case ev.ClockDisagreed() if self.session.state.plan.script.is_list:
                    continue  # a list has no clock
                case ev.BlockDone() | ev.AnnouncementDue() | ev.ProcedureStarted():
                    continue  # the screen shows it
                case ev.Answered(block=spot) if fact_asked(spot):
                    continue  # the fact says it
                case ev.FactSet(fact=fact, value=value):
                    yield f"{fact.replace('_', ' ')}: {spell(value)}"
                case ev.ClockStarted():
                    yield start_of(self.view())
                case ev.Resumed():
                    yield "the students go on"
                    yield times_of(self.view())
                case ev.MisreadRecorded(number=number):
                    yield f"misread {number} is on record; u takes it back for ten seconds"
                case ev.Tallied(tally=tally):
                    yield tally_of(self.view(), tally)
                case _:
                    yield line_of(self.session, entry)

    def _tell(self) -> None:
        for listener in tuple(self._told):
            listener()


def start_of(view: SessionView) -> str:
    """When the students began, and when half time and the end are: to be noted on paper."""
    started = view.clock.started_at
    begun = f"started {wall(started)}" if started is not None else "started"
    times = times_of(view)
    return f"{begun} · {times} · write these down" if times else begun


def times_of(view: SessionView) -> str:
    """``half 9:44 · end 10:14``: what is still to come, by the clock on the wall."""
    clock = view.clock
    parts = [f"{name} {wall(at)}" for name, at in (("half", clock.half_at), ("end", clock.end_at)) if at is not None]
    return " · ".join(parts)


def tally_of(view: SessionView, tally: str) -> str:
    """``handed in 5 · still testing 23``."""
    testing = "" if view.testing is None else f" · still testing {view.testing}"
    return f"{tally.replace('_', ' ')} {view.tallies[tally]}{testing}"


def away(view: SessionView, at: int) -> str:
    """``in 12 minutes``, ``now``, ``3 minutes ago``."""
    left = at - view.now.utc
    if left > 0:
        return minutes_away(left)
    minutes = -left // MINUTE
    return "now" if not minutes else f"{minutes} minute{'' if minutes == 1 else 's'} ago"
