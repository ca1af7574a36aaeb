"""The dialogs about one block or step: skipping, answering, counting, rows of a record, an announcement, a look."""

from __future__ import annotations

import pytest

from proctor.scripts.snapshot import Snapshot
from proctor.state import Session
from proctor.state import events as ev
from proctor.tui.dialogs import dialog
from proctor.tui.widgets.field import Field
from tests.plain.rooms import TO_THE_START, snapshot
from tests.tui.conftest import Looks
from tests.tui.stage import desk_of, on_stage, press, text_of
from tests.tui.test_dialogs import SIZES, complaint, field, fill, quiz, shown, since, under_way

TO_COUNT = ("n", "a none")
TO_ASK = (*TO_COUNT, "c booklet 4 3", "n", "a yes", "n")
TO_RECORD = TO_THE_START[:9]


def at(session: Session) -> str:
    """The block on screen."""
    current = session.view().current
    return current.id if current else ""


def one_block(*blocks: dict[str, object], **script: object) -> Snapshot:
    """A script of one step."""
    stages = [{"id": "only", "title": "Only", "steps": [{"ref": "A.1", "blocks": list(blocks)}]}]
    return snapshot(**{"stages": stages, "procedures": {}, "facts": {}, "materials": [], **script})


@pytest.mark.parametrize("size", SIZES)
async def test_how_they_look(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(quiz("n"), size) as pilot:
        await press(pilot, "s")
        looks(pilot, "dialog-skip")
        await press(pilot, "escape", "enter", "2", "right")
        looks(pilot, "dialog-answer")
    async with on_stage(quiz("n", "a ruler"), size) as pilot:
        await press(pilot, "enter", "4", "enter", "3")
        looks(pilot, "dialog-count")
    async with on_stage(quiz(*TO_RECORD, "r at=window degrees=19"), size) as pilot:
        await press(pilot, "enter")
        looks(pilot, "dialog-record")
        await press(pilot, "up", "enter")
        looks(pilot, "dialog-row")


@pytest.mark.parametrize("size", SIZES)
async def test_how_an_announcement_and_a_step_look(size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(under_way("n"), size) as pilot:
        await press(pilot, "u", "enter", "k")
        looks(pilot, "dialog-early")
        await press(pilot, "escape", "o", "home", "enter")
        looks(pilot, "dialog-look")


# -- skipping -------------------------------------------------------------------------------------------------------


async def test_skipping_wants_its_reason() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "s", "x", "escape")
        assert not session.state.blocks
        await press(pilot, "s", "enter")
        assert complaint(pilot) == "the reason is missing; say it in a few words"
        await fill(pilot, reason="no time")
        await press(pilot, "enter")
    assert session.state.blocks["A.1/1"].reason == "no time"


# -- answering ------------------------------------------------------------------------------------------------------


async def test_several_facts_may_hold_or_none() -> None:
    session = quiz("n")
    async with on_stage(session) as pilot:
        assert at(session) == "A.1/2?aids"
        await press(pilot, "enter", "1", "right", "space", "enter")
        assert session.state.facts["aids"] == ("ruler", "lamp")
    session = quiz("n")
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "enter")
        assert "choose an answer" in complaint(pilot), "nobody said that there are none"
        await press(pilot, "1", "3", "enter")
    assert session.state.facts["aids"] == ()


async def test_one_answer_is_chosen_and_given_anew() -> None:
    session = quiz(*TO_ASK)
    async with on_stage(session) as pilot:
        assert at(session) == "A.1/4"
        before = session.state.seq
        await press(pilot, "enter", "enter")
        assert "choose an answer" in complaint(pilot)
        await press(pilot, "2", "escape")
        assert session.state.seq == before
        await press(pilot, "enter", "2", "enter")
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
        await press(pilot, "enter", "f3", "escape")
        assert "Which aids are here?" in text_of(pilot), "escape leads back to the question"
        await press(pilot, "f3")
        await fill(pilot, reason="nobody told me")
        await press(pilot, "enter")
        assert "esc leave it" not in text_of(pilot), "and both are closed"
    assert session.state.blocks["A.1/2?aids"].reason == "nobody told me"
    assert "aids" in session.state.declined


async def test_facts_of_other_types_are_typed() -> None:
    types = {"number": ("x", "12"), "date": ("23.5.", "2026-05-23"), "text": (" ", "[b]a")}
    facts = {kind: {"ask": f"A {kind}?", "type": kind} for kind in types}
    words = one_block(*({"ask": f"A [i]{kind}[/i]?", "fact": kind} for kind in types), facts=facts)
    session = quiz(words=words)
    async with on_stage(session) as pilot:
        for kind, (wrong, typed) in types.items():
            await press(pilot, "enter")
            assert f"A [i]{kind}[/i]?" in text_of(pilot)
            await fill(pilot, answer=wrong)
            await press(pilot, "enter")
            assert complaint(pilot)
            assert field(pilot, "answer").value == wrong
            await fill(pilot, answer=typed)
            await press(pilot, "enter")
    assert {kind: session.state.facts[kind] for kind in types} == {"number": 12, "date": "2026-05-23", "text": "[b]a"}


# -- counting -------------------------------------------------------------------------------------------------------


async def test_counting_puts_the_same_on_record_as_plain_mode() -> None:
    session, plain = quiz("n", "a ruler"), quiz("n", "a ruler", "c booklet 4 3", "c scale 1 1", "n")
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "4", "enter", "3", "enter", "1", "enter")
        assert "enter on record" in shown(pilot)
        await press(pilot, "1", "enter")
    assert [one.event for one in session.journal.entries()] == [one.event for one in plain.journal.entries()]


async def test_a_number_that_is_missing_is_named_and_the_draft_stays() -> None:
    session = quiz(*TO_COUNT)
    before = session.state.seq
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "4", "escape")
        assert session.state.seq == before
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
        await press(pilot, "enter", "1", "enter", "1", "enter")
    assert [one.material for one in since(session, before) if isinstance(one, ev.MaterialCounted)] == ["scale", "scale"]
    assert session.state.blocks["A.1/2"].status.value == "done"


async def test_what_cannot_be_is_refused_and_the_numbers_stay() -> None:
    session = quiz(*TO_COUNT)
    async with on_stage(session) as pilot:
        await press(pilot, "enter", *"999999", "enter", "3", "enter")
        assert "cannot be a number of booklet" in complaint(pilot)
        await press(pilot, "up", "backspace", "backspace", "ctrl+s")
    assert session.state.ledger["booklet"] == {"received": 9999, "issued": 3}


@pytest.mark.slow
async def test_of_many_materials_the_field_typed_into_is_always_in_sight() -> None:
    names = [f"thing_{n}" for n in range(1, 7)]
    materials = [{"id": one, "title": f"Thing {n}", "returned": True} for n, one in enumerate(names, 1)]
    words = one_block({"count": "Count.", "materials": names, "fields": ["issued", "returned"]}, materials=materials)
    session = quiz(words=words)
    async with on_stage(session, (60, 18)) as pilot:
        await press(pilot, "enter")
        for number in range(1, 13):
            assert isinstance(pilot.app.focused, Field)
            pilot.app.focused.value = str(100 + number)
            await press(pilot)
            assert str(100 + number) in text_of(pilot)
            assert "esc leave it" in text_of(pilot)
            await press(pilot, "enter")
    assert session.state.ledger["thing_6"] == {"issued": 111, "returned": 112}


# -- rows of a record -----------------------------------------------------------------------------------------------


async def test_rows_are_entered_changed_and_taken_out_again() -> None:
    session = quiz(*TO_RECORD)
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "end", "enter")
        assert "wants at least 1 rows" in complaint(pilot)
        await press(pilot, "home", "enter")
        await press(pilot, "a", "enter", "minus", *"50", "enter")
        assert "expected at least -20" in complaint(pilot)
        await press(pilot, *["backspace"] * 3, "5", "enter")
        assert session.state.records["warmth"] == ({"at": "a", "degrees": 5},)
        assert "1. where a · degrees 5" in text_of(pilot)
        await press(pilot, "home", "enter", "b", "ctrl+s")
        assert session.state.records["warmth"] == ({"at": "ab", "degrees": 5},)
        await press(pilot, "home", "down", "enter", "c", "enter", "6", "enter")
        assert "one more row" not in text_of(pilot), "there is no room for another"
        await press(pilot, "home", "d")
        assert session.state.records["warmth"] == ({"at": "c", "degrees": 6},)
        await press(pilot, "end", "enter")
    assert session.state.blocks["A.2/1"].status.value == "done"


async def test_a_row_has_fields_of_every_type() -> None:
    fields = {
        "day": {"title": "day", "type": "date", "earliest": "2026-01-01"},
        "kind": {"title": "kind", "type": "choice", "options": ["warm", "cold"], "required": False},
        "note": {"title": "note", "required": False},
    }
    session = quiz(words=one_block({"record": "Enter it.", "id": "it", "fields": fields}))
    async with on_stage(session) as pilot:
        await press(pilot, "enter", "enter", "enter", "2", "ctrl+s")
        assert complaint(pilot) == "day is missing (day)"
        await press(pilot, "escape", "escape")
        assert not session.state.records
        await press(pilot, "enter", "enter", *"20260523", "enter", "2", "enter", "enter", "enter")
    assert session.state.records["it"] == ({"day": "2026-05-23", "kind": "cold"},)
    assert session.state.blocks["A.1/1"].status.value == "done"


# -- announcements and steps ----------------------------------------------------------------------------------------


async def test_an_announcement_before_its_time_wants_a_reason() -> None:
    session = under_way("n")
    async with on_stage(session) as pilot:
        await press(pilot, "u", "enter", "k")
        assert "Half of the time is over." in text_of(pilot)
        assert "to come, due 9:44" in text_of(pilot)
        await press(pilot, "enter")
        assert "C.2 was not due yet" in complaint(pilot)
        await fill(pilot, reason="all are done")
        await press(pilot, "escape")
        assert not session.state.announcements
        await press(pilot, "k")
        await fill(pilot, reason="all are done")
        await press(pilot, "enter")
    assert session.state.announcements["C.2"].reason == "all are done"


async def test_a_step_is_looked_at_and_nothing_changes() -> None:
    session = under_way()
    before = session.state.seq
    async with on_stage(session, (60, 18)) as pilot:
        await press(pilot, "o", "home", "enter")
        assert "✓ CHECK" in text_of(pilot)
        assert "answered: no" in text_of(pilot)
        await press(pilot, "enter", "end", "enter")
        assert "To come." in text_of(pilot)
        await press(pilot, "escape")
    assert session.state.seq == before


async def test_a_long_step_can_be_read_to_its_end() -> None:
    words = one_block({"do": "Sit."}, {"say": "\n\n".join(f"Part {n} of it." for n in range(24))})
    session = quiz(words=words)
    async with on_stage(session, (60, 18)) as pilot:
        pilot.app.push_screen(dialog("look", desk_of(pilot), "A.1"))
        await pilot.pause()
        assert "Part 23 of it." not in text_of(pilot)
        await press(pilot, *["down"] * 2, *["pagedown"] * 9)
        assert "Part 23 of it." in text_of(pilot)
        await press(pilot, *["pageup"] * 8)
        assert "Sit." in text_of(pilot)
