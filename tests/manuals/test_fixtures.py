"""The manuals of tests/fixtures/manuals: made by the script from the words, and expecting what is consistent."""

from __future__ import annotations

import io
import json
import re
from functools import cache

import pytest

docx = pytest.importorskip("docx")
pdfium = pytest.importorskip("pypdfium2")
lxml_html = pytest.importorskip("lxml.html")
pytest.importorskip("fpdf")

from tests.fixtures.manuals import make  # noqa: E402  (needs what is asked for above)
from tests.fixtures.manuals.paper import Manual  # noqa: E402

MANUALS = {manual.name: manual for manual in make.manuals()}
each = pytest.mark.parametrize("name", sorted(MANUALS))


@cache
def expected(name: str) -> dict[str, object]:
    return dict(json.loads(stored(name, "json")))


def stored(name: str, kind: str) -> bytes:
    return (make.HERE / f"{name}.{kind}").read_bytes()


def pdf_text(data: bytes) -> str:
    with pdfium.PdfDocument(data) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document)


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def says(name: str) -> list[str]:
    return [block["text"] for block in expected(name)["say"]]  # type: ignore[attr-defined]


@each
@pytest.mark.parametrize("kind", ["txt", "html", "json"])
def test_a_made_file_is_what_the_script_makes_byte_for_byte(name: str, kind: str) -> None:
    assert stored(name, kind) == make.WRITERS[kind](MANUALS[name])


@each
def test_a_made_pdf_has_the_words_that_the_script_makes(name: str) -> None:
    assert pdf_text(stored(name, "pdf")) == pdf_text(make.WRITERS["pdf"](MANUALS[name]))


@each
def test_a_made_docx_has_the_words_that_the_script_makes(name: str) -> None:
    assert docx_text(stored(name, "docx")) == docx_text(make.WRITERS["docx"](MANUALS[name]))


def test_a_file_made_twice_is_the_same_in_every_format() -> None:
    manual: Manual = MANUALS["straight-quotes"]
    for write in make.WRITERS.values():
        assert write(manual) == write(manual)


@each
def test_no_file_is_left_of_a_manual_that_is_gone(name: str) -> None:
    made = {path.name for path in make.HERE.glob(f"{name}.*")}
    assert made == {f"{name}.{kind}" for kind in make.WRITERS}
    assert {path.stem for path in make.HERE.glob("*.json")} == set(MANUALS)


@each
def test_what_must_not_be_said_is_in_the_manual_and_in_no_say_block(name: str) -> None:
    text = " ".join(stored(name, "txt").decode().split())
    for phrase in MANUALS[name].not_say:
        assert phrase in text
        assert [said for said in says(name) if phrase in said] == []


@each
def test_no_mark_of_ours_is_printed_or_said(name: str) -> None:
    printed = stored(name, "txt").decode() + "".join(says(name))
    assert set("{}‡¬^") & set(printed) == set()
    assert "**" not in printed


@each
def test_every_announcement_and_start_has_something_to_say(name: str) -> None:
    found = expected(name)
    spoken = {block["ref"] for block in found["say"]}  # type: ignore[attr-defined]
    assert {*found["starts"], *found["announcements"]} <= spoken  # type: ignore[misc]


@each
def test_a_slot_is_printed_in_what_is_said(name: str) -> None:
    for slot in MANUALS[name].slots:
        assert any(slot in said for said in says(name))


def html_text(data: bytes) -> str:
    return "".join(lxml_html.fromstring(data).itertext())


READERS = {"txt": bytes.decode, "pdf": pdf_text, "docx": docx_text, "html": html_text}


def squeezed(text: str) -> str:
    """Without white space; pdfium gives a mark of its own for a hyphen at a line's end."""
    return "".join(re.sub("[\ufffe\x02]", "-", text).split())


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("name", sorted(set(MANUALS) - {"traps"}))
def test_every_sentence_to_be_said_stands_in_every_format(name: str, kind: str) -> None:
    text = READERS[kind](stored(name, kind)).replace("\f", "\n")
    furniture = [MANUALS[name].header, *(MANUALS[name].footer.format(page=page) for page in range(2, 9))]
    text = re.sub("|".join(rf"^ *{re.escape(line)} *\r?$" for line in furniture if line), "", text, flags=re.MULTILINE)
    for said in says(name):
        for sentence in re.split(r"(?<=[.?!,]) ", said):
            assert squeezed(sentence) in squeezed(text)


def test_the_traps_are_set() -> None:
    manual, text = MANUALS["traps"], stored("traps", "txt").decode()
    before, _, after = text.partition("\f" + manual.header + "\n\n\n    working. When")
    assert before.rstrip().endswith("3    Test Examiner's Manual"), "a page ends inside speech"
    assert "keep\n\n\n1 A list" in before, "the page's footnotes stand between"
    assert "\n    5. If you do not see" in before, "a line inside speech begins like the next step"
    assert "multiple- choice" in before
    assert after


def test_the_flat_text_is_one_long_line() -> None:
    text = stored("flat", "txt").decode()
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert len(text) > 8000
