"""PDF: styles, frames, columns and marks that only the page's drawing can tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF

from proctor.manuals.extract import extract
from proctor.manuals.manual import Manual, Style

SAID = (
    "Today you will take the writing check. Listen while the directions are read to you, and ask when something is not clear."
)
TASK = (
    "Hand out the booklets in the order of your list, one to each student, and see that every name is spelled as it should be."
)


def taken(tmp_path: Path, fill: Callable[[Any], None], size: float = 11) -> Manual:
    made: Any = FPDF()
    made.core_fonts_encoding = "cp1252"
    made.set_font("Times", size=size)
    made.add_page()
    fill(made)
    made.output(str(tmp_path / "manual.pdf"))
    return extract(tmp_path / "manual.pdf")


def write(made: Any, text: str, style: str = "", width: float = 0, height: float = 5, **more: Any) -> None:
    made.set_font("Times", style)
    made.multi_cell(width, height, text, align="L", new_x="LMARGIN", new_y="NEXT", **more)
    made.ln(3)


def texts(manual: Manual) -> list[str]:
    return [manual.text[one.start : one.end] for one in manual.paragraphs]


def styles(manual: Manual) -> list[Style]:
    return [one.style for one in manual.paragraphs]


def test_bold_and_italic_are_told_by_the_fonts_name(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        write(made, SAID, "B")
        made.set_font("Times", "")
        made.write(5, "Write ")
        made.set_font("Times", "B")
        made.write(5, "VOID")
        made.set_font("Times", "")
        made.write(5, " on it.")

    manual = taken(tmp_path, fill)
    assert styles(manual) == [Style.BOLD, Style.PLAIN]
    assert [manual.text[one.start : one.end] for one in manual.styles] == [SAID, "VOID"]


def test_letters_that_are_filled_and_drawn_round_are_bold(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        with made.local_context(text_mode="FILL_STROKE", line_width=0.2):
            write(made, SAID)
        write(made, TASK)

    assert styles(taken(tmp_path, fill)) == [Style.BOLD, Style.PLAIN]


def test_what_is_larger_than_most_of_the_text_is_large(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.set_font("Times", size=16)
        made.multi_cell(0, 8, "The Manual", new_x="LMARGIN", new_y="NEXT")
        made.set_font("Times", size=11)
        write(made, TASK)

    manual = taken(tmp_path, fill)
    assert texts(manual) == ["The Manual", TASK]
    assert styles(manual) == [Style.LARGE, Style.PLAIN]


def test_a_raised_figure_belongs_to_the_word_before_it(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.write(5, "Use the calculators")
        made.char_vpos = "SUP"
        made.write(5, "2")
        made.char_vpos = "LINE"
        made.write(5, " that were sent.")

    manual = taken(tmp_path, fill)
    assert texts(manual) == ["Use the calculators2 that were sent."]
    assert [(manual.text[one.start : one.end], one.style) for one in manual.styles] == [("2", Style.RAISED)]


def framed_by_lines(made: Any, top: float, bottom: float) -> None:
    for x0, y0, x1, y1 in ((9, top, 201, top), (9, bottom, 201, bottom), (9, top, 9, bottom), (201, top, 201, bottom)):
        made.line(x0, y0, x1, y1)


def framed_by_thin_rectangles(made: Any, top: float, bottom: float) -> None:
    made.set_fill_color(0)
    for x, y, width, height in (
        (9, top, 192, 0.3),
        (9, bottom, 192, 0.3),
        (9, top, 0.3, bottom - top),
        (201, top, 0.3, bottom - top),
    ):
        made.rect(x, y, width, height, style="F")


def framed_by_a_round_rectangle(made: Any, top: float, bottom: float) -> None:
    made.rect(9, top, 192, bottom - top, round_corners=True, corner_radius=2)


@pytest.mark.parametrize("draw", [framed_by_lines, framed_by_thin_rectangles, framed_by_a_round_rectangle])
def test_words_in_a_frame_are_boxed_however_it_is_drawn(tmp_path: Path, draw: Callable[[Any, float, float], None]) -> None:
    def fill(made: Any) -> None:
        write(made, TASK)
        top = made.get_y()
        made.ln(2)
        write(made, SAID)
        draw(made, top, made.get_y())
        made.ln(4)
        write(made, TASK)

    manual = taken(tmp_path, fill)
    assert texts(manual) == [TASK, SAID, TASK]
    assert styles(manual) == [Style.PLAIN, Style.BOXED, Style.PLAIN]


def test_a_frame_around_the_page_and_a_line_under_words_set_nothing_apart(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.rect(5, 5, 200, 287)
        write(made, TASK, "U")
        made.line(10, made.get_y(), 200, made.get_y())
        write(made, SAID)

    manual = taken(tmp_path, fill)
    assert texts(manual) == [TASK, SAID]
    assert styles(manual) == [Style.PLAIN, Style.PLAIN]


def test_words_on_a_coloured_ground_are_shaded_and_on_a_white_one_are_not(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for grey in (220, 255):
            made.set_fill_color(grey)
            write(made, SAID, fill=True)
        made.set_fill_color(230, 240, 255)
        made.rect(0, 0, 210, 297, style="F")

    assert styles(taken(tmp_path, fill)) == [Style.SHADED, Style.PLAIN]


def test_cells_of_a_drawn_table_are_read_one_by_one_and_set_nothing_apart(tmp_path: Path) -> None:
    rows = [
        ("Time", "What happens"),
        ("9:00", "Doors are opened, and students find the desk that has their name on it."),
        ("9:20", "Test"),
    ]

    def fill(made: Any) -> None:
        write(made, TASK)
        with made.table(rows, width=100, text_align="LEFT", first_row_as_headings=False):
            pass
        made.ln(5)
        write(made, TASK)

    manual = taken(tmp_path, fill)
    assert texts(manual) == [TASK, *(cell for row in rows for cell in row), TASK]
    assert set(styles(manual)) == {Style.PLAIN}


def test_frames_below_each_other_are_boxes_each(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for _ in range(3):
            made.multi_cell(0, 5, SAID, align="L", border=1, new_x="LMARGIN", new_y="NEXT")

    manual = taken(tmp_path, fill)
    assert texts(manual) == [SAID] * 3
    assert styles(manual) == [Style.BOXED] * 3


def test_what_stands_left_of_a_frame_is_read_before_it(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        write(made, TASK)
        top = made.get_y()
        made.set_xy(40, top)
        made.multi_cell(150, 5, SAID, align="L", border=1, new_x="LMARGIN", new_y="NEXT")
        bottom = made.get_y()
        made.set_xy(10, top + 4)
        made.cell(20, 5, "SAY")
        made.set_y(bottom + 5)
        write(made, TASK)

    assert texts(taken(tmp_path, fill)) == [TASK, "SAY", SAID, TASK]


def columns(made: Any, left: list[str], right: list[str], shift: float = 0) -> None:
    top = made.get_y()
    for x, side in ((10, left), (110, right)):
        made.set_y(top + (shift if x > 100 else 0))
        for text in side:
            made.set_x(x)
            made.multi_cell(88, 5, text, align="L", new_x="LMARGIN", new_y="NEXT")
            made.ln(3)


@pytest.mark.parametrize("shift", [0, 2.3])
def test_columns_are_read_one_after_the_other_below_a_heading_across_them(tmp_path: Path, shift: float) -> None:
    left, right = [f"1. {TASK}", f"2. {SAID}"], [f"3. {TASK}", f"4. {SAID}", f"5. {TASK}"]

    def fill(made: Any) -> None:
        write(made, "A heading that stands across both of the columns and is long enough to cross what is between them.", "B")
        columns(made, left, right, shift)

    assert texts(taken(tmp_path, fill))[1:] == [*left, *right]


def test_a_paragraph_goes_on_in_the_next_column(tmp_path: Path) -> None:
    words = [f"word{chr(97 + place % 26)}{'s' * (place % 4)}" for place in range(160)]

    def fill(made: Any) -> None:
        lines = made.multi_cell(88, 5, " ".join(words) + ".", align="L", dry_run=True, output="LINES")
        half = len(lines) // 2
        for x, part in ((10, lines[:half]), (110, lines[half:])):
            for at, line in enumerate(part):
                made.set_xy(x, 20 + 5 * at)
                made.cell(88, 5, line)

    assert texts(taken(tmp_path, fill)) == [" ".join(words) + "."]


def test_a_page_of_steps_with_hanging_numbers_is_no_page_of_columns(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for number in range(1, 9):
            top = made.get_y()
            made.cell(12, 5, f"{number}.")
            made.set_xy(22, top)
            made.multi_cell(0, 5, TASK, align="L", new_x="LMARGIN", new_y="NEXT")

    assert texts(taken(tmp_path, fill)) == [f"{number}. {TASK}" for number in range(1, 9)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_it_is_shown(tmp_path: Path, angle: int) -> None:
    import pypdfium2

    def fill(made: Any) -> None:
        with made.rotation(angle, 105, 148):
            made.set_y(100)
            write(made, TASK)
            write(made, SAID, border=1)

    taken(tmp_path, fill)
    document = pypdfium2.PdfDocument(tmp_path / "manual.pdf")
    page = document[0]
    page.set_rotation(angle)
    page.close()
    document.save(tmp_path / "turned.pdf")
    document.close()
    manual = extract(tmp_path / "turned.pdf")
    assert texts(manual) == [TASK, SAID]
    assert styles(manual) == [Style.PLAIN, Style.BOXED]


def test_words_that_stand_on_their_side_come_after_the_others(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        with made.rotation(90, 8, 100):
            made.text(8, 100, "Form A")
        write(made, TASK)

    assert texts(taken(tmp_path, fill)) == [TASK, "Form A"]


def test_bullets_of_a_font_of_symbols_are_bullets(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for text in ("pencils", "erasers"):
            made.set_font("ZapfDingbats", size=8)
            made.cell(6, 5, "n")
            made.set_font("Times", size=11)
            made.cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")

    assert texts(taken(tmp_path, fill)) == ["* pencils", "* erasers"]


def test_a_word_that_is_drawn_twice_to_look_bold_stands_once(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for aside in (0, 0.12):
            made.set_xy(20 + aside, 20)
            made.cell(0, 5, "Read this aloud")

    manual = taken(tmp_path, fill)
    assert texts(manual) == ["Read this aloud"]


def test_the_hyphen_of_a_broken_word_stays(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.cell(0, 5, "The first ones that you will see on the page are multiple-", new_x="LMARGIN", new_y="NEXT")
        made.cell(0, 5, "choice questions, and the others come after them.", new_x="LMARGIN", new_y="NEXT")

    assert texts(taken(tmp_path, fill)) == [
        "The first ones that you will see on the page are multiple- choice questions, and the others come after them."
    ]


def test_a_cell_of_a_contents_list_keeps_its_page_and_ends(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for text, page in (
            ("Part I About This Test", "1"),
            ("A. Security", "1"),
            ("B. Time", "2"),
            ("Script for the Session", "14"),
        ):
            made.cell(150, 5, text)
            made.cell(30, 5, page, align="R", new_x="LMARGIN", new_y="NEXT")

    assert texts(taken(tmp_path, fill)) == [
        "Part I About This Test 1", "A. Security 1", "B. Time 2", "Script for the Session 14",
    ]  # fmt: skip


def test_a_frame_that_the_end_of_a_page_cuts_is_one_box(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        lines = made.multi_cell(0, 5, f"{SAID} {TASK}", align="L", dry_run=True, output="LINES")
        half = len(lines) // 2
        made.set_y(290 - 5 * half)
        made.set_auto_page_break(False)
        made.multi_cell(0, 5, "\n".join(lines[:half]), align="L", border=1)
        made.add_page()
        made.multi_cell(0, 5, "\n".join(lines[half:]), align="L", border=1)

    manual = taken(tmp_path, fill)
    assert texts(manual) == [f"{SAID} {TASK}"]
    assert styles(manual) == [Style.BOXED]


def test_what_a_program_calls_a_file_on_its_own_is_no_title(tmp_path: Path) -> None:
    for said, title in (
        ("Microsoft Word - Grade 8 Manual.docx", "Grade 8 Manual"),
        ("untitled", ""),
        ("Manual 2.0", "Manual 2.0"),
    ):

        def fill(made: Any, said: str = said) -> None:
            made.set_title(said)
            write(made, TASK)

        assert taken(tmp_path, fill).title == title
