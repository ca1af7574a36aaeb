"""Corrections carried out on what was heard and on the steps that were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from proctor.manuals.corrections import Located
from proctor.manuals.manual import Span
from proctor.manuals.speech import Heard, Speech
from proctor.manuals.steps import Numbered
from proctor.manuals.wording import Source

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
    letter = chr(ord(last.letter) + 1) if last and last.letter else "a"
    number, series = (last.number, last.series) if last else (0, 0)
    return Numbered(one.start, one.end, number, series, Span(one.start, one.start), letter=letter)
