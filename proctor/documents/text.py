"""Lines of text for a terminal of some width, or for a pipe, where nothing is broken."""

from __future__ import annotations

import shutil
import textwrap

LEAST_WIDTH = 40

_STEERING = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A),
     *range(0xD800, 0xE000)), "\ufffd"
)  # fmt: skip
"""Characters that steer a terminal or turn a line round; and what stands for a byte of a file's name that is no character."""


def printable(text: str) -> str:
    """The text, of the same length, with a mark in place of each character that would steer the terminal it is shown on."""
    return text.translate(_STEERING)


def wrapped(line: str, width: int) -> str:
    """The line broken at words to ``width``, continued two columns further in than it begins. Nothing is cut or lost."""
    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    return textwrap.fill(
        line, max(LEAST_WIDTH, width), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def terminal_width() -> int:
    """Columns of the terminal, less one, so that no line touches the edge."""
    return shutil.get_terminal_size().columns - 1


def percent(share: float) -> str:
    """A share of 0 to 1 with two places, rounded down: what is not all is never shown as 100 %."""
    hundredths = int(share * 10_000 + 1e-9)
    return f"{hundredths // 100}.{hundredths % 100:02} %"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """``1 script``, ``2 scripts``; ``nouns`` where it is not the noun with an s."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
