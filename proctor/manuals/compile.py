"""From what was recognised to a pack: scripts with their facts, clocks, announcements and materials, and plain sections.

The pack's words are the source's own. What the program adds to an official pack is said in its own words and is no say block:
the questions of facts, the titles of stages, and the counts by which every booklet is accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proctor.manuals.counting import add_counts, materials_of
from proctor.manuals.grouping import Delivered, what_is_delivered
from proctor.manuals.header import header_of, sections_of
from proctor.manuals.names import free, slug
from proctor.manuals.reading import Reading
from proctor.manuals.script import DOCUMENT, Said, Script, Values
from proctor.manuals.stages import held, stages_of
from proctor.manuals.timing import clock_of, time_of_all, timing_of


@dataclass(frozen=True)
class Compiled:
    """A pack's files as plain values, by name, and where its say blocks come from."""

    files: dict[str, Values]
    said: tuple[Said, ...]
    warnings: tuple[str, ...]


def compile_pack(reading: Reading, pack_id: str, title: str) -> Compiled:
    """Make a pack of a reading. At least one script is delivered in it."""
    taken: set[str] = set()
    whole = time_of_all(reading)
    scripts = [_built(Script(reading, one, _script_id(one, taken)), whole) for one in reading.groups.delivered]
    files = {"pack.yaml": header_of(reading, pack_id, title, scripts), **{f"{one.id}.yaml": one.values for one in scripts}}
    if sections := sections_of(reading):
        files["sections.yaml"] = {"document": DOCUMENT, "sections": sections}
    return Compiled(
        files, tuple(said for one in scripts for said in one.said), tuple(text for one in scripts for text in one.warnings)
    )


def _built(script: Script, whole: Values) -> Script:
    """The script with everything worked out, in the order in which one thing hangs on another. ``whole`` is what the whole
    manual says of the time of its sessions."""
    script.timing = timing_of(script, whole)
    script.clock = clock_of(script)
    script.materials = list(materials_of(script))
    holding = held(script)
    for section in script.group.sections:
        for stage in stages_of(script, section, holding):
            script.add(stage)
    add_counts(script)
    return script


def _script_id(one: Delivered, taken: set[str]) -> str:
    what = what_is_delivered(one.title)
    plain = "practice-test" if what == "practice" else what.replace(" ", "-")
    if not plain:
        words = re.sub(
            r"(?i)\A(?:administering|administer|directions for|giving|conducting|part \w+:?|the)\s+(?:the\s+)?", "", one.title
        )
        plain = slug(words, most=40) or "script"
    name = free(plain, taken | OTHER_FILES)
    taken.add(name)
    return name


OTHER_FILES = {"pack", "sections", "policies", "local", "corrections", "calendar", "drills"}
"""What other files of a pack are called."""
