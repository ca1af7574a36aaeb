"""The numbered steps of a section: 1, 2, 3 in turn, told from the numbers that only look like it.

A number counts where a paragraph begins with it. In running text it counts only behind the end of a sentence or of a quote,
never inside speech, and never behind a word that it belongs to ("turn to page 2. At the top", "skip to step 9. Otherwise").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from proctor.manuals.manual import Span
from proctor.manuals.wording import Source

_MARK = re.compile(
    r"(?<![\w$#/.,–—-])(?:(?P<number>\d{1,3})[.)](?=\s|[A-Z\"“])|\((?P<round>\d{1,2})\)(?=\s)|"
    r"(?P<above>\d{1,2})\.(?P<dotted>\d{1,3})\.?(?=\s+[A-Z\"“(\[])|"
    r"(?:Step|STEP)\s+(?P<step>\d{1,3})(?:\s+of\s+(?P<of>\d{1,3}))?\s*(?:[.:–—-](?=\s))?)"
)
_GLUED = re.compile(r"(?:[.?!]['’)]*[\"”]|[a-z][.?!])(?P<number>\d{1,3})[.)](?=\s[A-Z\"“])")
_BELONGS = re.compile(
    r"\b(?:steps?|pages?|numbers?|nos?\.?|questions?|items?|sections?|chapters?|tables?|figures?|sessions?|lines?|forms?|grades?|parts?|rows?|rooms?|"
    r"accommodations?|and|or|to|through|of|is|are|at|by|than|about|version|level|form|policy|appendix)\s*\Z",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.?!:;\"”'’)\]]\s*\Z")


@dataclass(frozen=True, slots=True)
class Number(Span):
    """The mark of a step, as it is printed: ``3.`` or ``Step 3 of 12``. ``strong``: a paragraph begins with it; ``loose``: it
    stands in running text behind nothing that has ended."""

    number: int
    strong: bool
    loose: bool = False
    above: str = ""


@dataclass(frozen=True, slots=True)
class Numbered(Span):
    """One step from its mark to the next. ``series`` counts the lists of a section: a list that begins anew is another."""

    number: int
    series: int
    mark: Span
    missing: int = 0
    """How many numbers before this one were not found."""
    letter: str = ""
    """Behind the number of a step that the manual does not number, and which a person has marked."""
    above: str = ""
    """The number of its section, where the mark has it: 3 of ``3.10``."""
    joined: bool = False
    """Whether a person has said that it goes on with the step before."""


def numbers(source: Source, start: int, end: int, speech: Iterable[Span]) -> list[Numbered]:
    """The numbered steps between two offsets. ``speech``: what is spoken there, in which no step begins."""
    marks = list(_marks(source, start, end, list(speech)))
    found: list[Numbered] = []
    chosen = list(_chain(marks))
    for place, (mark, series, missing) in enumerate(chosen):
        stop = chosen[place + 1][0].start if place + 1 < len(chosen) else end
        span = Span(mark.start, mark.end)
        found.append(Numbered(mark.start, stop, mark.number, series, span, missing, above=mark.above))
    return found


def _marks(source: Source, start: int, end: int, speech: list[Span]) -> Iterator[Number]:
    for found in sorted(
        [*_MARK.finditer(source.text, start, end), *_GLUED.finditer(source.text, start, end)], key=lambda one: one.end()
    ):
        group = found.groupdict()
        named = group.get("step")
        fixed = group.get("round") or group.get("dotted")
        number = int(group["number"] or named or fixed or 0)
        at = found.start("number") if group["number"] else found.start()
        if any(one.start <= at < one.end for one in speech) or not 1 <= number <= 200:
            continue
        strong = at in source.starts or not source.text[start:at].strip()
        if named:
            if strong or (source.manual.flat and group.get("of")):
                yield Number(at, found.end(), number, strong)
            continue
        if fixed:
            if strong:
                yield Number(at, found.end(), number, strong, above=group.get("above") or "")
            continue
        before = source.text[max(start, at - 40) : at]
        ended = strong or not before.strip() or bool(_ENDED.search(before))
        if strong or (not _BELONGS.search(before) and (ended or source.manual.flat)):
            yield Number(at, found.end(), number, strong, not ended)


def _chain(marks: list[Number]) -> Iterator[tuple[Number, int, int]]:
    """The marks that follow on one another, with the number of their list and of the steps that are missing before them.

    A mark in running text is taken only where the same number does not come in a better place, before the next number.
    """
    wanted, series = None, 0
    for place, mark in enumerate(marks):
        if wanted is None:
            if mark.strong or (mark.number == 1 and not mark.loose):
                wanted = mark.number + 1
                yield mark, series, 0
        elif mark.number == wanted:
            if mark.strong or not _again(marks[place + 1 :], mark):
                wanted += 1
                yield mark, series, 0
        elif mark.strong and wanted < mark.number <= wanted + 2 and _goes_on(marks[place + 1 :], mark.number):
            missing = mark.number - wanted
            wanted = mark.number + 1
            yield mark, series, missing
        elif mark.number == 1 and (mark.strong or wanted > 2) and _goes_on(marks[place + 1 :], 1):
            if _is_inside(marks[place + 1 :], wanted):
                continue
            wanted, series = 2, series + 1
            yield mark, series, 0


def _is_inside(marks: list[Number], wanted: int) -> bool:
    """Whether a list that begins anew stands inside a step: the number that is waited for comes after it, and not as its
    own."""
    reached = 1
    for mark in marks:
        if mark.number == wanted and mark.strong:
            return reached < wanted - 1
        reached = mark.number if mark.number == reached + 1 else reached
    return False


def _again(marks: list[Number], here: Number) -> bool:
    """Whether the same number comes again, in a better place, before the next one does."""
    for mark in marks:
        if mark.number == here.number and (mark.strong or (here.loose and not mark.loose)):
            return True
        if mark.number == here.number + 1 and (mark.strong or not mark.loose):
            return False
    return False


def _goes_on(marks: list[Number], number: int) -> bool:
    """Whether the next marks count on from a number."""
    return any(mark.number == number + 1 for mark in marks[:6])
