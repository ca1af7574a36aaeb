"""Blocks as rows of some width: words broken at blanks, each run of words knowing its sentence and whose words it is.

Nothing here knows Textual; a row is told by roles, which :mod:`proctor.tui.widgets.blocks` turns into styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rich.cells import cell_len

from proctor.documents.text import printable
from proctor.scripts.blocks import Record
from proctor.state.facts import spell
from proctor.state.measuring import worked_out
from proctor.state.text import sentence_ends
from proctor.state.view import BlockView, Piece, SessionView

LABELS = {"compute": "WORK OUT"}
"""What a kind is called beside its words, where that is not its name."""

Paragraphs = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words. ``role``: "" for the block's own words, ``slot`` for what is said in place of printed brackets, ``key``
    for a key to press, ``detail`` for what stands below. ``sentence`` counts from 1; 0 where it is no part of one. ``at``:
    where it stands in :func:`words_of` its block."""

    text: str
    role: str = ""
    sentence: int = 0
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a block; ``first`` where the block begins."""

    spot: str
    kind: str
    spans: tuple[Span, ...] = ()
    first: bool = False

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences of which words stand in this row."""
        return tuple(dict.fromkeys(span.sentence for span in self.spans if span.sentence))

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


Line = tuple[str, str]
"""What stands on the screen in place of a block: its kind (``standing``, or ``large``) and its words."""


def rows_of_lines(lines: Sequence[Line], width: int) -> tuple[Row, ...]:
    """Lines that are no block's, as rows."""
    return tuple(Row("", kind, spans) for kind, text in lines for spans in wrap(((Piece(text),),), width) or ((),))


def label_of(kind: str) -> str:
    """``SAY``, ``DO``, ``CHECK`` …"""
    return LABELS.get(kind, kind.upper())


def rows_of(view: SessionView, block: BlockView, width: int) -> tuple[Row, ...]:
    """The rows of one block: its words, then what it asks for."""
    lines = list(wrap(block.paragraphs, width, numbered=block.kind == "say"))
    for detail in details(view, block):
        lines += _wrapped_detail(detail, width)
    return tuple(Row(block.id, block.kind, line, first=not number) for number, line in enumerate(lines or [()]))


# -- words ----------------------------------------------------------------------------------------------------------

APART = "\n\n"
"""Between two paragraphs."""


def words_of(block: BlockView) -> str:
    """The block's words as they are shown and said, in one text."""
    return APART.join("".join(printable(piece.text) for piece in pieces) for pieces in block.paragraphs)


@lru_cache(maxsize=512)
def wrap(parts: Paragraphs, width: int, *, numbered: bool = False) -> tuple[tuple[Span, ...], ...]:
    """Paragraphs broken to ``width`` cells; none of their characters is lost but the blanks at which a line is broken.

    With ``numbered`` each run of words says which sentence it belongs to, counted through all paragraphs as
    :func:`proctor.state.text.sentences` counts them.
    """
    lines: list[tuple[Span, ...]] = []
    sentence = 1
    at = 0
    for number, pieces in enumerate(parts):
        if number:
            lines.append(())
        runs = tuple(_placed(_runs(pieces, sentence if numbered else 0), at))
        lines += _broken(runs, max(1, width))
        at += sum(len(run.text) for run in runs) + len(APART)
        sentence += len(sentence_ends("".join(piece.printed or piece.text for piece in pieces)))
    return tuple(lines)


def _runs(pieces: Sequence[Piece], sentence: int) -> Iterator[Span]:
    """The pieces cut where sentences end; what is said in place of brackets belongs to the sentence in which those stand."""
    ends = sentence_ends("".join(piece.printed or piece.text for piece in pieces)) if sentence else ()
    at = 0
    for piece in pieces:
        text = printable(piece.text)
        if piece.printed:
            yield Span(text, "slot", _of(ends, at, sentence))
            at += len(piece.printed)
            continue
        begin = 0
        for end in (*(end - at for end in ends if at < end < at + len(text)), len(text)):
            if end > begin:
                yield Span(text[begin:end], "", _of(ends, at + begin, sentence))
            begin = end
        at += len(text)


def _placed(runs: Iterator[Span], at: int) -> Iterator[Span]:
    """The runs of a paragraph that begins at an offset of the text, each with its own."""
    for run in runs:
        yield replace(run, at=at)
        at += len(run.text)


def _of(ends: Sequence[int], at: int, first: int) -> int:
    """The number of the sentence at an offset; nought where sentences are not counted."""
    return first + sum(end <= at for end in ends) if first else 0


def _broken(runs: Sequence[Span], width: int) -> Iterator[tuple[Span, ...]]:
    """One paragraph's lines. A word that is wider than a line is cut."""
    line: list[Span] = []
    room = width
    for word in _words(runs):
        size = sum(cell_len(span.text) for span in word)
        blank = cell_len(word[-1].text) - cell_len(word[-1].text.rstrip(" "))
        if size - blank > room and line:
            yield _joined(line)
            line, room = [], width
        if size - blank <= width:
            line += word
            room -= size
            continue
        for letter in _letters(word):
            if cell_len(letter.text) > room and line:
                yield _joined(line)
                line, room = [], width
            line.append(letter)
            room -= cell_len(letter.text)
    if line:
        yield _joined(line)


def _words(runs: Sequence[Span]) -> Iterator[list[Span]]:
    """Words with the blanks behind them; a word may be of several runs (a bracket within it)."""
    word: list[Span] = []
    for run in runs:
        begin = 0
        text = run.text
        while begin < len(text):
            blank = text.find(" ", begin)
            end = len(text) if blank < 0 else blank + 1
            word.append(Span(text[begin:end], run.role, run.sentence, run.at + begin))
            if blank >= 0:
                yield word
                word = []
            begin = end
    if word:
        yield word


def _letters(word: Sequence[Span]) -> Iterator[Span]:
    """A word that is too wide for a line, letter by letter."""
    return (
        Span(letter, span.role, span.sentence, span.at + number) for span in word for number, letter in enumerate(span.text)
    )


def _joined(line: Sequence[Span]) -> tuple[Span, ...]:
    """A line with runs that belong together as one, and without the blank at its end."""
    spans: list[Span] = []
    for span in line:
        if spans and (spans[-1].role, spans[-1].sentence) == (span.role, span.sentence):
            spans[-1] = replace(spans[-1], text=spans[-1].text + span.text)
        else:
            spans.append(span)
    spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(" "))
    return tuple(spans)


# -- what a block asks for ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Detail:
    """A line below a block's words: a key and what it does, or plain words."""

    text: str
    key: str = ""


def details(view: SessionView, block: BlockView) -> Iterator[Detail]:
    """What a block wants or has: answers with their keys, numbers that are missing, rows that were entered."""
    match block.kind:
        case "ask":
            yield from _answers(view, block)
        case "count":
            yield from _numbers(view, block)
        case "record":
            yield from _entered(view, block)
        case "compute":
            yield Detail(worked_out(view.plan[block.id].block, block.worked, block.cannot))


def _answers(view: SessionView, block: BlockView) -> Iterator[Detail]:
    if block.settled:
        record = view.state.blocks.get(block.id)
        yield Detail(f"answered: {spell(record.answer)}" if record and record.answer else block.settled.replace("_", " "))
    titles = answers_of(view, block)
    if not titles:
        yield Detail(f"answer ({', '.join(block.options)})", "enter")
    for number, title in enumerate(titles, 1):
        yield Detail(title, str(number) if number <= 9 else "enter")


def answers_of(view: SessionView, block: BlockView) -> tuple[str, ...]:
    """The answers that one key each gives, in words; none where something must be typed or several may hold."""
    asked = view.plan[block.id].block
    fact = view.plan.facts.get(getattr(asked, "fact", None) or "")
    if fact is not None:
        return tuple(spell(option) for option in fact.options) if fact.type == "choice" else ()
    return tuple(option.title or spell(option.answer) for option in getattr(asked, "options", ()))


def _numbers(view: SessionView, block: BlockView) -> Iterator[Detail]:
    planned = view.plan[block.id].block
    missing = set(block.missing)
    fields: Sequence[str] = getattr(planned, "fields", ())
    for material in getattr(planned, "materials", ()):
        if not view.state.in_use(material):
            continue
        sheet = view.numbers(material)
        said = [f"{spell(field)} {'…' if (material, field) in missing else sheet.get(field, 0)}" for field in fields]
        yield Detail(f"{view.plan.materials[material].title}: {' · '.join(said)}")
    yield Detail("enter the numbers" if missing else "change the numbers", "enter" if missing else "v")


def _entered(view: SessionView, block: BlockView) -> Iterator[Detail]:
    fields = block.fields or {}
    for number, row in enumerate(block.rows, 1):
        yield Detail(f"{number}. {' · '.join(f'{fields.get(name, name)} {value}' for name, value in row.items())}")
    planned = view.plan[block.id].block
    least = planned.rows.min if isinstance(planned, Record) else 0
    wanted = f"enter rows ({len(block.rows)} of at least {least})"
    yield Detail(wanted if len(block.rows) < least else "change the rows", "enter")


def _wrapped_detail(detail: Detail, width: int) -> list[tuple[Span, ...]]:
    head = f"{detail.key}  " if detail.key else ""
    lines = wrap(((Piece(detail.text),),), max(8, width - cell_len(head) - 2))
    spans: list[tuple[Span, ...]] = []
    for number, line in enumerate(lines):
        lead = Span(f"  {head}", "key" if head else "detail") if not number else Span(" " * (2 + cell_len(head)), "detail")
        spans.append((lead, *(Span(one.text, "detail") for one in line)))
    return spans


# -- pages ----------------------------------------------------------------------------------------------------------


def pages(rows: Sequence[Row], height: int) -> tuple[tuple[int, int], ...]:
    """(first, behind the last) of the rows that stand on the screen together, page by page.

    A sentence that a page breaks off begins the next one, if a page can hold it: each stands whole on some page.
    """
    height = max(1, height)
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(rows):
        end = min(len(rows), start + height)
        found.append((start, end))
        if end == len(rows):
            break
        start = _broken_off(rows, start, end)
    return tuple(found) or ((0, 0),)


def _broken_off(rows: Sequence[Row], start: int, end: int) -> int:
    """Where the next page begins: with the sentence that the end of this one breaks off, else behind it."""
    cut = set(rows[end - 1].sentences) & set(rows[end].sentences)
    if not cut:
        return end
    begin = first_row(rows, max(cut), rows[end].spot)
    return begin if begin > start else end


def first_row(rows: Sequence[Row], sentence: int, spot: str) -> int:
    """The number of the row in which a sentence of a block begins."""
    return next(number for number, row in enumerate(rows) if row.spot == spot and sentence in row.sentences)
