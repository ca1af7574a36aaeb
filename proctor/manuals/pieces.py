"""What stands in a step: speech, actions, checks, pauses, notes, what holds only for some rooms, and when it is due."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from proctor.manuals import language
from proctor.manuals.manual import Span
from proctor.manuals.speech import FOOTNOTE, Speech
from proctor.manuals.titles import looks_like_title
from proctor.manuals.wording import Source, Words, trimmed


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds in some rooms only; ``text`` is the manual's own, ``value`` is what it has to be here: yes or no."""

    text: str
    value: str = "yes"


@dataclass(frozen=True, slots=True)
class Piece(Span):
    """One block that was recognised. The span is all of the source that went into it; ``words`` are what it says, from
    ``inner``. ``sure`` is 0 to 1, ``why`` says what told its kind."""

    kind: str
    inner: Span
    words: Words
    sure: float
    why: str
    conditions: tuple[Condition, ...] = ()
    slots: tuple[str, ...] = ()
    starts_clock: bool = False
    leap: int | None = None
    """The number of the step to which those go for whom the condition of this piece holds."""
    due: str | None = None
    """When what begins here falls due by the clock, where that is in the middle of a step."""

    @property
    def text(self) -> str:
        return self.words.text


@dataclass
class Contents:
    """The pieces of one step, in order. ``due`` is when it falls due by the clock, as a pack writes it, with the words that say
    so; None where they stand in a piece of their own."""

    pieces: list[Piece] = field(default_factory=list)
    due: str | None = None
    due_words: Span | None = None
    leaps: list[tuple[Condition, int]] = field(default_factory=list)
    """For whom a condition holds goes on at the step of this number."""


def pieces(source: Source, start: int, end: int, speech: list[Speech], merged: Collection[int] = ()) -> Contents:
    """Take a step's text apart. ``speech`` is what is spoken between the two offsets; what begins at one of ``merged``
    belongs to the piece before it."""
    contents = Contents()
    at = start
    for said in speech:
        lead, conditions = _gap(source, at, said, contents)
        conditions = _otherwise(source, said, contents) or conditions
        contents.pieces += _spoken(source, said, lead, conditions)
        at = said.outer.end
    _sentences(source, at, end, contents)
    contents.pieces = _merge(source, contents.pieces, merged)
    _hold(contents)
    return contents


def _merge(source: Source, found: list[Piece], merged: Collection[int]) -> list[Piece]:
    """The pieces, those that a person joined to the ones before them joined; never so that a cue, or what is to be done, would
    be read aloud."""
    whole: list[Piece] = []
    for piece in found:
        meant = whole and any(piece.start <= at <= piece.inner.start for at in merged)
        if meant and may_be_joined(source, whole[-1], piece):
            last = whole[-1]
            inner = Span(last.inner.start, piece.inner.end)
            words = source.words(inner.start, inner.end, quoted=source.in_quotes(inner.start))
            slots = tuple(dict.fromkeys((*last.slots, *piece.slots)))
            whole[-1] = replace(
                last, end=piece.end, inner=inner, words=words, slots=slots, sure=1.0, why="joined by a correction"
            )
        else:
            whole.append(piece)
    return whole


def may_be_joined(source: Source, one: Piece, after: Piece) -> bool:
    """Whether two pieces behind one another can be one: both read aloud or neither, and no words between, as of a cue."""
    between = source.text[one.inner.end : after.inner.start]
    return (one.kind == "say") == (after.kind == "say") and not any(letter.isalnum() for letter in between)


# -- what stands between -------------------------------------------------------------------------------------------


def _gap(source: Source, start: int, said: Speech, contents: Contents) -> tuple[int, tuple[Condition, ...]]:
    """The text before a speech: its sentences, and the lead of the cue ("Once this is done, say:"). Returns where the
    speech's own span begins, and what the speech hangs on."""
    stop = said.outer.start
    spans = list(source.sentences(start, stop)) if stop > start else []
    lead = (
        spans.pop()
        if spans and len(said.cue) and not re.search(r"[.?!:]['\"”’)]*\Z", source.text[spans[-1].start : spans[-1].end])
        else None
    )
    for span in spans:
        _sentence(source, span, contents)
    if lead is None:
        return stop, ()
    text = source.text[lead.start : lead.end]
    if text.strip(" ,").lower() in ("then", "and", "next", "now", "and then", "also", "otherwise", "if not"):
        return lead.start, ()
    if contents.due is None and not contents.pieces and (due := language.due(text)):
        contents.due, contents.due_words = due, Span(lead.start, stop)
        return lead.start, ()
    if language.IF.match(text):
        return lead.start, (Condition(_condition(source.said(lead.start, lead.end))),)
    due = language.due(text)
    if language.READY.match(text) or due:
        inner = trimmed(source.text, lead.start, lead.end - len(text) + len(text.rstrip(" ,")))
        words = source.words(inner.start, inner.end)
        why = "what has to be so before it is said"
        contents.pieces.append(Piece(lead.start, lead.end, "wait", inner, words, 0.9, why, due=due))
        return stop, ()
    _sentence(source, lead, contents)
    return stop, ()


def _condition(text: str) -> str:
    """A condition without its "if" and its comma."""
    text = re.sub(r"\A(?:if|where|in case)\s+", "", text.strip(" ,:"), flags=re.IGNORECASE)
    return text[:1].upper() + text[1:]


def _otherwise(source: Source, said: Speech, contents: Contents) -> tuple[Condition, ...]:
    """ "Otherwise, say:" hangs on the condition of the speech before."""
    before = source.text[max(0, said.cue.start - 14) : said.cue.end]
    last = next((one for one in reversed(contents.pieces) if one.kind == "say"), None)
    if last is None or not last.conditions or not re.search(r"\b(?:Otherwise|If not)\b", before):
        return ()
    return (Condition(last.conditions[-1].text, "no" if last.conditions[-1].value == "yes" else "yes"),)


def sentence_pieces(source: Source, span: Span) -> list[Piece]:
    """The sentences of a span in which nothing is spoken, as pieces."""
    contents = Contents(due="")
    _sentences(source, span.start, span.end, contents)
    return contents.pieces


def _sentences(source: Source, start: int, end: int, contents: Contents) -> None:
    for span in source.sentences(start, end):
        _sentence(source, span, contents)


def _sentence(source: Source, span: Span, contents: Contents) -> None:
    """One sentence of what is not spoken; what has no letters, or is a footnote's mark alone, belongs to what stands before."""
    text = source.text[span.start : span.end]
    if not any(letter.isalnum() for letter in source.said(span.start, span.end)):
        if contents.pieces and text.strip():
            contents.pieces[-1] = replace(contents.pieces[-1], end=span.end)
        return
    if contents.due is None and not contents.pieces and not language.PAUSE.match(text) and (due := language.due(text)):
        contents.due = due
        if text.endswith(":"):
            contents.due_words = span
            return
    piece = _classified(source, span, text, contents.pieces[-1] if contents.pieces else None)
    if contents.pieces and language.TIMED.match(text):
        piece = replace(piece, due=language.due(text))
    contents.pieces.append(piece)


def _classified(source: Source, span: Span, text: str, before: Piece | None) -> Piece:
    def piece(kind: str, sure: float, why: str, inner: Span = span, **more: object) -> Piece:
        return Piece(span.start, span.end, kind, inner, source.words(inner.start, inner.end), sure, why, **more)  # type: ignore[arg-type]

    bare = re.sub(r"\A(?:[*•]\s*|[a-z][.)]\s+|[(\[]\s*)", "", text)
    if leap := language.SKIP.search(text):
        condition = Condition(_condition(" ".join(leap["condition"].split())))
        return piece("note", 0.95, "a leap to another step", conditions=(condition,), leap=int(leap[leap.lastindex or 1]))
    if language.CONTINUE.match(text):
        return piece("note", 0.95, "a leap to another step")
    if only := language.ONLY_FOR.match(text):
        rest = text[only.end() :]
        kind, sure, why = _kind(rest) if rest.strip() else ("note", 0.6, "for some rooms only")
        return piece(kind, sure, why, conditions=(Condition(f"For {only['condition']} only"),))
    if text[:1] in "*•" and before is not None and (before.text[-1:] not in ".?!" or before.text[:1] == "*"):
        return piece(before.kind, before.sure, "an item of a list")
    if span.start in source.starts and FOOTNOTE.match(text):
        return piece("note", 0.9, "a footnote")
    if source.is_paragraph(span) and looks_like_title(text):
        return piece("note", 0.8, "a heading")
    if text[:1] == "[" and text[-1:] == "]" and not language.PAUSE.match(bare):
        return piece("note", 0.7, "in square brackets")
    kind, sure, why = _kind(bare)
    starts = bool(language.START_CLOCK.search(text))
    return piece(kind, sure, why, starts_clock=starts)


def _kind(text: str) -> tuple[str, float, str]:
    """The kind of a sentence that is not spoken, how sure that is, and why."""
    if language.PAUSE.match(text):
        return "wait", 0.95, "a pause"
    if language.CLOCK_TIME.fullmatch(text):
        return "note", 0.9, "a time of the day"
    if language.REMARK.match(text):
        return "note", 0.95, "a note"
    if language.CHECK.match(text):
        return "check", 0.9, "something to be checked"
    if (clause := language.behind_condition(text)) and language.works(clause):
        return ("check" if language.CHECK.match(clause) else "do"), 0.9, "an instruction that hangs on something"
    if language.works(text):
        return "do", 0.9, "an instruction"
    if language.NOTE.match(text):
        return "note", 0.8, "a statement"
    return "do", 0.6, "neither an instruction nor a statement for certain"


# -- what is spoken -------------------------------------------------------------------------------------------------


def _spoken(source: Source, said: Speech, lead: int, conditions: tuple[Condition, ...]) -> list[Piece]:
    """A speech as say blocks, cut where a direction in brackets stands inside it. Its cue, from ``lead`` on, goes to the
    first, its closing quote to the last."""
    found = list(_parts(source, said, conditions))
    if found:
        found[0] = replace(found[0], start=min(lead, said.outer.start))
        found[-1] = replace(found[-1], end=said.outer.end)
    return found


def _parts(source: Source, said: Speech, conditions: tuple[Condition, ...]) -> Iterator[Piece]:
    brackets = [Span(*found.span()) for found in language.BRACKETS.finditer(source.text, said.start, said.end)]
    kinds = {one: language.bracket_kind(source.text[one.start : one.end]) for one in brackets}
    slots = [source.text[one.start : one.end] for one in brackets if kinds[one] == "slot"]
    at, quoted = said.start, source.in_quotes(said.start)
    for cut in (*(one for one in brackets if kinds[one] == "direction"), Span(said.end, said.end)):
        inner = trimmed(source.text, at, cut.start)
        words = source.words(inner.start, inner.end, quoted=quoted)
        if any(letter.isalnum() for letter in words.text):
            here = tuple(slot for slot in dict.fromkeys(slots) if slot in source.text[inner.start : inner.end])
            yield Piece(inner.start, inner.end, "say", inner, words, said.sure, said.why, conditions, here)
        if len(cut):
            inner = trimmed(source.text, cut.start + 1, cut.end - 1)
            words = source.words(inner.start, inner.end)
            kind, sure, _ = _kind(words.text)
            why = "a direction inside what is spoken"
            yield Piece(cut.start, cut.end, kind, inner, words, min(sure, 0.8), why, conditions)
        at = cut.end


def _hold(contents: Contents) -> None:
    """What stands behind a leap holds for those alone who did not take it."""
    holding: tuple[Condition, ...] = ()
    for number, piece in enumerate(contents.pieces):
        if piece.leap is not None:
            holding = (*holding, *(Condition(one.text, "no") for one in piece.conditions))
            contents.leaps += [(one, piece.leap) for one in piece.conditions]
            contents.pieces[number] = replace(piece, conditions=())
        elif holding and piece.why != "a leap to another step":
            contents.pieces[number] = replace(piece, conditions=tuple(dict.fromkeys((*holding, *piece.conditions))))
