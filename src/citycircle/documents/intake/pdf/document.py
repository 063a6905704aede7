"""A PDF as a source: pages into blocks, running heads out, paragraphs and tables joined over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from citycircle.documents.intake.composing import Composer, Placed
from citycircle.documents.intake.errors import FileDamaged, FileEmpty, FileProtected, FileTooLong, ScannedPdf
from citycircle.documents.intake.notes import note, shortened
from citycircle.documents.intake.pdf.lines import Line, Margins, PageText, continues, joined
from citycircle.documents.intake.pdf.rulings import RuledTable, TooManyRulings, ruled_tables
from citycircle.documents.source import Source

MEDIA_TYPE = "application/pdf"
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·\s]*")
_MOST_PAGES = 3000
_EDGE = 0.14
"""The part of a page, above and below, in which its number and its running head stand."""
_FEWEST_REPEATS = 3
_HEAD_WIDTH = 0.85
_COLUMN_TOLERANCE = 4.0

Block = Line | RuledTable


def open_pdf(data: bytes, name: str) -> Source:
    """Read a PDF. Raises FileProtected, FileDamaged, FileTooLong, FileEmpty, ScannedPdf."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise FileProtected(name=name) from error
        raise FileDamaged(name=name, reason=error) from error
    page = Composer()
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise FileTooLong(name=name, pages=count, limit=_MOST_PAGES)
        pages = [_blocks(document, number, page) for number in range(count)]
    except pypdfium2.PdfiumError as error:
        raise FileDamaged(name=name, reason=error) from error
    finally:
        document.close()
    if not pages:
        raise FileEmpty(name=name)
    silent = [number for number, (_, blocks) in enumerate(pages, 1) if not blocks]
    if len(silent) == len(pages):
        raise ScannedPdf(name=name, pages=len(pages))
    if silent:
        page.notes.append(note("I031", pages="、".join(map(str, silent))))
    _compose(page, _without_running(pages, page))
    return page.source(name, MEDIA_TYPE)


def _blocks(document: pypdfium2.PdfDocument, number: int, page: Composer) -> tuple[float, list[Block]]:
    """The height of one page as it is shown, and its lines and tables in order."""
    opened = document[number]
    text = PageText(opened, number)
    lines = text.lines()
    tables: list[RuledTable] = []
    try:
        tables = ruled_tables(opened, text) if lines else []
    except TooManyRulings:
        page.notes.append(note("I033", page=number + 1))
    text.text_page.close()
    opened.close()
    return text.height, _in_order(lines, tables)


def _in_order(lines: Sequence[Line], tables: Sequence[RuledTable]) -> list[Block]:
    """Lines and tables as they follow on the page; what stands in a table is no line."""
    blocks: list[Block] = []
    placed: set[int] = set()
    for line in lines:
        x, y = line.box.middle
        x = min(x, line.box.left + line.size)
        inside = next((table for table in tables if table.box.top <= y <= table.box.bottom and _over(table, x)), None)
        if inside is None:
            blocks.append(line)
        elif id(inside) not in placed:
            placed.add(id(inside))
            blocks.append(inside)
    return blocks


def _over(table: RuledTable, x: float) -> bool:
    return table.box.left - 1 <= x <= table.box.right + 1


def _without_running(pages: Sequence[tuple[float, list[Block]]], page: Composer) -> list[Block]:
    """All blocks, without page numbers and without lines that stand at the edge of most pages."""
    heads = Counter(_key(line) for height, blocks in pages for line in _at_edges(blocks, height))
    often = max(_FEWEST_REPEATS, len(pages) * 2 // 5)
    kept: list[Block] = []
    dropped: dict[str, str] = {}
    widest = max((_width(block) for _, blocks in pages for block in blocks if isinstance(block, Line)), default=0.0)
    for height, blocks in pages:
        edges = {id(line) for line in _at_edges(blocks, height)}
        for block in blocks:
            if isinstance(block, Line) and id(block) in edges:
                if _PAGE_NUMBER.fullmatch(block.text):
                    dropped.setdefault("#", block.text)
                    continue
                if heads[_key(block)] >= often and _is_head(block, widest):
                    dropped.setdefault(_key(block), block.text)
                    continue
            kept.append(block)
    if dropped:
        page.notes.append(note("I030", text="；".join(map(shortened, dropped.values()))))
    return kept


def _is_head(line: Line, widest: float) -> bool:
    """A running head leaves room beside it and is no part of a sentence; two sides of a sheet may have one each."""
    return _width(line) < _HEAD_WIDTH * widest and not line.text.endswith(("。", "，", "；", "、", "："))


def _width(line: Line) -> float:
    return line.box.right - line.box.left


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _at_edges(blocks: Sequence[Block], height: float) -> Iterator[Line]:
    """The two lines at the top and the two at the bottom of a page that stand in its margins."""
    for block in (*blocks[:2], *blocks[-2:]) if len(blocks) > 4 else blocks:  # noqa: PLR2004 - two above, two below
        if isinstance(block, Line) and _outside(block, height):
            yield block


def _outside(line: Line, height: float) -> bool:
    return line.box.bottom < height * _EDGE or line.box.top > height * (1 - _EDGE)


def _compose(page: Composer, blocks: Sequence[Block]) -> None:
    margins = Margins.of([block for block in blocks if isinstance(block, Line)])
    waiting: list[Line] = []
    headers = 0
    for block in _joined_tables(blocks):
        if waiting and not (isinstance(block, Line) and continues(waiting[-1], block, margins)):
            page.line(joined(line.text for line in waiting))
            waiting = []
        if isinstance(block, Line):
            waiting.append(block)
        else:
            page.table(cell for cell in block.cells if cell.text)
            headers += block.repeated
            if block.last_page > block.page:
                page.notes.append(note("I032", page.tables[-1].span, count=block.repeated))
    if waiting:
        page.line(joined(line.text for line in waiting))


def _joined_tables(blocks: Sequence[Block]) -> list[Block]:
    """Tables that a page break cut, put together again."""
    result: list[Block] = []
    for block in blocks:
        last = result[-1] if result else None
        if isinstance(block, RuledTable) and isinstance(last, RuledTable) and _goes_on(last, block):
            _append(last, block)
        else:
            result.append(block)
    return result


def _goes_on(above: RuledTable, below: RuledTable) -> bool:
    return (
        below.page == above.last_page + 1
        and len(above.columns) == len(below.columns)
        and all(abs(one - other) <= _COLUMN_TOLERANCE for one, other in zip(above.columns, below.columns, strict=True))
    )


def _append(above: RuledTable, below: RuledTable) -> None:
    skipped = _repeated_rows(above, below)
    above.repeated += bool(skipped)
    above.last_page = below.page
    rows = [cell for cell in below.cells if cell.row >= skipped]
    broken = _broken_row(above, rows, skipped)
    if broken:
        _continue_row(above, [cell for cell in rows if cell.row == skipped])
        rows = [cell for cell in rows if cell.row > skipped]
        skipped += 1
    shift = above.height - skipped
    above.cells += (Placed(cell.text, cell.row + shift, cell.column, cell.rows, cell.columns) for cell in rows)
    above.height += below.height - skipped


def _repeated_rows(above: RuledTable, below: RuledTable) -> int:
    """How many rows at the top of the lower part repeat the head of the upper one."""
    for rows in (3, 2, 1):
        heads = (
            [(cell.text, cell.row, cell.column) for cell in table.cells if cell.row < rows] for table in (above, below)
        )
        one, other = map(sorted, heads)
        if one == other and rows < below.height and any(text for text, _, _ in one):
            return rows
    return 0


def _broken_row(above: RuledTable, rows: Sequence[Placed], first: int) -> bool:
    """Whether the first row of the lower part only ends the last row of the upper one: its number is missing."""
    numbers = [cell for cell in above.cells if cell.column == 0 and cell.row > 0]
    filled = sum(cell.text.strip(".、").isdigit() for cell in numbers)
    starts = [cell for cell in rows if cell.row == first]
    return (
        bool(starts)
        and filled * 2 > len(numbers)
        and all(not cell.text for cell in starts if cell.column == 0)
        and all(cell.rows == 1 for cell in starts)
        and any(cell.text for cell in starts)
    )


def _continue_row(above: RuledTable, rest: Sequence[Placed]) -> None:
    for piece in rest:
        for index in range(len(above.cells) - 1, -1, -1):
            cell = above.cells[index]
            if cell.column == piece.column and piece.text:
                text = joined((cell.text, piece.text))
                above.cells[index] = Placed(text, cell.row, cell.column, cell.rows, cell.columns)
                break
