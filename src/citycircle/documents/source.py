"""A document as it was found: its text, and the structure that its format knew about."""

from __future__ import annotations

from dataclasses import dataclass

from citycircle.core.plans import Aside, Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: mended of nothing; merged cells appear once with their extent."""

    text: str
    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the format told us about; `span` covers it in the source text."""

    cells: tuple[Cell, ...]
    height: int
    width: int
    span: Span
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph whose format knew more than its characters: a heading level, a number that Word made itself."""

    span: Span
    heading: int | None = None
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was found.

    `text` is the decoded original (BOM removed, line ends as found); for formats that hold no plain text it is the
    text that `citycircle read FILE --format text` prints, table cells joined by tabs, rows by line ends. Every span
    of a reading counts code points of it. `sha256` is that of the file's bytes. `asides` are stretches of the text
    that the format itself marks as no part of the plan: navigation of a page, a table of contents, footnotes.
    """

    name: str
    media_type: str
    text: str
    sha256: str
    encoding: str | None = None
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    asides: tuple[Aside, ...] = ()
