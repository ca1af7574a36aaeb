"""What a ``compute`` block comes to by the rows as they are: for the rule that puts it on record, and for who looks before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proctor.scripts.blocks import Compute, Record
from proctor.scripts.facts import FactValue, holds, read_fact
from proctor.state import measures
from proctor.state.events import Scalar
from proctor.state.facts import spell
from proctor.state.measures import CannotMeasure
from proctor.state.state import State

Row = Mapping[str, Scalar]


class DoesNotFit(CannotMeasure):
    """There is a value, and the fact that it is for cannot be it."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A value, the rows of the record that went in, what each says (where rows stand in time), and what the fact becomes."""

    value: Scalar
    rows: tuple[int, ...]
    went_in: tuple[str, ...]
    fact: FactValue | None = None


def work_out(state: State, block: Compute) -> Worked:
    """Raises :class:`CannotMeasure` where the rows do not allow it, or the fact cannot be what they come to."""
    rows = state.records.get(block.of, ())
    also = _rows_besides(state, block)
    order = tuple(range(len(rows))) if block.by is None else measures.in_order(rows, block.by)
    mine = [rows[n] for n in order]
    value, used, theirs = _measured(block, mine, also)
    went_in = () if block.by is None else (
        *(_said(mine[n], block) for n in used),
        *(f"{_said(also[n], block)} ({_title(state, block)})" for n in theirs),
    )  # fmt: skip
    return Worked(value, tuple(sorted(order[n] for n in used)), went_in, _fact(state, block, value))


def _measured(block: Compute, rows: list[Row], also: list[Row]) -> tuple[Scalar, tuple[int, ...], tuple[int, ...]]:
    if block.name in measures.IN_TIME:
        return measures.IN_TIME[block.name](rows, block.field, block.by or "", also)
    measure = measures.REGISTRY[block.name]
    if not block.fields:
        return (*measure(rows, block.field), ())
    several = [{"value": row[name]} for row in rows for name in block.fields if name in row]
    owner = [n for n, row in enumerate(rows) for name in block.fields if name in row]
    value, used = measure(several, "value")
    return value, tuple(dict.fromkeys(owner[n] for n in used)), ()


def _rows_besides(state: State, block: Compute) -> list[Row]:
    """The second record's rows, but for those that the block leaves out."""
    if block.also is None:
        return []
    unless = block.also.unless
    return [row for row in state.records.get(block.also.record, ()) if not (unless and holds(unless, _as_facts(row)))]


def _as_facts(row: Row) -> dict[str, FactValue]:
    return {name: value if isinstance(value, str | int) else str(value) for name, value in row.items()}


def _said(row: Row, block: Compute) -> str:
    names = dict.fromkeys(name for name in (block.by, *(block.fields or (block.field,))) if name)
    return " ".join(str(row[name]) for name in names if name in row)


def _title(state: State, block: Compute) -> str:
    name = block.also.record if block.also else ""
    found = (one.block for one in state.plan.blocks if isinstance(one.block, Record) and one.block.id == name)
    return next((one.id.replace("_", " ") for one in found), name)


def _fact(state: State, block: Compute, value: Scalar) -> FactValue | None:
    if block.set is None:
        return None
    became: str | int = value if isinstance(value, int) else str(value)
    if block.bands:
        fitting = [band for band in block.bands if not isinstance(value, str) and value >= band.from_]
        if not fitting:
            raise DoesNotFit(f"comes to {value}, and the table begins at {block.bands[0].from_}")
        became = fitting[-1].value
    try:
        return read_fact(state.plan.facts[block.set], became)
    except ValueError as error:
        raise DoesNotFit(f"comes to {became}, which {block.set} cannot be: {error}") from None


def worked_out(block: object, worked: Worked | None, cannot: str) -> str:
    """What a measure comes to and of what, in words; or why it comes to nothing."""
    if worked is None:
        return cannot
    name = getattr(block, "set", None)
    became = f"; {name.replace('_', ' ')}: {spell(worked.fact)}" if name and worked.fact is not None else ""
    went_in = f", from {', '.join(worked.went_in)}" if worked.went_in else ""
    return f"comes to {worked.value}{went_in}{became}"
