"""Texts without a format: plain, Markdown, delimited. The text stays as found; tables in it are pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citycircle.core.plans import Span
from citycircle.documents.intake.decoding import Decoded
from citycircle.documents.intake.delimited import Field, delimiter_of, rows_of, table_of
from citycircle.documents.intake.kinds import Kind
from citycircle.documents.source import Paragraph, Source, Table

_MEDIA = {"markdown": "text/markdown", "delimited": "text/csv"}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_RULE = re.compile(r"\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([|*\\])")
_BREAK = re.compile(r"(?i)[ \t]*<br[ \t]*/?>[ \t]*")
_HEADING = re.compile(r"(#{1,6})[ \t]+\S")


def open_text(text: Decoded, name: str, claimed: Kind | None) -> Source:
    """A text as found, with the tables that its signs draw."""
    found = text.text
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    if claimed == "delimited":
        sign = delimiter_of(found)
        rows = list(rows_of(found, sign or ","))
        tables = (table_of(rows, Span(0, len(found))),)
    else:
        lines = list(_lines(found))
        tables = (*_pipe_tables(found, lines), *_tab_tables(found, lines))
        paragraphs = tuple(_headings(found, lines)) if claimed == "markdown" else ()
    media = _MEDIA.get(claimed or "", "text/plain")
    return Source(name, media, found, "", text.encoding, tables, paragraphs)


def _lines(text: str) -> Iterator[Span]:
    """The lines of a text without their ends."""
    for line in _LINE.finditer(text):
        content = line[0].rstrip("\r\n")
        if line[0] or not text:
            yield Span(line.start(), line.start() + len(content))


def _headings(text: str, lines: list[Span]) -> Iterator[Paragraph]:
    for line in lines:
        if mark := _HEADING.match(text, line.start, line.end):
            yield Paragraph(line, len(mark[1]), None)


def _pipe_tables(text: str, lines: list[Span]) -> Iterator[Table]:
    """Markdown tables: a line with pipes, a line of dashes, and the lines with pipes below."""
    at = 1
    while at < len(lines):
        line = lines[at]
        head = text[lines[at - 1].start : lines[at - 1].end]
        rule = text[line.start : line.end].strip()
        if not ("-" in rule and "|" in rule and "|" in head and _RULE.fullmatch(rule)):
            at += 1
            continue
        last = at + 1
        while last < len(lines) and text.find("|", lines[last].start, lines[last].end) >= 0:
            last += 1
        rows = [_piped(text, row) for row in (lines[at - 1], *lines[at + 1 : last])]
        yield table_of(rows, Span(lines[at - 1].start, lines[last - 1].end))
        at = last + 1


def _piped(text: str, line: Span) -> list[Field]:
    start, end = line.start, line.end
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    if text.startswith("|", start, end):
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    fields: list[Field] = []
    for pipe in _PIPE.finditer(text, start, end):
        fields.append(_escaped(text, start, pipe.start()))
        start = pipe.end()
    return [*fields, _escaped(text, start, end)]


def _escaped(text: str, start: int, end: int) -> Field:
    return Field(_BREAK.sub("\n", _ESCAPED.sub(r"\1", text[start:end])).replace("&lt;", "<"), Span(start, end))


def _tab_tables(text: str, lines: list[Span]) -> Iterator[Table]:
    """Rows pasted from a sheet: lines with tabs, at least two of them with two or more, none without in between."""
    at = 0
    while at < len(lines):
        first = at
        while at < len(lines) and text.find("\t", lines[at].start, lines[at].end) >= 0:
            at += 1
        if at - first < 2:  # noqa: PLR2004 - a single line draws no table
            at += 1
            continue
        span = Span(lines[first].start, lines[at - 1].end)
        rows = list(rows_of(text, "\t", span.start, span.end))
        if sum(len(row) > 2 for row in rows) >= 2:  # noqa: PLR2004
            yield table_of(rows, span)
