"""Screens that take no key before they stand: what was typed meanwhile is kept, and comes afterwards in its order."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual import events
from textual.await_complete import AwaitComplete
from textual.message_pump import MessagePump
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

from proctor.tui.widgets.keybar import KeyBar

PATIENCE = 2.0
"""Seconds that a field may take to come to the end of what was typed."""


class Once(Screen[ScreenResultType]):
    """A screen that goes once, and only from the top: a late key finds it gone, or under another, and does nothing."""

    @property
    def on_top(self) -> bool:
        """Whether keys come here. Textual's ``is_current`` also holds for a screen that shines through a dialog above it."""
        return self.is_attached and self.app.screen is self

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.on_top else AwaitComplete()


class Patient(Once[ScreenResultType]):
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

    async def typed(self) -> None:
        """Wait until what was typed into fields is in them: the keys that hand a form in come to the screen by a shorter way
        than letters come to a field, and would leave the last of them behind."""
        waits = [field for field in self.query(Input) if field.is_attached]
        pumps: list[MessagePump] = [*waits, *([self] if self._task is not asyncio.current_task() else [])]
        for pump in pumps:  # fields first: what changes in them is told to the screen
            reached = asyncio.Event()
            if pump.call_later(reached.set):
                with suppress(TimeoutError):
                    await asyncio.wait_for(reached.wait(), PATIENCE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._stands
