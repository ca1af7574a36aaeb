"""What goes wrong while a session is on the screen: it stays there, says so, and nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from proctor.errors import NotWritten
from proctor.scripts.library import Library
from proctor.settings import Places, Settings
from proctor.state import Session
from proctor.state.clock import MINUTE
from proctor.state.commands import JoinFromPaper, StartClock
from proctor.state.journal import MemoryJournal
from proctor.state.sqlite import SqliteJournal
from proctor.tui.screens.session import SessionScreen
from tests.tui.conftest import Looks
from tests.tui.stage import SIZES, clock_of, on_stage, plainly, practice, press, text_of, type_in


class Filling(MemoryJournal):
    """A journal on a disk that fills up when it is told to."""

    full = False

    def append(self, *what: object, **more: object) -> tuple[object, ...]:  # type: ignore[override]
        if self.full:
            raise NotWritten("12-session-1.proctor could not be written: the disk is full.", "Free the disk, and do it again.")
        return super().append(*what, **more)  # type: ignore[arg-type]


def filling() -> tuple[Session, Filling]:
    journal = Filling(practice().journal.snapshot())
    session = practice(journal=journal)
    session.handle(JoinFromPaper(step="III.D.2"))
    return session, journal


def on_disk(folder: Path) -> Session:
    text = Library(Places.of_environment()).snapshot("session-1").text
    return practice(journal=SqliteJournal.create(folder / "x.proctor", text))


@pytest.mark.parametrize("size", [*SIZES, (60, 18)])
async def test_a_full_disk_is_said_where_it_cannot_be_overlooked(size: tuple[int, int], looks: Looks) -> None:
    session, journal = filling()
    async with on_stage(session, size) as pilot:
        journal.full = True
        await press(pilot, "space")
        assert "NOT RECORDED" in text_of(pilot)
        assert "Everything before is safe" in plainly(text_of(pilot))
        assert "Hand out the answer booklets." in text_of(pilot), "the screen has not moved"
        looks(pilot, "trouble")
        journal.full = False
        await press(pilot, "space")
        assert "NOT RECORDED" not in text_of(pilot)
        assert session.state.blocks["III.D.2/1"].status.value == "done"


async def test_a_draft_survives_a_full_disk() -> None:
    session, journal = filling()
    async with on_stage(session) as pilot:
        await press(pilot, "n")
        await type_in(pilot, "two pencils broke")
        journal.full = True
        await press(pilot, "enter")
        assert "the disk is full" in plainly(text_of(pilot))
        assert "two pencils broke" in text_of(pilot)
        journal.full = False
        await press(pilot, "enter")
        assert [text for _, text, _ in session.state.notes] == ["two pencils broke"]


async def test_half_time_is_said_on_a_full_disk_too_and_made_when_there_is_room() -> None:
    session, journal = filling()
    session.handle(StartClock())
    async with on_stage(session) as pilot:
        journal.full = True
        clock_of(session).sleep(31 * MINUTE)
        await pilot.pause(0.3)
        shown = plainly(text_of(pilot))
        assert "NOT RECORDED" in shown
        assert "NOW DUE since 9:44 · III.D.20 half time" in shown
        assert session.view().due is None
        journal.full = False
        await pilot.pause(0.3)
        assert "NOT RECORDED" not in text_of(pilot)
        await press(pilot, "k")
        assert session.view().announcements[0].status == "made"


async def test_a_file_that_vanished_is_written_back_by_a_key(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space")
        (tmp_path / "x.proctor").unlink()
        await press(pilot, "space")
        assert "NOT RECORDED" in text_of(pilot)
        assert "P writes the file back" in plainly(text_of(pilot))
        await press(pilot, "P")
        assert "NOT RECORDED" not in text_of(pilot)
        await press(pilot, "space")
    session.close()
    kept = Session.resume(SqliteJournal.read(tmp_path / "x.proctor"))
    assert kept.state == session.state
    kept.close()


async def test_a_file_that_vanished_is_written_back_from_a_dialog_and_the_draft_stays(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    async with on_stage(session) as pilot:
        await press(pilot, "n")
        await type_in(pilot, "two pencils broke")
        (tmp_path / "x.proctor").unlink()
        await press(pilot, "enter")
        shown = plainly(text_of(pilot))
        assert "ctrl+r writes the file back; what you have entered stays." in shown
        assert "free the disk" not in shown
        await press(pilot, "ctrl+r")
        assert "moved, replaced" not in plainly(text_of(pilot))
        assert "two pencils broke" in text_of(pilot)
        await press(pilot, "enter")
    session.close()
    kept = Session.resume(SqliteJournal.read(tmp_path / "x.proctor"))
    assert [text for _, text, _ in kept.state.notes] == ["two pencils broke"]
    kept.close()


async def test_a_file_that_vanished_and_is_there_again_ends_what_a_dialog_says_of_it(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    async with on_stage(session) as pilot:
        await press(pilot, "n")
        (tmp_path / "x.proctor").rename(tmp_path / "y.proctor")
        await pilot.pause(0.3)
        assert "ctrl+r writes the file back" in plainly(text_of(pilot))
        (tmp_path / "y.proctor").rename(tmp_path / "x.proctor")
        await pilot.pause(0.3)
        assert "ctrl+r" not in text_of(pilot)
    session.close()


async def test_ctrl_c_leaves_at_once_and_the_session_stays_open() -> None:
    session = practice()
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space")
        await press(pilot, "ctrl+c")
        await asyncio.sleep(0.1)
        assert not pilot.app.is_running or pilot.app._exit
    assert session.state.phase.value == "open"


async def test_a_fault_of_ours_goes_to_a_file_and_one_sentence_to_the_person(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(self: SessionScreen) -> None:
        raise RuntimeError("a fault made on purpose")

    monkeypatch.setattr(SessionScreen, "action_forward", broken)
    session = practice()
    with pytest.raises(RuntimeError, match="on purpose"):
        async with on_stage(session) as pilot:
            await press(pilot, "f")
    said = " ".join(capsys.readouterr().err.split())
    assert "proctor has a fault and had to stop. All that was recorded is safe." in said
    assert "Traceback" not in said
    assert "a fault made on purpose" in (data_folder / "crash.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["proctor-dark", "proctor-light", "proctor-contrast"])
async def test_without_colour_every_word_is_there_and_modes_are_told_apart(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(practice("rehearsal"), settings=Settings(press_guard=0, theme=theme)) as pilot:
        assert pilot.app.no_color
        assert "REHEARSAL · practice words" in text_of(pilot)
        assert "╔" in text_of(pilot)


async def test_a_theme_that_there_is_not_is_said_and_the_default_holds() -> None:
    async with on_stage(practice(), settings=Settings(theme="no-such-theme")) as pilot:
        assert pilot.app.theme == "proctor-dark"
        assert [one.message.partition(";")[0] for one in pilot.app._notifications] == ["There is no theme 'no-such-theme'"]


async def test_what_is_wrong_in_settings_is_said_on_the_first_screen_too() -> None:
    settings = Settings(press_guard=0, problems=("settings.toml: there is no setting 'colour'.", "and another"))
    async with on_stage(settings=settings) as pilot:
        said = "settings.toml: there is no setting 'colour'. `proctor doctor` says what else is wrong."
        assert [one.message for one in pilot.app._notifications] == [said]


async def test_a_chosen_theme_is_kept(data_folder: Path) -> None:
    async with on_stage(practice()) as pilot:
        pilot.app.theme = "proctor-light"
        await pilot.pause()
    assert 'theme = "proctor-light"' in (data_folder / "settings.toml").read_text(encoding="utf-8")


async def test_a_theme_chosen_on_the_way_looks_as_if_it_had_been_there_from_the_start() -> None:
    async with on_stage(practice(), settings=Settings(press_guard=0, theme="proctor-light")) as pilot:
        from_the_start = pilot.app.export_screenshot()
    async with on_stage(practice(), settings=Settings(press_guard=0, theme="proctor-dark")) as pilot:
        pilot.app.theme = "proctor-light"
        await pilot.pause(0.2)
        assert pilot.app.export_screenshot() == from_the_start


async def test_a_vanished_file_is_said_before_any_key_and_leaving_writes_it_back(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space")
        (tmp_path / "x.proctor").unlink()
        await pilot.pause(0.3)
        assert "NOT RECORDED. x.proctor has been moved, replaced, overwritten or deleted." in plainly(text_of(pilot))
        await press(pilot, "q")
        assert "Leaving writes the session's file anew" in plainly(text_of(pilot))
        await press(pilot, "enter")
        assert (tmp_path / "x.proctor").is_file()
    session.close()
    assert Session.resume(SqliteJournal.read(tmp_path / "x.proctor")).state == session.state


async def test_a_file_that_is_moved_back_ends_the_warning(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    async with on_stage(session) as pilot:
        (tmp_path / "x.proctor").rename(tmp_path / "y.proctor")
        await pilot.pause(0.3)
        assert "NOT RECORDED" in text_of(pilot)
        (tmp_path / "y.proctor").rename(tmp_path / "x.proctor")
        await pilot.pause(0.3)
        assert "NOT RECORDED" not in text_of(pilot)
    session.close()


async def test_where_another_file_has_the_name_leaving_keeps_all_beside_it(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    async with on_stage(session) as pilot:
        await press(pilot, "down", "space")
        (tmp_path / "x.proctor").unlink()
        (tmp_path / "x.proctor").write_text("something else", encoding="utf-8")
        await press(pilot, "q", "enter")
    session.close()
    assert (tmp_path / "x.proctor").read_text(encoding="utf-8") == "something else"
    assert Session.resume(SqliteJournal.read(tmp_path / "x-rescued.proctor")).state == session.state
