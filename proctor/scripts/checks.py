"""The checks that a schema cannot make: names that must exist elsewhere, clocks, materials, ways through a script.

Each check yields ``(path, sentence)``: where in the file (as keys and indexes) and what is wrong there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from proctor.scripts import checks_lists
from proctor.scripts.blocks import Ask, BlockBase, Compute, Count, Record, Say
from proctor.scripts.checks_places import Finding, all_blocks, all_steps
from proctor.scripts.checks_records import (
    facts_follow_from_earlier_ones,
    outcome_names_facts,
    records_can_be_computed,
    rows_have_fields,
)
from proctor.scripts.facts import Fact, read_fact
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.models import Script, Step, facts_of
from proctor.scripts.source import Place
from proctor.scripts.vocabulary import RESERVED_FACTS, TRIGGERS


def check_header(header: PackHeader) -> Iterator[Finding]:
    """What ``pack.yaml`` alone can get wrong."""
    for index, entry in enumerate(header.schedule):
        if entry.script is not None and entry.script not in header.scripts:
            yield ("schedule", index, "script"), f"no script {entry.script!r} in this pack"
    for index, script_id in enumerate(header.scripts):
        if script_id in header.scripts[:index]:
            yield ("scripts", index), f"the script {script_id!r} is listed twice"


def check_local(sheet: LocalSheet, scripts: Iterable[Script]) -> Iterator[Finding]:
    """A local sheet may set only facts that some script of its pack asks for, to values that it knows."""
    known = [facts_of(script) for script in scripts]
    every = {name: fact for facts in known for name, fact in facts.items()}
    for name, value in sheet.facts.items():
        asking = [facts for facts in known if name in facts] or [every]
        findings = (finding for facts in asking for finding in _check_value(facts, name, value, ("facts", name)))
        yield from dict.fromkeys(findings)


def check_script(script: Script, header: PackHeader) -> Iterator[Finding]:
    """Everything that can be said of a script beyond its shape."""
    for check in _CHECKS:
        yield from check(script, header)


# -- ways to look at a script ---------------------------------------------------------------------------------------


def _all_conditions(script: Script) -> Iterator[tuple[Place, Mapping[str, tuple[str | int, ...]]]]:
    for i, stage in enumerate(script.stages):
        yield ("stages", i, "when"), stage.when
    for k, material in enumerate(script.materials):
        yield ("materials", k, "when"), material.when
    for path, step in all_steps(script):
        yield (*path, "when"), step.when
    for path, block in all_blocks(script):
        yield (*path, "when"), block.when
        yield from _conditions_of_rows(path, block)
    for name, fact in script.facts.items():
        for k, line in enumerate(fact.follows):
            yield ("facts", name, "follows", k, "when"), line.when


def _conditions_of_rows(path: Place, block: BlockBase) -> Iterator[tuple[Place, Mapping[str, tuple[str | int, ...]]]]:
    """When a record's limits are narrower, and when some rows are never."""
    if not isinstance(block, Record):
        return
    for name, field in block.fields.items():
        for k, narrower in enumerate(field.narrower):
            yield (*path, "fields", name, "narrower", k, "when"), narrower.when
    for k, never in enumerate(block.never):
        yield (*path, "never", k, "when"), never.when


# -- the checks -----------------------------------------------------------------------------------------------------


def _conditions_name_facts(script: Script, header: PackHeader) -> Iterator[Finding]:
    facts = facts_of(script)
    for name in script.facts:
        if name in RESERVED_FACTS:
            yield ("facts", name), f"the fact {name!r} is the program's own; leave it out, or choose another name"
    for place, when in _all_conditions(script):
        for name, values in when.items():
            for value in values:
                yield from check_condition(facts, name, value, (*place, name))


def _blocks_name_facts(script: Script, header: PackHeader) -> Iterator[Finding]:
    facts = facts_of(script)
    for place, block in all_blocks(script):
        for named, name in _facts_named(block):
            if name not in facts:
                yield (*place, *named), _no_fact(name, facts)
            elif not isinstance(block, Say):
                yield from _follows_from_nothing(facts, name, (*place, *named))
        for k, option in enumerate(block.options if isinstance(block, Ask) else ()):
            for name, given in option.set.items():
                yield from _check_value(facts, name, given, (*place, "options", k, "set", name))
                yield from _follows_from_nothing(facts, name, (*place, "options", k, "set", name))


def _follows_from_nothing(facts: Mapping[str, Fact], name: str, place: Place) -> Iterator[Finding]:
    if name in facts and facts[name].follows:
        yield place, f"{name} follows from other facts (follows:); nothing else can set it, and nobody is asked for it"


def _facts_named(block: BlockBase) -> Iterator[tuple[Place, str]]:
    match block:
        case Say():
            for printed, slot in block.slots.items():
                yield ("slots", printed), slot.fact
        case Ask(fact=str(name)):
            yield ("fact",), name
        case Compute(set=str(name)):
            yield ("set",), name


def _no_fact(name: str, facts: Mapping[str, Fact]) -> str:
    return f"no fact {name!r} in this script; there are {', '.join(sorted(facts))}"


def _check_value(facts: Mapping[str, Fact], name: str, value: Any, path: Place) -> Iterator[Finding]:
    if name not in facts:
        yield path, _no_fact(name, facts)
        return
    try:
        read_fact(facts[name], value)
    except ValueError as error:
        yield path, f"{name}: {error}"


def check_condition(facts: Mapping[str, Fact], name: str, value: str | int, path: Place) -> Iterator[Finding]:
    """Like a value, except that one option of a multiple fact is enough, and "none" asks for an empty one.

    It stands as it will be compared: a number fact is never ``"5"``, a text fact never ``5``.
    """
    multiple = name in facts and facts[name].type == "multiple"
    if multiple and value == "none":
        return
    wrong = list(_check_value(facts, name, (value,) if multiple else value, path))
    yield from wrong
    if not wrong and not multiple and (read := read_fact(facts[name], value)) != value:
        yield path, f"{name}: {value!r} would never hold; write {read!r}"


def _refs_are_unique(script: Script, header: PackHeader) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, step in all_steps(script):
        if step.ref in seen:
            yield (*path, "ref"), f"two steps have the ref {step.ref}; a ref is unique in its script"
        seen.add(step.ref)


def _gotos_lead_on(script: Script, header: PackHeader) -> Iterator[Finding]:
    order = {step.ref: number for number, (_, step) in enumerate(script.steps())}
    any_order = {step.ref for stage, step in script.steps() if stage.order == "any"}
    for path, step in all_steps(script):
        for k, block in enumerate(step.blocks):
            for n, option in enumerate(block.options if isinstance(block, Ask) else ()):
                if option.goto is None:
                    continue
                at = (*path, "blocks", k, "options", n, "goto")
                if step.ref not in order or step.ref in any_order:
                    yield at, "goto works in a stage that is walked in turn, not in a procedure or one of any order"
                elif option.goto not in order:
                    yield at, f"no step {option.goto} in this script's stages"
                elif order[option.goto] <= order[step.ref]:
                    yield at, f"{option.goto} is not further on than {step.ref}; a goto leads forward"


def _announcements_have_a_clock(script: Script, header: PackHeader) -> Iterator[Finding]:
    started = False
    for path, step in all_steps(script):
        if step.at:
            if path[0] == "procedures":
                yield (*path, "at"), "a step of a procedure comes when it is set off, not by the clock"
            elif not started:
                yield (*path, "at"), f"nothing before {step.ref} starts the clock (clock: start)"
            elif step.due_after(script.timing.scheduled_minutes) is None:
                yield (*path, "at"), f"{step.at!r} needs timing.scheduled_minutes"
            elif (step.due_after(script.timing.scheduled_minutes) or 0) < 0:
                yield (*path, "at"), f"{step.at!r} falls before the start of the session"
            for k, block in enumerate(step.blocks):
                if getattr(block, "kind", "") not in ("say", "do", "note"):
                    yield (
                        (*path, "blocks", k),
                        "an announcement is made as a whole: say, do and note only; put the rest in the next step",
                    )
        started = started or any(block.clock == "start" for block in step.blocks)


def _announcements_leave_room(script: Script, header: PackHeader) -> Iterator[Finding]:
    """Of two that fall due at once only the later is read, so the earlier one never would be."""
    seen: dict[int, str] = {}
    places = [path for path, _ in all_steps(script)]
    for number, (stage, step) in enumerate(script.steps()):
        due = step.due_after(script.timing.scheduled_minutes)
        if due is None or stage.when or step.when:
            continue
        if due in seen:
            yield (*places[number], "at"), f"{step.ref} and {seen[due]} fall due at the same moment; only one would be read"
        seen[due] = step.ref


def _materials_add_up(script: Script, header: PackHeader) -> Iterator[Finding]:
    known = {material.id for material in script.materials}
    counted: set[str] = set()
    for path, block in all_blocks(script):
        for field in ("hands_out", "collects", "when_out", "materials"):
            for k, name in enumerate(getattr(block, field, ())):
                if name not in known:
                    yield (*path, field, k), f"no material {name!r} in this script"
        if isinstance(block, Count) and "returned" in block.fields:
            counted.update(block.materials)
    for k, material in enumerate(script.materials):
        if material.id in (other.id for other in script.materials[:k]):
            yield ("materials", k, "id"), f"two materials have the id {material.id!r}"
        if material.returned and material.id not in counted:
            yield (
                ("materials", k),
                f"{material.id} is to be returned, but no count block counts it back (fields: returned)",
            )


def _procedures_have_a_trigger(script: Script, header: PackHeader) -> Iterator[Finding]:
    known = {category.id for category in header.categories} | TRIGGERS
    for name in script.procedures:
        if name not in known:
            yield ("procedures", name), f"nothing sets off {name!r}; expected one of {', '.join(sorted(known))}"


def _source_is_listed(script: Script, header: PackHeader) -> Iterator[Finding]:
    if script.source and script.source.document not in header.documents:
        yield ("source", "document"), f"no document {script.source.document!r} in pack.yaml"


def _every_step_can_be_reached(script: Script, header: PackHeader) -> Iterator[Finding]:
    """Follow every answer from the first step; what no answer leads to is a fault of the script."""
    steps = list(script.steps())
    order = {step.ref: number for number, (_, step) in enumerate(steps)}
    reached = {0}
    for number, (stage, step) in enumerate(steps):
        if number not in reached:
            continue
        leaves = {order.get(ref, number) for ref in _leaves(step)}
        reached |= leaves
        if stage.when or _goes_on(step) or min(leaves) <= number:  # a goto that is wrong is one fault, not two
            reached.add(number + 1)
    places = [path for path, _ in all_steps(script)]
    for number, (stage, step) in enumerate(steps):
        if number not in reached:
            yield (*places[number], "ref"), f"no answer leads to step {step.ref}"
        elif clash := _clash(script.facts, stage.when, step.when):
            yield (
                (*places[number], "when"),
                f"step {step.ref} can never apply: its stage and itself want {clash} otherwise",
            )


def _leaves(step: Step) -> Iterator[str]:
    """Where answers given in a step lead."""
    for block in step.blocks:
        if isinstance(block, Ask):
            yield from (option.goto for option in block.options if option.goto)


def _goes_on(step: Step) -> bool:
    """Whether some way through a step leads on to the next: no question in it that is always put leads elsewhere."""
    always = (block for block in step.blocks if isinstance(block, Ask) and not (step.when or block.when or block.when_out))
    return not any(block.options and all(option.goto for option in block.options) for block in always)


def _clash(
    facts: Mapping[str, Fact], one: Mapping[str, tuple[str | int, ...]], other: Mapping[str, tuple[str | int, ...]]
) -> str | None:
    """The name of a fact with one value that two conditions, both to hold, want to be different."""
    for name in one.keys() & other.keys():
        if name in facts and facts[name].type != "multiple" and not set(one[name]) & set(other[name]):
            return name
    return None


_CHECKS: tuple[Callable[[Script, PackHeader], Iterator[Finding]], ...] = (
    _conditions_name_facts,
    _blocks_name_facts,
    _refs_are_unique,
    _gotos_lead_on,
    _announcements_have_a_clock,
    _announcements_leave_room,
    _materials_add_up,
    _procedures_have_a_trigger,
    records_can_be_computed,
    rows_have_fields,
    facts_follow_from_earlier_ones,
    outcome_names_facts,
    _source_is_listed,
    _every_step_can_be_reached,
    checks_lists.details_are_there,
    checks_lists.deadlines_are_of_a_list,
    checks_lists.a_list_is_ticked_in_any_order,
)
