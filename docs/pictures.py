"""The pictures in the documents: the real screens, on a clock that stands where the picture wants it.

``python -m docs.generate`` draws them too. Whether one is out of date is told by its words: another version of Textual may
draw the same screen with other markup.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import import_manual
from proctor.scripts.library import Library
from proctor.settings import Places, Settings
from proctor.state.clock import MINUTE, ManualClock
from proctor.state.commands import Interrupt, JoinFromPaper, Open, Tally
from proctor.state.journal import MemoryJournal
from proctor.state.prepared import Opening, Prepared
from proctor.state.session import Session
from proctor.state.shelf import Shelf
from proctor.tui.app import ProctorApp
from proctor.tui.screens.calendar import CalendarScreen
from proctor.tui.screens.library import LibraryScreen
from proctor.tui.screens.review import ReviewScreen

FOLDER = Path(__file__).parent / "pictures"
SCRIPT = "mcas-2006-grade10-math/session-1"
NINE_FOURTEEN = 1_148_375_640_000
"""2006-05-23 in UTC."""
FACTS = {"labels": "all", "labels_applied_by": "before", "covers_completed": "no", "accommodations": (), "students": 28}

Act = Callable[[Pilot[None], Session], Awaitable[None]]


def session_at(step: str, places: Places, *, mode: str = "live", minutes: int = 0) -> Session:
    """A session in memory, joined at a step; where the students have begun, so many minutes ago."""
    snapshot = Library(places).snapshot(SCRIPT)
    session = Session.begin(MemoryJournal(snapshot.text), ManualClock(utc=NINE_FOURTEEN))
    session.open(Open(mode=mode, room="12", administrator=session.person("Ana Ruiz"), facts=FACTS))
    started = NINE_FOURTEEN - minutes * MINUTE if minutes else None
    session.handle(JoinFromPaper(step=step, started=started))
    return session


async def _nothing(pilot: Pilot[None], session: Session) -> None:
    """The screen as it comes."""


async def _some_hand_in(pilot: Pilot[None], session: Session) -> None:
    session.handle(Tally(tally="handed_in", by=5))


async def _half_time(pilot: Pilot[None], session: Session) -> None:
    session.clock.sleep(22 * MINUTE)
    await pilot.pause(0.3)


async def _a_torn_booklet(pilot: Pilot[None], session: Session) -> None:
    await pilot.press("i", *"torn")


async def _a_question(pilot: Pilot[None], session: Session) -> None:
    await pilot.press("slash", *"calculaters alowed")


async def _a_fire_drill(pilot: Pilot[None], session: Session) -> None:
    session.handle(Interrupt(reason="fire drill"))


SCENES: dict[str, tuple[str, str, int, tuple[int, int], Act]] = {
    "session": ("III.D.6", "live", 0, (80, 24), _nothing),
    "rehearsal": ("III.D.6", "rehearsal", 0, (120, 36), _nothing),
    "testing": ("III.D.20", "live", 8, (80, 24), _some_hand_in),
    "announcement": ("III.D.20", "live", 8, (80, 24), _half_time),
    "incident": ("III.D.10", "live", 0, (80, 24), _a_torn_booklet),
    "ask": ("III.D.19", "live", 8, (80, 24), _a_question),
    "interruption": ("III.D.19", "live", 8, (80, 24), _a_fire_drill),
}
"""A picture's name; the step at which its session is joined, its mode, for how many minutes the students have been testing, the
size of the screen in columns and rows, and what is done before it is taken."""


async def _drawn(name: str, places: Places) -> str:
    step, mode, minutes, size, act = SCENES[name]
    session = session_at(step, places, mode=mode, minutes=minutes)
    app = ProctorApp(places, Settings(press_guard=0), session=session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await act(pilot, session)
        await pilot.pause(0.2)
        return without_fonts(app.export_screenshot(title="proctor"))


class Morning(ProctorApp):
    """The app with its library, on the day of the pictures."""

    def get_default_screen(self) -> LibraryScreen:
        return LibraryScreen(lambda: date(2006, 5, 23))


async def _library(places: Places) -> str:
    """The library on a morning: a session that was left open, and one that was prepared."""
    snapshot = Library(places).snapshot(SCRIPT)
    clock = ManualClock(utc=NINE_FOURTEEN)
    journal = Shelf(places.sessions).create(snapshot, "12", clock.now())
    session = Session.begin(journal, clock)
    session.open(Open(room="12", facts=FACTS))
    session.close()
    opening = Opening(script="mcas-2006-grade10-math/session-2", room="12", facts={"students": 28})
    Prepared(places.prepared, clock).save(opening, "Grade 10 Mathematics · Session 2", day="2006-05-24")
    app = Morning(places, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        return without_fonts(app.export_screenshot(title="proctor"))


MANUAL = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "manuals" / "read-aloud-banner.pdf"


async def _review(places: Places) -> str:
    """The review of an import, at words that are read aloud."""
    found = import_manual(MANUAL, Corrections())
    app = ProctorApp(places, Settings(), first=ReviewScreen(found, places.user_packs / found.pack_id))
    async with app.run_test(size=(120, 32)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("slash", *"label", "enter", "escape", "tab")
        await pilot.pause(0.3)
        return without_fonts(app.export_screenshot(title="proctor"))


async def _calendar(places: Places) -> str:
    """The trainings, on a day on which some of them are past."""
    screen = CalendarScreen(places, date(2024, 12, 5), "mcas-2024-training", "MCAS and ACCESS training")
    app = ProctorApp(places, Settings(), first=screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)
        return without_fonts(app.export_screenshot(title="proctor"))


def without_fonts(svg: str) -> str:
    """A picture that fetches nothing: fonts come from the machine it is looked at on."""
    svg = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(r"font-family: Fira Code, monospace", "font-family: Fira Code, DejaVu Sans Mono, Menlo, monospace", svg)


def words_of(svg: str) -> list[str]:
    """The words of a picture, in order."""
    return [html.unescape(part).strip("\xa0 ") for part in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def drawn() -> Iterator[tuple[Path, str]]:
    """Each picture's file, and the picture."""
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        yield FOLDER / "library.svg", asyncio.run(_library(places))
        yield FOLDER / "review.svg", asyncio.run(_review(places))
        yield FOLDER / "calendar.svg", asyncio.run(_calendar(places))
        for name in SCENES:
            yield FOLDER / f"{name}.svg", asyncio.run(_drawn(name, places))


def is_stale(path: Path, svg: str) -> bool:
    return not path.is_file() or words_of(path.read_text(encoding="utf-8")) != words_of(svg)
