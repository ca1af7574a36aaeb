"""What the assistant answers, and how a program reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from proctor.assistant.handbook import Source

if TYPE_CHECKING:
    from proctor.state.commands import Command

NOT_IN_MANUAL = "Not in this manual; ask your principal."
"""Where a pack names nobody else."""


def not_in_manual(referral: str) -> str:
    """That it does not stand there, and whom to ask: "your table leader"."""
    return f"Not in this manual; ask {referral}." if referral else NOT_IN_MANUAL


VERDICTS: Mapping[str, str] = {
    "allowed": "ALLOWED",
    "not_allowed": "NOT ALLOWED",
    "required": "REQUIRED",
    "conditional": "IT DEPENDS",
    "info": "",
}
"""A verdict as it is shown."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A rule near what was asked, without a verdict."""

    title: str
    section: str
    score: float


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. ``kind``: ``policy``, ``passage``, ``time``, ``progress``, ``materials``, ``calendar``, ``action`` or
    ``unknown``.

    ``marked`` is the sentence of a passage that says it; ``command`` is what an action would do, which whoever asked must
    confirm; ``because`` has a line for each reason why this came first; ``more`` the answers to further questions of the
    same line.
    """

    question: str
    kind: str
    answer: str
    script: str | None = None
    verdict: str | None = None
    do: str = ""
    citations: tuple[Source, ...] = ()
    score: float = 0.0
    alternatives: tuple[Alternative, ...] = ()
    title: str = ""
    marked: str = ""
    command: Command | None = None
    because: tuple[str, ...] = ()
    part: str = ""
    """The question that this answers, where it is the first of several in one line."""
    more: tuple[Reply, ...] = ()
    listed: tuple[str, ...] = ()
    """The answer part by part, where it has several that each deserve a line."""

    @property
    def all(self) -> tuple[Reply, ...]:
        """This and what was asked besides, each with its own question, in turn."""
        return (replace(self, question=self.part, part="", more=()), *self.more) if self.more else (self,)

    @property
    def headline(self) -> str:
        """The verdict in large letters, so that it needs no colour; "" where there is none to be said."""
        return VERDICTS.get(self.verdict or "", "") if self.kind == "policy" else ""

    @property
    def where(self) -> str:
        """The citations on one line: "III.D.16 (p. 17) · I.G (p. 6)"."""
        return " · ".join(f"{one.section} (p. {one.page})" if one.page else one.section for one in self.citations)

    def to_json(self) -> dict[str, Any]:
        """As ``proctor ask --json`` prints it."""
        values: dict[str, Any] = {
            "question": self.question,
            "script": self.script,
            "kind": self.kind,
            "verdict": self.verdict,
            "answer": self.answer,
            "do": self.do,
            "citations": [
                {"document": one.document, "section": one.section, "page": one.page, "title": one.title}
                for one in self.citations
            ],
            "score": round(min(1.0, self.score), 2),
            "alternatives": [
                {"title": one.title, "section": one.section, "score": round(min(1.0, one.score), 2)}
                for one in self.alternatives
            ],
        }
        if self.marked:
            values["sentence"] = self.marked
        if self.more:
            values["replies"] = [one.to_json() for one in self.all]
        return values


def lines_of(reply: Reply) -> Iterator[str]:
    """A reply in plain lines: the verdict and the answer, what to do, where it stands, what is near."""
    head = f"{reply.headline} · " if reply.headline else ""
    first, *others = reply.listed or (_said(reply),)
    yield f"{head}{first}"
    yield from others
    if reply.do:
        yield f"Do: {reply.do}"
    if reply.citations:
        yield f"Source: {cited(reply.citations)}"
    if reply.alternatives and reply.kind == "unknown":
        near = "; ".join(f"{one.title} ({one.section})" if one.section else one.title for one in reply.alternatives)
        yield f"Related, no answer: {near}"


LONG = 700
"""Characters of a passage above which only what stands around the sentence that says it is printed."""
AROUND = 220


def _said(reply: Reply) -> str:
    """The answer with the sentence marked that says it; of a long passage that sentence, and the whole ones around it."""
    if not reply.marked:
        return reply.answer
    before, _, after = reply.answer.partition(reply.marked)
    if len(reply.answer) > LONG:
        before, after = _last_whole(before), _first_whole(after)
    return f"{before}▸ {reply.marked}{after}"


def _last_whole(text: str) -> str:
    """The end of a text, from the beginning of a sentence where one is near."""
    if len(text) <= AROUND:
        return text
    end = text[-AROUND:]
    found = re.search(r"[.?!]\s+(?=[A-Z])", end)
    return f"… {end[found.end() :] if found else end.partition(' ')[2]}"


def _first_whole(text: str) -> str:
    """The beginning of a text, to the end of a sentence where one is near."""
    if len(text) <= AROUND:
        return text
    begin = text[:AROUND]
    ends = [one.end() for one in re.finditer(r"[.?!](?=\s)", begin)]
    return f"{begin[: ends[-1]] if ends else begin.rpartition(' ')[0]} …"


def cited(sources: Sequence[Source]) -> str:
    """Where an answer stands, in words: "III.D.16, p. 17 · Administer Session 1, step 16; also I.G, p. 6"."""
    if not sources:
        return ""
    first, *others = (f"{one.section}, p. {one.page}" if one.page else one.section for one in sources)
    also = f"; also {'; '.join(others)}" if others else ""
    title = f" · {sources[0].title}" if sources[0].title else ""
    return f"{first}{title}{also}"
