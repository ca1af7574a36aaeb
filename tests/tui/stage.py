"""The app on a stage for tests: a session on a clock that stands still, keys pressed, and the screen read as text."""

from __future__ import annotations

import io
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from rich.console import Console
from textual import events
from textual.pilot import Pilot

from proctor.scripts.library import Library
from proctor.settings import Places, Settings
from proctor.state import Session
from proctor.state.clock import ManualClock
from proctor.state.commands import Open
from proctor.state.evolution import fold
from proctor.state.journal import Journal, MemoryJournal
from proctor.tui.app import ProctorApp
from proctor.tui.desk import Desk
from proctor.tui.patient import Patient
from proctor.tui.screens.session import SessionScreen
from proctor.tui.widgets.blocks import BlockPane

SMALL, LARGE = (80, 24), (120, 40)
SIZES = (SMALL, LARGE)
NINE_TO = 1_148_375_640_000
"""2006-05-23, 9:14 in UTC."""
ROOM = {"students": 3, "accommodations": (), "covers_completed": "yes", "labels": "all", "labels_applied_by": "before"}


def practice(mode: str = "live", journal: Journal | None = None, script: str = "session-1", **how: object) -> Session:
    """A session of the practice pack, opened at 9:14; facts as in :data:`ROOM` unless given."""
    places = Places.of_environment()
    text = _words(script) if places == Places(places.data) and not places.user_packs.exists() else _words_of(places, script)
    session = Session.begin(journal or MemoryJournal(text), ManualClock(utc=NINE_TO))
    facts = how.pop("facts", {name: value for name, value in ROOM.items() if name in session.state.plan.facts})
    session.open(Open(mode=mode, room="12", administrator=session.person("Ana Ruiz"), facts=facts, **how))  # type: ignore[arg-type]
    return session


@cache
def _words(script: str) -> str:
    """The built-in script's snapshot, read once: reading its rules takes a third of a second."""
    return _words_of(Places(Path("nowhere")), script)


def _words_of(places: Places, script: str) -> str:
    return Library(places).snapshot(f"mcas-2006-grade10-math/{script}").text


def clock_of(session: Session) -> ManualClock:
    assert isinstance(session.clock, ManualClock)
    return session.clock


@asynccontextmanager
async def on_stage(
    session: Session | None = None, size: tuple[int, int] = SMALL, settings: Settings | None = None
) -> AsyncIterator[Pilot[None]]:
    """The app running without a terminal; no key is taken for a slip, however fast it follows."""
    app = ProctorApp(Places.of_environment(), settings or Settings(press_guard=0), session=session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot
    if session is not None and session.state.opened is not None:
        assert fold(session.state.plan, session.journal.entries()) == session.state, "what is on screen is what is on record"


def desk_of(pilot: Pilot[None]) -> Desk:
    """The desk of the session screen that is open, also under dialogs."""
    return next(one.desk for one in pilot.app.screen_stack if isinstance(one, SessionScreen))


def pane_of(pilot: Pilot[None]) -> BlockPane:
    return next(one for one in pilot.app.screen_stack if isinstance(one, SessionScreen)).query_one(BlockPane)


def text_of(pilot: Pilot[None]) -> str:
    """The screen as it stands, as text; blanks at the ends of lines are left out."""
    app = pilot.app
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor", record=True,
        legacy_windows=False, safe_box=False,
    )  # fmt: skip
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    return "\n".join(line.rstrip() for line in console.export_text(styles=False).splitlines()[:height]) + "\n"


def plainly(text: str) -> str:
    """A screen's words without its frame, white space folded: for looking for a sentence that may be broken over lines."""
    return re.sub(r"[\s┃║╎┏┓┗┛╔╗╚╝┌┐└┘━═╍╌─│]+", " ", text)


SIGNS = {" ": "space", "!": "exclamation_mark", "?": "question_mark", ".": "full_stop", ",": "comma", ":": "colon",
         "/": "slash", "-": "minus", "'": "apostrophe", "[": "left_square_bracket", "]": "right_square_bracket"}  # fmt: skip
"""Characters that Textual knows by a name."""
NAMES = {name: sign for sign, name in SIGNS.items()}


def key_event(key: str) -> events.Key:
    """A key as a terminal sends it: by Textual's name for it, or the character."""
    return events.Key(SIGNS.get(key, key), NAMES.get(key, key if len(key) == 1 else None))


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each once all that the one before it set off is done; the pilot's own way waits a
    twentieth of a second for each."""
    for key in keys:
        pilot.app.post_message(key_event(key))
        await settled(pilot)
    if not keys:
        await pilot.pause()


async def settled(pilot: Pilot[None]) -> None:
    """Until the app, and what a screen that has just come has set off, is at rest."""
    for turn in range(60):
        await pilot.pause(0)
        screen = pilot.app.screen
        if turn >= 2 and not (isinstance(screen, Patient) and not screen.stands):
            return


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type words, letter by letter."""
    for letter in text:
        pilot.app.post_message(key_event(letter))
    await settled(pilot)


def golden_name(name: str, size: tuple[int, int]) -> str:
    return os.path.join("tui", f"{name}-{size[0]}x{size[1]}.txt")  # noqa: PTH118 - a name below the golden folder
