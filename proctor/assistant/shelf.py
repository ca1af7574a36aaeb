"""The handbooks of this machine. One that was made is kept, under the digest of its pack's files, and is read back.

Making one needs the YAML, the models and their checks, half a second; reading one back needs JSON alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proctor import __version__
from proctor.assistant.handbook import Handbook
from proctor.errors import PackError, UsageError
from proctor.scripts.folders import HEADER, last_of_each, pack_folders
from proctor.settings import Places, expanded

if TYPE_CHECKING:
    from proctor.scripts.header import LocalSheet

KEPT = 40
"""Handbooks that are kept; the ones that were used least lately are dropped."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every usable pack's handbook, and whatever is wrong with the others."""

    books: tuple[Handbook, ...]
    problems: tuple[str, ...] = ()

    def place(self, name: str) -> str:
        """``pack/script`` or ``pack`` for a name: either of them, or an unambiguous part. Raises :class:`UsageError`."""
        wanted = name.strip().lower()
        names = [one for book in self.books for one in (book.pack, *(f"{book.pack}/{script.id}" for script in book.scripts))]
        fitting = [one for one in names if wanted and wanted in one.lower()]
        for exact in (
            [one for one in fitting if wanted in (one.lower(), one.lower().partition("/")[2])],
            [one for one in fitting if "/" not in one],
            fitting,
        ):
            if len(exact) == 1:
                return exact[0]
        if fitting:
            raise UsageError(f"{name!r} could be {' or '.join(fitting)}.", "Write more of it.")
        raise UsageError(f"There is no script or pack {name!r}.", f"There are: {', '.join(names) or 'none'}.")


def shelf(places: Places) -> Shelf:
    """The handbooks of all packs; of several with one id the last, as everywhere."""
    found: dict[Path, Handbook] = {}
    problems: list[str] = []
    for folder in dict.fromkeys(pack_folders(places)):
        try:
            found[folder] = handbook(folder, places)
        except PackError as error:
            problems.append(str(error).splitlines()[0])
    holding = last_of_each((book.pack, folder) for folder, book in found.items())
    return Shelf(tuple(found[folder] for folder in holding), tuple(problems))


def by_path(name: str, places: Places) -> tuple[Handbook, str] | None:
    """The handbook of a pack's folder, or of a script's file, and its place; None where ``name`` is no path."""
    path = expanded(name)
    with contextlib.suppress(OSError):
        if (path / HEADER).is_file():
            book = handbook(path, places)
            return book, book.pack
        if path.suffix == ".yaml" and path.is_file() and (path.parent / HEADER).is_file():
            book = handbook(path.parent, places)
            return book, f"{book.pack}/{path.stem}" if book.script(path.stem) else book.pack
    return None


def handbook(folder: Path, places: Places) -> Handbook:
    """A pack's handbook, read back where it was made before. Raises :class:`PackError` with the faults of the pack."""
    digest = _digest(folder, places)
    kept = places.handbooks / f"{digest}.json"
    with contextlib.suppress(OSError, ValueError, RecursionError):
        book = Handbook.from_json(json.loads(kept.read_bytes()))
        with contextlib.suppress(OSError):
            os.utime(kept)
        return book
    book = _learned(_make(folder, places))
    _keep(kept, book)
    return book


def _digest(folder: Path, places: Places) -> str:
    """Over the program's version and every file that a handbook comes from, the school's sheet too."""
    found = hashlib.sha256(__version__.encode())
    for path in (*sorted(folder.glob("*.yaml")), *sorted(places.user_packs.glob("*/local.yaml"))):
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            found.update(f"\0{path.parent.name}/{path.name}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def _make(folder: Path, places: Places) -> Handbook:
    from proctor.scripts.loading import load_pack  # late: only where no handbook was kept

    pack = load_pack(folder)
    return Handbook.of_pack(pack, _local(pack.header.id, folder, places))


def _learned(book: Handbook) -> Handbook:
    """With what the search makes of its rules, so that it need not be made again; passages are seldom asked for."""
    from proctor.assistant.index import learn

    entries = (one if one.kind == "passage" else replace(one, learned=learn(one)) for one in book.entries)
    return replace(book, entries=tuple(entries))


def _local(pack_id: str, folder: Path, places: Places) -> LocalSheet | None:
    from proctor.scripts.library import Library

    try:
        return Library(places).local(pack_id, folder)
    except PackError:
        return None


def _keep(path: Path, book: Handbook) -> None:
    """Write it beside its name and rename it; a disk that refuses only costs the time again."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}.new")
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(book.to_json(), file, ensure_ascii=False, separators=(",", ":"))
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        kept = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[KEPT:]:
            old.unlink(missing_ok=True)
