"""The checks of records, of what is worked out from them, and of what that comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from proctor.scripts.blocks import Compute, Record
from proctor.scripts.checks_places import Finding, all_blocks
from proctor.scripts.facts import Fact, read_fact
from proctor.scripts.header import PackHeader
from proctor.scripts.models import Script, facts_of
from proctor.scripts.rows import RecordField
from proctor.scripts.source import Place
from proctor.scripts.vocabulary import MEASURES, MEASURES_IN_TIME, MEASURES_OF_NUMBERS


def records_can_be_computed(script: Script, header: PackHeader) -> Iterator[Finding]:
    """Each measure is known, and what it is worked out from stands before it."""
    records: dict[str, Record] = {}
    for path, block in all_blocks(script):
        if isinstance(block, Record):
            if block.id in records:
                yield (*path, "id"), f"two records have the id {block.id!r}"
            records[block.id] = block
        elif isinstance(block, Compute):
            if block.name not in MEASURES:
                yield (*path, "compute"), f"no measure {block.name!r}; there are {', '.join(sorted(MEASURES))}"
            if block.of not in records:
                yield (*path, "of"), f"no record {block.of!r} stands before this step"
            else:
                yield from _measured(block, records[block.of], path)
            yield from _besides(block, records, path)
            yield from _bands(block, facts_of(script), path)


def _measured(block: Compute, record: Record, path: Place) -> Iterator[Finding]:
    if block.field is None and not block.fields and block.name in MEASURES - {"rows"}:
        yield path, f"{block.name} is worked out from one field; expected field: {' or '.join(record.fields)}"
    if block.fields and (block.field is not None or block.name in MEASURES_IN_TIME):
        yield (*path, "fields"), f"{block.name} is worked out from one field here; write field:"
    for key, name in [("field", block.field), *(("fields", name) for name in block.fields)]:
        if name is None:
            continue
        if name not in record.fields:
            yield (*path, key), f"the record {block.of!r} has no field {name!r}"
        elif block.name in MEASURES_OF_NUMBERS and record.fields[name].type != "number":
            yield (*path, key), f"{block.name} is worked out from numbers; {name!r} is {record.fields[name].type}"
    if block.by is not None and block.by not in record.fields:
        yield (*path, "by"), f"the record {block.of!r} has no field {block.by!r}"
    if block.by is None and block.name in MEASURES_IN_TIME:
        yield path, f"{block.name} needs to know when each row was; expected by: and a date of the record"


def _besides(block: Compute, records: Mapping[str, Record], path: Place) -> Iterator[Finding]:
    """The second record that goes in has the same fields, and those by which rows are left out."""
    if block.also is None:
        return
    other = records.get(block.also.record)
    if block.name not in MEASURES_IN_TIME:
        yield (*path, "also"), f"{block.name} is worked out from one record; leave also out"
    elif other is None:
        yield (*path, "also", "record"), f"no record {block.also.record!r} stands before this step"
    else:
        for name in filter(None, (block.field, block.by, *block.also.unless)):
            if name not in other.fields:
                yield (*path, "also"), f"the record {block.also.record!r} has no field {name!r}"


def _bands(block: Compute, facts: Mapping[str, Fact], path: Place) -> Iterator[Finding]:
    fact = facts.get(block.set or "")
    for k, band in enumerate(block.bands if fact is not None else ()):
        assert fact is not None
        try:
            read_fact(fact, band.value)
        except ValueError as error:
            yield (*path, "bands", k, "is"), f"{block.set}: {error}"


def rows_have_fields(script: Script, header: PackHeader) -> Iterator[Finding]:
    """What no row may say is said of the record's own fields, in values that they can have."""
    for path, block in all_blocks(script):
        if not isinstance(block, Record):
            continue
        for k, never in enumerate(block.never):
            for name, values in never.values.items():
                place = (*path, "never", k, "values", name)
                if name not in block.fields:
                    yield place, f"the record {block.id!r} has no field {name!r}; there are {', '.join(block.fields)}"
                else:
                    yield from _can_be(block.fields[name], name, values, place)


def _can_be(field: RecordField, name: str, values: tuple[str | int, ...], place: Place) -> Iterator[Finding]:
    for value in values:
        if field.type == "choice" and value not in field.options:
            yield place, f"{name}: expected one of {', '.join(field.options)}, not {value!r}"
        elif field.type == "number" and isinstance(value, str):
            yield place, f"{name}: {value!r} would never hold; write a number"


def facts_follow_from_earlier_ones(script: Script, header: PackHeader) -> Iterator[Finding]:
    """A fact that follows from one that stands behind it would be a step late."""
    names = list(script.facts)
    for number, (name, fact) in enumerate(script.facts.items()):
        for k, line in enumerate(fact.follows):
            place = ("facts", name, "follows", k)
            try:
                if read_fact(fact, line.value) != line.value:
                    yield (*place, "is"), f"{name}: write {read_fact(fact, line.value)!r}"
            except ValueError as error:
                yield (*place, "is"), f"{name}: {error}"
            for other in line.when:
                if other in names[number:] and script.facts[other].follows:
                    yield (*place, "when", other), f"{other} follows from other facts itself; it must stand before {name}"


def outcome_names_facts(script: Script, header: PackHeader) -> Iterator[Finding]:
    """The outcome is told of facts of the script, in words for values that they can have."""
    for k, one in enumerate(script.outcome):
        fact = script.facts.get(one.fact)
        if fact is None:
            yield ("outcome", k, "fact"), f"no fact {one.fact!r} in this script; there are {', '.join(sorted(script.facts))}"
            continue
        for value in one.words:
            if fact.options and value not in fact.options:
                yield ("outcome", k, "words", value), f"{one.fact}: expected one of {', '.join(fact.options)}, not {value!r}"
