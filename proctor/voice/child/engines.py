"""What makes speech of text: espeak through pyttsx3 with our driver, or pyttsx3's own driver for the system's voices."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from proctor.voice.child.library import load_espeak
from proctor.voice.child.player import Player, Tell, Utterance
from proctor.voice.events import Voice
from proctor.voice.protocol import Message

DEFAULT = "en-us"
WORD = re.compile(r"\S+")


class NoEngine(Exception):
    """There is no engine here; says what is missing."""


class NoVoice(Exception):
    """There is no such voice."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be spoken: ``rate`` in words a minute, ``voice`` an id or ""."""

    n: int
    text: str
    start: int
    rate: int
    voice: str


class Engine(Protocol):
    """``sample_rate`` is 0 where it plays by itself: there is no player, and only the end of the process stops it."""

    name: str
    library: str
    sample_rate: int
    timed_words: bool

    def speak(self, wanted: Wanted, player: Player | None, utterance: Utterance | None, tell: Tell) -> None:
        """Make all of it. Raises NoVoice."""

    def stop(self) -> None:
        """Make no more of it; called from another thread."""

    def voices(self) -> list[Message]:
        """Every voice, as :class:`proctor.voice.events.Voice` has it."""


class Espeak:
    """espeak, which gives its sound to the player."""

    timed_words = True

    def __init__(self) -> None:
        self.library = load_espeak()
        try:
            import pyttsx3

            from proctor.voice.child import driver
        except (ImportError, RuntimeError, OSError):
            raise NoEngine("no espeak-ng is found") from None
        self._driver = driver.ProctorDriver
        try:
            self._engine: Any = pyttsx3.init(driver.install())
        except RuntimeError as error:
            raise NoEngine(str(error)) from None
        self.sample_rate = self._driver.rate
        self.name = f"espeak-ng {driver.version()}"
        self.library = self.library or driver.library()
        self._set_voice(DEFAULT)

    def _set_voice(self, voice: str) -> None:
        try:
            self._driver.set_voice(voice or DEFAULT)
        except ValueError:
            raise NoVoice(voice) from None

    def speak(self, wanted: Wanted, player: Player | None, utterance: Utterance | None, tell: Tell) -> None:
        assert player is not None
        assert utterance is not None
        self._set_voice(wanted.voice)
        self._driver.setProperty("rate", wanted.rate)
        text = wanted.text[wanted.start :]

        def audio(name: str | None, samples: bytes) -> None:
            if not player.give(utterance, samples):
                self._engine.stop()

        def word(name: str, location: int, length: int, sample: int) -> None:
            found = WORD.match(text, location)  # the engine counts the length in bytes
            if found:  # else it is in the middle of a name that it has for a sign
                player.mark(utterance, sample, wanted.start + location, wanted.start + found.end())

        heard = [self._engine.connect("audio", audio), self._engine.connect("started-word", word)]
        self._engine.say(text)
        self._engine.runAndWait()
        for one in heard:
            self._engine.disconnect(one)

    def stop(self) -> None:
        """The player takes no more, and so the engine is stopped from within."""

    def voices(self) -> list[Message]:
        return [asdict(one) for one in self._driver.voices()]


class OfTheSystem:
    """The system's own voices (SAPI on Windows, NSSpeechSynthesizer on macOS), played by the system, an utterance at a time."""

    sample_rate = 0
    library = ""

    def __init__(self, name: str) -> None:
        try:
            import pyttsx3

            self._engine: Any = pyttsx3.init(name)
        except Exception as error:  # whatever a system's speech raises: COM errors, missing bridges
            raise NoEngine(f"{name} does not start ({error})") from error
        self.name = name
        self.timed_words = True

    def speak(self, wanted: Wanted, player: Player | None, utterance: Utterance | None, tell: Tell) -> None:
        text = wanted.text[wanted.start :]
        if wanted.voice and wanted.voice not in {one["id"] for one in self.voices()}:
            raise NoVoice(wanted.voice)
        if wanted.voice:
            self._engine.setProperty("voice", wanted.voice)
        self._engine.setProperty("rate", wanted.rate)

        def word(name: str | None, location: int, length: int) -> None:
            start, end = _characters(text, location), _characters(text, location + max(1, length))
            tell({"is": "word", "n": wanted.n, "start": wanted.start + start, "end": wanted.start + end})

        tell({"is": "ok", "n": wanted.n})
        tell({"is": "started", "n": wanted.n})
        heard = self._engine.connect("started-word", word)
        self._engine.say(text)
        self._engine.runAndWait()
        self._engine.disconnect(heard)
        tell({"is": "done", "n": wanted.n})

    def stop(self) -> None:
        """Nothing stops it but the end of the process."""

    def voices(self) -> list[Message]:
        found = self._engine.getProperty("voices") or []
        return [
            asdict(Voice(str(one.id), str(one.name), tuple(map(str, one.languages or ())), str(one.gender or "")))
            for one in found
        ]


def _characters(text: str, units: int) -> int:
    """How many characters so many units of UTF-16 are, in which both systems count."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def find_engine() -> Engine:
    """The system's voice where it has one, else espeak. Raises NoEngine with what is missing."""
    own = {"darwin": "nsss", "win32": "sapi5"}.get(sys.platform)
    makers: list[Callable[[], Engine]] = [*([lambda: OfTheSystem(own)] if own else []), Espeak]
    reasons = []
    for make in makers:
        try:
            return make()
        except NoEngine as reason:
            reasons.append(str(reason))
    raise NoEngine("; ".join(reasons))
