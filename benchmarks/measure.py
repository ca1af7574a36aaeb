"""Timing in pairs, and the table: ours, theirs, the ratio, all medians."""

from __future__ import annotations

import compileall
import platform
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def in_turn(ours: Callable[[], None], theirs: Callable[[], None], times: int) -> tuple[list[float], list[float]]:
    """Seconds of each, taken in turn so that a machine that slows down slows both; the first pair does not count."""
    mine, other = [], []
    for _ in range(times + 1):
        mine.append(seconds(ours))
        other.append(seconds(theirs))
    return mine[1:], other[1:]


def seconds(work: Callable[[], None]) -> float:
    """How long one piece of work takes, by the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def process(command: Sequence[str]) -> Callable[[], None]:
    """A whole process as a piece of work; it must end well."""

    def work() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    return work


def compile_packages() -> None:
    """Site-packages and the program itself as bytecode, as an installation has them; else a start would time the compiler."""
    compileall.compile_dir(sysconfig.get_paths()["purelib"], quiet=2, workers=2)
    compileall.compile_dir(str(Path(__file__).resolve().parents[1] / "proctor"), quiet=2)


def row(what: str, mine: list[float], other: list[float], budget: str, unit: float = 1_000) -> str:
    """A row of the table: medians in milliseconds, the median of the ratios pair by pair."""
    ratio = statistics.median(a / b for a, b in zip(mine, other, strict=True))
    return (
        f"| {what} | {statistics.median(mine) * unit:.2f} ms | {statistics.median(other) * unit:.2f} ms "
        f"| {ratio:.2f} × | {budget} |"
    )


HEAD = "| what | ours | peer | ratio | budget |\n|---|---|---|---|---|"


def machine() -> str:
    """Which machine, for the line under a table."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def main(rows: Sequence[str]) -> None:
    """Print a table."""
    sys.stdout.write("\n".join([HEAD, *rows, "", machine(), ""]))
