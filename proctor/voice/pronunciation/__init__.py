"""How what is shown is said: a text that an engine reads rightly, with a map back to the words on the screen.

An engine's own marks for that (SSML ``sub``) break its word offsets, so the text is changed before it gets there.
"""

from __future__ import annotations

from proctor.voice.pronunciation.lexicon import LEXICON
from proctor.voice.pronunciation.rule import Rule
from proctor.voice.pronunciation.rules import RULES
from proctor.voice.pronunciation.spoken import Change, Piece, Spoken, spoken

__all__ = ["LEXICON", "RULES", "Change", "Piece", "Rule", "Spoken", "spoken"]
