"""Every command in every phase: taken where the table says so, and refused everywhere else without a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proctor.state import Session
from proctor.state import commands as c
from proctor.state.clock import DAY, MINUTE, ManualClock
from proctor.state.commands import Command, PersonRef
from proctor.state.events import EVENTS
from proctor.state.evolution import evolved_kinds
from proctor.state.journal import MemoryJournal
from proctor.state.machine import TABLE
from proctor.state.state import Phase
from tests.state.lists import LIST
from tests.state.packs import close, done, no, ok, replayed, script, snapshot_of, stage, step

ROOM = script(
    stage(
        "prepare",
        step("A.1", {"check": "it is light"}, {"count": "Count.", "materials": ["sheet"], "fields": ["received"]}),
        step("A.2", {"say": "Hello.", "when": {"late": "yes"}}),
    ),
    stage(
        "deliver",
        step("B.1", {"say": "Begin. Now."}),
        step("B.2", {"ask": "Is it so?", "options": ["yes", "no"]}),
        step("B.3", {"record": "Enter it.", "id": "log", "fields": {"n": {"title": "Number", "type": "number"}}}),
        step("B.4", {"say": "Half."}, at="half"),
    ),
    timing={"scheduled_minutes": 60},
    facts={"late": {"ask": "Is it late?", "options": ["yes", "no"], "default": "no"}},
    materials=[{"id": "sheet", "title": "Sheet", "returned": True}],
    procedures={
        "interrupt": [
            step(
                "X.1",
                {"do": "Stop."},
                {"ask": "All out?", "options": ["yes", "no"]},
                {
                    "record": "Enter who.",
                    "id": "gone",
                    "fields": {"n": {"title": "Number", "type": "number"}},
                    "rows": {"max": 3},
                },
            )
        ]
    },
)
X_DO, X_ASK, X_RECORD = "X.1/1#1", "X.1/2#1", "X.1/3#1"

# -- a session in each phase ----------------------------------------------------------------------------------------


LIST_ONLY = (c.AddTask, c.Assign, c.NoteTask, c.Postpone)
"""Commands that only a checklist takes."""


def list_in_phase(phase: Phase) -> Session:
    """A checklist's session that has come as far as this; it is never interrupted."""
    snapshot, clock = snapshot_of(LIST), ManualClock()
    session = Session.begin(MemoryJournal(snapshot.text), clock)
    if phase is not Phase.NEW:
        ok(session, c.Open())
        clock.sleep(10 * MINUTE)
    if phase in (Phase.CLOSED, Phase.SEALED):
        ok(session, c.Close(reason="the year is over"))
    if phase is Phase.SEALED:
        ok(session, c.Seal())
    return session


def in_phase(phase: Phase, kind: type[Command] = c.Tick) -> Session:
    """A session that takes commands of a kind somewhere, and has come as far as this, on the way as people go it."""
    if kind in LIST_ONLY and phase is not Phase.INTERRUPTED:
        return list_in_phase(phase)
    snapshot, clock = snapshot_of(ROOM), ManualClock()
    session = Session.begin(MemoryJournal(snapshot.text), clock)
    if phase is Phase.NEW:
        return session
    ok(session, c.Open(facts={"students": 20}))
    clock.sleep(10 * MINUTE)
    if phase is Phase.OPEN:
        return session
    done(session, "A.1/1")
    ok(session, c.CountMaterial(material="sheet", numbers={"received": 20, "issued": 20}))
    done(session, "A.1/2", "B.1/1")
    ok(session, c.Back())
    ok(session, c.StartClock())
    clock.sleep(MINUTE)
    ok(session, c.Interrupt(reason="fire alarm"))
    if phase is Phase.INTERRUPTED:
        return session
    close(session)
    if phase is Phase.CLOSED:
        return session
    ok(session, c.HandOver(material="sheet", reason="they are with the principal"))
    ok(session, c.Seal())
    assert session.state.phase is phase
    return session


# -- a command of each type that its phase takes ----------------------------------------------------------------------

Sample = Callable[[Session], Command]


def _interrupted(session: Session) -> bool:
    return session.state.phase is Phase.INTERRUPTED


def _at(session: Session, block: str) -> str:
    """Take an open session's walk to a block, done on the way all that stands before it."""
    if session.state.phase is Phase.OPEN:
        ok(session, c.CountMaterial(material="sheet", numbers={"received": 20}))
        way = ["A.1/1", "A.1/2", "B.1/1", "B.2/1", "B.3/1"]
        for spot in way[: way.index(block)]:
            ok(session, c.Answer(block=spot, answer="yes") if spot == "B.2/1" else c.Advance(block=spot))
    return block


def _answer(session: Session) -> Command:
    if _interrupted(session):
        done(session, X_DO)
        return c.Answer(block=X_ASK, answer="yes")
    return c.Answer(block=_at(session, "B.2/1"), answer="yes")


def _row(session: Session) -> Command:
    if _interrupted(session):
        ok(session, _answer(session))
        return c.RecordRow(block=X_RECORD, values={"n": 3})
    return c.RecordRow(block=_at(session, "B.3/1"), values={"n": 3})


def _remove(session: Session) -> Command:
    if session.state.phase not in (Phase.OPEN, Phase.INTERRUPTED):
        return c.RemoveRow(block="B.3/1", row=0)
    row = _row(session)
    assert isinstance(row, c.RecordRow)
    ok(session, row)
    return c.RemoveRow(block=row.block, row=0)


def _back(session: Session) -> Command:
    _at(session, "B.1/1")
    return c.Back()


def _forward(session: Session) -> Command:
    if session.state.phase is Phase.OPEN:
        ok(session, _back(session))
    return c.Forward()


def _visit(session: Session) -> Command:
    if session.state.phase is Phase.OPEN:
        _at(session, "B.1/1")
        ok(session, c.SetFact(fact="late", value="yes"))
        return c.Visit(block="A.2/1")
    if _interrupted(session):
        ok(session, c.PutOff())
    return c.Visit(block=X_DO)


def _reopen(session: Session) -> Command:
    _at(session, "B.1/1")
    return c.Reopen(block="A.1/1")


def _put_off(session: Session) -> Command:
    if session.state.phase is Phase.OPEN:
        ok(session, _visit(session))
    return c.PutOff()


def _stop(session: Session) -> Command:
    if session.state.phase is Phase.OPEN:
        ok(session, c.StartClock())
    return c.StopClock()


def _correct(session: Session) -> Command:
    if session.state.phase is Phase.OPEN:
        ok(session, c.StartClock())
    event = session.state.marks[0].event if session.state.marks else 1
    return c.CorrectTime(event=event, at=session.clock.now().utc - 5 * MINUTE)


def _misread(session: Session) -> Command:
    return c.RecordMisread(block=_at(session, "B.1/1"), sentence=2)


def _withdraw(session: Session) -> Command:
    if session.state.phase not in (Phase.NEW, Phase.SEALED):
        ok(session, _misread(session))
    return c.WithdrawMisread(number=1)


def _hand_over(session: Session) -> Command:
    if session.state.phase is Phase.OPEN:
        ok(session, c.CountMaterial(material="sheet", numbers={"issued": 1}))
    return c.HandOver(material="sheet", reason="one is with the nurse")


def _seal(session: Session) -> Command:
    if session.state.phase is Phase.CLOSED:
        ok(session, c.CountMaterial(material="sheet", numbers={"received": 20, "returned": 20, "unassigned": 0}))
    return c.Seal()


CASES: dict[type[Command], tuple[str, Sample]] = {
    c.Open: ("new", lambda session: c.Open(facts={"students": 20})),
    c.JoinFromPaper: ("open", lambda session: c.JoinFromPaper(step="B.1")),
    c.TakeOver: ("open interrupted closed", lambda session: c.TakeOver(administrator=PersonRef("administrator-2", "ab"))),
    c.Advance: ("open interrupted", lambda session: c.Advance(block=session.state.current or "A.1/1")),
    c.Skip: ("open interrupted", lambda session: c.Skip(block=session.state.current or "A.1/1", reason="no time")),
    c.Answer: ("open interrupted", _answer),
    c.RecordRow: ("open interrupted", _row),
    c.RemoveRow: ("open interrupted", _remove),
    c.Back: ("open", _back),
    c.Forward: ("open", _forward),
    c.Visit: ("open interrupted", _visit),
    c.Reopen: ("open interrupted", _reopen),
    c.PutOff: ("open interrupted", _put_off),
    c.SetFact: ("open interrupted", lambda session: c.SetFact(fact="students", value=21)),
    c.Tick: ("new open interrupted closed sealed", lambda session: c.Tick()),
    c.Acknowledge: ("open", lambda session: c.Acknowledge(step="B.4", reason="all ask for it")),
    c.StartClock: ("open", lambda session: c.StartClock()),
    c.StopClock: ("open", _stop),
    c.Interrupt: ("open", lambda session: c.Interrupt(reason="fire alarm")),
    c.Resume: ("interrupted", lambda session: c.Resume()),
    c.CorrectTime: ("open interrupted closed", _correct),
    c.RecordIncident: ("open interrupted closed", lambda session: c.RecordIncident(category="phone")),
    c.RecordMisread: ("open interrupted closed", _misread),
    c.WithdrawMisread: ("open interrupted closed", _withdraw),
    c.TakeNote: ("open interrupted closed", lambda session: c.TakeNote(text="a note")),
    c.Tally: ("open interrupted closed", lambda session: c.Tally(tally="handed_in")),
    c.CountMaterial: ("open interrupted closed", lambda session: c.CountMaterial(material="sheet", numbers={"void": 1})),
    c.MoveMaterial: ("open interrupted closed", lambda session: c.MoveMaterial(material="sheet", movement="issued")),
    c.HandOver: ("open interrupted closed", _hand_over),
    c.AddTask: ("open", lambda session: c.AddTask(title="Sweep the yard", stage="march")),
    c.Assign: ("open", lambda session: c.Assign(task="M.1", person=PersonRef("administrator-2", "ab"))),
    c.NoteTask: ("open", lambda session: c.NoteTask(task="M.1", text="a note")),
    c.Postpone: ("open", lambda session: c.Postpone(task="M.1", until="2030-04-01", reason="no seeds")),
    c.Close: ("open interrupted", lambda session: c.Close(reason="all are ill")),
    c.Seal: ("closed", _seal),
    c.Amend: ("sealed", lambda session: c.Amend(text="one more thing")),
}
"""For each type of command the phases that take it, and one that is taken there."""

CELLS = [(kind, phase) for kind in CASES for phase in Phase]


@pytest.mark.parametrize(("kind", "phase"), CELLS, ids=lambda one: one.__name__ if isinstance(one, type) else str(one))
def test_a_command_is_taken_in_its_phases_and_refused_in_the_others(kind: type[Command], phase: Phase) -> None:
    phases, sample = CASES[kind]
    session = in_phase(phase, kind)
    if phase.value in phases.split():
        ok(session, sample(session))
    else:
        reason = no(session, sample(session) if phase is not Phase.NEW else _nonsense(kind))
        assert _says_why(reason, phase, phases), reason
    replayed(session)


def _nonsense(kind: type[Command]) -> Command:
    """A command of the type with any fields at all: before the opening it is refused whatever it says."""
    by_name: dict[str, object] = {"block": "A.1/1", "values": {}, "row": 0, "number": 1, "event": 1, "numbers": {}}
    by_name |= {"administrator": PersonRef("administrator-2", "ab"), "fact": "late", "value": "no"}
    names = [name for name, field in kind.__dataclass_fields__.items() if field.default is field.default_factory]
    return kind(**{name: by_name.get(name, "nonsense") for name in names})  # type: ignore[arg-type]


def _says_why(reason: str, phase: Phase, phases: str) -> bool:
    match phase:
        case Phase.NEW:
            return reason == "the session is not open yet"
        case Phase.INTERRUPTED:
            return reason == "the session is interrupted; resume it first (g)"
        case Phase.CLOSED:
            return reason in ("the room is closed", "the list is closed")
        case Phase.SEALED:
            return reason == "the record is sealed; only an amendment can be added"
        case _:
            wanted = {
                "new": "the session is open already",
                "interrupted": "the session is not interrupted",
                "closed": "close the room first (close)",
                "sealed": "the record is not sealed yet",
            }
            return reason == wanted[phases]


def test_every_command_has_a_row_in_the_table() -> None:
    made = {kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command}
    assert set(TABLE) == made == set(CASES)


def test_the_table_says_what_is_promised_here() -> None:
    assert {kind.__name__: {phase.value for phase in rule.phases} for kind, rule in TABLE.items()} == {
        kind.__name__: set(phases.split()) for kind, (phases, _) in CASES.items()
    }


def test_every_event_has_its_evolver() -> None:
    assert evolved_kinds() == frozenset(EVENTS.values())


def test_what_a_command_comes_to_is_recorded_as_one() -> None:
    session = in_phase(Phase.OPEN)
    before = session.state.seq
    accepted = ok(session, c.Close(reason="all are ill"))
    assert [entry.seq for entry in accepted.entries] == list(range(before + 1, accepted.seq + 1))
    assert len({entry.instant for entry in accepted.entries}) == 1


@pytest.mark.parametrize(
    "kind", [kind for kind, (phases, _) in CASES.items() if "open" in phases.split()], ids=lambda kind: kind.__name__
)
def test_nothing_can_have_happened_in_the_future_nor_long_before_the_opening(kind: type[Command]) -> None:
    for early, why in ((False, "still to come"), (True, "more than a day before")):
        session = in_phase(Phase.OPEN, kind)
        command = CASES[kind][1](session)
        opened = next(session.journal.entries()).instant.utc
        moment = opened - DAY - 1 if early else session.clock.now().utc + MINUTE
        fields = {name: getattr(command, name) for name in kind.__dataclass_fields__}
        assert why in no(session, kind(**{**fields, "at": moment}))
