"""Rules of records: typed rows with limits, and what was worked out from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from proctor.scripts.models import Compute, Record, RecordField
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
    d.add(ev.RowRecorded(record=block.id, row=row, values=_read_row(d, block, command.values)))
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
        and one.block.of == record
        and (found := d.state.blocks.get(one.id)) is not None
        and found.status is Status.DONE
    )
    if stale:
        d.add(ev.ComputedSuperseded(blocks=stale))


def _read_row(d: Draft, block: Record, typed: Mapping[str, Scalar | None]) -> dict[str, Scalar]:
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
        row[name] = _read_field(d, name, field, value)
    return row


def _read_field(d: Draft, name: str, field: RecordField, value: Scalar) -> Scalar:
    match field.type:
        case "number":
            return _read_number(d, name, field, value)
        case "date":
            return _read_date(d, name, field, value)
        case "choice":
            if value not in field.options:
                d.refuse(f"{name}: expected one of {', '.join(field.options)}, not {str(value)[:40]!r}")
            return value
        case "text":
            return d.words(str(value), name)


def _read_number(d: Draft, name: str, field: RecordField, value: Scalar) -> Scalar:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        number = math.nan
    low, high = field.min, field.max
    if not math.isfinite(number) or abs(number) > MOST:
        d.refuse(f"{name}: expected a number, not {str(value)[:40]!r}")
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = " ".join(
            part
            for part in (f"at least {low}" if low is not None else "", f"at most {high}" if high is not None else "")
            if part
        )
        d.refuse(f"{name}: expected {bounds}, not {value}")
    return int(number) if number == int(number) else number


def _read_date(d: Draft, name: str, field: RecordField, value: Scalar) -> str:
    try:
        day = date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        d.refuse(f"{name}: expected a date such as 2021-01-31, not {str(value)[:40]!r}")
    if field.earliest and day < field.earliest:
        d.refuse(f"{name}: {day} is before {field.earliest}")
    if field.latest and day > field.latest:
        d.refuse(f"{name}: {day} is after {field.latest}")
    return day
