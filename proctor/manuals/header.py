"""What a pack says of itself: its manual, whom to call, its dates; and the passages to look things up in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from proctor.manuals.names import REF, free
from proctor.manuals.reading import Reading
from proctor.manuals.script import DOCUMENT, Script, Values


def header_of(reading: Reading, pack_id: str, title: str, scripts: list[Script]) -> Values:
    manual = reading.source.manual
    front = reading.source.text[: reading.outline.front.end] or reading.source.text[:1_500]
    year = _year(f"{title} {front} {manual.name}")
    document: Values = {"title": reading.outline.title or title}
    if year:
        document["year"] = year
    header: Values = {
        "id": pack_id,
        "title": title,
        "authority": "official",
        "summary": f"Taken word for word from {manual.name}.",
        "documents": {DOCUMENT: document},
    }
    if contacts := list(_contacts(reading)):
        header["contacts"] = contacts
    if schedule := [entry for one in scripts if (entry := _appointment(one, year))]:
        header["schedule"] = schedule
    header["scripts"] = [one.id for one in scripts]
    return header


def _year(text: str) -> int | None:
    found = re.search(r"(?<!\d)20\d\d(?!\d)", text)
    return int(found[0]) if found else None


_PHONE = re.compile(r"\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]*\w")


def _contacts(reading: Reading) -> Iterator[Values]:
    """Telephone numbers of the front matter, each with the words before it."""
    span = next((span for ref, _, span in reading.front if ref == "Contact"), None)
    if span is None:
        return
    text = " ".join(reading.source.text[span.start : span.end].split())
    at = 0
    for found in _PHONE.finditer(text):
        before = re.split(r"(?<=[.:!?])\s|(?:Phone|Tel(?:ephone)?|Call)\b\W*", text[at : found.start()])
        named = next((part.strip(" ,;:") for part in reversed(before) if len(part.strip(" ,;:")) > 3), "")
        mail = _MAIL.search(text[at : found.start()])
        contact = {"title": named[-80:] or "By telephone", "phone": found[0]}
        if mail:
            contact = {
                "title": named[-80:].replace(mail[0], "").strip(" :,") or "By telephone or e-mail",
                "phone": found[0],
                "email": mail[0],
            }
        yield contact
        at = found.end()


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:,?\s+(20\d\d))?\b")


def _appointment(script: Script, year: int | None) -> Values | None:
    """The date in a script's title, where it has one."""
    found = _DATE.search(script.group.title)
    if not found or not (found[3] or year):
        return None
    try:
        day = date(int(found[3] or year or 0), _MONTHS.index(found[1]) + 1, int(found[2])).isoformat()
    except ValueError:  # May 43
        return None
    entry: Values = {"title": script.title, "date": day, "script": script.id}
    if minutes := script.timing.get("scheduled_minutes"):
        entry["minutes"] = minutes
    return entry


def sections_of(reading: Reading) -> list[Values]:
    """The passages to look things up in."""
    source = reading.source
    found = [
        _section(ref, title, source.manual.page_at(span.start), source.said(span.start, span.end))
        for ref, title, span in reading.front
    ]
    for one in reading.groups.looked_up:
        body = one.section.body
        found.append(
            _section(one.section.ref or "Manual", one.section.title, one.section.page, source.said(body.start, body.end))
        )
    taken: set[str] = set()
    for values in found:
        values["ref"] = free(values["ref"], taken, most=REF)
        taken.add(values["ref"])
    return found


def _section(ref: str, title: str, page: int | None, text: str) -> Values:
    values: Values = {"ref": ref}
    if title:
        values["title"] = title
    if page and page > 0:
        values["page"] = page
    return {**values, "text": text}
