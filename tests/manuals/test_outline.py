"""A manual's parts, sections and appendices; the list of contents is not the text."""

from __future__ import annotations

import pytest

from proctor.manuals.manual import Manual
from proctor.manuals.outline import Outline, outline
from proctor.manuals.titles import looks_like_title
from proctor.manuals.wording import Source
from tests.manuals.writer import ABOUT, paper, plain_manual

LONG = " ".join(ABOUT.text * 2)
"""Makes one line as long as flat texts are."""


def sections(manual: Manual) -> list[tuple[str, str]]:
    """Ref and title of each."""
    return [(one.ref, one.title) for one in outlined(manual).sections]


def written(*paragraphs: str) -> Manual:
    """A text file of these paragraphs."""
    return plain_manual("\n\n".join(paragraphs))


def outlined(manual: Manual) -> Outline:
    return outline(Source(manual))


def bodies(manual: Manual) -> dict[str, str]:
    source = Source(manual)
    return {one.ref: source.said(one.body.start, one.body.end) for one in outline(source).sections}


# -- in paragraphs ----------------------------------------------------------------------------------------------------


def test_parts_with_lettered_sections_and_appendices() -> None:
    manual = written(
        "Guide", "Part I General Rules", "A. Security", "Keep it locked.", "B. Time", "One hour.", "PART II: The Test",
        "A. Before", "Open the door.", "Appendix A Signs", "Hang them up.", "Appendix B - Forms", "Fill them in.",
    )  # fmt: skip
    assert sections(manual) == [
        ("I", "General Rules"),
        ("I.A", "Security"),
        ("I.B", "Time"),
        ("II", "The Test"),
        ("II.A", "Before"),
        ("App.A", "Signs"),
        ("App.B", "Forms"),
    ]
    assert bodies(manual) == {
        "I": "",
        "I.A": "Keep it locked.",
        "I.B": "One hour.",
        "II": "",
        "II.A": "Open the door.",
        "App.A": "Hang them up.",
        "App.B": "Fill them in.",
    }


@pytest.mark.parametrize(
    ("headings", "refs"),
    [
        (("1.1 Security", "1.2 Time", "2.1 The Test"), ["1.1", "1.2", "2.1"]),
        (("Section 1 Security", "Section 2 Time", "Section 3 The Test"), ["1", "2", "3"]),
        (("Chapter 1: Security", "Chapter 2: Time", "Chapter 3: The Test"), ["1", "2", "3"]),
        (("A. Security", "B. Time", "C. The Test"), ["A", "B", "C"]),
        (("Part 1 Security", "Part 2 Time", "Part 3 The Test"), ["1", "2", "3"]),
        (("PART I", "PART II", "PART III"), ["I", "II", "III"]),
        (("Security", "Time Limits", "The Test"), ["Security", "Time-Limits", "The-Test"]),
    ],
)
def test_each_way_of_labelling_sections(headings: tuple[str, ...], refs: list[str]) -> None:
    text = "\n\n".join(f"{one}\n\nKeep all of it in its place until then." for one in headings)
    assert [ref for ref, _ in sections(plain_manual(f"A Guide for the Spring Test\n\nRead all of it.\n\n{text}"))] == refs


def test_a_label_on_a_line_of_its_own_has_its_title_on_the_next() -> None:
    text = "Part I\n\nGeneral Rules\n\nKeep it locked.\n\nPart II\n\nThe Test\n\nOpen the door."
    assert sections(plain_manual(text)) == [("I", "General Rules"), ("II", "The Test")]


def test_headings_of_a_file_that_calls_them_so_need_no_label() -> None:
    manual = paper(
        "The spring test of reading, a guide", "Bring these", "All pencils.", "On the day", "Open the door.",
        levels={0: 1, 1: 2, 3: 2},
    )  # fmt: skip
    assert sections(manual) == [("Bring-these", "Bring these"), ("On-the-day", "On the day")]


def test_a_heading_that_is_followed_at_once_by_another_stands_above_it() -> None:
    manual = written(
        "Guide", "Read all of it.", "First Day", "In the Morning", "Open it.", "At Noon", "Close it.", "Second Day", "At Night",
        "Wait.",
    )  # fmt: skip
    assert [(one.ref, one.parent) for one in outlined(manual).sections] == [
        ("First-Day", ""),
        ("In-the-Morning", "First-Day"),
        ("At-Noon", "First-Day"),
        ("Second-Day", ""),
        ("At-Night", "Second-Day"),
    ]


def test_two_sections_of_one_title_have_refs_of_their_own() -> None:
    manual = paper("Guide", "Read.", "Materials", "One.", "Materials", "Two.", "Materials", "Three.", levels={2: 2, 4: 2, 6: 2})
    assert [ref for ref, _ in sections(manual)] == ["Materials", "Materials-2", "Materials-3"]


def test_a_ref_is_never_longer_than_a_pack_takes() -> None:
    title = "Responsibilities of Coordinators Throughout"
    manual = paper("Guide", title, title, "One.", title, title, "Two.", levels={1: 1, 2: 2, 4: 1, 5: 2})
    refs = [ref for ref, _ in sections(manual)]
    assert len(set(refs)) == len(refs) >= 3
    assert max(map(len, refs)) <= 34


def test_a_manual_without_headings_is_one_section_without_a_ref() -> None:
    (one,) = outlined(plain_manual("Keep it locked.\n\n1. Open the door.\n\n2. Close it.")).sections
    assert (one.ref, one.kind) == ("", "plain")


def test_a_section_ends_where_the_next_begins_and_knows_its_page() -> None:
    manual = plain_manual("Part I Rules\n\nKeep it.\n\f\nPart II The Test\n\nOpen it.")
    first, second = outlined(manual).sections
    assert (first.end, second.end) == (second.start, len(manual.text))
    assert (first.page, second.page) == (1, 2)


@pytest.mark.parametrize(
    "text",
    ["Before the Test", "Security", "What to Bring", "Administering Session 1", "Time Limits and Breaks", "End of the Day"],
)
def test_what_looks_like_a_title(text: str) -> None:
    assert looks_like_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Open it.",
        "Say:",
        "READ ALOUD",
        "SAY",
        "Do not read aloud",
        "(Pause.)",
        "Open the booklet now",
        "12",
        "Page 3",
        "Step 2",
        "Are You Ready?",
        "The “Word”",
        "* Pencils",
        "Name: ____",
        "a list",
    ],
)
def test_what_does_not_look_like_one(text: str) -> None:
    assert not looks_like_title(text)


# -- the list of contents ---------------------------------------------------------------------------------------------


def test_the_list_of_contents_is_not_the_text_and_gives_the_pages() -> None:
    listed = "Part I Rules ........ 3\n  A. Security ........ 3\n  B. Time ........ 4\nPart II The Test ........ 7"
    manual = written(
        "Guide", "Table of Contents", listed, "Part I Rules", "A. Security", "Keep it.", "B. Time", "One hour.",
        "Part II The Test", "Open it.",
    )  # fmt: skip
    found = outlined(manual)
    assert [(one.ref, one.page) for one in found.sections] == [("I", 3), ("I.A", 3), ("I.B", 4), ("II", 7)]
    assert found.contents is not None
    assert manual.text[found.contents.start : found.contents.end].startswith("Table of Contents")
    assert manual.text[found.contents.start : found.contents.end].endswith("7")
    assert found.sections[0].start >= found.contents.end


@pytest.mark.parametrize("head", ["Contents", "CONTENTS", "In This Guide", "What’s Inside"])
def test_a_list_of_contents_by_another_name(head: str) -> None:
    manual = plain_manual(f"Guide\n\n{head}\n\nSecurity 3\n\nTime Limits 4\n\nSecurity\n\nKeep it.\n\nTime Limits\n\nOne hour.")
    assert sections(manual) == [("Security", "Security"), ("Time-Limits", "Time Limits")]
    assert [one.page for one in outlined(manual).sections] == [3, 4]


def test_a_list_without_a_heading_is_one_where_what_it_lists_stands_again() -> None:
    manual = written(
        "A Guide for All", "Security", "Time Limits", "The Test", "Security", "Keep it.", "Time Limits", "One hour.",
        "The Test", "Open it.",
    )  # fmt: skip
    found = outlined(manual)
    assert [one.title for one in found.sections] == ["Security", "Time Limits", "The Test"]
    assert bodies(manual)["Security"] == "Keep it."


def test_directions_that_another_session_repeats_are_no_list_of_contents() -> None:
    said = "1. Say: “Open it.”\n\nAre there any questions?\n\n2. Say: “You may begin.”\n\n3. Collect the booklets.\n\n"
    manual = plain_manual(f"A. Session One\n\n{said}B. Session Two\n\n{said}")
    assert outlined(manual).contents is None
    assert sections(manual) == [("A", "Session One"), ("B", "Session Two")]


def test_items_that_end_in_numbers_are_no_list_of_contents() -> None:
    manual = plain_manual(
        "Bring these things to the room.\n\n* Form 1\n\n* Form 2\n\n* Form 3\n\nCount them before you go there."
    )
    assert outlined(manual).contents is None


# -- in one line --------------------------------------------------------------------------------------------------------

LISTED = "Table of Contents Part I Rules 3 A. Security 3 B. Time 4 Part II The Test 7 Appendix A Signs 9"


@pytest.mark.parametrize(
    "text",
    [
        "Part I Rules A. Security Keep it. B. Time One hour. Part II The Test Open it. Appendix A Signs Hang them.",
        "Part I: Rules A. Security Keep it. B. Time One hour. Part II: The Test Open it. Appendix A: Signs Hang them.",
        "Part I. Rules A. Security Keep it. B. Time One hour. Part II. The Test Open it. Appendix A. Signs Hang them.",
        "Rules Part I A. Security Keep it. B. Time One hour. The Test Part II Open it. Signs Appendix A Hang them.",
    ],
)
def test_in_one_line_the_list_of_contents_tells_where_a_section_begins(text: str) -> None:
    manual = plain_manual(f"Guide {LISTED} {text} {LONG}")
    assert manual.flat
    assert sections(manual) == [("I", "Rules"), ("I.A", "Security"), ("I.B", "Time"), ("II", "The Test"), ("App.A", "Signs")]
    found = bodies(manual)
    assert {ref: found[ref] for ref in ("I", "I.A", "I.B", "II")} == {
        "I": "",
        "I.A": "Keep it.",
        "I.B": "One hour.",
        "II": "Open it.",
    }
    assert [one.page for one in outlined(manual).sections] == [3, 3, 4, 7, 9]


def test_in_one_line_a_section_that_stands_nowhere_is_left_out() -> None:
    text = "Part I Rules A. Security Keep it. Part II The Test Open it. Appendix A Signs Hang them."
    assert [ref for ref, _ in sections(plain_manual(f"Guide {LISTED} {text} {LONG}"))] == ["I", "I.A", "II", "App.A"]


def test_one_line_without_a_list_is_one_section() -> None:
    assert [ref for ref, _ in sections(plain_manual(f"Guide A. Security Keep it. {LONG}"))] == [""]
