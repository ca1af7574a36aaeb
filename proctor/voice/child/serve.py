"""The process's two loops: lines of requests are read and carried out at once; speech is made on the main thread."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from proctor.voice.child.engines import Engine, NoEngine, NoVoice, Wanted
from proctor.voice.child.player import Player, Utterance
from proctor.voice.child.sinks import NoSound, Sink
from proctor.voice.protocol import Message, line, parsed

REST = 20.0
"""Seconds in which nothing is spoken after which the device is given back."""
LOOK = 0.25
"""Seconds between two looks at whether the device still fetches."""
STUCK = 3.0
"""Seconds without a fetch, with something to be played, after which a device is said to be gone; one far away may need some."""

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
        self._device = threading.Lock()
        """Held while the device is begun, given back or looked at."""
        self._begun = self._at_rest = 0.0
        self._resting = True

    def tell(self, message: Message) -> None:
        """Send a message; where nobody listens any more, end."""
        try:
            with self._write:
                self._out.write(line(**message))
                self._out.flush()
        except (OSError, ValueError):
            end()

    # -- requests ---------------------------------------------------------------------------------------------------

    def take(self, message: Message) -> None:
        """One request."""
        match message.get("do"):
            case "speak":
                wanted = Wanted(message["n"], message["text"], message["start"], message["rate"], message["voice"])
                self._silence()
                utterance = self.player.begin(wanted.n) if self.player else None  # here, so that a stop finds it
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
        if self.sink is not None:
            self.sink.hush()
        self.engine.stop()

    # -- speech -----------------------------------------------------------------------------------------------------

    def work(self) -> None:
        """Make what is wanted, one thing after another, for as long as the process lives."""
        while True:
            self._work.get()()

    def _speak(self, wanted: Wanted, utterance: Utterance | None) -> None:
        player = self.player
        if utterance is not None and utterance.cut:
            return
        try:
            if player is not None:
                self._play(player, wanted.n)
            self.engine.speak(wanted, player, utterance, self.tell)
        except NoVoice as error:
            self._give_up(wanted, utterance, f"There is no voice {str(error)!r}. `proctor voices` lists those there are.")
        except NoSound as error:
            self._give_up(wanted, utterance, f"There is no sound: {error}.")
        except Exception:  # whatever a foreign engine raises; what it was stands in the log
            traceback.print_exc()
            self._give_up(wanted, utterance, "This text cannot be spoken: the speech engine failed at it.")
        else:
            if player is not None and utterance is not None:
                player.finish(utterance)

    def _give_up(self, wanted: Wanted, utterance: Utterance | None, why: str) -> None:
        """Say why, unless it is not wanted any more."""
        if utterance is None or not utterance.cut:
            self.tell({"is": "error", "n": wanted.n, "message": why})
        if self.player is not None and utterance is not None:
            self.player.cut(utterance)

    # -- the device -------------------------------------------------------------------------------------------------

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
        with self._device:
            lost = self.sink is None or bool(self.sink.gone)
            if n and (self._resting or lost):
                self.tell({"is": "wait", "n": n})
            if lost:
                self.sink = self._opened()
            if self.sink is None:
                raise NoSound("the sound device went away")
            player.latency = self.sink.latency
            self.sink.play(player.fetch)
            self._begun, self._at_rest, self._resting = time.monotonic(), 0.0, False

    def watch(self) -> None:
        """Look at the device now and then, whatever the engine does."""
        while True:
            time.sleep(LOOK)
            self._look()

    def _look(self) -> None:
        """Give the device back once nothing is spoken; say so where it went away in the middle of an utterance."""
        with self._device:
            player, sink = self.player, self.sink
            if player is None or sink is None or self._resting:
                return
            current = player.current
            if current is not None and (why := self._why_gone(player, sink)):
                player.cut(current)
                self.tell({"is": "error", "n": current.n, "message": f"The voice stopped: {why}."})
                sink.gone = why
                sink.rest()
            self._at_rest = 0.0 if current is not None else self._at_rest + LOOK
            if self._at_rest >= REST:
                sink.rest()
                self._resting = True

    def _why_gone(self, player: Player, sink: Sink) -> str:
        if sink.gone:
            return sink.gone
        stuck = player.busy and time.monotonic() - max(player.fetched, self._begun) > STUCK
        return "the sound device does not answer" if stuck else ""


# -- the process ----------------------------------------------------------------------------------------------------


def end() -> None:
    """End at once, with all that was started here."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


def die_with_parent() -> None:
    """On Linux the kernel says when the process that started this one has ended. Then there is nothing to be read either, and
    it ends, with all that it started; should it be stuck, an alarm ends it a second later.

    No line of Python is needed for that: the library's own ``alarm`` takes the signal, whose number, 1, is its argument.
    """
    if sys.platform == "linux":
        import ctypes

        parent = os.getppid()
        libc = ctypes.CDLL(None)
        libc.signal.argtypes = (ctypes.c_int, ctypes.c_void_p)
        libc.signal(int(signal.SIGHUP), ctypes.cast(libc.alarm, ctypes.c_void_p))
        libc.prctl(1, int(signal.SIGHUP), 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            end()


def streams() -> tuple[BinaryIO, BinaryIO]:
    """The two streams of the protocol; whoever else reads gets nothing, and what is printed goes to standard error."""
    requests = os.fdopen(os.dup(0), "rb")
    out = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDONLY)
    os.dup2(quiet, 0)
    os.dup2(2, 1)
    return requests, out


def serve(
    requests: BinaryIO, out: BinaryIO, engine: Callable[[], Engine], sink: Callable[[int], tuple[Sink | None, str]]
) -> None:
    """Find an engine and a sink, say what was found, and serve. Never returns."""
    ready: queue.SimpleQueue[Server] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, ready.get), name="requests", daemon=True).start()
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
    ready.put(server)
    threading.Thread(target=server.watch, name="watch", daemon=True).start()
    server.work()


def _listen(requests: BinaryIO, ready: Callable[[], Server]) -> None:
    """Carry out each request as it comes; when there will be none any more, end, whatever the engine does."""
    server: Server | None = None
    with suppress(OSError, ValueError):
        for data in requests:
            server = server or ready()  # nothing is asked of it before it said what it found
            if message := parsed(data):
                server.take(message)
    end()
