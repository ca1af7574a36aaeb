"""What is read aloud: quoted behind a cue, under a sign, set in a type that the manual keeps for it, or a section from end to end.

Nothing is guessed: where the text does not show whether a paragraph is spoken, it is left as it is and a question is raised.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from proctor.manuals import language
from proctor.manuals.manual import Paragraph, Span, Style
from proctor.manuals.quotes import closing
from proctor.manuals.wording import OPENING, QUOTES, Source, trimmed

_QUOTE = re.compile(f'[{OPENING}"]')
MARKED = (Style.BOXED, Style.SHADED, Style.BOLD, Style.ITALIC)
"""Styles by which manuals tell speech from the rest, the surest first."""


@dataclass(frozen=True, slots=True)
class Speech(Span):
    """Words to be read aloud, between ``start`` and ``end``. ``cue``: what announces them. ``outer`` includes their quotes.
    ``sure`` is 0 to 1, and ``why`` says what told them."""

    cue: Span
    outer: Span
    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Question(Span):
    """Something that the text does not show, to be decided by a person. ``sort``: speech, end, style, number."""

    sort: str
    text: str


@dataclass
class Heard:
    """The speech of a section, and what could not be told."""

    speech: list[Speech] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


# -- in quotes ------------------------------------------------------------------------------------------------------


def quoted(source: Source, start: int, end: int) -> Heard:
    """Speech in quotes between two offsets."""
    heard = Heard()
    at = start
    while found := _QUOTE.search(source.text, at, end):
        opened = found.start()
        cue = language.is_cue_before(source.text[max(start, at, opened - 160) : opened])
        low = max(start, at, opened - 160)
        if cue is None:
            at = _past(source, opened, end)
            if len(source.text[opened:at]) > 2 and _stands_alone(source.text, start, opened, at, heard):
                words = trimmed(source.text, opened + 1, at - 1)
                heard.speech.append(
                    Speech(words.start, words.end, Span(opened, opened), Span(opened, at), 0.75, "quoted, without a cue")
                )
            continue
        cue_span = trimmed(source.text, low + cue.start(), opened)
        closed = closing(source.text, opened, end, source.starts.__contains__)
        if closed is not None:
            words = trimmed(source.text, opened + 1, closed)
            heard.speech.append(
                Speech(words.start, words.end, cue_span, Span(cue_span.start, closed + 1), 0.99, "quoted behind a cue")
            )
            at = closed + 1
            continue
        stop = _end_of_paragraph(source, opened, end)
        words = trimmed(source.text, opened + 1, stop)
        heard.speech.append(
            Speech(
                words.start, words.end, cue_span, Span(cue_span.start, words.end), 0.4, "quoted, but the quote is never closed"
            )
        )
        heard.questions.append(Question(opened, words.end, "end", "This quote is never closed. Where do the spoken words end?"))
        at = max(stop, opened + 1)
    return heard


def _past(source: Source, opened: int, end: int) -> int:
    """Behind a quote that is not spoken; behind its first mark alone where none closes it soon."""
    closed = closing(source.text, opened, min(end, opened + 1_500), source.starts.__contains__)
    return opened + 1 if closed is None else closed + 1


def _stands_alone(text: str, start: int, opened: int, after: int, heard: Heard) -> bool:
    """Whether a quote without a cue is spoken: whole sentences, where a sentence can begin, in a place where speech went before."""
    inner = text[opened + 1 : after - 1].strip()
    before = text[max(start, opened - 30) : opened].rstrip()
    return (
        bool(heard.speech)
        and len(inner.split()) >= 4
        and inner[-1:] in ".?!"
        and (not before or before[-1] in '.?!)]"”' or opened == start)
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


# -- under a sign, without quotes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cue(Span):
    """A cue without quotes; ``words`` begin where the speech may begin in the same paragraph."""

    paragraph: Paragraph


def unquoted(source: Source, start: int, end: int, heard: Heard, stops: set[int], styles: Style) -> Heard:
    """Speech under signs without quotes. ``stops``: where steps begin; ``styles``: those that the manual keeps for speech."""
    found = Heard()
    paragraphs = [one for one in _split_at(source.paragraphs(start, end), stops) if not _taken(one, heard.speech)]
    done = start
    for number, one in enumerate(paragraphs):
        if one.start < done:
            continue
        cue = _cue_in(source, one, heard)
        if cue is None:
            continue
        done = _listen(source, cue, paragraphs[number + 1 :], found, stops, styles)
    return found


def _split_at(paragraphs: Iterator[Paragraph], stops: set[int]) -> Iterator[Paragraph]:
    for one in paragraphs:
        inner = sorted(at for at in stops if one.start < at < one.end)
        for low, high in zip([one.start, *inner], [*inner, one.end], strict=True):
            yield Paragraph(low, high, one.level, one.style)


def _taken(one: Span, speech: list[Speech]) -> bool:
    return any(said.start <= one.start and one.end <= said.end for said in speech)


def _cue_in(source: Source, one: Paragraph, heard: Heard) -> Span | None:
    """A cue without quotes in a paragraph, from where it begins to where speech may begin."""
    text = source.text[one.start : one.end]
    mark = re.match(r"(?:\d{1,3}[.)]|(?:Step|STEP)\s+\d+(?:\s+of\s+\d+)?[.:]?|[a-z][.)])\s+", text)
    lead = mark.end() if mark else 0
    banner = language.BANNER.match(text, lead)
    if banner and not _is_prose(banner, text) and not _next_is_quote(source, one.start + banner.end()):
        after = re.compile(r"[\s:]*").match(text, banner.end())
        return Span(one.start + lead, one.start + (after.end() if after else banner.end()))
    for cue in language.COLON_CUE.finditer(text):
        at = one.start + cue.end()
        if not _next_is_quote(source, at) and not any(
            said.outer.start <= one.start + cue.start() < said.outer.end for said in heard.speech
        ):
            return Span(one.start + cue.start(), at)
    return None


def _is_prose(banner: re.Match[str], text: str) -> bool:
    """Whether what looks like a sign is the beginning of a sentence: "Say nothing", "Read the manual": a sign has a colon, stands
    alone, or is in capitals."""
    shown = banner[0].strip()
    rest = text[banner.end() :].strip(" :")
    return not (banner["end"] == ":" or not rest or (shown.isupper() and rest[:1].isupper()))


def _next_is_quote(source: Source, at: int) -> bool:
    found = re.compile(r"\s*").match(source.text, at)
    after = found.end() if found else at
    return source.text[after : after + 1] in tuple(QUOTES)


def _listen(source: Source, cue: Span, following: list[Paragraph], found: Heard, stops: set[int], styles: Style) -> int:
    """Take the words behind a cue; returns the offset up to which all is decided."""
    paragraph = next(iter(source.paragraphs(cue.start, cue.start + 1)))
    own = next((stop for stop in sorted(stops) if stop > cue.start), None)
    holder = next(one for one in source.manual.paragraphs if one.start <= paragraph.start < one.end)
    stop = min(holder.end, own) if own else holder.end
    rest = trimmed(source.text, cue.end, stop)
    chunks = [Paragraph(rest.start, rest.end, 0, source.manual.style_at(rest.start, rest.end))] if len(rest) else []
    if source.manual.flat and chunks:
        return _listen_flat(source, cue, chunks[0], found)
    chunks += following
    spoken: list[Paragraph] = []
    sure, why = 0.85, "behind a cue"
    for chunk in chunks:
        verdict = _goes_on(source, chunk, spoken, styles, stops)
        if verdict == "ask":
            found.questions.append(
                Question(
                    chunk.start,
                    chunk.end,
                    "speech",
                    "Is this still read aloud? It stands behind spoken words, and nothing marks it.",
                )
            )
            sure = min(sure, 0.6)
        if verdict != "yes":
            break
        spoken.append(chunk)
    if not spoken:
        return cue.end
    if all(one.style & (Style.BOXED | Style.SHADED | Style.BOLD | Style.ITALIC) for one in spoken):
        sure, why = 0.95, "behind a cue, and set apart"
    words = _without_actions(source, spoken[0].start, spoken[-1].end, spoken[-1].start)
    found.speech.append(
        Speech(words.start, words.end, trimmed(source.text, cue.start, cue.end), Span(cue.start, words.end), sure, why)
    )
    return words.end


def _listen_flat(source: Source, cue: Span, rest: Span, found: Heard) -> int:
    """In a flat text nothing ends speech without quotes but a sentence that is plainly none; without one, a person is asked."""
    spoken: list[Span] = []
    for sentence in source.sentences(rest.start, rest.end):
        sounds = language.sounds_spoken(source.text[sentence.start : sentence.end])
        if sounds < 0.3 or language.PAUSE.match(source.text, sentence.start):
            break
        if sounds < 0.6:
            found.questions.append(
                Question(
                    sentence.start, sentence.end, "speech", "Is this read aloud? The text shows no end of the spoken words."
                )
            )
            break
        spoken.append(sentence)
    if not spoken:
        return cue.end
    low, high = spoken[0].start, spoken[-1].end
    found.speech.append(
        Speech(
            low,
            high,
            trimmed(source.text, cue.start, cue.end),
            Span(cue.start, high),
            0.6,
            "behind a cue, its end told by the words",
        )
    )
    return high


def _goes_on(source: Source, chunk: Paragraph, spoken: list[Paragraph], styles: Style, stops: set[int]) -> str:
    """Whether a paragraph behind a cue is spoken: yes, no, or ask."""
    text = source.text[chunk.start : chunk.end]
    if chunk.level or chunk.start in stops or _is_sign(text):
        return "no"
    if not spoken:
        return "yes" if language.sounds_spoken(text) > 0.1 or chunk.style & styles else "ask"
    marked = spoken[0].style & _telling(styles)
    if marked or chunk.style & styles:
        return "yes" if chunk.style & marked or chunk.style & styles else "no"
    if re.match(r"\(|\[", text) and text.rstrip(".")[-1:] in ")]":
        return "no"
    sounds = language.sounds_spoken(text)
    return "yes" if sounds >= 0.8 else "no" if sounds <= 0.25 else "ask"


def _telling(styles: Style) -> Style:
    return styles or Style.BOXED | Style.SHADED | Style.BOLD | Style.ITALIC


def _is_sign(text: str) -> bool:
    """Whether a paragraph begins with a sign: of speech, or of what is not."""
    banner = language.BANNER.match(text)
    if banner and not _is_prose(banner, text):
        return True
    label = language.ACTION_LABEL.match(text)
    return bool(
        label and (label[0].rstrip().endswith(":") or label.end() == len(text.rstrip()) or language.REMARK.match(text))
    ) or bool(language.REMARK.match(text))


def _without_actions(source: Source, start: int, end: int, last: int) -> Span:
    """Spoken words without what their last paragraph says to the administrator: a trailing "Pause." and the like."""
    sentences = list(source.sentences(last, end))
    while len(sentences) > 1 and _is_action(source.text[sentences[-1].start : sentences[-1].end]):
        sentences.pop()
    return trimmed(source.text, start, sentences[-1].end if sentences else end)


def _is_action(text: str) -> bool:
    return bool(language.PAUSE.match(text) and not language.speaks_to_them(text)) or language.sounds_spoken(text) <= 0.1


# -- by its type, or a whole section --------------------------------------------------------------------------------


def speech_styles(source: Source) -> tuple[Style, Span | None]:
    """The styles that a manual keeps for speech, by its own word or by what stands behind its cues; and where it says so."""
    found = Style.PLAIN
    said = None
    for legend in language.LEGEND.finditer(source.text):
        word = next(filter(None, legend.groups())).lower()
        found |= _named(word)
        said = said or Span(*legend.span())
    seen: Counter[Style] = Counter()
    plain = 0
    for one, following in zip(source.manual.paragraphs, source.manual.paragraphs[1:], strict=False):
        text = source.text[one.start : one.end].rstrip()
        if re.search(rf"{language.CUE.pattern[:-2]}\Z", text, re.IGNORECASE) and text.endswith(":"):
            telling = following.style & ~one.style
            style = next((style for style in MARKED if style in telling), None)
            if style:
                seen[style] += 1
            else:
                plain += 1
    for style, count in seen.items():
        if count >= 2 and plain == 0:
            found |= style
    return found, said


def _named(word: str) -> Style:
    if word.startswith("bold"):
        return Style.BOLD
    if word.startswith(("box", "frame")):
        return Style.BOXED
    return Style.ITALIC if word.startswith("italic") else Style.SHADED


def marked(source: Source, start: int, end: int, heard: Heard, stops: set[int], styles: Style) -> Heard:
    """Speech that its type alone tells: what is set in a style that the manual keeps for it."""
    found = Heard()
    if not styles:
        return found
    for one in _split_at(source.paragraphs(start, end), stops):
        if one.level:
            continue
        for run in _runs(source, one, styles):
            overlaps = any(said.outer.start < run.end and run.start < said.outer.end for said in heard.speech)
            text = source.text[run.start : run.end]
            if overlaps or len(text.split()) < 3 or _is_sign(text) or language.REMARK.match(text):
                continue
            last = found.speech[-1] if found.speech else None
            if last and run.start not in stops and one.start not in stops and not source.text[last.end : run.start].strip():
                run = Span(last.start, run.end)
                found.speech.pop()
            found.speech.append(
                Speech(run.start, run.end, Span(run.start, run.start), run, 0.85, "set in the type that is read aloud")
            )
    return found


def _runs(source: Source, one: Paragraph, styles: Style) -> Iterator[Span]:
    """The runs of a paragraph that have one of the styles, without a step's mark in front."""
    mark = re.compile(r"(?:\d{1,3}[.)]|(?:Step|STEP)\s+\d+(?:\s+of\s+\d+)?[.:]?)\s+").match(source.text, one.start, one.end)
    low = mark.end() if mark else one.start
    at: Span | None = None
    for run in source.manual.styles:
        if run.end <= low or run.start >= one.end or not run.style & styles:
            continue
        span = Span(max(run.start, low), min(run.end, one.end))
        if at is not None and not source.text[at.end : span.start].strip():
            at = Span(at.start, span.end)
            continue
        if at is not None:
            yield trimmed(source.text, at.start, at.end)
        at = span
    if at is not None:
        yield trimmed(source.text, at.start, at.end)


def whole(source: Source, start: int, end: int, stops: set[int]) -> Heard:
    """A section that is speech from end to end, but for what plainly is none."""
    found = Heard()
    mark = re.compile(r"(?:\d{1,3}[.)]|(?:Step|STEP)\s+\d+(?:\s+of\s+\d+)?[.:]?)\s+")
    for one in _split_at(source.paragraphs(start, end), stops):
        text = source.text[one.start : one.end]
        if (
            one.level
            or _is_sign(text)
            or re.match(r"[\[(].*[\])]\.?\Z", text, re.DOTALL)
            or language.sounds_spoken(text) <= 0.1
        ):
            continue
        step = mark.match(source.text, one.start, one.end)
        low = step.end() if step else one.start
        last = found.speech[-1] if found.speech else None
        if last and not step and not source.text[last.end : low].strip():
            found.speech[-1] = Speech(last.start, one.end, last.cue, Span(last.start, one.end), last.sure, last.why)
        else:
            found.speech.append(
                Speech(low, one.end, Span(low, low), Span(low, one.end), 0.8, "its section is read aloud as a whole")
            )
    return found
