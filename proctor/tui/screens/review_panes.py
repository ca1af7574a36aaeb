"""The two panes of a review and the one cursor in both: on a line of the list, or on sentences of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from proctor.manuals.manual import Span
from proctor.tui import styles
from proctor.tui.patient import Once
from proctor.tui.recognised import Item
from proctor.tui.reviewing import Outcome, Review
from proctor.tui.widgets.head import Head
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.recognised import RecognisedPane
from proctor.tui.widgets.reviewfoot import ReviewFoot
from proctor.tui.widgets.small import TooSmall
from proctor.tui.widgets.source import SourcePane

if TYPE_CHECKING:
    from textual.widgets import Input

    from proctor.tui.widgets.search import Search


class ReviewPanes(Once[Outcome]):
    """What the keys that only look do."""

    CSS_PATH = styles.REVIEW
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-narrow"), (72, "-normal"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review
        self._at = next((number for number, one in enumerate(review.shown.items) if one.kind != "warning"), 0)
        self._sentence = self._other = 0
        self._found: Span | None = None
        self._refusal = ""
        self.busy = ""
        self._search: Search | None = None

    def compose(self) -> ComposeResult:
        yield Head()
        with Vertical(id="frame"):
            with Container(id="panes"):
                yield SourcePane(self.review.shown)
                yield RecognisedPane(self.review.shown, self.review.is_seen)
            yield ReviewFoot()
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(RecognisedPane).activate(active=True)
        self.show_anew()

    # -- what it shows ----------------------------------------------------------------------------------------------

    @property
    def in_text(self) -> bool:
        """Whether the keys go to the text."""
        return self.query_one(SourcePane).is_active

    @property
    def item(self) -> Item:
        """The line of the list under the cursor, or that about the sentence which is."""
        return self.review.shown.items[self._at]

    @property
    def here(self) -> Span:
        """What the cursor is on in the text: sentences, words that were found, or what a line of the list is about."""
        if self.in_text:
            return self.review.stretch(self._sentence, self._other)
        return self._found or (self.item.inner if self.item.is_head else self.item)

    def show_anew(self) -> None:
        """Draw what was recognised, and the cursor."""
        self.query_one(SourcePane).show(self.review.shown)
        self.query_one(RecognisedPane).show(self.review.shown)
        self.show()

    def show(self) -> None:
        """Draw the cursor where it is, and what is to be said of it."""
        here = self.here
        self.review.see(self.item)
        self.query_one(SourcePane).point(here)
        self.query_one(RecognisedPane).point(self._at)
        self.query_one(Head).say(self.review.shown.found.title, "review", "official words", self._where(here.start))
        self.show_foot()
        self.query_one(KeyBar).show()

    def _where(self, offset: int) -> str:
        manual = self.review.shown.found.manual
        page = manual.page_at(offset) or self.item.page
        return f"p. {page}" if page else f"{100 * offset // max(1, len(manual.text))} %"

    def show_foot(self) -> None:
        """Say why the block is what it is, or why a key did nothing, and how far the review is."""
        item = self.item
        kind = "" if item.is_head or item.kind in ("question", "unplaced") else f"{item.kind}: "
        page = f"p. {item.page}" if item.page else ""
        about = item.text if item.is_head else f"{kind}{item.why}"
        line = " · ".join(part for part in (item.ref, page, about, *item.notes) if part)
        self.query_one(ReviewFoot).show(line, self._refusal, self.review.counts(), self.busy)

    def refuse(self, reason: str) -> None:
        """Say why a key did nothing."""
        self._refusal = reason
        self.show_foot()

    # -- moving -----------------------------------------------------------------------------------------------------

    def go_to(self, at: int) -> None:
        """Put the cursor on a line of the list; in the text, on its first sentence."""
        self._refusal, self._found = "", None
        self._at = max(0, min(len(self.review.shown.items) - 1, at))
        if self.in_text:
            self._sentence = self._other = self.review.sentence_at(self.item.inner.start)
        self.show()

    def go_to_sentence(self, number: int, *, other: int | None = None) -> None:
        """Put the cursor on a sentence, or on those from it to an ``other``."""
        self._refusal, self._found = "", None
        self._sentence = max(0, min(len(self.review.sentences) - 1, number))
        self._other = self._sentence if other is None else other
        self._at = self.review.shown.at(self.here.start)
        self.show()

    def action_move(self, by: int) -> None:
        if self.in_text:
            self.go_to_sentence(self._sentence + by)
        else:
            self.go_to(self._at + by)

    def action_page(self, by: int) -> None:
        if self.in_text:
            number = self.review.sentence_at(self.query_one(SourcePane).page(self.here.start, by))
            self.go_to_sentence(number if number != self._sentence else number + by)
        else:
            at = self.query_one(RecognisedPane).page(by)
            self.go_to(at if at != self._at else at + by)

    def action_widen(self, by: int) -> None:
        """Choose more sentences than one, or fewer."""
        if self.in_text:
            self.go_to_sentence(self._sentence + by, other=self._other)
        else:
            self.refuse("tab goes to the text, where more than one sentence can be chosen")

    def action_switch(self) -> None:
        """To the other pane, at the same place."""
        to_text = not self.in_text
        if to_text and not self.review.sentences:
            self.refuse("there are no words in this manual")
            return
        self.query_one(SourcePane).activate(active=to_text)
        self.query_one(RecognisedPane).activate(active=not to_text)
        if to_text and self._found:
            self.go_to_sentence(self.review.sentence_at(self._found.start))
        else:
            self.go_to(self._at)

    def action_look(self, way: int) -> None:
        """To the next place that is worth a look."""
        found = self.review.look(self._at, way)
        if found is not None:
            self.go_to(found)
        else:
            self.refuse("nothing worth a look below; N goes back" if way > 0 else "nothing worth a look above; n goes on")

    def on_recognised_pane_pointed(self, message: RecognisedPane.Pointed) -> None:
        if self.in_text:
            self.action_switch()
        self.go_to(message.at)

    def on_source_pane_pointed(self, message: SourcePane.Pointed) -> None:
        if not self.in_text:
            self.action_switch()
        if self.in_text:
            self.go_to_sentence(self.review.sentence_at(message.offset))

    # -- finding ----------------------------------------------------------------------------------------------------

    async def action_search(self) -> None:
        """Show the field of the search, which finds as one types."""
        from proctor.tui.widgets.search import Search

        if self._search is None:
            self._search = Search("words of the manual; enter finds the next")
            await self.query_one("#frame").mount(self._search, before=0)
        self._search.field.focus()

    async def leave_search(self) -> bool:
        """Take the field of the search away; false where there is none."""
        if self._search is None:
            return False
        await self._search.remove()
        self._search = None
        self.show()
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        self._find(event.value, (self._found or self.here).start - 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._find(event.value, (self._found or self.here).start)

    def _find(self, words: str, behind: int) -> None:
        """Go to where words stand next."""
        found = self.review.find(words, behind)
        if found is None:
            if words.strip():
                self.refuse(f"“{words.strip()}” does not stand in this manual")
            return
        self.go_to(self.review.shown.at(found.start))
        if self.in_text:
            self.go_to_sentence(self.review.sentence_at(found.start))
        self._found = found
        self.show()
