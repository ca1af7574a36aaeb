"""Who pays for what: each way in imports what it needs, in a process of its own, and nothing heavier."""

from __future__ import annotations

import pytest

from tests.programs import python

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


def test_this_test_would_notice() -> None:
    with pytest.raises(AssertionError, match="yaml"):
        assert_without("import yaml", "yaml")
