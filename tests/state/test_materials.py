"""Booklets and students: numbers that must add up before the seal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.scripts.blocks import MOVEMENTS
from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.rules.materials import MOVABLE, Gap
from proctor.state.state import TALLIES, Phase
from tests.state.packs import close, done, kinds, no, ok, replayed, script, session_of, stage, step

ROOM = script(
    stage(
        "only",
        step(
            "A.1", {"count": "Count.", "materials": ["test_booklet", "braille_booklet"], "fields": ["received", "unassigned"]}
        ),
        step("A.2", {"count": "Count.", "materials": ["test_booklet"], "fields": ["returned"]}, {"note": "End."}),
    ),
    facts={"accommodations": {"ask": "Which?", "type": "multiple", "options": ["braille", "signing"]}},
    materials=[
        {"id": "test_booklet", "title": "Test booklet", "returned": True},
        {"id": "answer_booklet", "title": "Answer booklet", "returned": True},
        {"id": "braille_booklet", "title": "Braille booklet", "returned": True, "when": {"accommodations": "braille"}},
        {"id": "pencil", "title": "Pencils", "from": "room"},
    ],
)


def counting(**numbers: int) -> Session:
    """A session in which so much of the test booklets was counted."""
    session, _ = session_of(ROOM, facts={"accommodations": "none"})
    if numbers:
        ok(session, c.CountMaterial(material="test_booklet", numbers=numbers))
    return session


def counted(session: Session, material: str = "test_booklet") -> dict[str, int]:
    return dict(session.state.ledger.get(material, {}))


# -- counting -------------------------------------------------------------------------------------------------------


def test_a_count_wants_each_number_of_each_material_in_this_room() -> None:
    session, _ = session_of(ROOM)
    assert session.state.current == "A.1/1?accommodations"
    ok(session, c.Answer(block="A.1/1?accommodations", answer="braille"))
    assert session.view().block("A.1/1").missing == (
        ("test_booklet", "received"),
        ("test_booklet", "unassigned"),
        ("braille_booklet", "received"),
        ("braille_booklet", "unassigned"),
    )
    reason = no(session, c.Advance(block="A.1/1"))
    assert "4 numbers are missing" in reason
    assert "how many of test_booklet were received" in reason
    ok(session, c.CountMaterial(material="test_booklet", numbers={"received": 20, "unassigned": 1}))
    ok(session, c.CountMaterial(material="braille_booklet", numbers={"received": 1, "unassigned": 0}))
    done(session, "A.1/1")


def test_what_is_not_in_this_room_is_not_counted() -> None:
    session = counting(received=20, unassigned=0)
    assert session.view().block("A.1/1").missing == ()
    assert [one.id for one in session.view().materials] == ["test_booklet", "answer_booklet"]


def test_a_count_replaces_what_stood_there() -> None:
    session = counting(received=20)
    ok(session, c.CountMaterial(material="test_booklet", numbers={"received": 21}))
    assert counted(session) == {"received": 21}


def test_one_that_was_moved_is_no_count_of_them_all() -> None:
    session = counting(received=20, unassigned=0)
    done(session, "A.1/1")
    ok(session, c.MoveMaterial(material="test_booklet", movement="returned"))
    assert "how many of test_booklet were returned" in no(session, c.Advance(block="A.2/1"))


def test_a_material_is_named_by_its_id_in_words_or_by_an_unambiguous_beginning() -> None:
    session = counting()
    for typed in ("answer_booklet", "Answer booklet", "  ANSWER ", "a"):
        ok(session, c.CountMaterial(material=typed, numbers={"received": 3}))
    assert counted(session, "answer_booklet") == {"received": 3}
    assert no(session, c.CountMaterial(material="booklet", numbers={"received": 3})) == (
        "'booklet' is no material of this script; there are test_booklet, answer_booklet, braille_booklet, pencil"
    )
    assert "missing" in no(session, c.CountMaterial(material=" ", numbers={"received": 3}))


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ({}, "say how many of test_booklet"),
        ({"received": -1}, "-1 cannot be a number of test_booklet; expected 0 to 100,000"),
        ({"received": 100_001}, "100001 cannot be"),
        ({"received": 5, "eaten": 1}, "'eaten' is no movement; expected one of received, unassigned, issued"),
    ],
)
def test_numbers_that_cannot_be_are_refused_all_together(numbers: dict[str, int], why: str) -> None:
    session = counting()
    assert why in no(session, c.CountMaterial(material="test_booklet", numbers=numbers))


def wanted_again() -> Session:
    """A session in which a count was passed, and a Braille booklet turned up after it."""
    session = counting(received=20, unassigned=0)
    done(session, "A.1/1")
    ok(session, c.SetFact(fact="accommodations", value="braille"))
    assert session.view().open == ("A.1/1",)
    ok(session, c.Visit(block="A.1/1"))
    return session


def test_a_count_is_wanted_again_for_what_comes_into_use_later_and_over_once_it_is_counted() -> None:
    session = wanted_again()
    assert session.view().block("A.1/1").missing == (("braille_booklet", "received"), ("braille_booklet", "unassigned"))
    assert "how many of braille_booklet were received" in no(session, c.Advance(block="A.1/1"))
    ok(session, c.CountMaterial(material="braille_booklet", numbers={"received": 1, "unassigned": 0}))
    assert (session.view().over_the_walk, session.state.current, session.view().open) == ("", "A.2/1", ())
    replayed(session)


def test_a_count_that_is_wanted_again_may_be_skipped_with_a_reason() -> None:
    session = wanted_again()
    ok(session, c.Skip(block="A.1/1", reason="it is in its envelope"))
    assert (session.view().over_the_walk, session.state.current, session.view().open) == ("", "A.2/1", ())


def test_on_the_way_too_a_count_that_is_wanted_again_is_not_passed_without_its_numbers() -> None:
    session = counting(received=20, unassigned=0)
    done(session, "A.1/1")
    ok(session, c.Back())
    ok(session, c.SetFact(fact="accommodations", value="braille"))
    assert "how many of braille_booklet were received" in no(session, c.Advance(block="A.1/1"))
    ok(session, c.CountMaterial(material="braille_booklet", numbers={"received": 1, "unassigned": 0}))
    assert kinds(ok(session, c.Advance(block="A.1/1"))) == ["Moved"], "it was done before"


# -- moving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("movement", MOVABLE)
def test_one_more_or_one_fewer_moved(movement: str) -> None:
    session = counting()
    ok(session, c.MoveMaterial(material="test_booklet", movement=movement, by=3))
    ok(session, c.MoveMaterial(material="test_booklet", movement=movement, by=-1))
    assert counted(session) == {movement: 2}
    assert no(session, c.MoveMaterial(material="test_booklet", movement=movement, by=-3)).startswith(
        "-3 cannot be; 2 of test_booklet are"
    )
    assert "+0 cannot be" in no(session, c.MoveMaterial(material="test_booklet", movement=movement, by=0))
    replayed(session)


@pytest.mark.parametrize("movement", ["received", "unassigned", "nonsense", ""])
def test_what_is_counted_as_a_whole_is_not_moved_one_by_one(movement: str) -> None:
    session = counting()
    assert f"{movement!r} is no movement" in no(session, c.MoveMaterial(material="test_booklet", movement=movement))


def test_a_booklet_voided_before_it_was_issued_is_marked_issued_first() -> None:
    session = counting(received=20, issued=19, unassigned=0)
    accepted = ok(session, c.MoveMaterial(material="test_booklet", movement="void", was_issued=False, note="a page is missing"))
    assert [entry.event for entry in accepted.entries] == [
        ev.MaterialMoved(material="test_booklet", movement="issued", by=1, note="a page is missing"),
        ev.MaterialMoved(material="test_booklet", movement="void", by=1, note="a page is missing"),
    ]
    assert counted(session) == {"received": 20, "issued": 20, "unassigned": 0, "void": 1}
    ok(session, c.MoveMaterial(material="test_booklet", movement="void"))
    assert counted(session)["issued"] == 20, "that one was issued already"


# -- the two equations ------------------------------------------------------------------------------------------------


@given(st.fixed_dictionaries({}, optional={movement: st.integers(0, 40) for movement in MOVEMENTS}))
def test_what_does_not_add_up_is_what_the_two_equations_leave(numbers: dict[str, int]) -> None:
    session = counting(**numbers)
    n = {movement: numbers.get(movement, 0) for movement in MOVEMENTS}
    still_out, unaccounted = session.state.gaps("test_booklet")
    assert n["issued"] + n["moved_in"] == n["returned"] + n["void"] + n["moved_out"] + still_out
    if {"received", "issued"} <= numbers.keys():
        assert n["received"] == n["issued"] + n["unassigned"] + unaccounted
    else:
        assert unaccounted == 0, "until both are known nothing can be missing"


def test_the_view_says_how_each_material_stands() -> None:
    session = counting(received=22, unassigned=1, issued=20, returned=17, void=1)
    (test, answer) = session.view().materials
    assert (test.id, test.still_out, test.unaccounted, test.handed_over) == ("test_booklet", 2, 1, "")
    assert (answer.id, answer.still_out, answer.unaccounted) == ("answer_booklet", 0, 0)
    assert session.view().before_sealing == (
        Gap("test_booklet", 2, 1, uncounted=False),
        Gap("answer_booklet", 0, 0, uncounted=True),
    )


# -- the seal -------------------------------------------------------------------------------------------------------


def closed(**numbers: int) -> Session:
    """A closed room in which all answer booklets are back, and so much of the test booklets was counted."""
    session = counting(**{"returned": 0, **numbers})
    ok(session, c.CountMaterial(material="answer_booklet", numbers={"returned": 0}))
    close(session)
    return session


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ({"issued": 20, "returned": 18}, "test booklet: 2 still out"),
        ({"issued": 20, "returned": 21}, "test booklet: 1 more came back than were issued"),
        ({"received": 22, "unassigned": 1, "issued": 20, "returned": 20}, "1 of those received neither issued nor unassigned"),
        ({"received": 19, "unassigned": 1, "issued": 20, "returned": 20}, "2 more issued or unassigned than were received"),
        ({"received": 22, "unassigned": 1, "issued": 20, "void": 1}, "19 still out, 1 of those received"),
    ],
)
def test_the_seal_waits_until_every_booklet_is_accounted_for(numbers: dict[str, int], why: str) -> None:
    session = closed(**numbers)
    assert why in no(session, c.Seal())
    assert session.seal() is None


def test_the_seal_is_given_when_the_numbers_add_up() -> None:
    session = closed(received=22, unassigned=2, issued=20, moved_in=1, returned=18, void=1, moved_out=2)
    ok(session, c.Seal())
    assert session.state.phase is Phase.SEALED


def test_what_is_handed_over_with_a_reason_no_longer_holds_the_seal() -> None:
    session = closed(received=21, unassigned=0, issued=20, returned=18)
    assert "the reason is missing" in no(session, c.HandOver(material="test_booklet", reason=""))
    accepted = ok(session, c.HandOver(material="test", reason="two went with the nurse, one to the principal"))
    assert [entry.event for entry in accepted.entries] == [
        ev.MaterialHandedOver(
            material="test_booklet", still_out=2, unaccounted=1, reason="two went with the nurse, one to the principal"
        )
    ]
    assert session.view().before_sealing == ()
    ok(session, c.Seal())


def test_what_is_in_use_is_counted_back_before_the_seal_or_handed_over() -> None:
    session = counting()
    close(session)
    assert "test booklet: not counted back; answer booklet: not counted back" in no(session, c.Seal())
    ok(session, c.CountMaterial(material="test_booklet", numbers={"returned": 0}))
    ok(session, c.HandOver(material="answer_booklet", reason="the principal took the box"))
    ok(session, c.Seal())


def test_one_of_what_is_not_in_use_here_that_was_counted_is_counted_back_too() -> None:
    session = closed()
    ok(session, c.CountMaterial(material="braille_booklet", numbers={"issued": 1}))
    assert "braille booklet: not counted back" in no(session, c.Seal())
    ok(session, c.CountMaterial(material="braille_booklet", numbers={"returned": 1}))
    ok(session, c.Seal())


@pytest.mark.parametrize("later", [{"returned": 19}, {"received": 20}, {"void": 1}])
def test_a_hand_over_no_longer_counts_once_the_numbers_change(later: dict[str, int]) -> None:
    session = closed(received=21, unassigned=0, issued=20, returned=18)
    ok(session, c.HandOver(material="test_booklet", reason="with the nurse"))
    ok(session, c.CountMaterial(material="test_booklet", numbers=later))
    assert "test booklet" in no(session, c.Seal())
    ok(session, c.CountMaterial(material="test_booklet", numbers={"received": 21, "returned": 18, "void": 0}))
    ok(session, c.Seal())


def test_there_is_nothing_to_hand_over_of_what_adds_up() -> None:
    session = counting(issued=20, returned=20)
    assert no(session, c.HandOver(material="test_booklet", reason="x")) == "test_booklet adds up; there is nothing to hand over"


def test_what_is_not_to_be_returned_holds_no_seal() -> None:
    session = closed()
    ok(session, c.CountMaterial(material="pencil", numbers={"issued": 20}))
    ok(session, c.Seal())


# -- students -------------------------------------------------------------------------------------------------------


def with_students(number: int | None) -> Session:
    return session_of(ROOM, facts={"accommodations": "none"} | ({} if number is None else {"students": number}))[0]


@pytest.mark.parametrize(
    ("tallies", "left"),
    [
        ({}, 20),
        ({"handed_in": 3}, 17),
        ({"late": 2, "left": 1}, 21),
        ({"moved_in": 1, "moved_out": 4}, 17),
        ({"more_time": 5}, 20),
        ({"handed_in": 20}, 0),
    ],
)
def test_who_is_still_testing_follows_from_the_tallies(tallies: dict[str, int], left: int) -> None:
    session = with_students(20)
    for name, number in tallies.items():
        assert kinds(ok(session, c.Tally(tally=name, by=number))) == ["Tallied"]
    assert session.view().testing == left
    assert dict(session.view().tallies) == {**dict.fromkeys(TALLIES, 0), **tallies}


def test_without_a_number_of_students_nobody_knows_how_many_are_testing() -> None:
    session = with_students(None)
    ok(session, c.Tally(tally="handed_in", by=50))
    assert session.view().testing is None


def test_no_more_leave_than_are_there_and_no_tally_goes_below_nought() -> None:
    session = with_students(2)
    assert "more would have handed in or left than there are students" in no(session, c.Tally(tally="handed_in", by=3))
    ok(session, c.Tally(tally="late"))
    ok(session, c.Tally(tally="handed_in", by=3))
    assert "more would have handed in" in no(session, c.Tally(tally="late", by=-1))
    assert no(session, c.Tally(tally="left", by=-1)) == "-1 cannot be; the tally of left is 0"
    refused: list[tuple[dict[str, Any], str]] = [
        ({"tally": "handed_in", "by": 0}, "+0 cannot be"),
        ({"tally": "late", "by": 100_001}, "cannot be"),
        ({"tally": "asleep"}, "'asleep' is no tally; expected one of handed_in, late"),
    ]
    for fields, why in refused:
        assert why in no(session, c.Tally(**fields))


def test_what_was_tallied_keeps_when_it_happened() -> None:
    session = with_students(2)
    at = session.clock.now().utc - 60_000
    (entry,) = ok(session, c.Tally(tally="late", at=at)).entries
    assert entry.event == ev.Tallied(tally="late", by=1, at=at)
