"""Seal the record, and show the seal so that it can be copied to paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from proctor.state.commands import Seal
from proctor.state.state import Phase
from proctor.state.view import SessionView
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, Said, chooses, does, leaves
from proctor.tui.dialogs.listing import Listing


class SealDialog(Dialog):
    """What stands in the way comes first, each with the way to the booklets; then one enter seals."""

    FINAL = True

    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = [
        chooses("count it", "Count this material again, or hand over what is missing"),
        Binding("enter", "finish", "it is on paper", priority=True, id="dialog.finish", tooltip="Close this; x shows it again"),
        does("seal the record", "Nothing but amendments can be added after this"),
        leaves("close"),
    ]
    KEYS = ("dialog.finish",)

    def heading(self) -> str:
        return "The seal"

    def body(self) -> Iterator[Widget]:
        yield Said(id="before")
        yield Listing()
        yield Said(id="rehearsal", classes="large")
        yield Said(id="seal", classes="large")
        yield Said(id="after")

    def refreshed(self, view: SessionView) -> None:
        gaps = view.before_sealing
        sealed = view.phase is Phase.SEALED
        self.query_one("#before", Said).say("" if sealed else _before(view))
        listing = self.query_one(Listing)
        listing.show([] if sealed else [(gap.material, gap.said) for gap in gaps])
        listing.display = bool(gaps) and not sealed
        self._show_seal()
        self.refresh_bindings()

    def _show_seal(self) -> None:
        seal = self.desk.session.seal()
        rehearsal = "REHEARSAL, no record of a test" if seal and self.desk.mode == "rehearsal" else ""
        self.query_one("#rehearsal", Said).say(rehearsal)
        self.query_one("#seal", Said).say(spaced(seal) if seal else "")
        self.query_one("#after", Said).say(self._after() if seal else "")

    def _after(self) -> str:
        lines = ["Copy these twelve characters to the paper form: with them anyone can show that nothing was changed since."]
        if self.desk.path is not None:
            lines.append(f"The record is {self.desk.path}")
        return "\n".join(lines)

    @property
    def choosing(self) -> bool:
        return bool(self.desk.view().before_sealing)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is one of three things, one after the other."""
        sealed = action != "finish" or self.desk.view().phase is Phase.SEALED
        return super().check_action(action, parameters) and sealed

    def choose(self) -> None:
        self.app.push_screen(dialog("materials", self.desk, self.query_one(Listing).value))

    def submit(self) -> None:
        self.try_in(Seal())

    def action_finish(self) -> None:
        self.dismiss(True)


def spaced(seal: str) -> str:
    """``7 Q 2    M 4 D    0 X K    9 T B``, to be read letter by letter."""
    return "    ".join(" ".join(part) for part in seal.split("-"))


def _before(view: SessionView) -> str:
    if view.phase is not Phase.CLOSED:
        return f"The {'list' if view.is_list else 'room'} is not closed yet; x closes it."
    if view.before_sealing:
        return "This does not add up yet. Count it again, or hand it over with the reason:"
    if view.is_list:
        return "The list is closed. After this nothing can be added but amendments, each with a further seal."
    return "Every booklet is accounted for. After this nothing can be added but amendments, each with a further seal."
