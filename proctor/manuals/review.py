"""What an import found, as plain values: for the terminal, the HTML page, JSON and the screen alike.

:func:`as_values` is what ``proctor import --json`` prints:

``steps`` counts the numbered steps of the sections in which something is read aloud; ``say`` is every say block, ``ref`` and
``text``; ``policies`` counts the plain sections of the manual's parts and appendices; ``coverage`` is 0 to 1; ``unplaced`` is
what has no place, ``offset`` and ``text``; ``warnings`` are sentences. Beside these: ``pack``, ``folder``, ``scripts``,
``pauses``, ``questions`` (``offset``, ``page``, ``ref``, ``sort``, ``question``, ``text``), ``unsure`` (blocks worth a look),
``sections``, ``facts``, ``mends``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from proctor.manuals.compile import Compiled
from proctor.manuals.pieces import Piece
from proctor.manuals.reading import Reading
from proctor.manuals.segment import FoundSection, FoundStep

UNSURE = 0.7
"""Say blocks and directions less sure than this are worth a look."""
SAY_UNSURE = 0.9


@dataclass(frozen=True, slots=True)
class Look:
    """A place worth a look: a question that only a person can answer, or a block that was told by little."""

    offset: int
    page: int | None
    ref: str
    sort: str
    question: str
    text: str


def delivered(reading: Reading) -> Iterator[tuple[FoundSection, FoundStep, Piece]]:
    """Every piece of what is delivered, with its step and section."""
    for script in reading.groups.delivered:
        for section in script.sections:
            for step in section.steps:
                for piece in step.pieces:
                    yield section, step, piece


def questions(reading: Reading) -> tuple[Look, ...]:
    """What the text does not show and a person has to decide."""
    found = []
    manual = reading.source.manual
    for asked in reading.questions:
        ref = next((step.ref for _, step, _ in delivered(reading) if step.start <= asked.start < step.end), "")
        found.append(
            Look(
                asked.start,
                manual.page_at(asked.start),
                ref,
                asked.sort,
                asked.text,
                reading.source.said(asked.start, asked.end),
            )
        )
    return tuple(found)


def unsure(reading: Reading) -> tuple[Look, ...]:
    """Blocks that were told by little: speech that is not marked beyond doubt, and text of a kind that is not plain."""
    found = []
    for section, step, piece in delivered(reading):
        if piece.sure < (SAY_UNSURE if piece.kind == "say" else UNSURE):
            question = f"taken as {piece.kind}: {piece.why} ({piece.sure:.0%} sure)"
            page = reading.source.manual.page_at(piece.start) or section.section.page
            found.append(Look(piece.start, page, step.ref, piece.kind, question, piece.text))
    return tuple(found)


def warnings(reading: Reading, compiled: Compiled) -> tuple[str, ...]:
    """Sentences about the whole: what was missing in the file, in the text, or in the corrections."""
    manual = reading.source.manual
    said = [*manual.notes, *compiled.warnings]
    if reading.segments.legend and not manual.styled:
        legend = reading.source.said(reading.segments.legend.start, reading.segments.legend.end)
        said.append(
            f"The manual tells what is read aloud by its type (“{legend[:120]}”), which a text file does not show. "
            "Import the PDF, Word or HTML file, or mark the speech in the review."
        )
    if manual.flat and not reading.outline.contents:
        said.append("The text has neither line ends nor a list of contents, so its sections could not be told apart.")
    said += [
        f"A correction found no place in this manual: {one.verdict.replace('_', ' ')}, “{one.text[:80]}”."
        for one in reading.lost
    ]
    count = len(reading.questions)
    if count:
        said.append(f"{count} {'place has' if count == 1 else 'places have'} to be decided by a person; see the review.")
    return tuple(said)


def as_values(reading: Reading, compiled: Compiled, pack_id: str, folder: str) -> dict[str, Any]:
    """The review as one JSON object."""
    return {
        "steps": sum(section.numbered for script in reading.groups.delivered for section in script.sections if section.spoken),
        "say": [{"ref": one.ref, "text": one.piece.text} for one in compiled.said],
        "policies": len(reading.groups.looked_up),
        "coverage": round(reading.coverage, 6),
        "unplaced": [
            {"offset": one.start, "text": reading.source.manual.text[one.start : one.end]} for one in reading.unplaced
        ],
        "warnings": list(warnings(reading, compiled)),
        "pack": pack_id,
        "folder": folder,
        "scripts": list(scripts(compiled)),
        "pauses": sum(piece.why == "a pause" for _, _, piece in delivered(reading)),
        "questions": [asdict(one) for one in questions(reading)],
        "unsure": [asdict(one) for one in unsure(reading)],
        "sections": [
            {"ref": one.section.ref, "title": one.section.title, "page": one.section.page, "delivered": one.spoken}
            for one in reading.segments.sections
        ],
        "mends": [
            {"offset": mend.start, "was": mend.was, "now": mend.now}
            for said in compiled.said
            for mend in said.piece.words.mends
        ],
        "source": {
            "name": reading.source.manual.name,
            "sha256": reading.source.manual.sha256,
            "characters": len(reading.source.manual.text),
        },
    }


def scripts(compiled: Compiled) -> Iterator[dict[str, Any]]:
    """A line for each script: what is in it and when its clock runs."""
    for name, values in compiled.files.items():
        if "stages" not in values:
            continue
        script = name.removesuffix(".yaml")
        steps = [step for stage in values["stages"] for step in stage["steps"]]
        yield {
            "id": script,
            "title": values["title"],
            "section": values["source"].get("section", ""),
            "steps": len(steps),
            "say": sum("say" in block for step in steps for block in step["blocks"]),
            "minutes": values.get("timing", {}).get("scheduled_minutes"),
            "approximate": values.get("timing", {}).get("approximate", False),
            "starts": [step["ref"] for step in steps if any(block.get("clock") == "start" for block in step["blocks"])],
            "announcements": {step["ref"]: step["at"] for step in steps if "at" in step},
            "facts": {fact: one["ask"] for fact, one in values.get("facts", {}).items()},
            "materials": [one["title"] for one in values.get("materials", ())],
        }
