"""The marks of a chart: bars and milestones, told apart by their shape, so that a grey copy reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from citycircle.planning.schedule.axis import Axis
from citycircle.planning.schedule.chart import Task
from citycircle.planning.schedule.lettering import number as n
from citycircle.planning.schedule.nodes import Node

INK, BLUE, GREY, WHITE = "#1b2430", "#1f5fa8", "#98a4b3", "#ffffff"


def planned_bar(x: float, y: float, width: float, height: float) -> str:
    """The bar that was promised: hollow."""
    return _box(x, y, width, height, f'fill="{WHITE}" stroke="{BLUE}" stroke-width="{n(height / 7)}"')


def reached_bar(x: float, y: float, width: float, height: float) -> str:
    """As far as something is reached: full."""
    return _box(x, y, width, height, f'fill="{INK}" stroke="none"')


def expected_bar(x: float, y: float, width: float, height: float) -> str:
    """From there to the day expected: dashed."""
    dash = f'stroke-dasharray="{n(height * 0.6)} {n(height * 0.4)}" stroke-width="{n(height / 6)}"'
    return _box(x, y, width, height, f'fill="none" stroke="{INK}" {dash}')


def planned_mark(x: float, y: float, size: float) -> str:
    """The promised day: a hollow diamond."""
    return _diamond(x, y, size, f'fill="{WHITE}" stroke="{BLUE}" stroke-width="{n(size / 4)}"')


def reached_mark(x: float, y: float, size: float) -> str:
    """The day it was reached: a full diamond."""
    return _diamond(x, y, size, f'fill="{INK}" stroke="{INK}" stroke-width="{n(size / 4)}"')


def expected_mark(x: float, y: float, size: float) -> str:
    """The day expected: a hollow triangle that points down."""
    path = f"M {n(x - size)} {n(y - size)} L {n(x + size)} {n(y - size)} L {n(x)} {n(y + size)} Z"
    return f'<path d="{path}" fill="{WHITE}" stroke="{INK}" stroke-width="{n(size / 4)}"/>'


def critical_mark(x: float, y: float, size: float) -> str:
    """On the critical chain: a thick line under the mark."""
    return line((x - size * 1.6, y + size * 1.5), (x + size * 1.6, y + size * 1.5), INK, size / 2)


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    points = f'x1="{n(start[0])}" y1="{n(start[1])}" x2="{n(end[0])}" y2="{n(end[1])}"'
    return f'<line {points} stroke="{colour}" stroke-width="{n(width)}"{dashed}/>'


def draw_task(task: Task, axis: Axis, y: float, scale: float) -> Iterator[str]:
    """A task: promised above, reached and expected below. `y` is the middle of its row."""
    begin = task.begin or _earliest(task) or axis.first
    high, low = 1.5 * scale, 1.1 * scale
    if task.due is not None and task.due >= begin:
        x = axis.begins(begin)
        yield planned_bar(x, y - high - 0.15 * scale, axis.ends(task.due) - x, high)
    reached = task.reached
    if reached is not None and reached >= begin:
        x = axis.begins(begin)
        yield reached_bar(x, y + 0.3 * scale, axis.ends(reached) - x, low)
    if task.done is None and task.expected is not None:
        x = axis.ends(reached) if reached is not None else axis.begins(begin)
        if (width := axis.ends(task.expected) - x) > 0:
            yield expected_bar(x, y + 0.3 * scale, width, low)


def draw_node(node: Node, axis: Axis, y: float, scale: float, *, critical: bool) -> Iterator[str]:
    """A milestone: where it was promised, where it is reached or expected, and the way between."""
    size, now = 1.15 * scale, node.actual or node.forecast
    if now is not None and node.baseline is not None and now != node.baseline:
        yield line((axis.middle(node.baseline), y), (axis.middle(now), y), INK, 0.25 * scale, f"{n(scale)} {n(scale)}")
    if node.baseline is not None and node.baseline != node.actual:
        yield planned_mark(axis.middle(node.baseline), y, size)
    if node.actual is not None:
        yield reached_mark(axis.middle(node.actual), y, size)
    elif node.forecast is not None and node.forecast != node.baseline:
        yield expected_mark(axis.middle(node.forecast), y, size)
    if critical and (day := node.expected) is not None:
        yield critical_mark(axis.middle(day), y, size)


def _earliest(task: Task) -> date | None:
    return min((node.due for node in task.nodes if node.due), default=None)


def _box(x: float, y: float, width: float, height: float, paint: str) -> str:
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(max(width, 0.1))}" height="{n(height)}" {paint}/>'


def _diamond(x: float, y: float, size: float, paint: str) -> str:
    path = f"M {n(x)} {n(y - size)} L {n(x + size)} {n(y)} L {n(x)} {n(y + size)} L {n(x - size)} {n(y)} Z"
    return f'<path d="{path}" {paint}/>'
