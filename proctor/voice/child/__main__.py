"""``python -m proctor.voice.child [SINK]``: requests come on standard input, what becomes of them goes out.

Whatever an engine or a library prints goes to standard error, which the program that starts this turns into a log.
"""

from __future__ import annotations

import os
import sys

from proctor.voice.child.engines import find_engine
from proctor.voice.child.serve import die_with_parent, serve
from proctor.voice.child.sinks import open_sink


def main() -> None:
    """Keep the two streams for the protocol, and leave nothing but the log to everybody else."""
    die_with_parent()
    requests = os.fdopen(os.dup(0), "rb")
    out = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDONLY)
    os.dup2(quiet, 0)
    os.dup2(2, 1)
    kind = sys.argv[1] if len(sys.argv) > 1 else "auto"
    serve(requests, out, find_engine, lambda rate: open_sink(kind, rate))


if __name__ == "__main__":
    main()
