"""What can go wrong between a list, its template and a sheet that came back."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class NothingToExport(CityCircleError):
    what = Text("所选范围内没有任务。", "No task lies within what was chosen.")
    why = Text("空表无法核对和退回。", "An empty sheet can neither be checked nor come back.")
    then = Text("请放宽范围，或先把任务列入清单。", "Please widen the choice, or put tasks on the list first.")


class SheetOfWhat(CityCircleError):
    what = Text("表中的校验码“{code}”没有对应的导出记录。", "No exported sheet has the short code “{code}”.")
    why = Text("不知道表格当初写了什么，就无法逐格比较。", "Without what it said then, nothing can be compared.")
    then = Text("请选择它属于哪个清单后再试。", "Please choose the list it belongs to and try again.")


class ChangeOvertaken(CityCircleError):
    what = Text("台账中这一格现在是“{now}”。", "The ledger now says “{now}” in this place.")
    why = Text("表格退回后，有人改过这一格。", "Somebody changed it after the sheet had come back.")
    then = Text("请核对后再次采纳，或不采纳。", "Please compare, and accept it again or reject it.")


class AlreadyDecided(CityCircleError):
    what = Text("这项改动已经处理。", "This change has been decided already.")
    why = Text("每项改动只处理一次。", "Each change is decided once.")
    then = Text("请查看处理结果。", "Please look at the decision.")


class StillWaiting(CityCircleError):
    what = Text("还有{count}项改动没有处理。", "{count} changes are still undecided.")
    why = Text("办结后不能再处理。", "Nothing can be decided once it is closed.")
    then = Text("请逐项采纳或不采纳。", "Please accept or reject each of them.")


class NoPlanToAddTo(CityCircleError):
    what = Text("不知道新增的一行属于哪个方案。", "Nobody can tell to which plan the new row belongs.")
    why = Text("清单上的任务来自多个方案。", "The tasks of the list come from several plans.")
    then = Text("请在方案页面增加任务，再列入清单。", "Please add the task on the page of its plan and list it then.")


class ListClosed(CityCircleError):
    what = Text("清单“{list}”已停用。", "The list “{list}” is closed.")
    why = Text("停用的清单只供查阅。", "A closed list is only read.")
    then = Text("请新建清单。", "Please make a new one.")


class TemplateNamedTwice(CityCircleError):
    what = Text("模板代码“{code}”已被使用。", "A template is called “{code}” already.")
    why = Text("代码用来找到模板，不能重复。", "Templates are found by their codes.")
    then = Text("请换一个代码。", "Please choose another code.")
