"""The speaker and its process: what it does when all is well, and what becomes of an engine or a device that fails."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import struct
import sys
from pathlib import Path

import pytest

from proctor.voice.events import Done, Failed, Started, Word
from proctor.voice.process import ProcessSpeaker, Setup
from proctor.voice.speaker import SilentSpeaker
from tests.programs import ROOT
from tests.voice.ear import CALM, DEADLINE, SLEEPS, Ear, fake, left, program, speaking, until

TEN = "one two three four five six seven eight nine ten"
LONG = "word " * 5_000
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def notes(folder: Path) -> list[tuple[int, int]]:
    """Where each text that the engine got was begun, and at which rate."""
    return [(int(start), int(rate)) for start, rate in map(str.split, (folder / "starts").read_text().splitlines())]


def starts(folder: Path) -> list[int]:
    return [start for start, _ in notes(folder)]


def last_sound(folder: Path) -> float:
    """When sound was last fetched, on the clock that all processes share."""
    try:
        return struct.unpack("d", (folder / "loud").read_bytes())[0]
    except (FileNotFoundError, struct.error):
        return 0.0


async def until_silent(folder: Path) -> None:
    """Wait until no sound is fetched for some time."""
    last = -1.0
    while (now := last_sound(folder)) != last:
        last = now
        await asyncio.sleep(0.06)


# -- all is well ----------------------------------------------------------------------------------------------------


async def test_a_text_is_begun_its_words_are_told_in_order_and_it_is_done(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        assert (speaker.state, speaker.equipment.problem, speaker.equipment.sink) == ("ready", "", "quick")
        speaker.speak(TEN, "a")
        await ear.until(Done("a"))
        assert ear.heard[0] == Started("a")
        assert ear.words(TEN) == TEN.split()


async def test_what_was_stopped_is_silent_and_tells_no_word_any_more(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        speaker.speak(LONG, "a")
        await ear.until(Word)
        speaker.stop()
        assert ear.heard[-1] == Done("a", completed=False)
        told = len(ear.heard)
        speaker.stop()
        await until_silent(tmp_path)
        assert len(ear.heard) == told


async def test_a_new_text_cuts_the_old_one_and_news_of_the_old_is_not_taken_for_the_new_ones(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        for turn in range(5):
            speaker.speak(TEN, "again")
            await ear.until(lambda turn=turn: len([one for one in ear.heard if isinstance(one, Word)]) > 3 * turn + 2)
        del ear.heard[:]
        speaker.speak(TEN, "again")
        await ear.until(Done("again"))
        assert ear.heard[:3] == [Done("again", completed=False), Started("again"), Word("again", 0, 3)]
        assert ear.words(TEN) == TEN.split()


async def test_a_pause_is_silent_and_it_goes_on_at_the_next_word(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        speaker.pause()
        speaker.resume()
        speaker.speak(TEN, "a")
        await ear.until(Word)
        speaker.pause()
        speaker.pause()
        await until_silent(tmp_path)
        assert Done("a") not in ear.heard
        speaker.resume()
        await ear.until(Done("a"))
        assert ear.words(TEN) == TEN.split()


async def test_what_is_spoken_before_it_is_ready_is_spoken_then(tmp_path: Path) -> None:
    ear = Ear()
    speaker = ProcessSpeaker(fake("beeps", "quick", tmp_path), ear)
    starting = asyncio.create_task(speaker.start())
    await asyncio.sleep(0)
    assert speaker.state == "starting"
    speaker.speak(TEN, "cut")
    speaker.speak(TEN, "a", start=8)
    speaker.pause()
    speaker.resume()
    await ear.until(Done("a"))
    assert ear.heard[0] == Done("cut", completed=False)
    assert ear.words(TEN) == TEN.split()[2:]
    assert (await starting).engine == "beeps"
    await speaker.close()


async def test_a_rate_that_nobody_understands_becomes_the_nearest_that_can_be(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        for rate in (0, -5, 10_000, 150):
            speaker.rate = rate
            speaker.speak("one", str(rate))
            await ear.until(Done(str(rate)))
    assert [rate for _, rate in notes(tmp_path)] == [80, 80, 300, 150]


async def test_a_voice_that_does_not_exist_is_a_sentence_and_the_next_text_is_spoken(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        speaker.voice = "klingon"
        speaker.speak(TEN, "a")
        await ear.until(Failed)
        assert ear.failures() == [Failed("a", "There is no voice 'klingon'. `proctor voices` lists those there are.")]
        speaker.voice = ""
        speaker.speak(TEN, "b")
        await ear.until(Done("b"))
        assert await speaker.voices() == ()


# -- an engine that fails -------------------------------------------------------------------------------------------


async def check_resumed(folder: Path, bad: str, patience: float = CALM) -> None:
    """Speak a text in which the engine fails once: another process goes on at the last word that was told."""
    text = f"one two three {bad} four five"
    async with speaking(fake("beeps", "quick", folder, patience=patience)) as (speaker, ear):
        first = speaker.pid
        speaker.speak(text, "a")
        await ear.until(Done("a"))
        assert speaker.pid != first
        assert not ear.failures()
        assert [one for one in ear.heard if isinstance(one, Started)] == [Started("a")]
        begun = starts(folder)
        assert begun[0] == 0
        assert len(begun) == 2
        words = ear.words(text)
        again = text[begun[1] :].split()
        assert words == [*text.split()[: words.index(again[0]) + 1], *again]
        if sys.platform == "linux":
            assert first is not None
            assert not left(first)


async def test_an_engine_that_hangs_in_mid_text_is_ended_and_the_text_goes_on_at_the_last_word(tmp_path: Path) -> None:
    await check_resumed(tmp_path, "HANG")


async def test_an_engine_that_hangs_before_the_first_sound_is_ended_and_the_text_is_spoken(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path, patience=1.0)) as (speaker, ear):
        first = speaker.pid
        speaker.speak("HANG one", "a")
        await ear.until(Done("a"))
        assert speaker.pid != first
        assert ear.words("HANG one") == ["HANG", "one"]


async def test_an_engine_that_crashes_in_mid_text_is_begun_anew_and_the_text_goes_on_at_the_last_word(tmp_path: Path) -> None:
    await check_resumed(tmp_path, "CRASH")


async def test_an_engine_that_raises_is_a_sentence_and_the_next_text_is_spoken(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        first = speaker.pid
        speaker.speak("RAISE", "a")
        await ear.until(Failed("a", "This text cannot be spoken: the speech engine failed at it."))
        speaker.speak(TEN, "b")
        await ear.until(Done("b"))
        assert speaker.pid == first
    assert "ZeroDivisionError" in (tmp_path / "log").read_text()


async def test_three_crashes_and_the_voice_is_off_for_good(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        speaker.speak("one DIE two", "a")
        await ear.until(Failed)
        [failed] = ear.failures()
        assert failed.id == "a"
        assert failed.for_good
        assert "three times within a minute" in failed.message
        assert len(starts(tmp_path)) == 3
        assert (speaker.state, speaker.pid) == ("off", None)
        speaker.speak(TEN, "b")
        assert ear.heard[-1] == Failed("b", failed.message, for_good=True)
        assert await speaker.voices() == ()


async def test_what_engines_and_libraries_print_stands_in_the_log_and_nowhere_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        speaker.speak("one PRINT two", "a")
        await ear.until(Done("a"))
        assert ear.words("one PRINT two") == ["one", "PRINT", "two"]
    log = (tmp_path / "log").read_text()
    for who in ("an engine", "a library"):
        for where in ("output", "error"):
            assert f"{who} on standard {where}" in log
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("engine", "sink", "says"),
    [
        ("none", "quick", "There is no voice on this machine: no espeak-ng is found."),
        ("beeps", "no", "There is no sound on this machine: there is none."),
        (
            "broken",
            "quick",
            "The voice failed three times within a minute and is off now. The words on the screen are unaffected.",
        ),
    ],
)
async def test_what_is_missing_is_said_once_in_a_sentence(tmp_path: Path, engine: str, sink: str, says: str) -> None:
    async with speaking(fake(engine, sink, tmp_path)) as (speaker, ear):
        assert speaker.equipment.problem == says
        assert ear.heard == [Failed("", says, for_good=True)]
        assert speaker.state == "off"


async def test_a_process_that_does_not_begin_is_ended_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proctor.voice.process.BEGINNING", 0.3)
    async with speaking(fake("slow", "quick", tmp_path)) as (_, ear):
        [failed] = ear.failures()
        assert failed.message == "The voice did not start in time. `proctor doctor` says what is missing."


async def test_a_program_that_is_not_there_is_a_sentence() -> None:
    async with speaking(Setup(run=("/nowhere/speak",))) as (_, ear):
        [failed] = ear.failures()
        assert failed.message == "The voice cannot be started: No such file or directory."


async def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        speaker.speak("one", "a")
        await ear.until(Done("a"))


# -- a device that fails --------------------------------------------------------------------------------------------


async def test_a_device_that_goes_away_in_mid_word_is_a_sentence_and_the_next_text_finds_another(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "lost", tmp_path)) as (speaker, ear):
        speaker.speak(LONG, "a")  # longer than what is made ahead, so that the engine waits
        await ear.until(Failed("a", "The voice stopped: the sound device went away."))
        (tmp_path / "unplugged").touch()
        for again in ("b", "c"):
            speaker.speak(TEN, again)
            await ear.until(Failed(again, "There is no sound: the sound device went away."))
        (tmp_path / "unplugged").unlink()
        speaker.speak(TEN, "d")
        await ear.until(Done("d"))
        assert ear.words(TEN, "d") == TEN.split()


async def test_a_device_that_stops_asking_for_sound_is_a_sentence_and_the_next_text_finds_another(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "stuck", tmp_path)) as (speaker, ear):
        speaker.speak(TEN, "a")
        await ear.until(Failed("a", "The voice stopped: the sound device does not answer."))
        speaker.speak(TEN, "b")
        await ear.until(Done("b"))


# -- nothing is left ------------------------------------------------------------------------------------------------


@pytest.fixture
def sleeping_aplay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An aplay that never ends by itself comes first on the path."""
    path = program(tmp_path / "bin", "aplay", SLEEPS)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


@LINUX
async def test_an_aplay_that_sleeps_is_gone_after_stop_and_after_close_the_process_is_too(
    tmp_path: Path, sleeping_aplay: Path
) -> None:
    async with speaking(fake("beeps", "aplay", tmp_path)) as (speaker, ear):
        assert speaker.pid is not None
        pid = speaker.pid
        speaker.speak(LONG, "a")
        await ear.until(Word)
        await until(lambda: len(left(pid)) > 1)
        speaker.stop()
        await until(lambda: left(pid) == [pid])
        speaker.speak(LONG, "b")
        await ear.until(lambda: bool(ear.words(LONG, "b")))
        await until(lambda: len(left(pid)) > 1)
    await until(lambda: not left(pid))


@LINUX
async def test_an_aplay_that_sleeps_does_not_outlive_a_crash(tmp_path: Path, sleeping_aplay: Path) -> None:
    async with speaking(fake("beeps", "aplay", tmp_path)) as (speaker, ear):
        first = speaker.pid
        assert first is not None
        speaker.speak("one CRASH two", "a")
        await ear.until(Done("a"))
        assert speaker.pid != first
        await until(lambda: not left(first))


PROGRAM = """
import asyncio, sys
from proctor.voice.process import ProcessSpeaker, Setup
async def main():
    speaker = ProcessSpeaker(Setup(run=tuple(sys.argv[1:]), patience=5.0), lambda event: print(speaker.pid, event, flush=True))
    await speaker.start()
    speaker.speak("word " * 5_000, "a")
    await asyncio.sleep(1_000)
asyncio.run(main())
"""


@LINUX
@pytest.mark.parametrize("engine", ["beeps", "slow", "greedy"])
async def test_a_program_that_is_killed_leaves_no_process_behind(tmp_path: Path, sleeping_aplay: Path, engine: str) -> None:
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, *fake(engine, "aplay", tmp_path).run), stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert program.stdout is not None
    if engine == "beeps":
        pid = int((await program.stdout.readline()).split()[0])
        await until(lambda: len(left(pid)) > 1)
    else:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        await until(lambda: bool(children.read_text().strip()))
        pid = int(children.read_text())
        await until((tmp_path / "begun").exists)
    program.kill()
    await program.communicate()
    await until(lambda: not left(pid))


@LINUX
async def test_a_speaker_that_is_closed_while_it_starts_leaves_no_process_behind(tmp_path: Path) -> None:
    for moment in range(4):
        speaker = ProcessSpeaker(fake("beeps", "quick", tmp_path))
        starting = asyncio.create_task(speaker.start())
        await asyncio.sleep(0.02 * moment)
        pid = speaker.pid
        await speaker.close()
        await asyncio.wait_for(starting, DEADLINE)
        assert speaker.state == "off"
        assert pid is None or not left(pid)
        assert speaker.pid is None


async def test_a_speaker_that_was_closed_says_so_and_can_be_closed_again(tmp_path: Path) -> None:
    async with speaking(fake("beeps", "quick", tmp_path)) as (speaker, ear):
        await speaker.close()
        speaker.speak(TEN, "a")
        assert ear.heard == [Failed("a", "The voice is off.", for_good=True)]
        for act in (speaker.pause, speaker.resume, speaker.stop, speaker.kill):
            act()


async def test_a_silent_speaker_is_done_at_once_and_keeps_what_was_to_be_said() -> None:
    ear = Ear()
    speaker = SilentSpeaker(ear)
    assert not (await speaker.start()).sink
    speaker.speak(TEN, "a", start=4)
    for act in (speaker.pause, speaker.resume, speaker.stop, speaker.kill):
        act()
    assert ear.heard == [Started("a"), Done("a")]
    assert speaker.said == [("a", TEN, 4)]
    assert (speaker.state, speaker.capabilities.audible, await speaker.voices()) == ("ready", False, ())
    await speaker.close()


class Fingers:
    """Whoever plays with a speaker at random, from a seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.pids: set[int] = set()

    async def sequence(self, speaker: ProcessSpeaker, *, murder: bool) -> None:
        """Some acts, and stop."""
        acts = [self.speak, self.speak, self.pause, self.resume, self.stop, self.wait, self.wait]
        for _ in range(self.random.randrange(1, 8)):
            await self.random.choice(acts)(speaker)
            if speaker.pid:
                self.pids.add(speaker.pid)
        if murder and speaker.pid:
            os.kill(speaker.pid, self.random.choice((signal.SIGKILL, signal.SIGSEGV)))
            await self.wait(speaker)
        speaker.stop()

    async def speak(self, speaker: ProcessSpeaker) -> None:
        speaker.speak(self.random.choice((TEN, LONG)), self.random.choice("ab"), self.random.randrange(40))

    async def pause(self, speaker: ProcessSpeaker) -> None:
        speaker.pause()

    async def resume(self, speaker: ProcessSpeaker) -> None:
        speaker.resume()

    async def stop(self, speaker: ProcessSpeaker) -> None:
        speaker.stop()

    async def wait(self, speaker: ProcessSpeaker) -> None:
        await asyncio.sleep(self.random.random() * 0.03)


async def play(folder: Path, seed: int, sequences: int, sink: str) -> None:
    """Sequences at random, some of them with a process of their own, some in which it is killed."""
    fingers = Fingers(seed, folder)
    speaker = ProcessSpeaker(fake("beeps", sink, folder))
    for number in range(sequences):
        if speaker.state == "off":
            speaker = ProcessSpeaker(fake("beeps", sink, folder))
            await speaker.start()
        await fingers.sequence(speaker, murder=number % 5 == 4)
        if number % 4 == 3:
            await until_silent(folder)
        if number % 10 == 9:
            await speaker.close()
    await speaker.close()
    await until_silent(folder)
    await until(lambda: not any(left(pid) for pid in fingers.pids))


@LINUX
async def test_starting_stopping_and_killing_at_random_leaves_neither_sound_nor_process(tmp_path: Path) -> None:
    await play(tmp_path, 1, 20, "quick")


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize("sink", ["quick", "aplay", "null"])
async def test_two_hundred_of_them_leave_neither_sound_nor_process(tmp_path: Path, sink: str, sleeping_aplay: Path) -> None:
    await play(tmp_path, 2, 200, sink)
