"""A pack that was made of a manual, put into its folder: all of it or nothing, and the record of where it comes from."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from proctor import __version__
from proctor.errors import ManualError, ProctorError
from proctor.manuals.compile import Compiled
from proctor.manuals.corrections import CORRECTIONS, Corrections
from proctor.manuals.reading import Reading
from proctor.scripts.folders import HEADER
from proctor.scripts.imported import RECORD, ImportRecord, file_digests, standing, write_record
from proctor.scripts.loading import LOCAL, load_pack
from proctor.scripts.snapshot import digest_of
from proctor.scripts.source import MAX_BYTES

KEPT = (LOCAL, CORRECTIONS, "policies.yaml", "calendar.yaml", "drills.yaml")
"""What a person put beside an imported pack stays when it is imported anew."""


def write_pack(
    folder: Path, reading: Reading, compiled: Compiled, corrections: Corrections, *, replace: bool = False
) -> Path | None:
    """Write the pack into ``folder``. What is there is replaced where it is an import that nobody has edited; an edited one, or
    something else, only with ``replace``, and then it is kept beside the new one, in the folder that is returned.

    Raises ProctorError where it may not be replaced or cannot be written; PackError where what was made is no whole pack.
    """
    try:
        _may_be_replaced(folder, replace)
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        new.chmod(0o755)
    except OSError as error:
        raise ProctorError(f"{folder} cannot be written: {error.strerror}.", "Name another folder with -o.") from error
    try:
        _fill(new, folder, reading, compiled, corrections)
        return _put(new, folder)
    except OSError as error:
        raise ProctorError(f"{folder} cannot be written: {error.strerror}.", "Name another folder with -o.") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _may_be_replaced(folder: Path, replace: bool) -> None:
    if replace or not folder.exists() or _holds_no_pack(folder):
        return
    if (folder / HEADER).is_file() and (folder / RECORD).is_file():
        if standing(folder) == "official":
            return
        raise ProctorError(
            f"The pack in {folder} has been edited since it was imported.",
            "`--replace` imports anew and keeps it beside the new one; `-o` names another folder.",
        )
    raise ProctorError(f"{folder} is there already, and it is no import.", "Name another folder with -o.")


def _holds_no_pack(folder: Path) -> bool:
    """Whether nothing is in a folder but what is kept: the corrections of a review that was left, say."""
    return folder.is_dir() and all(one.name in KEPT for one in folder.iterdir())


def _fill(new: Path, folder: Path, reading: Reading, compiled: Compiled, corrections: Corrections) -> None:
    for name, values in compiled.files.items():
        text = f"# Made by `proctor import` from {reading.source.manual.name}\n{as_yaml(values)}"
        if len(text.encode()) > MAX_BYTES:
            raise ManualError(
                f"{name} would be larger than {MAX_BYTES:,} bytes; the manual's sections could not be told apart.",
                "`--show outline` shows which were found; import the part that holds the manual.",
            )
        (new / name).write_text(text, encoding="utf-8")
    write_record(new, _record(new, reading, compiled))  # before what is kept comes in, which no manual bears out
    for name in KEPT:
        if (folder / name).is_file():
            shutil.copy2(folder / name, new / name)
    _write_corrections(new, corrections)
    load_pack(new)


def _put(new: Path, folder: Path) -> Path | None:
    """Put the new folder into its place; an edited pack that was there is kept under a name that is free."""
    kept: Path | None = None
    if folder.exists():
        edited = not (folder / RECORD).is_file() or standing(folder) != "official"
        old = folder.with_name(f".{folder.name}-old")
        if edited and not _holds_no_pack(folder):
            number = 1
            while (old := folder.with_name(f"{folder.name}.before-{number}")).exists():
                number += 1
            kept = old
        folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        if kept is None:
            shutil.rmtree(old, ignore_errors=True)
        elif (kept / HEADER).is_file():
            (kept / HEADER).rename(kept / f"{HEADER}.old")  # or the library would find two of one id
        return kept
    new.rename(folder)
    return None


def keep_corrections(folder: Path, corrections: Corrections) -> Path:
    """Put the corrections alone into the folder of a pack, for the next import. Raises ProctorError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_corrections(folder, corrections)
    except OSError as error:
        message = f"{folder / CORRECTIONS} cannot be written: {error.strerror}."
        raise ProctorError(message, "Name another folder with -o.") from error
    return folder / CORRECTIONS


def _write_corrections(folder: Path, corrections: Corrections) -> None:
    """Write them, all or nothing; where there are none there is no file."""
    path, new = folder / CORRECTIONS, folder / f".{CORRECTIONS}.new"
    if not corrections.corrections:
        path.unlink(missing_ok=True)
        return
    try:
        new.write_text(corrections_text(corrections), encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def corrections_text(corrections: Corrections) -> str:
    """``corrections.yaml``."""
    values = corrections.model_dump(mode="json", exclude_defaults=True)
    return f"# What was corrected in the review; it is applied again at each import\n{as_yaml(values)}"


def _record(folder: Path, reading: Reading, compiled: Compiled) -> ImportRecord:
    manual = reading.source.manual
    return ImportRecord.model_validate(
        {
            "program": __version__,
            "source": {
                "name": manual.name,
                "format": manual.format,
                "sha256": manual.sha256,
                "text_sha256": digest_of(manual.text),
                "characters": len(manual.text),
                "pages": len(manual.pages) or None,
            },
            "files": file_digests(folder),
            "coverage": reading.coverage,
            "say": [_origin(reading, said.script, said.block, said.piece) for said in compiled.said],
            "unplaced": [{"offset": one.start, "text": manual.text[one.start : one.end]} for one in reading.unplaced],
            "warnings": compiled.warnings,
        }
    )


def _origin(reading: Reading, script: str, block: str, piece: Any) -> dict[str, Any]:
    mends: Iterable[Any] = piece.words.mends
    return {
        "script": script,
        "block": block,
        "start": piece.inner.start,
        "end": piece.inner.end,
        "page": reading.source.manual.page_at(piece.inner.start),
        "mends": [{"start": one.start, "end": one.end, "from": one.was, "to": one.now} for one in mends],
    }


def as_yaml(values: dict[str, Any]) -> str:
    """Values as a pack's file has them: keys in their order, every character as itself.

    Text that could be read as a number is quoted: a step's ref ``99.e1`` is one to some readers of YAML.
    """
    import yaml  # late: reading a manual does not need it

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        pass

    def text(dumper: Any, value: str) -> Any:
        plain = not value or " " in value or value[0].isalpha()
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else "'")

    Dumper.add_representer(str, text)
    return str(yaml.dump(values, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110))
