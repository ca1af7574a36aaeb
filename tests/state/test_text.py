"""Typed words made fit for a record, and spoken words taken apart without losing any."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.state.text import MAX_TEXT, TooLong, paragraphs, sentences, tidy

SURROGATES = st.text(st.characters(categories=["L", "Cs", "Cc", "Cf", "Zs", "P", "M"]), max_size=60)


def bare(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())


@given(SURROGATES)
def test_tidied_text_can_be_written_shows_on_one_line_and_stays_as_it_is(text: str) -> None:
    kept = tidy(text)
    kept.encode("utf-8")
    assert not [one for one in kept if unicodedata.category(one) in ("Cc", "Cs", "Co", "Zl", "Zp")]
    assert kept == " ".join(kept.split())
    assert tidy(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  fire\talarm \n in the hall ", "fire alarm in the hall"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("\u202eesrever\u202c", "esrever"),
        ("Jose\u0301", "José"),
        ("a\u2028b", "a b"),
        ("\udc80lost byte", "lost byte"),
        ("Ω ™ ﬁne", "Ω ™ ﬁne"),
        ("", ""),
    ],
)
def test_what_is_kept_of_typed_text(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_text_is_never_cut_short_in_silence() -> None:
    assert len(tidy("x" * MAX_TEXT)) == MAX_TEXT
    assert tidy("x " * MAX_TEXT, limit=2 * MAX_TEXT).count("x") == MAX_TEXT
    for text in ("x" * (MAX_TEXT + 1), " " * (5 * MAX_TEXT)):
        with pytest.raises(TooLong, match="2,000"):
            tidy(text)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_paragraphs_and_sentences_hold_every_character_but_white_space_in_order(text: str) -> None:
    assert bare("".join(paragraphs(text))) == bare(text)
    assert bare("".join(sentences(text))) == bare(text)


def test_paragraphs_are_parted_by_an_empty_line_and_folded() -> None:
    assert paragraphs("One\n  line.\n \n\nAnother.\n") == ("One line.", "Another.")
    assert paragraphs("\n \n") == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("It begins at 9 a.m. today.", ("It begins at 9 a.m. today.",)),
        ("Read 'Form.' Then write.", ("Read 'Form.'", "Then write.")),
        ('She said: "Stop." Go on.', ('She said: "Stop."', "Go on.")),
        ("A pause\n\nAnother one", ("A pause", "Another one")),
        ("Numbers 1. 2. are read.", ("Numbers 1.", "2. are read.")),
        ("", ()),
    ],
)
def test_sentences_are_counted_as_people_count_them(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts
