"""The rows of a record: entered one by one, changed, taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from proctor.scripts.blocks import Record
from proctor.scripts.rows import Limits, RecordField
from proctor.state.commands import Advance, RecordRow, RemoveRow
from proctor.state.events import Scalar
from proctor.state.facts import limit_words, spell
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, Said, chooses, does, leaves, plain, row
from proctor.tui.dialogs.listing import Item, Listing
from proctor.tui.dialogs.walk import WalkDialog
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.field import Field

ANOTHER, DONE = "another", "done"
"""The last two items of the list: one more row, and that these are all."""


def record_of(desk: Desk, spot: str) -> Record:
    block = desk.view().plan[spot].block
    assert isinstance(block, Record)
    return block


class RecordDialog(Dialog):
    """Enter on a row changes it; below the rows stand what adds one, and what goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        does("choose", "Change this row, add one, or go on"),
        leaves("close"),
        Binding("d,delete", "remove", "take out", id="record.remove", tooltip="Take this row out"),
    ]
    KEYS = ("record.remove",)

    def __init__(self, desk: Desk, spot: str) -> None:
        super().__init__(desk)
        self.spot = spot

    def heading(self) -> str:
        block = self.desk.view().block(self.spot)
        return f"Record · {block.ref}{' · ' + block.title if block.title else ''}"

    def body(self) -> Iterator[Widget]:
        yield plain(" ".join(self.desk.view().block(self.spot).text.split()), "question")
        yield Said(id="limits")
        yield Listing()

    def refreshed(self, view: SessionView) -> None:
        """After a row the list stands where it goes on from there."""
        rows, limits = view.block(self.spot).rows, record_of(self.desk, self.spot).rows
        wanted = f"{limits.min} to {limits.max}" if limits.max > limits.min else f"{limits.min}"
        self.query_one("#limits", Said).say(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}; wanted: {wanted}")
        next_up = DONE if len(rows) >= limits.min else ANOTHER
        items = [*_items(rows, record_of(self.desk, self.spot).fields)]
        if len(rows) < limits.max:
            items.append((ANOTHER, "+  one more row"))
        self.query_one(Listing).show([*items, (DONE, "✓  these are all; go on")], next_up)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a row can be taken out."""
        return super().check_action(action, parameters) and not (action == "remove" and not self._chosen.isdecimal())

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()

    @property
    def _chosen(self) -> str:
        return self.query_one(Listing).value

    def submit(self) -> None:
        chosen = self._chosen
        if chosen == DONE:
            self.hand_in(Advance(block=self.spot))
        else:
            self.app.push_screen(dialog("row", self.desk, self.spot, *(() if chosen == ANOTHER else (chosen,))))

    def action_remove(self) -> None:
        self.try_in(RemoveRow(block=self.spot, row=int(self._chosen)))


def _items(rows: tuple[Mapping[str, object], ...], fields: Mapping[str, RecordField]) -> Iterator[Item]:
    for number, one in enumerate(rows):
        said = " · ".join(f"{fields[name].title} {value}" for name, value in one.items() if name in fields)
        yield str(number), f"{number + 1}. {said}"


class RowDialog(WalkDialog):
    """One row, new or (``number``, from 0) entered anew."""

    AUTO_FOCUS = "Field, Choice"
    BINDINGS: ClassVar[list[BindingType]] = [
        chooses("next field", "The next field; the last puts the row on record"),
        does("on record"),
    ]

    def __init__(self, desk: Desk, spot: str, number: str = "") -> None:
        super().__init__(desk)
        self.spot = spot
        self.number = int(number) if number else None
        rows = desk.view().block(spot).rows
        known = rows[self.number] if self.number is not None else {}
        view, fields = desk.view(), record_of(desk, spot).fields
        self._fields = {name: _widget(one, view.limits(one), known.get(name)) for name, one in fields.items()}

    def heading(self) -> str:
        return "One more row" if self.number is None else f"Row {self.number + 1}, anew"

    def body(self) -> Iterator[Widget]:
        for name, widget in self._fields.items():
            field = record_of(self.desk, self.spot).fields[name]
            yield row(f"{field.title}{'' if field.required else ', if any'}", widget)

    def stops(self) -> list[Widget]:
        return list(self._fields.values())

    def submit(self) -> None:
        values: dict[str, Scalar | None] = {name: _value(widget) for name, widget in self._fields.items()}
        self.hand_in(RecordRow(block=self.spot, values=values, row=self.number))


def _widget(field: RecordField, limits: Limits, known: object) -> Widget:
    if field.type == "choice":
        return Choice([(one, spell(one)) for one in field.options], [] if known is None else [str(known)])
    return Field("" if known is None else str(known), hint=_hint(field, limits))


def _hint(field: RecordField, limits: Limits) -> str:
    words = limit_words(field, limits)
    kind = {"number": "a number", "date": "" if words else "such as 2026-05-23"}.get(field.type, "")
    return " ".join([kind, *words]).strip()


def _value(widget: Widget) -> str:
    return widget.value if isinstance(widget, Choice) else widget.words if isinstance(widget, Field) else ""
