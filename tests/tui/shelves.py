"""A library on a stage for tests: sessions on disk at times of their own, packs, and a day that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from proctor.scripts.library import Library
from proctor.scripts.snapshot import Snapshot
from proctor.settings import Places, Settings
from proctor.state import Accepted, Session
from proctor.state.clock import DAY, HOUR, ManualClock
from proctor.state.commands import Advance, Close, Command, Open, Seal
from proctor.state.shelf import Shelf
from proctor.tui.app import ProctorApp
from proctor.tui.catalogue import Line
from proctor.tui.screens.library import LibraryScreen
from proctor.tui.widgets.catalogue import Catalogue
from proctor.tui.widgets.field import Field
from tests.helpers import write_pack
from tests.tui.stage import NINE_TO, SMALL

TODAY = date(2006, 5, 23)
SESSION_1 = "mcas-2006-grade10-math/session-1"


def places() -> Places:
    return Places.of_environment()


def snapshot_of(name: str = SESSION_1) -> Snapshot:
    return Library(places()).snapshot(name)


def small_pack(**files: str) -> Path:
    """A pack of one script with one step, in the user's folder."""
    return write_pack(places().user_packs / "made", **files)


def on_shelf(name: str = SESSION_1, *, room: str = "12", utc: int = NINE_TO, mode: str = "live", **how: Any) -> Session:
    """A session in a file, opened at a time; whoever asked for it closes it."""
    snapshot = snapshot_of(name)
    clock = ManualClock(utc=utc)
    session = Session.begin(Shelf(places().sessions).create(snapshot, room, clock.now()), clock)
    facts = {"students": 3}
    take(session, Open(mode=mode, room=room, administrator=session.person("Ana Ruiz"), facts=facts, **how))
    return session


def left_open(*, room: str = "12", utc: int = NINE_TO, mode: str = "live", name: str = SESSION_1) -> Path:
    """The file of a session that was opened and left."""
    session = on_shelf(name, room=room, utc=utc, mode=mode)
    path = places().sessions / file_of(session)
    session.close()
    return path


def file_of(session: Session) -> str:
    return str(getattr(session.journal, "path").name)  # noqa: B009 - of a journal on disk


def sealed(*, room: str = "12", utc: int = NINE_TO - 7 * DAY) -> tuple[Path, str]:
    """The file of a sealed session of the small pack, and its seal."""
    session = on_shelf("made/script", room=room, utc=utc)
    clock = session.clock
    take(session, Advance(block="A.1/1"))
    clock.sleep(HOUR)
    take(session, Close())
    take(session, Seal())
    path, seal = places().sessions / file_of(session), session.seal()
    session.close()
    assert seal is not None
    return path, seal


def take(session: Session, command: Command) -> None:
    outcome = session.open(command) if isinstance(command, Open) else session.handle(command)
    assert isinstance(outcome, Accepted), outcome


class Stage(ProctorApp):
    """The app with another first screen."""

    def __init__(self, first: Screen[Any]) -> None:
        super().__init__(places(), Settings(press_guard=0))
        self._screen_made = first

    def get_default_screen(self) -> Screen[Any]:
        return self._screen_made


@asynccontextmanager
async def showing(screen: Screen[Any], size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    """The app with this screen over an empty one, or a library as its first; the workers that it starts have ended."""
    first = isinstance(screen, LibraryScreen)
    app = Stage(screen if first else Screen())
    async with app.run_test(size=size) as pilot:
        if not first:
            await app.push_screen(screen)
        await at_rest(pilot)
        yield pilot
        if app.left is not None:
            app.left.close()


@asynccontextmanager
async def library(size: tuple[int, int] = SMALL, *, loading: bool = False) -> AsyncIterator[Pilot[None]]:
    """The library, on 23 May 2006; with ``loading`` packs are loaded whole, as the program does."""
    screen = LibraryScreen(lambda: TODAY)
    check = screen._check_packs
    screen._check_packs = lambda: check() if loading else None  # type: ignore[method-assign]
    async with showing(screen, size) as pilot:
        screen._check_packs()
        await at_rest(pilot)
        yield pilot


async def at_rest(pilot: Pilot[None]) -> None:
    """Whatever goes on in a thread has ended, and its messages are handled."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def catalogue_of(pilot: Pilot[None]) -> Catalogue:
    return next(one for one in pilot.app.screen_stack if isinstance(one, LibraryScreen)).query_one(Catalogue)


def line_of(pilot: Pilot[None]) -> Line:
    """What the cursor of the library is on."""
    found = catalogue_of(pilot).line
    assert found is not None
    return found


async def go_to(pilot: Pilot[None], words: str) -> None:
    """Move the cursor of the library to the first line that begins so."""
    catalogue = catalogue_of(pilot)
    catalogue.move(-1_000)
    for _ in range(60):
        if line_of(pilot).left.startswith(words):
            break
        catalogue.move(1)
    else:
        raise AssertionError(f"there is no line {words!r}")
    await pilot.pause()


async def enter(pilot: Pilot[None], text: str) -> None:
    """Put words into the field that has the keys, as if they had been typed."""
    await pilot.pause()
    field = pilot.app.focused
    assert isinstance(field, Field)
    field.value = text
    await pilot.pause()
