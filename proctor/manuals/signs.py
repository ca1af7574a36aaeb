"""Speech under a sign without quotes: READ ALOUD, Say:, "Read aloud to students". Where it ends has to be told from what
follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import dropwhile
from operator import or_

from proctor.manuals import language
from proctor.manuals.manual import Paragraph, Span, Style
from proctor.manuals.speech import APART, FOOTNOTE, Heard, Question, Scope, Speech, is_prose, is_sign
from proctor.manuals.wording import QUOTES, trimmed

SET_APART = reduce(or_, APART)
STILL = "Is this still read aloud? It stands behind spoken words, and nothing marks it."
NO_END = "Is this read aloud? The text shows no end of the spoken words."
_LETTERED = re.compile(r"[a-z][.)]\s+")
_SPACE = re.compile(r"\s*")


def unquoted(scope: Scope, heard: Heard) -> Heard:
    """Speech under signs without quotes, beside that which was heard in quotes."""
    return _Listener(scope, heard).listen()


@dataclass
class _Listener:
    scope: Scope
    heard: Heard
    found: Heard = field(default_factory=Heard)

    def __post_init__(self) -> None:
        """Speech in quotes is no part of speech under a sign."""
        self.scope = replace(self.scope, stops=self.scope.stops | {said.outer.start for said in self.heard.speech})

    def listen(self) -> Heard:
        paragraphs = [one for one in self.scope.paragraphs() if not self.heard.holds(one)]
        done = self.scope.start
        for number, one in enumerate(paragraphs):
            if one.start >= done and (cue := self._cue_in(one)):
                done = self._take(cue, one, paragraphs[number + 1 :])
        return self.found

    def _cue_in(self, one: Paragraph) -> Span | None:
        """A cue without quotes in a paragraph, from where it begins to where speech may begin."""
        text = self.scope.text(one)
        lead = self.scope.behind_mark(one) - one.start
        if lead == 0 and (letter := _LETTERED.match(text)):
            lead = letter.end()
        banner = language.BANNER.match(text, lead)
        if banner and not is_prose(banner, text) and self._may_be(one.start + lead, one.start + banner.end()):
            after = banner.end() + len(text[banner.end() :]) - len(text[banner.end() :].lstrip(" \t\n:"))
            return Span(one.start + lead, one.start + after)
        for cue in language.COLON_CUE.finditer(text):
            span = Span(one.start + cue.start(), one.start + cue.end())
            if self._may_be(span.start, span.end):
                return span
        return None

    def _may_be(self, start: int, end: int) -> bool:
        """Whether what looks like a cue without quotes stands before no quote, and inside nothing that is spoken."""
        found = _SPACE.match(self.scope.source.text, end)
        after = found.end() if found else end
        quote = self.scope.source.text[after : after + 1] in tuple(QUOTES)
        return not quote and not self.heard.meets(Span(start, start + 1))

    def _take(self, cue: Span, holder: Paragraph, following: list[Paragraph]) -> int:
        """Take the words behind a cue; returns the offset up to which all is decided."""
        source = self.scope.source
        rest = trimmed(source.text, cue.end, holder.end)
        own = [Paragraph(rest.start, rest.end, 0, source.manual.style_at(rest.start, rest.end))] if len(rest) else []
        if source.manual.flat and own:
            return self._take_flat(cue, rest)
        apart = SET_APART & ~holder.style
        spoken = self._spoken(apart, [*own, *dropwhile(lambda one: FOOTNOTE.match(self.scope.text(one)), following)])
        if not spoken:
            return cue.end
        sure, why = (
            (0.95, "behind a cue, and set apart") if all(one.style & SET_APART for one in spoken) else (0.85, "behind a cue")
        )
        words = self._without_actions(spoken, set_apart=bool(spoken[-1].style & apart))
        if any(asked.start >= words.end for asked in self.found.questions):
            sure = 0.6
        self._add(cue, words, sure, why)
        return words.end

    def _add(self, cue: Span, words: Span, sure: float, why: str) -> None:
        shown = trimmed(self.scope.source.text, cue.start, cue.end)
        self.found.speech.append(Speech(words.start, words.end, shown, Span(cue.start, words.end), sure, why))

    def _spoken(self, apart: Style, chunks: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs that are spoken. One of which nobody can tell is, where what follows it in the same breath is; the
        first is, where a style sets it ``apart`` from its cue."""
        spoken: list[Paragraph] = []
        open_: list[Paragraph] = []
        for chunk in chunks:
            verdict = self._goes_on(chunk, spoken, apart)
            if verdict == "no":
                break
            open_.append(chunk)
            if verdict == "yes":
                spoken += open_
                open_ = []
        if asked := next((one for one in open_ if not _is_aside(self.scope.text(one))), None):
            self.found.questions.append(Question(asked.start, asked.end, "speech", STILL))
        return spoken

    def _goes_on(self, chunk: Paragraph, spoken: list[Paragraph], apart: Style) -> str:
        """Whether a paragraph behind a cue is spoken: yes, no, or ask."""
        text = self.scope.text(chunk)
        if chunk.level or chunk.start in self.scope.stops or is_sign(text):
            return "no"
        sounds = language.sounds_spoken(text)
        if not spoken:
            return "yes" if sounds > 0.1 or chunk.style & (self.scope.styles | apart) else "ask"
        marked = spoken[0].style & (self.scope.styles or SET_APART)
        if marked or chunk.style & self.scope.styles:
            return "yes" if chunk.style & (marked | self.scope.styles) else "no"
        if _is_aside(text):
            return "ask"
        lists = self.scope.text(spoken[-1]).rstrip().endswith(":") and not language.of_students(text)
        return "yes" if sounds >= 0.8 else "no" if sounds <= 0.25 and not lists else "ask"

    def _without_actions(self, spoken: list[Paragraph], *, set_apart: bool) -> Span:
        """Spoken words without what their last paragraph says to the administrator: a trailing "Pause." and, where no style
        sets it apart, the like."""
        source = self.scope.source
        sentences = list(source.sentences(spoken[-1].start, spoken[-1].end))
        while len(sentences) > 1 and _is_action(self.scope.text(sentences[-1]), set_apart=set_apart):
            sentences.pop()
        return trimmed(source.text, spoken[0].start, sentences[-1].end if sentences else spoken[-1].end)

    def _take_flat(self, cue: Span, rest: Span) -> int:
        """In a flat text nothing ends speech without quotes but a sentence that is plainly none; without one, a person is
        asked."""
        spoken: list[Span] = []
        for sentence in self.scope.source.sentences(rest.start, rest.end):
            text = self.scope.text(sentence)
            sounds = language.sounds_spoken(text)
            if sounds < 0.3 or language.PAUSE.match(text):
                break
            if sounds < 0.6:
                self.found.questions.append(Question(sentence.start, sentence.end, "speech", NO_END))
                break
            spoken.append(sentence)
        if not spoken:
            return cue.end
        self._add(cue, Span(spoken[0].start, spoken[-1].end), 0.6, "behind a cue, its end told by the words")
        return spoken[-1].end


def _is_aside(text: str) -> bool:
    """Whether a paragraph stands in brackets."""
    return text[:1] in "([" and text.rstrip(".")[-1:] in ")]"


def _is_action(text: str, *, set_apart: bool) -> bool:
    paused = bool(language.PAUSE.match(text)) and not language.speaks_to_them(text)
    return paused or (not set_apart and language.sounds_spoken(text) <= 0.1)
