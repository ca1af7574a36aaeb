"""Every benchmark in one table: ``python -m benchmarks.all``."""

from __future__ import annotations

import sys

from benchmarks import announcements, recording, resume, screen, version
from benchmarks.measure import HEAD, machine

if __name__ == "__main__":
    rows = [*version.table(), *screen.table(), *announcements.table(), *recording.table(), resume.table()]
    sys.stdout.write("\n".join([HEAD, *rows, "", machine(), ""]))
