"""As much of style sheets as tells what a manual sets apart: bold, framed, on a coloured ground, hidden.

Rules of tags, classes and ids are followed, inside each other too; what asks for more (states, attributes, neighbours) is left
out, for it styles screens and not manuals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_MAX_RULES = 300
"""So many rules that end in the same tag, class or id are followed."""
_MAX_SHEET = 1_000_000
_NEAR = 40
"""So many elements outward are looked at for what a rule wants around."""
_COMMENT = re.compile(r"/\*.*?(\*/|\Z)|<!--|-->", re.DOTALL)
_COMPOUND = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+)*)\Z")
_WANTED = re.compile(r"(font|border|background|display|visibility|vertical-align|white-space|list-style)")
_SIDES = ("top", "right", "bottom", "left")
_NOTHING = {"none", "hidden", "0", "0px", "0pt", "initial", "unset"}
_BOLD = re.compile(r"\b(bold|bolder|[6-9]00)\b")
_NORMAL = re.compile(r"\b(normal|lighter|[1-5]00)\b")
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(([^)]*)\)")
_NO_COLOUR = re.compile(r"\b(none|transparent|inherit|initial|unset|white|snow|ivory|auto|var|url|gradient)\b|gradient\(")
WHITE = 0.98
"""As light as that is paper."""

Styles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Element:
    """What rules can ask of an element."""

    tag: str
    id: str = ""
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    id: str
    classes: frozenset[str]

    def fits(self, element: Element) -> bool:
        return self.tag in ("", "*", element.tag) and (not self.id or self.id == element.id) and self.classes <= element.classes


@dataclass(frozen=True, slots=True)
class _Rule:
    weight: tuple[int, int, int, int]
    around: tuple[_Compound, ...]
    compound: _Compound
    styles: Styles

    def fits(self, element: Element, outside: Sequence[Element]) -> bool:
        """``outside``: the elements around it, the nearest last."""
        if not self.compound.fits(element):
            return False
        wanted = list(self.around)
        for one in reversed(outside[-_NEAR:]):
            if not wanted:
                break
            if wanted[-1].fits(one):
                wanted.pop()
        return not wanted


@dataclass(slots=True)
class Sheet:
    """The rules of a page, found by what they name."""

    _rules: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0
    _found: dict[int, Styles] = field(default_factory=dict)

    def read(self, text: str) -> None:
        for selectors, body in _blocks(_COMMENT.sub(" ", text[:_MAX_SHEET])):
            styles = declarations(body)
            for selector in selectors.split(",") if styles else ():
                self._add(selector.strip(), styles)

    def _add(self, selector: str, styles: Styles) -> None:
        compounds = [_compound(part) for part in re.split(r"\s*>\s*|\s+", selector)]
        kept = [one for one in compounds if one]
        if len(kept) != len(compounds):
            return
        self._count += 1
        weight = (sum(bool(one.id) for one in kept), sum(len(one.classes) for one in kept), sum(one.tag > "*" for one in kept))
        last = kept[-1]
        key = last.id or next(iter(last.classes), "") or last.tag
        if len(self._rules[key]) < _MAX_RULES:
            self._rules[key].append(_Rule((*weight, self._count), tuple(kept[:-1]), last, styles))

    def styles(self, element: Element, outside: Sequence[Element], path: int) -> Styles:
        """What holds for an element by the rules that fit, the most particular last. ``path`` is the same for elements that
        have all around them in common, so that each kind of place is looked at once.
        """
        if path not in self._found:
            rules: list[_Rule] = []
            for key in {element.tag, "*", element.id, *element.classes} if self._count else ():
                rules += [rule for rule in self._rules.get(key, ()) if rule.fits(element, outside)]
            found: dict[str, str] = {}
            for rule in sorted(rules, key=lambda rule: rule.weight):
                found |= rule.styles
            self._found[path] = found
        return self._found[path]


def _compound(text: str) -> _Compound | None:
    if not text or not (found := _COMPOUND.match(text)):
        return None
    names = re.findall(r"([.#])([\w-]+)", found[2])
    classes = frozenset(name for kind, name in names if kind == ".")
    return _Compound((found[1] or "").lower(), next((name for kind, name in names if kind == "#"), ""), classes)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies; the inside of ``@media`` for screens counts, what else begins with @ does not."""
    at = 0
    while (opened := text.find("{", at)) >= 0:
        head = text[at:opened].rpartition(";")[2].rpartition("}")[2].strip()
        if head.startswith("@") and re.search(r"@media\b.*\b(screen|all)\b|@supports|@layer", head):
            at = opened + 1
            continue
        closed = _closed(text, opened) if head.startswith("@") else text.find("}", opened)
        if closed < 0:
            return
        if not head.startswith("@"):
            yield head, text[opened + 1 : closed]
        at = closed + 1


def _closed(text: str, opened: int) -> int:
    depth = 0
    for found in re.finditer(r"[{}]", text[opened:]):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return opened + found.start()
    return -1


def declarations(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        if colon and _WANTED.match(name := name.strip().lower()):
            found[name] = value.replace("!important", "").strip().lower()
    return found


def is_bold(styles: Styles) -> bool | None:
    """None where nothing is said of it."""
    value = styles.get("font-weight") or styles.get("font", "")
    if _BOLD.search(value):
        return True
    return False if _NORMAL.search(value) and "font-weight" in styles else None


def is_hidden(styles: Styles) -> bool:
    return styles.get("display") == "none" or styles.get("visibility") in ("hidden", "collapse")


def is_framed(styles: Styles) -> bool:
    """A border on three sides, or a bar at the left as a quotation has."""
    drawn = dict.fromkeys(_SIDES, False)
    for name, value in styles.items():
        if name == "border" or name in ("border-style", "border-width"):
            drawn = dict.fromkeys(_SIDES, _is_drawn(value, styles))
        for side in _SIDES:
            if name in (f"border-{side}", f"border-{side}-style", f"border-{side}-width"):
                drawn[side] = _is_drawn(value, styles)
    return sum(drawn.values()) >= 3 or drawn["left"]


def _is_drawn(value: str, styles: Styles) -> bool:
    words = set(value.split())
    return bool(words) and not words & _NOTHING and styles.get("border-style", "solid") not in _NOTHING


def is_shaded(styles: Styles) -> bool:
    value = styles.get("background-color") or styles.get("background", "")
    return bool(value) and is_colour(value)


def is_colour(value: str) -> bool:
    """Whether a colour can be told from white paper."""
    value = value.strip().lower()
    if found := _HEX.search(value):
        digits = found[1]
        step = 1 if len(digits) < 6 else 2
        parts = [int(digits[at : at + step], 16) / (16**step - 1) for at in range(0, len(digits), step)]
        return _is_seen(parts)
    if found := _RGB.search(value):
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?|\.\d+", found[1])][:4]
        return len(numbers) >= 3 and _is_seen([number / 255 for number in numbers[:3]] + numbers[3:])
    return bool(value) and not _NO_COLOUR.search(value) and bool(re.match(r"[a-z]+\b", value))


def _is_seen(parts: Sequence[float]) -> bool:
    """Red, green, blue from 0 to 1, and how solid it is."""
    return min(parts[:3]) < WHITE and (len(parts) < 4 or parts[3] > 0.02)
