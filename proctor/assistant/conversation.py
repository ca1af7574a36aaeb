"""What is asked in one session, one after the other: for a panel to show, and for the record where somebody wants it there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from proctor.assistant.reply import Reply
from proctor.scripts.snapshot import Snapshot
from proctor.state.commands import Command, TakeNote
from proctor.state.text import MAX_TEXT
from proctor.state.view import SessionView

if TYPE_CHECKING:
    from proctor.assistant.assistant import Assistant


@dataclass
class Conversation:
    """Over the words that a session was opened with. Nothing is read before the first question."""

    snapshot: Snapshot
    turns: list[Reply] = field(default_factory=list)
    _seen: int = -1
    """The event up to which the session was when the last answer was given."""

    @cached_property
    def assistant(self) -> Assistant:
        from proctor.assistant.assistant import Assistant  # late: the search is not wanted before somebody asks
        from proctor.assistant.handbook import Handbook

        return Assistant((Handbook.of_snapshot(self.snapshot.whole()),))

    def look_up(self, text: str, view: SessionView) -> Reply:
        """An answer that is not kept: while somebody types."""
        return self.assistant.reply(text, view)

    def ask(self, text: str, view: SessionView) -> Reply:
        """An answer that is kept, and is what :attr:`proposed` and :meth:`note` are about."""
        reply = self.look_up(text, view)
        self.turns.append(reply)
        self._seen = view.state.seq
        return reply

    def proposed(self, view: SessionView) -> Command | None:
        """What the last answer would do, for whoever confirms it; None where it proposed nothing, or where something has been
        recorded since, so that it might no longer be meant."""
        if not self.turns or self._seen != view.state.seq:
            return None
        return self.turns[-1].command

    def note(self) -> TakeNote | None:
        """The last answer as a note for the record; None where there is none worth it."""
        return note_of(self.turns[-1]) if self.turns else None


def note_of(reply: Reply) -> TakeNote | None:
    """A rule or a passage as a note, with where it stands; None for what is no answer of the manual."""
    if reply.kind not in ("policy", "passage", "calendar", "unknown") or not reply.question:
        return None
    said = reply.marked or reply.answer
    head = f"{reply.headline.lower()}; " if reply.headline else ""
    text = f"Asked: {reply.question} Answer: {head}{said}"
    return TakeNote(text=text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…", source=reply.where)
