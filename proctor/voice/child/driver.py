"""A driver for pyttsx3 that hands sound and words over instead of playing them itself.

pyttsx3's own espeak driver makes the whole text, writes it to a file and has ``aplay`` play that, inside the engine's callback:
words are told before they sound and nothing can be stopped. Its layer over the library is all that is used here, in the mode in
which the engine gives its sound to the caller.
"""

from __future__ import annotations

import ctypes
import re
import sys
from typing import Any

from pyttsx3.drivers import _espeak
from pyttsx3.drivers.espeak import EspeakDriver

from proctor.voice.events import Voice

NAME = "proctor"
CHUNK = 50
"""Milliseconds of sound that the engine makes at a time."""
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What is not text: the engine would end at one, take another for its own commands, and halves of characters are none."""


def install() -> str:
    """Make the driver known to pyttsx3, which loads drivers by the names of modules; returns its name."""
    sys.modules[f"pyttsx3.drivers.{NAME}"] = sys.modules[__name__]
    return NAME


def buildDriver(proxy: Any) -> ProctorDriver:  # noqa: N802 - the name that pyttsx3 asks for
    return ProctorDriver(proxy)


class ProctorDriver(EspeakDriver):  # type: ignore[misc] # pyttsx3 has no types
    """Notifies ``audio`` (samples: bytes) and ``started-word`` (name, location and length in characters, sample). To stop it,
    set ``stopping``; the engine then gives no more."""

    rate = 0
    """Samples a second; 0 before the engine was begun, which can be done once in a process."""

    def __init__(self, proxy: Any) -> None:
        cls = type(self)
        if not cls.rate:
            rate = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, CHUNK)
            if rate <= 0:
                raise RuntimeError("espeak finds no data")
            cls.rate = rate
        self._proxy = proxy
        self._looping = False
        self.stopping = False
        self._text = ""
        _espeak.SetSynthCallback(self._made)

    # -- what pyttsx3 asks of a driver ------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Make all of it, here and now; sound and words are told on the way."""
        self.stopping = False
        self._text = text = UNSPEAKABLE.sub(" ", text)
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        _espeak.Synth(text.encode("utf-8"), flags=_espeak.ENDPAUSE | _espeak.CHARS_UTF8)
        self._proxy.notify("finished-utterance", completed=not self.stopping)
        self._proxy.setBusy(False)

    def stop(self) -> None:
        self.stopping = True

    def startLoop(self) -> None:  # noqa: N802
        """All that is queued is done while the queue is looked at."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None: ...  # noqa: N802

    def iterate(self) -> None: ...

    @staticmethod
    def destroy() -> None: ...

    # -- what the engine gives --------------------------------------------------------------------------------------

    def _made(self, wav: Any, count: int, events: Any) -> int:
        """The engine's callback: some sound with its events. Returns 1 where no more is wanted."""
        number = 0
        while (event := events[number]).type != _espeak.EVENT_LIST_TERMINATED:
            if event.type == _espeak.EVENT_WORD:
                start = event.text_position - 1
                name = self._text[start : start + event.length]
                self._proxy.notify("started-word", name=name, location=start, length=event.length, sample=event.sample)
            number += 1
        if count > 0 and not self.stopping:
            self._proxy.notify("audio", samples=ctypes.string_at(wav, count * ctypes.sizeof(ctypes.c_short)))
        return int(self.stopping)

    # -- what pyttsx3 does not say ----------------------------------------------------------------------------------

    @staticmethod
    def voices() -> list[Voice]:
        """Every voice by its language, which is how espeak takes it; pyttsx3 loses the first letter of some."""
        return [
            Voice(
                id=_tag(one),
                name=one.name.decode("utf-8", "replace").strip(),
                languages=(_tag(one),),
                gender=("", "male", "female")[one.gender] if one.gender < 3 else "",
            )
            for one in _listed().values()
        ]

    @classmethod
    def set_voice(cls, voice: str) -> None:
        """Raises ValueError where there is none of this id. Some (``fr-fr``, ``en-gb``) the engine lists, and takes only by the
        name of their file."""
        try:
            cls.setProperty("voice", voice)
        except ValueError:
            one = _listed().get(voice)
            if one is None:
                raise
            cls.setProperty("voice", one.identifier.decode("utf-8"))


def _listed() -> dict[str, Any]:
    """The engine's voices; of two for one language the first, which is the one that it takes for it."""
    found: dict[str, Any] = {}
    for one in _espeak.ListVoices(None):
        found.setdefault(_tag(one), one)
    return found


def _tag(one: Any) -> str:
    """The language, behind a byte that says how well it is spoken; the name of the file where there is none."""
    return str((one.languages or b"")[1:].decode("utf-8", "replace") or one.identifier.decode("utf-8", "replace"))


def version() -> str:
    """The library's version."""
    return str(_espeak.Info(0).decode("ascii", "replace")).split(" ")[0]


def library() -> str:
    """The name under which pyttsx3 found the library."""
    return str(_espeak.dll._name)
