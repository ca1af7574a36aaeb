"""Floor 1: the session. Pure inside (``machine``, ``evolution``, ``timing``), with clocks and journals handed in.

What is named here is imported when it is asked for, so that a list of sessions does not pay for what delivers one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from proctor.state.machine import Refusal
    from proctor.state.session import Accepted, Session
    from proctor.state.view import SessionView

__all__ = ["Accepted", "Refusal", "Session", "SessionView"]

_HOMES = {"Accepted": "session", "Refusal": "machine", "Session": "session", "SessionView": "view"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
