"""What is known of the room, and changing it; what the school says of it; what has happened in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.scripts.header import LocalSheet
from proctor.state.clock import wall
from proctor.state.commands import SetFact
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, does, leaves, plain
from proctor.tui.dialogs.facts import answer_in, fact_widget
from proctor.tui.dialogs.listing import Item, Listing

SHEET, HAPPENED = "?sheet", "?happened"
"""What stands before an item that is no fact; no fact is called so."""


class RoomDialog(Dialog):
    """One list of all there is, so that the arrow keys reach every line of it."""

    BINDINGS: ClassVar[list[BindingType]] = [does("change it", "Change what is known"), leaves("close")]

    def heading(self) -> str:
        view = self.desk.view()
        place = view.habits.place
        return f"{place.capitalize()} {view.room}" if view.room else f"The {place}"

    def body(self) -> Iterator[Widget]:
        yield Listing()

    def refreshed(self, view: SessionView) -> None:
        self.query_one(Listing).show(_items(view))

    def submit(self) -> None:
        chosen = self.query_one(Listing).value
        if chosen.startswith(SHEET):
            self.complain("this is your school's sheet, local.yaml; it is changed there, for sessions to come")
        elif chosen.startswith(HAPPENED):
            self.complain("what is on record stays; a note (n) can explain it")
        elif chosen:
            self.app.push_screen(dialog("fact", self.desk, chosen))


def _items(view: SessionView) -> Iterator[Item]:
    yield "", f"Known of the {view.habits.place}"
    for name, fact in view.known_facts:
        yield name, f"{name.replace('_', ' ')}: {view.facts.get(name, 'not known yet')}\n  {fact.ask}"
    for heading, mark, lines in (
        ("Your school", SHEET, _sheet(view.plan.snapshot.local) if view.habits.room else ()),
        ("Happened so far", HAPPENED, _happened(view)),
    ):
        for number, line in enumerate(lines):
            if not number:
                yield "", heading
            yield f"{mark}{number}", line


def _sheet(local: LocalSheet) -> Iterator[str]:
    for title, text in (("additional time", local.additional_time), ("dismissal", local.dismissal),
                        ("last bell", local.last_bell)):  # fmt: skip
        if text:
            yield f"{title}: {text}"
    for contact in local.call:
        ways = ", ".join(part for part in (contact.phone, contact.email, contact.online) if part)
        yield f"call {contact.title}{': ' + ways if ways else ''}"
    for name, text in local.notes.items():
        yield f"{name.replace('_', ' ')}: {text}"


def _happened(view: SessionView) -> Iterator[str]:
    for one in view.incidents:
        yield f"incident {one.number}: {one.category.replace('_', ' ')} {wall(one.at)} {one.note}".rstrip()
    for misread in view.misreads:
        sentence = f", sentence {misread.sentence}" if misread.sentence else ""
        yield f"misread {misread.number}: {misread.block}{sentence}"


class FactDialog(Dialog):
    """One fact: known now, or other than was thought. What was passed and applies now is open then; nothing is undone."""

    BINDINGS: ClassVar[list[BindingType]] = [does("on record")]

    def __init__(self, desk: Desk, fact: str) -> None:
        super().__init__(desk)
        self.fact = fact

    def heading(self) -> str:
        return self.fact.replace("_", " ").capitalize()

    def body(self) -> Iterator[Widget]:
        view = self.desk.view()
        fact = view.plan.facts[self.fact]
        yield plain(fact.ask, "question")
        yield fact_widget(fact, view.state.facts.get(self.fact))

    def submit(self) -> None:
        self.hand_in(SetFact(fact=self.fact, value=answer_in(self.query_one("#answer"))))
