"""What every journal promises: one suite, run over the one in memory and the one on disk."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from proctor.scripts.facts import FactValue
from proctor.state import events as ev
from proctor.state.clock import Instant
from proctor.state.events import EVENTS, Event, Scalar, body_of, event_of
from proctor.state.journal import GENESIS, Journal, MemoryJournal, Person, body_text, chain, read_seal, seal_of
from proctor.state.sqlite import SqliteJournal
from proctor.state.state import Entry

pytestmark = pytest.mark.usefixtures("unsynced")

SNAPSHOT = '{"words":"as they are"}'
NOW = Instant(1_148_389_200_000, 5_000_000, "boot-1")

# -- events to be put on record ---------------------------------------------------------------------------------------

FILLED: Mapping[Any, object] = {
    str: "gerne – 好 \u0301 \"'\\ \u00a0",
    int: 2**40,
    bool: True,
    int | None: -5,
    tuple[str, ...]: ("a/1", "b/2#3"),
    tuple[int, ...]: (0, 3),
    Mapping[str, str]: {"[SUBJECT]": "grade 10", "a": ""},
    Mapping[str, FactValue]: {"labels": "some", "helpers": ("reader",), "lamps": 3},
    Mapping[str, Scalar]: {"n": 1, "x": 2.5, "text": "é"},
    Mapping[str, FactValue | None]: {"labels": "some", "students": 20, "accommodations": ("braille",), "subject": None},
    Scalar: 20.2,
    FactValue: ("braille", "signing"),
}
"""For each type that a field can have, a value that is not its default."""


def filled(kind: type[Event]) -> Event:
    hints = get_type_hints(kind)
    return kind(**{one.name: FILLED[hints[one.name]] for one in fields(kind)})


def bare(kind: type[Event]) -> Event:
    """An event with the fields that it must have and no others."""
    hints = get_type_hints(kind)
    needed = [one for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
    return kind(**{one.name: FILLED[hints[one.name]] for one in needed})


EVERY = [make(kind) for kind in EVENTS.values() for make in (filled, bare)]


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
def test_an_event_is_its_name_and_its_body(kind: type[Event]) -> None:
    for event in (filled(kind), bare(kind)):
        body = json.loads(body_text(event))
        assert event_of(kind.__name__, body) == event
        assert body == json.loads(json.dumps(body_of(event)))
    assert set(json.loads(body_text(filled(kind)))) == {one.name for one in fields(kind)}


def test_a_body_leaves_out_what_has_its_default() -> None:
    assert body_text(ev.BlockDone(block="A.1/1")) == '{"block":"A.1/1"}'
    assert body_text(ev.AnnouncementMade(step="A.1", late=0, reason="")) == '{"step":"A.1"}'


# -- the journals -----------------------------------------------------------------------------------------------------


def in_memory(folder: Path) -> Journal:
    return MemoryJournal(SNAPSHOT)


def on_disk(folder: Path) -> Journal:
    return SqliteJournal.create(folder / "made.proctor", SNAPSHOT)


@pytest.fixture(params=[in_memory, on_disk], ids=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    made = request.param(tmp_path)
    yield made
    made.close()


def test_a_new_journal_holds_the_words_and_nothing_else(journal: Journal) -> None:
    assert journal.snapshot() == SNAPSHOT
    assert list(journal.entries()) == []
    assert journal.people() == {}
    assert journal.last_hash() == GENESIS


def test_entries_are_numbered_from_one_and_those_of_one_command_are_of_one_moment(journal: Journal) -> None:
    first = journal.append(NOW, [ev.WalkFinished()])
    second = journal.append(NOW.later(5), [ev.Moved(position=0), ev.Moved(position=1)])
    assert first == (Entry(1, NOW, ev.WalkFinished()),)
    assert second == (Entry(2, NOW.later(5), ev.Moved(position=0)), Entry(3, NOW.later(5), ev.Moved(position=1)))
    assert tuple(journal.entries()) == (*first, *second)


def put_down(journal: Journal) -> list[Entry]:
    """Append every type of event, a few at a time."""
    return [entry for n in range(0, len(EVERY), 12) for entry in journal.append(NOW.later(n), EVERY[n : n + 12])]


def test_every_event_comes_back_as_it_was_put_down(journal: Journal) -> None:
    put_down(journal)
    for event, entry in zip(EVERY, journal.entries(), strict=True):
        assert entry.event == event
        assert type(entry.event) is type(event)


def test_nothing_to_record_records_nothing(journal: Journal) -> None:
    journal.append(NOW, [ev.WalkFinished()])
    before = journal.last_hash()
    assert journal.append(NOW, []) == ()
    assert journal.last_hash() == before
    assert len(list(journal.entries())) == 1


def test_a_thousand_entries_keep_their_order(journal: Journal) -> None:
    for start in range(0, 1_000, 100):
        journal.append(NOW, [ev.Moved(position=n) for n in range(start, start + 100)])
    assert [entry.event for entry in journal.entries()] == [ev.Moved(position=n) for n in range(1_000)]


def test_reading_can_be_broken_off_and_writing_goes_on(journal: Journal) -> None:
    journal.append(NOW, [ev.Moved(position=n) for n in range(5)])
    reading = journal.entries()
    assert next(reading).seq == 1
    journal.append(NOW, [ev.Moved(position=5)])
    assert [entry.seq for entry in reading] == [2, 3, 4, 5], "what stood there when the reading began"
    journal.append(NOW, [ev.Moved(position=6)])
    assert [entry.seq for entry in journal.entries()] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "\ud800", {1, 2}])
def test_what_cannot_be_written_as_json_is_not_recorded_nor_what_came_with_it(journal: Journal, bad: Any) -> None:
    journal.append(NOW, [ev.WalkFinished()])
    before = journal.last_hash()
    with pytest.raises((ValueError, TypeError)):
        journal.append(NOW, [ev.Moved(position=1), ev.Computed(block="A.1/1", measure="mean", value=bad, rows=())])
    assert journal.last_hash() == before
    assert len(list(journal.entries())) == 1
    journal.append(NOW, [ev.Moved(position=2)])
    assert [entry.seq for entry in journal.entries()] == [1, 2]


# -- the chain --------------------------------------------------------------------------------------------------------


def hashed(previous: bytes, entry: Entry) -> bytes:
    """The hash of an entry, worked out from the page that promises it: SHA-256(previous ‖ canonical JSON of all six)."""
    body = json.loads(json.dumps(body_of(entry.event)))
    instant = entry.instant
    six = {"seq": entry.seq, "utc": instant.utc, "steady": instant.steady, "boot_id": instant.boot_id}
    six |= {"type": type(entry.event).__name__, "body": body}
    text = json.dumps(six, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + text.encode("utf-8")).digest()


def test_the_chain_can_be_computed_by_anyone(journal: Journal) -> None:
    put_down(journal)
    last = GENESIS
    for entry in journal.entries():
        last = hashed(last, entry)
    assert journal.last_hash() == last


def test_each_entry_changes_the_last_hash(journal: Journal) -> None:
    seen = {journal.last_hash()}
    for _ in range(3):
        journal.append(NOW, [ev.WalkFinished()])
        seen.add(journal.last_hash())
    assert len(seen) == 4


def test_both_journals_have_the_same_chain(tmp_path: Path) -> None:
    disk = SqliteJournal.create(tmp_path / "made.proctor", SNAPSHOT)
    memory = MemoryJournal(SNAPSHOT)
    with closing(disk):
        assert put_down(disk) == put_down(memory)
        assert disk.last_hash() == memory.last_hash()
        assert list(disk.entries()) == list(memory.entries())


ANY: dict[str, Callable[[Instant], tuple[bytes, int, Instant, str, str]]] = {
    "previous": lambda now: (b"\1" * 32, 7, now, "Moved", "{}"),
    "seq": lambda now: (GENESIS, 8, now, "Moved", "{}"),
    "utc": lambda now: (GENESIS, 7, Instant(now.utc + 1, now.steady, now.boot_id), "Moved", "{}"),
    "steady": lambda now: (GENESIS, 7, Instant(now.utc, now.steady + 1, now.boot_id), "Moved", "{}"),
    "boot_id": lambda now: (GENESIS, 7, Instant(now.utc, now.steady, "boot-2"), "Moved", "{}"),
    "type": lambda now: (GENESIS, 7, now, "Move", "{}"),
    "body": lambda now: (GENESIS, 7, now, "Moved", "{ }"),
}


@pytest.mark.parametrize("part", ANY)
def test_the_hash_depends_on_every_part(part: str) -> None:
    assert chain(*ANY[part](NOW)) != chain(GENESIS, 7, NOW, "Moved", "{}")


def test_a_seal_is_read_as_people_write_it() -> None:
    seal = seal_of(b"\x00" * 32)
    assert len(seal.replace("-", "")) == 12
    assert seal_of(b"\x00" * 31 + b"\x01") != seal
    assert read_seal(f"  {seal.lower()} ") == seal
    assert read_seal("oil-OIL-012-345") == "011-011-012-345"
    assert read_seal("") == ""


# -- people -----------------------------------------------------------------------------------------------------------

ANN = Person("administrator-1", "Ann Lee 好", "ab" * 16)
BO = Person("administrator-2", "Bo Ek", "cd" * 16)


def test_people_stand_beside_the_chain(journal: Journal, tmp_path: Path) -> None:
    journal.append(NOW, [ev.WalkFinished()], [ANN])
    journal.append(NOW, [ev.Moved(position=0)], [BO])
    assert journal.people() == {ANN.key: ANN, BO.key: BO}
    nameless = MemoryJournal(SNAPSHOT)
    nameless.append(NOW, [ev.WalkFinished()])
    nameless.append(NOW, [ev.Moved(position=0)])
    assert journal.last_hash() == nameless.last_hash()


def test_a_name_can_be_removed_without_breaking_the_chain(journal: Journal) -> None:
    event = ev.AdministratorChanged(administrator=ANN.key, administrator_digest=ANN.digest)
    journal.append(NOW, [event], [ANN, BO])
    before = (list(journal.entries()), journal.last_hash())
    journal = _without_name(journal, ANN.key)
    assert journal.people() == {BO.key: BO}
    assert (list(journal.entries()), journal.last_hash()) == before
    journal.append(NOW, [ev.WalkFinished()])
    journal.close()


def _without_name(journal: Journal, key: str) -> Journal:
    """The journal after somebody took a name out of it, which on disk is done while no session is open over it."""
    if isinstance(journal, MemoryJournal):
        del journal._people[key]
        return journal
    assert isinstance(journal, SqliteJournal)
    journal.close()
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("DELETE FROM people WHERE key = ?", (key,))
    return SqliteJournal.open(journal.path)


def test_a_digest_tells_a_name_only_to_who_has_the_salt() -> None:
    assert ANN.digest == hashlib.sha256(f"{ANN.salt}\0{ANN.name}".encode()).hexdigest()
    assert Person(ANN.key, ANN.name, BO.salt).digest != ANN.digest
    assert Person(BO.key, ANN.name, ANN.salt).digest == ANN.digest


def test_a_journal_can_be_closed_twice(journal: Journal) -> None:
    journal.close()
    journal.close()
