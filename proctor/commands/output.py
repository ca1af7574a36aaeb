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
    write_bytes(path, (text.rstrip("\n") + "\n").encode())


def write_bytes(path: Path, content: bytes) -> None:
    """The same, to the byte: the ends of lines are part of some formats."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ProctorError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
