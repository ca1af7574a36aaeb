"""Reviews for tests: a small manual, the screen over it, its keys, and what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from proctor.manuals.corrections import Corrections
from proctor.manuals.importing import Import, import_to_review
from proctor.tui.screens.review import ReviewScreen
from tests.tui.shelves import at_rest, places, showing
from tests.tui.stage import LARGE, plainly, press, settled, text_of

MANUAL = """# Brook County Reading Test

## People in the Room

Only the teacher stays. Tell the office how many are absent.

## Giving the Test

1. Greet the class. Then say: "Good morning. Sit down at your own desk."
2. Hand out the booklets. Nobody talks meanwhile.

   You may write your name on the cover now.
3. Answer questions. "Are there any questions?"
4. Say: "You may begin." Walk in the room.

## Phones and Watches

Count the watches.
"""
SILENT = "# Brook Test\n\n## Giving the Test\n\n1. Greet the class.\n\n   Good morning, everyone. Sit down.\n\n2. Begin.\n"


def imported(text: str = MANUAL, name: str = "brook.md", corrections: Corrections | None = None) -> Import:
    path = places().data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return import_to_review(path, corrections or Corrections())


def folder() -> Path:
    return places().user_packs / "brook"


@asynccontextmanager
async def reviewing(
    found: Import | None = None, size: tuple[int, int] = LARGE, *, replace: bool = False
) -> AsyncIterator[tuple[Pilot[None], ReviewScreen]]:
    """A review over an empty screen."""
    screen = ReviewScreen(found or imported(), folder(), replace=replace)
    async with showing(screen, size) as pilot:
        yield pilot, screen


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys, each once what the one before it set off is done, in threads too."""
    for key in pressed:
        await press(pilot, key)
        while any(not one.is_finished for one in pilot.app.workers):
            await at_rest(pilot)
    await settled(pilot)


def go(screen: ReviewScreen, words: str, kind: str = "") -> None:
    """Put the cursor on the line of the list that begins so."""
    items = screen.review.shown.items
    screen.go_to(next(n for n, one in enumerate(items) if one.text.startswith(words) and kind in ("", one.kind)))


def go_in_text(screen: ReviewScreen, words: str) -> None:
    """Put the cursor on the sentence with these words."""
    if not screen.in_text:
        screen.action_switch()
    screen.go_to_sentence(screen.review.sentence_at(screen.review.shown.found.manual.text.index(words)))


def chosen(screen: ReviewScreen) -> str:
    """The words in the text that the cursor is on."""
    return screen.review.shown.found.manual.text[screen.here.start : screen.here.end]


def listed(screen: ReviewScreen, *kinds: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text or one.ref) for one in screen.review.shown.items if not kinds or one.kind in kinds]


def said(screen: ReviewScreen) -> list[str]:
    return [text for _, text in listed(screen, "say")]


def told(pilot: Pilot[None]) -> list[str]:
    return [one.message for one in pilot.app._notifications]


def foot(pilot: Pilot[None]) -> str:
    return plainly(text_of(pilot))
