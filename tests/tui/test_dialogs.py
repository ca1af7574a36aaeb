"""What all dialogs share: their fields, their keys, an announcement that comes meanwhile; and words that nobody can foresee."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import MINUTE, ManualClock
from proctor.state.text import MAX_TEXT
from proctor.tui.desk import Desk
from proctor.tui.dialogs import DIALOGS, dialog
from proctor.tui.dialogs.base import Dialog
from proctor.tui.widgets.banner import Banner
from proctor.tui.widgets.field import Field
from proctor.tui.widgets.keybar import KeyBar
from tests.plain.rooms import TO_THE_START, opened, typed
from tests.tui.stage import LARGE, NINE_TO, SMALL, clock_of, key_event, on_stage, press, settled, text_of, type_in

SIZES = (SMALL, pytest.param(LARGE, marks=pytest.mark.slow))
"""Every dialog is held against its golden files in both; the large one takes its time."""
NASTY = (
    "[bold]x[/] [/nothing] [@click=app.quit]here[/]",
    "a\x1b[31mred\x07\tb",
    "שלום \u202eevil\u202c 你好 🙂",
    "x" * MAX_TEXT,
)


def quiz(*lines: str, **how: object) -> Session:
    """The small script at 9:14, after these lines were typed in plain mode."""
    session = opened(ManualClock(utc=NINE_TO), **how)
    typed(session, lines)
    return session


def under_way(*lines: str) -> Session:
    """The small script; the students began at 9:14, and it is 9:20."""
    session = quiz(*TO_THE_START, "start")
    clock_of(session).sleep(6 * MINUTE)
    typed(session, lines)
    return session


def since(session: Session, seq: int) -> list[ev.Event]:
    """What was put on record after an entry."""
    return [entry.event for entry in session.journal.entries() if entry.seq > seq]


def complaint(pilot: Pilot[None]) -> str:
    """The reason that the dialog on screen says; "" where it says none."""
    line = pilot.app.screen.query_one(".complaint", Static)
    return str(line.content) if line.has_class("-said") else ""


def shown(pilot: Pilot[None]) -> str:
    """The line of keys of the dialog on screen."""
    return next(line for line in reversed(text_of(pilot).splitlines()) if " esc " in line)


async def fill(pilot: Pilot[None], **words: str) -> None:
    """Put words into fields, by their ids, at once and not letter by letter."""
    for name, text in words.items():
        field(pilot, name).value = text
        field(pilot, name).cursor_position = len(text)
    await pilot.pause()


def field(pilot: Pilot[None], name: str) -> Field:
    return pilot.app.screen.query_one(f"#{name}", Field)


def test_every_dialog_can_be_made() -> None:
    session = under_way()
    for name in DIALOGS:
        assert issubclass(type(_made(session, name)), Dialog)


def _made(session: Session, name: str) -> Dialog:
    what = {"mark": "1", "row": "A.2/1", "clock": "start"}.get(name, "x")
    return dialog(name, Desk(session), *(what,) * (name in ABOUT_ONE_THING))


ABOUT_ONE_THING = {
    "answer", "assign", "clock", "count", "drop", "early", "fact", "handover", "look", "mark", "misread", "numbers", "postpone",
    "record", "row", "skip", "task", "task_note", "void",
}  # fmt: skip


# -- an announcement meanwhile --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_an_announcement_that_falls_due_takes_no_key_from_the_field(size: tuple[int, int]) -> None:
    session = under_way()
    async with on_stage(session, size) as pilot:
        await press(pilot, "i", *"torn", "enter")
        await type_in(pilot, "page ")
        clock_of(session).sleep(24 * MINUTE)
        await pilot.pause(0.15)
        assert "Half of the time is over." in text_of(pilot)
        await type_in(pilot, "4")
        assert pilot.app.focused is field(pilot, "note")
        assert field(pilot, "note").value == "page 4"
        assert "page 4" in text_of(pilot), "the field stays in sight"
        assert "esc leave it" in text_of(pilot), "and so do the keys"
        await press(pilot, "f2")
        assert session.state.announcements["C.2"].status.value == "made"
        assert not pilot.app.screen.query_one(Banner).has_class("-due")
        await press(pilot, "enter")
    assert session.state.incidents[-1].note == "page 4"


async def test_a_long_announcement_is_read_to_its_end_before_it_is_made() -> None:
    session = under_way()
    planned = session.state.plan.announcements[0]
    object.__setattr__(planned.block, "text", "\n\n".join(f"This is part {n} of it." for n in range(30)))
    async with on_stage(session, (60, 18)) as pilot:
        await press(pilot, "n", "x")
        clock_of(session).sleep(24 * MINUTE)
        await pilot.pause(0.15)
        presses = 0
        while session.state.announcements["C.2"].status.value == "due":
            assert "part 29" not in text_of(pilot) or presses
            await press(pilot, "f2")
            presses += 1
            assert presses < 30
        assert presses > 3


# -- little room -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_in_little_room_the_field_the_complaint_and_the_keys_are_in_sight() -> None:
    session = under_way("i torn", "later", "t late", "m B.1/1 2")
    async with on_stage(session, (60, 18)) as pilot:
        for way in ("i", "exclamation_mark", "v", "v enter", "v v", "v o", "r", "r down enter", "e", "e enter", "t", "m", "n",
                    "u", "T", "q", "x", "s"):  # fmt: skip
            await press(pilot, *way.split())
            opened = pilot.app.screen
            assert isinstance(opened, Dialog)
            opened.complain("This is wrong.")
            await pilot.pause()
            text = text_of(pilot)
            assert opened.heading().split(" · ")[0] in text, way
            assert "This is wrong." in text, way
            assert "┃┃ enter " in text, way
            focused = opened.focused
            if focused is not None:
                assert opened.query_one(".body").region.overlaps(focused.region), way
                assert focused.region.bottom <= opened.query_one(".body").region.bottom, way
            while isinstance(pilot.app.screen, Dialog):
                await press(pilot, "escape")


# -- words that nobody can foresee ----------------------------------------------------------------------------------


async def test_what_is_typed_is_shown_and_kept_as_words() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        for words in NASTY:
            await press(pilot, "n")
            pilot.app.screen.query_one(Field).post_message(events.Paste(words))
            await press(pilot, "enter")
            note = session.state.notes[-1][1]
            assert "\x1b" not in note
            assert "\u202e" not in note
            assert note.startswith(words[:5].replace("\x1b", " ")), "markup is words like any other"


async def test_a_megabyte_is_cut_and_that_is_said() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "n")
        pilot.app.screen.query_one(Field).post_message(events.Paste("word " * 200_000))
        await pilot.pause()
        assert "more was pasted than fits" in complaint(pilot)
        await press(pilot, "enter")
    assert len(session.state.notes[-1][1]) <= MAX_TEXT


async def test_a_refusal_that_says_what_was_typed_is_no_markup() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "exclamation_mark", "tab", "tab")
        await type_in(pilot, "[red]9")
        await press(pilot, "enter")
        assert "'[red]9' is no time of day" in complaint(pilot)
        assert "'[red]9' is no time of day" in text_of(pilot)


# -- the disk, the mouse ----------------------------------------------------------------------------------------------


async def test_a_write_that_fails_is_said_and_keeps_the_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    from proctor.errors import NotWritten

    def refuse(*_: object) -> None:
        raise NotWritten("The disk is full.")

    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "n", "x")
        with monkeypatch.context() as patched:
            patched.setattr(session.journal, "append", refuse)
            await press(pilot, "enter")
            assert "The disk is full." in complaint(pilot)
            assert field(pilot, "text").value == "x"
        await press(pilot, "enter")
    assert session.state.notes[-1][1] == "x"


async def test_every_key_of_a_dialog_is_listed_and_the_draft_stays() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "n", "x", "f1")
        assert "[dialog.submit]" in text_of(pilot)
        assert "[dialog.acknowledge]" in text_of(pilot)
        await press(pilot, "escape", "enter")
    assert session.state.notes[-1][1] == "x"


async def test_keys_can_be_clicked() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, Dialog)
        await pilot.click("KeyBar", offset=(shown(pilot).index("esc") - shown(pilot).index("enter") + 1, 0))
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Dialog)
    assert session.handle(c.Tick())


async def test_enter_that_comes_at_once_leaves_no_letter_behind() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "n")
        for letter in "two pencils broke":
            pilot.app.post_message(key_event(letter))
        pilot.app.post_message(key_event("enter"))
        await settled(pilot)
        assert [text for _, text, _ in session.state.notes] == ["two pencils broke"]


async def test_two_clicks_on_a_key_do_it_once() -> None:
    session = quiz()
    async with on_stage(session) as pilot:
        await press(pilot, "n", "x")
        bar = pilot.app.screen.query_one(KeyBar)
        place = bar.region.offset.x + 2, bar.region.offset.y
        for _ in range(2):
            bar.post_message(events.Click(bar, 2, 0, 0, 0, 1, False, False, False, *place))
        await settled(pilot)
        assert [text for _, text, _ in session.state.notes] == ["x"]
        assert len(pilot.app.screen_stack) == 1
