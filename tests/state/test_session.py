"""The one way to change a session: on record first, then in the state, then told; and the way back from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import Damaged, NotWritten, ProctorError
from proctor.state import Accepted, Refusal, Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import MINUTE, SECOND, Instant, ManualClock
from proctor.state.commands import PersonRef
from proctor.state.events import Event
from proctor.state.journal import Journal, MemoryJournal, Person, seal_of
from proctor.state.session import seals_of
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Entry, Phase, State
from proctor.state.text import MAX_TEXT
from proctor.state.view import SessionView
from tests.state.packs import TIMED, close, done, kinds, no, ok, only, replayed, session_of, snapshot_of, steps, tick

pytestmark = pytest.mark.usefixtures("unsynced")

TWO = steps({"say": "Good morning."}, {"check": "all sit"})
SNAPSHOT = snapshot_of(TWO)


class StubbornJournal(MemoryJournal):
    """A journal whose disk can be made to refuse, and that lets a test look at the moment of writing."""

    def __init__(self, snapshot: str) -> None:
        super().__init__(snapshot)
        self.full = False
        self.looks: list[Callable[[], None]] = []

    def append(self, instant: Instant, events: Sequence[Event], people: Sequence[Person] = ()) -> tuple[Entry, ...]:
        for look in self.looks:
            look()
        if self.full:
            raise NotWritten("The disk is full.")
        return super().append(instant, events, people)


def stubborn() -> tuple[Session, StubbornJournal, ManualClock]:
    journal = StubbornJournal(SNAPSHOT.text)
    session, clock = session_of(SNAPSHOT, journal=journal)
    return session, journal, clock


def shown(session: Session) -> tuple[Any, ...]:
    """What of a session is on the screen."""
    view = session.view()
    return (view.phase, view.current, view.outline, view.next, view.place, view.clock, view.open, view.facts, view.testing)


# -- recorded, then shown ---------------------------------------------------------------------------------------------


def test_an_event_is_on_record_before_the_state_moves_and_before_anybody_hears_of_it() -> None:
    session, journal, _ = stubborn()
    before, order = session.state, list[str]()

    def while_written() -> None:
        assert session.state is before
        order.append("written")

    def told(accepted: Accepted, view: SessionView) -> None:
        assert tuple(journal.entries())[-len(accepted.entries) :] == accepted.entries
        assert view.state is session.state
        assert session.state.seq == accepted.seq == accepted.entries[-1].seq
        order.append("told")

    journal.looks.append(while_written)
    session.subscribe(told)
    done(session, "A.1/1")
    assert order == ["written", "told"]
    assert session.state.current == "A.2/1"


def test_when_the_disk_refuses_nothing_has_changed_and_the_same_command_can_be_given_again() -> None:
    session, journal, clock = stubborn()
    told: list[Accepted] = []
    session.subscribe(lambda accepted, view: told.append(accepted))
    before, on_screen, entries = session.state, shown(session), tuple(journal.entries())
    journal.full = True
    for _ in range(3):
        with pytest.raises(NotWritten):
            session.handle(c.Advance(block="A.1/1"))
        assert session.state is before
        assert shown(session) == on_screen
        assert tuple(journal.entries()) == entries
        assert told == []
        clock.sleep(SECOND)
    journal.full = False
    accepted = ok(session, c.Advance(block="A.1/1"))
    assert kinds(accepted) == ["BlockDone", "Arrived"]
    assert [entry.seq for entry in accepted.entries] == [len(entries) + 1, len(entries) + 2]
    assert told == [accepted]
    replayed(session)


def test_a_name_is_not_lost_where_the_disk_refused_it_the_first_time() -> None:
    session, journal, _ = stubborn()
    bo = session.person("Bo Ek")
    journal.full = True
    with pytest.raises(NotWritten):
        session.handle(c.TakeOver(administrator=bo))
    assert journal.people() == {}
    journal.full = False
    ok(session, c.TakeOver(administrator=bo))
    assert [person.name for person in journal.people().values()] == ["Bo Ek"]
    assert Session.resume(journal).name_of(bo.key) == "Bo Ek"


def test_an_opening_that_the_disk_refused_can_be_given_again() -> None:
    journal = StubbornJournal(SNAPSHOT.text)
    session = Session.begin(journal, ManualClock())
    journal.full = True
    with pytest.raises(NotWritten):
        session.open(c.Open(room="12"))
    assert session.state.phase is Phase.NEW
    journal.full = False
    assert isinstance(session.open(c.Open(room="12")), Accepted)
    assert session.view().room == "12"


def test_all_events_of_a_command_are_put_on_record_as_one_at_one_moment() -> None:
    session, journal, clock = stubborn()
    appended: list[int] = []
    journal.looks.append(lambda: appended.append(1))
    clock.sleep(MINUTE)
    accepted = ok(session, c.Close(reason="for a test"))
    assert len(accepted.entries) > 2
    assert appended == [1]
    assert {entry.instant for entry in accepted.entries} == {clock.now()}


@pytest.mark.parametrize("command", [c.Advance(block="A.2/1"), c.Resume(), c.Seal(), c.TakeNote(text=" ")])
def test_a_refusal_is_neither_written_nor_told(command: c.Command) -> None:
    session, journal, _ = stubborn()
    journal.looks.append(lambda: pytest.fail("something was written"))
    session.subscribe(lambda accepted, view: pytest.fail("somebody was told"))
    assert no(session, command)


def test_where_there_is_nothing_to_record_nothing_is_written_or_told() -> None:
    session, journal, clock = stubborn()
    journal.looks.append(lambda: pytest.fail("something was written"))
    session.subscribe(lambda accepted, view: pytest.fail("somebody was told"))
    clock.sleep(MINUTE)
    assert session.tick() == Accepted((), session.state.seq)


# -- listeners --------------------------------------------------------------------------------------------------------


def test_listeners_are_told_in_the_order_in_which_they_came_until_they_leave() -> None:
    session, _ = session_of(TWO)
    heard: list[str] = []
    leave = session.subscribe(lambda accepted, view: heard.append("first"))
    session.subscribe(lambda accepted, view: heard.append("second"))
    done(session, "A.1/1")
    assert heard == ["first", "second"]
    leave()
    done(session, "A.2/1")
    assert heard == ["first", "second", "second"]


def test_who_leaves_while_being_told_keeps_nobody_from_hearing() -> None:
    session, _ = session_of(TWO)
    heard: list[str] = []

    def once(accepted: Accepted, view: SessionView) -> None:
        heard.append("once")
        leave()

    leave = session.subscribe(once)
    session.subscribe(lambda accepted, view: heard.append("always"))
    done(session, "A.1/1", "A.2/1")
    assert heard == ["once", "always", "always"]


def test_a_listener_may_give_a_command_itself() -> None:
    session, _ = session_of(TWO)

    def noting(accepted: Accepted, view: SessionView) -> None:
        if "NoteTaken" not in kinds(accepted):
            ok(session, c.TakeNote(text="seen"))

    session.subscribe(noting)
    done(session, "A.1/1")
    assert [text for _, text, _ in session.state.notes] == ["seen"]
    replayed(session)


# -- going on from the record -----------------------------------------------------------------------------------------


@pytest.fixture(params=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    text = snapshot_of(TIMED).text
    made: Journal = MemoryJournal(text)
    if request.param == "sqlite":
        made = SqliteJournal.create(tmp_path / "made.proctor", text)
    yield made
    made.close()


def delivered_for_a_while(journal: Journal) -> tuple[Session, ManualClock]:
    """A session in which a good deal has happened, interrupted in its thirty-first minute."""
    session, clock = session_of(snapshot_of(TIMED), journal=journal, facts={"students": 20}, room="12")
    done(session, "D.1/1", "D.2/1", "T.1/1")
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step="T.2"))
    ok(session, c.Tally(tally="handed_in", by=3))
    ok(session, c.TakeOver(administrator=session.person("Bo Ek")))
    ok(session, c.RecordIncident(category="fire_drill", note="alarm"))
    clock.sleep(30 * SECOND)
    ok(session, c.Interrupt(reason="fire drill"))
    return session, clock


def test_a_session_gone_on_with_is_the_session_that_was_left(journal: Journal) -> None:
    session, clock = delivered_for_a_while(journal)
    clock.sleep(5 * MINUTE)
    again = Session.resume(journal, clock)
    assert again.state == session.state
    assert shown(again) == shown(session)
    assert again.name_of("administrator-1") == "Bo Ek"
    ok(again, c.Resume())
    assert again.view().clock.elapsed == 30 * MINUTE + 30 * SECOND
    replayed(again)


@pytest.mark.parametrize("again_and_again", [1, 3])
def test_after_the_machine_was_started_anew_the_clock_has_gone_on(journal: Journal, again_and_again: int) -> None:
    session, clock = delivered_for_a_while(journal)
    ok(session, c.Resume())
    for _ in range(again_and_again):
        clock.reboot(4 * MINUTE)
        again = Session.resume(journal, clock)
        assert again.state == session.state
        ok(again, c.Tick())
        assert again.state.disagreement is not None
        assert again.state.disagreement.kind == "rebooted"
        session = again
    assert session.view().clock.elapsed == 30 * MINUTE + 30 * SECOND + again_and_again * 4 * MINUTE
    clock.set_wall(-MINUTE)
    clock.sleep(MINUTE)
    assert session.view().clock.elapsed == 31 * MINUTE + 30 * SECOND + again_and_again * 4 * MINUTE, "steady time again"


def test_each_beginning_of_a_record_gives_the_state_there_was_then() -> None:
    journal = MemoryJournal(snapshot_of(TIMED).text)
    states: dict[int, State] = {}
    session, clock = session_of(snapshot_of(TIMED), journal=journal)
    states[session.state.seq] = session.state
    session.subscribe(lambda accepted, view: states.update({accepted.seq: view.state}))
    done(session, "D.1/1", "D.2/1", "T.1/1")
    tick(session, clock, 30)
    ok(session, c.Acknowledge(step="T.2"))
    ok(session, c.Interrupt(reason="fire drill"))
    assert len(states) == 7
    entries = tuple(journal.entries())
    for length, state in states.items():
        cut = MemoryJournal(journal.snapshot())
        for entry in entries[:length]:
            cut.append(entry.instant, [entry.event])
        assert Session.resume(cut).state == state


def test_without_a_clock_time_stands_still_at_the_last_entry() -> None:
    session, clock = session_of(TIMED)
    done(session, "D.1/1", "D.2/1")
    tick(session, clock, 30)
    left = clock.now()
    clock.sleep(90 * MINUTE)
    assert Session.resume(session.journal).view().now == left
    assert Session.resume(session.journal).view().clock.elapsed == 30 * MINUTE


def test_a_record_in_which_nothing_was_opened_is_no_session() -> None:
    with pytest.raises(Damaged, match="never opened"):
        Session.resume(MemoryJournal(SNAPSHOT.text))


def test_words_that_are_not_those_of_the_opening_are_not_delivered() -> None:
    session, _ = session_of(TWO)
    other = MemoryJournal(snapshot_of(steps({"say": "Good evening."}, {"check": "all sit"})).text)
    for entry in session.journal.entries():
        other.append(entry.instant, [entry.event])
    with pytest.raises(Damaged, match="not the one that it was opened with"):
        Session.resume(other)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"pack": 1}'])
def test_a_snapshot_that_is_none_is_damage(text: str) -> None:
    for begin in (Session.resume, Session.begin):
        with pytest.raises(Damaged, match="script"):
            begin(MemoryJournal(text), ManualClock())


@pytest.mark.parametrize(
    "event",
    [
        ev.BranchSuperseded(block="Z.1/1", blocks=()),
        ev.BranchSuperseded(block="A.1/1", blocks=("Z.1/1",)),
        ev.ProcedureStarted(run=1, trigger="misread", blocks=()),
        ev.Tallied(tally="handed_in", by="many"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_have_happened_is_damage(event: Event) -> None:
    session, clock = session_of(TWO)
    ok(session, c.Tally(tally="handed_in"))
    session.journal.append(clock.now(), [event])
    with pytest.raises(Damaged, match="cannot have happened"):
        Session.resume(session.journal)


# -- people -----------------------------------------------------------------------------------------------------------


def test_the_same_name_has_the_same_key_and_another_has_another() -> None:
    session, _ = session_of(TWO)
    ann = session.person("Ann Lee")
    assert session.person("  Ann\tLee ") == ann
    assert session.person("Bo Ek") not in (ann, PersonRef())
    ok(session, c.TakeOver(administrator=ann))
    assert session.person("Ann Lee") == ann
    assert Session.resume(session.journal).person("Ann Lee") == ann
    assert Session.resume(session.journal).person("Bo Ek").key not in (ann.key, "")


def test_no_name_is_nobody_and_too_long_a_name_is_said_to_be() -> None:
    session, _ = session_of(TWO)
    assert session.person("") == session.person(" \t ") == PersonRef()
    with pytest.raises(ProctorError, match="too many"):
        session.person("A" * (MAX_TEXT + 1))


def test_a_name_stands_beside_the_chain_and_only_once_an_event_speaks_of_it() -> None:
    session, _ = session_of(TWO)
    bo = session.person("Bo Ek")
    assert session.journal.people() == {}
    assert session.name_of(bo.key) == "Bo Ek"
    event = only(ok(session, c.TakeOver(administrator=bo)), ev.AdministratorChanged)
    assert (event.administrator, event.administrator_digest) == (bo.key, bo.digest)
    (person,) = session.journal.people().values()
    assert (person.key, person.name, person.digest) == (bo.key, "Bo Ek", bo.digest)
    assert not any("Bo" in str(entry.event) for entry in session.journal.entries())


def test_a_name_is_put_beside_the_chain_once() -> None:
    session, journal, _ = stubborn()
    ann, bo = session.person("Ann Lee"), session.person("Bo Ek")
    ok(session, c.TakeOver(administrator=ann))
    journal._people.clear()
    for person in (bo, ann):
        ok(session, c.TakeOver(administrator=person))
    assert journal.people().keys() == {bo.key}, "a name that was removed meanwhile is not put back"


def test_the_digest_of_a_name_differs_from_session_to_session() -> None:
    digests = {session_of(TWO)[0].person("Ann Lee").digest for _ in range(3)}
    assert len(digests) == 3


def test_a_removed_name_is_said_to_be_removed_and_its_key_is_not_given_to_another() -> None:
    journal = MemoryJournal(SNAPSHOT.text)
    session, _ = session_of(SNAPSHOT, journal=journal)
    ann = session.person("Ann Lee")
    ok(session, c.TakeOver(administrator=ann))
    del journal._people[ann.key]
    again = Session.resume(journal)
    assert again.name_of(ann.key) == "(name removed)"
    assert again.state == session.state
    assert again.person("Bo Ek").key != ann.key
    assert again.person("Ann Lee").key != ann.key


# -- the seal ---------------------------------------------------------------------------------------------------------


def sealed() -> tuple[Session, ManualClock]:
    session, clock = session_of(TWO)
    close(session)
    ok(session, c.Seal())
    return session, clock


def test_there_is_no_seal_before_the_record_is_sealed() -> None:
    session, _ = session_of(TWO)
    assert session.seal() is None
    close(session)
    assert session.seal() is None
    assert seals_of(session.journal) == ()


def test_the_seal_is_taken_over_the_last_hash_and_each_amendment_yields_a_further_one() -> None:
    session, clock = sealed()
    first = session.seal()
    assert first == seal_of(session.journal.last_hash())
    assert Session.resume(session.journal).seal() == first
    clock.sleep(MINUTE)
    ok(session, c.Amend(text="one booklet was found"))
    second = session.seal()
    assert second not in (None, first)
    last = session.state.seq
    assert seals_of(session.journal) == ((last - 1, first), (last, second))


def test_two_records_that_differ_in_a_moment_have_different_seals() -> None:
    session, _ = sealed()
    entries = tuple(session.journal.entries())
    other = MemoryJournal(session.journal.snapshot())
    for entry in entries:
        instant = entry.instant if entry.seq > 1 else replace(entry.instant, utc=entry.instant.utc + 1)
        other.append(instant, [entry.event])
    assert seals_of(other) != seals_of(session.journal)
    assert [seq for seq, _ in seals_of(other)] == [seq for seq, _ in seals_of(session.journal)]


def test_what_is_sealed_takes_nothing_but_an_amendment() -> None:
    session, _ = sealed()
    before = session.seal()
    for command in (c.TakeNote(text="late"), c.Close(), c.Seal(), c.Advance(block="A.1/1")):
        assert isinstance(session.handle(command), Refusal)
    assert session.seal() == before


def test_a_session_let_go_can_be_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "made.proctor"
    session, clock = session_of(SNAPSHOT, journal=SqliteJournal.create(path, SNAPSHOT.text))
    done(session, "A.1/1")
    session.close()
    again = Session.resume(SqliteJournal.open(path), clock)
    done(again, "A.2/1")
    again.close()
    assert again.state.finished
