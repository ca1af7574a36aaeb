"""A pack as plain, frozen values: what ``scripts_data/<pack>/`` holds after it was read and checked.

The names are the words of the project (pack, script, stage, step, block, fact …). What they are made of stands beside: forms,
facts, rows, blocks; the pack's header is above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from proctor.scripts.base import Model
from proctor.scripts.blocks import Block, BlockBase
from proctor.scripts.due import Dues, Month
from proctor.scripts.facts import STUDENTS, Fact, When
from proctor.scripts.forms import AT, Identifier, Minutes, Ref, Text
from proctor.scripts.kinds import habits_of


def puts_a_wait_first(step: Any) -> bool:
    """Whether a step as it is written says ``after:``; its blocks then count from the wait that this stands for."""
    if not isinstance(step, dict) or not isinstance(step.get("blocks"), list):
        return False
    after = step.get("after")
    return isinstance(after, str) and bool(after.strip())


_AT = re.compile(r"(?:([0-9]+)m (before end|after start)|half|end)\Z")


class Step(Model):
    """One numbered instruction of the manual. With ``at`` it is an announcement, due by the clock."""

    ref: Ref
    title: str = ""
    page: int | None = Field(default=None, ge=1)
    at: Annotated[str, StringConstraints(pattern=AT)] | None = None
    when: When = Field(default_factory=dict)
    after: str = ""
    due: Dues = ()
    """Of a task of a checklist; without one it is due when the month of its stage is over."""
    see: tuple[Identifier, ...] = ()
    """Ids of the script's ``details`` that say more."""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _after_is_a_wait(cls, value: Any) -> Any:
        """``after: X`` is a wait block put first, so that there is one mechanism."""
        if puts_a_wait_first(value):
            wait = {"kind": "wait", "text": f"until {value['after']}"}
            rest = {key: one for key, one in value.items() if key != "after"}
            return {**rest, "blocks": [wait, *value["blocks"]]}
        return value

    def numbered(self) -> Iterator[tuple[str, BlockBase]]:
        """The blocks with their ids: ``<ref>/<n>``, n from 1."""
        for n, block in enumerate(self.blocks, 1):
            yield f"{self.ref}/{n}", block

    def due_after(self, scheduled_minutes: int | None) -> int | None:
        """Milliseconds of testing time after which an announcement is due; None where it cannot be said."""
        found = _AT.match(self.at or "")
        if not found:
            return None
        minute = 60_000
        if found[2] == "after start":
            return int(found[1]) * minute
        if scheduled_minutes is None:
            return None
        whole = scheduled_minutes * minute
        return whole // 2 if self.at == "half" else whole - int(found[1] or 0) * minute


class Stage(Model):
    """A named part of a script. ``order: any``: blocks are ticked in any order; ``month``: when a checklist's tasks are due."""

    id: Identifier
    title: Text
    order: Literal["in_turn", "any"] = "in_turn"
    month: Month | None = None
    when: When = Field(default_factory=dict)
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Material(Model):
    """Something that is handed out, used or brought; ``returned`` ones are reconciled before the seal."""

    id: Identifier
    title: Text
    per_student: int | None = Field(default=None, ge=0)
    returned: bool = False
    from_: Literal["principal", "room", "student"] = Field(default="principal", alias="from")
    optional: bool = False
    when: When = Field(default_factory=dict)
    ref: Ref | None = None
    note: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Timing(Model):
    """How long it takes. ``untimed``: nobody has to stop at the end of the scheduled time; more follows."""

    scheduled_minutes: Minutes | None = None
    untimed: bool = False
    approximate: bool = False
    same_day: bool = False
    block_minutes: Minutes | None = None


class Source(Model):
    """Where in which document the script stands."""

    document: Identifier
    section: str = ""


class Outcome(Model):
    """One line of what a script comes to: a fact, and the words for each of its values (else the value itself)."""

    fact: Identifier
    title: Text
    words: dict[str, Text] = Field(default_factory=dict)


class Detail(Model):
    """What a document says of several steps in one place: shown beside each that names it under ``see``."""

    id: Identifier
    title: Text
    section: Ref
    page: int | None = Field(default=None, ge=1)
    text: Text
    link: str = ""


class Script(Model):
    """One thing to be delivered from start to end. ``id`` is the name of its file."""

    id: Identifier
    title: Text
    kind: Literal["session", "practice", "questionnaire", "scoring", "checklist"] = "session"
    summary: str = ""
    source: Source | None = None
    timing: Timing = Timing()
    facts: dict[Identifier, Fact] = Field(default_factory=dict)
    materials: tuple[Material, ...] = ()
    procedures: dict[Identifier, Annotated[tuple[Step, ...], Field(min_length=1)]] = Field(default_factory=dict)
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    outcome: tuple[Outcome, ...] = ()
    details: tuple[Detail, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether it is a list of tasks: no room, no students, no clock."""
        return self.kind == "checklist"

    def detail(self, detail_id: str) -> Detail | None:
        return next((one for one in self.details if one.id == detail_id), None)

    def steps(self) -> Iterator[tuple[Stage, Step]]:
        """Every step of the stages, in order; procedures are not among them."""
        for stage in self.stages:
            for step in stage.steps:
                yield stage, step


def facts_of(script: Script) -> dict[str, Fact]:
    """The script's facts and the reserved ones, as far as there is a room with students."""
    return {"students": STUDENTS, **script.facts} if habits_of(script.kind).room else dict(script.facts)
