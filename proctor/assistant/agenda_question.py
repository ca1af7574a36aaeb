"""A question for the calendars taken apart: what of a thing is asked, in which month or how soon, for whom, and what is left
over, which must be the thing itself.

Everything that is understood is taken out of the question. What remains is looked up among the things that are offered, and has
to be explained by one of them: a word that none of them knows speaks against every answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from proctor.assistant import agenda_language as language
from proctor.assistant.agenda import MONTHS, Offering
from proctor.assistant.agenda_choice import Month, month_named
from proctor.assistant.words import asking, dated, fold, little, stem, words


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
    """``next``, ``first``, ``last``, or "" where any will do."""
    left: bool = False
    weekday: int | None = None
    """0 is Monday."""
    not_shown: bool = False
    """What has no webcast is asked for."""
    which: bool = False
    """Things are asked for, rather than something of one."""
    audience: str = ""
    level: str = ""
    called: bool = False
    words_of_rest: tuple[str, ...] = field(default=())
    programs: frozenset[str] = frozenset()
    """Words of the question by which a program goes."""
    defines: bool = False
    """It begins as one does that asks what something is."""

    @property
    def is_dated(self) -> bool:
        """Whether it says when."""
        return bool(self.months or self.day or self.exactly or self.soon or self.left or self.weekday is not None)


@dataclass(frozen=True, slots=True)
class Beside:
    """What of the things that are offered a question is taken apart by: worked out once for each place it is asked in."""

    pairs: frozenset[tuple[str, str]]
    """Neighbouring words of everything: a month among them is part of a name ("March Retests")."""
    callings: frozenset[str]
    """Stems of the words of all audiences."""
    levels: frozenset[str]
    programs: frozenset[str]
    """Words by which whole programs go."""

    @classmethod
    def of(cls, offerings: Iterable[Offering]) -> Beside:
        pairs: set[tuple[str, str]] = set()
        callings: set[str] = set()
        levels, programs = set(), set()
        for one in offerings:
            levels.add(one.level)
            programs.update(words(one.pack.replace("-", " ")))
            callings.update(stem(word) for audience in one.audiences for word in words(audience))
            for text in (one.title, *one.asked, *one.covers):
                pairs.update(pairwise(stem(word) for word in words(text)))
        return cls(frozenset(pairs), frozenset(callings), frozenset(levels), frozenset(programs))


def asked(text: str, beside: Beside, today: date | None) -> Asked:
    """Take a question apart."""
    taking = _Taking(_straight(text), today)
    taking.called()
    taking.dates(beside.pairs)
    taking.soon()
    taking.aspects()
    taking.level(beside.levels)
    taking.audience(beside.callings)
    return taking.found(beside.programs)


def _straight(text: str) -> str:
    """Folded, with plain marks, and words that were clearly meant for one of the calendar's own put right."""
    said = fold(text).replace("\u2019", "'").replace("'", "")
    for word in set(re.findall(r"[a-z]{6,}", said)):
        near = extractOne(word, language.CALLS, scorer=fuzz.ratio, score_cutoff=86)
        if near and near[0] != word:
            said = re.sub(rf"\b{word}\b", near[0], said)
    return said


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
        self._weekday: int | None = None
        self._not_shown = False
        self._called = False
        self._which = bool(language.WHICH.search(text))
        self._defines = bool(language.DEFINES.search(text))

    def found(self, programs: frozenset[str]) -> Asked:
        rest = tuple(word for word in words(self.text) if word not in dated() | little() | asking())
        rest = () if programs.issuperset(rest) else rest  # a program's name alone names none of its things
        return Asked(
            " ".join(rest),
            aspects=frozenset(self._aspects),
            months=tuple(self._months),
            day=self._day,
            exactly=self._exactly,
            soon=self._soon,
            left=self._left,
            weekday=self._weekday,
            not_shown=self._not_shown,
            which=self._which,
            audience=self._audience,
            level=self._level,
            called=self._called,
            words_of_rest=rest,
            programs=programs & set(words(self.text)),
            defines=self._defines,
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
        self._take(language.PART)
        if found := language.WEEKDAY.search(self.text):
            self._weekday = language.WEEKDAYS.index(found["day"])
            self._take(language.WEEKDAY)
        self.text = language.NAMED.sub(lambda found: self._one_month(found, pairs), self.text)
        for name, months in language.SEASONS.items():
            season = re.compile(
                rf"\b(?:in|over|during)(?: the)? {name}\b|^{name}$|\b{name}(?= (?:workshop|training|session)s\b)"
            )
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
        for name, pattern in (("next", language.NEXT), ("first", language.FIRST), ("last", language.LAST)):
            if self._take(pattern):
                self._soon = name
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
        self._not_shown = self._take(language.NOT_SHOWN)
        for name, pattern in language.ASPECTS.items():
            if self._take(pattern):
                self._aspects.add(name)

    def level(self, there: frozenset[str]) -> None:
        for name, pattern in language.LEVELS.items():
            if name in there and not self._level and self._take(pattern):
                self._level = name

    def audience(self, known: frozenset[str]) -> None:
        """The words that call somebody by an office that is known here, with what stands before them of the same office."""
        read = words(self.text)
        for at, word in enumerate(read):
            head = _head(word, known)
            if head is None:
                continue
            first = at
            while first and stem(read[first - 1]) in known and read[first - 1] not in ("for", "and", "all", "other", "of"):
                first -= 1
            last = at + 1
            if read[last : last + 1] == ["of"]:  # directors of EL programs
                last += 1
                while last < len(read) and stem(read[last]) in known:
                    last += 1
            self._audience = " ".join([*read[first:at], head, *read[at + 2 : last]])
            self.text = " ".join([*read[:first], *read[last:]])
            return


def _head(word: str, known: frozenset[str]) -> str | None:
    """The stem of an office that is known here, for a word that may have a slip in it."""
    said = stem(word)
    heads = language.HEADS & known
    if said in heads:
        return said
    if len(said) < 6 or word.endswith(("tion", "tions")):  # what is done, not who does it
        return None
    found = extractOne(said, sorted(heads), scorer=fuzz.ratio, score_cutoff=84)
    return found[0] if found else None
