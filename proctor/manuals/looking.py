"""Each step of an import in lines, for whoever wants to see where something went another way."""

from __future__ import annotations

from collections.abc import Iterator

from proctor.manuals.manual import Manual, Style
from proctor.manuals.reading import Reading
from proctor.manuals.segment import FoundStep


def text(manual: Manual) -> Iterator[str]:
    """The paragraphs as they were taken out: offset, page, level and style, words."""
    counted = f"{len(manual.paragraphs):,} paragraphs · {len(manual.furniture):,} headers and footers"
    yield f"{manual.name} · {manual.format} · {len(manual.text):,} characters · {counted}"
    for one in manual.paragraphs:
        marks = [f"h{one.level}"] * bool(one.level) + [
            style.name.lower() for style in Style if style in one.style and style.name
        ]
        page = manual.page_at(one.start)
        where = f"{one.start:>7} {f'p.{page}' if page else '':>5} {','.join(marks):<12}"
        yield f"{where} {' '.join(manual.text[one.start : one.end].split())}"


def outline(reading: Reading) -> Iterator[str]:
    """The sections: ref, page, title, and whether they are delivered."""
    if contents := reading.outline.contents:
        yield f"Contents list: {len(contents.entries)} entries, characters {contents.start} to {contents.end}"
    for ref, title, span in reading.front:
        yield f"{ref:<12}       {title} ({span.start} to {span.end})"
    for one in reading.segments.sections:
        section = one.section
        depth = "  " if section.parent else ""
        page = f"p.{section.page}" if section.page else ""
        said = " · read aloud" if one.spoken else ""
        yield f"{depth + (section.ref or '-'):<12} {page:>6} {section.title}{said}"


def steps(reading: Reading) -> Iterator[str]:
    """What is delivered, step by step: kind, how sure, words, and what told it."""
    for script in reading.groups.delivered:
        yield f"== {script.ref} {script.title}".rstrip()
        for section in script.sections:
            for step in section.steps:
                yield from _step(step)


def _step(step: FoundStep) -> Iterator[str]:
    yield f"{step.ref}{f' · due: {step.due}' if step.due else ''}"
    for piece in step.pieces:
        only = "".join(f" [{one.text}: {one.value}]" for one in piece.conditions)
        yield f"  {piece.kind.upper():<8} {piece.sure:>4.0%}{only} {piece.text}  ({piece.why})"
