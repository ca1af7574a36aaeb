"""What a browser would make of a page: its paragraphs, its lists counted, what is hidden left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from proctor.manuals.extract import css, plain
from proctor.manuals.extract.html_page import DROPPED, HEADINGS, NEAR, Page, Tag
from proctor.manuals.extract.lines import broken
from proctor.manuals.extract.marks import BULLET, in_roman, with_bullet
from proctor.manuals.extract.passages import Passage, Run, common_style
from proctor.manuals.manual import Style

_WHOLE = 0.8
"""A frame or a ground that holds so much of the words is the page's, and sets nothing apart."""
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_BOLD = HEADINGS | {"b", "strong", "th"}
_SLANTED = frozenset({"i", "em", "cite"})
_PARTS = frozenset({"article", "aside", "blockquote", "figure", "li", "main", "section", "table"})
"""What has headers and footers of its own."""
_FRAMED = frozenset({"blockquote", "aside", "fieldset"})
_NEVER_FRAMED = frozenset({"table", "tr", "tbody", "thead", "tfoot", "td", "th", "hr", "img", "a"})
_LETTERED = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


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
    table: Tag | None = None
    numbering: str = ""
    counter: int = 0
    step: int = 1


def _letters(name: str, styles: css.Styles, style: Style) -> Style:
    if name in _BOLD:
        style |= Style.BOLD
    if name in _SLANTED or styles.get("font-style") in ("italic", "oblique"):
        style |= Style.ITALIC
    if name == "sup" or styles.get("vertical-align") == "super":
        style |= Style.RAISED
    bold = css.is_bold(styles)
    return style if bold is None else style | Style.BOLD if bold else style & ~Style.BOLD


def _keeps_lines(styles: css.Styles, before: bool) -> bool:
    said = styles.get("white-space")
    return before if said is None else said in ("pre", "pre-wrap", "pre-line", "break-spaces")


def _ground(frame: _Frame, tag: Tag, styles: css.Styles) -> Style:
    name, found = tag.element.tag, Style.PLAIN
    if name == "mark" or css.is_shaded(styles) or css.is_colour(tag.attributes.get("bgcolor") or ""):
        found |= Style.SHADED
    table = frame.table
    in_frame = name in ("td", "th") and table is not None and (table.rows <= 1 or table.cells <= table.rows)
    if in_frame or name in _FRAMED or (name not in _NEVER_FRAMED and css.is_framed(styles)):
        found |= Style.BOXED
    return found


class Flow:
    """Goes through a page and gives its paragraphs."""

    def __init__(self, page: Page) -> None:
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
            if isinstance(event, Tag):
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

    def _begin(self, tag: Tag) -> None:
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

    def _styles(self, tag: Tag, outside: list[css.Element]) -> css.Styles:
        found = self._page.sheet.styles(tag.element, outside, tag.path)
        own = tag.attributes.get("style")
        return {**found, **css.declarations(own)} if own else found

    def _style(self, frame: _Frame, tag: Tag) -> None:
        name = tag.element.tag
        styles = self._styles(tag, self._elements)
        frame.hidden = name in DROPPED or "hidden" in tag.attributes or css.is_hidden(styles)
        if name == "dialog":
            frame.hidden = frame.hidden or "open" not in tag.attributes
        frame.style = _letters(name, styles, frame.style)
        if name in HEADINGS:
            frame.level = int(name[1])
        if name in ("header", "footer") and not (tag.headed or {one.tag for one in self._elements[-NEAR:]} & _PARTS):
            frame.furniture = True
        if display := styles.get("display"):
            frame.block = display != "inline" and (frame.block or display == "block")
        if frame.block:
            frame.pre = _keeps_lines(styles, name == "pre" or frame.pre)
        if tag.words < _WHOLE * self._page.words:
            frame.style |= _ground(frame, tag, styles)

    def _end(self) -> None:
        frame = self._frames.pop()
        self._elements.pop()
        if frame.hidden:
            return
        if frame.element.tag == "q":
            self._runs.append(Run("”", frame.style))
        if frame.block:
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
            style = common_style(self._kept)
            for passage in plain.passages("".join(run.text for run in self._kept)):
                runs = [Run(run.text, None if run.style is None else style) for run in passage.runs]
                self._done.append(Passage(runs, level, furniture))
            self._kept = []
        if not any(run.text.strip() for run in self._runs):
            self._runs = []
            return
        for part in broken(self._runs):
            mark, self._mark = self._mark, ""
            runs = [Run(mark, None), *_trimmed(part)] if mark else with_bullet(part)
            self._done.append(Passage(runs, level, furniture))
        self._runs = []

    # -- elements that are more than their words

    def break_line(self, frame: _Frame, tag: Tag) -> None:
        (self._kept if self._frames[-2].pre else self._runs).append(Run("\n", frame.style))

    def quote(self, frame: _Frame, tag: Tag) -> None:
        self._runs.append(Run("“", frame.style))

    def table(self, frame: _Frame, tag: Tag) -> None:
        frame.table = tag

    def list(self, frame: _Frame, tag: Tag) -> None:
        styles = self._styles(tag, self._elements)
        said = styles.get("list-style-type") or styles.get("list-style", "").partition(" ")[0]
        default = _LETTERED.get(tag.attributes.get("type") or "", "decimal" if tag.element.tag == "ol" else "disc")
        frame.numbering = said or default
        frame.step = -1 if "reversed" in tag.attributes else 1
        frame.counter = _integer(tag.attributes.get("start"), 1) - frame.step

    def item(self, frame: _Frame, tag: Tag) -> None:
        outer = next((one for one in self._frames[-2 : -2 - NEAR : -1] if one.numbering), None)
        if outer is None:
            self._mark = BULLET
            return
        outer.counter = _integer(tag.attributes.get("value"), outer.counter + outer.step)
        self._mark = _written(outer.counter, outer.numbering)


_SPECIAL: dict[str, Callable[[Flow, _Frame, Tag], None]] = {
    "br": Flow.break_line,
    "q": Flow.quote,
    "table": Flow.table,
    "ol": Flow.list,
    "ul": Flow.list,
    "menu": Flow.list,
    "dir": Flow.list,
    "li": Flow.item,
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
