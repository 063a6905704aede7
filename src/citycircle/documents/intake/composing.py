"""The text of a format that holds no plain text, put together so that every cell knows its place in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citycircle.core.plans import Aside, Diagnostic, Span
from citycircle.documents.source import Cell, Paragraph, Source, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell before it has a place in the text; a merged cell once, with its extent."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Composer:
    """Writes paragraphs and tables one below the other and keeps their spans.

    >>> page = Composer()
    >>> page.line("一、重点任务", heading=1, marker="一、")
    Span(start=0, end=6)
    >>> table = page.table([Placed("序号", 0, 0), Placed("任务", 0, 1), Placed("1", 1, 0), Placed("建桥", 1, 1)])
    >>> page.source("plan.docx", "").text
    '一、重点任务\\n序号\\t任务\\n1\\t建桥\\n'
    >>> table.cells[3].span
    Span(start=15, end=17)
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._at = 0
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.asides: list[Aside] = []
        self.notes: list[Diagnostic] = []

    @property
    def at(self) -> int:
        """The place in the text where the next character will stand."""
        return self._at

    def _write(self, text: str) -> Span:
        start = self._at
        self._pieces.append(text)
        self._at += len(text)
        return Span(start, self._at)

    def line(
        self, text: str, *, heading: int | None = None, marker: str | None = None, aside: str | None = None
    ) -> Span:
        """Write one paragraph. `marker` is the number that the format made; it already stands in the text."""
        span = self._write(text)
        self._write("\n")
        self.paragraphs.append(Paragraph(span, heading, marker))
        if aside:
            self.asides.append(Aside(aside, span))
        return span

    def table(self, cells: Iterable[Placed], title: str | None = None) -> Table:
        """Write a table, rows by line ends, columns by tabs; covered places of merged cells stay empty."""
        placed = sorted(cells, key=lambda cell: (cell.row, cell.column))
        height = max((cell.row + cell.rows for cell in placed), default=0)
        width = max((cell.column + cell.columns for cell in placed), default=0)
        start, row, column = self._at, 0, 0
        written: list[Cell] = []
        for cell in placed:
            if cell.row > row:
                self._write("\n" * (cell.row - row))
                row, column = cell.row, 0
            if cell.column > column:
                self._write("\t" * (cell.column - column))
                column = cell.column
            span = self._write(cell.text)
            written.append(Cell(cell.text, span, cell.row, cell.column, cell.rows, cell.columns))
        span = Span(start, self._at)
        self._write("\n")
        table = Table(tuple(written), height, width, span, title)
        self.tables.append(table)
        return table

    def source(self, name: str, media_type: str, *, encoding: str | None = None) -> Source:
        """The document as composed so far; `open_source` fills in the digest of the file's bytes."""
        return Source(
            name=name,
            media_type=media_type,
            text="".join(self._pieces),
            sha256="",
            encoding=encoding,
            tables=tuple(self.tables),
            paragraphs=tuple(self.paragraphs),
            notes=tuple(self.notes),
            asides=tuple(self.asides),
        )


def grid_of(rows: Sequence[Sequence[str]]) -> list[Placed]:
    """Plain rows of texts as placed cells; empty ones are left out.

    >>> grid_of([["序号", ""], ["1", "建桥"]])[-1]
    Placed(text='建桥', row=1, column=1, rows=1, columns=1)
    """
    return [Placed(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text]
