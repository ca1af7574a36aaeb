"""Something out of the ordinary: found by a few letters of what people call it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from proctor.scripts.vocabulary import Category, fitting
from proctor.state.commands import RecordIncident
from proctor.state.state import Phase
from proctor.state.view import SessionView
from proctor.tui.dialogs.base import Dialog, Said, Wrong, chooses, does, row, time_row
from proctor.tui.dialogs.listing import Listing
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.field import Field


class IncidentDialog(Dialog):
    """The category is typed or moved to from its field; enter takes it and goes to the note, there it puts it on record."""

    AUTO_FOCUS = "#category"
    BINDINGS: ClassVar[list[BindingType]] = [
        chooses("take it", "Take this category, and go to the note"),
        does("on record"),
    ]

    def heading(self) -> str:
        return "Incident"

    def body(self) -> Iterator[Widget]:
        yield row("what happened", Field(id="category", hint="a few letters: torn, phone, sick …", limit=80))
        yield Listing(_items(self.desk.view().categories), steered=True, look="-steady")
        yield Said(id="meaning", steady=True)
        yield row("note", Field(id="note", hint="who, what, where; in a few words"))
        yield row("its steps", Choice([("now", "take them on now"), ("no", "not now")], ["now"]), id="steps")
        yield time_row()

    @property
    def category(self) -> str:
        return self.query_one(Listing).value

    def refreshed(self, view: SessionView) -> None:
        self._say()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "category":
            found = fitting(self.desk.view().categories, event.value)
            listing = self.query_one(Listing)
            listing.show(_items(found))
            listing.move(-len(found))
            self._say()

    def action_step(self, by: int) -> None:
        if self.choosing:
            self.query_one(Listing).move(by)
            self._say()
        else:
            super().action_step(by)

    def on_option_list_option_highlighted(self) -> None:
        self._say()

    def _say(self) -> None:
        """What the category that is chosen means here."""
        view = self.desk.view()
        steps = _steps(view, self.category)
        self.query_one("#steps").visible = bool(steps)
        said = [f"The manual has {steps} step{'' if steps == 1 else 's'} for this."] if steps else []
        if view.runs_on(self.category):
            said.append("The clock runs on; where testing is interrupted, ! stops it afterwards.")
        if not self.category:
            said = ['Nothing of that name. Fewer letters find more; "other" is for all the rest.']
        self.query_one("#meaning", Said).say(" ".join(said))

    @property
    def choosing(self) -> bool:
        return self.focused is self.query_one("#category")

    def choose(self) -> None:
        self._chosen()
        self.query_one("#note").focus()

    def submit(self) -> None:
        category, view = self._chosen(), self.desk.view()
        now = self.query_one(Choice).value == "now"
        self.hand_in(RecordIncident(category=category, note=self.words("note"), at=self.time(), procedure=now))
        if not self.on_top and view.runs_on(category):
            self.desk.news += " · the clock runs on; ! stops it"

    def _chosen(self) -> str:
        if not self.category:
            raise Wrong("no category is chosen; type fewer letters")
        return self.category


def _steps(view: SessionView, category: str) -> int:
    """How many steps the manual has for a category, where they could be taken on now."""
    if view.phase not in (Phase.OPEN, Phase.INTERRUPTED):
        return 0
    blocks = view.plan.procedures.get(category, ())
    return len({one.step.ref for one in blocks if view.state.applies(one) is not False})


def _items(categories: tuple[Category, ...]) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in categories]
