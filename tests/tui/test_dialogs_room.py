"""The dialogs about the room: students, what is known of it, times."""

from __future__ import annotations

import pytest

from proctor.state import Session
from proctor.state import events as ev
from proctor.state.clock import MINUTE
from tests.plain.rooms import TO_THE_START, snapshot, typed
from tests.tui.conftest import Looks
from tests.tui.stage import NINE_TO, clock_of, on_stage, press, text_of
from tests.tui.test_dialogs import SIZES, complaint, fill, quiz, since, under_way

LOCAL = {
    "additional_time": "the library",
    "dismissal": "by rows",
    "last_bell": "14:30",
    "call": [{"title": "Principal", "phone": "555-0100"}],
    "notes": {"parking": "[red]behind[/] the gym"},
}


def eventful() -> Session:
    """A session in which much has happened; it is 9:20."""
    session = quiz(*TO_THE_START, "start", words=snapshot(LOCAL))
    clock_of(session).sleep(6 * MINUTE)
    typed(session, ["i torn page 4", "later", "m B.1/1 2 said stand", "p fire drill 9:16", "later", "g 9:18"])
    return session


@pytest.mark.parametrize("size", SIZES)
async def test_how_they_look(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(eventful(), size) as pilot:
        await press(pilot, "t", "5")
        looks(pilot, "dialog-tallies")
        await press(pilot, "enter", "r")
        looks(pilot, "dialog-room")
        await press(pilot, "down", "enter")
        looks(pilot, "dialog-fact")
        await press(pilot, "escape", "escape", "e")
        looks(pilot, "dialog-times")
        await press(pilot, "enter")
        looks(pilot, "dialog-mark")
        await press(pilot, "escape", "down", "down", "down", "enter")
        looks(pilot, "dialog-clock")


# -- students -------------------------------------------------------------------------------------------------------


async def test_every_count_is_on_record_at_once() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "t", "2", "plus", "right", "left", "down", "minus")
        assert "cannot be" in complaint(pilot)
        await press(pilot, "up", "up", "plus")
        assert "still testing 4" in text_of(pilot)
        await press(pilot, "enter")
        assert "still testing 4" in text_of(pilot), "and below the block"
    tallied = [(one.tally, one.by) for one in since(session, before) if isinstance(one, ev.Tallied)]
    assert tallied == [("late", 1), ("late", 1), ("late", 1), ("late", -1), ("handed_in", 1)]


async def test_how_many_students_there_are_can_be_put_right() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "t", "s")
        await fill(pilot, answer="x")
        await press(pilot, "enter")
        assert "expected a whole number" in complaint(pilot)
        await press(pilot, "escape")
        assert session.state.facts["students"] == 3
        await press(pilot, "s", "backspace", "5", "enter")
        assert "5 in the room at the beginning" in text_of(pilot)
        await press(pilot, "escape")
    assert session.view().testing == 5


async def test_more_than_there_are_cannot_hand_in() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "t", "1", "1", "1", "1")
        assert "than there are students" in complaint(pilot)
        assert "(set students" not in complaint(pilot)
    assert session.view().testing == 0


# -- what is known of it --------------------------------------------------------------------------------------------


async def test_every_line_of_the_room_can_be_reached() -> None:
    session = eventful()
    async with on_stage(session, (60, 18)) as pilot:
        await press(pilot, "r")
        seen = text_of(pilot)
        for keys in (["down"] * 3, ["down"] * 3, ["end"]):
            await press(pilot, *keys)
            seen += text_of(pilot)
    for words in ("Your school", "additional time: the library", "last bell: 14:30", "call Principal: 555-0100",
                  "parking: [red]behind[/] the gym", "incident 1: damaged booklet", "misread 1: B.1/1"):  # fmt: skip
        assert words in seen


async def test_a_fact_is_changed_and_what_happened_is_not() -> None:
    session = eventful()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "r", "down", "enter", "enter")
        assert complaint(pilot) == "seats is yes already"
        await press(pilot, "escape")
        assert session.state.seq == before
        await press(pilot, "down", "enter", "1", "enter")
        assert "aids: ruler" in text_of(pilot)
        await press(pilot, "end", "enter")
        assert "what is on record stays" in complaint(pilot)
        await press(pilot, "up", "up", "enter")
        assert "your school's sheet" in complaint(pilot)
    assert since(session, before)[0] == ev.FactSet(fact="aids", value=("ruler",), source="set")


# -- times ----------------------------------------------------------------------------------------------------------


async def test_a_time_is_put_right() -> None:
    session = eventful()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "e", "down", "enter", "enter")
        assert complaint(pilot) == "say at what time it happened"
        await fill(pilot, at="9:19")
        await press(pilot, "enter")
        assert "over before it began" in complaint(pilot)
        await press(pilot, "escape")
        assert session.state.seq == before
        await press(pilot, "enter")
        await fill(pilot, at="9:17")
        await press(pilot, "enter")
        assert "9:17   interrupted: fire drill" in text_of(pilot)
    assert session.view().clock.lost == MINUTE


async def test_the_clock_is_stopped_and_let_go_on_by_hand() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "e", "down", "enter")
        await fill(pilot, at="9:18")
        await press(pilot, "enter")
        assert session.view().clock.phase == "stopped"
        assert "9:18   the clock stopped" in text_of(pilot)
        await press(pilot, "home", "down", "down", "enter", "enter")
        assert session.view().clock.phase == "running"


async def test_the_clock_is_started_by_hand_where_no_block_said_so() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "e", "enter")
        await fill(pilot, at="9:14")
        await press(pilot, "enter")
    assert session.view().clock.started_at == NINE_TO


async def test_an_announcement_is_made_early_from_the_times() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "e", "end", "enter")
        assert "The time is over." in text_of(pilot)
        await fill(pilot, reason="all are done")
        await press(pilot, "enter", "end", "enter")
        assert "settled already" in complaint(pilot)
    assert session.state.announcements["C.3"].reason == "all are done"
