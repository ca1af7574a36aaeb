"""``proctor --version`` against an empty click program, as whole processes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import compile_packages, in_turn, main, process, row

EMPTY = """
import click

@click.group(invoke_without_command=True)
@click.version_option("1")
def cli():
    pass

cli()
"""


def table(times: int = 30) -> list[str]:
    compile_packages()
    with tempfile.TemporaryDirectory() as folder:
        peer = Path(folder) / "empty.py"
        peer.write_text(EMPTY, encoding="utf-8")
        ours = process([sys.executable, "-m", "proctor", "--version"])
        theirs = process([sys.executable, str(peer), "--version"])
        mine, other = in_turn(ours, theirs, times)
    return [row("`proctor --version` / an empty click program", mine, other, "≤ 1.5 ×")]


if __name__ == "__main__":
    main(table())
