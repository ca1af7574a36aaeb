"""The whole flow of a script without a session: as plain values for a program, as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from proctor.scripts.blocks import Ask, BlockBase, Compute, Count, Record
from proctor.scripts.facts import FactValue, When, holds
from proctor.scripts.kinds import habits_of
from proctor.scripts.models import Script, Step
from proctor.scripts.snapshot import Snapshot


def as_values(snapshot: Snapshot) -> dict[str, Any]:
    """The script as JSON values; the form is part of the command line's contract."""
    script = snapshot.script
    return {
        "id": snapshot.name,
        "title": script.title,
        "kind": script.kind,
        "authority": snapshot.pack.authority,
        "timing": script.timing.model_dump(mode="json"),
        "facts": {name: fact.model_dump(mode="json") for name, fact in script.facts.items()},
        "materials": [one.model_dump(mode="json", by_alias=True) for one in script.materials],
        "stages": [
            {"id": stage.id, "title": stage.title, "order": stage.order, "when": _plain(stage.when),
             "steps": [_step_values(step) for step in stage.steps]}
            for stage in script.stages
        ],
        "procedures": {name: [_step_values(step) for step in steps] for name, steps in script.procedures.items()},
    }  # fmt: skip


def _step_values(step: Step) -> dict[str, Any]:
    blocks = [
        {"id": block_id, "kind": _kind(block), "text": _text(block), "when": _plain(block.when), **_more(block)}
        for block_id, block in step.numbered()
    ]
    return {
        "ref": step.ref,
        "title": step.title,
        "page": step.page,
        "when": _plain(step.when),
        "at": step.at,
        "blocks": blocks,
        **_of_a_task(step),
    }


def _of_a_task(step: Step) -> dict[str, Any]:
    """What a checklist's step has beyond others: deadlines, as data and in words, and details by their ids."""
    due = [{**one.model_dump(mode="json", exclude_defaults=True), "words": one.words} for one in step.due]
    return {**({"due": due} if due else {}), **({"see": list(step.see)} if step.see else {})}


def _more(block: BlockBase) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if block.clock:
        found["clock"] = block.clock
    if isinstance(block, Ask):
        found["options"] = [one.answer for one in block.options]
        found["fact"] = block.fact
    if isinstance(block, Count):
        found |= {"materials": list(block.materials), "fields": list(block.fields)}
    return found


def _kind(block: BlockBase) -> str:
    return str(getattr(block, "kind", ""))


def _text(block: BlockBase) -> str:
    return str(getattr(block, "text", ""))


def _plain(when: When) -> dict[str, list[str | int]]:
    return {name: list(values) for name, values in when.items()}


# -- for a reader ---------------------------------------------------------------------------------------------------


def as_lines(snapshot: Snapshot, facts: Mapping[str, FactValue] | None = None) -> Iterator[str]:
    """The script to be read from top to bottom; with ``facts``, without what they rule out."""
    known = facts or {}
    script, pack = snapshot.script, snapshot.pack
    yield f"PREVIEW · {script.title} · {pack.words}"
    if script.summary:
        yield " ".join(script.summary.split())
    if minutes := script.timing.scheduled_minutes:
        yield f"Scheduled time: {'about ' if script.timing.approximate else ''}{minutes} minutes."
    opening = {name: fact for name, fact in script.facts.items() if fact.is_opening}
    if opening:
        yield ""
        yield f"What to know of the {habits_of(script.kind).place}:"
        for name, asked in opening.items():
            options = f" ({' / '.join(asked.options)})" if asked.options else ""
            yield f"  {name}: {asked.ask}{options}"
    materials = [one for one in script.materials if holds(one.when, known) is not False]
    if materials:
        yield ""
        yield "Materials:"
        for one in materials:
            notes = [note for note in (_said(one.when), "counted back" if one.returned else "", one.note) if note]
            yield f"  {one.title}{': ' + '; '.join(notes) if notes else ''}"
    for stage in script.stages:
        yield from _stage_lines(stage.title, stage.when, stage.steps, known)
    yield from _detail_lines(script)
    for name, steps in script.procedures.items():
        yield from _stage_lines(f"When it happens: {name.replace('_', ' ')}", {}, steps, known)


def _detail_lines(script: Script) -> Iterator[str]:
    """What the document says of several steps in one place."""
    if script.details:
        yield ""
        yield "DETAILS"
    for one in script.details:
        page = f", manual p. {one.page}" if one.page else ""
        yield f"  {one.title} ({one.section}{page}): {' '.join(one.text.split())}"


def _stage_lines(title: str, when: When, steps: tuple[Step, ...], known: Mapping[str, FactValue]) -> Iterator[str]:
    if holds(when, known) is False:
        return
    yield ""
    yield f"{title.upper()}{_only(when)}"
    for step in steps:
        if holds(step.when, known) is not False:
            yield from _step_lines(step, known)


def _step_lines(step: Step, known: Mapping[str, FactValue]) -> Iterator[str]:
    page = f" · manual p. {step.page}" if step.page else ""
    due = f" · due at {step.at}" if step.at else "".join(f" · {one.words}" for one in step.due)
    yield ""
    yield f"{step.ref} · {step.title or _text(step.blocks[0])[:40]}{page}{due}{_only(step.when)}"
    for number, block in enumerate(step.blocks, 1):
        if holds(block.when, known) is False:
            continue
        clock = f" (the clock {'starts' if block.clock == 'start' else 'stops'})" if block.clock else ""
        yield f"  /{number} {_kind(block).upper():<7} {' '.join(_text(block).split())}{clock}{_only(block.when)}"
        yield from (f"          {line}" for line in _details(block))


def _details(block: BlockBase) -> Iterator[str]:
    match block:
        case Ask(options=options) if options:
            for option in options:
                leads = f" -> {option.goto}" if option.goto else ""
                sets = "".join(f", {name} becomes {value}" for name, value in option.set.items())
                yield f"{option.title or option.answer}{leads}{sets}"
        case Count():
            yield f"{', '.join(block.materials)}: {', '.join(block.fields)}".replace("_", " ")
        case Record():
            yield from (f"{name}: {field.title}" for name, field in block.fields.items())
        case Compute():
            yield f"{block.name} of {block.of}{' · ' + block.field if block.field else ''}".replace("_", " ")


def _only(when: When) -> str:
    said = _said(when)
    return f" [{said}]" if said else ""


def _said(when: When) -> str:
    """``only if labels: some or none``."""
    parts = [f"{name}: {' or '.join(str(one) for one in values)}" for name, values in when.items()]
    return f"only if {', '.join(parts)}".replace("_", " ") if parts else ""
