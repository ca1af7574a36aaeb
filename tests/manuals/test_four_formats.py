"""Manuals of our own, one for each way of marking what is read aloud, in four formats: the same pack comes of each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proctor.errors import ManualError
from proctor.manuals.corrections import Correction, Corrections
from proctor.manuals.extract import extract
from proctor.manuals.importing import Import, NothingIsRead, import_manual, made_of
from proctor.scripts.loading import load_pack

FOLDER = Path(__file__).parents[1] / "fixtures" / "manuals"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
FORMATS = ("txt", "docx", "pdf", "html")
BY_TYPE_ALONE = {"bold-speech", "boxed-speech", "shaded-speech"}
"""Manuals whose plain text does not show what is spoken."""


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def imported(name: str, form: str) -> Import:
    return import_manual(FOLDER / f"{name}.{form}", Corrections())


def said(found: Import) -> list[tuple[str, str]]:
    return [(one.ref, one.piece.text) for one in found.compiled.said]


CASES = [(name, form) for name in NAMES for form in FORMATS if not (form == "txt" and name in BY_TYPE_ALONE)]


@pytest.mark.parametrize(("name", "form"), CASES)
def test_every_word_that_is_read_aloud_is_found_under_its_step_and_no_other(name: str, form: str) -> None:
    wanted = [(one["ref"], one["text"]) for one in expected(name)["say"]]
    assert said(imported(name, form)) == wanted
    for phrase in expected(name)["not_say"]:
        assert not [text for _, text in said(imported(name, form)) if phrase in text]


@pytest.mark.parametrize(("name", "form"), CASES)
def test_steps_clock_announcements_and_slots_are_those_of_the_manual(name: str, form: str, tmp_path: Path) -> None:
    found, wanted = imported(name, form), expected(name)
    found.write(tmp_path / "pack")
    scripts = load_pack(tmp_path / "pack").scripts
    steps = [step for script in scripts for _, step in script.steps()]
    blocks = [block for step in steps for block in step.blocks]
    assert found.values()["steps"] == wanted["steps"]
    assert [step.ref for step in steps for block in step.blocks if block.clock == "start"] == wanted["starts"]
    assert {step.ref: step.at for step in steps if step.at} == wanted["announcements"]
    assert {printed for block in blocks for printed in getattr(block, "slots", ())} == set(wanted["slots"])
    assert sum(len(script.facts) for script in scripts) == wanted["facts"]
    if wanted["minutes"]:
        assert wanted["minutes"] in {script.timing.scheduled_minutes for script in scripts}


@pytest.mark.parametrize(("name", "form"), CASES)
def test_nothing_of_a_manual_is_lost(name: str, form: str) -> None:
    assert imported(name, form).reading.coverage == 1.0


FOOTNOTES = {"traps"}
"""Where a footnote stands hangs on where a format ends its pages."""


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, form in CASES if form != "docx" and name not in FOOTNOTES])
def test_each_format_yields_the_same_pack(name: str, form: str) -> None:
    assert without_pages(imported(name, form)) == without_pages(imported(name, "docx"))


def without_pages(found: Import) -> Any:
    """The pack's files without what a format may not know: pages, and the title that a file gives itself."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stripped(one) for key, one in value.items() if key != "page"}
        return [stripped(one) for one in value] if isinstance(value, list) else value

    files = {name: stripped(values) for name, values in found.compiled.files.items()}
    return {name: values for name, values in files.items() if name != "pack.yaml"} | {"scripts": files["pack.yaml"]["scripts"]}


@pytest.mark.parametrize("name", ["bold-speech", "shaded-speech"])
def test_where_the_type_alone_tells_and_a_text_file_shows_none_it_is_said_and_nothing_is_guessed(name: str) -> None:
    with pytest.raises(NothingIsRead, match=r"marks speech by its type.*import the PDF, Word or HTML file"):
        import_manual(FOLDER / f"{name}.txt", Corrections())


def test_of_paragraphs_that_speak_to_students_and_that_nothing_marks_a_person_is_asked() -> None:
    found = import_manual(FOLDER / "boxed-speech.txt", Corrections())
    wanted = [(one["ref"], one["text"]) for one in expected("boxed-speech")["say"]]
    assert set(said(found)) < set(wanted)
    assert {one["sort"] for one in found.values()["questions"]} == {"speech"}
    assert any("You have 50 minutes." in one["text"] for one in found.values()["questions"])


@pytest.mark.parametrize("name", sorted(BY_TYPE_ALONE))
def test_a_text_file_whose_speech_was_marked_by_a_person_says_what_the_others_say(name: str) -> None:
    wanted = [(one["ref"], one["text"]) for one in expected(name)["say"]]
    marked = Corrections(corrections=tuple(Correction(verdict="speech", text=text) for _, text in wanted))
    assert said(made_of(extract(FOLDER / f"{name}.txt"), marked, name, "")) == wanted


def test_a_document_in_which_nothing_is_read_aloud_makes_no_pack() -> None:
    with pytest.raises(ManualError, match="nothing was found that is read aloud"):
        made_of(extract(FOLDER / "make.py"), Corrections(), "x", "")
