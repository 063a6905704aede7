"""What a person corrected in a reading: a small file beside the document, applied again at every reading.

A correction names the task by its eId, the field, the value that was read and the value that is right. It counts only
while the old value still stands: a document that was corrected itself, or a reader that became better, makes a
correction superfluous, and that is reported, never overwritten.

As CSV (headings as here, or 编号 字段 原值 更正 原文 说明), YAML or JSON (a list of such objects):

    id,field,old,new,quote,note
    sec_2__para_7,lead,市应急局,市应急管理局,,正式名称
    sec_2__para_9,target.op,=,>=,力争突破120家,
    sec_3__para_1,target,5,,5个专业市场,是描述,不是目标
    document,issuer,,都市圈办,,

Several organisations are parted by `;`. `quote` picks one of several targets; an empty `new` of `target` takes it away.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from citycircle.core import plans
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

NOT_APPLIED = "C901"
APPLIED = "C902"

COLUMNS: Mapping[str, str] = {
    "id": "编号", "field": "字段", "old": "原值", "new": "更正", "quote": "原文", "note": "说明",
}  # fmt: skip
TASK_FIELDS = ("title", "text", "role", "lead", "responsible", "cooperating", "deadline")
TARGET_FIELDS = ("indicator", "op", "value", "value_high", "unit", "period", "deadline")
DOCUMENT_FIELDS = ("title", "doc_number", "issuer", "signature", "issued_on", "effective_from_year",
                   "effective_to_year", "kind")  # fmt: skip
FIELDS = (*TASK_FIELDS, "target", *(f"target.{name}" for name in TARGET_FIELDS))


class CorrectionsFaulty(CityCircleError):
    what = Text("更正文件有{count}处需要改正：{listed}", "The file of corrections has {count} faults: {listed}")
    why = Text("读错的更正会悄悄改动台账。", "A correction that is misread would change the ledger unseen.")
    then = Text("请逐处改正后重新运行。", "Please mend each and run again.")


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that a person set right: which (`id`, `field`, for a target also `quote`), from what, to what."""

    id: str
    field: str
    old: str
    new: str
    quote: str = ""
    note: str = ""


def read_corrections(text: str, *, suffix: str) -> tuple[Correction, ...]:
    """Read a file of corrections; `suffix` is that of its name (.csv, .yaml, .yml, .json).

    >>> read_corrections("id,field,old,new\\nsec_1__para_2,lead,市发改委,市科技局\\n", suffix=".csv")[0].new
    '市科技局'

    Raises CorrectionsFaulty with every fault.
    """
    rows = list(_rows(text.removeprefix("\ufeff"), suffix))
    faults = [fault for at, row in enumerate(rows, start=1) for fault in _faults(at, row)]
    if faults:
        zh, en = ";".join(fault.zh for fault in faults), "; ".join(fault.en for fault in faults)
        raise CorrectionsFaulty(count=len(faults), listed=Text(f"{zh}。", f"{en}."))
    return tuple(Correction(**{name: _words(row.get(name)) for name in COLUMNS}) for row in rows)


def _rows(text: str, suffix: str) -> Iterable[dict[str, Any]]:
    if suffix.lower() == ".csv":
        english = {chinese: name for name, chinese in COLUMNS.items()}
        for row in csv.DictReader(io.StringIO(text)):
            yield {english.get(str(name).strip(), str(name).strip()): value for name, value in row.items()}
        return
    try:
        found = json.loads(text) if suffix.lower() == ".json" else _yaml(text)
    except ValueError as error:
        raise CorrectionsFaulty(
            count=1, listed=Text(f"文件无法读取（{error}）。", f"it cannot be read ({error}).")
        ) from None
    for row in found if isinstance(found, list) else [found]:
        yield row if isinstance(row, dict) else {"": row}


def _yaml(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    import yaml  # noqa: PLC0415 - a tenth of the time that reading a plan needs to start, and few files are corrected

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None


def _words(value: object) -> str:
    """A value as a file gives it (YAML knows lists, numbers and dates) as one word or a list parted by `;`."""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value).strip()


def _faults(at: int, row: Mapping[str, Any]) -> Iterable[Text]:
    for name in row.keys() - COLUMNS.keys():
        yield Text(f"第{at}条不认识“{name}”", f"entry {at}: “{name}” is not known")
    for name in ("id", "field"):
        if not _words(row.get(name)):
            yield Text(f"第{at}条缺少“{COLUMNS[name]}”", f"entry {at}: “{name}” is missing")
    field, known = _words(row.get("field")), DOCUMENT_FIELDS if row.get("id") == "document" else FIELDS
    if field and field not in known:
        yield Text(f"第{at}条的字段“{field}”不能更正", f"entry {at}: field “{field}” cannot be corrected")
    elif problem := _impossible(field.removeprefix("target."), _words(row.get("new"))):
        yield Text(f"第{at}条：{problem.zh}", f"entry {at}: {problem.en}")


def _impossible(field: str, new: str) -> Text | None:
    """Why a field cannot take a value; None if it can."""
    chosen: Mapping[str, Any] = {
        "op": plans.Comparator,
        "period": plans.Period,
        "role": plans.Role,
        "kind": plans.PlanKind,
    }
    if field in chosen and new and new not in get_args(chosen[field]):
        listed = " ".join(get_args(chosen[field]))
        return Text(f"“{new}”不在{listed}之中", f"“{new}” is none of {listed}")
    try:
        if field in {"value", "value_high"} and (new or field == "value"):
            Decimal(new)
        if field.startswith("effective_") and new:
            int(new)
        if field == "issued_on" and new:
            date.fromisoformat(new)
    except (InvalidOperation, ValueError):
        return Text(f"“{new}”不能作为{field}的值", f"“{new}” is no value for {field}")
    return None


def apply(plan: plans.Plan, corrections: Sequence[Correction]) -> plans.Plan:
    """The plan with every correction whose old value still stands; each one that does not is reported, not applied."""
    notes: list[plans.Diagnostic] = []
    for correction in corrections:
        found = _value(plan, correction)
        if found is None:
            notes.append(_note(NOT_APPLIED, GONE, correction, ""))
        elif found == correction.new and found != correction.old:
            notes.append(_note(NOT_APPLIED, ALREADY, correction, found))
        elif found != correction.old:
            notes.append(_note(NOT_APPLIED, CHANGED, correction, found))
        else:
            plan = _corrected(plan, correction)
            notes.append(_note(APPLIED, DONE, correction, found))
    return replace(plan, diagnostics=(*plan.diagnostics, *notes))


DONE = Text(
    "已按更正文件将{id}的{field}由“{old}”改为“{new}”。", "{field} of {id} was set from “{old}” to “{new}” as corrected."
)
ALREADY = Text(
    "{id}的{field}已经是“{new}”，更正不再需要。", "{field} of {id} already is “{new}”; the correction is superfluous."
)
CHANGED = Text(
    "{id}的{field}现为“{found}”，不是更正时的“{old}”，未套用更正“{new}”，请核对。",
    "{field} of {id} now reads “{found}”, not “{old}” as when it was corrected; “{new}” was not applied. Please check.",
)
GONE = Text(
    "找不到{id}的{field}（原值“{old}”），未套用更正“{new}”，请核对。",
    "{field} of {id} (old value “{old}”) was not found; “{new}” was not applied. Please check.",
)


def _note(code: str, message: Text, correction: Correction, found: str) -> plans.Diagnostic:
    values = (("id", correction.id), ("field", correction.field), ("old", correction.old), ("new", correction.new))
    alternative = correction.new if code == NOT_APPLIED and message is not ALREADY else None
    return plans.Diagnostic(code, message, alternative=alternative, values=(*values, ("found", found)))


def _value(plan: plans.Plan, correction: Correction) -> str | None:
    """What stands in the corrected cell, in the words of the file; None where the cell is not there."""
    if correction.id == "document":
        return _words(getattr(plan.document, correction.field))
    if correction.field.startswith("target"):
        target = _target(plan, correction)
        name = correction.field.partition(".")[2] or "value"
        return None if target is None else _words(getattr(target, name))
    task = next((task for task in plan.tasks if task.id == correction.id), None)
    return None if task is None else _task_value(task, correction.field)


def _task_value(task: plans.Task, field: str) -> str:
    if field in {"lead", "responsible", "cooperating"}:
        return ";".join(each.text for each in getattr(task.duty, field))
    if field == "role":
        return task.role
    quoted: plans.Quoted | None = getattr(task, "body" if field == "text" else field)
    return quoted.text if quoted else ""


def _target(plan: plans.Plan, correction: Correction) -> plans.Target | None:
    """The target meant: of that task, with that quote, and if several are left with that old value."""
    near = [each for each in plan.targets if each.task == correction.id and correction.quote in each.quote]
    name = correction.field.partition(".")[2] or "value"
    return next((each for each in near if _words(getattr(each, name)) == correction.old), near[0] if near else None)


def _corrected(plan: plans.Plan, correction: Correction) -> plans.Plan:
    if correction.id == "document":
        changes: dict[str, Any] = {correction.field: _typed(correction.field, correction.new)}
        return replace(plan, document=replace(plan.document, **changes))
    if correction.field.startswith("target"):
        meant = _target(plan, correction)
        changed = (_target_with(each, correction) if each is meant else each for each in plan.targets)
        return replace(plan, targets=tuple(each for each in changed if each is not None))
    tasks = (_task_with(task, correction) if task.id == correction.id else task for task in plan.tasks)
    return replace(plan, tasks=tuple(tasks))


def _typed(field: str, new: str) -> object:
    """The word of the file as the type that the field holds."""
    make: Callable[[str], object] = str
    if field in {"value", "value_high"}:
        make = Decimal
    elif field.startswith("effective_"):
        make = int
    elif field == "issued_on":
        make = date.fromisoformat
    return make(new) if new else ("" if field == "unit" else None)


def _target_with(target: plans.Target, correction: Correction) -> plans.Target | None:
    name = correction.field.partition(".")[2]
    if not name:
        return replace(target, value=Decimal(correction.new)) if correction.new else None
    return replace(target, **{name: _typed(name, correction.new)})  # type: ignore[arg-type]  # the fields differ in type


def _task_with(task: plans.Task, correction: Correction) -> plans.Task:
    field, new = correction.field, correction.new
    if field == "role":
        return replace(task, role=new)  # type: ignore[arg-type]  # checked while the file was read
    if field in {"lead", "responsible", "cooperating"}:
        return replace(task, duty=_duty_with(task, field, new))
    if field == "text":
        return replace(task, body=plans.Quoted(new, task.body.span))
    place = (getattr(task, field) or task.body).span
    changes: dict[str, Any] = {field: plans.Quoted(new, place) if new else None}
    return replace(task, **changes)


def _duty_with(task: plans.Task, field: str, new: str) -> plans.Duty:
    """A corrected list of organisations; a name that stood there keeps its place, a new one gets that of the duty."""
    duty = task.duty
    known = {each.text: each for each in (*duty.lead, *duty.responsible, *duty.cooperating)}
    place = duty.span or task.span
    names = tuple(known.get(name, plans.Quoted(name, place)) for name in filter(None, new.split(";")))
    changed = replace(duty, **{field: names})  # type: ignore[arg-type]  # always a tuple of Quoted
    if field == "lead":
        return replace(changed, lead_from=(duty.lead_from or "printed") if names else None)
    return changed
