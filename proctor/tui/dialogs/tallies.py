"""Count students, one key each; every one is on record at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from proctor.state.commands import Tally
from proctor.state.state import TALLIES
from proctor.state.view import SessionView
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, Said, does
from proctor.tui.dialogs.listing import Listing


class TalliesDialog(Dialog):
    """Its own keys count; enter and escape only close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        does("done", "Close this; all is on record"),
        Binding("plus,right", "count(1)", "one more", id="tallies.more", tooltip="One more of the chosen tally"),
        Binding("minus,left", "count(-1)", "one fewer", id="tallies.fewer", tooltip="One fewer of the chosen tally"),
        Binding("s", "students", "students", id="tallies.students", tooltip="How many students there are"),
        *(
            Binding(str(number), f"one_more('{name}')", name, show=False, id=f"tallies.{name.replace('_', '-')}",
                    tooltip=f"One more: {name.replace('_', ' ')}")
            for number, name in enumerate(TALLIES, 1)
        ),
    ]  # fmt: skip

    def key_ids(self) -> list[str]:
        return ["dialog.submit", "tallies.more", "tallies.fewer", "tallies.students"]

    def heading(self) -> str:
        return "Students"

    def body(self) -> Iterator[Widget]:
        yield Listing()
        yield Said(id="testing")

    def refreshed(self, view: SessionView) -> None:
        counts = view.tallies
        lines = [(name, f"{n}  {name.replace('_', ' '):<12}{counts[name]:>5}") for n, name in enumerate(TALLIES, 1)]
        self.query_one(Listing).show(lines)
        students = view.facts.get("students")
        if students is None:
            said = "How many students there are is not known yet; s says it."
        else:
            said = f"{students} in the room at the beginning · still testing {view.testing}"
        self.query_one("#testing", Said).say(said)

    def submit(self) -> None:
        self.dismiss(False)

    def choose(self) -> None:
        """A click chooses a tally."""

    def action_count(self, by: int) -> None:
        self.try_in(Tally(tally=self.query_one(Listing).value, by=by))

    def action_one_more(self, name: str) -> None:
        self.query_one(Listing).choose(name)
        self.try_in(Tally(tally=name))

    def action_students(self) -> None:
        self.complain("")
        self.app.push_screen(dialog("fact", self.desk, "students"))
