"""The papers of a version: the task breakdown (T1) as Word and Excel with version and short code, and what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from citycircle.core.messages import Text
from citycircle.core.terms import day_of
from citycircle.paper.excel import workbook
from citycircle.paper.tables import Column, Entry, PrintedTable, filled_down, joined
from citycircle.paper.word import tables_across
from citycircle.planning.baselines.effects import EFFECT_NAMES, day_said
from citycircle.planning.duties.groups import Group, Printed, gathered_item, groups_of
from citycircle.planning.duties.matrix import printed as printed_matrix
from citycircle.planning.ledger import Item, Ledger
from citycircle.planning.lists.drawing import Stamp, drawn
from citycircle.planning.lists.filling import fill
from citycircle.planning.lists.listed import Listed
from citycircle.planning.lists.templates import built_in
from citycircle.records.baselines.models import Baseline
from citycircle.records.baselines.versions import before, since, snapshot_of, text_of
from citycircle.records.plans.models import Duty, Task

OfTask = Mapping[str, Sequence[Printed]]
"""The names that a plan prints for a task, by the kind of duty."""
TEMPLATE = "T1"
FORMATS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
ISSUED = Text("{number}印发：{day}", "{number} issued: {day}")
LOOK_UP = Text(
    "本表为第{number}版。登录系统后打开 /v/{code} 可核对本表是否现行版本；快照摘要（{hash}）：{digest}。",
    "This is version {number}. Sign in and open /v/{code} to see whether it is current. Digest ({hash}): {digest}.",
)
REASON = Text("修订理由：{reason}", "Why it was amended: {reason}")
CHANGES = Text("修订对照表", "What changed")
GROUPS = Text("集合名称", "Names of groups")


def paper(baseline: Baseline, kind: str) -> bytes:
    """A version as docx, xlsx or json; `kind` is a key of FORMATS.

    Word holds the breakdown, whom its names of groups mean, and of an amendment what changed; Excel the matrix too;
    JSON is the frozen text itself.
    """
    if kind == "json":
        return text_of(baseline).encode()
    ledger = snapshot_of(baseline).ledger
    printed = _printed_names(baseline)
    tables = [breakdown(baseline, ledger, printed)]
    if groups := _groups(ledger, printed):
        tables.append(annex(baseline, ledger, groups))
    if before(baseline) is not None:
        tables.append(changes(baseline))
    return tables_across(tables) if kind == "docx" else workbook([*tables, *printed_matrix(ledger)])


def _printed_names(baseline: Baseline) -> Mapping[str, OfTask]:
    """The names that the plan prints, with every organisation behind them, by the key of the task."""
    rows = Duty.objects.filter(task__plan=baseline.plan_id, organisation__isnull=False)
    found: dict[str, dict[str, list[Printed]]] = defaultdict(lambda: defaultdict(list))
    for key, kind, name, code in rows.values_list("task__key", "kind", "name", "organisation__code"):
        found[key][kind].append(Printed(name, code))
    return found


def _groups(ledger: Ledger, printed: Mapping[str, OfTask]) -> list[Group]:
    """Every group that stands in the breakdown, once."""
    found = (group for item in _tasks(ledger) for group in groups_of(item, printed.get(item.key, {})))
    return list(dict.fromkeys(found))


def _tasks(ledger: Ledger) -> Iterable[Item]:
    return (item for item in ledger.items if item.role == "task")


def breakdown(baseline: Baseline, ledger: Ledger, printed: Mapping[str, OfTask]) -> PrintedTable:
    """任务分解表 (T1) of a version; whose paper it is can be looked up by its short code.

    A group stands under the name that the plan prints, as `printed` has it; `annex` says who is behind it.
    """
    codes = dict(Task.objects.filter(plan=baseline.plan_id).values_list("key", "code"))
    entries = [
        Listed(gathered_item(item, printed.get(item.key, {})), code=codes.get(item.key, item.key))
        for item in _tasks(ledger)
    ]
    stamp = Stamp(f"v{baseline.number}", baseline.short_code)
    # A plan of years ago is printed in the layout of the day on which it was frozen.
    filled = fill(built_in(TEMPLATE, on=day_of(baseline.frozen_at)), entries, plan=ledger.title)
    return drawn(filled, stamp=stamp, notes=_notes(baseline)).narrowed(14)


def _notes(baseline: Baseline) -> Sequence[str]:
    document = baseline.doc_number or Text("本版", "this version").say()
    issued = ISSUED.say(number=document, day=day_said(baseline.issued_on))
    found = LOOK_UP.say(
        number=baseline.number, code=baseline.short_code, hash=snapshot_of(baseline).algorithm, digest=baseline.digest
    )
    why = [REASON.say(reason=baseline.reason)] if baseline.number > 1 else []
    return [issued, *why, found]


def annex(baseline: Baseline, ledger: Ledger, groups: Sequence[Group]) -> PrintedTable:
    """The annex: whom each name that stands for several organisations means in this version."""
    columns = (
        Column(Text("序号", "No.").say(), 12),
        Column(Text("方案中的名称", "Name in the plan").say(), 50),
        Column(Text("单位数", "Organisations").say(), 22),
        Column(Text("包括的单位", "Who is meant").say(), 160, align="left"),
    )
    rows = tuple(
        (
            Entry(str(at)),
            Entry(group.name),
            Entry(str(len(group.members))),
            Entry(joined(member.name for member in group.members)),
        )
        for at, group in enumerate(groups, start=1)
    )
    title = Text("附表：集合名称包括的单位", "Annex: whom the names of groups mean").say()
    stamp = Stamp(f"v{baseline.number}", baseline.short_code)
    return PrintedTable(GROUPS.say(), title, columns, rows, above=(ledger.title, stamp.say()))


def changes(baseline: Baseline) -> PrintedTable:
    """修订对照表: every effect of an amendment against the version before."""
    compared = since(baseline)
    numbers = {item.key: item.number for item in (*compared.old.items, *compared.new.items)}
    columns = (
        Column(Text("序号", "No.").say(), 12),
        Column(Text("任务", "Task").say(), 16),
        Column(Text("类别", "Kind").say(), 20),
        Column(Text("变化", "Change").say(), 200, align="left"),
    )
    lines = compared.effects
    reach = filled_down([line.key for line in lines])
    rows = tuple(
        (
            Entry(str(at)),
            Entry(numbers[line.key], rows) if rows else None,
            Entry(EFFECT_NAMES[line.sort].say()),
            Entry(line.sentence.say()),
        )
        for at, (line, rows) in enumerate(zip(lines, reach, strict=True), start=1)
    )
    title = Text("{plan}修订对照表", "{plan}: what changed").say(plan=compared.new.title)
    above = Text("第{old}版 → 第{new}版", "version {old} → version {new}").say(
        old=baseline.number - 1, new=baseline.number
    )
    stamp = Stamp(f"v{baseline.number}", baseline.short_code)
    return PrintedTable(CHANGES.say(), title, columns, rows, above=(above, stamp.say()), notes=tuple(_notes(baseline)))
