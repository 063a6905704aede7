"""The one file format of organisations, read strictly: every column is used, every bad row is reported.

It serves the reader and the service. Columns, in any order, under their English or Chinese heading:

    code 代码 · name 名称 · name_en 英文名称 · aliases 别名 · kind 类别 · parent 上级代码
    valid_from 启用日期 · valid_to 停用日期 · successor 承接单位代码 · members 成员

`code`, `name` and `kind` must be there. Several aliases or members are parted by `;`. `valid_to` is the last day.
`members` belongs to collective names: codes, or `kind=county` for every county under the same parent.
The standard library reads the file as CSV; `paper.sheets` hands over the rows of a workbook.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.core.organisations import KIND_NAMES, KINDS, Kind, Organisation, Register, folded

HEADINGS: Mapping[str, Text] = {
    "code": Text("代码", "code"),
    "name": Text("名称", "name"),
    "name_en": Text("英文名称", "name_en"),
    "aliases": Text("别名", "aliases"),
    "kind": Text("类别", "kind"),
    "parent": Text("上级代码", "parent"),
    "valid_from": Text("启用日期", "valid_from"),
    "valid_to": Text("停用日期", "valid_to"),
    "successor": Text("承接单位代码", "successor"),
    "members": Text("成员", "members"),
}
NEEDED = ("code", "name", "kind")

_SEPARATORS = re.compile("[;\uff1b]")  # 、 stands inside names: 各县(市、区)政府


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file of organisations: the row as a spreadsheet counts it, and a sentence."""

    row: int
    sentence: Text


class RegisterFaulty(CityCircleError):
    what = Text("单位名录有{count}处需要改正：{listed}", "The list of organisations has faults ({count}): {listed}")
    why = Text(
        "名录不全会使任务落到错误的单位名下。", "With a faulty list tasks would be filed under the wrong organisation."
    )
    then = Text("请逐处改正后重新读入。", "Please mend each and read the file again.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        zh = "；".join(f"第{each.row}行{each.sentence.zh}" for each in faults) + "。"
        en = "; ".join(f"row {each.row}: {each.sentence.en}" for each in faults) + "."
        super().__init__(count=len(faults), listed=Text(zh, en))


def read_csv(text: str) -> Register:
    """Read a register from CSV text. Raises RegisterFaulty with every fault of every row."""
    return from_rows(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def from_rows(rows: Iterable[Sequence[str]], *, known: Iterable[Organisation] = ()) -> Register:
    """Read a register from rows of words, the headings first. Raises RegisterFaulty with every fault of every row.

    `known` are organisations of a register that the list adds to: its rows may name their codes, must not take their
    names, and where a row has their code an empty cell leaves what stands there. The register given back holds the
    rows of the list only.
    """
    standing = {each.code: each for each in known}
    numbered = [(at, [cell.strip() for cell in row]) for at, row in enumerate(rows, start=1)]
    filled = [(at, row) for at, row in numbered if any(row)]
    if not filled:
        raise RegisterFaulty([Fault(1, Text("没有内容", "the file is empty"))])
    columns, faults = _columns(*filled[0])
    if faults:
        raise RegisterFaulty(faults)
    organisations: dict[int, Organisation] = {}
    for at, row in filled[1:]:
        read, wrong = _row(at, row, columns)
        faults += wrong
        if read:
            organisations[at] = _completed(read, standing.get(read.code))
    faults += _disagreements(organisations, standing)
    if faults:
        raise RegisterFaulty(sorted(faults, key=lambda fault: fault.row))
    return Register(organisations.values())


def _columns(at: int, heading: Sequence[str]) -> tuple[dict[str, int], list[Fault]]:
    """Where each column stands; a heading that nobody knows is a fault, never skipped in silence."""
    meanings = {word.casefold(): name for name, text in HEADINGS.items() for word in (name, text.zh, text.en)}
    columns: dict[str, int] = {}
    faults = []
    for place, word in enumerate(heading):
        name = meanings.get(word.casefold())
        if name is None and word:
            faults.append(Fault(at, Text(f"不认识的列“{word}”", f"column “{word}” is not known")))
        elif name in columns:
            faults.append(Fault(at, Text(f"列“{word}”出现两次", f"column “{word}” appears twice")))
        elif name:
            columns[name] = place
    faults += [
        Fault(at, Text(f"缺少“{HEADINGS[name].zh}”列", f"column “{name}” is missing"))
        for name in NEEDED
        if name not in columns
    ]
    return columns, faults


def _row(at: int, row: Sequence[str], columns: Mapping[str, int]) -> tuple[Organisation | None, list[Fault]]:
    def cell(name: str) -> str:
        place = columns.get(name)
        return row[place] if place is not None and place < len(row) else ""

    faults = [Fault(at, Text(f"缺少{HEADINGS[name].zh}", f"{name} is missing")) for name in NEEDED if not cell(name)]
    if any(value for value in row[max(columns.values()) + 1 :]):
        faults.append(Fault(at, Text("多出没有列名的内容", "there are cells under no heading")))
    kind = _kind(cell("kind"))
    if kind is None and cell("kind"):
        known = "、".join(text.zh for text in KIND_NAMES.values())
        faults.append(
            Fault(
                at,
                Text(f"类别“{cell('kind')}”不在{known}之中", f"kind “{cell('kind')}” is none of: {', '.join(KINDS)}"),
            )
        )
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = date.fromisoformat(cell(name)) if cell(name) else None
        except ValueError:
            sentence = Text(f"日期“{cell(name)}”应写作2026-03-01", f"“{cell(name)}” is no date; write 2026-03-01")
            faults.append(Fault(at, sentence))
    if faults or kind is None:
        return None, faults
    return Organisation(
        code=cell("code"),
        name=cell("name"),
        kind=kind,
        name_en=cell("name_en"),
        aliases=_several(cell("aliases")),
        parent=cell("parent") or None,
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        successor=cell("successor") or None,
        members=_several(cell("members")),
    ), []


def _completed(read: Organisation, before: Organisation | None) -> Organisation:
    """A row with what the register knows already where its cell is empty; aliases come together."""
    if before is None:
        return read
    kept = ("name_en", "parent", "valid_from", "valid_to", "successor")
    values = {name: getattr(read, name) or getattr(before, name) for name in kept}
    return replace(read, aliases=tuple(dict.fromkeys((*read.aliases, *before.aliases))), **values)


def _kind(word: str) -> Kind | None:
    return next((kind for kind in KINDS if folded(word).casefold() in {kind, folded(KIND_NAMES[kind].zh)}), None)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATORS.split(cell) if part.strip())


def _disagreements(rows: Mapping[int, Organisation], standing: Mapping[str, Organisation]) -> list[Fault]:
    """What single rows cannot show: codes used twice, links into nothing, circles, one name for two at one time."""
    faults = []
    first: dict[str, int] = {}
    for at, each in rows.items():
        if each.code in first:
            where = first[each.code]
            sentence = Text(f"代码{each.code}与第{where}行重复", f"code {each.code} was used in row {where}")
            faults.append(Fault(at, sentence))
        first.setdefault(each.code, at)
    by_code = {**standing, **{each.code: each for each in rows.values()}}
    for at, each in rows.items():
        faults += [Fault(at, sentence) for sentence in _faults_of(each, by_code)]
    others = [each for code, each in standing.items() if code not in first]
    return faults + _shared_names(rows) + _taken_names(rows, others)


def _faults_of(each: Organisation, by_code: Mapping[str, Organisation]) -> Iterator[Text]:
    if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
        yield Text("停用日期早于启用日期", "valid_to lies before valid_from")
    for link in ("parent", "successor"):
        code = getattr(each, link)
        if code and code not in by_code:
            yield Text(f"{HEADINGS[link].zh}{code}不在名录中", f"{link} {code} is not in the list")
        elif _goes_round(each, link, by_code):
            yield Text(f"{HEADINGS[link].zh}绕回自身", f"{link} leads back to itself")
    if each.members and each.kind != "collective":
        yield Text("只有集合单位可有成员", "only a collective name has members")
    for member in each.members:
        if member.removeprefix("kind=") not in (KINDS if member.startswith("kind=") else by_code):
            yield Text(f"成员{member}不在名录中", f"member {member} is not in the list")
    if any(code == each.code or by_code[code].kind == "collective" for code in each.members if code in by_code):
        yield Text("集合单位的成员不能再是集合单位", "a collective name cannot have a collective name as member")


def _goes_round(each: Organisation, link: str, by_code: Mapping[str, Organisation]) -> bool:
    seen = {each.code}
    at = by_code.get(getattr(each, link) or "")
    while at is not None:
        if at.code in seen:
            return at.code == each.code
        seen.add(at.code)
        at = by_code.get(getattr(at, link) or "")
    return False


def _shared_names(rows: Mapping[int, Organisation]) -> list[Fault]:
    faults = []
    bearers: dict[tuple[str, str | None], list[tuple[int, Organisation]]] = defaultdict(list)
    for at, each in rows.items():
        for name in dict.fromkeys(map(folded, each.names())):
            for where, other in bearers[name, each.parent]:
                if other.code != each.code and _overlap(each, other):
                    sentence = Text(
                        f"“{name}”与第{where}行同时使用", f"“{name}” is used by row {where} at the same time"
                    )
                    faults.append(Fault(at, sentence))
            bearers[name, each.parent].append((at, each))
    return faults


def _taken_names(rows: Mapping[int, Organisation], others: Iterable[Organisation]) -> list[Fault]:
    """Names that an organisation outside the list bears already, in the same place at the same time."""
    bearers: dict[tuple[str, str | None], list[Organisation]] = defaultdict(list)
    for other in others:
        for name in set(map(folded, other.names())):
            bearers[name, other.parent].append(other)
    return [
        Fault(at, Text(f"“{name}”已是{other.name}（{other.code}）的名称或别名",
                       f"“{name}” is already a name or alias of {other.name} ({other.code})"))
        for at, each in rows.items()
        for name in dict.fromkeys(map(folded, each.names()))
        for other in bearers[name, each.parent]
        if _overlap(each, other)
    ]  # fmt: skip


def _overlap(one: Organisation, other: Organisation) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (other.valid_from or date.min) <= (
        one.valid_to or date.max
    )
