"""The screen covered by the room's clock: for passers-by, and for a projector that shows it to the room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from proctor.state.commands import Acknowledge
from proctor.state.view import SessionView
from proctor.tui import styles
from proctor.tui.bigdigits import big
from proctor.tui.desk import Desk
from proctor.tui.widgets.banner import ACKNOWLEDGE, Banner
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.lines import Lines, Run, fit
from proctor.tui.widgets.trouble import Trouble


class CoverScreen(ModalScreen[None]):
    """Nothing of the script is to be seen; what falls due is still said, since it is for the students' ears."""

    CSS_PATH = styles.SESSION
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,escape,space", "uncover", "uncover", id="cover.uncover", tooltip="Back to the session"),
        Binding(f"k,{ACKNOWLEDGE}", "acknowledge", "announced", id="cover.acknowledge", tooltip="The announcement was made"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        yield Banner()
        yield Trouble()
        yield WallClock()
        yield KeyBar()

    def on_mount(self) -> None:
        self._stop = self.desk.tell(self.show)
        self.show()

    def on_unmount(self) -> None:
        self._stop()

    def show(self) -> None:
        if not self.query(Banner):  # it is being put together, or taken apart
            return
        view = self.desk.view()
        self.query_one(Banner).show(view)
        self.query_one(Trouble).show(self.desk)
        self.query_one(WallClock).show(view)
        self.query_one(KeyBar).show()

    def key_ids(self) -> list[str]:
        due = self.desk.view().due is not None
        return ["cover.acknowledge", "cover.uncover"] if due else ["cover.uncover"]

    def action_uncover(self) -> None:
        self.dismiss()

    def action_acknowledge(self) -> None:
        """It was made; of one that does not fit here the session shows the rest first."""
        due = self.desk.view().due
        if due is not None and self.query_one(Banner).whole:
            self.desk.do(Acknowledge(step=due.step))
        elif due is not None:
            self.dismiss()


class WallClock(Lines):
    """The clock on the wall in figures as large as fit, and the room below."""

    PREFIX = "wall"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"wall--figures", "wall--room"}
    DEFAULT_CSS = "WallClock { height: 1fr; } WallClock > .wall--figures { text-style: bold; }"

    def __init__(self) -> None:
        super().__init__()
        self._wall = ""
        self._room = ""

    def show(self, view: SessionView) -> None:
        room = f"room {view.room}" if view.room else ""
        if view.mode == "rehearsal":
            room = f"REHEARSAL · {room}" if room else "REHEARSAL"
        if (view.wall, room) != (self._wall, self._room):
            self._wall, self._room = view.wall, room
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        size = next(size for size in (4, 3, 2, 1) if size == 1 or _fits(self._wall, size, width, self.size.height))
        figures = big(self._wall, size)
        widest = max((cell_len(row) for row in figures), default=0)
        rows = [(f"{row:<{widest}}", "figures") for row in figures] + [("", ""), (fit(self._room, width), "room")]
        at = y - max(0, (self.size.height - len(rows)) // 2)
        if 0 <= at < len(rows):
            text, role = rows[at]
            yield " " * max(0, (width - cell_len(text)) // 2), ""
            yield text, role


def _fits(text: str, size: int, width: int, height: int) -> bool:
    rows = big(text, size)
    return len(rows) + 2 <= height and max((cell_len(row) for row in rows), default=0) <= width
