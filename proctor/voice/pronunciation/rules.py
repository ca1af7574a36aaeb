"""What is told by its form and not by its word: a time, a range, a telephone number, a blank to fill.

A rule is here because espeak says the thing wrongly or not at all; what it says well no rule touches. They are tried in this
order, and what one has taken the later ones leave.
"""

from __future__ import annotations

from proctor.voice.pronunciation import quantities, references, signs
from proctor.voice.pronunciation.rule import Rule

RULES: tuple[Rule, ...] = (*references.RULES, *quantities.RULES, *signs.RULES)
