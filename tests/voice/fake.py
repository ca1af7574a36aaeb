"""A process that speaks with an engine and a device of the tests': ``python fake.py ENGINE SINK FOLDER``.

Notes are left in the folder: ``starts`` (where each text was begun, and its rate), ``loud`` (when sound was last fetched).
"""

from __future__ import annotations

import os
import re
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from proctor.voice.child import serve as serving
from proctor.voice.child.engines import WORD, Engine, Espeak, NoEngine, NoVoice, OfTheSystem, Wanted
from proctor.voice.child.player import Player, Tell, Utterance
from proctor.voice.child.serve import die_with_parent, serve, streams
from proctor.voice.child.sinks import AplaySink, DeviceSink, Fetch, NoSound, Sink

RATE = 8_000
BEEP = b"\x10\x20" * (RATE * 60 // 1_000)
"""Every word lasts 60 ms."""
FOLDER = Path(sys.argv[3]) if len(sys.argv) > 3 else Path()


class Beeps:
    """An engine with one sound. Some words do what engines should not, once they are due: HANG and CRASH once, DIE always."""

    name, library, sample_rate, timed_words = "beeps", "none", RATE, True

    def speak(self, wanted: Wanted, player: Player | None, utterance: Utterance | None, tell: Tell) -> None:
        assert player is not None
        assert utterance is not None
        with (FOLDER / "starts").open("a") as notes:
            notes.write(f"{wanted.start} {wanted.rate}\n")
        if wanted.voice:
            raise NoVoice(wanted.voice)
        for found in WORD.finditer(wanted.text, wanted.start):
            self.misbehave(found.group(), utterance)
            player.mark(utterance, utterance.made, found.start(), found.end())
            if not player.give(utterance, BEEP):
                return

    def misbehave(self, word: str, utterance: Utterance) -> None:
        acts: dict[str, Callable[[], Any]] = {
            "HANG": lambda: once("hung") and time.sleep(1_000),
            "CRASH": lambda: once("crashed") and os.kill(os.getpid(), signal.SIGSEGV),
            "DIE": lambda: os.kill(os.getpid(), signal.SIGSEGV),
            "PRINT": print_everywhere,
            "RAISE": lambda: 1 // 0,
        }
        if act := acts.get(word):
            while utterance.held and not utterance.cut:
                time.sleep(0.002)
            act()

    def stop(self) -> None: ...

    def voices(self) -> list[dict[str, Any]]:
        return []


def once(what: str) -> bool:
    """Whether it happens for the first time, in whichever process."""
    mark = FOLDER / what
    if mark.exists():
        return False
    mark.touch()
    return True


def print_everywhere() -> None:
    sys.stdout.write('an engine on standard output\n{"is":"done","n":2}\n')
    sys.stdout.flush()
    os.write(1, b"a library on standard output\n")
    sys.stderr.write("an engine on standard error\n")
    os.write(2, b"a library on standard error\n")


class Quick:
    """A device that plays five times as fast as time goes."""

    name, latency, gone = "quick", 0.0, ""
    lost_after = 0
    """Milliseconds of sound after which it goes away; 0 for never."""

    def __init__(self, rate: int) -> None:
        self._frames = rate // 100
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def play(self, fetch: Fetch) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(fetch, self._stop), daemon=True)
            self._thread.start()

    def _run(self, fetch: Fetch, stop: threading.Event) -> None:
        loud = 0
        while not stop.wait(0.002):
            loud += 10 if any(fetch(self._frames)) else 0
            if self.lost_after and loud >= self.lost_after:
                self.gone = "the sound device went away"
                return

    def hush(self) -> None: ...

    def rest(self) -> None:
        self._stop.set()


class Rapid(Quick):
    """One that is quicker still, for an engine that speaks at length."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self._frames = rate // 10


class Lost(Quick):
    """The first of these goes away in mid-word; no other can be opened while there is a file ``unplugged``."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        if (FOLDER / "unplugged").exists():
            raise NoSound("nothing is plugged in")
        self.lost_after = 90 if once("lost") else 0


class Stuck(Quick):
    """The first of these stops asking for sound, and says nothing of it."""

    def _run(self, fetch: Fetch, stop: threading.Event) -> None:
        if once("stuck"):
            fetch(self._frames)
            stop.wait()
        else:
            super()._run(fetch, stop)


class Nsss:
    """What pyttsx3 is on macOS: words are told as they sound, and whoever runs it waits until all is spoken."""

    def __init__(self) -> None:
        self.text = ""
        self.heard: list[Callable[..., None]] = []

    def connect(self, topic: str, cb: Callable[..., None]) -> Callable[..., None]:
        assert topic == "started-word"
        self.heard.append(cb)
        return cb

    def disconnect(self, cb: Callable[..., None]) -> None:
        self.heard.remove(cb)

    def say(self, text: str) -> None:
        self.text = text

    def runAndWait(self) -> None:  # noqa: N802
        units = 0
        for one in self.text.split(" "):
            for tell in self.heard:
                tell(name=one, location=units, length=_units(one))
            units += _units(one) + 1
            time.sleep(1_000 if one == "forever" else 0.005)

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802
        assert name in ("rate", "voice")

    def getProperty(self, name: str) -> list[Any]:  # noqa: N802
        assert name == "voices"
        return [
            type("Voice", (), {"id": "com.apple.alex", "name": "Alex", "languages": ["en_US"], "gender": "VoiceGenderMale"})
        ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def of_the_system() -> Engine:
    sys.modules["pyttsx3"] = type("pyttsx3", (), {"init": lambda name: Nsss()})  # type: ignore[assignment]
    return OfTheSystem("nsss")


def none() -> Engine:
    raise NoEngine("no espeak-ng is found")


def slow() -> Engine:
    once("begun")
    time.sleep(1_000)
    raise AssertionError


def greedy() -> Engine:
    """Stuck where no other thread of Python gets a turn."""
    once("begun")
    re.match("(a+)+$", "a" * 100 + "b")
    raise AssertionError


def broken() -> Engine:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


ENGINES: dict[str, Callable[[], Engine]] = {
    "beeps": Beeps, "espeak": Espeak, "system": of_the_system, "none": none, "slow": slow, "greedy": greedy, "broken": broken,
}  # fmt: skip
SINKS: dict[str, Callable[[int], Sink]] = {
    "quick": Quick, "rapid": Rapid,
    "lost": Lost, "stuck": Stuck, "aplay": AplaySink, "null": lambda rate: DeviceSink(rate, null=True),
}  # fmt: skip


def noted(play: Callable[[Fetch], None]) -> Callable[[Fetch], None]:
    """Play as a device does, and note when sound was last fetched."""
    notes = os.open(FOLDER / "loud", os.O_RDWR | os.O_CREAT)

    def begin(fetch: Fetch) -> None:
        def fetched(frames: int) -> bytes:
            sound = fetch(frames)
            if any(sound):
                os.pwrite(notes, struct.pack("d", time.monotonic()), 0)
            return sound

        play(fetched)

    return begin


def opened(kind: str, rate: int) -> tuple[Sink | None, str]:
    if kind not in SINKS:
        return None, "there is none"
    try:
        sink = SINKS[kind](rate)
    except NoSound as reason:
        return None, str(reason)
    sink.play = noted(sink.play)  # type: ignore[method-assign]
    return sink, ""


if __name__ == "__main__":
    die_with_parent()
    serving.STUCK = 0.5
    serve(*streams(), ENGINES[sys.argv[1]], lambda rate: opened(sys.argv[2], rate))
