"""A line to type into, for words that go on record: what is pasted is made fit for it, and what does not fit is said."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from proctor.state.text import MAX_TEXT, tidy


class Field(Input):
    """An input of one row. It takes as many characters as a record does, and no control characters."""

    @dataclass
    class Cut(Message):
        """More was pasted than fits; ``kept`` characters of it were taken."""

        field: Field
        kept: int

        @property
        def control(self) -> Field:
            return self.field

    def __init__(self, value: str = "", *, hint: str = "", limit: int = MAX_TEXT, id: str | None = None) -> None:
        super().__init__(value, placeholder=hint, max_length=limit, compact=True, select_on_focus=False, id=id)
        self.limit = limit

    def _on_paste(self, event: events.Paste) -> None:
        """Take what fits. A megabyte is looked at only as far as it could be taken."""
        event.stop()
        event.prevent_default()
        start, end = self.selection
        room = self.limit - len(self.value) + abs(end - start)
        words = tidy(event.text[: 2 * self.limit], 2 * self.limit)
        taken = words[: max(0, room)]
        self.replace(taken, start, end)
        if len(taken) < len(words) or len(event.text) > 2 * self.limit:
            self.post_message(self.Cut(self, len(taken)))

    @property
    def words(self) -> str:
        """What was typed, without blanks at its ends."""
        return self.value.strip()
