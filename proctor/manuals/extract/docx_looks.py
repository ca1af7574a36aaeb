"""How words look in a DOCX: what a run or a paragraph says of itself over what its styles say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from proctor.manuals.extract.css import is_colour
from proctor.manuals.manual import Style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGER = 1.15
"""So many times the body's size is large."""
_OFF = ("0", "false", "off", "none")
_NO_BORDER = (None, "nil", "none")
_WORD_SIZE = 10.0
"""Points of text for which nothing says a size."""


@dataclass(frozen=True, slots=True)
class Look:
    """None: nothing is said of it here. ``level``: of the outline, 0 for body; ``number``: the list; ``depth``: how deep."""

    bold: bool | None = None
    italic: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    marked: bool | None = None
    """Words on a coloured ground."""
    edged: bool | None = None
    """Words in a frame."""
    size: float | None = None
    boxed: bool | None = None
    shaded: bool | None = None
    level: int | None = None
    number: str | None = None
    depth: int | None = None

    def over(self, base: Look) -> Look:
        """This look, and where it says nothing the base's."""
        if self is _NOTHING:
            return base
        return Look(*(_first(getattr(self, one.name), getattr(base, one.name)) for one in fields(Look)))

    def style(self, body: float) -> Style:
        found = Style.PLAIN
        for has, style in (
            (self.bold, Style.BOLD),
            (self.italic, Style.ITALIC),
            (self.raised, Style.RAISED),
            (self.boxed or self.edged, Style.BOXED),
            (self.shaded or self.marked, Style.SHADED),
            ((self.size or _WORD_SIZE) >= LARGER * body, Style.LARGE),
        ):
            if has:
                found |= style
        return found


_NOTHING = Look()


def _first(own: Any, base: Any) -> Any:
    return base if own is None else own


def value(element: Any, name: str = "val") -> str | None:
    """An attribute of Word's."""
    return None if element is None else element.get(W + name)


def switch(parent: Any, name: str) -> bool | None:
    """A property that is on where it stands, unless it says off."""
    element = None if parent is None else parent.find(W + name)
    return None if element is None else (value(element) or "on") not in _OFF


def number(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 8 else None


def run_look(properties: Any) -> Look:
    """What run properties (``w:rPr``) say."""
    if properties is None or not len(properties):
        return _NOTHING
    size = number(value(properties.find(W + "sz")))
    highlight = value(properties.find(W + "highlight"))
    raised = value(properties.find(W + "vertAlign"))
    edge = properties.find(W + "bdr")
    return Look(
        bold=switch(properties, "b"),
        italic=switch(properties, "i"),
        raised=None if raised is None else raised == "superscript",
        hidden=switch(properties, "vanish"),
        marked=_marked(highlight, shading(properties)),
        edged=None if edge is None else value(edge) not in _NO_BORDER,
        size=None if size is None else size / 2,
    )


def _marked(highlight: str | None, shaded: bool | None) -> bool | None:
    return shaded if highlight is None else highlight not in ("none", "white")


def shading(properties: Any) -> bool | None:
    """Whether a ground is given, and is not white."""
    element = None if properties is None else properties.find(W + "shd")
    if element is None:
        return None
    fill = (value(element, "fill") or "auto").lower()
    pattern = value(element) or "clear"
    if fill == "auto":
        return pattern not in ("clear", "nil")
    return is_colour("#" + fill) if len(fill) == 6 else is_colour(fill)


def paragraph_look(properties: Any) -> Look:
    """What paragraph properties (``w:pPr``) say; not of its mark, which is no word."""
    if properties is None or not len(properties):
        return _NOTHING
    level = number(value(properties.find(W + "outlineLvl")))
    listed = properties.find(W + "numPr")
    frame = properties.find(W + "pBdr")
    return Look(
        boxed=None if frame is None else _sides(frame) >= 3,
        shaded=shading(properties),
        level=None if level is None else _level(level),
        number=None if listed is None else value(listed.find(W + "numId")),
        depth=None if listed is None else number(value(listed.find(W + "ilvl"))),
    )


def _level(outline: int) -> int:
    """1 to 6; what Word counts as body text, from 9 on, is none."""
    return min(outline + 1, 6) if 0 <= outline < 9 else 0


def _sides(frame: Any) -> int:
    return sum(value(frame.find(W + side)) not in _NO_BORDER for side in ("top", "left", "bottom", "right"))


@dataclass(slots=True)
class _Known:
    """A style as it stands in the file."""

    base: str | None
    look: Look


@dataclass(slots=True)
class Looks:
    """A document's styles, each with what it has from those it is based on."""

    default: Look = _NOTHING
    body: float = _WORD_SIZE
    names: dict[str, str] = field(default_factory=dict)
    paragraph: str | None = None
    """The style of a paragraph that names none."""
    _known: dict[str, _Known] = field(default_factory=dict)
    _resolved: dict[str | None, Look] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: Any) -> Looks:
        """Read ``w:styles``."""
        found = cls()
        found.default = run_look(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in styles.findall(W + "style"):
            identity = value(style, "styleId")
            if not identity:
                continue
            name = (value(style.find(W + "name")) or identity).lower()
            found.names[identity] = name
            look = run_look(style.find(W + "rPr")).over(paragraph_look(style.find(W + "pPr")))
            found._known[identity] = _Known(value(style.find(W + "basedOn")), _named(name, look))
            if value(style, "default") in ("1", "true", "on") and value(style, "type") == "paragraph":
                found.paragraph = identity
        return found

    def of_style(self, identity: str | None) -> Look:
        """What a style says with all that it is based on."""
        if identity in self._resolved:
            return self._resolved[identity]
        look = _NOTHING
        for known in self._chain(identity):
            look = look.over(known.look)
        self._resolved[identity] = look
        return look

    def _chain(self, identity: str | None) -> Iterator[_Known]:
        seen: set[str] = set()
        while identity and identity not in seen and (known := self._known.get(identity)):
            seen.add(identity)
            yield known
            identity = known.base

    def of_paragraph(self, properties: Any) -> Look:
        """What holds for the words of a paragraph, by its style and by itself."""
        named = None if properties is None else value(properties.find(W + "pStyle"))
        styled = self.of_style(named if named in self._known else self.paragraph)
        return paragraph_look(properties).over(styled).over(self.default)

    def of_run(self, properties: Any, paragraph: Look) -> Look:
        if properties is None:
            return paragraph
        named = value(properties.find(W + "rStyle"))
        own = run_look(properties)
        return own.over(self.of_style(named) if named else _NOTHING).over(paragraph)


def _named(name: str, look: Look) -> Look:
    """Headings are known by name too: what is called one is one, whatever its outline says."""
    kind, _, digits = name.partition(" ")
    if look.level is None and kind == "heading" and digits.isascii() and digits.isdigit():
        return Look(level=_level(int(digits) - 1)).over(look)
    return Look(level=1).over(look) if look.level is None and name == "title" else look
