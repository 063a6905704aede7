"""What may stand in a column of a list: the facts of a task, each with its kind and whether a sheet may change it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from citycircle.core.messages import Text

FactKind = Literal["number", "words", "parties", "day", "indicator", "amount", "unit", "measure", "own", "key"]
"""How a cell is filled and read back. `indicator`, `amount` and `unit` take one row for each target of a task;
`measure` is the amount of the one target whose indicator the column names; `own` is a cell that the list itself keeps.
"""


class Fact(NamedTuple):
    """One fact: its title, its kind, and whether a sheet that comes back may change it."""

    title: Text
    kind: FactKind
    editable: bool = True


KEY = "key"
FACTS: dict[str, Fact] = {
    "number": Fact(Text("序号", "No."), "number", editable=False),
    "own_number": Fact(Text("文件编号", "Number in the document"), "words", editable=False),
    "field": Fact(Text("领域", "Field"), "words", editable=False),
    "title": Fact(Text("重点任务", "Key task"), "words"),
    "content": Fact(Text("工作内容", "Work"), "words"),
    "name": Fact(Text("名称", "Name"), "words"),
    "task": Fact(Text("任务内容", "Task"), "words"),
    "goals": Fact(Text("年度目标", "Goals"), "own"),
    "indicator": Fact(Text("指标", "Indicator"), "indicator"),
    "value": Fact(Text("目标值", "Value"), "amount"),
    "unit": Fact(Text("单位", "Unit"), "unit"),
    "measure": Fact(Text("指定指标的数值", "Value of a named indicator"), "measure"),
    "lead": Fact(Text("牵头单位", "Lead"), "parties"),
    "responsible": Fact(Text("责任单位", "Responsible"), "parties"),
    "cooperating": Fact(Text("配合单位", "Cooperating"), "parties"),
    "others": Fact(Text("责任（配合）单位", "Responsible (cooperating)"), "parties"),
    "cities": Fact(Text("参与城市", "Cities taking part"), "words", editable=False),
    "parties": Fact(Text("参与城市、单位", "Cities and organisations taking part"), "words", editable=False),
    "due": Fact(Text("完成时限", "Deadline"), "day"),
    "quarter_1": Fact(Text("一季度", "Q1"), "own"),
    "quarter_2": Fact(Text("二季度", "Q2"), "own"),
    "quarter_3": Fact(Text("三季度", "Q3"), "own"),
    "quarter_4": Fact(Text("四季度", "Q4"), "own"),
    "works": Fact(Text("项目名称", "Projects"), "words", editable=False),
    "stage": Fact(Text("阶段", "Stage"), "words", editable=False),
    "basis": Fact(Text("来源文件及条款", "Source and clause"), "words", editable=False),
    "lists": Fact(Text("所属清单", "Lists"), "words", editable=False),
    "leader": Fact(Text("牵头领导", "Leader in charge"), "own"),
    "support": Fact(Text("支撑（保障）措施", "Support"), "own"),
    "problem": Fact(Text("存在问题", "Problem"), "own"),
    "remark": Fact(Text("备注", "Remarks"), "own"),
    "own": Fact(Text("自设栏目", "Column of one's own"), "own"),
    "progress": Fact(Text("进展", "Progress"), "words", editable=False),
    "done": Fact(Text("累计完成", "Done so far"), "words", editable=False),
    "light": Fact(Text("亮灯", "Light"), "words", editable=False),
    KEY: Fact(Text("识别码", "Row code"), "key", editable=False),
}
"""Progress and lights come from reports; numbers, fields and sources from the document: no sheet changes them."""

PER_TARGET: frozenset[FactKind] = frozenset({"indicator", "amount", "unit"})
NEEDS_NAME = frozenset({"measure", "own"})
"""Facts of which a list may have several columns, each with a name of its own."""
