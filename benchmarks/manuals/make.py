"""Writes the manuals of this folder, each as TXT, DOCX, PDF and HTML of the same words, and what an importer must find.

    python -m benchmarks.manuals.make [NAME…]

They are for measuring alone: the importer was not made with them in view, and whoever changes it reads neither them nor what
it makes of them, only the score that ``python -m benchmarks.import`` prints. Those that were looked at for the sake of the
importer are named there, and are scored by themselves.

The writers and the marks are those of `tests/fixtures/manuals`. What NAME.json holds beyond what is spoken follows the same
conventions: a heading's ref is its label, or else its first four words; a lettered point belongs to the numbered step above it;
a direction or a pause inside speech cuts it in two, and the mark of a list inside speech is not spoken; each condition and each
slot is one fact; an announcement falls due by the clock only where the manual gives the minutes and says where they begin.
Every word is our own, every program and every school made up. Made twice, the files are the same byte for byte.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.manuals import words
from benchmarks.manuals.writing import BOX, PRINTED
from tests.fixtures.manuals import as_docx, as_html, as_pdf, as_txt, make, paper
from tests.fixtures.manuals.pages import lay_out, new_pdf
from tests.fixtures.manuals.paper import Manual, Para, Style

HERE = Path(__file__).parent


class Pen(as_pdf.Pen):
    """Draws the boxes of a checklist in the font that has them."""

    def _text(self, x: float, y: float, text: str, style: Style, points: float) -> float:
        for place, piece in enumerate(text.split(BOX)):
            if place:
                self.pdf.set_font("ZapfDingbats", "", points * 0.7)
                self.pdf.text(x, y, "o")
                x += self.rule.width(BOX, style, points)
            if piece:
                x = super()._text(x, y, piece, style, points)
        return x


def pdf(manual: Manual) -> bytes:
    document = new_pdf()
    document.set_creation_date(as_pdf.MADE)
    document.set_title(manual.title)
    document.set_producer("fpdf2")
    pen = Pen(document, manual)
    for page in lay_out(manual):
        document.add_page()
        pen.page(page)
    return bytes(document.output())


class Binder(as_docx.Binder):
    def _words(self, made: Any, para: Para) -> None:
        super()._words(made, replace(para, text=para.text.replace(BOX, PRINTED)))


def docx(manual: Manual) -> bytes:
    made = io.BytesIO()
    Binder(manual).document.save(made)
    return as_docx.stamped(made.getvalue())


def in_unicode(written: bytes) -> bytes:
    return written.replace(BOX.encode(), PRINTED.encode())


def by_ref(para: Para) -> Para:
    """A step that prints more than its own number is known by its own."""
    return replace(para, number=para.ref) if para.role == "step" and para.ref else para


def expected(manual: Manual) -> bytes:
    found = paper.expected(replace(manual, paras=[by_ref(para) for para in manual.paras]))
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


WRITERS: make.Writers = {
    "txt": lambda manual: in_unicode(as_txt.write(manual)),
    "docx": docx,
    "pdf": pdf,
    "html": lambda manual: in_unicode(as_html.write(manual)),
    "json": expected,
}


def manuals() -> list[Manual]:
    return make.manuals(words)


if __name__ == "__main__":
    make.make(manuals(), WRITERS, HERE, sys.argv[1:])
