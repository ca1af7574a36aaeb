"""The forms that words, numbers and times have in a pack, and how an author is told of them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from proctor.scripts.base import DATE
from proctor.scripts.due import AMOUNT, MONTH

IDENTIFIER = r"^[a-z0-9][a-z0-9_-]*$"
REF = r"^[^\s/?#]+$"
TIME = r"^([01]?\d|2[0-3]):[0-5]\d$"
AT = r"^(half|end|[0-9]{1,4}m before end|[0-9]{1,4}m after start)$"

FORMS = {
    IDENTIFIER: "small letters, digits, - and _, such as answer_booklet",
    REF: "a number as the manual prints it, such as III.D.5, without blanks, /, ? or #",
    DATE: "a date such as 2026-05-23",
    TIME: "a time such as 9:14",
    AT: "half, end, 10m before end or 10m after start",
    MONTH: "a month such as 2020-07",
    AMOUNT: "a number and its unit (hours, days, weeks, months, working days, instructional days, percent), such as 24 hours",
}
"""The forms above as an author is told of them."""

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=80)]
Ref = Annotated[str, StringConstraints(pattern=REF, max_length=40)]
"""A step's number in its manual, as printed: ``III.D.5``. No white space, ``/``, ``?`` or ``#``: ids are built on it."""
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Spoken = Annotated[str, StringConstraints(min_length=1)]
"""Words to be read aloud: kept to the character, the author's line breaks too."""


def in_order(low: Any, high: Any, names: str) -> None:
    """Limits that nothing could keep would only be met in the room."""
    if low is not None and high is not None and low > high:
        raise ValueError(f"{names}: {low} is more than {high}")


Time = Annotated[str, StringConstraints(pattern=TIME)]
Minutes = Annotated[int, Field(gt=0, le=1440)]
"""A whole number of them, within a day."""
