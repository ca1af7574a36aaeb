"""The two lines below the block: what comes next, and what came of the last key. What must not be overlooked takes both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from proctor.state.view import Piece, SessionView
from proctor.tui.desk import Desk
from proctor.tui.sheet import wrap
from proctor.tui.widgets.lines import Lines, Run, fit


class Foot(Lines):
    """``next: III.D.6 · last name``, and below it a refusal, news, or what the clock on the wall has to say."""

    PREFIX = "foot"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"foot--{role}" for role in ("next", "news", "no", "notice")}
    DEFAULT_CSS = """
    Foot { height: 2; padding: 0 1; }
    Foot > .foot--next { color: $faint; }
    Foot > .foot--news { color: $foreground; }
    Foot > .foot--no { color: $error; text-style: bold; }
    Foot > .foot--notice { color: $warning; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._next = ""
        self._said = ""
        self._role = "news"

    def show(self, view: SessionView, desk: Desk, refusal: str = "") -> None:
        said, role = desk.news, "news"
        if refusal and not desk.trouble:  # which is said larger
            said, role = refusal, "no"
        elif view.notices:
            said, role = " ".join((*view.notices, desk.news)), "notice"
        now = (next_line(view), said, role)
        if now != (self._next, self._said, self._role):
            self._next, self._said, self._role = now
            self.refresh()

    def line(self, y: int, width: int) -> Iterator[Run]:
        lines = ["".join(span.text for span in line) for line in wrap(((Piece(self._said),),), width)] if self._said else []
        if len(lines) > 1:
            text = lines[0] if not y else fit(" ".join(lines[1:]), width)
            yield text, self._role
        elif y:
            yield (lines[0] if lines else ""), self._role
        else:
            yield fit(self._next, width), "next"


def next_line(view: SessionView) -> str:
    """What comes after that which is on screen, and how much was passed and is open; a list says that above."""
    if view.is_list:
        return "[x] done [-] out [!] late [>] due now * notes → moved"
    following = _following(view)
    left = f"{len(view.open)} open (x lists them)" if view.open else ""
    return " · ".join(part for part in (following, left) if part)


def _following(view: SessionView) -> str:
    waiting = [name.replace("_", " ") for name in view.waiting]
    if waiting:
        return f"then: {', '.join(waiting)}"
    if view.over_the_walk:
        at = view.state.walk_at
        return f"then back to {step_of(view, at)}" if at else f"then: close the {view.habits.matter}"
    if view.in_any_order:
        left = sum(not view.block(spot).settled for spot in view.beside)
        return f"in any order · {left} left here"
    if view.next is not None:
        return f"next: {' · '.join(part for part in view.next if part)}"
    return f"next: close the {view.habits.matter}" if view.current else ""


def step_of(view: SessionView, spot: str) -> str:
    """``III.D.6 · last name``: the step of a block."""
    step = view.plan[spot].step
    return f"{step.ref} · {step.title}" if step.title else step.ref
