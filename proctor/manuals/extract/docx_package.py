"""The archive that a DOCX is: looked at before it is unpacked, and unpacked no further than words need.

A few kilobytes can unpack to gigabytes, its directory can lie about that, and XML can define entities that grow. So sizes are
checked in the directory first and again while reading, pictures are not unpacked at all, and XML that declares anything is
refused.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proctor.errors import ManualError

if TYPE_CHECKING:
    from docx.document import Document

MAX_PARTS = 10_000
MAX_UNPACKED = 1_000_000_000
"""All parts together, pictures too, as the directory has them."""
MAX_XML = 150_000_000
"""All parts that are read."""
MAX_RATIO = 200
"""Packed so tightly, a part of more than :data:`_SMALL` bytes is made to burst. Word's XML is at 5 to 30."""
_SMALL = 5_000_000
_CHUNK = 1 << 16
_RELATED = ("officeDocument", "styles", "numbering", "footnotes", "endnotes", "core-properties")
"""What words need; pictures, themes and headers are left in the archive."""
_DECLARES = [mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
_AGAIN = "Open it in a word processor and save it again as DOCX."


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a document holds words, or says how they look and are counted; None is what a document need not have."""

    body: Any
    styles: Any
    numbering: Any
    footnotes: Any
    endnotes: Any
    title: str


def opened(name: str, data: bytes) -> Parts:
    """The document's parts. Raises :class:`ManualError` for an archive that is broken, holds none or is made to burst."""
    import docx
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(name, archive.infolist())
            parts = _read(name, archive)
        return _parts(docx.Document(_packed(parts)))
    except ManualError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise ManualError(f"{name} is a damaged DOCX file.", "Save or download it again.") from None
    except (LookupError, ValueError, AttributeError, TypeError, AssertionError, etree.LxmlError):
        # python-docx has no one error for a document that is not as it expects.
        raise ManualError(f"{name} is not a DOCX file as word processors write it.", _AGAIN) from None


def _parts(document: Document) -> Parts:
    if (body := document.element.body) is None:
        raise ValueError
    titled = any(relation.reltype.endswith("/core-properties") for relation in document.part.package.rels.values())
    return Parts(
        body,
        document.styles.element,
        _root(document, "numbering"),
        _root(document, "footnotes"),
        _root(document, "endnotes"),
        (document.core_properties.title or "") if titled else "",  # python-docx has one of its own for those without
    )


def _root(document: Document, kind: str) -> Any:
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/" + kind) and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _check(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if not any(info.filename == "[Content_Types].xml" for info in infos) or not any(
        info.filename.startswith("word/") for info in infos
    ):
        raise ManualError(
            f"{name} is an archive without a Word document in it.", "Name the manual's own file, or save it as DOCX."
        )
    if any(info.flag_bits & 1 for info in infos):
        raise ManualError(f"{name} is locked with a password.", "Save a copy without the password.")
    if not any(info.filename.startswith("word/document") for info in infos):
        raise ManualError(f"{name} is a DOCX file that has lost its text.", "Save or download it again.")
    bursts = any(info.file_size > max(_SMALL, MAX_RATIO * info.compress_size) for info in infos if _is_read(info.filename))
    if bursts or len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _too_much(name)


def _too_much(name: str) -> ManualError:
    return ManualError(f"{name} unpacks to far more than a manual has.", "Get the manual from where the state publishes it.")


def _is_read(part: str) -> bool:
    return part.endswith((".xml", ".rels"))


def _read(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that are XML; reading stops where they grow beyond what the directory may promise."""
    found: dict[str, bytes] = {}
    left = MAX_XML
    for info in archive.infolist():
        if not _is_read(info.filename):
            continue
        read = io.BytesIO()
        with archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _too_much(name)
                read.write(chunk)
        found[info.filename] = read.getvalue()
        if any(mark in found[info.filename] for mark in _DECLARES):
            raise ManualError(f"{name} declares entities in its XML, which no word processor does.", _AGAIN)
    return found


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The same package with nothing in it but what words need."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part, data in parts.items():
            archive.writestr(part, _needed(part, data, parts) if part.endswith(".rels") else data)
    packed.seek(0)
    return packed


def _needed(part: str, data: bytes, parts: dict[str, bytes]) -> bytes:
    """The relations of a part, less those to what is not there or not needed."""
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    base = posixpath.dirname(posixpath.dirname(part))
    for relation in list(root):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/" + base, relation.get("Target") or "")).lstrip("/")
        if kind not in _RELATED or target not in parts or relation.get("TargetMode") == "External":
            root.remove(relation)
    return bytes(etree.tostring(root))
