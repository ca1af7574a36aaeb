"""The same manual as text, DOCX, PDF and HTML gives the same paragraphs, with their styles where the format has any."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from proctor.manuals.extract import extract
from proctor.manuals.manual import Manual, Style
from tests.manuals import extract_papers as papers

WRITERS = {"txt": papers.as_txt, "docx": papers.as_docx, "pdf": papers.as_pdf, "html": papers.as_html}
STYLES = {"bold": Style.BOLD, "banner": Style.BOLD, "heading": Style.BOLD, "boxed": Style.BOXED}
WATCHED = Style.BOLD | Style.BOXED | Style.SHADED | Style.RAISED

each_format = pytest.mark.parametrize("kind", WRITERS)


def texts(manual: Manual) -> list[str]:
    return [manual.text[one.start : one.end] for one in manual.paragraphs]


def furniture(manual: Manual) -> list[str]:
    return [manual.text[one.start : one.end] for one in manual.furniture]


def taken(kind: str, paras: list[papers.Para], folder: Path) -> Manual:
    return extract(WRITERS[kind](paras, folder / f"manual.{kind}"))


@each_format
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_format_gives_the_paragraphs_that_were_written(kind: str, seed: int, tmp_path: Path) -> None:
    paras = papers.made_up(seed)
    assert texts(taken(kind, paras, tmp_path)) == [para.whole for para in paras]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_what_is_bold_or_boxed_is_told_where_a_format_can_say_so(kind: str, tmp_path: Path) -> None:
    paras = papers.made_up(4)
    manual = taken(kind, paras, tmp_path)
    assert manual.styled
    assert [one.style & WATCHED for one in manual.paragraphs] == [STYLES.get(para.kind, Style.PLAIN) for para in paras]


@pytest.mark.parametrize(("width", "rows"), [(60, 35), (76, 55), (110, 40)])
def test_text_is_put_together_whatever_column_it_was_broken_at(width: int, rows: int, tmp_path: Path) -> None:
    paras = papers.made_up(5)
    manual = extract(papers.as_txt(paras, tmp_path / "manual.txt", width, rows))
    assert texts(manual) == [para.whole for para in paras]
    assert not manual.styled


@pytest.mark.parametrize(
    ("size", "leading", "gap", "face"),
    [(9, 5.2, 2, "Helvetica"), (12, 7, 5, "Times"), (14, 7, 3, "Courier"), (11, 9, 6, "Times")],
)
def test_a_pdf_is_put_together_whatever_it_is_set_in(
    size: float, leading: float, gap: float, face: str, tmp_path: Path
) -> None:
    paras = papers.made_up(6)
    manual = extract(papers.as_pdf(paras, tmp_path / "manual.pdf", size, leading, gap, face))
    assert texts(manual) == [para.whole for para in paras]


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_headers_and_footers_are_furniture_and_stand_between_paragraphs(kind: str, tmp_path: Path) -> None:
    manual = taken(kind, papers.made_up(7, 60), tmp_path)
    pages = len(manual.pages)
    of = f" of {pages}" if kind == "txt" else ""
    assert pages > 3
    assert furniture(manual).count("Lake County Writing Check") == pages
    assert [text for text in furniture(manual) if text.startswith("Page")] == [
        f"Page {page}{of}" for page in range(1, pages + 1)
    ]
    spans = sorted([*manual.paragraphs, *manual.furniture], key=lambda span: span.start)
    assert all(before.end < after.start for before, after in pairwise(spans))
    assert "".join(manual.text[span.start : span.end] for span in spans) == "".join(manual.text.split("\n\n"))


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_a_paragraph_that_two_pages_share_is_one_and_knows_where_the_page_turns(kind: str, tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(2_000))
    manual = taken(kind, [papers.Para("text", words + ".")], tmp_path)
    assert texts(manual) == [words + "."]
    (only,) = manual.paragraphs
    inside = [page for page in manual.pages if only.start < page.start < only.end]
    assert [page.number for page in manual.pages] == list(range(1, len(manual.pages) + 1))
    assert len(inside) == len(manual.pages) - 1
    assert all(manual.text[page.start - 1] == " " for page in inside)
    assert all(manual.page_at(page.start) == page.number for page in inside)


@each_format
def test_what_is_taken_out_says_which_file_it_was(kind: str, tmp_path: Path) -> None:
    import hashlib

    path = WRITERS[kind]([papers.Para("text", "Say the words.")], tmp_path / f"manual.{kind}")
    manual = extract(path)
    assert (manual.name, manual.format) == (f"manual.{kind}", kind)
    assert manual.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_files_kind_is_told_by_what_is_in_it_before_its_name(tmp_path: Path) -> None:
    paras = [papers.Para("text", "Say the words.")]
    for kind, write in WRITERS.items():
        assert extract(write(paras, tmp_path / "manual.txt")).format == kind


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    manual = extract(papers.as_pdf(papers.made_up(8), tmp_path / "manual.pdf"), lambda done, of: told.append((done, of)))
    assert told == [(page, len(manual.pages)) for page in range(1, len(manual.pages) + 1)]


def test_styles_are_the_longest_runs_of_words_alike(tmp_path: Path) -> None:
    path = tmp_path / "manual.html"
    path.write_text("<p>Write <b>VOID</b> <b>on it</b>, and <i><b>sign</b></i>.<p><b>All bold.</b> <b>Really.</b>", "utf-8")
    manual = extract(path)
    assert [(manual.text[one.start : one.end], one.style) for one in manual.styles] == [
        ("VOID on it", Style.BOLD),
        ("sign", Style.BOLD | Style.ITALIC),
        ("All bold. Really.", Style.BOLD),
    ]
    assert [one.style for one in manual.paragraphs] == [Style.PLAIN, Style.BOLD]
