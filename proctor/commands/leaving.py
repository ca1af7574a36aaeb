"""How a session is left: by signals too, and with a word on how to go on."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proctor.state.session import Session


class Left(Exception):
    """A signal asks us to go; the session stays open."""


told: set[int] = set()
"""The signals that have asked us to go: what is thrown because of one does not always arrive as :class:`Left`, since an import
that it breaks off may put an exception of its own in its place."""


@contextmanager
def signals() -> Iterator[None]:
    """A lost terminal or a kind kill leaves the session open and says how to go on: :class:`Left` is raised. What this process
    was told to ignore (nohup) is still ignored."""

    def leave(number: int, frame: FrameType | None) -> None:
        told.add(number)
        raise Left

    kinds = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {kind: signal.signal(kind, leave) for kind in kinds if signal.getsignal(kind) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def say_how_to_go_on(session: Session, *, plain: bool) -> None:
    """What a person can do next: go on with a session that was left, look at one that was sealed."""
    with suppress(OSError):  # the terminal may be what was lost
        from proctor.commands.output import say

        say(_how(session, plain=plain), err=True)


def _how(session: Session, *, plain: bool) -> str:
    import shlex

    from proctor.errors import NotWritten
    from proctor.state.sqlite import SqliteJournal  # late: whoever has a session has it already

    journal = session.journal
    assert isinstance(journal, SqliteJournal)
    try:
        path = journal.rescue()
    except NotWritten as error:
        return f"THE RECORD COULD NOT BE KEPT. {error.message} Its file was {journal.path}."
    if session.seal():
        return f"The record is {path}; look at it with: proctor sessions show {shlex.quote(path.stem)}"
    if session.view().mode == "live":
        words = ["run", str(path)]
    else:
        words = ["rehearse", str(path), "--speed", f"{session.clock.speed:g}"]
    words += ["--plain"] if plain else []
    return f"The session is left open. Go on with: proctor {shlex.join(words)}"
