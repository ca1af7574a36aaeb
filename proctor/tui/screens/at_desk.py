"""What every screen over a session in hand can do: hand commands in, say why one was not taken, open a dialog."""

from __future__ import annotations

from proctor.state.commands import Command
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.patient import Patient
from proctor.tui.widgets.blocks import BlockPane


class DeskScreen(Patient[None]):
    """``refusal`` is why the last command was not taken, until the next key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.refusal = ""

    def show(self) -> None:
        """Draw the session as it is now."""
        raise NotImplementedError

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

    def open(self, name: str, *what: str) -> None:
        """Push a dialog; a block of a list that it has settled is left for the next open one."""
        self.refusal = ""

        def closed(done: bool | None) -> None:
            if done:
                self.pane.choose_open()
            self.show()

        self.app.push_screen(dialog(name, self.desk, *what), closed)
