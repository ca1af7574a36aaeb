"""The upper edge of the frame where there is no session yet: as :class:`Header` has it, told in words."""

from __future__ import annotations

from proctor.tui.widgets.header import Header


class Head(Header):
    """``┏━ Grade 10 Mathematics · Session 1 ━━━━ LIVE · practice words ━ opening ━┓``."""

    def say(self, title: str, mode: str, words: str, right: str) -> None:
        self._title, self._mode, self._words, self._clock = title, mode, words, right
        self.refresh()
