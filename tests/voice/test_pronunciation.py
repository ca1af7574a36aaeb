"""How things are said: what espeak misreads is put right, every word shown is found again, and any text can be spoken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proctor.voice.pronunciation import Spoken, spoken
from proctor.voice.pronunciation.lexicon import LEXICON
from tests.voice.phonemes import phonemes_of

PIECES = [*"I.V#1/23:–-_ aEP'\n", "MCAS", "504", "10:05", "Session "]
TEXTS = st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)

SAID = [
    ("call 781-338-3625", "call seven eight one, three three eight, three six two five"),
    ("call (800) 737-5103, ext. 101", "call eight oh oh, seven three seven, five one oh three, extension one oh one"),
    ("call 1-800-737-5103", "call one, eight oh oh, seven three seven, five one oh three"),
    ("at 10:05 or 9:00", "at ten oh five or nine o'clock"),
    ("at 9:00 a.m. or 10:05 PM", "at nine a.m. or ten oh five PM"),
    ("from 9:00–10:30", "from nine o'clock to 10:30"),
    ("from 9:15-10:30", "from 9:15 to 10:30"),
    ("write ____ here", "write blank here"),
    ("Name ........ Date", "Name blank Date"),
    ("a #2 pencil", "a number 2 pencil"),
    ("form No. 3", "form number 3"),
    ("see p. 17 and pp. 18–19", "see page 17 and pages 18 to 19"),
    ("a 504 plan", "a five oh four plan"),
    ("1/2 or 3/4", "one half or three quarters"),
    ("grades 3-8, W1–W5B", "grades 3 to 8, W1 to W5B"),
    ("step III.D.5", "step three D 5"),
    ("Session II and Part I", "Session two and Part one"),
    ("and/or", "and or"),
    ("his IEP’s goals", "his I.E.P’s goals"),
]


@pytest.mark.parametrize(("shown", "said"), SAID)
def test_what_is_told_by_its_form_is_said_so(shown: str, said: str) -> None:
    assert spoken(shown).text == said


@pytest.mark.parametrize(
    "text",
    [
        "A-U-G", "TI-84", "K-12", "504.5", "$504", "3-4-5", "5/23/2006", "the part I read", "No one", "e.g. this", "Is it I.",
        "x.y", "25%", "9:14 a.m.", "2:30", "May 23, 2006", "access", "ACCESS", "WIDA", "TOMS", "xMCAS", "ell", "ms.", "Wait...",
        "10:60", "24:5", "mi", "Part I'll",
    ],
)  # fmt: skip
def test_what_is_said_rightly_already_is_left_alone(text: str) -> None:
    assert spoken(text).text == text


def test_a_packs_own_words_go_before_the_programs_and_before_rules() -> None:
    own = {"MCAS": "the test", "10:05": "five past ten", "MCAS Alt": "the other test"}
    said = spoken("MCAS, MCAS Alt and MCASS at 10:05", own)
    assert said.text == "the test, the other test and MCASS at five past ten"
    assert {one.why for one in said.changes} == {"the pack"}


def test_every_change_says_what_is_said_otherwise_and_why() -> None:
    (one, two) = spoken("MCAS at 10:05").changes
    assert (one.shown, one.spoken, one.why) == ("MCAS", "em-kass", "word list")
    assert (two.shown, two.spoken, two.why) == ("10:05", "ten oh five", "time")


def word_at(said: Spoken, word: str) -> str:
    start = said.text.index(word)
    first, last = said.to_shown(start, start + len(word))
    return said.shown[first:last]


def test_a_spoken_word_is_found_in_what_is_shown() -> None:
    said = spoken("Your MCAS booklet, at 10:05 sharp, is #2.")
    assert [word_at(said, one) for one in ("Your", "em-kass", "kass", "booklet", "oh", "sharp", "number", "2")] == [
        "Your", "MCAS", "MCAS", "booklet", "10:05", "sharp", "#", "2"
    ]  # fmt: skip


def test_what_is_shown_is_found_in_what_is_spoken() -> None:
    said = spoken("The MCAS at 10:05. Begin.")
    assert said.text[said.from_shown(said.shown.index("Begin")) :] == "Begin."
    assert said.text[said.from_shown(5) :].startswith("em-kass")


@given(TEXTS)
@example("\x00\ud800😀\u202e")
@example("MCAS")
def test_any_text_can_be_spoken_and_every_place_of_it_is_found_both_ways(text: str) -> None:
    said = spoken(text, {"a": "b\x00", "P": ""})
    said.text.encode()
    assert "\x00" not in said.text
    ranges = [said.to_shown(at, at + 1) for at in range(len(said.text))]
    assert all(0 <= start <= end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    assert [said.from_shown(at) for at in range(len(text))] == sorted(said.from_shown(at) for at in range(len(text)))
    for at in range(len(text)):
        assert 0 <= said.from_shown(at) <= len(said.text)


@given(st.lists(st.sampled_from(["open", "your", "booklet", "to", "page", "seven", "and", "wait"]), min_size=1).map(" ".join))
def test_plain_words_come_through_as_they_are(text: str) -> None:
    said = spoken(text)
    assert (said.text, said.changes) == (text, ())
    assert [said.to_shown(at, at + 1) for at in range(len(text))] == [(at, at + 1) for at in range(len(text))]


@pytest.mark.parametrize("sign", ["_", ".", "/", "1", "-", ":", "I", " ", "#", "1:", "1/", "MCAS "])
def test_a_text_of_a_hundred_thousand_characters_is_one_as_any_other(sign: str) -> None:
    said = spoken(sign * (100_000 // len(sign)))
    assert said.to_shown(0, 1)[0] == 0


# -- the engine's own ear -------------------------------------------------------------------------------------------


def test_each_word_and_each_rule_changes_what_the_engine_says(golden: Callable[[str, str], None]) -> None:
    """The golden file has the engine's phonemes of what is shown and of what is said instead."""
    shown = [*LEXICON, *(text for text, _ in SAID)]
    said = [spoken(one).text for one in shown]
    heard = phonemes_of([*shown, *said])
    if heard is None:
        pytest.skip("there is no espeak here; `pip install 'proctor[voice]'` brings one")
    before, after = heard[: len(shown)], heard[len(shown) :]
    assert [one for one, was, now in zip(shown, before, after, strict=True) if was == now] == []
    lines = zip(shown, before, said, after, strict=True)
    golden("pronunciations.txt", "".join(f"{one} [{was}] -> {other} [{now}]\n" for one, was, other, now in lines))
