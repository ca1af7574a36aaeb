"""Where sound goes: which device is taken, that it fetches, and that aplay is silent when it is told to be."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from proctor.voice.child.sinks import AplaySink, DeviceSink, NoSound, in_time, open_sink
from tests.voice.ear import SLEEPS, program, until_now

RATE = 8_000
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="programs in shell")
COPIES = 'exec cat >> "$0.$$"'
"""An aplay that keeps what it was given in a file of its own."""


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


class Source:
    """What is fetched: sound while ``loud``, in chunks that are counted."""

    def __init__(self) -> None:
        self.loud = True
        self.fetched = 0

    def fetch(self, frames: int) -> bytes:
        self.fetched += 1
        return (b"\x01\x02" if self.loud else bytes(2)) * frames


def test_the_null_device_fetches_until_it_rests_and_again_when_it_is_to() -> None:
    source, sink = Source(), DeviceSink(RATE, null=True)
    for _ in range(2):
        sink.play(source.fetch)
        sink.play(source.fetch)
        until_now(lambda so_far=source.fetched: source.fetched > so_far + 2)
        sink.hush()
        sink.rest()
        sink.rest()
        told = source.fetched
        assert source.fetched == told
        assert sink.gone == ""


def test_where_miniaudio_is_not_installed_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    assert open_sink("null", RATE) == (None, "miniaudio is not installed")


def test_without_miniaudio_and_aplay_both_reasons_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert open_sink("auto", RATE) == (None, "miniaudio is not installed; there is no aplay")


@POSIX
def test_an_aplay_without_device_is_not_taken_and_its_last_line_is_the_reason(bin_folder: Path) -> None:
    program(bin_folder, "aplay", "echo ALSA lib: trouble >&2; echo aplay: no soundcards found >&2; exit 1")
    assert open_sink("aplay", RATE) == (None, "aplay finds no device (aplay: no soundcards found)")
    program(bin_folder, "aplay", "exit 3")
    assert open_sink("aplay", RATE) == (None, "aplay finds no device (it ended with 3)")


@POSIX
def test_an_aplay_that_does_not_answer_is_not_taken(bin_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proctor.voice.child.sinks.TRIAL", 0.2)
    program(bin_folder, "aplay", "exec sleep 1000")
    assert open_sink("aplay", RATE) == (None, "aplay does not answer")


@POSIX
def test_aplay_gets_the_sound_and_ends_after_a_while_of_silence(bin_folder: Path) -> None:
    program(bin_folder, "aplay", COPIES)
    source, sink = Source(), AplaySink(RATE)
    for trial in bin_folder.glob("aplay.*"):
        trial.unlink()
    source.loud = False
    sink.play(source.fetch)
    sink.play(source.fetch)
    until_now(lambda: source.fetched > 3)
    assert sink._player is None
    source.loud = True
    until_now(lambda: sink._player is not None and source.fetched > 20)
    source.loud = False
    until_now(lambda: sink._player is None)
    [played] = bin_folder.glob("aplay.*")
    sound = played.read_bytes()
    assert sound.startswith(b"\x01\x02")
    assert set(sound.strip(bytes(1))) == {1, 2}
    assert sink.gone == ""
    sink.rest()


@POSIX
def test_an_aplay_that_is_hushed_is_ended_at_once_and_another_one_plays_what_comes_then(bin_folder: Path) -> None:
    program(bin_folder, "aplay", SLEEPS)
    source, sink = Source(), AplaySink(RATE)
    sink.play(source.fetch)
    for _ in range(3):
        until_now(lambda: sink._player is not None)
        player = sink._player
        assert player is not None
        sink.hush()
        until_now(lambda player=player: sink._player is not player)
        assert player.returncode == -9
    assert sink.gone == ""
    sink.rest()
    until_now(lambda: sink._player is None and not sink._thread.is_alive())
    sink.hush()


@POSIX
def test_an_aplay_that_hangs_while_it_is_fed_is_ended_by_rest(bin_folder: Path) -> None:
    program(bin_folder, "aplay", '[ -e "$0.1" ] && exec sleep 1000; : > "$0.1"')
    source, sink = Source(), AplaySink(RATE * 20)  # so that the pipe is full soon
    sink.play(source.fetch)
    until_now(lambda: sink._player is not None)
    last = -1
    while source.fetched != last:
        last = source.fetched
        threading.Event().wait(0.2)
    sink.rest()
    until_now(lambda: not sink._thread.is_alive())


@POSIX
@pytest.mark.parametrize("body", ["head -c 1000 > /dev/null; exit 1", '[ -e "$0.2" ] && rm "$0"; : > "$0.2"'])
def test_an_aplay_that_ends_by_itself_in_mid_sound_is_a_device_that_went_away(bin_folder: Path, body: str) -> None:
    program(bin_folder, "aplay", f'[ -e "$0.1" ] || {{ : > "$0.1"; exit 0; }}; {body}')
    source, sink = Source(), AplaySink(RATE)
    sink.play(source.fetch)
    until_now(lambda: sink.gone == "the sound device went away")


@POSIX
def test_an_aplay_that_is_not_there_any_more_is_a_device_that_went_away(bin_folder: Path) -> None:
    path = program(bin_folder, "aplay", "cat > /dev/null")
    sink = AplaySink(RATE)
    path.unlink()
    sink.play(Source().fetch)
    until_now(lambda: sink.gone == "the sound device went away")


def test_a_sink_that_cannot_be_opened_says_so() -> None:
    with pytest.raises(NoSound, match="there is no no-such-player"):
        AplaySink(RATE, "no-such-player")


def test_time_is_kept_and_the_lead_comes_at_once() -> None:
    stop = threading.Event()
    beats = in_time(100.0, 250.0, stop)
    assert [next(beats) for _ in range(3)] == [None] * 3  # what is a hundred seconds early would still be waited for
    stop.set()
    assert next(beats, "over") == "over"
