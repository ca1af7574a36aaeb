"""A monkey at the keyboard: whatever is pressed, nothing breaks, and what is on screen is what is on record."""

from __future__ import annotations

import asyncio
import random

import pytest
from textual import events
from textual.pilot import Pilot

from proctor.state import Session
from proctor.state.clock import MINUTE, SECOND
from proctor.state.commands import JoinFromPaper
from proctor.tui.screens.session import SessionScreen
from tests.tui.stage import clock_of, key_event, on_stage, practice, settled, text_of

COMMON = ["space", "enter", "escape", "down", "up", "tab", "1", "2", "k", "g", "h", "x"]
"""Keys that take a session on, pressed oftener than their share."""
LETTERS = list("abcefgijklmnorstuvwxzHLPT!?/")
OTHERS = ["left", "right", "pageup", "pagedown", "home", "end", "backspace", "delete", "shift+tab", "f1", "f2", "ctrl+s",
          "ctrl+p", "0", "3", "9", "full_stop", "colon"]  # fmt: skip
NEVER = ("q", "ctrl+q", "ctrl+c")
"""Keys that end the program: pressed by other tests."""


def key_of(chance: random.Random) -> events.Key:
    return key_event(chance.choice(chance.choice((*[COMMON] * 7, LETTERS, LETTERS, OTHERS))))


async def let_loose(pilot: Pilot[None], session: Session, chance: random.Random, presses: int) -> None:
    """Press so many keys; now and then time goes by, a window is resized, something is pasted."""
    app = pilot.app
    for number in range(presses):
        app.post_message(key_of(chance))
        await asyncio.sleep(0)
        if number % 4 == 0:
            await pilot.pause(0)
        if number % 25 == 0:
            clock_of(session).sleep(chance.choice((0, 5 * SECOND, 20 * SECOND, 3 * MINUTE)))
        if number % 200 == 0:
            await pilot.resize_terminal(*chance.choice(((80, 24), (60, 18), (30, 8))))
            app.post_message(events.Paste(chance.choice(("a\x1b[2Jb", "[bold]x[/]", "\u202eabc", "word " * 3_000))))
        if number % 500 == 0:
            await settled(pilot)
            assert text_of(pilot).strip(), app.screen
            assert isinstance(app.screen_stack[0], SessionScreen)
    await pilot.pause()


@pytest.mark.parametrize(("seed", "step", "ago"), [(1, "", None), (2, "III.D.1", None), (3, "III.D.19", 8), (4, "III.E.1", 70)])
async def test_a_monkey_breaks_nothing(seed: int, step: str, ago: int | None) -> None:
    await _monkey(seed, step, ago, 750)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
async def test_a_monkey_that_goes_on_for_long_breaks_nothing(seed: int) -> None:
    step, ago = random.Random(seed).choice((("", None), ("III.D.1", None), ("III.D.19", 8), ("III.E.1", 70)))
    await _monkey(seed, step, ago, 5_000)


async def _monkey(seed: int, step: str, ago: int | None, presses: int) -> None:
    session = practice()
    if step:
        started = None if ago is None else clock_of(session).now().utc - ago * MINUTE
        session.handle(JoinFromPaper(step=step, started=started))
    async with on_stage(session) as pilot:  # which compares the state with the folded record when it ends
        await let_loose(pilot, session, random.Random(seed), presses)
