"""Words that a pack may use because the program knows them: incident categories, triggers, measures.

A new category is a line here, or under ``incidents:`` in a pack when only one program knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of thing out of the ordinary. ``words`` are what people type for it, beside its title; ``interrupts``: it mostly
    interrupts testing (whether it does, the administrator says)."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    interrupts: bool = False


CATEGORIES = (
    Category("fire_drill", "Fire drill or alarm", ("fire", "alarm", "evacuation"), interrupts=True),
    Category("power_failure", "Power failure", ("power", "lights", "blackout"), interrupts=True),
    Category("lockdown", "Lockdown or shelter in place", ("shelter", "police"), interrupts=True),
    Category("disruption", "Noise or disruption", ("noise", "loudspeaker", "visitor", "bell")),
    Category(
        "damaged_booklet",
        "Damaged or defective booklet",
        ("torn", "ripped", "wet", "spill", "missing page", "upside down", "misprint"),
    ),
    Category("missing_material", "Missing or extra material", ("lost", "short", "missing booklet")),
    Category("wrong_booklet", "Wrong booklet or form used", ("wrong form", "swapped", "wrong name")),
    Category("misread", "Directions misread or skipped", ("misread", "wrong words")),
    Category("timing", "Timing error", ("late start", "clock", "time")),
    Category("phone", "Phone or other electronic device", ("cell", "mobile", "watch", "earbuds")),
    Category("unapproved_material", "Unapproved material", ("calculator", "dictionary", "notes", "scrap paper")),
    Category("cheating", "Suspected cheating", ("copying", "talking", "crib")),
    Category("illness", "Student ill", ("sick", "nurse", "vomit")),
    Category("late_arrival", "Student arrived late", ("late", "tardy")),
    Category("early_departure", "Student left before the end", ("left", "dismissed", "walked out")),
    Category("refusal", "Student refused to test", ("refuse", "will not")),
    Category("accommodation", "Accommodation not provided as planned", ("iep", "504", "braille", "large print")),
    Category("security", "Security breach", ("photo", "copy", "leak", "unauthorized")),
    Category("technical", "Equipment failure", ("laptop", "player", "device", "printer")),
    Category("other", "Something else", ("other",)),
)


def fitting(categories: Iterable[Category], typed: str) -> tuple[Category, ...]:
    """The categories that a few typed letters may mean, best first: those whose id or title begins so, those with such a
    beginning of a word, those that have it anywhere. Of several typed words each must fit somewhere."""
    wanted = _folded(typed)
    ranked = [(rank, one) for one in categories if (rank := _rank(one, wanted)) is not None]
    return tuple(one for _, one in sorted(ranked, key=lambda pair: pair[0]))


def _folded(text: str) -> str:
    """Case, and how words are tied together, do not matter."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _rank(category: Category, wanted: str) -> int | None:
    """0 to 2, the best first; None where it does not fit."""
    named = [_folded(category.id), _folded(category.title)]
    if any(one.startswith(wanted) for one in named):
        return 0
    known = [*named, *map(_folded, category.words)]
    words = [word for one in known for word in re.findall(r"\w+", one)]
    parts = wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 1
    return 2 if all(any(part in one for one in known) for part in parts) else None


AUTHORITIES = ("rehearsal", "official")
"""Whose words a pack may say that it has; the first unless it says otherwise."""

AUTHORITIES_FOUND = {
    "rehearsal": "practice words",
    "official": "official words",
    "official_edited": "official words, edited",
    "official_unverified": "official words, not verified",
}
"""What loading makes of that, and how it is put to people. A pack's own ``official`` holds only as far as its files match the
record of their import (:mod:`proctor.scripts.standing`)."""

SCRIPT_KINDS = ("session", "practice", "questionnaire", "scoring", "checklist")
"""What a script may be; the first unless it says otherwise."""


def words_of(authority: str) -> str:
    """Whose words they are, for people, of an authority that loading found."""
    return AUTHORITIES_FOUND[authority]


TRIGGERS = frozenset({"interrupt", "resume", "misread", "take_over"})
"""What sets off a procedure besides an incident's category."""

RESERVED_FACTS = frozenset({"students"})
"""Facts that every session has; a pack may ask about them in ``when`` but not define them anew."""

MEASURES_IN_TIME = frozenset({"mean_of_final_third"})
"""Those of the measures that need to know when each row was, and take a second record's rows of the same time."""

MEASURES_OF_NUMBERS = frozenset({"total", "mean", "mean_of_last_third"}) | MEASURES_IN_TIME
"""Those of the measures that add up what they are given."""

MEASURES = MEASURES_OF_NUMBERS | {"rows", "first", "last", "distinct"}
"""What ``compute:`` may name; the functions stand in ``proctor/state/measures.py``, and a test holds the two together."""
