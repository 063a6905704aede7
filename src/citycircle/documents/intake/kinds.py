"""What kind of file these bytes are: the content decides, the name only where the content leaves it open."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from citycircle.documents.intake.errors import (
    FileDamaged,
    FileProtected,
    FormatNotReadYet,
    OldWord,
    PictureFile,
    SourceUnreadable,
    WpsWord,
)

Kind = Literal["text", "markdown", "html", "word", "pdf", "excel", "delimited", "json"]
BINARY_KINDS: frozenset[Kind] = frozenset({"word", "pdf", "excel"})

_BY_NAME: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".shtml": "html", ".csv": "delimited", ".tsv": "delimited", ".json": "json",
}  # fmt: skip
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_OTHER_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7Z", b"\x1f\x8b": "GZIP", b"BZh": "BZIP2", b"\xfd7zXZ": "XZ"}
_HTML = re.compile(rb"(?i)<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]|<table[\s>]|<div[\s>]|<meta\s")
_XML_OFFICE = re.compile(rb"""progid=["'](Word|Excel)\.""")
_PEEK = 4096


def kind_of(data: bytes, name: str) -> Kind | None:
    """The kind that the bytes themselves tell, or None for plain text of some sort.

    Raises the error that names the format, for one that is known and not read.

    >>> kind_of(b"%PDF-1.7 ...", "plan.docx")
    'pdf'
    >>> kind_of("一、重点任务".encode(), "plan.md") is None
    True
    """
    head = data[:_PEEK]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if head.startswith(_OLE):
        return _compound(data, name)
    _refuse(head, name)
    return "html" if _is_html(head) else None


def kind_named(name: str) -> Kind | None:
    """The kind that a file's name claims; None for a name that claims nothing known."""
    return _BY_NAME.get(PurePath(name).suffix.lower())


def _refuse(head: bytes, name: str) -> None:
    if head.startswith(_PICTURES) and (b"\x00" in head or not head.startswith(b"BM")):
        raise PictureFile(name=name)
    for mark, archive in _OTHER_ARCHIVES.items():
        if head.startswith(mark):
            raise FormatNotReadYet(name=name, format=archive)
    if head.lstrip().startswith(b"{\\rtf"):
        raise FormatNotReadYet(name=name, format="RTF")
    if head.startswith(b"MIME-Version:") or b"\nContent-Type: multipart/related" in head:
        raise FormatNotReadYet(name=name, format="MHT")
    if office := _XML_OFFICE.search(head):
        raise FormatNotReadYet(name=name, format=f"{office[1].decode()} 2003 XML")


def _is_html(head: bytes) -> bool:
    # A text that merely quotes a tag is no page: a page opens with one, after marks and comments.
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"<") and _HTML.search(plain) is not None


def _zipped(data: bytes, name: str) -> Kind:
    try:
        parts = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise FileDamaged(name=name, reason=error) from error
    if any(part.startswith("xl/") for part in parts):
        if "xl/workbook.bin" in parts:
            raise FormatNotReadYet(name=name, format="XLSB")
        return "excel"
    if any(part.startswith("word/") for part in parts):
        return "word"
    raise _unread_zip(parts, name)


def _unread_zip(parts: set[str], name: str) -> SourceUnreadable:
    if "OFD.xml" in parts:
        return FormatNotReadYet(name=name, format="OFD")
    if "content.xml" in parts and "mimetype" in parts:
        return FormatNotReadYet(name=name, format="ODF")
    if any(part.startswith("ppt/") for part in parts):
        return FormatNotReadYet(name=name, format="PPTX")
    return FormatNotReadYet(name=name, format="ZIP")


def _compound(data: bytes, name: str) -> Kind:
    """A compound file of the old office programs: its directory names the streams in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise FileProtected(name=name)
    if holds("WordDocument"):
        raise WpsWord(name=name) if name.lower().endswith(".wps") else OldWord(name=name)
    if holds("Workbook") or holds("Book"):
        return "excel"
    if holds("PowerPoint Document"):
        raise FormatNotReadYet(name=name, format="PPT")
    if name.lower().endswith((".xls", ".et", ".doc", ".wps")):
        raise FileDamaged(name=name, reason="OLE")  # its name says what is missing in it
    raise FormatNotReadYet(name=name, format="OLE")
