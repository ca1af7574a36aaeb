"""A strand scored on the screen: nothing of a room is asked or shown, and the scores stand at its end."""

from __future__ import annotations

from proctor.state import commands as c
from proctor.state.opening import Opening, begin
from proctor.state.state import Phase
from proctor.tui.screens.opening import OpeningScreen
from proctor.tui.widgets.factfield import FactField
from proctor.tui.widgets.field import Field
from tests.state.packs import ok
from tests.test_worked_strands import Scorer
from tests.tui.conftest import Looks
from tests.tui.shelves import TODAY, places, showing, snapshot_of
from tests.tui.stage import SMALL, on_stage, plainly, press, text_of

NAME = "mcas-alt-2021-scoring/score-strand"


async def test_the_form_asks_for_the_strand_and_the_scorer_alone() -> None:
    form = OpeningScreen(places(), snapshot_of(NAME), Opening(script=NAME), today=TODAY)
    async with showing(form) as pilot:
        assert [one.id for one in pilot.app.screen.query(Field)] == ["room", "administrator"]
        assert not pilot.app.screen.query(FactField)
        shown = plainly(text_of(pilot))
        assert " strand scorer " in shown
        assert "chime" not in shown
        assert "keep" not in shown


async def test_the_header_and_the_keys_know_of_no_room() -> None:
    session = Scorer("strand", {}).session
    async with on_stage(session) as pilot:
        shown = text_of(pilot)
        assert "Score a strand · strand 0417" in shown
        for word in ("incident", "interrupt", "cover", "clock", "room"):
            assert word not in shown
        await press(pilot, "exclamation_mark", "i", "t", "c", "h")
        assert text_of(pilot) == shown


async def test_what_is_worked_out_is_shown_with_its_dates_before_it_is_taken() -> None:
    async with on_stage(Scorer("strand", {}).walk("DSC/2")) as pilot:
        assert "comes to 70, from 2021-02-15 60, 2021-03-15 70, 2021-04-15 80; accuracy band: 3" in plainly(text_of(pilot))


async def test_a_row_says_what_it_may_be_and_why_it_may_not() -> None:
    async with on_stage(Scorer("strand", {}).walk("Completeness.3/1")) as pilot:
        await press(pilot, "enter", "enter")
        assert "Date from 2020-07-01 to 2021-05-20" in plainly(text_of(pilot))
        await press(pilot, *"2020-06-30", "enter", *"10", "enter", *"10", "enter")
        assert "a valid date of ELA or Mathematics is of this school year" in plainly(text_of(pilot))


async def test_the_scores_stand_at_the_end_and_under_the_seal(looks: Looks) -> None:
    session = Scorer("strand", {"with": {"Completeness.8": "no"}}).walk()
    async with on_stage(session, SMALL) as pilot:
        looks(pilot, "scoring-end")
        assert "because Completeness 8: fewer than two pieces" in plainly(text_of(pilot))
        await press(pilot, "x")
        assert "Close the scoring" in text_of(pilot)
        assert "enter close the scoring" in text_of(pilot)
        await press(pilot, "enter", "x")
        assert "booklet" not in text_of(pilot)
        await press(pilot, "enter", "enter")
        assert session.state.phase is Phase.SEALED
        assert "Level of Complexity: 3 · entry points" in plainly(text_of(pilot))


async def test_the_library_calls_it_by_its_strand() -> None:
    session = begin(snapshot_of(NAME), Opening(script=NAME, room="0417"), places().sessions)
    ok(session, c.TakeNote(text="begun"))
    session.close()
    async with on_stage() as pilot:
        assert "Strand 0417 · MCAS-Alt 2021 · Score a strand" in text_of(pilot)
