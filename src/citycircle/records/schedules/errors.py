"""What can go wrong with a schedule, each with a next step."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class BaselineFrozen(CityCircleError):
    what = Text("基线已冻结，“{milestone}”的计划日期不能直接修改。",
                "The baseline is frozen: the planned day of “{milestone}” is not set here.")  # fmt: skip
    why = Text(
        "各单位已按基线签收，改期须留下依据。", "Organisations signed for it, and a change has to leave its reason."
    )
    then = Text("请办理基线修订；仅预计推迟的，请填报预计日期。",
                "Please amend the baseline; if it is only expected later, please report a forecast.")  # fmt: skip


class PlanNotIssued(CityCircleError):
    what = Text("“{plan}”尚未印发，暂不填报进展。", "“{plan}” is not issued yet, so nothing is reported on it.")
    why = Text("进展对照已印发的基线填报。", "Progress is reported against the issued baseline.")
    then = Text("请在印发后填报。", "Please report once it is issued.")


class DayAhead(CityCircleError):
    what = Text("完成日期{day}晚于今天。", "{day}, the day it was reached, lies ahead of today.")
    why = Text("尚未到来的日期只能填作预计日期。", "A day that has not come can only be a forecast.")
    then = Text("请改填预计日期，或更正完成日期。", "Please give it as the forecast, or correct the day.")


class PostElsewhere(CityCircleError):
    what = Text("“{post}”不属于承担该任务的单位。", "“{post}” belongs to no organisation that has a part in the task.")
    why = Text(
        "责任岗位须在牵头、责任、配合单位或方案主管单位。",
        "The post stands at a lead, responsible or cooperating organisation, or at the plan's own office.",
    )
    then = Text("请另选岗位，或先调整责任分工。", "Please choose another post, or change the duties first.")


class PredecessorElsewhere(CityCircleError):
    what = Text("“{milestone}”不在同一方案中，不能作为前置节点。",
                "“{milestone}” is in another plan and cannot be a predecessor.")  # fmt: skip
    why = Text("时间表按方案推算。", "A schedule is reckoned within one plan.")
    then = Text("请选择本方案的时间节点。", "Please choose a milestone of the same plan.")


class LagsDoNotMatch(CityCircleError):
    what = Text("前置节点有{predecessors}个，间隔天数有{lags}个。", "{predecessors} predecessors, but {lags} lags.")
    why = Text("每个前置节点对应一个间隔天数。", "Each predecessor has one lag.")
    then = Text("请逐个填写间隔，没有间隔填0。", "Please give one lag each, 0 for none.")


class PrintedMilestone(CityCircleError):
    what = Text(
        "“{milestone}”是方案原文中的节点，不能删除。", "“{milestone}” stands in the plan itself and is not removed."
    )
    why = Text("台账与原文须一致。", "The ledger says what the document says.")
    then = Text("原文有误的，请在校对中更正。", "If it was read wrongly, please correct the reading.")


class TaskElsewhere(CityCircleError):
    what = Text("该任务不在方案“{plan}”中。", "The task is not in “{plan}”.")
    why = Text("时间节点随任务归属方案。", "A milestone belongs to the plan of its task.")
    then = Text("请选择本方案的任务。", "Please choose a task of this plan.")
