"""The matrix of tasks and organisations (牵/责/配), on the screen and to print (RACI, as ISO 21502 practises it)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from citycircle.core.messages import Text
from citycircle.paper.tables import Column, Entry, PrintedTable, filled_down
from citycircle.planning.duties.decisions import identity
from citycircle.planning.duties.shares import MARKS, MARKS_SAID, Duty, duties_in, work_lists
from citycircle.planning.ledger import Item, Ledger, Party

NARROW = 9.0
"""Millimetres of a column that holds one sign."""
AT_ONCE = 30
"""Organisations side by side on one sheet."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks down, organisations across; `cells` has for every task one duty or None per organisation."""

    parties: tuple[Party, ...]
    items: tuple[Item, ...]
    cells: tuple[tuple[Duty | None, ...], ...]


def matrix(ledger: Ledger, *, only: Collection[str] | None = None) -> Matrix:
    """The matrix of a ledger. `only` keeps these organisations (by code), and the tasks in which one of them stands.

    >>> drc, edu = Party("1", "市发改委"), Party("2", "市教育局")
    >>> plan = Ledger("要点", (Item("t1", "1", "办学", "", leads=(edu,), cooperating=(drc,)),))
    >>> matrix(plan).cells
    (('lead', 'cooperating'),)
    """
    parties = [one.party for one in work_lists(ledger) if only is None or one.party.code in only]
    columns = {identity(party): at for at, party in enumerate(parties)}
    items, cells = [], []
    for item in ledger.items:
        row: list[Duty | None] = [None] * len(parties)
        for duty, party in duties_in(item):
            if (at := columns.get(identity(party))) is not None:
                row[at] = duty
        if any(row) or only is None:
            items.append(item)
            cells.append(tuple(row))
    return Matrix(tuple(parties), tuple(items), tuple(cells))


def printed(ledger: Ledger, *, only: Collection[str] | None = None) -> tuple[PrintedTable, ...]:
    """The matrix as tables for Word and Excel, as many organisations on each as a sheet of A3 has room for."""
    whole = matrix(ledger, only=only)
    starts = range(0, max(1, len(whole.parties)), AT_ONCE)
    return tuple(
        _table(
            ledger,
            Matrix(whole.parties[at : at + AT_ONCE], whole.items, tuple(row[at : at + AT_ONCE] for row in whole.cells)),
            f"（{number}）" if len(starts) > 1 else "",
        )
        for number, at in enumerate(starts, start=1)
    )


def _table(ledger: Ledger, whole: Matrix, number: str) -> PrintedTable:
    fields = filled_down([item.field for item in whole.items])
    columns = (
        Column(Text("序号", "No.").say(), 10),
        Column(Text("领域", "Field").say(), 20),
        Column(Text("任务", "Task").say(), 60, align="left"),
        *(Column(party.name, NARROW, Text("单位", "Organisations").say()) for party in whole.parties),
    )
    rows = tuple(
        (
            Entry(item.number),
            Entry(item.field, reach) if reach else None,
            Entry(item.title or item.text),
            *(Entry(MARKS[duty].say() if duty else "") for duty in row),
        )
        for item, row, reach in zip(whole.items, whole.cells, fields, strict=True)
    )
    name = Text("任务单位矩阵", "Matrix of tasks and organisations")
    return PrintedTable(
        name=name.say() + number,
        title=Text("{title}任务单位矩阵", "{title}: matrix of tasks and organisations").say(title=ledger.title)
        + number,
        columns=columns,
        rows=rows,
        notes=(Text("注：{marks}。", "Note: {marks}.").say(marks=MARKS_SAID),),
        paper="A3",
    )
