"""What is told by its form: times, ranges, telephone numbers, blanks … A rule is a pattern and what is said of a match.

They are tried in their order; what one has taken no later one sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DIGITS = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NUMBERS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "twenty-two", "twenty-three",
    "twenty-four",
)  # fmt: skip
PARTS = {
    "2": ("half", "halves"), "3": ("third", "thirds"), "4": ("quarter", "quarters"), "5": ("fifth", "fifths"),
    "6": ("sixth", "sixths"), "8": ("eighth", "eighths"), "10": ("tenth", "tenths"),
}  # fmt: skip
ROMAN = {"I": "one", "II": "two", "III": "three", "IV": "four", "V": "five", "VI": "six", "VII": "seven", "VIII": "eight"}
_ROMAN = "|".join(sorted(ROMAN, key=len, reverse=True))
_TIME = r"(?<![\d:])(?P<hour>2[0-4]|1\d|0?[1-9]):(?P<minutes>[0-5]\d)(?![\d:])"


@dataclass(frozen=True, slots=True)
class Rule:
    """``why`` is what ``--explain`` calls it; ``said`` gives None where a match is left as it stands. Of a pattern with a group
    ``said`` only that is replaced."""

    why: str
    pattern: re.Pattern[str]
    said: Callable[[re.Match[str]], str | None]


def _digits(text: str) -> str:
    return " ".join(DIGITS[int(one)] for one in text if one.isdigit())


def _telephone(match: re.Match[str]) -> str:
    return ", ".join(_digits(group) for group in match.groups() if group)


def _time(match: re.Match[str]) -> str | None:
    """``nine o'clock``, ``ten oh five``; of other minutes nothing is misread."""
    hour, minutes = NUMBERS[int(match["hour"])], match["minutes"]
    if minutes[0] != "0":
        return None
    if minutes != "00":
        return f"{hour} oh {DIGITS[int(minutes[1])]}"
    return hour if match["half"] else f"{hour} o'clock"


def _fraction(match: re.Match[str]) -> str | None:
    above, below = int(match[1]), match[2]
    if below not in PARTS or not 0 < above < int(below):
        return None
    return f"{NUMBERS[above]} {PARTS[below][above > 1]}"


def _roman(match: re.Match[str]) -> str | None:
    """``Session II``; one after a small letter is more likely the pronoun, as in "the part I read"."""
    return ROMAN[match["said"]] if match["said"] != "I" or match[0][0].isupper() else None


def _reference(match: re.Match[str]) -> str:
    return " ".join(ROMAN.get(part, part) for part in match[0].split("."))


def _of_the_match(match: re.Match[str]) -> tuple[int, int]:
    """What of a match is replaced."""
    return match.span("said") if "said" in match.re.groupindex else match.span()


def found(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, what is said and why, of everything that a rule knows, rule by rule."""
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if (said := rule.said(match)) is not None:
                yield (*_of_the_match(match), said, rule.why)


RULES: tuple[Rule, ...] = (
    Rule(
        "telephone number",
        re.compile(r"(?<![\w-])(?:(1)-)?\(?(\d{3})\)?[ .-](\d{3})[.-](\d{4})(?![\w-])"),
        _telephone,
    ),
    Rule("extension", re.compile(r"\b[Ee]xt\. ?(\d{1,6})\b"), lambda match: f"extension {_digits(match[1])}"),
    Rule("time", re.compile(rf"(?P<said>{_TIME})(?P<half> ?[AaPp]\.?[Mm]\b)?"), _time),
    Rule("blank to fill", re.compile(r"_{2,}|\.{5,}|…{2,}"), lambda match: "blank"),
    Rule("number sign", re.compile(r"(?:#|\bNo\. )(?=\d)"), lambda match: "number "),
    Rule("page", re.compile(r"\bp(p?)\. (?=\d)"), lambda match: "pages " if match[1] else "page "),
    Rule("504", re.compile(r"(?<![\w$.,:/-])504(?![\w.,:/-]*\d)"), lambda match: "five oh four"),
    Rule("fraction", re.compile(r"(?<![\w/.,])(\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d)"), _fraction),
    Rule("range", re.compile(r"(?<=[A-Za-z0-9])(?P<said>–)(?=[A-Za-z0-9])"), lambda match: " to "),
    Rule("range", re.compile(r"(?<![\w-])\d{1,4}(?P<said>-)(?=\d{1,4}(?![\w-]))"), lambda match: " to "),
    Rule("range", re.compile(r"(?<=\d:\d\d)(?P<said>-)(?=\d{1,2}:\d\d)"), lambda match: " to "),
    Rule("reference", re.compile(rf"(?<![\w.])(?:{_ROMAN})\.[A-Z](?:\.\d{{1,3}})?(?!\w|\.\w)"), _reference),
    Rule("Roman number", re.compile(rf"\b(?:[Ss]ession|[Pp]art|[Ss]ection|[Cc]hapter) (?P<said>{_ROMAN})(?![\w'’.])"), _roman),
    Rule("stroke", re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])"), lambda match: " "),
)
