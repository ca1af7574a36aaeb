"""Somebody else takes the session over; on one screen what was read, what is due and what is open."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.records.tasks import standing
from proctor.state.clock import wall
from proctor.state.view import SessionView
from proctor.tui.desk import away
from proctor.tui.dialogs.base import Dialog, Said, does, row
from proctor.tui.sheet import label_of
from proctor.tui.widgets.field import Field

MAX_NAME = 200


class TakeOverDialog(Dialog):
    """The name comes first; page down shows all that is open."""

    BINDINGS: ClassVar[list[BindingType]] = [does("take over", "From now on this is the administrator on record")]

    def heading(self) -> str:
        return "Take over"

    def body(self) -> Iterator[Widget]:
        yield row("who takes over", Field(id="name", hint="first and last name", limit=MAX_NAME))
        yield Said(id="stands")

    def refreshed(self, view: SessionView) -> None:
        self.query_one("#stands", Said).say("\n".join(_stands(view)))

    def submit(self) -> None:
        if reason := self.desk.take_over(self.words("name")):
            self.complain(reason)
        else:
            self.dismiss(True)


def _stands(view: SessionView) -> Iterator[str]:
    if view.is_list:
        yield f"{standing(view)}."
        return
    read = view.last_read
    yield f"Read last: {_brief(view, read)}" if read else "Nothing was read aloud yet."
    if view.current is not None:
        yield f"On screen: {_brief(view, view.current.id)}"
    if view.clock_line:
        yield f"The clock: {view.clock_line}"
    for one in view.announcements:
        when = f"{wall(one.at)}, {away(view, one.at)}" if one.at is not None else "not due while the clock stands still"
        yield f"{one.title or one.step}: {one.status.replace('_', ' ') or 'to come'} · {when}"
    if view.testing is not None:
        yield f"Still testing: {view.testing}"
    yield f"Open: {len(view.open) or 'nothing'}"
    for spot in view.open:
        yield f"  {_brief(view, spot)}"


def _brief(view: SessionView, spot: str) -> str:
    block = view.block(spot)
    return f"{block.id.partition('#')[0]} · {label_of(block.kind)} · {textwrap.shorten(block.text, 50, placeholder=' …')}"
