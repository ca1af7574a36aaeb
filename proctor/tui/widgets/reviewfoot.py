"""The lines below a review: what there is to say of the line under the cursor, and how far the review is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len

from proctor.tui.folding import shortened
from proctor.tui.widgets.lines import Lines, Run, spread


class ReviewFoot(Lines):
    """The last line counts; those above it say why a block is what it is, or why a key did nothing."""

    PREFIX = "reviewfoot"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reviewfoot--{role}" for role in ("about", "no", "counts")}
    DEFAULT_CSS = """
    ReviewFoot { height: 4; padding: 0 1; border-top: solid $panel; }
    ReviewFoot > .reviewfoot--no { color: $error; text-style: bold; }
    ReviewFoot > .reviewfoot--counts { color: $faint; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown = ("", "", ("", ""), "")

    def show(self, about: str, refusal: str, counts: tuple[str, str], busy: str) -> None:
        """``counts``: at length, and for a narrow screen."""
        if (now := (about, refusal, counts, busy)) != self._shown:
            self._shown = now
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        about, refusal, counts, busy = self._shown
        above = max(1, self.size.height - 1)
        if y >= above:
            long, short = counts
            yield spread(long if cell_len(f"{long}  {busy}") <= width else short, busy, width), "counts"
            return
        rows = shortened(refusal or about, max(10, width), above)
        if y < len(rows):
            yield rows[y], "no" if refusal else "about"
