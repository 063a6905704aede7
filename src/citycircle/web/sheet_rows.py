"""The body of a sheet as HTML. Four hundred cells cost the template engine most of a page's time, so they are put
together here; everything that comes from a row is escaped in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from citycircle.web.wording import worded

if TYPE_CHECKING:
    from citycircle.web.sheets import Cell, Line

FROZEN = 2
"""Columns that stay in sight while the others scroll."""


def drawn(lines: Iterable[Line], titles: list[str]) -> SafeString:
    """Rows and bands in order; `titles` are the column headings, shown beside each cell on a phone."""
    labels = [escape(title) for title in titles]
    parts = [_band(line, len(labels)) if line.band is not None else _row(line, labels) for line in lines]
    return mark_safe("".join(parts))  # noqa: S308  # every value was escaped below


def _band(line: Line, columns: int) -> str:
    return f'<tr class="band"><th colspan="{columns}" scope="rowgroup">{escape(worded(line.band))}</th></tr>'


def _row(line: Line, labels: list[str]) -> str:
    cells = [
        _cell(cell, label, place < FROZEN) for place, (cell, label) in enumerate(zip(line.cells, labels, strict=True))
    ]
    return f"<tr>{''.join(cells)}</tr>\n"


def _cell(cell: Cell, label: str, frozen: bool) -> str:
    text = escape(worded(cell.value))
    if cell.link:
        text = f'<a href="{escape(cell.link)}">{text}</a>'
    elif cell.light:
        text = f'<span class="light {escape(cell.light)}">{text}</span>'
    kind = f"frozen {cell.column.kind}" if frozen else cell.column.kind
    return f'<td class="{kind}" data-label="{label}">{text}</td>'
