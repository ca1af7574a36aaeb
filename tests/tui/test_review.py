"""The review of an import: what it shows, and how one moves in it."""

from __future__ import annotations

import pytest

from proctor.manuals.corrections import Corrections, Verdict
from proctor.manuals.importing import import_to_review
from proctor.manuals.manual import Span
from proctor.tui.app import ProctorApp
from proctor.tui.reviewing import Outcome
from proctor.tui.screens.review import ReviewScreen
from proctor.tui.widgets.panes import Pane
from proctor.tui.widgets.recognised import RecognisedPane
from proctor.tui.widgets.source import SourcePane
from tests.helpers import FIXTURES
from tests.tui.conftest import Looks
from tests.tui.reviews import (
    MANUAL,
    chosen,
    folder,
    foot,
    go,
    imported,
    keys,
    listed,
    reviewing,
)
from tests.tui.shelves import places
from tests.tui.stage import LARGE, SMALL, text_of, type_in

# -- what it looks like ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, LARGE, (60, 18)])
async def test_the_manual_and_what_was_recognised(size: tuple[int, int], looks: Looks) -> None:
    found = import_to_review(FIXTURES / "manuals" / "directions-inside.pdf", Corrections())
    async with reviewing(found, size) as (pilot, _):
        await keys(pilot, "n")
        looks(pilot, "review")


async def test_the_list_has_all_that_was_recognised_in_the_order_of_the_text() -> None:
    async with reviewing() as (_, screen):
        assert listed(screen) == [
            ("warning", "1 place has to be decided by a person; see the review."),
            ("looked_up", "Front matter"),
            ("looked_up", "People in the Room"),
            ("script", "Giving the Test"),
            ("section", "Giving the Test"),
            ("step", "Giving-the-Test.1"),
            ("do", "Greet the class."),
            ("say", "Good morning. Sit down at your own desk."),
            ("step", "Giving-the-Test.2"),
            ("do", "Hand out the booklets."),
            ("do", "Nobody talks meanwhile."),
            ("question", "You may write your name on the cover now."),
            ("note", "You may write your name on the cover now."),
            ("step", "Giving-the-Test.3"),
            ("do", "Answer questions."),
            ("say", "Are there any questions?"),
            ("step", "Giving-the-Test.4"),
            ("say", "You may begin."),
            ("do", "Walk in the room."),
            ("looked_up", "Phones and Watches"),
        ]


async def test_what_is_read_aloud_and_what_is_worth_a_look_can_be_told_without_colour() -> None:
    found = imported()
    at = found.manual.text.index("Walk in")
    found.reading.__dict__["unplaced"] = (Span(at, at + 11),)  # as a reading has it that leaves something out
    async with reviewing(found) as (pilot, screen):
        rows = text_of(pilot).splitlines()
        assert any("SAY   ┃ Good morning." in row for row in rows)
        assert any("?  LOOK    Is this read aloud?" in row for row in rows)
        assert any("!  LOST    Walk in" in row for row in rows)
        assert any(row[1:40].lstrip(" !").startswith('┃ 1. Greet the class. Then say: "Good') for row in rows)
        go(screen, "Walk in", "unplaced")
        await keys(pilot)
        assert any("✓▸ LOST    Walk in" in row for row in text_of(pilot).splitlines())
        assert any(row[1:].startswith("!▸┃ 4. Say:") for row in text_of(pilot).splitlines())


async def test_the_place_of_the_line_is_marked_in_the_text_and_brought_into_sight() -> None:
    found = imported(MANUAL.replace("Only the teacher stays. ", "Only the teacher stays. " * 400))
    async with reviewing(found) as (pilot, screen):
        assert "┃ 4. Say:" not in text_of(pilot)
        go(screen, "Walk in")
        await keys(pilot)
        assert chosen(screen) == "Walk in the room."
        assert '┃ 4. Say: "You may begin." Walk in the room.' in text_of(pilot)


@pytest.mark.parametrize(
    ("size", "both"), [((120, 40), True), ((100, 16), True), ((80, 24), True), ((60, 18), False), ((99, 18), False)]
)
async def test_where_there_is_too_little_room_for_both_the_pane_with_the_keys_is_shown(
    size: tuple[int, int], both: bool
) -> None:
    async with reviewing(size=size) as (pilot, _):
        for active, other in ((RecognisedPane, SourcePane), (SourcePane, RecognisedPane)):
            shown = [one for one in pilot.app.screen.query(Pane) if one.display and one.size.height > 3]
            assert any(isinstance(one, active) and one.is_active for one in shown)
            assert any(isinstance(one, other) for one in shown) == both
            await keys(pilot, "tab")


async def test_as_the_first_screen_it_looks_the_same_and_the_program_ends_with_it() -> None:
    screen = ReviewScreen(imported(), folder())
    app = ProctorApp(places(), first=screen)
    async with app.run_test(size=(100, 30)) as pilot:
        await keys(pilot)
        left, right = pilot.app.screen.query(Pane)
        assert left.region.right <= right.region.x, "side by side"
        await keys(pilot, "q")
    assert app.return_code == 1
    assert screen.outcome == Outcome()


# -- moving ------------------------------------------------------------------------------------------------------------


async def test_the_cursor_moves_through_the_list_line_by_line_and_page_by_page() -> None:
    async with reviewing(size=SMALL) as (pilot, screen):
        assert screen.item.text == "Front matter"
        await keys(pilot, "down", "down", "down")
        assert screen.item.kind == "section"
        await keys(pilot, "up")
        assert screen.item.kind == "script"
        await keys(pilot, "end")
        assert screen.item.text == "Phones and Watches"
        await keys(pilot, "pageup")
        assert screen.item.text == "You may write your name on the cover now."
        await keys(pilot, "space")
        assert screen.item.text == "Phones and Watches"
        await keys(pilot, "home")
        assert screen.item.kind == "warning"


async def test_n_goes_through_the_places_worth_a_look_and_counts_those_that_are_left() -> None:
    async with reviewing() as (pilot, screen):
        assert "3 say blocks · 3 worth a look, 3 left · 100.00 % placed · 0 corrections" in text_of(pilot)
        await keys(pilot, "n")
        assert "do: neither an instruction nor a statement for certain (60% sure)" in text_of(pilot)
        await keys(pilot, "n")
        assert screen.item.kind == "question"
        assert "Is this read aloud? It speaks to the students" in foot(pilot)
        await keys(pilot, "n")
        assert screen.item.text == "Are there any questions?"
        assert "3 worth a look, 0 left" in text_of(pilot)
        await keys(pilot, "n")
        assert "nothing worth a look below; N goes back" in text_of(pilot)
        await keys(pilot, "N", "N", "N")
        assert screen.item.text == "Nobody talks meanwhile."
        assert "nothing worth a look above" in text_of(pilot)


async def test_in_the_text_the_cursor_goes_by_sentences_and_numbers_of_steps_are_none() -> None:
    async with reviewing() as (pilot, screen):
        go(screen, "Greet the class.")
        await keys(pilot, "tab")
        found = [chosen(screen)]
        for _ in range(4):
            await keys(pilot, "down")
            found.append(chosen(screen))
        await keys(pilot, "up", "shift+up", "shift+up", "shift+down")
        assert found == [
            "Greet the class.",
            "Then say:",
            '"Good morning.',
            'Sit down at your own desk."',
            "Hand out the booklets.",
        ]
        assert chosen(screen) == '"Good morning. Sit down at your own desk."'
        assert screen.item.text == "Good morning. Sit down at your own desk.", "the list follows"
        await keys(pilot, "tab")
        assert not screen.in_text
        assert screen.item.kind == "say"


async def test_pages_and_ends_of_the_text() -> None:
    async with reviewing(size=SMALL) as (pilot, screen):
        await keys(pilot, "tab", "home")
        assert chosen(screen) == "Brook County Reading Test"
        await keys(pilot, "pagedown")
        assert chosen(screen) == "Giving the Test"
        await keys(pilot, "end")
        assert chosen(screen) == "Count the watches."
        await keys(pilot, "pageup", "pageup", "pageup", "pageup")
        assert chosen(screen) == "Brook County Reading Test"


async def test_in_the_list_no_second_line_can_be_chosen() -> None:
    async with reviewing() as (pilot, _):
        await keys(pilot, "shift+down")
        assert "tab goes to the text, where more than one sentence can be chosen" in text_of(pilot)


async def test_words_are_found_however_they_are_broken_and_from_the_beginning_again() -> None:
    async with reviewing() as (pilot, screen):
        await keys(pilot, "slash")
        await type_in(pilot, "in the room")
        assert screen.item.text == "People in the Room"
        assert chosen(screen) == "in the Room"
        await keys(pilot, "enter")
        assert screen.item.text == "Walk in the room."
        await keys(pilot, "enter")
        assert screen.item.text == "People in the Room"
        await keys(pilot, "enter")
        await type_in(pilot, "zz")
        assert "“in the roomzz” does not stand in this manual" in text_of(pilot)
        await keys(pilot, "escape")
        assert screen.is_attached
        assert screen.item.text == "Walk in the room."
        await keys(pilot, "tab")
        assert chosen(screen) == "Walk in the room."


async def test_a_click_goes_there() -> None:
    async with reviewing() as (pilot, screen):
        await pilot.click(SourcePane, offset=(20, 5))
        assert screen.in_text
        assert chosen(screen) == "Only the teacher stays."
        await pilot.click(RecognisedPane, offset=(20, 9))
        assert not screen.in_text
        assert screen.item.text == "Good morning. Sit down at your own desk."


# -- help --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_the_help_names_every_key(key: str) -> None:
    async with reviewing(size=(160, 50)) as (pilot, _):
        await keys(pilot, key)
        shown = text_of(pilot)
        for name in ("next-look", "speech", "not-speech", "step", "merge", "undo", "switch", "write", "find", "widen-down"):
            assert f"[review.{name}]" in shown


def test_every_verdict_has_its_key() -> None:
    actions: list[str] = [one.action for one in ReviewScreen.BINDINGS]  # type: ignore[union-attr]
    assert {f"say('{verdict}')" for verdict in Verdict.__args__} <= set(actions)
