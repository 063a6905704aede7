"""What can go wrong when a ledger of the past is taken over."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class NoTasksFound(CityCircleError):
    what = Text("表中没有读到任务。", "No task was found in the sheets.")
    why = Text("台账须有任务名称一列，以及各月进展。", "A ledger has a column of tasks and progress by month.")
    then = Text(
        "请检查表头是否写明“重点任务”“3月进展”等。",
        "Please look whether headings say 重点任务, 3月进展 and the like.",
    )


class TakenOver(CityCircleError):
    what = Text("这份台账已经接续。", "This ledger has been taken over already.")
    why = Text("同一份历史只接续一次。", "The same past is taken over once.")
    then = Text("请在任务页面查看历史进展。", "Please look at the history on the pages of the tasks.")


class MatchUndecided(CityCircleError):
    what = Text("还有{count}行没有确认对应的任务。", "{count} rows are not yet matched with a task.")
    why = Text("对应错误会把进展记到别的任务上。", "A wrong match files progress under another task.")
    then = Text("请逐行选择任务、新增或不接续。", "Please choose a task, a new one, or leave it out, row by row.")


class MatchNotKnown(CityCircleError):
    what = Text("第{row}行选择的任务不在方案中。", "The task chosen for row {row} is not in the plan.")
    why = Text("进展只能接续到这个方案的任务上。", "Progress can only be filed under tasks of this plan.")
    then = Text("请重新选择。", "Please choose again.")
