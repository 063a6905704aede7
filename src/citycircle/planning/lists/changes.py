"""A sheet that came back against the sheet that went out: every difference a proposal, nothing applied, nothing lost.

A cell counts as changed only against what its own copy said. If the ledger has moved on meanwhile, the change says
what the ledger says now, and a person decides.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text, speaking
from citycircle.core.organisations import folded
from citycircle.paper.tables import printable
from citycircle.planning.lists.amounts import Amount
from citycircle.planning.lists.drawing import Stamp
from citycircle.planning.lists.facts import KEY
from citycircle.planning.lists.filling import FilledList, Line, in_words
from citycircle.planning.lists.reading_cells import meaning
from citycircle.planning.lists.returned import ReturnedRow, ReturnedSheet, Stray
from citycircle.planning.lists.templates import ListColumn

Shown = Mapping[str, Mapping[str, str]]
"""What a copy said: line code → column → words (`FilledList.shown`)."""

LOCKED = Text(
    "此栏由系统生成或另行报送，不能用表格修改。", "This column is computed or reported; a sheet cannot change it."
)
ADDED_UP = Text("合计由系统计算，请修改各项数值。", "The service adds up itself; please change the single figures.")
CODE_TWICE = Text("识别码“{key}”在表中出现两次。", "The row code “{key}” stands twice in the sheet.")
CODE_UNKNOWN = Text("识别码“{key}”不在清单中。", "The row code “{key}” is not on the list.")
NO_LONGER = Text("这一行已不在清单中。", "This row is no longer on the list.")
SEVERAL = Text("没有识别码，且有多项任务与这一行相符。", "It has no row code, and several tasks fit it.")


class CellChange(NamedTuple):
    """One cell that says something else. `old` is what its copy said, `now` what the ledger says if it has moved on.

    `new` can be filed as it is: words, names joined by 、, a day in ISO form, or a figure in the unit of its target.
    """

    code: str
    fact: str
    target: int | None
    column: ListColumn
    old: str
    new: str
    typed: str
    address: str
    amount: Amount | None = None
    now: str | None = None

    @property
    def is_conflict(self) -> bool:
        return self.now is not None


class RowTold(NamedTuple):
    """A row or a cell about which something is said: where, its words, and the reason."""

    address: str
    words: str
    reason: Text
    code: str = ""
    column: str = ""


class AddedRow(NamedTuple):
    """A row that no task is known for; `under` is the band it stands in."""

    address: str
    under: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that differs. Rows that are `missing` stay on the list until a person takes them off."""

    sheet: str
    stamp: Stamp | None
    stale: bool
    changes: tuple[CellChange, ...] = ()
    added: tuple[AddedRow, ...] = ()
    missing: tuple[str, ...] = ()
    unmatched: tuple[RowTold, ...] = ()
    unreadable: tuple[RowTold, ...] = ()
    locked: tuple[RowTold, ...] = ()
    stray: tuple[Stray, ...] = ()
    lacking: tuple[ListColumn, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the sheet says just what its copy said."""
        return not (self.changes or self.added or self.missing or self.unmatched or self.unreadable or self.locked
                    or self.stray or self.lacking)  # fmt: skip


def compare(
    sheet: ReturnedSheet, now: FilledList, *, went_out: Shown | None, code: str = "", year: int | None = None
) -> ChangeSet:
    """What a returned sheet changes.

    `went_out` is what the copy said when it left; without it the ledger of now stands in, and if the sheet's short code
    is not `code`, every difference counts as a conflict, because it may be the ledger that has moved.
    """
    base = now.shown if went_out is None else went_out
    unsure = went_out is None and sheet.stamp is not None and sheet.stamp.code != code
    return _Comparing(sheet, now, base, unsure=unsure, year=year).all_changes()


@dataclass
class _Found:
    changes: list[CellChange] = field(default_factory=list)
    added: list[AddedRow] = field(default_factory=list)
    unmatched: list[RowTold] = field(default_factory=list)
    unreadable: list[RowTold] = field(default_factory=list)
    locked: list[RowTold] = field(default_factory=list)


class _Comparing:
    """One comparison: goes down the rows of the sheet."""

    def __init__(self, sheet: ReturnedSheet, now: FilledList, base: Shown, *, unsure: bool, year: int | None) -> None:
        self.sheet, self.now, self.base, self.unsure, self.year = sheet, now, base, unsure, year
        self.current = now.shown
        self.lines = {line.key: line for line in now.lines}
        self.continues = _continued(now.template.columns, base)
        self.found = _Found()
        self.seen: dict[str, ReturnedRow] = {}
        self.told: dict[str, str] = {}
        self.above = ""

    def all_changes(self) -> ChangeSet:
        for row in self.sheet.rows:
            self._row(row)
        self._totals()
        missing = tuple(key for key in self.base if key not in self.seen)
        found = self.found
        return ChangeSet(
            sheet=self.sheet.grid.name,
            stamp=self.sheet.stamp,
            stale=self.unsure or self.base != self.current,
            changes=tuple(found.changes),
            added=tuple(found.added),
            missing=missing,
            unmatched=tuple(found.unmatched),
            unreadable=tuple(found.unreadable),
            locked=tuple(found.locked),
            stray=self.sheet.stray,
            lacking=tuple(column for column in self.sheet.lacking if column.fact != KEY),
        )

    def _totals(self) -> None:
        """The service adds up itself; a total that somebody changed is told, not taken."""
        if self.unsure or self.base != self.current:
            return
        columns = [column.key for column in self.now.template.columns if column.summed]
        total = dict(zip([column.key for column in self.now.template.columns], self.now.total or (), strict=False))
        for row in self.sheet.totals:
            for key in columns:
                if key in self.sheet.places and not _same(_normal(row.text(key)), in_words(total.get(key, ""))):
                    address = self.sheet.address(row, key)
                    _tell_once(self.found.locked, RowTold(address, row.text(key), ADDED_UP, column=key))

    def _row(self, row: ReturnedRow) -> None:
        key = row.key or self._by_words(row)
        reason = self._refusal(key, row)
        if reason is not None:
            self._unmatched(row, reason)
        elif not key:
            cells = {name: cell.text for name, cell in row.cells.items()}
            self.found.added.append(AddedRow(str(row.row + 1), row.band, cells))
            self.above = ""
        else:
            self.seen[key] = row
            self._cells(row, key)
            self.above = key

    def _refusal(self, key: str, row: ReturnedRow) -> Text | None:
        if key == _SEVERAL_FIT:
            return SEVERAL
        if not key:
            return None
        if key in self.seen:
            return CODE_TWICE.fill(key=row.key or key)
        if key in self.lines:
            return None
        return NO_LONGER if key in self.base else CODE_UNKNOWN.fill(key=key)

    def _unmatched(self, row: ReturnedRow, reason: Text) -> None:
        self.seen.setdefault(row.key, row)
        words = "｜".join(cell.text for cell in row.cells.values() if cell.row == row.row)
        self.found.unmatched.append(RowTold(str(row.row + 1), words, reason, row.key))
        self.above = ""

    def _by_words(self, row: ReturnedRow) -> str:
        """The line that a row without a code means: by its name, and among several of one name by its number."""
        named = [key for key in ("title", "name", "task", "content") if row.text(key) and key in self.sheet.places]
        for column in named:
            words = folded(row.text(column))
            fits = [key for key, cells in self.base.items() if folded(cells.get(column, "")) == words]
            fits = [key for key in fits if key not in self.seen]
            if len(fits) > 1:
                fits = [key for key in fits if row.text("number") == self.base[key].get("number", "")] or fits
            tasks = {key.split("/")[0] for key in fits}
            if len(tasks) == 1:
                return fits[0]
            if len(tasks) > 1:
                return _SEVERAL_FIT
        return ""

    def _cells(self, row: ReturnedRow, key: str) -> None:
        line, above, told = self.lines[key], self.told, dict[str, str]()
        for column in self.now.template.columns:
            if column.key not in self.sheet.places or column.fact == KEY:
                continue
            typed = _normal(row.text(column.key))
            was = _normal(self.base.get(key, self.current[key]).get(column.key, ""))
            if not typed and was and self.continues.get((key, column.key)) == self.above != "":
                typed = above.get(column.key, "")
            told[column.key] = typed
            if not _same(typed, was):
                self._cell(row, line, column, (typed, was))
        self.told = told

    def _cell(self, row: ReturnedRow, line: Line, column: ListColumn, words: tuple[str, str]) -> None:
        typed, was = words
        address = self.sheet.address(row, column.key)
        listed = self.now.listed_at(line)
        now = _normal(self.current[line.key].get(column.key, ""))
        if _same(typed, now):
            return  # somebody has filed it meanwhile
        if not column.about.editable:
            _tell_once(self.found.locked, RowTold(address, typed, LOCKED, listed.code, column.key))
            return
        try:
            with speaking(self.sheet.language):
                said = meaning(typed, column, listed, target=line.target, year=self.year)
        except CityCircleError as error:
            reason = Text(error.say("zh"), error.say("en"))
            _tell_once(self.found.unreadable, RowTold(address, typed, reason, listed.code, column.key))
            return
        if not said.is_change:
            return
        conflict = now if self.unsure or not _same(now, was) else None
        change = CellChange(listed.code, said.fact, said.target, column, was, said.new, typed, address,
                            said.amount, conflict)  # fmt: skip
        if not any(_is_the_same(change, other) for other in self.found.changes):
            self.found.changes.append(change)


_SEVERAL_FIT = "\x00several"


def _tell_once(told: list[RowTold], one: RowTold) -> None:
    """A merged cell that several lines share is told of once."""
    if all(other.address != one.address for other in told):
        told.append(one)


def _is_the_same(one: CellChange, other: CellChange) -> bool:
    """Whether two cells say one thing of one task: the lines of its targets repeat what stands once."""
    return (one.code, one.fact, one.target, one.new) == (other.code, other.fact, other.target, other.new)


def _continued(columns: Iterable[ListColumn], base: Shown) -> dict[tuple[str, str], str]:
    """Which cells were covered by the one above them in the copy: (line, column) → the line above."""
    found: dict[tuple[str, str], str] = {}
    keys = list(base)
    several = list(columns)
    for above, key in itertools.pairwise(keys):
        for column in several:
            if _covers(column, above, key, base):
                found[key, column.key] = above
    return found


def _covers(column: ListColumn, above: str, key: str, base: Shown) -> bool:
    if column.about.kind in {"indicator", "amount", "unit", "key"}:
        return False
    if column.merged:
        return base[above].get(column.key, "") == base[key].get(column.key, "")
    return above.split("/", maxsplit=1)[0] == key.split("/", maxsplit=1)[0]


def _normal(words: str) -> str:
    """Words without what an office program changes on its own: line ends, blanks at the ends, forbidden signs."""
    clean = printable(words.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in re.sub(r"[\xa0\u3000]", " ", clean).split("\n")).strip()


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same: in words, or as figures, so that 12.5 is 12.50.

    >>> _same("12.5", "12.50"), _same("市发改委", "市发改委 "), _same("1,200", "1200")
    (True, False, True)
    """
    if one == other:
        return True
    figures = _figure(one), _figure(other)
    return figures[0] is not None and figures[0] == figures[1]


def _figure(words: str) -> Decimal | None:
    try:
        value = Decimal(re.sub(r"(?<=\d),(?=\d{3}\b)", "", words))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def each_told(found: ChangeSet) -> Iterator[tuple[str, RowTold]]:
    """Everything that is only said, with its kind: unmatched, unreadable, locked, stray."""
    for kind in ("unmatched", "unreadable", "locked"):
        for told in getattr(found, kind):
            yield kind, told
    for cell, reason in found.stray:
        yield "stray", RowTold(cell.address, cell.text, reason)
