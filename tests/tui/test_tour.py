"""The first-use tour: each lesson is done by what it asks for, and leads to the next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from proctor.settings import Places
from proctor.state.clock import ManualClock
from proctor.tui.screens import tour
from proctor.tui.screens.tour import DELIVER, TEST, TourScreen, first_part, second_part
from tests.tui.stage import SIZES, on_stage, practice, press, text_of


@asynccontextmanager
async def touring(screen: TourScreen, size: tuple[int, int] = SIZES[0]) -> AsyncIterator[Pilot[None]]:
    async with on_stage(practice(), size) as pilot:
        await pilot.app.push_screen(screen)
        await pilot.pause()
        yield pilot


def lesson(pilot: Pilot[None]) -> int:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, TourScreen))
    return screen.at + (len(DELIVER) if screen.lessons is TEST else 0)


@pytest.mark.parametrize("size", SIZES)
async def test_the_tour_goes_from_lesson_to_lesson_by_what_each_asks_for(size: tuple[int, int]) -> None:
    places = Places.of_environment()
    async with touring(first_part(places, press_guard=0, clock=ManualClock()), size) as pilot:
        assert "TOUR 1 of 14" in text_of(pilot)
        steps: list[tuple[str, ...]] = [
            ("space",),
            ("up", "down", "space"),
            ("space",),
            ("m", "enter"),
            ("exclamation_mark", *"alarm", "enter"),
            ("space", "g", "enter", "space", "space"),
            ("i", *"torn", "enter", "enter"),
            ("l",),
            ("o", "o"),
            ("c", "c"),
        ]
        for number, keys in enumerate(steps):
            assert lesson(pilot) == number, text_of(pilot)
            await press(pilot, *keys)
        await pilot.pause()
        assert "TOUR 11 of 14" in text_of(pilot)


async def test_the_second_part_brings_half_time_and_the_lock() -> None:
    clock = ManualClock()
    async with touring(second_part(Places.of_environment(), press_guard=0, clock=clock)) as pilot:
        await press(pilot, "h")
        assert "TOUR 12 of 14" in text_of(pilot)
        clock.sleep(tour.HALF + 1_000)
        await pilot.pause(0.3)
        assert "NOW DUE" in text_of(pilot)
        await press(pilot, "k")
        assert "TOUR 13 of 14" in text_of(pilot)
        await press(pilot, "u", "enter")
        assert "TOUR 14 of 14" in text_of(pilot)


async def test_nothing_of_the_tour_is_kept(data_folder: Path) -> None:
    async with touring(first_part(Places.of_environment(), press_guard=0)) as pilot:
        await press(pilot, "space")
        await press(pilot, "n", "escape")
    assert not list(data_folder.rglob("*.proctor"))
