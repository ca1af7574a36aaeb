"""What the commands share that make sound: how the voice is set up, what is said where there is none, and an end in silence."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from proctor.commands.leaving import Left, told
from proctor.errors import VoiceError
from proctor.settings import Places, Settings
from proctor.voice.events import Done, Equipment, Event, Failed, Started, Voice
from proctor.voice.process import ProcessSpeaker, Setup

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds within which the process answers. More than on a screen, where a key must silence it at once; here it is ended."""
INSTALL = "pip install 'proctor[voice]'"


def set_up(places: Places, settings: Settings, *, rate: int | None = None, voice: str | None = None, sink: str = "") -> Setup:
    """The voice as the settings have it, but for what was asked for."""
    return Setup(
        rate=settings.voice_rate if rate is None else rate,
        voice=settings.voice_name if voice is None else voice,
        sink=sink or settings.voice_sink,
        log=places.voice_log,
        patience=PATIENCE,
    )


def advice(found: Equipment) -> str:
    """What to do where there is no voice."""
    if not found.engine or "not installed" in found.problem:
        return f"Install it with {INSTALL}."
    return "Connect loudspeakers or headphones."


class Mouth:
    """A speaker of which one waits until it has said something."""

    def __init__(self, speaker: ProcessSpeaker, news: asyncio.Queue[Event]) -> None:
        self._speaker, self._news = speaker, news
        self._number = 0

    @property
    def equipment(self) -> Equipment:
        return self._speaker.equipment

    @property
    def timed_words(self) -> bool:
        return self._speaker.capabilities.timed_words

    @property
    def audible(self) -> bool:
        return self._speaker.capabilities.audible

    async def say(self, text: str, begun: Callable[[], None] | None = None) -> None:
        """Say a text to its end; ``begun`` is called once, at the first sound of it. Raises VoiceError."""
        self._number += 1
        self._speaker.speak(text, str(self._number))
        while True:
            event = await self._news.get()
            if isinstance(event, Failed):
                raise VoiceError(event.message)
            if event.id != str(self._number):
                continue
            if begun is not None and isinstance(event, Started | Done):  # of a text without a sound only the end is told
                begun()
                begun = None
            if isinstance(event, Done):
                return

    async def voices(self) -> tuple[Voice, ...]:
        return await self._speaker.voices()


@asynccontextmanager
async def mouth(setup: Setup) -> AsyncIterator[Mouth]:
    """A mouth; however one leaves it, there is silence and no process. Raises VoiceError where there is no voice."""
    news: asyncio.Queue[Event] = asyncio.Queue()
    speaker = ProcessSpeaker(setup, news.put_nowait)
    try:
        found = await speaker.start()
        if found.problem:
            raise NoVoice(found)
        yield Mouth(speaker, news)
    finally:
        await speaker.close()


class NoVoice(VoiceError):
    """There is none on this machine; ``found`` is what there is."""

    def __init__(self, found: Equipment) -> None:
        super().__init__(found.problem, advice(found))
        self.found = found


def until_told(main: Coroutine[Any, Any, T]) -> T:
    """Run it to its end. Ctrl-C and the signals that ask us to go cancel it, so that it ends what it began; then they are
    raised as everywhere else: KeyboardInterrupt, :class:`Left`."""
    try:
        return asyncio.run(_heeding(main))
    except asyncio.CancelledError:
        raise Left from None


async def _heeding(main: Coroutine[Any, Any, T]) -> T:
    """What is raised by a signal's handler, a loop would take for a fault of whatever it is doing: it is told otherwise."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None

    def leave(number: int) -> None:
        told.add(number)
        task.cancel()

    for kind in [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]:
        if signal.getsignal(kind) is not signal.SIG_IGN:
            with suppress(NotImplementedError):  # on Windows; there the process that speaks ends when this one has
                loop.add_signal_handler(kind, leave, kind)
    return await main
