"""What the ledger writes, the reader reads back: the same tasks, leads, organisations, deadlines and targets."""

from __future__ import annotations

import re

import pytest

from citycircle.core.messages import Language, speaking
from citycircle.core.plans import Plan, Task
from citycircle.documents.reading import read
from citycircle.documents.writers.files import files
from citycircle.documents.writers.ledger import field_of

TEXT = """汀河都市圈同城化行动方案（2026—2027年）
为推进同城化，制定本方案。
一、交通互联
1.共建跨江大桥。年内开工建设汀河大桥，完成投资12亿元。（市交通局牵头，市财政局、东埠区政府配合）
2.打通断头路。①打通断头路3条。②2026年9月底前贯通望汀大道。（牵头单位：市交通局；责任单位：市公路中心）
二、产业协同
1.共建园区。引进项目20个以上。（市商务局、市投促中心按职责分工负责）
2.联合招商。举办推介会4场。
"""
TABLE = """领域,序号,重点任务,工作内容,指标,目标值,计量单位,牵头单位,责任单位,配合单位,完成时限
交通互联,1,跨江大桥,年内开工,投资,≥12,亿元,市交通局,市财政局,东埠区政府,2026年12月底
,,,,桥墩,20,座,,,,
产业协同,1,共建园区,联合招商,,,,市商务局,/,无,长期
"""


def told(task: Task) -> dict[str, object]:
    names = {part: [name.text for name in getattr(task.duty, part)] for part in ("lead", "responsible", "cooperating")}
    words = {"title": task.title.text if task.title else "", "body": task.body.text}
    return {
        "number": task.number,
        "field": field_of(task),
        "deadline": task.deadline.text if task.deadline else "",
        **names,
        **{name: re.sub(r"\s+", "", text) for name, text in words.items()},
    }


def targets(plan: Plan) -> list[tuple[object, ...]]:
    return sorted((str(one.value), one.op, one.unit) for one in plan.targets)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".json", ".md"])
@pytest.mark.parametrize(("text", "name"), [(TEXT, "plan.txt"), (TABLE, "rows.csv")])
def test_a_ledger_reads_back(text: str, name: str, ending: str, language: Language) -> None:
    with speaking(language):
        reading = read(text.encode(), name=name)
        (found,) = ((file, content) for file, content in files(reading) if file.endswith(ending))
        (again,) = read(found[1], name=found[0]).plans
    (plan,) = reading.plans
    tasks = [told(task) for task in again.tasks]
    if text == TEXT:
        # The dates that the words of a task print stand in the column of deadlines too.
        tasks = [{**task, "deadline": ""} for task in tasks]
    assert tasks == [told(task) for task in plan.tasks]
    assert targets(again) == targets(plan)


def test_a_deadline_that_nobody_printed_does_not_become_printed() -> None:
    reading = read(TEXT.encode(), name="plan.txt")
    (book,) = ((file, content) for file, content in files(reading) if file.endswith(".xlsx"))
    last = read(book[1], name=book[0]).plans[0].tasks[-1]
    assert last.deadline is None
    assert last.deadline_implied is not None
    assert last.deadline_implied.value == "2027-12"
