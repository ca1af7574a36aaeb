"""The materials of a script, and the blocks in which they are counted, which are the program's own: every booklet has to be
accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctor.manuals import language
from proctor.manuals.names import slug
from proctor.manuals.script import Script, Values


def materials_of(script: Script) -> Iterator[Values]:
    taken: set[str] = set()
    for section in script.group.sections:
        room = False
        for piece in (piece for step in section.steps for piece in step.pieces):
            if piece.kind != "material":
                room = bool(language.OWN_ROOM.search(piece.text)) if piece.text.endswith(":") else room
                continue
            name = slug(re.sub(r"\([^)]*\)|,.*", "", piece.text), joint="_", most=40) or "material"
            if name in taken:
                continue
            taken.add(name)
            values: Values = {"id": name, "title": piece.text, "ref": section.section.ref}
            always = not language.NOT_ALWAYS.search(piece.text)
            if language.COUNTED.search(piece.text) and always and not room:
                values |= {"per_student": 1, "returned": True}
            if room:
                values["from"] = "room"
            if not always:
                values["optional"] = True
            yield values


def add_counts(script: Script) -> None:
    """Blocks in which what has to come back is counted: received, given out, come back."""
    counted = [one["id"] for one in script.materials if one.get("returned")]
    if not counted:
        return
    steps = [step for stage in script.stages for step in stage["steps"]]
    listed = next((step for step in steps if step["ref"] == script.materials[0]["ref"]), steps[0])
    listed["blocks"].append(
        {"count": "Count what you received for your students.", "materials": counted, "fields": ["received"]}
    )
    plain = [step for step in steps if "at" not in step]
    started = next(
        (n for n, step in enumerate(plain) if any("clock" in block and block["clock"] == "start" for block in step["blocks"])),
        None,
    )
    testing = plain[started + 1] if started is not None and started + 1 < len(plain) else plain[-1]
    testing["blocks"].append(
        {
            "count": "Count what you gave out, also what was found defective and replaced.",
            "materials": counted,
            "fields": ["issued"],
        }
    )
    plain[-1]["blocks"].append(
        {
            "count": "Count what came back, what is void, and what was given to nobody.",
            "materials": counted,
            "fields": ["returned", "void", "unassigned"],
        }
    )
