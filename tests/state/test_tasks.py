"""The tasks of a checklist: ticking over months, whose they are, another day, tasks of one's own; and how each stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import DAY
from proctor.state.evolution import fold
from proctor.state.shelf import Shelf
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Phase
from proctor.state.tasks import ALL_YEAR, DONE, DROPPED, DUE, LATE, NEXT, TO_COME, chosen, days_away, months_of
from tests.state.lists import LIST, go_to, list_on, noon, stand, task
from tests.state.packs import TIMED, done, kinds, no, ok, replayed, session_of, snapshot_of, tick

# -- how a task stands ------------------------------------------------------------------------------------------------


def test_a_task_is_due_in_its_month_late_after_its_day_and_next_in_the_first_month_to_come() -> None:
    session, clock = list_on("2026-03-10")
    assert stand(session) == {"A.1": ALL_YEAR, "M.1": DUE, "M.2": DUE, "P.1": NEXT, "J.1": TO_COME, "J.2": TO_COME}
    go_to(clock, "2026-03-11")
    assert (task(session, "M.1").status, task(session, "M.2").status) == (LATE, DUE)
    go_to(clock, "2026-04-01")
    assert stand(session) == {"A.1": ALL_YEAR, "M.1": LATE, "M.2": LATE, "P.1": DUE, "J.1": NEXT, "J.2": NEXT}


def test_what_comes_next_passes_over_months_in_which_all_is_done() -> None:
    session, _ = list_on("2026-03-01")
    done(session, "P.1/1")
    assert [one.ref for one in chosen(session.view().tasks, NEXT)] == ["J.1", "J.2"]


def test_a_task_has_its_own_day_else_the_last_of_its_month_else_none() -> None:
    session, _ = list_on("2026-03-01")
    assert {one.ref: one.due for one in session.view().tasks} == {
        "A.1": None,
        "M.1": date(2026, 3, 10),
        "M.2": date(2026, 3, 31),
        "P.1": date(2026, 4, 30),
        "J.1": date(2026, 6, 1),
        "J.2": date(2026, 6, 30),
    }


def test_deadlines_that_no_calendar_knows_show_in_words() -> None:
    session, _ = list_on("2026-03-01")
    assert task(session, "A.1").due_words == "within 24 hours of a storm"
    assert task(session, "J.1").due_words == "Jun 1, 2026; until July 15, 2026 (it is dry until then)"


def test_a_task_shows_what_the_document_says_of_it() -> None:
    session, _ = list_on("2026-03-01")
    (detail,) = task(session, "M.1").details
    assert (detail.title, detail.section, detail.page) == ("Seeds", "Seeds", 7)


def test_a_task_that_does_not_apply_is_none() -> None:
    session, _ = list_on("2026-03-01", facts={"bees": "yes"})
    assert "M.3" in stand(session)
    assert "M.3" not in stand(list_on("2026-03-01")[0])


def test_progress_counts_each_part_without_what_was_decided_against() -> None:
    session, _ = list_on("2026-04-02")
    done(session, "M.1/1")
    ok(session, c.Skip(block="J.1/1", reason="it rains"))
    found = {one.title: (one.done, one.total, one.late) for one in session.view().months}
    assert found == {"All year": (0, 1, 0), "March 2026": (1, 2, 1), "April 2026": (0, 1, 0), "June 2026": (0, 1, 0)}


def test_a_list_that_nobody_has_opened_is_never_late() -> None:
    from proctor.state.plan import Plan
    from proctor.state.state import State
    from proctor.state.tasks import tasks_of

    tasks = tasks_of(State(Plan(snapshot_of({**LIST, "facts": {}, "stages": LIST["stages"][2:]}))), None)
    assert {one.status for one in tasks} == {TO_COME}
    assert [one.total for one in months_of(tasks)] == [1, 2]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-10", "today"),
        ("2026-03-11", "in 1 day"),
        ("2026-03-07", "3 days ago"),
        ("2026-04-01", "in 3 weeks"),
        ("2026-01-05", "2 months ago"),
        ("2020-03-10", "6 years ago"),
    ],
)
def test_how_far_away_a_day_is(day: str, said: str) -> None:
    assert days_away(date.fromisoformat(day), date(2026, 3, 10)) == said


def test_other_scripts_have_no_tasks() -> None:
    session, _ = session_of(TIMED)
    assert session.view().tasks == session.view().months == ()


# -- ticking ----------------------------------------------------------------------------------------------------------


def test_a_task_of_several_blocks_is_done_when_all_of_them_are() -> None:
    session, _ = list_on("2026-03-01")
    done(session, "M.2/2")
    assert (task(session, "M.2").status, task(session, "M.2").to_do) == (DUE, ("M.2/1",))
    done(session, "M.2/1")
    assert task(session, "M.2").status == DONE


def test_a_task_is_unticked_and_ticked_again_in_any_month() -> None:
    session, clock = list_on("2026-03-01")
    done(session, "J.1/1")
    go_to(clock, "2026-05-01")
    ok(session, c.Reopen(block="J.1/1"))
    assert task(session, "J.1").status == NEXT
    done(session, "J.1/1")
    assert task(session, "J.1").status == DONE
    replayed(session)


def test_what_is_not_to_be_done_here_says_why() -> None:
    session, _ = list_on("2026-03-01")
    assert "the reason is missing" in no(session, c.Skip(block="P.1/1"))
    ok(session, c.Skip(block="P.1/1", reason="there are two of us"))
    assert (task(session, "P.1").status, task(session, "P.1").reason) == (DROPPED, "there are two of us")


def test_a_question_is_answered_with_the_list_in_any_order() -> None:
    session, _ = list_on("2026-03-01")
    assert task(session, "J.2").asks == ("J.2/1",)
    ok(session, c.Answer(block="J.2/1", answer="yes"))
    assert task(session, "J.2").status == DONE


# -- whose, notes, another day ----------------------------------------------------------------------------------------


def test_a_task_is_somebodys_somebody_elses_and_nobodys() -> None:
    session, _ = list_on("2026-03-01")
    ok(session, c.Assign(task="M.1", person=session.person("Ana Ruiz")))
    assert session.name_of(task(session, "M.1").assigned) == "Ana Ruiz"
    ok(session, c.Assign(task="M.1", person=session.person("Bo Chen")))
    assert session.name_of(task(session, "M.1").assigned) == "Bo Chen"
    assert "this person's already" in no(session, c.Assign(task="M.1", person=session.person("Bo Chen")))
    ok(session, c.Assign(task="M.1"))
    assert task(session, "M.1").assigned == ""
    assert "nobody's" in no(session, c.Assign(task="M.1"))
    replayed(session)


def test_names_of_the_assigned_stand_outside_the_chain_and_their_keys_are_never_used_twice() -> None:
    session, _ = list_on("2026-03-01")
    ok(session, c.Assign(task="M.1", person=session.person("Ana Ruiz")))
    assert "Ana" not in str(tuple(session.journal.entries()))
    key = task(session, "M.1").assigned
    resumed = Session.resume(session.journal)
    assert resumed.name_of(key) == "Ana Ruiz"
    resumed._people.clear()  # as where the names were taken out of the file
    assert resumed.person("Somebody else").key != key


def test_notes_stay_with_a_task_done_or_not() -> None:
    session, _ = list_on("2026-03-01")
    ok(session, c.NoteTask(task="M.1", text="  asked   the\nshop "))
    done(session, "M.1/1")
    ok(session, c.NoteTask(task="M.1", text="they came"))
    assert [text for _, text in task(session, "M.1").notes] == ["asked the shop", "they came"]
    assert "the note is missing" in no(session, c.NoteTask(task="M.1", text=" "))


def test_another_day_counts_until_it_is_taken_back() -> None:
    session, clock = list_on("2026-03-20")
    assert task(session, "M.1").status == LATE
    ok(session, c.Postpone(task="M.1", until="2026-04-15", reason="no seeds"))
    found = task(session, "M.1")
    assert (found.status, found.due, found.planned, found.reason) == (NEXT, date(2026, 4, 15), date(2026, 3, 10), "no seeds")
    go_to(clock, "2026-04-16")
    assert task(session, "M.1").status == LATE
    ok(session, c.Postpone(task="M.1"))
    assert (task(session, "M.1").due, task(session, "M.1").reason) == (date(2026, 3, 10), "")
    replayed(session)


def test_a_task_without_a_day_can_be_given_one() -> None:
    session, _ = list_on("2026-03-20")
    ok(session, c.Postpone(task="A.1", until="2026-03-20", reason="today, then"))
    assert task(session, "A.1").status == DUE


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (c.Postpone(task="M.1", until="2026-03-19", reason="x"), "2026-03-19 is past; today is 2026-03-20"),
        (c.Postpone(task="M.1", until="soon", reason="x"), "expected a date such as 2026-05-23, not 'soon'"),
        (c.Postpone(task="M.1", until="2026-04-01"), "the reason is missing"),
        (c.Postpone(task="M.1"), "was not postponed"),
        (c.Postpone(task="X.9", until="2026-04-01", reason="x"), "there is no task 'X.9'"),
        (c.Postpone(task="M.3", until="2026-04-01", reason="x"), "does not apply here"),
        (c.Postpone(task="P.1", until="2026-04-01", reason="x"), "P.1 is done; open it again first"),
        (c.Assign(task="P.1"), "P.1 is done; open it again first"),
        (c.Assign(task="J.1"), "decided against"),
        (c.AddTask(title=" ", stage="march"), "what is to be done is missing"),
        (c.AddTask(title="x", stage="May"), "there is no part 'May' of this list; there are always, march, april, june"),
        (c.AddTask(title="x", stage="march", due="2026-02-30"), "the day: expected a date"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_does(command: c.Command, why: str) -> None:
    session, _ = list_on("2026-03-20")
    done(session, "P.1/1")
    ok(session, c.Skip(block="J.1/1", reason="it rains"))
    assert why in no(session, command)


def test_the_same_day_twice_is_no_news() -> None:
    session, _ = list_on("2026-03-20")
    ok(session, c.Postpone(task="M.1", until="2026-04-15", reason="no seeds"))
    assert "postponed to 2026-04-15 already" in no(session, c.Postpone(task="M.1", until="2026-04-15", reason="no seeds"))


# -- tasks of one's own -----------------------------------------------------------------------------------------------


def test_a_task_of_ones_own_is_a_task_like_any_other() -> None:
    session, _ = list_on("2026-03-20")
    ok(session, c.AddTask(title="Paint the bench", stage="april", due="2026-04-10"))
    ok(session, c.AddTask(title="Call Ida", stage="always"))
    bench = task(session, "Own.1")
    assert (bench.title, bench.month, bench.due, bench.own, bench.status) == (
        "Paint the bench", "April 2026", date(2026, 4, 10), True, NEXT,
    )  # fmt: skip
    assert [one.ref for one in session.view().tasks][:3] == ["A.1", "Own.2", "M.1"]
    ok(session, c.Assign(task="Own.1", person=session.person("Ana Ruiz")))
    done(session, "Own.1/1")
    assert task(session, "Own.1").status == DONE
    ok(session, c.Reopen(block="Own.1/1"))
    ok(session, c.Skip(block="Own.1/1", reason="it was sold"))
    assert task(session, "Own.1").status == DROPPED
    replayed(session)


def test_a_task_that_is_added_when_all_is_done_is_open_and_in_the_way_of_the_close() -> None:
    session, _ = list_on("2026-03-20")
    for spot in ("A.1/1", "M.1/1", "M.2/1", "M.2/2", "P.1/1", "J.1/1"):
        done(session, spot)
    ok(session, c.Answer(block="J.2/1", answer="no"))
    assert session.state.finished
    ok(session, c.AddTask(title="Paint the bench", stage="march"))
    assert "still open: Own.1/1" in no(session, c.Close())
    done(session, "Own.1/1")
    ok(session, c.Close())
    assert session.state.phase is Phase.CLOSED


def test_folding_tells_added_tasks_anew_whatever_plan_it_begins_with() -> None:
    session, _ = list_on("2026-03-20")
    ok(session, c.AddTask(title="Paint the bench", stage="april"))
    again = fold(session.state.plan, session.journal.entries())
    assert again == session.state
    assert [one.id for one in again.plan.blocks] == [one.id for one in session.state.plan.blocks]


def test_the_packs_own_number_is_never_given_to_an_added_task() -> None:
    raw = {
        **LIST,
        "stages": [*LIST["stages"][:1], {**LIST["stages"][2], "steps": [{"ref": "Own.1", "blocks": [{"check": "x"}]}]}],
    }
    session, _ = list_on("2026-03-20", raw)
    ok(session, c.AddTask(title="Mine", stage="april"))
    assert task(session, "Own.2").title == "Mine"


# -- no room ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        c.Interrupt(reason="fire"),
        c.StartClock(),
        c.StopClock(),
        c.Tally(tally="handed_in"),
        c.CountMaterial(material="x", numbers={"returned": 1}),
        c.MoveMaterial(material="x", movement="issued"),
        c.HandOver(material="x", reason="x"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_list_has_no_room_students_or_clock(command: c.Command) -> None:
    session, _ = list_on("2026-03-20")
    assert no(session, command) == "a checklist has no room, no students and no clock"


def test_a_list_does_not_ask_how_many_students_there_are() -> None:
    session, _ = list_on("2026-03-20")
    assert "students" not in session.state.plan.facts
    assert no(session, c.SetFact(fact="students", value=3)) == "a list of tasks has no students; leave that out"


def test_only_a_list_has_tasks() -> None:
    session, _ = session_of(TIMED)
    assert no(session, c.AddTask(title="x", stage="deliver")) == "only a checklist has tasks"


def test_a_list_is_closed_and_sealed_without_a_word_of_a_room() -> None:
    session, _ = list_on("2026-03-20")
    assert no(session, c.Seal()) == "close the list first (close)"
    assert no(session, c.Open()) == "the session is open already"
    ok(session, c.Close(reason="the year is over"))
    assert no(session, c.Advance(block="M.1/1")) == "the list is closed"
    ok(session, c.Seal())
    assert session.seal()


# -- a year -----------------------------------------------------------------------------------------------------------


def test_three_hundred_ticks_outlast_the_end_of_the_program(tmp_path: Path, unsynced: None) -> None:
    raw = {
        **LIST,
        "stages": [
            {"id": f"m{month}", "title": f"Month {month}", "order": "any", "month": f"2026-{month:02}",
             "steps": [{"ref": f"T{month}.{n}", "blocks": [{"check": f"thing {n}"}]} for n in range(1, 26)]}
            for month in range(1, 13)
        ],
    }  # fmt: skip
    snapshot = snapshot_of(raw)
    from proctor.state.clock import ManualClock

    clock = ManualClock(utc=noon("2026-01-01"))
    journal = Shelf(tmp_path).create(snapshot, "", clock.now())
    session = Session.begin(journal, clock)
    ok(session, c.Open())
    spots = [one.id for one in session.state.plan.blocks]
    for number, spot in enumerate(spots):
        if number == 150:  # the machine is started anew in the middle of the year
            journal.close()
            clock.reboot(40 * DAY)
            journal = SqliteJournal.open(journal.path)
            session = Session.resume(journal, clock)
        done(session, spot)
        clock.sleep(DAY)
    journal.close()
    again = Session.resume(SqliteJournal.read(journal.path))
    assert len(spots) == 300
    assert all(one.status == DONE for one in again.view().tasks)
    assert [(one.done, one.total) for one in again.view().months] == [(25, 25)] * 12
    again.journal.close()


def test_a_tick_of_the_clock_puts_nothing_on_record() -> None:
    session, clock = list_on("2026-03-20")
    assert kinds(tick(session, clock, 60 * 24 * 30)) == []
