"""The process's two loops: lines of requests are read and carried out at once; speech is made on the main thread."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from proctor.voice.child.engines import Engine, NoEngine, NoVoice, Wanted
from proctor.voice.child.player import Player, Utterance
from proctor.voice.child.sinks import NoSound, Sink
from proctor.voice.protocol import Message, line, parsed

REST = 20.0
"""Seconds of silence after which the device is given back."""
LOOK = 0.25
"""Seconds between two looks at whether the device still fetches."""

Work = Callable[[], None]


class Server:
    """``sink`` is None where there is no device, or where the engine plays by itself. ``opened`` opens one after a loss."""

    def __init__(self, out: BinaryIO, engine: Engine, sink: Sink | None, opened: Callable[[], Sink | None]) -> None:
        self._out, self._write = out, threading.Lock()
        self.engine, self.sink, self._opened = engine, sink, opened
        self.player: Player | None = None
        if sink is not None:
            self.player = Player(engine.sample_rate, self.tell, latency=sink.latency)
        self._work: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._at_rest, self._resting = 0.0, True

    def tell(self, message: Message) -> None:
        """Send a message; where nobody listens any more, end."""
        try:
            with self._write:
                self._out.write(line(**message))
                self._out.flush()
        except (OSError, ValueError):
            end()

    # -- requests ---------------------------------------------------------------------------------------------------

    def listen(self, requests: BinaryIO) -> None:
        """Carry out each request as it comes; when there will be none any more, end, whatever the engine does."""
        with suppress(OSError, ValueError):
            for data in requests:
                if message := parsed(data):
                    self.take(message)
        end()

    def take(self, message: Message) -> None:
        """One request."""
        match message.get("do"):
            case "speak":
                wanted = Wanted(
                    message["id"], message["n"], message["text"], message["start"], message["rate"], message["voice"]
                )
                self._silence()
                utterance = self.player.begin(wanted.id, wanted.n) if self.player else None  # here, so that a stop finds it
                self._work.put(lambda: self._speak(wanted, utterance))
                return
            case "stop":
                self._silence()
            case "pause" | "resume" if self.player is not None:
                self.player.pause(on=message["do"] == "pause")
            case "voices":
                self._work.put(lambda: self.tell({"is": "voices", "n": message["n"], "voices": self.engine.voices()}))
        self.tell({"is": "ok", "n": message.get("n", 0)})

    def _silence(self) -> None:
        if self.player is not None:
            self.player.cut()
        self.engine.stop()

    # -- speech -----------------------------------------------------------------------------------------------------

    def work(self) -> None:
        """Make what is wanted, one thing after another, for as long as the process lives."""
        while True:
            try:
                self._work.get(timeout=LOOK)()
            except queue.Empty:
                self._look()

    def _speak(self, wanted: Wanted, utterance: Utterance | None) -> None:
        player = self.player
        if utterance is not None and utterance.cut:
            return
        try:
            if player is not None:
                self._play(player, wanted.n)
            self.engine.speak(wanted, player, utterance, self.tell)
        except NoVoice as error:
            self._give_up(wanted, f"There is no voice {str(error)!r}. `proctor voices` lists those there are.")
        except NoSound as error:
            self._give_up(wanted, f"There is no sound: {error}.")
        else:
            if player is not None and utterance is not None:
                player.finish(utterance)

    def _give_up(self, wanted: Wanted, why: str) -> None:
        self.tell({"is": "error", "n": wanted.n, "id": wanted.id, "message": why})
        if self.player is not None:
            self.player.cut()

    def warm(self) -> str:
        """Begin the device before it is needed, since some take long; why it does not begin, or ""."""
        if self.player is not None:
            try:
                self._play(self.player, 0)
            except NoSound as error:
                return f"There is no sound on this machine: {error}."
        return ""

    def _play(self, player: Player, n: int) -> None:
        """See that a device fetches; one that went away is looked for anew. Raises NoSound."""
        if n and (self._resting or (self.sink is not None and self.sink.gone)):
            self.tell({"is": "wait", "n": n})
        if self.sink is not None and self.sink.gone:
            self.sink = self._opened()
        if self.sink is None:
            raise NoSound("the sound device went away")
        self.sink.play(player.fetch)
        self._at_rest, self._resting = 0.0, False

    def _look(self) -> None:
        """Give the device back once it has been quiet; say so where it went away in the middle of an utterance."""
        player, sink = self.player, self.sink
        if player is None or sink is None:
            return
        if player.busy and sink.gone:
            lost = player.current
            player.cut()
            self.tell({"is": "error", "n": 0, "id": lost, "message": f"The voice stopped: {sink.gone}."})
        self._at_rest = 0.0 if player.busy else self._at_rest + LOOK
        if self._at_rest >= REST:
            sink.rest()
            self._resting = True


def end() -> None:
    """End at once, with all that was started here."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


def die_with_parent() -> None:
    """On Linux the kernel ends this process when the one that started it ends, however that comes about."""
    if sys.platform == "linux":
        import ctypes

        parent = os.getppid()
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            end()


def serve(
    requests: BinaryIO, out: BinaryIO, engine: Callable[[], Engine], sink: Callable[[int], tuple[Sink | None, str]]
) -> None:
    """Find an engine and a sink, say what was found, and serve. Never returns."""
    try:
        found = engine()
    except NoEngine as reason:
        out.write(line(**{"is": "ready", "problem": f"There is no voice on this machine: {reason}."}))
        out.flush()
        return
    device, why = sink(found.sample_rate) if found.sample_rate else (None, "")
    problem = f"There is no sound on this machine: {why}." if found.sample_rate and device is None else ""
    server = Server(out, found, device, lambda: sink(found.sample_rate)[0])
    problem = problem or server.warm()
    server.tell(
        {
            "is": "ready", "engine": found.name, "library": found.library, "problem": problem,
            "sink": device.name if device else "" if found.sample_rate else "the system's own",
            "audible": not problem and (device is None or "Null" not in device.name),
            "timed_words": found.timed_words, "pause": bool(found.sample_rate),
        }
    )  # fmt: skip
    threading.Thread(target=server.listen, args=(requests,), name="requests", daemon=True).start()
    server.work()
