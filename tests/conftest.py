"""What every test gets: a data folder of its own, and on request a wall clock in UTC and golden files."""

from __future__ import annotations

import difflib
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew; then read the diff.")


def pytest_configure(config: pytest.Config) -> None:
    """A program started by a test is told to go as by a terminal, also where the tests were started to outlive theirs."""
    hypothesis.settings.register_profile("no clock", deadline=None)  # how long an example takes is no promise
    hypothesis.settings.load_profile("no clock")
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the user's sessions and packs, nor another test's."""
    folder = tmp_path / "data"
    monkeypatch.setenv("PROCTOR_DATA", str(folder))
    monkeypatch.delenv("PROCTOR_PACKS", raising=False)
    return folder


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the handbooks of packs are kept from one test to the next, for whoever asks for them by :func:`quick_packs`."""
    return tmp_path_factory.mktemp("handbooks")


@pytest.fixture
def quick_packs(read_once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs that an earlier test has read are not read again: they are kept under the digest of their files."""
    monkeypatch.setattr("proctor.settings.Places.handbooks", property(lambda self: read_once))


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock on the wall shows UTC, in this process and in those it starts."""
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against ``tests/golden/<name>``; with ``--update-golden`` write it there."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
            return
        assert path.is_file(), f"{path} is not there; pytest --update-golden writes it"
        expected = path.read_text(encoding="utf-8")
        if text != expected:
            diff = difflib.unified_diff(expected.splitlines(), text.splitlines(), "golden", "now", lineterm="")
            pytest.fail(
                "\n".join(["not as in " + name + " (pytest --update-golden, then read the diff)", *diff]), pytrace=False
            )

    return check
