"""Where packs are found, and which script a name means."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from proctor.errors import Fault, PackError, UsageError
from proctor.scripts.folders import HEADER, closed, last_of_each, name_of, pack_folders
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.loading import LOCAL, load_header, load_local, load_policies, load_script, load_sections
from proctor.scripts.models import Script
from proctor.scripts.policies import Policies, Sections
from proctor.scripts.snapshot import Snapshot
from proctor.settings import Places, expanded


@dataclass(frozen=True, slots=True)
class Entry:
    """A pack that was found: its header, or why it cannot be used, and the folders that it hides. ``closed`` says of a folder
    that it cannot be looked into; then nobody knows what is in it."""

    id: str
    folder: Path
    header: PackHeader | None = None
    error: PackError | None = None
    hides: tuple[Path, ...] = ()
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """The packs of this machine. Reads headers only, until a script is asked for."""

    places: Places
    _entries: list[Entry] = field(default_factory=list)

    def entries(self) -> tuple[Entry, ...]:
        """Every pack found, broken ones too; of several with one id the one in the last folder, which says what it hides."""
        if not self._entries:
            self._entries.extend(self._look())
        return tuple(self._entries)

    def _look(self) -> Iterator[Entry]:
        folders = pack_folders(self.places)
        found = {folder: _read_entry(folder, self.places) for folder in dict.fromkeys(folders)}
        for folder, hides in last_of_each((found[folder].id, folder) for folder in folders).items():
            yield replace(found[folder], hides=hides)

    # -- names ------------------------------------------------------------------------------------------------------

    def names(self) -> tuple[str, ...]:
        """Every script of every usable pack, as ``pack-id/script-id``."""
        return tuple(f"{e.id}/{script}" for e in self.entries() if e.header for script in e.header.scripts)

    def find(self, name: str) -> tuple[Path, str]:
        """The folder and script id that a name means: ``pack/script``, an unambiguous part of it, or a path.

        Raises :class:`UsageError` naming the candidates where there is none or more than one.
        """
        try:
            found = _find_path(expanded(name))
        except OSError:  # no name that a file could have
            found = None
        if found:
            return found
        wanted = name.strip().lower()
        fitting = [one for one in self.names() if wanted and wanted in one]
        exact = [one for one in fitting if wanted in (one, one.partition("/")[2])]
        chosen = exact if len(exact) == 1 else fitting
        if len(chosen) == 1:
            pack, _, script = chosen[0].partition("/")
            return self.entry(pack).folder, script
        if chosen:
            raise UsageError(f"{name!r} could be {' or '.join(chosen)}.", "Write more of it.")
        if wanted in [one.id for one in self.entries() if one.header and not one.header.scripts]:
            raise nothing_to_deliver(wanted)
        known = ", ".join(self.names()) or "none"
        raise UsageError(f"There is no script {name!r}.", f"There are: {known}. `proctor packs list` shows them.")

    def entry(self, pack_id: str) -> Entry:
        """A pack by its id, or by an unambiguous part of it. Raises :class:`UsageError` where there is none."""
        entries = self.entries()
        wanted = pack_id.strip().lower()
        fitting = [one for one in entries if one.id.lower() == wanted]
        fitting = fitting or [one for one in entries if wanted and wanted in one.id.lower()]
        if len(fitting) == 1:
            return fitting[0]
        known = ", ".join(one.id for one in entries) or "none"
        raise UsageError(f"There is no one pack {pack_id!r}.", f"There are: {known}.")

    def id_of(self, folder: Path) -> str:
        """The id of the pack in a folder, which need not be its name."""
        return load_header(folder).id

    def folder(self, name: str) -> Path:
        """The folder of a pack named by id or by path."""
        path = expanded(name)
        if path.name == HEADER:
            path = path.parent
        try:
            is_path = path.is_dir()
        except OSError:  # no name that a folder could have
            is_path = False
        return path if is_path else self.entry(name).folder

    # -- what is in them --------------------------------------------------------------------------------------------

    def snapshot(self, name: str) -> Snapshot:
        """The script that a name means, with its pack's header, what can be asked and the school's own sheet."""
        folder, script_id = self.find(name)
        header, script = load_script(folder, script_id)
        policies, sections = Policies(), Sections()
        with contextlib.suppress(PackError):  # a fault in what can be asked must not keep a room from being delivered
            policies = load_policies(folder, header)
        with contextlib.suppress(PackError):
            sections = load_sections(folder, header)
        local = self.local(header.id, folder)
        return Snapshot(pack=header, script=script, local=local, policies=policies, sections=sections)

    def words(self, name: str) -> Snapshot:
        """What would be delivered alone: enough to tell whether a pack's words have changed."""
        folder, script_id = self.find(name)
        header, script = load_script(folder, script_id)
        return Snapshot(pack=header, script=script)

    def local(self, pack_id: str, folder: Path) -> LocalSheet:
        """The school's own sheet for a pack: in the user's folder, else beside the pack."""
        for path in (self.places.user_packs / pack_id / LOCAL, folder / LOCAL):
            if path.is_file():
                scripts = _usable_scripts(folder)
                return load_local(path, scripts, of_all=len(scripts) == len(load_header(folder).scripts))
        return LocalSheet()


def nothing_to_deliver(pack: str) -> UsageError:
    """What is said where a pack that has a calendar alone is to be delivered."""
    return UsageError(
        f"The pack {pack} has no script to deliver.", f"`proctor calendar {shlex.quote(pack)}` lists its calendar."
    )


def _usable_scripts(folder: Path) -> list[Script]:
    """A pack's scripts without those that are broken: one of them must not keep the others from being opened."""
    scripts = []
    for script_id in load_header(folder).scripts:
        with contextlib.suppress(PackError):
            scripts.append(load_script(folder, script_id)[1])
    return scripts


def _read_entry(folder: Path, places: Places) -> Entry:
    if said := closed(folder):
        return Entry(name_of(folder, places), folder, error=PackError([Fault(folder, 0, 0, said)]), closed=said)
    try:
        header = load_header(folder)
    except PackError as error:
        return Entry(folder.name, folder, error=error)
    return Entry(header.id, folder, header)


def _find_path(path: Path) -> tuple[Path, str] | None:
    """A path to a script's file, to a pack with one script, or ``FOLDER/script-id``; None where it is no path."""
    if path.suffix == ".yaml" and path.is_file() and path.name != HEADER:
        return path.parent, path.stem
    if path.name == HEADER and path.is_file():
        path = path.parent
    if (path / HEADER).is_file():
        scripts = load_header(path).scripts
        if not scripts:
            raise nothing_to_deliver(str(path))
        if len(scripts) > 1:
            named = " or ".join(str(path / script) for script in scripts)
            raise UsageError(f"The pack {path} has {len(scripts)} scripts.", f"Name one: {named}.")
        return path, scripts[0]
    if path.parent != Path() and (path.parent / HEADER).is_file():
        return path.parent, path.name
    return None
