"""What the tests of sessions' files share."""

from __future__ import annotations

import sqlite3

import pytest

from proctor.state import sqlite


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the disk, which no test of ours could see: none cuts the power. All else is as it is delivered."""
    prepare = sqlite._prepare

    def prepared(connection: sqlite3.Connection) -> None:
        prepare(connection)
        connection.execute("PRAGMA synchronous = OFF")

    monkeypatch.setattr(sqlite, "_prepare", prepared)
