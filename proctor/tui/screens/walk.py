"""The keys of the walk: on and back, answers, announcements, and going to a step."""

from __future__ import annotations

from proctor.state import commands as c
from proctor.state.state import Phase
from proctor.state.view import BlockView, SessionView
from proctor.tui.screens.at_desk import DeskScreen
from proctor.tui.sheet import answers_of
from proctor.tui.widgets.blocks import BlockPane
from proctor.tui.widgets.keybar import KeyBar
from proctor.tui.widgets.outline import Outline

DIALOG_OF = {"ask": "answer", "count": "count", "record": "record"}
"""The dialog for what a block of a kind asks for."""


class WalkScreen(DeskScreen):
    """What the keys of the walk do."""

    def action_advance(self) -> None:
        """Read, done, ticked: on to the next page, or to the next block once the last line has been on screen."""
        if self.slip():
            return
        pane = self.pane
        if not pane.turn():
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
            self._enter(block)
        elif self.do(c.Advance(block=block.id)):
            pane.choose_open()

    def action_enter(self) -> None:
        """Open the dialog for what the block on screen asks for; where it asks for nothing, go on."""
        block = self.pane.block
        if block is None or block.kind not in DIALOG_OF:
            self.action_advance()
        elif not self.slip():
            self._enter(block)

    def _enter(self, block: BlockView) -> None:
        self.open(DIALOG_OF[block.kind], block.id)

    def action_answer(self, number: int) -> None:
        """Answer with the answer of that number."""
        view, pane = self.desk.view(), self.pane
        block = pane.block
        if self.slip() or block is None or block.kind != "ask":
            return
        if not 1 <= number <= len(answers_of(view, block)):
            self.refuse(f"there is no answer {number}")
        elif self.do(c.Answer(block=block.id, answer=block.options[number - 1])):
            pane.choose_open()

    def action_back(self) -> None:
        if not self.pane.turn_back():
            self.do(c.Back())

    def action_forward(self) -> None:
        self.do(c.Forward())

    def action_move(self, by: int) -> None:
        """Mark another sentence, or choose another block of a list."""
        self.refusal = ""
        self.pane.move(by)
        self.query_one(KeyBar).show()

    def action_page(self, by: int) -> None:
        pane = self.pane
        _ = pane.turn() if by > 0 else pane.turn_back()

    def action_acknowledge(self) -> None:
        """The announcement that is due was made; the one that the walk waits for is made early, with a reason."""
        view = self.desk.view()
        if view.due is not None and self.pane.turn():
            return
        if view.due is not None:
            self.do(c.Acknowledge(step=view.due.step))
        elif view.gate:
            self.open("early", view.gate)
        else:
            self.refuse("no announcement is due")

    def action_later(self) -> None:
        if self.desk.view().over_the_walk in ("procedure", "visit"):
            self.do(c.PutOff())
        else:
            self.refuse("l leaves the rest of a procedure for later; none is on screen")

    def action_dialog(self, name: str) -> None:
        """Open a dialog about the session, or about the block that is on screen."""
        pane = self.pane
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

    def action_close(self) -> None:
        """Close the room; once it is closed, seal the record."""
        phase = self.desk.view().phase
        self.open("seal" if phase in (Phase.CLOSED, Phase.SEALED) else "close")

    # -- the mouse, and the outline ---------------------------------------------------------------------------------

    def on_block_pane_chosen(self, message: BlockPane.Chosen) -> None:
        self.pane.choose(message.spot)

    def on_block_pane_answered(self, message: BlockPane.Answered) -> None:
        self.action_answer(message.number)

    def on_outline_looked(self, message: Outline.Looked) -> None:
        """Go to a step that is open, or that can be ticked now; of any other show the words."""
        view = self.desk.view()
        if not self.check_action("dialog", ("look",)):  # the testing view lets nothing through
            return
        spot = next((spot for spot in view.open if view.plan[spot].step.ref == message.ref), "")
        here = next((spot for spot in view.beside if view.plan[spot].step.ref == message.ref), "")
        if spot and self.do(c.Visit(block=spot)):
            self.set_focus(None)
        elif view.in_any_order and here:
            self.pane.choose(here)
            self.set_focus(None)
        elif not spot:
            self.open("look", message.ref)


def wants_input(view: SessionView, pane: BlockPane) -> bool:
    """Whether the block cannot be passed by a key alone."""
    block = pane.block
    if block is None or block.settled:
        return False
    if block.kind == "ask":
        return True
    return bool(block.missing) or (block.kind == "record" and len(block.rows) == 0)
