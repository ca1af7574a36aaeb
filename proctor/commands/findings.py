"""What ``proctor doctor`` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``level``: ok, warn or bad; ``mend``: what to do."""

    what: str
    level: str
    said: str
    mend: str = ""
