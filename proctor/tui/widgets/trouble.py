"""The warning that cannot be overlooked: what is keyed now is not on record."""

from __future__ import annotations

from textual.widgets import Static

from proctor.documents.text import printable
from proctor.tui.desk import Desk


class Trouble(Static):
    """Hidden while writes succeed."""

    DEFAULT_CSS = """
    Trouble { display: none; height: auto; background: $error; color: $background; text-style: bold; padding: 0 1; }
    Trouble.-said { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said = ""

    def show(self, desk: Desk) -> None:
        said = f"NOT RECORDED. {printable(desk.trouble)}{_way_out(desk)}" if desk.trouble else ""
        if said != self._said:
            self._said = said
            self.update(said)
            self.set_class(bool(said), "-said")


def _way_out(desk: Desk) -> str:
    gone = desk.path is not None and not desk.path.exists()
    return " Everything before is safe: P writes the file back." if gone else " Everything before is safe."
