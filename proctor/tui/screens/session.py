"""The session on the screen: what to say, do and check now, what time it is for the room, and every key for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from proctor.state import commands as c
from proctor.state.clock import span
from proctor.state.state import Phase
from proctor.state.view import SessionView
from proctor.tui import styles
from proctor.tui.desk import Desk
from proctor.tui.latch import Latch
from proctor.tui.place import quiet, where
from proctor.tui.screens.session_keys import BINDINGS, LOCKED_KEYS, OF_A_ROOM, keys_now
from proctor.tui.screens.voiced import VOICE_BINDINGS, VoicedScreen
from proctor.tui.standing import standing
from proctor.tui.widgets.blocks import BlockPane
from proctor.tui.widgets.foot import Foot
from proctor.tui.widgets.header import Header, PlaceLine
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.outline import Outline
from proctor.tui.widgets.small import TooSmall
from proctor.tui.widgets.testing import TestingPane
from proctor.tui.widgets.timeline import TimeLine
from proctor.tui.widgets.trouble import Trouble

if TYPE_CHECKING:
    from proctor.voice.speaker import Speaker

TICK = 0.1
"""Seconds between two looks at the clock."""
WIDE = 120
"""From so many columns on, the outline stands at the left without being asked for."""


class SessionScreen(VoicedScreen):
    """One session in hand. What is drawn is worked out from a view each time; what a key does is a command."""

    CSS_PATH = styles.SESSION
    BINDINGS: ClassVar[list[BindingType]] = [*BINDINGS, *VOICE_BINDINGS]
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, *, press_guard: int, speaker: Speaker | None = None, starts: bool = False) -> None:
        super().__init__(desk, press_guard=press_guard, speaker=speaker, starts=starts)
        self.add_class(f"-{desk.mode}")
        desk.press_guard = press_guard
        self.latch = Latch()
        self._seconds = False
        self._outline = False
        self._ready = False

    def compose(self) -> ComposeResult:
        yield Header()
        with Vertical(id="frame"):
            yield PlaceLine()
            with Horizontal(id="middle"):
                yield Outline()
                with Vertical(id="now"):
                    yield BlockPane()
                    yield TestingPane()
                    yield TimeLine()
            yield Trouble()
            yield Foot()
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        self._stop = self.desk.tell(self.show)
        self.desk.chime = self.app.bell
        self.set_interval(TICK, self._tick, name="session clock")
        self._ready = True
        self.show()

    async def on_unmount(self) -> None:  # type: ignore[override] # each class has its own, and Textual awaits it
        self._ready = False
        self._stop()

    def on_resize(self) -> None:
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """The one timer: let fall due what is due, and whoever shows the session repaint what has changed by it."""
        self.desk.tick(seconds=self._seconds)
        if self.latch.lapse():
            self.show()

    def show(self) -> None:
        """Draw the session as it is now."""
        if not (self._ready and self.is_attached):
            return
        view = self.desk.view()
        if view.due is not None and getattr(self.app.screen, "GIVES_WAY", False):
            self.app.screen.dismiss()
        with self.app.batch_update():
            self.query_one(Header).show(view)
            self.query_one(PlaceLine).show(where(view), self._clock_words(view))
            self._show_middle(view)
            self.query_one(Trouble).show(self.desk)
            self.query_one(Foot).show(view, self.desk, self.refusal)
            self.query_one(KeyBar).show()

    def _show_middle(self, view: SessionView) -> None:
        self.latch.look(quiet=quiet(view))
        locked = self.latch.closed
        outline = self.query_one(Outline)
        outline.display = not locked and (self._outline or self.size.width >= WIDE)
        if outline.display:
            outline.show(view)
        testing = self.query_one(TestingPane)
        testing.display = locked
        self.pane.display = not locked
        line = self.query_one(TimeLine)
        line.display = view.clock.started_at is not None and (locked or self.size.height >= 30)
        if line.display:
            line.show(view)
        if locked:
            says = "now enter" if self.latch.asking else "u, then enter: unlock everything else"
            testing.show(view, seconds=self._seconds, lock=says)
        self.pane.show(view, standing(view, self.desk))
        self.follow(hidden=locked)

    def show_keys(self) -> None:
        self.query_one(KeyBar).show()

    def _clock_words(self, view: SessionView) -> str:
        if self._seconds and view.clock.phase == "running" and view.clock.left is not None:
            return f"scheduled time left {span(view.clock.left)}"
        if self._seconds and view.clock.phase == "additional":
            word = "additional time" if view.plan.script.timing.untimed else "time is over"
            return f"{word} {span(view.clock.elapsed - (view.clock.scheduled or 0))}"
        return view.clock_line

    def key_ids(self) -> dict[str, str]:
        """The bindings that matter now, by id, for the line of keys, and what they are called where not as always."""
        return keys_now(self.desk.view(), locked=self.latch.closed, block=self.pane.block, voice=self.voice)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the testing view most keys rest, and in a window that is too small to read in all but those of the program."""
        if self.has_class("-tiny") or self.has_class("-flat"):
            return action.startswith("app.")
        name = str(parameters[0]) if action == "dialog" and parameters else action
        if not self.desk.view().habits.room and (name in OF_A_ROOM or action == "tally"):
            return False
        taken = not self.latch.closed or name in LOCKED_KEYS or action.startswith(("app.", "screen."))
        return super().check_action(action, parameters) and taken

    # -- the room ---------------------------------------------------------------------------------------------------

    def action_tally(self, name: str, by: int) -> None:
        self.do(c.Tally(tally=name, by=by))

    def action_unlock_now(self) -> None:
        """The second of the two keys that unlock the testing view; elsewhere it does what enter does."""
        if not self.latch.closed:
            self.action_enter()
            return
        self.latch.second()
        self._lock_changed()

    def action_undo(self) -> None:
        """Take something back; in the testing view the first of the two keys that unlock it."""
        if self.latch.closed:
            self.latch.first()
            self.show()
        else:
            self.action_dialog("undo")

    def action_lock(self) -> None:
        """Back to the testing view."""
        self.latch.close()
        self._lock_changed()

    def _lock_changed(self) -> None:
        """Other keys are taken now."""
        self.show()
        self.refresh_bindings()

    # -- what the screen shows --------------------------------------------------------------------------------------

    def action_outline(self) -> None:
        """Show the outline and give it the keys, or take it away again."""
        outline = self.query_one(Outline)
        self._outline = not outline.has_focus
        self.show()
        self.set_focus(outline if self._outline else None)

    def action_seconds(self) -> None:
        self._seconds = not self._seconds
        self.show()

    def action_cover(self) -> None:
        from proctor.tui.screens.cover import CoverScreen

        self.app.push_screen(CoverScreen(self.desk))

    def action_log(self) -> None:
        from proctor.tui.screens.record import RecordScreen

        self.app.push_screen(RecordScreen(self.desk.session, self.desk))

    # -- the end ----------------------------------------------------------------------------------------------------

    def action_answer_anew(self) -> None:
        """Answer the question on screen, answered or not; after the seal, amend."""
        block = self.pane.block
        if self.desk.view().phase is Phase.SEALED:
            self.open("amend")
        elif block is not None and block.kind == "ask":
            self.open("answer", block.id)
        else:
            self.refuse("no question is on screen")

    def action_put_back(self) -> None:
        reason = self.desk.put_back()
        if not reason:
            self.desk.news = "the session's file is whole, and stands where it should"
        self.refuse(reason)
