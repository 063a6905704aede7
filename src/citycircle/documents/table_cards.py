"""Task cards (责任卡, 任务书): a form a task, each label in a cell and its words in the cell beside it."""

from __future__ import annotations

from collections.abc import Iterator

from citycircle.documents.source import Cell
from citycircle.documents.table_grid import Grid
from citycircle.documents.table_headings import ABOUT_WORK, Role, plain_heading, role_of

Labelled = tuple[Cell, Cell]
"""A label and the words beside it."""
_LONGEST_LABEL = 12
_ON_A_CARD: frozenset[Role] = frozenset(
    {"title", "content", "lead", "responsible", "cooperating", "deadline", "goal", "leader"}
)
_DUTIES: frozenset[Role] = frozenset({"lead", "responsible"})
_FEWEST = 3
"""A form with fewer labels of a task may be the label table of a web page (文件名称, 主办单位)."""


def cards(grid: Grid) -> Iterator[list[Labelled]]:
    """The cards of a table, one for each task; none where it is no form of tasks.

    >>> from citycircle.documents.intake.open import open_source
    >>> form = "任务名称\\t建桥\\t牵头单位\\t甲局\\n完成时限\\t6月底\\t责任单位\\t乙局\\n"
    >>> found = open_source(form.encode()).tables[0]
    >>> [[(label.text, words.text) for label, words in card] for card in cards(Grid.of(found))]
    [[('任务名称', '建桥'), ('牵头单位', '甲局'), ('完成时限', '6月底'), ('责任单位', '乙局')]]
    """
    found = [pair for row in range(len(grid.rows)) for pair in _labelled(grid.own(row))]
    for card in _apart(found):
        roles = {role_of(label.text) for label, _ in card} & _ON_A_CARD
        on_rows = {label.row for label, _ in card}
        if roles & ABOUT_WORK and roles & _DUTIES and len(roles) >= _FEWEST and len(on_rows) > 1:
            yield card


def _labelled(cells: list[Cell]) -> Iterator[Labelled]:
    at = 0
    while at + 1 < len(cells):
        label, words = cells[at], cells[at + 1]
        if _is_label(label) and not _is_label(words):
            yield label, words
            at += 2
        else:
            at += 1


def _is_label(cell: Cell) -> bool:
    plain = plain_heading(cell.text)
    return len(plain) <= _LONGEST_LABEL and role_of(cell.text) in _ON_A_CARD | {"number", "field", "remark", "quarter"}


def _apart(found: list[Labelled]) -> Iterator[list[Labelled]]:
    """Cards below each other in one table: each begins with the label of the first."""
    card: list[Labelled] = []
    for pair in found:
        if card and plain_heading(pair[0].text) == plain_heading(card[0][0].text):
            yield card
            card = []
        card.append(pair)
    if card:
        yield card
