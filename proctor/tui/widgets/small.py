"""What is said in a window in which nothing can be read."""

from __future__ import annotations

from textual.widgets import Static

SAID = "This window is too small. Make it 60 columns by 18 rows or more.\nNothing is lost; the clock goes on."


class TooSmall(Static):
    """Takes the screen's place below 50 columns or 14 rows; the style sheet shows and hides it."""

    DEFAULT_CSS = "TooSmall { display: none; height: 1fr; padding: 1; text-style: bold; }"

    def __init__(self) -> None:
        super().__init__(SAID, markup=False)
