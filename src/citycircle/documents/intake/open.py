"""The door of the intake: any file that an office may send, opened as one `Source`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from citycircle.documents.intake.decoding import Decoded, decoded
from citycircle.documents.intake.errors import (
    FileEmpty,
    FileMissing,
    FileNotAllowed,
    FileTooLarge,
    FormatUnknown,
    NestedTooDeep,
    NotAFile,
)
from citycircle.documents.intake.kinds import BINARY_KINDS, Kind, kind_named, kind_of
from citycircle.documents.intake.notes import note
from citycircle.documents.source import Source

SIZE_LIMIT_MB = 50
STANDARD_INPUT = "standard input"


def open_source(found: Path | str | bytes, *, name: str | None = None) -> Source:
    """Open a plan as it came: a path, or the bytes of a file or of standard input.

    The content decides what it is, the name only helps. Nothing is thrown away: what does not belong to the text is
    set aside with a note.

    >>> source = open_source("一、重点任务\\r\\n".encode("gb18030"))
    >>> source.text, source.encoding
    ('一、重点任务\\r\\n', 'gb18030')

    Raises a subclass of `SourceUnreadable` that says what is the matter and what to do next.
    """
    if isinstance(found, bytes):
        name = name or STANDARD_INPUT
        data = found
        _refuse_size(len(data), name)
    else:
        path = Path(found)
        name = name or path.name
        data = _bytes_of(path, name)
    try:
        source = _read(data, name)
    except RecursionError as error:
        raise NestedTooDeep(name=name, limit=sys.getrecursionlimit()) from error
    if not source.text.strip():
        raise FileEmpty(name=name)
    return replace(source, sha256=hashlib.sha256(data).hexdigest())


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if not path.exists():
            raise FileMissing(name=name)
        if not path.is_file():
            raise NotAFile(name=name)
        _refuse_size(path.stat().st_size, name)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileNotAllowed(name=name, reason=error) from error


def _refuse_size(size: int, name: str) -> None:
    if size == 0:
        raise FileEmpty(name=name)
    if size > SIZE_LIMIT_MB << 20:
        raise FileTooLarge(name=name, size=round(size / (1 << 20)), limit=SIZE_LIMIT_MB)


def _read(data: bytes, name: str) -> Source:
    kind = kind_of(data, name)
    if kind in BINARY_KINDS:
        return _reader_of_bytes(kind)(data, name)
    if kind == "html":
        from citycircle.documents.intake.pages import open_page  # noqa: PLC0415 - each format loads its own library

        return open_page(data, name)
    text = decoded(data)
    if text is None:
        raise FormatUnknown(name=name)
    source = _read_text(text, name)
    if text.lost:
        source = replace(source, notes=(*source.notes, note("I002", count=text.lost)))
    return source


def _reader_of_bytes(kind: Kind) -> Callable[[bytes, str], Source]:
    # Each format loads its library only when a file of it comes: starting the command stays quick.
    if kind == "word":
        from citycircle.documents.intake.word.body import open_word  # noqa: PLC0415

        return open_word
    if kind == "pdf":
        from citycircle.documents.intake.pdf.document import open_pdf  # noqa: PLC0415

        return open_pdf
    from citycircle.documents.intake.workbooks import open_workbook  # noqa: PLC0415

    return open_workbook


def _read_text(text: Decoded, name: str) -> Source:
    from citycircle.documents.intake.plain import open_text  # noqa: PLC0415

    claimed = kind_named(name)
    if claimed == "html":
        from citycircle.documents.intake.pages import read_page  # noqa: PLC0415

        return replace(read_page(text.text, name), encoding=text.encoding)
    if claimed == "json" or (claimed is None and text.text.lstrip()[:1] in "{["):
        from citycircle.documents.intake.structured import open_json  # noqa: PLC0415

        source = open_json(text, name, strict=claimed == "json")
        if source is not None:
            return source
    return open_text(text, name, claimed)
