"""Between engine and device: sound waits here until the device fetches it, and a word is told as its sound is played."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from proctor.voice.protocol import Message

WIDTH = 2
"""Bytes of a sample: 16 bit, one channel."""
AHEAD = 3.0
"""Seconds of sound that are made before they are due; a text without end takes no more room than this."""
STARVED = 0.15
"""Seconds without sound in mid-utterance after which the engine is said not to keep up."""

Tell = Callable[[Message], None]


@dataclass(slots=True)
class Utterance:
    """What is being played: sound not yet fetched, and the words in it by the sample at which each begins."""

    n: int
    """The number of the request to speak it."""
    sound: deque[memoryview] = field(default_factory=deque)
    held: int = 0
    """Samples waiting in ``sound``."""
    made: int = 0
    played: int = 0
    words: deque[tuple[int, int, int]] = field(default_factory=deque)
    """Sample, start and end of the words that have not sounded."""
    finished: bool = False
    """Whether the engine has made all of it."""
    begun: bool = False
    cut: bool = False
    hungry: float = 0.0
    """Since when there was nothing to play, though more is to come."""


class Player:
    """``tell`` gets messages when they are true for whoever listens: ``latency`` seconds after the device fetched the sound.

    The engine's thread gives sound, the device's fetches it, a third tells; one lock is held for microseconds.
    """

    def __init__(self, rate: int, tell: Tell, *, latency: float = 0.0) -> None:
        self.rate = rate
        self.latency = latency
        self._tell = tell
        self._lock = threading.Condition()
        self._now: Utterance | None = None
        self._paused = False
        self.fetched = time.monotonic()
        """When the device last asked for sound."""
        self._due: deque[tuple[float, Utterance, Message]] = deque()
        self._news = threading.Event()
        self._teller = threading.Thread(target=self._tell_in_time, name="teller", daemon=True)
        self._teller.start()

    # -- from the engine --------------------------------------------------------------------------------------------

    def begin(self, n: int) -> Utterance:
        """A new utterance, in place of any other."""
        with self._lock:
            self._drop()
            self._now = Utterance(n)
            return self._now

    def give(self, utterance: Utterance, sound: bytes) -> bool:
        """More sound; waits while enough is there. False where the utterance was cut off, and no more is wanted."""
        with self._lock:
            if self._now is utterance and sound:
                if not utterance.made:
                    self._tell_soon({"is": "ok", "n": utterance.n}, utterance)
                utterance.sound.append(memoryview(sound))
                utterance.made += len(sound) // WIDTH
                utterance.held += len(sound) // WIDTH
            while self._now is utterance and utterance.held > AHEAD * self.rate:
                self._lock.wait()
            return self._now is utterance

    def mark(self, utterance: Utterance, sample: int, start: int, end: int) -> None:
        """A word that begins at a sample of the utterance."""
        with self._lock:
            utterance.words.append((sample, start, end))

    def finish(self, utterance: Utterance) -> None:
        """The engine has made all of it."""
        with self._lock:
            utterance.finished = True
            if not utterance.made:
                self._tell_soon({"is": "ok", "n": utterance.n}, utterance)

    # -- from the user ----------------------------------------------------------------------------------------------

    def cut(self, only: Utterance | None = None) -> None:
        """From the next fetch on there is silence, and no more is told of what was played; with ``only``, if it is that."""
        with self._lock:
            if only is None or only is self._now:
                self._drop()

    def _drop(self) -> None:
        if self._now is not None:
            self._now.cut = True
        self._now, self._paused = None, False
        self._lock.notify_all()
        self._news.set()

    def pause(self, *, on: bool) -> None:
        with self._lock:
            self._paused = on

    @property
    def busy(self) -> bool:
        """Whether sound is to be fetched now."""
        return self._now is not None and not self._paused

    @property
    def current(self) -> Utterance | None:
        """What is played, or paused."""
        return self._now

    # -- from the device --------------------------------------------------------------------------------------------

    def fetch(self, frames: int) -> bytes:
        """So many samples, silence where there is nothing to play."""
        self.fetched = now = time.monotonic()
        with self._lock:
            one = self._now
            if one is None or self._paused:
                return bytes(frames * WIDTH)
            parts, got = self._taken(one, frames)
            self._note(one, now, got)
            if one.held <= AHEAD * self.rate:
                self._lock.notify_all()
        return b"".join((*parts, bytes((frames - got) * WIDTH)))

    def _taken(self, one: Utterance, frames: int) -> tuple[list[memoryview], int]:
        parts: list[memoryview] = []
        got = 0
        while got < frames and one.sound:
            piece = one.sound.popleft()
            take = min(frames - got, len(piece) // WIDTH)
            parts.append(piece[: take * WIDTH])
            if take * WIDTH < len(piece):
                one.sound.appendleft(piece[take * WIDTH :])
            got += take
        one.held -= got
        return parts, got

    def _note(self, one: Utterance, now: float, got: int) -> None:
        """Put down what is to be told of the samples that were fetched, each at the time at which it sounds."""
        heard = now + self.latency
        if not one.begun and (got or one.finished):
            one.begun = True
            self._at(now, one, {"is": "started", "n": one.n})
        while one.words and one.words[0][0] < one.played + got:
            sample, start, end = one.words.popleft()
            due = heard + max(0, sample - one.played) / self.rate
            self._at(due, one, {"is": "word", "n": one.n, "start": start, "end": end})
        one.played += got
        if got:
            one.hungry = 0.0
        elif one.finished:
            self._at(heard, one, {"is": "done", "n": one.n})
            self._now = None
        else:
            self._starve(one, now)
        self._news.set()

    def _starve(self, one: Utterance, now: float) -> None:
        one.hungry = one.hungry or now
        if one.begun and now - one.hungry > STARVED:
            self._at(now, one, {"is": "starved", "n": one.n})
            one.hungry = now

    # -- telling ----------------------------------------------------------------------------------------------------

    def _at(self, due: float, one: Utterance, message: Message) -> None:
        self._due.append((due, one, message))

    def _tell_soon(self, message: Message, one: Utterance) -> None:
        self._at(0.0, one, message)
        self._news.set()

    def _tell_in_time(self) -> None:
        while True:
            self._news.wait()
            self._news.clear()
            while self._due:
                due, one, message = self._due[0]
                if not one.cut and (wait := due - time.monotonic()) > 0:
                    self._news.wait(wait)  # or until something is cut, which then holds up nothing
                    self._news.clear()
                    continue
                self._due.popleft()
                if not one.cut:
                    self._tell(message)
