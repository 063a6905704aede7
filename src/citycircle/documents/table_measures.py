"""Targets that a table lays out in columns of their own: 指标, 目标值, 单位."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from citycircle.core.plans import Comparator, Span, Target
from citycircle.documents.commitments.passages import Passage
from citycircle.documents.tables import NamedCell, TaskRow
from citycircle.language.dates import find_dates

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?"
_VALUE = re.compile(
    rf"(?P<before>\D{{0,6}}?)\s*(?P<low>{_NUMBER})\s*(?:[—–~～\-－至到]+\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\d\s]{{0,8}}?)\s*"
    r"(?P<after>以上|以下|以内|左右)?(?:（含）)?"
)
_OPERATORS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (">=", re.compile(r"^(?:≥|>=|⩾|不低于|不少于|不小于|至少)$|^以上$")),
    ("<=", re.compile(r"^(?:≤|<=|⩽|不超过|不高于|不大于|不多于|控制在)$|^以[下内]$")),
    (">", re.compile(r"^(?:>|＞|超过?|突破|高于|大于)$")),
    ("<", re.compile(r"^(?:<|＜|低于|小于)$")),
    ("approx", re.compile(r"^(?:约|大约|about)$|^左右$")),
    ("increase", re.compile(r"^(?:新增|增加|增长|\+|＋)$")),
    ("=", re.compile(r"^(?:=|达到?|完成|实现)?$")),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A cell with a number, read: how it compares, its value, the unit printed beside it."""

    op: Comparator
    low: Decimal
    high: Decimal | None
    unit: str


def measure(text: str) -> Measure | None:
    """A cell of values as a number; None for one that says something else.

    >>> measure("≥20"), measure("30%以上") is None
    (Measure(op='>=', low=Decimal('20'), high=None, unit=''), False)
    >>> measure("15—20万人").high, measure("按计划推进") is None
    (Decimal('20'), True)
    """
    found = _VALUE.fullmatch(text.strip())
    if found is None:
        return None
    words = (found["before"].strip(), found["after"] or "")
    ops = [next((op for op, pattern in _OPERATORS if pattern.search(word)), None) for word in words]
    if None in ops:
        return None
    low, high = Decimal(found["low"].replace(",", "")), found["high"]
    if high:
        return Measure("range", low, Decimal(high.replace(",", "")), found["unit"])
    return Measure(next((op for op in ops if op and op != "="), "="), low, None, found["unit"])


def measured(row: TaskRow) -> Iterator[tuple[Target, tuple[NamedCell, ...]]]:
    """The targets of a row, one for each line that has a value, with the cells they stand in.

    Task and path are for the caller to fill in; places count as those of the cells do.
    """
    seen: set[Span] = set()
    deadline = next((moment.value() for cell in row.all_of("deadline") for moment in find_dates(cell.text)), None)
    for line in row.lines or (row.cells,):
        cells = {cell.role: cell for cell in line if cell.role in {"indicator", "value", "unit"} and not cell.is_none}
        value = cells.get("value")
        if value is None or value.span in seen or (found := measure(value.text)) is None:
            continue
        seen.add(value.span)
        named, unit = cells.get("indicator"), cells.get("unit")
        used = tuple(cell for cell in (named, value, unit) if cell is not None)
        yield (
            Target(
                task=None,
                path=(),
                indicator=named.text if named else "",
                op=found.op,
                value=found.low,
                value_high=found.high,
                unit=found.unit or (unit.text if unit else ""),
                quote=value.text,
                span=value.span,
                period="by_deadline" if deadline else None,
                deadline=deadline,
            ),
            used,
        )


_PIECE = re.compile(r"[^，,；;。\n]+")
_GOAL = re.compile(
    rf"\s*(?:\d{{1,2}}[.、．]\s*)?(?P<what>[^\d\s（()）]{{2,24}}?)\s*"
    rf"(?P<before>不低于|不少于|不超过|至少|达到|达|超过|突破|控制在|[≥≤><]|约)?\s*"
    rf"(?P<value>{_NUMBER})\s*(?P<unit>%|[^\d\s%（()）]{{1,4}}?)(?P<after>以上|以下|以内|左右)?\s*"
)
_NO_UNIT = re.compile(r"^(?:年|月|日|季|号|时|点|期|周)")
_NO_AMOUNT = re.compile(r"[第每期前后年月至\-—.]$")
_GROWS = re.compile(r"^(?:新增|增加)")
_VERB = re.compile(r"^(?:完成|实现|达到|新增|增加|力争|确保)(?=.{2})")


def goals(cell: NamedCell) -> Iterator[Target]:
    """The targets of a cell of goals (年度目标): each of its phrases that is an amount of something.

    In prose the verb decides whether a number is promised; what stands in the column of goals is promised. A cell that
    holds an amount and nothing else is measured by its heading.

    >>> cell = NamedCell("goal", "年度目标", "贯通道路3条，2026年6月底前开工；发放贷款2000笔以上", Span(0, 29))
    >>> [(one.indicator, one.op, str(one.value), one.unit, one.quote) for one in goals(cell)]
    [('贯通道路', '=', '3', '条', '贯通道路3条'), ('发放贷款', '>=', '2000', '笔', '发放贷款2000笔以上')]
    """
    exact = cell.span.end - cell.span.start == len(cell.text)
    alone = measure(cell.text)
    if alone is not None:
        if alone.unit:
            yield Target(None, (), cell.heading, alone.op, alone.low, alone.unit, cell.text, cell.span, alone.high)
        return
    for piece in _PIECE.finditer(cell.text):
        found = _GOAL.fullmatch(piece[0])
        if found is None or _NO_UNIT.match(found["unit"]) or _NO_AMOUNT.search(found["what"]):
            continue
        amount = measure(f"{found['before'] or ''}{found['value']}{found['after'] or ''}")
        if amount is None:
            continue
        start = cell.span.start + piece.start()
        grows = amount.op == "=" and _GROWS.match(found["what"])
        yield Target(
            task=None,
            path=(),
            indicator=_VERB.sub("", found["what"]),
            op="increase" if grows else amount.op,
            value=amount.low,
            unit=found["unit"],
            quote=piece[0].strip(),
            span=Span(start, start + len(piece[0])) if exact else cell.span,
        )


def told_once(said: Sequence[Target], laid_out: Sequence[Target], passages: Sequence[Passage]) -> tuple[Target, ...]:
    """The targets of a plan in order; what a row of a table says in two of its cells counts once.

    Two equal numbers inside one cell are two targets.
    """
    starts = [passage.start for passage in passages]
    cells: dict[tuple[str | None, Decimal, str], set[int]] = defaultdict(set)
    kept: list[Target] = []
    rows = {passage.task for passage in passages if passage.cell}
    for at, target in [
        *((bisect_right(starts, one.span.start), one) for one in said),
        *((-1, one) for one in laid_out),
    ]:
        told = cells[target.task, target.value, target.unit]
        if target.task in rows and told and at not in told:
            continue
        told.add(at)
        kept.append(target)
    return tuple(sorted(kept, key=lambda target: target.span))
