"""The lead's side of a report: partners' parts merged with their origin, differences shown, and a row split again.

A partner's part is a report of its own whose receiver is the lead; the lead accepts or returns it cell by cell. What is
merged keeps the name of whoever wrote it, so nobody carries another's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, listed
from citycircle.core.quantities import EXACT, NotANumber, UnknownUnit, decimal_of, plain
from citycircle.mechanisms.reports.cells import Field


class Difference(NamedTuple):
    """A cell that the partners fill differently although all must give the same, or that is no number to add."""

    cell: str
    values: Mapping[str, str]
    reason: Text


@dataclass(frozen=True, slots=True)
class Merged:
    """One row from several parts: its cells, who wrote what, who is still missing, and what contradicts."""

    cells: Mapping[str, str]
    origin: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]
    differences: tuple[Difference, ...]


class CellsNotShared(CityCircleError):
    """A row is split, and a cell falls to nobody or to somebody who is no partner."""

    what = Text("拆分有误：{reason}。", "The row cannot be split so: {reason}.")
    why = Text("每个单元格须有人填报。", "Every cell needs somebody who fills it.")
    then = Text("请补正分工后重试。", "Please mend the shares and try again.")


DIFFER = Text("各方填报不一致", "the parts differ")
NOT_NUMBERS = Text("不是可以相加的数字", "they cannot be added")


def merge(parts: Mapping[str, Mapping[str, str] | None], form: Sequence[Field]) -> Merged:
    """Put partners' parts together by the form: texts one after the other, totals added, single values compared.

    `parts` are by organisation; None stands for one that has not come in, which is said and never taken as zero.

    >>> from citycircle.mechanisms.reports.cells import MONTHLY
    >>> found = merge({"甲局": {"progress": "已开工", "total": "1.2"}, "乙局": {"total": "3"}, "丙局": None}, MONTHLY)
    >>> found.cells, found.missing
    ({'progress': '甲局：已开工', 'total': '4.2'}, ('丙局',))
    """
    cells: dict[str, str] = {}
    origin: dict[str, dict[str, str]] = {}
    differences: list[Difference] = []
    for field in form:
        given = {name: part[field.name] for name, part in parts.items() if part and part.get(field.name, "").strip()}
        if not given:
            continue
        origin[field.name] = given
        value, reason = _MERGING[field.merging](given)
        if reason:
            differences.append(Difference(field.name, given, reason))
        else:
            cells[field.name] = value
    missing = tuple(name for name, part in parts.items() if part is None)
    return Merged(cells, origin, missing, tuple(differences))


def split(cells: Iterable[str], shares: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Say which cells each partner fills. Every cell must fall to somebody, and only cells of the row are shared.

    >>> split(["progress", "total"], {"甲局": ["progress", "total"], "乙局": ["total"]})
    {'甲局': ('progress', 'total'), '乙局': ('total',)}

    Raises CellsNotShared.
    """
    row = tuple(cells)
    shared = {name: tuple(several) for name, several in shares.items()}
    if unknown := sorted({cell for several in shared.values() for cell in several} - set(row)):
        words = listed(unknown)
        raise CellsNotShared(reason=Text(f"表中没有{words.zh}", f"the row has no {words.en}"))
    if left := [cell for cell in row if not any(cell in several for several in shared.values())]:
        words = listed(left)
        raise CellsNotShared(reason=Text(f"{words.zh}无人填报", f"nobody fills {words.en}"))
    return {name: several for name, several in shared.items() if several}


def _texts(given: Mapping[str, str]) -> tuple[str, Text | None]:
    return "；".join(f"{name}：{text.rstrip('。；;')}" for name, text in given.items()), None


def _sum(given: Mapping[str, str]) -> tuple[str, Text | None]:
    total = Decimal(0)
    for value in given.values():
        try:
            total = EXACT.add(total, decimal_of(value))
        except (NotANumber, UnknownUnit):
            return "", NOT_NUMBERS
    return plain(total), None


def _same(given: Mapping[str, str]) -> tuple[str, Text | None]:
    values = {_canonical(value) for value in given.values()}
    return (next(iter(given.values())), None) if len(values) == 1 else ("", DIFFER)


def _canonical(value: str) -> str:
    try:
        return plain(decimal_of(value).normalize(EXACT))
    except (NotANumber, UnknownUnit):
        return value.strip()


_MERGING = {"text": _texts, "sum": _sum, "agree": _same}
