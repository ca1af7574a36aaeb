"""A manual that is written down comes back as it was meant; and whatever a file holds, each word that is read aloud is its own.

The second part reads texts without sense: every letter of a say block has its place in the source, nothing is said twice, what
makes a pack makes a whole one, and no text at all brings the importer down.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proctor.errors import ManualError
from proctor.manuals import looking
from proctor.manuals.against import against
from proctor.manuals.corrections import Correction, Corrections
from proctor.manuals.extract import extract
from proctor.manuals.importing import Import, NothingIsRead, made_of
from proctor.manuals.manual import Manual, Style
from proctor.manuals.page import review_page
from proctor.manuals.pieces import Piece
from proctor.manuals.reading import Reading, read
from proctor.manuals.wording import Words
from proctor.scripts.blocks import Say
from proctor.scripts.loading import load_pack
from tests.manuals.writer import ABOUT, Drawn, boxed, docx, flat, manuals, paper, plain_manual, wrapped

drawn_once = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], derandomize=True, database=None)
"""The same examples each time: the run by hand, with many and others, is the hunt."""


def pieces(reading: Reading) -> list[tuple[str, Piece]]:
    steps = [step for script in reading.groups.delivered for section in script.sections for step in section.steps]
    return [(step.ref, piece) for step in steps for piece in step.pieces]


def numbered(reading: Reading) -> list[str]:
    steps = [step for script in reading.groups.delivered for section in script.sections for step in section.steps]
    return [step.ref for step in steps if step.number is not None]


def looked_up(reading: Reading) -> dict[str, str]:
    found = [one.section for one in reading.groups.looked_up if one.section.ref != f"App.{ABOUT.label}"]
    return {one.ref: reading.source.said(one.body.start, one.body.end) for one in found}


def check_comes_back(manual: Manual, drawn: Drawn) -> None:
    found = made_of(manual, Corrections(), "drawn", "")
    reading = found.reading
    assert [(ref, piece.text) for ref, piece in pieces(reading) if piece.kind == "say"] == drawn.says
    assert numbered(reading) == [ref for ref, _ in drawn.steps()]
    assert looked_up(reading) == drawn.looked_up
    assert reading.coverage == 1.0
    done = [(ref, piece.kind, piece.text) for ref, piece in pieces(reading)]
    assert [(ref, one.kind, one.text) for ref, one in drawn.lines if one.kind and (ref, one.kind, one.text) not in done] == []
    with TemporaryDirectory() as folder:
        found.write(Path(folder) / "pack")
        pack = load_pack(Path(folder) / "pack")
    said = [
        (step.ref, block.text)
        for one in pack.scripts
        for _, step in one.steps()
        for block in step.blocks
        if block.kind == "say"
    ]
    assert said == drawn.says
    assert {one.ref: one.text for one in pack.sections.sections if one.ref in drawn.looked_up} == drawn.looked_up


@settings(drawn_once, max_examples=30)
@given(manuals())
def test_a_drawn_manual_in_wrapped_paragraphs_comes_back(drawn: Drawn) -> None:
    check_comes_back(plain_manual(wrapped(drawn)), drawn)


@settings(drawn_once, max_examples=30)
@given(manuals())
def test_a_drawn_manual_in_one_flat_line_comes_back(drawn: Drawn) -> None:
    manual = plain_manual(flat(drawn))
    assert manual.flat
    check_comes_back(manual, drawn)


@settings(drawn_once, max_examples=30)
@given(manuals(), st.sampled_from((Style.BOXED, Style.SHADED, Style.BOLD)))
def test_a_drawn_manual_whose_speech_is_set_apart_and_has_no_quotes_comes_back(drawn: Drawn, style: Style) -> None:
    check_comes_back(boxed(drawn, style), drawn)


@settings(drawn_once, max_examples=8)
@given(manuals())
def test_a_drawn_manual_in_word_comes_back(drawn: Drawn) -> None:
    pytest.importorskip("docx")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.docx"
        path.write_bytes(docx(drawn))
        check_comes_back(extract(path), drawn)


# -- texts without sense --------------------------------------------------------------------------------------------

BITS = """
Say: |say: |, say: "|Then say: “|say to the students: “|Tell students: "|Read aloud:|READ ALOUD|SAY|Read aloud to students|DO:|
DO NOT READ ALOUD|[SUBJECT]|[insert one: Math or Reading]|(insert date)|(Pause.)|[Pause]|(Hold up the booklet.)|____|……|1.|2.|
3.|4.|1)|2)|a.|Step 1 of 12|Step 2 of 12|STEP 3.|A.|B.|C.|Part I|PART II|Part 3|Appendix A|Section 2|1.1|1.2|Table of Contents|
Contents|Materials|Administering Session 1|Session 2|Practice Test|Script to be read aloud|After Testing|Before Testing|
Questionnaire|Turn to page 2.|At the top|skip to step 9.|
If all students have labels, skip to step 4. Otherwise, continue with step 3.|
If students will use labels,|For MATH only,|Once this is done,|When half the time is over,|10 minutes remaining|
At the end of the session,|After 30 minutes,|You will have SIXTY minutes.|The session is scheduled to be 45 minutes.|untimed|
Pause.|Wait until all are done.|Check that|Collect the booklets.|Distribute|students may|you may begin.|Begin.|Start the clock.|
Note:|NOTE: See|Please|raise your hand|Do not open|Open your booklet to page 4.|word|multiple- choice|ad- minister|administer|
word1|1 See the note|* |1.25"|1.0" x 2"|"VOID"|The sign says "Do Not Disturb".|March 3, 2026|Phone: 800-555-1234|a@b.org|
Schedule|½|²|٣|İ|ß|日本|🙂|..... 7| 3|Mr. Smith|e.g. this|bold text is read aloud to students|
Everything in boxes is read aloud to students.|You will have 60 minutes.|99.e1|yes|null|~|- |#|: |{|&a|
""".replace("\n", "").split("|")
MARKS = [*"\"“”„«»'’‘()[].,?!:;…", " ", "  ", " ", " ", "\n", "\n\n", "\n\n", "\f", "\t", "\u00a0", "\u2028"]
NONSENSE = st.lists(st.sampled_from(BITS) | st.sampled_from(MARKS), max_size=60)
STYLES = st.sampled_from([Style.PLAIN] * 3 + [Style.BOXED, Style.BOLD, Style.SHADED, Style.RAISED, Style.BOLD | Style.BOXED])
VERDICTS = st.sampled_from(("speech", "not_speech", "step", "merge"))


def joined(parts: list[str]) -> str:
    return " ".join(parts).replace(" \n", "\n")


@st.composite
def papers(draw: st.DrawFn) -> Manual:
    """Paragraphs without sense, some of them headings, in boxes, or repeated by pages."""
    found = [" ".join(part.split()) for part in joined(draw(NONSENSE)).split("\n\n")]
    words = [part for part in found if part]
    styled = [(part, draw(STYLES)) for part in words]
    places = st.integers(0, max(0, len(words) - 1))
    furniture = draw(st.sets(places, max_size=2)) if len(words) > 2 else set()
    return paper(*styled, furniture=sorted(furniture), levels=draw(st.dictionaries(places, st.integers(1, 3), max_size=3)))


def check_words(source: str, inner: tuple[int, int], words: Words) -> None:
    """The slice of the source, the listed mends carried out, the white space folded: nothing else."""
    redone, at = "", inner[0]
    for mend in words.mends:
        assert at <= mend.start < mend.end <= inner[1]
        assert source[mend.start : mend.end] == mend.was
        redone += source[at : mend.start] + mend.now
        at = mend.end
    assert " ".join((redone + source[at : inner[1]]).split()) == words.text
    assert any(letter.isalnum() for letter in words.text)


def check_reading(manual: Manual, corrections: Corrections) -> Reading:
    reading = read(manual, corrections)
    text = reading.source.text
    assert len(text) == len(manual.text)
    assert 0 <= reading.coverage <= 1
    found = sorted((piece for _, piece in pieces(reading)), key=lambda one: one.start)
    for one in found:
        assert 0 <= one.start <= one.inner.start < one.inner.end <= one.end <= len(text)
        check_words(text, (one.inner.start, one.inner.end), one.words)
    for one, after in itertools.pairwise(found):
        assert one.end <= after.start
    plain = [place for place in reading.places if place.kind in ("section", "contents")]
    assert not [(one, place) for one in found for place in plain if one.start < place.end and place.start < one.end]
    for script in reading.groups.delivered:
        refs = [step.ref for section in script.sections for step in section.steps]
        assert len(set(refs)) == len(refs)
    for span in (*reading.places, *reading.unplaced, *reading.questions):
        assert 0 <= span.start <= span.end <= len(text)
    for span in reading.unplaced:
        assert not any(letter.isalnum() for letter in reading.source.said(span.start, span.end))
    return reading


def check_pack(found: Import, folder: Path) -> None:
    """What was made is a whole pack that says just this, and can be shown in every way."""
    found.write(folder)
    pack = load_pack(folder)
    blocks = {(one.id, name): block for one in pack.scripts for _, step in one.steps() for name, block in step.numbered()}
    said = {place: block.text for place, block in blocks.items() if isinstance(block, Say)}
    assert said == {(one.script, one.block): one.piece.text for one in found.compiled.said}
    assert list(said.values()) == [piece.text for _, piece in pieces(found.reading) if piece.kind == "say"]
    assert [one["text"] for one in found.values()["say"]] == list(said.values())
    review_page(found)
    for lines in (looking.outline(found.reading), looking.steps(found.reading), looking.text(found.manual)):
        assert all(isinstance(line, str) for line in lines)


def corrections_of(reading: Reading, drawn: list[tuple[str, int, int]]) -> Corrections:
    """Corrections of words that stand in the text, from one sentence to a later one."""
    source = reading.source
    sentences = list(source.sentences(0, len(source.text)))
    found = []
    for verdict, first, more in drawn if sentences else ():
        start = sentences[first % len(sentences)].start
        end = sentences[min(first % len(sentences) + more, len(sentences) - 1)].end
        found.append(Correction.model_validate({"verdict": verdict, "text": source.said(start, end)}))
    return Corrections(corrections=tuple(found))


def check_whatever_it_is(manual: Manual, drawn: list[tuple[str, int, int]], data: bytes | None = None) -> None:
    reading = check_reading(manual, Corrections())
    for corrections in (Corrections(), *([corrections_of(reading, drawn)] if drawn else [])):
        check_reading(manual, corrections)
        with TemporaryDirectory() as folder:
            try:
                found = made_of(manual, corrections, "nonsense", "")
                check_pack(found, Path(folder) / "pack")
            except NothingIsRead:
                continue
            if data is not None:
                path = Path(folder) / manual.name
                path.write_bytes(data)
                verdict = against(Path(folder) / "pack", path)
                assert (verdict.holds, verdict.same_file, verdict.same_text, verdict.others_wrong) == (True, True, True, ())


CORRECTED = st.lists(st.tuples(VERDICTS, st.integers(0, 200), st.integers(0, 2)), max_size=3)


@settings(drawn_once, max_examples=100)
@given(NONSENSE, CORRECTED)
def test_whatever_a_text_file_holds_what_is_read_aloud_stands_in_it_word_for_word(
    parts: list[str], drawn: list[tuple[str, int, int]]
) -> None:
    text = joined(parts)
    try:
        manual = plain_manual(text)
    except ManualError:
        return
    check_whatever_it_is(manual, drawn, text.encode())


@settings(drawn_once, max_examples=100)
@given(papers(), CORRECTED)
def test_whatever_paragraphs_a_file_has_what_is_read_aloud_stands_in_them_word_for_word(
    manual: Manual, drawn: list[tuple[str, int, int]]
) -> None:
    check_whatever_it_is(manual, drawn)


@settings(drawn_once, max_examples=60)
@given(st.text(max_size=300))
def test_no_text_brings_the_importer_down(text: str) -> None:
    try:
        manual = plain_manual(text.encode("utf-8", "replace").decode())
    except ManualError:
        return
    check_whatever_it_is(manual, [])
