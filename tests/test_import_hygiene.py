"""Who pays for what: each way in imports what it needs, in a process of its own, and nothing heavier."""

from __future__ import annotations

from pathlib import Path

import pytest

from proctor import state
from tests.programs import ROOT, python, run

SAY_WHAT_IS_THERE = """
import sys
found = sorted({name.partition(".")[0] for name in sys.modules} & set(%r))
assert not found, found
"""

CORE = ("errors", "settings", "scripts.models", "scripts.snapshot", "state", "state.session", "state.sqlite", "state.shelf")


def run_main(*words: str) -> str:
    """Code that runs the command line and swallows how it ends."""
    return f"""
import sys
from proctor.cli import main
sys.argv = ["proctor", *{words!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def assert_without(code: str, *heavy: str) -> None:
    done = python(code + SAY_WHAT_IS_THERE % (heavy,))
    assert done.returncode == 0, done.stderr[-2_000:]


@pytest.mark.parametrize("words", [("--version",), ("--help",)])
def test_version_and_help_import_neither_textual_nor_pydantic_nor_yaml(words: tuple[str, ...]) -> None:
    assert_without(run_main(*words), "textual", "rich", "pydantic", "yaml", "sqlite3", "platformdirs", "rapidfuzz", "pyttsx3")


def test_a_list_of_sessions_imports_no_textual_and_no_yaml() -> None:
    assert_without(run_main("sessions", "list"), "textual", "rich", "yaml")


LISTS = """
from proctor.scripts.cards import pack_cards
from proctor.settings import Places
from proctor.state.cards import cards
from proctor.state.prepared import Opening, Prepared
places = Places.of_environment()
Prepared(places.prepared).save(Opening(script="a/b"), "A")
assert pack_cards(places)
assert [card.phase for card in cards(places.sessions)] == ["open"]
assert Prepared(places.prepared).all()
"""


def test_lists_of_packs_sessions_and_prepared_openings_import_neither_pydantic_nor_textual(data_folder: Path) -> None:
    run("run", "session-1", "--new", "--plain", data=data_folder)
    assert_without(LISTS, "pydantic", "textual", "rich", "click", "rapidfuzz")


@pytest.mark.parametrize("module", ["state", "state.cards", "state.prepared", "state.files", "scripts.cards"])
def test_what_the_lists_stand_on_imports_no_pydantic(module: str) -> None:
    assert_without(f"import proctor.{module}", "pydantic", "textual", "rich")


def test_what_is_named_in_the_state_package_is_there_and_nothing_else() -> None:
    assert {getattr(state, name).__name__ for name in state.__all__} == set(state.__all__)
    assert not hasattr(state, "Shelf")


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_no_screen_no_command_line_and_no_yaml(module: str) -> None:
    assert_without(f"import proctor.{module}", "textual", "rich", "click", "yaml", "rapidfuzz", "pyttsx3")


def test_plain_mode_imports_no_textual() -> None:
    assert_without("import proctor.plain.loop, proctor.plain.lines, proctor.commands.run", "textual", "rich")


def test_a_whole_delivery_in_plain_lines_imports_no_textual() -> None:
    code = "import io, sys\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'a none'))\n" + run_main("run", "session-1", "--plain")
    assert_without(code, "textual", "rich")


def test_the_machine_and_its_rules_import_no_clock_no_disk_and_no_chance() -> None:
    rules = "proctor.state.machine, proctor.state.evolution, proctor.state.rules.walking, proctor.state.timing"
    assert_without(f"import {rules}", "sqlite3", "textual", "click", "yaml", "platformdirs")


READERS = ("pypdfium2", "docx", "lxml")


def without_manuals(code: str) -> None:
    done = python(code + "\nimport sys\nassert not [one for one in sys.modules if one.startswith('proctor.manuals')]")
    assert done.returncode == 0, done.stderr[-2_000:]
    assert_without(code, *READERS)


@pytest.mark.parametrize("screen", ["library", "session"])
def test_the_library_and_a_session_import_nothing_that_reads_manuals(screen: str) -> None:
    without_manuals(f"import proctor.tui.app, proctor.tui.screens.{screen}, proctor.tui.ways_in, proctor.commands.screen")


def test_a_whole_delivery_imports_nothing_that_reads_manuals() -> None:
    without_manuals(
        "import io, sys\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'a none'))\n" + run_main("run", "session-1", "--plain")
    )


def test_the_review_itself_imports_no_reader_of_any_format() -> None:
    assert_without("import proctor.tui.screens.review", *READERS)


@pytest.mark.parametrize("module", ["folding", "recognised", "reviewing"])
def test_what_a_review_is_made_of_imports_no_textual(module: str) -> None:
    assert_without(f"import proctor.tui.{module}", "textual")


VOICE = ("pyttsx3", "miniaudio", "espeakng_loader")


def without_voice(code: str) -> None:
    found = f"[one for one in sys.modules if one.startswith('proctor.voice') or one.partition('.')[0] in {VOICE!r}]"
    done = python(f"{code}\nimport sys\nassert not {found}, {found}")
    assert done.returncode == 0, done.stderr[-2_000:]


ON_SCREEN = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from tests.tui.stage import on_stage, practice
async def main():
    for session in (None, practice()):
        async with on_stage(session) as pilot:
            await pilot.press("space", "question_mark", "escape", "b")
asyncio.run(main())
"""


def test_screens_that_are_used_import_nothing_of_the_voice_while_it_is_off(data_folder: Path) -> None:
    without_voice(ON_SCREEN)


@pytest.mark.parametrize("screen", ["library", "session"])
def test_the_library_and_a_session_import_nothing_of_the_voice(screen: str) -> None:
    without_voice(f"import proctor.tui.app, proctor.tui.screens.{screen}, proctor.tui.ways_in, proctor.commands.screen")


def test_a_whole_delivery_in_plain_lines_imports_nothing_of_the_voice() -> None:
    without_voice(
        "import io, sys\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'a none'))\n" + run_main("run", "session-1", "--plain")
    )


@pytest.mark.parametrize("module", ["", ".events", ".speaker", ".protocol", ".process"])
def test_the_programs_side_of_the_voice_imports_no_engine_and_no_device(module: str) -> None:
    assert_without(f"import proctor.voice{module}", *VOICE, "textual", "click", "ctypes")


def test_this_test_would_notice() -> None:
    with pytest.raises(AssertionError, match="yaml"):
        assert_without("import yaml", "yaml")
