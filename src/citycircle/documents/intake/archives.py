"""Zipped office files (OOXML) opened without trust: nothing swells, nothing is fetched, nothing nests without end."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from citycircle.documents.intake.errors import FileDamaged, FileProtected, FileSwells, NestedTooDeep, XmlNotSafe

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PART_LIMIT_MB = 256
"""No single part of a text or a workbook that people made comes near this size."""
_SUSPICIOUS_RATIO = 300
_SUSPICIOUS_SIZE = 32 << 20
_DEPTH_LIMIT = 256
# "Strict" files name the same elements in other namespaces (ISO/IEC 29500-1 against 29500-4).
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Archive:
    """The parts of one zipped office file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise FileDamaged(name=name, reason=error) from error

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def names(self) -> Sequence[str]:
        """The names of all parts, in the order of the archive."""
        return list(self._parts)

    def read(self, part: str) -> bytes:
        """The bytes of one part. Raises FileSwells, FileProtected, FileDamaged."""
        info = self._parts[part]
        if info.flag_bits & 1:
            raise FileProtected(name=self.name)
        self._refuse_swelling(info)
        try:
            return self._zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            MemoryError,
        ) as error:
            raise FileDamaged(name=self.name, reason=error) from error

    def _refuse_swelling(self, info: zipfile.ZipInfo) -> None:
        # zipfile never yields more than the size that the part declares, so the declaration is what to judge.
        swollen = info.file_size > _SUSPICIOUS_SIZE and info.file_size > _SUSPICIOUS_RATIO * max(info.compress_size, 1)
        if swollen or info.file_size > PART_LIMIT_MB << 20:
            limit = _SUSPICIOUS_SIZE >> 20 if swollen else PART_LIMIT_MB
            raise FileSwells(name=self.name, part=info.filename, limit=limit)

    def xml(self, part: str) -> Element:
        """The root of one XML part. Raises also XmlNotSafe and NestedTooDeep."""
        data = self.read(part)
        for strict, usual in _STRICT:
            if strict in data[:4096]:
                data = data.replace(strict, usual)
        return parsed_xml(data, self.name)


def parsed_xml(data: bytes, name: str) -> Element:
    """Parse XML that a stranger sent: no entities, no network, no document type, a bounded depth.

    Raises XmlNotSafe, NestedTooDeep, FileDamaged.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise XmlNotSafe(name=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise NestedTooDeep(name=name, limit=_DEPTH_LIMIT) from error
        raise FileDamaged(name=name, reason=error.msg or "XML") from error
    except ValueError as error:
        raise FileDamaged(name=name, reason=error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlNotSafe(name=name)
    return root
