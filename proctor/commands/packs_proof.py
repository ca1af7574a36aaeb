"""``proctor packs check --against MANUAL``: the words that are read aloud, held against the manual that they came from."""

from __future__ import annotations

from pathlib import Path

from proctor.commands.output import say
from proctor.documents.text import percent
from proctor.errors import Exit

SHOWN = 20


def prove(folder: Path, manual: Path) -> int:
    """Say whether each say block of an imported pack stands in a manual, word for word; exit code 1 where one does not."""
    from proctor.manuals.against import against

    found = against(folder, manual)
    if found.same_file:
        source = "the very file of the import (its SHA-256 is the same)"
    elif found.same_text:
        source = "another file than that of the import, with the same text"
    else:
        source = "another file than that of the import, with another text; the words were looked for in it"
    say(f"{manual.name}: {source}")
    for one in found.wrong[:SHOWN]:
        say(f"SAY {one.script} {one.block}: {one.how}", err=True)
    if len(found.wrong) > SHOWN:
        say(f"and {len(found.wrong) - SHOWN} more", err=True)
    for one in found.others_wrong[:SHOWN]:
        say(f"{one.script} {one.block}: {one.how}; it is not read aloud")
    right = found.said - len({(one.script, one.block) for one in found.wrong})
    say(f"{max(right, 0)} of {found.said} say blocks are word for word in the manual.")
    say(f"{percent(found.coverage)} of its characters had their place at the import.")
    return Exit.OK if found.holds else Exit.NO
