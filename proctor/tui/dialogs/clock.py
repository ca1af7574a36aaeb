"""Start or stop the students' clock by hand, where no block says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.commands import StartClock, StopClock
from proctor.tui.desk import Desk
from proctor.tui.dialogs.base import Dialog, does, plain, time_row


class ClockDialog(Dialog):
    """``what`` is start or stop."""

    BINDINGS: ClassVar[list[BindingType]] = [does("on record")]

    def __init__(self, desk: Desk, what: str) -> None:
        super().__init__(desk)
        self.what = what
        self.again = what == "start" and desk.view().clock.phase == "stopped"

    def heading(self) -> str:
        return "Let the clock go on" if self.again else f"{self.what.capitalize()} the clock"

    def body(self) -> Iterator[Widget]:
        if self.again:
            yield plain("It was stopped by mistake: it goes on as if it had never stood still.")
        else:
            yield time_row()

    def submit(self) -> None:
        at = None if self.again else self.time()
        self.hand_in(StartClock(at=at) if self.what == "start" else StopClock(at=at))
