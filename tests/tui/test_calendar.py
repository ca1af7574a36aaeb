"""The calendar screen: by date, by audience, what is left this month; past is said in words; by keyboard alone, at any size."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from proctor.tui.dates import NONE, first_to_come, shown
from proctor.tui.dialogs.occasion import OccasionDialog
from proctor.tui.dialogs.question import Faults
from proctor.tui.palette import Palette
from proctor.tui.screens.calendar import CalendarScreen
from proctor.tui.screens.library import LibraryScreen
from proctor.tui.widgets.catalogue import Catalogue
from tests.assistant.test_agenda import on, thing
from tests.scripts.test_calendar import ONE, pack_of
from tests.tui.conftest import Looks
from tests.tui.shelves import at_rest, go_to, library, line_of, places, showing
from tests.tui.stage import plainly, press, text_of

pytestmark = pytest.mark.usefixtures("quick_packs")

LATER, THEN = date(2026, 11, 26), date(2024, 12, 5)
TRAINING = ("mcas-2024-training", "MCAS and ACCESS training")


def screen_of(pilot: Pilot[None]) -> CalendarScreen:
    found = pilot.app.screen
    assert isinstance(found, CalendarScreen)
    return found


def on_line(pilot: Pilot[None]) -> str:
    line = screen_of(pilot).query_one(Catalogue).line
    return f"{line.left} {line.right}".strip() if line else ""


# -- what it shows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_by_date_what_is_past_is_said_so_and_the_cursor_is_on_what_comes(size: tuple[int, int], looks: Looks) -> None:
    async with showing(CalendarScreen(places(), THEN, *TRAINING), size) as pilot:
        looks(pilot, "calendar")
        text = text_of(pilot)
        assert "December 2024" in text
        assert " past" in text
        assert on_line(pilot).startswith("Thu 5, 9:30–10:30 a.m. · MCAS Office Hours")
        assert on_line(pilot).endswith("today")


async def test_by_audience_each_thing_stands_under_everyone_it_is_for(looks: Looks) -> None:
    async with showing(CalendarScreen(places(), LATER)) as pilot:
        await press(pilot, "w", "home")
        looks(pilot, "calendar-audience")
        assert "ACCESS for ELLs test coordinators" in text_of(pilot)
        await press(pilot, "end")
        assert on_line(pilot).endswith("past")


async def test_what_is_left_this_month(looks: Looks) -> None:
    async with showing(CalendarScreen(places(), THEN, *TRAINING)) as pilot:
        await press(pilot, "m")
        text = text_of(pilot)
        assert "Left in December 2024" in text
        assert " past" not in text
    async with showing(CalendarScreen(places(), LATER, *TRAINING)) as pilot:
        await press(pilot, "m")
        looks(pilot, "calendar-nothing-left")
        assert "Nothing is left in November 2026." in text_of(pilot)
        await press(pilot, "enter", "down", "end")
        assert isinstance(pilot.app.screen, CalendarScreen), "where nothing stands no key does anything"


async def test_enter_tells_all_of_a_thing_and_any_way_back(looks: Looks) -> None:
    async with showing(CalendarScreen(places(), LATER, *TRAINING), (60, 18)) as pilot:
        await press(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, OccasionDialog)
        looks(pilot, "calendar-thing")
        text = plainly(text_of(pilot))
        assert "Wednesday, November 20, 2024, 12:00–1:00 p.m. (past)" in text
        assert "For: administrators" in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, CalendarScreen)


async def test_a_search_finds_words_and_whom_it_is_for() -> None:
    async with showing(CalendarScreen(places(), LATER)) as pilot:
        await press(pilot, "slash", *"prinicpals")
        assert "Overview of Student Registration" in text_of(pilot)
        assert "Pretest" not in text_of(pilot)
        await press(pilot, "enter", "home", "enter")
        assert isinstance(pilot.app.screen, OccasionDialog)
        await press(pilot, "escape", "escape")
        assert "Pretest" in text_of(pilot), "the search is left before the calendar"
        await press(pilot, "slash", *"zzz")
        assert "Nothing here fits 'zzz'." in text_of(pilot)


async def test_without_colour_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with showing(CalendarScreen(places(), THEN, *TRAINING)) as pilot:
        assert "▸" in text_of(pilot)
        assert " past" in text_of(pilot)


async def test_where_it_is_too_small_it_says_so() -> None:
    async with showing(CalendarScreen(places(), THEN, *TRAINING), (40, 10)) as pilot:
        assert "past" not in text_of(pilot)


def test_without_any_calendar_it_says_how_to_make_one() -> None:
    assert [one.line.left for one in shown([], "date", LATER)] == list(NONE)
    assert first_to_come(shown([], "date", LATER), LATER) == 0


def test_what_is_for_nobody_in_particular_stands_last() -> None:
    from proctor.assistant.agenda import occasions

    listed = occasions([thing("A", on("2024-12-03")), thing("B", on("2024-12-10"), audiences=("coaches",))], LATER)
    told = [one.line.left for one in shown(listed, "audience", LATER)]
    assert told == ["Coaches", "Tue 10 Dec 2024 · B", "", "For nobody in particular", "Tue 3 Dec 2024 · A"]


# -- the way there ------------------------------------------------------------------------------------------------------


async def test_c_shows_all_calendars_and_escape_leads_back() -> None:
    async with library() as pilot:
        await press(pilot, "c")
        await at_rest(pilot)
        assert "· all packs" in text_of(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_a_pack_without_scripts_has_a_line_that_enter_opens() -> None:
    async with library() as pilot:
        await go_to(pilot, "Calendar")
        assert (line_of(pilot).kind, line_of(pilot).name) == ("calendar", "")
        assert "rehearse" not in text_of(pilot).splitlines()[-1]
        await press(pilot, "r", "p")
        assert isinstance(pilot.app.screen, LibraryScreen), "there is nothing to deliver"
        await press(pilot, "enter")
        await at_rest(pilot)
        assert "· CAASPP workshops through the year" in text_of(pilot)
        assert "MCAS" not in text_of(pilot)


async def test_the_palette_knows_it() -> None:
    async with library() as pilot:
        await press(pilot, "ctrl+p", *"calendar")
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, Palette)
        assert "calendar (c)" in text_of(pilot)


async def test_a_fault_in_a_calendar_is_shown_in_the_library() -> None:
    pack_of(places().user_packs / "made", ONE.replace("2024-12-03", "soon"))
    async with library(loading=True) as pilot:
        await go_to(pilot, "This pack has faults")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Faults)
        assert "calendar.yaml:2:" in text_of(pilot)
        await press(pilot, "escape", "c")
        await at_rest(pilot)
        assert "calendar.yaml" not in text_of(pilot), "the other calendars are shown"
