"""A manual's file to its text, with the page, the style and the place of each word.

PDF, DOCX, HTML, Markdown and plain text give the same paragraphs for the same manual, so that what is made of them later does
not depend on how a state happens to publish it. Nothing in a file is ever run or fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from proctor.manuals.extract import limits
from proctor.manuals.extract.kinds import kind_of
from proctor.manuals.extract.passages import Source
from proctor.manuals.manual import Manual

Progress = Callable[[int, int], None]
"""Told after each page: how many are done, of how many."""

__all__ = ["Progress", "extract"]


def extract(path: Path, progress: Progress | None = None) -> Manual:
    """Take a manual out of its file. Raises :class:`proctor.errors.ManualError`, one sentence and what to do, for a file that
    is no manual, is locked, broken or too big, or has pictures of words only.
    """
    data = limits.read(path)
    source = Source(path.name, data, kind_of(path.name, data))
    if source.format == "pdf":
        from proctor.manuals.extract import pdf

        return pdf.extract(source, progress)
    if source.format == "docx":
        from proctor.manuals.extract import docx

        return docx.extract(source)
    if source.format in ("html", "md"):
        from proctor.manuals.extract import html

        return html.extract(source)
    from proctor.manuals.extract import plain

    return plain.extract(source)
