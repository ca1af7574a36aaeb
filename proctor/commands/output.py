"""What a command writes to a file; apart from ``common``, so that who lists sessions does not pay for reading packs."""

from __future__ import annotations

from pathlib import Path

from proctor.errors import ProctorError


def write_out(path: Path, text: str) -> None:
    """Write what was asked for to a file. Raises :class:`ProctorError` where that cannot be."""
    try:
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    except OSError as error:
        raise ProctorError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
