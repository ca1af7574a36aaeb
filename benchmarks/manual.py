"""A manual's running text cut at its own headings: what an importer's plain sections look like, for measuring the search."""

from __future__ import annotations

import re

from proctor.scripts.policies import Section

_PART = re.compile(r"\bPart (I|II|III|IV) (?=[A-Z])")
_LETTER = re.compile(r"\b([A-K])\. (?=[A-Z])")
_STEP = re.compile(r"(?<![\w.(])(?<!step )(?<!page )(\d{1,2})\. (?=[A-Z\"])")
_APPENDIX = re.compile(r"\bAppendix ([A-E]) ")


def sections(text: str) -> list[Section]:
    """Contact, Schedule, the lettered sections of the parts (those called "Administer …" step by step), the appendices."""
    contents = text.index("Table of Contents")
    body = text.index("Part I ", text.index("Part I ", contents) + 1)
    titles = _titles(text[contents:body])
    schedule = text.index("Test Administration Schedule Subject")
    found = [
        Section(ref="Contact", title="Important Contact Information", text=text[:schedule]),
        Section(ref="Schedule", title="Test Administration Schedule", text=text[schedule:contents]),
    ]
    starts = _starts(text, body, titles)
    for (ref, at), (_, end) in zip(starts, [*starts[1:], ("", len(text))], strict=True):
        title, page = titles[ref]
        whole = text[at:end]
        steps = _steps(whole) if title.startswith("Administer Session") else []
        found += [Section(ref=f"{ref}.{n}", title=title, page=page, text=part) for n, part in steps]
        found += [] if steps else [Section(ref=ref, title=title, page=page, text=whole)]
    return found


def _titles(contents: str) -> dict[str, tuple[str, int]]:
    """Each section's title and page, as the contents list has them, in its order."""
    found = {}
    part = ""
    for line in re.split(r" (?=[A-K]\. |Part I|Appendix [A-E] )", contents):
        if opened := re.search(r"Part (I|II|III|IV) ", line):
            part = opened[1]
        if named := re.fullmatch(r"([A-K])\. (.+?) (\d+)", line.strip()):
            found[f"{part}.{named[1]}"] = (named[2], int(named[3]))
        elif named := re.fullmatch(r"Appendix ([A-E]) (.+) (\d+)", line.strip()):
            found[f"App.{named[1]}"] = (named[2], int(named[3]))
    return found


def _starts(text: str, body: int, titles: dict[str, tuple[str, int]]) -> list[tuple[str, int]]:
    found = []
    at = body
    for ref, (title, _) in titles.items():
        head = f"Appendix {ref[4:]} {title}" if ref.startswith("App.") else f"{ref.split('.')[1]}. {title}"
        place = text.find(head, at)
        place = place if place >= 0 else text.find(title, at)
        found.append((ref, place))
        at = place + 1
    return found


def _steps(text: str) -> list[tuple[int, str]]:
    """The numbered steps of a section, in turn: number, text."""
    found: list[tuple[int, int]] = []
    for match in _STEP.finditer(text):
        if int(match[1]) == len(found) + 1:
            found.append((int(match[1]), match.start()))
    ends = [at for _, at in found[1:]] + [len(text)]
    return [(number, text[at:end]) for (number, at), end in zip(found, ends, strict=True)]
