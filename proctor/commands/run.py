"""``proctor run`` and ``proctor rehearse``: deliver a script."""

from __future__ import annotations

import math
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from proctor.commands.common import facts_given, library
from proctor.commands.resuming import Wish, resumed
from proctor.errors import Exit, UsageError
from proctor.settings import Places
from proctor.state import Session
from proctor.state.opening import NotTaken, Opening, begin
from proctor.state.sqlite import SqliteJournal


class Left(Exception):
    """A signal asks us to go; the session stays open."""


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
def run(script: str, plain: bool, **wishes: str | int | bool | tuple[str, ...] | None) -> int:
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
def rehearse(script: str, plain: bool, **wishes: str | int | float | bool | tuple[str, ...] | None) -> int:
    """Deliver SCRIPT on a faster clock, marked REHEARSAL everywhere.

    Example: proctor rehearse session-1 --speed 60 --plain
    """
    return deliver(Wish(script=script, mode="rehearsal", **wishes))  # type: ignore[arg-type]


def deliver(wish: Wish) -> int:
    """Open or resume the session, and deliver it in plain lines until it is left or sealed."""
    _refuse_contradictions(wish)
    session = resumed(wish)
    went_on = session is not None
    session = session or _opened(wish)
    try:
        with _signals():
            _plain(session, resumed=went_on)
    except (KeyboardInterrupt, Left):
        _say_how_to_go_on(session, wish)
        return Exit.INTERRUPTED
    except BrokenPipeError:  # whoever read what we print has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _say_how_to_go_on(session, wish)
        return Exit.OK
    else:
        _say_how_to_go_on(session, wish)
        return Exit.OK
    finally:
        session.close()


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


def _say_how_to_go_on(session: Session, wish: Wish) -> None:
    """What a person can do next: go on with a session that was left, look at one that was sealed."""
    if session.seal() and isinstance(session.journal, SqliteJournal):
        path = session.journal.path
        click.echo(f"The record is {path}; look at it with: proctor sessions show {shlex.quote(path.stem)}", err=True)
        return
    words = ["run"] if wish.mode == "live" else ["rehearse"]
    words += [str(session.journal.path) if isinstance(session.journal, SqliteJournal) else wish.script]
    if wish.mode != "live":
        words += ["--speed", f"{wish.speed:g}"]
    click.echo(f"The session is left open. Go on with: proctor {shlex.join([*words, '--plain'])}", err=True)


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


@contextmanager
def _signals() -> Iterator[None]:
    """A lost terminal or a kind kill leaves the session open and says how to go on."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise Left

    kinds = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {kind: signal.signal(kind, leave) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
