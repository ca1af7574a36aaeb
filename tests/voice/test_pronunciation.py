"""How things are said: what espeak misreads is put right, every word shown is found again, and any text can be spoken."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proctor.voice.pronunciation import LEXICON, RULES, Spoken, spoken
from tests.voice.phonemes import phonemes_of

PIECES = [
    *"I.V#1/23:–-_ aAEP'’\n$,()*",
    "MCAS",
    "504",
    "10:05",
    "Session ",
    "and/or",
    "781-338-3625",
    "→ ",
    "👍🏽",
    "ﬁ",
    " a.m.",
    "²",
]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join)

SAID = {
    "address": [
        ("see http://www.doe.mass.edu/mcas/.", "see www dot doe dot mass dot edu slash mcas."),
        ("www.doe.mass.edu/a_b", "www dot doe dot mass dot edu slash a underscore b"),
        ("to mcas-help@doe.mass.edu.", "to mcas dash help at doe dot mass dot edu."),
    ],
    "number sign": [("a #2 pencil", "a number 2 pencil"), ("# 2", "number 2"), ("№ 7", "number 7")],
    "abbreviation": [
        ("form No. 3", "form number 3"),
        ("see p. 17 and pp. 18–19", "see page 17 and pages 18 to 19"),
        ("Nos. 3 and 4, Fig. 2", "numbers 3 and 4, figure 2"),
    ],
    "reference": [
        ("step III.D.5", "step three D 5"),
        ("(I.A.7, I.J.1).", "(one eigh 7, one J 1)."),
        ("IV.D is", "four D is"),
    ],
    "Roman numeral": [
        ("Session II and Part I", "Session two and Part one"),
        ("Parts I and II, I to III", "Parts one and two, one to three"),
        ("Sections I–IV", "Sections one to four"),
        ("Appendix IX, Chapter X", "Appendix nine, Chapter ten"),
    ],
    "letter A": [
        ("(A) or “A”", "(eigh) or “eigh”"),
        ("for Form A and Form B", "for Form eigh and Form B"),
        ("A B C or A to D", "eigh B C or eigh to D"),
    ],
    "spelled word": [("write M-A-Y or J-A-N", "write M.A.Y or J.A.N"), ("E-L-A.", "E.L.A.")],
    "telephone": [
        ("call 781-338-3625", "call seven eight one, three three eight, three six two five"),
        ("call (800) 737-5103", "call eight oh oh, seven three seven, five one oh three"),
        ("call 1-800-737-5103", "call one, eight oh oh, seven three seven, five one oh three"),
        ("call 338-3625.", "call three three eight, three six two five."),
    ],
    "extension": [("ext. 101 or extension 12", "extension one oh one or extension one two")],
    "date": [("on 5/24/2006", "on May 24, 2006"), ("2006-05-23", "May 23, 2006"), ("7/1/1999", "July 1, nineteen ninety-nine")],
    "time": [
        ("at 10:05 or 9:00", "at ten oh five or nine o'clock"),
        ("at 9:00 a.m. or 10:05 PM", "at nine a.m. or ten oh five PM"),
        ("9:00am, 9:05pm", "nine a.m, nine oh five p.m"),
        ("10:00–11:00 a.m.", "ten to eleven a.m."),
        ("13:00, 00:05 a.m.", "thirteen hundred, zero oh five a.m."),
    ],
    "decade": [
        ("the 1990s and 2010s", "the nineteen nineties and twenty tens"),
        ("1900's, 2000s", "nineteen hundreds, two thousands"),
    ],
    "year": [("1999 and 1905", "nineteen ninety-nine and nineteen oh five"), ("since 1850", "since eighteen fifty")],
    "money": [
        ("$5, $1", "5 dollars, 1 dollar"),
        ("$1,250.50", "1,250 dollars and 50 cents"),
        ("$2.5 million", "$2.5 million"),
        ("$3 million", "3 million dollars"),
        ("$5–$10", "5 dollars to 10 dollars"),
    ],
    "decimal point": [("x = .5", "x = point 5")],
    "504": [
        ("a 504 plan, Section 504", "a five oh four plan, Section five oh four"),
        ("IEPs or 504s", "I.E.P's or five oh fours"),
    ],
    "fraction": [
        ("1/2 or 3/4", "one half or three quarters"),
        ("2 1/2 hours", "2 and one half hours"),
    ],
    "fraction sign": [("⅛ and 2⅝", "one eighth and 2 and five eighths")],
    "power": [("x² + 10³", "x squared + 10 cubed")],
    "month": [("Jan. 5, Sept 6", "January 5, September 6")],
    "weekday": [
        ("Mon.–Fri., Thurs. at 9", "Monday to Friday, Thursday at 9"),
        ("It is on Fri. Then go.", "It is on Friday. Then go."),
    ],
    "measure": [
        ("in 30 min. you", "in 30 minutes you"),
        ("in 1 hr. Then", "in 1 hour. Then"),
        ("5cm, 6 ft", "5 centimeters, 6 feet"),
    ],
    "range": [
        ("from 9:00–10:30", "from nine o'clock to 10:30"),
        ("from 9:15-10:30", "from 9:15 to 10:30"),
        ("1:00 p.m.–2:30 p.m.", "one p.m. to 2:30 p.m."),
        ("grades 3-8, W1–W5B", "grades 3 to 8, W1 to W5B"),
        ("2020–21, 1,000-1,500", "2020 to 21, 1,000 to 1,500"),
        ("3rd–5th, 10%–20%", "3rd to 5th, 10% to 20%"),
        ("July – August, K–12", "July to August, K to 12"),
    ],
    "blank": [("write ____ here", "write blank here"), ("x_______y", "x blank y"), ("_ _ _ _", "blank")],
    "leader": [
        ("Name ........ Date", "Name blank Date"),
        ("is . . . . . .", "is blank"),
        ("Part 1 ........ 12", "Part 1 ........ 12"),
    ],
    "bullet": [("* One\n  → Two\n☐ Three", "One\nTwo\nThree")],
    "picture": [("Good 👍🏽!", "Good  !"), ("1️⃣ a ❤️b", "1  a  b")],
    "ligature": [("the oﬃce ﬁle", "the office file")],
    "one or more": [("student(s), class(es)", "students, classes")],
    "either": [("he/she, parents/guardians", "he or she, parents or guardians"), ("s/he", "she or he")],
    "slash": [("and/or, Technology/Engineering", "and or, Technology Engineering"), ("IEP/504", "I.E.P five oh four")],
    "capitals": [("DO NOT OPEN IT", "DO NOT OPEN it")],
}


@pytest.mark.parametrize(("shown", "said"), [one for many in SAID.values() for one in many])
def test_what_is_told_by_its_form_is_said_so(shown: str, said: str) -> None:
    assert spoken(shown).text == said


def test_each_rule_has_its_table_and_is_the_one_that_changes_its_examples() -> None:
    assert [rule.name for rule in RULES] == list(SAID)
    for rule in RULES:
        assert [one for one in rule.examples if rule.name not in {change.why for change in spoken(one).changes}] == []
        assert any(change.why == rule.name for shown, _ in SAID[rule.name] for change in spoken(shown).changes)


@pytest.mark.parametrize(
    "text",
    [
        "A-U-G", "K-12", "504.5", "3-4-5", "504 pages", "the part I read", "No one", "e.g. this", "Is it I.", "x.y", "25%",
        "9:14 a.m.", "2:30", "May 23, 2006", "access", "ACCESS", "WIDA", "TOMS", "xMCAS", "ell", "ms.", "Wait...", "10:60",
        "24:5", "mi", "Part I'll", "A student", "In that case, A student", "Appendix B", "the year 2006", "1,999", "2000",
        "1500 students", "13/45/2006", "8-5", "5 - 3", "7-3=4", "I.D.", "and no. 3", "on 5/8", "24/7", "3:1", "0:05",
        "10:05:30", "• One", "- One", "1. One", "TV", "CDs", "the id", "XXX", "Ste. Anne", "5 in. 6", "½", "5 × 3", "yes",
        "naïve", "(b)", "10-minute", "2B", "first-come", "John 3:16", "10 am", "$", "p.m.", "x_y", "Sat. on", "the IT staff",
    ],
)  # fmt: skip
def test_what_is_said_rightly_already_is_left_alone(text: str) -> None:
    assert spoken(text).text == text


def test_a_word_of_the_list_is_said_so_wherever_it_stands_by_itself_and_nowhere_else() -> None:
    for word, said in LEXICON.items():
        assert spoken(f"Is the {word} here?").text == f"Is the {said} here?"
        assert spoken(f"“{word}”").text == f"“{said}”"
        assert not word.isalpha() or spoken(f"x{word}").changes == ()
        assert not word.isalpha() or spoken(f"{word}x").changes == ()


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("three IEPs, his IEP's and her IEP’s goals", "three I.E.P's, his I.E.P's and her I.E.P's goals"),
        ("MCAS's rules", "em-kass's rules"),
        ("ELs, an EL's test", "E-L's, an E-L's test"),
        ("IDs and an ID", "eye-dees and an ID"),
        ("Ste, STE and ste", "Ste, S.T.E and ste"),
        ("MCAS-Alt", "em-kass-Alt"),
    ],
)
def test_plurals_and_possessives_are_said_and_case_tells_words_apart(shown: str, said: str) -> None:
    assert spoken(shown).text == said


def test_a_packs_own_words_go_before_the_programs_and_before_rules_the_longest_first() -> None:
    own = {"MCAS": "the test", "10:05": "five past ten", "MCAS Alt": "the other test", "A-U-G": "all yew gee", "ELA": ""}
    said = spoken("MCAS, MCAS Alt and MCASS at 10:05, A-U-G, ELA.", own)
    assert said.text == "the test, the other test and MCASS at five past ten, all yew gee, ."
    assert {one.why for one in said.changes} == {"the pack"}


def test_a_packs_pronunciations_can_hold_anything() -> None:
    said = spoken("a.b [x] \\d é", {"": "never", " ": "never", "a.b": "dot\x00ted", "[x]": "ex\ud800", "\\d": "\\1", "é": "ee"})
    assert said.text == "dot ted ex  \\1 ee"


def test_every_change_says_what_is_said_otherwise_and_why() -> None:
    (one, two) = spoken("MCAS at 10:05").changes
    assert (one.shown, one.spoken, one.why) == ("MCAS", "em-kass", "word list")
    assert (two.shown, two.spoken, two.why) == ("10:05", "ten oh five", "time")


def word_at(said: Spoken, word: str) -> str:
    start = said.text.index(word)
    first, last = said.to_shown(start, start + len(word))
    return said.shown[first:last]


def test_a_spoken_word_is_found_in_what_is_shown() -> None:
    said = spoken("Your MCAS booklet, at 10:05 sharp, is #2 of student(s).")
    assert [word_at(said, one) for one in ("Your", "em-kass", "kass", "booklet", "oh", "sharp", "number", "2", "students")] == [
        "Your", "MCAS", "MCAS", "booklet", "10:05", "sharp", "#", "2", "student(s)",
    ]  # fmt: skip


def test_what_is_shown_is_found_in_what_is_spoken() -> None:
    said = spoken("The MCAS at 10:05. Begin.")
    assert said.text[said.from_shown(said.shown.index("Begin")) :] == "Begin."
    assert said.text[said.from_shown(5) :].startswith("em-kass")
    assert said.from_shown(len(said.shown)) == len(said.text)


@given(TEXTS)
@example("\x00\ud800😀\u202e")
@example("MCAS")
@example("* ")
def test_any_text_can_be_spoken_and_every_place_of_it_is_found_both_ways(text: str) -> None:
    said = spoken(text, {"a": "b\x00", "P": ""})
    said.text.encode()
    assert said.shown == text
    assert not any(one < " " and one not in "\t\n" for one in said.text)
    ranges = [said.to_shown(at, at + 1) for at in range(len(said.text))]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    places = [said.from_shown(at) for at in range(len(text) + 1)]
    assert places == sorted(places)
    assert all(0 <= at <= len(said.text) for at in places)


@given(TEXTS)
def test_the_pieces_cover_both_texts_without_a_gap_and_what_is_copied_is_the_same(text: str) -> None:
    said = spoken(text)
    assert "".join(text[one.shown_start : one.shown_end] for one in said.pieces) == text
    assert "".join(said.text[one.spoken_start : one.spoken_end] for one in said.pieces) == said.text
    assert all((one.shown_end, one.spoken_end) == (two.shown_start, two.spoken_start) for one, two in pairwise(said.pieces))
    for piece in said.pieces:
        if piece.copied:
            for at in range(piece.shown_end - piece.shown_start):
                assert said.text[piece.spoken_start + at] in (text[piece.shown_start + at], " ")
                assert said.to_shown(piece.spoken_start + at, piece.spoken_start + at + 1)[0] == piece.shown_start + at
                assert said.from_shown(piece.shown_start + at) == piece.spoken_start + at
    changed = [(one.shown_start, one.shown_end) for one in said.pieces if not one.copied]
    assert changed == [(one.shown_start, one.shown_end) for one in said.changes]


@given(st.lists(st.sampled_from(["open", "your", "booklet", "to", "page", "seven", "and", "wait"]), min_size=1).map(" ".join))
def test_plain_words_come_through_as_they_are(text: str) -> None:
    said = spoken(text)
    assert (said.text, said.changes) == (text, ())
    assert [said.to_shown(at, at + 1) for at in range(len(text))] == [(at, at + 1) for at in range(len(text))]


@pytest.mark.parametrize("sign", ["_", "1-", " ", "MCAS ", "http:/", "\x00"])
def test_a_text_of_a_hundred_thousand_characters_is_one_as_any_other(sign: str) -> None:
    text = sign * (100_000 // len(sign))
    said = spoken(text)
    assert said.to_shown(0, 1)[0] == 0
    assert said.to_shown(len(said.text) - 1, len(said.text))[1] == len(text)


# -- the engine's own ear -------------------------------------------------------------------------------------------


def test_each_word_and_each_example_changes_what_the_engine_says(golden: Callable[[str, str], None]) -> None:
    """The golden file has the engine's phonemes of what is shown and of what is said instead; of a word by itself and in a
    sentence, because espeak spells many in the one and not in the other."""
    words = {word: (word, f"Is the {word} here?") for word in LEXICON}
    shown = [*(one for both in words.values() for one in both), *(one for rule in RULES for one in rule.examples)]
    said = [spoken(one).text for one in shown]
    found = phonemes_of([*shown, *said])
    if found is None:
        pytest.skip("there is no espeak here; `pip install 'proctor[voice]'` brings one")
    version, heard = found
    before = dict(zip(shown, heard[: len(shown)], strict=True))
    after = dict(zip(shown, heard[len(shown) :], strict=True))
    assert [word for word, both in words.items() if all(before[one] == after[one] for one in both)] == []
    assert [one for rule in RULES for one in rule.examples if before[one] == after[one]] == []
    lines = [f"{one} [{before[one]}] -> {other} [{after[one]}]" for one, other in zip(shown, said, strict=True)]
    golden("pronunciations.txt", "\n".join([f"espeak-ng {version}", *lines, ""]))
