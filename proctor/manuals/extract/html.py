"""HTML, and Markdown by way of it: what a browser would show, in paragraphs. Nothing is run, nothing is fetched.

The parser hands over one tag after the other, so that no depth of nesting costs a stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from proctor.manuals.extract import css, limits, plain
from proctor.manuals.extract.kinds import decoded
from proctor.manuals.extract.lines import broken
from proctor.manuals.extract.marks import BULLET, in_roman, with_bullet
from proctor.manuals.extract.passages import Builder, Passage, Run, Source
from proctor.manuals.manual import Manual, Style

MAX_SOURCE = 40_000_000
"""Characters of a page with its tags; pictures that stand in it do not count."""
_WHOLE = 0.8
"""A frame or a ground that holds so much of the words is the page's, and sets nothing apart."""
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
_PICTURE = re.compile(r"data:[\w/+.-]{0,80};base64,[A-Za-z0-9+/=\s]{200,}")
_DROPPED = frozenset(
    "script style template head noscript svg iframe object embed audio video canvas select textarea button datalist del "
    "rp rt meter progress map frameset".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_BOLD = frozenset("b strong th h1 h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LISTS = 12
"""What belongs to a list, or to a page's header, stands directly in it, or in little else."""
_FRAMED = frozenset("blockquote aside fieldset".split())
_LETTERED = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


def extract(source: Source) -> Manual:
    text = _text(source)
    if source.format == "md":
        text = _of_markdown(text)
    page = _Page()
    _parse(text, page)
    builder = Builder()
    for passage in _Flow(page).passages():
        builder.add(passage)
        limits.check_characters(source.name, builder.length)
    if not builder.length:
        raise limits.no_words(source.name)
    return builder.manual(source, styled=True, title=page.title)


def _text(source: Source) -> str:
    """Its characters: by what it says of them itself, unless a byte order mark does."""
    said = _CHARSET.search(source.data, 0, 4096)
    text = None
    if said and source.format == "html" and not source.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = (said[1] or said[2]).decode("ascii").lower()
        name = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name, name)
        try:
            text = source.data.decode(name)
        except (LookupError, UnicodeError):
            text = None
    text = _PICTURE.sub("", text if text is not None else decoded(source.name, source.data))
    limits.check_characters(source.name, len(text), MAX_SOURCE if source.format == "html" else limits.MAX_CHARACTERS)
    return text


def _of_markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").enable("table").render(text))


# -- what the parser says ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tag:
    """An element's begin; ``words`` is how many characters stand in it, ``rows`` and ``cells`` what a table has."""

    element: css.Element
    attributes: Mapping[str, str]
    words: int = 0
    rows: int = 0
    cells: int = 0
    headed: bool = False
    """A heading stands in it."""


@dataclass(slots=True)
class _Page:
    """The parser's target: tags and words one after the other; None is an end."""

    events: list[_Tag | str | None] = field(default_factory=list)
    sheet: css.Sheet = field(default_factory=css.Sheet)
    title: str = ""
    words: int = 0
    _open: list[_Tag] = field(default_factory=list)
    _tables: list[_Tag] = field(default_factory=list)
    _dropped: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.lower().rpartition(":")[2] if isinstance(tag, str) else "span"
        element = css.Element(name, attributes.get("id") or "", frozenset((attributes.get("class") or "").split()))
        begun = _Tag(element, dict(attributes), self.words)
        self._open.append(begun)
        self._dropped += name in _DROPPED
        self.events.append(begun)
        if name == "table":
            self._tables.append(begun)
        elif self._tables and name == "tr":
            self._tables[-1].rows += 1
        elif self._tables and name in ("td", "th"):
            self._tables[-1].cells += 1
        elif name in _HEADINGS:
            for around in self._open[-_LISTS:]:
                around.headed = True

    def end(self, tag: str) -> None:
        if not self._open:
            return
        ended = self._open.pop()
        self._dropped -= ended.element.tag in _DROPPED
        ended.words = self.words - ended.words
        self.events.append(None)
        if self._tables and ended is self._tables[-1]:
            self._tables.pop()

    def data(self, data: str) -> None:
        inside = self._open[-1].element.tag if self._open else ""
        if inside == "style":
            self.sheet.read(data)
        elif inside == "title" and self._dropped:
            self.title += data
        elif not self._dropped:
            self.events.append(data)
            self.words += len(data) - data.count(" ") - data.count("\n")

    def close(self) -> None:
        while self._open:
            self.end("")


def _parse(text: str, page: _Page) -> None:
    from lxml import etree

    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, no_network=True)
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:
        page.close()


# -- what a browser would make of it -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Frame:
    """What holds inside an element."""

    element: css.Element
    style: Style = Style.PLAIN
    block: bool = False
    hidden: bool = False
    pre: bool = False
    level: int = 0
    furniture: bool = False
    table: _Tag | None = None
    numbering: str = ""
    counter: int = 0
    step: int = 1


class _Flow:
    """Goes through a page and gives its paragraphs."""

    def __init__(self, page: _Page) -> None:
        self._page = page
        self._frames = [_Frame(css.Element(""))]
        self._elements: list[css.Element] = []
        self._runs: list[Run] = []
        self._kept: list[Run] = []
        """Words whose line breaks count."""
        self._mark = ""
        self._done: list[Passage] = []

    def passages(self) -> Iterator[Passage]:
        for event in self._page.events:
            if isinstance(event, _Tag):
                self._begin(event)
            elif event is None:
                self._end()
            else:
                self._words(event)
            if self._done:
                yield from self._done
                self._done = []
        self._flush()
        yield from self._done

    def _begin(self, tag: _Tag) -> None:
        outer = self._frames[-1]
        frame = replace(outer, element=tag.element, block=tag.element.tag in _BLOCKS, numbering="")
        self._frames.append(frame)
        if not frame.hidden:
            self._style(frame, tag)
        if frame.block and not frame.hidden:
            self._flush(outer)
        self._elements.append(tag.element)
        if not frame.hidden and (special := _SPECIAL.get(tag.element.tag)):
            special(self, frame, tag)

    def _style(self, frame: _Frame, tag: _Tag) -> None:
        name = tag.element.tag
        styles = self._page.sheet.styles(tag.element, self._elements, tag.attributes.get("style") or "")
        frame.hidden = name in _DROPPED or "hidden" in tag.attributes or css.is_hidden(styles)
        if name == "dialog":
            frame.hidden = frame.hidden or "open" not in tag.attributes
        if name in ("b", "strong") or name in _BOLD:
            frame.style |= Style.BOLD
        if name in ("i", "em", "cite") or styles.get("font-style") in ("italic", "oblique"):
            frame.style |= Style.ITALIC
        if (bold := css.is_bold(styles)) is not None:
            frame.style = frame.style | Style.BOLD if bold else frame.style & ~Style.BOLD
        if name == "sup" or styles.get("vertical-align") == "super":
            frame.style |= Style.RAISED
        if name in _HEADINGS:
            frame.level = int(name[1])
        if name in ("header", "footer") and not tag.headed and [one.tag for one in self._elements[-1:]] == ["body"]:
            frame.furniture = True
        frame.pre = name == "pre" or styles.get("white-space", "pre" if frame.pre else "") in ("pre", "pre-wrap", "pre-line")
        frame.block = frame.block and styles.get("display") != "inline" or styles.get("display") == "block"
        if tag.words < _WHOLE * self._page.words:
            frame.style |= self._ground(frame, tag, styles)

    @staticmethod
    def _ground(frame: _Frame, tag: _Tag, styles: css.Styles) -> Style:
        name, found = tag.element.tag, Style.PLAIN
        if name == "mark" or css.is_shaded(styles) or css.is_colour(tag.attributes.get("bgcolor") or ""):
            found |= Style.SHADED
        if name in ("td", "th"):
            table = frame.table
            if table and (table.rows <= 1 or table.cells <= table.rows):
                found |= Style.BOXED
        elif name in _FRAMED or (name not in ("table", "tr", "tbody", "hr", "img", "a") and css.is_framed(styles)):
            found |= Style.BOXED
        return found

    def _end(self) -> None:
        frame = self._frames.pop()
        self._elements.pop()
        if frame.hidden:
            return
        if frame.element.tag == "q":
            self._runs.append(Run("”", frame.style))
        if frame.block or (frame.pre and not self._frames[-1].pre):
            self._flush(frame)
        if frame.element.tag == "li":
            self._mark = ""

    def _words(self, text: str) -> None:
        frame = self._frames[-1]
        if frame.hidden:
            return
        if frame.pre:
            self._kept.append(Run(text, frame.style))
        else:
            self._runs.append(Run(re.sub(r"\s", " ", text), frame.style))

    def _flush(self, frame: _Frame | None = None) -> None:
        """End the paragraph that is open, if it has words."""
        level, furniture = (frame.level, frame.furniture) if frame else (0, False)
        if self._kept:
            for lines in plain.passages("".join(run.text for run in self._kept)):
                style = self._kept[0].style
                self._done.append(
                    Passage([Run(run.text, style if run.style is not None else None) for run in lines.runs], level)
                )
            self._kept = []
        if not any(run.text.strip() for run in self._runs):
            self._runs = []
            return
        for runs in broken(self._runs):
            mark, self._mark = self._mark, ""
            runs = [Run(mark, None), *_trimmed(runs)] if mark else with_bullet(runs)
            self._done.append(Passage(runs, level, furniture))
        self._runs = []

    # -- elements that are more than their words

    def break_line(self, frame: _Frame, tag: _Tag) -> None:
        (self._kept if self._frames[-2].pre else self._runs).append(Run("\n", frame.style))

    def quote(self, frame: _Frame, tag: _Tag) -> None:
        self._runs.append(Run("“", frame.style))

    def table(self, frame: _Frame, tag: _Tag) -> None:
        frame.table = tag

    def list(self, frame: _Frame, tag: _Tag) -> None:
        styles = self._page.sheet.styles(tag.element, self._elements[:-1], tag.attributes.get("style") or "")
        said = styles.get("list-style-type") or styles.get("list-style", "").partition(" ")[0]
        default = _LETTERED.get(tag.attributes.get("type") or "", "decimal" if tag.element.tag == "ol" else "disc")
        frame.numbering = said or default
        frame.step = -1 if "reversed" in tag.attributes else 1
        frame.counter = _integer(tag.attributes.get("start"), 1) - frame.step

    def item(self, frame: _Frame, tag: _Tag) -> None:
        outer = next((one for one in reversed(self._frames[:-1][-_LISTS:]) if one.numbering), None)
        if outer is None:
            self._mark = BULLET
            return
        outer.counter = _integer(tag.attributes.get("value"), outer.counter + outer.step)
        self._mark = _written(outer.counter, outer.numbering)


_SPECIAL: dict[str, Callable[[_Flow, _Frame, _Tag], None]] = {
    "br": _Flow.break_line,
    "q": _Flow.quote,
    "table": _Flow.table,
    "ol": _Flow.list,
    "ul": _Flow.list,
    "menu": _Flow.list,
    "dir": _Flow.list,
    "li": _Flow.item,
}


def _trimmed(runs: list[Run]) -> list[Run]:
    at = next(at for at, run in enumerate(runs) if run.text.strip())
    return [Run(runs[at].text.lstrip(), runs[at].style), *runs[at + 1 :]]


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _written(number: int, numbering: str) -> str:
    if numbering == "none":
        return ""
    if number > 0 and numbering.endswith(("alpha", "latin")) and number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if numbering.startswith('upper') else letter}. "
    if number > 0 and numbering.endswith("roman"):
        letters = in_roman(number)
        return f"{letters.upper() if numbering.startswith('upper') else letters}. "
    return f"{number}. " if numbering.startswith("decimal") else BULLET
