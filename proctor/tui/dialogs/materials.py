"""Every material in use, and how it stands: to be counted, marked void, handed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from proctor.scripts.models import Material
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, Said, does, leaves
from proctor.tui.dialogs.listing import Item, Listing


class MaterialsDialog(Dialog):
    """What is done to one material is a dialog of its own over this one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        does("count", "Enter what was counted of this material"),
        Binding("v", "open('void')", "void", id="materials.void", tooltip="One of this material has become void"),
        Binding("o", "open('handover')", "hand over", id="materials.hand-over",
                tooltip="Hand over with a reason what does not add up"),
        leaves("close"),
    ]  # fmt: skip
    KEYS = ("materials.void", "materials.hand-over")

    def __init__(self, desk: Desk, material: str = "") -> None:
        super().__init__(desk)
        self._first = material

    def heading(self) -> str:
        return "Booklets and other materials"

    def body(self) -> Iterator[Widget]:
        yield Said(id="gaps")
        yield Listing(list(_items(self.desk.view())), self._first)

    def refreshed(self, view: SessionView) -> None:
        self.query_one(Listing).show(_items(view))
        count = len(view.before_sealing)
        said = f"{count} of them in the way of the seal:" if count else "Nothing stands in the way of the seal."
        self.query_one("#gaps", Said).say(said)

    def submit(self) -> None:
        self.action_open("numbers")

    def action_open(self, name: str) -> None:
        """Open one of the dialogs about one material."""
        if not (material := self.query_one(Listing).value):
            self.complain("this script has no materials")
            return
        self.complain("")
        self.app.push_screen(dialog(name, self.desk, material))


def _items(view: SessionView) -> Iterator[Item]:
    """Those first that are counted back."""
    here = sorted(view.materials_here(), key=lambda one: not one.returned)
    gaps = {gap.material: gap.said.partition(": ")[2].replace(", ", "\n  ! ") for gap in view.before_sealing}
    left = {one.id: one.handed_over for one in view.materials if one.handed_over}
    for one in here:
        yield one.id, "\n".join(_lines(view, one, gaps.get(one.id, ""), left.get(one.id, "")))


def _lines(view: SessionView, material: Material, gap: str, left: str) -> Iterator[str]:
    yield material.title
    sheet = view.numbers(material.id)
    counted = " · ".join(f"{name.replace('_', ' ')} {number}" for name, number in sheet.items())
    if counted or (material.returned and not gap):
        yield f"  {counted or 'not counted yet'}"
    if gap:
        yield f"  ! {gap}"
    if left:
        yield f"  handed over: {left}"
