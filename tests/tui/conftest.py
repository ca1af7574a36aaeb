"""What the tests of screens share: the wall clock shows UTC, and a screen is held against its golden file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.notifications import Notification
from textual.pilot import Pilot

from tests.tui.stage import golden_name, text_of

Looks = Callable[[Pilot[None], str], None]


@pytest.fixture(autouse=True)
def _at_home(utc: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(Notification, "has_expired", False)  # what was said is looked at, however slow the machine


@pytest.fixture
def looks(golden: Callable[[str, str], None]) -> Looks:
    """``looks(pilot, "incident")``: the screen is as in ``tests/golden/tui/incident-80x24.txt``."""

    def check(pilot: Pilot[None], name: str) -> None:
        golden(golden_name(name, pilot.app.size), text_of(pilot))

    return check
