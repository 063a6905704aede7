"""A sheet that came back, compared with the copy that went out and with the ledger of now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from citycircle.accounts.rights import Viewer
from citycircle.core.messages import Text, speaking
from citycircle.documents.intake.grids import open_grids
from citycircle.paper.grids import Grid
from citycircle.planning.lists.changes import AddedRow, CellChange, ChangeSet, compare, each_told
from citycircle.planning.lists.drawing import stamp_in
from citycircle.planning.lists.filed import filed
from citycircle.planning.lists.filling import FilledList, fill
from citycircle.planning.lists.returned import returned
from citycircle.planning.lists.templates import ListTemplate, template_from
from citycircle.records.files.models import StoredFile
from citycircle.records.lists.entries import cities_named, listed_of, task_of_code
from citycircle.records.lists.errors import SheetOfWhat
from citycircle.records.lists.models import ChangeSet as ChangeSetRow
from citycircle.records.lists.models import ProposedChange, SheetExport, TaskList
from citycircle.records.lists.reach import exports_within
from citycircle.records.lists.scopes import Scope
from citycircle.records.lists.sheets import went_out
from citycircle.records.lists.templates import template_of
from citycircle.records.plans.models import Plan, Task
from citycircle.records.plans.reach import tasks_within

NOT_KEPT = Text(
    "此栏由清单自己保存，而本表不是按清单导出的。",
    "A list keeps this column itself, and the sheet was not made of a list.",
)
STAYS = Text(
    "此行已从表中删去；台账中的任务不会因此删除。", "The row was taken out of the sheet; its task stays filed."
)


class Compared(NamedTuple):
    """What a returned sheet says, and of which export and list."""

    found: ChangeSet
    now: FilledList
    export: SheetExport | None
    list: TaskList | None

    @property
    def plan(self) -> Plan | None:
        return self.export.plan if self.export else None


def compared(file: StoredFile, *, of: TaskList | None, viewer: Viewer) -> Compared:
    """Compare a returned sheet. `of` is the list it belongs to, where the sheet itself does not say it any more.

    Raises SheetOfWhat, SheetNotOfList, and what reading the file raises.
    """
    grids = open_grids(file.file.read_bytes(), file.name).grids
    code = _code_in(grids)
    export = exports_within(viewer).select_related("list", "plan").filter(short_code=code).first() if code else None
    the_list = export.list if export else of
    if export is None and the_list is None:
        raise SheetOfWhat(code=code or "—")
    template = _template(export, the_list, viewer)
    sheet = returned(grids, template)
    with speaking(sheet.language):
        now = _now(template, export, the_list, viewer)
    base = went_out(export) if export else None
    year = (export.plan.year_to if export and export.plan else None) or (the_list.year if the_list else None)
    return Compared(compare(sheet, now, went_out=base, code="", year=year or viewer.day.year), now, export, the_list)


def _code_in(grids: Iterable[Grid]) -> str:
    stamps = (stamp_in(cell.text) for grid in grids for cell in grid.cells)
    return next((stamp.code for stamp in stamps if stamp), "")


def _template(export: SheetExport | None, of: TaskList | None, viewer: Viewer) -> ListTemplate:
    if export is not None:
        words = export.content["template"]
        return template_from(export.template, words["list"], words["columns"])
    return template_of(of.template if of else "", on=viewer.day)


def _now(template: ListTemplate, export: SheetExport | None, of: TaskList | None, viewer: Viewer) -> FilledList:
    """The tasks of the sheet as the ledger says them now, without those that are dropped or out of reach."""
    if export is None:
        rows = Scope(list=of).tasks(viewer)
    else:
        wanted = [int(key) for key in export.versions]
        rows = tasks_within(viewer).filter(pk__in=wanted, is_dropped=False).order_by("plan_id", "order")
        if export.list is not None:
            rows = rows.filter(listings__list=export.list)
    return fill(template, listed_of(rows, of=of, viewer=viewer), plan="", places=cities_named())


def proposals(one: Compared, of_set: ChangeSetRow) -> list[ProposedChange]:
    """Every difference as a row of the change set, in the order of the sheet."""
    made = [_cell(each, one, of_set) for each in one.found.changes]
    made += [_added(each, of_set, one) for each in one.found.added]
    made += [_missing(key, of_set, one) for key in one.found.missing if "/" not in key]
    for kind, told in each_told(one.found):
        made.append(
            ProposedChange(set=of_set, task_id=_task(told.code, one), kind=kind, field=told.column, new=told.words,
                           where=f"{one.found.sheet}!{told.address}", note=_note(told.reason), state="told")
        )  # fmt: skip
    return made


def _task(code: str, one: Compared) -> int | None:
    """The number of a task that is still on the sheet's list."""
    known = {each.code for each in one.now.entries}
    return task_of_code(code) if code.split("/", maxsplit=1)[0] in known else None


def _note(reason: Text) -> dict[str, str]:
    return {"zh": reason.zh, "en": reason.en}


def _cell(each: CellChange, one: Compared, of_set: ChangeSetRow) -> ProposedChange:
    kept_by_list = each.column.about.kind == "own" and one.list is None
    heading = each.column.heading
    details: dict[str, Any] = {"target": each.target, "typed": each.typed, "heading": _note(heading)}
    if each.now is not None:
        details["now"] = each.now
    if each.amount is not None:
        amount = each.amount
        details["amount"] = [amount.op, str(amount.value), str(amount.high) if amount.high is not None else "",
                             amount.unit]  # fmt: skip
        details["indicator"] = each.column.of
    return ProposedChange(
        set=of_set, task_id=_task(each.code, one), field=each.fact, old=each.old, new=each.new,
        kind="locked" if kept_by_list else "cell", state="told" if kept_by_list else "waiting", details=details,
        where=f"{one.found.sheet}!{each.address}", note=_note(NOT_KEPT) if kept_by_list else {},
    )  # fmt: skip


def _added(each: AddedRow, of_set: ChangeSetRow, one: Compared) -> ProposedChange:
    words = "｜".join(words for words in each.cells.values() if words)
    return ProposedChange(set=of_set, kind="added", new=words, where=f"{one.found.sheet}!{each.address}",
                          details={"cells": dict(each.cells), "under": each.under})  # fmt: skip


def _missing(key: str, of_set: ChangeSetRow, one: Compared) -> ProposedChange:
    task = _task(key, one)
    of_list = one.list is not None and task is not None
    cells = (went_out(one.export) if one.export else one.now.shown).get(key, {})
    words = next((cells[name] for name in ("title", "name", "task", "content") if cells.get(name)), key)
    return ProposedChange(set=of_set, task_id=task, kind="missing", old=words, where=one.found.sheet,
                          state="waiting" if of_list else "told", note={} if of_list else _note(STAYS))  # fmt: skip


def standing(change: ProposedChange, viewer: Viewer) -> str:
    """What the ledger has on file for the fact of a change, as of now; empty for a change of a row."""
    if change.task_id is None or change.kind != "cell":
        return ""
    rows = Task.objects.filter(pk=change.task_id)
    found = listed_of(rows, of=change.set.list, viewer=viewer)
    return filed(found[0].item, found[0].own, change.field, change.details.get("target")) if found else ""


def standings(of_set: ChangeSetRow, viewer: Viewer) -> dict[int, str]:
    """The same for every change of a set that waits, in a handful of questions."""
    waiting = list(of_set.changes.filter(state="waiting", kind="cell").exclude(task=None))
    rows = Task.objects.filter(pk__in={each.task_id for each in waiting})
    known = {task_of_code(each.code): each for each in listed_of(rows, of=of_set.list, viewer=viewer)}
    return {
        each.pk: filed(known[each.task_id].item, known[each.task_id].own, each.field, each.details.get("target"))
        for each in waiting
        if each.task_id in known
    }
