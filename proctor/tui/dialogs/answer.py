"""Answer a question of the script; also anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from proctor.scripts.blocks import Ask
from proctor.state.commands import Answer
from proctor.state.facts import spell
from proctor.tui.desk import Desk
from proctor.tui.dialogs import dialog
from proctor.tui.dialogs.base import Dialog, does, other, plain
from proctor.tui.dialogs.facts import answer_in, fact_widget
from proctor.tui.widgets.choice import Choice


class AnswerDialog(Dialog):
    """About one ask block, or the question for a fact."""

    BINDINGS: ClassVar[list[BindingType]] = [
        does("on record"),
        other("skip", "not known", "Pass the question with the reason; it can be answered later"),
    ]

    def __init__(self, desk: Desk, spot: str) -> None:
        super().__init__(desk)
        self.spot = spot

    def heading(self) -> str:
        block = self.desk.view().block(self.spot)
        anew = "Answer anew" if block.settled else "Answer"
        return f"{anew} · {block.ref}{' · ' + block.title if block.title else ''}"

    def body(self) -> Iterator[Widget]:
        yield plain(" ".join(self.desk.view().block(self.spot).text.split()), "question")
        yield self._answers()

    def _answers(self) -> Widget:
        state = self.desk.view().state
        asked = state.plan[self.spot].block
        assert isinstance(asked, Ask)
        if asked.fact:
            return fact_widget(state.plan.facts[asked.fact], state.facts.get(asked.fact))
        known = state.blocks.get(self.spot)
        titles = [(one.answer, one.title or spell(one.answer)) for one in asked.options]
        return Choice(titles, [known.answer] if known else [], id="answer")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was answered cannot be passed any more."""
        settled = self.desk.view().block(self.spot).settled
        return super().check_action(action, parameters) and not (action == "skip" and settled)

    def submit(self) -> None:
        self.hand_in(Answer(block=self.spot, answer=answer_in(self.query_one("#answer"))))

    def action_skip(self) -> None:
        def passed(done: bool | None) -> None:
            if done:
                self.dismiss(True)

        self.app.push_screen(dialog("skip", self.desk, self.spot), passed)
