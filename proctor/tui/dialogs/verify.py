"""Hold a session's file against the seal that stands on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.errors import SessionFileError
from proctor.records.seals import compare
from proctor.tui.dialogs.base import Said, Wrong, plain, row
from proctor.tui.dialogs.question import Question, answers
from proctor.tui.widgets.field import Field


class VerifyDialog(Question):
    """Stays open after it has answered, so that a slip of the finger can be put right."""

    BINDINGS: ClassVar[list[BindingType]] = [answers("compare", "Compare the record with what was typed")]

    def __init__(self, path: Path, title: str) -> None:
        super().__init__()
        self._path = path
        self._title = title

    def heading(self) -> str:
        return "Is this the record that was sealed?"

    def body(self) -> Iterator[Widget]:
        yield plain(self._title, "quote")
        yield row("seal, from paper", Field(id="seal", hint="7Q2-M4D-0XK-9TB", limit=40))
        yield Said(id="said")

    def submit(self) -> None:
        said = self.query_one("#said", Said)
        said.say("")
        try:
            verdict = compare(self._path, self.query_one("#seal", Field).words or None)
        except SessionFileError as error:
            raise Wrong(str(error)) from None
        if verdict.right is False:
            raise Wrong(f"NO. {verdict.said}")
        said.say(f"{'YES. ' if verdict.right else ''}{verdict.said}\n{verdict.whole}")
