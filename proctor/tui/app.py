"""The app: a router between screens. It holds what they share (places, settings, the session in hand) and nothing else."""

from __future__ import annotations

import asyncio
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from proctor.errors import Exit, ProctorError
from proctor.settings import Places, Settings, keep_setting
from proctor.tui import styles
from proctor.tui.themes import OURS

if TYPE_CHECKING:
    from proctor.state.prepared import Opening
    from proctor.state.session import Session  # a library alone need not pay for it
    from proctor.voice.speaker import Speaker

SIGNALS = ("SIGTERM", "SIGINT")
"""A kind kill, and Ctrl-C from outside: the session stays open. What a lost terminal does, ``commands.screen`` says."""

SAID = 15
"""Seconds for which it is shown what is wrong in settings."""

_NAMES = {"enter": "enter", "escape": "esc", "question_mark": "?", "exclamation_mark": "!", "pageup": "page up",
          "pagedown": "page down"}  # fmt: skip
"""Keys as people call them, where Textual draws a sign."""


def _questions() -> type[Provider]:
    from proctor.tui.palette import Questions

    return Questions


def _actions() -> type[Provider]:
    """What the command palette finds; imported when it is opened."""
    from proctor.tui.palette import Actions

    return Actions


class ProctorApp(App[None]):
    """``session``: deliver this one and end with it; without, the library comes first, and over it the ``form`` for a session;
    or another ``first`` screen, with which it ends.

    ``left`` is the session that was in hand last, for whoever says how to go on with it.
    """

    TITLE = "proctor"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_actions, _questions}
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-narrow"), (72, "-normal"), (120, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (14, "-low"), (22, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "leave proctor", show=False, priority=True, id="app.leave",
                tooltip="Leave the program; an open session stays open"),
        Binding("ctrl+c", "leave(130)", "leave proctor", show=False, priority=True, id="app.break",
                tooltip="Leave the program at once; an open session stays open"),
        Binding("f1", "keys", "keys", show=False, id="app.keys", tooltip="Every key of this screen"),
    ]  # fmt: skip

    def __init__(
        self,
        places: Places,
        settings: Settings | None = None,
        *,
        session: Session | None = None,
        form: Opening | None = None,
        first: Screen[Any] | None = None,
    ) -> None:
        own = [styles.SESSION] if session else first.css_path if first else []  # a first screen's sheet is not loaded by itself
        super().__init__(css_path=[styles.BASE, *own])
        self.places = places
        self.settings = settings or Settings()
        for theme in OURS:
            self.register_theme(theme)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known else OURS[0].name
        self.left: Session | None = None
        self.heeds_signals = False
        """Whether a signal makes it leave by itself, in good order; before, it must be thrown out of its making."""
        self._stands, self._told_to_go = False, False
        self._session, self._first = session, first
        self._form = form

    def get_default_screen(self) -> Screen[Any]:
        """The first screen is made at once, not pushed over an empty one."""
        if self._session is not None:
            return self._session_screen(self._session)
        if self._first is not None:
            return self._first
        from proctor.tui.screens.library import LibraryScreen

        return LibraryScreen()

    def on_mount(self) -> None:
        first, *others = self.settings.problems or ("",)
        if first:
            more = " `proctor doctor` says what else is wrong." if others else ""
            self.notify(f"{first}{more}", severity="warning", timeout=SAID, markup=False)
        if self.theme != self.settings.theme:
            self.notify(f"There is no theme {self.settings.theme!r}; {self.places.settings} names it.", markup=False)
        self.set_keymap(dict(self.settings.keys))
        self.app_resume_signal.subscribe(self, lambda _: self.refresh())  # after fg the terminal is empty
        self.theme_changed_signal.subscribe(self, lambda theme: self.keep("theme", theme.name))
        if self._form is not None:
            self.call_after_refresh(self._ask_for, self._form)

    async def run_async(self, **how: Any) -> None:
        """As Textual has it; signals are heeded from the start, since what one throws into it passes for a fault."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self.go)
        self.heeds_signals = True
        await super().run_async(**how)

    def go(self) -> None:
        """Leave, as a signal asks for, once the first screen stands: half made it would miss its parts."""
        self._told_to_go = True
        if self._stands:
            self.exit(return_code=Exit.INTERRUPTED)

    def on_ready(self) -> None:
        self._stands = True
        if self._told_to_go:
            self.go()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not have them."""
        return OURS[0].variables

    def get_key_display(self, binding: Binding) -> str:
        return _NAMES.get(binding.key) or super().get_key_display(binding)

    def keep(self, name: str, value: str | bool) -> None:
        """From now on a setting is so, also in the user's file; where that cannot be, say so once and go on."""
        changed: dict[str, Any] = {name: value}
        self.settings = replace(self.settings, **changed)
        try:
            keep_setting(self.places.settings, name, value)
        except (OSError, ValueError) as error:  # a file that is no text is left as it is
            self.notify(
                f"The setting could not be kept: {getattr(error, 'strerror', None) or error}.", severity="warning", markup=False
            )

    # -- sessions ---------------------------------------------------------------------------------------------------

    def _session_screen(self, session: Session) -> Screen[None]:
        from proctor.tui.desk import Desk

        self.left = session
        now = self.settings
        if session.state.plan.script.is_list:
            from proctor.tui.screens.checklist import ChecklistScreen

            return ChecklistScreen(Desk(session), press_guard=now.press_guard)
        from proctor.tui.screens.session import SessionScreen

        speaker = self.speaker() if now.voice else None
        return SessionScreen(Desk(session), press_guard=now.press_guard, speaker=speaker, starts=now.voice_starts)

    def speaker(self) -> Speaker:
        """What reads aloud."""
        from proctor.tui.screens.voiced import speaker_of

        return speaker_of(self.settings, self.places.voice_log)

    async def on_event(self, event: events.Event) -> None:
        """Before a key or a click does anything, a screen that speaks hears of it."""
        if self.settings.voice and isinstance(event, events.Key | events.MouseDown) and not event.is_forwarded:
            for hush in filter(None, (getattr(screen, "hush", None) for screen in self.screen_stack)):
                hush(event)
        await super().on_event(event)

    def deliver(self, session: Session) -> None:
        """Take a session in hand, over the library."""
        self.push_screen(self._session_screen(session))

    def _ask_for(self, opening: Opening) -> None:
        """The form for a session, over the library."""
        from proctor.tui.ways_in import WaysIn

        WaysIn(self, date.today(), lambda: None).ask(opening)

    def leave_session(self) -> None:
        """Put the session in hand away: back to the library, or to the shell where it came from there."""
        if len(self.screen_stack) == 1:
            self.exit()
            return
        session: Session | None = getattr(getattr(self.screen, "desk", None), "session", None)
        self.pop_screen()
        if session is not None and session is self.left:
            session.close()
            self.left = None

    # -- actions ----------------------------------------------------------------------------------------------------

    def action_leave(self, code: int = Exit.OK) -> None:
        """Leave the program. The session's file is whole as it is."""
        self.exit(return_code=code)

    def action_keys(self) -> None:
        from proctor.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        from proctor.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_tour(self) -> None:
        """Five minutes with the practice pack; nothing of it is kept."""
        from proctor.tui.screens.tour import first_part

        if self.left is not None:  # its announcements would come under the tour, unseen
            self.notify("Leave the session first (q); the tour is given from the library.", markup=False)
            return
        try:
            self.push_screen(first_part(self.places, press_guard=self.settings.press_guard))
        except ProctorError as error:
            self.notify(said(error), severity="error", markup=False)

    def _fatal_error(self) -> None:
        """Something that nobody thought of: the traceback goes to a file, one sentence to the person. What was acknowledged is
        on disk already."""
        error = sys.exception()
        log = self.places.data / "crash.log"
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
            where = f"Please send {log} to whoever looks after proctor."
        except OSError:
            where = f"It was: {error!r}."
        self._exit_renderables.append(Text(f"proctor has a fault and had to stop. All that was recorded is safe. {where}"))
        self._close_messages_no_wait()


def said(error: ProctorError) -> str:
    """An error as a screen says it."""
    return f"{error.message} {error.advice}".strip()
