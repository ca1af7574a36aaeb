"""The program as a process of its own: started, fed, read, and ended by its id."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60
"""Seconds after which a process hangs; no test hangs on it otherwise."""


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "proctor", *words]


def run(*words: str, keys: str | bytes = b"", data: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run proctor to its end; ``data`` is its data folder, ``more`` is put into its environment."""
    places = {"PROCTOR_DATA": str(data)} if data else {}
    raw = keys.encode() if isinstance(keys, str) else keys
    done = subprocess.run(
        command(*words), input=raw, capture_output=True, timeout=PATIENCE, check=False, env={**os.environ, **places, **more}
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def shell(line: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell to its end, in which ``"$@"`` is proctor with these words."""
    return subprocess.run(
        ["/bin/sh", "-c", line, "sh", *command(*words)], input="", capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start proctor with pipes at its input and outputs."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command(*words), stdin=pipe, stdout=pipe, stderr=pipe)


def python(code: str) -> subprocess.CompletedProcess[str]:
    """A Python process of its own that runs ``code``."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False)
