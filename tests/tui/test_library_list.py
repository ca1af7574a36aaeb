"""What the library lists, and in which order, without a screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proctor.errors import Fault, PackError
from proctor.scripts.cards import PackCard, ScriptCard
from proctor.state.cards import Card
from proctor.state.clock import DAY, HOUR
from proctor.state.prepared import Opening, PreparedCard
from proctor.tui.catalogue import FEW, Stock, first_choice, lines
from tests.tui.shelves import TODAY
from tests.tui.stage import NINE_TO

PACK = PackCard("p", "A pack", Path("p"), "practice words", 2006, (ScriptCard("one", "One", minutes=60, untimed=True),))


def card(name: str, phase: str = "sealed", *, days: int = 0, room: str = "12", mode: str = "live") -> Card:
    opened = NINE_TO - days * DAY
    return Card(Path(f"{name}.proctor"), "p/one", name, mode, room, phase, opened, opened + HOUR, 40)


def prepared(title: str, day: str = "") -> PreparedCard:
    return PreparedCard(Path(f"{title}.json"), Opening(script="p/one", room="7"), title, 1, day)


def listed(stock: Stock, query: str = "", today: date = TODAY) -> list[str]:
    return [line.left for line in lines(stock, today, query) if line.left]


def test_what_is_open_comes_first_then_what_was_sealed_today_then_a_few_of_what_was_before() -> None:
    cards = (card("today"), card("yesterday's", "open", days=1), *(card(f"old {n}", days=10 + n) for n in range(9)))
    rows = listed(Stock(cards, packs=(PACK,)))
    assert rows[:3] == ["Sessions", "Room 12 · yesterday's", "Room 12 · today"]
    assert rows[3 : 3 + FEW] == [f"Room 12 · old {n}" for n in range(FEW)]
    assert rows[3 + FEW] == f"{9 - FEW} earlier sessions"


def test_all_the_earlier_sessions_are_listed_when_they_are_asked_for() -> None:
    stock = Stock(tuple(card(f"old {n}", days=10 + n) for n in range(9)))
    assert sum(line.kind == "session" for line in lines(stock, TODAY, whole=True)) == 9


def test_one_session_more_than_a_few_is_not_hidden_behind_a_line_as_long_as_itself() -> None:
    stock = Stock(tuple(card(f"old {n}", days=10 + n) for n in range(FEW + 1)))
    assert not [line for line in lines(stock, TODAY) if line.kind == "more"]


def test_a_line_says_the_state_and_the_day_and_that_it_was_a_rehearsal() -> None:
    stock = Stock((card("a", "open"), card("b", "closed", days=1, mode="rehearsal"), card("c", days=30)))
    assert [line.right for line in lines(stock, TODAY) if line.session] == [
        "open · today 9:14",
        "REHEARSAL · closed, not sealed · yesterday",
        "sealed · 23 Apr 2006",
    ]


def test_what_is_prepared_says_its_day() -> None:
    stock = Stock(prepared=(prepared("a", "2006-05-23"), prepared("b", "2006-05-24"), prepared("c")))
    assert [line.right for line in lines(stock, TODAY) if line.prepared] == ["for today", "for 24 May 2006", "prepared"]


def test_a_script_says_how_long_it_takes() -> None:
    about = PackCard("p", "P", Path("p"), scripts=(ScriptCard("a", "A", minutes=20, approximate=True), ScriptCard("b", "B")))
    assert [line.right for line in lines(Stock(packs=(PACK, about)), TODAY) if line.script] == [
        "60 min, untimed",
        "about 20 min",
        "",
    ]


def test_a_search_goes_through_titles_rooms_and_ids_and_keeps_the_headings_of_what_it_finds() -> None:
    stock = Stock((card("Mathematics", room="12"), card("Reading", room="14", days=3)), (), (PACK,))
    assert listed(stock, "14 read") == ["Sessions", "Room 14 · Reading"]
    assert listed(stock, "P/ONE") == ["Sessions", "Room 12 · Mathematics", "Room 14 · Reading", "A pack", "One"]
    assert listed(stock, "a pack") == ["A pack", "One"], "a pack's name finds all its scripts"
    assert listed(stock, "nothing") == ["Nothing here fits 'nothing'. Escape shows everything again."]


def test_the_cursor_begins_where_the_morning_begins() -> None:
    def begins(stock: Stock) -> str:
        found = lines(stock, TODAY)
        return found[first_choice(found, TODAY)].left

    today, old = card("today", "open"), card("old", "open", days=9)
    for_today, for_later = prepared("today's", "2006-05-23"), prepared("later", "2006-05-30")
    assert begins(Stock((old, today), (for_today,), (PACK,))) == "Room 12 · today"
    assert begins(Stock((old,), (for_later, for_today), (PACK,))) == "Room 7 · today's"
    assert begins(Stock((old,), (for_later,), (PACK,))) == "Room 12 · old"
    assert begins(Stock((card("done"),), (for_later,), (PACK,))) == "Room 7 · later"
    assert begins(Stock((card("done"),), (), (PACK,))) == "One"


def test_faults_found_by_loading_a_pack_stand_at_the_script_that_has_them() -> None:
    two = PackCard("p", "P", Path("p"), scripts=(ScriptCard("a", "A"), ScriptCard("b", "B")))
    error = PackError([Fault(Path("p/b.yaml"), 3, 1, "it is wrong")])
    assert [line.unreadable for line in lines(Stock(packs=(two,), faults={Path("p"): error}), TODAY) if line.script] == [
        False,
        True,
    ]


def test_faults_of_a_pack_that_are_in_none_of_its_scripts_have_a_line_of_their_own() -> None:
    error = PackError([Fault(Path("p/pack.yaml"), 3, 1, "it is wrong")])
    rows = lines(Stock(packs=(PACK,), faults={Path("p"): error}), TODAY)
    assert [line.left for line in rows if line.unreadable] == ["This pack has faults"]
