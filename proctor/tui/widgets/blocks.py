"""The block on screen, large, with what stands beside it: paged where it is long, its sentences marked, told apart by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.message import Message

from proctor.state.view import BlockView, SessionView
from proctor.tui.sheet import Line, Row, Span, first_row, label_of, pages, rows_of, rows_of_lines
from proctor.tui.widgets.lines import Lines, Run, fit

if TYPE_CHECKING:  # nothing of the voice is imported while it is off
    from proctor.voice.reader import Lit

NARROW = 66
"""Below so many cells the labels are cut short to leave room for the words."""
MARKS = {"": "☐", "done": "✓", "skipped": "–", "on_paper": "p", "not_needed": "–", "missed": "!"}
"""Before a block of a list, by what has become of it."""
ROLES = ("say", "lit", "bar", "marked", "slot", "now", "next", "label", "key", "detail", "ref", "hint", "due", "large")
"""What words on it may be, by how they look; ``lit`` is what is being read aloud."""
UNREAD = ((0, 0),)
"""Pages of what there has been no room for yet: nothing of it has been on screen."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row as it stands on the screen. ``mood``: ``now`` (to be acted on), ``next``, or ``done``."""

    row: Row
    mood: str
    mark: str = ""


class BlockPane(Lines):
    """What to say, do and check now.

    Which page of a long block is on screen, which sentence is marked, and which block of a list is chosen are kept here; they
    are no facts of the session.
    """

    PREFIX = "block"
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"block--{role}" for role in ROLES}

    @dataclass
    class Chosen(Message):
        """A block of a list was clicked."""

        spot: str

    @dataclass
    class Answered(Message):
        """The answer with this number (from 1) was clicked."""

        number: int

    def __init__(self) -> None:
        super().__init__()
        self._view: SessionView | None = None
        self._standing: Sequence[Line] = ()
        self._shown: tuple[str, ...] = ()
        self._chosen = ""
        self._page = 0
        self._marked = 1
        self._places: dict[tuple[str, ...], tuple[str, int, int]] = {}
        self._drawn: list[Drawn] = []
        self._pages: tuple[tuple[int, int], ...] = UNREAD
        self._now: list[Row] = []
        self._lit: Lit | None = None

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show(self, view: SessionView, standing: Sequence[Line] = ()) -> None:
        """Show a view; ``standing`` is what to say where no block is on screen. Another block begins at its first page."""
        self._view = view
        self._standing = standing
        shown = tuple(block.id for block in view.shown) if view.at_hand else ()
        if shown != self._shown:
            self._places[self._shown] = (self._chosen, self._page, self._marked)
            self._shown = shown
            self._chosen, self._page, self._marked = self._places.pop(shown, ("", 0, 1))
            self._now = []
        if self._chosen and (not view.in_any_order or self._chosen not in view.beside):
            self._chosen, self._page, self._marked = "", 0, 1
        self._lay()

    @property
    def spot(self) -> str:
        """The block that a key acts on; "" where none is on screen."""
        if self._chosen:
            return self._chosen
        return self._view.at_hand.id if self._view and self._view.at_hand else ""

    @property
    def block(self) -> BlockView | None:
        """The block that a key acts on."""
        return self._view.block(self.spot) if self._view and self.spot else None

    @property
    def sentence(self) -> int:
        """The sentence that is marked, from 1; 0 where no words to be read aloud are on screen."""
        return self._marked if self._sentences() else 0

    # -- moving about in it -----------------------------------------------------------------------------------------

    @property
    def more(self) -> bool:
        """Whether there is a page after the one on screen."""
        return self._pages is UNREAD or self._page + 1 < len(self._pages)

    def turn(self) -> bool:
        """Show the next page; false where the last is on screen."""
        if not self.more:
            return False
        if self._pages is UNREAD:
            return True
        self._to_page(self._page + 1)
        return True

    def turn_back(self) -> bool:
        """Show the page before; false where the first is on screen."""
        if self._page == 0:
            return False
        self._to_page(self._page - 1)
        return True

    def _to_page(self, page: int) -> None:
        """Show a page, and mark the first sentence that begins on it."""
        self._page = page
        start, end = self._pages[page]
        begin = [s for row in self._now[start:end] for s in row.sentences if first_row(self._now, s, row.spot) >= start]
        self._marked = begin[0] if begin else self._marked
        self._lay()

    def move(self, by: int) -> None:
        """Mark another sentence of what is read aloud; in a list choose another block."""
        if self._view is not None and self._view.in_any_order:
            self._choose_by(by)
            return
        last = max(self._sentences(), default=0)
        self._marked = max(1, min(last or 1, self._marked + by))
        where = [number for number, row in enumerate(self._now) if self._marked in row.sentences]
        whole = [n for n, (start, end) in enumerate(self._pages) if where and start <= where[0] and where[-1] < end]
        if whole and self._page not in whole:
            self._page = whole[0]
        self._lay()

    def choose(self, spot: str) -> None:
        """Choose a block of the list that is on screen."""
        if self._view is not None and self._view.in_any_order and spot in self._view.beside:
            self._chosen = spot
            self._page, self._marked = 0, 1
            self._lay()

    def _choose_by(self, by: int) -> None:
        assert self._view is not None
        beside = self._view.beside
        at = beside.index(self.spot) if self.spot in beside else 0
        self.choose(beside[max(0, min(len(beside) - 1, at + by))])

    def choose_open(self) -> None:
        """After a block of a list was done: choose the next that is open, below it if there is one."""
        view, was = self._view, self._chosen
        if view is None or not was or (was in view.beside and not view.block(was).settled):
            return
        self._chosen = ""
        self._page, self._marked = 0, 1
        if view is not None and was and view.in_any_order:
            after = view.plan[was].number
            below = [spot for spot in view.beside if view.plan[spot].number >= after]
            self._chosen = next((spot for spot in (*below, *view.beside) if not view.block(spot).settled), "")
        self._lay()

    def _sentences(self) -> tuple[int, ...]:
        return tuple(sentence for row in self._now for sentence in row.sentences)

    # -- what is being read aloud -----------------------------------------------------------------------------------

    def light(self, lit: Lit | None) -> None:
        """Light up the words that sound now, on the page where they stand; None: none do."""
        if lit == self._lit:
            return
        self._lit = lit
        if lit is not None:
            where = [n for n, row in enumerate(self._now) if row.spot == lit.id and any(_meets(one, lit) for one in row.spans)]
            start, end = self._pages[self._page]
            if where and not start <= where[0] < end:
                self._page = next(n for n, (start, end) in enumerate(self._pages) if start <= where[0] < end)
                self._lay()
        self.refresh()

    def sentences_of(self, spot: str) -> tuple[tuple[int, int], ...]:
        """Where each sentence of a block on screen stands in its words, in order."""
        found: dict[int, tuple[int, int]] = {}
        for span in (span for row in self._now if row.spot == spot for span in row.spans if span.sentence):
            start = found.get(span.sentence, (span.at, 0))[0]
            found[span.sentence] = (start, span.at + len(span.text))
        return tuple(found[number] for number in sorted(found))

    # -- laying it out ----------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._lay()

    @property
    def _gutter(self) -> int:
        return 8 if self.size.width < NARROW else 11

    def _lay(self) -> None:
        """Work out which rows stand where, and repaint."""
        width, height = self.size
        view = self._view
        if view is None or not width or not height:
            self._pages = UNREAD
            return
        read = _letters(self._now[: self._pages[self._page][0]]) if self._now and self._pages is not UNREAD else 0
        before = [row.spot for row in self._now[:1]]
        words = max(10, width - self._gutter - 3)
        together = view.shown if view.over_the_walk == "announcement" else ()
        now = together if together and self.spot else [view.block(self.spot)] if self.spot else []
        self._now = list(_apart([rows_of(view, block, words) for block in now])) or list(rows_of_lines(self._standing, words))
        whole = pages(self._now, height)
        self._pages = whole if len(whole) == 1 else pages(self._now, height - 1)
        same = before == [row.spot for row in self._now[:1]]
        if read and same:  # laid out for another width: the page that begins no later than the one before
            self._page = max(n for n, (start, _) in enumerate(self._pages) if _letters(self._now[:start]) <= read)
        self._page = min(self._page, len(self._pages) - 1)
        self._drawn = list(self._arranged(view, words, height))
        self.refresh()

    def _arranged(self, view: SessionView, words: int, height: int) -> Iterator[Drawn]:
        """The page of the current block, and around it as much of what stands beside as there is room for."""
        start, end = self._pages[self._page]
        here = [Drawn(row, "now", self._mark_of(view, row)) for row in self._now[start:end]]
        room = height - len(here)
        if len(self._pages) > 1 or not self.spot or self.spot not in view.beside:
            yield from here
            return
        at = view.beside.index(self.spot)
        groups = [self._group(view, spot, words) for spot in view.beside]
        here = [*(one for one in groups[at] if one.row.kind == "ref"), *here] if room and view.in_any_order else here
        room = height - len(here)
        before: list[Drawn] = []
        after: list[Drawn] = []
        if view.in_any_order and at and len(groups[at - 1]) <= room // 3:
            before = groups[at - 1]
            room -= len(before)
        for group in groups[at + 1 :]:
            if len(group) > room:
                after += _begun(group, room)
                room = 0
                break
            after += group
            room -= len(group)
        for group in reversed(groups[: max(0, at - 1)] if view.in_any_order else []):
            if len(group) > room:
                break
            before = [*group, *before]
            room -= len(group)
        yield from (*before, *here, *after)

    def _group(self, view: SessionView, spot: str, words: int) -> list[Drawn]:
        """One block that stands beside the current one, with the head of its step where a list comes to a new one."""
        block = view.block(spot)
        mood = "done" if block.settled else "next"
        rows: list[Row] = []
        if view.in_any_order:
            if _first_of_step(view, spot):
                rows.append(Row(spot, "ref", (Span(_step_line(block)),), first=False))
        else:
            rows.append(Row("", "gap"))
        rows += [row for row in rows_of(view, block, words) if not any(span.role in ("key", "detail") for span in row.spans)]
        return [Drawn(row, mood, self._mark_of(view, row)) for row in rows]

    def _mark_of(self, view: SessionView, row: Row) -> str:
        if not view.in_any_order or not row.first or not row.spot:
            return ""
        return MARKS.get(view.block(row.spot).settled, "✓")

    # -- drawing it -------------------------------------------------------------------------------------------------

    def line(self, y: int, width: int) -> Iterator[Run]:
        if len(self._pages) > 1 and y == self.size.height - 1:
            more = "space shows more" if self.more else "the last page"
            yield fit(f"{' ' * self._gutter}▾ page {self._page + 1} of {len(self._pages)} · {more}", width), "hint"
            return
        if y < len(self._drawn):
            yield from self._runs(self._drawn[y])

    def _runs(self, drawn: Drawn) -> Iterator[Run]:
        row = drawn.row
        now = drawn.mood == "now"
        if row.kind == "ref":
            yield f"{' ' * (self._gutter + 2)}", ""
            yield row.text, "ref"
            return
        pointed = now and drawn.mark and row.first
        label = label_of(row.kind) if row.first and row.kind not in ("standing", "large") else ""
        head = f"{'▸' if pointed else ' '}{drawn.mark or ' '} {label}"
        yield f"{head:<{self._gutter}}"[: self._gutter], ("label" if now else "next")
        if row.kind == "say":
            begins = now and self._begins(row)
            yield ("▸" if begins else "┃") + " ", ("bar" if now else "next")
        else:
            yield "  ", ""
        lit = self._lit if now and self._lit is not None and self._lit.id == row.spot and row.kind == "say" else None
        for span in row.spans:
            role = self._role(row, span, drawn.mood)
            yield from _lit_up(span, role, lit) if lit is not None else ((span.text, role),)

    def _begins(self, row: Row) -> bool:
        """Whether the marked sentence begins in this row."""
        if self._marked not in row.sentences or len(set(self._sentences())) < 2:
            return False
        return next((one for one in self._now if self._marked in one.sentences), None) is row

    def _role(self, row: Row, span: Span, mood: str) -> str:
        if mood != "now" or (self._view is not None and self._view.reviewing and not self._view.over_the_walk):
            return "next"
        if span.role in ("key", "detail"):
            return span.role
        if row.kind in ("standing", "large"):
            return "large" if row.kind == "large" else "now"
        if row.kind != "say":
            return "now"
        if span.role == "slot":
            return "slot"
        return "marked" if span.sentence == self._marked and len(set(self._sentences())) > 1 else "say"

    # -- the mouse --------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        if event.y >= len(self._drawn):
            return
        row = self._drawn[event.y].row
        key = next((span.text.strip() for span in row.spans if span.role == "key"), "")
        if key.isdecimal() and row.spot == self.spot:
            self.post_message(self.Answered(int(key)))
        elif row.spot and row.spot != self.spot:
            self.post_message(self.Chosen(row.spot))


def _meets(span: Span, lit: Lit) -> bool:
    """Whether some of a run's words are among those that sound."""
    return span.at < lit.end and lit.start < span.at + len(span.text)


def _lit_up(span: Span, role: str, lit: Lit) -> Iterator[Run]:
    """A run of words, with those that sound told apart."""
    if not _meets(span, lit):
        yield span.text, role
        return
    start, end = max(0, lit.start - span.at), lit.end - span.at
    for text, how in ((span.text[:start], role), (span.text[start:end], "lit"), (span.text[end:], role)):
        if text:
            yield text, how


def _letters(rows: Sequence[Row]) -> int:
    """How many letters stand in rows, whatever their width: where in a block a page begins."""
    return sum(len(row.text.replace(" ", "")) for row in rows)


def _apart(blocks: Sequence[Sequence[Row]]) -> Iterator[Row]:
    """Blocks that are shown together, an empty row between them."""
    for number, rows in enumerate(blocks):
        if number:
            yield Row("", "gap")
        yield from rows


def _begun(group: Sequence[Drawn], room: int) -> list[Drawn]:
    """As much of what comes next as there is room for, its last row saying that it goes on."""
    kept = list(group[:room])
    if kept and kept[-1].row.spot:
        last = kept[-1].row
        kept[-1] = replace(kept[-1], row=replace(last, spans=(Span("…"),)))
    return kept


def _first_of_step(view: SessionView, spot: str) -> bool:
    ref = view.plan[spot].step.ref
    return next((one for one in view.beside if view.plan[one].step.ref == ref), "") == spot


def _step_line(block: BlockView) -> str:
    page = f" · p. {block.page}" if block.page else ""
    return f"{block.ref}{' · ' + block.title if block.title else ''}{page}"
