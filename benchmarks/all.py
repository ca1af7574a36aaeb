"""Every benchmark in one table: ``python -m benchmarks.all``."""

from __future__ import annotations

import sys

from benchmarks import recording, resume, version
from benchmarks.measure import HEAD, machine

if __name__ == "__main__":
    rows = [*version.table(), *recording.table(), resume.table()]
    sys.stdout.write("\n".join([HEAD, *rows, "", machine(), ""]))
