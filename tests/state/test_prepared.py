"""Openings that were written down days before: whole or not at all, and never in the way."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import NotWritten
from proctor.state.clock import ManualClock
from proctor.state.prepared import Opening, Prepared

FULL = Opening(
    script="made/script",
    mode="rehearsal",
    room="12 A",
    school="Größe",
    district="Springfield",
    administrator="Ann Ruiz",
    facts={"students": 28, "labels": "some", "helps": ("braille", "signing"), "none": ()},
    soft_chime=True,
    speed=20.0,
    from_step="III.D.5",
    started="9:05",
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def prepared(tmp_path: Path, clock: ManualClock) -> Prepared:
    return Prepared(tmp_path / "prepared", clock)


@pytest.mark.parametrize("opening", [FULL, Opening(script="made/script")])
def test_what_was_saved_comes_back_to_the_letter(prepared: Prepared, clock: ManualClock, opening: Opening) -> None:
    path = prepared.save(opening, "Session 1", day="2006-05-23")
    (card,) = prepared.all()
    assert (card.path, card.opening, card.title, card.day, card.problem) == (path, opening, "Session 1", "2006-05-23", "")
    assert card.saved == clock.now().utc


def test_only_its_owner_can_read_it(prepared: Prepared) -> None:
    assert stat.S_IMODE(prepared.save(FULL, "Session 1").stat().st_mode) == 0o600


def test_a_second_of_that_name_leaves_the_first_alone(prepared: Prepared) -> None:
    paths = [prepared.save(FULL, title, day="2006-05-23") for title in "ab"]
    assert [path.name for path in paths] == ["2006-05-23-12-a-script.json", "2006-05-23-12-a-script-2.json"]
    assert {card.title for card in prepared.all()} == {"a", "b"}


@pytest.mark.parametrize("room", ["../../etc/passwd", "", "♪", "x" * 500, "\udcff\0"])
def test_a_room_can_be_called_anything(prepared: Prepared, room: str) -> None:
    path = prepared.save(Opening(script="made/script", room=room), "One")
    assert path.parent == prepared.folder
    assert [card.problem for card in prepared.all()] == [""]


def test_they_stand_by_day_and_those_without_one_after_them_the_last_saved_first(
    prepared: Prepared, clock: ManualClock
) -> None:
    for title, day in (("a", ""), ("b", "2006-05-24"), ("c", "2006-05-23"), ("d", "")):
        prepared.save(FULL, title, day=day)
        clock.sleep(1)
    assert [card.title for card in prepared.all()] == ["c", "b", "d", "a"]


def test_one_that_is_removed_is_gone_and_may_be_gone_before(prepared: Prepared) -> None:
    path = prepared.save(FULL, "Session 1")
    prepared.remove(path)
    prepared.remove(path)
    assert prepared.all() == ()


def test_a_folder_that_is_not_there_has_none(prepared: Prepared) -> None:
    assert prepared.all() == ()
    assert not prepared.folder.exists()


def test_a_disk_that_refuses_leaves_nothing(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="could not be written: No space left on device"):
        prepared.save(FULL, "Session 1")
    assert list(prepared.folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotWritten):
        Prepared(tmp_path / "file" / "prepared").save(FULL, "Session 1")


def test_what_a_killed_process_left_behind_is_no_card(prepared: Prepared) -> None:
    prepared.save(FULL, "Session 1")
    (prepared.folder / ".abc.tmp").write_text("{")
    assert len(prepared.all()) == 1


# -- what others have written there -----------------------------------------------------------------------------------


def written(**more: Any) -> dict[str, Any]:
    return {"format": 1, "title": "One", "day": "", "saved": 1, "opening": {"script": "made/script"}, **more}


BAD: dict[str, bytes | dict[str, Any]] = {
    "empty": b"",
    "not json": b"{",
    "not utf-8": b'"\xff"',
    "deep": b"[" * 100_000,
    "a long number": b"9" * 10_000,
    "a list": b"[]",
    "no opening": written(opening=None),
    "no script": written(opening={}),
    "a script that is no text": written(opening={"script": 1}),
    "facts that are a list": written(opening={"script": "a/b", "facts": []}),
    "a fact that is a mapping": written(opening={"script": "a/b", "facts": {"labels": {}}}),
    "a fact of true": written(opening={"script": "a/b", "facts": {"students": True}}),
    "a speed of nought": written(opening={"script": "a/b", "speed": 0}),
    "a speed of nothing": written(opening={"script": "a/b", "speed": float("nan")}),
    "a mode of its own": written(opening={"script": "a/b", "mode": "preview"}),
    "a chime that is a word": written(opening={"script": "a/b", "soft_chime": "yes"}),
    "a day that is none": written(day="soon"),
    "a time that is none": written(saved="now"),
    "a time no calendar has": written(saved=10**20),
    "no title": written(title=None),
    "another format": written(format=2),
    "too big": b" " * 1_000_001,
}


@pytest.mark.parametrize("how", BAD)
def test_what_cannot_be_read_says_so_in_a_sentence_and_hides_no_other(prepared: Prepared, how: str) -> None:
    prepared.save(FULL, "good")
    content = BAD[how]
    bad = prepared.folder / "a-bad.json"
    bad.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    good, card = prepared.all()
    assert (good.title, card.path) == ("good", bad)
    assert card.problem.startswith("a-bad.json is ")
    assert card.opening == Opening(script="")


def test_a_folder_of_such_a_name_is_said_to_be_no_opening(prepared: Prepared) -> None:
    (prepared.folder / "old.json").mkdir(parents=True)
    (card,) = prepared.all()
    assert "no plain file" in card.problem


def test_what_a_later_version_adds_is_passed_over(prepared: Prepared) -> None:
    prepared.folder.mkdir()
    more = written(opening={"script": "a/b", "colour": "blue", "speed": 2}, mood="good")
    (prepared.folder / "one.json").write_text(json.dumps(more))
    (card,) = prepared.all()
    assert (card.problem, card.opening.speed) == ("", 2.0)
