"""The review of an import: the manual on the left, what was recognised on the right, and one key for each correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from proctor.errors import Exit, ProctorError
from proctor.manuals.corrections import CORRECTIONS, Corrections, Verdict
from proctor.manuals.importing import Import
from proctor.manuals.writing import keep_corrections
from proctor.scripts.imported import RECORD, standing
from proctor.tui.app import said
from proctor.tui.recognised import Recognised
from proctor.tui.reviewing import Outcome, Refused, Review
from proctor.tui.screens.review_panes import ReviewPanes

SOON = 0.1
"""Seconds after which it is said that something takes its time."""
LONG = 15
"""Seconds for which it is shown why the pack was not written."""
READING, WRITING = "reading again …", "writing the pack …"
FAR = 1_000_000


def _key(key: str, action: str, does: str, name: str, tooltip: str) -> Binding:
    return Binding(key, action, does, id=f"review.{name}", tooltip=tooltip)


def _hidden(*words: str) -> Binding:
    return replace(_key(*words), show=False)


class ReviewScreen(ReviewPanes):
    """``found`` is to be written into ``folder``; ``outcome`` is what became of it, None until that is decided."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("n", "look(1)", "next look", "next-look", "The next place worth a look: a question, a doubt, lost text"),
        _hidden("N", "look(-1)", "look before", "look-before", "The place worth a look before this"),
        _key("s", "say('speech')", "speech", "speech", "This is read aloud"),
        _key("x", "say('not_speech')", "not speech", "not-speech", "This is not read aloud"),
        _key("t", "say('step')", "step here", "step", "A new step begins here"),
        _key("m", "say('merge')", "merge", "merge", "Join this block, or this step, with the one before"),
        _key("u", "undo", "undo", "undo", "Take back the last correction"),
        _key("tab", "switch", "text", "switch", "To the text, where the cursor goes by sentences, or back to the list"),
        _key("w,ctrl+s", "write", "write", "write", "Write the pack and leave"),
        _key("slash", "search", "find", "find", "Find words in the manual; enter finds them again"),
        _key("escape", "close", "leave", "close", "Leave the search; else the review, which asks what becomes of corrections"),
        _hidden("q", "leave", "leave", "leave", "Leave the review, which asks what becomes of corrections"),
        _key("question_mark,f1", "app.keys", "keys", "keys", "Every key of this screen"),
        _hidden("up", "move(-1)", "up", "up", "The line above; in the text the sentence before"),
        _hidden("down", "move(1)", "down", "down", "The line below; in the text the next sentence"),
        _hidden("shift+up", "widen(-1)", "up to here", "widen-up", "In the text: choose the sentence before too, or less"),
        _hidden("shift+down", "widen(1)", "down to here", "widen-down", "In the text: choose the next sentence too, or less"),
        _hidden("pageup", "page(-1)", "page up", "page-up", "A page up"),
        _hidden("pagedown,space", "page(1)", "page down", "page-down", "A page down"),
        _hidden("home", f"move(-{FAR})", "first", "first", "To the beginning"),
        _hidden("end", f"move({FAR})", "last", "last", "To the end"),
    ]  # fmt: skip

    @dataclass
    class Made(Message):
        """The manual was read again."""

        shown: Recognised

    @dataclass
    class Written(Message):
        """The pack is in its folder; an edited one that was there is kept ``beside`` it."""

        beside: Path | None

    @dataclass
    class NotWritten(Message):
        """It is not, and the folder is as it was."""

        error: ProctorError

    def __init__(self, found: Import, folder: Path, *, replace: bool = False) -> None:
        super().__init__(Review.of(found))
        self.folder = folder
        self.outcome: Outcome | None = None
        self._replace = replace
        self._reading = self._writing = False

    def on_unmount(self) -> None:
        self.rescue()

    def key_ids(self) -> dict[str, str]:
        """The keys that matter, in order, by short names; that to the other pane by the pane's."""
        names = ("next-look", "speech", "not-speech", "step", "merge", "switch", "write", "undo", "find", "close", "keys")
        called = {"next-look": "next", "not-speech": "not", "step": "step", "switch": "list" if self.in_text else "text"}
        return {f"review.{name}": called.get(name, "") for name in names}

    # -- corrections ------------------------------------------------------------------------------------------------

    def action_say(self, verdict: Verdict) -> None:
        """Correct what the cursor is on."""
        self._correct(lambda: self.review.say(verdict, self.here if self.in_text else self.item))

    def action_undo(self) -> None:
        self._correct(self.review.undo)

    def _correct(self, act: Callable[[], object]) -> None:
        if self._writing:
            self.refuse("the pack is being written")
            return
        try:
            act()
        except Refused as reason:
            self.refuse(str(reason))
        else:
            self._refusal = ""
            self._read()

    def _read(self) -> None:
        """Read the manual again in a thread, one at a time, until all corrections are in what is shown."""
        if not self._reading:
            self._reading = True
            make = partial(self._make, self.review.shown.found, self.review.wanted)
            self.run_worker(make, name="read again", group="reading", thread=True)
            self.set_timer(SOON, self.show_busy, name="say that it takes its time")
        self.show_foot()

    def _make(self, found: Import, wanted: Corrections) -> None:
        self.post_message(self.Made(Recognised(found.corrected(wanted)).ready()))

    def on_review_screen_made(self, message: Made) -> None:
        """Show it; the cursor stays at its place in the text."""
        self._reading = False
        item = self.item
        told = self.review.take(message.shown, self.here.start)
        shown = self.review.shown
        self._at = shown.at(self.here.start) if self.in_text else shown.same(item)
        self.show_busy()
        self.show_anew()
        if told:
            self.notify(told, markup=False)
        if not self.review.is_current:
            self._read()
        elif self._writing:
            self._write()

    def show_busy(self) -> None:
        """Say what is going on, if it still is."""
        self.busy = READING if self._reading else WRITING if self._writing else ""
        if self.is_attached:
            self.show_foot()

    # -- writing ----------------------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write the pack, once all corrections are in it, and leave."""
        if self._writing:
            return
        self._writing = True
        self.show_busy()
        if not self._reading:
            self._write()

    def _write(self) -> None:
        found = self.review.shown.found
        if found.is_read:
            write = partial(self._put, found, replace=self._replace)
            self.run_worker(write, name="write the pack", group="writing", thread=True)
            return
        self._stop_writing()
        self.refuse("nothing is read aloud yet, so there is no pack to write; tab goes to the text, s there marks what is")

    def _put(self, found: Import, *, replace: bool) -> None:
        try:
            self.post_message(self.Written(found.write(self.folder, replace=replace)))
        except ProctorError as error:
            self.post_message(self.NotWritten(error))

    def _stop_writing(self) -> None:
        self._writing = False
        self.show_busy()

    def on_review_screen_written(self, message: Written) -> None:
        self._end(Outcome(is_written=True, beside=message.beside))

    def on_review_screen_not_written(self, message: NotWritten) -> None:
        """Say why; where it is for an edited pack that is there, ask whether that is to be replaced."""
        self._stop_writing()
        if self._replace or not _is_edited(self.folder):
            self.notify(said(message.error), severity="error", timeout=LONG, markup=False)
            return
        from proctor.tui.dialogs.question import Confirm

        question = "Put this one in its place? The edited one is kept beside it."
        self.app.push_screen(Confirm(message.error.message, question), self._replace_if)

    def _replace_if(self, answer: str | None) -> None:
        if answer:
            self._replace = True
            self.action_write()

    # -- leaving ----------------------------------------------------------------------------------------------------

    async def action_close(self) -> None:
        """First the search is left, then the review."""
        if not await self.leave_search():
            self.action_leave()

    def action_leave(self) -> None:
        """Leave; where corrections were made, ask what becomes of them."""
        if self._writing:
            self.refuse("the pack is being written")
        elif not self.review.is_changed:
            self._end(Outcome())
        else:
            from proctor.tui.dialogs.question import Offer

            ways = (
                ("keep", f"Keep the corrections for the next import, in {self.folder / CORRECTIONS}"),
                ("away", "Throw them away"),
                ("stay", "Stay here"),
            )
            self.app.push_screen(Offer("The pack is not written. What becomes of the corrections?", ways), self._leave)

    def _leave(self, way: str | None) -> None:
        if way == "keep":
            try:
                self._end(Outcome(corrections=keep_corrections(self.folder, self.review.wanted)))
            except ProctorError as error:
                self.notify(said(error), severity="error", timeout=LONG, markup=False)
        elif way == "away":
            self._end(Outcome())

    def _end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if len(self.app.screen_stack) > 1:
            self.dismiss(outcome)
        else:
            self.app.exit(return_code=Exit.OK if outcome.is_written else Exit.NO)

    def rescue(self) -> Outcome:
        """What became of the review. Where it was cut off, corrections are kept first: nobody has said to throw them away."""
        if self.outcome is None:
            self.outcome = Outcome()
            if self.review.is_changed:
                try:
                    self.outcome = Outcome(corrections=keep_corrections(self.folder, self.review.wanted))
                except ProctorError as error:
                    self.outcome = Outcome(trouble=said(error))
        return self.outcome


def _is_edited(folder: Path) -> bool:
    """Whether there is an import in a folder that is not as it was written."""
    return (folder / RECORD).is_file() and standing(folder) != "official"
