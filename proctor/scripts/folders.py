"""Where packs are looked for, and which of several with one id holds."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from proctor.errors import closed_folder
from proctor.settings import Places

HEADER = "pack.yaml"
CALENDAR = "calendar.yaml"


def pack_folders(places: Places) -> list[Path]:
    """Every folder that has a pack's header, in the order of the places and then of their names; and those of which that
    cannot be seen, places too, of which :func:`closed` says why."""
    return [folder for place in places.pack_folders for folder in _packs_in(place)]


def _packs_in(place: Path) -> list[Path]:
    """The packs of a folder; of one that is itself a pack, that one."""
    if _is_pack(place):
        return [place]
    try:
        return [folder for folder in sorted(place.iterdir()) if _is_pack(folder)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return [place]


def _is_pack(folder: Path) -> bool:
    """Whether there is a header in it, or that cannot be seen."""
    try:
        return stat.S_ISREG((folder / HEADER).stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def has_calendar(folder: Path) -> bool:
    """Whether a pack's folder has a calendar; with one it needs no scripts."""
    try:
        return stat.S_ISREG((folder / CALENDAR).stat().st_mode)
    except OSError:
        return False


def closed(folder: Path) -> str:
    """Why a folder cannot be looked into, in one sentence with what to do; "" where it can."""
    try:
        if not _has_header(folder):
            next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return closed_folder(folder, error)
    return ""


def _has_header(folder: Path) -> bool:
    try:
        (folder / HEADER).stat()
    except FileNotFoundError:
        return False
    return True


def name_of(folder: Path, places: Places) -> str:
    """What stands for the id of a pack that cannot be seen: its folder's name; a place's whole path."""
    return str(folder) if folder in places.pack_folders else folder.name


def last_of_each(found: Iterable[tuple[str, Path]]) -> dict[Path, tuple[Path, ...]]:
    """Of the packs of one id the folder that holds, which is the last one, with those that it hides."""
    folders: dict[str, list[Path]] = {}
    for pack, folder in found:
        folders.setdefault(pack, []).append(folder)
    return {last: tuple(dict.fromkeys(one for one in before if one != last)) for *before, last in folders.values()}
