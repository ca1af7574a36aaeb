"""The process that speaks, with a device that keeps time only and notes down what it fetched: ``voice_child.py FOLDER [deaf]``.

``sound``: until when what was last fetched of a text lasts; ``words``: request, position and time of each word whose sample was
fetched; both on CLOCK_MONOTONIC, which all processes share. One that is ``deaf`` gets stuck when a text is to be cut off.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path
from typing import ClassVar

from proctor.voice.child import serve as serving
from proctor.voice.child.engines import find_engine
from proctor.voice.child.player import Player, Utterance
from proctor.voice.child.sinks import open_sink

FOLDER = Path(sys.argv[1])
DEAF = "deaf" in sys.argv[2:]


class Noting(Player):
    """A player that is watched from the device's side."""

    marks: ClassVar[list[tuple[int, int, int]]] = []
    sound = os.open(FOLDER / "sound", os.O_WRONLY | os.O_CREAT)
    words = os.open(FOLDER / "words", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def mark(self, utterance: Utterance, sample: int, start: int, end: int) -> None:
        self.marks.append((utterance.n, sample, start))
        super().mark(utterance, sample, start, end)

    def fetch(self, frames: int) -> bytes:
        now, one = time.monotonic(), self.current
        before = one.played if one else 0
        sound = super().fetch(frames)
        if one and one.played > before:
            os.pwrite(self.sound, struct.pack("d", now + (one.played - before) / self.rate), 0)
            self.note(one, before, now)
        return sound

    def note(self, one: Utterance, before: int, now: float) -> None:
        for n, sample, start in self.marks:
            if n == one.n and before <= sample < one.played:
                os.write(self.words, f"{n} {start} {now + (sample - before) / self.rate!r}\n".encode())

    def cut(self, only: Utterance | None = None) -> None:
        if DEAF and self.current is not None:
            time.sleep(1_000)
        super().cut(only)


if __name__ == "__main__":
    serving.Player = Noting  # type: ignore[misc]
    serving.die_with_parent()
    serving.serve(*serving.streams(), find_engine, lambda rate: open_sink("null", rate))
