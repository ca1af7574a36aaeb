"""``calendar.yaml`` beside ``pack.yaml``: what is offered, when, for whom, what to read before; as frozen values.

A pack may have a calendar and no script at all. How it is listed and filtered is the affair of
:mod:`proctor.assistant.agenda`; here is only what stands in the file, and what can be wrong with it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from proctor.scripts.base import Date, Model
from proctor.scripts.citation import Citation
from proctor.scripts.forms import Identifier, Text, Time

Month = Literal[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
]
MONTHS: tuple[str, ...] = get_args(Month)
Level = Literal["all", "new", "returning"]
Mode = Literal["webinar", "in_person", "recorded"]
Registration = Literal["open", "closed", "not_yet", "not_needed"]


def _zone(value: str) -> str:
    """A name of the tz database; a misspelt one would put every time of an exported file wrong."""
    from zoneinfo import ZoneInfo  # late: only a calendar with times pays for it

    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        raise ValueError(f"expected the name of a time zone such as America/New_York, not {value[:40]!r}") from None


Zone = Annotated[Text, AfterValidator(_zone)]


class Span(Model):
    """When it takes place: a day, with times or without; days on end; or months, of a year or of every year."""

    date: Date | None = None
    start: Time | None = None
    end: Time | None = None
    until: Date | None = None
    """The last day, where it takes several."""
    months: tuple[Month, ...] = ()
    """One month, or the first and the last of a season, where no dates are given."""
    year: Annotated[int, Field(ge=1900, le=9999)] | None = None
    """Of ``months``; none: every year."""
    time_zone: Zone | None = None
    """Where it is another than the calendar's."""

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if (self.date is None) == (not self.months):
            raise ValueError("a time of a calendar has either a date or months")
        if self.months:
            self._is_a_season()
        elif self.year is not None:
            raise ValueError("year: belongs to months; a date has its own")
        if self.end is not None and self.start is None:
            raise ValueError("end: there is an end and no start")
        if self.until is not None:
            if self.start is not None:
                raise ValueError("until: days on end have no start and end; write each day with its times")
            if self.date is not None and self.until < self.date:
                raise ValueError(f"until: {self.until} is before {self.date}")
        if self.start and self.end and _minutes(self.end) <= _minutes(self.start):
            raise ValueError(f"end: {self.end} is not after {self.start}")
        return self

    def _is_a_season(self) -> None:
        if len(self.months) > 2:
            raise ValueError("months: expected one, or the first and the last")
        for name in ("start", "until"):
            if getattr(self, name) is not None:
                raise ValueError(f"{name}: belongs to a date, not to months")


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)


class Reading(Model):
    """What is to be read before, and where it is where that is known."""

    title: Text
    link: str = ""


def _reading(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


def _one(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class CalendarEntry(Model):
    """One thing that is offered, at one time or at several of which a person chooses one. What the document does not say is
    left out: ``webcast: false`` is a fact of its own."""

    id: Identifier
    title: Text
    asked: tuple[Text, ...] = ()
    """Further ways in which people ask for it."""
    when: Annotated[tuple[Span, ...], Field(min_length=1), BeforeValidator(_one)]
    for_: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(alias="for")
    """The audiences, each as the document calls it."""
    level: Level | None = None
    mode: Mode | None = None
    webcast: bool | None = None
    """Whether it is also shown live on the web."""
    covers: tuple[Text, ...] = ()
    read_before: tuple[Annotated[Reading, BeforeValidator(_reading)], ...] = ()
    registration: Registration | None = None
    place: str = ""
    link: str = ""
    note: str = ""
    cite: Citation

    model_config = Model.model_config | {"populate_by_name": True}


class Calendar(Model):
    """``calendar.yaml``."""

    document: Identifier | None = None
    time_zone: Zone | None = None
    """Of every time in it, unless one says otherwise."""
    note: str = ""
    """What holds for all of it."""
    entries: Annotated[tuple[CalendarEntry, ...], Field(min_length=1)] = ()
