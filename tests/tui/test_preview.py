"""The preview: the whole flow without a session, what one room sees of it, and that nothing of it is left."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from proctor.state.clock import ManualClock
from proctor.tui.screens.preview import PreviewScreen
from proctor.tui.widgets.factfield import FactField
from proctor.tui.widgets.outline import Outline
from tests.tui.conftest import Looks
from tests.tui.shelves import SESSION_1, enter, places, showing, small_pack, snapshot_of
from tests.tui.stage import NINE_TO, SIZES, plainly, press, text_of

SMALL_ONE = """
title: Two rooms
facts:
  labels: {ask: Are there labels?, options: ["yes", "no"]}
procedures:
  fire_drill: [{ref: F.1, title: go out, blocks: [{do: "Leave by the [b]back[/b] door."}]}]
stages:
  - id: one
    title: One
    steps:
      - {ref: A.1, title: welcome, page: 4, blocks: [{say: Good morning.}, {do: Hand out the labels., when: {labels: "yes"}}]}
      - {ref: A.2, title: labels, when: {labels: "yes"}, blocks: [{check: the labels are on}]}
      - {ref: A.3, title: begin, blocks: [{say: You may begin., clock: start}]}
"""


def preview(name: str = "") -> PreviewScreen:
    """Of a script; unless it is named, of a small one."""
    if not name:
        name = "made/script"
        small_pack(script=SMALL_ONE)
    rehearsed.clear()
    return PreviewScreen(snapshot_of(name), lambda: rehearsed.append(name), ManualClock(utc=NINE_TO))


rehearsed: list[str] = []


def step_of(pilot: Pilot[None]) -> str:
    step = pilot.app.screen.query_one(Outline).step
    return step.ref if step else ""


def states(pilot: Pilot[None]) -> dict[str, str]:
    screen = pilot.app.screen
    assert isinstance(screen, PreviewScreen)
    return {step.ref: step.state for step in screen._listed()}


@pytest.mark.parametrize("size", [*SIZES, (60, 18)])
async def test_the_whole_flow(size: tuple[int, int], looks: Looks) -> None:
    async with showing(preview(SESSION_1), size) as pilot:
        pilot.app.screen.query_one(Outline).action_move(18)
        await pilot.pause()
        looks(pilot, "preview")


async def test_every_step_is_listed_and_then_what_happens_if() -> None:
    async with showing(preview()) as pilot:
        assert list(states(pilot)) == ["A.1", "A.2", "A.3", "F.1"]
        text = plainly(text_of(pilot))
        assert "When it happens: fire drill" in text
        assert "A.1 · welcome · manual p. 4" in text
        assert "only if labels: yes" in text


async def test_the_words_are_those_of_the_step_under_the_cursor() -> None:
    async with showing(preview()) as pilot:
        assert "Good morning." in text_of(pilot)
        await press(pilot, "down", "down")
        assert "You may begin." in text_of(pilot)
        assert "the clock starts" in text_of(pilot)
        await press(pilot, "down")
        assert "Leave by the [b]back[/b] door." in plainly(text_of(pilot)), "words of a pack are never markup"


async def test_space_reads_on_through_long_words_and_then_to_the_next_step() -> None:
    async with showing(preview(SESSION_1), (60, 18)) as pilot:
        first = text_of(pilot)
        await press(pilot, "space")
        assert step_of(pilot) == "III.A"
        assert text_of(pilot) != first
        for _ in range(20):
            await press(pilot, *(["space"] if step_of(pilot) == "III.A" else []))
        assert step_of(pilot) == "App.A"
        await press(pilot, "b")
        assert step_of(pilot) == "III.A"


async def test_what_one_room_sees_falls_away_for_it() -> None:
    async with showing(preview()) as pilot:
        await press(pilot, "down", "r")
        labels = next(one for one in pilot.app.screen.query(FactField) if one.fact_name == "labels")
        labels.take_focus()
        await press(pilot, "2", "enter")
        assert states(pilot) == {"A.1": "to_come", "A.2": "not_here", "A.3": "to_come", "F.1": "to_come"}
        text = plainly(text_of(pilot))
        assert step_of(pilot) == "A.2", "the cursor stays"
        assert "not in this room · only if labels: yes" in text
        assert "This room: labels: no" in text
        await press(pilot, "up")
        assert "Hand out the labels." in text_of(pilot)
        assert "not here" in text_of(pilot)


async def test_an_answer_that_is_none_is_said_in_the_dialog() -> None:
    async with showing(preview()) as pilot:
        await press(pilot, "r")
        await enter(pilot, "many")
        await press(pilot, "enter")
        assert "students: expected a whole number" in plainly(text_of(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PreviewScreen)


async def test_the_facts_of_the_school_hold_from_the_start() -> None:
    screen = preview()
    (places().user_packs / "made" / "local.yaml").write_text("facts: {labels: 'no'}\n", encoding="utf-8")
    screen = PreviewScreen(snapshot_of("made/script"), lambda: None, ManualClock(utc=NINE_TO))
    async with showing(screen) as pilot:
        assert states(pilot)["A.2"] == "not_here"


@pytest.mark.parametrize("key", ["w", "enter"])
async def test_from_here_it_can_be_rehearsed(key: str) -> None:
    async with showing(preview()) as pilot:
        await press(pilot, key)
        assert rehearsed == ["made/script"]


async def test_nothing_is_left_on_disk() -> None:
    async with showing(preview()) as pilot:
        await press(pilot, "space", "down", "r", "enter", "escape")
        assert not isinstance(pilot.app.screen, PreviewScreen)
    assert not places().sessions.exists()
    assert not places().prepared.exists()
