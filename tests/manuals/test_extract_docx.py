"""DOCX: what Word shows and its file does not say plainly; what the file says and Word does not show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from proctor.manuals.extract import extract
from proctor.manuals.manual import Manual, Style

NAMES = nsdecls("w") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def taken(tmp_path: Path, document: Any) -> Manual:
    path = tmp_path / "manual.docx"
    document.save(str(path))
    return extract(path)


def of_body(tmp_path: Path, *paragraphs: str, numbering: str = "") -> Manual:
    """A document whose body is this XML."""
    document = docx.Document()
    for element in reversed(paragraphs):
        document.element.body.insert(0, parse_xml(element.replace(">", f" {NAMES}>", 1)))
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in parse_xml(f"<w:numbering {NAMES}>{numbering}</w:numbering>"):
            root.append(child)
    return taken(tmp_path, document)


def texts(manual: Manual) -> list[str]:
    return [manual.text[one.start : one.end] for one in manual.paragraphs]


def styled(manual: Manual) -> list[tuple[str, Style]]:
    return [(manual.text[one.start : one.end], one.style) for one in manual.styles]


def words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def item(number: int, depth: int, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def level(depth: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(number: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def test_numbers_that_word_counts_stand_in_front(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%2)")}'
        f"{level(2, 'lowerRoman', '(%3)')}</w:abstractNum>" + listed(5, 1)
    )
    body = [item(5, 0, "One"), item(5, 1, "under"), item(5, 1, "it"), item(5, 2, "deep"), item(5, 0, "Two"), item(5, 1, "anew")]
    assert texts(of_body(tmp_path, *body, numbering=numbering)) == [
        "1. One", "a) under", "b) it", "(i) deep", "2. Two", "a) anew",
    ]  # fmt: skip


def test_a_list_goes_on_after_other_paragraphs_and_begins_anew_where_it_says_so(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.", start=3)}</w:abstractNum>'
        + listed(5, 1)
        + listed(6, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    )
    body = [item(5, 0, "a"), f"<w:p>{words('Between')}</w:p>", item(5, 0, "b"), item(6, 0, "c"), item(6, 0, "d")]
    assert texts(of_body(tmp_path, *body, numbering=numbering)) == ["3. a", "Between", "4. b", "1. c", "2. d"]


def test_numbers_may_have_words_and_the_numbers_of_levels_around_them(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "upperRoman", "Part %1")}{level(1, "decimal", "%1.%2", "<w:isLgl/>")}'
        f"{level(2, 'bullet', '&#xF0B7;')}{level(3, 'none', '')}</w:abstractNum>" + listed(5, 1)
    )
    body = [item(5, 0, "General"), item(5, 0, "The Test"), item(5, 1, "Room"), item(5, 2, "desks"), item(5, 3, "plain")]
    assert texts(of_body(tmp_path, *body, numbering=numbering)) == [
        "Part I General", "Part II The Test", "2.1 Room", "* desks", "plain",
    ]  # fmt: skip


def test_a_list_may_be_that_of_a_paragraphs_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Hand out the booklets.", "List Number")
    document.add_paragraph("Wait.", "List Number")
    document.add_paragraph("pencils", "List Bullet")
    assert texts(taken(tmp_path, document)) == ["1. Hand out the booklets.", "2. Wait.", "* pencils"]


def test_a_lists_mark_has_the_style_of_its_words(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("", "List Number").add_run("Read this.").bold = True
    (only,) = taken(tmp_path, document).paragraphs
    assert only.style == Style.BOLD


def test_bold_comes_from_runs_and_styles_and_can_be_taken_back(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("Script", 1).font.bold = True
    document.add_paragraph("Spoken.", "Script")
    document.add_paragraph("", "Script").add_run("Not spoken.").bold = False
    made = document.add_paragraph("Write ")
    made.add_run("VOID").bold = True
    made.add_run(" on it.")
    manual = taken(tmp_path, document)
    assert [one.style for one in manual.paragraphs] == [Style.BOLD, Style.PLAIN, Style.PLAIN]
    assert styled(manual) == [("Spoken.", Style.BOLD), ("VOID", Style.BOLD)]


def test_borders_shading_and_highlights_are_told(tmp_path: Path) -> None:
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
    manual = of_body(
        tmp_path,
        f"<w:p><w:pPr><w:pBdr>{sides}</w:pBdr></w:pPr>{words('Boxed')}</w:p>",
        f'<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr>{words("Underlined")}</w:p>',
        f'<w:p><w:pPr><w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/></w:pPr>{words("Shaded")}</w:p>',
        f'<w:p><w:pPr><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/></w:pPr>{words("White")}</w:p>',
        '<w:p><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>Marked</w:t></w:r></w:p>',
    )
    assert styled(manual) == [("Boxed", Style.BOXED), ("Shaded", Style.SHADED), ("Marked", Style.SHADED)]


def test_a_table_of_one_cell_is_a_box_and_cells_of_others_are_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Read this."
    table = document.add_table(2, 3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {place}"
    table.cell(0, 0).merge(table.cell(1, 0))
    manual = taken(tmp_path, document)
    assert texts(manual) == ["Read this.", "cell 0", "cell 3", "cell 1", "cell 2", "cell 4", "cell 5"]
    assert [one.style for one in manual.paragraphs] == [Style.BOXED, *[Style.PLAIN] * 6]


def test_headings_have_the_level_that_their_style_says(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "The Manual"
    for level_of_it in (0, 1, 2, 9):
        document.add_heading(f"Heading {level_of_it}", level_of_it)
    document.add_paragraph("Text")
    manual = taken(tmp_path, document)
    assert [one.level for one in manual.paragraphs] == [1, 1, 2, 6, 0]
    assert manual.title == "The Manual"


def test_headers_and_footers_are_no_part_of_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Header"
    document.sections[0].footer.paragraphs[0].text = "Footer"
    document.add_paragraph("Text")
    manual = taken(tmp_path, document)
    assert manual.text == "Text"
    assert manual.furniture == ()


def test_what_was_deleted_while_changes_were_tracked_is_gone_and_what_was_inserted_is_there(tmp_path: Path) -> None:
    manual = of_body(
        tmp_path,
        f'<w:p>{words("Say ")}<w:del w:id="1"><w:r><w:delText>no</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{words("yes")}</w:ins>'
        f'<w:moveFrom w:id="3">{words("old")}</w:moveFrom><w:moveTo w:id="4">{words(" now")}</w:moveTo></w:p>',
        f'<w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr>{words("One, ")}</w:p>',
        f"<w:p>{words('two.')}</w:p>",
    )
    assert texts(manual) == ["Say yes now", "One, two."]


def test_text_boxes_are_boxed_paragraphs_and_stand_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{words('In a box')}</w:p><w:p>{words('and more')}</w:p></w:txbxContent>"
    manual = of_body(
        tmp_path,
        f"<w:p>{words('Before')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r>{words(' it')}</w:p>",
        f"<w:p>{words('After')}</w:p>",
    )
    assert texts(manual) == ["Before it", "In a box", "and more", "After"]
    assert [one.style for one in manual.paragraphs] == [Style.PLAIN, Style.BOXED, Style.BOXED, Style.PLAIN]


def test_tabs_and_breaks_part_words_and_page_breaks_part_paragraphs(tmp_path: Path) -> None:
    manual = of_body(
        tmp_path,
        "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Give each</w:t><w:br/><w:t>student one.</w:t><w:br/><w:t>SAY:</w:t><w:br/>"
        '<w:t>Wait.</w:t><w:br w:type="page"/><w:t>Next</w:t><w:noBreakHyphen/><w:t>to</w:t><w:softHyphen/><w:t>ken</w:t>'
        "</w:r></w:p>",
    )
    assert texts(manual) == ["1. Give each student one.", "SAY:", "Wait.", "Next-token"]


def test_what_word_hides_or_only_computes_with_is_left_out(tmp_path: Path) -> None:
    manual = of_body(
        tmp_path,
        '<w:p><w:r><w:t xml:space="preserve">See page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>hidden</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>",
    )
    assert texts(manual) == ["See page 12."]


def test_symbols_of_symbol_fonts_are_letters_that_can_be_read(tmp_path: Path) -> None:
    manual = of_body(
        tmp_path,
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/><w:t xml:space="preserve">at 90</w:t>'
        '<w:sym w:font="Symbol" w:char="F0B0"/></w:r></w:p>',
    )
    assert texts(manual) == ["* at 90°"]


def test_a_footnotes_mark_is_raised_and_its_words_come_after_the_paragraph(tmp_path: Path) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r>'
        "<w:footnoteRef/></w:r>" + words(" One for each student.") + "</w:p></w:footnote></w:footnotes>"
    )
    document = docx.Document()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    document.element.body.insert(0, parse_xml(f"<w:p {NAMES}>{words('booklets')}{reference}{words('!')}</w:p>"))
    manual = taken(tmp_path, document)
    assert texts(manual) == ["booklets1!", "1 One for each student."]
    assert styled(manual)[0] == ("1", Style.RAISED)


@pytest.mark.parametrize(
    "wrap", ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", '<w:customXml w:element="x">{}</w:customXml>']
)
def test_paragraphs_in_content_controls_are_read(tmp_path: Path, wrap: str) -> None:
    assert texts(of_body(tmp_path, wrap.format(f"<w:p>{words('Inside')}</w:p>"))) == ["Inside"]
