"""The warning that cannot be overlooked: what is keyed now is not on record."""

from __future__ import annotations

from textual.widgets import Static

from proctor.documents.text import printable
from proctor.state.clock import wall
from proctor.state.rules.announcing import blocks_said
from proctor.state.view import SessionView
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
        said = f"NOT RECORDED. {printable(desk.trouble)}{_way_out(desk)}{_overdue(desk.view())}" if desk.trouble else ""
        if said != self._said:
            self._said = said
            self.update(said)
            self.set_class(bool(said), "-said")


def _way_out(desk: Desk) -> str:
    return " Everything before is safe: P writes the file back." if desk.vanished else " Everything before is safe."


def _overdue(view: SessionView) -> str:
    """What fell due and cannot be put on record: the students must hear it all the same."""
    lines = []
    for one in view.announcements:
        if not one.status and one.at is not None and one.at <= view.now.utc and view.clock.phase in ("running", "additional"):
            words = " ".join(" ".join(block.text.split()) for block in blocks_said(view.state, one.step))
            lines.append(f"\nNOW DUE since {wall(one.at)} · {one.step} {one.title}: {printable(words)}")
    return lines[-1] if lines else ""
