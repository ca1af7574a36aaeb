"""What a paragraph begins with: a number of a list, a bullet, the label of a heading, a banner that says who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proctor.manuals.extract.passages import Run

BULLET = "* "
"""How a bullet of any kind is written."""
_BULLETS = "•●○◦▪▫■□◘◙◆◇❖‣⁃∙·➢➤►▶▸✓✔✗☐☑☒❏❑❒❍\u2219\u25aa\ue000-\uf8ff"
_BULLET = re.compile(rf"\s*([{_BULLETS}]\s*|[*o–-]\s+(?=\S))(?![{_BULLETS}])")
_DASH = re.compile(r"[-–]\s+\S")
_ALONE = re.compile(rf"[{_BULLETS}*o–-]\Z|\(?(\d{{1,3}}|[A-Za-z])[.)]\Z")

_ROMAN = "[ivxlcdm]+|[IVXLCDM]+"
_NUMBER = re.compile(rf"(?P<open>\(?)(?P<value>\d{{1,3}}|[A-Za-z]|{_ROMAN})(?P<close>[.)])\s+(?=\S)")
_OUTLINE = re.compile(r"\d{1,2}(\.\d{1,2}){1,3}\.?\s+[A-Z]")
_LABEL = re.compile(
    r"(Part|Section|Chapter|Unit|Session|Appendix|PART|SECTION|CHAPTER|UNIT|SESSION|APPENDIX)\s+(\d{1,2}|[A-Z]|[IVXLC]+)\b(?![,;])|#{1,6}\s"
)
_STEP = re.compile(r"(Step|STEP)\s+\d{1,3}(\s+(of|OF)\s+\d{1,3}\s*\Z|\s*[.:)–—-]|\s*\Z)")
_CUE = re.compile(r"(read\s+(this\s+)?(aloud|out loud)|say)(\s+(to|the following)\b[\w\s]{0,40})?\s*[:.]?\Z", re.IGNORECASE)
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{2,}[^a-z]*\Z")

_UNFINISHED = re.compile(
    r"(\b(?i:a|an|the|of|to|for|from|in|on|at|by|with|and|or|nor|but|if|than|that|as|is|are|was|be|not|into|through|until|your|their|its"
    r"|this|these|those|each|every|any|no|see|about)|\b(pages?|pp?\.|steps?|parts?|sections?|questions?|numbers?|nos?\.|items?|grades?|chapters?|rows?"
    r"|columns?|figures?|tables?|sessions?|rooms?|appendix|Mr\.|Ms\.|Mrs\.|Dr\.)|[,–—-])\s*\Z"
)  # fmt: skip
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]*\d]*\Z|[\"”]\Z")
_LEADERS = re.compile(r"(\.\s?){4,}\s*\w{1,5}\Z|…+\s*\w{1,5}\Z|\S(\s{3,}|\t+)\d{1,3}\Z")
LINE = 200
"""Characters at the end of a line in which its page and some of the dots before it stand; a line of dots may be endless."""
_DOTS = re.compile(r"(\.\s?){4,}|…{2,}")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with. ``kind`` tells lists apart ("1.", "a)", "*"); ``values`` is what its number may be: "i." is the
    ninth letter or the first roman number.
    """

    kind: str
    values: tuple[int, ...] = ()
    sure: bool = False


def mark_of(text: str) -> Mark | None:
    """The mark that a line begins with, if any."""
    if found := _NUMBER.match(text):
        return _number(found)
    if _STEP.match(text):
        return Mark("step")
    if _LABEL.match(text) or (len(text) < 90 and _OUTLINE.match(text)):
        return Mark("label")
    if _BULLET.match(text):
        return Mark("dash" if _DASH.match(text) else "*", sure=not _DASH.match(text))
    return None


def _number(found: re.Match[str]) -> Mark | None:
    value, frame = found["value"], found["open"] + found["close"]
    if frame == "(.":
        return None
    if value.isdigit():
        return Mark("1" + frame, (int(value),))
    values = (roman(value),) if roman(value) else ()
    if len(value) == 1:
        values = (ord(value.lower()) - ord("a") + 1, *values)
    return Mark(("a" if value.islower() else "A") + frame, values) if values else None


def roman(text: str) -> int:
    """What a roman number is worth; 0 for what is none."""
    total = 0
    digits = [_VALUES.get(letter, 0) for letter in text.lower()]
    for digit, after in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < after else digit
    return total if total > 0 and all(digits) and in_roman(total) == text.lower() else 0


def in_roman(number: int) -> str:
    written = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    ):
        written += letters * (number // value)
        number %= value
    return written


def is_mark_alone(text: str) -> bool:
    """A number or a bullet on a line of its own: what it counts comes on the next."""
    return bool(_ALONE.match(text))


def is_cue(text: str) -> bool:
    """A line that says no more than who speaks."""
    return bool(_CUE.match(text))


def is_capitals(text: str) -> bool:
    return bool(_CAPITALS.match(text))


def is_banner(text: str) -> bool:
    return is_cue(text) or is_capitals(text) or bool(_STEP.match(text) and len(text) < 20)


def is_unfinished(text: str) -> bool:
    """Whether a line ends in a word that asks for the next: "turn to page"."""
    return bool(_UNFINISHED.search(text))


def is_ended(text: str) -> bool:
    """Whether a line ends as a sentence does, or with what introduces speech."""
    return bool(_ENDED.search(text)) and not text.endswith(("Mr.", "Ms.", "Mrs.", "Dr."))


def is_contents(text: str) -> bool:
    """A line of a contents list: its page stands at its end."""
    return bool(_LEADERS.search(text[-LINE:]))


def has_leaders(text: str) -> bool:
    """Dots lead to the page of a contents list's line."""
    return bool(_DOTS.search(text))


def with_bullet(runs: Sequence[Run]) -> list[Run]:
    """The runs with the bullet that they begin with, if any, written as all formats write it."""
    text = "".join(run.text for run in runs)
    if not (found := _BULLET.match(text)):
        return list(runs)
    rest = list(_without(runs, found.end()))
    return [Run(BULLET, None, next((run.page for run in runs if run.page is not None), None)), *rest]


def _without(runs: Sequence[Run], count: int) -> list[Run]:
    """The runs less their first characters."""
    kept: list[Run] = []
    for run in runs:
        cut = min(count, len(run.text))
        count -= cut
        if run.text[cut:]:
            kept.append(Run(run.text[cut:], run.style))
    return kept
