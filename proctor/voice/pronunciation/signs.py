"""Dashes, slashes, blanks, bullets and pictures."""

from __future__ import annotations

import re

from proctor.voice.pronunciation.quantities import DAYS, MONTHS, SHORT_DAYS, SHORT_MONTHS
from proctor.voice.pronunciation.rule import Match, Rule, always

NAMES = "|".join([*DAYS, *MONTHS, *(rf"{short}\." for short in [*SHORT_DAYS, *SHORT_MONTHS])])
HALF = r"\s?[AaPp]\.?[Mm]\b\.?"
RANGE = re.compile(
    rf"(?=[$\dA-Z])(?:(?<![\w:])\d\d?(?::\d\d(?:{HALF})?|{HALF})(?P<of_times>\s?[-‑–—]\s?)(?=\d\d?(?::\d\d|\s?[AaPp]\.?[Mm]\b))"
    r"|(?<![\w.,:/$‑–—-])\$?(?P<low>\d{1,4}(?:,\d{3}){0,3})(?:\.\d{1,4})?(?:st|nd|rd|th)?[%°]?(?P<of_numbers>[-‑–—])"
    r"(?=\$?(?P<high>\d{1,4}(?:,\d{3}){0,3})(?:\.\d{1,4})?(?:st|nd|rd|th)?(?![\w‑–—/=-]| ?=))"
    rf"|\b(?:{NAMES})(?P<of_days>\s?[‑–—-]\s?)(?=(?:{NAMES}))"
    r"|(?<![\w.'’-])(?:[A-HK]|[A-Z]\d{1,3})(?P<of_letters>–)(?=(?:[A-K]|\d{1,3}|[A-Z]\d{1,3}[A-Z]?)\b)"
    r"|(?<![\w.'’-])[IVX]{1,5}(?P<of_parts>[‑–-])(?=[IVX]{2,5}\b))"
)
RANGES = ("of_times", "of_numbers", "of_days", "of_letters", "of_parts")
BLANK = re.compile(r"_(?: ?_){2,}|(?<!\w)__(?!\w)")
LEADER = re.compile(r"\.(?: ?\.){4,}|…(?: ?…)+|·(?: ?·){4,}")
BULLET = re.compile(r"^[ \t]{0,20}(?:[*→➔➜►▶❖❏❑✔✓✗☐☑☒■□▪▫●○◆◇]\ufe0f?[ \t]{1,8}){1,5}", re.MULTILINE)
PICTURES = "\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f"
PICTURE = re.compile(f"[{PICTURES}][\u200d{PICTURES}]*")
"""espeak has a name for some of a picture's parts: for a red heart "red", for a thumb "thumbs medium"."""
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LIGATURE = re.compile("[ﬀ-ﬆ]")
PLURAL = re.compile(r"(?<=[a-z])\((e?s)\)")
EITHER = re.compile(
    r"\b(?:he|him|himself|his|mother|on|parents?|pass|true|yes)(?P<slash>/)"
    r"(?=(?:she|her|hers|herself|father|off|guardians?|fail|false|no)\b)|\b(?P<whole>s/he)\b",
    re.IGNORECASE,
)
SLASH = re.compile(r"(?<=[A-Za-z]{2})/(?=[A-Za-z0-9]{2})|(?<=[a-z][)\]])/(?=[A-Za-z]{2})")
LOUD = re.compile(r"(?<=[A-Z]{2} )IT\b(?! (?:COORDINATOR|DEPARTMENT|STAFF|SUPPORT))")


def _range(found: Match) -> str | None:
    """None where the second number is the smaller: that is a difference."""
    low, high = found["low"] or "", found["high"] or ""
    smaller = len(low) <= len(high) and int(low.replace(",", "") or 0) > int(high.replace(",", "") or 0)
    return None if smaller else "to"


def _leader(found: Match) -> str | None:
    """In front of a number it leads to a page, and is silent."""
    return None if found.string[found.end() : found.end() + 3].strip()[:1].isdecimal() else "blank"


def _either(found: Match) -> str:
    return "or" if found["slash"] else "she or he"


RULES = (
    Rule("range", ("pages 3–4", "1-5", "Grades 3-8", "9:00–10:30", "Monday–Friday", "answers A–D"), RANGE, _range, RANGES),
    Rule("blank", ("Name ____", "____"), BLANK, always("blank")),
    Rule("leader", ("Name ........ here", "My name is . . . . . ."), LEADER, _leader),
    Rule("bullet", ("* Open it", "→ Open it", "☑ Open it", "● Open it"), BULLET, always("")),
    Rule("picture", ("Well done 👍🏽 all", "a ▪ b"), PICTURE, always(" ")),
    Rule("ligature", ("the oﬃce",), LIGATURE, lambda found: LIGATURES[found[0]], glued=True),
    Rule("one or more", ("student(s)", "class(es)"), PLURAL, lambda found: found[1], glued=True),
    Rule("either", ("he/she", "true/false", "s/he"), EITHER, _either, ("slash", "whole")),
    Rule("slash", ("and/or", "Technology/Engineering"), SLASH, always(" ")),
    Rule("capitals", ("DO NOT OPEN IT",), LOUD, always("it")),
)
