"""The process itself, with the engines: espeak on a device that keeps time only, and a system's voice as pyttsx3 has it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from proctor.voice.child.engines import _characters
from proctor.voice.events import Capabilities, Done, Failed, Started, Word
from proctor.voice.process import ProcessSpeaker, command
from tests.voice.ear import DEADLINE, Ear, fake, null, speaking

QUOTED = '“Don’t,” she said: "open (your) booklets" — naïve café-goers, 😀 too.'


async def speak_all(speaker: ProcessSpeaker, ear: Ear, text: str, start: int = 0) -> list[str]:
    """Speak a text to its end; the words that were told."""
    del ear.heard[:]
    speaker.speak(text, "a", start)
    await ear.until(lambda: any(isinstance(one, (Done, Failed)) for one in ear.heard))
    assert ear.heard[-1] == Done("a"), ear.heard[-1]
    return ear.words(text)


def in_order(ear: Ear) -> bool:
    spans = [(one.start, one.end) for one in ear.heard if isinstance(one, Word)]
    return spans == sorted(spans)


async def test_espeak_speaks_on_the_null_device_and_tells_its_words(tmp_path: Path) -> None:
    async with speaking(null(tmp_path / "log")) as (speaker, ear):
        assert speaker.equipment.engine.startswith("espeak-ng ")
        assert speaker.equipment.sink == "miniaudio (Null)"
        assert speaker.capabilities == Capabilities(audible=False, timed_words=True, pause=True)
        speaker.rate = 10_000
        assert await speak_all(speaker, ear, "Hand out the booklets.") == ["Hand", "out", "the", "booklets."]
        assert ear.heard[0] == Started("a")
        voices = await speaker.voices()
        assert {"en-us", "fr-fr"} <= {one.id for one in voices}
        assert all(one.name and one.languages for one in voices)
    assert (tmp_path / "log").read_text() == ""


async def test_words_are_told_where_they_stand_also_among_quotes_accents_and_emoji_and_from_a_start_on(tmp_path: Path) -> None:
    async with speaking(fake("espeak", "rapid", tmp_path)) as (speaker, ear):
        words = await speak_all(speaker, ear, QUOTED)
        assert in_order(ear)
        bare = [word.strip("“”,\"'():.") for word in words]
        assert [word for word in bare if word != "😀"] == [
            *("Don’t", "she", "said", "open", "your", "booklets", "naïve", "café-goers", "too")
        ]
        start = QUOTED.index("naïve")
        words = await speak_all(speaker, ear, QUOTED, start)
        assert words[:2] == ["naïve", "café-goers,"]
        assert words[-1] == "too."
        assert await speak_all(speaker, ear, "one", start=1_000) == []
        for speaker.voice in ("en-gb", "fr-fr"):
            assert await speak_all(speaker, ear, "un café noir") == ["un", "café", "noir"]
        speaker.voice = "tlh-no"
        speaker.speak("one", "b")
        await ear.until(Failed("b", "There is no voice 'tlh-no'. `proctor voices` lists those there are."))
        speaker.voice = ""
        assert await speak_all(speaker, ear, "one two") == ["one", "two"]


STRANGE = {
    "of 100,000 characters": "Hand out the booklets. " * 4_348,
    "of one word of 100,000 letters": "a" * 100_000,
    "of emoji": "😀🇫🇷👩‍👩‍👧‍👦" * 200,
    "of Arabic": "وزّع الكتيبات على الطلاب " * 20,
    "of marks of direction": "\u202eone\u202c \u200ftwo\u2069",
    "of control characters": "".join(map(chr, (*range(32), 127, *range(128, 160)))) * 20,
    "of halves of characters": "\ud83d \udc00 \ud83d\ud83d",
    "of the engine's own commands": "\x01600S one [[h@l'oU]] <break time='9s'/> &amp; {x} two",
    "of blanks": " \t\n\u00a0\u2003 " * 100,
    "of nothing": "",
    "of combining marks": "e" + "\u0301" * 5_000,
    "of line breaks": "one\n\n\ntwo\r\nthree\u2028four",
}


async def test_texts_that_no_one_can_read_are_silence_and_the_process_lives_on(tmp_path: Path) -> None:
    async with speaking(fake("espeak", "rapid", tmp_path)) as (speaker, ear):
        pid = speaker.pid
        for what, text in STRANGE.items():
            speaker.speak(text, what)
            await ear.until(Started(what))
        await ear.until(Done("of line breaks"))
        assert await speak_all(speaker, ear, "\x00one\x01 two\x7f") == ["one\x01", "two\x7f"]
        assert speaker.pid == pid
        assert not ear.failures()
    assert "Traceback" not in (tmp_path / "log").read_text()


@pytest.mark.parametrize("requests", [b"", b"not json\n[]\n{}\n" + b'{"do":"dance"}\n' + b"9" * 100_000 + b"\n"])
def test_the_process_ends_by_itself_when_nothing_more_can_be_asked_of_it(requests: bytes) -> None:
    done = subprocess.run(
        command("null"), input=requests, capture_output=True, timeout=DEADLINE, check=False, start_new_session=True
    )
    assert done.stderr == b""


def test_the_process_takes_no_module_from_the_folder_it_is_started_in(tmp_path: Path) -> None:
    (tmp_path / "pyttsx3.py").write_text("raise SystemExit('mine')")
    (tmp_path / "json.py").write_text("raise SystemExit('mine')")
    run = [*command("no such sink")]
    done = subprocess.run(run, stdin=subprocess.DEVNULL, capture_output=True, timeout=DEADLINE, check=False, cwd=tmp_path)
    assert b"mine" not in done.stderr


# -- a system's voice -----------------------------------------------------------------------------------------------


async def test_a_systems_voice_tells_its_words_and_cannot_be_paused(tmp_path: Path) -> None:
    async with speaking(fake("system", "no", tmp_path)) as (speaker, ear):
        assert speaker.equipment.sink == "the system's own"
        assert speaker.capabilities == Capabilities(audible=True, timed_words=True, pause=False)
        assert await speak_all(speaker, ear, "😀 one naïve two", start=2) == ["one", "naïve", "two"]
        assert await speak_all(speaker, ear, "😀 one 🇫🇷 two") == ["😀", "one", "🇫🇷", "two"]
        speaker.pause()
        [voice] = await speaker.voices()
        assert (voice.id, voice.languages) == ("com.apple.alex", ("en_US",))
        speaker.voice = "none"
        speaker.speak("one", "b")
        await ear.until(Failed)
        speaker.voice = voice.id
        assert await speak_all(speaker, ear, "one") == ["one"]


async def test_a_systems_voice_is_stopped_by_its_end_as_often_as_one_likes(tmp_path: Path) -> None:
    async with speaking(fake("system", "no", tmp_path)) as (speaker, ear):
        for turn in range(3):  # as many as the crashes after which the voice is off
            speaker.speak("one forever two", str(turn))
            await ear.until(Word(str(turn), 4, 11))
            pid = speaker.pid
            speaker.stop()
            assert ear.heard[-1] == Done(str(turn), completed=False)
            speaker.speak("one two", f"{turn} again")
            await ear.until(Done(f"{turn} again"))
            assert speaker.pid != pid
        assert not ear.failures()
        speaker.speak("one forever", "old")
        await ear.until(Word("old", 4, 11))
        speaker.speak("one two", "new")
        await ear.until(Done("new"))
        assert Done("old", completed=False) in ear.heard


def test_units_of_utf_16_are_counted_as_characters() -> None:
    assert [_characters("a😀b", units) for units in range(6)] == [0, 1, 1, 2, 3, 3]
