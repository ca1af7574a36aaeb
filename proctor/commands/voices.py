"""``proctor voices``: the voices that can read aloud."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from proctor.commands.output import say
from proctor.commands.speech import NoVoice, mouth, set_up, until_told
from proctor.errors import Exit, VoiceError
from proctor.settings import Places, Settings
from proctor.voice.events import Equipment, Voice

ALL = "all"
OF_ESPEAK = "en-us"
"""The voice that espeak has where none is set."""


@click.command()
@click.option("--language", default="en", show_default=True, metavar="TAG", help="Such as es or en-gb; all is every one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for a program.")
def voices(language: str, as_json: bool) -> int:
    """The voices that can read aloud: id, languages, gender and name; * is the one in use.

    Another one is chosen for once with `proctor say --voice ID`, and for good with voice_name = "ID" in settings.toml.

    Example: proctor voices --language es
    """
    places = Places.of_environment()
    settings = Settings.load(places.settings)
    found, every = until_told(_every(places, settings))
    used = settings.voice_name or (OF_ESPEAK if found.engine.startswith("espeak") else "")
    fitting = tuple(one for one in every if _speaks(one, language))
    if as_json:
        click.echo(json.dumps([{**asdict(one), "in_use": one.id == used} for one in fitting], indent=2, ensure_ascii=False))
        return Exit.OK
    if not fitting:
        raise VoiceError(f"There is no voice for {language!r}.", "`proctor voices --language all` lists every one.")
    for line in _table(fitting, used):
        say(line)
    if more := len(every) - len(fitting):
        say(f"{more} more for other languages: proctor voices --language all")
    if settings.voice_name and settings.voice_name not in {one.id for one in every}:
        say(f"There is no voice {settings.voice_name!r}, which is set in {places.settings}.", err=True)
    return Exit.OK


async def _every(places: Places, settings: Settings) -> tuple[Equipment, tuple[Voice, ...]]:
    """All voices, and whose they are. No loudspeaker is needed to list them: a device without sound does, where it can be had,
    and only else the real one is begun."""
    try:
        async with mouth(set_up(places, settings, sink="null")) as silent:
            return silent.equipment, await silent.voices()
    except NoVoice as error:
        if not error.found.engine:
            raise
    async with mouth(set_up(places, settings)) as real:
        return real.equipment, await real.voices()


def _speaks(voice: Voice, language: str) -> bool:
    """Whether it is for a language. Of a voice that tells none nobody knows."""
    wanted = _tag(language)
    return wanted == ALL or not voice.languages or any(f"{_tag(one)}-".startswith(f"{wanted}-") for one in voice.languages)


def _tag(language: str) -> str:
    return language.strip().lower().replace("_", "-")


def _table(found: Sequence[Voice], used: str) -> Iterator[str]:
    """The voices in columns, each as wide as what stands in it."""
    rows = [("id", "languages", "gender", "name"), *((v.id, ", ".join(v.languages), v.gender, v.name) for v in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        mark = "*" if row[0] == used else " "
        yield f"{mark} {'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip()
