"""What the rows of a record may hold: typed fields with limits, and what may never stand together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from proctor.scripts.base import Date, Model
from proctor.scripts.facts import FactValue, When, holds
from proctor.scripts.forms import Identifier, Text, in_order


class Limits(Model):
    """What a number or a date must lie between. ``why`` is said to who enters another one."""

    min: int | float | None = None
    max: int | float | None = None
    earliest: Date | None = None
    latest: Date | None = None
    why: str = ""


class Narrower(Limits):
    """Limits in place of a field's own where ``when`` is known to hold; those that it does not name stay."""

    when: When

    @model_validator(mode="after")
    def in_order(self) -> Self:
        in_order(self.min, self.max, "min and max")
        in_order(self.earliest, self.latest, "earliest and latest")
        return self


class RecordField(Limits):
    """One thing to be entered in a record, with its limits. Dates are ISO (``2021-01-31``)."""

    title: Text
    type: Literal["number", "date", "text", "choice"] = "text"
    options: tuple[Identifier, ...] = ()
    whole: bool = False
    """Of a number: nothing behind the point."""
    required: bool = True
    narrower: tuple[Narrower, ...] = ()

    def limits(self, facts: Mapping[str, FactValue]) -> Limits:
        """The limits that hold with these facts: of several that do, the last."""
        found = {name: getattr(self, name) for name in Limits.model_fields}
        for one in self.narrower:
            if holds(one.when, facts):
                found |= {name: value for name in Limits.model_fields if (value := getattr(one, name)) not in (None, "")}
        return Limits(**found)

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            raise ValueError("a field of type choice, and no other, has options")
        in_order(self.min, self.max, "min and max")
        in_order(self.earliest, self.latest, "earliest and latest")
        return self


class Rows(Model):
    """How many rows a record may have."""

    min: int = Field(default=1, ge=0)
    max: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def in_order(self) -> Self:
        in_order(self.min, self.max, "min and max")
        return self


class Never(Model):
    """What no row may say: all of ``values`` together (of one field any of several), where ``when`` is known to hold."""

    values: Annotated[When, Field(min_length=1)]
    when: When = Field(default_factory=dict)
    why: Text
