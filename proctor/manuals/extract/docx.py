"""DOCX: what Word would show, in paragraphs: its lists counted, its boxes and tables in reading order, deletions left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proctor.manuals.extract import docx_package, limits
from proctor.manuals.extract.docx_looks import Look, Looks, W, shading, value
from proctor.manuals.extract.docx_numbers import Numbers
from proctor.manuals.extract.lines import broken
from proctor.manuals.extract.marks import with_bullet
from proctor.manuals.extract.passages import Builder, Passage, Run, Source
from proctor.manuals.manual import Manual, Style

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_AROUND = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "ruby")
) | {_MATHS + "oMathPara"}
"""What may stand between a paragraph and its runs, or between a body and its paragraphs."""
_SYMBOLS = {
    0xB7: "•", 0xA7: "▪", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFE: "☑", 0xFC: "✓", 0xFB: "✗", 0xE0: "→", 0xE8: "→", 0xD8: "➢",
    0x76: "❖", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0x2D: "–",
}  # fmt: skip
"""Glyphs of Symbol and Wingdings that manuals use."""
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "webdings")


def extract(source: Source) -> Manual:
    parts = docx_package.opened(source.name, source.data)
    builder = Builder()
    for passage in _Story(parts).passages(parts.body):
        builder.add(passage)
        limits.check_characters(source.name, builder.length)
    if not builder.length:
        raise limits.no_words(source.name)
    return builder.manual(source, styled=True, title=parts.title)


class _Story:
    """Goes through a document in reading order."""

    def __init__(self, parts: docx_package.Parts) -> None:
        self._looks = Looks.of(parts.styles)
        self._numbers = Numbers.of(parts.numbering)
        self._notes = {"footnote": _notes(parts.footnotes), "endnote": _notes(parts.endnotes)}
        self._counts = dict.fromkeys(self._notes, 0)
        self._within = Look()
        self._field: list[bool] = []
        """For each field that is open, whether what comes is its instruction."""
        self._kept: list[Run] = []
        """Words of a paragraph whose end was deleted."""
        self._after: list[Passage] = []
        """Text boxes and notes of the paragraph that is read."""
        self._note = ""
        self._looks.body = self._body_size(parts.body)

    def _body_size(self, body: Any) -> float:
        """The size of most characters."""
        sizes: dict[float, int] = {}
        for paragraph in body.iter(W + "p"):
            look = self._looks.of_paragraph(paragraph.find(W + "pPr"))
            for run in paragraph.iter(W + "r"):
                size = self._looks.of_run(run.find(W + "rPr"), look).size or self._looks.body
                sizes[size] = sizes.get(size, 0) + sum(len(text.text or "") for text in run.iter(W + "t"))
        return max(sizes, key=lambda size: sizes[size], default=self._looks.body)

    def passages(self, container: Any) -> Iterator[Passage]:
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                yield from self.passages(content if content is not None else ())
            elif child.tag == _CHOICE + "AlternateContent":
                yield from self.passages(_chosen(child))
            elif child.tag in _AROUND:
                yield from self.passages(child)

    def _table(self, table: Any) -> Iterator[Passage]:
        """The cells one after the other; a table of a single row or column is a frame around what it holds."""
        rows = [list(_cells(row)) for row in _children(table, "tr")]
        framed = len(rows) == 1 or all(len(row) == 1 for row in rows)
        before = self._within
        for row in rows:
            for cell in row:
                properties = cell.find(W + "tcPr")
                ground = shading(properties)
                self._within = Look(boxed=framed or None, shaded=ground).over(before)
                yield from self.passages(cell)
        self._within = before

    def _paragraph(self, paragraph: Any) -> Iterator[Passage]:
        properties = paragraph.find(W + "pPr")
        look = self._looks.of_paragraph(properties)
        look = Look(boxed=look.boxed or self._within.boxed, shaded=_ground(look, self._within)).over(look)
        runs, self._kept = [*self._kept, *self._runs(paragraph, look)], []
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._kept = runs
            return
        after, self._after = self._after, []
        if properties is None or properties.find(f"{W}rPr/{W}vanish") is None or any(run.text.strip() for run in runs):
            mark = self._numbers.mark(look.number, look.depth or 0) if look.number not in (None, "0") else ""
            yield from self._written(runs, mark, look.level or 0)
        yield from after

    @staticmethod
    def _written(runs: list[Run], mark: str, level: int) -> Iterator[Passage]:
        if not any(run.text.strip() for run in runs):
            return
        for part in broken(runs):
            yield Passage([Run(mark, None), *part] if mark else with_bullet(part), level)
            mark = ""

    def _runs(self, container: Any, look: Look) -> Iterator[Run]:
        for child in container:
            if child.tag == W + "r":
                yield from self._run(child, look)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                yield from self._runs(content if content is not None else (), look)
            elif child.tag == _MATHS + "oMath":
                yield Run("".join(text.text or "" for text in child.iter(_MATHS + "t")), look.style(self._looks.body))
            elif child.tag == _CHOICE + "AlternateContent":
                yield from self._runs(_chosen(child), look)
            elif child.tag in _AROUND:
                yield from self._runs(child, look)

    def _run(self, run: Any, paragraph: Look) -> Iterator[Run]:
        look = self._looks.of_run(run.find(W + "rPr"), paragraph)
        style = look.style(self._looks.body)
        for child in run:
            text, own = self._content(child, style)
            if text and not look.hidden and not any(self._field):
                yield Run(text, own)

    def _content(self, child: Any, style: Style) -> tuple[str, Style]:
        """The characters of what stands in a run."""
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "t":
            return (child.text or "").replace("\n", " "), style
        if name in _FIXED:
            return _FIXED[name], style
        if name == "br":
            return ("\n\n" if value(child, "type") in ("page", "column") else "\n"), style
        if name == "sym":
            return _symbol(child), style
        if name in ("footnoteReference", "endnoteReference"):
            return self._reference(child, name.removesuffix("Reference")), style | Style.RAISED
        if name in ("footnoteRef", "endnoteRef"):
            return self._note, style | Style.RAISED
        if name == "fldChar":
            self._turn_field(value(child, "fldCharType") or "")
        elif name in ("drawing", "pict", "object", "AlternateContent", "ruby"):
            return self._drawn(child, name), style
        return "", style

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self._field.append(True)
        elif kind == "separate" and self._field:
            self._field[-1] = False
        elif kind == "end" and self._field:
            self._field.pop()

    def _drawn(self, child: Any, name: str) -> str:
        """The words of a drawing stand after the paragraph that it hangs on, in a box."""
        if name == "ruby":
            return "".join(text.text or "" for base in child.findall(W + "rubyBase") for text in base.iter(W + "t"))
        holder = _chosen(child) if name == "AlternateContent" else (child,)
        for box in (box for part in holder for box in _boxes(part)):
            self._aside(box, Look(boxed=True))
        return ""

    def _reference(self, child: Any, kind: str) -> str:
        note = self._notes[kind].get(value(child, "id") or "")
        own = value(child, "customMarkFollows") in ("1", "true", "on")
        if not own:
            self._counts[kind] += 1
        mark = "" if own else str(self._counts[kind])
        if note is not None:
            before, self._note = self._note, mark
            self._aside(note, Look())
            self._note = before
        return mark

    def _aside(self, container: Any, within: Look) -> None:
        """Read what stands beside a paragraph; it comes after it."""
        kept = (self._within, self._kept, self._after, self._field)
        self._within, self._kept, self._after, self._field = within, [], [], []
        found = list(self.passages(container))
        self._within, self._kept, self._after, self._field = kept
        self._after += found


_FIXED = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}


def _ground(look: Look, within: Look) -> bool | None:
    return within.shaded if look.shaded is None else look.shaded


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, through what may be wrapped around them."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag == W + "sdt" or child.tag in _AROUND:
            yield from _children(child, name)


def _cells(row: Any) -> Iterator[Any]:
    """A row's cells, less those that only go on with the one above."""
    for cell in _children(row, "tc"):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is None or value(merged) == "restart":
            yield cell


def _chosen(alternate: Any) -> Any:
    """Of several ways to say the same, the first."""
    choice = alternate.find(_CHOICE + "Choice")
    fallback = alternate.find(_CHOICE + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _boxes(drawing: Any) -> Iterator[Any]:
    """The text boxes of a drawing, each once; those inside them come with their text."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == W + "txbxContent":
            yield element
        elif element.tag == _CHOICE + "AlternateContent":
            waiting += reversed(list(_chosen(element)))
        else:
            waiting += reversed(list(element))


def _notes(root: Any) -> dict[str, Any]:
    return {} if root is None else {value(note, "id") or "": note for note in root}


def _symbol(element: Any) -> str:
    code = value(element, "char") or ""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    font = (value(element, "font") or "").lower()
    if font in _SYMBOL_FONTS and (point & 0xFF) in _SYMBOLS:
        return _SYMBOLS[point & 0xFF]
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE else ""
