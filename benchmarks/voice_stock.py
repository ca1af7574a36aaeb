"""pyttsx3 as it comes, in a process of its own: ``voice_stock.py FOLDER words|stop``; what happened is printed as JSON lines.

An ``aplay`` that lasts as long as what it is given comes first on the path, and notes in ``FOLDER/played`` when it began and
when it ended. At which sample a word stands is overheard from the engine; nothing else is changed. What is waited for is aplay,
since ``runAndWait`` may return before anything has been played.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pyttsx3
from pyttsx3.drivers import _espeak
from pyttsx3.drivers.espeak import EspeakDriver

from benchmarks.voice import RATE, TEXTS
from proctor.voice.child.library import load_espeak

samples: list[int] = []


def listening(made: Any) -> Any:
    def listen(self: Any, wav: Any, count: int, events: Any) -> int:
        number = 0
        while (event := events[number]).type != _espeak.EVENT_LIST_TERMINATED:
            if event.type == _espeak.EVENT_WORD:
                samples.append(event.sample)
            number += 1
        return int(made(self, wav, count, events))

    return listen


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def played(log: Path, number: int) -> float:
    """The time in this line of the log, once it is there."""
    while len(lines := (log.read_text().split("\n") if log.exists() else [])) <= number + 1:
        time.sleep(0.005)
    return float(lines[number])


def main(folder: Path, what: str) -> None:
    EspeakDriver._onSynth = listening(EspeakDriver._onSynth)
    engine = pyttsx3.init("espeak")
    engine.setProperty("voice", "en-us")
    engine.setProperty("rate", RATE)
    log = folder / "played"
    heard: list[float] = []
    engine.connect("started-word", lambda name, location, length: heard.append(time.monotonic()))
    for number, text in enumerate(TEXTS if what == "words" else TEXTS[:1]):
        del heard[:], samples[:]
        asked = time.monotonic()
        engine.say(text)
        if what == "stop":
            threading.Thread(target=stop, args=(engine, log), daemon=True).start()
        engine.runAndWait()
        began, ended = (played(log, 2 * number + end) for end in (0, 1))
        say(asked=asked, began=began, ended=ended, words=list(zip(heard, samples, strict=True)))
        time.sleep(0.2)


def stop(engine: Any, log: Path) -> None:
    """Half a second into the sound."""
    time.sleep(max(0.0, played(log, 0) + 0.5 - time.monotonic()))
    say(stop=time.monotonic())
    engine.stop()


if __name__ == "__main__":
    load_espeak()
    main(Path(sys.argv[1]), sys.argv[2])
