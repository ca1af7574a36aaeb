"""A person's words to a :class:`Reply`: what was meant, where it is asked, and what the manual says of it there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from proctor.assistant import program
from proctor.assistant.agenda_answer import Agenda
from proctor.assistant.handbook import Answer, Entry, Handbook, Source
from proctor.assistant.index import Hit, Index, Question
from proctor.assistant.reply import Alternative, Reply, not_in_manual
from proctor.assistant.words import LONGEST, words

if TYPE_CHECKING:
    from proctor.state.view import SessionView

CERTAIN = 0.56
"""The score from which a rule is the answer."""
SURE_OF_SILENCE = 0.48
"""The score from which it is said that the manual is silent on just this."""
FOUND = 0.30
"""The score from which a passage is shown: it is the manual's own words, no verdict is drawn from it."""
WORTH_A_LOOK = 0.2
"""The score from which a passage is named, unread, where nothing answers."""
NEAR = 0.22
"""The score from which a rule is shown as related."""
RELATED = 3
HERE = 1.1
"""What a rule counts that names the script it is asked in."""
AT_STAGE = 1.03
"""What it counts besides that it names the stage that the session is in."""
PLAINLY = 0.75
"""The score from which a rule is meant whatever words it was found by."""
SURE_OF_DATES = 0.85
"""The score from which a question for words to read is one for what to read before a date."""
SILENT = 1.01
"""What it counts that the manual is known to be silent on something: of a rule that comes as near it is said first."""
ELSEWHERE = 0.8
"""What a rule counts that holds in other scripts than the one it is asked in."""
TELLING = 2
"""Words that tell something from which a sentence may be a question of its own."""
LONG = 12
"""Words from which the sentences of a question are also looked at one by one."""
ALSO = 0.93
"""How near the second pack's best must come to be told too, where it was asked in none."""

SCHOOL = "Your school"
"""Before everything that comes from the school's own sheet, and not from the manual."""
MOST_QUESTIONS = 8
"""Questions in one line that are answered one by one; more of them are no line that a person typed."""

_READING = re.compile(
    r"\b(what|which words|how) (do|should|must|can|shall|am) (i|we) (supposed to |to )?(say|read|tell)\b"
    r"|\bwhat (does|did|is) (the )?(script|directions?) say\b|\b(exact words|word for word) (for|about|of)\b"
    r"|^(words|script|say) (for|about|on)\b",
    re.IGNORECASE,
)
"""A question for words of the script, not for a rule."""
_MEASURE = r"how (?:many|much|long|big|large|soon|often|early|late|far|old)"
_WANTED: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(verdicts.split()))
    for pattern, verdicts in (
        (
            rf"(?:^|[,;:.?!-] *)(?:so |and |but )?(?:who|whose|where|when|which|{_MEASURE}|what (?:kind|type|sort)s? of)\b",
            "info",
        ),
        (
            r"\b(?:what (?:do|should|must|shall|ought) (?:i|we)|now what|what now|(?:have|has|needs?) to|must|to be done)\b",
            "required",
        ),
        (r"\b(?:can|may|could|ok|okay|allowed|permitted|permissible|all ?right|fine)\b", "allowed not_allowed conditional"),
    )
)
"""What a question is after, by its form: a duty, a fact, or leave to do something; the first that fits counts."""
WANTED = 1.14
"""What a rule counts whose verdict answers the form of the question."""
_STARTS = r"(?:is|are|can|could|may|do|does|did|what|when|where|who|which|how|must|should|will|why)"
_AND = re.compile(rf",?\s+(?:and|also|plus)\s+(?:also\s+)?(?={_STARTS}\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s+[-–—]+\s+|,\s+(?:so|but|and)\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked: in a script of a pack, perhaps in a session of it."""

    pack: str = ""
    script: str = ""
    stage: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str | None:
        """``pack/script``, the pack alone, or None."""
        return f"{self.pack}/{self.script}" if self.script else self.pack or None


@dataclass(frozen=True)
class Assistant:
    """Answers from one or more handbooks; pure, and quick after the first question."""

    handbooks: tuple[Handbook, ...]
    today: date | None = None
    """The day it is asked on; without one nothing is said to be past."""

    # -- what can be found --------------------------------------------------------------------------------------------

    @cached_property
    def _rules(self) -> Index:
        return Index([*(one for one in self._entries if one.kind != "passage"), *program.ENTRIES])

    @cached_property
    def _passages(self) -> Index:
        return Index([one for one in self._entries if one.kind == "passage"])

    @cached_property
    def _letters(self) -> program.Letters:
        return program.Letters.of(one for one in self._entries if one.kind == "calendar")

    @cached_property
    def _agenda(self) -> Agenda:
        return Agenda(tuple(one for book in self.handbooks for one in book.calendar))

    @cached_property
    def _entries(self) -> list[Entry]:
        return [entry for book in self.handbooks for entry in book.entries]

    @cached_property
    def _book_of(self) -> dict[int, Handbook]:
        return {id(entry): book for book in self.handbooks for entry in book.entries}

    @cached_property
    def _boosts(self) -> dict[tuple[str, str, str, str], list[float]]:
        return {}

    def _boost(self, index: Index, which: str, place: Place) -> list[float]:
        """What each entry counts in a place; worked out once a place."""
        key = (which, place.pack, place.script, place.stage)
        if key not in self._boosts:
            self._boosts[key] = [self._counts(entry, place) for entry in index.entries]
        return self._boosts[key]

    def _counts(self, entry: Entry, place: Place) -> float:
        book = self._book_of.get(id(entry))
        if book and place.pack and book.pack != place.pack:
            return 0.0
        if entry.kind == "silence":
            return SILENT
        scripts = [answer.scripts for answer in entry.answers]
        if place.script and scripts and not any(not one or place.script in one for one in scripts):
            return ELSEWHERE
        here = HERE if place.script and any(place.script in one for one in scripts) else 1.0
        at_stage = place.stage and any(place.stage in answer.stages for answer in entry.answers)
        return here * AT_STAGE if at_stage else here

    # -- the answer ---------------------------------------------------------------------------------------------------

    def reply(self, text: str, view: SessionView | None = None, script: str | None = None) -> Reply:
        """The answer to what somebody typed. ``view`` is the session it is asked in; outside one, ``script`` may be
        ``pack/script`` or ``pack``. Never raises for any text."""
        place = _place(view, script)
        text = " ".join(text[:LONGEST].split())
        if not words(text):
            return Reply(text, "unknown", "Type a question, such as: are calculators allowed?", place.name)
        if view is not None:
            from proctor.assistant import actions  # late: it needs the commands

            if found := actions.action(text, view):
                return replace(found, script=place.name)
        first, *others = self._one_by_one(text, view, place)
        return replace(first, question=text, part=first.question, more=tuple(others)) if others else first

    def _one_by_one(self, text: str, view: SessionView | None, place: Place) -> list[Reply]:
        """The questions of a line in turn; where the parts are no questions by themselves it is taken as one."""
        parts = [part.strip() for part in re.findall(r"[^?]+\??", text) if words(part)]
        if len(parts) < 2:
            parts = [part for part in _AND.split(text) if words(part)]
        if 1 < len(parts) <= MOST_QUESTIONS:
            replies = [self._answer(part, view, place) for part in parts]
            told = {(one.kind, one.answer) for one in replies}
            if all(one.kind != "unknown" for one in replies) and len(told) == len(replies):
                return replies
            asked = [one for part, one in zip(parts, replies, strict=True) if part.endswith("?")]
            if len(asked) > 1 and len({one.answer for one in asked}) > 1:
                return asked
        return [self._answer(text, view, place)]

    def _answer(self, text: str, view: SessionView | None, place: Place) -> Reply:
        dated = self._dated(text, view, place)
        sure = dated.score if dated else 0.0
        if _READING.search(text) and sure < SURE_OF_DATES and (said := self._said(text, place)):
            return said
        if known := self._known(text, view, place):
            return known
        hits = self._hits(text, place)
        if dated and sure >= (_certain(hits[0]) if hits else CERTAIN):
            return dated
        if ruled := self._by_rules(text, hits, view, place):
            return ruled
        if not any(book.has_policies for book in self._books(place)) and (said := self._said(text, place)):
            return said
        return self._unknown(text, hits, place)

    def _by_rules(self, text: str, hits: Sequence[Hit], view: SessionView | None, place: Place) -> Reply | None:
        """The answer of the best rule that comes near enough, or that the manual is silent on it; None where neither does."""
        silent: list[Hit] = []
        for hit in hits:
            if hit.score < (SURE_OF_SILENCE if hit.entry.kind == "silence" else CERTAIN):
                break
            if self._is_beside_the_point(text, hit, place) or self._is_silenced(hit, silent, place):
                continue
            if hit.entry.kind == "silence":
                silent.append(hit)
                break
            if hit.entry.kind == "program":
                if told := program.answer(hit.entry.id, self._books(place), view, place):
                    return replace(told, question=text, score=hit.score, script=place.name, because=self._because(text, hits))
                continue
            return self._ruled(text, hit, hits, place)
        return self._silent(text, silent[0], hits, place) if silent else None

    def _is_silenced(self, hit: Hit, silent: list[Hit], place: Place) -> bool:
        """Whether a hit says nothing here since its manual is known to be silent on just this. Where no pack was named the
        silence of one is no answer for the others: it is kept in ``silent``, and the search goes on among their rules."""
        if place.pack or len(self.handbooks) == 1:
            return False
        book = self._book_of.get(id(hit.entry))
        if hit.entry.kind == "silence":
            silent.append(hit)
            return True
        return book is not None and any(self._book_of.get(id(one.entry)) is book for one in silent)

    def _dated(self, text: str, view: SessionView | None, place: Place) -> Reply | None:
        """What the calendars say to it."""
        found = self._agenda.answer(text, place.pack, self.today, in_session=view is not None)
        if found is None:
            return None
        told, because = found.told, (f"{found.score:.2f} {found.why}",)
        reply = Reply(text, "calendar", told.answer, place.name, "info", citations=told.citations, score=found.score)
        return replace(reply, title=told.title, listed=told.lines, because=because)

    def _is_beside_the_point(self, text: str, hit: Hit, place: Place) -> bool:
        """Whether a rule of a pack with a calendar has been found by such words alone as "workshop", which every question there
        has, and by none of what is asked besides: parents, calculators."""
        book = self._book_of.get(id(hit.entry))
        if book is None or not self._agenda.has(book.pack):
            return False
        rest = set(self._agenda.apart(text, place.pack, self.today).words_of_rest)
        counted = {word for typed, _, _ in self._rules.why(self._rules.question(text), hit) for word in words(typed)}
        return bool(rest) and hit.score < PLAINLY and not rest & counted

    def _known(self, text: str, view: SessionView | None, place: Place) -> Reply | None:
        """What the program itself knows, asked for almost to the letter."""
        found = self._letters.nearest(text)
        if found is None:
            return None
        entry, score = found
        if entry.kind == "calendar":
            (answer,) = entry.answers
            told: Reply | None = Reply(
                text, "calendar", answer.answer, verdict="info", citations=answer.cite, title=entry.title
            )
        else:
            told = program.answer(entry.id, self._books(place), view, place)
        because = (f"{score:.2f} {entry.title}: asked almost to the letter",)
        return told and replace(told, question=text, score=score, script=place.name, because=because)

    def _books(self, place: Place) -> tuple[Handbook, ...]:
        return tuple(book for book in self.handbooks if not place.pack or book.pack == place.pack)

    def _hits(self, text: str, place: Place) -> list[Hit]:
        """Best first; of a long text also what its sentences find, each of which may be the question among the story."""
        index, boost = self._rules, self._boost(self._rules, "rules", place)
        hits = index.search(index.question(text), boost)
        if len(words(text)) < LONG:
            return _by_form(text, hits, place)
        best = {hit.number: hit for hit in hits}
        for part in map(index.question, _SENTENCE.split(text)):
            for hit in index.search(part, boost) if part.telling >= TELLING else ():
                if hit.number not in best or 0.97 * hit.score > best[hit.number].score:
                    best[hit.number] = replace(hit, score=0.97 * hit.score)
        return _by_form(text, list(best.values()), place)

    # -- rules --------------------------------------------------------------------------------------------------------

    def _ruled(self, text: str, hit: Hit, hits: Sequence[Hit], place: Place) -> Reply:
        """The rule that was found, with those of other packs that come as near where it was asked in none."""
        found = [hit]
        if not place.pack:
            found += [one for one in self._best_of_others(hit, hits) if one.score >= ALSO * hit.score]
        told = [(one, answer) for one in found for answer in rulings(one.entry, place)]
        answer, verdict = _told(told, self._titles(found, told))
        citations = tuple(dict.fromkeys(cited for _, one in told for cited in one.cite)) or _own_sheet(hit.entry)
        if hit.entry.kind == "school":
            answer = _of_school(answer)
        elif school := self._school(hits, hit):
            answer = f"{answer} {school}"
        return Reply(
            text,
            "calendar" if hit.entry.kind == "calendar" else "policy",
            answer,
            place.name,
            verdict,
            do=" ".join(dict.fromkeys(one.do for _, one in told if one.do)),
            citations=citations,
            score=hit.score,
            alternatives=self._near(hits, place, {one.number for one in found}),
            title=hit.entry.title,
            because=self._because(text, hits),
        )

    def _best_of_others(self, hit: Hit, hits: Sequence[Hit]) -> Iterator[Hit]:
        seen = {id(self._book_of.get(id(hit.entry)))}
        for one in hits:
            book = self._book_of.get(id(one.entry))
            if book and id(book) not in seen and one.entry.kind in ("policy", "silence"):
                seen.add(id(book))
                if one.entry.kind == "policy":
                    yield one

    def _titles(self, found: Sequence[Hit], told: Sequence[tuple[Hit, Answer]]) -> list[str]:
        """What to put before each answer, where there are several: the scripts for which it holds, the pack."""
        titles = []
        for hit, answer in told:
            book = self._book_of.get(id(hit.entry))
            known = {one.id: one.title for one in book.scripts} if book else {}
            said = " and ".join(known.get(one, one).split(" · ")[-1] for one in answer.scripts)
            pack = book.title if book and len(found) > 1 else ""
            titles.append(", ".join(part for part in (pack, said) if part))
        return titles

    def _school(self, hits: Sequence[Hit], best: Hit) -> str:
        """What the school's own sheet has to the same question."""
        near = next((one for one in hits if one.entry.kind == "school" and one.score >= max(0.8 * best.score, NEAR)), None)
        return _of_school(near.entry.answers[0].answer) if near else ""

    # -- where there is no rule ---------------------------------------------------------------------------------------

    def _silent(self, text: str, hit: Hit, hits: Sequence[Hit], place: Place) -> Reply:
        related = [one for one in self._entries if one.id in hit.entry.related]
        near = tuple(Alternative(one.title, _section(one, place), hit.score) for one in related)
        book = self._book_of.get(id(hit.entry))
        told = not_in_manual(book.referral if book else "")
        answer = f"{hit.entry.title}: {told[0].lower()}{told[1:]}"
        near = near or self._near(hits, place, {hit.number})
        reply = Reply(text, "unknown", answer, place.name, score=hit.score, alternatives=near, title=hit.entry.title)
        return replace(reply, answer=answer + self._whom(place), because=self._because(text, hits))

    def _unknown(self, text: str, hits: Sequence[Hit], place: Place) -> Reply:
        score = hits[0].score if hits else 0.0
        near = self._near(hits, place, set()) or self._sections_near(text, place)
        referrals = {book.referral for book in self._books(place)}
        answer = not_in_manual(referrals.pop() if len(referrals) == 1 else "") + self._whom(place)
        return Reply(text, "unknown", answer, place.name, score=score, alternatives=near, because=self._because(text, hits))

    def _whom(self, place: Place) -> str:
        calls = [book.call for book in self._books(place) if book.call]
        return f" {_of_school(calls[0])}" if len(calls) == 1 else ""

    def _near(self, hits: Sequence[Hit], place: Place, but: set[int]) -> tuple[Alternative, ...]:
        near = [one for one in hits if one.score >= NEAR and one.number not in but and one.entry.kind in ("policy", "school")]
        return tuple(Alternative(one.entry.title, _section(one.entry, place), one.score) for one in near[:RELATED])

    def _sections_near(self, text: str, place: Place) -> tuple[Alternative, ...]:
        """Of a manual for which no rules were written, the sections that come nearest: to be looked at, not an answer."""
        if any(entry.kind == "policy" for book in self._books(place) for entry in book.entries):
            return ()
        hits = [one for one in self.passages(text, place)[:RELATED] if one.score >= WORTH_A_LOOK]
        return tuple(Alternative(one.entry.title, one.entry.answers[0].cite[0].section, one.score) for one in hits)

    # -- passages -----------------------------------------------------------------------------------------------------

    def _said(self, text: str, place: Place) -> Reply | None:
        """The passage of a script or a section that comes nearest, its best sentence marked."""
        hits = self.passages(_READING.sub(" ", text) if _READING.search(text) else text, place)
        if not hits or hits[0].score < FOUND:
            return None
        hit = hits[0]
        answer = hit.entry.answers[0]
        near = tuple(Alternative(one.entry.title, one.entry.answers[0].cite[0].section, one.score) for one in hits[1:4])
        return Reply(
            text,
            "passage",
            answer.answer,
            place.name,
            citations=answer.cite,
            score=hit.score,
            alternatives=near,
            title=hit.entry.title,
            marked=hit.phrase,
            because=(f"{hit.entry.title}: {hit.score:.2f}; nearest sentence: {hit.phrase}",),
        )

    def passages(self, text: str, place: Place) -> list[Hit]:
        """Passages by how near they come to a text, best first; those of the script it is asked in above the others."""
        index = self._passages
        return index.search(index.question(text), self._boost(index, "passages", place))

    # -- why ----------------------------------------------------------------------------------------------------------

    def _because(self, text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
        return tuple(self._explained(self._rules.question(text), hit) for hit in hits[:RELATED])

    def _explained(self, question: Question, hit: Hit) -> str:
        counted = ", ".join(
            f"{typed}{f' (as {meant})' if meant != typed else ''} {share:.2f}"
            for typed, meant, share in self._rules.why(question, hit)
        )
        measures = f"covered {hit.covered:.2f}, said {hit.said:.2f}, alike {hit.alike:.2f}"
        return f"{hit.score:.2f} {hit.entry.title}: {counted or 'no word'}; nearest “{hit.phrase}”; {measures}"


# -- where it holds -------------------------------------------------------------------------------------------------


def _place(view: SessionView | None, script: str | None) -> Place:
    if view is not None:
        snapshot = view.plan.snapshot
        return Place(snapshot.pack.id, snapshot.script.id, view.stage_id, view.state.facts)
    pack, _, name = (script or "").partition("/")
    return Place(pack, name)


def _by_form(text: str, hits: list[Hit], place: Place) -> list[Hit]:
    """Best first, those a little raised whose verdict is of the kind that the question is after."""
    wanted = next((verdicts for pattern, verdicts in _WANTED if pattern.search(text)), frozenset())
    found = [
        replace(hit, score=hit.score * WANTED)
        if wanted and (hit.entry.kind == "silence" or any(one.verdict in wanted for one in rulings(hit.entry, place)))
        else hit
        for hit in hits
    ]
    return sorted(found, key=lambda hit: (-hit.score, hit.number))


def rulings(entry: Entry, place: Place) -> tuple[Answer, ...]:
    """What an entry says in a place: the rulings that hold there; where none is made for it, all of them."""
    here = [one for one in entry.answers if not place.script or not one.scripts or place.script in one.scripts]
    here = [one for one in here if not place.stage or not one.stages or place.stage in one.stages] or here
    if place.facts and any(one.when for one in here):
        from proctor.scripts.facts import holds  # late: a session has it already

        held = [(one, holds(one.when, place.facts)) for one in here]  # type: ignore[arg-type]
        here = [one for one, is_so in held if is_so and one.when] or [one for one, is_so in held if is_so is not False] or here
    return tuple(here) or entry.answers


def _told(told: Sequence[tuple[Hit, Answer]], titles: Sequence[str]) -> tuple[str, str | None]:
    """The answers as one, and their verdict: ``conditional`` where they differ."""
    verdicts = {answer.verdict for _, answer in told}
    answers = list(dict.fromkeys(answer.answer for _, answer in told))
    if len(answers) == 1:
        return answers[0], told[0][1].verdict
    said = " ".join(
        f"{title}: {answer.answer}" if title else answer.answer for title, (_, answer) in zip(titles, told, strict=True)
    )
    return said, told[0][1].verdict if len(verdicts) == 1 else "conditional"


def _certain(hit: Hit) -> float:
    """What another answer must come to, to be given before this one."""
    enough = SURE_OF_SILENCE if hit.entry.kind == "silence" else CERTAIN
    return max(CERTAIN, min(1.0, hit.score)) if hit.score >= enough else CERTAIN


def _section(entry: Entry, place: Place) -> str:
    found = rulings(entry, place)
    return found[0].cite[0].section if found and found[0].cite else "your school" if entry.kind == "school" else ""


def _of_school(said: str) -> str:
    return f"{SCHOOL}: {said.rstrip('.')}."


def _own_sheet(entry: Entry) -> tuple[Source, ...]:
    return (Source("local", "your school", None, entry.title),) if entry.kind == "school" else ()
