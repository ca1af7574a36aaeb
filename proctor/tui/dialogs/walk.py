"""A dialog of several fields, in which enter goes from one to the next and hands in from the last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from textual.widget import Widget

from proctor.tui.dialogs.base import Dialog


class WalkDialog(Dialog):
    """:meth:`stops` are the fields, in order."""

    KEYS = ("dialog.submit-anywhere",)

    def stops(self) -> Sequence[Widget]:
        raise NotImplementedError

    @property
    def choosing(self) -> bool:
        return self._following() is not None

    def _following(self) -> Widget | None:
        """The field after the one that has the keys."""
        return next((after for one, after in pairwise(self.stops()) if one is self.focused), None)

    def choose(self) -> None:
        if following := self._following():
            following.focus()
