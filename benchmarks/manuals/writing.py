"""Ways of writing steps that the manuals in `tests/fixtures/manuals` have no need of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fixtures.manuals.paper import Para, bullet, section, step, under

BOX, PRINTED = "¤", "☐"
"""The mark of a box to be ticked, and what is printed for it: the PDF's fonts for words have none."""


def decimal(of: str, number: int, text: str, **marks: Any) -> Para:
    """A step that prints the number of its section before its own: 3.1."""
    return replace(step(number, text, **marks), number=f"{of}.{number}", ref=str(number))


def lettered(letter: str, text: str) -> Para:
    """A point of the step before it. It is no step of its own: what is said there is said under the step's number."""
    return under(f"{letter}. {text}")


def unticked(text: str) -> Para:
    return Para("para", f"{BOX} {' '.join(text.split())}")


def typed_heading(text: str, ref: str) -> Para:
    """A heading for the eye alone: a bold paragraph, in no heading style."""
    return replace(section(text, ref), level=0, bold=True)


def said_bullet(text: str, bold: bool = False, italic: bool = False) -> Para:
    """One line of a list that is read aloud, inside speech."""
    return replace(bullet(text, under=True), bold=bold, italic=italic)
