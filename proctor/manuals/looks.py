"""Speech that its looks tell: the type that a manual keeps for it, or a section that is speech from end to end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from proctor.manuals import language
from proctor.manuals.manual import Paragraph, Span, Style
from proctor.manuals.speech import APART, Heard, Scope, Speech, is_sign
from proctor.manuals.wording import Source, trimmed


def speech_styles(source: Source) -> tuple[Style, Span | None]:
    """The styles that a manual keeps for speech, by its own word or by what stands behind its cues; and where it says so."""
    found = Style.PLAIN
    said = None
    for legend in language.LEGEND.finditer(source.text):
        found |= _named(next(one for one in legend.groups() if one).lower())
        said = said or Span(*legend.span())
    behind = [_telling(one, after) for one, after in _after_cues(source)]
    counted = Counter(behind)
    if Style.PLAIN not in counted:
        for style, count in counted.items():
            found |= style if count >= 2 else Style.PLAIN
    return found, said


def _after_cues(source: Source) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Each paragraph that ends with a cue and a colon, with the one behind it."""
    for one, after in zip(source.manual.paragraphs, source.manual.paragraphs[1:], strict=False):
        text = source.text[one.start : one.end].rstrip()
        if text.endswith(":") and language.CUE.search(text):
            yield one, after


def _telling(one: Paragraph, after: Paragraph) -> Style:
    """The style that tells a paragraph from its cue."""
    return next((style for style in APART if style in after.style & ~one.style), Style.PLAIN)


def _named(word: str) -> Style:
    if word.startswith("bold"):
        return Style.BOLD
    if word.startswith(("box", "frame")):
        return Style.BOXED
    return Style.ITALIC if word.startswith("italic") else Style.SHADED


def marked(scope: Scope, heard: Heard) -> Heard:
    """Speech that its type alone tells: what is set in a style that the manual keeps for it."""
    found = Heard()
    for one in scope.paragraphs() if scope.styles else ():
        if one.level:
            continue
        for run in _runs(scope, one):
            text = scope.text(run)
            if heard.meets(run) or len(text.split()) < 3 or is_sign(text):
                continue
            span = run
            last = found.speech[-1] if found.speech else None
            if last and not {run.start, one.start} & scope.stops and not scope.source.text[last.end : run.start].strip():
                span = Span(last.start, run.end)
                found.speech.pop()
            cue = Span(span.start, span.start)
            found.speech.append(Speech(span.start, span.end, cue, span, 0.85, "set in the type that is read aloud"))
    return found


def _runs(scope: Scope, one: Paragraph) -> Iterator[Span]:
    """The runs of a paragraph that have one of the styles, without a step's mark in front."""
    text = scope.source.text
    low = scope.behind_mark(one)
    at: Span | None = None
    for run in scope.source.manual.styles_between(low, one.end):
        if not run.style & scope.styles:
            continue
        span = Span(max(run.start, low), min(run.end, one.end))
        if at is not None and not text[at.end : span.start].strip():
            at = Span(at.start, span.end)
            continue
        if at is not None:
            yield trimmed(text, at.start, at.end)
        at = span
    if at is not None:
        yield trimmed(text, at.start, at.end)


_IN_BRACKETS = re.compile(r"[\[(].*[\])]\.?\Z", re.DOTALL)


def whole(scope: Scope) -> Heard:
    """A section that is speech from end to end, but for what plainly is none."""
    found = Heard()
    for one in scope.paragraphs():
        text = scope.text(one)
        if one.level or is_sign(text) or _IN_BRACKETS.match(text) or language.sounds_spoken(text) <= 0.1:
            continue
        low = scope.behind_mark(one)
        last = found.speech[-1] if found.speech else None
        begin = last.start if last and low == one.start and not scope.source.text[last.end : low].strip() else low
        if begin != low:
            found.speech.pop()
        span = Span(begin, one.end)
        cue = Span(begin, begin)
        found.speech.append(Speech(begin, one.end, cue, span, 0.8, "its section is read aloud as a whole"))
    return found
