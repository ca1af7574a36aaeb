"""``proctor packs diff``: what it prints, in colour or not, as JSON and as a page; and how it ends."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from proctor.cli import main
from proctor.commands import packs_diff_lines
from tests.helpers import write_pack
from tests.programs import python
from tests.test_import_hygiene import SAY_WHAT_IS_THERE, run_main

Diff = Callable[..., tuple[int, str, str]]

HEADER = "id: made-{year}\ntitle: Made for {year}\nscripts: [script]\n"
SCRIPT = """
title: A session
timing: {{scheduled_minutes: {minutes}}}
stages:
  - id: read
    title: Read aloud
    steps:
      - {{ref: A.1, blocks: [{{do: Hand out the booklets.}}]}}
{more}
      - ref: {ref}
        blocks:
          - say: Write your {name} name on the cover of your booklet, and then wait until I go on.
          - check: {check}
"""


@pytest.fixture
def diff(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Diff:
    """``proctor packs diff`` in this process: its exit code, and what it printed."""

    def call(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["proctor", "packs", "diff", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


@pytest.fixture
def years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two packs of ours: in the later one a step was put in, and words, minutes and a check are others."""
    monkeypatch.setenv("PROCTOR_PACKS", str(tmp_path / "packs"))
    more = "      - {ref: A.2, blocks: [{say: Please check that your booklet is whole.}]}"
    old = SCRIPT.format(minutes=60, more="", ref="A.2", name="last", check="covers are filled in")
    new = SCRIPT.format(minutes=75, more=more, ref="A.3", name="family", check="all covers are filled in")
    return (
        write_pack(tmp_path / "packs" / "old", header=HEADER.format(year=2025), script=old),
        write_pack(tmp_path / "packs" / "new", header=HEADER.format(year=2026), script=new),
    )


TOLD = """\
Old: made-2025 · Made for 2025
New: made-2026 · Made for 2026
1 step changed, 1 of them in what is read aloud; 1 added; 0 removed; 1 the same.

THE PACK
  title: Made for [-2025-]{+2026+}

SCRIPT script · A session
  1 step changed, 1 of them in what is read aloud; 1 added; 0 removed; 1 the same.
  scheduled minutes: [-60-]{+75+}

  READ ALOUD
  A.2 · added
      SAY     {+Please check that your booklet is whole.+}
  A.3 (was A.2) · changed
      SAY     Write your [-last-]{+family+} name on the cover of your booklet, and then wait until I go on.
      CHECK   {+all +}covers are filled in
"""


def test_what_changed_is_told_step_by_step_with_the_words_marked(diff: Diff, years: tuple[Path, Path]) -> None:
    assert diff(*years) == (1, TOLD, "")


def test_packs_go_by_id_by_part_of_it_and_by_folder(diff: Diff, years: tuple[Path, Path]) -> None:
    assert diff("made-2025", years[1])[1] == diff("2025", "2026")[1] == TOLD


def test_where_nothing_changed_the_exit_code_is_0(diff: Diff, years: tuple[Path, Path]) -> None:
    code, out, err = diff("2025", "2025")
    assert (code, err) == (0, "")
    assert out.splitlines()[2:] == ["Nothing changed: 2 steps, and all that goes with them."]


def test_what_is_not_there_is_wrong_usage(diff: Diff, years: tuple[Path, Path]) -> None:
    code, out, err = diff("made-2025", "nowhere")
    assert (code, out) == (2, "")
    assert err.startswith("There is no one pack 'nowhere'.")
    assert diff("made-2025", "made-2026", "--json", "--format", "html")[0] == 2


def test_a_broken_pack_is_told_fault_by_fault_and_is_no_difference(diff: Diff, years: tuple[Path, Path]) -> None:
    for folder in years:
        (folder / "script.yaml").write_text("titel: x\nstages: []\n", encoding="utf-8")
    code, out, err = diff(*years)
    assert (code, out) == (2, "")
    *faults, count = err.splitlines()
    assert {line.partition("script.yaml:")[0] for line in faults} == {f"{folder}/" for folder in years}
    assert all(re.search(r"script\.yaml:\d+:\d+: .+", line) for line in faults)
    assert count == f"{len(faults)} faults."


def test_as_json_it_is_one_object(diff: Diff, years: tuple[Path, Path]) -> None:
    code, out, _ = diff(*years, "--json")
    told = json.loads(out)
    assert code == 1
    assert told["counts"] == {"same": 1, "changed": 1, "aloud": 1, "added": 1, "removed": 0, "moved": 0, "renumbered": 0}
    assert [(step["fate"], step["old_ref"], step["ref"]) for step in told["scripts"][0]["steps"]] == [
        ("added", None, "A.2"),
        ("changed", "A.2", "A.3"),
    ]


def test_as_a_page_it_marks_words_by_what_they_are(diff: Diff, years: tuple[Path, Path], tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    code, out, _ = diff(*years, "--format", "html", "-o", page)
    assert (code, out) == (1, TOLD.splitlines()[2] + "\n")
    text = page.read_text(encoding="utf-8")
    assert "Write your <del>last</del><ins>family</ins> name" in text
    assert text == diff(*years, "--format", "html")[1]


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(diff: Diff, years: tuple[Path, Path], tmp_path: Path) -> None:
    code, _, err = diff(*years, "-o", tmp_path / "nowhere" / "x.txt")
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err


# -- at a terminal ----------------------------------------------------------------------------------------------------


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def at_a_terminal(diff: Diff, monkeypatch: pytest.MonkeyPatch, *packs: Path, columns: int = 60) -> str:
    screen = Terminal(io.BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    diff(*packs)
    assert isinstance(screen.buffer, io.BytesIO)
    return screen.buffer.getvalue().decode()


COLOUR = re.compile("\x1b\\[[0-9;]*m")


def test_a_terminal_gets_lines_that_fit_and_colours_beside_the_brackets(
    diff: Diff, years: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    seen = at_a_terminal(diff, monkeypatch, *years)
    assert "\x1b[9;31m[-last-]\x1b[0m" in seen
    assert "\x1b[32m{+family+}\x1b[0m" in seen
    plain = COLOUR.sub("", seen)
    assert max(map(len, plain.splitlines())) < 60
    assert " ".join(plain.split()) == " ".join(TOLD.split())


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(
    name: str, value: str, diff: Diff, years: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    seen = at_a_terminal(diff, monkeypatch, *years)
    assert "\x1b" not in seen
    assert "[-last-]{+family+}" in seen


def test_a_mark_that_goes_on_in_the_next_row_leaves_the_indent_alone() -> None:
    rows = list(packs_diff_lines._coloured(["    a \ue000-b", "      c-\ue002 d"]))
    assert rows == ["    a \x1b[9;31m[-b\x1b[0m", "      \x1b[9;31mc-]\x1b[0m d"]


def test_nothing_in_a_pack_steers_the_terminal_or_passes_for_a_mark(diff: Diff, tmp_path: Path) -> None:
    old = write_pack(tmp_path / "old")
    new = write_pack(tmp_path / "new", header='id: made\ntitle: "Made \\u202e \\ue000 for a test"\nscripts: [script]\n')
    assert "title: Made {+\ufffd \ufffd +}for a test" in diff(old, new)[1]


def test_of_a_long_passage_only_what_stands_next_to_a_change_is_shown_but_all_that_is_read_aloud(
    diff: Diff, tmp_path: Path
) -> None:
    walk = "title: T\nstages: [{{id: a, title: A, steps: [{{ref: A.1, blocks: [{{{kind}: '{words}'}}]}}]}}]\n"
    long = " ".join(f"word{n}" for n in range(100))
    for kind, told in (("note", "… word89 word90"), ("say", long)):
        old = write_pack(tmp_path / "old", script=walk.format(kind=kind, words=f"{long} end"))
        new = write_pack(tmp_path / "new", script=walk.format(kind=kind, words=f"{long} finish"))
        (line,) = [one for one in diff(old, new)[1].splitlines() if one.lstrip().startswith(kind.upper())]
        assert f"{kind.upper():<7} {told} " in line
        assert line.endswith("word99 [-end-]{+finish+}")


def test_nothing_heavy_is_imported_before_it_is_wanted() -> None:
    assert (
        python("import proctor.commands.packs\n" + SAY_WHAT_IS_THERE % (("rapidfuzz", "difflib", "textual"),)).returncode == 0
    )
    done = python(run_main("packs", "diff", "mcas-2006", "mcas-2006") + SAY_WHAT_IS_THERE % (("textual", "rich"),))
    assert done.returncode == 0, done.stderr[-2_000:]
