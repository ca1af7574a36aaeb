"""``proctor doctor``: what works on this machine, and how to mend what does not."""

from __future__ import annotations

import json
import os
import platform
import shlex
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import click

from proctor import __version__
from proctor.commands.doctor_voice import looked_at, spoken_aloud
from proctor.commands.findings import Finding
from proctor.commands.output import say
from proctor.commands.packs import contents
from proctor.errors import Exit, PackError
from proctor.scripts.library import Library
from proctor.scripts.loading import load_pack
from proctor.settings import THEMES, Places, Settings
from proctor.state.system import SystemClock

LEAST_FREE = 50_000_000
"""Bytes free that leave room for a year of sessions; below that a word is due."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for a program.")
@click.option("--speak", is_flag=True, help="Have the voice speak one sentence aloud; without this there is no sound.")
def doctor(as_json: bool, speak: bool) -> int:
    """What works on this machine, and how to mend what does not.

    Example: proctor doctor
    """
    places = Places.of_environment()
    with ThreadPoolExecutor(1, "voice") as meanwhile:  # the processes of the voice begin while all else is looked at
        voice = meanwhile.submit(looked_at, places)
        findings = [finding for look in _LOOKS for finding in look(places)]
        findings += voice.result()
    if speak:
        findings.append(spoken_aloud(places))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in findings], indent=2, ensure_ascii=False))
    else:
        for one in findings:
            say(f"{one.level:<4} {one.what}: {one.said}")
            if one.mend:
                say(f"     -> {one.mend}")
    return Exit.NO if any(one.level == "bad" for one in findings) else Exit.OK


def _program(places: Places) -> Iterator[Finding]:
    yield Finding("proctor", "ok", f"{__version__} on Python {platform.python_version()}, {platform.system()}")
    old = sqlite3.sqlite_version_info < (3, 37)
    yield Finding(
        "SQLite",
        "bad" if old else "ok",
        sqlite3.sqlite_version,
        "Session files need SQLite 3.37 or later; use a newer Python." if old else "",
    )


def _clock(places: Places) -> Iterator[Finding]:
    one, two = SystemClock().now(), SystemClock().now()
    counts = hasattr(time, "CLOCK_BOOTTIME") or sys.platform in ("darwin", "win32")
    said = "counts through suspend" if counts else "may stand still while the machine sleeps"
    yield Finding("clock", "ok" if counts else "warn", said, "" if counts else "Do not let the machine sleep in a session.")
    if two.utc < 1_700_000_000_000:
        yield Finding("system clock", "warn", "shows a date long past", "Set the date and time of the machine.")
    if one.boot_id != two.boot_id:
        yield Finding("boot id", "warn", "changes; durations across restarts come from the system clock")


def _data(places: Places) -> Iterator[Finding]:
    folder = places.sessions
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            milliseconds = _write_time(file.fileno())
    except OSError as error:
        mend = "Make the folder writable, or name another one in PROCTOR_DATA."
        yield Finding("sessions", "bad", f"{folder} cannot be written: {error.strerror}", mend)
        return
    yield Finding("sessions", "ok", f"{folder}, a write reaches the disk in {milliseconds:.1f} ms")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        yield Finding("disk", "warn", f"{free // 1_000_000} MB free", "Make room before the day.")


def _write_time(handle: int) -> float:
    """Median milliseconds of a small write that is forced to the disk."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        os.write(handle, b"x" * 300)
        os.fsync(handle)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1_000


def _packs(places: Places) -> Iterator[Finding]:
    entries = Library(places).entries()
    for entry in entries:
        if entry.closed:
            yield Finding(f"pack {entry.id}", "bad", entry.closed)
            continue
        try:
            loaded = load_pack(entry.folder)
        except PackError as error:
            faults = len(error.faults)
            said = f"{faults} {'fault' if faults == 1 else 'faults'}"
            yield Finding(f"pack {entry.id}", "bad", said, f"proctor packs check {shlex.quote(str(entry.folder))}")
            continue
        hides = f", hides {len(entry.hides)} of the same id" if entry.hides else ""
        yield Finding(f"pack {entry.id}", "ok", f"{contents(len(loaded.scripts), len(loaded.calendar.entries))}{hides}")
    if not entries:
        yield Finding("packs", "bad", "none found", f"Install proctor again, or put a pack into {places.user_packs}.")


def _settings(places: Places) -> Iterator[Finding]:
    settings = Settings.load(places.settings)
    wrong = [Finding("settings", "bad", problem) for problem in settings.problems]
    wrong += [*_theme(settings.theme), *(_keys(settings.keys) if settings.keys else ())]
    if not wrong:
        there = "as set" if places.settings.is_file() else "all defaults"
        yield Finding("settings", "ok", f"{places.settings}, {there}")
    yield from wrong


def _theme(name: str) -> Iterator[Finding]:
    if name not in THEMES:
        from textual.theme import BUILTIN_THEMES

        if name not in BUILTIN_THEMES:
            there = ", ".join((*THEMES, *sorted(BUILTIN_THEMES)))
            yield Finding("settings", "warn", f"there is no theme {name!r}; {THEMES[0]} is used", f"There are: {there}.")


def _keys(changed: Mapping[str, str]) -> Iterator[Finding]:
    from proctor.tui.keys import clashes, nonsense, unknown  # it imports every screen

    for name in unknown(changed):
        yield Finding("settings", "warn", f"no key is called {name!r}", "`?` on a screen shows the names, in brackets.")
    for name, key in nonsense(changed):
        yield Finding(
            "settings", "warn", f"{name} is on {key!r}, which no keyboard has", "Write it like i, f5, ctrl+s, question_mark."
        )
    for key, one, other in clashes(changed):
        yield Finding("settings", "warn", f"{key} stands for both {one} and {other}", "Give one of them another key.")


def _terminal(places: Places) -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Finding("terminal", "warn", f"writes {encoding or 'an unknown encoding'}", "Set it to UTF-8 (LANG=C.UTF-8).")
    else:
        yield Finding("terminal", "ok", "writes UTF-8")


_LOOKS: tuple[Callable[[Places], Iterator[Finding]], ...] = (_program, _clock, _data, _packs, _settings, _terminal)
