"""The style sheets. All but the first are loaded by the screens that need them: what the first screen does not need does not
slow the start."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent

BASE = _HERE / "proctor.tcss"
SESSION = _HERE / "session.tcss"
DIALOGS = _HERE / "dialogs.tcss"
REVIEW = _HERE / "review.tcss"
