"""The same made-up manual in four formats, written with no help from what reads them."""

from __future__ import annotations

import html
import random
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORDS = (  # noqa: SIM905 (a list of them would fill the page)
    "answer booklet pencil eraser student desk room clock door folder label question circle line page cover name date school "
    "teacher list sheet seal hand quiet careful ready open closed early late first last write read count check collect turn "
    "begin finish mark raise listen wait look find place keep hold the a of and with for from before after until on your their"
).split()
TRAPS = (
    "turn to page 2. At the top there is a line",
    "skip to step 9. Otherwise go on with step 8",
    "multiple-choice questions",
)


@dataclass(frozen=True)
class Para:
    """``kind``: heading, text, step, bullet, boxed, bold, banner."""

    kind: str
    text: str
    number: int = 0

    @property
    def whole(self) -> str:
        """As it should come out."""
        if self.kind == "step":
            return f"{self.number}. {self.text}"
        return f"* {self.text}" if self.kind == "bullet" else self.text


def made_up(seed: int, length: int = 40) -> list[Para]:
    """Some paragraphs; the same for the same seed."""
    dice = random.Random(seed)
    found = [Para("heading", "Directions for the Person in Charge")]
    number = 0
    while len(found) < length:
        kind = dice.choice(["text", "text", "step", "step", "step", "bullet", "boxed", "bold", "banner", "heading"])
        if kind == "heading":
            found.append(Para(kind, title(dice)))
            number = 0
        elif kind == "banner":
            found += [Para(kind, dice.choice(["READ ALOUD", "SAY:", "Say:"])), Para("boxed", speech(dice))]
        elif kind == "step":
            number += 1
            found.append(Para(kind, speech(dice) if dice.random() < 0.5 else sentences(dice), number))
        else:
            found.append(Para(kind, sentences(dice, 1 if kind == "bullet" else 5)))
    return found


def title(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS[:30], k=dice.randint(2, 4))).title()


def sentence(dice: random.Random) -> str:
    words = dice.choices(WORDS, k=dice.randint(4, 16))
    if dice.random() < 0.15:
        words.append(dice.choice(TRAPS))
    if dice.random() < 0.2:
        words[2:2] = ["the", "sign", "“Quiet, please”"]
    text = " ".join(words)
    return text[0].upper() + text[1:] + dice.choice("...?")


def sentences(dice: random.Random, most: int = 6) -> str:
    return " ".join(sentence(dice) for _ in range(dice.randint(1, most)))


def speech(dice: random.Random) -> str:
    return f"Then say: “{sentences(dice)}”"


# -- text ----------------------------------------------------------------------------------------------------------


def as_txt(paras: list[Para], path: Path, width: int = 76, rows: int = 40) -> Path:
    """Pages of so many rows, with a header and a footer, each paragraph wrapped."""
    rows_of_text: list[str] = []
    for para in paras:
        rows_of_text += [*textwrap.wrap(para.whole, width, break_on_hyphens=False), ""]
    pages = [rows_of_text[at : at + rows] for at in range(0, len(rows_of_text), rows)]
    sheets = [
        "\n".join(["Lake County Writing Check", "", "", *page, "", "", f"Page {number} of {len(pages)}".center(width)])
        for number, page in enumerate(pages, 1)
    ]
    path.write_text("\f".join(sheets), encoding="utf-8")
    return path


# -- DOCX ----------------------------------------------------------------------------------------------------------


def as_docx(paras: list[Para], path: Path) -> Path:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Lake County Writing Check"
    for para in paras:
        if para.kind == "heading":
            document.add_heading(para.text, 2)
            continue
        made = document.add_paragraph(style="List Bullet" if para.kind == "bullet" else None)
        made.add_run(para.text if para.kind == "bullet" else para.whole).bold = para.kind in ("bold", "banner") or None
        if para.kind == "boxed":
            sides = "".join(f'<w:{side} w:val="single" w:sz="6"/>' for side in ("top", "left", "bottom", "right"))
            made._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))
    document.save(str(path))
    return path


# -- PDF -----------------------------------------------------------------------------------------------------------


def as_pdf(paras: list[Para], path: Path, size: float = 11, leading: float = 5.2, gap: float = 3, face: str = "Times") -> Path:
    """Pages with a header and a footer; paragraphs run on over their ends."""
    from fpdf import FPDF

    class Pages(FPDF):
        def header(self) -> None:
            self.set_font(face, "I", 9)
            self.cell(0, 6, "Lake County Writing Check", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

        def footer(self) -> None:
            self.set_y(-18)
            self.set_font(face, "", 9)
            self.cell(0, 6, f"Page {self.page_no()}", align="C")

    pages: Any = Pages()
    pages.core_fonts_encoding = "cp1252"
    pages.set_margins(22, 18, 26)
    pages.set_auto_page_break(True, 26)
    pages.add_page()
    for para in paras:
        bold = "B" if para.kind in ("bold", "banner", "heading") else ""
        pages.set_font(face, bold, size * 1.3 if para.kind == "heading" else size)
        text = para.whole.replace("* ", "• ", 1) if para.kind == "bullet" else para.whole
        if para.kind == "boxed":
            keep_together(pages, text, leading)
        pages.multi_cell(0, leading, text, align="L", border=int(para.kind == "boxed"), new_x="LMARGIN", new_y="NEXT")
        pages.ln(gap)
    pages.output(str(path))
    return path


def keep_together(pages: Any, text: str, leading: float) -> None:
    """A frame stands on one page."""
    lines = pages.multi_cell(0, leading, text, align="L", dry_run=True, output="LINES")
    if pages.will_page_break(leading * (len(lines) + 1)):
        pages.add_page()


# -- HTML ----------------------------------------------------------------------------------------------------------


def as_html(paras: list[Para], path: Path) -> Path:
    path.write_text(
        "<!doctype html><html><head><meta charset=utf-8><style>.framed { border: 1px solid }</style></head><body>\n"
        + "\n".join(map(element, paras))
        + "</body></html>",
        encoding="utf-8",
    )
    return path


def element(para: Para) -> str:
    text = "\n".join(textwrap.wrap(html.escape(para.text), 70, break_on_hyphens=False))
    forms = {
        "heading": "<h2>{0}</h2>",
        "text": "<p>{0}</p>",
        "step": '<ol start="{1}"><li>{0}</li></ol>',
        "bullet": "<ul><li><p>{0}</p></li></ul>",
        "boxed": "<p class=framed>{0}</p>",
        "bold": "<p><b>{0}</b></p>",
        "banner": "<div><strong>{0}</strong></div>",
    }
    return forms[para.kind].format(text, para.number)
