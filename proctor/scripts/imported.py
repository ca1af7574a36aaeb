"""The record of an import: which manual a pack was made of, where in it each say block stands, and the files as they were.

``import.json`` beside ``pack.yaml``, written by ``proctor import`` alone. What is asked at every start, whether the files are
still those, stands in :mod:`proctor.scripts.standing`, which reads the record without the models here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, model_validator

from proctor.errors import Fault, PackError
from proctor.scripts.base import Model
from proctor.scripts.forms import Text
from proctor.scripts.standing import (
    FORMAT,
    MAX_RECORD,
    RECORD,
    Standing,
    authority_found,
    digest_of_files,
    digest_of_pack,
    file_digests,
    read_bytes,
    standing,
)

__all__ = [
    "RECORD",
    "ImportRecord",
    "Mended",
    "Origin",
    "RecordSource",
    "Standing",
    "Unplaced",
    "authority_found",
    "digest_of_files",
    "digest_of_pack",
    "edits",
    "file_digests",
    "read_record",
    "standing",
    "write_record",
]

Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Offset = Annotated[int, Field(ge=0)]
"""Characters of the text that was taken out of the manual, before this place."""


class RecordSource(Model):
    """The manual: its file by name and SHA-256 of its bytes, and the text that was taken out of it. ``pages`` is None for what
    has none."""

    name: Text
    format: Text
    sha256: Sha
    text_sha256: Sha
    characters: Offset
    pages: int | None = Field(default=None, ge=1)


class Mended(Model):
    """Characters of the manual in place of which others are read: a word that was broken at a line's end, a footnote's mark."""

    model_config = ConfigDict(populate_by_name=True)

    start: Offset
    end: Offset
    was: str = Field(alias="from")
    now: str = Field(alias="to")


class Origin(Model):
    """Where a say block stands in the manual: ``start`` to ``end`` of its text, with the mends inside."""

    script: Text
    block: Text
    start: Offset
    end: Offset
    page: int | None = None
    mends: tuple[Mended, ...] = ()


class Unplaced(Model):
    """Characters of the manual that were put nowhere."""

    offset: Offset
    text: str


class ImportRecord(Model):
    """``import.json``. ``files`` are the pack's files with their digests, and ``digest`` is over those; it is worked out where
    it is left out."""

    format: Literal[1] = FORMAT
    program: Text
    source: RecordSource
    files: Annotated[dict[str, Sha], Field(min_length=1)]
    digest: Sha
    coverage: Annotated[float, Field(ge=0, le=1)]
    say: tuple[Origin, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    warnings: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _has_a_digest(cls, values: Any) -> Any:
        if isinstance(values, dict) and "digest" not in values and _are_digests(values.get("files")):
            return {**values, "digest": digest_of_files(values["files"])}
        return values

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.digest != digest_of_files(self.files):
            raise ValueError("the digest is not that of the files")
        return self


def _are_digests(files: Any) -> bool:
    return isinstance(files, dict) and all(isinstance(one, str) for part in files.items() for one in part)


def read_record(folder: Path) -> ImportRecord | None:
    """The record of a pack's import; None where there is none. Raises :class:`PackError` where it cannot be used."""
    path = folder / RECORD
    try:
        values = json.loads(read_bytes(path, MAX_RECORD))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _broken(path, f"it cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError:
        raise _broken(path, "it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _broken(path, "it is not JSON", error.lineno, error.colno) from None
    except RecursionError:
        raise _broken(path, "it has too many levels, one inside the other") from None
    except ValueError as error:
        raise _broken(path, str(error)) from None
    if isinstance(values, dict) and type(found := values.get("format")) is int and found > FORMAT:
        message = f"a later version of the program wrote this record (format {found}); bring the program up to date"
        raise PackError([Fault(path, 0, 0, message)])
    try:
        return ImportRecord.model_validate(values)
    except ValidationError as error:
        raise _broken(path, _first(error)) from None


def _broken(path: Path, why: str, line: int = 0, column: int = 0) -> PackError:
    message = f"the record of the import cannot be used: {why}; import the manual again"
    return PackError([Fault(path, line, column, message)])


def _first(error: ValidationError) -> str:
    """The first thing that is amiss. Nobody writes a record by hand, so that where it is says enough."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "missing":
            return f"{place} is missing"
        case "extra_forbidden":
            return f"{place} is not known here"
        case "value_error":
            return f"{first['ctx']['error']}"
        case _:
            return f"{place or 'the whole of it'} is not what a record has there"


def write_record(folder: Path, record: ImportRecord) -> None:
    """Write the record into the pack's folder. Raises OSError where it cannot be written."""
    values = record.model_dump(mode="json", by_alias=True)
    text = json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False)
    (folder / RECORD).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def edits(folder: Path, record: ImportRecord) -> tuple[str, ...]:
    """The files in which a pack differs from its import, each with how: ``session-1.yaml (changed)``."""
    now = file_digests(folder)
    return tuple(
        f"{name} ({'removed' if name not in now else 'added' if name not in record.files else 'changed'})"
        for name in sorted(now.keys() | record.files.keys())
        if now.get(name) != record.files.get(name)
    )
