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
from proctor.manuals.wording import OPENING, QUOTES, Source, trimmed

MARKED = "marked as speech"
"""Why something is spoken of which a person has said so."""
_TWO_QUOTES = re.compile(f'[{QUOTES}][^{QUOTES}]*[{OPENING}"]')
_MARK = re.compile(r"(\d{1,3})[.)](?=\s|[A-Z\"“])")


def corrected_speech(source: Source, heard: Heard, corrections: Sequence[Located]) -> Heard:
    """Speech as people have corrected it, in the order in which they did; a question about words on which something was said is
    answered."""
    speech = list(heard.speech)
    questions = list(heard.questions)
    for one in corrections:
        if one.verdict in ("speech", "not_speech"):
            questions = [asked for asked in questions if not _meet(asked, one)]
        if one.verdict == "not_speech":
            speech = [part for said in speech for part in _without(source, said, one)]
        elif one.verdict == "speech":
            speech = _with(source, speech, one)
    return Heard(_joined(source, speech), questions)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _with(source: Source, speech: list[Speech], one: Located) -> list[Speech]:
    """With words that are read aloud, and with all of each speech of which some are among them."""
    words = _bare(source, one.start, one.end)
    met = [said for said in speech if _meet(said, one)]
    if len(met) == 1 and met[0].start <= words.start and words.end <= met[0].end and len(words) < len(met[0]):
        return speech  # a part of what is known
    begin = min([one.start, *(said.outer.start for said in met)])
    whole = Speech(
        min([words.start, *(said.start for said in met)]),
        max([words.end, *(said.end for said in met)]),
        next((said.cue for said in met if said.cue.start == begin), Span(begin, begin)),
        Span(begin, max([one.end, *(said.outer.end for said in met)])),
        1.0,
        MARKED,
    )
    return sorted([*(said for said in speech if said not in met), whole], key=lambda said: said.start)


def _bare(source: Source, start: int, end: int) -> Span:
    """Words without the quotes around them: both where they are quoted as a whole, one where the other stands elsewhere."""
    words = source.text[start:end]
    opened, closed = words[0] in QUOTES, len(words) > 1 and words[-1] in QUOTES
    if opened and closed:
        whole = not _TWO_QUOTES.search(words[1:-1])
        return trimmed(source.text, start + 1, end - 1) if whole else Span(start, end)
    if sum(letter in QUOTES for letter in words) % 2 == 0:
        return Span(start, end)
    return trimmed(source.text, start + opened, end - closed)


def _without(source: Source, said: Speech, one: Span) -> list[Speech]:
    """What is left of a speech without words that are not read aloud."""
    if not _meet(said, one):
        return [said]
    return [*_part(source, said, said.start, one.start), *_part(source, said, one.end, said.end)]


def _part(source: Source, said: Speech, start: int, end: int) -> list[Speech]:
    """A part of a speech, without the quotes at its ends; nothing where no words are in it."""
    if not any(letter.isalnum() for letter in source.text[start:end]):
        return []
    words = trimmed(source.text, start, end)
    words = _bare(source, words.start, words.end)
    first, last = start == said.start, end == said.end
    begin, stop = said.outer.start if first else words.start, said.outer.end if last else words.end
    cue = said.cue if first else Span(begin, begin)
    return [Speech(words.start, words.end, cue, Span(begin, stop), said.sure, said.why)]


def _joined(source: Source, speech: list[Speech]) -> list[Speech]:
    """Sentences that were marked one by one, behind one another, are one speech."""
    found: list[Speech] = []
    for said in speech:
        last = found[-1] if found else None
        if last and last.why == said.why == MARKED and not source.text[last.end : said.start].strip():
            outer = Span(last.outer.start, said.outer.end)
            found[-1] = replace(last, end=said.end, outer=outer)
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
    """Steps as people have corrected them; one that belongs to the step before it is ``joined``."""
    steps = list(found)
    for one in corrections:
        here = next((step for step in steps if step.start <= one.start <= step.mark.end + 1), None)
        if one.verdict == "merge" and here:
            steps[steps.index(here)] = replace(here, joined=True)
        elif one.verdict == "step" and here:
            steps[steps.index(here)] = replace(here, joined=False)
        elif one.verdict == "step":
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
