"""The screen of a checklist: what it shows at which size, and what its keys put on record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from proctor.state import Session
from proctor.state.cards import cards
from proctor.state.evolution import fold
from proctor.state.opening import Opening
from proctor.state.state import Phase
from proctor.state.tasks import DONE, DROPPED, LATE
from proctor.tui.keys import every
from proctor.tui.screens.checklist import ChecklistScreen
from proctor.tui.screens.checklist_keys import BINDINGS, keys_now
from proctor.tui.screens.opening import OpeningScreen
from proctor.tui.screens.preview import PreviewScreen
from proctor.tui.screens.session import SessionScreen
from proctor.tui.widgets.tasklist import TaskList
from tests.state.lists import go_to, list_on, stand, task
from tests.state.packs import done
from tests.tui.conftest import Looks
from tests.tui.shelves import TODAY, at_rest, left_open, places, showing, snapshot_of
from tests.tui.stage import on_stage, plainly, practice, press, text_of, type_in

SIZES = ((80, 24), (60, 18), (130, 36))


@pytest.fixture
def session() -> Iterator[Session]:
    """The list on the twentieth of March, of which one task is done; what is on screen at last is what is on record."""
    found, _ = list_on("2026-03-20")
    done(found, "P.1/1")
    yield found
    assert fold(found.state.plan, found.journal.entries()) == found.state


def rows(pilot: Pilot[None]) -> list[str]:
    """The lines of the list, as they stand on the screen."""
    return [line.strip("┃│ ").rstrip() for line in text_of(pilot).splitlines() if "[" in line[:6] or "──" in line[:5]]


def chosen(pilot: Pilot[None]) -> str:
    task = pilot.app.screen.query_one(TaskList).chosen
    return task.ref if task else ""


# -- what it shows ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(session: Session, size: tuple[int, int], looks: Looks) -> None:
    async with on_stage(session, size) as pilot:
        looks(pilot, "checklist")
        await press(pilot, "g")
        looks(pilot, "checklist-progress")
        await press(pilot, "escape", "enter")
        looks(pilot, "checklist-task")


async def test_a_list_has_a_screen_of_its_own_and_other_sessions_have_theirs(session: Session) -> None:
    async with on_stage(session) as pilot:
        assert isinstance(pilot.app.screen, ChecklistScreen)
    async with on_stage(practice()) as pilot:
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_it_begins_at_the_first_task_that_is_late_or_due(session: Session) -> None:
    async with on_stage(session) as pilot:
        assert chosen(pilot) == "M.1"
        text = plainly(text_of(pilot))
        assert "M.1 · Seeds · late · Mar 10, 2026, 10 days ago" in text
        assert "1 of 6 done, 1 late, 1 due this month, next: 2 in June 2026" in text
        assert "Mar 20, 2026" in text, "the day, and no clock"


async def test_nothing_is_said_of_a_room_or_students(session: Session) -> None:
    async with on_stage(session, (130, 36)) as pilot:
        for key in ("", "x", "T", "question_mark"):
            await press(pilot, *([key] if key else []))
            assert "room" not in text_of(pilot).casefold()
            assert "student" not in text_of(pilot).casefold()
            await press(pilot, *(["escape"] if key else []))


async def test_filters_show_what_is_late_due_next_open_and_done_and_say_so_where_nothing_is() -> None:
    session, _ = list_on("2026-03-20")
    async with on_stage(session, (80, 30)) as pilot:
        found = {}
        for key in "123456":
            await press(pilot, key)
            found[key] = [line.split()[-1] if line.startswith("──") else line.split("] ")[1].split()[0] for line in rows(pilot)]
        refs = {key: [one for one in names if "." in one] for key, names in found.items()}
        assert refs == {
            "1": ["A.1", "M.1", "M.2", "P.1", "J.1", "J.2"],
            "2": ["M.2"],
            "3": ["M.1"],
            "4": ["P.1"],
            "5": ["A.1", "M.1", "M.2", "P.1", "J.1", "J.2"],
            "6": [],
        }
        assert "Nothing is done yet." in text_of(pilot)
        await press(pilot, "f")
        assert "all: 6" in text_of(pilot)


async def test_a_new_day_is_seen_without_a_key(session: Session) -> None:
    async with on_stage(session) as pilot:
        go_to(session.clock, "2026-04-02")  # type: ignore[arg-type]
        pilot.app.screen.desk.tick()  # type: ignore[attr-defined]
        await press(pilot)
        assert "2 late" in text_of(pilot)


async def test_the_arrows_go_from_task_to_task_and_from_month_to_month(session: Session) -> None:
    async with on_stage(session) as pilot:
        for key, ref in (("down", "M.2"), ("right", "P.1"), ("right", "J.1"), ("end", "J.2"), ("left", "J.1"), ("left", "P.1"),
                         ("home", "A.1"), ("up", "A.1"), ("pagedown", "J.2"), ("pageup", "A.1")):  # fmt: skip
            await press(pilot, key)
            assert chosen(pilot) == ref, key


# -- what its keys do -------------------------------------------------------------------------------------------------


async def test_space_ticks_and_unticks(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "space")
        assert task(session, "M.1").status == DONE
        assert "M.1 is done; space unticks it" in text_of(pilot)
        assert "[x] M.1 Seeds" in text_of(pilot)
        await press(pilot, "space")
        assert task(session, "M.1").status == LATE
        await press(pilot, "down", "space")
        assert task(session, "M.2").status == DONE, "all of its blocks at once"


async def test_a_task_that_asks_is_answered(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "end", "space", "1")
        await press(pilot, "enter")
        assert task(session, "J.2").status == DONE


async def test_a_task_is_assigned_and_given_back(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "a")
        await type_in(pilot, "Ana Ruiz")
        await press(pilot, "enter")
        assert "Ana Ruiz" in text_of(pilot)
        assert session.name_of(task(session, "M.1").assigned) == "Ana Ruiz"
        await press(pilot, "a", "ctrl+u", "enter")
        assert task(session, "M.1").assigned == ""


async def test_a_note_stays_with_its_task(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "n")
        await type_in(pilot, "asked the shop")
        await press(pilot, "enter")
        assert "note: asked the shop" in text_of(pilot)
        assert [text for _, text in task(session, "M.1").notes] == ["asked the shop"]


async def test_a_task_is_postponed_for_a_reason_and_a_refusal_keeps_the_draft(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "p")
        await type_in(pilot, "2026-03-01")
        await press(pilot, "tab")
        await type_in(pilot, "no seeds")
        await press(pilot, "enter")
        assert "2026-03-01 is past; today is 2026-03-20" in text_of(pilot)
        await press(pilot, "shift+tab", "ctrl+u")
        await type_in(pilot, "2026-05-01")
        await press(pilot, "enter")
        assert "→May 1" in text_of(pilot)
        assert task(session, "M.1").reason == "no seeds"


async def test_a_task_of_ones_own_is_added_where_the_cursor_stands_and_chosen(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "plus")
        await type_in(pilot, "Paint the bench")
        await press(pilot, "enter")
        assert chosen(pilot) == "Own.1"
        assert task(session, "Own.1").month == "March 2026"
        assert "[>] Own.1 Paint the bench" in text_of(pilot)


async def test_a_task_that_is_added_to_a_month_that_is_over_is_not_late_from_the_start(session: Session) -> None:
    go_to(session.clock, "2026-05-02")  # type: ignore[arg-type]
    async with on_stage(session) as pilot:
        await press(pilot, "plus")
        await type_in(pilot, "Paint the bench")
        await press(pilot, "enter")
        assert task(session, "Own.1").month == "All year"


async def test_a_task_is_left_out_with_a_reason_and_taken_up_again(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "s")
        await type_in(pilot, "there is no garden")
        await press(pilot, "enter")
        assert (task(session, "M.1").status, task(session, "M.1").reason) == (DROPPED, "there is no garden")
        await press(pilot, "p")
        assert "not to be done here; space opens it again" in plainly(text_of(pilot))
        await press(pilot, "space")
        assert stand(session)["M.1"] == LATE


async def test_the_ask_line_the_record_and_the_cover_are_as_everywhere(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "slash")
        assert "Ask" in text_of(pilot)
        await press(pilot, "escape", "j")
        assert "session opened" in text_of(pilot)
        await press(pilot, "escape", "c")
        assert "uncover" in text_of(pilot)
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ChecklistScreen)


async def test_a_list_is_closed_and_sealed(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "x")
        assert "5 tasks are open" in text_of(pilot)
        await type_in(pilot, "the year is over")
        await press(pilot, "enter")
        assert session.state.phase is Phase.CLOSED
        assert "The list is closed" in text_of(pilot)
        await press(pilot, "space")
        assert "the list is closed" in text_of(pilot)
        await press(pilot, "x")
        assert "After this nothing can be added but amendments" in plainly(text_of(pilot))
        await press(pilot, "enter")
        assert session.seal()
        await press(pilot, "enter")
        assert "The record is sealed" in text_of(pilot)


async def test_an_empty_list_of_a_filter_takes_no_key_that_is_about_a_task(session: Session) -> None:
    async with on_stage(session) as pilot:
        await press(pilot, "4", "3", "space", "3")  # the one that is late is done
        for key in ("space", "a", "enter"):
            await press(pilot, key)
            assert "no task is chosen" in text_of(pilot)
        assert "Nothing is late." in text_of(pilot)


# -- keys -------------------------------------------------------------------------------------------------------------


def test_no_key_of_the_list_does_two_things_and_the_key_line_names_only_keys_that_there_are() -> None:
    keys = [key for binding in BINDINGS for key in binding.key.split(",")]  # type: ignore[union-attr]
    assert sorted(keys) == sorted(set(keys))
    ids = {binding.id for binding in BINDINGS}  # type: ignore[union-attr]
    session, _ = list_on("2026-03-20")
    for phase in Phase:
        for one in (None, *session.view().tasks):
            assert set(keys_now(phase, one)) <= ids
    assert {one.id for _, one in every()} >= ids


# -- before the session -----------------------------------------------------------------------------------------------

COORDINATOR = "caaspp-2020-21-coordinator/year"


async def test_the_form_before_a_list_asks_for_no_room_no_students_and_no_chime() -> None:
    left_open(room="12")
    form = OpeningScreen(places(), snapshot_of(COORDINATOR), Opening(script=COORDINATOR), today=TODAY)
    async with showing(form, (80, 24)) as pilot:
        text = text_of(pilot)
        assert "kept by" in text
        for word in ("room", "students", "chime"):
            assert word not in text
        assert form._opening() == Opening(script=COORDINATOR), "who had a room keeps no list by that"
        await press(pilot, "ctrl+s")
        await at_rest(pilot)
    (made,) = [card for card in cards(places().sessions) if card.script == COORDINATOR]
    assert (made.room, made.phase) == ("", "open")


async def test_a_preview_shows_deadlines_and_details_and_offers_no_room() -> None:
    screen = PreviewScreen(snapshot_of(COORDINATOR), lambda: None)
    async with showing(screen, (120, 40)) as pilot:
        for _ in range(15):
            await press(pilot, "down")
        text = plainly(text_of(pilot))
        assert "July.1 · Coordinator designation form · by July 1, 2020" in text
        assert "see Superintendent Designation Form" in text
        assert "one room" not in text
