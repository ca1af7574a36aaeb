"""What looks like a heading, by its words alone: a text file shows no more."""

from __future__ import annotations

import re

from proctor.manuals.language import ACTION_LABEL, BANNER

_SMALL = re.compile(r"(?:a|an|and|as|at|by|for|from|if|in|into|is|of|on|or|the|to|up|via|with|who|that|their|your|are|be)\Z")


def looks_like_title(text: str) -> bool:
    """Whether a paragraph looks like a heading: a few words with capitals and no stop at the end."""
    if not text or len(text) > 80 or text[-1] in '.?!:;,"”' or any(mark in text for mark in '"“”*_[]•@/'):
        return False
    if BANNER.match(text) or ACTION_LABEL.fullmatch(text) or re.match(r"(?:Page\s+)?\d+\b|Step\s+\d+|[a-z(]", text):
        return False
    words = re.findall(r"[^\W\d_][^\s]*", text)
    if not 1 <= len(words) <= 11:
        return False
    return all(word[0].isupper() or (_SMALL.match(word) and n) for n, word in enumerate(words))
