"""Name a manual's file, to make a pack of it: it is read here, and looked through on a screen of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from proctor.errors import ProctorError
from proctor.tui.app import said
from proctor.tui.dialogs.base import Said, Wrong, row
from proctor.tui.dialogs.question import Question, answers
from proctor.tui.widgets.field import Field

if TYPE_CHECKING:
    from proctor.manuals.importing import Import


class ManualDialog(Question):
    """Dismissed with the folder of the pack, among those of the user; ``found`` is what was read."""

    BINDINGS: ClassVar[list[BindingType]] = [answers("read it", "Read the manual, and look through what was recognised")]

    @dataclass
    class Page(Message):
        """So many pages of it are read."""

        done: int
        of: int

    @dataclass
    class Read(Message):
        """It was read, for the pack in ``folder``."""

        found: Import
        folder: Path

    @dataclass
    class NotRead(Message):
        """It was not; the error says why."""

        error: ProctorError

    def __init__(self, packs: Path) -> None:
        super().__init__()
        self.found: Import | None = None
        self._packs = packs
        self._reading = False

    def heading(self) -> str:
        return "Import a manual"

    def body(self) -> Iterator[Widget]:
        yield row("its file", Field(hint="manual.pdf, or .docx, .html, .md, .txt", id="file"))
        yield Said("Its words stay as they are, and on this machine.", id="state", classes="quote", steady=True)

    def submit(self) -> None:
        named = self.query_one("#file", Field).words.strip("'\"")
        if not named:
            raise Wrong("name the file of the manual")
        if not self._reading:
            self._reading = True
            self._say("Reading it …")
            path = Path(os.path.expandvars(named)).expanduser()
            self.run_worker(partial(self._read, path), name="read the manual", group="manual", thread=True)

    def _read(self, path: Path) -> None:
        """In a thread of its own: a long one takes some seconds."""
        from proctor.manuals.importing import corrections_for, import_to_review, pack_id_of

        folder = self._packs / pack_id_of(path)
        try:
            known = corrections_for(folder, None)
            found = import_to_review(path, known, progress=self._count)
        except ProctorError as error:
            self.post_message(self.NotRead(error))
        else:
            self.post_message(self.Read(found, folder))

    def _count(self, done: int, of: int) -> None:
        self.post_message(self.Page(done, of))

    def _say(self, text: str) -> None:
        self.query_one("#state", Said).say(text)

    def on_manual_dialog_page(self, message: Page) -> None:
        self._say(f"Reading it: page {message.done} of {message.of}")

    def on_manual_dialog_read(self, message: Read) -> None:
        self.found = message.found
        self.dismiss(str(message.folder))

    def on_manual_dialog_not_read(self, message: NotRead) -> None:
        self._reading = False
        self._say("")
        self.complain(said(message.error))
