"""Screens that take no key before they stand: what was typed meanwhile is kept, and comes afterwards in its order."""

from __future__ import annotations

from textual import events
from textual.screen import Screen, ScreenResultType

from proctor.tui.widgets.keybar import KeyBar


class Patient(Screen[ScreenResultType]):
    """A dialog needs a tenth of a second to be put together, in which a quick typist is three letters further."""

    def __init__(self) -> None:
        super().__init__()
        self._stands = False
        self._early: list[events.Key] = []

    @property
    def stands(self) -> bool:
        """Whether all of it is there: not before it has been put together, nor once it is being taken apart."""
        return self._stands and self.is_attached

    def on_screen_resume(self) -> None:
        if not self._stands:
            self.call_after_refresh(self._has_come)

    async def _has_come(self) -> None:
        """From here on keys are taken; first those that came early."""
        self._stands = True
        for bar in self.query(KeyBar):
            bar.show(anew=True)
        early, self._early = self._early, []
        for event in early:
            await self.app.on_event(events.Key(event.key, event.character))

    def on_unmount(self) -> None:
        self._stands = False

    def on_key(self, event: events.Key) -> None:
        if not self._stands:
            event.stop()
            event.prevent_default()
            self._early.append(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._stands
