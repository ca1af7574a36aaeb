"""Rules of records: typed rows with limits, and what was worked out from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from proctor.scripts.blocks import Compute, Record
from proctor.scripts.facts import holds
from proctor.scripts.rows import Limits, RecordField
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.events import Scalar
from proctor.state.rules.draft import Draft
from proctor.state.rules.walking import find
from proctor.state.state import Status

MOST = 1e12
"""Further from nought than anything that is counted or measured in a room."""


def record_row(d: Draft, command: c.RecordRow) -> None:
    """Enter a row of the record on screen."""
    block = _record(d, command.block)
    rows = d.state.records.get(block.id, ())
    row = len(rows) if command.row is None else command.row
    if not 0 <= row <= len(rows):
        d.refuse(f"there is no row {row + 1}; there are {len(rows)}")
    if row >= block.rows.max:
        d.refuse(f"{command.block} takes at most {block.rows.max} rows")
    d.add(ev.RowRecorded(record=block.id, row=row, values=_read_row(d, block, row, command.values)))
    _compute_anew(d, block.id)


def remove_row(d: Draft, command: c.RemoveRow) -> None:
    block = _record(d, command.block)
    if not 0 <= command.row < len(d.state.records.get(block.id, ())):
        d.refuse(f"there is no row {command.row + 1}")
    d.add(ev.RowRemoved(record=block.id, row=command.row))
    if d.state.is_settled(command.block) and len(d.state.records[block.id]) < block.rows.min:
        d.add(ev.BlockReopened(block=command.block, reason="too few rows are left"))
    _compute_anew(d, block.id)


def _record(d: Draft, spot: str) -> Record:
    planned = find(d, spot)
    if not isinstance(planned.block, Record):
        d.refuse(f"{spot} takes no rows")
    return planned.block


def _compute_anew(d: Draft, record: str) -> None:
    """What was worked out from a record that changes must be worked out anew."""
    stale = tuple(
        one.id
        for one in d.state.plan.blocks
        if isinstance(one.block, Compute)
        and record in (one.block.of, one.block.also.record if one.block.also else "")
        and (found := d.state.blocks.get(one.id)) is not None
        and found.status is Status.DONE
    )
    if stale:
        d.add(ev.ComputedSuperseded(blocks=stale))


def _read_row(d: Draft, block: Record, number: int, typed: Mapping[str, Scalar | None]) -> dict[str, Scalar]:
    """The row as its fields have it; an empty value leaves an optional field out."""
    for name in typed:
        if name not in block.fields:
            d.refuse(f"there is no field {name!r}; there are {', '.join(block.fields)}")
    row: dict[str, Scalar] = {}
    for name, field in block.fields.items():
        value = typed.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if field.required:
                d.refuse(f"{name} is missing ({field.title})")
            continue
        row[name] = _read_field(d, name, _Bounded(field, field.limits(d.state.facts), number + 1), value)
    _refuse_never(d, block, number, row)
    return row


def _refuse_never(d: Draft, block: Record, number: int, row: Mapping[str, Scalar]) -> None:
    """What the record says that no row may have together."""
    plain = {name: value if isinstance(value, str | int) else str(value) for name, value in row.items()}
    for one in block.never:
        if holds(one.values, plain) and holds(one.when, d.state.facts):
            said = " and ".join(f"{name} {row[name]}" for name in one.values)
            d.refuse(f"row {number + 1}: {said}: {one.why}")


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A field with the limits that hold for it now, and the row (from 1) that it is entered in."""

    field: RecordField
    limits: Limits
    row: int

    @property
    def why(self) -> str:
        """What the pack says to who is out of its limits, and in which row; "" where it says nothing."""
        return f" (row {self.row}: {self.limits.why})" if self.limits.why else f" (row {self.row})"


def _read_field(d: Draft, name: str, bounded: _Bounded, value: Scalar) -> Scalar:
    field = bounded.field
    match field.type:
        case "number":
            return _read_number(d, name, bounded, value)
        case "date":
            return _read_date(d, name, bounded, value)
        case "choice":
            if value not in field.options:
                d.refuse(f"{name}: expected one of {', '.join(field.options)}, not {str(value)[:40]!r}")
            return value
        case "text":
            return d.words(str(value), name)


def _read_number(d: Draft, name: str, bounded: _Bounded, value: Scalar) -> Scalar:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        number = math.nan
    low, high = bounded.limits.min, bounded.limits.max
    if not math.isfinite(number) or abs(number) > MOST:
        d.refuse(f"{name}: expected a number, not {str(value)[:40]!r}")
    if bounded.field.whole and number != int(number):
        d.refuse(f"{name}: expected a whole number, not {value} (row {bounded.row})")
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = " ".join(
            part
            for part in (f"at least {low}" if low is not None else "", f"at most {high}" if high is not None else "")
            if part
        )
        d.refuse(f"{name}: expected {bounds}, not {value}{bounded.why}")
    return int(number) if number == int(number) else number


def _read_date(d: Draft, name: str, bounded: _Bounded, value: Scalar) -> str:
    limits = bounded.limits
    try:
        day = date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        d.refuse(f"{name}: expected a date such as 2021-01-31, not {str(value)[:40]!r}")
    if limits.earliest and day < limits.earliest:
        d.refuse(f"{name}: {day} is before {limits.earliest}{bounded.why}")
    if limits.latest and day > limits.latest:
        d.refuse(f"{name}: {day} is after {limits.latest}{bounded.why}")
    return day
