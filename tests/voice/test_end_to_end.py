"""Sound through a real sound server: it is there once something is spoken, and gone once it is stopped."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from proctor.voice.events import Started
from proctor.voice.process import Setup
from tests.voice.ear import CALM, speaking, until, until_now

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("pulseaudio", "parec", "pactl"))), reason="needs pulseaudio, parec and pactl"
)
LONG = "Hand out the answer booklets, and see that every name is spelled as it should be. " * 20
ASOUNDRC = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
QUIET = LOUD = 8_000 * 2 // 4
"""Bytes of a quarter of a second."""


@pytest.fixture
def pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A sound server of the test's own, whose only device plays to nobody."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / ".asoundrc").write_text(ASOUNDRC)
    socket = home / "native"
    for name, value in (("HOME", home), ("XDG_RUNTIME_DIR", home), ("PULSE_SERVER", f"unix:{socket}")):
        monkeypatch.setenv(name, str(value))
    for name in ("PULSE_LATENCY_MSEC", "PULSE_SINK", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    modules = (f"module-native-protocol-unix socket={socket} auth-anonymous=1", "module-null-sink sink_name=out")
    run = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen([*run, *(f"--load={one}" for one in modules)], stdout=log, stderr=log)
    try:
        until_now(lambda: subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0, home / "log")
        yield
    finally:
        server.terminate()
        server.wait(30)


class Recording:
    """What the device played, as it goes on."""

    def __init__(self, stream: asyncio.StreamReader) -> None:
        self._stream = stream
        self._quiet = 0
        self.loud = 0
        """Bytes in chunks with sound."""

    async def listen(self) -> None:
        while chunk := await self._stream.read(1_024):
            heard = any(chunk.strip(b"\x00"))
            self.loud += len(chunk) if heard else 0
            self._quiet = 0 if heard else self._quiet + len(chunk)

    def silent(self) -> bool:
        return self._quiet >= QUIET


@asynccontextmanager
async def recorded() -> AsyncIterator[Recording]:
    run = ("parec", "--device=out.monitor", "--raw", "--format=s16le", "--channels=1", "--rate=8000", "--latency-msec=20")
    recorder = await asyncio.create_subprocess_exec(*run, stdout=asyncio.subprocess.PIPE)
    assert recorder.stdout is not None
    recording = Recording(recorder.stdout)
    listening = asyncio.create_task(recording.listen())
    try:
        yield recording
    finally:
        recorder.terminate()
        await listening
        await recorder.wait()


@pytest.mark.parametrize(
    "sink",
    [
        "miniaudio",
        pytest.param("aplay", marks=pytest.mark.skipif(shutil.which("aplay") is None, reason="needs aplay")),
    ],
)
@pytest.mark.usefixtures("pulse")
async def test_sound_is_there_when_something_is_spoken_and_gone_when_it_is_stopped_or_killed(sink: str, tmp_path: Path) -> None:
    async with recorded() as recording, speaking(Setup(sink=sink, patience=CALM, log=tmp_path / "log")) as (speaker, ear):
        assert speaker.equipment.problem == "", (tmp_path / "log").read_text()
        assert sink in speaker.equipment.sink
        assert speaker.capabilities.audible
        speaker.speak(LONG, "a")
        await ear.until(lambda: recording.loud > LOUD)
        speaker.stop()
        await until(recording.silent)
        told = len(ear.heard)
        assert ear.words(LONG, "a")
        before = recording.loud
        speaker.speak(LONG, "b")
        await ear.until(lambda: recording.loud > before + LOUD)
        assert not ear.failures()
        assert Started("b") in ear.heard[told:]
        assert not [one for one in ear.heard[told:] if one.id == "a"]
        speaker.kill()
        await until(recording.silent)
