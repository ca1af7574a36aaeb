"""The dialogs of the end: booklets, closing, the seal."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.state import Session
from proctor.state import events as ev
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Phase
from tests.plain.rooms import TO_THE_START, snapshot
from tests.tui.conftest import Looks
from tests.tui.stage import on_stage, plainly, press, text_of
from tests.tui.test_dialogs import SIZES, complaint, fill, quiz, shown, since, under_way

TO_THE_END = (*TO_THE_START, "n", "t handed_in 3", "n", "n", "n")
SEAL = "7Q2-M4D-0XK-9TB"


def ended(*lines: str) -> Session:
    """The small script after its last block."""
    session = quiz(*TO_THE_END, *lines)
    assert session.view().current is None or lines, session.view().current
    return session


@pytest.mark.parametrize("size", SIZES)
async def test_how_they_look(size: tuple[int, int], looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(under_way("set aids=ruler", "c scale 1 1", "undo A.1/1"), size) as pilot:
        await press(pilot, "v")
        looks(pilot, "dialog-materials")
        await press(pilot, "enter", "tab", "tab", "tab", "2")
        looks(pilot, "dialog-numbers")
        await press(pilot, "escape", "v")
        looks(pilot, "dialog-void")
        await press(pilot, "escape", "o")
        looks(pilot, "dialog-handover")
        await press(pilot, "escape", "escape", "x")
        looks(pilot, "dialog-close")
        await press(pilot, "escape", "q")
        looks(pilot, "dialog-leave")
    async with on_stage(ended("close"), size) as pilot:
        await press(pilot, "x")
        looks(pilot, "dialog-seal-gaps")
    session = ended("c booklet returned=3 unassigned=1", "close", "seal")
    monkeypatch.setattr(session, "seal", lambda: SEAL)
    async with on_stage(session, size) as pilot:
        await press(pilot, "x")
        looks(pilot, "dialog-seal")
        await press(pilot, "escape", "a")
        looks(pilot, "dialog-amend")


# -- booklets -------------------------------------------------------------------------------------------------------


async def test_numbers_are_entered_of_one_material_and_the_rest_stays() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "v", "enter", "enter")
        assert complaint(pilot) == "no number was entered"
        await press(pilot, "tab", "1", "down", "down", "3", "enter")
        assert "unassigned 1" in plainly(text_of(pilot)), "back in the list"
    counted = [(one.movement, one.number) for one in since(session, before) if isinstance(one, ev.MaterialCounted)]
    assert counted == [("unassigned", 1), ("returned", 3)]


async def test_a_void_booklet_asks_whether_it_was_issued() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "v", "v", "enter")
        assert "say whether it had been issued" in complaint(pilot)
        await press(pilot, "2", "tab")
        await fill(pilot, note="page 4")
        await press(pilot, "enter")
    assert session.state.ledger["booklet"] == {"received": 4, "issued": 4, "void": 1}


async def test_handing_over_wants_a_reason() -> None:
    session = under_way("c booklet returned=2")
    async with on_stage(session) as pilot:
        await press(pilot, "v", "o")
        assert "1 still out" in text_of(pilot)
        await press(pilot, "enter")
        assert "the reason is missing" in complaint(pilot)
        await fill(pilot, reason="at the nurse")
        await press(pilot, "enter")
        assert "handed over: at the nurse" in text_of(pilot)
    assert session.state.handed_over["booklet"] == (1, 1, "at the nurse")


async def test_leaving_the_booklets_changes_nothing() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "v")
        for way in (["enter", "5"], ["v", "1"], ["o", "x"]):
            await press(pilot, *way, "escape")
    assert session.state.seq == before


# -- closing --------------------------------------------------------------------------------------------------------


async def test_nothing_open_is_one_enter() -> None:
    session = ended()
    async with on_stage(session) as pilot:
        await press(pilot, "x")
        assert "Nothing is open." in text_of(pilot)
        assert "enter close the room" in shown(pilot)
        await press(pilot, "enter")
    assert session.state.phase is Phase.CLOSED


async def test_enter_goes_to_what_is_open() -> None:
    session = ended("undo A.1/1")
    async with on_stage(session) as pilot:
        await press(pilot, "x")
        assert "enter go there" in shown(pilot)
        await press(pilot, "enter")
        assert "the room is quiet" in text_of(pilot)
    assert session.view().over_the_walk == "visit"


async def test_what_is_to_come_is_left_to_the_walk() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "x", "end", "enter")
        assert "D.1/2 is still to come; the walk comes to it by itself" in text_of(pilot)
    assert session.state.seq == before


async def test_closing_anyway_wants_one_reason_for_all() -> None:
    session = under_way()
    async with on_stage(session) as pilot:
        await press(pilot, "x", "tab")
        assert "enter close the room" in shown(pilot)
        await press(pilot, "enter")
        assert "still open" in complaint(pilot)
        assert "(close anyway" not in complaint(pilot), "no lines of plain mode"
        await fill(pilot, reason="evacuated")
        await press(pilot, "enter")
    assert session.state.phase is Phase.CLOSED
    assert session.state.blocks["D.1/2"].reason == "evacuated"


async def test_an_interruption_that_does_not_end_is_closed_with_a_reason() -> None:
    session = under_way("p evacuation", "n", "n")
    async with on_stage(session) as pilot:
        await press(pilot, "x", "enter")
        assert session.state.phase is Phase.INTERRUPTED
        await press(pilot, "x", "tab")
        await fill(pilot, reason="not back today")
        await press(pilot, "enter")
    assert session.state.phase is Phase.CLOSED


# -- the seal -------------------------------------------------------------------------------------------------------


async def test_what_stands_in_the_way_of_the_seal_leads_to_the_booklets() -> None:
    session = ended("close")
    async with on_stage(session) as pilot:
        await press(pilot, "x")
        assert "enter count it" in shown(pilot)
        await press(pilot, "enter", "enter", "tab", "1", "tab", "tab", "3", "enter", "escape")
        assert "Every booklet is accounted for" in text_of(pilot)
        assert "enter seal the record" in shown(pilot)
        await press(pilot, "enter")
        assert session.state.phase is Phase.SEALED
        assert "   ".join(" ".join(part) for part in str(session.seal()).split("-")) in text_of(pilot).replace("    ", "   ")
        await press(pilot, "enter")
        assert "The record is sealed." in text_of(pilot)


async def test_a_rehearsal_says_so_beside_its_seal() -> None:
    session = quiz(*TO_THE_END, "c booklet returned=3 unassigned=1", "close", mode="rehearsal")
    async with on_stage(session) as pilot:
        await press(pilot, "x", "escape")
        assert session.state.phase is Phase.CLOSED, "escape seals nothing"
        await press(pilot, "x", "enter")
        assert "REHEARSAL, no record of a test" in text_of(pilot)


async def test_the_sealed_record_says_where_it_is_and_takes_amendments(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path / "2026 [b]x.proctor", snapshot().text)
    session = quiz(*TO_THE_END, "c booklet returned=3 unassigned=1", "close", "seal", journal=journal)
    first = session.seal()
    async with on_stage(session) as pilot:
        await press(pilot, "x")
        assert "[b]x.proctor" in plainly(text_of(pilot)).replace(" ", "")
        await press(pilot, "enter", "a", "enter")
        assert "the amendment is missing" in complaint(pilot)
        await fill(pilot, text="a letter came")
        await press(pilot, "enter")
        assert session.seal() != first
        assert str(session.seal()) in text_of(pilot)


# -- leaving --------------------------------------------------------------------------------------------------------


async def test_leaving_says_how_to_go_on_and_leaves(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path / "it.proctor", snapshot().text)
    session = quiz(journal=journal)
    async with on_stage(session) as pilot:
        await press(pilot, "q")
        assert "proctor run it.proctor goes on with it." in text_of(pilot)
        await press(pilot, "escape")
        assert pilot.app.is_running
        await press(pilot, "q", "enter")
        assert not pilot.app.is_running
