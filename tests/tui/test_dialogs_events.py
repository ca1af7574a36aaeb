"""The dialogs about what happens: incidents, interruptions, and that the students go on."""

from __future__ import annotations

import pytest

from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import MINUTE
from proctor.state.state import Phase
from proctor.tui.dialogs.listing import Listing
from tests.tui.conftest import Looks
from tests.tui.stage import NINE_TO, SIZES, clock_of, desk_of, on_stage, press, text_of, type_in
from tests.tui.test_dialogs import complaint, field, fill, quiz, shown, since, under_way

# -- incidents ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_an_incident_is_found_by_what_people_call_it(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(under_way(), size) as pilot:
        await press(pilot, "i")
        looks(pilot, "dialog-incident-all")
        await press(pilot, *"torn", "enter")
        await fill(pilot, note="page 4")
        looks(pilot, "dialog-incident")


async def test_torn_enter_note_enter_is_on_record_and_its_steps_come() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i", *"torn")
        assert "enter take it" in shown(pilot)
        await press(pilot, "enter")
        assert "enter on record" in shown(pilot)
        await fill(pilot, note="page 4")
        await press(pilot, "enter")
        assert "Give another one." in text_of(pilot)
    incident = session.state.incidents[-1]
    assert (incident.category, incident.note, incident.at) == ("damaged_booklet", "page 4", NINE_TO + 6 * MINUTE)
    assert session.view().set_off_by == "damaged_booklet"


async def test_the_steps_can_be_left_for_now_and_the_time_be_earlier() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i", *"torn", "enter", "tab", "2", "tab")
        await fill(pilot, at="9:16")
        await press(pilot, "enter")
    assert session.state.incidents[-1].at == NINE_TO + 2 * MINUTE
    assert not session.view().over_the_walk


async def test_up_and_down_move_the_list_from_the_field() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i", "down", "down", "up", "enter", "enter")
        assert session.state.incidents[-1].category == session.view().categories[1].id


async def test_nothing_of_that_name_is_said() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i", *"qqq", "enter")
        assert "no category is chosen" in complaint(pilot)
        assert field(pilot, "category").value == "qqq"
        await press(pilot, "escape")
    assert not session.state.incidents


async def test_a_click_takes_a_category() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i")
        await pilot.click(Listing, offset=(2, 2))
        await pilot.pause()
        assert pilot.app.focused is field(pilot, "note")
        await press(pilot, "enter")
    assert session.state.incidents[-1].category == session.view().categories[2].id


async def test_what_mostly_interrupts_says_that_the_clock_runs_on() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i", *"fire")
        assert "The clock runs on" in text_of(pilot)
        await press(pilot, "enter", "enter")
        assert desk_of(pilot).news.endswith("the clock runs on; ! stops it")
    assert session.view().clock.phase == "running"


# -- interruptions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_what_mostly_interrupts_can_be_chosen(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(under_way(), size) as pilot:
        await press(pilot, "exclamation_mark")
        looks(pilot, "dialog-interrupt")


async def test_a_fire_drill_is_two_keys() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "exclamation_mark", "enter", "enter")
    assert since(session, before)[0] == ev.Interrupted(reason="fire drill")
    assert session.state.phase is Phase.INTERRUPTED


async def test_a_digit_chooses_in_the_list_and_is_typed_in_a_field() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "exclamation_mark", "3")
        assert field(pilot, "reason").value == "power failure"
        await press(pilot, "2", "tab")
        await fill(pilot, at="9:17")
        await press(pilot, "enter")
    mark = session.state.marks[-1]
    assert session.state.reasons[mark.event] == "power failure2"
    assert session.view().clock.interrupted_at == NINE_TO + 3 * MINUTE


async def test_a_reason_of_ones_own_is_typed_at_once() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "exclamation_mark")
        await type_in(pilot, "a bee")
        await press(pilot, "tab")
        await fill(pilot, at="9:59")
        await press(pilot, "enter")
        assert "still to come" in complaint(pilot)
        assert field(pilot, "reason").value == "a bee"
        await press(pilot, "escape")
    assert session.state.phase is Phase.OPEN


# -- the students go on ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_going_on_says_how_long_it_was(size: tuple[int, int], looks: Looks) -> None:
    session = under_way("p fire alarm 9:16")
    async with on_stage(session, size) as pilot:
        await press(pilot, "g")
        await fill(pilot, at="9:19")
        looks(pilot, "dialog-resume")


async def test_back_at_a_time_that_is_keyed_late() -> None:
    session = under_way("p fire alarm 9:16")
    async with on_stage(session) as pilot:
        await press(pilot, "g")
        assert "Until 9:20 that is 4 minutes." in text_of(pilot)
        await fill(pilot, at="9:15")
        assert "9:15 is before it began." in text_of(pilot)
        await press(pilot, "enter")
        assert "over before it began" in complaint(pilot)
        await press(pilot, "backspace", "9")
        assert "Until 9:19 that is 3 minutes." in text_of(pilot)
        await press(pilot, "enter")
    assert session.view().clock.lost == 3 * MINUTE


async def test_enter_alone_goes_on_now() -> None:
    session = under_way("p fire alarm 9:16")
    async with on_stage(session) as pilot:
        await press(pilot, "g", "escape")
        assert session.state.phase is Phase.INTERRUPTED
        await press(pilot, "g", "enter")
    assert session.view().clock.lost == 4 * MINUTE


async def test_nothing_is_to_be_resumed_where_nothing_was_interrupted() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "g")
        assert "Testing is not interrupted." in text_of(pilot)
        await press(pilot, "enter")
        assert complaint(pilot) == "the session is not interrupted"
    clock_of(session)
    session.handle(c.Tick())
