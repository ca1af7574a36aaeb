"""Reading aloud on a device that keeps time only: first sound, stop to silence, words in time; beside it pyttsx3 as it comes.

It takes some minutes, as long as the texts last. Silence is when what the device last fetched of a text is over; a word sounds
when its sample does. Both are noted by the process that fetches (``voice_child``), whose clock is everybody's.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import HEAD, compile_packages, machine
from proctor.voice import process
from proctor.voice.events import Done, Event, Started, Word
from proctor.voice.process import ProcessSpeaker, Setup

RATE = 140
TEXTS = (
    "Open your answer booklet to the first page, and write your name where it says so. Do not turn the page until I tell you.",
    "You have finished half of this session. If you need a second sheet of paper, raise your hand, and I will bring you one.",
)
CHILD, STOCK = (Path(__file__).with_name(name) for name in ("voice_child.py", "voice_stock.py"))
APLAY = """#!{python} -IS
import os, sys, time
began = time.monotonic()
log = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.write(log, b"%r\\n" % began)
time.sleep((os.path.getsize(sys.argv[1]) - 44) / 2 / 22050)
os.write(log, b"%r\\n" % time.monotonic())
"""


class Ear:
    """Hears a speaker, and when."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, Event]] = []
        self._news = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.heard.append((time.monotonic(), event))
        self._news.set()

    async def until(self, kind: type[Event], id: str) -> float:
        """When an event of this kind came."""
        while True:
            for when, one in self.heard:
                if type(one) is kind and one.id == id:
                    return when
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 30)


class Ours:
    """The figures of our speaker, in seconds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cold: list[float] = []
        self.warm: list[float] = []
        self.stop: list[float] = []
        self.killed: list[float] = []
        self.again: list[float] = []
        self.words: list[float] = []

    def setup(self, *more: str) -> Setup:
        return Setup(rate=RATE, run=(sys.executable, "-P", str(CHILD), str(self.folder), *more), log=self.folder / "log")

    def silent_since(self) -> float:
        return float(struct.unpack("d", (self.folder / "sound").read_bytes())[0])

    async def run(self, colds: int, stops: int, kills: int) -> None:
        for _ in range(colds):
            await self.start()
        ear = Ear()
        speaker = ProcessSpeaker(self.setup(), ear)
        await speaker.start()
        for number in range(stops):
            await self.start_and_stop(speaker, ear, str(number))
        for text in TEXTS:
            await self.follow(speaker, ear, text)
        await speaker.close()
        speaker = ProcessSpeaker(self.setup("deaf"), ear)
        await speaker.start()
        for number in range(kills):
            await self.kill(speaker, ear, f"deaf {number}")
        await speaker.close()

    async def start(self) -> None:
        """From nothing to the first sound, in the process as it is."""
        ear, began = Ear(), time.monotonic()
        speaker = ProcessSpeaker(Setup(rate=RATE, sink="null"), ear)
        starting = asyncio.create_task(speaker.start())
        await asyncio.sleep(0)
        speaker.speak(TEXTS[0], "a")
        self.cold.append(await ear.until(Started, "a") - began)
        await starting
        await speaker.close()

    async def start_and_stop(self, speaker: ProcessSpeaker, ear: Ear, id: str) -> None:
        began = time.monotonic()
        speaker.speak(TEXTS[len(self.warm) % len(TEXTS)], id)
        self.warm.append(await ear.until(Started, id) - began)
        await asyncio.sleep(0.05 + 0.0137 * (len(self.warm) % 11))  # not in step with the device
        asked = time.monotonic()
        speaker.stop()
        await asyncio.sleep(0.15)
        self.stop.append(self.silent_since() - asked)

    async def kill(self, speaker: ProcessSpeaker, ear: Ear, id: str) -> None:
        """Stop one that does not listen, and speak again."""
        speaker.speak(TEXTS[0], id)
        await ear.until(Started, id)
        await asyncio.sleep(0.1)
        asked = time.monotonic()
        speaker.stop()
        await asyncio.sleep(0.2 + process.PATIENCE)  # the next one is not there yet, or silent
        self.killed.append(self.silent_since() - asked)
        speaker.speak(TEXTS[0], f"{id} again")
        self.again.append(await ear.until(Started, f"{id} again") - asked)
        speaker.stop()
        await asyncio.sleep(0.5 + process.PATIENCE)
        await speaker.voices()

    async def follow(self, speaker: ProcessSpeaker, ear: Ear, text: str) -> None:
        """How late each word is told; less than nought where it is early."""
        notes = self.folder / "words"
        notes.write_text("")
        speaker.speak(text, text)
        await ear.until(Done, text)
        sounded = {int(start): float(when) for _, start, when in map(str.split, notes.read_text().splitlines())}
        told = [(when, one.start) for when, one in ear.heard if isinstance(one, Word) and one.id == text]
        assert len(told) == len(sounded), (told, sounded)
        self.words += [when - sounded[start] for when, start in told]


class Theirs:
    """The figures of pyttsx3 as it comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cold: list[float] = []
        self.warm: list[float] = []
        self.stop: list[float] = []
        self.words: list[float] = []
        aplay = folder / "bin" / "aplay"
        aplay.parent.mkdir()
        aplay.write_text(APLAY.format(python=sys.executable, log=str(folder / "played")))
        aplay.chmod(0o755)

    def run(self) -> None:
        for what in ("words", "stop", "stop"):
            (self.folder / "played").unlink(missing_ok=True)
            began = time.monotonic()
            told = self.process(what)
            texts = [one for one in told if "words" in one]
            self.cold.append(texts[0]["began"] - began)
            if what == "words":
                self.warm += [one["began"] - one["asked"] for one in texts[1:]]
                self.words += [when - one["began"] - sample / 22_050 for one in texts for when, sample in one["words"]]
            else:
                stops = [one["stop"] for one in told if "stop" in one]
                self.stop.append(texts[0]["ended"] - stops[0])

    def process(self, what: str) -> list[dict[str, Any]]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.voice_stock", str(self.folder), what],
            env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def spread(figures: Sequence[float]) -> str:
    """Half of them, nearly all, the worst."""
    if not figures:
        return "–"
    ordered = sorted(figures)
    return " / ".join(f"{one * 1_000:.0f}" for one in (statistics.median(ordered), _most(ordered), ordered[-1])) + " ms"


def _most(figures: Sequence[float]) -> float:
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def row(what: str, mine: Sequence[float], other: Sequence[float], budget: str) -> str:
    ratio = f"{statistics.median(mine) / statistics.median(other):.2f} ×" if other else "–"
    return f"| {what}, p50 / p95 / max of {len(mine)} | {spread(mine)} | {spread(other)} | {ratio} | {budget} |"


def table(runs: int = 3, colds: int = 10, stops: int = 50, kills: int = 5) -> list[str]:
    compile_packages()
    process.CRASHES = 1_000_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        ours, theirs = Ours(Path(name)), Theirs(Path(name))
        most = []
        for number in range(runs):
            so_far = len(ours.stop), len(ours.words)
            asyncio.run(ours.run(colds, stops, kills))
            theirs.run()
            most.append((_most(ours.stop[so_far[0] :]), _most([abs(one) for one in ours.words[so_far[1] :]])))
            sys.stderr.write(f"run {number + 1}: p95 of stop {most[-1][0] * 1e3:.0f} ms, of words {most[-1][1] * 1e3:.0f} ms\n")
    off = [abs(one) for one in ours.words]
    return [
        row("voice, from nothing to the first sound / pyttsx3 as it comes", ours.cold, theirs.cold, "≤ 300 ms"),
        row("voice, text to first sound / pyttsx3 as it comes", ours.warm, theirs.warm, "≤ 50 ms"),
        row("voice, stop to silence / pyttsx3 as it comes", ours.stop, theirs.stop, "p95 ≤ 50 ms"),
        row("voice, stop to silence where it has to be killed", ours.killed, (), "p95 ≤ 300 ms"),
        row("voice, from there to the next text's first sound", ours.again, (), "–"),
        row(
            "voice, a word told too early or too late / pyttsx3 as it comes",
            off,
            [abs(one) for one in theirs.words],
            "p95 ≤ 80 ms",
        ),
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join([HEAD, *table(), "", machine(), ""]))
