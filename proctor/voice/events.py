"""What a speaker tells while it speaks. Positions are characters of the text that it was given, the end behind the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Started:
    """The first sound of an utterance was handed to the device."""

    id: str


@dataclass(frozen=True, slots=True)
class Word:
    """The word in this range sounds now."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Done:
    """An utterance is over; ``completed`` is false where it was stopped."""

    id: str
    completed: bool = True


@dataclass(frozen=True, slots=True)
class Failed:
    """Something does not work. ``message`` is a sentence for people. With ``for_good`` nothing more will be spoken."""

    id: str
    message: str
    for_good: bool = False


Event = Started | Word | Done | Failed

State = Literal["starting", "ready", "off"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a speaker can do.

    ``audible``: a device plays it. ``timed_words``: words are told as they sound, else only utterances. ``pause``: it can hold
    on within an utterance and go on there.
    """

    audible: bool = False
    timed_words: bool = False
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the engine: ``id`` is what ``voice_name`` and ``--voice`` take, ``languages`` are tags such as ``en-us``."""

    id: str
    name: str
    languages: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What was found on this machine: the engine, the library behind it, and where the sound goes; "" for what is missing."""

    engine: str = ""
    library: str = ""
    sink: str = ""
    problem: str = ""
    """Why there is no sound, in a sentence; "" where there is."""
