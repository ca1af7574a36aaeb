"""The whole way from a manual's file to a pack in its folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proctor.errors import ManualError
from proctor.manuals import review
from proctor.manuals.compile import Compiled, compile_pack
from proctor.manuals.corrections import CORRECTIONS, Corrections, load_corrections
from proctor.manuals.extract import extract
from proctor.manuals.manual import Manual
from proctor.manuals.names import slug
from proctor.manuals.reading import Reading, read
from proctor.manuals.writing import write_pack

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Import:
    """A manual that was read, and the pack that was made of it; nothing of it is on disk yet."""

    manual: Manual
    reading: Reading
    compiled: Compiled
    corrections: Corrections
    pack_id: str
    title: str

    def values(self, folder: Path | str = "") -> dict[str, Any]:
        """The review as ``proctor import --json`` prints it."""
        return review.as_values(self.reading, self.compiled, self.pack_id, str(folder))

    @property
    def is_read(self) -> bool:
        """Whether anything in it is read aloud; else there is no pack to be made of it."""
        return bool(self.reading.groups.delivered)

    def corrected(self, corrections: Corrections) -> Import:
        """The same manual, read with other corrections; whether anything is read aloud in it then, :attr:`is_read` says."""
        return _looked_at(read(self.manual, corrections, self.reading), corrections, self.pack_id, self.title)

    def write(self, folder: Path, *, replace: bool = False) -> Path | None:
        """Put the pack into its folder; see :func:`write_pack`. Raises NothingIsRead."""
        if not self.is_read:
            raise NothingIsRead(self.reading)
        return write_pack(folder, self.reading, self.compiled, self.corrections, replace=replace)


def pack_id_of(path: Path) -> str:
    """The id that a pack gets from its manual's file name."""
    return slug(path.stem) or "manual"


def import_manual(
    path: Path, corrections: Corrections, pack_id: str = "", title: str = "", progress: Progress | None = None
) -> Import:
    """Read a manual and make a pack of it. Raises ManualError where it cannot be read, or nothing in it is read aloud."""
    return made_of(extract(path, progress), corrections, pack_id or pack_id_of(path), title)


def import_to_review(
    path: Path, corrections: Corrections, pack_id: str = "", title: str = "", progress: Progress | None = None
) -> Import:
    """The same for whoever is going to correct it, who may also say what is read aloud where nothing was found."""
    return looked_at(extract(path, progress), corrections, pack_id or pack_id_of(path), title)


def made_of(manual: Manual, corrections: Corrections, pack_id: str, title: str) -> Import:
    """Make a pack of a manual that was taken out of its file already."""
    found = looked_at(manual, corrections, pack_id, title)
    if not found.is_read:
        raise NothingIsRead(found.reading)
    return found


def looked_at(manual: Manual, corrections: Corrections, pack_id: str, title: str) -> Import:
    """The same of any manual; what is made of one in which nothing is read aloud has no files."""
    return _looked_at(read(manual, corrections), corrections, pack_id, title)


def _looked_at(reading: Reading, corrections: Corrections, pack_id: str, title: str) -> Import:
    manual = reading.source.manual
    names = (title, reading.outline.title, re.sub(r"[-_]+", " ", Path(manual.name).stem))
    name = next((one.strip() for one in names if one.strip()), "Manual")
    compiled = compile_pack(reading, pack_id, name) if reading.groups.delivered else Compiled({}, (), ())
    return Import(manual, reading, compiled, corrections, pack_id, name)


class NothingIsRead(ManualError):
    """A manual without speech makes no pack; what was read of it can still be looked at, and corrected."""

    def __init__(self, reading: Reading) -> None:
        name = reading.source.manual.name
        said = f"In {name} nothing was found that is read aloud: no words behind a cue such as Say, quoted or set apart."
        super().__init__(said, _advice(reading))
        self.reading = reading


def _advice(reading: Reading) -> str:
    manual = reading.source.manual
    if reading.segments.legend and not manual.styled:
        return "It marks speech by its type, which a text file does not show: import the PDF, Word or HTML file instead."
    return "If it has a script, mark the spoken words in the review (`--review`); `--show text` shows what was read."


def corrections_for(folder: Path, given: Path | None) -> Corrections:
    """The corrections that were named, else those that stand in the pack's folder."""
    return load_corrections(given or folder / CORRECTIONS)
