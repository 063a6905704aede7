"""A Gantt chart as sheets of SVG: title, axis with quarter nodes, today, bars and milestones, legend.

Nothing in it is styled: a page that forbids styles shows it as a file and as a part of itself alike. Lengths are
millimetres, so that it prints in its true size.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from citycircle.core.messages import Language, Text
from citycircle.planning.schedule import marks
from citycircle.planning.schedule.axis import Axis, Stretch, day_words
from citycircle.planning.schedule.chart import Chart
from citycircle.planning.schedule.lettering import FONTS, Pen, broken, width_of
from citycircle.planning.schedule.lettering import number as n
from citycircle.planning.schedule.marks import BLUE, GREY, INK, WHITE, line
from citycircle.planning.schedule.nodes import LACKS, Lack
from citycircle.planning.schedule.paper import (
    BAND,
    HEAD,
    INDENT,
    LETTERS,
    LINE,
    NODE_LINES,
    PAD_BESIDE,
    PAPERS,
    STATE_LINES,
    TASK_LINES,
    WHO_LINES,
    Column,
    PaperName,
    Row,
    Sheet,
    sheets,
    state_said,
)

COLUMNS = {
    Column.NUMBER: Text("序号", "No."),
    Column.TITLE: Text("任务与时间节点", "Task and milestones"),
    Column.WHO: Text("牵头单位、责任岗位", "Lead, post"),
    Column.PLANNED: Text("计划", "Planned"),
    Column.EXPECTED: Text("完成或预计", "Reached or expected"),
    Column.STATE: Text("偏差", "Slippage"),
}
AS_OF = Text("数据截至{day}", "Data as of {day}")
VERSION = Text("版本：{version}", "Version: {version}")
SHEET_OF = Text("第{number}张，共{count}张", "Sheet {number} of {count}")
CONTINUED = Text("{group}（续）", "{group} (continued)")
TODAY = Text("今天", "today")
UNDATED = Text("未定", "none")
REACHED_ON, EXPECTED_ON = Text("完成 {day}", "done {day}"), Text("预计 {day}", "exp. {day}")
NOTHING = Text("没有可绘制的任务。", "There is no task to draw.")
LEGEND = Text("图例", "Legend")
SUMMARY = Text("共{tasks}项任务、{nodes}个时间节点。", "{tasks} tasks with {nodes} milestones.")
KEY_WORDS = (
    Text("计划工期", "planned"),
    Text("已到节点", "reached so far"),
    Text("预计工期", "expected"),
    Text("计划节点", "planned milestone"),
    Text("完成节点", "reached milestone"),
    Text("预计节点", "expected milestone"),
    Text("关键线路", "on the critical chain"),
    Text("季度节点", "quarter node"),
    Text("今天", "today"),
)


def svgs(chart: Chart, paper: PaperName, language: Language = "zh") -> tuple[str, ...]:
    """Draw a chart on A3 or A0 across: one SVG a sheet, of the sheet's true size."""
    return tuple(svg(chart, each, language) for each in sheets(chart, PAPERS[paper], language))


def svg(chart: Chart, sheet: Sheet, language: Language = "zh") -> str:
    """Draw one sheet of a chart (see `paper.sheets`), for who shows only one of many."""
    paper, axis = sheet.paper, Axis(chart.first, chart.last, sheet.left, sheet.right)
    size = f'width="{n(paper.width)}mm" height="{n(paper.height)}mm" viewBox="0 0 {n(paper.width)} {n(paper.height)}"'
    name = escape(f"{chart.title} {SHEET_OF.say(language, number=sheet.number, count=sheet.count)}")
    nodes = sum(len(task.nodes) for task in chart.tasks)
    summary = escape(SUMMARY.say(language, tasks=len(chart.tasks), nodes=nodes))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{name}" font-family="{FONTS}">',
        f"<title>{name}</title><desc>{summary}</desc>",
        f'<rect width="{n(paper.width)}" height="{n(paper.height)}" fill="{WHITE}"/>',
        *_head(chart, sheet, language),
        *_axis(sheet, axis, language),
        *_rows(chart, sheet, axis, language),
        *_today(chart, sheet, axis, language),
        *_legend(sheet, language),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(chart: Chart, sheet: Sheet, language: Language) -> Iterator[str]:
    s, x, y = sheet.scale, sheet.paper.margin, sheet.paper.margin
    room = sheet.right - x - 45 * s
    yield Pen(6 * s, bold=True).write(x, y + 6 * s, broken(chart.title, room, 6 * s, 1)[0], chart.title)
    facts = [VERSION.say(language, version=chart.version)] if chart.version else []
    facts.append(AS_OF.say(language, day=day_words(chart.day)))
    yield Pen(3.2 * s).write(x, y + 12 * s, " · ".join([*facts, *([chart.note] if chart.note else [])]))
    if sheet.count > 1:
        of = SHEET_OF.say(language, number=sheet.number, count=sheet.count)
        yield Pen(3.2 * s, anchor="end").write(sheet.right, y + 6 * s, of)


def _axis(sheet: Sheet, axis: Axis, language: Language) -> Iterator[str]:
    s, x, top = sheet.scale, sheet.paper.margin, sheet.paper.margin + HEAD * sheet.scale
    yield line((x, top), (sheet.right, top), INK, 0.4 * s)
    for column, width in sheet.paper.widths.items():
        words = broken(COLUMNS[column].say(language), width * s - 1 * s, LETTERS * s, 2)
        for at, words_of_line in enumerate(words):
            yield Pen(LETTERS * s, bold=True).write(x + 0.8 * s, top + (6 + LINE * at) * s, words_of_line)
        x += width * s
    stretches = (axis.years(), axis.quarters(), axis.months())
    for at, named in enumerate(stretches):
        yield from _names(list(named), axis, top + 5 * s * at, s, language)
    yield line((sheet.paper.margin, sheet.top), (sheet.right, sheet.top), INK, 0.4 * s)


def _names(named: list[Stretch], axis: Axis, top: float, scale: float, language: Language) -> Iterator[str]:
    """One row of the axis: where all its names fit, with a border after each."""
    size = LETTERS * scale
    narrowest = min(axis.ends(each.last) - axis.begins(each.first) for each in named)
    if narrowest < max(width_of(each.title.say(language), size) for each in named) * 1.05:
        return
    for each in named:
        left, right = axis.begins(each.first), axis.ends(each.last)
        middle = Pen(size, bold=True, anchor="middle")
        yield middle.write((left + right) / 2, top + 3.6 * scale, each.title.say(language))
        yield line((right, top), (right, top + 5 * scale), GREY, 0.15 * scale)


def _rows(chart: Chart, sheet: Sheet, axis: Axis, language: Language) -> Iterator[str]:
    bottom = sheet.top + sum(row.height for row in sheet.rows) * sheet.scale
    yield from _grid(sheet, axis, bottom)
    y = sheet.top
    for row in sheet.rows:
        height = row.height * sheet.scale
        if row.band is not None:
            yield from _band(row, sheet, y, language)
        else:
            yield from _cells(row, chart, sheet, y, language)
            yield from _bars(row, chart, sheet, axis, y + height / 2)
        y += height
        colour = GREY if row.node is None else "#d5dbe3"
        yield line((sheet.paper.margin, y), (sheet.right, y), colour, 0.12 * sheet.scale)
    for quarter in axis.quarters():
        yield _knot(axis.ends(quarter.last), sheet.top, sheet.scale)
    if not sheet.rows:
        yield Pen(LETTERS * sheet.scale).write(sheet.paper.margin, y + LINE * 2 * sheet.scale, NOTHING.say(language))


def _grid(sheet: Sheet, axis: Axis, bottom: float) -> Iterator[str]:
    for month in axis.months():
        x = axis.ends(month.last)
        yield line((x, sheet.top), (x, bottom), "#d5dbe3", 0.12 * sheet.scale)
    for quarter in axis.quarters():
        x = axis.ends(quarter.last)
        yield line((x, sheet.top), (x, bottom), BLUE, 0.3 * sheet.scale)
    yield line((sheet.left, sheet.top), (sheet.left, bottom), INK, 0.25 * sheet.scale)


def _band(row: Row, sheet: Sheet, y: float, language: Language) -> Iterator[str]:
    s, x = sheet.scale, sheet.paper.margin
    place = f'x="{n(x)}" y="{n(y)}" width="{n(sheet.right - x)}" height="{n(BAND * s)}"'
    yield f'<rect {place} fill="#e6eaf0"/>'
    words = CONTINUED.say(language, group=row.band) if row.continued else row.band or ""
    yield Pen(LETTERS * 1.1 * s, bold=True).write(x + 0.8 * s, y + 3.9 * s, words)


def _cells(row: Row, chart: Chart, sheet: Sheet, y: float, language: Language) -> Iterator[str]:
    """The words of a row, each column in as many lines as it has."""
    assert row.task is not None
    s, x = sheet.scale, sheet.paper.margin
    thing = row.node or row.task.as_node
    reached = thing.actual or thing.forecast
    said = REACHED_ON if thing.actual else EXPECTED_ON
    cells = {
        Column.NUMBER: (row.task.number if row.node is None else "", 1),
        Column.TITLE: (thing.title, TASK_LINES if row.node is None else NODE_LINES),
        Column.WHO: (thing.post or ("—" if thing.is_reached else LACKS[Lack.POST].say(language)), WHO_LINES),
        Column.PLANNED: (short_day(thing.baseline, language) if thing.baseline else UNDATED.say(language), 1),
        Column.EXPECTED: (said.say(language, day=short_day(reached, language)) if reached else "—", 1),
        Column.STATE: (state_said(chart, thing, language), STATE_LINES),
    }
    for column, (words, most) in cells.items():
        bold = row.node is None and column is Column.TITLE
        indent = (INDENT if row.node is not None and column is Column.TITLE else 0.8) * s
        room, size = (sheet.paper.widths[column] - PAD_BESIDE[column]) * s, LETTERS * s
        for at, words_of_line in enumerate(broken(words, room, size, most) if words else ()):
            base = y + (LINE * (at + 1) + 0.6) * s
            yield Pen(size, bold=bold).write(x + indent, base, words_of_line, words if at == 0 else "")
        x += sheet.paper.widths[column] * s


def short_day(day: date, language: Language) -> str:
    """A day where there is little room.

    >>> short_day(date(2026, 9, 5), "zh"), short_day(date(2026, 9, 5), "en")
    ('2026.9.5', '2026-09-05')
    """
    return f"{day.year}.{day.month}.{day.day}" if language == "zh" else day.isoformat()


def _bars(row: Row, chart: Chart, sheet: Sheet, axis: Axis, y: float) -> Iterator[str]:
    assert row.task is not None
    if row.node is not None:
        yield from marks.draw_node(row.node, axis, y, sheet.scale, critical=row.node.key in chart.critical)
        return
    yield from marks.draw_task(row.task, axis, y, sheet.scale)
    for node in row.task.nodes if sheet.compact else ():
        yield from marks.draw_node(node, axis, y, sheet.scale, critical=node.key in chart.critical)


def _today(chart: Chart, sheet: Sheet, axis: Axis, language: Language) -> Iterator[str]:
    if not chart.shows_today:
        return
    s, x = sheet.scale, axis.middle(chart.day)
    bottom = sheet.top + sum(row.height for row in sheet.rows) * s
    yield line((x, sheet.top - 1 * s), (x, bottom + 1 * s), INK, 0.45 * s, f"{n(2 * s)} {n(1 * s)}")
    words = f"{TODAY.say(language)} {short_day(chart.day, language)}"
    half = width_of(words, 2.6 * s) / 2
    middle = min(max(x, sheet.left + half), sheet.right - half)
    yield Pen(2.6 * s, bold=True, anchor="middle").write(middle, bottom + 4 * s, words)


def _legend(sheet: Sheet, language: Language) -> Iterator[str]:
    s, size = sheet.scale, LETTERS * sheet.scale
    x, y = sheet.paper.margin, sheet.paper.height - sheet.paper.margin - 2 * s
    yield line((x, y - 4.6 * s), (sheet.right, y - 4.6 * s), GREY, 0.15 * s)
    yield Pen(size, bold=True).write(x, y, LEGEND.say(language))
    x += width_of(LEGEND.say(language), size) + 5 * s
    for mark, words in zip(_samples(s), KEY_WORDS, strict=True):
        said = words.say(language)
        yield f'<g transform="translate({n(x)} {n(y - 1 * s)})">{mark}</g>'
        yield Pen(size).write(x + 10 * s, y, said)
        x += 14 * s + width_of(said, size)


def _samples(s: float) -> tuple[str, ...]:
    """One of each mark, at the origin, in the order of the legend's words."""
    middle = 4 * s
    return (
        marks.planned_bar(0, -0.8 * s, 8 * s, 1.5 * s),
        marks.reached_bar(0, -0.6 * s, 8 * s, 1.1 * s),
        marks.expected_bar(0, -0.6 * s, 8 * s, 1.1 * s),
        marks.planned_mark(middle, 0, 1.15 * s),
        marks.reached_mark(middle, 0, 1.15 * s),
        marks.expected_mark(middle, 0, 1.15 * s),
        marks.planned_mark(middle, -0.4 * s, 1.15 * s) + marks.critical_mark(middle, -0.4 * s, 1.15 * s),
        line((middle, -1.2 * s), (middle, 1.6 * s), BLUE, 0.3 * s) + _knot(middle, -1.2 * s, s),
        line((middle, -1.9 * s), (middle, 1.6 * s), INK, 0.45 * s, f"{n(1.2 * s)} {n(0.6 * s)}"),
    )


def _knot(x: float, y: float, s: float) -> str:
    """The head of a quarter node."""
    paint = f'fill="{WHITE}" stroke="{BLUE}" stroke-width="{n(0.3 * s)}"'
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(0.9 * s)}" {paint}/>'
