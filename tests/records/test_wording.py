"""The record in words: what each event reads like, and what is left out on purpose."""

from __future__ import annotations

import pytest

from proctor.records.wording import line_of, timeline
from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import MINUTE, Instant
from proctor.state.events import EVENTS, Event
from proctor.state.journal import MemoryJournal
from proctor.state.state import Entry
from tests.state.packs import Raw, close, done, ok, session_of, snapshot_of, steps, under_way

pytestmark = pytest.mark.usefixtures("utc")

ONE = 1_148_389_200_000
"""13:00 UTC."""
NOW = Instant(ONE, 5_000_000, "boot-1")

KINDS: list[Raw] = [
    {"say": "Open [BOOK].", "slots": {"[BOOK]": "book"}},
    {"do": "Walk."},
    {"check": "all sit"},
    {"wait": "until all sit"},
    {"note": "So it is."},
    {"count": "Count.", "materials": ["booklet"]},
    {"record": "Enter.", "id": "list", "fields": {"name": {"title": "Name"}}},
    {"ask": "Ready?", "options": ["yes", "no"]},
    {"compute": "mean", "of": "list", "field": "name"},
]
MATERIALS = [{"id": "booklet", "title": "Booklets"}]
BOOK = {"book": {"ask": "Which?", "type": "text"}}


@pytest.fixture
def session() -> Session:
    """A session with a block of every kind, A.1/1 to A.9/1, and one administrator who is known."""
    made, _ = session_of(steps(*KINDS, materials=MATERIALS, facts=BOOK), facts={"book": "yours"})
    ok(made, c.TakeOver(administrator=made.person("Ann Lee")))
    return made


def opened(room: str = "", administrator: str = "") -> ev.SessionOpened:
    return ev.SessionOpened(
        format=1, program="p", mode="live", script="made/script", title="Grade 10", authority="rehearsal", snapshot="0",
        room=room, administrator=administrator,
    )  # fmt: skip


LINES: list[tuple[Event, str]] = [
    (opened(), "session opened: Grade 10 (live, practice words)"),
    (
        opened(room="12", administrator="administrator-1"),
        "session opened by Ann Lee, room 12: Grade 10 (live, practice words)",
    ),
    (ev.AdministratorChanged(administrator="administrator-1", administrator_digest="0"), "taken over by Ann Lee"),
    (ev.AdministratorChanged(administrator="administrator-7", administrator_digest="0"), "taken over by (name removed)"),
    (
        ev.PaperJoined(step="A.3", blocks=("A.1/1",)),
        "joined at A.3; what stands before was delivered from paper, not witnessed",
    ),
    (ev.BlockDone(block="A.1/1", said={"[BOOK]": "yours"}), "A.1/1 read aloud; [BOOK] said as 'yours'"),
    (ev.BlockDone(block="A.1/1"), "A.1/1 read aloud"),
    (ev.BlockDone(block="A.2/1"), "A.2/1 done"),
    (ev.BlockDone(block="A.3/1"), "A.3/1 checked"),
    (ev.BlockDone(block="A.4/1"), "A.4/1 waited"),
    (ev.BlockDone(block="A.5/1"), "A.5/1 noted"),
    (ev.BlockDone(block="A.6/1"), "A.6/1 counted"),
    (ev.BlockDone(block="A.7/1"), "A.7/1 recorded"),
    (ev.BlockDone(block="A.8/1"), "A.8/1 answered"),
    (ev.BlockDone(block="A.9/1"), "A.9/1 worked out"),
    (ev.BlockDone(block="Z.9/1"), "Z.9/1 done"),
    (ev.BlockSkipped(block="A.2/1"), "A.2/1 skipped"),
    (ev.BlockSkipped(block="A.2/1", reason="no time"), "A.2/1 skipped, because: no time"),
    (ev.BlockReopened(block="A.2/1"), "A.2/1 open again"),
    (ev.BlockReopened(block="A.2/1", reason="a slip"), "A.2/1 open again: a slip"),
    (ev.Answered(block="A.8/1", answer="yes"), "A.8/1 answered: yes"),
    (
        ev.BranchSuperseded(block="A.8/1", blocks=("A.9/1", "B.1/1")),
        "A.8/1 answered anew; superseded: A.9/1, B.1/1",
    ),
    (ev.BranchSuperseded(block="A.8/1", blocks=()), "A.8/1 answered anew; superseded: nothing"),
    (ev.FactSet(fact="labels", value="some", source="opening"), "labels: some (opening)"),
    (
        ev.FactSet(fact="special_needs", value=("large_print", "signing"), source="school"),
        "special needs: large print, signing (school)",
    ),
    (ev.FactSet(fact="special_needs", value=(), source="set"), "special needs: none (set)"),
    (ev.FactForgotten(fact="book"), "book is not known any more (the answer was taken back)"),
    (ev.FactDeclined(fact="labels_applied_by"), "labels applied by is not known"),
    (ev.RowRecorded(record="list", row=0, values={"name": "Ann", "n": 2}), "list row 1: name Ann, n 2"),
    (ev.RowRemoved(record="list", row=1), "list row 2 taken out"),
    (ev.Computed(block="A.9/1", measure="mean", value=2.5, rows=(0, 1)), "A.9/1 worked out: mean = 2.5"),
    (ev.ComputedSuperseded(blocks=("A.9/1", "B.1/1")), "A.9/1, B.1/1 to be worked out anew"),
    (ev.ClockStarted(), "clock started"),
    (ev.ClockStopped(), "clock stopped"),
    (ev.ClockStopWithdrawn(), "clock was stopped by mistake; the time since counts"),
    (ev.Interrupted(reason="fire drill"), "interrupted: fire drill"),
    (ev.Resumed(), "resumed"),
    (ev.TimeCorrected(event=7, at=ONE - 5 * MINUTE), "event 7 happened at 12:55"),
    (
        ev.ClockDisagreed(kind="rebooted", by=0),
        "the machine was started anew; the time since was taken from the system clock",
    ),
    (
        ev.ClockDisagreed(kind="ran_backwards", by=-90_000),
        "after a new start the system clock is 90 s behind; no time was counted",
    ),
    (
        ev.ClockDisagreed(kind="wall_moved", by=-3_600_000),
        "the system clock was moved by -3600 s; the time was taken from the steady clock",
    ),
    (
        ev.ClockDisagreed(kind="wall_moved", by=5_000),
        "the system clock was moved by +5 s; the time was taken from the steady clock",
    ),
    (ev.AnnouncementDue(step="T.2", due=ONE, blocks=("T.2/1",)), "T.2 fell due at 13:00"),
    (ev.AnnouncementMade(step="T.2", late=999), "T.2 announced on time"),
    (ev.AnnouncementMade(step="T.2", late=61_500), "T.2 announced, 61 s after it was due"),
    (ev.AnnouncementMade(step="T.2", late=-5_000, reason="all done"), "T.2 announced early, because: all done"),
    (ev.AnnouncementMade(step="T.2", reason="no clock"), "T.2 announced early, because: no clock"),
    (
        ev.AnnouncementMade(step="T.2", late=61_500, reason="I was away"),
        "T.2 announced, 61 s after it was due, because: I was away",
    ),
    (ev.AnnouncementMissed(step="T.2"), "T.2 missed: a later announcement was due too"),
    (ev.AnnouncementMoved(step="T.2"), "T.2 is yet to come"),
    (ev.AnnouncementNotNeeded(step="T.2"), "T.2 not needed, all handed in"),
    (ev.AnnouncementSkipped(step="T.2", reason="the bell broke"), "T.2 not announced, because: the bell broke"),
    (ev.ProcedureStarted(run=1, trigger="take_over", blocks=("P.1/1#1",)), "procedure set off: take over"),
    (ev.ProcedurePutOff(run=1, blocks=("I.F/1#1",)), "the rest of the procedure put off"),
    (ev.IncidentRecorded(number=1, category="fire_drill"), "incident 1: fire drill"),
    (ev.IncidentRecorded(number=2, category="phone", note="it rang"), "incident 2: phone. it rang"),
    (ev.MisreadRecorded(number=1, block="A.1/1"), "misread 1: A.1/1"),
    (ev.MisreadRecorded(number=2, block="A.1/1", sentence=3, note="a word"), "misread 2: A.1/1, sentence 3. a word"),
    (ev.MisreadWithdrawn(number=2), "misread 2 taken back"),
    (ev.NoteTaken(text="a bell rang"), "note: a bell rang"),
    (ev.NoteTaken(text="a bell rang", source="voice"), "note: a bell rang (voice)"),
    (ev.Tallied(tally="handed_in", by=2), "students handed in: +2"),
    (ev.Tallied(tally="handed_in", by=-1), "students handed in: -1"),
    (ev.MaterialCounted(material="test_booklet", movement="moved_in", number=3), "test booklet moved in: 3"),
    (ev.MaterialMoved(material="test_booklet", movement="void", by=1), "test booklet void +1"),
    (ev.MaterialMoved(material="test_booklet", movement="void", by=-1, note="a slip"), "test booklet void -1. a slip"),
    (
        ev.MaterialHandedOver(material="test_booklet", still_out=1, unaccounted=2, reason="with the principal"),
        "test booklet handed over, 1 still out, 2 unaccounted for: with the principal",
    ),
    (
        ev.Computed(block="A.1/2", measure="mean", value=62.5, rows=(0, 1), went_in=("2021-03-01 60", "2021-04-01 65")),
        "A.1/2 worked out: mean = 62.5, from 2021-03-01 60, 2021-04-01 65",
    ),
    (ev.OutcomeReached(fact="ind", value="3", title="Independence", words="3 · some help"), "Independence: 3 · some help"),
    (
        ev.OutcomeReached(fact="ind", value="m", title="Independence", words="M", reasons=("no dates", "no name")),
        "Independence: M, because: no dates; no name",
    ),
    (ev.FactSet(fact="ind", value="3", source="follows"), ""),
    (ev.TaskAdded(task="Own.1", stage="only", title="Paint it"), "Own.1 added: Paint it"),
    (ev.TaskAdded(task="Own.1", stage="only", title="Paint it", due="2026-04-01"), "Own.1 added: Paint it (due 2026-04-01)"),
    (ev.TaskAssigned(task="A.1", person="administrator-9"), "A.1 is for (name removed)"),
    (ev.TaskAssigned(task="A.1"), "A.1 is nobody’s now"),
    (ev.TaskNoted(task="A.1", text="twice"), "A.1 note: twice"),
    (ev.TaskPostponed(task="A.1", until="2026-04-01", reason="rain"), "A.1 postponed to 2026-04-01: rain"),
    (ev.TaskPostponed(task="A.1"), "A.1 is due on its own day again"),
    (ev.RoomClosed(), "room closed"),
    (ev.RoomClosed(reason="evacuated"), "room closed, because: evacuated"),
    (ev.SessionSealed(), "record sealed"),
    (ev.Amended(text="one was found"), "amended: one was found"),
]
SILENT: set[type[Event]] = {
    ev.Arrived,
    ev.WalkFinished,
    ev.Moved,
    ev.OpenBlocksVisited,
    ev.ProcedureFinished,
    ev.HandsFilled,
    ev.HandsEmptied,
}
"""Where the walk went, and what the program keeps in mind: what people did is in the events beside these."""


def test_every_event_has_words_or_is_silent_on_purpose() -> None:
    spoken = {type(event) for event, _ in LINES}
    assert spoken | SILENT == set(EVENTS.values())
    assert not spoken & SILENT


@pytest.mark.parametrize(("event", "line"), LINES, ids=lambda one: type(one).__name__ if isinstance(one, Event) else "")
def test_an_event_reads(session: Session, event: Event, line: str) -> None:
    assert line_of(session, Entry(9, NOW, event)) == line


@pytest.mark.parametrize("kind", sorted(SILENT, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_a_silent_event_says_nothing(session: Session, kind: type[Event]) -> None:
    values = {"spot": "A.1/1", "position": 1, "run": 1, "blocks": (), "materials": ("booklet",)}
    event = kind(**{name: value for name, value in values.items() if name in kind.__dataclass_fields__})
    assert line_of(session, Entry(9, NOW, event)) == ""


@pytest.mark.parametrize(
    ("ago", "behind"),
    [(0, ""), (MINUTE - 1, ""), (MINUTE, " (happened 12:59, keyed 13:00)"), (90 * MINUTE, " (happened 11:30, keyed 13:00)")],
)
def test_what_was_entered_later_has_both_times(session: Session, ago: int, behind: str) -> None:
    entry = Entry(9, NOW, ev.Interrupted(reason="alarm", at=ONE - ago))
    assert line_of(session, entry) == f"interrupted: alarm{behind}"


def test_a_corrected_time_is_said_once(session: Session) -> None:
    assert line_of(session, Entry(9, NOW, ev.TimeCorrected(event=7, at=ONE - 90 * MINUTE))) == "event 7 happened at 11:30"


def test_the_timeline_leaves_out_what_says_nothing_and_keeps_the_order() -> None:
    session, _ = under_way()
    ok(session, c.TakeNote(text="a bell rang"))
    entries = tuple(session.journal.entries())
    lines = timeline(session, entries)
    assert [line for _, line in lines] == [
        "session opened: Made for a test (live, practice words)",
        "D.1/1 read aloud",
        "D.2/1 read aloud",
        "clock started",
        "note: a bell rang",
    ]
    assert [entry for entry, _ in lines] == [one for one in entries if type(one.event) not in SILENT]


def test_a_procedures_block_is_named_by_what_was_done_with_it() -> None:
    raw = steps({"say": "One."}, procedures={"phone": [{"ref": "P.1", "blocks": [{"say": "Switch it off."}]}]})
    session, _ = session_of(raw)
    ok(session, c.RecordIncident(category="phone"))
    done(session, "P.1/1#1")
    entries = tuple(session.journal.entries())
    assert "P.1/1#1 read aloud" in [line for _, line in timeline(session, entries)]


def test_a_line_is_a_line_whatever_was_typed() -> None:
    session, _ = session_of(steps({"say": "One."}), room="12\n13")
    ok(session, c.TakeNote(text="first\r\nsecond\u2028third\x1b[2J"))
    close(session, "line\nbreak")
    for _, line in timeline(session, tuple(session.journal.entries())):
        assert line.isprintable(), repr(line)


def test_names_are_said_from_beside_the_chain_and_after_their_removal_no_more() -> None:
    snapshot = snapshot_of(steps({"say": "One."}))
    journal = MemoryJournal(snapshot.text)
    session, _ = session_of(snapshot, journal=journal)
    ok(session, c.TakeOver(administrator=session.person("Ann Lee")))
    journal._people.clear()
    again = Session.resume(journal)
    lines = [line for _, line in timeline(again, tuple(journal.entries()))]
    assert lines[-1] == "taken over by (name removed)"
    assert not any("Ann" in line for line in lines)
