"""The checks of ``calendar.yaml`` that a schema cannot make. Each yields ``(path, sentence)``."""

from __future__ import annotations

from collections.abc import Iterator

from proctor.scripts.calendar import Calendar
from proctor.scripts.checks_places import Finding
from proctor.scripts.header import PackHeader
from proctor.scripts.source import Place


def check_calendar(calendar: Calendar, header: PackHeader) -> Iterator[Finding]:
    """What the shape does not say: ids once, documents that are there, a zone for each time."""
    there = ", ".join(header.documents) or "none in pack.yaml"
    if calendar.document is not None and calendar.document not in header.documents:
        yield ("document",), f"no document {calendar.document!r} in pack.yaml; there are: {there}"
    ids = [one.id for one in calendar.entries]
    for index, one in enumerate(calendar.entries):
        place: Place = ("entries", index)
        if one.id in ids[:index]:
            yield (*place, "id"), f"there are two entries {one.id!r}"
        named = one.cite.document
        if named is not None and named not in header.documents:
            yield (*place, "cite", "document"), f"no document {named!r} in pack.yaml; there are: {there}"
        if named is None and calendar.document is None and len(header.documents) != 1:
            yield (*place, "cite"), f"which document? There are: {there}"
        for number, span in enumerate(one.when):
            if span.start is not None and (span.time_zone or calendar.time_zone) is None:
                at = (*place, "when", number, "start")
                yield at, "in which time zone? Say time_zone: here or once for the file, such as America/New_York"
