"""Speech in quotes, behind a cue."""

from __future__ import annotations

import re

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.quotes import closing
from proctor.manuals.speech import Heard, Question, Scope, Speech
from proctor.manuals.wording import OPENING, Source, trimmed

_QUOTE = re.compile(f'[{OPENING}"]')
REACH = 160
"""Characters before a quote in which its cue stands."""
UNEVEN = "Inside this quote another is opened and not closed. Do the spoken words end here?"
UNCLOSED = "This quote is never closed. Where do the spoken words end?"


def quoted(scope: Scope) -> Heard:
    """Speech in quotes in a section."""
    heard = Heard()
    source, at = scope.source, scope.start
    while found := _QUOTE.search(source.text, at, scope.end):
        opened = found.start()
        low = max(scope.start, at, opened - REACH)
        if cue := language.is_cue_before(source.text[low:opened]):
            at = _take(scope, trimmed(source.text, low + cue.start(), opened), opened, heard)
            continue
        at = _past(source, opened, scope.end)
        if at > opened + 2 and _stands_alone(scope, opened, at, heard):
            words = trimmed(source.text, opened + 1, at - 1)
            outer = Span(opened, at)
            heard.speech.append(Speech(words.start, words.end, Span(opened, opened), outer, 0.75, "quoted, without a cue"))
    return heard


def _take(scope: Scope, cue: Span, opened: int, heard: Heard) -> int:
    """Take the words behind a cue and an opening quote; where to look on from."""
    source = scope.source
    closed = closing(source.text, opened, scope.end, source.starts.__contains__)
    another = _next_cue(scope, opened, closed.at if closed else scope.end)
    if closed and another is None:
        words = trimmed(source.text, opened + 1, closed.at)
        outer = Span(cue.start, closed.at + 1)
        sure = 0.99 if closed.even else 0.6
        heard.speech.append(Speech(words.start, words.end, cue, outer, sure, "quoted behind a cue"))
        if not closed.even:
            heard.questions.append(Question(opened, words.end, "end", UNEVEN))
        return closed.at + 1
    stop = _end_of_paragraph(source, opened, scope.end if another is None else another)
    words = trimmed(source.text, opened + 1, stop)
    outer = Span(cue.start, words.end)
    heard.speech.append(Speech(words.start, words.end, cue, outer, 0.4, "quoted, but the quote is never closed"))
    heard.questions.append(Question(opened, words.end, "end", UNCLOSED))
    return max(stop, opened + 1)


def _next_cue(scope: Scope, opened: int, end: int) -> int | None:
    """Where, before ``end``, the next cue with a colon stands before a quote: no speech has one in it."""
    text = scope.source.text
    for found in _QUOTE.finditer(text, opened + 1, end):
        low = max(opened + 1, found.start() - REACH)
        cue = language.is_cue_before(text[low : found.start()])
        if cue and cue["end"] == ":":
            return low + cue.start()
    return None


def _past(source: Source, opened: int, end: int) -> int:
    """Behind a quote that is not spoken; behind its first mark alone where none closes it soon, or it is none: 1.25" wide."""
    before = source.text[opened - 1 : opened]
    if source.text[opened] == '"' and (before.isalnum() or before in tuple(".?!,;)")):
        return opened + 1
    closed = closing(source.text, opened, min(end, opened + 1_500), source.starts.__contains__)
    return opened + 1 if closed is None else closed.at + 1


def _stands_alone(scope: Scope, opened: int, after: int, heard: Heard) -> bool:
    """Whether a quote without a cue is spoken: whole sentences, where a sentence can begin, soon behind other speech."""
    inner = scope.source.text[opened + 1 : after - 1].strip()
    before = scope.source.text[max(scope.start, opened - 30) : opened].rstrip()
    return (
        bool(heard.speech)
        and len(inner.split()) >= 4
        and inner[-1:] in ".?!"
        and (not before or before[-1] in '.?!)]"”')
        and opened - heard.speech[-1].outer.end < 400
    )


def _end_of_paragraph(source: Source, at: int, end: int) -> int:
    """The end of the paragraph at an offset; in a flat text, of the sentence."""
    paragraph = next(iter(source.paragraphs(at, end)), None)
    if paragraph is None:
        return end
    if not source.manual.flat:
        return paragraph.end
    sentence = next(iter(source.sentences(at + 1, end)), None)
    return sentence.end if sentence else end
