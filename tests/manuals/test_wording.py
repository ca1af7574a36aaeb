"""From a span of the source to the words of a pack: what is mended, what is left, and where a sentence ends."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.manuals.manual import Manual, Paragraph, Span, Style, Styled
from proctor.manuals.wording import Mend, Source, mended
from tests.manuals.writer import paper, plain_manual


def said(text: str, *others: str) -> str:
    """The first paragraph of a text file's manual, which has these others too."""
    source = Source(paper(text, *others))
    return source.said(0, len(text))


@pytest.mark.parametrize(
    ("text", "others", "words"),
    [
        ("Answer the multiple- choice questions.", (), "Answer the multiple-choice questions."),
        ("Answer the multiple-\n  choice questions.", (), "Answer the multiple-choice questions."),
        ("Ask who will ad- minister it.", ("You administer it.",), "Ask who will administer it."),
        ("Ask who will ad- minister it.", ("An ad-minister and an administer.",), "Ask who will ad-minister it."),
        ("Both long- and short-answer questions.", (), "Both long- and short-answer questions."),
        ("Answer Yes- No questions.", (), "Answer Yes- No questions."),
        ("Answer Yes- No questions.", ("A yes-no question.",), "Answer Yes-No questions."),
        ("Rows 4- 6 are free.", (), "Rows 4- 6 are free."),
        ("Stop - and look.", (), "Stop - and look."),
        ("Open   it.\tThen\u00a0wait.", (), "Open it. Then wait."),
    ],
)
def test_a_word_that_a_lines_end_broke_is_mended_and_nothing_else_is(text: str, others: tuple[str, ...], words: str) -> None:
    assert said(text, *others) == words


def test_every_mend_says_what_stood_there_and_what_is_read_instead() -> None:
    source = Source(paper("Answer the multiple- choice questions."))
    assert source.words(0, 38).mends == (Mend(19, 21, "- ", "-"),)


@pytest.mark.parametrize(
    ("text", "others", "words"),
    [
        ("Use the booklets1 only.", ("1 See page 3.",), "Use the booklets only."),
        ("Use the booklets.1 Then stop.", ("1 See page 3.",), "Use the booklets. Then stop."),
        ("Use the booklets1 only.", (), "Use the booklets1 only."),
        ("Use the booklets1 only.", ("1. See page 3.",), "Use the booklets1 only."),
        ("Use the form B12 only.", ("12 See page 3.",), "Use the form B12 only."),
        ("Use grade10 only.", ("1 See page 3.",), "Use grade10 only."),
        ("Use the booklets* only.", ("* See page 3.",), "Use the booklets* only."),
    ],
)
def test_in_plain_text_a_figure_glued_to_a_word_is_a_footnotes_mark_where_it_has_its_note(
    text: str, others: tuple[str, ...], words: str
) -> None:
    source = Source(plain_manual("\n\n".join((text, *others))))
    assert source.said(0, len(text)) == words


@pytest.mark.parametrize("mark", ["1", "12", "*", "†"])
def test_where_the_type_shows_it_a_raised_figure_is_a_footnotes_mark_and_no_other_is(mark: str) -> None:
    text = f"Use the booklets{mark} only."
    raised = (Styled(16, 16 + len(mark), Style.RAISED),)
    for styles, words in ((raised, "Use the booklets only."), ((), text)):
        manual = Manual("a.docx", "", "docx", f"{text}\n\n1 See.", (Paragraph(0, len(text)),), styles=styles, styled=True)
        assert Source(manual).said(0, len(text)) == words


def test_quotes_that_are_opened_anew_are_left_out_of_quoted_speech_and_stay_in_all_else() -> None:
    source = Source(paper("Say: “One.", "“Two.", "“Three.” Wait."))
    end = source.text.index("”")
    assert source.words(6, end, quoted=True).text == "One. Two. Three."
    assert source.words(0, end + 1).text == "Say: “One. “Two. “Three.”"


def test_what_pages_repeat_is_no_word_of_the_text_and_moves_no_offset() -> None:
    manual = paper("Open the", "Guide for 2026", "booklet.", furniture=[1])
    source = Source(manual)
    assert len(source.text) == len(manual.text)
    assert source.said(0, len(source.text)) == "Open the booklet."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Open it. Then wait.", ["Open it.", "Then wait."]),
        ('Write "No." Then wait.', ['Write "No."', "Then wait."]),
        ("Ask Mr. Smith or Ms. Jones. Then wait.", ["Ask Mr. Smith or Ms. Jones.", "Then wait."]),
        ("Bring paper, e.g. Lined paper. Wait.", ["Bring paper, e.g. Lined paper.", "Wait."]),
        ("See p. 4 and No. 5 there. Wait.", ["See p. 4 and No. 5 there.", "Wait."]),
        ("Begin at 9 a.m. Sharp pencils are needed.", ["Begin at 9 a.m. Sharp pencils are needed."]),
        ("Turn to page 2. At the top is a line.", ["Turn to page 2.", "At the top is a line."]),
        ("It is 1.25 in wide. Wait.", ["It is 1.25 in wide.", "Wait."]),
        ("Are you ready? Yes! Go on.", ["Are you ready?", "Yes!", "Go on."]),
        ("Do this: Open it. Wait.", ["Do this: Open it.", "Wait."]),
        ("Open it (now). and wait.", ["Open it (now). and wait."]),
        ("You need * pencils * paper", ["You need", "* pencils", "* paper"]),
        ('Say "Go."2. Then wait.', ['Say "Go."', "2.", "Then wait."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    source = Source(paper(text))
    assert [source.text[one.start : one.end] for one in source.sentences(0, len(text))] == sentences


def test_a_paragraph_ends_a_sentence() -> None:
    source = Source(paper("Open it", "Then wait."))
    assert [source.text[one.start : one.end] for one in source.sentences(0, len(source.text))] == ["Open it", "Then wait."]


PARTS = 'multiple- choice and ad- minister administer booklets1 “ " ” 1 . Mr. It \n\n \u00a0'
WORDS = st.sampled_from(PARTS.split(" "))


def drawn_source(words: list[str]) -> Source:
    found = [part for part in " ".join(words).split("\n\n") if part.strip()]
    return Source(paper(*found))


@given(st.lists(WORDS, max_size=40), st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_words_are_the_sources_own_with_its_mends_carried_out_and_white_space_folded(
    drawn: list[str], start: int, end: int, quoted: bool
) -> None:
    source = drawn_source(drawn)
    start, end = sorted((min(start, len(source.text)), min(end, len(source.text))))
    words = source.words(start, end, quoted=quoted)
    redone, at = "", start
    for mend in words.mends:
        assert at <= mend.start < mend.end <= end
        assert source.text[mend.start : mend.end] == mend.was
        assert (mend.was.rstrip(), mend.now) in {("-", ""), ("-", "-"), ("1", ""), ("*", ""), ("“", ""), ('"', "")}
        redone += source.text[at : mend.start] + mend.now
        at = mend.end
    assert " ".join((redone + source.text[at:end]).split()) == words.text == mended(source.text[start:end], start, words.mends)


@given(st.lists(WORDS, max_size=40))
def test_sentences_hold_every_letter_of_a_span_once_and_in_order(drawn: list[str]) -> None:
    source = drawn_source(drawn)
    spans = [Span(0, 0), *source.sentences(0, len(source.text)), Span(len(source.text), len(source.text))]
    for one, after in itertools.pairwise(spans):
        assert one.end <= after.start
        assert not source.text[one.end : after.start].strip()
