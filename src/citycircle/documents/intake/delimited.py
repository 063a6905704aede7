"""Fields between commas, tabs or semicolons, each with its place in the text as found (RFC 4180, read leniently)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citycircle.core.plans import Span
from citycircle.documents.source import Cell, Table

_END = re.compile("\r\n|\r|\n")
_SNIFF_LINES = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its text without quotes, and where it stands inside them."""

    text: str
    span: Span


def delimiter_of(text: str) -> str | None:
    """The sign between fields: the one that splits most lines into equally many, at least two.

    >>> delimiter_of("序号;任务\\n1;建桥\\n2;修路\\n")
    ';'
    """
    best, best_score = None, 0.0
    for sign in ",\t;，|":
        counts = [len(row) for row in _first(rows_of(text, sign), _SNIFF_LINES) if len(row) > 1 or row[0].text.strip()]
        several = [count for count in counts if count > 1]
        if not several:
            continue
        usual = max(set(several), key=several.count)
        score = several.count(usual) / len(counts) * min(usual, 8) ** 0.5
        if score > best_score:
            best, best_score = sign, score
    return best


def _first(rows: Iterator[list[Field]], limit: int) -> list[list[Field]]:
    return [row for row, _ in zip(rows, range(limit), strict=False)]


def rows_of(text: str, sign: str, start: int = 0, end: int | None = None) -> Iterator[list[Field]]:
    """The rows between two places of a text; a quoted field may hold signs, line ends and doubled quotes.

    >>> [[field.text for field in row] for row in rows_of('1,"甲局,乙局"\\n2,"称""好""的"', ",")]
    [['1', '甲局,乙局'], ['2', '称"好"的']]
    """
    end = len(text) if end is None else end
    stop = re.compile(f"{re.escape(sign)}|\r\n|\r|\n")
    quotes = text.find('"', start, end) >= 0
    at, row = start, list[Field]()
    while at <= end:
        field, after, quotes = _field(text, at, end, stop, quotes=quotes)
        row.append(field)
        if after < end and text.startswith(sign, after):
            at = after + len(sign)
            continue
        yield row
        row = []
        line_end = _END.match(text, after, end)
        at = line_end.end() if line_end else end + 1
        if at == end:
            return


def _field(text: str, at: int, end: int, stop: re.Pattern[str], *, quotes: bool) -> tuple[Field, int, bool]:
    """One field from a place on, where it ends, and whether closing quotes may still come."""
    if quotes and text.startswith('"', at):
        close = _closing(text, at + 1, end)
        if close is not None:
            found = stop.search(text, close + 1, end)
            after = found.start() if found else end
            rest = text[close + 1 : after].rstrip()
            inner = text[at + 1 : close].replace('""', '"')
            return Field(inner + rest, Span(at + 1, after if rest else close)), after, True
        quotes = False
    found = stop.search(text, at, end)
    after = found.start() if found else end
    return Field(text[at:after], Span(at, after)), after, quotes


def _closing(text: str, at: int, end: int) -> int | None:
    while True:
        quote = text.find('"', at, end)
        if quote < 0:
            return None
        if not text.startswith('""', quote):
            return quote
        at = quote + 2


def table_of(rows: Sequence[Sequence[Field]], span: Span, title: str | None = None) -> Table:
    """Rows of fields as a table; blanks around a field are left out of its cell, empty fields have none."""
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        for column, field in enumerate(row):
            text = field.text.strip()
            if text:
                cells.append(Cell(text, _trimmed(field), number, column))
    return Table(tuple(cells), len(rows), max(map(len, rows), default=0), span, title)


def _trimmed(field: Field) -> Span:
    lead = len(field.text) - len(field.text.lstrip())
    tail = len(field.text) - len(field.text.rstrip())
    return Span(field.span.start + lead, field.span.end - tail)
