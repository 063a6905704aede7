"""What a task promises (targets, relative goals, milestones, works) as forms: what may be set right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from citycircle.core.messages import Text
from citycircle.documents.promising import CELLS as PROMISE_CELLS
from citycircle.documents.promising import CHOSEN
from citycircle.documents.writers.ledger import STAGES
from citycircle.records.plans.ledgers import plain
from citycircle.records.plans.models import Task

PROMISE_KINDS: dict[str, Text] = {
    "target": Text("量化目标", "target"),
    "commitment": Text("相对目标", "relative goal"),
    "milestone": Text("时间节点", "milestone"),
    "project": Text("项目", "works"),
}


Choices = tuple[tuple[str, Text | str], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of a task as a form: what may be set right in it."""

    kind: str
    title: Text
    number: int
    quote: str
    cells: tuple[tuple[str, Text, str, Choices], ...]
    """Name, title, what stands there, and the words to choose from (none: free)."""


def promises_of(task: Task) -> list[Promise]:
    """Every promise of a task as a form."""
    made = []
    for kind, thing in _kept(task):
        cells = tuple((c, CELL_NAMES[c], plain_words(getattr(thing, c)), _choices(c)) for c in PROMISE_CELLS[kind])
        made.append(Promise(kind, PROMISE_KINDS[kind], thing.pk, thing.quote, cells))
    return made


def new_promises() -> list[tuple[str, Text, tuple[tuple[str, Text, str, Choices], ...]]]:
    """An empty form for each kind of promise."""
    return [
        (kind, title, tuple((c, CELL_NAMES[c], "", _choices(c)) for c in PROMISE_CELLS[kind]))
        for kind, title in PROMISE_KINDS.items()
    ]


def _kept(task: Task) -> Iterator[tuple[str, Any]]:
    for target in task.targets.all():
        yield ("commitment" if target.value is None else "target"), target
    yield from (("milestone", one) for one in task.milestones.all())
    yield from (("project", one) for one in task.works.all())


def plain_words(value: object) -> str:
    """A value as a field of a form shows it."""
    if isinstance(value, Decimal):
        return f"{plain(value)}"
    return "" if value is None else str(value)


def _choices(cell: str) -> Choices:
    if cell not in CHOSEN:
        return ()
    return tuple((word, CHOICES.get(cell, {}).get(word) or word) for word in get_args(CHOSEN[cell]))


CHOICES: dict[str, Mapping[str, Text | str]] = {
    "op": {
        "=": Text("等于", "equal to"),
        ">=": Text("不少于", "at least"),
        ">": Text("超过", "more than"),
        "<=": Text("不超过", "at most"),
        "<": Text("少于", "less than"),
        "range": Text("区间", "from … to"),
        "increase": Text("新增（提高）", "increase by"),
        "approx": Text("约", "about"),
    },
    "period": {
        "annual": Text("每年", "every year"),
        "monthly": Text("每月", "every month"),
        "by_deadline": Text("到期达到", "by the deadline"),
        "once": Text("一次", "once"),
    },
    "stage": STAGES,
}


CELL_NAMES: dict[str, Text] = {
    "indicator": Text("指标", "indicator"),
    "op": Text("比较", "comparison"),
    "value": Text("数值", "value"),
    "value_high": Text("上限", "upper end"),
    "unit": Text("单位", "unit"),
    "period": Text("周期", "period"),
    "deadline": Text("期限", "deadline"),
    "benchmark": Text("参照", "benchmark"),
    "what": Text("节点内容", "what"),
    "name": Text("项目名称", "name"),
    "stage": Text("阶段", "stage"),
}
