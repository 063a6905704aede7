"""Files of corrections: read with every fault reported at once, and written so that they read the same again.

As CSV (headings as here, or 编号 字段 原值 更正 原文 说明 日期), YAML or JSON (a list of such objects):

    id,field,old,new,quote,note
    sec_2__para_7,lead,市应急局,市应急管理局,,正式名称
    sec_2__para_9,target.op,=,>=,力争突破120家,
    sec_3__para_1,target,5,,5个专业市场,是描述,不是目标
    sec_3__para_2,split,,,开通城际公交,两件事分别督办
    sec_3__para_4,drop,,,,已于去年完成
    document,issuer,,都市圈办,,

Several organisations are parted by `;`. `quote` picks one of several targets; an empty `new` of `target` takes it away.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from citycircle.core import plans
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text
from citycircle.documents import promising
from citycircle.documents.corrections import DOCUMENT, DOCUMENT_FIELDS, FIELDS, RESTORE, Correction, words

COLUMNS: Mapping[str, str] = {
    "id": "编号", "field": "字段", "old": "原值", "new": "更正", "quote": "原文", "note": "说明", "on": "日期",
}  # fmt: skip


class CorrectionsFaulty(CityCircleError):
    what = Text("更正文件有{count}处需要改正：{listed}", "The file of corrections has {count} faults: {listed}")
    why = Text("读错的更正会悄悄改动台账。", "A correction that is misread would change the ledger unseen.")
    then = Text("请逐处改正后重新运行。", "Please mend each and run again.")


def read_corrections(text: str, *, suffix: str) -> tuple[Correction, ...]:
    """Read a file of corrections; `suffix` is that of its name (.csv, .yaml, .yml, .json).

    >>> read_corrections("id,field,old,new\\nsec_1__para_2,lead,市发改委,市科技局\\n", suffix=".csv")[0].new
    '市科技局'

    Raises CorrectionsFaulty with every fault.
    """
    rows = list(_rows(text.removeprefix("\ufeff"), suffix))
    return checked(rows)


def checked(rows: Sequence[Mapping[str, Any]]) -> tuple[Correction, ...]:
    """Corrections out of rows with the columns of a file. Raises CorrectionsFaulty with every fault."""
    faults = [fault for at, row in enumerate(rows, start=1) for fault in _faults(at, row)]
    if faults:
        zh, en = ";".join(fault.zh for fault in faults), "; ".join(fault.en for fault in faults)
        raise CorrectionsFaulty(count=len(faults), listed=Text(f"{zh}。", f"{en}."))
    return tuple(Correction(**{name: _cell(row.get(name)) for name in COLUMNS}) for row in rows)


def write_corrections(corrections: Iterable[Correction], *, suffix: str = ".csv") -> str:
    """A file of corrections that reads the same again, as CSV with Chinese headings, YAML or JSON.

    >>> print(write_corrections([Correction("para_1", "lead", "甲", "乙")]).rstrip())
    编号,字段,原值,更正,原文,说明,日期
    para_1,lead,甲,乙,,,
    """
    rows = [{name: getattr(each, name) for name in COLUMNS} for each in corrections]
    if suffix.lower() != ".csv":
        return json.dumps([{k: v for k, v in row.items() if v} for row in rows], ensure_ascii=False, indent=1) + "\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS.values())
    writer.writerows(row.values() for row in rows)
    return out.getvalue()


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


def _cell(value: object) -> str:
    """A cell; the promise that is added may stand as an object in YAML and JSON."""
    return promising.as_cells(value) if isinstance(value, Mapping) else words(value)


def _faults(at: int, row: Mapping[str, Any]) -> Iterable[Text]:
    for name in row.keys() - COLUMNS.keys():
        yield Text(f"第{at}条不认识“{name}”", f"entry {at}: “{name}” is not known")
    for name in ("id", "field"):
        if not _cell(row.get(name)):
            yield Text(f"第{at}条缺少“{COLUMNS[name]}”", f"entry {at}: “{name}” is missing")
    field, known = _cell(row.get("field")), (*DOCUMENT_FIELDS, RESTORE) if row.get("id") == DOCUMENT else FIELDS
    if field and field not in known:
        yield Text(f"第{at}条的字段“{field}”不能更正", f"entry {at}: field “{field}” cannot be corrected")
        return
    for problem in _problems(field, {name: _cell(row.get(name)) for name in COLUMNS}):
        yield Text(f"第{at}条：{problem.zh}", f"entry {at}: {problem.en}")


NEEDS_REASON = Text("删去任务须写明理由", "dropping a task needs a reason in the note")
NEEDS_PLACE = Text("拆分须写明后一部分开头的原文", "splitting needs the words at which the second part begins")
NEEDS_OTHER = Text("合并须写明并入的另一项任务", "merging needs the other task")
NEEDS_TEXT = Text("增加任务须写明内容或原文", "adding a task needs its text or the words of the document")
NO_DAY = Text("日期“{day}”应写作2026-03-02", "the day “{day}” should look like 2026-03-02")


def _problems(field: str, row: Mapping[str, str]) -> Iterator[Text]:
    if row["on"] and not _is_day(row["on"]):
        yield NO_DAY.fill(day=row["on"])
    kind, _, cell = field.partition(".")
    if cell == "add":
        yield from promising.faults_of(kind, row["new"])
    elif kind in promising.CELLS:
        yield from _said(_impossible_promise(cell or promising.CELLS[kind][0], row["new"], named=bool(cell)))
    elif field == "drop" and not row["note"]:
        yield NEEDS_REASON
    elif field == "split" and not row["quote"]:
        yield NEEDS_PLACE
    elif field == "merge" and row["new"] in {"", row["id"]}:
        yield NEEDS_OTHER
    elif field == "add" and not row["new"] and not row["quote"]:
        yield NEEDS_TEXT
    else:
        yield from _said(_impossible(field, row["new"]))


def _said(problem: Text | None) -> Iterator[Text]:
    if problem is not None:
        yield problem


def _impossible_promise(cell: str, new: str, *, named: bool) -> Text | None:
    if named and not new and cell in {"value", "indicator", "what", "name", "benchmark", "op", "stage"}:
        return Text(f"{cell}不能为空", f"{cell} cannot be empty")
    return promising.impossible(cell, new)


def _impossible(field: str, new: str) -> Text | None:
    """Why a field of a task or of the document cannot take a value; None if it can."""
    chosen: Mapping[str, Any] = {"role": plans.Role, "kind": plans.PlanKind}
    if field in chosen and new not in get_args(chosen[field]):
        choices = " ".join(get_args(chosen[field]))
        return Text(f"“{new}”不在{choices}之中", f"“{new}” is none of {choices}")
    years = field.startswith("effective_")
    if new and ((years and not new.isdecimal()) or (field == "issued_on" and not _is_day(new))):
        return Text(f"“{new}”不能作为{field}的值", f"“{new}” is no value for {field}")
    return None


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
