"""The dialogs about what happens: incidents, interruptions, and that the students go on."""

from __future__ import annotations

import pytest

from proctor.state import events as ev
from proctor.state.clock import MINUTE
from proctor.state.state import Phase
from proctor.tui.dialogs.listing import Listing
from tests.plain.rooms import TO_THE_START
from tests.tui.conftest import Looks
from tests.tui.stage import NINE_TO, clock_of, desk_of, on_stage, press, text_of, type_in
from tests.tui.test_dialogs import SIZES, complaint, field, fill, quiz, shown, since, under_way


@pytest.mark.parametrize("size", SIZES)
async def test_how_they_look(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(under_way("n", "b", "b"), size) as pilot:
        await press(pilot, "i")
        looks(pilot, "dialog-incident-all")
        await fill(pilot, category="torn")
        await press(pilot, "enter")
        await fill(pilot, note="page 4")
        looks(pilot, "dialog-incident")
        await press(pilot, "escape", "exclamation_mark")
        looks(pilot, "dialog-interrupt")
        await press(pilot, "escape", "m")
        looks(pilot, "dialog-misread")
        await press(pilot, "escape", "n")
        looks(pilot, "dialog-note")
        await press(pilot, "escape", "u")
        looks(pilot, "dialog-undo")
        await press(pilot, "escape", "T")
        looks(pilot, "dialog-takeover")
    async with on_stage(under_way("p fire alarm 9:16"), size) as pilot:
        await press(pilot, "g")
        await fill(pilot, at="9:19")
        looks(pilot, "dialog-resume")


# -- incidents ------------------------------------------------------------------------------------------------------


async def test_torn_enter_note_enter_is_on_record_and_its_steps_come() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i")
        await fill(pilot, category="torn")
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
        await press(pilot, "i")
        await fill(pilot, category="torn")
        await press(pilot, "enter", "tab", "2", "tab")
        await fill(pilot, at="9:16")
        await press(pilot, "enter")
    assert session.state.incidents[-1].at == NINE_TO + 2 * MINUTE
    assert not session.view().over_the_walk


async def test_nothing_of_that_name_is_said() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i")
        await fill(pilot, category="qqq")
        await press(pilot, "enter")
        assert "no category is chosen" in complaint(pilot)
        assert field(pilot, "category").value == "qqq"
        await press(pilot, "escape")
    assert not session.state.incidents


async def test_the_list_is_moved_from_the_field_and_a_click_takes_a_category() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i", "down", "down", "up", "enter", "enter")
        assert session.state.incidents[-1].category == session.view().categories[1].id
        await press(pilot, "i")
        await pilot.click(Listing, offset=(2, 2))
        await pilot.pause()
        assert pilot.app.focused is field(pilot, "note")
        await press(pilot, "enter")
    assert session.state.incidents[-1].category == session.view().categories[2].id


async def test_what_mostly_interrupts_says_that_the_clock_runs_on() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "i")
        await fill(pilot, category="fire")
        assert "The clock runs on" in text_of(pilot)
        await press(pilot, "enter", "enter")
        assert desk_of(pilot).news.endswith("the clock runs on; ! stops it")
    assert session.view().clock.phase == "running"


# -- interruptions --------------------------------------------------------------------------------------------------


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


# -- misreads and taking back ---------------------------------------------------------------------------------------


async def test_a_misread_is_two_keys_and_can_be_taken_back_for_ten_seconds() -> None:
    session = quiz(*TO_THE_START[:11])
    async with on_stage(session) as pilot:
        await press(pilot, "down", "m", "enter")
        assert session.state.misreads[-1].sentence == 2
        await press(pilot, "u")
        assert "misread 1 of B.1/1, for 10 seconds more" in text_of(pilot)
        assert "The steps that it set off" in text_of(pilot)
        await press(pilot, "enter")
        assert session.state.misreads[-1].withdrawn
        await press(pilot, "m", "enter", "u")
        clock_of(session).sleep(11_000)
        await pilot.pause(1.1)
        assert "misread 2 of" not in text_of(pilot)


async def test_earlier_words_and_no_sentence_in_particular() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "m", "f3", "down", "down")
        await fill(pilot, note="said hash")
        await press(pilot, "escape")
        assert not session.state.misreads
        await press(pilot, "m", "f3", "down", "down", "down", "down", "up", "enter")
        await press(pilot, "m", "down", "down", "enter")
    assert [(one.block, one.sentence) for one in session.state.misreads] == [("B.1/1", 3), ("B.2/1", 0)]


async def test_nothing_read_is_nothing_misread() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "m")
        assert "Nothing was read aloud yet" in text_of(pilot)
        await press(pilot, "f3", "down", "enter")
        assert complaint(pilot) == "nothing was read aloud yet"


async def test_a_block_that_was_done_is_opened_again() -> None:
    session = quiz("n")
    async with on_stage(session) as pilot:
        await press(pilot, "u", "escape")
        assert session.state.blocks["A.1/1"].status.value == "done"
        await press(pilot, "u")
        assert "done: A.1/1 · CHECK · the room is quiet" in text_of(pilot)
        await press(pilot, "tab")
        await fill(pilot, reason="a slip")
        await press(pilot, "enter")
    assert since(session, session.state.seq - 1) == [ev.BlockReopened(block="A.1/1", reason="a slip")]


async def test_nothing_to_take_back_is_said() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "u", "enter")
        assert "Nothing can be taken back now." in text_of(pilot)
        assert "there is nothing to take back" in complaint(pilot)


async def test_a_clock_that_was_stopped_by_mistake_goes_on() -> None:
    session = under_way("stop")
    async with on_stage(session) as pilot:
        await press(pilot, "u")
        assert "as if it had never stood still" in text_of(pilot)
        await press(pilot, "enter")
    assert session.view().clock.phase == "running"


# -- notes, and somebody else ---------------------------------------------------------------------------------------


async def test_a_note_may_be_of_an_earlier_time() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "n", "enter")
        assert "the note is missing" in complaint(pilot)
        await fill(pilot, text="a bird", at="9:15")
        await press(pilot, "escape")
        assert session.state.seq == before
        await press(pilot, "n")
        await fill(pilot, text="a bird", at="9:15")
        await press(pilot, "enter")
    assert since(session, before) == [ev.NoteTaken(text="a bird", at=NINE_TO + MINUTE)]


async def test_somebody_else_takes_over() -> None:
    session = under_way("undo A.1/1")
    async with on_stage(session) as pilot:
        await press(pilot, "T")
        assert "Read last: B.2/1" in text_of(pilot)
        assert "Open: 1" in text_of(pilot)
        await press(pilot, "enter")
        assert complaint(pilot) == "say who takes over"
        await fill(pilot, name="Ben Adeyemi")
        await press(pilot, "escape")
        assert len(session.state.administrators) <= 1
        await press(pilot, "T")
        await fill(pilot, name="Ben Adeyemi")
        await press(pilot, "enter")
    assert session.name_of(session.state.administrators[-1][0]) == "Ben Adeyemi"
