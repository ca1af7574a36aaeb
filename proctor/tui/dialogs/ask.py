"""Ask: in a session, where it stands and with what can be done there; in the library, of all packs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from proctor.assistant.assistant import Assistant
from proctor.assistant.conversation import note_of
from proctor.assistant.reply import Reply
from proctor.assistant.shelf import shelf
from proctor.settings import Places
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, Said, Wrong, does, leaves
from proctor.tui.dialogs.question import Question, answers
from proctor.tui.widgets.answers import Asking

IN_SESSION = "are calculators allowed? · how long is left? · note a fire drill"
IN_LIST = "how fast is a breach reported? · which code for a parent's exemption?"
IN_LIBRARY = "are calculators allowed? · when is session 2? · trainings for principals"


class AskDialog(Dialog):
    """Questions of one session; what was asked before is there again. ``question`` is one to begin with. It is final while an
    action is offered."""

    KEYS = ("ask.keep",)
    BINDINGS: ClassVar[list[BindingType]] = [
        does("ask", "Keep the answer and ask the next; where it offers to do something, do it"),
        leaves("close", "Back to the session"),
        Binding("ctrl+n", "keep", "on record", priority=True, id="ask.keep", tooltip="Put this answer on record, as a note"),
    ]

    def __init__(self, desk: Desk, question: str = "") -> None:
        super().__init__(desk)
        self._question = question

    def heading(self) -> str:
        return "Ask"

    def body(self) -> Iterator[Widget]:
        talk = self.desk.conversation
        hint = IN_LIST if self.desk.view().is_list else IN_SESSION
        yield Asking(self._look_up, lambda: talk.turns, hint=hint, question=self._question)

    @property
    def _asking(self) -> Asking:
        return self.query_one(Asking)

    def _look_up(self, text: str) -> Reply:
        reply = self.desk.conversation.look_up(text, self.desk.view())
        self._asking.offer = "Enter, and enter again, does it." if reply.command is not None else ""
        return reply

    def refreshed(self, view: SessionView) -> None:
        """What an answer says of the time may be another by now."""
        now = self._asking.now
        if now is not None and now.kind in ("time", "progress"):
            self._asking.answer()

    def on_asking_typed(self, event: Asking.Typed) -> None:
        event.stop()
        self.make_final(final=False)
        self.complain("")

    def submit(self) -> None:
        if not self._asking.words:
            raise Wrong("type a question")
        if self.FINAL:
            self._do()
            return
        reply = self.desk.conversation.ask(self._asking.words, self.desk.view())
        if reply.command is None:
            self._asking.clear()
            return
        self.make_final(final=True)
        self._asking.now, self._asking.offer = reply, "Enter does it; Esc leaves it."
        self._asking.draw()

    def _do(self) -> None:
        """What the last answer offered, now that it was confirmed."""
        self.make_final(final=False)
        command = self.desk.conversation.proposed(self.desk.view())
        if command is None:
            self._asking.answer()
            raise Wrong("something was recorded meanwhile; look at it again")
        self.hand_in(command)

    async def action_keep(self) -> None:
        """The answer at hand on record, else the last one."""
        await self.typed()
        turns = self.desk.conversation.turns
        reply = self._asking.now or (turns[-1] if turns else None)
        note = note_of(reply) if reply else None
        if note is None:
            self.complain("there is no answer of the manual to put on record")
        elif self.try_in(note):
            self.complain("on record")


class AskPacks(Question):
    """Questions of all packs, outside a session; the packs are read while the first one is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        answers("ask", "Keep the answer, and ask the next"),
        Binding("escape", "cancel", "close", id="question.cancel", tooltip="Back to the library"),
    ]

    def __init__(self, places: Places, question: str = "") -> None:
        super().__init__()
        self._places = places
        self._begin = question
        self._assistant: Assistant | None = None
        self._turns: list[Reply] = []

    def heading(self) -> str:
        return "Ask · all packs"

    def body(self) -> Iterator[Widget]:
        yield Asking(self._look_up, lambda: self._turns, hint=IN_LIBRARY, question=self._begin)
        yield Said("reading the packs …", id="reading", classes="quote")

    def on_mount(self) -> None:
        self.run_worker(self._read, name="read the packs", thread=True, exclusive=True)

    def _read(self) -> None:
        known = shelf(self._places)
        self.app.call_from_thread(self._have, Assistant(known.books, date.today()), known.problems)

    def _have(self, assistant: Assistant, problems: tuple[str, ...]) -> None:
        if not self.is_attached:
            return
        self._assistant = assistant
        self.query_one("#reading", Said).say("\n".join(problems))
        self.query_one(Asking).answer()

    def _look_up(self, text: str) -> Reply | None:
        return self._assistant.reply(text) if self._assistant else None

    def submit(self) -> None:
        asking = self.query_one(Asking)
        if asking.now is None:
            raise Wrong("type a question" if self._assistant else "the packs are still being read")
        self._turns.append(asking.now)
        asking.clear()
