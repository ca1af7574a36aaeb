"""Opening a session and going on with one, as command line and screens both do it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import NotASession, NotWritten, UsageError
from proctor.scripts.snapshot import Snapshot
from proctor.state import Session
from proctor.state import commands as c
from proctor.state import events as ev
from proctor.state.clock import MINUTE, ManualClock
from proctor.state.opening import Opening, begin, go_on, known_before
from proctor.state.sqlite import SqliteJournal
from tests.state.packs import TIMED, close, done, every, ok, snapshot_of

pytestmark = pytest.mark.usefixtures("utc", "unsynced")

NINE = 1_148_374_800_000
"""9:00 UTC on May 23, 2006."""
LABELS = {
    "labels": {"ask": "Labels?", "options": ["all", "some"]},
    "helps": {"ask": "Helps?", "type": "multiple", "options": ["braille", "signing"]},
}
RAW = {**TIMED, "facts": LABELS}
PLAIN = snapshot_of(RAW)
WITH_SHEET = snapshot_of(RAW, local={"school": "Lincoln High", "scheduled_start": "9:30", "facts": {"labels": "some"}})


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


def opened(sessions: Path, snapshot: Snapshot = PLAIN, *, clock: ManualClock | None = None, **said: Any) -> Session:
    return begin(snapshot, Opening(script=snapshot.name, **said), sessions, real=clock or ManualClock(NINE))


def left(sessions: Path, snapshot: Snapshot = PLAIN, **said: Any) -> Path:
    """A session that was opened and left."""
    session = opened(sessions, snapshot, **said)
    session.close()
    return the_file(session)


def the_file(session: Session) -> Path:
    assert isinstance(session.journal, SqliteJournal)
    return session.journal.path


# -- begin ------------------------------------------------------------------------------------------------------------


def test_what_is_said_of_the_room_is_on_record(sessions: Path) -> None:
    said = {"room": "12", "school": "Lincoln", "district": "Springfield", "administrator": "Ann Ruiz", "soft_chime": True}
    with closing(opened(sessions, facts={"students": 28, "helps": ("braille",)}, **said)) as session:
        assert session.state.opened is not None
        event = session.state.opened
        assert (event.room, event.school, event.district, event.soft_chime) == ("12", "Lincoln", "Springfield", True)
        assert session.name_of(event.administrator) == "Ann Ruiz"
        assert session.state.facts == {"students": 28, "helps": ("braille",)}
        assert the_file(session) == sessions / "2006-05-23-12-script.proctor"


def test_the_sheet_says_what_nobody_said(sessions: Path) -> None:
    with closing(opened(sessions, WITH_SHEET)) as session:
        assert session.state.opened is not None
        assert session.state.opened.school == "Lincoln High"
        assert session.state.opened.scheduled_start == NINE + 30 * MINUTE
        assert session.state.facts == {"labels": "some"}


@pytest.mark.parametrize(("said", "source"), [("some", "school"), ("all", "opening")])
def test_a_fact_said_as_the_sheet_has_it_stays_the_schools_word(sessions: Path, said: str, source: str) -> None:
    with closing(opened(sessions, WITH_SHEET, facts={"labels": said})) as session:
        assert [(one.value, one.source) for one in every(session, ev.FactSet)] == [(said, source)]


REFUSED = [
    ({"facts": {"labels": "blue"}}, "Labels: expected one of all, some, not 'blue'."),
    ({"facts": {"colour": "blue"}}, ""),
    ({"mode": "preview"}, "'preview' is no mode of a session; expected one of live, rehearsal."),
    ({"mode": "rehearsal", "speed": float("nan")}, "The speed of a rehearsal is a number above nought, such as 20."),
    ({"mode": "rehearsal", "speed": 0.0}, "The speed of a rehearsal is a number above nought, such as 20."),
    ({"room": "x" * 3_000}, ""),
    ({"from_step": "Z.9"}, "There is no step 'Z.9' in this script."),
    ({"from_step": "T.1"}, "Before T.1 the students have begun; say when"),
    (
        {"from_step": "T.1", "started": "9:99"},
        "The time at which the students began: '9:99' is no time of day; write it as 9:31.",
    ),
]


@pytest.mark.parametrize(("said", "why"), REFUSED)
def test_what_is_refused_is_one_sentence_and_leaves_nothing_behind(sessions: Path, said: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError) as refused:
        opened(sessions, **said)
    message = str(refused.value)
    assert message.startswith(why)
    assert message[0] == message[0].upper()
    assert message.endswith(".")
    assert not sessions.exists() or list(sessions.iterdir()) == []


def test_a_folder_that_cannot_be_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotWritten):
        opened(tmp_path / "file" / "sessions")


def test_a_delivery_begun_on_paper_is_joined_with_its_clock(sessions: Path) -> None:
    with closing(opened(sessions, clock=ManualClock(NINE + 20 * MINUTE), from_step="T.1", started="9:05")) as session:
        assert session.view().clock.started_at == NINE + 5 * MINUTE
        assert session.state.current == "T.1/1"


def test_a_rehearsal_runs_faster_and_a_live_session_does_not(sessions: Path) -> None:
    real = ManualClock(NINE)
    for mode, minutes in (("live", 1), ("rehearsal", 30)):
        with closing(opened(sessions, clock=real, mode=mode, speed=30)) as session:
            before = session.clock.now()
            real.sleep(MINUTE)
            assert session.clock.now().since(before) == minutes * MINUTE


# -- go on ------------------------------------------------------------------------------------------------------------


def test_a_session_that_was_left_goes_on_at_its_block(sessions: Path) -> None:
    session = opened(sessions)
    done(session, "D.1/1")
    session.close()
    clock = ManualClock(NINE + MINUTE)
    with closing(go_on(the_file(session), real=clock)) as again:
        assert again.clock is clock
        assert again.state.current == "D.2/1"
        done(again, "D.2/1")


def test_a_rehearsal_goes_on_from_its_last_entry_whatever_time_has_passed(sessions: Path) -> None:
    path = left(sessions, mode="rehearsal", speed=20)
    real = ManualClock(NINE + 500 * MINUTE)
    with closing(go_on(path, speed=20, real=real)) as session:
        assert session.clock.now() == session.state.last
        real.sleep(MINUTE)
        assert session.clock.now().utc == NINE + 20 * MINUTE


@pytest.mark.parametrize(("mode", "other"), [("live", "rehearsal"), ("rehearsal", "live")])
def test_a_session_of_another_mode_than_was_meant_is_refused_and_let_go(sessions: Path, mode: str, other: str) -> None:
    path = left(sessions, mode=mode)
    with pytest.raises(UsageError, match=f"is a {mode} session"):
        go_on(path, mode=other)
    go_on(path, mode=mode).close()


def test_what_is_no_session_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.proctor").write_text("milk, bread")
    with pytest.raises(NotASession):
        go_on(tmp_path / "notes.proctor")


# -- known before -----------------------------------------------------------------------------------------------------


def test_where_nothing_is_known_there_is_only_the_script(sessions: Path) -> None:
    assert known_before(PLAIN, sessions) == Opening(script="made/script")


def test_the_last_session_knows_room_people_and_number(sessions: Path) -> None:
    said = {"room": "12", "school": "Lincoln", "district": "Springfield", "administrator": "Ann Ruiz"}
    left(sessions, room="9", clock=ManualClock(NINE - 1))
    left(sessions, facts={"students": 28, "labels": "all"}, mode="rehearsal", **said)
    assert known_before(PLAIN, sessions) == Opening(script="made/script", facts={"students": 28}, **said)  # type: ignore[arg-type]


def test_a_strand_is_no_room_and_a_room_no_strand(sessions: Path) -> None:
    scoring = snapshot_of({**RAW, "kind": "scoring"})
    left(sessions, room="12", administrator="Ann Ruiz", facts={"students": 28})
    left(sessions, scoring, room="0417", administrator="Ben Adeyemi", clock=ManualClock(NINE + MINUTE))
    assert known_before(scoring, sessions) == Opening(script="made/script", administrator="Ben Adeyemi")
    assert known_before(PLAIN, sessions).room == "12"


def test_a_session_of_the_same_pack_knows_better_than_a_later_one_of_another(sessions: Path) -> None:
    other = snapshot_of(RAW, pack={"id": "other"})
    left(sessions, room="12")
    left(sessions, other, room="99", clock=ManualClock(NINE + MINUTE))
    assert known_before(PLAIN, sessions).room == "12"
    assert known_before(snapshot_of(RAW, pack={"id": "third"}), sessions).room == "99"


def test_the_sheet_wins_over_the_last_session(sessions: Path) -> None:
    left(sessions, school="Old High", district="Springfield", facts={"students": 28})
    sheet = {"school": "Lincoln High", "facts": {"students": 30, "helps": ["signing"], "of_another_script": "yes"}}
    known = known_before(snapshot_of(RAW, local=sheet), sessions)
    assert (known.school, known.district) == ("Lincoln High", "Springfield")
    assert known.facts == {"students": 30, "helps": ("signing",)}


def test_whoever_took_over_is_the_administrator_and_a_removed_name_is_nobodys(sessions: Path) -> None:
    with closing(opened(sessions, administrator="Ann Ruiz")) as session:
        ok(session, c.TakeOver(administrator=session.person("Ben Adeyemi")))
    assert known_before(PLAIN, sessions).administrator == "Ben Adeyemi"
    session.journal = SqliteJournal.open(the_file(session))
    session.journal._connection.execute("DELETE FROM people")
    session.close()
    assert known_before(PLAIN, sessions).administrator == ""


def test_a_session_that_cannot_be_read_is_passed_over(sessions: Path) -> None:
    left(sessions, room="12")
    bad = left(sessions, room="13", clock=ManualClock(NINE + MINUTE))
    with closing(SqliteJournal.open(bad)) as journal:
        journal._connection.executescript("DROP TRIGGER events_are_never_changed; UPDATE events SET steady = 1 WHERE seq = 2; ")
    (sessions / "x.proctor").write_bytes(b"no")
    (sessions / "y.proctor").mkdir()
    assert known_before(PLAIN, sessions).room == "12"


def test_a_sealed_session_knows_too(sessions: Path) -> None:
    session = opened(sessions, room="12")
    close(session)
    ok(session, c.Seal())
    session.close()
    assert known_before(PLAIN, sessions).room == "12"
