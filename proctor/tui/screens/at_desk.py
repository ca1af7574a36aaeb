"""What every screen over a session in hand can do: hand commands in, say why one was not taken, open a dialog."""

from __future__ import annotations

import time

from proctor.assistant.reply import lines_of
from proctor.state.commands import Command
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.patient import Patient
from proctor.tui.widgets.blocks import BlockPane


class DeskScreen(Patient[None]):
    """``refusal`` is why the last command was not taken. ``press_guard``: milliseconds within which a second press of a key
    that goes on, also one that closed a dialog, is taken for a slip."""

    def __init__(self, desk: Desk, *, press_guard: int) -> None:
        super().__init__()
        self.desk = desk
        self.refusal = ""
        self.press_guard = press_guard
        self._pressed = 0.0

    def show(self) -> None:
        """Draw the session as it is now."""
        raise NotImplementedError

    def slip(self) -> bool:
        """Whether a key comes too soon after the one before it; a key that is held down is one long slip."""
        now = time.monotonic()
        pressed, self._pressed = self._pressed, now
        return (now - pressed) * 1_000 < self.press_guard

    @property
    def pane(self) -> BlockPane:
        return self.query_one(BlockPane)

    def do(self, *commands: Command) -> bool:
        """Hand commands in; whether all were taken. A refusal is said below the block."""
        self.refusal = ""
        if reason := self.desk.do(*commands):
            self.refuse(reason)
        return not reason

    def refuse(self, reason: str) -> None:
        """Say why not."""
        self.refusal = reason
        self.show()

    def action_ask(self, question: str = "") -> None:
        """Ask, with a question to begin with."""
        self.open("ask", question)

    def answer_to(self, question: str) -> str:
        """The answer in a line."""
        return next(lines_of(self.desk.conversation.look_up(question, self.desk.view())))

    def open(self, name: str, *what: str) -> None:
        """Push a dialog; a block of a list that it has settled is left for the next open one."""
        self.refusal = ""

        def closed(done: bool | None) -> None:
            self._pressed = time.monotonic()
            if done:
                self.pane.choose_open()
            self.show()

        self.app.push_screen(dialog(name, self.desk, *what), closed)
