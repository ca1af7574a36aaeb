"""Text files: which lines belong together when nothing but the words and the width can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.manuals.extract import extract
from proctor.manuals.manual import Manual


def taken(tmp_path: Path, text: str | bytes) -> Manual:
    path = tmp_path / "manual.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return extract(path)


def paragraphs(tmp_path: Path, text: str | bytes) -> list[str]:
    manual = taken(tmp_path, text)
    return [manual.text[one.start : one.end] for one in manual.paragraphs]


def test_lines_that_a_margin_broke_are_joined_and_others_are_not(tmp_path: Path) -> None:
    assert paragraphs(
        tmp_path,
        """\
READ ALOUD TO STUDENTS
Today you will take the writing check. Please listen while I read the directions
to you. You may ask questions when I am done.
1. Hand out the booklets, one for each student, and turn your own copy to page
2. At the top there is a line for the name.
2. Say the words in the box. Then skip to step
4. Otherwise continue.
3) Wait.
Part II
Section 3 Materials
A. Booklets
- pencils
• erasers
Step 4 of 12
Say:
Open your booklet.
Close it.
""",
    ) == [
        "READ ALOUD TO STUDENTS",
        "Today you will take the writing check. Please listen while I read the directions to you. "
        "You may ask questions when I am done.",
        "1. Hand out the booklets, one for each student, and turn your own copy to page "
        "2. At the top there is a line for the name.",
        "2. Say the words in the box. Then skip to step 4. Otherwise continue.",
        "3) Wait.",
        "Part II",
        "Section 3 Materials",
        "A. Booklets",
        "* pencils",
        "* erasers",
        "Step 4 of 12",
        "Say:",
        "Open your booklet.",
        "Close it.",
    ]


def test_a_number_at_a_lines_begin_that_counts_on_by_chance_begins_no_step(tmp_path: Path) -> None:
    step = (
        "4. Hand out the calculators, and show the group how one is turned on. Press\n"
        "5. If you do not see it in the window, take another one from the box that\n"
        "stands on your desk.\n"
        "5. Collect the calculators.\n"
    )
    assert paragraphs(tmp_path, step) == [" ".join(step.split("\n")[:3]), "5. Collect the calculators."]


def test_a_file_whose_lines_are_whole_paragraphs_keeps_them(tmp_path: Path) -> None:
    lines = [
        "Introduction",
        "This whole paragraph stands on one line, as it does in files that a word processor saves, and no margin broke it.",
        "1. Hand out the booklets.",
        "2. Say: “Open it.”",
        "pencils",
        "erasers",
        "A second one of that kind is longer still, for it goes on about how the room is set up before students come in, "
        "which is of no great interest here but makes for a long line, longer than any page is wide or any margin would be.",
    ]
    assert paragraphs(tmp_path, "\n".join(lines)) == lines


def test_one_line_of_60000_characters_is_one_paragraph(tmp_path: Path) -> None:
    text = "1. Say: “Wait.” 2. Wait. " * 2_500
    manual = taken(tmp_path, text)
    assert manual.flat
    assert [manual.text] == [text.strip()]
    assert manual.pages == ()


def test_a_word_broken_at_a_lines_end_keeps_its_hyphen_and_a_space(tmp_path: Path) -> None:
    text = (
        "The multiple-\nchoice questions come first, then those with short\xad\nanswers, "
        "which take more time; write on both of the\nlines.\n"
    )
    assert paragraphs(tmp_path, text) == [
        "The multiple- choice questions come first, then those with short- answers, which take more time; write on both of the "
        "lines."
    ]


def test_paragraphs_may_be_told_by_their_indent_alone(tmp_path: Path) -> None:
    text = (
        "This is the first paragraph, wrapped at a margin as it was usual in such old\n"
        "files, and it goes on for a few lines so that one can see where the end is.\n"
        "    The second one begins with an indent and has no empty line above it, in\n"
        "the way of books. It goes on for two lines.\n"
    )
    assert [one[:10] for one in paragraphs(tmp_path, text)] == ["This is th", "The second"]


def test_the_cells_of_a_table_without_lines_are_paragraphs(tmp_path: Path) -> None:
    text = "Group      Start time     Stop time\n1          ____           ____\n2          ____           ____\n"
    assert paragraphs(tmp_path, text) == ["Group", "Start time", "Stop time", "1", "____", "____", "2", "____", "____"]


def test_lines_of_a_contents_list_stay_apart_and_whole(tmp_path: Path) -> None:
    lines = ["Contents", "Part I About This Test .......... 1", "A. Security ............... 1", "B. Time ........... 12"]
    assert paragraphs(tmp_path, "\n".join(lines)) == lines


@pytest.mark.parametrize(
    "data",
    [
        "“Don’t – yet.”".encode(),
        b"\xef\xbb\xbf" + "“Don’t – yet.”".encode(),
        "“Don’t – yet.”".encode("utf-16"),
        "“Don’t – yet.”".encode("cp1252"),
    ],
    ids=["utf-8", "with a mark", "utf-16", "cp1252"],
)
def test_a_files_letters_are_read_in_the_encodings_in_use(tmp_path: Path, data: bytes) -> None:
    assert paragraphs(tmp_path, data) == ["“Don’t – yet.”"]


@pytest.mark.parametrize("bullet", "•▪‣●○–*-o·\uf0b7")
def test_bullets_of_any_kind_are_written_alike(tmp_path: Path, bullet: str) -> None:
    assert paragraphs(tmp_path, f"{bullet} pencils\n{bullet}  erasers, one each\n") == ["* pencils", "* erasers, one each"]


def test_quotes_and_dashes_stay_and_letters_that_only_look_joined_are_parted(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, "Say: “Fill in the ﬁrst one—‘yes’ – and wait.”\u200b") == [
        "Say: “Fill in the first one—‘yes’ – and wait.”"
    ]


def test_what_two_pages_say_at_their_tops_is_no_furniture_where_it_says_who_speaks(tmp_path: Path) -> None:
    pages = [f"Step {number} of 3\n\nRead it.\n\nTurn the page over and wait {'so ' * number}long.\n" for number in (1, 2, 3)]
    assert [one for one in paragraphs(tmp_path, "\f".join(pages)) if one.startswith("Step")] == [
        "Step 1 of 3",
        "Step 2 of 3",
        "Step 3 of 3",
    ]


def test_a_footnote_between_the_halves_of_a_paragraph_comes_after_it(tmp_path: Path) -> None:
    first = "Collect the booklets in the order of your list, and hand them to the person who\n\n\n1 The list is in the box.\n"
    manual = taken(tmp_path, first + "\fstands at the door.\n\nThen close the door.\n")
    assert [manual.text[one.start : one.end] for one in manual.paragraphs] == [
        "Collect the booklets in the order of your list, and hand them to the person who stands at the door.",
        "1 The list is in the box.",
        "Then close the door.",
    ]


def test_the_number_of_a_page_is_the_printed_one_where_one_runs_on(tmp_path: Path) -> None:
    words = ["Some words.", "Others.", "More of them.", "The last."]
    printed = "\f".join(f"Guide 2024\n\n{text}\n\n{place + 17}" for place, text in enumerate(words))
    assert [page.number for page in taken(tmp_path, printed).pages] == [17, 18, 19, 20]
    assert [page.number for page in taken(tmp_path, "\f".join(words)).pages] == [1, 2, 3, 4]
