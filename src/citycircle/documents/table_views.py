"""Tables that show the tasks of another table once more: by quarter, by organisation, with their projects.

A workbook often holds a list of all tasks and further sheets drawn from it. Their rows are no further tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citycircle.core.messages import Text
from citycircle.core.plans import Diagnostic, Span
from citycircle.documents.tables import TaskRow, TaskTable

REPEATED = Text(
    "表格“{title}”与前面的任务表重复，没有再读一遍。",
    "The table “{title}” shows the tasks of an earlier table again; they were read once.",
)
_BELONGS = re.compile(r"(?i)(?:所在|所属|对应)(?:重点|工作)?任务|of task")
_NO_WORD = re.compile(r"[\W_]+")
_Key = tuple[str, str]


def told_again(tables: Sequence[TaskTable]) -> list[TaskTable]:
    """The tables all of whose rows an earlier table of the document has told already.

    The same words under another organisation are another task.
    """
    told: set[_Key] = set()
    again: list[TaskTable] = []
    for table in tables:
        keys = list(_keys(table))
        lists_parts = any(_BELONGS.fullmatch(column.heading) for column in table.columns)
        if told and keys and (lists_parts or told.issuperset(keys)):
            again.append(table)
        else:
            told.update(keys)
    return again


def remark(table: TaskTable, place: Span) -> Diagnostic:
    """What to tell a person about a table that was not read again."""
    title = table.title.text if table.title else table.table.title or ""
    return Diagnostic("P109", REPEATED, place, values=(("title", " ".join(title.split())),))


def _keys(table: TaskTable) -> Iterator[_Key]:
    for row in table.rows:
        yield _words(row, "title", "content"), _words(row, "lead") or _words(row, "responsible")


def _words(row: TaskRow, *roles: str) -> str:
    return _NO_WORD.sub("", "".join(dict.fromkeys(cell.text for cell in row.cells if cell.role in roles)))
