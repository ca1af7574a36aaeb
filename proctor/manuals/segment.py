"""A manual's sections taken apart: which are delivered, in which steps, and which are passages to look things up in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from proctor.manuals import language
from proctor.manuals.correcting import corrected_speech, corrected_steps, fitted
from proctor.manuals.corrections import Located
from proctor.manuals.looks import marked, speech_styles, whole
from proctor.manuals.manual import Span, Style
from proctor.manuals.names import REF, free
from proctor.manuals.outline import Outline, Section
from proctor.manuals.pieces import Condition, Contents, Piece, pieces
from proctor.manuals.quoted import quoted
from proctor.manuals.signs import unquoted
from proctor.manuals.speech import Heard, Question, Scope, Speech
from proctor.manuals.steps import Numbered, numbers
from proctor.manuals.wording import Source


@dataclass
class FoundStep:
    """A step as it was recognised. ``number`` is None where the section has none; ``mark`` is the printed one."""

    ref: str
    start: int
    end: int
    pieces: list[Piece]
    number: int | None = None
    mark: Span | None = None
    due: str | None = None
    due_words: Span | None = None
    leaps: list[tuple[Condition, int]] = field(default_factory=list)
    printed: str = ""
    """The ref as the manual has it, of a step that was parted because something in its middle is due by the clock."""

    @property
    def cited(self) -> str:
        """The ref by which the manual's reader finds it."""
        return self.printed or self.ref


@dataclass
class FoundSection:
    """A section with its steps. ``spoken``: something in it is read aloud, so that it is delivered and not looked up."""

    section: Section
    steps: list[FoundStep]
    spoken: bool
    questions: list[Question] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    """Numbers at which no step begins."""

    @property
    def numbered(self) -> int:
        return sum(1 for step in self.steps if step.number is not None)


@dataclass(frozen=True)
class Segments:
    """All sections in order; ``styles`` are those that the manual keeps for speech, ``legend`` is where it says so."""

    sections: tuple[FoundSection, ...]
    styles: Style
    legend: Span | None


def segment(source: Source, outline: Outline, corrections: Sequence[Located] = ()) -> Segments:
    """Take every section of an outline apart, as people have corrected it."""
    styles, legend = speech_styles(source)
    return Segments(tuple(_section(source, one, styles, corrections) for one in outline.sections), styles, legend)


def _section(source: Source, section: Section, styles: Style, corrections: Sequence[Located]) -> FoundSection:
    body = section.body
    here = [replace(one, end=min(one.end, body.end)) for one in corrections if body.start <= one.start < body.end]
    heard, found = hear(source, section, styles, here)
    spoken = _is_spoken(source, section, heard, found) or (bool(heard.speech) and any(one.verdict == "speech" for one in here))
    merged = {one.start for one in here if one.verdict == "merge"}
    steps = _steps(source, section, found, heard.speech if spoken else [], merged)
    questions = [*heard.questions, *_unmarked(source, steps, heard, here)] if spoken else _doubts(heard)
    questions += [
        Question(
            one.mark.start,
            one.mark.end,
            "number",
            f"Before step {one.number} there should be step {one.number - 1}, which was not found.",
        )
        for one in found
        if one.missing and spoken
    ]
    marks = {one.mark for one in steps}
    return FoundSection(section, steps, spoken, questions, [one.mark for one in found if one.mark not in marks])


def _doubts(heard: Heard) -> list[Question]:
    """What is asked of a section that is looked up: whether it is not delivered after all."""
    return [one for one in heard.questions if one.sort == "speech"]


def _unmarked(source: Source, steps: list[FoundStep], heard: Heard, here: Sequence[Located]) -> Iterator[Question]:
    """Paragraphs of what is delivered that speak to students though nothing says that they are read aloud."""
    settled = [*heard.questions, *here]
    for step in steps:
        quiet = [piece for piece in step.pieces if piece.kind not in ("say", "material")]
        for one in source.paragraphs(step.start, step.end) if quiet and not source.manual.flat else ():
            inside = [piece for piece in quiet if one.start <= piece.start < one.end]
            if not inside or any(asked.start < one.end and one.start < asked.end for asked in settled):
                continue
            works = inside[0].kind == "do" and inside[0].sure >= 0.9
            if not works and language.plainly_to_students(" ".join(piece.text for piece in inside)):
                yield Question(
                    inside[0].start,
                    inside[-1].end,
                    "speech",
                    "Is this read aloud? It speaks to the students, and nothing marks it.",
                )


def hear(source: Source, section: Section, styles: Style, corrections: Sequence[Located] = ()) -> tuple[Heard, list[Numbered]]:
    """The speech of a section and its numbered steps; each helps to find the other."""
    low, high = section.body.start, section.body.end
    heard = quoted(Scope(low, high, source))
    stops = frozenset(one.start for one in numbers(source, low, high, (said.outer for said in heard.speech)))
    scope = Scope(low, high, source, stops, styles if source.manual.styled else Style.PLAIN)
    heard = heard.with_more(unquoted(scope, heard))
    heard = heard.with_more(marked(scope, heard))
    if not heard.speech and language.ALL_SPEECH.search(section.title):
        heard = whole(scope)
    heard = corrected_speech(source, heard, corrections)
    found = numbers(source, low, high, (said.outer for said in heard.speech))
    steps = corrected_steps(source, found, corrections, high)
    return fitted(source, heard, steps, section.body), steps


def _is_spoken(source: Source, section: Section, heard: Heard, found: list[Numbered]) -> bool:
    """Whether a section is delivered. A policy that quotes what to say once is looked up like the rest of the rules."""
    if not heard.speech:
        return False
    if any(step.start <= said.start < step.end for step in found for said in heard.speech):
        return True
    length = len(source.text[section.body.start : section.body.end].strip())
    share = sum(len(said) for said in heard.speech) / max(length, 1)
    if language.ANSWERS.search(section.title):
        return False
    return share > 0.3 or bool(language.DELIVERY.search(section.title)) or (len(heard.speech) > 1 and share > 0.1)


def _steps(source: Source, section: Section, found: list[Numbered], speech: list[Speech], merged: set[int]) -> list[FoundStep]:
    taken: set[str] = set()
    first = found[0].start if found else section.body.end
    begun: list[tuple[str, int, int, Numbered | None]] = []
    if source.text[section.body.start : first].strip():
        begun.append((section.ref or "Front", section.body.start, first, None))
        taken.add(section.ref)
    for one in found:
        if one.joined and begun:
            begun.append(("", one.mark.end, one.end, one))
            continue
        above = section.ref if not one.above or section.ref.rpartition(".")[2] == one.above else one.above
        prefix = f"{above}." if above else ""
        series = chr(ord("a") + min(one.series, 25)) if one.series else ""
        ref = free(f"{prefix}{series}{one.number}{one.letter}", taken, most=REF)
        taken.add(ref)
        begun.append((ref, one.mark.end, one.end, one))
    steps: list[FoundStep] = []
    for ref, low, high, numbered in begun:
        inside = [said for said in speech if low <= said.start < high]
        contents = pieces(source, low, high, inside, merged)
        if ref:
            steps.append(_step(ref, contents, Span(low, high), numbered))
        else:
            steps[-1] = _longer(source, steps[-1], contents, high)
    return steps


def _longer(source: Source, step: FoundStep, contents: Contents, end: int) -> FoundStep:
    """A step that goes on with what would be the next; what falls due there falls due in the middle of it."""
    found, words = contents.pieces, contents.due_words
    if words and not (found and found[0].start <= words.start):
        said = source.words(words.start, words.end)
        found = [Piece(words.start, words.end, "wait", words, said, 0.9, "when it is due", due=contents.due), *found]
    elif contents.due and found:
        found = [replace(found[0], due=contents.due), *found[1:]]
    return replace(step, end=end, pieces=[*step.pieces, *found], leaps=[*step.leaps, *contents.leaps])


def _step(ref: str, contents: Contents, span: Span, one: Numbered | None) -> FoundStep:
    """A step with what stands in it; with its number where the manual gives it one."""
    start = one.start if one else span.start
    number = one.number if one and not one.letter else None
    mark = one.mark if one else None
    return FoundStep(ref, start, span.end, contents.pieces, number, mark, contents.due, contents.due_words, contents.leaps)
