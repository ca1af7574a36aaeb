"""What the parser of HTML says, kept in order, with what can only be known at an element's end.

It hands over one tag after the other and builds no tree, so that no depth of nesting costs a stack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from proctor.manuals.extract import css

DROPPED = frozenset({
    "audio", "button", "canvas", "datalist", "del", "embed", "frameset", "head", "iframe", "map", "meter", "noscript", "object",
    "progress", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
"""What is not read, or not words."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ATTRIBUTES = frozenset({"style", "hidden", "open", "start", "value", "type", "reversed", "bgcolor"})
NEAR = 12
"""What belongs to a list, or to a page's header, stands directly in it, or in little else."""


@dataclass(slots=True)
class Tag:
    """An element's begin; ``words`` is how many characters stand in it, ``rows`` and ``cells`` what a table has, ``path`` the
    number of its kind in such surroundings.
    """

    element: css.Element
    attributes: Mapping[str, str]
    path: int
    words: int = 0
    rows: int = 0
    cells: int = 0
    headed: bool = False
    """A heading stands in it."""


@dataclass(slots=True)
class Page:
    """The parser's target: tags and words one after the other; None is an end."""

    events: list[Tag | str | None] = field(default_factory=list)
    sheet: css.Sheet = field(default_factory=css.Sheet)
    title: str = ""
    words: int = 0
    _paths: dict[tuple[int, css.Element], int] = field(default_factory=dict)
    _open: list[Tag] = field(default_factory=list)
    _tables: list[Tag] = field(default_factory=list)
    _dropped: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.lower().rpartition(":")[2] if isinstance(tag, str) else "span"
        element = css.Element(name, attributes.get("id") or "", frozenset((attributes.get("class") or "").split()))
        around = self._open[-1].path if self._open else 0
        path = self._paths.setdefault((around, element), len(self._paths) + 1)
        begun = Tag(element, {key: attributes[key] for key in _ATTRIBUTES & attributes.keys()}, path, self.words)
        self._open.append(begun)
        self._dropped += name in DROPPED
        self.events.append(begun)
        if name == "table":
            self._tables.append(begun)
        elif self._tables and name == "tr":
            self._tables[-1].rows += 1
        elif self._tables and name in ("td", "th"):
            self._tables[-1].cells += 1
        elif name in HEADINGS:
            for outer in self._open[-NEAR:]:
                outer.headed = True

    def end(self, tag: str) -> None:
        if not self._open:
            return
        ended = self._open.pop()
        self._dropped -= ended.element.tag in DROPPED
        ended.words = self.words - ended.words
        self.events.append(None)
        if self._tables and ended is self._tables[-1]:
            self._tables.pop()

    def data(self, data: str) -> None:
        inside = self._open[-1].element.tag if self._open else ""
        if inside == "style":
            self.sheet.read(data)
        elif inside == "title" and self._open[-2:-1] and self._open[-2].element.tag == "head":
            self.title += data
        elif not self._dropped:
            self.events.append(data)
            self.words += len(data) - data.count(" ") - data.count("\n")

    def close(self) -> None:
        while self._open:
            self.end("")


def parse(text: str) -> Page:
    """What a page says. Nothing of it is run or fetched; a page that breaks off is read as far as it goes."""
    from lxml import etree

    page = Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, no_network=True)
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:
        page.close()
    return page
