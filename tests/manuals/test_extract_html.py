"""HTML and Markdown: what a browser shows, and nothing run."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor.manuals.extract import extract
from proctor.manuals.manual import Manual, Style


def taken(tmp_path: Path, text: str | bytes, name: str = "manual.html") -> Manual:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return extract(path)


def texts(manual: Manual) -> list[str]:
    return [manual.text[one.start : one.end] for one in manual.paragraphs]


def styled(manual: Manual) -> list[tuple[str, Style]]:
    return [(manual.text[one.start : one.end], one.style) for one in manual.styles]


def test_scripts_and_what_else_is_no_text_are_dropped_and_entities_are_letters(tmp_path: Path) -> None:
    manual = taken(
        tmp_path,
        "<!doctype html><head><title>Test &amp; Manual</title><style>p { color: red }</style><script>alert('x')</script></head>"
        "<body onload=run()><script>document.write('no')</script><template>no</template><noscript>no</noscript>"
        "<svg><title>no</title><text>no</text></svg><!-- no -->"
        "<p>Say:&nbsp;&ldquo;Don&rsquo;t&rdquo; &mdash; 5 &lt; 6.</p></body>",
    )
    assert texts(manual) == ["Say: “Don’t” — 5 < 6."]
    assert manual.title == "Test & Manual"


def test_lists_are_counted_as_a_browser_counts_them(tmp_path: Path) -> None:
    manual = taken(
        tmp_path,
        '<ol start=3><li>three<li value="7">seven<ul><li>under</ul><li><p>eight</p><p>more of it</p></ol>'
        '<ol type=a><li>a</ol><ol type=I><li>first</ol><ol style="list-style-type: lower-roman"><li>i</ol>'
        '<ol reversed start=2><li>two<li>one</ol><ul style="list-style: none"><li>plain</ul>',
    )
    assert texts(manual) == [
        "3. three", "7. seven", "* under", "8. eight", "more of it", "a. a", "I. first", "i. i", "2. two", "1. one", "plain",
    ]  # fmt: skip


def test_headings_have_their_level(tmp_path: Path) -> None:
    manual = taken(tmp_path, "<h1>Manual</h1><p>Text<h3>Part</h3><h6>Small</h6>")
    assert [(one.level, manual.text[one.start : one.end]) for one in manual.paragraphs] == [
        (1, "Manual"), (0, "Text"), (3, "Part"), (6, "Small"),
    ]  # fmt: skip


def test_bold_frames_and_grounds_are_told_from_tags_and_style_sheets(tmp_path: Path) -> None:
    manual = taken(
        tmp_path,
        "<style>/* p.say { font-weight: bold } */ .say { font-weight: bold } div.box > p { border: 1px solid #000 }"
        " @media print { p { border: 1px solid } } @media screen { #tinted { background: #eee } }"
        " .say em { font-weight: normal }</style><body>"
        "<p>Plain text, and more of it, so that nothing is the whole page.</p><p class='x say'>Bold <em>not</em></p>"
        "<div class=box><p>Boxed</p></div><p id=tinted>Shaded</p><p style='font-weight:700;background:white'>Heavy</p>"
        "<blockquote>Quoted</blockquote><aside>Beside</aside><mark>Marked</mark><p>x<sup>1</sup></p>",
    )
    assert [(text, style) for text, style in styled(manual) if text != "not"] == [
        ("Bold", Style.BOLD),
        ("Boxed", Style.BOXED),
        ("Shaded", Style.SHADED),
        ("Heavy", Style.BOLD),
        ("Quoted", Style.BOXED),
        ("Beside", Style.BOXED),
        ("Marked", Style.SHADED),
        ("1", Style.RAISED),
    ]


def test_a_frame_or_a_ground_of_the_whole_page_sets_nothing_apart(tmp_path: Path) -> None:
    manual = taken(tmp_path, "<body style='background:#eef'><div style='border:1px solid'><p>One.<p>Two.</div>")
    assert manual.styles == ()


def test_a_table_of_one_cell_is_a_box_and_cells_of_others_are_paragraphs(tmp_path: Path) -> None:
    manual = taken(
        tmp_path,
        "<table><tr><td>Read <b>this</b>.<td></table><p>Some words between them."
        "<table><tr><th>Time<th>Task<tr><td>9:00<td>Doors</table>",
    )
    assert texts(manual) == ["Read this.", "Some words between them.", "Time", "Task", "9:00", "Doors"]
    assert [one.style for one in manual.paragraphs] == [
        Style.BOXED,
        Style.PLAIN,
        Style.BOLD,
        Style.BOLD,
        Style.PLAIN,
        Style.PLAIN,
    ]


def test_what_is_hidden_or_deleted_is_left_out(tmp_path: Path) -> None:
    manual = taken(
        tmp_path,
        "<style>.gone { display: none }</style><p>Seen<p class=gone>no<div hidden>no<p>no</div><p style='visibility:hidden'>no"
        "<p>Say <del>no</del><ins>yes</ins> now",
    )
    assert texts(manual) == ["Seen", "Say yes now"]


def test_line_breaks_part_what_stands_for_itself_and_no_more(tmp_path: Path) -> None:
    manual = taken(tmp_path, "<p>SAY:<br>Open it<br>and read.<br>Then wait.<br><br>1. Collect<br/>2. Count</p>")
    assert texts(manual) == ["SAY:", "Open it and read.", "Then wait.", "1. Collect", "2. Count"]


def test_preformatted_text_is_read_as_a_text_file_is(tmp_path: Path) -> None:
    lines = "1. Hand out the booklets and see that each student has one, and that\nno one has two.\n2. Wait.\n"
    manual = taken(tmp_path, f"<p>Before</p><pre>{lines}</pre><p>After</p>")
    assert texts(manual) == ["Before", lines.partition("\n2")[0].replace("\n", " "), "2. Wait.", "After"]


def test_the_header_and_footer_of_a_page_are_furniture_unless_they_hold_a_heading(tmp_path: Path) -> None:
    manual = taken(tmp_path, "<header>State Tests</header><p>Text<footer>2024</footer>")
    assert [manual.text[one.start : one.end] for one in manual.furniture] == ["State Tests", "2024"]
    assert texts(manual) == ["Text"]
    assert texts(taken(tmp_path, "<header><h1>Manual</h1></header><p>Text")) == ["Manual", "Text"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("", "utf-8"),
        ("<meta charset=windows-1252>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=no-such>", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_letters_are_right_whatever_a_page_says_of_its_encoding(tmp_path: Path, head: str, encoding: str) -> None:
    assert texts(taken(tmp_path, f"<html><head>{head}</head><p>“Don’t – yet”".encode(encoding))) == ["“Don’t – yet”"]


def test_fifty_thousand_tags_inside_each_other_are_read(tmp_path: Path) -> None:
    deep = 50_000
    assert texts(taken(tmp_path, "<div>" * deep + "deep <b>word" + "</div>" * deep + "<p>after")) == ["deep word", "after"]


def test_a_picture_that_stands_in_the_page_is_not_read(tmp_path: Path) -> None:
    assert texts(taken(tmp_path, f'<p>Text <img src="data:image/png;base64,{"A" * 20_000_000}"> more')) == ["Text more"]


def test_markdown_is_read_with_its_lists_quotes_and_headings(tmp_path: Path) -> None:
    manual = taken(
        tmp_path,
        "# Manual\n\nRead *this* and\ndo **that**.\n\n"
        "3. Hand out\n   the booklets.\n4. Say:\n\n   > Open it.\n\n- pencils\n- erasers\n\n"
        "| Time | Task |\n|---|---|\n| 9:00 | Doors |\n\nEnd<br>\n",
        "manual.md",
    )
    assert manual.format == "md"
    assert texts(manual) == [
        "Manual", "Read this and do that.", "3. Hand out the booklets.", "4. Say:", "Open it.", "* pencils", "* erasers",
        "Time", "Task", "9:00", "Doors", "End",
    ]  # fmt: skip
    assert ("Open it.", Style.BOXED) in styled(manual)
    assert ("that", Style.BOLD) in styled(manual)


def test_lists_in_lists_in_markdown_lose_nothing(tmp_path: Path) -> None:
    text = "".join(f"{'  ' * depth}- item {depth}\n" for depth in range(25))
    assert texts(taken(tmp_path, text, "manual.md")) == [f"* item {depth}" for depth in range(25)]
