"""How big a manual may be, and what is said of a file that is none. A state's manual has 20 to 300 pages."""

from __future__ import annotations

import stat
from pathlib import Path

from proctor.errors import ManualError

MAX_BYTES = 100_000_000
MAX_PAGES = 1_000
MAX_CHARACTERS = 5_000_000
_NAMED = "Name the manual's own file: a PDF, DOCX, HTML, Markdown or text file."
_PARTS = "Import the part that holds the manual."


def read(path: Path) -> bytes:
    """A file's bytes. What is no plain file (a pipe would wait for ever) or too big is refused before a byte is read."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ManualError(f"{path} is a folder, not a manual.", _NAMED)
        if not stat.S_ISREG(found.st_mode):
            raise ManualError(f"{path} is no plain file.", _NAMED)
        if found.st_size > MAX_BYTES:
            raise ManualError(
                f"{path.name} is larger than {MAX_BYTES / 1e6:.0f} MB, which is the most that a manual may have.",
                "Save it with smaller pictures, or import the part that holds the manual.",
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ManualError(f"There is no file {path}.", "Check the name, or drag the file into the terminal.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ManualError(f"{path} cannot be read: {reason}.", "See that it is a file that you may read.") from None
    if not data.strip(b" \t\r\n\x0c\0"):
        raise ManualError(f"{path.name} is empty.", "Save or download the manual again.")
    return data


def check_pages(name: str, pages: int) -> None:
    if pages > MAX_PAGES:
        raise ManualError(f"{name} has {pages:,} pages; a manual may have {MAX_PAGES:,}.", _PARTS)


def check_characters(name: str, characters: int, most: int = MAX_CHARACTERS) -> None:
    if characters > most:
        raise ManualError(f"{name} has more than {most:,} characters, which is more than a manual may have.", _PARTS)


def no_words(name: str) -> ManualError:
    """What is said of a file that could be read and says nothing."""
    return ManualError(f"{name} holds no words.", "See that it is the manual, and save or download it again.")
