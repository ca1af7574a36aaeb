"""The loop: ``ok`` is a promise, ``no`` changes nothing, and the clock goes on while a line is awaited."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from proctor.errors import NotWritten
from proctor.plain.grammar import VERBS
from proctor.plain.lines import END, Line, ListedLines, StreamLines
from proctor.plain.loop import PlainMode
from proctor.state import Refusal, Session
from proctor.state.clock import HOUR, MINUTE, SECOND, Instant, ManualClock
from proctor.state.commands import Back
from proctor.state.events import AnnouncementMade, Event
from proctor.state.evolution import fold
from proctor.state.journal import MemoryJournal, Person
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Entry, Phase
from tests.plain.rooms import TO_THE_START, at_the_start, opened, snapshot, typed

pytestmark = pytest.mark.usefixtures("utc")

START = 1_148_389_200_000
"""13:00 UTC on the day of the test, where a ManualClock begins."""


class Hands:
    """Lines, and what happens in the room between them: a callable is called, and nothing is typed in its place."""

    waiting = False

    def __init__(self, *items: str | Callable[[], object]) -> None:
        self._items: Iterator[str | Callable[[], object]] = iter(items)

    def next(self, seconds: float | None) -> Line | None:
        item = next(self._items, None)
        if item is None:
            return END
        if isinstance(item, str):
            return Line(item)
        item()
        return None


def run(session: Session, hands: Hands, *, interactive: bool = False) -> list[str]:
    out = io.StringIO()
    PlainMode(session, hands, out, interactive=interactive).run()
    return out.getvalue().splitlines()


def later(session: Session, minutes: float) -> Callable[[], object]:
    return lambda: session.clock.sleep(int(minutes * MINUTE))


# -- the clock goes on ----------------------------------------------------------------------------------------------


def test_an_announcement_is_printed_while_a_line_is_awaited() -> None:
    session = at_the_start()
    hands = Hands(later(session, 29.9), later(session, 0.2), "k")
    lines = run(session, hands)
    at = lines.index("NOW DUE: C.2 · half time · due 13:30")
    assert lines[at - 1] == "DO: [C.1/1] Walk about."
    assert lines[at + 3].startswith("ok ")


def test_an_announcement_comes_not_a_millisecond_early_and_not_one_late() -> None:
    clock = ManualClock()
    session = at_the_start(clock)
    before, due = [], []
    hands = Hands(
        lambda: clock.sleep(30 * MINUTE - 1),
        lambda: before.append(session.view().due),
        lambda: clock.sleep(1),
        lambda: due.append(session.view().due),
    )
    run(session, hands)
    assert before == [None]
    assert [one and one.at for one in due] == [START + 30 * MINUTE]


def test_an_announcement_that_comes_up_takes_no_line_that_was_meant_for_the_block_under_it() -> None:
    """Typed for C.1/1 an instant before the announcement was due, the skip must not pass the announcement."""
    session = at_the_start()

    class JustThen(ListedLines):
        def next(self, seconds: float | None) -> Line | None:
            line = super().next(seconds)
            if line is not END:
                session.clock.sleep(31 * MINUTE)
            return line

    out = io.StringIO()
    PlainMode(session, JustThen(["s nobody to look after"]), out).run()
    lines = out.getvalue().splitlines()
    assert lines[-1] == "no: first comes the announcement C.2 (k); you return to C.1/1 after it"
    assert session.view().due is not None


def test_the_block_of_the_day_is_noticed_once() -> None:
    words = snapshot(timing={"scheduled_minutes": 60, "untimed": True, "block_minutes": 120})
    session = at_the_start(words=words)
    hands = Hands("w", "k", "w", "k", later(session, 61), later(session, 1), "n")
    assert [line for line in run(session, hands) if line.startswith("NOTICE:")] == [
        "NOTICE: The 120 minutes that are kept for this session in the day's plan were over at 15:00."
    ]


def test_wait_waits_to_the_millisecond() -> None:
    clock = ManualClock()
    session = at_the_start(clock)
    clock.sleep(12_345)
    typed(session, ["w"])
    assert clock.now().utc == START + 30 * MINUTE
    typed(session, ["k", "w"])
    assert clock.now().utc == START + HOUR


def test_a_wait_says_ok_and_shows_what_it_waited_for() -> None:
    session = at_the_start()
    lines = typed(session, ["w"])
    assert lines[-4:] == [
        f"ok {session.state.seq}",
        "NOW DUE: C.2 · half time · due 13:30",
        "SAY: [C.2/1] Half of the time is over.",
        "k when it is made.",
    ]


def test_wait_refuses_where_an_announcement_is_due_already() -> None:
    assert typed(at_the_start(), ["w", "w"])[-1] == "no: an announcement is due already (k)"


def test_wait_refuses_where_nothing_will_fall_due() -> None:
    assert typed(opened(), ["w"])[-1] == "no: nothing falls due while things are as they are"
    assert typed(at_the_start(), ["p noise", "w"])[-1] == "no: nothing falls due while things are as they are"
    assert typed(at_the_start(), ["t handed_in 3", "w"])[-1] == "no: nothing falls due while things are as they are"


def test_at_a_terminal_the_next_line_ends_a_wait() -> None:
    class Slow(ManualClock):
        speed = 1.0

    clock = Slow()
    session = at_the_start(clock)

    class Impatient(Hands):
        @property
        def waiting(self) -> bool:  # type: ignore[override]
            return clock.now().utc > START + 10 * SECOND

    run(session, Impatient("w", "n"), interactive=True)
    assert START + 10 * SECOND < clock.now().utc < START + 11 * SECOND
    assert session.view().gate == "C.2"


def test_from_a_pipe_the_next_line_does_not_end_a_wait() -> None:
    session = at_the_start()
    out = io.StringIO()
    PlainMode(session, StreamLines(io.BytesIO(b"w\nk\n")), out).run()
    assert [entry.event.step for entry in session.journal.entries() if isinstance(entry.event, AnnouncementMade)] == ["C.2"]


# -- ok and no ------------------------------------------------------------------------------------------------------


class Watched(io.StringIO):
    """Output that looks into the file each time an ``ok`` is written."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.seen: list[tuple[int, int]] = []

    def write(self, text: str) -> int:
        for line in text.splitlines():
            if line.startswith("ok "):
                journal = SqliteJournal.read(self.path)
                self.seen.append((int(line[3:]), max((entry.seq for entry in journal.entries()), default=0)))
                journal.close()
        return super().write(text)


def test_ok_is_printed_only_when_the_event_can_be_read_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "room.proctor"
    session = opened(journal=SqliteJournal.create(path, snapshot().text))
    out = Watched(path)
    PlainMode(session, ListedLines([*TO_THE_START, "t late", "w", "k", "p noise", "g", "note well"]), out).run()
    session.close()
    assert len(out.seen) == len(TO_THE_START) + 6
    assert all(said == on_disk for said, on_disk in out.seen), out.seen


def test_every_accepted_command_says_ok_and_the_number_of_the_last_event() -> None:
    session = opened()
    lines = typed(session, TO_THE_START)
    said = [int(line[3:]) for line in lines if line.startswith("ok ")]
    assert len(said) == len(TO_THE_START)
    assert said == sorted(said)
    assert said[-1] == session.state.seq == len(list(session.journal.entries()))


REFUSED = [
    "", "?", "x", "n Z.1", "n A.1/2", "b", "f", "s", "a yes", "c booklet 3", "c booklet returned=-1", "c pencil void=1",
    "r at=door", "t handed_in 4", "t handed_in -1", "t late 0", "m B.1/1 9", "m A.1/1", "m undo", "i storm", "p",
    "p noise 13:30", "g", "k", "w", "start 12:59 pm x", "stop", "at start 9:00", "set students=many", "set seats=maybe",
    "set seats", "set colour=red", "take", "note", "mv booklet received", "mv booklet void -1", "mv pencil void",
    "out booklet", "out bell lost", "go A.1/1", "undo A.1/1", "later", "close", "seal", "amend", "amend too late",
    "\x00", "n\x1b[2J", "note " + "x" * 2_500, "?", "y", "keep", "o", "time", "room", "h",
]  # fmt: skip


@pytest.mark.parametrize("line", REFUSED, ids=[line[:20] or "(empty)" for line in REFUSED])
def test_a_line_that_is_refused_or_only_asks_changes_nothing(line: str) -> None:
    session = opened()
    before, entries = session.state, list(session.journal.entries())
    lines = typed(session, [line])
    assert session.state is before
    assert list(session.journal.entries()) == entries
    assert not [one for one in lines if one.startswith("ok ")]
    if line.split()[:1] not in (["o"], ["time"], ["room"], ["h"], []):
        (said,) = [one for one in lines if one.startswith("no: ")]
        assert len(said) > 12
        assert said.isprintable()


def test_every_verb_can_be_refused_or_only_asks() -> None:
    verbs = {line.split()[0] for line in REFUSED if line.split()}
    assert set(VERBS) - verbs == {"q"}


@pytest.mark.parametrize("problem", ["the line is not UTF-8", "the line is too long; the limit is 4,096 characters"])
def test_a_line_that_could_not_be_read_is_refused_and_the_next_one_is_obeyed(problem: str) -> None:
    session = opened()

    class Garbled(ListedLines):
        first = True

        def next(self, seconds: float | None) -> Line | None:
            if self.first:
                self.first = False
                return Line(problem=problem)
            return super().next(seconds)

    out = io.StringIO()
    PlainMode(session, Garbled(["n"]), out).run()
    assert f"no: {problem}\nok 5\n" in out.getvalue()


def test_an_empty_line_says_again_what_is_on_screen() -> None:
    lines = typed(opened(), [""])
    assert (
        lines[-2:] == lines[-4:-2] == ["STEP: A.1 · ready · Prepare 1 of 2 · manual p. 4", "CHECK: [A.1/1] the room is quiet"]
    )


def test_control_characters_are_not_said_back_to_the_terminal() -> None:
    session = opened()
    lines = typed(session, ["go \x1b[2J\x07", "note \x1b]0;title\x07 bell"])
    assert not [line for line in lines if not line.isprintable()]
    assert session.state.notes[0][1] == "]0;title bell"


# -- the disk -------------------------------------------------------------------------------------------------------


class FullDisk(MemoryJournal):
    """A journal that refuses to write while it is told to."""

    full = False

    def append(self, instant: Instant, events: Sequence[Event], people: Sequence[Person] = ()) -> tuple[Entry, ...]:
        if self.full:
            raise NotWritten("room.proctor could not be written: the disk is full.", "Free the disk, and do it again.")
        return super().append(instant, events, people)


def test_a_disk_that_refuses_says_no_changes_nothing_and_goes_on() -> None:
    journal = FullDisk(snapshot().text)
    session = opened(journal=journal)

    def full(now: bool) -> Callable[[], object]:
        return lambda: setattr(journal, "full", now)

    before = session.state
    lines = run(session, Hands(full(True), "n", full(False), "n"))
    no, ok = [line for line in lines if line.startswith(("no:", "ok"))]
    assert no == "no: room.proctor could not be written: the disk is full. Free the disk, and do it again."
    assert ok == "ok 5"
    assert fold(session.state.plan, journal.entries()) == session.state
    assert session.state.seq == before.seq + 2


def test_an_announcement_that_cannot_be_put_on_record_is_warned_of_once_and_comes_when_it_can() -> None:
    journal = FullDisk(snapshot().text)
    session = at_the_start(journal=journal)

    def full(now: bool) -> Callable[[], object]:
        return lambda: setattr(journal, "full", now)

    lines = run(session, Hands(full(True), later(session, 31), later(session, 1), later(session, 1), full(False)))
    assert [line for line in lines if line.startswith(("WARNING:", "NOW DUE:"))] == [
        "WARNING: room.proctor could not be written: the disk is full. Free the disk, and do it again.",
        "NOW DUE: C.2 · half time · due 13:30",
    ]


# -- leaving --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [["n"], ["n", "q", "a none"]])
def test_the_end_of_input_and_q_leave_the_session_open(lines: list[str]) -> None:
    session = opened()
    typed(session, lines)
    assert session.state.phase is Phase.OPEN
    assert session.state.current == "A.1/2?aids"


def test_a_session_that_was_left_is_gone_on_with_where_it_was() -> None:
    clock = ManualClock()
    session = at_the_start(clock)
    typed(session, ["n"])
    again = Session.resume(session.journal, clock)
    assert again.state == session.state
    clock.sleep(31 * MINUTE)
    lines = typed(again, [])
    assert "CLOCK: started 13:00; the end 14:00; note it on paper." in lines
    assert lines[-3:] == [
        "NOW DUE: C.2 · half time · due 13:30",
        "SAY: [C.2/1] Half of the time is over.",
        "k when it is made.",
    ]


def test_a_takeover_is_recorded_under_a_name_that_stands_beside_the_chain() -> None:
    session = opened()
    assert "Ms. Alvarez takes over." in typed(session, ["take Ms. Alvarez"])
    assert session.name_of(session.state.administrators[-1][0]) == "Ms. Alvarez"
    assert typed(session, ["take Ms. Alvarez"])[-1] == "no: this administrator has the session already"


def test_after_the_seal_only_an_amendment_is_taken() -> None:
    session = at_the_start()
    typed(session, ["c booklet returned=3 unassigned=1", "close anyway we stop here", "seal"])
    assert typed(session, ["n"])[-1].startswith("no: ")
    assert typed(session, ["note it rained"])[-1] == "no: the record is sealed; only an amendment can be added"
    seal = session.seal()
    lines = typed(session, ["amend it rained"])
    assert f"SEAL: {session.seal()}" in lines
    assert session.seal() != seal


def test_at_a_terminal_there_is_a_prompt_and_lines_are_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run(opened(), Hands("h"), interactive=True)
    assert [line for line in lines if line.startswith("> ")]
    assert max(len(line) for line in lines) <= 60


def test_into_a_pipe_no_prompt_is_written_and_no_line_is_wrapped() -> None:
    lines = typed(opened(), ["h"])
    assert not [line for line in lines if line.startswith(">")]
    assert max(len(line) for line in lines) > 100


def test_a_refusal_of_the_session_and_one_of_the_grammar_look_alike() -> None:
    session = opened()
    assert isinstance(session.handle(Back()), Refusal)
    one, other = (typed(session, [line])[-1] for line in ("b", "x"))
    assert one == "no: this is the first block"
    assert other == "no: 'x' is not a command; h lists them"
