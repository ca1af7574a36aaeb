"""What ``proctor packs`` says of where an official pack's words come from, and how far its files bear that out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from proctor.documents.text import percent
from proctor.errors import PackError
from proctor.scripts.header import PackHeader
from proctor.scripts.imported import ImportRecord, edits, read_record


def record_of(folder: Path, header: PackHeader) -> ImportRecord | None:
    """The record of an official pack's import; None where it has none. Raises PackError where that cannot be used."""
    return None if header.authority == "rehearsal" else read_record(folder)


def origin(folder: Path, header: PackHeader) -> Iterator[str]:
    """A line about the manual of an imported pack."""
    if record := _usable(folder, header):
        source = record.source
        placed = f"{percent(record.coverage)} of its characters have their place"
        yield f"from {source.name} · SHA-256 {source.sha256[:12]}… · {placed}"


def origin_values(folder: Path, header: PackHeader | None) -> dict[str, object]:
    """The authority that was found, what is shown of it, and the import behind it."""
    if header is None:
        return {"authority": None, "words": None, "import": None}
    record = _usable(folder, header)
    found = record and {
        "source": record.source.model_dump(mode="json"),
        "coverage": record.coverage,
        "edits": list(edits(folder, record)),
    }
    return {"authority": header.authority, "words": header.words, "import": found}


def bearing_out(folder: Path, header: PackHeader, record: ImportRecord | None) -> Iterator[str]:
    """A sentence on how far an official pack's files bear its words out; none about practice words."""
    if header.authority == "rehearsal":
        return
    words = header.words.capitalize()
    if record is None:
        yield f"{words}: no record of an import stands beside it. `proctor import` makes a pack that has one."
    elif found := edits(folder, record):
        yield f"{words}: these files differ from the import of {record.source.name}: {', '.join(found)}."
    else:
        yield f"{words}: every file is as it was imported from {record.source.name}."


def _usable(folder: Path, header: PackHeader) -> ImportRecord | None:
    """The record; None too where it cannot be used, of which ``check`` says why."""
    try:
        return record_of(folder, header)
    except PackError:
        return None
