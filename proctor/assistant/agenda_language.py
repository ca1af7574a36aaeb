"""All the English that questions for a calendar are taken apart by, over folded text without apostrophes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from proctor.assistant.agenda import MONTHS

_MONTH = "|".join([*(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in map(str.lower, MONTHS)), "sept"])
_ORDER = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:,? +(?P<year>\d{4}))?"

DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<month>{_MONTH})\.? +(?P<day>\d{{1,2}}){_ORDER}\b{_YEAR}",
        rf"\b(?P<day>\d{{1,2}}){_ORDER} (?:of )?(?P<month>{_MONTH})\b{_YEAR}",
        r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}))?\b",
    )
)
"""December 4, the 4th of December 2024, 12/4."""
NAMED = re.compile(rf"\b(?P<month>{_MONTH})\b\.?{_YEAR}(?P<rest> +[a-z]+)?")
"""A month, and the word that follows it."""
_BEFORE_MAY = "in|during|of|for|by|until|before|after|through|to|and|or|early|late|mid|this|next"
MAY = re.compile(rf"\b(?:{_BEFORE_MAY}) +may\b|\bmay *[?.!]*$|^may$|\bmay +\d{{4}}")
"""Where the month is meant, and not leave to do something."""
SEASONS: Mapping[str, tuple[int, ...]] = {
    "summer": (6, 7, 8),
    "fall": (9, 10, 11),
    "autumn": (9, 10, 11),
    "winter": (12, 1, 2),
    "spring": (3, 4, 5),
}

SOON = {
    name: re.compile(pattern)
    for name, pattern in {
        "this month": r"\bth(?:is|e current) month\b",
        "next month": r"\b(?:next|coming) month\b",
        "today": r"\bto(?:day|night)\b",
        "tomorrow": r"\btomorrow\b",
    }.items()
}
PART = re.compile(
    rf"\b(?:first|second|early|late|mid|middle|end|beginning|start)(?: half| part| week)?(?: of| in)?(?: the)? +(?={_MONTH})"
)
"""A part of a month: what is asked for is the month."""
DEFINES = re.compile(r"^what (?:is|are|does|do)\b")
"""How a question for what something is begins: of a calendar only where one is called."""
WEEKDAY = re.compile(r"\b(?:on )?(?:an? )?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)days?\b")
WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
NOT_SHOWN = re.compile(
    r"\b(?:not|no|without|isnt|arent|never|non)[ -]"
    r"(?:an? |the |being |offered |as |also |shown |live )*(?=web|stream|broadc|live)"
)
"""Before the word for a webcast: what has none is asked for."""
WHICH = re.compile(r"\b(?:which|what|list|show|any)\b")
FIRST = re.compile(r"\b(?:very )?(?:first|earliest)\b(?! time)")
LAST = re.compile(r"\b(?:very )?(?:last|final)\b(?! (?:year|time|week|month|updated?)|[ ?.!]*$)")
NEXT = re.compile(r"\b(?:next|upcoming|coming up|soonest|comes next)\b(?: ones?\b)?")
LEFT = re.compile(r"\b(?:left|still to come|to come|remaining|remains?|still ahead|not (?:over|past))\b")

_READ = (
    r"\bread(?:ing)?[ -]?ahead\b",
    r"\bpre[ -]?read\w*",
    r"\b(?:have )?read(?:ing)?\b(?: (?:materials?|first|before(?:hand)?|up))*",
    r"\bprep(?:are)?\b(?: for| before)?",
)
_WEBCAST = (
    r"\b(?:live )?web ?casts?(?:ed)?\b",
    r"\blive[ -]?stream\w*",
    r"\bstream(?:ed|ing|s)?\b",
    r"\bbroadcast\w*",
    r"\bon ?line\b(?! (?:report|assess|test|scien|summat|math))",
    r"\b(?:remote|virtual)(?:ly)?\b",
    r"\bin[ -]person\b",
    r"\bon[ -]site\b",
)
_REGISTER = (
    r"\b(?:is |has |are )?(?:there )?registration (?:still )?(?:open(?:ed)?|closed|possible|available|status)\b(?: for)?",
    r"\b(?:is |are )(?:there )?(?:still )?registration (?:for )?",
    r"\bregister(?:ed)?\b(?: for)?",
    r"\bsign(?:ed)?[ -]?up\b(?: for)?",
    r"\benroll?(?:ed)?\b(?: in)?",
)
_HOURS = (r"\b(?:at )?(?:what|which) (?:times?|hours?)\b", r"\bhow long\b", r"\bstart(?:s|ing)?\b", r"\bbegins?\b")
_COVERS = (
    r"\b(?:covers?|covered|topics?|contents?|agenda|taught|teach(?:es)?|discuss(?:ed)?|explain(?:s|ed)?)\b",
    r"\b(?:learn(?:ed|t)?|subjects?)\b",
    r"\bwhat (?:is|are|was) (?=.*\babout\b)",
)
_WHOM = (
    r"\bwho (?:is|are|should|can|may|must|could|would|has|needs?)\b",
    r"\b(?:for|to) whom\b",
    r"\bwho\b(?= .*\bfor\b)",
    r"\b(?:intended |target )?audience\b",
    r"\b(?:(?:what|which|all|any) )?levels?\b(?: of experience)?",
    r"\bexperience\b",
)
ASPECTS = {
    name: re.compile("|".join(patterns))
    for name, patterns in {
        "read": _READ,
        "webcast": _WEBCAST,
        "register": _REGISTER,
        "hours": _HOURS,
        "covers": _COVERS,
        "whom": _WHOM,
        "place": (r"\bwhere\b", r"\blocations?\b", r"\bplaces?\b"),
    }.items()
}
"""What of a thing is asked."""
LEVELS = {
    name: re.compile("|".join(patterns))
    for name, patterns in {
        "new": (r"\b(?:brand[ -])?new(?:ly|bie)?\b", r"\bfirst[ -]time(?:rs?)?\b", r"\bbeginn(?:er|ing)s?\b", r"\bnovices?\b"),
        "returning": (
            r"\b(?:returning|experienced|veterans?)\b",
            r"\bsecond[ -]year\b",
            r"\blast year\b",
            r"\b(?:done|did|coordinated?|been) (?:it |this )?(?=.*\bbefore\b)",
        ),
    }.items()
}

CALLED = re.compile(r"\b(?:trainings?|trained|workshops?|webinars?|calendars?|office hours|clinics?|info sessions?)\b")
"""Words that say that a calendar is meant, wherever it is asked."""
CALLS = ("training", "trainings", "workshop", "workshops", "webinar", "webinars")
"""Those of them that a slip is mended in."""
EVERYDAY = frozenset(("student", "test", "administr", "assess", "school", "question"))
"""Stems of words that stand in every document about tests."""
HEADS = frozenset(
    (
        "principal",
        "coordinator",
        "administrator",
        "educator",
        "liaison",
        "director",
        "teacher",
        "coach",
        "staff",
        "trainer",
    )
)
"""Stems of words that call somebody by an office."""
