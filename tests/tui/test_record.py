"""The record in words: of a sealed session with its seal, of a live one as it grows, of a long one without waiting."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from proctor.state import Session
from proctor.state.clock import MINUTE
from proctor.state.commands import Amend, StartClock, TakeNote
from proctor.state.sqlite import SqliteJournal
from proctor.tui.desk import Desk
from proctor.tui.screens.record import RecordScreen
from proctor.tui.widgets.banner import Banner
from proctor.tui.widgets.entries import Entries, Told
from tests.tui.conftest import Looks
from tests.tui.shelves import enter, sealed, showing, small_pack, take
from tests.tui.stage import NINE_TO, SIZES, clock_of, plainly, practice, press, text_of


def entries_of(pilot: Pilot[None]) -> Entries:
    return pilot.app.screen.query_one(Entries)


def read(path: Path) -> RecordScreen:
    return RecordScreen(Session.resume(SqliteJournal.read(path)))


def live() -> tuple[Session, Desk]:
    session = practice()
    return session, Desk(session)


@pytest.mark.parametrize("size", SIZES)
async def test_a_sealed_record_has_its_seal_on_top(size: tuple[int, int]) -> None:
    small_pack()
    path, seal = sealed(utc=NINE_TO)
    async with showing(read(path), size) as pilot:
        lines = text_of(pilot).splitlines()
        assert "One step · room 12" in lines[0]
        assert seal in lines[1]
        assert "record sealed" in plainly(text_of(pilot))


async def test_every_seal_of_an_amended_record_says_what_it_covers() -> None:
    small_pack()
    path, first = sealed(utc=NINE_TO)
    session = Session.resume(SqliteJournal.open(path))
    take(session, Amend(text="The count was checked again: 1."))
    second = session.seal()
    session.close()
    async with showing(read(path)) as pilot:
        lines = text_of(pilot).splitlines()
        assert first in lines[1]
        assert str(second) in lines[2]


@pytest.mark.parametrize("size", [*SIZES, (60, 18)])
async def test_the_record_of_a_live_session(size: tuple[int, int], looks: Looks) -> None:
    session, desk = live()
    clock_of(session).sleep(MINUTE)
    take(session, TakeNote(text="Two students came late; they were told where to sit, and what had been read was read again."))
    async with showing(RecordScreen(session, desk), size) as pilot:
        looks(pilot, "record-live")


async def test_what_is_new_is_shown_where_the_cursor_is_at_the_end() -> None:
    session, desk = live()
    async with showing(RecordScreen(session, desk)) as pilot:
        desk.do(TakeNote(text="the first"))
        await pilot.pause()
        assert entries_of(pilot).entry == Told(session.state.seq, "09:14:00", "note: the first")
        await press(pilot, "up")
        above = entries_of(pilot).entry
        desk.do(TakeNote(text="the second"))
        await pilot.pause()
        assert "the second" in text_of(pilot)
        assert entries_of(pilot).entry == above, "who reads something is not torn away from it"


async def test_an_announcement_that_falls_due_is_shown_over_it_and_made_from_here() -> None:
    session, desk = live()
    take(session, StartClock())
    async with showing(RecordScreen(session, desk)) as pilot:
        clock_of(session).sleep(31 * MINUTE)
        desk.tick()
        await pilot.pause()
        assert pilot.app.screen.query_one(Banner).has_class("-due")
        assert "NOW DUE" in text_of(pilot)
        await press(pilot, "f2")
        assert "announced" in plainly(text_of(pilot))
        assert "NOW DUE" not in text_of(pilot)


async def test_a_search_shows_what_has_all_the_words_and_escape_shows_all_again() -> None:
    session, desk = live()
    for text in ("a phone rang", "the phone was put away", "a late student"):
        take(session, TakeNote(text=text))
    async with showing(RecordScreen(session, desk)) as pilot:
        count = entries_of(pilot).counts[1]
        await press(pilot, "slash")
        await enter(pilot, "Phone AWAY")
        assert entries_of(pilot).counts == (1, count)
        assert f"1 of {count} entries fit. note: the phone was put away" in plainly(text_of(pilot))
        await enter(pilot, "nothing")
        assert "Nothing fits" in text_of(pilot)
        desk.do(TakeNote(text="nothing more"))
        await pilot.pause()
        assert entries_of(pilot).counts == (1, count + 1), "what is new is looked through too"
        await press(pilot, "escape")
        assert entries_of(pilot).counts == (count + 1, count + 1)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, RecordScreen)


async def test_what_people_typed_is_never_markup_and_steers_nothing() -> None:
    session, desk = live()
    take(session, TakeNote(text="[red]not red[/red] [x"))
    async with showing(RecordScreen(session, desk)) as pilot:
        assert "note: [red]not red[/red] [x" in text_of(pilot)


async def test_closed_it_lets_go_of_a_file_and_of_a_session() -> None:
    small_pack()
    path, _ = sealed()
    async with showing(read(path)) as pilot:
        await press(pilot, "escape")
    SqliteJournal.open(path).close()
    session, desk = live()
    async with showing(RecordScreen(session, desk)) as pilot:
        await press(pilot, "q")
        desk.do(TakeNote(text="nobody listens any more"))
    assert desk._told == []
    assert session._listeners == []


async def test_ten_thousand_entries_are_not_laid_out_at_once() -> None:
    session, desk = live()
    screen = RecordScreen(session, desk)
    async with showing(screen) as pilot:
        entries = entries_of(pilot)
        began = time.perf_counter()
        entries.add(Told(number, "09:14:00", f"note: {number}") for number in range(10_000))
        await pilot.pause()
        await press(pilot, "home", "end", "pageup")
        assert time.perf_counter() - began < 2
        assert entries.counts[0] > 10_000
        assert "note: 9982" in text_of(pilot)
