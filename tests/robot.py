"""An administrator who looks at what the session shows and does what it says, carefully: drives plain mode in tests.

She knows the room (facts, how many of what) and what will happen in it, types a line for what she sees, and keeps the
lines, so that a delivery can be read, and typed again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from proctor.plain.lines import END, Line
from proctor.scripts.blocks import Ask
from proctor.state import Session
from proctor.state.clock import MINUTE, SECOND, Clock
from proctor.state.state import Phase
from proctor.state.view import BlockView, SessionView

Seen = Callable[[SessionView], bool]

WORD = 400
"""Milliseconds that a spoken word takes."""
GLANCE = 4 * SECOND
"""Milliseconds that everything else takes."""
MOST_LINES = 1_000
"""No delivery needs so many; who types more goes in a circle."""


@dataclass(frozen=True)
class Minutes:
    """Time that goes by before the next line. ``away``: she is not there; what falls due meanwhile waits on the screen."""

    count: float
    away: bool = False


@dataclass(frozen=True)
class Happening:
    """Something out of the ordinary: the first time that ``when`` is so, these lines are typed one after the other."""

    when: Seen
    lines: tuple[str | Minutes, ...]


def at(spot: str) -> Seen:
    """When a block is on screen, named by its id or its step's ref."""
    return lambda view: view.current is not None and spot in (view.current.id, view.current.ref)


def waiting_for(ref: str) -> Seen:
    """When the walk waits before an announcement that is not due yet."""
    return lambda view: view.gate == ref


@dataclass
class Administrator:
    """Lines for plain mode; see the module.

    ``facts`` holds what she knows of the room, as typed; a fact that is not in it is not known, and its question is
    skipped with a reason. ``answers`` holds her answers to other questions by block id; else it is "no", where that is one.
    With a ``clock`` she takes her time on it. Where ``leaves`` is so, she leaves the session open.
    """

    session: Session
    students: int = 3
    facts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    happenings: Sequence[Happening] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    """What she counts of a material's movement, as ``answer_booklet void``, where it is not the obvious."""
    clock: Clock | None = None
    echo: TextIO | None = None
    leaves: Seen = lambda view: False

    typed: list[str] = field(default_factory=list)

    waiting = False

    def __post_init__(self) -> None:
        self._to_come = list(self.happenings)
        self._now: list[str | Minutes] = []
        self._idle = 0
        self._away = False

    # -- as proctor.plain.lines.Lines -------------------------------------------------------------------------------

    def next(self, seconds: float | None) -> Line | None:
        assert len(self.typed) < MOST_LINES, f"going in a circle: {self.typed[-5:]}"
        view = self.session.view()
        if view.phase is Phase.SEALED or self.leaves(view):
            return END
        line = self._line(view)
        if line is None:
            return None
        self._take_time(view, line)
        self.typed.append(line)
        if self.echo is not None:
            self.echo.write(f"> {line}\n")
        return Line(line)

    def _take_time(self, view: SessionView, line: str) -> None:
        if self.clock is not None:
            reads = line in ("n", "k")
            said = sum(len(block.text.split()) for block in view.shown if reads and block.kind == "say")
            self.clock.sleep(said * WORD if said else GLANCE)

    # -- what she types ---------------------------------------------------------------------------------------------

    def _line(self, view: SessionView) -> str | None:
        """The next line; None while she lets time go by."""
        if view.due is None or self._away:
            happened = next((one for one in self._to_come if one.when(view)), None)
            if happened is not None:
                self._to_come.remove(happened)
                self._now.extend(happened.lines)
            if self._idle or self._now:
                return self._out_of_the_ordinary()
        return self._as_it_says(view)

    def _out_of_the_ordinary(self) -> str | None:
        if not self._idle:
            first = self._now.pop(0)
            if isinstance(first, str):
                self._away = self._away and bool(self._now)
                return first
            self._idle, self._away = int(first.count * MINUTE), first.away
        assert self.clock is not None, "time goes by on a clock only"
        some = min(self._idle, SECOND)
        self._idle -= some
        self.clock.sleep(some)
        return None

    def _as_it_says(self, view: SessionView) -> str:
        if view.over_the_walk == "announcement":
            return "k"
        if view.phase is Phase.CLOSED:
            return "seal"
        if view.phase is Phase.INTERRUPTED and not view.over_the_walk:
            return "g"
        if view.gate:
            return "w"
        block = view.current
        if block is None:
            return f"go {view.open[0]}" if view.open else "close"
        return self._for_block(view, block)

    def _for_block(self, view: SessionView, block: BlockView) -> str:
        if block.kind == "ask" and not block.settled:
            return self._answer(view, block)
        if block.kind == "count" and block.missing:
            return self._count(view, block.missing)
        return "n"

    def _answer(self, view: SessionView, block: BlockView) -> str:
        planned = view.plan[block.id].block
        assert isinstance(planned, Ask)
        if planned.fact is None:
            quiet = "no" if "no" in block.options else block.options[0]
            return f"a {self.answers.get(block.id, quiet)}"
        known = self.facts.get(planned.fact)
        return f"s not known in this room: {planned.fact}" if known is None else f"a {known}"

    def _count(self, view: SessionView, missing: Sequence[tuple[str, str]]) -> str:
        """One material with all that is asked of it."""
        material = missing[0][0]
        asked = [movement for name, movement in missing if name == material]
        return f"c {material} {' '.join(str(self._how_many(view, material, movement)) for movement in asked)}"

    def _how_many(self, view: SessionView, material: str, movement: str) -> int:
        if (given := self.numbers.get(f"{material} {movement}")) is not None:
            return given
        used = self.students if view.plan.materials[material].per_student else 1
        spare = 1 if view.plan.materials[material].per_student else 0
        return {"received": used + spare, "issued": used, "returned": used, "unassigned": spare}.get(movement, 0)
