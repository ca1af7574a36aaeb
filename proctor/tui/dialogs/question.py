"""Dialogs outside a session: a question, a sentence that has to be read, a list of faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from proctor.documents.text import printable
from proctor.tui import styles
from proctor.tui.dialogs.base import Wrong, plain
from proctor.tui.dialogs.box import Box
from proctor.tui.dialogs.listing import Item, Listing
from proctor.tui.patient import Once, Patient
from proctor.tui.widgets.keybar import KeyBar


def answers(label: str, tooltip: str) -> Binding:
    """What enter does, in its own words."""
    return Binding("enter", "submit", label, priority=True, id="question.submit", tooltip=tooltip)


class Question(Patient[str], ModalScreen[str]):
    """A question of its own gives :meth:`heading`, :meth:`body` and :meth:`submit`; it is dismissed with "" where it was left
    unanswered."""

    CSS_PATH = styles.DIALOGS
    DEFAULT_CLASSES = "dialog"
    AUTO_FOCUS = "Field, Choice, Listing"
    BINDINGS: ClassVar[list[BindingType]] = [
        answers("do it", "Do it"),
        Binding("ctrl+s", "submit", "do it", show=False, priority=True, id="question.submit-anywhere", tooltip="Do it"),
        Binding("tab", "app.focus_next", "next field", id="question.next", tooltip="Go to the next field"),
        Binding("shift+tab", "app.focus_previous", "field before", show=False, id="question.before",
                tooltip="Go to the field before"),
        Binding("up", "step(-1)", "up", show=False, id="question.up", tooltip="The field above, or a line up"),
        Binding("down", "step(1)", "down", show=False, id="question.down", tooltip="The field below, or a line down"),
        Binding("escape", "cancel", "leave it", id="question.cancel", tooltip="Close this and change nothing"),
    ]  # fmt: skip

    def heading(self) -> str:
        """The first line."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """What is asked."""
        return ()

    def submit(self) -> None:
        """Do it. Raises :class:`Wrong`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Box(classes="box"):
            yield plain(self.heading(), "heading")
            with VerticalScroll(classes="body", can_focus=False):
                yield from self.body()
            yield Static("", markup=False, classes="complaint")
            yield KeyBar()

    def key_ids(self) -> list[str]:
        fields = ["question.next"] if len(self.focus_chain) > 1 else []
        return ["question.submit", *fields, "question.cancel"]

    def complain(self, reason: str) -> None:
        """Say why not; "" takes it back."""
        line = self.query_one(".complaint", Static)
        line.update(printable(reason))
        line.set_class(bool(reason), "-said")

    async def action_submit(self) -> None:
        await self.typed()
        if not self.on_top:
            return
        self.complain("")
        try:
            self.submit()
        except Wrong as wrong:
            self.complain(str(wrong))

    def action_cancel(self) -> None:
        self.dismiss("")

    def action_step(self, by: int) -> None:
        """To the field above or below; where there are none, a line up or down."""
        if len(self.focus_chain) > 1:
            _ = self.focus_next() if by > 0 else self.focus_previous()
        else:
            self.query_one(".body").scroll_relative(y=by, animate=False)


class Confirm(Question):
    """Whether something is to be done; dismissed with "yes" where it is."""

    BINDINGS: ClassVar[list[BindingType]] = [answers("yes", "Yes, do it")]

    def __init__(self, heading: str, said: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._said = said

    def heading(self) -> str:
        return self._heading

    def body(self) -> Iterator[Widget]:
        yield plain(self._said)

    def submit(self) -> None:
        self.dismiss("yes")


class Offer(Question):
    """One of several things; dismissed with what the chosen one stands for."""

    BINDINGS: ClassVar[list[BindingType]] = [answers("choose it", "Choose what the bar is on")]

    def __init__(self, heading: str, items: Sequence[Item]) -> None:
        super().__init__()
        self._heading = heading
        self._items = items

    def heading(self) -> str:
        return self._heading

    def body(self) -> Iterator[Widget]:
        yield Listing(self._items)

    def submit(self) -> None:
        self.dismiss(self.query_one(Listing).value)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One was clicked."""
        event.stop()
        await self.action_submit()


class Notice(Once[None], ModalScreen[None]):
    """A sentence that stays until a key is pressed, whichever; it does nothing else."""

    CSS_PATH = styles.DIALOGS
    DEFAULT_CLASSES = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space", "close", "read", id="notice.close", tooltip="Any key closes this"),
    ]

    def __init__(self, said: str, *, heading: str = "That cannot be done") -> None:
        super().__init__()
        self._heading = heading
        self._said = said

    def compose(self) -> ComposeResult:
        with Box(classes="box"):
            yield plain(self._heading, "heading")
            with VerticalScroll(classes="body", can_focus=False):
                yield plain(self._said)
            yield plain("any key goes back", "quote")

    def action_close(self) -> None:
        self.dismiss()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if self.on_top:
            self.dismiss()

    def on_click(self) -> None:
        self.dismiss()


class Faults(ModalScreen[None]):
    """Every fault of a pack, each with its place, and the way to mend them."""

    CSS_PATH = styles.DIALOGS
    DEFAULT_CLASSES = "dialog"
    AUTO_FOCUS = ".body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "close", id="faults.close", tooltip="Back to the library"),
    ]

    def __init__(self, heading: str, faults: Sequence[str], mend: str) -> None:
        super().__init__()
        self._heading = heading
        self._faults = faults
        self._mend = mend

    def compose(self) -> ComposeResult:
        with Box(classes="box"):
            yield plain(self._heading, "heading")
            with VerticalScroll(classes="body"):
                yield plain("\n".join(f"· {fault}" for fault in self._faults))
            yield plain(self._mend, "quote")
            yield KeyBar()

    def action_close(self) -> None:
        self.dismiss()
