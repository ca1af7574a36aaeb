"""What a person asks to a reply with its source: rules, passages, the time, how far one is, and what could be done.

:class:`Assistant` is made of handbooks and answers; it knows no screen, and carries nothing out.
"""

from proctor.assistant.assistant import Assistant
from proctor.assistant.handbook import Handbook
from proctor.assistant.reply import Reply

__all__ = ["Assistant", "Handbook", "Reply"]
