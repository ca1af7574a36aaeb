"""Words as they are compared: folded, without endings, in American spelling, whatever is typed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proctor.assistant import words as words_module
from proctor.assistant.words import (
    LONGEST,
    LONGEST_WORD,
    asking,
    begins_meaning,
    common,
    common_stems,
    fold,
    little,
    meanings,
    stem,
    words,
)

LISTS = Path(words_module.__file__).parent / "lists"
ANYTHING = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=200)
RIGHT_TO_LEFT = st.text(
    st.characters(min_codepoint=0x0590, max_codepoint=0x08FF)
    | st.sampled_from("\u200e\u200f\u202a\u202b\u202c\u202e\u2067\u2069 'a"),
    max_size=200,
)
LETTERS = st.from_regex(r"[a-z]{1,14}", fullmatch=True)


# -- folding ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Are CALCULATORS allowed?", "are calculators allowed?"),
        ("Café, naïve, JOSÉ", "cafe, naive, jose"),
        ("Jose\u0301", "jose"),
        ("ﬁrst ½ ①", "first 1⁄2 1"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_case_accents_and_forms_of_a_letter_make_no_difference(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(("typed", "found"), [("Nspire™", ["nspiretm"]), ("𝐂alculator", ["calculator"]), ("№ 2", ["no", "2"])])
def test_signs_that_stand_for_capitals_are_folded_too(typed: str, found: list[str]) -> None:
    assert words(typed) == found


@given(st.text(max_size=200))
def test_a_folded_text_has_no_accents(text: str) -> None:
    assert not [one for one in fold(text) if unicodedata.combining(one)]


@given(st.text(st.characters(max_codepoint=0x24F), max_size=200))
def test_latin_text_is_folded_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(fold(text)) == words(text)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=200))
def test_capitals_and_small_letters_have_the_same_words(text: str) -> None:
    assert words(text.upper()) == words(text.lower()) == words(text)


# -- words --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Don't use TI-84s!", ["dont", "use", "ti", "84s"]),
        ("don\u2019t", ["dont"]),
        ("'quoted' students' rock'n'roll", ["quoted", "students", "rocknroll"]),
        ("cell-phone/MP3_player", ["cell", "phone", "mp3", "player"]),
        ("(10:30 a.m.), p. 17; III.D.16", ["10", "30", "a", "m", "p", "17", "iii", "d", "16"]),
        ("  \t\n ", []),
        ("?!…—·", []),
        ("", []),
        ("🙂 ok 👍🏽", ["ok"]),
        ("_under_score_", ["under", "score"]),
        ("nul\0byte", ["nul", "byte"]),
    ],
)
def test_the_words_of_a_text(typed: str, found: list[str]) -> None:
    assert words(typed) == found


@settings(max_examples=300)
@given(ANYTHING)
def test_whatever_is_typed_has_words_and_each_can_be_compared(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not set(word) & set(" \t\n'\u2019_?!.,-")
        assert isinstance(stem(word), str)


@given(RIGHT_TO_LEFT)
def test_text_that_runs_from_right_to_left_has_words_like_any_other(text: str) -> None:
    assert all(0 < len(word) <= LONGEST_WORD for word in words(text))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("האם מותר מחשבון?", ["האם", "מותר", "מחשבון"]),
        ("هل الآلة الحاسبة مسموحة؟", ["هل", "الالة", "الحاسبة", "مسموحة"]),
        ("\u202ecalculators\u202c מותר", ["calculators", "מותר"]),
        ("שָׁלוֹם", ["שלום"]),
    ],
)
def test_the_words_of_a_text_from_right_to_left(typed: str, found: list[str]) -> None:
    assert words(typed) == found


@pytest.mark.parametrize("letter", ["a", "é", "ש", "ﷺ", "🙂", "'", " ", "\u0301", "a'", "a ", "\0", "İ", "\ud800"])
def test_a_hundred_thousand_characters_are_read_as_far_as_anyone_types(letter: str) -> None:
    found = words((letter * 100_000)[:100_000])
    assert all(0 < len(word) <= LONGEST_WORD for word in found)
    assert len(found) <= LONGEST * 18, "one sign can stand for as many letters"


def test_of_a_book_that_is_pasted_the_beginning_is_read() -> None:
    assert words("calculators allowed? " + "x" * 100_000)[:2] == ["calculators", "allowed"]
    assert "late" not in words("a " * LONGEST + "late")
    assert words("x" * 100_000) == ["x" * LONGEST_WORD]


# -- endings ------------------------------------------------------------------------------------------------------------

SAME = [
    ("calculators", "calculator"),
    ("ripped", "rip"),
    ("copies", "copy"),
    ("copied", "copy"),
    ("copying", "copy"),
    ("stopped", "stop"),
    ("stopping", "stop"),
    ("evacuating", "evacuate"),
    ("evacuated", "evacuate"),
    ("boxes", "box"),
    ("watches", "watch"),
    ("classes", "class"),
    ("buses", "buses"),
    ("phones", "phone"),
    ("accommodations", "accommodation"),
    ("pencils", "pencil"),
    ("dictionaries", "dictionary"),
    ("erasing", "erase"),
    ("erasers", "eraser"),
    ("collected", "collect"),
    ("collecting", "collects"),
    ("spelled", "spell"),
    ("missed", "misses"),
    ("carried", "carry"),
    ("tries", "tried"),
    ("written", "writing"),
    ("stolen", "steal"),
    ("children", "child"),
]
APART = [
    ("glasses", "glass"),
    ("missing", "miss"),
    ("building", "build"),
    ("does", "doe"),
    ("bus", "bu"),
    ("string", "str"),
    ("speed", "spe"),
    ("sing", "s"),
    ("news", "new"),
    ("ed", "e"),
    ("pass", "pas"),
    ("this", "thi"),
    ("status", "statu"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_a_word_that_only_looks_as_if_it_had_an_ending_keeps_it(one: str, other: str) -> None:
    assert stem(one) == one != other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("raised", "raise"),
        ("supervising", "supervise"),
        ("typed", "type"),
        ("timed", "time"),
        ("named", "name"),
        ("noted", "note"),
        ("cancelled", "cancel"),
        ("sizes", "size"),
        ("movies", "movie"),
    ],
)
def test_two_forms_of_a_word_that_e_ends_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


BRITISH = [
    ("colour", "color"),
    ("colours", "colors"),
    ("coloured", "color"),
    ("centre", "center"),
    ("grey", "gray"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("cheque", "check"),
    ("organiser", "organizer"),
    ("organise", "organize"),
    ("organises", "organizes"),
    ("authorise", "authorize"),
    ("recognise", "recognize"),
    ("catalogue", "catalog"),
    ("enrol", "enroll"),
    ("judgement", "judgment"),
    ("spelt", "spell"),
    ("maths", "mathematics"),
]


@pytest.mark.parametrize(("british", "american"), BRITISH)
def test_british_spelling_is_american_spelling(british: str, american: str) -> None:
    assert stem(british) == stem(american)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organised", "organized"),
        ("authorised", "authorized"),
        ("organising", "organizing"),
        ("labelled", "labeled"),
        ("travelling", "traveling"),
        ("behaviour", "behavior"),
        ("neighbouring", "neighboring"),
        ("licence", "license"),
        ("practise", "practice"),
        ("practising", "practice"),
        ("learnt", "learned"),
    ],
)
def test_british_spelling_is_american_spelling_in_these_words_too(british: str, american: str) -> None:
    assert stem(british) == stem(american)


@given(LETTERS)
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)


@given(LETTERS)
def test_a_word_always_has_the_same_stem(word: str) -> None:
    first = stem(word)
    stem.cache_clear()
    assert stem(word) == first


FORMS = [
    (form.strip(), word)
    for word, _, forms in (line.partition(": ") for line in (LISTS / "forms.txt").read_text(encoding="utf-8").splitlines())
    for form in forms.split(",")
    if forms and not word.startswith(("#", "-"))
]


@pytest.mark.parametrize(("form", "word"), FORMS)
def test_every_form_in_the_list_is_one_with_its_word(form: str, word: str) -> None:
    assert stem(form) == stem(word)


@pytest.mark.parametrize("word", ["7", "84s", "ti84", "10:30", "שלום", "a", "is", "go", "be", ""])
def test_numbers_and_short_words_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


# -- the lists ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("listed", [little, asking, common], ids=lambda one: one.__name__)
def test_a_list_holds_words_as_they_are_folded(listed: object) -> None:
    assert callable(listed)
    for word in listed():
        assert words(word) == [word]


def test_no_remark_and_no_mark_of_a_list_is_taken_for_a_word() -> None:
    assert "#" not in "".join(little() | asking() | common())
    assert not [run for run in meanings() if not run or "" in run]
    assert "the" in little()
    assert "calculator" not in little()


def test_what_means_the_same_goes_by_the_first_word_of_its_line() -> None:
    for said in ("cell phone", "Mobiles", "smartphone", "phone"):
        assert meanings()[tuple(map(stem, words(said)))] == "phone"
    assert meanings()[tuple(map(stem, words("scratch paper")))] == "scrap paper"
    assert all(begins_meaning()[run[0]] >= len(run) > 0 for run in meanings())


def test_everyday_words_are_known_by_their_stems() -> None:
    assert common_stems() == {stem(word) for word in common()}
