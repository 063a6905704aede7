"""The task breakdown as Word and as Excel, ours beside the usual way to write the same cells.

    python bench/exports.py [--rows 50 100 200]

Word: ours (table as XML) beside python-docx by `table.cell(row, column)` and by its cells fetched once. Excel: ours
beside openpyxl. Every program writes the same words; they are read back and compared before anything is timed. Ours
also merges, repeats headings, sets typefaces, row heights and the page, which the others here do not. Medians over
interleaved runs.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version

import docx
import openpyxl

from citycircle.paper import excel, word
from citycircle.paper.tables import Column, Entry, PrintedTable

COLUMNS = ("序号", "重点任务", "工作内容", "牵头单位", "责任单位", "完成时限")


def words(rows: int) -> list[tuple[str, ...]]:
    """The cells of an invented table."""
    return [
        (
            str(at),
            f"推进第{at}项工作",
            f"建成市域铁路第{at}段，{2026 + at % 3}年底前开通运营，日均客流不少于{at % 9 + 1}万人次。",
            f"澜川市第{at % 40}局",
            f"禾阳市第{at % 30}局、松渚市第{at % 20}局",
            f"{2026 + at % 3}年12月",
        )
        for at in range(1, rows + 1)
    ]


def printed(cells: Sequence[Sequence[str]]) -> PrintedTable:
    columns = tuple(Column(heading, width) for heading, width in zip(COLUMNS, (10, 40, 90, 30, 50, 25), strict=True))
    rows = tuple(tuple(Entry(cell) for cell in row) for row in cells)
    return PrintedTable("任务分解表", "任务分解表", columns, rows)


def docx_by_cell(cells: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    table = document.add_table(len(cells), len(COLUMNS))
    for at, row in enumerate(cells):
        for place, cell in enumerate(row):
            table.cell(at, place).text = cell
    return saved(document)


def docx_cells_once(cells: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    found = document.add_table(len(cells), len(COLUMNS))._cells  # noqa: SLF001  # the known way around cell()
    for at, row in enumerate(cells):
        for place, cell in enumerate(row):
            found[at * len(COLUMNS) + place].text = cell
    return saved(document)


def by_openpyxl(cells: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    return saved(book)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words_of_docx(data: bytes, heading_rows: int) -> list[list[str]]:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    rows = list(docx.Document(io.BytesIO(data)).element.body.iter(f"{space}tr"))[heading_rows:]
    cells = [list(row.iter(f"{space}tc")) for row in rows]
    return [["".join(text.text or "" for text in cell.iter(f"{space}t")) for cell in row] for row in cells]


def words_of_xlsx(data: bytes, first: int) -> list[list[str]]:
    rows = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(min_row=first, values_only=True)
    return [[str(cell) for cell in row] for row in rows]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    kind: str, rows: int, ours: Callable[[], object], peers: dict[str, Callable[[], object]], runs: int
) -> None:
    found: dict[str, list[float]] = {"ours": [], **{name: [] for name in peers}}
    for _ in range(runs):  # interleaved, so that a busy moment of the machine meets all
        for name, work in {"ours": ours, **peers}.items():
            found[name].append(seconds(work))
    mine = statistics.median(found["ours"])
    for name, times in found.items():
        middle = statistics.median(times)
        spread = f"{min(times):.3f}–{max(times):.3f}"
        print(f"{kind:5} {rows:6} rows  {name:28} {middle:8.3f} s ({spread})  {middle / mine:8.1f} × ours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[50, 100, 200])
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    print(", ".join(f"{name} {version(name)}" for name in ("python-docx", "openpyxl", "xlsxwriter", "lxml")))
    for rows in args.rows:
        cells = words(rows)
        table = printed(cells)
        wanted = [list(row) for row in cells]
        assert words_of_docx(word.tables_across([table]), 2) == wanted
        assert words_of_docx(docx_cells_once(cells), 0) == wanted
        assert words_of_xlsx(excel.workbook([table]), 5) == wanted
        assert words_of_xlsx(by_openpyxl(cells), 1) == wanted
        peers = {
            "python-docx table.cell()": partial(docx_by_cell, cells),
            "python-docx _cells once": partial(docx_cells_once, cells),
        }
        compare("Word", rows, partial(word.tables_across, [table]), peers, args.runs)
        peers = {"openpyxl (words only)": partial(by_openpyxl, cells)}
        compare("Excel", rows, partial(excel.workbook, [table]), peers, args.runs)


if __name__ == "__main__":
    main()
