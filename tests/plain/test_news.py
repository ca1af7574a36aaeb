"""What a command came to, where the screen does not show it: said at once, behind the ``ok``."""

from __future__ import annotations

import pytest

from proctor.state.clock import HOUR, MINUTE, ManualClock
from tests.plain.rooms import QUIZ, at_the_start, opened, snapshot, typed

pytestmark = pytest.mark.usefixtures("utc")


def behind_ok(lines: list[str]) -> list[str]:
    """What is printed behind the last ``ok``."""
    return lines[max(n for n, line in enumerate(lines) if line.startswith("ok ")) + 1 :]


def test_a_tally_says_how_many_there_are_and_how_many_still_test() -> None:
    session = at_the_start()
    assert behind_ok(typed(session, ["t handed_in"])) == ["  handed in: 1; still testing: 2"]
    assert behind_ok(typed(session, ["t late"])) == ["  late: 1; still testing: 3"]


def test_a_tally_where_nobody_said_how_many_students_there_are_says_only_the_tally() -> None:
    assert behind_ok(typed(at_the_start(facts={}), ["t handed_in 2"])) == ["  handed in: 2"]


def test_when_the_last_has_handed_in_the_announcements_are_said_to_be_not_needed() -> None:
    assert behind_ok(typed(at_the_start(), ["t handed_in 3"]))[:3] == [
        "  handed in: 3; still testing: 0",
        "  C.2 half time: not needed, nobody is testing any more",
        "  C.3 the end: not needed, nobody is testing any more",
    ]


def test_an_incident_says_its_number_and_when_it_happened() -> None:
    session = at_the_start()
    session.clock.sleep(10 * MINUTE)
    assert behind_ok(typed(session, ["i phone in a pocket 13:04"])) == ["  incident 1: phone 13:04 in a pocket"]


def test_a_misread_says_which_sentence_it_was_and_how_to_take_it_back() -> None:
    assert behind_ok(typed(at_the_start(), ["m B.1/1 2 mumbled"])) == [
        "  misread 1: B.1/1, sentence 2: Sit down, please.",
        "  m undo takes it back for ten seconds.",
    ]


def test_a_material_that_was_moved_says_how_it_stands_once() -> None:
    assert behind_ok(typed(at_the_start(), ["mv booklet void 1 unissued"])) == ["  booklet: received 4, issued 4, void 1"]


def test_an_announcement_that_was_missed_is_said_to_be_so_beside_the_one_that_is_due() -> None:
    session = at_the_start()
    session.clock.sleep(HOUR)
    lines = typed(session, [])
    assert "  C.2 half time: missed; it is not read any more, since a later one is due" in lines
    assert "NOW DUE: C.3 · the end · due 14:00 · manual p. 5" in lines


def test_what_a_late_fact_opens_is_said_at_once() -> None:
    session = at_the_start()
    assert behind_ok(typed(session, ["set aids=ruler"])) == ["  open now: A.1/2 · count · Count."]
    assert "  to be counted: c scale RECEIVED ISSUED" in typed(session, ["go A.1/2"])
    session = opened(facts={"seats": "no", "aids": ()})
    typed(session, ["n", "c booklet 4 3", "n"])
    assert behind_ok(typed(session, ["set seats=yes"])) == ["  open now: A.1/3 · do · Hand out the seat cards."]


def test_what_is_put_off_is_said_by_its_step_where_it_is_much() -> None:
    stop = {"ref": "P.1", "title": "stop", "blocks": [{"do": f"Thing {n}."} for n in range(1, 5)]}
    session = at_the_start(words=snapshot(procedures={**QUIZ["procedures"], "interrupt": [stop]}))
    typed(session, ["p noise"])
    assert behind_ok(typed(session, ["g"]))[0] == "  open now: P.1, 4 blocks (go P.1/1#1 when there is time)"
    assert "PROCEDURE: P.1 · stop" in typed(session, ["go P.1/1#1"])


def test_who_takes_over_is_told_what_was_read_what_is_due_and_what_is_open() -> None:
    session = at_the_start()
    typed(session, ["undo A.1/1"])
    assert behind_ok(typed(session, ["take Mr. Osei"])) == [
        "Mr. Osei takes over.",
        "  read last: B.2/1",
        "It is 13:00 · scheduled time left 60 min · ends 14:00",
        "  started 13:00, testing time so far 0 min",
        "  C.2 half time: to come, due 13:30",
        "  C.3 the end: to come, due 14:00",
        "Open (go BLOCK, or s BLOCK REASON):",
        "  A.1/1 · check · the room is quiet",
        "STEP: C.1 · walk about · Deliver 3 of 6 · scheduled time left 60 min · ends 14:00",
        "DO: [C.1/1] Walk about.",
    ]


def test_a_system_clock_that_was_moved_is_noticed_and_changes_no_time() -> None:
    clock = ManualClock()
    session = at_the_start(clock)
    clock.sleep(10 * MINUTE)
    clock.set_wall(HOUR)
    lines = typed(session, ["note look at the clock", "w"])
    assert "NOTICE: the system clock was moved; the testing clock goes on as before" in lines
    assert session.view().clock.elapsed == 30 * MINUTE


def test_a_new_start_of_the_machine_is_noticed() -> None:
    clock = ManualClock()
    session = at_the_start(clock)
    clock.reboot(2 * MINUTE)
    lines = typed(session, ["n"])
    assert "NOTICE: the machine was started anew; the time since was taken from the system clock" in lines
    assert session.view().clock.elapsed == 2 * MINUTE
