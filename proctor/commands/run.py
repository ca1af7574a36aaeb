"""``proctor run`` and ``proctor rehearse``: deliver a script."""

from __future__ import annotations

import math
import os
import sys

import click

from proctor.commands import screen
from proctor.commands.common import facts_given, library
from proctor.commands.leaving import Left, say_how_to_go_on, signals
from proctor.commands.resuming import Wish, resumed
from proctor.errors import Exit, UsageError
from proctor.settings import Places
from proctor.state import Session
from proctor.state.opening import NotTaken, Opening, begin


@click.command()
@click.argument("script")
@click.option("--room", default="", help="The room, as people call it.")
@click.option("--students", type=click.IntRange(1, 10_000), help="How many students are in the room.")
@click.option("--set", "facts", multiple=True, metavar="FACT=VALUE", help="Something known of the room; may be repeated.")
@click.option("--administrator", default="", help="Who delivers it. The name stands outside the chain and can be removed.")
@click.option("--school", default="", help="Else from the school's own sheet.")
@click.option("--district", default="", help="Else from the school's own sheet.")
@click.option("--from", "from_step", default="", metavar="STEP", help="Join a delivery that was begun on paper.")
@click.option("--started", default="", metavar="H:MM", help="With --from: when the students began, if they have.")
@click.option("--resume/--new", default=None, help="Go on with an open session, or begin a new one; else you are asked.")
@click.option("--plain", is_flag=True, help="In plain lines, for screen readers and pipes.")
def run(script: str, **wishes: str | int | bool | tuple[str, ...] | None) -> int:
    """Deliver SCRIPT live. If a session of it is open, you are asked whether to go on with that.

    SCRIPT is pack-id/script-id, an unambiguous part of it, or a path; or the file of the session to go on with.

    Example: proctor run mcas-2006-grade10-math/session-1 --room 12 --students 28 --plain
    """
    return deliver(Wish(script=script, mode="live", **wishes))  # type: ignore[arg-type]


@click.command()
@click.argument("script")
@click.option("--speed", type=click.FloatRange(0.1, 100_000), default=20.0, show_default=True, help="Times as fast.")
@click.option("--room", default="", help="The room, as people call it.")
@click.option("--students", type=click.IntRange(1, 10_000), help="How many students are in the room.")
@click.option("--set", "facts", multiple=True, metavar="FACT=VALUE", help="Something known of the room; may be repeated.")
@click.option("--administrator", default="", help="Who rehearses.")
@click.option("--resume/--new", default=None, help="Go on with an open rehearsal, or begin a new one; else you are asked.")
@click.option("--plain", is_flag=True, help="In plain lines, for screen readers and pipes.")
def rehearse(script: str, **wishes: str | int | float | bool | tuple[str, ...] | None) -> int:
    """Deliver SCRIPT on a faster clock, marked REHEARSAL everywhere.

    Example: proctor rehearse session-1 --speed 60 --plain
    """
    return deliver(Wish(script=script, mode="rehearsal", **wishes))  # type: ignore[arg-type]


def deliver(wish: Wish) -> int:
    """Open or resume the session, and deliver it until it is left or sealed: on the screen, or in plain lines."""
    _refuse_contradictions(wish)
    session = resumed(wish)
    went_on = session is not None
    on_screen = not wish.plain and screen.at_a_terminal()
    if session is None and on_screen and not wish.tells:
        return screen.show(form=Opening(script=library().snapshot(wish.script).name, mode=wish.mode, speed=wish.speed))
    session = session or _opened(wish)
    if on_screen:
        return screen.show(session)
    try:
        return _in_plain_lines(session, resumed=went_on)
    finally:
        say_how_to_go_on(session, plain=True)
        session.close()


def _in_plain_lines(session: Session, *, resumed: bool) -> int:
    try:
        with signals():
            _plain(session, resumed=resumed)
    except (KeyboardInterrupt, Left):
        return Exit.INTERRUPTED
    except BrokenPipeError:  # whoever read what we print has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.OK


def _refuse_contradictions(wish: Wish) -> None:
    if wish.started and not wish.from_step:
        raise UsageError("--started goes with --from.", "Say from which step you go on.")
    if wish.resume and wish.from_step:
        raise UsageError("--from begins a session, --resume goes on with one.", "Leave out one of them.")
    if math.isnan(wish.speed):
        raise UsageError("--speed wants a number, such as 60.")


def _plain(session: Session, *, resumed: bool) -> None:
    from proctor.plain.lines import StreamLines
    from proctor.plain.loop import PlainMode

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    stream = getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)
    PlainMode(session, StreamLines(stream), sys.stdout, interactive=interactive, resumed=resumed).run()


# -- a new session --------------------------------------------------------------------------------------------------


def _opened(wish: Wish) -> Session:
    """A new session, opened and, where asked, joined from paper."""
    snapshot = library().snapshot(wish.script)
    facts = facts_given(snapshot.script, wish.facts)
    if wish.students is not None:
        facts["students"] = wish.students
    opening = Opening(
        script=snapshot.name,
        mode=wish.mode,
        room=wish.room,
        school=wish.school,
        district=wish.district,
        administrator=wish.administrator,
        facts=facts,
        speed=wish.speed,
        from_step=wish.from_step,
        started=wish.started,
    )
    try:
        return begin(snapshot, opening, Places.of_environment().sessions)
    except NotTaken as error:
        raise UsageError(error.typed) from None
