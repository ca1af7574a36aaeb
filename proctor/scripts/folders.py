"""Where packs are looked for, and which of several with one id holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from proctor.settings import Places

HEADER = "pack.yaml"


def pack_folders(places: Places) -> list[Path]:
    """Every folder that has a pack's header, in the order of the places and then of their names."""
    return [folder for place in places.pack_folders for folder in _packs_in(place)]


def _packs_in(place: Path) -> list[Path]:
    """The packs of a folder; of one that is itself a pack, that one."""
    if _is_pack(place):
        return [place]
    try:
        return [folder for folder in sorted(place.iterdir()) if _is_pack(folder)]
    except OSError:
        return []


def _is_pack(folder: Path) -> bool:
    try:
        return (folder / HEADER).is_file()
    except OSError:  # a folder that may not be looked into
        return False


def last_of_each(found: Iterable[tuple[str, Path]]) -> dict[Path, tuple[Path, ...]]:
    """Of the packs of one id the folder that holds, which is the last one, with those that it hides."""
    folders: dict[str, list[Path]] = {}
    for pack, folder in found:
        folders.setdefault(pack, []).append(folder)
    return {last: tuple(dict.fromkeys(one for one in before if one != last)) for *before, last in folders.values()}
