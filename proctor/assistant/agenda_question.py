"""A question for the calendars taken apart: what of a thing is asked, in which month or how soon, for whom, and what is left
over, which must be the thing itself.

Everything that is understood is taken out of the question. What remains is looked up among the things that are offered, and has
to be explained by one of them: a word that none of them knows speaks against every answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from proctor.assistant import agenda_language as language
from proctor.assistant.agenda import MONTHS, Offering
from proctor.assistant.agenda_choice import Month, month_named
from proctor.assistant.words import dated, fold, stem, words


@dataclass(frozen=True, slots=True)
class Asked:
    """What is understood of a question. ``rest`` is what is not."""

    rest: str
    aspects: frozenset[str] = frozenset()
    months: tuple[Month, ...] = ()
    day: tuple[int, int] | None = None
    """(month, day)."""
    exactly: date | None = None
    soon: str = ""
    """``next``, or "" """
    left: bool = False
    audience: str = ""
    level: str = ""
    called: bool = False
    words_of_rest: tuple[str, ...] = field(default=())

    @property
    def is_dated(self) -> bool:
        """Whether it says when."""
        return bool(self.months or self.day or self.exactly or self.soon or self.left)


def asked(text: str, offerings: Sequence[Offering], today: date | None) -> Asked:
    """Take a question apart, beside what is offered where it is asked."""
    taking = _Taking(_straight(text), today)
    taking.called()
    taking.dates(_pairs(offerings))
    taking.soon()
    taking.aspects()
    taking.level({one.level for one in offerings})
    taking.audience(offerings)
    return taking.found()


def _straight(text: str) -> str:
    """Folded, with plain marks, and words that were clearly meant for one of the calendar's own put right."""
    said = fold(text).replace("\u2019", "'").replace("'", "")
    for word in set(re.findall(r"[a-z]{6,}", said)):
        near = extractOne(word, language.CALLS, scorer=fuzz.ratio, score_cutoff=86)
        if near and near[0] != word:
            said = re.sub(rf"\b{word}\b", near[0], said)
    return said


def _pairs(offerings: Iterable[Offering]) -> frozenset[tuple[str, str]]:
    """Neighbouring words of everything that is offered: a month among them is part of a name ("March Retests")."""
    found: set[tuple[str, str]] = set()
    for one in offerings:
        for text in (one.title, *one.asked, *one.covers):
            read = [stem(word) for word in words(text)]
            found.update(pairwise(read))
    return frozenset(found)


class _Taking:
    """Takes out of a text what it understands, one kind after the other."""

    def __init__(self, text: str, today: date | None) -> None:
        self.text = text
        self.today = today
        self._aspects: set[str] = set()
        self._months: list[Month] = []
        self._day: tuple[int, int] | None = None
        self._exactly: date | None = None
        self._soon = ""
        self._left = False
        self._level = ""
        self._audience = ""
        self._called = False

    def found(self) -> Asked:
        rest = tuple(word for word in words(self.text) if word not in dated())
        return Asked(
            " ".join(rest),
            frozenset(self._aspects),
            tuple(self._months),
            self._day,
            self._exactly,
            self._soon,
            self._left,
            self._audience,
            self._level,
            self._called,
            rest,
        )

    def _take(self, pattern: re.Pattern[str]) -> bool:
        text = pattern.sub(" ", self.text)
        taken = text != self.text
        self.text = text
        return taken

    def called(self) -> None:
        self._called = bool(language.CALLED.search(self.text))

    # -- when ---------------------------------------------------------------------------------------------------------

    def dates(self, pairs: frozenset[tuple[str, str]]) -> None:
        for pattern in language.DAYS:
            if self._day is None and (found := pattern.search(self.text)):
                self._one_day(found)
        self.text = language.NAMED.sub(lambda found: self._one_month(found, pairs), self.text)
        for name, months in language.SEASONS.items():
            season = re.compile(rf"\b(?:in|over|during)(?: the)? {name}\b|^{name}$")
            if season.search(self.text):
                self._take(season)
                self._months += [Month(month) for month in months]

    def _one_day(self, found: re.Match[str]) -> None:
        month = int(found["month"]) if found["month"].isdigit() else month_named(found["month"])
        day = int(found["day"])
        if month is None or not 1 <= month <= 12 or not 1 <= day <= 31:
            return
        self._day = (month, day)
        if found["year"]:
            try:
                self._exactly = date(int(found["year"]), month, day)
            except ValueError:
                return
        self.text = self.text[: found.start()] + " " + self.text[found.end() :]

    def _one_month(self, found: re.Match[str], pairs: frozenset[tuple[str, str]]) -> str:
        """Keep what follows; a month that is part of a name, or ``may`` that is none, stays in the text."""
        name, rest = found["month"], found["rest"] or ""
        if name == "may" and not language.MAY.search(self.text):
            return found[0]
        number = month_named(name)
        if number is None or (rest and (stem(MONTHS[number - 1].lower()), stem(rest.strip())) in pairs):
            return found[0]
        self._months.append(Month(number, int(found["year"]) if found["year"] else None))
        return f" {rest}"

    def soon(self) -> None:
        for name, pattern in language.SOON.items():
            if self._take(pattern) and self.today is not None:
                self._relative(name, self.today)
        if self._take(language.NEXT):
            self._soon = "next"
        if self._take(language.LEFT):
            self._left = True

    def _relative(self, name: str, today: date) -> None:
        if name in ("today", "tomorrow"):
            self._exactly = today + timedelta(days=name == "tomorrow")
            self._day = (self._exactly.month, self._exactly.day)
        else:
            this = Month.of(today)
            self._months.append(this if name == "this month" else this.after())

    # -- what and for whom --------------------------------------------------------------------------------------------

    def aspects(self) -> None:
        for name, pattern in language.ASPECTS.items():
            if self._take(pattern):
                self._aspects.add(name)

    def level(self, there: set[str]) -> None:
        for name, pattern in language.LEVELS.items():
            if name in there and not self._level and self._take(pattern):
                self._level = name

    def audience(self, offerings: Iterable[Offering]) -> None:
        """The words that call somebody by an office that is known here, with what stands before them of the same office."""
        known = {stem(word) for one in offerings for audience in one.audiences for word in words(audience)}
        read = words(self.text)
        for at, word in enumerate(read):
            head = _head(word, known)
            if head is None:
                continue
            first = at
            while first and stem(read[first - 1]) in known and read[first - 1] not in ("for", "and", "all", "other", "of"):
                first -= 1
            self._audience = " ".join([*read[first:at], head])
            self.text = " ".join([*read[:first], *read[at + 1 :]])
            return


def _head(word: str, known: set[str]) -> str | None:
    """The stem of an office that is known here, for a word that may have a slip in it."""
    said = stem(word)
    heads = language.HEADS & known
    if said in heads:
        return said
    if len(said) < 6:
        return None
    found = extractOne(said, sorted(heads), scorer=fuzz.ratio, score_cutoff=84)
    return found[0] if found else None
