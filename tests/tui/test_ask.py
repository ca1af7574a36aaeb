"""Ask on the screens: the answer while one types, the conversation, a note for the record, an action that is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.pilot import Pilot

from proctor.settings import Places, Settings
from proctor.state.clock import MINUTE
from proctor.state.commands import Interrupt, JoinFromPaper, TakeNote
from proctor.state.events import IncidentRecorded, Interrupted, NoteTaken
from proctor.tui.app import ProctorApp
from proctor.tui.dialogs.ask import AskDialog, AskPacks
from proctor.tui.widgets.answers import Answers
from tests.tui.stage import LARGE, SMALL, clock_of, desk_of, on_stage, plainly, practice, press, settled, text_of, type_in

if TYPE_CHECKING:
    from proctor.state import Session
    from tests.tui.conftest import Looks

pytestmark = pytest.mark.usefixtures("quick_packs")


def writing(script: str = "session-1") -> Session:
    """Students have been writing for ten minutes."""
    session = practice(script=script)
    step = "III.D.19" if script == "session-1" else "IV.D.13"
    session.handle(JoinFromPaper(step=step, started=clock_of(session).now().utc - 10 * MINUTE))
    return session


def told(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Answers).told


@pytest.mark.parametrize(("script", "verdict"), [("session-1", "NOT ALLOWED"), ("session-2", "ALLOWED")])
async def test_the_answer_stands_there_before_enter_is_pressed_and_is_that_of_the_script(script: str, verdict: str) -> None:
    async with on_stage(practice(script=script)) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "calculaters alowed?")
        assert told(pilot).startswith(f"{verdict} · ")
        assert "calculaters alowed?" in text_of(pilot)


async def test_what_was_asked_stays_above_the_next_question_also_when_ask_is_opened_again() -> None:
    async with on_stage(practice()) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "calculators")
        await press(pilot, "enter")
        await type_in(pilot, "phones")
        assert told(pilot).index("cell phones") < told(pilot).index("calculators\nNOT ALLOWED")
        await press(pilot, "enter", "escape", "slash")
        assert told(pilot).index("phones\n") < told(pilot).index("calculators\n")


async def test_a_key_puts_the_answer_on_record_as_a_note_with_its_section() -> None:
    session = practice()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        await press(pilot, "ctrl+n")
        assert "there is no answer of the manual" in plainly(text_of(pilot))
        await type_in(pilot, "calculators")
        await press(pilot, "ctrl+n")
        assert "on record" in plainly(text_of(pilot))
    (note,) = [one.event for one in session.journal.entries() if isinstance(one.event, NoteTaken)]
    assert note.text.startswith("Asked: calculators Answer: not allowed; ")
    assert "III.D.16" in note.source


async def test_an_action_is_offered_and_done_by_a_second_enter_only() -> None:
    session = writing()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "pause because of a fire drill")
        assert "Enter, and enter again, does it." in told(pilot)
        await press(pilot, "enter")
        assert session.state.course.running
        assert "Enter does it; Esc leaves it." in told(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, AskDialog)
        assert not session.state.course.running
    assert any(isinstance(one.event, Interrupted) for one in session.journal.entries())


async def test_enter_held_down_offers_and_does_not_do() -> None:
    session = writing()
    async with on_stage(session, settings=Settings(press_guard=60_000)) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "pause")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert "Enter does it; Esc leaves it." in told(pilot)
        assert session.state.course.running


async def test_escape_leaves_an_offer_undone_and_so_does_another_word() -> None:
    session = writing()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "note a fire drill")
        await press(pilot, "enter", "escape")
        await press(pilot, "slash")
        await type_in(pilot, "pause")
        await press(pilot, "enter")
        await type_in(pilot, "s")
        await press(pilot, "enter")
        assert session.state.course.running
    assert not any(isinstance(one.event, Interrupted | IncidentRecorded) for one in session.journal.entries())


async def test_an_offer_that_something_else_overtook_is_not_done() -> None:
    session = writing()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "pause")
        await press(pilot, "enter")
        desk_of(pilot).do(TakeNote(text="meanwhile"))
        await press(pilot, "enter")
        assert session.state.course.running
        assert "something was recorded meanwhile" in plainly(text_of(pilot))


async def test_the_time_in_an_answer_goes_on() -> None:
    session = writing()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "how long is left?")
        assert told(pilot).startswith("50 minutes of the scheduled time")
        clock_of(session).sleep(2 * MINUTE)
        desk_of(pilot).tick()
        await settled(pilot)
        assert told(pilot).startswith("48 minutes of the scheduled time")


async def test_ask_is_there_while_students_test_and_in_an_interruption() -> None:
    session = writing()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, AskDialog)
        await press(pilot, "escape")
        desk_of(pilot).do(Interrupt(reason="drill"))
        await settled(pilot)
        await press(pilot, "slash")
        assert isinstance(pilot.app.screen, AskDialog)


async def test_an_announcement_that_falls_due_leaves_the_question_as_it_is() -> None:
    session = writing()
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "calculators")
        clock_of(session).sleep(21 * MINUTE)
        desk_of(pilot).tick()
        await settled(pilot)
        assert "half" in text_of(pilot)
        await type_in(pilot, " allowed")
        assert pilot.app.screen.query_one("#question").value == "calculators allowed"  # type: ignore[attr-defined]


async def test_the_palette_answers_a_question_and_leads_to_it() -> None:
    async with on_stage(practice()) as pilot:
        await press(pilot, "ctrl+p")
        await type_in(pilot, "are phones ok?")
        await pilot.pause(0.5)
        assert "ask: are phones ok?" in text_of(pilot)
        assert "NOT ALLOWED" in text_of(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AskDialog)
        assert told(pilot).startswith("NOT ALLOWED")


async def test_control_characters_and_a_long_paste_are_a_question_like_any_other() -> None:
    async with on_stage(practice()) as pilot:
        await press(pilot, "slash")
        pilot.app.screen.query_one("#question").value = "\x1b[2J[bold]x[/] \u202eabc " * 20  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "enter")
        assert "\x1b" not in text_of(pilot)
        assert "not in this manual" in told(pilot).lower()


async def test_the_library_answers_from_all_packs() -> None:
    app = ProctorApp(Places.of_environment())
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a")
        await app.workers.wait_for_complete()
        await type_in(pilot, "calculaters alowed?")
        assert isinstance(app.screen, AskPacks)
        assert told(pilot).startswith("IT DEPENDS · Session 1: ")
        await press(pilot, "enter")
        assert told(pilot).startswith("calculaters alowed?\nIT DEPENDS")
        await press(pilot, "enter")
        assert "type a question" in text_of(pilot)


@pytest.mark.parametrize("size", [SMALL, pytest.param(LARGE, marks=pytest.mark.slow)])
async def test_ask_looks_like_this(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(writing(), size) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "calculaters alowed?")
        await press(pilot, "enter")
        await type_in(pilot, "student 4 needs more time")
        await press(pilot, "enter")
        looks(pilot, "dialog-ask")
        await press(pilot, "enter")
        assert desk_of(pilot).view().tallies["more_time"] == 1


async def test_of_a_passage_the_sentence_that_says_it_stands_first() -> None:
    async with on_stage(writing()) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "what do I say about cheating")
        assert told(pilot).startswith("▸ Please remember that cheating")
        assert "III.D.17, p. 17" in told(pilot)
        assert "We have scheduled 60 minutes" in told(pilot)
