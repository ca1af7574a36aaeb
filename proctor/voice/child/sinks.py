"""Where sound goes: a device through miniaudio, else ``aplay``; in tests and demonstrations one that keeps time only.

A sink fetches samples (16 bit, one channel) when it needs them. A renderer with another rate says so when it opens one.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from types import ModuleType
from typing import Any, Protocol

from proctor.voice.child.player import WIDTH

PERIOD = 10
"""Milliseconds of sound that a device fetches at a time: what stop waits for, at most, before silence reaches the device."""
PERIODS = 3
"""How many of them a device holds."""
TRIAL = 3.0
"""Seconds after which an aplay that is tried does not answer."""

Fetch = Callable[[int], bytes]


class NoSound(Exception):
    """A sink cannot be opened, or its device is gone; says why."""


class Sink(Protocol):
    """``latency``: seconds from fetching a sample to hearing it, as well as it is known. ``gone``: why nothing is fetched any
    more; "" while all is well."""

    name: str
    latency: float
    gone: str

    def play(self, fetch: Fetch) -> None:
        """Fetch and play until ``rest``; nothing where that is so already. Raises NoSound."""

    def hush(self) -> None:
        """Drop what was fetched and is not heard yet, where there is enough of it to matter. Returns at once."""

    def rest(self) -> None:
        """Give the device back until it is needed again."""


# -- miniaudio ------------------------------------------------------------------------------------------------------


def _miniaudio() -> ModuleType:
    """The library, without numpy, which it would import for kinds of samples that are not used here. Raises ImportError."""
    numpy = sys.modules.get("numpy")
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("miniaudio")
    finally:
        del sys.modules["numpy"]
        if numpy is not None:
            sys.modules["numpy"] = numpy


class DeviceSink:
    """The machine's default device, or, with ``null``, one that only keeps time."""

    def __init__(self, rate: int, *, null: bool = False) -> None:
        try:
            library = _miniaudio()
            self._device: Any = library.PlaybackDevice(
                output_format=library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=rate,
                buffersize_msec=PERIOD,
                callback_periods=PERIODS,
                backends=[library.Backend.NULL] if null else _real(library),
                app_name="proctor",
            )
        except ImportError:
            raise NoSound("miniaudio is not installed") from None
        except library.MiniaudioError as error:
            raise NoSound(f"miniaudio finds no device ({error.args[0] if error.args else error})") from None
        self._error: type[Exception] = library.MiniaudioError
        self.name = f"miniaudio ({self._device.backend})"
        self.latency = 0.0 if null else PERIOD * PERIODS / 1_000
        self.gone = ""
        self._device.stop_callback = self._stopped

    def _stopped(self) -> None:
        self.gone = "the sound device went away"

    def play(self, fetch: Fetch) -> None:
        if self._device.running:
            return
        frames = _frames(fetch)
        next(frames)
        try:
            self._device.start(frames)
        except self._error as error:
            raise NoSound(f"the sound device does not start ({error.args[0] if error.args else error})") from None

    def hush(self) -> None:
        """It holds no more than some hundredths of a second."""

    def rest(self) -> None:
        if self._device.running:
            self._device.stop_callback = None
            self._device.stop()
            self._device.stop_callback = self._stopped


def _real(library: ModuleType) -> list[Any]:
    """Every backend but the one without sound and those that only some other system has."""
    backend = library.Backend
    return [one for one in backend if one not in (backend.NULL, backend.CUSTOM, backend.WEBAUDIO)]


def _frames(fetch: Fetch) -> Generator[bytes, int, None]:
    """The player as miniaudio wants it: it sends how many samples it needs, and gets them."""
    wanted = yield b""
    while True:
        wanted = yield fetch(wanted)


# -- aplay ----------------------------------------------------------------------------------------------------------


class AplaySink:
    """ALSA's player, fed through a pipe in step with the clock; to be silent at once it is killed."""

    LEAD = 0.1
    """Seconds by which it is fed ahead; what is heard, at most, where the process that feeds it dies."""

    def __init__(self, rate: int, program: str = "aplay") -> None:
        self._rate = rate
        self._command = _aplay(program, rate)
        self.name = "aplay"
        self.latency = self.LEAD
        self.gone = ""
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._player: subprocess.Popen[bytes] | None = None
        self._hushed: subprocess.Popen[bytes] | None = None
        self._try()

    def _try(self) -> None:
        """A hundredth of a second of silence tells whether there is a device."""
        try:
            done = subprocess.run(  # noqa: S603 - a program found on the path, no word of the user's
                self._command, input=bytes(self._rate // 100 * WIDTH), capture_output=True, timeout=TRIAL, check=False
            )
        except subprocess.TimeoutExpired:
            raise NoSound("aplay does not answer") from None
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise NoSound(f"aplay finds no device ({said[-1] if said else f'it ended with {done.returncode}'})")

    def play(self, fetch: Fetch) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._feed, args=(fetch, self._stop), name="aplay", daemon=True)
        self._thread.start()

    def hush(self) -> None:
        self._hushed = player = self._player
        if player is not None:
            player.kill()

    def rest(self) -> None:
        self._stop.set()
        self.hush()

    def _feed(self, fetch: Fetch, stop: threading.Event) -> None:
        """Play one spurt after another; in between only time passes."""
        frames = self._rate * PERIOD * 2 // 1_000
        while not stop.is_set():
            sound = self._awaited(fetch, frames, stop)
            if sound and not self._spurt(fetch, sound, frames, stop):
                self.gone = self.gone or "the sound device went away"
                return

    def _awaited(self, fetch: Fetch, frames: int, stop: threading.Event) -> bytes:
        """The first sound after silence; b"" where it is to stop."""
        for _ in in_time(frames / self._rate, 0.0, stop):
            sound = fetch(frames)
            if any(sound):
                return sound
        return b""

    def _spurt(self, fetch: Fetch, sound: bytes, frames: int, stop: threading.Event) -> bool:
        """Play until there is half a second of silence, or it is hushed; false where the player ended by itself."""
        try:
            player = subprocess.Popen(self._command, stdin=subprocess.PIPE, bufsize=0)  # noqa: S603 - as above
        except OSError:
            return False
        self._player = player
        assert player.stdin is not None
        quiet = 0
        try:
            for _ in in_time(frames / self._rate, self.LEAD, stop):
                player.stdin.write(sound)
                if self._hushed is player or quiet > self._rate // 2:
                    break
                sound = fetch(frames)
                quiet = 0 if any(sound) else quiet + frames
        except OSError:
            return self._hushed is player
        finally:
            self._player = None
            player.stdin.close()
            player.kill()
            player.wait()
        return True


def _aplay(program: str, rate: int) -> list[str]:
    found = shutil.which(program)
    if found is None:
        raise NoSound(f"there is no {program}")
    return [found, "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(rate), "--buffer-time=80000", "--start-delay=40000"]


def in_time(period: float, lead: float, stop: threading.Event) -> Iterator[None]:
    """Once a ``period`` (seconds), the first times at once until ``lead`` is reached, until it is to stop."""
    began = time.monotonic() - lead
    number = 0
    while not stop.wait(max(0.0, began + number * period - time.monotonic())):
        yield
        number += 1


# -- which one ------------------------------------------------------------------------------------------------------


def open_sink(kind: str, rate: int) -> tuple[Sink | None, str]:
    """The sink of a kind (``auto``, ``miniaudio``, ``aplay``, ``null``), or None and why not."""
    makers: dict[str, Callable[[], Sink]] = {
        "miniaudio": lambda: DeviceSink(rate),
        "aplay": lambda: AplaySink(rate),
        "null": lambda: DeviceSink(rate, null=True),
    }
    reasons = []
    for name in ("miniaudio", "aplay") if kind == "auto" else (kind,):
        try:
            return makers[name](), ""
        except NoSound as reason:
            reasons.append(str(reason))
    return None, "; ".join(reasons)
