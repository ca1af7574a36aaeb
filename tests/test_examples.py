"""The files of lines in docs/examples do what the documents say of them, run as anyone would run them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proctor.state.journal import read_seal
from tests.programs import ROOT, run

SCRIPT = "mcas-2006-grade10-math/session-1"


def keys(name: str) -> bytes:
    return (ROOT / "docs" / "examples" / name).read_bytes()


def seal_of(printed: str) -> str:
    found = re.search(r"^SEAL: (?:REHEARSAL · )?(\w{3}-\w{3}-\w{3}-\w{3})$", printed, re.MULTILINE)
    assert found, printed[-500:]
    return found[1]


def test_session_1_is_delivered_live_to_its_seal(data_folder: Path) -> None:
    done = run("run", SCRIPT, "--room", "12", "--plain", keys=keys("session-1.keys"))
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("no:")] == []
    assert "· LIVE ·" in done.stdout.splitlines()[0]
    assert "PROCEDURE: I.F · interruption" in done.stdout
    assert "  incident 1: damaged booklet" in done.stdout
    assert "III.D.20 half time: not needed, nobody is testing any more" in done.stdout
    seal = seal_of(done.stdout)
    assert seal == read_seal(seal)
    assert run("sessions", "verify", "12-session-1", "--seal", seal).returncode == 0
    assert "The record is " in done.stderr


def test_a_rehearsal_goes_by_with_half_time_and_end(data_folder: Path) -> None:
    done = run("rehearse", "session-1", "--speed", "2000", "--new", "--plain", keys=keys("session-1-rehearsal.keys"))
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("no:")] == []
    assert done.stdout.count("NOW DUE: REHEARSAL · III.D.20 ") == 1
    assert done.stdout.count("NOW DUE: REHEARSAL · III.D.21 ") == 1
    assert run("sessions", "verify", "session-1", "--seal", seal_of(done.stdout)).returncode == 0


@pytest.mark.parametrize("name", ["session-1.keys", "session-1-rehearsal.keys"])
def test_an_example_can_be_read_by_hand(name: str) -> None:
    lines = keys(name).decode("ascii").splitlines()
    assert lines[-2:] == ["close", "seal"]
    assert max(map(len, lines)) < 60
    assert len(lines) < 120
