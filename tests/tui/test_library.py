"""The library: what stands on the first screen, and where each key leads from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from proctor.commands.sessions import sessions as sessions_command
from proctor.records.seals import compare
from proctor.state import Session
from proctor.state.cards import cards
from proctor.state.clock import DAY, HOUR, MINUTE
from proctor.state.opening import Opening
from proctor.state.prepared import Prepared
from proctor.state.sqlite import SqliteJournal
from proctor.tui.app import ProctorApp
from proctor.tui.dialogs.question import Confirm, Faults, Notice, Offer
from proctor.tui.screens.library import LibraryScreen
from proctor.tui.screens.opening import OpeningScreen
from proctor.tui.screens.preview import PreviewScreen
from proctor.tui.screens.record import RecordScreen
from proctor.tui.screens.session import SessionScreen
from tests.helpers import ONE_STEP, closed_to_us, write_pack
from tests.tui.conftest import Looks
from tests.tui.shelves import (
    SESSION_1,
    at_rest,
    enter,
    go_to,
    left_open,
    library,
    line_of,
    on_shelf,
    places,
    sealed,
    small_pack,
    snapshot_of,
)
from tests.tui.stage import NINE_TO, SIZES, plainly, press, text_of, type_in


def keep(room: str = "7", day: str = "", mode: str = "live") -> Path:
    opening = Opening(script=SESSION_1, mode=mode, room=room, administrator="Ana Ruiz", facts={"students": 28})
    return Prepared(places().prepared).save(opening, "Grade 10 Mathematics · Session 1", day=day)


def sessions() -> list[str]:
    return sorted(f"{card.room} {card.phase}" for card in cards(places().sessions))


# -- what it shows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_without_a_session_it_says_what_to_press_first(size: tuple[int, int], looks: Looks) -> None:
    async with library(size) as pilot:
        looks(pilot, "library-new")
        assert line_of(pilot).kind == "script", "the first that can be opened"


@pytest.mark.parametrize("size", [*SIZES, (60, 18)])
async def test_a_morning(size: tuple[int, int], looks: Looks) -> None:
    small_pack()
    left_open(room="12", utc=NINE_TO)
    left_open(room="14", utc=NINE_TO - DAY, mode="rehearsal")
    sealed(room="3", utc=NINE_TO - 2 * HOUR)
    for weeks in range(1, 8):
        sealed(room="3", utc=NINE_TO - weeks * 7 * DAY)
    keep(room="7", day="2006-05-24")
    async with library(size) as pilot:
        looks(pilot, "library-morning")
        assert line_of(pilot).left == "Room 12 · Grade 10 Mathematics · Session 1"


async def test_without_a_pack_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("proctor.settings.builtin_packs", lambda: tmp_path / "none")
    monkeypatch.setattr("proctor.settings.Places.pack_folders", property(lambda self: ()))
    async with library((120, 40)) as pilot:
        text = plainly(text_of(pilot))
        assert "There is no pack on this machine yet" in text
        assert str(places().user_packs)[:40] in text
        await press(pilot, "enter", "r", "down", "delete")
        assert isinstance(pilot.app.screen, LibraryScreen), "no key does anything where there is nothing"


async def test_what_cannot_be_read_is_said_in_its_place() -> None:
    places().sessions.mkdir(parents=True)
    (places().sessions / "torn.proctor").write_bytes(b"SQLite format 3\0" + bytes(200))
    places().prepared.mkdir(parents=True)
    (places().prepared / "half.json").write_text("{", encoding="utf-8")
    write_pack(places().user_packs / "made", header="id: made\n")
    async with library() as pilot:
        for left, said in (("torn", "another program"), ("half", "is damaged"), ("This pack", "'title' is missing")):
            await go_to(pilot, left)
            assert line_of(pilot).unreadable
            assert said in plainly(text_of(pilot))
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, Notice | Faults)
            await press(pilot, "escape")


@pytest.mark.parametrize("which", ["sessions", "prepared", "packs", "packs/made"])
async def test_a_folder_that_cannot_be_read_is_said_in_its_place(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left_open()
    keep()
    small_pack()
    folder = places().data / which
    closed_to_us(folder, monkeypatch)
    async with library((120, 40)) as pilot:
        await go_to(pilot, "This folder" if "packs" in which else which)
        assert line_of(pilot).unreadable
        said = f"The folder {folder} cannot be read: Permission denied."
        assert line_of(pilot).about.startswith(said)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        assert "See that it is a folder that you may read." in plainly(text_of(pilot))


async def test_faults_that_only_loading_finds_come_a_moment_later() -> None:
    small_pack(script=f"{ONE_STEP}facts:\n  labels: {{ask: Labels?, options: []}}\n")
    async with library(loading=True) as pilot:
        await go_to(pilot, "One step")
        assert line_of(pilot).unreadable
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Faults)
        text = plainly(text_of(pilot))
        assert "script.yaml:" in text
        assert "proctor packs check" in text


async def test_a_pack_that_was_mended_is_said_to_be_so() -> None:
    small_pack(script="title: One\n")
    async with library(loading=True) as pilot:
        await go_to(pilot, "script")
        small_pack()
        await press(pilot, "enter")
        assert "no fault in it any more" in text_of(pilot)
        await press(pilot, "escape")
        await at_rest(pilot)
        await go_to(pilot, "One step")
        assert not line_of(pilot).unreadable


async def test_words_of_a_pack_are_never_markup() -> None:
    small_pack(header="id: made\ntitle: 'A [b]bold[/b] [red'\nscripts: [script]\n")
    async with library() as pilot:
        await press(pilot, "end")
        assert "A [b]bold[/b] [red" in text_of(pilot)


# -- moving and searching -------------------------------------------------------------------------------------------


async def test_typing_after_a_stroke_filters_and_escape_shows_all_again() -> None:
    left_open(room="12")
    left_open(room="14")
    async with library() as pilot:
        await press(pilot, "slash")
        await enter(pilot, "room 14")
        assert line_of(pilot).left.startswith("Room 14")
        assert "Room 12" not in text_of(pilot)
        await press(pilot, "escape")
        assert "Room 12" in text_of(pilot)
        assert line_of(pilot).left.startswith("Room 14"), "the cursor stays with what was found"


async def test_what_was_found_is_opened_from_the_field() -> None:
    left_open(room="12")
    left_open(room="14")
    async with library() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "12 sess")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert pilot.app.screen.desk.view().room == "12"


async def test_the_earlier_sessions_are_listed_on_a_key() -> None:
    small_pack()
    for weeks in range(1, 8):
        sealed(utc=NINE_TO - weeks * 7 * DAY)
    async with library((120, 40)) as pilot:
        await go_to(pilot, "4 earlier")
        await press(pilot, "enter")
        assert text_of(pilot).count("sealed ·") == 7


async def test_a_second_click_opens_as_enter_does() -> None:
    left_open(room="12")
    async with library() as pilot:
        row = text_of(pilot).splitlines().index(next(one for one in text_of(pilot).splitlines() if "Session 2" in one))
        await pilot.click(offset=(10, row))
        assert line_of(pilot).left == "Grade 10 Mathematics · Session 2"
        await pilot.click(offset=(10, row))
        await pilot.pause()
        assert isinstance(pilot.app.screen, OpeningScreen)


async def test_in_a_window_that_is_too_small_it_says_so() -> None:
    async with library((40, 12)) as pilot:
        assert "This window is too small" in plainly(text_of(pilot))


# -- sessions -------------------------------------------------------------------------------------------------------


async def test_enter_goes_on_with_an_open_session_and_q_leads_back() -> None:
    path = left_open()
    async with library() as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, SessionScreen)
        assert screen.desk.path == path
        assert isinstance(pilot.app, ProctorApp)
        pilot.app.leave_session()
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert pilot.app.left is None
        SqliteJournal.open(path).close()


async def test_enter_on_a_sealed_session_shows_its_record() -> None:
    small_pack()
    _, seal = sealed()
    async with library() as pilot:
        await go_to(pilot, "Room 12")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RecordScreen)
        assert seal in text_of(pilot)


async def test_a_session_that_is_open_elsewhere_is_one_sentence_that_stays_until_a_key() -> None:
    session = on_shelf()
    async with library() as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        assert "is open in another proctor" in plainly(text_of(pilot))
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, LibraryScreen)
    session.close()


async def test_a_damaged_session_is_one_sentence() -> None:
    path = left_open()
    damage(path)
    async with library() as pilot:
        for key in ("enter", "j"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, Notice)
            assert "that cannot be done" in text_of(pilot).lower()
            await press(pilot, "space")


def damage(path: Path) -> None:
    """Change the words of an entry, as a bad disk might."""
    data = path.read_bytes()
    assert b'"value":3' in data
    path.write_bytes(data.replace(b'"value":3', b'"value":4'))


async def test_a_session_that_was_opened_meanwhile_is_in_the_list_when_the_screen_comes_back() -> None:
    async with library() as pilot:
        await press(pilot, "enter")
        left_open(room="99")
        await press(pilot, "escape")
        assert line_of(pilot).left.startswith("Room 99"), "and has the cursor"


# -- the seal -------------------------------------------------------------------------------------------------------


async def test_the_seal_from_paper_is_that_of_the_record() -> None:
    small_pack()
    _, seal = sealed()
    async with library() as pilot:
        await go_to(pilot, "Room 12")
        await press(pilot, "v")
        await enter(pilot, seal.replace("-", " ").lower())
        await press(pilot, "enter")
        text = plainly(text_of(pilot))
        assert "YES." in text
        assert "this is the record that was sealed" in text
        assert seal in text


async def test_another_seal_is_not_and_can_be_typed_again() -> None:
    small_pack()
    _, seal = sealed()
    async with library() as pilot:
        await go_to(pilot, "Room 12")
        await press(pilot, "v")
        await enter(pilot, "000 000 000 000")
        await press(pilot, "enter")
        assert "NO. The seal 000-000-000-000 is not that of this record." in plainly(text_of(pilot))
        await enter(pilot, seal)
        await press(pilot, "enter")
        assert "YES." in text_of(pilot)


def test_the_screen_and_the_command_line_say_the_same_of_a_seal() -> None:
    small_pack()
    path, seal = sealed()
    for typed in (seal, "000-000-000-000", "7Q2"):
        verdict = compare(path, typed)
        done = CliRunner().invoke(sessions_command, ["verify", str(path), "--seal", typed], standalone_mode=False)
        assert done.output.splitlines() == [verdict.whole, verdict.said]
        assert (done.return_value == 0) is bool(verdict.right)


async def test_a_damaged_record_is_said_to_be_so_and_not_compared() -> None:
    small_pack()
    path, seal = sealed()
    damage(path)
    async with library() as pilot:
        await go_to(pilot, "Room 12")
        await press(pilot, "v")
        await enter(pilot, seal)
        await press(pilot, "enter")
        assert "YES" not in text_of(pilot)
        assert "not as it was written" in plainly(text_of(pilot)) or "damaged" in plainly(text_of(pilot))


# -- scripts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "mode"), [("enter", "live"), ("r", "rehearsal")])
async def test_a_script_is_opened_or_rehearsed(key: str, mode: str) -> None:
    async with library() as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, OpeningScreen)
        assert pilot.app.screen.mode == mode


async def test_a_script_is_previewed() -> None:
    async with library() as pilot:
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, PreviewScreen)


async def test_an_open_session_of_the_same_script_is_offered_first(looks: Looks) -> None:
    left_open(room="12")
    left_open(room="14", utc=NINE_TO + MINUTE)
    left_open(room="15", mode="rehearsal")
    async with library() as pilot:
        await go_to(pilot, "Grade 10 Mathematics · Session 1")
        await press(pilot, "enter")
        looks(pilot, "library-offer")
        assert isinstance(pilot.app.screen, Offer)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert pilot.app.screen.desk.view().room == "12"
    assert sessions() == ["12 open", "14 open", "15 open"]


async def test_or_a_new_one_is_begun() -> None:
    left_open(room="12")
    async with library() as pilot:
        await go_to(pilot, "Grade 10 Mathematics · Session 1")
        await press(pilot, "enter", "end", "enter")
        assert isinstance(pilot.app.screen, OpeningScreen)


# -- prepared openings ----------------------------------------------------------------------------------------------


async def test_what_was_prepared_for_today_opens_with_one_key() -> None:
    path = keep(day="2006-05-23")
    async with library() as pilot:
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, SessionScreen)
        view = screen.desk.view()
        assert (view.room, view.mode, view.state.facts["students"]) == ("7", "live", 28)
        assert not path.exists(), "it was used"
    assert sessions() == ["7 open"]


async def test_what_was_prepared_for_another_day_is_asked_about() -> None:
    path = keep(day="2006-05-24")
    async with library() as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape")
        assert (sessions(), path.exists()) == ([], True)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_what_was_prepared_for_a_room_with_an_open_session_offers_that() -> None:
    left_open(room="7")
    path = keep(day="2006-05-23")
    async with library() as pilot:
        await go_to(pilot, "Room 7 · Grade")
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, Offer)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert path.exists(), "nothing was begun with it"
    assert sessions() == ["7 open"]


async def test_a_refusal_of_what_was_prepared_leaves_it_as_it_is() -> None:
    opening = Opening(script=SESSION_1, facts={"labels": "blue"})
    path = Prepared(places().prepared).save(opening, "Wrong", day="2006-05-23")
    async with library() as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        assert "expected one of all, some, none" in plainly(text_of(pilot))
        assert path.exists()
    assert sessions() == []


async def test_what_was_prepared_can_be_changed() -> None:
    old = keep(day="2006-05-23")
    async with library() as pilot:
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, OpeningScreen)
        await press(pilot, "ctrl+u")
        await type_in(pilot, "8")
        await press(pilot, "f4", "enter")
        assert isinstance(pilot.app.screen, LibraryScreen)
    (kept,) = Prepared(places().prepared).all()
    assert (kept.opening.room, kept.opening.administrator, kept.day) == ("8", "Ana Ruiz", "2006-05-23")
    assert not old.exists()


async def test_delete_removes_what_was_prepared_after_asking() -> None:
    path = keep()
    async with library() as pilot:
        await press(pilot, "delete", "escape")
        assert path.exists()
        await press(pilot, "delete", "enter")
        assert not path.exists()
        assert "Prepared" not in text_of(pilot)


async def test_a_prepared_script_whose_pack_is_gone_is_one_sentence() -> None:
    Prepared(places().prepared).save(Opening(script="gone/script"), "Gone", day="2006-05-23")
    async with library() as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        assert "There is no script 'gone/script'" in plainly(text_of(pilot))


# -- going on with what was opened with other words --------------------------------------------------------------------


async def test_a_pack_that_has_changed_since_is_said() -> None:
    small_pack()
    session = on_shelf("made/script")
    session.close()
    small_pack(script=ONE_STEP.replace("Wait.", "Wait a little."))
    async with library() as pilot:
        await go_to(pilot, "Room 12")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert [one.message for one in pilot.app._notifications] == [
            "The pack made has changed since; the session goes on with the words it was opened with."
        ]


async def test_the_snapshot_of_the_library_is_that_of_the_session() -> None:
    path = left_open()
    journal = SqliteJournal.read(path)
    assert Session.resume(journal).state.plan.snapshot.digest == snapshot_of().digest
    journal.close()
