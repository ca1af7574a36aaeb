"""The dialogs about one block: answering, counting."""

from __future__ import annotations

import pytest

from proctor.state import Session
from proctor.state import events as ev
from tests.tui.conftest import Looks
from tests.tui.stage import SIZES, on_stage, press, text_of
from tests.tui.test_dialogs import complaint, field, fill, quiz, shown, since

AT_COUNT = ("n", "a none")
AT_ASK = (*AT_COUNT, "c booklet 4 3", "n", "a yes")
"""Beside the question whether somebody is missing."""


def at(session: Session) -> str:
    return session.view().current.id if session.view().current else ""


# -- answering ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_answers_stand_side_by_side(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(quiz("n"), size) as pilot:
        await press(pilot, "enter", "2", "right")
        looks(pilot, "dialog-answer")


async def test_several_facts_may_hold_or_none() -> None:
    session = quiz("n")
    async with on_stage(session) as pilot:
        assert at(session) == "A.1/2?aids"
        await press(pilot, "enter", "1", "right", "space", "enter")
        assert session.state.facts["aids"] == ("ruler", "lamp")
    session = quiz("n")
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "enter")
        assert session.state.facts["aids"] == ()


async def test_one_answer_is_chosen_and_given_anew() -> None:
    session = quiz(*AT_COUNT, "c booklet 4 3", "n", "a yes", "n")
    async with on_stage(session) as pilot:
        assert at(session) == "A.1/4"
        before = session.state.seq
        await press(pilot, "enter", "enter")
        assert "choose one of the answers" in complaint(pilot)
        await press(pilot, "2", "enter")
        assert [one.answer for one in since(session, before) if isinstance(one, ev.Answered)] == ["yes"]
        await press(pilot, "b", "a")
        assert "Answer anew" in text_of(pilot)
        assert "◉ Yes, somebody" in text_of(pilot), "what was answered is filled in"
        assert "not known" not in shown(pilot)
        await press(pilot, "left", "enter")
        assert session.state.blocks["A.1/4"].answer == "no"


async def test_what_is_not_known_is_passed_with_a_reason() -> None:
    session = quiz("n")
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "f3")
        await fill(pilot, reason="nobody told me")
        await press(pilot, "escape")
        assert "Which aids are here?" in text_of(pilot), "escape leads back to the question"
        await press(pilot, "f3")
        await fill(pilot, reason="nobody told me")
        await press(pilot, "enter")
    assert session.state.blocks["A.1/2?aids"].reason == "nobody told me"
    assert "aids" in session.state.declined


@pytest.mark.parametrize(
    ("kind", "typed", "wrong", "kept"),
    [("number", "12", "x", 12), ("date", "2026-05-23", "23.5.", "2026-05-23"), ("text", "a b", " ", "a b")],
)
async def test_facts_of_other_types_are_typed(kind: str, typed: str, wrong: str, kept: object) -> None:
    from tests.plain.rooms import snapshot

    stages = [{"id": "only", "title": "Only", "steps": [{"ref": "A.1", "blocks": [{"ask": "What?", "fact": "it"}]}]}]
    words = snapshot(stages=stages, procedures={}, facts={"it": {"ask": "What?", "type": kind}}, materials=[])
    session = quiz(words=words)
    async with on_stage(session) as pilot:
        await press(pilot, "enter")
        await fill(pilot, answer=wrong)
        await press(pilot, "enter")
        assert complaint(pilot)
        assert field(pilot, "answer").value == wrong
        await fill(pilot, answer=typed)
        await press(pilot, "enter")
    assert session.state.facts["it"] == kept


# -- counting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_counting_says_whether_it_adds_up(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(quiz("n", "a ruler"), size) as pilot:
        await press(pilot, "enter", "4", "enter", "3")
        looks(pilot, "dialog-count")


async def test_counting_puts_the_same_on_record_as_plain_mode() -> None:
    session, plain = quiz("n", "a ruler"), quiz("n", "a ruler", "c booklet 4 3", "c scale 1 1", "n")
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "4", "enter", "3", "enter", "1", "enter")
        assert "enter on record" in shown(pilot)
        await press(pilot, "1", "enter")
    assert [one.event for one in session.journal.entries()] == [one.event for one in plain.journal.entries()]


async def test_a_number_that_is_missing_is_named_and_the_draft_stays() -> None:
    session = quiz(*AT_COUNT)
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "4", "ctrl+s")
        assert complaint(pilot) == "Booklet: how many were issued?"
        assert session.state.seq == before
        await press(pilot, "x", "enter")
        assert "expected a whole number" in complaint(pilot)
        await press(pilot, "backspace", "3", "enter")
    assert session.state.ledger["booklet"] == {"received": 4, "issued": 3}


async def test_a_material_whose_numbers_did_not_change_is_left_alone() -> None:
    session = quiz("n", "a ruler", "c booklet 4 3")
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "enter")
        assert "4" in text_of(pilot)
        await press(pilot, "1", "enter", "1", "enter")
    assert [one.material for one in since(session, before) if isinstance(one, ev.MaterialCounted)] == ["scale", "scale"]
    assert session.state.blocks["A.1/2"].status.value == "done"


async def test_escape_counts_nothing() -> None:
    session = quiz(*AT_COUNT)
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "4", "enter", "3", "escape")
    assert session.state.seq == before
