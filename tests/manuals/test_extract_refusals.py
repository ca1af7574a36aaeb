"""Files that are no manual, or none that can be read: one error of ours each, which says what to do, and soon."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from fpdf import FPDF
from PIL import Image

from proctor.errors import ManualError
from proctor.manuals.extract import extract, limits
from tests.manuals import extract_papers as papers

NOISE = bytes((place * place * 31 + place // 7) % 256 for place in range(5_000))


def refused(path: Path) -> str:
    with pytest.raises(ManualError) as error:
        extract(path)
    assert error.value.advice.endswith(".")
    assert "\n" not in str(error.value)
    return str(error.value)


def of(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return refused(path)


def pdf(fill: Callable[[Any], None]) -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    fill(made)
    return bytes(made.output())


@cache
def word() -> bytes:
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Say: hello")
    document.save(made)
    return made.getvalue()


def altered(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A DOCX file with its parts changed, or left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return made.getvalue()


def of_text(change: Callable[[bytes], bytes | None]) -> bytes:
    return altered(lambda name, data: change(data) if name == "word/document.xml" else data)


# -- what is no file -------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_or_a_folder_is_said_to_be_that(tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "manual.pdf")
    assert "is a folder" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_or_a_device_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "manual.pdf")
    assert "no plain file" in refused(tmp_path / "manual.pdf")
    assert "no plain file" in refused(Path(os.devnull))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said_to_be_that(tmp_path: Path) -> None:
    (tmp_path / "manual.txt").write_text("Say: hello")
    (tmp_path / "manual.txt").chmod(0)
    assert "cannot be read" in refused(tmp_path / "manual.txt")


# -- what is no manual -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["manual.pdf", "manual.docx", "manual.html", "manual.md", "manual.txt"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    assert "is empty" in of(tmp_path, name, b"")
    assert "is empty" in of(tmp_path, name, b" \n\n\t\n")


@pytest.mark.parametrize(
    "name", ["manual.pdf", "manual.docx", "manual.html", "manual.md", "manual.txt", "manual", "manual.bin"]
)
def test_noise_under_any_name_is_refused(tmp_path: Path, name: str) -> None:
    refusal = of(tmp_path, name, NOISE)
    assert "neither text nor" in refusal or "whatever its name says" in refusal


@pytest.mark.parametrize("name", ["manual.html", "manual.md", "manual.txt"])
def test_a_file_that_says_nothing_is_said_to_hold_no_words(tmp_path: Path, name: str) -> None:
    nothing = "\u200b\x0c\n".encode() if name.endswith("txt") else b"<p> </p><script>x</script>"
    assert "no words" in of(tmp_path, name, nothing)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word document of the old kind"), (b"{\\rtf1 Say}", "RTF")],
)
def test_other_formats_of_word_processors_are_named_and_docx_is_advised(tmp_path: Path, data: bytes, said: str) -> None:
    refusal = of(tmp_path, "manual.doc", data)
    assert said in refusal
    assert "save it as DOCX" in refusal


# -- PDF -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
def test_a_pdf_that_breaks_off_is_said_to_be_damaged(tmp_path: Path, part: float) -> None:
    data = papers.as_pdf(papers.made_up(1), tmp_path / "whole.pdf").read_bytes()
    assert "damaged PDF" in of(tmp_path, "manual.pdf", data[: int(part * len(data))])


def test_what_only_begins_as_a_pdf_is_said_to_be_damaged(tmp_path: Path) -> None:
    assert "damaged PDF" in of(tmp_path, "manual.pdf", b"%PDF-1.7\n" + NOISE)


def locked(password: str) -> bytes:
    def fill(made: Any) -> None:
        made.add_page()
        made.cell(0, 10, "Say: hello")
        made.set_encryption(f"{password}2", password)

    return pdf(fill)


def test_a_locked_pdf_is_said_to_be_locked_and_one_that_opens_for_everyone_is_read(tmp_path: Path) -> None:
    assert "Save a copy without the password." in of(tmp_path, "manual.pdf", locked("user"))
    (tmp_path / "open.pdf").write_bytes(locked(""))
    assert extract(tmp_path / "open.pdf").text == "Say: hello"


def scan(pages: int, words: dict[int, str]) -> bytes:
    def fill(made: Any) -> None:
        for place in range(pages):
            made.add_page()
            made.image(Image.new("L", (20, 20), 90), 10, 10, 100)
            if place in words:
                made.set_y(150)
                made.cell(0, 10, words[place])

    return pdf(fill)


def test_a_scan_is_said_to_be_one_and_text_recognition_is_advised(tmp_path: Path) -> None:
    refusal = of(tmp_path, "manual.pdf", scan(3, {}))
    assert "all 3 pages are pictures without text" in refusal
    assert "text recognition" in refusal


def test_of_a_manual_with_some_scanned_pages_the_others_are_read_and_these_are_noted(tmp_path: Path) -> None:
    (tmp_path / "manual.pdf").write_bytes(scan(7, {0: "Say: hello.", 2: "Then wait for them."}))
    manual = extract(tmp_path / "manual.pdf")
    assert [manual.text[one.start : one.end] for one in manual.paragraphs] == ["Say: hello.", "Then wait for them."]
    (note,) = manual.notes
    assert note.startswith("Pages 2 and 4–7 of the file")


def test_a_pdf_with_nothing_on_its_pages_is_said_to_hold_no_words(tmp_path: Path) -> None:
    assert "no words" in of(tmp_path, "manual.pdf", pdf(lambda made: made.add_page()))


def test_a_pdf_of_too_many_pages_is_refused_before_one_is_read(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for _ in range(limits.MAX_PAGES + 1):
            made.add_page()

    told: list[int] = []
    (tmp_path / "manual.pdf").write_bytes(pdf(fill))
    with pytest.raises(ManualError, match="has 1,001 pages; a manual may have 1,000"):
        extract(tmp_path / "manual.pdf", lambda done, _: told.append(done))
    assert told == []


# -- DOCX ------------------------------------------------------------------------------------------------------------


def test_an_archive_that_is_no_document_is_said_to_be_that(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("notes.txt", "Say: hello")
    assert "archive without a Word document" in of(tmp_path, "manual.docx", made.getvalue())


def test_a_document_without_its_text_is_said_to_have_lost_it(tmp_path: Path) -> None:
    assert "lost its text" in of(tmp_path, "manual.docx", of_text(lambda _: None))


def test_a_document_that_breaks_off_is_said_to_be_damaged(tmp_path: Path) -> None:
    assert "damaged DOCX" in of(tmp_path, "manual.docx", word()[: len(word()) // 2])


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:400],
        lambda data: data.replace(b"w:body", b"w:bod"),
        lambda data: b"<html/>",
        lambda data: data.replace(b"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * 5_000, 1),
    ],
)
def test_a_document_that_is_not_as_word_writes_it_is_said_to_be_that(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    assert "not a DOCX file as word processors write it" in of(tmp_path, "manual.docx", of_text(change))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(data: bytes) -> bytes:
        text = data.decode().partition("?>")[2]
        return f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{text}'.encode(encoding)

    assert "declares entities" in of(tmp_path, "manual.docx", of_text(change))


def test_an_archive_that_would_burst_is_refused_by_its_directory(tmp_path: Path) -> None:
    data = of_text(lambda data: data.replace(b"hello", b"A" * 20_000_000))
    assert len(data) < 100_000
    assert "unpacks to far more" in of(tmp_path, "manual.docx", data)


def test_an_archive_whose_directory_lies_is_refused_while_it_is_read(tmp_path: Path) -> None:
    data = bytearray(of_text(lambda data: data.replace(b"hello", b"A" * 20_000_000)))
    at = data.rindex(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 1_000)
    assert "damaged" in of(tmp_path, "manual.docx", bytes(data))


def test_pictures_are_not_unpacked_and_count_for_nothing(tmp_path: Path) -> None:
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", bytes(30_000_000))
    (tmp_path / "manual.docx").write_bytes(made.getvalue())
    assert extract(tmp_path / "manual.docx").text == "Say: hello"


# -- size ------------------------------------------------------------------------------------------------------------


def test_more_characters_than_a_manual_has_are_refused(tmp_path: Path) -> None:
    words = b"word word word.\n" * (limits.MAX_CHARACTERS // 16 + 1)
    assert "more than 5,000,000 characters" in of(tmp_path, "manual.txt", words)
    assert "more than 5,000,000 characters" in of(tmp_path, "manual.md", words)


def test_a_file_larger_than_any_manual_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "manual.pdf").open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)
    assert "larger than 100 MB" in refused(tmp_path / "manual.pdf")


def test_a_page_of_more_tags_than_a_manual_has_is_refused(tmp_path: Path) -> None:
    assert "tags" in of(tmp_path, "manual.html", b"<html>" + b"<b>x</b>" * 500_000)


# -- what is paid for ------------------------------------------------------------------------------------------------


def test_importing_the_extractor_loads_no_library_that_reads_files() -> None:
    code = "import sys, proctor.manuals.extract as e; print({'lxml', 'docx', 'pypdfium2', 'markdown_it'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
