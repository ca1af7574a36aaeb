"""``pack.yaml`` and ``local.yaml``: what the scripts of a pack share, and what the school says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from proctor.scripts.base import Date, Model
from proctor.scripts.forms import Identifier, Minutes, Text, Time
from proctor.scripts.models import Step
from proctor.scripts.vocabulary import CATEGORIES, Category, words_of


class Document(Model):
    """A document that the pack cites."""

    title: Text
    publisher: str = ""
    year: int | None = None
    edition: str = ""


class Contact(Model):
    """Whom to call, and when they answer."""

    title: Text
    phone: str = ""
    email: str = ""
    online: str = ""
    hours: str = ""
    about: str = ""


class Appointment(Model):
    """A date of the program's schedule."""

    title: Text
    date: Date
    script: Identifier | None = None
    minutes: Minutes | None = None
    note: str = ""


class IncidentCategory(Model):
    """A category of incident that only this program knows."""

    id: Identifier
    title: Text
    words: tuple[str, ...] = ()


class PackHeader(Model):
    """``pack.yaml``: what the library shows, and what the scripts share. ``authority`` is what loading found: an author writes
    only what :class:`AuthoredHeader` has."""

    id: Identifier
    title: Text
    authority: Literal["rehearsal", "official", "official_edited", "official_unverified"] = "rehearsal"
    read_aloud: Literal["allowed", "human_only"] = "allowed"
    summary: str = ""
    documents: dict[Identifier, Document] = Field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    referral: str = ""
    """Whom to ask what its documents do not say, as in "your table leader"; without it, the principal."""
    schedule: tuple[Appointment, ...] = ()
    pronunciations: dict[str, str] = Field(default_factory=dict)
    incidents: tuple[IncidentCategory, ...] = ()
    procedures: dict[Identifier, Annotated[tuple[Step, ...], Field(min_length=1)]] = Field(default_factory=dict)
    scripts: Annotated[tuple[Identifier, ...], Field(min_length=1)] = ()
    """Left out where a pack has a calendar and nothing to deliver."""

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories of incident: the program's, and those that only this pack knows."""
        return (*CATEGORIES, *(Category(one.id, one.title, one.words) for one in self.incidents))

    @property
    def words(self) -> str:
        """Whose words they are, for people."""
        return words_of(self.authority)


class AuthoredHeader(PackHeader):
    """``pack.yaml`` as it is written."""

    authority: Literal["rehearsal", "official"] = "rehearsal"


class LocalSheet(Model):
    """``local.yaml``: the school's own sheet. What it says is shown as "your school", never as the manual."""

    school: str = ""
    district: str = ""
    dismissal: str = ""
    additional_time: str = ""
    """Where students go who need more time."""
    call: tuple[Contact, ...] = ()
    last_bell: Time | None = None
    scheduled_start: Time | None = None
    facts: dict[Identifier, str | int | tuple[str, ...]] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)
