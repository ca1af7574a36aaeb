"""An announcement that fell due while something else has the keys: it is shown above, and leaves every draft as it is."""

from __future__ import annotations

from textual.widgets import Static

from proctor.documents.text import printable
from proctor.state.view import Piece, SessionView
from proctor.tui.sheet import wrap

ACKNOWLEDGE = "f2"
"""The key that says an announcement was made, also from within a field."""


class Banner(Static):
    """Hidden until an announcement is due."""

    DEFAULT_CSS = """
    Banner { display: none; height: auto; max-height: 50%; overflow-y: auto; border: heavy $due; padding: 0 1; }
    Banner.-due { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said = ""

    @property
    def whole(self) -> bool:
        """Whether all of it is on screen."""
        lines = (wrap(((Piece(line),),), self.size.width) for line in self._said.split("\n"))
        return sum(max(1, len(rows)) for rows in lines) <= self.size.height

    def show(self, view: SessionView) -> None:
        due = view.due if view.over_the_walk == "announcement" else None
        said = ""
        if due is not None:
            words = "\n".join("".join(piece.text for piece in part) for block in view.shown for part in block.paragraphs)
            said = f"NOW DUE · {due.step} {due.title}\n{printable_lines(words)}\nF2 when you have said it"
        if said != self._said:
            self._said = said
            self.update(said)
            self.set_class(bool(said), "-due")


def printable_lines(text: str) -> str:
    """Several lines, each fit for the terminal."""
    return "\n".join(printable(line) for line in text.split("\n"))
