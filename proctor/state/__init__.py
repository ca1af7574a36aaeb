"""Floor 1: the session. Pure inside (``machine``, ``evolution``, ``timing``), with clocks and journals handed in."""

from proctor.state.machine import Refusal
from proctor.state.session import Accepted, Session
from proctor.state.view import SessionView

__all__ = ["Accepted", "Refusal", "Session", "SessionView"]
