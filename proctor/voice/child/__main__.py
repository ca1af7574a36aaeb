"""``python -m proctor.voice.child [SINK]``: requests come on standard input, what becomes of them goes out.

Whatever an engine or a library prints goes to standard error, which the program that starts this turns into a log.
"""

from __future__ import annotations

import sys

from proctor.voice.child.engines import find_engine
from proctor.voice.child.serve import die_with_parent, serve, streams
from proctor.voice.child.sinks import open_sink

if __name__ == "__main__":
    die_with_parent()
    kind = sys.argv[1] if len(sys.argv) > 1 else "auto"
    serve(*streams(), find_engine, lambda rate: open_sink(kind, rate))
