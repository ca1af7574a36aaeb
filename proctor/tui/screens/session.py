"""The session on the screen: what to say, do and check now, what time it is for the room, and every key for it."""

from __future__ import annotations

import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from proctor.state import commands as c
from proctor.state.clock import span
from proctor.state.state import Phase
from proctor.state.view import SessionView
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.screens.session_keys import BINDINGS, LOCKED_KEYS, keys_now
from proctor.tui.sheet import answers_of
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

TICK = 0.1
"""Seconds between two looks at the clock."""
WIDE = 120
"""From so many columns on, the outline stands at the left without being asked for."""
UNLOCK_WITHIN = 5.0
"""Seconds between the two keys that unlock the testing view."""


class SessionScreen(Screen[None]):
    """One session in hand. What is drawn is worked out from a view each time; what a key does is a command."""

    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, *, press_guard: int) -> None:
        super().__init__()
        self.desk = desk
        self.press_guard = press_guard / 1_000
        self.add_class(f"-{desk.mode}")
        self._refusal = ""
        self._pressed = 0.0
        self._seconds = False
        self.locked = False
        """Whether only the testing view's keys are taken."""
        self._unlocked = False
        self._unlocking = 0.0
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
        self.set_interval(TICK, self._tick, name="session clock")
        self._ready = True
        self.show()

    def on_unmount(self) -> None:
        self._ready = False
        self._stop()

    def on_resize(self) -> None:
        self.show()

    # -- showing ----------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """The one timer: let fall due what is due, and whoever shows the session repaint what has changed by it."""
        self.desk.tick(seconds=self._seconds)
        if self._unlocking and time.monotonic() - self._unlocking > UNLOCK_WITHIN:
            self._unlocking = 0.0
            self.show()

    def show(self) -> None:
        """Draw the session as it is now."""
        if not self._ready:
            return
        view = self.desk.view()
        with self.app.batch_update():
            self.query_one(Header).show(view)
            self.query_one(PlaceLine).show(where(view), self._clock_words(view))
            self._show_middle(view)
            self.query_one(Trouble).show(self.desk)
            self.query_one(Foot).show(view, self.desk, self._refusal)
            self.query_one(KeyBar).show()

    def _show_middle(self, view: SessionView) -> None:
        outline = self.query_one(Outline)
        outline.display = self._outline or self.size.width >= WIDE
        if outline.display:
            outline.show(view)
        quiet_now = quiet(view)
        self._unlocked = self._unlocked and quiet_now
        self.locked = quiet_now and not self._unlocked
        testing, pane = self.query_one(TestingPane), self.query_one(BlockPane)
        testing.display = self.locked
        pane.display = not self.locked
        line = self.query_one(TimeLine)
        line.display = view.clock.started_at is not None and (self.locked or self.size.height >= 30)
        if line.display:
            line.show(view)
        if self.locked:
            testing.show(view, seconds=self._seconds, lock=self._lock_words())
        pane.show(view, standing(view, self.desk, max(20, self.size.width - 16)))

    def _lock_words(self) -> str:
        return "now enter" if self._unlocking else "u, then enter: unlock everything else"

    def _clock_words(self, view: SessionView) -> str:
        if self._seconds and view.clock.phase == "running" and view.clock.left is not None:
            return f"scheduled time left {span(view.clock.left)}"
        if self._seconds and view.clock.phase == "additional":
            return f"additional time {span(view.clock.elapsed - (view.clock.scheduled or 0))}"
        return view.clock_line

    def key_ids(self) -> dict[str, str]:
        """The bindings that matter now, by id, for the line of keys, and what they are called where not as always."""
        return keys_now(self.desk.view(), locked=self.locked, block=self.query_one(BlockPane).block)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the testing view most keys rest."""
        name = str(parameters[0]) if action == "dialog" and parameters else action
        return not self.locked or name in LOCKED_KEYS or action.startswith(("app.", "screen."))

    # -- commands ---------------------------------------------------------------------------------------------------

    def do(self, *commands: c.Command) -> bool:
        """Hand commands in; a refusal is said below the block."""
        self._refusal = ""
        reason = self.desk.do(*commands)
        if reason:
            self.refuse(reason)
        return not reason

    def refuse(self, reason: str) -> None:
        """Say why not."""
        self._refusal = reason
        self.show()

    # -- the walk ---------------------------------------------------------------------------------------------------

    def action_advance(self) -> None:
        """Read, done, ticked: on to the next page, or to the next block once the last line has been on screen."""
        now = time.monotonic()
        pressed, self._pressed = self._pressed, now
        if now - pressed < self.press_guard:
            return
        pane = self.query_one(BlockPane)
        if pane.turn():
            return
        self._pass(pane)

    def _pass(self, pane: BlockPane) -> None:
        view, block = self.desk.view(), pane.block
        if view.over_the_walk == "announcement":
            self.refuse("this is an announcement; k says that you have made it")
        elif view.gate:
            self.refuse(f"{view.gate} comes by itself; k makes it now and s passes it, each with a reason")
        elif view.phase is Phase.INTERRUPTED and block is None:
            self.action_dialog("resume")
        elif block is None:
            self.action_close()
        elif wants_input(view, pane):
            self.action_enter()
        elif self.do(c.Advance(block=block.id)):
            pane.choose_open()

    def action_enter(self) -> None:
        """Open the dialog for what the block on screen asks for; where it asks for nothing, go on."""
        pane = self.query_one(BlockPane)
        block = pane.block
        kind = {"ask": "answer", "count": "count", "record": "record"}.get(block.kind) if block else None
        if block is not None and kind is not None:
            self.open(kind, block.id)
        else:
            self.action_advance()

    def action_answer(self, number: int) -> None:
        """Answer with the answer of that number."""
        view, pane = self.desk.view(), self.query_one(BlockPane)
        block = pane.block
        if block is None or block.kind != "ask":
            return
        if not 1 <= number <= len(answers_of(view, block)):
            self.refuse(f"there is no answer {number}")
        elif self.do(c.Answer(block=block.id, answer=block.options[number - 1])):
            pane.choose_open()

    def action_back(self) -> None:
        if not self.query_one(BlockPane).turn_back():
            self.do(c.Back())

    def action_forward(self) -> None:
        self.do(c.Forward())

    def action_move(self, by: int) -> None:
        """Mark another sentence, or choose another block of a list."""
        self.query_one(BlockPane).move(by)
        self.query_one(KeyBar).show()

    def action_page(self, by: int) -> None:
        pane = self.query_one(BlockPane)
        _ = pane.turn() if by > 0 else pane.turn_back()

    def action_acknowledge(self) -> None:
        """The announcement that is due was made; the one that the walk waits for is made early, with a reason."""
        view = self.desk.view()
        if view.due is not None and self.query_one(BlockPane).turn():
            return
        if view.due is not None:
            self.do(c.Acknowledge(step=view.due.step))
        elif view.gate:
            self.open("early", view.gate)
        else:
            self.refuse("no announcement is due")

    def action_later(self) -> None:
        self.do(c.PutOff())

    # -- the room ---------------------------------------------------------------------------------------------------

    def action_tally(self, name: str, by: int) -> None:
        self.do(c.Tally(tally=name, by=by))

    def action_unlock(self) -> None:
        """The first of the two keys."""
        self._unlocking = time.monotonic() if self.locked else 0.0
        self.show()

    def action_unlock_now(self) -> None:
        """The second of the two keys; elsewhere it does what enter does."""
        if not self.locked:
            self.action_enter()
        elif self._unlocking:
            self._unlocked, self._unlocking = True, 0.0
            self.show()
            self.refresh_bindings()

    def action_undo(self) -> None:
        """Take something back; in the testing view the first of the two keys that unlock it."""
        if self.locked:
            self.action_unlock()
        else:
            self.action_dialog("undo")

    def action_lock(self) -> None:
        """Back to the testing view."""
        self._unlocked = False
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

    def action_close(self) -> None:
        """Close the room; once it is closed, seal the record."""
        phase = self.desk.view().phase
        self.action_dialog("seal" if phase in (Phase.CLOSED, Phase.SEALED) else "close")

    def action_answer_anew(self) -> None:
        """Answer the question on screen, answered or not; after the seal, amend."""
        block = self.query_one(BlockPane).block
        if self.desk.view().phase is Phase.SEALED:
            self.open("amend")
        elif block is not None and block.kind == "ask":
            self.open("answer", block.id)
        else:
            self.refuse("no question is on screen")

    def action_put_back(self) -> None:
        if reason := self.desk.put_back():
            self.refuse(reason)

    # -- dialogs ----------------------------------------------------------------------------------------------------

    def action_dialog(self, name: str) -> None:
        """Open a dialog about the session, or about the block that is on screen."""
        pane = self.query_one(BlockPane)
        match name:
            case "skip":
                view = self.desk.view()
                spot = pane.spot or (view.current.id if view.gate and view.current else "")
                if spot:
                    self.open(name, spot)
                else:
                    self.refuse("no block is on screen that could be skipped")
            case "misread":
                self.open(name, str(pane.sentence))
            case _:
                self.open(name)

    def open(self, name: str, *what: str) -> None:
        """Push a dialog; a block of a list that it has settled is left for the next open one."""
        self._refusal = ""

        def closed(done: bool | None) -> None:
            if done:
                self.query_one(BlockPane).choose_open()
            self.show()

        self.app.push_screen(dialog(name, self.desk, *what), closed)

    def on_block_pane_chosen(self, message: BlockPane.Chosen) -> None:
        self.query_one(BlockPane).choose(message.spot)

    def on_block_pane_answered(self, message: BlockPane.Answered) -> None:
        self.action_answer(message.number)

    def on_outline_looked(self, message: Outline.Looked) -> None:
        """Go to a step that is open, or that can be ticked now; of any other show the words."""
        view = self.desk.view()
        spot = next((spot for spot in view.open if view.plan[spot].step.ref == message.ref), "")
        here = next((spot for spot in view.beside if view.plan[spot].step.ref == message.ref), "")
        if spot and self.do(c.Visit(block=spot)):
            self.set_focus(None)
        elif view.in_any_order and here:
            self.query_one(BlockPane).choose(here)
            self.set_focus(None)
        elif not spot:
            self.open("look", message.ref)


def quiet(view: SessionView) -> bool:
    """Whether students test and nothing is asked of the administrator: the walk waits for what the clock brings."""
    return bool(view.gate) and view.phase is Phase.OPEN and view.clock.phase in ("running", "additional")


def wants_input(view: SessionView, pane: BlockPane) -> bool:
    """Whether the block cannot be passed by a key alone."""
    block = pane.block
    if block is None or block.settled:
        return False
    if block.kind == "ask":
        return True
    return bool(block.missing) or (block.kind == "record" and len(block.rows) == 0)


def where(view: SessionView) -> str:
    """``Read the instructions · step 5 of 25 · III.D.5 · manual p. 17 · school and district``."""
    if view.phase is Phase.CLOSED:
        return "The room is closed"
    if view.phase is Phase.SEALED:
        return "The record is sealed"
    block = view.at_hand if view.phase is Phase.INTERRUPTED else view.current
    if block is None:
        return "Interrupted" if view.phase is Phase.INTERRUPTED else "At the end"
    parts = [block.stage or _procedure(view)]
    if view.over_the_walk == "announcement":
        parts = ["NOW DUE"]
    elif view.over_the_walk == "visit":
        parts.append("open")
    number, count = view.place
    if not view.over_the_walk and count:
        parts.append(f"step {number} of {count}")
    parts.append(block.ref)
    if block.page:
        parts.append(f"manual p. {block.page}")
    if block.title:
        parts.append(block.title)
    return " · ".join(parts)


def _procedure(view: SessionView) -> str:
    name = view.set_off_by.replace("_", " ")
    return f"PROCEDURE: {'interruption' if name == 'interrupt' else name}"
