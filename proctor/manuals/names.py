"""Names made of titles, and names that nobody else has."""

from __future__ import annotations

import re
from collections.abc import Container

REF, SECTION = 40, 32
"""How long the ref of a step may be in a pack, and that of a section, behind which the number of a step still finds room."""


def slug(text: str, *, joint: str = "-", most: int = 80) -> str:
    """A text as an identifier: small letters and digits, its words joined; "" where it has none."""
    return joint.join(re.findall(r"[a-z0-9]+", text.lower()))[:most].strip(joint)


def slug_ref(title: str) -> str:
    """A heading without a label as a ref: its first words, joined."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", title)[:4]
    return "-".join(word.replace("'", "").replace("’", "") for word in words)[:34].rstrip("-") or "Section"


def free(name: str, taken: Container[str], joint: str = "-", *, most: int = 80) -> str:
    """The name, of so many characters at most; where it is taken, with the first number behind it that makes it another."""
    given, number = name[:most], 2
    while given in taken:
        tail = f"{joint}{number}"
        given, number = f"{name[: most - len(tail)]}{tail}", number + 1
    return given
