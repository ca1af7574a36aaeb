"""How what is shown is said: a text that an engine reads rightly, with a map back to the words on the screen.

An engine's own marks for that (SSML ``sub``) break its word offsets, so the text is changed before it gets there.
"""

from __future__ import annotations

from proctor.voice.pronunciation.spoken import Change, Spoken, spoken

__all__ = ["Change", "Spoken", "spoken"]
