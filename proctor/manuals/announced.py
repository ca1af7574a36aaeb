"""Announcements in the middle of a step: "… Begin. After 35 minutes, say: …" becomes a step that the clock brings up."""

from __future__ import annotations

from dataclasses import replace

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.names import free
from proctor.manuals.segment import FoundSection, FoundStep


def parted(sections: list[FoundSection]) -> list[FoundSection]:
    """The sections of a script, their steps parted before each announcement that comes after students have begun."""
    begun = False
    found = []
    for section in sections:
        taken = {step.ref for step in section.steps}
        steps: list[FoundStep] = []
        for step in section.steps:
            parts, begun = _parts(step, taken, begun)
            steps += parts
        found.append(replace(section, steps=steps))
    return found


def _parts(step: FoundStep, taken: set[str], begun: bool) -> tuple[list[FoundStep], bool]:
    parts = [replace(step, pieces=[])]
    for piece in step.pieces:
        if piece.due and begun and parts[-1].pieces:
            parts[-1] = replace(parts[-1], end=piece.start)
            joint = "" if step.ref[-1:].isdigit() else "-"
            ref = free(f"{step.ref}{joint}{chr(ord('a') + len(parts))}", taken)
            taken.add(ref)
            lead = Span(piece.start, piece.end) if piece.kind == "wait" else None
            parts.append(FoundStep(ref, piece.start, step.end, [], due=piece.due, due_words=lead, printed=step.cited))
            if lead:
                continue
        parts[-1].pieces.append(piece)
        begun = begun or (piece.kind == "say" and bool(language.BEGIN.search(piece.text)))
    return [part for part in parts if part.pieces or part is parts[0]], begun
