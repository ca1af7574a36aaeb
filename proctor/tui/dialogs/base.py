"""What all dialogs are: a few fields over the screen, a line for what is wrong, and the announcement that may come meanwhile.

A dialog hands its command in by itself. Where the session refuses, the reason is said in the dialog and the draft stays;
``dismiss`` gives True where something was done.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from proctor.documents.text import printable
from proctor.state.clock import NotATime, read_wall
from proctor.state.commands import Acknowledge, Command
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.widgets.banner import ACKNOWLEDGE, Banner
from proctor.tui.widgets.field import Field
from proctor.tui.widgets.keybar import KeyBar


class Wrong(ValueError):
    """A field is not as it should be; says what was expected."""


class Dialog(ModalScreen[bool]):
    """See the module. A dialog of its own gives :meth:`heading`, :meth:`body` and :meth:`submit`."""

    DEFAULT_CLASSES = "dialog"
    AUTO_FOCUS = "Field, Choice, OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "do it", id="dialog.submit", tooltip="Put it on record"),
        Binding("ctrl+s", "submit", "do it", show=False, priority=True, id="dialog.submit-anywhere",
                tooltip="Put it on record"),
        Binding("escape", "cancel", "leave it", id="dialog.cancel", tooltip="Close this and change nothing"),
        Binding(ACKNOWLEDGE, "acknowledge", "announced", show=False, priority=True, id="dialog.acknowledge",
                tooltip="The announcement above was made"),
        Binding("tab", "app.focus_next", "next field", id="dialog.next", tooltip="Go to the next field"),
        Binding("shift+tab", "app.focus_previous", "field before", show=False, id="dialog.before",
                tooltip="Go to the field before"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    # -- what a dialog of its own says ------------------------------------------------------------------------------

    def heading(self) -> str:
        """The first line."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """The fields."""
        return ()

    def submit(self) -> None:
        """Hand in what was entered, mostly by :meth:`hand_in`. Raises :class:`Wrong`."""
        raise NotImplementedError

    def refreshed(self, view: SessionView) -> None:
        """The session has changed while the dialog is open."""

    # -- what they share --------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Banner()
            yield Static(printable(self.heading()), markup=False, classes="heading")
            with VerticalScroll(classes="body", can_focus=False):
                yield from self.body()
            yield Static("", markup=False, classes="complaint")
            yield KeyBar()

    def on_mount(self) -> None:
        self._stop = self.desk.tell(self._told)
        self._told()

    def on_unmount(self) -> None:
        self._stop()

    def _told(self) -> None:
        view = self.desk.view()
        self.query_one(Banner).show(view)
        if self.desk.trouble:
            self.complain(self.desk.trouble)
        self.refreshed(view)

    def complain(self, reason: str) -> None:
        """Say why not; "" takes it back."""
        line = self.query_one(".complaint", Static)
        line.update(printable(reason))
        line.set_class(bool(reason), "-said")

    def hand_in(self, *commands: Command) -> None:
        """Carry the commands out; close where they are taken, else say why not."""
        if reason := self.desk.do(*commands):
            self.complain(reason)
        else:
            self.dismiss(True)

    def action_submit(self) -> None:
        self.complain("")
        try:
            self.submit()
        except Wrong as wrong:
            self.complain(str(wrong))

    def action_cancel(self) -> None:
        self.dismiss(False)

    def action_acknowledge(self) -> None:
        """The announcement was made; the draft is not touched."""
        due = self.desk.view().due
        self.complain(self.desk.do(Acknowledge(step=due.step)) if due else "no announcement is due")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def on_field_cut(self, event: Field.Cut) -> None:
        self.complain(f"more was pasted than fits; {event.kept:,} characters of it were taken")

    # -- reading fields ---------------------------------------------------------------------------------------------

    def words(self, field: str) -> str:
        """What stands in a field, by its id."""
        return self.query_one(f"#{field}", Field).words

    def time(self, field: str) -> int | None:
        """The moment in a field that may be left empty for now. Raises :class:`Wrong`."""
        if not (typed := self.words(field)):
            return None
        try:
            return read_wall(typed, self.desk.view().now.utc)
        except NotATime as error:
            raise Wrong(str(error)) from None

    def number(self, field: str, what: str) -> int | None:
        """The whole number in a field; None where it is empty. Raises :class:`Wrong`."""
        typed = self.words(field)
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= 9):
            raise Wrong(f"{what}: expected a whole number, not {typed[:30]!r}")
        return int(typed)


def row(label: str, widget: Widget) -> Horizontal:
    """A field with its name before it."""
    return Horizontal(Static(printable(label), markup=False, classes="label"), widget, classes="row")


def plain(text: str, classes: str = "") -> Static:
    """Words that are shown as they are."""
    return Static("\n".join(printable(line) for line in text.split("\n")), markup=False, classes=classes)
