"""What ``proctor say`` reads of a script; apart, so that a text alone pays for no reading of packs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile

from proctor.commands.common import facts_given, library
from proctor.commands.output import say
from proctor.errors import UsageError, VoiceError
from proctor.scripts.blocks import Say
from proctor.scripts.facts import FactValue, holds
from proctor.scripts.library import Library
from proctor.scripts.models import Script, Stage, Step
from proctor.state.facts import spell
from proctor.state.text import paragraphs

LEAST_NAME = 3
"""Characters of a word that may be part of a script's name: nobody who has "I" spoken means a script with an i in its name."""
APART = "\n\n"
"""Between two paragraphs."""


@dataclass(frozen=True, slots=True)
class Aloud:
    """What of a script is read: ids and words of say blocks. ``human_only``: no machine may read it."""

    name: str
    blocks: tuple[tuple[str, str], ...]
    pronunciations: Mapping[str, str]
    human_only: bool


def of_script(word: str, start: str, facts: tuple[str, ...]) -> Aloud | None:
    """What is read of the script of which a word is the name, from the step ``start`` on; None where it is a word like any
    other. Raises UsageError."""
    there = library()
    if not _is_a_name(word, there):
        return None
    snapshot = there.snapshot(word)
    script, pack = snapshot.script, snapshot.pack
    blocks = tuple(_say_blocks(_from(script, start), facts_given(script, facts)))
    if not blocks:
        raise VoiceError(f"Nothing in {snapshot.name} is to be read aloud{' from there on' if start else ''}.")
    return Aloud(snapshot.name, blocks, pack.pronunciations, pack.read_aloud == "human_only")


def _is_a_name(word: str, there: Library) -> bool:
    """Whether a word names a script. Of one that could be part of several it is said that it is not taken for a name."""
    if len(word) < LEAST_NAME:
        return False
    try:
        there.find(word)
    except UsageError as error:
        if word.endswith(".yaml") or ("/" in word and any(_fits(part, there) for part in word.split("/"))):
            raise
        if _fits(word, there):
            say(f"It is spoken as a word. {error.message}", err=True)
        return False
    return True


def _fits(part: str, there: Library) -> bool:
    return len(part) >= LEAST_NAME and any(part.lower() in name for name in there.names())


def _from(script: Script, start: str) -> Iterator[tuple[Stage, Step]]:
    """The steps from one on. Raises UsageError where there is none of this number."""
    if start and not any(step.ref == start for _, step in script.steps()):
        raise UsageError(f"There is no step {start!r} in {script.id}.", "`proctor preview` shows them.")
    return dropwhile(lambda one: bool(start) and one[1].ref != start, script.steps())


def _say_blocks(steps: Iterator[tuple[Stage, Step]], facts: Mapping[str, FactValue]) -> Iterator[tuple[str, str]]:
    """Ids and words of what is said in a room of which this is known; what else is known there might rule out more."""
    for stage, step in steps:
        for block_id, block in step.numbered():
            conditions = (stage.when, step.when, block.when)
            if isinstance(block, Say) and not any(holds(when, facts) is False for when in conditions):
                yield block_id, _words(block, facts)


def _words(block: Say, facts: Mapping[str, FactValue]) -> str:
    """White space folded, and what is known in place of printed brackets, as in a session."""
    text = APART.join(paragraphs(block.text))
    known = {printed: spell(facts[slot.fact]) for printed, slot in block.slots.items() if slot.fact in facts}
    if not known:
        return text
    return re.sub("|".join(map(re.escape, sorted(known, key=len, reverse=True))), lambda found: known[found[0]], text)
