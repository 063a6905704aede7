"""The coverage matrix as a page shows it and as Excel prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from citycircle.core.messages import SEMICOLON, Text, listed, said
from citycircle.paper.tables import Column, Entry, PrintedTable
from citycircle.planning.ledger import Item
from citycircle.planning.tracing.coverage import STANDINGS, Row, named
from citycircle.planning.tracing.gaps import TITLES
from citycircle.records.links.matrix import Matrix
from citycircle.records.plans.models import Plan

FILTERS: dict[str, Text] = {
    "": Text("全部条款", "All clauses"),
    "uncovered": Text("未承接", "Not answered"),
    "proposed": Text("待认定", "To be decided"),
    "diluted": Text("弱化", "Diluted"),
    "later": Text("推后", "Put off"),
    "part": Text("部分未承接", "Answered in part"),
    "orphans": Text("无上级依据的任务", "Tasks without a basis"),
    "duplicates": Text("疑似重复", "Likely duplicates"),
}
_KEPT: dict[str, Callable[[Row], bool]] = {
    "": lambda _: True,
    "uncovered": lambda row: row.standing == "uncovered",
    "proposed": lambda row: row.standing == "proposed",
    "diluted": lambda row: row.is_diluted,
    "later": lambda row: row.is_put_off,
    "part": lambda row: bool(row.left_out),
}
LIGHTS = {"covered": "green", "proposed": "blue", "uncovered": "grey"}
PROPOSED = Text("（建议）", " (proposed)")
COUNTED, COMPARED = 500, 2000
"""Tasks; in a plan longer than the first, likely duplicates are looked for only where they are asked for, in one
longer than the second not at all: comparing every task with every other would take minutes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clause as a line of the matrix."""

    row: Row
    clause: int
    tasks: tuple[tuple[Item, int], ...]
    proposed: tuple[tuple[Item, int], ...]

    @property
    def standing(self) -> Text:
        return STANDINGS[self.row.standing]

    @property
    def light(self) -> str:
        return LIGHTS[self.row.standing]

    @property
    def kinds(self) -> list[Text]:
        return [TITLES[kind] for kind in dict.fromkeys(gap.kind for gap in self.row.gaps)]


@dataclass(frozen=True, slots=True)
class View:
    """One look at a matrix."""

    matrix: Matrix
    asked: str = ""

    @property
    def show(self) -> str:
        return self.asked if self.asked in FILTERS else ""

    @property
    def lines(self) -> list[Line]:
        """The clauses that the look keeps."""
        kept = _KEPT.get(self.show)
        return [self._line(row) for row in self.matrix.coverage.rows if kept(row)] if kept else []

    def _line(self, row: Row) -> Line:
        numbers = self.matrix.tasks
        tasks = tuple((task, numbers[task.key]) for task in row.tasks)
        return Line(row, self.matrix.clauses[row.clause.key], tasks, tuple((t, numbers[t.key]) for t in row.proposed))

    @property
    def orphans(self) -> list[tuple[int, Item, Text]]:
        found = self.matrix.coverage.orphans
        return [(self.matrix.tasks[one.task.key], one.task, one.sentence) for one in found]

    @property
    def duplicates(self) -> list[tuple[int, int, Text]]:
        numbers = self.matrix.tasks
        if self.is_too_long:
            return []
        return [(numbers[one.one], numbers[one.other], one.sentence) for one in self.matrix.duplicates]

    @property
    def is_too_long(self) -> bool:
        """Whether likely duplicates are not looked for."""
        return len(self.matrix.tasks) > COMPARED

    def counted(self, name: str) -> int | str:
        """How many a look would show; likely duplicates of a long plan are counted only where they are shown."""
        if name == "orphans":
            return len(self.matrix.coverage.orphans)
        if name == "duplicates":
            short = len(self.matrix.tasks) <= COUNTED
            return len(self.duplicates) if short or self.show == name else ""
        return sum(1 for row in self.matrix.coverage.rows if _KEPT[name](row))


def called(item: Item) -> str:
    """A task as one line: its number and what it is called."""
    return f"{item.number} {named(item)}".strip()


def tables_of(plan: Plan, above: Plan, matrix: Matrix) -> list[PrintedTable]:
    """The matrix, the tasks without a basis and the likely duplicates, as sheets of one workbook."""
    titles = said(Text(f"{plan.title}承接《{above.title}》情况", f"{plan.title} against {above.title}"))
    clauses = Text("承接矩阵", "Coverage matrix"), (
        (Text("上级条款", "Upper clause"), 62), (Text("承接情况", "Standing"), 20), (Text("承接任务", "Tasks"), 62),
        (Text("问题", "Kinds"), 30), (Text("说明", "Explanation"), 92),
    )  # fmt: skip
    lines = [
        (
            called(line.row.clause), said(line.standing),
            SEMICOLON.say().join(_tasks(line)),
            said(listed(line.kinds)), "\n".join(said(sentence) for sentence in line.row.sentences),
        )
        for line in View(matrix).lines
    ]  # fmt: skip
    orphans = Text("无上级依据的任务", "Tasks without a basis"), (
        (Text("任务", "Task"), 110), (Text("说明", "Explanation"), 156),
    )  # fmt: skip
    doubles = Text("疑似重复", "Likely duplicates"), ((Text("说明", "Explanation"), 266),)
    return [
        _table(titles, *clauses, lines),
        _table(titles, *orphans, [(called(o.task), said(o.sentence)) for o in matrix.coverage.orphans]),
        _table(titles, *doubles, [(said(sentence),) for _, _, sentence in View(matrix).duplicates]),
    ]


def _tasks(line: Line) -> Iterator[str]:
    """The tasks of a clause; those that nobody has accepted yet are marked."""
    yield from (called(task) for task, _ in line.tasks)
    yield from (f"{called(task)}{PROPOSED.say()}" for task, _ in line.proposed)


def _table(
    title: str, name: Text, columns: tuple[tuple[Text, float], ...], rows: Sequence[tuple[str, ...]]
) -> PrintedTable:
    return PrintedTable(
        said(name), title, tuple(Column(said(heading), width, align="left") for heading, width in columns),
        tuple(tuple(Entry(cell) for cell in row) for row in rows), above=(said(name), ""),
    )  # fmt: skip
