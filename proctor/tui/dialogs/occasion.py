"""All there is to say of one thing that is offered: its times, for whom, what to read before, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from proctor.assistant.agenda import Occasion, occasions
from proctor.assistant.agenda_words import details
from proctor.tui import styles
from proctor.tui.dialogs.base import plain
from proctor.tui.dialogs.box import Box
from proctor.tui.widgets.keybar import KeyBar


class OccasionDialog(ModalScreen[None]):
    """Read only; its text is scrolled with the arrow keys."""

    CSS_PATH = styles.DIALOGS
    DEFAULT_CLASSES = "dialog"
    AUTO_FOCUS = ".body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", "close", id="occasion.close", tooltip="Back to the calendar"),
    ]

    def __init__(self, occasion: Occasion, today: date) -> None:
        super().__init__()
        self._occasion = occasion
        self._today = today

    def compose(self) -> ComposeResult:
        with Box(classes="box"):
            yield plain(self._occasion.offering.title, "heading")
            with VerticalScroll(classes="body"):
                yield plain("\n".join(self._told()))
            yield plain(self._occasion.offering.program, "quote")
            yield KeyBar()

    def _told(self) -> Iterator[str]:
        offering = self._occasion.offering
        yield from (one.when(self._today) for one in occasions([offering], self._today))
        yield ""
        yield from details(offering)
        if offering.general:
            yield offering.general

    def action_close(self) -> None:
        self.dismiss()
