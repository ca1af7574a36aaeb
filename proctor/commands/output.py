"""What a command prints and writes; apart from ``common``, so that listing sessions pays for no reading of packs."""

from __future__ import annotations

from pathlib import Path

import click

from proctor.documents.text import printable
from proctor.errors import ProctorError


def say(line: str, *, err: bool = False) -> None:
    """Print a line. Nothing in it steers the terminal, whatever stands in the names of files and in packs."""
    click.echo(printable(line), err=err)


def write_out(path: Path, text: str) -> None:
    """Write what was asked for to a file. Raises :class:`ProctorError` where that cannot be."""
    try:
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="")
    except OSError as error:
        raise ProctorError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
