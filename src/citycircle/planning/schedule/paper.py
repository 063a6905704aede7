"""Sheets of paper for the wall and the table, and how the rows of a chart are spread over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from citycircle.core.messages import Language, Text
from citycircle.planning.schedule.chart import Chart, Task
from citycircle.planning.schedule.lettering import broken
from citycircle.planning.schedule.nodes import Node

PaperName = Literal["A3", "A0"]


class Column(StrEnum):
    """The columns left of the bars."""

    NUMBER = "number"
    TITLE = "title"
    WHO = "who"
    PLANNED = "planned"
    EXPECTED = "expected"
    STATE = "state"


Widths = Mapping[Column, float]
TABLE: Widths = {
    Column.NUMBER: 11.0,
    Column.TITLE: 72.0,
    Column.WHO: 44.0,
    Column.PLANNED: 19.0,
    Column.EXPECTED: 27.0,
    Column.STATE: 25.0,
}
WALL: Widths = {**TABLE, Column.TITLE: 150.0, Column.WHO: 80.0}
"""Millimetres at scale 1."""
PAD_BESIDE = dict.fromkeys(Column, 1.4) | {Column.TITLE: 3.1}
"""Millimetres of a column in which nothing is written; titles of milestones are indented."""
INDENT = PAD_BESIDE[Column.TITLE] - 0.6
CRITICAL = Text("关键", "critical")
LETTERS, LINE, PAD = 2.8, 3.6, 2.0
TASK_LINES, NODE_LINES, WHO_LINES, STATE_LINES = 3, 2, 2, 2
BAND = 5.6
HEAD, AXIS, FOOT = 15.0, 15.0, 13.0
"""Title, axis and legend at scale 1."""


class Paper(NamedTuple):
    """A sheet across, in millimetres; `scales` are how large letters may be, from the one wished for downward."""

    name: PaperName
    width: float
    height: float
    margin: float
    scales: tuple[float, ...]
    widths: Widths


# ISO 216; a wall sheet is read from two metres, so its letters are twice as large while there is room.
PAPERS: dict[PaperName, Paper] = {
    "A3": Paper("A3", 420, 297, 10, (1.0,), TABLE),
    "A0": Paper("A0", 1189, 841, 20, (2.2, 2.0, 1.8, 1.6, 1.4, 1.25, 1.1, 1.0), WALL),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: the band of a group, a task, or a milestone under it. Heights at scale 1."""

    height: float
    band: str | None = None
    continued: bool = False
    task: Task | None = None
    node: Node | None = None


Block = tuple[str, list[Row]]
"""A task with its milestones, under the name of its group."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its rows. `compact`: milestones stand on the row of their task."""

    paper: Paper
    scale: float
    rows: tuple[Row, ...]
    number: int = 1
    count: int = 1
    compact: bool = False

    @property
    def left(self) -> float:
        """Where the bars begin."""
        return self.paper.margin + sum(self.paper.widths.values()) * self.scale

    @property
    def right(self) -> float:
        return self.paper.width - self.paper.margin

    @property
    def top(self) -> float:
        """Where the rows begin."""
        return self.paper.margin + (HEAD + AXIS) * self.scale


def sheets(chart: Chart, paper: Paper, language: Language = "zh") -> tuple[Sheet, ...]:
    """Spread a chart over as many sheets as it takes.

    A wall sheet first makes its letters smaller, then puts milestones on the row of their task; only a chart that is
    larger still goes on over further sheets. Every sheet repeats title, axis and legend, and the band of a group that
    goes on; a task keeps its milestones on one sheet where a sheet can hold them.
    """
    whole = list(_blocks(chart, paper.widths, language, compact=False))
    several, compact = _spread(whole, paper), False
    if len(several[0]) > 1 and len(paper.scales) > 1:
        several, compact = _spread(list(_blocks(chart, paper.widths, language, compact=True)), paper), True
    pages, scale = several
    return tuple(Sheet(paper, scale, tuple(rows), at, len(pages), compact) for at, rows in enumerate(pages, 1))


def _spread(blocks: Sequence[Block], paper: Paper) -> tuple[list[list[Row]], float]:
    """The rows of each sheet at the largest scale at which one sheet holds them, else at the smallest."""
    pages: list[list[Row]] = [[]]
    scale = paper.scales[0]
    for scale in paper.scales:
        pages = _paged(blocks, (paper.height - 2 * paper.margin) / scale - HEAD - AXIS - FOOT)
        if len(pages) == 1:
            break
    return pages, scale


def _blocks(chart: Chart, widths: Widths, language: Language, *, compact: bool) -> Iterator[Block]:
    """Each task with its milestones, under the group that it belongs to."""
    for task in chart.tasks:
        rows = [Row(_height(chart, task.as_node, TASK_LINES, widths, language), task=task)]
        if not compact:
            own = ((node, _height(chart, node, NODE_LINES, widths, language)) for node in task.nodes)
            rows += [Row(height, task=task, node=node) for node, height in own]
        yield task.group, rows


def _height(chart: Chart, node: Node, most: int, widths: Widths, language: Language) -> float:
    cells = (
        (Column.TITLE, node.title, most),
        (Column.WHO, node.post, WHO_LINES),
        (Column.STATE, state_said(chart, node, language), STATE_LINES),
    )
    lines = (len(broken(words, widths[column] - PAD_BESIDE[column], LETTERS, most)) for column, words, most in cells)
    return max(lines) * LINE + PAD


def state_said(chart: Chart, node: Node, language: Language) -> str:
    """A task's or a milestone's state, and whether it is on the critical chain."""
    words = [chart.words[node.key].say(language), CRITICAL.say(language) if node.key in chart.critical else ""]
    return " ".join(word for word in words if word)


def _paged(blocks: Sequence[Block], room: float) -> list[list[Row]]:
    pages: list[list[Row]] = [[]]
    left, group = room, ""
    for name, rows in blocks:
        opening = BAND if name and name != group else 0
        needed = opening + sum(row.height for row in rows)
        if pages[-1] and needed > left and needed <= room - BAND:
            pages.append([])
            left = room
        for at, row in enumerate(rows):
            wanted = row.height + (opening if at == 0 else 0)
            if pages[-1] and wanted > left:
                pages.append([])
                left = room
            if name and (name != group or not pages[-1]):
                pages[-1].append(Row(BAND, band=name, continued=name == group))
                left -= BAND
                group = name
            pages[-1].append(row)
            left -= row.height
        group = name
    return pages
