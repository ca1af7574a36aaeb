"""Answers against right answers: how many are right in full, how many silences are kept, and in what time.

``python -m benchmarks.ask`` prints what was seen while tuning, then what was not, with the peers over the same texts; the same
of the packs that are calendars; then the search over a manual's plain sections, the time of an answer at 300, 3,000 and
10,000 rules, and of ``proctor ask`` as a whole process beside one that imports Textual.

A question is right in full where the verdict is the one wanted, a section cited is one of those wanted (or a step of one),
and the answer has one of the words wanted, where any are. The peers choose among the rulings that hold in the script of
the question, and get the threshold for silence that serves them best on the questions that were seen.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measure import compile_packages, in_turn, process
from benchmarks.peers import Search, peers
from proctor.assistant import Assistant, Handbook
from proctor.assistant.assistant import Place
from proctor.assistant.handbook import Answer, Entry
from proctor.assistant.index import Index
from proctor.manuals.extract import extract
from proctor.manuals.reading import Reading, read
from proctor.scripts.loading import load_pack
from proctor.scripts.policies import Pack, Policies, Section, Sections
from proctor.settings import builtin_packs

QUESTIONS = Path(__file__).with_name("questions")
SHARED = Path(__file__).resolve().parents[2] / "shared"
MANUAL = SHARED / "manuals" / "mcas-tam-grade10-math-2006.txt"
PACK = "mcas-2006-grade10-math"
CALENDARS = ("caaspp-workshops", "mcas-2024-training")
SEEN = tuple(f"seen-{letter}" for letter in "abcde")
UNSEEN = ("unseen-a", "unseen-b")
SIZES = (300, 3_000, 10_000)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its right answer. ``verdict`` "abstain": the manual does not say."""

    script: str
    text: str
    verdict: str
    sections: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is judged; ``verdict`` None is silence."""

    verdict: str | None
    sections: tuple[str, ...] = ()
    text: str = ""


def questions(*names: str) -> list[Question]:
    """The questions of files by their names; those that are not on this machine are left out."""
    paths = [SHARED / "eval" / "policy-dev.jsonl" if name == "dev" else QUESTIONS / f"{PACK}.{name}.jsonl" for name in names]
    return [_question(json.loads(line)) for path in paths if path.is_file() for line in path.open(encoding="utf-8")]


def _question(one: dict[str, object]) -> Question:
    sections_wanted, words_wanted = one["sections"], one["answer_has_any"]
    assert isinstance(sections_wanted, list)
    assert isinstance(words_wanted, list)
    return Question(str(one["script"]), str(one["question"]), str(one["verdict"]), (*sections_wanted,), (*words_wanted,))


# -- right or wrong -------------------------------------------------------------------------------------------------


def is_right(wanted: Question, given: Given) -> bool:
    """Whether an answer is right in full, or silence was wanted and kept."""
    if wanted.verdict == "abstain":
        return given.verdict is None
    return given.verdict == wanted.verdict and within(given.sections, wanted.sections) and _has(given.text, wanted.words)


def is_to_the_point(wanted: Question, given: Given) -> bool:
    """Whether an answer has a section and a word that were wanted, whatever it calls the verdict: whether "where does it go"
    asks for a fact or a duty, careful readers see differently."""
    return given.verdict is not None and within(given.sections, wanted.sections) and _has(given.text, wanted.words)


def within(given: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether a section that was cited is one that was wanted, a step of it, or the lettered section that it stands in."""
    return any(one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.") for one in given for other in wanted)


def _has(text: str, words: Sequence[str]) -> bool:
    return not words or any(re.search(rf"(?<!\w){re.escape(word.lower())}", text.lower()) for word in words)


def score(asked: Sequence[Question], answer: Callable[[Question], Given]) -> tuple[float, float, float, float]:
    """(right in full, and to the point, of those that have an answer; silent of those that have none; median milliseconds)."""
    took: list[float] = []
    right: dict[bool, list[bool]] = {True: [], False: []}
    near: list[bool] = []
    for one in asked:
        began = time.perf_counter()
        given = answer(one)
        took.append(time.perf_counter() - began)
        right[one.verdict != "abstain"].append(is_right(one, given))
        near += [is_to_the_point(one, given)] if one.verdict != "abstain" else []
    silent = statistics.mean(right[False] or [True])
    return statistics.mean(right[True]), statistics.mean(near), silent, statistics.median(took) * 1_000


# -- ours and the peers ---------------------------------------------------------------------------------------------


def ours(pack: Pack) -> Callable[[Question], Given]:
    assistant = Assistant((Handbook.of_pack(pack),))
    return lambda one: given_by(assistant, one, one.script)


def given_by(assistant: Assistant, one: Question, script: str) -> Given:
    """What is answered in a script, or with "" where none is named."""
    reply = assistant.reply(one.text, script=script)
    found = tuple(cited.section for cited in reply.citations)
    return Given(reply.verdict, found, f"{reply.answer} {reply.do}") if reply.kind != "unknown" else Given(None)


@dataclass(frozen=True, slots=True)
class Peer:
    """A search over the rulings of each script."""

    name: str
    by_script: dict[str, tuple[Search, list[Answer]]]

    def found(self, one: Question) -> tuple[Given, float]:
        search, answers = self.by_script[one.script.partition("/")[2]]
        number, near = search(one.text)
        if number < 0:
            return Given(None), 0.0
        best = answers[number]
        return Given(best.verdict, tuple(cited.section for cited in best.cite), f"{best.answer} {best.do}"), near

    def above(self, threshold: float) -> Callable[[Question], Given]:
        def answer(one: Question) -> Given:
            given, near = self.found(one)
            return given if near >= threshold else Given(None)

        return answer

    def best_threshold(self, seen: Sequence[Question]) -> float:
        """The one that gives most right answers and silences together."""
        found = [(one, *self.found(one)) for one in seen]
        choices = sorted({near for _, _, near in found})
        return max(
            choices, key=lambda limit: sum(is_right(one, given if near >= limit else Given(None)) for one, given, near in found)
        )


def all_peers(pack: Pack) -> list[Peer]:
    """Each over title, ways of asking and answer of every ruling that holds in a script: the texts that ours has."""
    entries = [entry for entry in Handbook.of_pack(pack).entries if entry.kind == "policy"]
    known: dict[str, dict[str, tuple[Search, list[Answer]]]] = {}
    for script in ("", *pack.header.scripts):
        pairs = [(e, a) for e in entries for a in e.answers if not script or not a.scripts or script in a.scripts]
        texts = [f"{entry.title}. {', '.join(entry.asked)}. {answer.answer} {answer.do}" for entry, answer in pairs]
        for name, search in peers(texts):
            known.setdefault(name, {})[script] = (search, [answer for _, answer in pairs])
    return [Peer(name, by_script) for name, by_script in known.items()]


def answers_table(pack: Pack) -> Iterator[str]:
    seen = questions("dev", *SEEN)
    sets = {"dev": questions("dev"), "seen": questions(*SEEN), "unseen": questions(*UNSEEN)}
    yield (
        "| right in full (to the point) · silent | "
        + " | ".join(f"{name} ({len(one)})" for name, one in sets.items())
        + " | ms |"
    )
    yield "|---|" + "---|" * (len(sets) + 1)
    answering = {"proctor": ours(pack)}
    answering |= {peer.name: peer.above(peer.best_threshold(seen)) for peer in all_peers(pack)}
    for name, answer in answering.items():
        answer(seen[0])
        cells, took = [], 0.0
        for one in sets.values():
            right, near, silent, took = score(one, answer) if one else (0.0, 0.0, 0.0, took)
            cells.append(f"{right:.0%} ({near:.0%}) · {silent:.0%}")
        yield f"| {name} | {' | '.join(cells)} | {took:.2f} |"


# -- plain sections -------------------------------------------------------------------------------------------------


def passages(reading: Reading) -> Iterator[Section]:
    """What an import has to look things up in: its plain sections, and the steps of what is delivered."""
    source = reading.source
    yield from (Section(ref=ref, title=title, text=source.said(span.start, span.end)) for ref, title, span in reading.front)
    for one in reading.groups.looked_up:
        body = one.section.body
        yield Section(
            ref=one.section.ref, title=one.section.title, page=one.section.page, text=source.said(body.start, body.end)
        )
    for one in (section for script in reading.groups.delivered for section in script.sections):
        for step in one.steps:
            text = source.said(step.start, step.end)
            yield Section(ref=step.ref, title=one.section.title, page=one.section.page, text=text)


def sections_table(pack: Pack) -> Iterator[str]:
    """The right section first, over the plain sections of the manual alone."""
    if not MANUAL.is_file():
        yield "Plain sections: left out, the manual is not on this machine."
        return
    found = list(passages(read(extract(MANUAL))))
    bare = tuple(script.model_copy(update={"stages": (), "procedures": {}}) for script in pack.scripts)
    plain = Pack.model_construct(
        header=pack.header, scripts=bare, policies=Policies(), sections=Sections(document="tam", sections=tuple(found))
    )
    assistant = Assistant((Handbook.of_pack(plain),))

    def ours_first(one: Question) -> str:
        pack_id, _, script = one.script.partition("/")
        hits = assistant.passages(one.text, Place(pack_id, script))
        return hits[0].entry.answers[0].cite[0].section if hits else ""

    searches: dict[str, Callable[[Question], str]] = {"proctor": ours_first}
    for name, search in peers([f"{one.title} {one.text}" for one in found]):
        searches[name] = lambda one, search=search: found[search(one.text)[0]].ref  # type: ignore[misc]
    sets = {"dev": questions("dev"), "seen": questions(*SEEN), "unseen": questions(*UNSEEN)}
    yield "| right section first, plain sections | " + " | ".join(sets) + " |"
    yield "|---|" + "---|" * len(sets)
    for name, first in searches.items():
        asked = [[one for one in each if one.verdict != "abstain"] for each in sets.values()]
        cells = [
            f"{statistics.mean([within([first(one)], one.sections) for one in each]):.0%}" if each else "–" for each in asked
        ]
        yield f"| {name} | {' | '.join(cells)} |"


# -- time -----------------------------------------------------------------------------------------------------------


def latency_table(pack: Pack) -> Iterator[str]:
    yield "| lookup | p50 | p99 | budget (p99) |"
    yield "|---|---|---|---|"
    entries = [one for one in Handbook.of_pack(pack).entries if one.kind != "passage"]
    texts = [one.text for one in questions("dev", *SEEN)]
    for size in SIZES:
        index = Index(list(many(entries, size)))
        boost = [1.0] * size
        took = []
        for _ in range(3):
            for text in texts:
                began = time.perf_counter()
                index.search(index.question(text), boost)
                took.append((time.perf_counter() - began) * 1_000)
        took.sort()
        budget = {300: "≤ 1 ms", 10_000: "≤ 16 ms"}.get(size, "")
        yield f"| {size:,} rules | {took[len(took) // 2]:.2f} ms | {took[int(len(took) * 0.99)]:.2f} ms | {budget} |"


def many(entries: Sequence[Entry], size: int) -> Iterator[Entry]:
    """So many rules: the pack's own, then others of the same make in which every third word is another, as in the rules of
    other programs."""
    chance = random.Random(7)  # noqa: S311 - the same rules each time
    for number in range(size):
        one = entries[number % len(entries)]
        generation = number // len(entries)
        if not generation:
            yield one
            continue

        def other(text: str, generation: int = generation) -> str:
            return " ".join(f"{word}{generation:x}q" if chance.random() < 1 / 3 else word for word in text.split())

        asked = tuple(other(way) for way in one.asked)
        yield Entry(f"{one.id}-{generation}", one.kind, other(one.title), asked, one.answers)


def others_table() -> Iterator[str]:
    """The packs that have questions of their own beside them, one set a row; each asked of its pack, then of all packs."""
    yield "| questions | | right in full (to the point) | silent where the document is | asked of all packs |"
    yield "|---|---:|---:|---:|---:|"
    books = tuple(Handbook.of_pack(load_pack(path.parent)) for path in sorted(builtin_packs().glob("*/pack.yaml")))
    assistant = Assistant(books, date.today())
    for book in books:
        for path in sorted(QUESTIONS.glob(f"{book.pack}.*.jsonl")) if book.pack != PACK else ():
            asked = [_question(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
            right, near, silent, _ = score(asked, partial(_of_pack, assistant, book.pack))
            answered = [one for one in asked if one.verdict != "abstain"]  # another pack may have an answer to the others
            anywhere = score(answered, partial(_of_pack, assistant, None))[0]
            yield f"| {path.stem} | {len(asked)} | {right:.1%} ({near:.1%}) | {silent:.1%} | {anywhere:.1%} |"


def _of_pack(assistant: Assistant, pack: str | None, one: Question) -> Given:
    reply = assistant.reply(one.text, script=pack)
    if reply.kind == "unknown":
        return Given(None)
    return Given(reply.verdict, tuple(cited.section for cited in reply.citations), f"{reply.answer} {reply.do}")


def process_table(times: int = 20) -> Iterator[str]:
    compile_packages()
    question = ["ask", "calculaters alowed?", "--script", f"{PACK}/session-1"]
    mine, other = in_turn(
        process([sys.executable, "-m", "proctor", *question]),
        process([sys.executable, "-c", "from textual.app import App"]),
        times,
    )
    ratio = statistics.median(a / b for a, b in zip(mine, other, strict=True))
    yield "| `proctor ask` / a process that imports Textual | ours | peer | ratio | budget |"
    yield "|---|---|---|---|---|"
    yield f"| | {statistics.median(mine):.3f} s | {statistics.median(other):.3f} s | {ratio:.2f} × | ≤ 1.0 × |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", choices=["answers", "others", "sections", "latency", "process", []], default=[])
    chosen = parser.parse_args().part or ["answers", "others", "sections", "latency", "process"]
    whole = load_pack(builtin_packs() / PACK)
    made = {
        "answers": lambda: answers_table(whole),
        "others": others_table,
        "sections": lambda: sections_table(whole),
        "latency": lambda: latency_table(whole),
        "process": process_table,
    }
    for part in chosen:
        sys.stdout.write("\n".join([*made[part](), "", ""]))
        sys.stdout.flush()
