"""The students go on: now, or at a time that is keyed late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.state.clock import MINUTE, wall
from proctor.state.commands import Resume
from proctor.state.timing import INTERRUPT
from proctor.state.view import SessionView
from proctor.tui.dialogs.base import Dialog, Said, Wrong, does, time_row


class ResumeDialog(Dialog):
    """Says how long it was while the time is typed: "back 9:58" is right where that makes sense."""

    BINDINGS: ClassVar[list[BindingType]] = [does("they go on", "The students go on")]

    def heading(self) -> str:
        return "The students go on"

    def body(self) -> Iterator[Widget]:
        yield Said(id="since")
        yield Said(id="long")
        yield time_row("back at")

    def on_mount(self) -> None:
        self.every_second(self._say)

    def refreshed(self, view: SessionView) -> None:
        self._say()

    def on_input_changed(self) -> None:
        self._say()

    def _say(self) -> None:
        view = self.desk.view()
        if not (view.pauses and view.phase == "interrupted"):
            self.query_one("#since", Said).say("Testing is not interrupted.")
            self.query_one("#long", Said).say("")
            return
        begin = view.pauses[-1][0]
        reason = view.state.reasons.get(next(mark.event for mark in reversed(view.marks) if mark.kind == INTERRUPT), "")
        self.query_one("#since", Said).say(f"Interrupted since {wall(begin)}{': ' + reason if reason else ''}.")
        self.query_one("#long", Said).say(self._long(view, begin))

    def _long(self, view: SessionView, begin: int) -> str:
        try:
            until = self.time()
        except Wrong:
            return ""
        end = view.now.utc if until is None else until
        if end < begin:
            return f"{wall(end)} is before it began."
        minutes = (end - begin) // MINUTE
        long = f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes else "less than a minute"
        back = " The students get that time back." if view.clock.started_at is not None else ""
        return f"Until {wall(end)} that is {long}.{back}"

    def submit(self) -> None:
        self.hand_in(Resume(at=self.time()))
