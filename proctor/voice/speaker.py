"""What speaks: the one interface that screens and commands know, whatever makes the sound behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from proctor.settings import RATE, RATES
from proctor.voice.events import Capabilities, Done, Equipment, Event, Started, State, Voice

STEP = 15
"""Words a minute by which a key makes it faster or slower."""

Hears = Callable[[Event], None]


def fair_rate(rate: int) -> int:
    """The rate, or the nearest that can be understood."""
    return max(RATES[0], min(RATES[1], rate))


class Speaker(Protocol):
    """Speaks one text at a time; a new one cuts off the one before. All but ``start`` and ``close`` return at once, and what
    comes of them is told to ``hears``, on the loop in which it was started.

    Another renderer (a neural voice) is another class with these events.
    """

    rate: int
    """Words a minute, from the next ``speak`` on."""
    voice: str
    """Id of a voice, from the next ``speak`` on; "" for the engine's own."""
    hears: Hears

    @property
    def state(self) -> State: ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def equipment(self) -> Equipment: ...

    async def start(self) -> Equipment:
        """Be ready, or say what is missing. Raises nothing: a machine without sound is one."""

    def speak(self, text: str, id: str, start: int = 0) -> None:
        """Speak a text from the character ``start`` on."""

    def pause(self) -> None:
        """Hold on; nothing happens where nothing is spoken."""

    def resume(self) -> None:
        """Go on where it was paused."""

    def stop(self) -> None:
        """Be silent."""

    async def voices(self) -> tuple[Voice, ...]:
        """Every voice there is."""

    async def close(self) -> None:
        """Be silent, and leave nothing behind."""

    def kill(self) -> None:
        """The same at once, for a program that ends."""


class SilentSpeaker:
    """For machines without sound, and for tests: says that it began and that it is done, and nothing waits for it."""

    def __init__(self, hears: Hears = lambda event: None) -> None:
        self.rate, self.voice = RATE, ""
        self.hears = hears
        self.said: list[tuple[str, str, int]] = []
        """Id, text and start of all that was to be spoken."""

    @property
    def state(self) -> State:
        return "ready"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(timed_words=True)  # of none

    @property
    def equipment(self) -> Equipment:
        return Equipment(problem="Nothing is spoken here.")

    async def start(self) -> Equipment:
        return self.equipment

    def speak(self, text: str, id: str, start: int = 0) -> None:
        self.said.append((id, text, start))
        self.hears(Started(id))
        self.hears(Done(id))

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self) -> None: ...

    async def voices(self) -> tuple[Voice, ...]:
        return ()

    async def close(self) -> None: ...

    def kill(self) -> None: ...
