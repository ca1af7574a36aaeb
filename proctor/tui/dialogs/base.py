"""What all dialogs are: a few fields over the screen, a line for what is wrong, and the announcement that may come meanwhile.

A dialog hands its command in by itself. Where the session refuses, the reason is said in the dialog and the draft stays;
``dismiss`` gives True where something was done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from proctor.documents.text import printable
from proctor.state.clock import NotATime, read_wall
from proctor.state.commands import Acknowledge, Command
from proctor.state.view import SessionView
from proctor.tui import styles
from proctor.tui.desk import Desk
from proctor.tui.dialogs.box import Box
from proctor.tui.dialogs.listing import Listing
from proctor.tui.patient import Patient
from proctor.tui.widgets.banner import ACKNOWLEDGE, Banner, printable_lines
from proctor.tui.widgets.field import Field
from proctor.tui.widgets.keybar import KeyBar

OTHER = "f3"
"""The key of the other thing that a dialog can do, also from within a field: a letter would be typed there."""


class Wrong(ValueError):
    """A field is not as it should be; says what was expected."""


def does(label: str, tooltip: str = "Put it on record") -> Binding:
    """What enter does in a dialog, in its own words."""
    return Binding("enter", "submit", label, priority=True, id="dialog.submit", tooltip=tooltip)


def chooses(label: str, tooltip: str) -> Binding:
    """What enter does where something smaller comes first (:attr:`Dialog.choosing`): choosing of a list, the next field."""
    return Binding("enter", "choose", label, priority=True, id="dialog.choose", tooltip=tooltip)


def leaves(label: str, tooltip: str = "Close this; what was done is on record") -> Binding:
    """What escape does, where that is more or less than leaving what was begun."""
    return Binding("escape", "cancel", label, id="dialog.cancel", tooltip=tooltip)


def other(action: str, label: str, tooltip: str) -> Binding:
    """The other thing that a dialog can do."""
    return Binding(OTHER, action, label, id="dialog.other", tooltip=tooltip)


class Dialog(Patient[bool], ModalScreen[bool]):
    """See the module. A dialog of its own gives :meth:`heading`, :meth:`body` and :meth:`submit`."""

    CSS_PATH = styles.DIALOGS
    DEFAULT_CLASSES = "dialog"
    AUTO_FOCUS = "Field, Choice, Listing"
    KEYS: ClassVar[tuple[str, ...]] = ()
    """Ids of a dialog's own keys, for the line of keys."""
    BINDINGS: ClassVar[list[BindingType]] = [
        does("do it"),
        Binding("ctrl+s", "submit", "on record", priority=True, id="dialog.submit-anywhere",
                tooltip="Put it on record, from any field"),
        leaves("leave it", "Close this and change nothing"),
        Binding(ACKNOWLEDGE, "acknowledge", "announced", show=False, priority=True, id="dialog.acknowledge",
                tooltip="The announcement above was made; a long one shows its next lines first"),
        Binding("ctrl+r", "put_back", "write it back", show=False, id="dialog.put-back",
                tooltip="Write the session's file anew where it has vanished; what was entered here stays"),
        Binding("tab", "app.focus_next", "next field", id="dialog.next", tooltip="Go to the next field"),
        Binding("shift+tab", "app.focus_previous", "field before", show=False, id="dialog.before",
                tooltip="Go to the field before"),
        Binding("up", "step(-1)", "up", show=False, id="dialog.up", tooltip="The field above, or a line up"),
        Binding("down", "step(1)", "down", show=False, id="dialog.down", tooltip="The field below, or a line down"),
        Binding("pageup", "page(-1)", "page up", show=False, id="dialog.page-up", tooltip="Scroll up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="dialog.page-down", tooltip="Scroll down"),
        Binding("f1", "app.keys", "keys", show=False, id="dialog.keys", tooltip="Every key of this dialog"),
    ]  # fmt: skip

    FINAL = False
    """Whether enter does what nothing takes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pressed = time.monotonic()
        self._trouble = ""

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

    @property
    def choosing(self) -> bool:
        """Whether enter does what :func:`chooses` says, where a dialog has that; else it submits."""
        return isinstance(self.focused, Listing) and bool(self.focused.value)

    def choose(self) -> None:
        """What enter does while :attr:`choosing`, and a click in a list at any time. Raises :class:`Wrong`."""
        self.submit()

    def refreshed(self, view: SessionView) -> None:
        """The session has changed while the dialog is open."""

    # -- what they share --------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Box(classes="box"):
            with VerticalScroll(classes="due", can_focus=False):
                yield Banner()
            yield plain(self.heading(), "heading")
            with VerticalScroll(classes="body", can_focus=False):
                yield from self.body()
            yield Static("", markup=False, classes="complaint")
            yield KeyBar()

    def on_mount(self) -> None:
        self._stop = self.desk.tell(self._told)
        self._limit(self.app.size)
        self._told()

    def on_unmount(self) -> None:
        self._stop()

    def every_second(self, say: Callable[[], None]) -> None:
        """Call ``say`` each second, for what changes with the clock."""
        self.set_interval(1, lambda: say() if self.display else None, name="what changes with the clock")

    def _told(self) -> None:
        if not self.display or not self.query(Banner):  # it is being taken apart
            return
        with self.app.batch_update():
            self._show(self.desk.view())

    def _show(self, view: SessionView) -> None:
        banner = self.query_one(Banner)
        banner.show(view)
        self.query_one(".due").set_class(banner.has_class("-due"), "-due")
        self.call_after_refresh(self._say_more)
        if self.desk.trouble or self._trouble:
            self._trouble = self.desk.trouble
            self.complain(self._with_way_out(self._trouble))
        self.refreshed(view)
        self._keep_focus_in_sight()

    def _say_more(self) -> None:
        """Where an announcement is longer than there is room for."""
        for due in self.query(".due"):  # none where the dialog is being taken apart
            due.border_subtitle = "▾ F2 shows more" if due.scroll_y < due.max_scroll_y else ""

    def on_resize(self) -> None:
        self._limit(self.size)
        self._keep_focus_in_sight()

    def _limit(self, size: Size) -> None:
        """No part takes all the room. In cells, since a share of a box that is as high as its content is no limit."""
        most = max(4, size.height * 2 // 5)
        for one in self.query("Listing, .due"):
            one.styles.max_height = most
            if one.has_class("-steady"):
                one.styles.height = most

    def _keep_focus_in_sight(self) -> None:
        """What appears above or below a field takes room from it; it must not vanish while it is typed into."""
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def complain(self, reason: str) -> None:
        """Say why not; "" takes it back."""
        line = self.query_one(".complaint", Static)
        line.update(printable(reason))
        line.set_class(bool(reason), "-said")
        self._keep_focus_in_sight()

    def _with_way_out(self, reason: str) -> str:
        """Where the session's file has vanished, the key that brings it back without the draft being lost."""
        gone = reason and reason == self.desk.trouble and self.desk.vanished
        return f"{reason} ctrl+r writes the file back; what you have entered stays." if gone else reason

    def hand_in(self, *commands: Command) -> None:
        """Carry the commands out; close where they are taken, else say why not."""
        if self.try_in(*commands):
            self.dismiss(True)

    def try_in(self, *commands: Command) -> bool:
        """Carry the commands out, and stay open; whether they were taken. Why not is said."""
        reason = self.desk.do(*commands)
        self.complain(self._with_way_out(reason))
        return not reason

    def key_ids(self) -> Sequence[str] | dict[str, str]:
        """The keys that matter here, for the line of keys; the way out is always among them."""
        fields = ("dialog.next",) if len(self.focus_chain) > 1 else ()
        return ["dialog.choose", "dialog.submit", "dialog.other", *self.KEYS, *fields, "dialog.cancel"]

    # -- actions ----------------------------------------------------------------------------------------------------

    async def action_submit(self) -> None:
        if not self._slip():
            await self.typed()
            self._try(self.submit)

    def make_final(self, *, final: bool) -> None:
        """From here on enter does what nothing takes back, or does not; the key that led here, held down, does not do it."""
        self.FINAL = final
        self._pressed = time.monotonic()

    def _slip(self) -> bool:
        """In a dialog whose enter cannot be taken back: whether it comes too soon after the key that opened it, held down."""
        if not self.FINAL:
            return False
        now = time.monotonic()
        before, self._pressed = self._pressed, now
        return (now - before) * 1_000 < self.desk.press_guard

    async def action_choose(self) -> None:
        await self.typed()
        self._try(self.choose)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is one of two things, by where it is pressed."""
        if not super().check_action(action, parameters):
            return False
        return self.choosing if action == "choose" else True

    def _try(self, submit: Callable[[], None]) -> None:
        if not self.on_top:
            return
        self.complain("")
        try:
            submit()
        except Wrong as wrong:
            self.complain(str(wrong))

    def action_cancel(self) -> None:
        self.dismiss(False)

    def action_acknowledge(self) -> None:
        """The announcement was made, once its last line has been on screen; the draft is not touched."""
        words, due = self.query_one(".due"), self.desk.view().due
        if due is None:
            self.complain("no announcement is due")
        elif words.scroll_y < words.max_scroll_y:
            words.scroll_page_down(animate=False)
            self.call_after_refresh(self._say_more)
        else:
            self.try_in(Acknowledge(step=due.step))

    def action_put_back(self) -> None:
        """Write the session's file anew; the draft is not touched."""
        self.complain(self.desk.put_back())

    def action_step(self, by: int) -> None:
        """To the field above or below; where there is but one, a line up or down."""
        if len(self.focus_chain) > 1:
            _ = self.focus_next() if by > 0 else self.focus_previous()
        else:
            self.query_one(".body").scroll_relative(y=by, animate=False, immediate=True)

    def action_page(self, by: int) -> None:
        body = self.query_one(".body")
        body.scroll_relative(y=by * max(1, body.size.height - 1), animate=False, immediate=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Something of a list was clicked; enter comes here by itself."""
        event.stop()
        self._try(self.choose)

    def on_field_cut(self, event: Field.Cut) -> None:
        self.complain(f"more was pasted than fits; {event.kept:,} characters of it were taken")

    # -- reading fields ---------------------------------------------------------------------------------------------

    def words(self, field: str) -> str:
        """What stands in a field, by its id."""
        return self.query_one(f"#{field}", Field).words

    def time(self, field: str = "at") -> int | None:
        """The moment in a field that may be left empty for now. Raises :class:`Wrong`."""
        if not (typed := self.words(field)):
            return None
        try:
            return read_wall(typed, self.desk.view().now.utc)
        except NotATime as error:
            raise Wrong(str(error)) from None


def number_in(field: Field, what: str) -> int | None:
    """The whole number in a field; None where it is empty. Raises :class:`Wrong`."""
    typed = field.words
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 9):
        raise Wrong(f"{what}: expected a whole number, not {typed[:30]!r}")
    return int(typed)


class Said(Static):
    """Words that are shown as they are, and may change; hidden while there are none. One that is ``steady`` keeps its room, so
    that what stands below it does not jump while somebody types."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None, steady: bool = False) -> None:
        super().__init__(printable_lines(text), markup=False, id=id, classes=classes)
        self._text = text
        self._steady = steady
        self.display = steady or bool(text)

    def say(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.update(printable_lines(text), layout=not self._steady)
            self.display = self._steady or bool(text)


def plain(text: str, classes: str = "") -> Said:
    """Words that are shown as they are."""
    return Said(text, classes=classes)


def row(label: str, widget: Widget, id: str | None = None) -> Horizontal:
    """A field with its name before it."""
    return Horizontal(Static(printable(label), markup=False, classes="label"), widget, id=id, classes="row")


def time_row(label: str = "happened at") -> Horizontal:
    """A field for when something happened, where that is not now; :meth:`Dialog.time` reads it."""
    return row(label, Field(id="at", hint="now, or a time such as 9:31", limit=20))
