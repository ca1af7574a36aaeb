"""Handbooks for tests: the built-in pack's, and small ones made on the spot."""

from __future__ import annotations

from functools import cache
from typing import Any

from proctor.assistant import Assistant, Handbook, Reply
from proctor.scripts.header import LocalSheet, PackHeader
from proctor.scripts.loading import load_pack
from proctor.scripts.models import Script
from proctor.scripts.policies import Pack, Policies, Sections
from proctor.settings import builtin_packs

PACK = "mcas-2006-grade10-math"
SESSION_1, SESSION_2 = f"{PACK}/session-1", f"{PACK}/session-2"


@cache
def built_in() -> Pack:
    return load_pack(builtin_packs() / PACK)


@cache
def practice_assistant() -> Assistant:
    """Of the built-in pack alone."""
    return Assistant((Handbook.of_pack(built_in()),))


def ask(text: str, script: str | None = SESSION_1) -> Reply:
    return practice_assistant().reply(text, script=script)


def made(
    policies: Any = (),
    silences: Any = (),
    *,
    pack: str = "made",
    sections: Any = (),
    local: Any = None,
    scripts: Any = None,
    **header: Any,
) -> Handbook:
    """A handbook of a pack with two scripts of one step each, unless others are given."""
    found = scripts or [
        {"id": "one", "title": "Part One", "source": {"document": "book", "section": "I"}, "stages": [_stage("Say hello.")]},
        {"id": "two", "title": "Part Two", "source": {"document": "book", "section": "II"}, "stages": [_stage("Say goodbye.")]},
    ]
    head = {
        "id": pack,
        "title": pack.title(),
        "scripts": [one["id"] for one in found],
        "documents": {"book": {"title": "Book"}},
    }
    whole = Pack(
        header=PackHeader.model_validate({**head, **header}),
        scripts=tuple(Script.model_validate(one) for one in found),
        policies=Policies.model_validate({"document": "book", "policies": list(policies), "silences": list(silences)}),
        sections=Sections.model_validate({"document": "book", "sections": list(sections)}),
    )
    return Handbook.of_pack(whole, LocalSheet.model_validate(local) if local else None)


def _stage(said: str) -> dict[str, Any]:
    return {
        "id": "only",
        "title": "Only",
        "steps": [{"ref": "S.1", "title": "greeting", "blocks": [{"kind": "say", "text": said}]}],
    }


def policy(
    title: str, *asked: str, verdict: str = "allowed", answer: str = "", section: str = "A.1", **ruling: Any
) -> dict[str, Any]:
    """A rule with one ruling."""
    name = title.lower().replace(" ", "-")
    cite = [{"section": section, "page": 3, "title": f"On {title}"}]
    rulings = [{"verdict": verdict, "answer": answer or f"About {title}.", "cite": cite, **ruling}]
    return {"id": name, "title": title, "asked": list(asked or (title.lower(),)), "rulings": rulings}
