"""The screens, for commands that show them: whether they can be shown, and what is said when they are gone."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from proctor.commands.leaving import Left, say_how_to_go_on, signals
from proctor.commands.output import say
from proctor.errors import Exit
from proctor.settings import Places, Settings

if TYPE_CHECKING:
    from proctor.state.prepared import Opening
    from proctor.state.session import Session
    from proctor.tui.app import ProctorApp


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
            _go_when_the_terminal_is_lost(app)
            app.run()
        return app.return_code or Exit.OK
    except (KeyboardInterrupt, Left):  # before the app could take the signal itself
        return Exit.INTERRUPTED
    finally:
        left = app.left if app else session
        if left is not None:
            say_how_to_go_on(left, plain=False)
            left.close()


def _app(session: Session | None, form: Opening | None) -> ProctorApp:
    from proctor.tui.app import ProctorApp

    places = Places.of_environment()
    app = ProctorApp(places, _settings(places), session=session, form=form)
    app.left = session
    return app


def _go_when_the_terminal_is_lost(app: ProctorApp) -> None:
    """Where it is gone for good, go at once: nothing can be drawn or said any more, and Textual would wait for ever for what
    it drew to be taken. The session's file is whole at any instant."""

    def hung_up(number: int, frame: FrameType | None) -> None:
        if not os.isatty(sys.__stdin__.fileno() if sys.__stdin__ else 0):
            _keep(app)
            os._exit(Exit.INTERRUPTED)
        if not app.heeds_signals:
            raise Left
        app.go()

    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, hung_up)


def _keep(app: ProctorApp) -> None:
    """See to it that the session's file is there; nobody can be told any more where it cannot."""
    with suppress(Exception):  # whatever it is, we must go
        if app.left is not None:
            app.left.journal.rescue()  # type: ignore[attr-defined]


def _settings(places: Places) -> Settings:
    """What the user set. Where the file is not as it should be, that is said here too: what a screen says of it goes away."""
    settings = Settings.load(places.settings)
    for problem in settings.problems:
        say(problem, err=True)
    return settings
