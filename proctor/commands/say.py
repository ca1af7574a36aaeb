"""``proctor say``: a text, or what a script says, read aloud."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import click

from proctor.commands.output import say as echo
from proctor.commands.speech import Mouth, mouth, set_up, until_told
from proctor.documents.text import terminal_width, wrapped
from proctor.errors import Exit, UsageError, VoiceError
from proctor.settings import RATES, SINKS, Places, Settings
from proctor.state.text import paragraphs
from proctor.voice.process import Setup
from proctor.voice.pronunciation import Spoken, spoken

APART = "\n\n"
"""Between two paragraphs."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read in one go: a say block, or with no ``id`` what was typed."""

    id: str
    said: Spoken

    def lines(self, words: str) -> list[str]:
        """These words of it, as plain mode prints them."""
        first, *rest = words.split(APART)
        return [f"SAY: [{self.id}] {first}" if self.id else first, *rest]

    def values(self) -> dict[str, Any]:
        said = self.said
        return {"id": self.id, "shown": said.shown, "spoken": said.text, "changes": [asdict(one) for one in said.changes]}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is to be read; ``script`` is "" for what was typed. ``human_only``: no machine may read it."""

    passages: tuple[Passage, ...]
    script: str = ""
    human_only: bool = False

    def values(self) -> dict[str, Any]:
        return {"script": self.script or None, "passages": [one.values() for one in self.passages]}


@click.command()
@click.argument("text", nargs=-1, metavar="TEXT|SCRIPT")
@click.option("--rate", type=click.IntRange(*RATES), help="Words a minute; else as the settings have it.")
@click.option("--voice", metavar="ID", help="A voice, as `proctor voices` lists it.")
@click.option("--sink", type=click.Choice(SINKS), help="Where the sound goes; null is a device without sound that keeps time.")
@click.option("--from", "start", default="", metavar="STEP", help="The step of SCRIPT at which to begin.")
@click.option("--set", "facts", multiple=True, metavar="FACT=VALUE", help="Leave out of SCRIPT what this rules out.")
@click.option("--explain", is_flag=True, help="Make no sound: show what would be said, and why it is said so.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
def say(  # noqa: PLR0913, PLR0917 - one parameter an option
    text: tuple[str, ...], rate: int | None, voice: str | None, sink: str | None, start: str, facts: tuple[str, ...],
    explain: bool, as_json: bool,
) -> int:  # fmt: skip
    """Read TEXT aloud, or the say blocks of SCRIPT one after another. Ctrl-C is silence.

    A word that is a script's name, as `proctor preview` takes it, is that script; - is the text on standard input. It works
    whether the voice is on or off in the settings.

    Example: proctor say "Session 1"
    """
    reading = _reading(text, start, facts)
    if explain:
        _explain(reading, as_json)
        return Exit.OK
    if reading.human_only:
        raise VoiceError(f"What {reading.script} says is to be read aloud by people only.", "--explain makes no sound.")
    places = Places.of_environment()
    settings = Settings.load(places.settings)
    for problem in settings.problems:
        echo(problem, err=True)
    setup = set_up(places, settings, rate=rate, voice=voice, sink=sink or "")
    until_told(_read(reading, setup, as_json))
    return Exit.OK


def _reading(text: tuple[str, ...], start: str, facts: tuple[str, ...]) -> Reading:
    """What is read: a script where there is one word and it names one, else what was typed. Raises UsageError."""
    if len(text) == 1 and text[0] != "-" and text[0].split() == [text[0]]:
        from proctor.commands.say_script import of_script  # late: a text pays for no reading of packs

        if found := of_script(text[0], start, facts):
            passages = tuple(Passage(one, spoken(words, found.pronunciations)) for one, words in found.blocks)
            return Reading(passages, found.name, found.human_only)
    if start or facts:
        raise UsageError("--from and --set go with the name of a script.", "`proctor packs list` shows them.")
    typed = _standard_input() if text == ("-",) else " ".join(text)
    if not typed.strip():
        raise UsageError("There is nothing to say.", 'For example: proctor say "Session 1"')
    return Reading((Passage("", spoken(APART.join(paragraphs(typed)))),))


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("Standard input is no text in UTF-8.") from None


async def _read(reading: Reading, setup: Setup, as_json: bool) -> None:
    async with mouth(setup) as speaker:
        for number, one in enumerate(reading.passages):
            await speaker.say(one.said.text, None if as_json else partial(_print, one, one.said.shown, apart=number > 0))
        if as_json:
            _print_json({**reading.values(), **_how(speaker)})


def _how(speaker: Mouth) -> dict[str, Any]:
    """What spoke, for a program."""
    found = speaker.equipment
    return {"engine": found.engine, "library": found.library, "sink": found.sink, "audible": speaker.audible}


def _explain(reading: Reading, as_json: bool) -> None:
    """What would be said, and under it what is said otherwise than it is written."""
    if as_json:
        _print_json(reading.values())
        return
    for number, one in enumerate(reading.passages):
        _print(one, one.said.text, apart=number > 0)
        for change in one.said.changes:
            _print_line(f"  {change.shown} -> {change.spoken} ({change.why})")


def _print_json(values: dict[str, Any]) -> None:
    click.echo(json.dumps(values, indent=2, ensure_ascii=False))


def _print(passage: Passage, words: str, *, apart: bool) -> None:
    if apart:
        echo("")
    for line in passage.lines(words):
        _print_line(line)


def _print_line(line: str) -> None:
    rows = wrapped(line, terminal_width()).split("\n") if sys.stdout.isatty() else [line]
    for row in rows:
        echo(row)
