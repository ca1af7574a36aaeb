"""The review of an import as a page: what was recognised, how surely, what to look at, and the whole source with its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from proctor.documents.html import Html, join, page, table, tag
from proctor.documents.text import percent
from proctor.manuals.pieces import Piece
from proctor.manuals.reading import Reading
from proctor.manuals.review import SAY_UNSURE, UNSURE
from proctor.manuals.segment import FoundSection

if TYPE_CHECKING:
    from proctor.manuals.importing import Import

STYLE = Html("""<style>
mark { background: transparent; color: inherit; border-bottom: 2px solid var(--line); }
mark.said { background: var(--shade); border-color: var(--mark); font-weight: 600; }
mark.lost { background: var(--removed-shade); color: var(--removed); border-color: var(--removed); }
mark.furniture, mark.contents { color: var(--quiet); border-style: dotted; }
.unsure { color: var(--removed); font-size: .85rem; }
.source { white-space: pre-wrap; font-size: .93rem; }
.only { color: var(--quiet); font-style: italic; }
article p { margin: .3rem 0; }
</style>""")


def review_page(found: Import) -> str:
    """The review of an import as one HTML page, to be read on a screen or printed."""
    values = found.values()
    reading = found.reading
    parts: list[Html] = [STYLE, tag("h1", f"Review: {found.title}"), *_summary(values)]
    parts += _looks(values)
    for script in reading.groups.delivered:
        parts.append(tag("h2", script.title or found.title))
        parts += [one for section in script.sections for one in _section(reading, section)]
    if reading.groups.looked_up:
        parts.append(tag("h2", "To look things up in"))
        rows = [(one.section.ref, one.section.title, str(one.section.page or "")) for one in reading.groups.looked_up]
        parts.append(table(("Section", "Title", "Page"), rows))
    parts.append(tag("h2", "The source, with the place of each stretch"))
    parts.append(
        tag("p", "Read aloud: underlined and bold. Headers, footers and the list of contents: dotted.", class_="quiet")
    )
    parts.append(tag("div", *_source(reading), class_="source"))
    return page(f"Review of {values['source']['name']}", join(parts))


def _summary(values: dict[str, Any]) -> Iterator[Html]:
    source = values["source"]
    yield tag("p", f"{source['name']} · {source['characters']:,} characters · SHA-256 {source['sha256']}", class_="quiet")
    rows = [
        ("Numbered steps in what is read", str(values["steps"])),
        ("Read aloud", str(len(values["say"]))),
        ("Sections to look things up in", str(values["policies"])),
        ("Characters that have a place", percent(values["coverage"])),
        ("To be decided by a person", str(len(values["questions"]))),
        ("Worth a look", str(len(values["unsure"]))),
        ("Broken words and footnote marks mended", str(len(values["mends"]))),
    ]
    yield table(("What", "How many"), rows)
    scripts = [
        (
            one["id"],
            one["title"],
            str(one["minutes"] or ""),
            ", ".join(one["starts"]),
            ", ".join(f"{ref} ({at})" for ref, at in one["announcements"].items()),
        )
        for one in values["scripts"]
    ]
    yield table(("Script", "Title", "Minutes", "Clock starts", "Announcements"), scripts)
    if values["warnings"]:
        yield tag("ul", *(tag("li", text) for text in values["warnings"]))


def _looks(values: dict[str, Any]) -> Iterator[Html]:
    asked = [(one["ref"], str(one["page"] or ""), one["question"], one["text"]) for one in values["questions"]]
    said = [
        (one["ref"], str(one["page"] or ""), one["question"], one["text"]) for one in values["unsure"] if one["sort"] == "say"
    ]
    lost = [("", "", f"without a place, from character {one['offset']}", one["text"]) for one in values["unplaced"]]
    if rows := [*asked, *lost, *said]:
        yield tag("h2", "Where to look")
        yield table(("Step", "Page", "What", "Words"), rows)


def _section(reading: Reading, found: FoundSection) -> Iterator[Html]:
    steps = [one for one in found.steps if one.pieces]
    if not steps:
        return
    yield tag("h3", f"{found.section.ref} {found.section.title}".strip())
    for step in steps:
        page_number = reading.source.manual.page_at(step.start) or found.section.page
        due = f" · {step.due}" if step.due else ""
        head = tag("h4", f"{step.ref}{due}{f' · p. {page_number}' if page_number else ''}")
        yield tag("article", head, *map(_piece, step.pieces))


def _piece(piece: Piece) -> Html:
    only = join(tag("span", f"only where: {one.text} ({one.value}) ", class_="only") for one in piece.conditions)
    least = SAY_UNSURE if piece.kind == "say" else UNSURE
    doubt = tag("span", f" ({piece.sure:.0%} sure: {piece.why})", class_="unsure") if piece.sure < least else Html()
    kind = tag("span", piece.kind.upper(), class_="kind")
    return tag("p", kind, " ", only, piece.text, doubt, class_="say" if piece.kind == "say" else "other")


def _source(reading: Reading) -> Iterable[Html]:
    """The source's text, each stretch marked with what it is."""
    text = reading.source.manual.text
    at = 0
    for place in reading.places:
        if place.start < at:
            continue
        if text[at : place.start].strip():
            yield tag("mark", text[at : place.start], class_="lost", title="without a place")
        elif place.start > at:
            yield join([text[at : place.start]])
        kind = "said" if place.kind == "say" else place.kind
        named = f"{place.kind} {place.ref}".strip()
        yield tag("mark", text[place.start : place.end], class_=kind, title=named)
        at = place.end
    if text[at:].strip():
        yield tag("mark", text[at:], class_="lost", title="without a place")
