"""The calendars' part of the assistant: whether a question is for them, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from proctor.assistant.agenda import Offering
from proctor.assistant.agenda_language import EVERYDAY
from proctor.assistant.agenda_question import Asked, Beside, asked
from proctor.assistant.agenda_reply import Told, told
from proctor.assistant.audience import fits
from proctor.assistant.handbook import Answer, Entry
from proctor.assistant.index import WEIGHT_OF_LITTLE, Index
from proctor.assistant.words import common_stems, stem, words

EXPLAINED = 0.65
"""The share of what is left of a question that a thing must explain."""
AS_WELL = 0.85
"""How much of what the best one explains another must, to be meant too."""
WITHOUT_A_NAME = 0.72
"""How sure it is that what is offered is meant where no thing is named, only a month, an audience or the like; each of them
that is said makes it surer."""
SURER = 0.14
OF_A_THING = 0.6
"""How sure it is where a thing is named, none of whose words is explained; the rest comes with them."""
UNCALLED = 0.8
"""What is left of that where nothing says that a calendar is asked."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An answer of the calendars, and how sure it is."""

    told: Told
    score: float
    why: str


@dataclass(frozen=True)
class Agenda:
    """What the packs that are asked offer."""

    offerings: tuple[Offering, ...]

    @cached_property
    def _index(self) -> Index:
        return Index([_entry(one) for one in self._things])

    @cached_property
    def _beside(self) -> dict[str, Beside]:
        return {}

    @cached_property
    def _things(self) -> tuple[Offering, ...]:
        return tuple(one for one in self.offerings if one.kind == "calendar")

    def answer(self, text: str, pack: str, today: date | None, *, in_session: bool = False) -> Dated | None:
        """What the calendars of a pack, or of all, say to a question; None where it is none for them."""
        there = [one for one in self.offerings if not pack or one.pack == pack]
        if not there:
            return None
        question = self.apart(text, pack, today)
        if in_session and not question.called:
            return None  # "what is next" is asked of the room there
        named = _telling(question)
        if not named:
            return self._without_a_name(question, there, today, bool(pack))
        found, explained = self._meant(question.rest, pack)
        fitting = _narrowed(found, question)
        said = told(question, fitting, today) if fitting else None
        if said is None:
            return None
        sure = OF_A_THING + (1 - OF_A_THING) * explained
        called = question.called or question.is_dated or question.audience or question.level
        if not called and ((question.defines and not question.aspects) or not self._names(question.rest)):
            return None
        score = sure if called or question.aspects else sure * UNCALLED
        return Dated(said, score, f"of the calendars, by “{question.rest}” of which {explained:.2f} is explained")

    def apart(self, text: str, pack: str, today: date | None) -> Asked:
        """A question taken apart beside what a pack, or all, offer."""
        if pack not in self._beside:
            self._beside[pack] = Beside.of(one for one in self.offerings if not pack or one.pack == pack)
        return asked(text, self._beside[pack], today)

    def has(self, pack: str) -> bool:
        """Whether a pack has a calendar of its own."""
        return any(one.pack == pack for one in self._things)

    def _without_a_name(self, question: Asked, there: Sequence[Offering], today: date | None, in_pack: bool) -> Dated | None:
        """No thing is named: everything in a month, for an audience, that is left."""
        narrow = [question.is_dated, question.audience, question.level, question.aspects & {"webcast"}]
        count = sum(map(bool, narrow))
        if question.aspects & {"register", "place"} and not question.which:
            return None  # whether one must, and where things are in general, are rules
        if not count and not question.called:
            return None
        if not question.called and not in_pack and not question.is_dated and count < 2:
            return None
        dated = question.is_dated and not (question.called or question.audience or question.level)
        things = there if dated else [*self._of(there)]
        if question.programs:
            things = [one for one in things if question.programs & set(words(one.pack.replace("-", " ")))]
        fitting = _narrowed(things, question)
        said = told(question, fitting, today) if fitting else None
        if said is None:
            return None
        score = min(1.0, WITHOUT_A_NAME + SURER * (count + question.called))
        return Dated(said, score, "of the calendars, by month, audience or how soon")

    def _of(self, there: Iterable[Offering]) -> Iterable[Offering]:
        return (one for one in there if one.kind == "calendar")

    def _names(self, rest: str) -> bool:
        """Whether a thing is named by more than everyday words (students, test), which stand here as everywhere."""
        terms, everyday = self._index.question(rest).terms, EVERYDAY | common_stems()
        return any(term.weight > WEIGHT_OF_LITTLE and term.meant and stem(term.typed) not in everyday for term in terms)

    def _meant(self, rest: str, pack: str) -> tuple[list[Offering], float]:
        """The things that explain what is left of a question, and how much of it the best of them does."""
        if not self._things:
            return [], 0.0
        boost = [0.0 if pack and one.pack != pack else 1.0 for one in self._things]
        hits = [hit for hit in self._index.search(self._index.question(rest), boost) if hit.score > 0]
        best = max((hit.covered for hit in hits), default=0.0)
        if best < EXPLAINED:
            return [], best
        return [self._things[hit.number] for hit in hits if hit.covered >= AS_WELL * best], best


def _telling(question: Asked) -> bool:
    return bool(question.rest)


def _narrowed(found: Sequence[Offering], question: Asked) -> list[Offering]:
    """Those for whom and for which level it is asked; what is for all levels is for each."""
    fitting = [one for one in found if not question.audience or fits(question.audience, one.audiences)]
    if question.level:
        exactly = [one for one in fitting if one.level == question.level]
        fitting = exactly or [one for one in fitting if one.level in ("all", "")]
    if _telling(question):
        return fitting
    if "webcast" in question.aspects:
        fitting = [one for one in fitting if one.webcast is (not question.not_shown)] or fitting
    if "register" in question.aspects:
        fitting = [one for one in fitting if one.registration == "open"] or fitting
    return fitting


def _entry(one: Offering) -> Entry:
    """A thing as the search has it: its names count in full, what it is about less."""
    about = " ".join((*one.covers, one.note, *one.audiences, *(title for title, _ in one.read_before)))
    return Entry(one.id, "calendar", one.title, (one.title, *one.asked), (Answer(about),))
