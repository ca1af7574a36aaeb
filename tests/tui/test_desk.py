"""The desk: one place to hand commands in, what came of them in words, and what went wrong with the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.errors import NotWritten
from proctor.scripts.library import Library
from proctor.settings import Places
from proctor.state import commands as c
from proctor.state.clock import MINUTE
from proctor.state.journal import MemoryJournal
from proctor.state.sqlite import SqliteJournal
from proctor.tui.desk import Desk
from tests.tui.stage import clock_of, practice


class Full(MemoryJournal):
    """A journal on a disk that can fill up."""

    full = False

    def append(self, *what: object, **more: object) -> tuple[object, ...]:  # type: ignore[override]
        if self.full:
            raise NotWritten("x.proctor could not be written: the disk is full.", "Free the disk.")
        return super().append(*what, **more)  # type: ignore[arg-type]


def full_desk() -> tuple[Desk, Full]:
    journal = Full(practice().journal.snapshot())
    return Desk(practice(journal=journal)), journal


def on_disk(folder: Path) -> Desk:
    text = Library(Places.of_environment()).snapshot("session-1").text
    return Desk(practice(journal=SqliteJournal.create(folder / "x.proctor", text)))


def test_a_refusal_is_given_back_and_nothing_is_told_of_as_done() -> None:
    desk = Desk(practice())
    assert desk.do(c.Resume()) == "the session is not interrupted"
    assert desk.news == ""


def test_several_commands_go_as_far_as_they_are_taken() -> None:
    desk = Desk(practice())
    reason = desk.do(c.TakeNote(text="one"), c.Resume(), c.TakeNote(text="two"))
    assert reason == "the session is not interrupted"
    assert [text for _, text, _ in desk.session.state.notes] == ["one"]


def test_a_full_disk_is_said_until_a_write_succeeds_again() -> None:
    desk, journal = full_desk()
    journal.full = True
    assert "the disk is full" in desk.do(c.TakeNote(text="lost"))
    assert "the disk is full" in desk.trouble
    journal.full = False
    assert desk.do(c.TakeNote(text="kept")) == ""
    assert desk.trouble == ""
    assert [text for _, text, _ in desk.session.state.notes] == ["kept"]


def test_the_clock_finds_a_full_disk_too_and_what_was_due_comes_when_there_is_room() -> None:
    desk, journal = full_desk()
    desk.do(c.StartClock())
    journal.full = True
    clock_of(desk.session).sleep(30 * MINUTE)
    desk.tick()
    assert desk.trouble
    assert desk.view().due is None
    journal.full = False
    desk.tick()
    assert desk.trouble == ""
    assert desk.view().due is not None


def test_the_start_of_the_clock_says_what_to_note_on_paper(utc: None) -> None:
    desk = Desk(practice())
    desk.do(c.StartClock())
    assert desk.news == "started 9:14 · half 9:44 · end 10:14 · write these down"


def test_who_listens_is_told_of_every_command_until_they_stop() -> None:
    desk = Desk(practice())
    told: list[int] = []
    stop = desk.tell(lambda: told.append(desk.session.state.seq))
    desk.do(c.TakeNote(text="one"))
    stop()
    desk.do(c.TakeNote(text="two"))
    assert len(told) == 1


def test_the_clock_tells_once_a_minute_and_with_seconds_once_a_second() -> None:
    desk = Desk(practice())
    desk.do(c.StartClock())
    desk.tick()
    told: list[str] = []
    desk.tell(lambda: told.append(desk.view().wall))
    for _ in range(10):
        clock_of(desk.session).sleep(1_000)
        desk.tick()
    assert told == []
    clock_of(desk.session).sleep(MINUTE)
    desk.tick()
    assert told == ["9:15"]
    told.clear()
    for _ in range(3):
        clock_of(desk.session).sleep(1_000)
        desk.tick(seconds=True)
    assert len(told) == 3


def test_a_name_that_is_no_name_is_refused_in_words() -> None:
    desk = Desk(practice())
    assert "say who takes over" in desk.take_over("  ")
    assert "too many" in desk.take_over("x" * 10_000)
    assert desk.take_over("Ben Adeyemi") == ""


def test_a_file_that_vanished_is_written_back_with_all_that_was_acknowledged(tmp_path: Path) -> None:
    desk = on_disk(tmp_path)
    desk.do(c.TakeNote(text="before"))
    (tmp_path / "x.proctor").unlink()
    assert "moved, replaced, overwritten or deleted" in desk.do(c.TakeNote(text="lost"))
    assert desk.put_back() == ""
    assert desk.do(c.TakeNote(text="after")) == ""
    desk.close()
    kept = SqliteJournal.read(tmp_path / "x.proctor")
    assert [entry.event.text for entry in kept.entries() if type(entry.event).__name__ == "NoteTaken"] == ["before", "after"]  # type: ignore[attr-defined]
    kept.close()


@pytest.mark.parametrize(
    "command", [c.Tally(tally="late"), c.RecordIncident(category="phone"), c.SetFact(fact="students", value=4)]
)
def test_what_came_of_a_command_is_said_in_a_line(command: c.Command) -> None:
    desk = Desk(practice())
    assert desk.do(command) == ""
    assert desk.news
    assert "\n" not in desk.news


def test_what_falls_due_is_not_tried_again_at_once_where_each_try_holds_up_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, journal = full_desk()
    assert desk.do(c.StartClock()) == ""
    clock_of(desk.session).sleep(31 * MINUTE)
    now, tries = 100.0, 0

    def slowly(*_: object, **__: object) -> None:
        nonlocal now, tries
        now, tries = now + 0.25, tries + 1
        raise NotWritten("x.proctor could not be written: another program holds the file open.")

    monkeypatch.setattr("proctor.tui.desk.time.monotonic", lambda: now)
    with monkeypatch.context() as held:
        held.setattr(journal, "append", slowly)
        for _ in range(8):
            desk.tick()
            now += 0.1
        assert (tries, "another program" in desk.trouble) == (1, True)
        now += 0.1
        desk.tick()
        assert tries == 2
    now += 1.0
    desk.tick()
    assert (desk.trouble, desk.view().due is not None) == ("", True)


def test_a_refusal_does_not_take_back_that_the_disk_is_full() -> None:
    desk, journal = full_desk()
    journal.full = True
    desk.do(c.TakeNote(text="lost"))
    desk.do(c.Resume())
    assert "the disk is full" in desk.trouble
