"""The session screen: what it shows, and what its keys do."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Looks
from tests.tui.stage import SIZES, on_stage, practice, press, text_of


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_session_shows_its_first_stage_as_a_list(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(practice(), size) as pilot:
        looks(pilot, "session-new")


async def test_space_ticks_the_block_on_screen(looks: Looks) -> None:
    session = practice()
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space")
        assert session.state.blocks["III.A/2"].status.value == "done"
        assert "✓" in text_of(pilot)
