"""The speaker that makes sound: a process of its own, watched, ended at once where it does not answer, and begun anew."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proctor.settings import RATE
from proctor.voice.events import Capabilities, Done, Equipment, Failed, Started, State, Voice, Word
from proctor.voice.protocol import Message, line, parsed
from proctor.voice.speaker import Hears, fair_rate

PATIENCE = 0.15
"""Seconds within which the process answers; one that does not is ended and begun anew."""
GRACE = 0.03
"""Seconds more in which an answer that has come is read."""
DEVICE = 3.0
"""Seconds that a device may take to begin; one that is far away (Bluetooth) needs some."""
BEGINNING = 5.0
"""Seconds that it may take to find an engine and a device."""
PULSE = 0.25
"""Seconds between two questions whether it lives, while it speaks."""
CRASHES, WHILE = 3, 60.0
"""So many ends that nobody asked for within so many seconds, and the voice is off."""
LOG = 200_000
"""Bytes at which the log is begun anew."""


def command(sink: str = "auto") -> tuple[str, ...]:
    """How the process is started. ``-P``: nothing that lies in the folder one happens to stand in is taken for a module."""
    return (sys.executable, "-P", "-m", "proctor.voice.child", sink)


class Current:
    """What is being spoken, and how far it is."""

    def __init__(self, text: str, id: str, start: int) -> None:
        self.text, self.id, self.at = text, id, start
        self.begun = self.paused = False


@dataclass(frozen=True, slots=True)
class Setup:
    """How a voice is set up: ``rate`` in words a minute, ``voice`` an id or "" for the engine's own, ``sink`` one of
    :data:`proctor.settings.SINKS`; ``log`` gets whatever engines and libraries print, None: nobody does."""

    rate: int = RATE
    voice: str = ""
    sink: str = "auto"
    log: Path | None = None
    run: tuple[str, ...] = ()
    """How the process is started, where that is not as always."""
    patience: float = PATIENCE


class ProcessSpeaker:
    """A :class:`proctor.voice.speaker.Speaker`."""

    def __init__(self, setup: Setup | None = None, hears: Hears = lambda event: None) -> None:
        setup = setup or Setup()
        self.hears = hears
        self.rate, self.voice = setup.rate, setup.voice
        self.patience = setup.patience
        self._run, self._log = setup.run or command(setup.sink), setup.log
        self._state: State = "off"
        self._capabilities, self._equipment = Capabilities(), Equipment()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._pulse: asyncio.TimerHandle | None = None
        self._ready = asyncio.Event()
        self._now: Current | None = None
        self._n = 0
        self._spoken_by = 0
        """The number of the request that began what is spoken; 0 while none has."""
        self._waiting: dict[int, asyncio.TimerHandle] = {}
        """What happens to each request that is not answered; 0 stands for the beginning of the process."""
        self._asked: dict[int, asyncio.Future[tuple[Voice, ...]]] = {}
        self._crashes: list[float] = []
        self._ended = self._expected = False

    @property
    def state(self) -> State:
        return self._state

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def equipment(self) -> Equipment:
        return self._equipment

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process is not None else None

    # -- beginning and ending ---------------------------------------------------------------------------------------

    async def start(self) -> Equipment:
        """Begin the process and wait until it says what it found."""
        if self._state == "off" and not self._ready.is_set():
            await self._begin()
        await self._ready.wait()
        return self._equipment

    async def _begin(self) -> None:
        self._state = "starting"
        self._ready.clear()
        log = _opened(self._log)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._run,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                limit=1 << 20,
            )
        except OSError as error:
            self._off(f"The voice cannot be started: {error.strerror or error}.")
            return
        finally:
            os.close(log)
        if self._ended:  # while it was being started
            self._kill()
            await self._process.communicate()
            self._process = None
            return
        self._waiting[0] = asyncio.get_running_loop().call_later(
            BEGINNING, self._off, "The voice did not start in time. `proctor doctor` says what is missing."
        )
        self._reader = asyncio.create_task(self._read(self._process), name="voice")

    async def close(self) -> None:
        """Silence, and no process left."""
        self.kill()
        if self._reader is not None and self._reader is not asyncio.current_task():
            with suppress(asyncio.CancelledError):
                await self._reader

    def kill(self) -> None:
        """End it at once, with all that it started."""
        self._ended, self._state, self._now = True, "off", None
        self._forget()
        self._kill()
        self._ready.set()

    def _kill(self) -> None:
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own, in which a player may be
            else:
                process.kill()

    # -- what can be asked of it ------------------------------------------------------------------------------------

    def speak(self, text: str, id: str, start: int = 0) -> None:
        self.stop()
        if self._state == "off":
            self.hears(Failed(id, self._equipment.problem or "The voice is off.", for_good=True))
            return
        self._now = Current(text, id, max(0, min(start, len(text))))
        if self._ready.is_set():
            self._speak(self._now)

    def _speak(self, now: Current) -> None:
        self._spoken_by = self._send("speak", text=now.text, start=now.at, rate=fair_rate(self.rate), voice=self.voice)
        self._beat()

    def pause(self) -> None:
        if self._now is not None and self._capabilities.pause:
            self._now.paused = True
            if self._ready.is_set():
                self._send("pause")

    def resume(self) -> None:
        if self._now is not None and self._now.paused:
            self._now.paused = False
            if self._ready.is_set():
                self._send("resume")

    def stop(self) -> None:
        now, self._now = self._now, None
        if now is None:
            return
        self._settle(self._spoken_by)
        self._spoken_by = 0
        if self._ready.is_set():
            if self._capabilities.pause:
                self._send("stop")
            else:  # an engine that plays by itself is silent once it is gone
                self._anew(expected=True)
        self.hears(Done(now.id, completed=False))

    async def voices(self) -> tuple[Voice, ...]:
        if self._state == "off":
            return ()
        await self._ready.wait()
        if self.state == "off":
            return ()
        answer: asyncio.Future[tuple[Voice, ...]] = asyncio.get_running_loop().create_future()
        self._asked[self._send("voices")] = answer
        return await answer

    def _send(self, do: str, **more: Any) -> int:
        """Ask something of the process, and be told if it does not answer. Returns the number of the request."""
        self._n += 1
        process = self._process
        if process is None or process.stdin is None or process.stdin.is_closing():
            return self._n
        with suppress(OSError):  # it has just ended; whoever reads from it learns that
            process.stdin.write(line(do=do, n=self._n, **more))
        self._waiting[self._n] = asyncio.get_running_loop().call_later(self.patience, self._late, self._n)
        return self._n

    def _late(self, n: int) -> None:
        """No answer has been read in time. It may have come, and this loop been busy: what is there is read first."""
        self._waiting[n] = asyncio.get_running_loop().call_later(GRACE, self._anew)

    def _settle(self, n: int) -> bool:
        """A request was answered; whether it was waited for."""
        timer = self._waiting.pop(n, None)
        if timer is not None:
            timer.cancel()
        return timer is not None

    def _forget(self) -> None:
        """Nothing is waited for any more."""
        for n in tuple(self._waiting):
            self._settle(n)
        for answer in self._asked.values():
            if not answer.done():
                answer.set_result(())
        self._asked.clear()
        if self._pulse is not None:
            self._pulse.cancel()
            self._pulse = None

    def _beat(self) -> None:
        """While it speaks, ask now and then whether it lives."""
        if self._pulse is not None:
            self._pulse.cancel()
            self._pulse = None
            if self._now is not None and self._ready.is_set():
                self._send("ping")
        if self._now is not None and self._ready.is_set():
            self._pulse = asyncio.get_running_loop().call_later(PULSE, self._beat)

    # -- what it says -----------------------------------------------------------------------------------------------

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while data := await _line_of(process.stdout):
            if message := parsed(data):
                self._take(message)
        await process.wait()
        self._kill()  # what it started may outlive it
        self._process = None
        if not self._ended and self._state != "off":
            await self._lost()

    def _take(self, message: Message) -> None:
        if self._state == "off":  # of one that was ended
            return
        n, waited = message.get("n", 0), self._settle(message.get("n", 0))
        match message.get("is"):
            case "ready":
                self._found(message)
            case "wait" if waited:
                self._waiting[n] = asyncio.get_running_loop().call_later(max(DEVICE, self.patience), self._anew)
            case "voices" if answer := self._asked.pop(n, None):
                answer.set_result(tuple(Voice(**{**one, "languages": tuple(one["languages"])}) for one in message["voices"]))
            case what if n == self._spoken_by and self._now is not None:
                self._hear(what, self._now, message)

    def _hear(self, what: str | None, now: Current, message: Message) -> None:
        """News of what is being spoken."""
        match what:
            case "started" if not now.begun:
                now.begun = True
                self.hears(Started(now.id))
            case "word":
                now.at = message["start"]
                self.hears(Word(now.id, message["start"], message["end"]))
            case "done":
                self._now = None
                self.hears(Done(now.id))
            case "error":
                self._now = None
                self.hears(Failed(now.id, message["message"]))
            case "starved":
                self._anew()

    def _found(self, message: Message) -> None:
        self._equipment = Equipment(
            message.get("engine", ""), message.get("library", ""), message.get("sink", ""), message.get("problem", "")
        )
        self._capabilities = Capabilities(
            bool(message.get("audible")), bool(message.get("timed_words")), bool(message.get("pause"))
        )
        if self._equipment.problem:
            self._off(self._equipment.problem)
            return
        self._state = "ready"
        self._ready.set()
        if self._now is not None:
            self._speak(self._now)
            if self._now.paused:
                self._send("pause")

    # -- when it fails ----------------------------------------------------------------------------------------------

    def _anew(self, *, expected: bool = False) -> None:
        """End a process that does not answer; whoever reads from it begins another."""
        self._expected = expected
        self._forget()
        self._ready.clear()
        self._kill()

    async def _lost(self) -> None:
        """It has ended, and nobody asked it to: begin another, which goes on at the last word."""
        self._forget()
        self._ready.clear()
        now = time.monotonic()
        self._crashes = [one for one in self._crashes if now - one < WHILE] + ([] if self._expected else [now])
        self._expected = False
        if len(self._crashes) >= CRASHES:
            self._off("The voice failed three times within a minute and is off now. The words on the screen are unaffected.")
            return
        await self._begin()

    def _off(self, why: str) -> None:
        """No more speech; said once."""
        now, self._now = self._now, None
        self._state = "off"
        self._equipment = Equipment(self._equipment.engine, self._equipment.library, self._equipment.sink, why)
        self._forget()
        self._kill()
        self._ready.set()
        self.hears(Failed(now.id if now else "", why, for_good=True))


async def _line_of(stream: asyncio.StreamReader) -> bytes:
    """The next line; b"" at the end. What is longer than any message is passed over."""
    while True:
        try:
            return await stream.readuntil(b"\n")
        except asyncio.IncompleteReadError:
            return b""
        except asyncio.LimitOverrunError as error:
            await stream.read(max(1, error.consumed))


def _opened(log: Path | None) -> int:
    """A file descriptor for what is printed; one of a log that cannot be written goes nowhere."""
    if log is not None:
        with suppress(OSError):
            log.parent.mkdir(parents=True, exist_ok=True)
            fresh = log.is_file() and log.stat().st_size > LOG
            return os.open(log, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if fresh else os.O_APPEND), 0o600)
    return os.open(os.devnull, os.O_WRONLY)
