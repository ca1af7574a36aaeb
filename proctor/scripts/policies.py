"""What can be asked of a pack: its rules with a ruling for each place where they differ, the questions on which the manual
is silent, and plain sections of an imported manual for which no rules were written.

``policies.yaml`` and ``sections.yaml`` beside ``pack.yaml`` as frozen values; both may be missing.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from proctor.scripts.base import Model
from proctor.scripts.calendar import Calendar
from proctor.scripts.citation import Citation
from proctor.scripts.facts import When
from proctor.scripts.forms import Identifier, Ref, Text
from proctor.scripts.header import PackHeader
from proctor.scripts.models import Script

Verdict = Literal["allowed", "not_allowed", "required", "conditional", "info"]
VERDICTS: tuple[str, ...] = get_args(Verdict)

Asked = Annotated[tuple[Text, ...], Field(min_length=1)]
"""Ways in which people ask for it: words and short phrases."""


class Ruling(Model):
    """What a rule says in one place: in these scripts, these stages, with these facts; where none is named, everywhere."""

    scripts: tuple[Identifier, ...] = ()
    stages: tuple[Identifier, ...] = ()
    when: When = Field(default_factory=dict)
    verdict: Verdict
    answer: Text
    do: str = ""
    cite: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Askable(Model):
    """What people ask for by name, and by the ways in which they say it."""

    title: Text
    asked: Asked


class Policy(Askable):
    """One rule that can be asked about. ``default``: it is the manual's rule for what it does not name."""

    id: Identifier
    default: bool = False
    rulings: Annotated[tuple[Ruling, ...], Field(min_length=1)]


class Silence(Askable):
    """Something that is asked and that the manual says nothing about, though words near it stand there."""

    related: tuple[Identifier, ...] = ()
    """Ids of the policies that come nearest."""


class Policies(Model):
    """``policies.yaml``."""

    document: Identifier | None = None
    policies: tuple[Policy, ...] = ()
    silences: tuple[Silence, ...] = ()


class Section(Model):
    """A passage of a manual as it stands there. ``scripts``: where it holds; where none is named, a passage of the part that a
    script was made of holds in that script, any other everywhere."""

    ref: Ref
    scripts: tuple[Identifier, ...] = ()
    title: str = ""
    page: int | None = Field(default=None, ge=1)
    text: Text


class Sections(Model):
    """``sections.yaml``."""

    document: Identifier | None = None
    sections: tuple[Section, ...] = ()


class Pack(Model):
    """A whole pack: its header, its scripts in the header's order, and what can be asked of it."""

    header: PackHeader
    scripts: tuple[Script, ...]
    policies: Policies = Policies()
    sections: Sections = Sections()
    calendar: Calendar = Calendar()

    def script(self, script_id: str) -> Script | None:
        return next((script for script in self.scripts if script.id == script_id), None)
