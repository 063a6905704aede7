"""Web pages, saved or fetched: every visible line, tables as tables, links and menus pointed out and kept.

Nothing is cut away by guess: what looks like the frame of the page stays in the text as an aside, so that a heading in
an unusual place is never lost and the coverage of a reading still adds up. Scripts and style sheets are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from citycircle.core.plans import Aside, Diagnostic
from citycircle.documents.intake.composing import Composer, Placed
from citycircle.documents.intake.decoding import Decoded, decoded
from citycircle.documents.intake.errors import FormatUnknown, NestedTooDeep
from citycircle.documents.intake.notes import note
from citycircle.documents.intake.page_lines import LineReader, PageLine, steps
from citycircle.documents.source import Source

MEDIA_TYPE = "text/html"
_DECLARED = re.compile(rb"""(?i)charset\s*=\s*["']?\s*([\w-]+)""")
_TAG = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSES_ITSELF = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup",
}  # fmt: skip
_DEPTH_LIMIT = 512
"""As deep as Chromium builds a page; every tag is checked against all that are open, so depth costs time."""
_LONGEST_CELL = 3000
_WIDEST_SPAN = 100
_TALLEST_SPAN = 5000
_MENU = 3
"""So many lines of links in a row are a menu or a list of other pages, no part of a plan."""


def open_page(data: bytes, name: str) -> Source:
    """Read a web page. Raises FormatUnknown for bytes that are no text."""
    text = decoded(data)
    if text is None:
        raise FormatUnknown(name=name)
    source = read_page(text.text, name)
    return replace(source, encoding=text.encoding, notes=(*source.notes, *_encoding_notes(data, text)))


def read_page(html: str, name: str) -> Source:
    """The lines and tables of HTML that is already decoded. Raises NestedTooDeep."""
    _refuse_depth(html, name)
    root = LexborHTMLParser(html).root
    page = _Page(_layout_tables(root)) if root is not None else _Page(set())
    if root is not None:
        page.read(root)
    return page.composer.source(name, MEDIA_TYPE)


def _refuse_depth(html: str, name: str) -> None:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() in _CLOSES_ITSELF:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEPTH_LIMIT:
            raise NestedTooDeep(name=name, limit=_DEPTH_LIMIT)


def _encoding_notes(data: bytes, text: Decoded) -> Iterator[Diagnostic]:
    declared = _DECLARED.search(data[:4096])
    if declared is not None and not text.text.isascii():
        claimed = declared[1].decode("ascii", "replace").lower()
        if _family(claimed) != _family(text.encoding):
            yield note("I001", used=text.encoding, declared=claimed)
    if text.lost:
        yield note("I002", count=text.lost)


def _family(encoding: str) -> str:
    plain = encoding.lower().replace("_", "-").replace("utf8", "utf-8")
    return next((family for family in ("gb", "big5", "utf-16") if plain.startswith(family)), plain)


def _layout_tables(root: LexborNode) -> set[int]:
    """The tables that arrange the page and are no data: a table inside them has at least as many cells."""
    layout: set[int] = set()
    open_tables: list[tuple[int, int, int]] = []  # which, its own cells, the most cells of a table in it
    for step, node in steps(root, lambda _: False):
        if step == "open" and node.tag == "table":
            open_tables.append((node.mem_id, 0, 0))
        elif step == "open" and node.tag in {"td", "th"} and open_tables:
            table, own, inner = open_tables[-1]
            open_tables[-1] = table, own + 1, inner
        elif step == "close" and node.tag == "table":
            table, own, inner = open_tables.pop()
            if inner >= max(own, 1):
                layout.add(table)
            if open_tables:
                above, cells, most = open_tables[-1]
                open_tables[-1] = above, cells, max(most, own, inner)
    return layout


class _Page:
    """One page being read into a composer."""

    def __init__(self, layout: set[int]) -> None:
        self.composer = Composer()
        self._layout = layout
        self._menu: list[int] = []

    def read(self, root: LexborNode) -> None:
        LineReader(self._line, self._table).read(root)
        self._close_menu()

    def _line(self, line: PageLine) -> None:
        framed = line.aside or ("chrome" if line.links >= _MENU and line.linked * 10 > len(line.text) * 6 else None)
        self.composer.line(line.text, heading=line.heading, marker=line.marker, aside=framed)
        is_link = line.heading is None and line.linked * 10 > len(line.text) * 8
        if is_link and not framed:
            self._menu.append(len(self.composer.paragraphs) - 1)
        elif not is_link:
            self._close_menu()

    def _close_menu(self) -> None:
        if len(self._menu) >= _MENU:
            spans = (self.composer.paragraphs[at].span for at in self._menu)
            self.composer.asides += (Aside("chrome", span) for span in spans)
        self._menu.clear()

    def _table(self, table: LexborNode) -> bool:
        """Write a table that holds data; one that only arranges the page is read line by line."""
        if table.mem_id in self._layout:
            return False
        rows = _rows(table)
        if len(rows) < 2 or max(map(len, rows)) < 2:  # noqa: PLR2004 - one row or one column arranges
            return False
        placed = _placed(rows)
        if not placed or max(len(cell.text) for cell in placed) > _LONGEST_CELL:
            return False
        self._close_menu()
        self.composer.table(placed)
        return True


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    rows: list[list[LexborNode]] = []
    for step, node in steps(table, lambda node: node.tag in {"td", "th"} and _keep(rows, node)):
        if step == "open" and node.tag == "tr":
            rows.append([])
    return [row for row in rows if row]


def _keep(rows: list[list[LexborNode]], cell: LexborNode) -> bool:
    if rows:
        rows[-1].append(cell)
    return True


def _placed(rows: Sequence[Sequence[LexborNode]]) -> list[Placed]:
    """Cells in their columns, those that reach down from rows above counted in (HTML Living Standard, 4.9.12)."""
    placed: list[Placed] = []
    reaching: dict[int, int] = {}
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while reaching.get(column, 0) > row:
                column += 1
            down, across = _extent(cell, "rowspan", _TALLEST_SPAN), _extent(cell, "colspan", _WIDEST_SPAN)
            down = min(down or len(rows), len(rows) - row)
            text = _cell_text(cell)
            if text:
                placed.append(Placed(text, row, column, down, across))
            for covered in range(column, column + across):
                reaching[covered] = row + down
            column += across
    return placed


def _extent(cell: LexborNode, name: str, limit: int) -> int:
    text = (cell.attributes.get(name) or "1").strip()
    return min(int(text), limit) if text.isdecimal() and len(text) < 9 else 1  # noqa: PLR2004 - no table is wider


def _cell_text(cell: LexborNode) -> str:
    lines: list[str] = []
    LineReader(lambda line: lines.append(line.text)).read(cell)
    return "\n".join(lines)
