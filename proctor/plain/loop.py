"""The loop of plain mode: a line in, ``ok`` or ``no`` out, and the clock in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from proctor import __version__
from proctor.assistant.conversation import Conversation
from proctor.assistant.reply import lines_of
from proctor.documents.text import printable, terminal_width, wrapped
from proctor.errors import NotWritten
from proctor.plain import news, printing, tasks
from proctor.plain.grammar import Ask, NotUnderstood, Question, Take
from proctor.plain.lines import END, Line, Lines
from proctor.plain.list_grammar import AssignTo, Show, parse
from proctor.state import Accepted, Refusal, Session, SessionView
from proctor.state.clock import SECOND, wall
from proctor.state.commands import Assign, Command, TakeOver
from proctor.state.events import Amended, SessionSealed
from proctor.state.session import Outcome

TICK = 0.25
"""Seconds between two looks at the clock while input is awaited."""


class PlainMode:
    """One session over lines. ``interactive`` wraps to the terminal, shows a prompt, and lets a line end a wait."""

    def __init__(
        self, session: Session, lines: Lines, out: TextIO, *, interactive: bool = False, resumed: bool = False
    ) -> None:
        self.session = session
        self.lines = lines
        self.out = out
        self.interactive = interactive
        self.resumed = resumed
        self._shown: SessionView | None = None
        self._notices: set[str] = set()
        self._warned = False
        self._conversation = Conversation(session.state.plan.snapshot)

    def run(self) -> None:
        """Until ``q``, the end of input, or the end of the record's life; the session's file is left as it is."""
        view = self.session.view()
        self._print(printing.banner(view, __version__, resumed=self.resumed))
        self.session_tick()
        self._show()
        while self._turn():
            pass

    def _turn(self) -> bool:
        self._prompt()
        line = self._await()
        if line is END:
            return False
        if line.problem:
            self._say(f"no: {line.problem}")
            return True
        try:
            return self._obey(line.text)
        except NotUnderstood as error:
            self._say(f"no: {error}")
        except NotWritten as error:
            self._say(f"no: {error}")
        return True

    def _await(self) -> Line:
        """The next line; announcements and notices come while it is awaited."""
        while True:
            line = self.lines.next(TICK)
            if line is not None:
                return line
            if self.session_tick():
                if self.interactive:
                    self._say("")
                self._show()
                self._prompt()

    def session_tick(self) -> bool:
        """Let fall due what is due; whether anything came of it. A disk that refuses is said once."""
        before = self.session.view()
        try:
            outcome = self.session.tick()
            self._warned = False
            self._print_news(outcome, before)
        except NotWritten as error:
            if not self._warned:
                self._say(f"WARNING: {error}")
            self._warned = True
        view = self.session.view()
        for notice in view.notices:
            if notice not in self._notices:
                self._notices.add(notice)
                self._say(f"NOTICE: {notice}")
        return self.session.state is not before.state

    # -- a line -----------------------------------------------------------------------------------------------------

    def _obey(self, text: str) -> bool:
        seen = self.session.view()  # the line is meant for what was on screen, not for what comes up this instant
        if self.session_tick():
            self._show()
        parsed = parse(text, seen)
        if isinstance(parsed, Question):
            self._print(self._replied(parsed.text))
            return True
        if isinstance(parsed, Ask):
            return self._answer(parsed.what)
        if isinstance(parsed, Show):
            self._print(tasks.shown(self.session, parsed))
            return True
        self._handle(self._named(parsed))
        return True

    def _named(self, parsed: Command | Take | AssignTo) -> Command:
        """The command, with the person of whom only the name was typed."""
        match parsed:
            case Take(name):
                return TakeOver(administrator=self.session.person(name))
            case AssignTo(task, name):
                return Assign(task=task, person=self.session.person(name))
            case _:
                return parsed

    def _handle(self, command: Command) -> None:
        before = self.session.view()
        outcome = self.session.handle(command)
        if isinstance(outcome, Refusal):
            self._say(f"no: {outcome.typed}")
            return
        self._say(f"ok {outcome.seq}")
        self._print_news(outcome, before)
        if isinstance(command, TakeOver):
            self._hand_over(self.session.name_of(command.administrator.key))
        self._show()
        self._show_seal(outcome)

    def _hand_over(self, name: str) -> None:
        """What whoever takes over must know, and where the session is."""
        self._shown = self.session.view()
        self._print([f"{name} takes over."] if self._shown.is_list else news.handover(self._shown, name))
        self._print(printing.screen(self._shown))

    def _print_news(self, outcome: Outcome, before: SessionView) -> None:
        if isinstance(outcome, Accepted) and outcome.entries and before.is_list:
            self._print(tasks.news(self.session, outcome.entries))
        elif isinstance(outcome, Accepted) and outcome.entries:
            self._print(news.notices(outcome.entries))
            self._print(news.news(outcome.entries, self.session.view(), before))

    def _show_seal(self, outcome: Accepted) -> None:
        seal = self.session.seal()
        if seal and any(isinstance(entry.event, SessionSealed | Amended) for entry in outcome.entries):
            self._print(printing.seal_lines(self.session.view(), seal))

    def _answer(self, what: str) -> bool:
        view = self.session.view()
        match what:
            case "quit":
                return False
            case "wait":
                self._wait()
            case "block":
                self._shown = None
                self._show()
            case "outline":
                self._print(printing.outline(view))
            case "time":
                self._print(printing.times(view))
            case "confirm":
                self._confirm()
            case "keep":
                self._keep()
            case "room":
                self._print(printing.room(view))
            case "progress":
                self._print(tasks.chart(view))
            case _:
                self._print(tasks.help_lines() if view.is_list else printing.help_lines(view))
        return True

    def _replied(self, text: str) -> Iterator[str]:
        """What the assistant says; an action is offered, and done by another line only."""
        reply = self._conversation.ask(text, self.session.view())
        for number, one in enumerate(reply.all):
            yield f"ANSWER: {one.question}" if reply.more else "ANSWER:"
            yield from (f"  {line}" for line in lines_of(one))
            if one.command is not None and number == 0:
                yield "  y does it."

    def _confirm(self) -> None:
        command = self._conversation.proposed(self.session.view())
        if command is None:
            self._say("no: nothing is offered; ask first, as in: ? note a fire drill")
        else:
            self._handle(command)

    def _keep(self) -> None:
        note = self._conversation.note()
        if note is None:
            self._say("no: there is no answer to keep; ask first, as in: ? are calculators allowed")
        else:
            self._handle(note)

    def _wait(self) -> None:
        """Let time pass until an announcement is due. At a terminal the next line ends the wait."""
        view = self.session.view()
        if view.due is not None:
            self._say("no: an announcement is due already (k)")
            return
        if view.next_due is None:
            self._say("no: nothing falls due while things are as they are")
            return
        clock = self.session.clock
        if self.interactive:
            self._say(f"waiting until {wall(view.now.utc + view.next_due)}; any line ends it")
        while (left := self.session.view().next_due) is not None:
            if self.interactive and self.lines.waiting:
                return
            clock.sleep(int(max(1, min(left, clock.speed * TICK * SECOND))))
            if self.session_tick():
                break
        self._say(f"ok {self.session.state.seq}")
        self._show()

    # -- out --------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Print what is to be seen now, unless it is what was printed last."""
        view = self.session.view()
        self._print(printing.clock_news(view, self._shown))
        if self._shown is None or list(printing.screen(view, None)) != list(printing.screen(self._shown, None)):
            self._print(printing.screen(view, self._shown))
        self._shown = view

    def _prompt(self) -> None:
        if self.interactive:
            self.out.write("> ")
            self.out.flush()

    def _say(self, line: str) -> None:
        self._print([line])

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.out.write(f"{self._wrapped(printable(line))}\n")
        self.out.flush()

    def _wrapped(self, line: str) -> str:
        return wrapped(line, terminal_width()) if self.interactive else line
