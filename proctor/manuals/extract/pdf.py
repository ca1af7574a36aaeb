"""PDF by way of PDFium: a page's characters and shapes, put together to what a reader sees as paragraphs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from proctor.errors import ManualError
from proctor.manuals.extract import flow, limits, pdf_layout, pdf_spacing
from proctor.manuals.extract.lines import Line
from proctor.manuals.extract.passages import Builder, Source
from proctor.manuals.extract.pdf_glyphs import Glyphs, Place
from proctor.manuals.extract.pdf_shapes import Drawing
from proctor.manuals.manual import Manual

_LOCKED = 4
"""PDFium's code for a password that is missing."""
_MAKERS = re.compile(r"^Microsoft (Word|PowerPoint) - |\.(docx?|indd|pptx?|pdf|pub)$", re.IGNORECASE)
_UNTITLED = ("untitled", "(anonymous)", "(unspecified)", "untitled document", "document1", "title")
_MOSTLY = 0.7
_UNREADABLE = 0.3


def extract(source: Source, progress: Any = None) -> Manual:
    import pypdfium2
    from pypdfium2 import raw

    with _opened(source, pypdfium2) as document:
        limits.check_pages(source.name, len(document))
        reader = _Reader(source, raw)
        pages = []
        for place in range(len(document)):
            pages.append(reader.page(document, place, pypdfium2))
            if progress:
                progress(place + 1, len(document))
        title = _title(str(document.get_metadata_value("Title") or ""))
    notes = reader.check(len(pages))
    heavy = sum(len(run.text) for page in pages for line in page for run in line.runs if getattr(run, "heavy", False))
    pdf_spacing.settle(pages, trust_weight=heavy < _MOSTLY * reader.glyphs.read)
    builder = Builder()
    numbers = flow.write(pages, builder, title)
    limits.check_characters(source.name, builder.length)
    return builder.manual(source, numbers=numbers, styled=True, title=title, notes=notes)


@contextlib.contextmanager
def _opened(source: Source, pypdfium2: Any) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _LOCKED or "password" in str(error).lower():
            raise ManualError(f"{source.name} is locked with a password.", "Save a copy without the password.") from None
        raise ManualError(f"{source.name} is a damaged PDF file.", "Save or download it again.") from None
    try:
        yield document
    finally:
        document.close()


class _Reader:
    """Reads pages one by one and remembers which have no words."""

    def __init__(self, source: Source, raw: Any) -> None:
        self._source = source
        self._raw = raw
        self.glyphs = Glyphs(raw)
        self._drawing = Drawing(raw)
        self._wordless: list[int] = []
        self._broken: list[int] = []

    def page(self, document: Any, place: int, pypdfium2: Any) -> list[Line]:
        try:
            page = document[place]
        except pypdfium2.PdfiumError:
            self._broken.append(place + 1)
            return []
        try:
            return self._lines(page, place)
        finally:
            page.close()

    def _lines(self, page: Any, place: int) -> list[Line]:
        where = _place(page)
        shapes = self._drawing.shapes(page.raw, where)
        text = page.get_textpage()
        try:
            limits.check_characters(self._source.name, self.glyphs.read + self._raw.FPDFText_CountChars(text.raw))
            atoms = self.glyphs.atoms(text.raw, where)
        finally:
            text.close()
        if not atoms and shapes.drawn:
            self._wordless.append(place + 1)
        return pdf_layout.lines(atoms, shapes, place)

    def check(self, pages: int) -> list[str]:
        """What a reader should know of pages without words. Raises :class:`ManualError` if there are no others."""
        name = self._source.name
        if len(self._broken) == pages:
            raise ManualError(f"{name} is a damaged PDF file.", "Save or download it again.")
        if self.glyphs.unread > _UNREADABLE * self.glyphs.read:
            raise ManualError(
                f"{name} does not say which letters its signs are.",
                "Run text recognition (OCR) over it first, then import it again.",
            )
        if not self.glyphs.read:
            if not self._wordless:
                raise limits.no_words(name)
            raise ManualError(
                f"{name} is a scan: {_counted(len(self._wordless), pages)}.",
                "Run text recognition (OCR) over it first, then import it again.",
            )
        notes = []
        if self._wordless:
            notes.append(
                f"{_listed(self._wordless)} of the file: a picture without text. Run text recognition (OCR) to import it."
            )
        if self._broken:
            notes.append(f"{_listed(self._broken)} of the file: damaged, could not be read.")
        return notes


def _counted(without: int, pages: int) -> str:
    if pages == 1:
        return "its one page is a picture without text"
    return (
        f"all {pages} pages are pictures without text"
        if without == pages
        else f"{without} of {pages} pages are pictures, and none has text"
    )


def _listed(pages: Sequence[int]) -> str:
    """Pages 3–5 and 9."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    written = [str(a) if a == b else f"{a}–{b}" for a, b in spans]
    if len(written) > 12:
        written = [*written[:12], f"{len(pages)} in all"]
    words = written[0] if len(written) == 1 else f"{', '.join(written[:-1])} and {written[-1]}"
    return f"Page {words}" if len(pages) == 1 else f"Pages {words}"


def _title(said: str) -> str:
    """What a program that makes PDFs writes on its own is no title."""
    title = _MAKERS.sub("", said).strip()
    return "" if title.lower() in _UNTITLED else title


def _place(page: Any) -> Place:
    left, bottom, right, top = page.get_bbox() if hasattr(page, "get_bbox") else page.get_cropbox()
    return Place(left, bottom, right, top, page.get_rotation())
