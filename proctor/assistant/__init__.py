"""What a person asks to a reply with its source: rules, passages, the time, how far one is, and what could be done.

:class:`Assistant` is made of handbooks and answers; it knows no screen, and carries nothing out. What is named here is
imported when it is first asked for: a session that nobody asks anything pays for none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proctor.assistant.assistant import Assistant
    from proctor.assistant.handbook import Handbook
    from proctor.assistant.reply import Reply

__all__ = ["Assistant", "Handbook", "Reply"]


def __getattr__(name: str) -> object:
    import importlib

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{name.lower()}"), name)
