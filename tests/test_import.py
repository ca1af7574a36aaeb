"""``proctor import``: a manual to a pack on the command line, what it prints, and what it says of files that are none."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from proctor.cli import main
from proctor.manuals.corrections import CORRECTIONS
from proctor.scripts.loading import load_pack
from proctor.scripts.standing import standing
from tests.helpers import write_pack
from tests.programs import run
from tests.test_cli import Done, assert_says_no

MANUALS = Path(__file__).parent / "fixtures" / "manuals"
TEXT = """Guide to the Spring Test of 2026

Call (555) 555-0100 with questions.

Part I Rules

A. Security

Every booklet is kept in a safe place.

Part II Session 1

A. Giving Session 1

The session is scheduled to be 60 minutes long.

1. Hand out the booklets. Once this is done, say: "Open your booklet to page 2. Answer the multiple- choice questions."

2. Say: "You may begin." Pause.

3. When half of the time is over, say: "Half of the time is over."

4. Collect the booklets.
"""

Proctor = Callable[..., Done]


@pytest.fixture
def proctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Proctor:
    """``proctor import`` in this process."""

    def call(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["proctor", "import", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return Done(int(end.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "spring-guide.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# -- a pack -----------------------------------------------------------------------------------------------------------


def test_a_manual_becomes_a_pack_among_the_users_own(proctor: Proctor, file: Path, data_folder: Path) -> None:
    done = proctor(file)
    assert (done.code, done.err) == (0, "")
    folder = data_folder / "packs" / "spring-guide"
    assert standing(folder) == "official"
    assert [one.id for one in load_pack(folder).scripts] == ["session-1"]


def test_what_is_printed_names_the_source_the_pack_each_script_and_the_next_step(
    proctor: Proctor, file: Path, data_folder: Path
) -> None:
    lines = proctor(file).lines
    assert lines[0].startswith("spring-guide.txt · ")
    assert lines[1] == f"Pack spring-guide: official words, in {data_folder / 'packs' / 'spring-guide'}"
    assert "session-1 · Session 1 · 60 minutes" in lines
    assert "  5 steps, 3 times read aloud · clock starts at II.A.2 · II.A.3 half" in lines
    assert any("100.00" in line and line.endswith("of the manual's characters have their place") for line in lines)
    assert any(line.startswith("1 mended in what is read aloud") for line in lines)
    assert "Next: `proctor preview spring-guide/session-1` and compare it with the manual" in "\n".join(lines)


def test_the_pack_is_one_like_any_other(file: Path, tmp_path: Path) -> None:
    data = tmp_path / "home"
    assert run("import", str(file), data=data).returncode == 0
    checked = run("packs", "check", "spring-guide", data=data)
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (0, "spring-guide: 1 script, no fault.")
    assert "Open your booklet to page 2." in " ".join(run("preview", "spring-guide/session-1", data=data).stdout.split())


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt"])
def test_every_format_is_read(form: str, proctor: Proctor) -> None:
    found = json.loads(proctor(MANUALS / f"straight-quotes.{form}", "--json").out)
    wanted = json.loads((MANUALS / "straight-quotes.json").read_text(encoding="utf-8"))
    assert [(one["ref"], one["text"]) for one in found["say"]] == [(one["ref"], one["text"]) for one in wanted["say"]]


# -- for a program ------------------------------------------------------------------------------------------------------


def test_json_has_the_agreed_shape(proctor: Proctor, file: Path, data_folder: Path) -> None:
    done = proctor(file, "--json")
    found = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert found["steps"] == 4
    assert found["say"] == [
        {"ref": "II.A.1", "text": "Open your booklet to page 2. Answer the multiple-choice questions."},
        {"ref": "II.A.2", "text": "You may begin."},
        {"ref": "II.A.3", "text": "Half of the time is over."},
    ]
    assert (found["policies"], found["coverage"], found["unplaced"], found["warnings"]) == (1, 1.0, [], [])
    assert (found["pack"], found["folder"]) == ("spring-guide", str(data_folder / "packs" / "spring-guide"))
    assert (found["pauses"], [(one["was"], one["now"]) for one in found["mends"]]) == (1, [("- ", "-")])
    assert standing(data_folder / "packs" / "spring-guide") == "official", "and the pack is written"


def test_json_names_what_a_person_has_to_decide_and_where(proctor: Proctor, file: Path) -> None:
    file.write_text(TEXT.replace("Pause.", "Pause.\n\nPlease raise your hand when you are done."), encoding="utf-8")
    (asked,) = json.loads(proctor(file, "--json").out)["questions"]
    assert set(asked) == {"offset", "page", "ref", "sort", "question", "text"}
    assert (asked["ref"], asked["sort"]) == ("II.A.2", "speech")
    assert asked["text"] == "Please raise your hand when you are done."


# -- where it goes, and how it is called ----------------------------------------------------------------------------------


def test_another_folder_id_and_title(proctor: Proctor, file: Path, tmp_path: Path, data_folder: Path) -> None:
    folder = tmp_path / "here" / "mine"
    done = proctor(file, "-o", folder, "--id", "grade-10", "--title", "Reading, Grade 10")
    assert done.code == 0
    header = load_pack(folder).header
    assert (header.id, header.title) == ("grade-10", "Reading, Grade 10")
    assert not (data_folder / "packs").exists()


def test_an_id_names_the_folder_too(proctor: Proctor, file: Path, data_folder: Path) -> None:
    assert proctor(file, "--id", "grade-10").code == 0
    assert [path.name for path in (data_folder / "packs").iterdir()] == ["grade-10"]


def test_the_title_is_the_manuals_own(proctor: Proctor, file: Path, data_folder: Path) -> None:
    proctor(file)
    assert load_pack(data_folder / "packs" / "spring-guide").header.title == "Guide to the Spring Test of 2026"


def test_the_review_is_written_to_a_page(proctor: Proctor, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "review.html"
    assert proctor(file, "--html", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "Half of the time is over." in text


# -- anew -------------------------------------------------------------------------------------------------------------------


def test_the_same_manual_again_replaces_the_pack(proctor: Proctor, file: Path, data_folder: Path) -> None:
    proctor(file)
    file.write_text(TEXT.replace("page 2", "page 4"), encoding="utf-8")
    assert proctor(file).code == 0
    assert [path.name for path in (data_folder / "packs").iterdir()] == ["spring-guide"]
    assert "page 4" in (data_folder / "packs" / "spring-guide" / "session-1.yaml").read_text(encoding="utf-8")


def test_a_pack_that_was_edited_is_replaced_where_that_is_asked_for_and_kept(
    proctor: Proctor, file: Path, data_folder: Path
) -> None:
    proctor(file)
    folder = data_folder / "packs" / "spring-guide"
    (folder / "pack.yaml").write_text((folder / "pack.yaml").read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert_says_no(proctor(file), 1, "edited since it was imported", "--replace")
    done = proctor(file, "--replace")
    assert done.code == 0
    assert f"The edited pack that was there is kept in {folder}.before-1" in done.lines
    assert standing(folder) == "official"


def test_a_pack_that_is_no_import_is_left_alone(proctor: Proctor, file: Path, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "mine")
    assert_says_no(proctor(file, "-o", folder), 1, "it is no import", "-o")


MARKED = "corrections:\n- verdict: speech\n  text: Please raise your hand when you are done.\n"
QUESTION = TEXT.replace("Pause.", "Pause.\n\nPlease raise your hand when you are done.")


@pytest.mark.parametrize("name", ["corrections.yaml", "last-year.yml", "marked"])
def test_corrections_are_applied_kept_and_applied_again(
    name: str, proctor: Proctor, file: Path, tmp_path: Path, data_folder: Path
) -> None:
    file.write_text(QUESTION, encoding="utf-8")
    marked = tmp_path / name
    marked.write_text(MARKED, encoding="utf-8")
    for words in ((file, "--corrections", marked, "--json"), (file, "--json")):
        found = json.loads(proctor(*words).out)
        assert ("II.A.2", "Please raise your hand when you are done.") in [(one["ref"], one["text"]) for one in found["say"]]
        assert found["questions"] == []
    assert (data_folder / "packs" / "spring-guide" / CORRECTIONS).is_file()
    assert "100% Please raise your hand" in proctor(file, "--show", "steps", "--corrections", marked).out


def test_a_correction_whose_words_are_gone_is_told(proctor: Proctor, file: Path, tmp_path: Path) -> None:
    marked = tmp_path / "last-year.yaml"
    marked.write_text(MARKED, encoding="utf-8")
    done = proctor(file, "--corrections", marked)
    assert done.code == 0
    assert "! A correction found no place in this manual: speech, “Please raise your hand when you are done.”." in done.lines


# -- step by step -----------------------------------------------------------------------------------------------------------


def test_each_step_of_the_way_can_be_looked_at_and_nothing_is_written(proctor: Proctor, file: Path, data_folder: Path) -> None:
    text, outline, steps = (proctor(file, "--show", step) for step in ("text", "outline", "steps"))
    assert text.lines[0].startswith("spring-guide.txt · txt · ")
    assert any(line.endswith("Every booklet is kept in a safe place.") for line in text.lines)
    assert [" ".join(line.split()) for line in outline.lines][1:] == [
        "I Rules",
        "I.A Security",
        "II Session 1",
        "II.A Giving Session 1 · read aloud",
    ]
    assert "II.A.3 · due: half" in steps.lines
    assert [one.code for one in (text, outline, steps)] == [0, 0, 0]
    assert not (data_folder / "packs").exists()


# -- what is no manual --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", ["empty.txt"]),
        ("blank.txt", b" \n\n \f ", ["blank.txt"]),
        ("noise.bin", bytes(range(256)) * 8, ["noise.bin"]),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj <<", ["broken.pdf"]),
        ("no.pdf", b"Hello there", ["no.pdf"]),
        ("broken.docx", b"PK\x03\x04 and no more", ["broken.docx"]),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ["old.doc", "DOCX"]),
        ("letter.rtf", b"{\\rtf1 Hello}", ["letter.rtf", "DOCX"]),
        ("silent.txt", b"1. Open the door.\n\n2. Close it.\n", ["silent.txt", "nothing was found that is read aloud"]),
    ],
)
def test_a_file_that_is_no_manual_is_one_sentence_and_leaves_nothing(
    name: str, data: bytes, words: list[str], proctor: Proctor, tmp_path: Path, data_folder: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for how in ((), ("--json",)):
        assert_says_no(proctor(path, *how), 1, *words)
    assert not (data_folder / "packs").exists()


def test_a_file_that_is_not_there_is_one_sentence(proctor: Proctor, tmp_path: Path) -> None:
    assert_says_no(proctor(tmp_path / "nowhere.pdf"), 1, "nowhere.pdf")
    assert_says_no(proctor(tmp_path), 1, tmp_path.name)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--id", "Grade 10"),
        ("--id", "../up"),
        ("--show", "film"),
        ("--corrections", "nowhere.yaml"),
        ("--corrections", "."),
        ("--nonsense",),
        ("--review",),
        ("another.txt",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(
    words: tuple[str, ...], proctor: Proctor, file: Path, data_folder: Path
) -> None:
    assert_says_no(proctor(*([file, *words] if words else [])), 2)
    assert not (data_folder / "packs").exists()


def test_corrections_that_cannot_be_used_are_named_with_line_and_column(
    proctor: Proctor, file: Path, tmp_path: Path, data_folder: Path
) -> None:
    marked = tmp_path / "marked.yaml"
    marked.write_text("corrections:\n- verdict: loud\n  text: x\n", encoding="utf-8")
    done = proctor(file, "--corrections", marked)
    assert done.code == 1
    assert f"{marked}:2:" in done.err
    assert "Traceback" not in done.err
    assert not (data_folder / "packs").exists()


def test_a_place_that_cannot_be_written_is_one_sentence(proctor: Proctor, file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert_says_no(proctor(file, "-o", tmp_path / "taken" / "pack"), 1, "cannot be written", "-o")
    assert_says_no(proctor(file, "--html", tmp_path / "no" / "such.html"), 1, "such.html cannot be written")


def test_an_output_that_is_a_file_is_wrong_usage(proctor: Proctor, file: Path) -> None:
    assert_says_no(proctor(file, "-o", file), 2, file.name)


def test_a_pack_is_replaced_by_a_later_one_of_the_same_id_in_another_folder_only_there(
    proctor: Proctor, file: Path, tmp_path: Path, data_folder: Path
) -> None:
    proctor(file)
    shutil.copytree(data_folder / "packs" / "spring-guide", tmp_path / "copy")
    file.write_text(TEXT.replace("page 2", "page 4"), encoding="utf-8")
    assert proctor(file, "-o", tmp_path / "copy").code == 0
    assert "page 4" in (tmp_path / "copy" / "session-1.yaml").read_text(encoding="utf-8")
    assert "page 2" in (data_folder / "packs" / "spring-guide" / "session-1.yaml").read_text(encoding="utf-8")
