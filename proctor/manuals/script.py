"""One script in the making: what it is made of, and what was worked out of it so far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from proctor.manuals.grouping import Delivered
from proctor.manuals.manual import Span
from proctor.manuals.names import free, slug
from proctor.manuals.pieces import Condition, Piece
from proctor.manuals.reading import Reading
from proctor.manuals.segment import FoundStep
from proctor.scripts.vocabulary import RESERVED_FACTS

Values = dict[str, Any]
"""A part of a pack as plain values, as it stands in its file."""
DOCUMENT = "manual"
"""The id of the manual among the documents of its pack."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where a say block of the pack comes from: ``block`` is its id in ``script``."""

    script: str
    block: str
    piece: Piece
    ref: str
    """The step in which the manual has it."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the clock starts and stops, as places of pieces, and when steps fall due, by ref."""

    start: Span | None = None
    stop: Span | None = None
    due: dict[str, str] = field(default_factory=dict)


@dataclass
class Script:
    """One script in the making."""

    reading: Reading
    group: Delivered
    id: str
    facts: dict[str, Values] = field(default_factory=dict)
    materials: list[Values] = field(default_factory=list)
    timing: Values = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    stages: list[Values] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        title = re.sub(r"\s*\([^)]*\d[^)]*\)\s*\Z", "", self.group.title)
        return title or self.reading.outline.title or self.id

    @property
    def steps(self) -> list[FoundStep]:
        return [step for section in self.group.sections for step in section.steps]

    @property
    def values(self) -> Values:
        kind = (
            "practice"
            if "practice" in self.id
            else "questionnaire"
            if re.search("questionnaire|survey", self.id)
            else "session"
        )
        source: Values = {"document": DOCUMENT}
        if self.group.ref:
            source["section"] = self.group.ref
        values: Values = {"title": self.title, "kind": kind, "source": source}
        for name in ("timing", "facts", "materials"):
            if found := getattr(self, name):
                values[name] = found
        return {**values, "stages": self.stages}

    def add(self, stage: Values) -> None:
        """One more stage, under a name that no other has."""
        stage["id"] = free(stage["id"], {one["id"] for one in self.stages})
        self.stages.append(stage)

    def fact(self, text: str, values: Values) -> str:
        """The name of a fact; a text that was met before is the same one."""
        if text not in self.names:
            name = free(slug(text, joint="_", most=44) or "fact", self.facts.keys() | RESERVED_FACTS, "_")
            self.names[text] = name
            self.facts[name] = values
        return self.names[text]

    def when(self, conditions: Iterable[Condition]) -> Values:
        """Conditions as a pack has them; of two that contradict one another the first holds."""
        found: Values = {}
        for one in conditions:
            name = self.fact(
                one.text,
                {"ask": f"Is this so in your room: {_lower_first(one.text)}?", "type": "choice", "options": ["yes", "no"]},
            )
            found.setdefault(name, [one.value])
        return found

    def slot(self, printed: str, around: str) -> str:
        """The fact for a slot in spoken words."""
        choices = re.search(r":\s*(.+?)\s*[\])]\Z|\b(\w[\w ]* or \w[\w ]*)[\])]\Z", printed)
        if re.match(r"[_….]+\Z", printed):
            at = around.find(printed)
            near = around[max(0, at - 40) : at + len(printed) + 24].strip()
            ask = f"What is said in place of the blank in “… {near} …”?"
        elif choices:
            ask = f"What is said in place of {printed}: {next(filter(None, choices.groups()))}?"
        else:
            ask = f"What is said in place of {printed}?"
        return self.fact(printed, {"ask": ask, "type": "text"})


def _lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
