"""The form before a session: what it knows already, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from proctor.state import Session
from proctor.state.cards import cards
from proctor.state.opening import Opening
from proctor.state.prepared import Prepared
from proctor.tui.dialogs.base import Wrong
from proctor.tui.dialogs.keep import KeepDialog, read_day
from proctor.tui.screens.library import LibraryScreen
from proctor.tui.screens.opening import OpeningScreen, read_speed
from proctor.tui.screens.session import SessionScreen
from proctor.tui.widgets.choice import Choice
from proctor.tui.widgets.factfield import FactChoice, FactField
from proctor.tui.widgets.field import Field
from tests.tui.conftest import Looks
from tests.tui.shelves import (
    SESSION_1,
    TODAY,
    at_rest,
    enter,
    go_to,
    left_open,
    library,
    places,
    showing,
    small_pack,
    snapshot_of,
)
from tests.tui.stage import SIZES, plainly, press, text_of, type_in

SHEET = "school: Mill River High\ndistrict: Mill River\nfacts: {labels: all}\n"
FACTS = """
title: Every kind of fact
facts:
  tools: {ask: Which tools are there?, type: multiple, options: [ruler, pencil]}
  seats: {ask: How many seats?, type: number, min: 1, max: 50}
  held_on: {ask: On which day?, type: date}
  teacher: {ask: Who teaches them?, type: text}
  door: {ask: Is the door open?, options: ["yes", "no"], default: "no"}
stages:
  - {id: one, title: One, steps: [{ref: A.1, blocks: [{do: Wait.}]}]}
"""


def screen_of(pilot: Pilot[None]) -> OpeningScreen:
    screen = pilot.app.screen
    assert isinstance(screen, OpeningScreen)
    return screen


def form(name: str = "", mode: str = "live") -> OpeningScreen:
    """The form of a script; unless it is named, of a small one."""
    if not name:
        name = "made/script"
        small_pack(script=FACTS)
    return OpeningScreen(places(), snapshot_of(name), Opening(script=name, mode=mode), today=TODAY)


def fact(pilot: Pilot[None], name: str) -> FactField:
    return next(one for one in pilot.app.screen.query(FactField) if one.fact_name == name)


def in_hand(pilot: Pilot[None]) -> Session:
    screen = pilot.app.screen
    assert isinstance(screen, SessionScreen)
    return screen.desk.session


async def fill(pilot: Pilot[None], field: str, text: str) -> None:
    pilot.app.screen.query_one(f"#{field}", Field).focus()
    await enter(pilot, text)


@pytest.mark.parametrize("size", [*SIZES, (60, 18)])
async def test_what_the_school_and_the_last_session_know_is_there_and_says_so(size: tuple[int, int], looks: Looks) -> None:
    left_open(room="12")
    sheet = places().user_packs / "mcas-2006-grade10-math" / "local.yaml"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(SHEET, encoding="utf-8")
    async with showing(form(SESSION_1), size) as pilot:
        looks(pilot, "opening-known")
        assert screen_of(pilot)._opening() == Opening(
            script=SESSION_1,
            room="12",
            school="Mill River High",
            district="Mill River",
            administrator="Ana Ruiz",
            facts={"students": 3, "labels": "all"},
        )


@pytest.mark.parametrize("size", SIZES)
async def test_a_rehearsal_asks_for_its_speed(size: tuple[int, int], looks: Looks) -> None:
    async with showing(form(SESSION_1, mode="rehearsal"), size) as pilot:
        pilot.app.screen.query_one("#form").scroll_end(animate=False)
        await pilot.pause()
        looks(pilot, "opening-rehearsal")


async def test_the_mark_goes_when_the_words_are_changed() -> None:
    left_open(room="12")
    async with showing(form()) as pilot:
        assert text_of(pilot).count("last session") == 3
        await type_in(pilot, "a")
        await pilot.pause()
        assert text_of(pilot).count("last session") == 2
        fact(pilot, "students").take_focus()
        await press(pilot, "4")
        assert text_of(pilot).count("last session") == 1


async def test_enter_goes_from_field_to_field_and_from_the_last_one_opens() -> None:
    small_pack()
    async with library() as pilot:
        await go_to(pilot, "One step")
        await press(pilot, "enter")
        await type_in(pilot, "12")
        await press(pilot, "enter")
        assert pilot.app.focused is pilot.app.screen.query_one("#administrator")
        await enter(pilot, "Ana Ruiz")
        for _ in range(3):
            await press(pilot, "enter")
        await type_in(pilot, "28")
        await press(pilot, "enter")
        assert pilot.app.focused is pilot.app.screen.query_one("#chime", Choice)
        await press(pilot, "left", "enter")
        state = in_hand(pilot).state
        assert state.opened is not None
        assert (state.opened.room, state.opened.soft_chime, state.facts["students"]) == ("12", True, 28)
        assert in_hand(pilot).name_of(state.administrators[-1][0]) == "Ana Ruiz"
        assert not any(isinstance(one, OpeningScreen) for one in pilot.app.screen_stack), "the session has taken its place"
        assert isinstance(pilot.app.screen_stack[0], LibraryScreen)


async def test_every_kind_of_fact_is_opened_with_as_it_was_said() -> None:
    small_pack(script=FACTS)
    async with library() as pilot:
        await go_to(pilot, "Every kind")
        await press(pilot, "enter")
        for name, keys in (("tools", "12"), ("seats", "30"), ("door", "1")):
            fact(pilot, name).take_focus()
            await type_in(pilot, keys)
        for name, words in (("held_on", "2006-05-24"), ("teacher", "Ms. Park")):
            fact(pilot, name).take_focus()
            await enter(pilot, words)
        await press(pilot, "ctrl+s")
        assert in_hand(pilot).state.facts == {
            "tools": ("ruler", "pencil"),
            "seats": 30,
            "held_on": "2006-05-24",
            "teacher": "Ms. Park",
            "door": "yes",
        }


async def test_what_is_not_known_yet_is_left_out_and_the_usual_is_not_said() -> None:
    small_pack(script=FACTS)
    async with library() as pilot:
        await go_to(pilot, "Every kind")
        await press(pilot, "enter")
        assert fact(pilot, "door").read() == "no"
        assert "(as a rule)" in text_of(pilot)
        assert dict(screen_of(pilot)._said_facts()) == {}
        await press(pilot, "ctrl+s")
        facts = {
            entry.event.fact: entry.event.source for entry in in_hand(pilot).journal.entries() if hasattr(entry.event, "fact")
        }  # type: ignore[union-attr]
        assert facts == {"door": "default"}


async def test_of_several_answers_none_and_not_known_stand_alone() -> None:
    async with showing(form()) as pilot:
        tools = fact(pilot, "tools")
        choice = tools.query_one(FactChoice)
        choice.focus()
        assert tools.read() is None
        for keys, value in (
            ("1", ("ruler",)),
            ("2", ("ruler", "pencil")),
            ("3", ()),
            ("1", ("ruler",)),
            ("4", None),
            ("4", None),
        ):
            await press(pilot, *keys)
            assert tools.read() == value


async def test_a_refusal_is_said_in_the_form_and_the_draft_stays(looks: Looks) -> None:
    async with showing(form(SESSION_1)) as pilot:
        await type_in(pilot, "12")
        students = fact(pilot, "students")
        students.take_focus()
        await type_in(pilot, "many")
        await press(pilot, "ctrl+s")
        looks(pilot, "opening-refused")
        assert "students: expected a whole number" in plainly(text_of(pilot))
        assert pilot.app.focused is students.query_one(Field)
        assert screen_of(pilot).query_one("#room", Field).value == "12"
        assert cards(places().sessions) == ()
        await press(pilot, "ctrl+u")
        await type_in(pilot, "28")
        await press(pilot, "ctrl+s")
    assert [card.room for card in cards(places().sessions)] == ["12"]


async def test_a_disk_that_refuses_is_said_in_the_form() -> None:
    places().sessions.parent.mkdir(parents=True, exist_ok=True)
    places().sessions.write_text("no folder", encoding="utf-8")
    async with showing(form()) as pilot:
        await type_in(pilot, "12")
        await press(pilot, "ctrl+s")
        assert "could not be written" in plainly(text_of(pilot))
        assert screen_of(pilot).query_one("#room", Field).value == "12"


@pytest.mark.parametrize("typed", ["", "0", "fast", "nan", "inf", "-3"])
def test_a_speed_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match="speed: expected a number"):
        read_speed(typed)


async def test_a_wrong_speed_is_said_and_its_field_has_the_keys() -> None:
    async with showing(form(mode="rehearsal")) as pilot:
        await fill(pilot, "speed", "fast")
        pilot.app.screen.query_one("#room").focus()
        await press(pilot, "ctrl+s")
        assert "speed: expected a number" in plainly(text_of(pilot))
        assert pilot.app.focused is pilot.app.screen.query_one("#speed")


async def test_a_rehearsal_runs_as_fast_as_was_said() -> None:
    small_pack()
    async with library() as pilot:
        await go_to(pilot, "One step")
        await press(pilot, "r")
        await fill(pilot, "speed", "60")
        await press(pilot, "enter")
        assert in_hand(pilot).clock.speed == 60
        assert in_hand(pilot).view().mode == "rehearsal"


async def test_more_than_fits_is_said() -> None:
    async with showing(form()) as pilot:
        pilot.app.screen.query_one("#room", Field)._on_paste(_paste("x" * 300))
        await pilot.pause()
        assert "200 characters of it were taken" in plainly(text_of(pilot))


def _paste(text: str) -> object:
    from textual import events

    return events.Paste(text)


# -- keeping it for a day -------------------------------------------------------------------------------------------


async def test_it_can_be_kept_for_the_day_that_the_schedule_names(looks: Looks) -> None:
    async with library() as pilot:
        await go_to(pilot, "Grade 10 Mathematics · Session 2")
        await press(pilot, "enter")
        await type_in(pilot, "12")
        await press(pilot, "f4")
        looks(pilot, "opening-keep")
        await press(pilot, "enter")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "for 24 May 2006" in text_of(pilot)
    (kept,) = Prepared(places().prepared).all()
    assert (kept.opening.room, kept.day, kept.opening.script) == ("12", "2006-05-24", "mcas-2006-grade10-math/session-2")
    assert cards(places().sessions) == ()


DAYS = [("", ""), ("today", "2006-05-23"), ("Tomorrow", "2006-05-24"), ("2006-06-01", "2006-06-01")]


@pytest.mark.parametrize(("typed", "day"), DAYS)
def test_days_as_people_say_them(typed: str, day: str) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["the 24th", "2006-02-30", "2006-05-22"])
def test_a_day_that_is_none_or_over_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match=r"expected a day such as 2006-05-23|is over"):
        read_day(typed, TODAY)


async def test_a_wrong_day_is_said_and_escape_leads_back_to_the_form() -> None:
    async with showing(form()) as pilot:
        await press(pilot, "f4")
        await enter(pilot, "the 24th")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, KeepDialog)
        assert "expected a day such as" in plainly(text_of(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, OpeningScreen)
    assert Prepared(places().prepared).all() == ()


# -- leaving it -----------------------------------------------------------------------------------------------------


async def test_escape_leaves_a_form_in_which_nothing_was_said() -> None:
    small_pack()
    async with library() as pilot:
        await go_to(pilot, "One step")
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_escape_asks_before_a_draft_is_lost() -> None:
    small_pack()
    async with library() as pilot:
        await go_to(pilot, "One step")
        await press(pilot, "enter", "1", "escape")
        assert "esc again leaves it" in plainly(text_of(pilot))
        await press(pilot, "2", "escape")
        assert isinstance(pilot.app.screen, OpeningScreen), "what was typed since is no second escape"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
    assert cards(places().sessions) == ()


async def test_what_a_prepared_opening_says_is_not_filled_up_from_elsewhere() -> None:
    left_open(room="12")
    opening = Opening(script=SESSION_1, room="7", facts={"labels": "none"})
    Prepared(places().prepared).save(opening, "Session 1", day="2006-05-23")
    (card,) = Prepared(places().prepared).all()
    screen = OpeningScreen(places(), snapshot_of(), card.opening, prepared=card, today=TODAY)
    async with showing(screen) as pilot:
        assert screen_of(pilot)._opening() == opening
        assert "last session" not in text_of(pilot)
