"""The screens, for commands that show them: whether they can be shown, and what is said when they are gone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from proctor.commands.leaving import Left, say_how_to_go_on, signals
from proctor.commands.output import say
from proctor.errors import Exit
from proctor.settings import Places, Settings

if TYPE_CHECKING:
    from textual.screen import Screen

    from proctor.manuals.importing import Import
    from proctor.state.prepared import Opening
    from proctor.state.session import Session
    from proctor.tui.app import ProctorApp
    from proctor.tui.reviewing import Outcome


def at_a_terminal() -> bool:
    """Whether screens can be shown: a person sits at all three streams (Textual draws on standard error), and the terminal
    can do more than lines."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    try:
        return os.environ.get("TERM") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)
    except ValueError:  # one of them is closed
        return False


def show(session: Session | None = None, *, form: Opening | None = None) -> int:
    """Deliver a session on the screen; without one, show the library, and over it the ``form`` for a session. Says afterwards
    how to go on with what was left."""
    app: ProctorApp | None = None
    try:
        with signals():
            app = _app(session, form)
            _go_when_the_terminal_is_lost(app, partial(_keep, app))
            app.run()
        return app.return_code or Exit.OK
    except (KeyboardInterrupt, Left):  # before the app could take the signal itself
        return Exit.INTERRUPTED
    finally:
        left = app.left if app else session
        if left is not None:
            say_how_to_go_on(left, plain=False)
            left.close()


def _app(session: Session | None = None, form: Opening | None = None, first: Screen[Any] | None = None) -> ProctorApp:
    from proctor.tui.app import ProctorApp

    places = Places.of_environment()
    app = ProctorApp(places, _settings(places), session=session, form=form, first=first)
    app.left = session
    return app


def review(found: Import, folder: Path, *, replace: bool = False) -> int:
    """Show what was recognised of a manual; there it is corrected and written. Says afterwards what became of it; 1 where no
    pack was written."""
    from proctor.tui.screens.review import ReviewScreen

    screen = ReviewScreen(found, folder, replace=replace)
    try:
        with signals():
            app = _app(first=screen)
            _go_when_the_terminal_is_lost(app, screen.rescue)
            app.run()
        return app.return_code or Exit.OK
    except (KeyboardInterrupt, Left):
        return Exit.INTERRUPTED
    finally:
        with suppress(OSError):  # the terminal may be what was lost
            for line in _became(screen.rescue(), found.pack_id, folder):
                say(line)


def _became(outcome: Outcome, pack_id: str, folder: Path) -> Iterator[str]:
    """What became of a review, in sentences."""
    if outcome.is_written:
        yield f"Pack {pack_id}: official words, in {folder}"
        if outcome.beside is not None:
            yield f"The edited pack that was there is kept in {outcome.beside}"
        yield f"Next: `proctor packs show {pack_id}`, and compare it with the manual."
        return
    yield "No pack was written."
    if outcome.corrections is not None:
        yield f"The corrections are kept for the next import, in {outcome.corrections}"
    if outcome.trouble:
        yield f"The corrections could not be kept. {outcome.trouble}"


def _go_when_the_terminal_is_lost(app: ProctorApp, keep: Callable[[], object]) -> None:
    """Where it is gone for good, go at once: nothing can be drawn or said any more, and Textual would wait for ever for what
    it drew to be taken. The session's file is whole at any instant; ``keep`` sees to what else there is."""

    def hung_up(number: int, frame: FrameType | None) -> None:
        if not os.isatty(sys.__stdin__.fileno() if sys.__stdin__ else 0):
            with suppress(Exception):  # whatever it is, we must go
                keep()
            os._exit(Exit.INTERRUPTED)
        if not app.heeds_signals:
            raise Left
        app.go()

    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, hung_up)


def _keep(app: ProctorApp) -> None:
    """See to it that the session's file is there; nobody can be told any more where it cannot."""
    if app.left is not None:
        app.left.journal.rescue()  # type: ignore[attr-defined]


def _settings(places: Places) -> Settings:
    """What the user set. Where the file is not as it should be, that is said here too: what a screen says of it goes away."""
    settings = Settings.load(places.settings)
    for problem in settings.problems:
        say(problem, err=True)
    return settings
