"""The further columns of a document's own task table, and where they stand in the ledger: none of them is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from citycircle.core.plans import Task
from citycircle.documents.table_headings import role_of

Kept = Literal["goal", "leader", "quarter", "remark", "source", "list", "told", "other"]
"""The column of the ledger that takes a cell over; `told` is what the ledger says elsewhere."""
_SOURCE = re.compile(r"来源(?:文件|依据)|文件(?:依据|及条款)|^Clause$")
_LIST = re.compile(r"所属清单|清单名称|^List$")
_KEPT: dict[str, Kept] = {"goal": "goal", "leader": "leader", "quarter": "quarter", "remark": "remark"}
_TOLD = frozenset({"field", "deadline", "number"})


def kept_as(heading: str) -> Kept:
    """Where the ledger keeps the cells below a heading.

    >>> [kept_as(words) for words in ("市级牵头领导", "进度安排/一季度", "2026年目标", "联系人", "来源文件", "领域")]
    ['leader', 'quarter', 'goal', 'other', 'source', 'told']
    """
    if _SOURCE.search(heading):
        return "source"
    if _LIST.search(heading):
        return "list"
    role = role_of(last_level(heading))
    return "told" if role in _TOLD else _KEPT.get(role, "other")


def last_level(heading: str) -> str:
    """The lower of two levels of a heading: 进度安排/一季度 is 一季度."""
    return heading.rsplit("/", 1)[-1]


def own_cells(task: Task, kept: Kept) -> Iterator[tuple[str, str]]:
    """Heading and words of the cells that one column of the ledger takes over."""
    return ((last_level(heading), words.text) for heading, words in task.extras if kept_as(heading) == kept)


def remarks(task: Task) -> str:
    """Remarks, and below them each cell that the ledger has no column for, named by its heading."""
    plain = (words for _, words in own_cells(task, "remark"))
    named = (f"{heading}：{words}" for heading, words in own_cells(task, "other"))
    return "\n".join((*plain, *named))


def printed(task: Task, kept: Kept) -> str:
    """The words of the cells that one column of the ledger takes over, one a line; several columns are told apart."""
    found = list(own_cells(task, kept))
    several = len({heading for heading, _ in found}) > 1
    return "\n".join(f"{heading}：{words}" if several else words for heading, words in found)
