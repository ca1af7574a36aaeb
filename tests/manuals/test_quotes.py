"""Where speech in quotes ends, in every way in which manuals set their quotes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.manuals.quotes import Closing, closing
from proctor.manuals.wording import CLOSING, QUOTES

# The words between the first mark and «|» are spoken; the character behind «|» closes them. A «¶» begins a paragraph.
CASES = {
    "straight": 'Say: "Open your booklet.|" Pause.',
    "curly": "Say: “Open your booklet.|” Pause.",
    "opened curly and closed straight": 'Say: “Open your booklet.|" Pause.',
    "angles": "Say: «Open your booklet.|» Pause.",
    "a space before the closing quote": 'Say: "Open your booklet. |" Pause.',
    "a space before it, and the next number with none": 'Say: "Open your booklet. |"2. When all are ready, go on.',
    "the next number with no space": "Say: “Open your booklet.|”2. When all are ready, go on.",
    "the next number with no space, straight": 'Say: "Open your booklet.|"2. When all are ready, go on.',
    "single quotes inside": "Say: “Find the word ‘Name,’ and write.|” Then wait.",
    "straight single quotes inside": "Say: \"Find the word 'Name,' and write.|\" Then wait.",
    "an apostrophe": "Say: “It’s the students’ turn.|” Wait.",
    "curly quotes inside": "Say: “Find the word “Name” on it.|” Wait.",
    "straight quotes inside": 'Say: "Find the word "Name" on it.|" Wait.',
    "straight quotes inside curly ones": 'Say: “Find the word "Name" on it.|” Wait.',
    "quotes inside at the very end": "Say: “Look for the word “STOP.”|” Wait.",
    "quotes inside in brackets": 'Say: "Look for it ("Name") on top.|" Wait.',
    "opened anew at each paragraph": "Say: “This is the first.¶“This is the second.¶“This is the last.|” Wait.",
    "opened anew, straight": 'Say: "This is the first.¶"This is the second.|" Wait.',
    "several paragraphs, opened once": "Say: “This is the first.¶This is the second.|” Wait.",
    "an inch mark": 'Say: "Draw a line of 1.25" (not more) now.|" Wait.',
    "inch marks in a row": 'Say: "A box of 2" x 3" is drawn on it.|" Wait.',
    "a number behind a quote inside": "Say: “See the box “Form” 12 times.|” Wait.",
    "a dash before a quote inside": 'Say: "Look for the box—"Form"—on it.|" Wait.',
    "another speech behind it": "Say: “One.|” Then say: “Two.”",
}


@pytest.mark.parametrize("case", CASES)
def test_the_quote_that_closes_a_speech_is_found(case: str) -> None:
    marked = CASES[case].replace("¶", "\n\n")
    at = marked.index("|")
    text = marked.replace("|", "")
    starts = {found.end() for found in re.finditer("\n\n", text)}
    opened = next(n for n, letter in enumerate(text) if letter in QUOTES)
    assert closing(text, opened, len(text), starts.__contains__) == Closing(at)


@pytest.mark.parametrize(
    "text", ["“Open your booklet.", '"Open your booklet.', "“Write 1.25” wide", "“", '"a', "“““““““““““““““"]
)
def test_a_quote_that_nothing_closes_is_not_closed_somewhere(text: str) -> None:
    found = closing(text, 0, len(text), lambda _: False)
    assert found is None or text[found.at] in CLOSING


def test_where_quotes_inside_do_not_come_out_even_the_first_behind_a_sentence_could_close_and_it_is_said() -> None:
    text = "“Look for the “Name on it. Write.” Then wait for the others."
    assert closing(text, 0, len(text), lambda _: False) == Closing(text.index("”"), even=False)


def test_nothing_behind_the_limit_closes_a_quote() -> None:
    text = "“Open it.” Wait."
    assert closing(text, 0, text.index("”"), lambda _: False) is None


@given(st.text(alphabet="ab 1.,2(\n" + QUOTES + "’‘'", max_size=60), st.integers(0, 60), st.sets(st.integers(0, 60)))
def test_what_closes_a_quote_is_a_quote_behind_it_that_does_not_only_open(text: str, limit: int, starts: set[int]) -> None:
    opened = next((n for n, letter in enumerate(text) if letter in QUOTES), None)
    if opened is None:
        return
    found = closing(text, opened, min(limit, len(text)), starts.__contains__)
    if found is not None:
        assert opened < found.at < limit
        assert text[found.at] in CLOSING + '"'
