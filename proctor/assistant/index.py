"""Finding what a question is about: every word by what it tells, typed wrongly or otherwise said, and every way of saying.

A question is taken apart into words; each is looked up among the words of all entries, as it stands, as what it means
(``lists/meanings.txt``), or as what it was meant to be (rapidfuzz: letters missing, doubled, turned round; words run
together or apart). An entry is then measured three ways:

``covered``  how much of the question its words explain, each word weighed by how rare it is among the entries;
``said``     how much of the best of its ways of saying stands in the question;
``alike``    how much that way of saying and the question have in common (Dice).

The score is a mix of the three, from 0 to 1; of a passage, of how much it explains as a whole and in its best sentence.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract, extractOne

from proctor.assistant.handbook import Entry, Learned
from proctor.assistant.words import asking, begins_meaning, common, common_stems, little, meanings, stem, words

COVERED, SAID, ALIKE = 0.44, 0.32, 0.24
"""What each measure counts."""
WHOLE_WAY = 2.0
"""A way of saying that weighs less than this does not count in full: one everyday word is soon said."""
IN_ANSWER, IN_CITATION = 0.7, 0.22
"""What a word counts that stands in the answer, or in the title of a citation, and in no way of saying."""
GROWTH, LENGTH, USUAL_LENGTH = 2.5, 0.3, 60
"""BM25's constants for passages; the usual length is in words that tell something."""
IN_TITLE = 2
"""How often a word counts that stands in a passage's title."""
IN_SENTENCE = 0.2
"""What a passage's best sentence counts beside the whole."""
WEIGHT_OF_LITTLE = 0.27
"""What a word weighs that tells hardly anything."""
OF_COMMON, MOST_OF_ASKING = 0.67, 1.3
"""What is left of the weight of an everyday word; and the most that a word counts that says what is wanted."""
UNKNOWN, UNKNOWN_COMMON = 0.62, 0.2
"""What a word that stands in no entry counts against every answer, of the weight of the rarest: it may be what it is about."""
MISTYPED = 0.82
"""What a word counts that has one letter wrong; each further one costs as much again."""
MOST_WORDS = 80
"""Words of a question that are looked at."""
CANDIDATES = 30
"""Entries whose ways of saying are looked at, of those that share words with the question."""
NUMBERED = frozenset(("question", "problem", "item", "number", "q", "no"))
"""Stems of what has a number that no rule hangs on."""
LETTERS, SPELT = 0.25, 8
"""What it counts that a way of saying is like the question letter by letter; and for how many of the best that is seen."""
TO_THE_LETTER = 85
"""Of 100: how alike a way of saying must be to a question none of whose words tells anything."""
WANTED = 6
"""Entries that are of use to whoever asks; what cannot come among the best of them is not measured in full."""
ENOUGH = 400
"""Entries that share the rarer words of a question, from which on its commonest words add no others."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question: what was typed, what it is taken for (with how sure that is), and what it tells."""

    typed: str
    meant: tuple[tuple[str, float], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart."""

    text: str
    terms: tuple[Term, ...]
    weight: float

    @property
    def telling(self) -> int:
        """How many of its words tell something that is known here."""
        return sum(term.weight > WEIGHT_OF_LITTLE and bool(term.meant) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and why. ``phrase`` is the way of saying that came nearest; of a passage, its best sentence."""

    entry: Entry
    number: int
    score: float
    covered: float
    said: float
    alike: float
    phrase: str


def learn(entry: Entry) -> Learned:
    """Take an entry's words apart, for :class:`Index`: what can be done once, before anything is asked."""
    return _learn_passage(entry) if entry.kind == "passage" else _learn_rule(entry)


def _learn_rule(entry: Entry) -> Learned:
    known: set[str] = set()
    ways = tuple(_way(text, known) for text in (*entry.asked, entry.title))
    worth: dict[str, float] = {}
    for answer in entry.answers:
        cited = " ".join(one.title for one in answer.cite)
        for text, counts in ((cited, IN_CITATION), (f"{answer.answer} {answer.do}", IN_ANSWER)):
            for concept in _way(text, known)[2]:
                worth[concept] = max(worth.get(concept, 0.0), counts)
    worth |= {concept: 1.0 for _, _, concepts in ways for concept in concepts}
    return Learned.of(ways, {concept: one for concept, one in worth.items() if concept not in little()}, known)


def _learn_passage(entry: Entry) -> Learned:
    """A passage is long: what a word counts in it grows with how often it stands there, and less and less (BM25)."""
    known: set[str] = set()
    ways = tuple(_way(text, known) for text in entry.asked)
    read = [words(text) for text in (*entry.asked, *[entry.title] * IN_TITLE)]
    counts = Counter(concept for one in read for concept, _ in concepts_of(one) if concept not in little())
    usual = GROWTH * (1 - LENGTH + LENGTH * sum(counts.values()) / USUAL_LENGTH)
    known.update(words(entry.title))
    return Learned.of(ways, {concept: count / (count + usual) for concept, count in counts.items()}, known)


def _way(text: str, known: set[str]) -> tuple[str, str, frozenset[str]]:
    """A way of saying taken apart; one that says nothing in particular has no concepts."""
    read = words(text)
    known.update(read)
    concepts = frozenset(concept for concept, _ in concepts_of(read))
    return text, " ".join(read), concepts if concepts - little() else frozenset()


class Index:
    """Entries made ready to be searched."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._learned = [entry.learned or learn(entry) for entry in entries]
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, one in enumerate(self._learned):
            for concept, worth in one.worth.items():
                self._postings[concept][number] = worth
        total = len(entries)
        self._rare = math.log(1 + (total + 0.5) / 0.5)
        self._weights = {one: self._rarity(one, total, len(found)) for one, found in self._postings.items()}
        self._own: dict[int, list[float]] = {}

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every word of every entry."""
        return frozenset(word for one in self._learned for word in one.known.split())

    def _own_weights(self, number: int) -> list[float]:
        """What each way of saying of an entry weighs; worked out when it is first looked at."""
        if number not in self._own:
            weights, ways = self._weights, self._learned[number].ways
            self._own[number] = [sum([weights.get(one, WEIGHT_OF_LITTLE) for one in concepts]) for _, _, concepts in ways]
        return self._own[number]

    # -- what a word tells --------------------------------------------------------------------------------------------

    def _rarity(self, concept: str, total: int, found: int) -> float:
        """What a word tells: the rarer it is among the entries, the more."""
        rare = math.log(1 + (total - found + 0.5) / (found + 0.5))
        if concept in asking():
            return min(rare, MOST_OF_ASKING)
        return rare * OF_COMMON if concept in common_stems() else rare

    # -- what was typed -----------------------------------------------------------------------------------------------

    def question(self, text: str) -> Question:
        """Take a question apart; words that mean nothing here keep a weight, so that they count against an answer."""
        typed = self._joined(words(text)[:MOST_WORDS])
        mended = [self._mended(one) for one in typed]
        terms, at = [], 0
        for concept, run in concepts_of(mended):
            length = run.count(" ") + 1
            as_typed = " ".join(typed[at : at + length])
            at += length
            terms.append(self._run(concept, run, as_typed) if length > 1 else self._term(as_typed))
        return Question(text, tuple(terms), sum(term.weight for term in terms) or 1.0)

    def _mended(self, word: str) -> str:
        """The known word that a mistyped one comes nearest to; itself where it is known, everyday, or like none."""
        if word in self._known or word in little() or word in common():
            return word
        return next((near for near, _ in self._slipped(word)), word)

    def _run(self, concept: str, run: str, as_typed: str) -> Term:
        """Several words that mean one thing, perhaps with a slip in one of them."""
        if concept not in self._weights:
            return Term(as_typed, (), self._rare * UNKNOWN)
        return Term(as_typed, ((concept, 1.0 if run == as_typed else MISTYPED),), self._weights[concept])

    def _term(self, typed: str) -> Term:
        """One word, taken for what it is or for what it comes near."""
        ((concept, _),) = concepts_of([typed])
        if concept in little():
            return Term(typed, ((concept, 1.0),), WEIGHT_OF_LITTLE)
        if concept in self._weights:
            return Term(typed, ((concept, 1.0),), self._weights[concept])
        meant = () if typed in common() else self._nearest(typed)
        if not meant:
            return Term(typed, (), self._rare * (UNKNOWN_COMMON if concept in common_stems() else UNKNOWN))
        return Term(typed, meant, max(self._weights.get(one, WEIGHT_OF_LITTLE) for one, _ in meant))

    def _joined(self, typed: list[str]) -> list[str]:
        """Words that were run together taken apart, and words torn apart put together, where that gives known ones."""
        found: list[str] = []
        at = 0
        while at < len(typed):
            one = typed[at]
            if at and one.isdigit() and stem(typed[at - 1]) in NUMBERED:
                at += 1  # which question it is says nothing of the rule
                continue
            pair = one + typed[at + 1] if at + 1 < len(typed) else ""
            if pair in self._known and len(pair) > 5 and not (one in self._known and typed[at + 1] in self._known):
                found.append(pair)
                at += 2
                continue
            found += [one] if one in self._known else self._apart(one)
            at += 1
        return found

    def _apart(self, word: str) -> list[str]:
        if len(word) < 5 or stem(word) in self._weights or word in common() or word in little():
            return [word]
        for cut in range(len(word) - 1, 1, -1):
            one, other = word[:cut], word[cut:]
            if self._is_word(one) and (self._is_word(other) or other == "i"):
                return [one, other]
        return [word]

    def _is_word(self, part: str) -> bool:
        return len(part) > 1 and ((len(part) > 2 and part in self._known) or part in little())

    @cached_property
    def _vocabulary(self) -> Mapping[str, list[str]]:
        """Words that a mistyped one may have been meant for, by their first letter."""
        found: dict[str, list[str]] = defaultdict(list)
        stems = {stem(one) for one in self._known}
        for word in sorted(self._known | stems | little() | common()):
            if len(word) > 3:
                found[word[0]].append(word)
        return found

    def _slipped(self, typed: str) -> list[tuple[str, int]]:
        """The known words that a mistyped one may have been meant for, with how many letters are wrong, nearest first; a slip
        seldom falls on the first letter, unless it changed places with the next."""
        if not (allowed := _slips(typed)):
            return []
        found = [
            (word, int(slips))
            for first in dict.fromkeys(typed[:2])
            for word, slips, _ in extract(typed, self._vocabulary.get(first, ()), scorer=OSA.distance, score_cutoff=allowed)
            if first == typed[0] or typed[:2] == word[1::-1]
        ]
        return sorted(found, key=lambda one: one[1])

    def _nearest(self, typed: str) -> tuple[tuple[str, float], ...]:
        """What a mistyped word may mean, with how sure each is. It may be one that tells little, or an everyday one."""
        found: dict[str, float] = {}
        for word, slips in self._slipped(typed):
            concept = concepts_of([word])[0][0]
            found[concept] = max(found.get(concept, 0.0), MISTYPED**slips)
        best = sorted(found.items(), key=lambda one: -one[1])[:3]
        if not best or best[0][0] not in self._weights:
            return tuple(best[:1]) if best and best[0][0] in little() else ()
        return tuple(one for one in best if one[0] in self._weights)

    # -- the search ---------------------------------------------------------------------------------------------------

    def search(self, question: Question, boost: Sequence[float]) -> list[Hit]:
        """The entries that share words with a question, best first. ``boost`` multiplies each entry's score."""
        if not question.telling:
            return self._by_letters(question, boost)
        covered = self._covered(question)
        chosen = nlargest(CANDIDATES, covered, key=lambda number: (covered[number] * boost[number], -number))
        known = {concept: term.weight * sure for term in question.terms for concept, sure in reversed(term.meant)}
        hits: list[Hit] = []
        for number in chosen:
            if len(hits) >= WANTED and _at_most(covered[number] / question.weight) * boost[number] < hits[WANTED - 1].score:
                continue
            insort(hits, self._hit(question, number, covered[number], known, boost[number]), key=_order)
        said = " ".join(term.typed for term in question.terms)
        return sorted((self._spelt(said, hit, boost[hit.number]) for hit in hits[:SPELT]), key=_order)

    def _by_letters(self, question: Question, boost: Sequence[float]) -> list[Hit]:
        """The entries that have a way of saying almost to the letter: all there is to go by where no word tells anything."""
        said = " ".join(term.typed for term in question.terms)
        found = extract(said, self._every_way, scorer=fuzz.token_sort_ratio, score_cutoff=TO_THE_LETTER, limit=WANTED)
        hits = {
            number: Hit(self.entries[number], number, alike / 100 * boost[number], 0.0, 0.0, alike / 100, way)
            for way, alike, at in reversed(found)
            for number in (self._way_of[at],)
        }
        return sorted(hits.values(), key=_order)

    @cached_property
    def _every_way(self) -> list[str]:
        """The words of every way of saying; :attr:`_way_of` has the entry of each."""
        return [said for one in self._learned for _, said, _ in one.ways]

    @cached_property
    def _way_of(self) -> list[int]:
        return [number for number, one in enumerate(self._learned) for _ in one.ways]

    def _spelt(self, said: str, hit: Hit, boost: float) -> Hit:
        """A hit with what its ways of saying have in common with the question letter by letter, in any order of words."""
        ways = [said for _, said, _ in self._learned[hit.number].ways]
        found = extractOne(said, ways, scorer=fuzz.token_sort_ratio)
        letters = found[1] / 100 if found else 0.0
        return replace(hit, score=(1 - LETTERS) * hit.score + LETTERS * letters * boost)

    def _covered(self, question: Question) -> dict[int, float]:
        """How much of the question each entry explains. The words that tell most come first; once they have named many
        entries, a word that stands nearly everywhere names no further ones."""
        terms = sorted((term for term in question.terms if term.weight > WEIGHT_OF_LITTLE), key=lambda term: -term.weight)
        covered: dict[int, float] = {}
        for term in terms:
            found = self._explained(term)
            if len(covered) >= ENOUGH and len(found) > len(covered):
                for number in covered:
                    covered[number] += term.weight * found.get(number, 0.0)
            else:
                for number, worth in found.items():
                    covered[number] = covered.get(number, 0.0) + term.weight * worth
        return covered

    def _explained(self, term: Term) -> Mapping[int, float]:
        """The entries that have a word, as it stands or as it was meant, and what it counts there."""
        if len(term.meant) == 1 and term.meant[0][1] == 1.0:
            return self._postings.get(term.meant[0][0], {})
        best: dict[int, float] = {}
        for concept, sure in term.meant:
            for number, worth in self._postings.get(concept, {}).items():
                best[number] = max(best.get(number, 0.0), worth * sure)
        return best

    def _hit(self, question: Question, number: int, explained: float, known: Mapping[str, float], boost: float) -> Hit:
        """An entry measured in full. ``known``: what each concept of the question counts."""
        covered = min(1.0, explained / question.weight)
        whole, asked = question.weight, frozenset(known)
        best, top, most, own = "", 0.0, 0.0, 1.0
        for (text, _, concepts), weight in zip(self._learned[number].ways, self._own_weights(number), strict=True):
            shared = 0.0
            for one in concepts & asked:
                shared += known[one]
            if shared > weight:  # noqa: PLR1730 - min() is slow; a mistyped word counts as the rarest that it may be
                shared = weight
            score = SAID * shared / (weight if weight > WHOLE_WAY else WHOLE_WAY) + ALIKE * 2 * shared / (whole + weight)
            if score > top:
                best, top, most, own = text, score, shared, weight
        said, alike = most / max(own, WHOLE_WAY), 2 * most / (whole + own)
        entry = self.entries[number]
        score = (1 - IN_SENTENCE) * covered + IN_SENTENCE * alike if entry.kind == "passage" else COVERED * covered + top
        return Hit(entry, number, score * boost, covered, said, alike, best)

    def why(self, question: Question, hit: Hit) -> list[tuple[str, str, float]]:
        """(typed, taken for, share of the question that it explained), most first."""
        found = []
        for term in question.terms:
            worth = [(self._postings.get(concept, {}).get(hit.number, 0.0) * sure, concept) for concept, sure in term.meant]
            most, concept = max(worth, default=(0.0, ""))
            if most:
                found.append((term.typed, concept, term.weight * most / question.weight))
        return sorted(found, key=lambda one: -one[2])


def concepts_of(typed: Sequence[str]) -> list[tuple[str, str]]:
    """What a row of folded words means, run by run: (concept, what was typed). The longest run with one meaning wins."""
    stems = [stem(one) for one in typed]
    known, begins, small = meanings(), begins_meaning(), little()
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(stems):
        one = stems[at]
        length = min(begins.get(one, 0), len(stems) - at)
        while length and (meaning := known.get(tuple(stems[at : at + length]))) is None:
            length -= 1
        if length:
            assert meaning is not None
            found.append((meaning, " ".join(typed[at : at + length])))
            at += length
        else:
            found.append((typed[at] if typed[at] in small else one, typed[at]))
            at += 1
    return found


def _at_most(covered: float) -> float:
    """The highest score that an entry can have that explains so much of a question."""
    return COVERED * covered + SAID + ALIKE * 2 * covered / (1 + covered)


def _order(hit: Hit) -> tuple[float, int]:
    """Best first; of equals the one that stands first."""
    return -hit.score, hit.number


def _slips(typed: str) -> int:
    """How many letters may be wrong in a word."""
    if len(typed) < 4 or typed.isdigit():
        return 0
    return 1 if len(typed) < 7 else 2 if len(typed) < 11 else 3
