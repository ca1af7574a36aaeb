"""A whole session delivered on the screen, by keys alone, beside the same session delivered in plain lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from textual.pilot import Pilot

from proctor.scripts.blocks import Ask
from proctor.state import Session
from proctor.state.clock import MINUTE
from proctor.state.events import Event, SessionOpened
from proctor.state.state import Phase
from proctor.state.view import BlockView, SessionView
from proctor.tui.sheet import answers_of
from tests.plain.rooms import typed
from tests.tui.stage import SMALL, clock_of, desk_of, on_stage, pane_of, practice, press, text_of

MOST = 600
"""No delivery needs so many acts; who needs more goes in a circle."""


@dataclass(frozen=True)
class Act:
    """One thing that an administrator does: what she types in plain lines, and what she presses on the screen."""

    lines: tuple[str, ...]
    keys: tuple[str, ...]
    minutes: float = 0
    """Time that goes by before it."""


def words(text: str) -> tuple[str, ...]:
    """A text as keys."""
    return tuple("space" if one == " " else one for one in text)


ON = Act(("n",), ("space",))
ANNOUNCED = Act(("k",), ("k",))
GO_ON = Act(("g",), ("g", "enter"))
FIRE = Act(("p fire drill",), ("exclamation_mark", *words("fire drill"), "enter"))
TORN = Act(("i damaged_booklet page 4",), ("i", *words("torn"), "enter", *words("page 4"), "enter"))
CLOSE = Act(("close",), ("x", "ctrl+s"))
SEAL = Act(("seal",), ("x", "enter"))
HANDED_IN = Act(("t handed_in",), ("h",))


@dataclass
class Room:
    """What happens in the room, and what she knows of it."""

    numbers: dict[str, int] = field(default_factory=dict)
    happenings: list[tuple[Callable[[SessionView], bool], Act]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def next(self, view: SessionView) -> Act:
        """What to do now."""
        if view.due is None:
            for happening in self.happenings:
                if happening[0](view):
                    self.happenings.remove(happening)
                    return happening[1]
        if view.over_the_walk == "announcement":
            return ANNOUNCED
        if view.phase is Phase.CLOSED:
            return SEAL
        if view.phase is Phase.INTERRUPTED and not view.over_the_walk:
            return GO_ON
        if view.gate:
            return HANDED_IN if view.testing else Act((), (), 5)
        return CLOSE if view.current is None else self._for(view, view.current)

    def _for(self, view: SessionView, block: BlockView) -> Act:
        if block.kind == "ask" and not block.settled:
            return self._answer(view, block)
        if block.kind == "count" and block.missing:
            return self._count(view, block)
        return ON

    def _answer(self, view: SessionView, block: BlockView) -> Act:
        asked = view.plan[block.id].block
        assert isinstance(asked, Ask)
        answer = self.facts.get(asked.fact or "", "no" if "no" in block.options else block.options[0])
        if answers_of(view, block):
            return Act((f"a {answer}",), (str(block.options.index(answer) + 1),))
        return Act(("a none",), ("enter", str(len(block.options) + 1), "enter"))

    def _count(self, view: SessionView, block: BlockView) -> Act:
        by_material: dict[str, list[int]] = {}
        for material, movement in block.missing:
            by_material.setdefault(material, []).append(self._how_many(view, material, movement))
        lines = tuple(f"c {material} {' '.join(map(str, numbers))}" for material, numbers in by_material.items())
        keys = [key for numbers in by_material.values() for number in numbers for key in (*str(number), "enter")]
        return Act((*lines, "n"), ("enter", *keys))

    def _how_many(self, view: SessionView, material: str, movement: str) -> int:
        given = self.numbers.get(f"{material} {movement}")
        return given if given is not None else {"received": 4, "issued": 3, "returned": 3, "unassigned": 1}.get(movement, 0)


def at(spot: str) -> Callable[[SessionView], bool]:
    return lambda view: view.current is not None and view.current.id == spot


def events(session: Session) -> list[Event]:
    """What is on record, but for the opening, which says which program wrote it."""
    return [entry.event for entry in session.journal.entries() if not isinstance(entry.event, SessionOpened)]


async def deliver(pilot: Pilot[None], plain: Session, screen: Session, room: Room) -> list[str]:
    """Both ways at once to the seal; what plain mode refused."""
    refused: list[str] = []
    for _ in range(MOST):
        view = plain.view()
        if view.phase is Phase.SEALED:
            return refused
        act = room.next(view)
        for clock in (clock_of(plain), clock_of(screen)):
            clock.sleep(round(act.minutes * MINUTE) or 4_000)
        if act.minutes:
            plain.tick()
            await pilot.pause(0.25)
        refused += [line for line in typed(plain, act.lines) if line.startswith("no:")]
        while act in (ON, ANNOUNCED) and pane_of(pilot).more:
            await press(pilot, "space")
        await press(pilot, *act.keys)
        assert events(screen)[-6:] == events(plain)[-6:], (act, text_of(pilot))
    raise AssertionError("going in a circle")


def eventful() -> Room:
    """A fire drill while the students test, and a torn answer booklet."""
    return Room(
        numbers={"answer_booklet issued": 4, "answer_booklet unassigned": 0, "answer_booklet void": 1},
        happenings=[(at("III.D.19/1"), FIRE), (at("III.D.19/1"), TORN)],
    )


@pytest.mark.parametrize("script", ["session-1", "session-2", "practice-test", "questionnaire"])
async def test_the_same_keys_leave_the_same_events_as_the_same_lines(script: str) -> None:
    plain, screen = practice(script=script), practice(script=script)
    async with on_stage(screen) as pilot:
        assert await deliver(pilot, plain, screen, Room()) == []
        assert events(screen) == events(plain)
        assert screen.seal() is not None


async def test_session_1_with_a_fire_drill_and_a_torn_booklet_is_delivered_to_its_seal() -> None:
    plain, screen = practice(), practice()
    room = eventful()
    async with on_stage(screen, SMALL) as pilot:
        assert await deliver(pilot, plain, screen, room) == []
        assert room.happenings == []
        assert events(screen) == events(plain)
        assert screen.view().incidents[0].note == "page 4"
        await press(pilot, "escape")
        seal = screen.seal()
        assert seal is not None
        assert seal in text_of(pilot)


async def test_what_is_chosen_in_a_list_is_what_the_walk_is_at_when_it_is_done_in_order() -> None:
    session = practice()
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space", "up", "space")
        assert pane_of(pilot).spot
        assert desk_of(pilot).view().state.is_settled("III.A/2")
