"""The ledger as the tables that an office circulates: 任务分解表 (T1), by quarter (T1b), 项目清单, 存疑清单.

A task with several targets takes several rows; its other cells reach down over them. The field and the lead
organisation reach down over neighbouring tasks that share them. Numbers restart where the plan's own numbers do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citycircle.core import plans
from citycircle.core.messages import Text
from citycircle.documents.writers.ledger import (
    NO_LEAD,
    STAGES,
    LedgerTask,
    TaskPlaces,
    amount_said,
    clause_said,
    day_said,
    ledger_tasks,
    sources,
)
from citycircle.documents.writers.own_columns import own_cells, printed, remarks
from citycircle.paper.tables import Column, Entry, PrintedTable, filled_down

DUE = Text("{day}前：{quote}", "by {day}: {quote}")
_IS_TABLE = re.compile(r"(?:表|卡|清单|台账|分工|分解)(?:[（(][^（()）]*[)）])?$|(?i:: task breakdown)$")
QUARTERS = (Text("一季度", "Q1"), Text("二季度", "Q2"), Text("三季度", "Q3"), Text("四季度", "Q4"))


def breakdown(plan: plans.Plan, *, read_from: str, by_hand: bool = True) -> PrintedTable:
    """任务分解表 (T1).

    `by_hand` keeps the columns that people fill in (牵头领导, 所属清单); Word has room for them only where the document
    fills them itself.
    """
    tasks = ledger_tasks(plan)
    filled = {"leader": any(printed(each.task, "leader") for each in tasks),
              "list": any(printed(each.task, "list") for each in tasks)}  # fmt: skip
    left_out = {key for key, is_filled in filled.items() if not (by_hand or is_filled)}
    if not any(remarks(each.task) for each in tasks):
        left_out.add("remarks")
    if not any(each.field for each in tasks):
        left_out.add("field")
    if not any(each.task.title for each in tasks):
        left_out.add("title")
    columns = {key: column for key, column in _breakdown_columns().items() if key not in left_out}
    heights = [max(1, len(each.targets)) for each in tasks]
    fields = filled_down([each.field for each in tasks])
    leads = filled_down([each.lead for each in tasks])
    leaders = filled_down([printed(each.task, "leader") for each in tasks])
    if not filled["leader"]:
        leaders = leads
    rows: list[tuple[Entry | None, ...]] = []
    for at, each in enumerate(tasks):
        reach = {
            "field": sum(heights[at : at + fields[at]]),
            "lead": sum(heights[at : at + leads[at]]),
            "leader": sum(heights[at : at + leaders[at]]),
        }
        rows += [tuple(map(row.get, columns)) for row in _task_rows(each, heights[at], reach)]
    return PrintedTable(
        name=Text("任务分解表", "Task breakdown").say(),
        title=_titled(plan, Text("{title}任务分解表", "{title}: task breakdown")),
        columns=tuple(columns.values()),
        rows=tuple(rows),
        above=(Text("来源：{source}", "Source: {source}").say(source=sources(plan)), units_said(plan)),
        notes=_notes(plan, tasks, read_from),
    )


def _titled(plan: plans.Plan, whole: Text, rest: Text | None = None) -> str:
    """The title over a table; a plan that is a table itself keeps its own."""
    title = plan.document.title or ""
    if _IS_TABLE.search(title):
        return title + (rest.say() if rest else "")
    return whole.say(title=title)


def _breakdown_columns() -> dict[str, Column]:
    measure = Text("量化指标", "Measured target").say()
    duty = Text("责任分工", "Duties").say()
    return {
        "number": Column(Text("序号", "No.").say(), 10),
        "field": Column(Text("领域", "Field").say(), 15),
        "title": Column(Text("重点任务", "Key task").say(), 25, align="left"),
        "content": Column(Text("工作内容（具体举措）", "Work (measures)").say(), 68, align="left"),
        "goals": Column(Text("年度目标", "Goals").say(), 25, align="left"),
        "indicator": Column(Text("指标", "Indicator").say(), 22, measure, "left"),
        "value": Column(Text("目标值", "Value").say(), 16, measure),
        "unit": Column(Text("单位", "Unit").say(), 14, measure),
        "leader": Column(Text("牵头领导", "Leader in charge").say(), 12, duty),
        "lead": Column(Text("牵头单位", "Lead").say(), 22, duty),
        "others": Column(Text("责任（配合）单位", "Responsible (cooperating)").say(), 30, duty, "left"),
        "deadline": Column(Text("完成时限", "Deadline").say(), 20),
        "clause": Column(Text("来源文件及条款", "Clause").say(), 20),
        "list": Column(Text("所属清单", "List").say(), 12),
        "remarks": Column(Text("备注", "Remarks").say(), 40, align="left"),
    }


def _task_rows(each: LedgerTask, height: int, reach: Mapping[str, int]) -> Iterator[dict[str, Entry]]:
    """The rows of one task: its own cells in the first one, a target in each; what reaches down stands nowhere else."""
    task = each.task
    own = {
        "number": task.number,
        "title": task.title.text if task.title else "",
        "content": each.content,
        "goals": each.goals,
        "others": each.others,
        "deadline": each.deadline,
        "clause": printed(task, "source") or clause_said(task),
        "list": printed(task, "list"),
        "remarks": remarks(task),
    }
    shared = {"field": each.field, "leader": printed(task, "leader"), "lead": each.lead or NO_LEAD.say()}
    cells = {key: Entry(words, height) for key, words in own.items()}
    cells |= {key: Entry(words, reach[key]) for key, words in shared.items() if reach[key]}
    for at in range(height):
        yield (cells if at == 0 else {}) | _measured(each.targets[at] if each.targets else None)


def _measured(target: plans.Target | None) -> dict[str, Entry]:
    if target is None:
        return {"indicator": Entry(), "value": Entry(), "unit": Entry()}
    return {"indicator": Entry(target.indicator), "value": Entry(amount_said(target)), "unit": Entry(target.unit)}


def units_said(plan: plans.Plan) -> str:
    """The line of units over a table: which units the numbers in it have."""
    units = list(dict.fromkeys(target.unit for target in plan.targets if target.unit))
    if not units:
        return ""
    shown = units[:6]
    words = "、".join(shown) + (Text("等", " …").say() if len(units) > len(shown) else "")
    return Text("单位：{units}", "Units: {units}").say(units=words)


def _notes(plan: plans.Plan, tasks: Sequence[LedgerTask], read_from: str) -> tuple[str, ...]:
    notes = []
    unled = [clause_said(each.task) for each in tasks if not each.task.duty.lead]
    if unled and len(unled) < len(tasks):
        sentence = Text(
            "第{listed}项原文没有写明牵头单位，请研究确定。", "The text names no lead for {listed}; please decide."
        )
        notes.append(sentence.say(listed="、".join(unled)))
    elif unled:
        notes.append(
            Text(
                "原文没有写明各项任务的牵头单位，请研究确定。",
                "The text names no lead organisation at all; please decide.",
            ).say()
        )
    if any(each.deadline.endswith("*") for each in tasks):
        notes.append(
            Text(
                "带*的时限由文件的期限推定，原文没有写明。",
                "Deadlines with * follow from the span of the document; the text does not print them.",
            ).say()
        )
    if plan.document.effective_to_year is None:
        notes.append(Text("原文没有写明起止年份。", "The text prints no years.").say())
    numbered = [f"{at}.{note}" for at, note in enumerate(notes, start=1)]
    lead_in = Text("注：", "Notes: ").say()
    return (*([lead_in + numbered[0]] if numbered else []), *numbered[1:], read_from)


def quarterly(plan: plans.Plan, *, read_from: str) -> PrintedTable:
    """任务表 by quarter (T1b): what falls due in which quarter; a promise without a month stands in the last one."""
    tasks = ledger_tasks(plan)
    schedule = Text("进度安排", "Schedule").say()
    columns = (
        Column(Text("序号", "No.").say(), 10),
        Column(Text("任务内容", "Task").say(), 88, align="left"),
        *(Column(quarter.say(), 32, schedule, "left") for quarter in QUARTERS),
        Column(Text("牵头单位", "Lead").say(), 24),
        Column(Text("配合单位", "Others").say(), 30, align="left"),
    )
    leads = filled_down([each.lead for each in tasks])
    rows = []
    for each, reach in zip(tasks, leads, strict=True):
        title = f"{each.task.title.text}。" if each.task.title else ""
        lead = Entry(each.lead or NO_LEAD.say(), reach) if reach else None
        due = (Entry(words) for words in by_quarter(each))
        rows.append((Entry(each.task.number), Entry(title + each.content), *due, lead, Entry(each.others)))
    empty = Text("进度安排空白处请牵头单位补填。", "Please fill in the empty quarters.").say()
    return PrintedTable(
        name=Text("任务表（分季度）", "Tasks by quarter").say(),
        title=_titled(
            plan, Text("{title}任务表（分季度）", "{title}: tasks by quarter"), Text("（分季度）", ": by quarter")
        ),
        columns=columns,
        rows=tuple(rows),
        above=(Text("来源：{source}", "Source: {source}").say(source=sources(plan)), ""),
        notes=(Text("注：", "Note: ").say() + empty, read_from),
    )


def by_quarter(each: LedgerTask) -> list[str]:
    """The promises of a task in the quarter in which they fall due; those of a year without a month in the fourth."""
    due: dict[int, list[str]] = defaultdict(list)
    dated = [(one.deadline, one.quote) for one in each.milestones]
    dated += [(one.deadline, one.quote) for one in each.targets if one.deadline]
    for deadline, quote in dated:
        if deadline[:4].isdigit():
            said = quote if deadline[:4] in quote else DUE.say(day=day_said(deadline), quote=quote)
            due[_quarter(deadline)].append(said)
    for heading, words in own_cells(each.task, "quarter"):
        quarter = quarter_of(heading)
        due[quarter] = [words, *(said for said in due[quarter] if said not in words)]
    return ["；\n".join(dict.fromkeys(due[quarter])) for quarter in range(len(QUARTERS))]


def quarter_of(heading: str) -> int:
    """The quarter, counted from 0, that a column of a schedule stands for.

    >>> [quarter_of(heading) for heading in ("一季度", "第四季度", "上半年", "11月", "Q3")]
    [0, 3, 1, 3, 2]
    """
    if "年" in heading:
        return 1 if "上" in heading else 3
    figures = re.search(r"\d+", heading)
    number = (
        int(figures[0])
        if figures
        else "一二三四".index(next((sign for sign in heading if sign in "一二三四"), "四")) + 1
    )
    return (number - 1) // 3 if "月" in heading else (number - 1) % len(QUARTERS)


def _quarter(deadline: str) -> int:
    """The quarter of a month, counted from 0; the fourth for a year alone."""
    month = deadline[5:7]
    return (int(month) - 1) // 3 if month.isdigit() else 3


def project_list(plan: plans.Plan, *, read_from: str) -> PrintedTable | None:
    """项目清单: every named project with the stage that its verb promises; None where the plan names none."""
    if not plan.projects:
        return None
    tasks = {each.task.id: each for each in ledger_tasks(plan, role=None)}
    columns = (
        Column(Text("序号", "No.").say(), 10),
        Column(Text("项目名称", "Project").say(), 70, align="left"),
        Column(Text("文件要求的阶段", "Stage promised").say(), 22),
        Column(Text("原文", "Words of the document").say(), 80, align="left"),
        Column(Text("牵头单位", "Lead").say(), 34),
        Column(Text("所在任务", "Of task").say(), 44, align="left"),
        Column(Text("来源文件及条款", "Clause").say(), 18),
    )
    rows = []
    for at, project in enumerate(plan.projects, start=1):
        home = tasks.get(project.task or "")
        title = home.task.title.text if home and home.task.title else ""
        cells = (str(at), project.name, STAGES[project.stage].say(), project.quote, home.lead if home else "", title,
                 clause_said(home.task) if home else "")  # fmt: skip
        rows.append(tuple(Entry(cell) for cell in cells))
    return PrintedTable(
        name=Text("项目清单", "Projects").say(),
        title=_titled(plan, Text("{title}项目清单", "{title}: projects"), Text("（项目清单）", ": projects")),
        columns=columns,
        rows=tuple(rows),
        above=(Text("来源：{source}", "Source: {source}").say(source=sources(plan)), ""),
        notes=(read_from,),
    )


def doubtful_list(plan: plans.Plan, diagnostics: Iterable[plans.Diagnostic], *, read_from: str) -> PrintedTable | None:
    """存疑清单: what a person should look at first; None where nothing is doubtful."""
    diagnostics = list(diagnostics)
    if not diagnostics:
        return None
    columns = (
        Column(Text("序号", "No.").say(), 10),
        Column(Text("位置", "Where").say(), 40),
        Column(Text("说明", "What").say(), 120, align="left"),
        Column(Text("另一种读法", "Other reading").say(), 70, align="left"),
        Column(Text("处理意见", "Decision").say(), 38, align="left"),
    )
    places = TaskPlaces(plan)
    rows = []
    for at, each in enumerate(diagnostics, start=1):
        task = places.at(each.span)
        where = (
            clause_said(task)
            if task
            else (Text("第{at}字", "character {at}").say(at=each.span.start) if each.span else "")
        )
        rows.append((Entry(str(at)), Entry(where), Entry(each.say()), Entry(each.alternative or ""), Entry()))
    return PrintedTable(
        name=Text("存疑清单", "Doubtful readings").say(),
        title=_titled(plan, Text("{title}存疑清单", "{title}: doubtful readings"), Text("（存疑清单）", ": doubts")),
        columns=columns,
        rows=tuple(rows),
        above=(Text("来源：{source}", "Source: {source}").say(source=sources(plan)), ""),
        notes=(read_from,),
    )
