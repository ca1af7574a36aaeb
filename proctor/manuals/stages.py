"""Sections, steps and pieces as the stages, steps and blocks of a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.materials import lists_materials
from proctor.manuals.names import slug
from proctor.manuals.pieces import Condition, Piece
from proctor.manuals.script import Said, Script, Values
from proctor.manuals.segment import FoundSection, FoundStep


def held(script: Script) -> dict[str, list[Condition]]:
    """The steps that a leap passes over, with what has to be so for them to be done."""
    held: dict[str, list[Condition]] = {}
    for section in script.group.sections:
        for step in section.steps:
            for condition, target in step.leaps:
                for other in section.steps:
                    if step.number is not None and other.number is not None and step.number < other.number < target:
                        held.setdefault(other.ref, []).append(Condition(condition.text, "no"))
    return held


def stages_of(script: Script, found: FoundSection, holding: dict[str, list[Condition]]) -> Iterator[Values]:
    """A section as one stage; the one in which the clock runs as three: the instructions, the testing, what follows."""
    steps = [step for step in found.steps if step.pieces]
    title = found.section.title or script.title
    if not steps:
        return
    made = [_step(script, step, found, holding) for step in steps]
    started = next((n for n, step in enumerate(steps) if _has(step, script.clock.start)), None)
    if started is not None:
        after = next(
            (n for n, step in enumerate(steps) if n > started and script.clock.stop and _has(step, script.clock.stop)),
            len(steps),
        )
        parts = (
            ("deliver", title, made[: started + 1]),
            ("testing", "Testing", made[started + 1 : after]),
            ("collect", "Collecting", made[after:]),
        )
        yield from ({"id": name, "title": text, "steps": some} for name, text, some in parts if some)
        return
    name = slug(title, most=40) or "deliver"
    stage: Values = {"id": name, "title": title}
    before = not found.spoken and found.section.start < next(one.section.start for one in script.group.sections if one.spoken)
    if before or lists_materials(found):
        stage["order"] = "any"
    yield {**stage, "steps": made}


def _has(step: FoundStep, place: Span | None) -> bool:
    return place is not None and any(piece.start == place.start and piece.end == place.end for piece in step.pieces)


def _step(script: Script, step: FoundStep, found: FoundSection, holding: dict[str, list[Condition]]) -> Values:
    values: Values = {"ref": step.ref}
    if step.due_words:
        values["title"] = script.reading.source.said(*_lead(script, step.due_words))
    page = script.reading.source.manual.page_at(step.start) or found.section.page
    if page and page > 0:
        values["page"] = page
    at = script.clock.due.get(step.ref)
    if at:
        values["at"] = at
    if when := script.when(holding.get(step.ref, ())):
        values["when"] = when
    blocks = [_block(script, piece, announced=bool(at)) for piece in step.pieces]
    for number, piece in enumerate(step.pieces, 1):
        if piece.kind == "say":
            script.said.append(Said(script.id, f"{step.ref}/{number}", piece, step.cited))
    return {**values, "blocks": blocks}


def _lead(script: Script, span: Span) -> tuple[int, int]:
    """The words that say when a step is due, without the cue behind them."""
    text = script.reading.source.text[span.start : span.end]
    cue = re.search(rf",?\s*\b(?:and\s+|then\s+)*(?:{language.SAYING})\s*:?\s*\Z", text, re.IGNORECASE)
    return span.start, span.start + (cue.start() if cue and cue.start() else len(text.rstrip(" :,")))


def _block(script: Script, piece: Piece, *, announced: bool) -> Values:
    kind = "check" if piece.kind == "material" else piece.kind
    if announced and kind not in ("say", "do", "note"):
        kind = "do"
    block: Values = {kind: piece.text}
    if piece.kind == "material" and language.NOT_ALWAYS.search(piece.text):
        block["required"] = False
    if when := script.when(piece.conditions):
        block["when"] = when
    if piece.slots and kind == "say":
        said = piece.text
        block["slots"] = {
            printed: script.slot(printed, said) for raw in piece.slots if (printed := " ".join(raw.split())) in said
        }
    if script.clock.start and (piece.start, piece.end) == (script.clock.start.start, script.clock.start.end):
        block["clock"] = "start"
    if script.clock.stop and (piece.start, piece.end) == (script.clock.stop.start, script.clock.stop.end):
        block["clock"] = "stop"
    return block
