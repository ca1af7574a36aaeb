"""Whether a pack's files are still those that an import wrote: what "official words" on the screen rests on.

It tells an edit from none, in the hands of honest people: whoever can change a pack can change its record too. What the
manual says, ``proctor packs check --against MANUAL`` proves. Imports no models: the list of packs asks here before anything
heavy is imported, and only of packs that say ``official``.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from proctor.scripts.source import MAX_BYTES

RECORD = "import.json"
"""The record of an import, beside ``pack.yaml``."""
FORMAT: Literal[1] = 1
MAX_RECORD = 20_000_000
"""A record of two thousand pages is a tenth of that."""
NOT_IMPORTED = frozenset({"local.yaml", "corrections.yaml"})
"""The school's own sheet and the importer's corrections: people write them, and no word that is read aloud stands in them."""
UNREADABLE = ""
"""In place of the digest of what is no plain file, is too big for one of a pack, or cannot be read: no record has that."""

Standing = Literal["official", "edited", "unverified"]
_FOUND: Mapping[Standing, str] = {
    "official": "official",
    "edited": "official_edited",
    "unverified": "official_unverified",
}


def standing(folder: Path) -> Standing:
    """Whether a pack's files match the record of its import (``official``) or differ from it (``edited``); ``unverified`` where
    there is no record that can be used."""
    recorded = _recorded(folder / RECORD)
    if recorded is None:
        return "unverified"
    return "official" if digest_of_pack(folder) == recorded else "edited"


def authority_found(folder: Path, authored: str) -> str:
    """The authority of a pack as it is shown: where it says ``official``, how far its files bear that out."""
    return _FOUND[standing(folder)] if authored == "official" else authored


def digest_of_pack(folder: Path) -> str:
    """SHA-256 over the names and bytes of the files that an import writes; see :func:`file_digests`."""
    return digest_of_files(file_digests(folder))


def digest_of_files(files: Mapping[str, str]) -> str:
    """SHA-256 over a line for each file, sorted by name, as ``sha256sum`` prints them: the digest, two blanks, the name."""
    lines = "".join(f"{files[name]}  {name}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def file_digests(folder: Path) -> dict[str, str]:
    """Name and SHA-256 of each YAML file of a pack but those of :data:`NOT_IMPORTED`, with every ``\\r\\n`` as ``\\n``: a copy
    through another system is no edit."""
    try:
        names = sorted(one.name for one in folder.iterdir() if _is_imported(one.name))
    except OSError:
        names = []
    return {name: _digest(folder / name) for name in names}


def _is_imported(name: str) -> bool:
    """A name with a full stop first is none of a pack's: some systems leave such a file beside each that they copy."""
    return name.endswith(".yaml") and not name.startswith(".") and name not in NOT_IMPORTED


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path, MAX_BYTES).replace(b"\r\n", b"\n")).hexdigest()
    except (OSError, ValueError):
        return UNREADABLE


def read_bytes(path: Path, most: int) -> bytes:
    """A plain file of at most ``most`` bytes. Raises ValueError with what it is instead, before a byte is read."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("this is no plain file")
    if found.st_size > most:
        raise ValueError(f"the file has {found.st_size:,} bytes, more than {most:,}")
    return path.read_bytes()


def _recorded(path: Path) -> str | None:
    """The digest that a record has; None where there is none, or it does not hold together."""
    try:
        record: Any = json.loads(read_bytes(path, MAX_RECORD))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or type(record.get("format")) is not int or record["format"] != FORMAT:
        return None
    files, digest = record.get("files"), record.get("digest")
    if not isinstance(files, dict) or not all(isinstance(one, str) for one in files.values()):
        return None
    return digest if isinstance(digest, str) and digest == digest_of_files(files) else None
