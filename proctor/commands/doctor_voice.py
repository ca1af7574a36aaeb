"""What ``proctor doctor`` says of the voice: the library, where the sound goes, and whether something is spoken."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from proctor.commands.findings import Finding
from proctor.commands.output import say
from proctor.commands.speech import INSTALL, NoVoice, advice, mouth, set_up, until_told
from proctor.errors import VoiceError
from proctor.settings import RATES, Places, Settings
from proctor.voice.events import Equipment
from proctor.voice.process import Setup

SILENT = "I"
"""What is spoken without sound: short, since it takes its time."""
ALOUD = "This is the voice of proctor. It reads what stands on the screen."
OWN_SOUND = "none without a sound, since the system plays its voices itself"
LIMIT = 5.0
"""Seconds within which so short a text is spoken."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """How long a text without sound took: milliseconds to its first sound and to its end."""

    began: int = 0
    ended: int = 0
    timed_words: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of looking for a voice. ``not_miniaudio``: why the sound does not go through the sink that comes first."""

    found: Equipment
    spoke: Spoke = Spoke()
    not_miniaudio: str = ""


def looked_at(places: Places) -> tuple[Finding, ...]:
    """What there is to say, after looking for a voice without a sound."""
    settings = Settings.load(places.settings)
    return tuple(_findings(settings, asyncio.run(_tried(set_up(places, settings)))))


def spoken_aloud(places: Places) -> Finding:
    """Speak a sentence as the settings have it, and say so before."""
    setup = set_up(places, Settings.load(places.settings))
    try:
        where = until_told(_aloud(setup))
    except VoiceError as error:
        return Finding("voice aloud", "warn", error.message, error.advice)
    return Finding("voice aloud", "ok", f"a sentence was spoken through {where}; if nothing was heard, turn up the sound")


async def _aloud(setup: Setup) -> str:
    async with mouth(setup) as speaker:
        where = speaker.equipment.sink
        say(f"One sentence is spoken aloud now, through {where}. Ctrl-C is silence.", err=True)
        await speaker.say(ALOUD)
        return where


# -- looking --------------------------------------------------------------------------------------------------------


async def _tried(setup: Setup) -> Tried:
    """The sink that the sound would go to is begun, and gets none of it; a second process speaks to a device without sound."""
    found, spoke = await asyncio.gather(_found(setup), _spoken(replace(setup, sink="null", rate=RATES[1])))
    passed_over = setup.sink == "auto" and found.sink == "aplay"
    why = (await _found(replace(setup, sink="miniaudio"))).problem if passed_over else ""
    return Tried(found, spoke, why.rpartition(": ")[2].rstrip("."))


async def _found(setup: Setup) -> Equipment:
    try:
        async with mouth(setup) as speaker:
            return speaker.equipment
    except NoVoice as error:
        return error.found


async def _spoken(setup: Setup) -> Spoke:
    try:
        async with asyncio.timeout(LIMIT), mouth(setup) as speaker:
            if speaker.audible:
                return Spoke(problem=OWN_SOUND)
            asked = time.perf_counter()
            began: list[float] = []
            await speaker.say(SILENT, lambda: began.append(time.perf_counter()))
            ended = time.perf_counter()
            return Spoke(round((began[0] - asked) * 1_000), round((ended - asked) * 1_000), speaker.timed_words)
    except VoiceError as error:
        return Spoke(problem=error.message)
    except TimeoutError:
        return Spoke(problem="a word that was to be spoken without a sound did not come to its end")


# -- saying ---------------------------------------------------------------------------------------------------------


def _findings(settings: Settings, tried: Tried) -> Iterator[Finding]:
    found, worse = tried.found, "warn" if settings.voice else "ok"
    turn = "on" if settings.voice else "off; `voice = true` in settings.toml turns it on"
    yield Finding("voice", "ok", turn)
    if not found.engine:
        yield Finding("voice engine", worse, found.problem, advice(found))
        return
    yield Finding("voice engine", "ok", f"{found.engine}{f', from {found.library}' if found.library else ''}")
    yield _sound(settings, tried, worse)
    yield _test(tried.spoke, worse, "" if found.problem else "; `proctor doctor --speak` speaks aloud")


def _sound(settings: Settings, tried: Tried, worse: str) -> Finding:
    found = tried.found
    if found.problem:
        return Finding("voice sound", worse, found.problem, advice(found))
    if settings.voice_sink == "null":
        return Finding("voice sound", worse, "none, as set", 'Take voice_sink = "null" out of settings.toml to hear something.')
    passed_over = f"; not through miniaudio: {tried.not_miniaudio}" if tried.not_miniaudio else ""
    return Finding("voice sound", "ok", f"through {found.sink}{passed_over}", _better(tried))


def _better(tried: Tried) -> str:
    return f"{INSTALL} brings miniaudio, which is silent sooner." if "not installed" in tried.not_miniaudio else ""


def _test(spoke: Spoke, worse: str, aloud: str) -> Finding:
    """What the text without sound showed. Where there is no device for that, it is no fault of the voice."""
    if "not installed" in spoke.problem:
        return Finding("voice test", "ok", f"none without miniaudio{aloud}")
    if spoke.problem == OWN_SOUND:
        return Finding("voice test", "ok", f"{OWN_SOUND}{aloud}")
    if spoke.problem:
        return Finding("voice test", worse, spoke.problem)
    words = "words are told as they sound" if spoke.timed_words else "words are not told as they sound"
    times = f"without a sound: begun after {spoke.began} ms, done after {spoke.ended} ms"
    return Finding("voice test", "ok", f"{times}, {words}{aloud}")
