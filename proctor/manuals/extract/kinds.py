"""What a file is: told by its first bytes, then by its name."""

from __future__ import annotations

import re

from proctor.errors import ManualError

_PDF = re.compile(rb"%PDF-\d")
_HTML = re.compile(
    r"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_SUFFIXES = {"htm": "html", "html": "html", "xhtml": "html", "md": "md", "markdown": "md", "pdf": "pdf", "docx": "docx"}
_AS_DOCX = "Open it in a word processor and save it as DOCX or PDF."
_STEERING = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffd]")
"""Characters that no text has; a mark of paper control here and there may have stayed in an old one."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def kind_of(name: str, data: bytes) -> str:
    """pdf, docx, html, md or txt. Raises :class:`ManualError` for what is none of them."""
    suffix = _SUFFIXES.get(name.rpartition(".")[2].lower(), "txt")
    if _PDF.search(data, 0, 1024):
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ManualError(f"{name} is a Word document of the old kind, or locked with a password.", _AS_DOCX)
    if data.startswith(b"{\\rtf"):
        raise ManualError(f"{name} is an RTF file.", _AS_DOCX)
    if suffix in ("pdf", "docx"):
        raise ManualError(f"{name} is no {suffix.upper()} file, whatever its name says.", "Save or download the manual again.")
    if _HTML.match(decoded(name, data[:4096], whole=False)):
        return "html"
    return suffix


def decoded(name: str, data: bytes, *, whole: bool = True) -> str:
    """A text file's characters: by its byte order mark, else UTF-8, else what Windows writes.

    Raises :class:`ManualError` for bytes that are no text, in ``whole`` files only."""
    text = _characters(data, whole)
    if whole and (text is None or len(_STEERING.findall(text)) > len(text) // 200):
        raise ManualError(
            f"{name} is neither text nor a PDF or DOCX file.", "Save or download the manual again, as PDF, DOCX or text."
        )
    return text or ""


def _characters(data: bytes, whole: bool) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        return None
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding, "strict" if whole else "ignore")
        except UnicodeDecodeError:
            continue
    return None
