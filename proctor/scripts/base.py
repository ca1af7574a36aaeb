"""What every part of a pack is built on: a frozen value that knows its keys, and dates as packs write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

DATE = r"^\d{4}-\d{2}-\d{2}$"


class Model(BaseModel):
    """Frozen, and a stranger's key is an error: a misspelt ``whne`` must not hide a step."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def read_date(value: object) -> str:
    """A date as packs and journals have it. Raises ValueError with what was expected."""
    try:
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise ValueError(f"expected a date such as 2026-05-23, not {str(value)[:40]!r}") from None


def spelt(day: date) -> str:
    """``December 1, 2020``, as the documents have it."""
    return f"{day:%B} {day.day}, {day.year}"


def _date(value: str) -> str:
    return read_date(value)


Date = Annotated[str, StringConstraints(pattern=DATE), AfterValidator(_date)]
