"""Corrections carried out on what was heard and on the steps that were found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from proctor.manuals.corrections import Located
from proctor.manuals.manual import Span
from proctor.manuals.speech import Heard, Speech
from proctor.manuals.steps import Numbered
from proctor.manuals.wording import Source, trimmed

_MARK = re.compile(r"(\d{1,3})[.)](?=\s|[A-Z\"“])")


def corrected_speech(source: Source, heard: Heard, corrections: Sequence[Located]) -> Heard:
    """Speech as people have corrected it; a question about words on which something was said is answered."""
    speech = list(heard.speech)
    questions = list(heard.questions)
    for one in corrections:
        if one.verdict in ("speech", "not_speech"):
            questions = [asked for asked in questions if not _meet(asked, one)]
        if one.verdict == "not_speech":
            speech = [said for said in speech if not _meet(said, one)]
        elif one.verdict == "speech" and not any(said.start <= one.start and one.end <= said.end for said in speech):
            speech = [said for said in speech if not _meet(said, one)]
            speech.append(
                Speech(one.start, one.end, Span(one.start, one.start), Span(one.start, one.end), 1.0, "marked as speech")
            )
    return Heard(_joined(source, sorted(speech, key=lambda said: said.start)), questions)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(source: Source, speech: list[Speech]) -> list[Speech]:
    """Sentences that were marked one by one, behind one another, are one speech."""
    found: list[Speech] = []
    for said in speech:
        last = found[-1] if found else None
        if last and said.sure == 1.0 and last.outer.end == last.end and not source.text[last.end : said.start].strip():
            found[-1] = Speech(last.start, said.end, last.cue, Span(last.outer.start, said.end), last.sure, last.why)
        else:
            found.append(said)
    return found


def fitted(source: Source, heard: Heard, steps: Sequence[Numbered], body: Span) -> Heard:
    """Speech cut where a person has begun a step inside it; what has no letters is none. Cues and quotes that two of them, or a
    speech and the number of a step, would have in common go to one alone."""
    first = steps[0].start if steps else body.end
    regions = [Span(body.start, first), *(Span(step.mark.end, step.end) for step in steps)]
    starts = [region.start for region in regions]
    found: list[Speech] = []
    for said in heard.speech:
        cue = said.cue
        for region in regions[bisect_right(starts, said.start) - 1 : bisect_left(starts, said.end)]:
            words = trimmed(source.text, max(said.start, region.start), max(region.start, min(said.end, region.end)))
            if not any(letter.isalnum() for letter in source.text[words.start : words.end]):
                continue
            low = max(said.outer.start, region.start)
            if found:
                last = found[-1]
                found[-1] = replace(last, outer=Span(last.outer.start, min(last.outer.end, words.start)))
                low = max(low, found[-1].outer.end)
            outer = Span(low, min(said.outer.end, region.end))
            found.append(replace(said, start=words.start, end=words.end, cue=cue, outer=outer))
            cue = Span(region.end, region.end)
    return replace(heard, speech=found)


def corrected_steps(source: Source, found: list[Numbered], corrections: Sequence[Located], end: int) -> list[Numbered]:
    """Steps as people have corrected them."""
    steps = list(found)
    for one in corrections:
        if one.verdict == "merge":
            steps = [step for step in steps if not (step.start <= one.start <= step.mark.end + 1)]
        elif one.verdict == "step" and not any(step.start <= one.start <= step.mark.end + 1 for step in steps):
            steps.append(_begun(source, steps, one))
    steps.sort(key=lambda step: step.start)
    ends = [*(step.start for step in steps[1:]), end]
    return [replace(step, end=stop) for step, stop in zip(steps, ends, strict=False)]


def _begun(source: Source, steps: list[Numbered], one: Located) -> Numbered:
    """A step that a person has marked: with the number that stands there, else with that of the step before and a letter."""
    if mark := _MARK.match(source.text, one.start):
        return Numbered(one.start, one.end, int(mark[1]), 0, Span(mark.start(), mark.end()))
    before = [step for step in steps if step.start < one.start]
    last = max(before, key=lambda step: step.start) if before else None
    letter = chr(min(ord(last.letter) + 1, ord("z"))) if last and last.letter else "a"
    number, series = (last.number, last.series) if last else (0, 0)
    return Numbered(one.start, one.end, number, series, Span(one.start, one.start), letter=letter)
