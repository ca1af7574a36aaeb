"""The upper edge of the frame: whose words are read must be there to see at every width that the program is made for."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from proctor.scripts.vocabulary import AUTHORITIES_FOUND
from proctor.tui.widgets.head import Head
from tests.plain.rooms import HEADER, opened, snapshot
from tests.tui.stage import on_stage, text_of

TITLE = "Grade 10 Mathematics · Session 1 · room 12"


def line(mode: str, words: str, width: int, right: str = "10:14") -> str:
    head = Head()
    head.say(TITLE, mode, words, right)
    return "".join(text for text, _ in head.line(0, width))


@pytest.mark.parametrize("words", AUTHORITIES_FOUND.values())
@pytest.mark.parametrize("mode", ["live", "rehearsal", "preview"])
def test_whose_words_they_are_stands_whole_at_80_columns_beside_session_and_room(mode: str, words: str) -> None:
    shown = line(mode, words, 80)
    assert cell_len(shown) == 80
    assert f" {mode.upper()} · {words} " in shown
    assert " 10:14 " in shown
    assert "room 12 " in shown


@pytest.mark.parametrize("words", AUTHORITIES_FOUND.values())
@pytest.mark.parametrize("mode", ["live", "rehearsal", "preview"])
def test_at_60_columns_what_matters_of_it_is_still_there(mode: str, words: str) -> None:
    shown = line(mode, words, 60)
    assert cell_len(shown) == 60
    assert f" {mode.upper()} · {words} " in shown or f" {mode.upper()} · {words.replace(' words', '')} " in shown


@pytest.mark.parametrize("width", range(20, 60))
def test_the_mode_is_there_at_any_width(width: int) -> None:
    assert " REHEARSAL " in line("rehearsal", "official words, not verified", width, "9:14") or width < 32


async def test_a_session_shows_that_official_words_were_edited() -> None:
    words = snapshot()
    pack = words.pack.model_validate({**HEADER, "authority": "official_edited"})
    session = opened(words=words.model_copy(update={"pack": pack}))
    async with on_stage(session, (80, 24)) as pilot:
        assert " LIVE · official words, edited " in text_of(pilot).splitlines()[0]
