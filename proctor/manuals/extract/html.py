"""HTML, and Markdown by way of it: what a browser would show, in paragraphs. Nothing is run, nothing is fetched."""

from __future__ import annotations

import contextlib
import re

from proctor.errors import ManualError
from proctor.manuals.extract import limits
from proctor.manuals.extract.html_flow import Flow
from proctor.manuals.extract.html_page import parse
from proctor.manuals.extract.kinds import decoded
from proctor.manuals.extract.passages import Builder, Source
from proctor.manuals.manual import Manual

MAX_SOURCE = 40_000_000
"""Characters of a page with its tags; pictures that stand in it do not count."""
MAX_TAGS = 800_000
_DEEPEST = 80
"""Lists and quotations in Markdown, one inside the other, two for each."""
_WINDOWS = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1"), "cp1252")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
_PICTURE = re.compile(r"data:[\w/+.-]{0,80};base64,[A-Za-z0-9+/=\s]{200,}")


def extract(source: Source) -> Manual:
    text = _text(source)
    if source.format == "md":
        text = _of_markdown(text)
    page = parse(text)
    builder = Builder()
    for passage in Flow(page).passages():
        builder.add(passage)
        limits.check_characters(source.name, builder.length)
    if not builder.length:
        raise limits.no_words(source.name)
    return builder.manual(source, styled=True, title=page.title)


def _text(source: Source) -> str:
    """Its characters: by what it says of them itself, unless a byte order mark does."""
    said = _CHARSET.search(source.data, 0, 4096)
    text = None
    if said and source.format == "html" and not source.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = (said[1] or said[2]).decode("ascii").lower()
        if not name.startswith(("utf", "ucs")):  # what says so in letters of one byte is not; browsers take it as UTF-8
            with contextlib.suppress(LookupError, UnicodeError):
                text = source.data.decode(_WINDOWS.get(name, name))
    text = _PICTURE.sub("", text if text is not None else decoded(source.name, source.data))
    limits.check_characters(source.name, len(text), MAX_SOURCE if source.format == "html" else limits.MAX_CHARACTERS)
    if text.count("<") > MAX_TAGS:
        raise ManualError(f"{source.name} has more than {MAX_TAGS:,} tags, which is more than a manual has.", "Save it as PDF.")
    return text


def _of_markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").render(text))
