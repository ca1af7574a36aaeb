"""Say blocks found in manuals whose right answer is known, and how long an import takes.

``python -m benchmarks.import`` prints precision and recall over the manuals in ``tests/fixtures/manuals`` (seen while the
importer was made) and in ``benchmarks/manuals`` (half of them looked at after a first score, half never), each as TXT, DOCX,
PDF and HTML, with a plain search for quotes behind "say" beside it; then the time for a manual of 60 pages and one of 1,000,
beside PDFium's bare text of the same file.

A say block counts as found where its words are right to the character; "under its ref" where its step is right too. Where plain
text cannot know what is spoken (the type alone tells), the TXT form is left out of recall and kept in precision.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import machine, seconds
from proctor.errors import ProctorError
from proctor.manuals.corrections import Corrections
from proctor.manuals.extract import extract
from proctor.manuals.importing import import_manual

ROOT = Path(__file__).resolve().parents[1]
SEEN = ROOT / "tests" / "fixtures" / "manuals"
OTHERS = ROOT / "benchmarks" / "manuals"
LOOKED_AT = (
    "bayside-online", "cedar-sections", "collegiate-morning", "coordinator-only",
    "delta-civics", "gulf-writing", "harbor-language", "hudson-reading",
)  # fmt: skip
"""Those of the others that were scored unseen first, and then looked at."""


def sets() -> Iterator[tuple[str, Path, list[str]]]:
    """Name, folder and manuals of each set."""
    others = [path.stem for path in sorted(OTHERS.glob("*.json"))]
    yield "seen", SEEN, [path.stem for path in sorted(SEEN.glob("*.json"))]
    yield "looked at later", OTHERS, [name for name in others if name in LOOKED_AT]
    yield "never looked at", OTHERS, [name for name in others if name not in LOOKED_AT]


FORMATS = ("txt", "docx", "pdf", "html")

Found = list[tuple[str, str]]
"""Ref and words of say blocks."""


@dataclass
class Tally:
    """Say blocks wanted, given, right in their words, right under their ref; manuals without a fault."""

    wanted: int = 0
    given: int = 0
    right: int = 0
    under_ref: int = 0
    whole: list[bool] = field(default_factory=list)

    def add(self, wanted: Found, given: Found, *, recall: bool) -> None:
        words = [text for _, text in wanted]
        right = _common(words, [text for _, text in given])
        self.given += len(given)
        if recall:
            self.wanted += len(wanted)
            self.right += right
            self.under_ref += len([one for one in wanted if one in given])
            self.whole.append(wanted == given)
        else:
            self.given -= right

    def row(self, name: str) -> str:
        precision = self.right / self.given if self.given else 1.0
        recall = self.right / self.wanted if self.wanted else 1.0
        ref = self.under_ref / self.wanted if self.wanted else 1.0
        return f"| {name} | {precision:.1%} | {recall:.1%} | {ref:.1%} | {sum(self.whole)} of {len(self.whole)} |"


def _common(wanted: list[str], given: list[str]) -> int:
    left = list(given)
    return sum(1 for text in wanted if text in left and left.remove(text) is None)


def ours(path: Path) -> Found:
    try:
        found = import_manual(path, Corrections())
    except ProctorError:
        return []
    return [(one.ref, one.piece.text) for one in found.compiled.said]


def plain_search(path: Path) -> Found:
    """What a search for quotes behind "say" finds, the manual's text being known."""
    text = extract(path).text
    quotes = re.findall(r"\b[Ss]ay\b[^.:\"“]{0,60}[:,]\s*[\"“]([^\"”]+)[\"”]", text)
    return [("", " ".join(quote.split())) for quote in quotes]


def scores() -> Iterator[str]:
    for name, folder, stems in sets():
        expected = {stem: json.loads((folder / f"{stem}.json").read_text(encoding="utf-8")) for stem in stems}
        if not expected:
            continue
        yield f"| say blocks, {len(expected)} manuals, {name} | precision | recall | under its ref | without a fault |"
        yield "|---|---|---|---|---|"
        searches: dict[str, Callable[[Path], Found]] = {"proctor": ours, "quotes behind “say”": plain_search}
        for who, search in searches.items():
            every = Tally()
            for form in FORMATS:
                tally = Tally()
                for stem, one in expected.items():
                    wanted = [(said["ref"], said["text"]) for said in one["say"]]
                    recall = not (form == "txt" and one.get("txt_asks"))
                    for each in (tally, every):
                        each.add(wanted, search(folder / f"{stem}.{form}"), recall=recall)
                if who == "proctor":
                    yield tally.row(f"{who}, {form.upper()}")
            yield every.row(f"{who}, all")
        yield ""


def long_pdf(path: Path, pages: int) -> None:
    """A manual of about so many pages: the steps of a seen one over and over, four pages a section."""
    from fpdf import FPDF

    source = extract(SEEN / "straight-quotes.txt")
    texts = [" ".join(source.text[one.start : one.end].split()) for one in source.paragraphs]
    steps = [re.sub(r"^\d+[.] ", "", text) for text in texts if re.match(r"\d+[.] ", text)] * 3
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for section in range(1, pages // 4 + 1):
        pdf.add_page()
        lines = [f"Section {section}. Administering Session {section}", *(f"{n}. {text}" for n, text in enumerate(steps, 1))]
        for line in lines:
            words = line.encode("cp1252", "replace").decode("cp1252")
            pdf.multi_cell(0, 6, words, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    pdf.output(str(path))


def times(pages: int, runs: int) -> str:
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manual.pdf"
        long_pdf(path, pages)

        def bare() -> None:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                text = page.get_textpage()
                text.get_text_range()
                text.close()
                page.close()
            document.close()

        def whole() -> None:
            import_manual(path, Corrections()).write(Path(folder) / "pack", replace=True)

        document = pypdfium2.PdfDocument(path)
        real = len(document)
        document.close()
        pairs = [(seconds(whole), seconds(bare)) for _ in range(runs)]
    mine, peer = (statistics.median(one) for one in zip(*pairs, strict=True))
    what = f"import of a PDF of {real} pages / PDFium's bare text"
    return f"| {what} | {mine:.2f} s | {peer:.2f} s | {mine / peer:.0f} × | ≤ 10 s for 60 pages |"


if __name__ == "__main__":
    for row in scores():
        sys.stdout.write(f"{row}\n")
    sys.stdout.write("| time | ours | peer | ratio | budget |\n|---|---|---|---|---|\n")
    for pages, runs in ((60, 3), (960, 1)):
        sys.stdout.write(f"{times(pages, runs)}\n")
    sys.stdout.write(f"\n{machine()}\n")
