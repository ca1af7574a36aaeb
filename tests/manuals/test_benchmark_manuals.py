"""The manuals of benchmarks/manuals are what their script makes. They are imported only to be measured, and never here."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("docx")
pdfium = pytest.importorskip("pypdfium2")
pytest.importorskip("fpdf")

from benchmarks.manuals import make  # noqa: E402  (needs what is asked for above)

MANUALS = {manual.name: manual for manual in make.manuals()}
each = pytest.mark.parametrize("name", sorted(MANUALS))


def stored(name: str, kind: str) -> bytes:
    return (make.HERE / f"{name}.{kind}").read_bytes()


def pdf_text(data: bytes) -> str:
    with pdfium.PdfDocument(data) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document)


@each
@pytest.mark.parametrize("kind", ["txt", "html", "json"])
def test_a_made_file_is_what_the_script_makes_byte_for_byte(name: str, kind: str) -> None:
    assert stored(name, kind) == make.WRITERS[kind](MANUALS[name])


@each
def test_a_made_pdf_has_the_words_that_the_script_makes(name: str) -> None:
    assert pdf_text(stored(name, "pdf")) == pdf_text(make.WRITERS["pdf"](MANUALS[name]))


def test_no_file_is_missing_and_none_is_left_of_a_manual_that_is_gone() -> None:
    made = {path.name for kind in make.WRITERS for path in make.HERE.glob(f"*.{kind}")}
    assert made == {f"{name}.{kind}" for name in MANUALS for kind in make.WRITERS}


@each
def test_what_must_not_be_said_is_in_the_manual_and_in_no_say_block(name: str) -> None:
    text = " ".join(stored(name, "txt").decode().split())
    said = [block["text"] for block in json.loads(stored(name, "json"))["say"]]
    for phrase in MANUALS[name].not_say:
        assert phrase in text
        assert not [one for one in said if phrase in one]


@each
def test_a_slot_and_what_falls_due_by_the_clock_are_spoken(name: str) -> None:
    found = json.loads(stored(name, "json"))
    spoken = {block["ref"] for block in found["say"]}
    assert {*found["starts"], *found["announcements"]} <= spoken
    assert not found["announcements"] or found["minutes"]
    assert all(any(slot in block["text"] for block in found["say"]) for slot in found["slots"])


def test_in_one_of_them_nothing_is_read_aloud() -> None:
    assert [name for name in MANUALS if not json.loads(stored(name, "json"))["say"]] == ["coordinator-only"]
