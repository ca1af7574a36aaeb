"""A manual imported from the library: found by its name, read, looked through, and then among the packs."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from proctor.tui.dialogs.manual import ManualDialog
from proctor.tui.screens.library import LibraryScreen
from proctor.tui.screens.review import ReviewScreen
from tests.helpers import FIXTURES
from tests.tui.conftest import Looks
from tests.tui.shelves import at_rest, enter, library, places
from tests.tui.stage import LARGE, SIZES, plainly, press, text_of, type_in

MANUAL = FIXTURES / "manuals" / "timing.pdf"


async def asked(pilot: Pilot[None]) -> None:
    """The dialog that asks for the file."""
    screen = pilot.app.screen
    assert isinstance(screen, LibraryScreen)
    screen.import_manual()
    await press(pilot)


async def named(pilot: Pilot[None], path: str) -> None:
    await enter(pilot, path)
    await press(pilot, "enter")
    await at_rest(pilot)
    await at_rest(pilot)


async def test_the_palette_finds_it() -> None:
    async with library(LARGE) as pilot:
        await press(pilot, "ctrl+p")
        await type_in(pilot, "import")
        await pilot.pause(0.5)
        assert "import a manual" in text_of(pilot)
        await press(pilot, "enter")
        await pilot.pause(0.2)
        await press(pilot)
        assert isinstance(pilot.app.screen, ManualDialog)


@pytest.mark.parametrize("size", SIZES)
async def test_it_asks_for_the_file(size: tuple[int, int], looks: Looks) -> None:
    async with library(size) as pilot:
        await asked(pilot)
        looks(pilot, "dialog-manual")


@pytest.mark.parametrize("path", [str(MANUAL), f"'{MANUAL}'", "~/timing.pdf", "$HOME/timing.pdf"])
async def test_the_manual_is_read_and_looked_through(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "timing.pdf").write_bytes(MANUAL.read_bytes())
    async with library(LARGE) as pilot:
        await asked(pilot)
        await named(pilot, path)
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert pilot.app.screen.folder == places().user_packs / "timing"


async def test_once_written_it_is_among_the_packs() -> None:
    async with library(LARGE) as pilot:
        await asked(pilot)
        await named(pilot, str(MANUAL))
        await press(pilot, "w")
        await at_rest(pilot)
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "Iron Range Achievement Tests" in text_of(pilot)
        assert [one.message for one in pilot.app._notifications] == ["The pack is written, and stands among the others."]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "name the file of the manual"),
        ("/nowhere/manual.pdf", "manual.pdf"),
        (str(FIXTURES), "fixtures"),
    ],
)
async def test_what_cannot_be_read_is_said_and_another_can_be_named(path: str, reason: str) -> None:
    async with library() as pilot:
        await asked(pilot)
        await named(pilot, path)
        assert isinstance(pilot.app.screen, ManualDialog)
        assert reason in plainly(text_of(pilot))
        await named(pilot, str(MANUAL))
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_it_can_be_left() -> None:
    async with library() as pilot:
        await asked(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert not places().user_packs.exists()
