"""When the tasks of a checklist are due: on a day, by the end of a month, or by a rule that no calendar can work out.

A day counts, and is late once it is over. What hangs on something that happens ("within 24 hours of the incident") has a
form of its own, so that it can be checked and held against others, and is shown in words.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from proctor.scripts.base import Date, Model, read_date, spelt

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
AMOUNT = r"^[1-9]\d{0,3} (hour|day|week|month|working day|instructional day|percent)s?$"

Month = Annotated[str, StringConstraints(pattern=MONTH)]
Amount = Annotated[str, StringConstraints(pattern=AMOUNT)]
"""A number and its unit: ``24 hours``, ``20 working days``, ``66 percent``."""

RULES = ("on", "until", "within", "at_least", "not_before")


class Due(Model):
    """One deadline: ``on`` a day; or one of ``until``, ``within``, ``at_least`` and ``not_before``, and what it hangs on, in
    words behind ``after``, ``before`` or ``of``; or ``before`` alone. ``what`` says what must be so, where that is not the task
    itself."""

    on: Date | None = None
    until: Date | None = None
    within: Amount | None = None
    at_least: Amount | None = None
    not_before: Amount | None = None
    after: str = ""
    before: str = ""
    of: str = ""
    what: str = ""

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        rules = [name for name in RULES if getattr(self, name) is not None]
        hangs_on = [name for name in ("after", "before", "of") if getattr(self, name)]
        if len(rules) > 1 or not (rules or hangs_on == ["before"]):
            raise ValueError("a deadline is a date, or has one of within, at_least, not_before and until, or before alone")
        if len(hangs_on) > 1:
            raise ValueError(f"a deadline hangs on one thing: {hangs_on[0]} or {hangs_on[1]}, not both")
        return self

    @property
    def day(self) -> date | None:
        """The day that counts, where there is one."""
        return date.fromisoformat(self.on) if self.on else None

    @property
    def last(self) -> date | None:
        """The last day of something that may go on until then: a date to be known, by which nothing is late."""
        return date.fromisoformat(self.until) if self.until else None

    @property
    def words(self) -> str:
        """``by December 1, 2020``, ``within 24 hours of the incident``."""
        hangs_on = next((f"{name} {said}" for name in ("after", "before", "of") if (said := getattr(self, name))), "")
        said = " ".join(part for part in (self._rule(), hangs_on) if part)
        return f"{said} ({self.what})" if self.what else said

    def _rule(self) -> str:
        for name in ("within", "at_least", "not_before"):
            if amount := getattr(self, name):
                return f"{name.replace('_', ' ')} {amount}"
        if self.last:
            return f"until {spelt(self.last)}"
        return f"by {spelt(self.day)}" if self.day else ""


def end_of(month: str) -> date:
    """The last day of a month written ``2020-07``."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def _one(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return {"on": read_date(value)}
    except ValueError as error:
        raise ValueError(f"due: {error}; a rule is written as {{within: 24 hours, of: an incident}}") from None


def _several(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Dues = Annotated[tuple[Annotated[Due, BeforeValidator(_one)], ...], BeforeValidator(_several), Field(max_length=8)]
"""``due: 2020-12-01``, ``due: {within: 24 hours, of: an incident}``, or a list of such."""
