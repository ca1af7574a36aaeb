"""``proctor import --review`` at a terminal: what it says afterwards, and what becomes of corrections when it is cut off."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from proctor.manuals.corrections import CORRECTIONS, load_corrections
from tests.helpers import FIXTURES
from tests.programs import PATIENCE, run

pytest.importorskip("pty", reason="there are no such terminals here")
if sys.platform == "win32":  # pragma: no cover
    pytest.skip("there are no such terminals here", allow_module_level=True)

from tests.test_on_screen import Screen

MANUAL = FIXTURES / "manuals" / "timing.pdf"
NEXT, SPEECH = "n", "s"


@pytest.fixture
def review(data_folder: Path) -> Iterator[Screen]:
    one = Screen("import", str(MANUAL), "--review")
    one.until("worth a look")
    yield one
    one.close()


@pytest.fixture
def pack(data_folder: Path) -> Path:
    return data_folder / "packs" / "timing"


def test_it_is_written_and_said_where(review: Screen, pack: Path) -> None:
    review.press("w")
    review.until(f"Pack timing: official words, in {pack}")
    assert review.process.wait(PATIENCE) == 0
    assert (pack / "pack.yaml").is_file()


def test_left_without_a_pack_says_so_with_exit_code_1(review: Screen, pack: Path) -> None:
    review.press("q")
    review.until("No pack was written.")
    assert review.process.wait(PATIENCE) == 1
    assert not pack.exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, "ctrl+c", "ctrl+q"])
def test_cut_off_it_keeps_the_corrections(how: signal.Signals | str, review: Screen, pack: Path) -> None:
    review.press(NEXT + SPEECH)
    review.until("1 correction")
    if isinstance(how, str):
        review.press({"ctrl+c": "\x03", "ctrl+q": "\x11"}[how])
    else:
        review.process.send_signal(how)
    review.until("The corrections are kept for the next import")
    review.process.wait(PATIENCE)
    assert len(load_corrections(pack / CORRECTIONS).corrections) == 1


def test_a_terminal_that_is_lost_keeps_the_corrections(review: Screen, pack: Path) -> None:
    review.press(NEXT + SPEECH)
    review.until("1 correction")
    review.lose()
    review.process.wait(PATIENCE)
    assert len(load_corrections(pack / CORRECTIONS).corrections) == 1


def test_without_a_terminal_it_says_what_there_is_instead(data_folder: Path) -> None:
    done = run("import", str(MANUAL), "--review", data=data_folder)
    assert done.returncode == 2
    assert "--review needs a terminal" in done.stderr
