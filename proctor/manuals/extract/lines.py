"""Lines to paragraphs: what a page breaks where its margin is, put together again, and no more than that.

A line says where it stands; what it belongs to is judged here, for text files and PDF alike.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from proctor.manuals.extract import marks
from proctor.manuals.extract.passages import Passage, Run, clean, common_style
from proctor.manuals.manual import Style

GAP = 1.18
"""A distance that is more than this many usual ones lies between two paragraphs."""
_FILLED, _SHORT = 0.95, 3.5
"""Lines that a page may be short of where a paragraph goes on: less than one; or three, so that no line stands alone."""
_INDENT = 24
"""Spaces by which a paragraph may be indented."""
_LONG = 40
"""Columns of a line in which a sentence may go on to the next page, where each line is a paragraph."""
_WHOLE = Style.BOLD | Style.BOXED | Style.SHADED | Style.LARGE
"""Styles that set whole lines apart."""
_SOFT = "\x02\xad\ufffe"
"""What a PDF's reader, and some files, write for a hyphen at a line's end."""
_TIGHT = re.compile(r"\w[—–/]\Z")
LOWER = re.compile(r"[\"'“‘(\[]*[a-z]")
_SENTENCE = re.compile(r"[.!?:][\"'”’)]*\s")
_CAPITAL = re.compile(r"[\"'“‘(\[]*[A-Z0-9]|[\"“(\[]")


@dataclass
class Line:
    """One line of a page. Its places are in columns of a text file or in points.

    ``head`` is the width of its first word, ``space`` that of a space; ``above`` the distance to the line before in usual ones,
    None where a page or a column begins; ``margin`` where lines like it are broken, None where none is; ``block`` the frame in
    which it stands.
    """

    runs: list[Run]
    left: float
    right: float
    head: float
    space: float = 1.0
    above: float | None = 1.0
    margin: float | None = None
    block: Hashable = None
    zone: Hashable = None
    """What it shares its margin with: the page, a column, a frame."""
    edge: float | None = None
    """Where lines in its frame may end."""
    start: float = 0.0
    """Where lines in its zone begin, at the left."""
    size: float = 1.0
    drop: float = 1.0
    """From a line to the next, usually."""
    page: int = 0
    y: float = 0.0
    """How far down its page it stands."""
    small: bool = False
    """Set smaller than the body, as footnotes are."""
    closed: bool = False
    """Nothing goes on after it: a line of a contents list."""
    alone: bool = False
    """No line follows right below it."""
    room: float = 0.0
    """How many more lines its page or its column had room for below it."""

    @cached_property
    def text(self) -> str:
        return " ".join(clean("".join(run.text for run in self.runs).translate(_HYPHENS)).split())

    @cached_property
    def mark(self) -> marks.Mark | None:
        return marks.mark_of(self.text)

    @cached_property
    def style(self) -> Style:
        return common_style(self.runs) & _WHOLE

    @cached_property
    def ended(self) -> bool:
        return marks.is_ended(self.text)

    def leaves(self, after: Line) -> bool:
        """Whether the next line's first word had room on this one, so that it was broken on purpose."""
        if self.margin is None:
            return True
        right = self.start + self.right - self.left if self.is_centred_as(after) else self.right
        return right + self.space + after.head <= self.margin - self.space

    def is_centred_as(self, other: Line) -> bool:
        """Whether two lines have their middle in common, and not their beginning."""
        aside = abs(self.left + self.right - other.left - other.right)
        return aside < 4 * self.space and abs(self.left - other.left) > max(aside, 2 * self.space)

    def ends_at(self, share: float) -> bool:
        return self.margin is None or self.right < share * self.margin


_HYPHENS = str.maketrans(dict.fromkeys(_SOFT, "-"))


def set_margins(lines: Sequence[Line], margin: float | None) -> None:
    """Give lines of one frame the margin at which they are broken: their own where several in a row end before the page's."""
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].above is not None and (lines[end].above or 0) <= GAP:
            end += 1
        own = _own_margin(lines[at:end], margin)
        for line in lines[at:end]:
            line.margin = own
        at = end


def _own_margin(run: Sequence[Line], margin: float | None) -> float | None:
    if margin is None or len(run) < 4:
        return margin
    widest = max(line.right for line in run)
    near = sum(line.right > 0.93 * widest for line in run)
    return widest if 0.6 * margin < widest < margin and near >= 3 else margin


@dataclass
class _Judge:
    """Tells for each line whether a paragraph begins with it; remembers the lists that are open."""

    series: dict[str, set[int]] = field(default_factory=dict)

    def begins(self, before: Line, line: Line) -> bool:
        begins = self._begins(before, line)
        if begins and line.mark:
            self.series[line.mark.kind] = set(line.mark.values)
        return begins

    def _begins(self, before: Line, line: Line) -> bool:
        if self._is_apart(before, line):
            return True
        if marks.is_mark_alone(before.text):
            return False
        running = not before.leaves(line) and not before.ended
        if line.mark:
            return self._mark_begins(before, line, running)
        if marks.is_banner(line.text) or marks.is_banner(before.text):
            return not running and not (
                marks.is_capitals(before.text) and marks.is_capitals(line.text) and not before.leaves(line)
            )
        if not running and _is_set_apart(before, line):
            return True
        return _ends_early(before, line)

    @staticmethod
    def _is_apart(before: Line, line: Line) -> bool:
        """What needs no words to tell: a gap, another frame, another size."""
        if before.closed or not _share_block(before, line) or (before.style ^ line.style) & Style.LARGE:
            return True
        if line.above is None:
            return _is_turned(before, line)
        goes_on = not before.ended and not before.leaves(line) and LOWER.match(line.text)
        return line.above > (2.2 if goes_on else GAP)

    def _mark_begins(self, before: Line, line: Line, running: bool) -> bool:
        assert line.mark
        if line.mark.sure:
            return True
        if marks.is_unfinished(before.text) and not before.text.endswith(","):
            return False
        if line.mark.kind == "dash":
            return not running or "dash" in self.series
        if self._follows(line.mark):
            return not running or before.left - line.left > 1.5 * line.space or _is_item(before)
        if running or not line.mark.values:
            return not running
        first_letter = line.mark.kind[0] in "aA" and 1 not in line.mark.values
        return not first_letter or before.leaves(line)

    def _follows(self, mark: marks.Mark) -> bool:
        last = self.series.get(mark.kind, set())
        return any(value - 1 in last for value in mark.values)


def _share_block(before: Line, line: Line) -> bool:
    """Whether two lines stand in the same frame; one that a page or a column cuts goes on in the first frame of the next."""
    if line.above is None:
        return (line.block is None) == (before.block is None)
    return line.block == before.block


def _is_turned(before: Line, line: Line) -> bool:
    """Whether a paragraph begins with a page or a column, as its first line and the end of the one before tell."""
    if before.ended and not LOWER.match(line.text):
        return before.room > _FILLED or before.text.endswith("”") or (line.alone and not line.ended)
    return before.room > _SHORT and (before.ended or not LOWER.match(line.text))


def _is_item(line: Line) -> bool:
    """A mark with words after it that are no sentence."""
    return line.mark is not None and not _SENTENCE.search(line.text.partition(" ")[2])


def _is_set_apart(before: Line, line: Line) -> bool:
    """Whether bold or shaded lines begin or end here, or the line is indented as paragraphs begin, or no longer is."""
    if before.style != line.style:
        return True
    if before.is_centred_as(line):
        return False
    step = line.left - before.left
    if 1.5 * before.space < step < _INDENT * before.space and not before.mark and before.ended and line.above is not None:
        return True
    return step < -1.5 * before.space and before.ended and line.above is not None


def _ends_early(before: Line, line: Line) -> bool:
    """Whether the line before was broken on purpose, as a paragraph's last line is."""
    if before.margin is None:
        turned = line.above is None and not before.ended and before.right > _LONG and LOWER.match(line.text)
        return not (turned or marks.is_unfinished(before.text))
    if not before.leaves(line):
        return False
    if before.ended or (before.ends_at(0.6) and not marks.is_unfinished(before.text)):
        return True
    return before.ends_at(0.75) and bool(_CAPITAL.match(line.text)) and not marks.is_unfinished(before.text)


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of each paragraph, in order."""
    judge = _Judge()
    found: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        if before is None or judge.begins(before, line):
            found.append([])
        if before is None and line.mark:
            judge.series[line.mark.kind] = set(line.mark.values)
        found[-1].append(line)
        before = line
    return found


def joined(lines: Sequence[Line]) -> Passage:
    """One paragraph out of its lines. A hyphen at a line's end stays, with the space that a later step mends."""
    runs: list[Run] = []
    page: int | None = None
    for line in lines:
        if runs and not _TIGHT.search(runs[-1].text):
            runs.append(Run(" "))
        first = line.page if line.page != page else None
        page = line.page
        runs += [Run(run.text.translate(_NONE), run.style, first if not at else None) for at, run in enumerate(line.runs)]
        runs[-1].text = _ended_hyphen(line.runs[-1].text)
    return Passage(marks.with_bullet(runs))


_NONE = str.maketrans(dict.fromkeys(_SOFT, ""))


def _ended_hyphen(text: str) -> str:
    kept = text.rstrip()
    return (kept[:-1].translate(_NONE) + "-") if kept and kept[-1] in _SOFT else text.translate(_NONE)


def broken(runs: Iterable[Run]) -> list[list[Run]]:
    """The paragraphs of one that has line breaks ("\\n") of its author's: an empty line, the end of a sentence, a mark or a
    banner begins a new one; other breaks are spaces.
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(Run(first, run.style, run.page))
        lines += [[Run(part, run.style)] for part in more]
    found: list[list[Run]] = [[]]
    before = ""
    for line in lines:
        text = "".join(run.text for run in line).strip()
        if not text or (before and _breaks(before, text)):
            found.append([])
        found[-1] += [Run(" "), *line] if found[-1] else line
        before = text
    return [runs for runs in found if any(run.text.strip() or run.page is not None for run in runs)]


def _breaks(before: str, text: str) -> bool:
    if marks.is_mark_alone(before):
        return False
    if marks.is_banner(before) or marks.is_banner(text) or marks.is_ended(before):
        return True
    return bool(marks.mark_of(text)) and not marks.is_unfinished(before)
