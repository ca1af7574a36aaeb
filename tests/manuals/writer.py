"""A manual drawn at random, and written down as a state would: what it says and under which step is known before it is read.

Four forms of one drawn manual: paragraphs wrapped at 78 columns, one flat line, boxes, a Word document. Its sentences are set
with the traps of real ones: "page 2." in the middle of a step, quotes that nobody speaks, quotes inside quotes.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from proctor.manuals.extract import plain
from proctor.manuals.extract.passages import Source as Bytes
from proctor.manuals.manual import Manual, Paragraph, Span, Style, Styled

# -- manuals by hand ------------------------------------------------------------------------------------------------


def plain_manual(text: str, name: str = "manual.txt") -> Manual:
    """A text as it comes out of a text file."""
    return plain.extract(Bytes(name, text.encode(), "txt"))


def paper(*paragraphs: str | tuple[str, Style], furniture: Sequence[int] = (), levels: dict[int, int] | None = None) -> Manual:
    """A manual of these paragraphs, as a styled file gives it. ``furniture`` are the numbers of those that pages repeat."""
    text = ""
    found: list[Paragraph] = []
    styles: list[Styled] = []
    repeated: list[Span] = []
    for number, one in enumerate(paragraphs):
        words, style = (one, Style.PLAIN) if isinstance(one, str) else one
        text += "\n\n" if text else ""
        start, end = len(text), len(text) + len(words)
        text += words
        if number in furniture:
            repeated.append(Span(start, end))
            continue
        found.append(Paragraph(start, end, (levels or {}).get(number, 0), style))
        if style:
            styles.append(Styled(start, end, style))
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Manual("paper.docx", sha, "docx", text, tuple(found), (), tuple(repeated), tuple(styles), styled=True)


# -- what a drawn manual is made of -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A sentence that is not spoken. ``kind`` "" where its words do not tell."""

    kind: str
    text: str


@dataclass(frozen=True)
class Speech:
    """Spoken paragraphs behind a cue, in quotes; ``space``: one stands before the closing quote."""

    cue: str
    paragraphs: tuple[str, ...]
    quotes: str
    space: bool

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)

    def written(self, *, flat: bool) -> list[str]:
        """Its paragraphs with cue and quotes, in a flat text one; each opens its quote anew."""
        parts = [self.text] if flat else list(self.paragraphs)
        parts = [f"{self.quotes[0]}{one}" for one in parts]
        parts[-1] += f"{' ' if self.space else ''}{self.quotes[1]}"
        return [f"{self.cue} {parts[0]}", *parts[1:]]


@dataclass(frozen=True)
class Section:
    """A lettered section: steps if it is delivered, else paragraphs to look things up in."""

    letter: str
    title: str
    steps: tuple[tuple[Line | Speech, ...], ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part or an appendix; an appendix has no sections but ``text``."""

    label: str
    title: str
    sections: tuple[Section, ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """``mark`` is how the number of a step is printed; ``glued``: in a flat text no space stands before the number behind a
    closing quote."""

    title: str
    parts: tuple[Part, ...]
    mark: str
    glued: bool

    def steps(self) -> Iterator[tuple[str, tuple[Line | Speech, ...]]]:
        for part in self.parts:
            for section in part.sections:
                for number, step in enumerate(section.steps, 1):
                    yield f"{part.label}.{section.letter}.{number}", step

    @property
    def says(self) -> list[tuple[str, str]]:
        return [(ref, one.text) for ref, step in self.steps() for one in step if isinstance(one, Speech)]

    @property
    def lines(self) -> list[tuple[str, Line]]:
        return [(ref, one) for ref, step in self.steps() for one in step if isinstance(one, Line)]

    @property
    def looked_up(self) -> dict[str, str]:
        """The plain sections by ref."""
        found = {}
        for part in self.parts:
            if part.text:
                found[f"App.{part.label}"] = " ".join(part.text)
            found |= {f"{part.label}.{one.letter}": " ".join(one.text) for one in part.sections if one.text}
        return found


# -- written down -----------------------------------------------------------------------------------------------------


def _name(part: Part) -> str:
    return f"{'Appendix' if part.text else 'Part'} {part.label}"


def headings(drawn: Drawn) -> Iterator[tuple[int, str, str]]:
    """Level, label and title of each heading."""
    for part in drawn.parts:
        yield 1, _name(part), part.title
        yield from ((2, f"{one.letter}.", one.title) for one in part.sections)


def step_paragraphs(drawn: Drawn, number: int, step: Sequence[Line | Speech], *, flat: bool = False) -> list[str]:
    """A step's paragraphs; lines run on, the later paragraphs of a speech stand alone."""
    found = [drawn.mark.format(number)]
    for one in step:
        first, *more = one.written(flat=flat) if isinstance(one, Speech) else [one.text]
        found[-1] += f" {first}"
        found += more
    return found


def paragraphs(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Every paragraph behind the contents with its level, 0 for what is no heading."""
    for part in drawn.parts:
        yield 1, f"{_name(part)} {part.title}"
        yield from ((0, one) for one in part.text)
        for section in part.sections:
            yield 2, f"{section.letter}. {section.title}"
            yield from ((0, one) for one in section.text)
            for number, step in enumerate(section.steps, 1):
                yield from ((0, one) for one in step_paragraphs(drawn, number, step))


def wrapped(drawn: Drawn) -> str:
    """Paragraphs with an empty line between them, their lines broken at 78 columns, behind a list of contents."""
    listed = [
        f"{'  ' * level}{label} {title} {'.' * 12} {page}" for page, (level, label, title) in enumerate(headings(drawn), 2)
    ]
    blocks = [drawn.title, "Table of Contents", "\n".join(listed)]
    blocks += [textwrap.fill(text, 78, break_on_hyphens=False, break_long_words=False) for _, text in paragraphs(drawn)]
    return "\n\n".join(blocks) + "\n"


ABOUT = Part(
    "Z",
    "About This Guide",
    text=(
        "This guide is for everyone who gives the test and for those who help them. Read all of it some days before, keep it "
        "at hand while the students work, and give it back with the other papers when everything has been counted.",
    )
    * 8,
)
"""An appendix that makes a flat text as long as such texts are."""


def flat(drawn: Drawn) -> str:
    """One line, whose list of contents alone tells where a section begins."""
    drawn = replace(drawn, parts=(*drawn.parts, ABOUT))
    listed = " ".join(f"{label} {title} {page}" for page, (_, label, title) in enumerate(headings(drawn), 2))
    text = f"{drawn.title} Table of Contents {listed}"
    for part in drawn.parts:
        text += f" {_name(part)} {part.title} {' '.join(part.text)}".rstrip()
        for section in part.sections:
            text += f" {section.letter}. {section.title} {' '.join(section.text)}".rstrip()
            for number, step in enumerate(section.steps, 1):
                glue = "" if drawn.glued and number > 1 and text[-1] in '"”' else " "
                text += glue + " ".join(step_paragraphs(drawn, number, step, flat=True))
    return text


def boxed(drawn: Drawn, style: Style = Style.BOXED) -> Manual:
    """Paragraphs with their styles: what is spoken stands in boxes behind its cue, without quotes."""
    found: list[tuple[str, Style]] = []
    levels = {}
    for part in drawn.parts:
        for level, text in paragraphs(Drawn("", (replace(part, sections=()),), drawn.mark, drawn.glued)):
            levels |= {len(found): level} if level else {}
            found.append((text, Style.PLAIN))
        for section in part.sections:
            levels[len(found)] = 2
            found.append((f"{section.letter}. {section.title}", Style.PLAIN))
            found += [(text, Style.PLAIN) for text in section.text]
            for number, step in enumerate(section.steps, 1):
                found += _boxed_step(drawn.mark.format(number), step, style)
    return paper((drawn.title, Style.PLAIN), *found, levels={place + 1: level for place, level in levels.items()})


def _boxed_step(mark: str, step: Sequence[Line | Speech], style: Style) -> Iterator[tuple[str, Style]]:
    text = mark
    for one in step:
        if isinstance(one, Line):
            text = f"{text} {one.text}".strip()
            continue
        yield f"{text} {one.cue.rstrip(',:')}:".strip(), Style.PLAIN
        yield from ((words, style) for words in one.paragraphs)
        text = ""
    if text:
        yield text, Style.PLAIN


def docx(drawn: Drawn) -> bytes:
    """A Word document with styles for its headings, without a list of contents."""
    import docx as library

    document = library.Document()
    document.add_paragraph(drawn.title, style="Title")
    for level, text in paragraphs(drawn):
        document.add_paragraph(text, style=f"Heading {level}" if level else None)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


# -- drawn ------------------------------------------------------------------------------------------------------------

NOUNS = "booklet pencil desk ruler page box label cover folder seat row name number sheet".split()  # noqa: SIM905
KINDS = "white small second sharp empty clean square narrow last blue".split()  # noqa: SIM905

SPOKEN = (
    "Please open your {noun} to page {n}.",
    "Now turn to page {n}. At the top you will see a {kind} {noun}.",
    "Look for step {n}. It is about the {kind} {noun}.",
    "You will need a {kind} {noun} and a {kind} {noun}.",
    "Is there a {noun} on your {noun}?",
    "If you have no {noun}, raise your hand.",
    "Do not touch the {kind} {noun} yet.",
    "Find the words {q}{Noun} {Noun}{p} on the cover.",
    "Stop when you see the {q}STOP{p} sign.",
    "Your {noun} (the {kind} one) stays closed.",
    "There are {n} questions: answer all of them.",
    "Use a number 2 pencil. A {kind} {noun} will not do.",
    "Write your {noun} in the {kind}-cornered {noun}!",
    "The {noun} says, {s}Keep me {kind}.{t}",
)
LINES = (
    ("do", "Distribute the {kind} {noun}s."),
    ("do", "Collect each {noun} and count it."),
    ("do", "Write the {noun} of the school on the board."),
    ("do", 'Write "VOID" on every {kind} {noun}.'),
    ("do", 'Post a sign that reads "Do Not Disturb" by the {noun}.'),
    ("check", "Check that each {noun} is {kind}."),
    ("check", "Make sure that no {noun} is left on page {n}."),
    ("wait", "Pause."),
    ("wait", "Wait until each student has found the {noun}."),
    ("note", "Note: The {noun} may be {kind}."),
    ("note", "Students may keep the {kind} {noun}."),
    ("", 'A {noun} is 1.25" wide, see page {n}. The {kind} one is wider.'),
)
LEADS = (
    "",
    "Then ",
    "Once this is done, ",
    "When all students are ready, ",
    "After each {noun} is closed, ",
    "If students will use a {noun}, ",
)
CUES = (
    "say:",
    "say to the students:",
    "read aloud:",
    "tell students:",
    "read the following aloud:",
    "say to your students:",
    "say,",
)
RULES = (
    "Every {noun} is kept in a {kind} place.",
    "No one may copy a {noun}.",
    "Ask the principal for a {kind} {noun}, and see page {n}. A second one is not given.",
    "Students who finish early may read a book.",
    'The word "{noun}" means any {kind} {noun}.',
)
TITLES = ("Test Security", "Rulers and Tools", "Late Arrivals", "Use of Dictionaries", "Seating Plans", "Questions and Answers")
DELIVERED = (
    "Administering the Practice Test",
    "Administering Session 1",
    "Administering Session 2",
    "Giving the Student Questionnaire",
)
QUOTES = (('""', "‘’"), ('""', "''"), ("“”", "‘’"), ("“”", "“”"), ('“"', "‘’"), ('""', '""'))
"""Outer quotes, and those inside."""


def filled(template: str, dice: random.Random, inner: str = "‘’") -> str:
    """A sentence of a template with words of the vocabulary; ``inner`` are the quotes inside it."""
    single = inner if inner[0] in "‘'" else "‘’"
    values = {
        "{noun}": lambda: dice.choice(NOUNS),
        "{Noun}": lambda: dice.choice(NOUNS).title(),
        "{kind}": lambda: dice.choice(KINDS),
        "{n}": lambda: str(dice.randint(1, 12)),
        "{q}": lambda: inner[0],
        "{p}": lambda: inner[1],
        "{s}": lambda: single[0],
        "{t}": lambda: single[1],
    }
    return re.sub(r"\{\w+\}", lambda found: values[found[0]](), template)


DICE = st.integers(0, 9_999).map(random.Random)
"""The words of a sentence are thrown, its place is drawn: so that drawing is quick, and what is drawn shrinks."""


def text(templates: Sequence[str], inner: str = "‘’") -> st.SearchStrategy[str]:
    """Up to three sentences."""

    def thrown(dice: random.Random, count: int) -> str:
        return " ".join(filled(dice.choice(templates), dice, inner) for _ in range(count))

    return st.builds(thrown, DICE, st.integers(1, 3))


SPEECHES = {inner: st.lists(text(SPOKEN, inner), min_size=1, max_size=3) for _, inner in QUOTES}


@st.composite
def speeches(draw: st.DrawFn) -> Speech:
    quotes, inner = draw(st.sampled_from(QUOTES))
    dice = draw(DICE)
    cue = filled(dice.choice(LEADS), dice) + dice.choice(CUES)
    return Speech(cue[0].upper() + cue[1:], tuple(draw(SPEECHES[inner])), quotes, draw(st.booleans()))


def line(dice: random.Random) -> Line:
    kind, template = dice.choice(LINES)
    return Line(kind, filled(template, dice))


STEP = st.lists(st.one_of(DICE.map(line), speeches()), min_size=1, max_size=4).map(tuple)
TEXT = st.lists(text(RULES), min_size=1, max_size=3).map(tuple)


@st.composite
def delivered_sections(draw: st.DrawFn, letter: str, title: str) -> Section:
    found = draw(st.lists(STEP, min_size=1, max_size=5))
    if not any(isinstance(one, Speech) for step in found for one in step):
        found[-1] = (*found[-1], draw(speeches()))
    return Section(letter, title, steps=tuple(found))


@st.composite
def manuals(draw: st.DrawFn) -> Drawn:
    """A part of rules, one or two that are delivered, an appendix."""
    titles = draw(st.permutations(TITLES))
    rules = tuple(Section("ABC"[number], titles[number], text=draw(TEXT)) for number in range(draw(st.integers(1, 3))))
    parts = [Part("I", "General Rules", rules)]
    named = draw(st.permutations(DELIVERED))
    for label in ("II", "III")[: draw(st.integers(1, 2))]:
        count = draw(st.integers(1, 2))
        sections = tuple(draw(delivered_sections("AB"[number], named.pop())) for number in range(count))
        parts.append(Part(label, {"II": "Before the Day", "III": "On the Day"}[label], sections))
    if draw(st.booleans()):
        parts.append(Part("A", titles[-1], text=draw(TEXT)))
    mark = draw(st.sampled_from(("{}.", "{}.", "{})")))
    return Drawn("Spring Test of Reading", tuple(parts), mark, draw(st.booleans()))
