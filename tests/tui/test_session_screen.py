"""The session screen: what it shows, and what its keys do."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from proctor.settings import Settings
from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import MINUTE
from proctor.state.commands import JoinFromPaper
from proctor.state.state import Phase
from proctor.tui.screens.session import SessionScreen
from proctor.tui.widgets.blocks import BlockPane
from proctor.tui.widgets.keybar import KeyBar, fitting
from proctor.tui.widgets.outline import Outline
from tests.plain.rooms import at_the_start, opened, snapshot
from tests.tui.conftest import Looks
from tests.tui.stage import (
    SIZES,
    clock_of,
    desk_of,
    on_stage,
    pane_of,
    plainly,
    practice,
    press,
    settled,
    text_of,
)


def joined(step: str, mode: str = "live", minutes_ago: int | None = None) -> Session:
    """The practice session from a step on; where the students have begun, so long ago."""
    session = practice(mode)
    started = None if minutes_ago is None else clock_of(session).now().utc - minutes_ago * MINUTE
    session.handle(JoinFromPaper(step=step, started=started))
    return session


def long_session(words: int = 600) -> Session:
    """A session whose first block does not fit on a page."""
    text = " ".join(f"This is sentence number {n} of them." for n in range(1, words // 7))
    step = {"ref": "A.1", "blocks": [{"say": text}, {"do": "Sit down."}]}
    return opened(words=snapshot(stages=[{"id": "only", "title": "Only", "steps": [step]}], procedures={}, facts={}))


async def at_last_page(pilot: Pilot[None]) -> int:
    """Press space until the block would be left; how many presses that took."""
    presses = 0
    while "page" in text_of(pilot) and "the last page" not in text_of(pilot):
        await press(pilot, "space")
        presses += 1
    return presses


# -- what it shows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_session_shows_its_first_stage_as_a_list(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(practice(), size) as pilot:
        looks(pilot, "session-new")


@pytest.mark.parametrize("size", [*SIZES, (60, 18), (200, 60)])
@pytest.mark.parametrize("mode", ["live", "rehearsal"])
async def test_words_to_be_read_aloud_stand_apart(size: tuple[int, int], mode: str, looks: Looks) -> None:
    async with on_stage(joined("III.D.2", mode), size) as pilot:
        await press(pilot, "space", "space")
        looks(pilot, f"session-say-{mode}")


@pytest.mark.parametrize("size", SIZES)
async def test_while_students_test_only_the_clock_and_the_tally_are_shown(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(joined("III.D.20", minutes_ago=8), size) as pilot:
        looks(pilot, "session-testing")
        assert not pane_of(pilot).display


@pytest.mark.parametrize("size", SIZES)
async def test_an_announcement_comes_over_what_is_on_screen(size: tuple[int, int], looks: Looks) -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session, size) as pilot:
        clock_of(session).sleep(22 * MINUTE)
        await pilot.pause(0.3)
        assert "NOW DUE" in text_of(pilot)
        looks(pilot, "session-announcement")
        await press(pilot, "k")
        assert [one.status for one in desk_of(pilot).view().announcements] == ["made", ""]


async def test_live_and_rehearsal_differ_in_word_and_frame() -> None:
    shown = {}
    for mode in ("live", "rehearsal"):
        async with on_stage(practice(mode)) as pilot:
            shown[mode] = text_of(pilot)
    assert "LIVE" in shown["live"]
    assert "┏" in shown["live"]
    assert "REHEARSAL" in shown["rehearsal"]
    assert "╔" in shown["rehearsal"]
    assert "┏" not in shown["rehearsal"]


async def test_a_window_that_is_too_small_says_so_and_the_session_goes_on() -> None:
    session = practice()
    async with on_stage(session, (40, 10)) as pilot:
        assert "too small" in text_of(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Prepare the room" in text_of(pilot)


async def test_the_clock_shows_no_seconds_unless_they_are_asked_for() -> None:
    session = joined("III.D.19", minutes_ago=8)
    async with on_stage(session) as pilot:
        assert "scheduled time left 52 min" in text_of(pilot)
        await press(pilot, "z")
        assert "scheduled time left 52:00" in text_of(pilot)
        await press(pilot, "z")
        assert "52:00" not in text_of(pilot)


# -- on and back ----------------------------------------------------------------------------------------------------


async def test_space_ticks_the_block_that_is_chosen_and_the_next_open_one_is_chosen() -> None:
    session = practice()
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space")
        assert session.state.blocks["III.A/2"].status.value == "done"
        assert pane_of(pilot).spot == "III.A/6"
        assert "✓ CHECK" in text_of(pilot)


async def test_a_long_block_is_left_only_after_its_last_line_was_on_screen() -> None:
    session = long_session()
    async with on_stage(session) as pilot:
        assert "page 1 of" in text_of(pilot)
        presses = await at_last_page(pilot)
        assert presses > 1
        assert "A.1/1" not in session.state.blocks
        await press(pilot, "space")
        assert session.state.blocks["A.1/1"].status.value == "done"


async def test_every_line_of_a_long_block_is_shown_on_one_of_its_pages() -> None:
    async with on_stage(long_session(), (60, 18)) as pilot:
        seen = plainly(text_of(pilot))
        while "the last page" not in text_of(pilot):
            await press(pilot, "space")
            seen += plainly(text_of(pilot))
        for number in range(1, 85):
            assert f"sentence number {number} of" in seen.replace("▸ ", ""), number


async def test_a_second_press_that_comes_too_soon_is_a_slip() -> None:
    session = joined("III.C.1")
    async with on_stage(session, settings=Settings(press_guard=10_000)) as pilot:
        await press(pilot, "space", "space", "space")
        assert [spot for spot in session.state.blocks if spot == "III.C.1/1"] == ["III.C.1/1"]
        assert "III.C.2/1" not in session.state.blocks


async def test_back_and_forward_undo_nothing() -> None:
    session = joined("III.D.2")
    async with on_stage(session) as pilot:
        await press(pilot, "space", "b")
        assert session.view().reviewing
        await press(pilot, "f")
        assert session.state.blocks["III.D.2/1"].status.value == "done"
        assert not session.view().reviewing


async def test_up_and_down_mark_a_sentence_and_misread_takes_it() -> None:
    session = joined("III.D.1")
    async with on_stage(session) as pilot:
        await press(pilot, "down", "down")
        assert pane_of(pilot).sentence == 3
        await press(pilot, "up")
        assert pane_of(pilot).sentence == 2


async def test_a_digit_answers_a_question() -> None:
    session = practice(facts={"students": 3})
    async with on_stage(session) as pilot:
        pane_of(pilot).choose("III.A/3?covers_completed")
        await press(pilot, "2")
        assert session.state.facts["covers_completed"] == "no"


async def test_a_digit_that_is_no_answer_is_refused_in_words() -> None:
    session = practice(facts={"students": 3})
    async with on_stage(session) as pilot:
        pane_of(pilot).choose("III.A/3?covers_completed")
        await press(pilot, "7")
        assert "there is no answer 7" in text_of(pilot)


async def test_a_refusal_is_said_and_goes_with_the_next_key() -> None:
    async with on_stage(at_the_start()) as pilot:
        await press(pilot, "f")
        assert "this is as far as the session has come" in plainly(text_of(pilot))
        await press(pilot, "n", "escape")
        assert "this is as far" not in text_of(pilot)


# -- what comes over the walk ---------------------------------------------------------------------------------------


async def test_space_does_not_pass_an_announcement() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        clock_of(session).sleep(22 * MINUTE)
        await pilot.pause(0.3)
        await press(pilot, "space")
        assert "k says that you have made it" in text_of(pilot)
        assert session.view().due is not None


async def test_a_procedure_is_walked_through_with_space_and_can_be_put_off() -> None:
    session = at_the_start()
    session.handle(c.RecordIncident(category="damaged_booklet"))
    async with on_stage(session) as pilot:
        assert "PROCEDURE: damaged booklet" in text_of(pilot)
        await press(pilot, "l")
        assert "PROCEDURE" not in text_of(pilot)
        assert session.view().open


async def test_an_interruption_shows_its_checklist_and_then_that_it_lasts() -> None:
    session = at_the_start()
    session.handle(c.Interrupt(reason="fire"))
    async with on_stage(session) as pilot:
        assert "PROCEDURE: interruption" in text_of(pilot)
        await press(pilot, "space", "space")
        assert "Interrupted since" in text_of(pilot)
        assert "interrupted · scheduled time left" in text_of(pilot)


# -- the testing view -----------------------------------------------------------------------------------------------


async def test_the_testing_view_lets_no_stray_key_through() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        before = session.state.seq
        await press(pilot, "space", "enter", "s", "x", "b", "f", "v", "r", "o", "l", "1", "q", "escape")
        assert session.state.seq == before
        assert len(pilot.app.screen_stack) == 1


async def test_h_counts_who_hands_in_and_shift_h_takes_it_back() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        await press(pilot, "h", "h", "H")
        assert session.view().tallies["handed_in"] == 1
        assert "handed in 1 · still testing 2" in text_of(pilot)


async def test_two_keys_in_turn_unlock_it_and_one_locks_it_again() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SessionScreen)
        await press(pilot, "enter")
        assert screen.latch.closed
        await press(pilot, "u")
        assert screen.latch.closed
        assert "now enter" in text_of(pilot)
        await press(pilot, "enter")
        assert not screen.latch.closed
        assert "Waiting until 9:36" in text_of(pilot)
        await press(pilot, "L")
        assert screen.latch.closed


async def test_when_the_last_has_handed_in_the_walk_goes_on() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        await press(pilot, "h", "h", "h")
        assert [one.status for one in session.view().announcements] == ["not_needed", "not_needed"]
        assert pane_of(pilot).display


# -- the outline, the cover, the keys -------------------------------------------------------------------------------


async def test_the_outline_comes_and_goes_on_a_key_and_stays_where_there_is_room() -> None:
    async with on_stage(practice()) as pilot:
        outline = pilot.app.screen.query_one(Outline)
        assert not outline.display
        await press(pilot, "o")
        assert outline.display
        assert outline.has_focus
        await press(pilot, "o")
        assert not outline.display
        assert not outline.has_focus
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert outline.display


async def test_enter_in_the_outline_goes_to_a_step_that_can_be_ticked() -> None:
    session = practice()
    async with on_stage(session, (120, 40)) as pilot:
        await press(pilot, "o", *["down"] * 5, "enter")
        assert pane_of(pilot).spot == "I.K/1"


async def test_enter_in_the_outline_goes_to_what_was_passed_and_is_open() -> None:
    session = joined("III.D.2")
    for n in (1, 2, 4):
        session.handle(c.Advance(block=f"III.D.2/{n}"))
    session.handle(c.Reopen(block="III.D.2/1"))
    async with on_stage(session, (120, 40)) as pilot:
        await press(pilot, "o", "up", "enter")
        assert session.view().current is not None
        assert session.view().current.id == "III.D.2/1"


async def test_the_cover_shows_the_room_s_clock_and_nothing_of_the_script(looks: Looks) -> None:
    async with on_stage(joined("III.D.1")) as pilot:
        await press(pilot, "c")
        assert "MCAS" not in text_of(pilot)
        looks(pilot, "cover")
        await press(pilot, "c")
        assert "MCAS" in text_of(pilot)


async def test_an_announcement_is_said_over_the_cover_and_acknowledged_there() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        await press(pilot, "c")
        clock_of(session).sleep(22 * MINUTE)
        await pilot.pause(0.3)
        assert "NOW DUE" in text_of(pilot)
        await press(pilot, "k")
        assert session.view().due is None
        assert "NOW DUE" not in text_of(pilot)


def test_help_stands_at_the_end_of_the_key_line_however_narrow_it_is() -> None:
    from textual.app import App
    from textual.binding import Binding

    keys = [(key, Binding(key, "x", "does something"), App()) for key in "abcdefg"]
    for width in (16, 40, 80):
        shown = fitting(keys, width)  # type: ignore[arg-type]
        assert shown[-1] is keys[-1]
        assert sum(len(key) + 1 + len(binding.description) for key, binding, _ in shown) + 3 * (len(shown) - 1) <= width


async def test_a_key_of_the_key_line_can_be_clicked() -> None:
    session = joined("III.D.2")
    async with on_stage(session) as pilot:
        await pilot.click(KeyBar, offset=(3, 0))
        await pilot.pause()
        assert session.state.blocks["III.D.2/1"].status.value == "done"


async def test_a_block_of_a_list_and_an_answer_can_be_clicked() -> None:
    session = practice(facts={"students": 3})
    async with on_stage(session) as pilot:
        pane = pilot.app.screen.query_one(BlockPane)
        row = next(n for n, drawn in enumerate(pane._drawn) if drawn.row.spot == "III.A/3?covers_completed")
        await pilot.click(BlockPane, offset=(20, row))
        assert pane.spot == "III.A/3?covers_completed"
        row = next(n for n, drawn in enumerate(pane._drawn) if drawn.row.text.strip() == "2  no")
        await pilot.click(BlockPane, offset=(18, row))
        await pilot.pause()
        assert session.state.facts["covers_completed"] == "no"


# -- the whole ------------------------------------------------------------------------------------------------------


async def test_the_clock_on_the_wall_moves_on_by_itself() -> None:
    session = practice()
    async with on_stage(session) as pilot:
        clock_of(session).sleep(MINUTE)
        await pilot.pause(0.4)
        assert "9:15" in text_of(pilot)


async def test_at_the_end_the_screen_says_how_to_close() -> None:
    session = at_the_start()
    session.handle(c.Close(reason="a test"))
    async with on_stage(session) as pilot:
        assert session.view().phase is Phase.CLOSED
        assert "The room is closed." in text_of(pilot)
        assert "In the way of the seal" in text_of(pilot)


# -- what a slip must not do ----------------------------------------------------------------------------------------


async def test_nothing_is_passed_in_a_window_that_is_too_small_to_read() -> None:
    session = joined("III.D.1")
    async with on_stage(session, (40, 10)) as pilot:
        before = session.state.seq
        await press(pilot, *["space"] * 5, "enter", "1")
        assert session.state.seq == before


async def test_another_width_skips_no_line_of_a_long_block() -> None:
    session = long_session()
    async with on_stage(session, (60, 18)) as pilot:
        seen = plainly(text_of(pilot))
        for _ in range(3):
            await press(pilot, "space")
            seen += plainly(text_of(pilot))
        await pilot.resize_terminal(100, 24)
        await settled(pilot)
        seen += plainly(text_of(pilot))
        while "the last page" not in text_of(pilot):
            await press(pilot, "space")
            seen += plainly(text_of(pilot))
        seen = seen.replace("▸ ", "")
        assert [number for number in range(1, 85) if f"sentence number {number} of" not in seen] == []


async def test_the_testing_view_has_no_outline_to_move_the_walk_by() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session, (120, 40)) as pilot:
        outline = pilot.app.screen.query_one(Outline)
        assert not outline.display
        before = session.state.seq
        pilot.app.screen.post_message(Outline.Looked("III.D.19"))
        await settled(pilot)
        assert session.state.seq == before
        assert len(pilot.app.screen_stack) == 1


async def test_keys_that_follow_too_soon_answer_and_seal_nothing() -> None:
    session = practice(facts={"students": 3})
    async with on_stage(session, settings=Settings(press_guard=10_000)) as pilot:
        pane_of(pilot).choose("III.A/3?covers_completed")
        await press(pilot, "1", "1", "1")
        assert session.state.facts["covers_completed"] == "yes"
        assert set(session.state.facts) == {"students", "covers_completed"}
    session = at_the_start()
    session.handle(c.Close(reason="a test"))
    async with on_stage(session, settings=Settings(press_guard=10_000)) as pilot:
        await press(pilot, "x", *["enter"] * 5)
        assert session.view().phase is Phase.CLOSED


async def test_a_note_does_not_lose_the_place_in_a_long_block() -> None:
    session = long_session()
    async with on_stage(session) as pilot:
        await press(pilot, "space", "down", "n", "x", "enter")
        assert "page 2 of" in text_of(pilot)
        marked = pane_of(pilot).sentence
        await press(pilot, "b", "f")
        assert marked > 1


async def test_after_a_procedure_the_chosen_block_of_the_list_is_chosen_still() -> None:
    session = practice()
    async with on_stage(session) as pilot:
        await press(pilot, "down", "down")
        chosen = pane_of(pilot).spot
        session.handle(c.RecordIncident(category="damaged_booklet"))
        desk_of(pilot).do(c.TakeNote(text="shown anew"))
        assert "PROCEDURE" in text_of(pilot)
        await press(pilot, "l")
        assert pane_of(pilot).spot == chosen


async def test_help_gives_way_to_an_announcement() -> None:
    session = joined("III.D.20", minutes_ago=8)
    async with on_stage(session) as pilot:
        await press(pilot, "u", "enter", "question_mark")
        assert "The keys here" in text_of(pilot)
        clock_of(session).sleep(22 * MINUTE)
        await pilot.pause(0.3)
        assert "The keys here" not in text_of(pilot)
        assert "NOW DUE" in text_of(pilot)


@pytest.mark.parametrize("chosen", [True, False])
async def test_a_chime_sounds_only_where_the_opening_chose_it(chosen: bool) -> None:
    session = practice(soft_chime=chosen)
    session.handle(c.StartClock())
    async with on_stage(session) as pilot:
        rung: list[int] = []
        desk_of(pilot).chime = lambda: rung.append(1)
        clock_of(session).sleep(31 * MINUTE)
        await pilot.pause(0.3)
        assert session.view().due is not None
        assert len(rung) == chosen


async def test_looking_back_is_said_and_space_leads_forward_again() -> None:
    session = joined("III.D.2")
    async with on_stage(session) as pilot:
        await press(pilot, "space", "b")
        assert "LOOKING BACK" in text_of(pilot)
        assert "space forward again" in text_of(pilot)


async def test_the_key_that_starts_the_students_clock_says_so() -> None:
    session = joined("III.D.18")
    async with on_stage(session) as pilot:
        while "starts the students' clock" not in text_of(pilot):
            assert session.view().clock.phase == "not_started"
            await press(pilot, "space")
        await press(pilot, "space")
        assert session.view().clock.phase == "running"
