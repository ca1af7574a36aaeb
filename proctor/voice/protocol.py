"""The lines between the program and the process that speaks: one JSON object each, ``do`` one way and ``is`` the other.

To the process, each with a number ``n`` of its own: ``speak`` (text, start, rate, voice), ``pause``, ``resume``, ``stop``,
``voices``, ``ping``.

From it: ``ready`` (what was found) once. All else bears the number of the request that it comes of, so that nothing which was
on its way when a text was cut off is taken for the next one's: ``ok`` when a request was carried out, for ``speak`` when there
is the first sound; ``wait`` where a device has to be begun first; ``started`` when the device fetches the first sound; ``word``
(start, end) as it sounds; ``done``; ``error`` (message); ``starved`` where the engine does not keep up with the device;
``voices`` (voices).
"""

from __future__ import annotations

import json
from typing import Any

Message = dict[str, Any]


def line(**fields: Any) -> bytes:
    """A message as it is sent."""
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=True).encode("ascii") + b"\n"


def parsed(data: bytes) -> Message | None:
    """The message of a line; None where it is none, as where an engine printed what it should not."""
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None
