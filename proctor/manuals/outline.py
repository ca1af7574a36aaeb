"""A manual's parts, lettered sections and appendices, each with its place, title and page; the contents list is not the text.

Where paragraphs are known, headings are found by their level, their label or their look. A manual that is one flat line has
its contents list alone to say where a section begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from proctor.manuals.contents import Contents, Entry, find_contents, folded
from proctor.manuals.manual import Paragraph, Span
from proctor.manuals.names import SECTION, free, slug_ref
from proctor.manuals.titles import looks_like_title
from proctor.manuals.wording import Source

ROMAN = r"[IVXLC]+|\d{1,2}|[A-Z]|ONE|TWO|THREE|FOUR|FIVE|SIX|One|Two|Three|Four|Five|Six"

LABELS = (
    ("part", re.compile(rf"(?:Part|PART)\s+({ROMAN})\b[.:]?\s*[-–—:]?\s*(.*)")),
    ("appendix", re.compile(r"(?:Appendix|APPENDIX)\s+([A-Z]|\d{1,2})\b[.:]?\s*[-–—:]?\s*(.*)")),
    ("numbered", re.compile(r"(?:Section|SECTION|Chapter|CHAPTER)\s+(\d{1,3}(?:\.\d+)*)\b[.:]?\s*[-–—:]?\s*(.*)")),
    ("numbered", re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(\S.*)")),
    ("lettered", re.compile(r"([A-Z])[.)]\s+(\S.*)")),
    ("bare", re.compile(r"(\d{1,2})\s+([A-Z].*)")),
)
"""What a heading's label looks like: kind, and a pattern of label and title."""

_RANK = {"part": 1, "appendix": 1, "numbered": 1, "lettered": 2, "plain": 2}


@dataclass(frozen=True, slots=True)
class Heading(Span):
    """A heading in the text. ``kind`` is part, appendix, numbered, lettered or plain; ``label`` as it is printed."""

    kind: str
    label: str
    title: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Section(Span):
    """A place of the manual from its heading to the next heading that is none of its own.

    ``ref`` is how it is cited: ``I``, ``III.D``, ``App.C``, ``2.1``, ``Session-1``. ``body`` is what stands under its own
    heading, before its first child. ``parent`` is the ref of the section around it, "" for none."""

    ref: str
    kind: str
    title: str
    page: int | None
    heading: Span
    body: Span
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """``front`` is what stands before the first section; ``contents`` the list of contents in it."""

    sections: tuple[Section, ...]
    front: Span
    contents: Contents | None = None
    title: str = ""


def outline(source: Source) -> Outline:
    """Find the sections of a manual."""
    contents = find_contents(source)
    found = _by_contents(source, contents) if source.manual.flat else _by_paragraphs(source, contents)
    headings = list(found)
    end = len(source.text)
    first = headings[0].start if headings else (contents.end if contents else 0)
    title = source.manual.title or _title(source, first)
    if not headings:
        named = next(source.paragraphs(first, end), None)
        cover = named is not None and not source.manual.flat and source.said(named.start, named.end) == title
        heading = Span(named.start, named.end) if named and cover else Span(first, first)
        whole = Section(first, end, "", "plain", title, source.manual.page_at(first), heading, Span(heading.end, end))
        return Outline((whole,), Span(0, first), contents, title)
    return Outline(tuple(_sections(source, headings, contents)), Span(0, first), contents, title)


def _title(source: Source, end: int) -> str:
    """What the cover says, in a few words: its first line, or the words before the first that are no title's."""
    first = next(source.paragraphs(0, len(source.text)), None)
    if first is None:
        return ""
    if source.manual.flat:
        named = re.match(r"(?:(?!Table of Contents|Important|NOTE|Contents).){0,110}(?=\s|\Z)", source.text[:end], re.DOTALL)
        return " ".join(named[0].split()) if named else ""
    text = source.said(first.start, first.end)
    above = first.end <= end or (not end and looks_like_title(text))
    return text if above and len(text) <= 110 else ""


# -- from headings to sections ----------------------------------------------------------------------------------------


def _sections(source: Source, headings: list[Heading], contents: Contents | None) -> Iterator[Section]:
    ranks = [_rank(one, headings) for one in headings]
    taken: set[str] = set()
    refs: list[str] = []
    for number, one in enumerate(headings):
        above = next((n for n in reversed(range(number)) if ranks[n] < ranks[number]), None)
        after = next((n for n in range(number + 1, len(headings)) if ranks[n] <= ranks[number]), None)
        end = headings[after].start if after is not None else len(source.text)
        inner = headings[number + 1].start if number + 1 < len(headings) else len(source.text)
        parent = refs[above] if above is not None else ""
        ref = _ref(one, parent, taken)
        taken.add(ref)
        refs.append(ref)
        page = one.page or (contents.page_of(one.label, one.title) if contents else None) or source.manual.page_at(one.start)
        yield Section(one.start, end, ref, one.kind, one.title, page, Span(one.start, one.end), Span(one.end, inner), parent)


def _rank(one: Heading, headings: Iterable[Heading]) -> int:
    """How deep a heading stands. A dotted number says so; a letter stands under a part where there is one; a plain one that is
    followed at once by another is the title of what follows."""
    if one.kind == "numbered":
        return 1 + one.label.count(".")
    if one.kind == "plain":
        return 2 if not one.label else int(one.label)
    return _RANK[one.kind]


def _ref(one: Heading, parent: str, taken: set[str]) -> str:
    match one.kind:
        case "part" | "numbered":
            ref = one.label
        case "appendix":
            ref = f"App.{one.label}"
        case "lettered":
            ref = f"{parent}.{one.label}" if parent else one.label
        case _:
            ref = slug_ref(one.title)
            if ref in taken and parent:
                ref = f"{parent}.{ref}"
    return free(ref, taken, most=SECTION)


# -- headings in a text with paragraphs ---------------------------------------------------------------------------------


def _by_paragraphs(source: Source, contents: Contents | None) -> Iterator[Heading]:
    begin = contents.end if contents else 0
    before = list(source.paragraphs(0, contents.start)) if contents else []
    after = list(source.paragraphs(begin, len(source.text)))
    listed = {folded(entry.title) for entry in contents.entries} if contents else set()
    found = _candidates(source, after, listed)
    found = _with_bare_numbers(found, listed)
    labelled = [one for one in found if one.kind != "plain"]
    if [one for one in labelled if one.kind != "lettered"] or _run_of_letters(labelled):
        yield from labelled
        return
    plain = _as_listed(source, [one for one in found if one.kind == "plain"], contents)
    if len(plain) == 1 and not source.text[: plain[0].start].strip():
        return  # a title and no sections
    yield from _nested(source, plain, has_cover=bool(before))


def _candidates(source: Source, paragraphs: list[Paragraph], listed: set[str]) -> list[Heading]:
    """Every paragraph that could be a heading, those of a label alone joined with the title that follows."""
    found: list[Heading] = []
    skip = False
    for number, one in enumerate(paragraphs):
        if skip:
            skip = False
            continue
        text = source.said(one.start, one.end)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        heading = _labelled(one, text)
        if heading and not heading.title and following:
            title = source.said(following.start, following.end)
            if following.level or looks_like_title(title) or folded(title) in listed:
                heading = replace(heading, end=following.end, title=title)
                skip = True
        if heading is None and (one.level or folded(text) in listed or looks_like_title(text)):
            before = source.said(paragraphs[number - 1].start, paragraphs[number - 1].end) if number else ""
            if one.level or folded(text) in listed or not before.endswith((":", ",")):
                heading = Heading(one.start, one.end, "plain", "", text)
        if heading is not None:
            found.append(heading)
    return found


def _labelled(one: Paragraph, text: str) -> Heading | None:
    if len(text) > 140 or (text.endswith((".", "?", "!", ":", ";", ",", '"', "”")) and not one.level):
        return None
    for kind, pattern in LABELS:
        if found := pattern.fullmatch(text):
            title = found[2].strip()
            loose = kind in ("lettered", "bare") or text[:1].isdigit()
            if loose and not (one.level or looks_like_title(title)):
                return None
            return Heading(one.start, one.end, kind, found[1], title)
    return None


def _as_listed(source: Source, found: list[Heading], contents: Contents | None) -> list[Heading]:
    """Where most of the contents list is found, only what it lists begins a section, and only where it stands last: the cells
    of a table may have the same words. What the file itself calls a heading is one in any case."""
    listed = [folded(one.title) for one in contents.entries] if contents else []
    places: dict[str, Heading] = {folded(one.title): one for one in found}
    if len(listed) < 3 or sum(one in places for one in listed) < 0.6 * len(listed):
        return found
    kept = {places[one].start for one in listed if one in places}
    levels = {one.start for one in source.manual.paragraphs if one.level}
    return [one for one in found if one.start in kept or one.start in levels]


def _with_bare_numbers(found: list[Heading], listed: set[str]) -> list[Heading]:
    """Headings such as "2 Script": sections where they count on from 1, and the contents list them or others have dotted
    numbers; else they are no headings."""
    bare = [one for one in found if one.kind == "bare"]
    counts = [int(one.label) for one in bare] == list(range(1, len(bare) + 1))
    known = any(folded(one.title) in listed for one in bare) or any(
        one.kind == "numbered" and "." in one.label for one in found
    )
    if not (bare and counts and known):
        return [one for one in found if one.kind != "bare"]
    return [replace(one, kind="numbered") if one.kind == "bare" else one for one in found]


def _run_of_letters(found: list[Heading]) -> bool:
    """Whether lettered headings are a manual's sections: A, B and perhaps more, in turn."""
    return [one.label for one in found][:2] == ["A", "B"]


def _nested(source: Source, found: list[Heading], *, has_cover: bool) -> Iterator[Heading]:
    """Headings without labels: one that is followed at once by another stands above it; what the cover says is no section."""
    empty = [
        number + 1 < len(found) and not source.text[one.end : found[number + 1].start].strip()
        for number, one in enumerate(found)
    ]
    first = 0
    if found and not has_cover and not source.text[: found[0].start].strip():
        while first < len(found) and empty[first]:
            first += 1
        if not first and len(found) > 1 and _is_cover(source, found[0], found[1]):
            first = 1
    for one, is_empty in zip(found[first:], empty[first:], strict=True):
        yield replace(one, label="1" if is_empty else "2")


def _is_cover(source: Source, one: Heading, following: Heading) -> bool:
    """Whether what stands under the first heading belongs to a title: little, and nothing that is done or said."""
    body = source.text[one.end : following.start]
    return len(body) < 900 and not re.search(r"(?m)\b(?:say|SAY|READ|Read aloud|Step 1|1\.)\s", body)


# -- headings in a flat text --------------------------------------------------------------------------------------------


def _by_contents(source: Source, contents: Contents | None) -> Iterator[Heading]:
    at = contents.end if contents else 0
    for entry in contents.entries if contents else ():
        found = _place(source.text, entry, at)
        if found is None:
            continue
        yield Heading(found.start, found.end, entry.kind, entry.label, entry.title, entry.page)
        at = found.end


def _place(text: str, entry: Entry, at: int) -> Span | None:
    """Where an entry of the contents stands in the text: label and title, the title before its label, or the title alone."""
    title = r"\s+".join(re.escape(word) for word in entry.title.split())
    label = r"\s+".join(re.escape(word) for word in entry.printed.split())
    for pattern in (
        rf"(?:{title}\s+)?{label}[.:]?\s+(?:[-–—]\s+)?{title}(?:\s+{title})?",
        rf"{title}\s+{label}[.:]?(?:\s+{title})?",
        rf"(?<!\w){title}(?!\w)",
    ):
        if found := re.compile(pattern).search(text, at):
            return Span(*found.span())
    return None
