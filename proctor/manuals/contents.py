"""The list of contents: where it stands, and what it says of titles and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from proctor.manuals.manual import Span
from proctor.manuals.wording import Source

_HEAD = re.compile(
    r"(?:Table of Contents|TABLE OF CONTENTS|Contents|CONTENTS|"
    r"In [Tt]his (?:Guide|Manual|Booklet|Document|Script|Handbook)|What[’']s Inside)\b"
)
_LABEL = (
    r"(?:(?:Part|PART)\s+(?:[IVXLC]+|\d{1,2}|[A-Z]|ONE|TWO|THREE|FOUR|One|Two|Three|Four)|(?:Appendix|APPENDIX)\s+(?:[A-Z]|\d{1,2})|(?:Section|SECTION)\s+\d{1,3}|"
    r"\d{1,2}(?:\.\d{1,2})+|[A-Z]\.)"
)
_BARE = r"\d{1,2}\.?(?=\s+[A-Z])"
_ENTRY = re.compile(
    rf"\s*(?P<label>{_LABEL})[.:]?\s+(?P<title>\S.{{0,150}}?)[\s.…·_]*\s(?P<page>\d{{1,4}})(?=\s+{_LABEL}[\s.:]|\s*\Z)",
    re.DOTALL,
)
_LAST = re.compile(rf"\s*(?P<label>{_LABEL})[.:]?\s+(?P<title>\S.{{0,150}}?)[\s.…·_]*\s(?P<page>\d{{1,4}})(?=\s)", re.DOTALL)
_LINE = re.compile(rf"(?:(?P<label>{_LABEL}|{_BARE})[.:]?\s+)?(?P<title>\S.*?)(?:[\s.…·_]+(?P<page>\d{{1,4}}))?\Z", re.DOTALL)
_STOPS = (".", "?", "!", ":", ";", ",", '"', "”")
_LEADER = re.compile(r"[.…·_]{3,}\s*\d{1,4}\s*\Z|\.\s\.\s\.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list. ``printed`` is the label as it stands ("Part I", "A."), ``label`` its bare part."""

    kind: str
    label: str
    printed: str
    title: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Contents(Span):
    """The list, from its heading to its last entry."""

    entries: tuple[Entry, ...] = ()

    def page_of(self, label: str, title: str) -> int | None:
        """The page that the list gives for a heading."""
        same = [one for one in self.entries if folded(one.title) == folded(title)]
        same = [one for one in same if one.label == label] or same
        return same[0].page if len(same) == 1 else None


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A title as it is compared: letters and digits only."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def find_contents(source: Source) -> Contents | None:
    """The list of contents, or None. It stands in the first half and has at least two entries."""
    return _in_flat(source) if source.manual.flat else _in_paragraphs(source)


def _in_flat(source: Source) -> Contents | None:
    head = _HEAD.search(source.text, 0, len(source.text) // 2)
    if head is None:
        return None
    entries: list[Entry] = []
    at = head.end()
    while found := _ENTRY.match(source.text, at) or _last(source.text, at):
        entry = _entry(found)
        if any(one.printed == entry.printed and one.kind != "lettered" for one in entries) or _falls(entries, entry):
            break
        entries.append(entry)
        at = found.end()
    return Contents(head.start(), at, tuple(entries)) if len(entries) > 1 else None


def _last(text: str, at: int) -> re.Match[str] | None:
    """The last entry, behind which comes something without a label; its title stands again further on."""
    found = _LAST.match(text, at)
    again = found and re.compile(r"\s+".join(map(re.escape, found["title"].split()))).search(text, found.end())
    return found if again else None


def _falls(entries: list[Entry], entry: Entry) -> bool:
    return bool(entries and entries[-1].page and entry.page and entry.page < entries[-1].page)


def _entry(found: re.Match[str]) -> Entry:
    printed = " ".join((found["label"] or "").split())
    page = int(found["page"]) if found["page"] else None
    return Entry(
        _kind(printed),
        re.sub(r"\A(?:Part|Appendix|Section)\s+|\.\Z", "", printed, flags=re.IGNORECASE),
        printed,
        " ".join(found["title"].split()),
        page,
    )


def _kind(printed: str) -> str:
    word = printed.split(" ", maxsplit=1)[0].lower()
    if word in ("part", "appendix"):
        return word
    if not printed:
        return "plain"
    return "numbered" if printed[0].isdigit() or word == "section" else "lettered"


def _in_paragraphs(source: Source) -> Contents | None:
    paragraphs = list(source.paragraphs(0, len(source.text)))
    texts = [source.said(one.start, one.end) for one in paragraphs]
    later = {folded(text): number for number, text in enumerate(texts)}
    half = len(texts) // 2 + 1
    head = next((n for n, text in enumerate(texts[:half]) if _HEAD.fullmatch(text.rstrip(":"))), None)
    if head is not None:
        entries, last = _run(texts, head + 1, later)
        return Contents(paragraphs[head].start, paragraphs[last].end, tuple(entries)) if len(entries) > 1 else None
    for first in range(half):
        entries, last = _run(texts, first, later)
        if len(entries) > 2 and _is_list(texts[first : last + 1], entries, later, last):
            above = (
                first - 1
                if first and len(texts[first - 1]) < 60 and texts[first - 1][-1:] not in ".:?!" and first > 1
                else first
            )
            return Contents(paragraphs[above].start, paragraphs[last].end, tuple(entries))
    return None


def _run(texts: list[str], first: int, later: dict[str, int]) -> tuple[list[Entry], int]:
    """The entries from a paragraph on, and the last paragraph that belongs to them."""
    entries: list[Entry] = []
    last = first - 1
    for number in range(first, len(texts)):
        found = list(_lines(texts[number]))
        if not found or not _is_listed(texts[number], found, entries, later, number):
            break
        entries += found
        last = number
    return entries, last


def _is_list(texts: list[str], entries: list[Entry], later: dict[str, int], last: int) -> bool:
    """Whether paragraphs without a heading that says so are a list of contents: each has a page, and some lead to it by dots or
    stand again as headings; or all stand again, and none is a sentence, as in directions that another session repeats."""
    again = [_again(one, later, last) for one in entries]
    if all(one.page for one in entries):
        return any(again) or any(_has_leaders(text) for text in texts)
    return all(again) and not any(text.endswith(_STOPS) for text in texts)


def _has_leaders(text: str) -> bool:
    """Whether dots lead to a page at the end of a line, which may be one of dots without end."""
    return bool(_LEADER.search(text[-200:]))


def _again(one: Entry, later: dict[str, int], last: int) -> bool:
    """Whether an entry's title stands again behind the list."""
    return any(later.get(folded(text), -1) > last for text in (one.title, f"{one.printed} {one.title}"))


def _lines(text: str) -> Iterator[Entry]:
    """The entries of a paragraph: mostly one, several where its lines ran together."""
    if len(text) > 40 and len(list(_ENTRY.finditer(text))) > 1:
        yield from map(_entry, _ENTRY.finditer(text))
    elif len(text) < 200 and (found := _LINE.fullmatch(text.lstrip("* "))):
        yield _entry(found)


def _is_listed(text: str, found: list[Entry], entries: list[Entry], later: dict[str, int], number: int) -> bool:
    """Whether a paragraph still belongs to the list: it has a page that does not fall, or it stands again further on."""
    first = found[0]
    if any(folded(one.printed + one.title) == folded(text) for one in entries):
        return False
    if _has_leaders(text):
        return True
    if first.page is not None and not _falls(entries, first) and len(text.split()) < 25 and not text.endswith("."):
        return True
    whole = folded(f"{first.printed} {first.title}")
    return any(later.get(key, -1) > number for key in (folded(text), whole, folded(first.title)))
