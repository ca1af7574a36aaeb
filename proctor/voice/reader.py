"""Reads passages one after another and says which word of what is shown sounds now; silent as soon as it is told to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from proctor.voice.events import Done, Event, Failed, Started, Word
from proctor.voice.pronunciation import Spoken, spoken
from proctor.voice.speaker import STEP, Speaker, fair_rate

Status = Literal["silent", "speaking", "paused", "off"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are on the screen: ``id`` is the block's, ``sentences`` the ranges of its sentences, in order."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Lit:
    """What sounds now: characters of the passage's text."""

    id: str
    start: int
    end: int


class Reader:
    """``changed`` is called whenever something that is shown is another. Nothing here begins by itself."""

    def __init__(self, speaker: Speaker, pronunciations: Mapping[str, str], changed: Callable[[], None] = lambda: None) -> None:
        self.speaker = speaker
        self.lit: Lit | None = None
        self.status: Status = "silent"
        self.notice = ""
        """What went wrong, in a sentence."""
        self.changed = changed
        self._pronunciations = pronunciations
        self._left: list[Passage] = []
        self._said: Spoken = spoken("")
        self._offset, self._end = 0, 0
        """From where to where of the passage is being spoken."""
        self._number = 0
        speaker.hears = self._hear

    async def open(self) -> None:
        """Look for an engine and a device; where there is none, say so once."""
        found = await self.speaker.start()
        if found.problem and self.status != "off":
            self._fail(found.problem)

    async def close(self) -> None:
        self._left, self.lit = [], None
        await self.speaker.close()

    @property
    def passage(self) -> Passage | None:
        """The passage that is being read, or was stopped in by a pause."""
        return self._left[0] if self._left else None

    # -- what the keys do -------------------------------------------------------------------------------------------

    def read(self, passages: Sequence[Passage], at: int = 0) -> None:
        """Read these, the first from the character ``at`` on; whatever was being read is cut off."""
        if self.status == "off":
            return
        self.silence()
        self._left = [one for one in passages if one.text.strip()]
        self.notice = ""
        if self._left:
            self.status = "speaking"
            self._begin(at)

    def toggle(self) -> None:
        """Hold on, or go on."""
        if self.status == "speaking" and self.speaker.capabilities.pause:
            self.status = "paused"
            self.speaker.pause()
        elif self.status == "speaking":
            self.silence()
        elif self.status == "paused":
            self.status = "speaking"
            self.speaker.resume()
        self.changed()

    def silence(self) -> None:
        """Be silent, now."""
        if self.status in ("speaking", "paused"):
            self._left, self.lit, self.status = [], None, "silent"
            self._number += 1
            self.speaker.stop()
            self.changed()

    def faster(self, steps: int) -> None:
        """Change the rate, and go on with it at the last word."""
        self.speaker.rate = fair_rate(self.speaker.rate + steps * STEP)
        if self.status == "speaking" and self._left:
            self._begin(self.lit.start if self.lit else self._offset)
        self.changed()

    # -- speaking ---------------------------------------------------------------------------------------------------

    def _begin(self, at: int) -> None:
        """Speak the first passage from a character on; where words are not timed, one sentence, which is lit meanwhile."""
        passage = self._left[0]
        self._number += 1
        start, end = at, len(passage.text)
        if self.speaker.state == "ready" and not self.speaker.capabilities.timed_words:
            end = next((last for _, last in passage.sentences if last > at), end)
            self.lit = Lit(passage.id, start, end)
        self._offset = start
        self._end = end
        self._said = spoken(passage.text[:end], self._pronunciations)
        self.speaker.speak(self._said.text, str(self._number), self._said.from_shown(start))
        self.changed()

    def _hear(self, event: Event) -> None:
        if event.id not in (str(self._number), ""):
            return
        match event:
            case Word() if self._left and self.status != "off":
                start, end = self._said.to_shown(event.start, event.end)
                self.lit = Lit(self._left[0].id, start, end)
                self.changed()
            case Done(completed=True) if self._left:
                self._go_on()
            case Failed():
                self._fail(event.message, for_good=event.for_good)
            case Started() | Done():
                pass

    def _go_on(self) -> None:
        """The next sentence, else the next passage, else silence."""
        if self._end < len(self._left[0].text.rstrip()):
            self._begin(self._end)
            return
        self._left.pop(0)
        self.lit = None
        if self._left:
            self._begin(0)
        else:
            self.status = "silent"
            self.changed()

    def _fail(self, why: str, *, for_good: bool = True) -> None:
        self._left, self.lit = [], None
        self.status, self.notice = ("off" if for_good else "silent"), why
        self.changed()
