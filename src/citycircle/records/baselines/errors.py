"""What can stand between a plan and its issue; each with a next step."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class DutiesUndecided(CityCircleError):
    what = Text("还有{count}项责任分工没有确定：{tasks}。", "{count} duties are still to be decided: {tasks}.")
    why = Text("印发的版本须写明由谁牵头、谁负责。", "An issued version says who leads and who answers.")
    then = Text("请在“责任分工”页逐项确定后再固化。", "Please decide each on the page of duties, and freeze again.")


class NothingToFreeze(CityCircleError):
    what = Text("方案中没有任务。", "The plan has no task.")
    why = Text("空的版本没有可以下达的内容。", "An empty version hands nothing out.")
    then = Text("请先导入或增加任务。", "Please import or add tasks first.")


class AlreadyIssued(CityCircleError):
    what = Text("方案已固化第{number}版。", "Version {number} of the plan is frozen already.")
    why = Text("第一版只固化一次，旧版本永远可查。", "The first version is frozen once and stays readable for ever.")
    then = Text("如有改动，请作为修订固化新版本。", "Please issue changes as an amendment.")


class NotIssuedYet(CityCircleError):
    what = Text("方案还没有印发的版本。", "No version of the plan has been issued.")
    why = Text("修订是对已印发版本的改动。", "An amendment changes an issued version.")
    then = Text("请先审定印发第一版。", "Please issue version 1 first.")


class NothingChanged(CityCircleError):
    what = Text("与第{number}版相比没有任何改动。", "Nothing has changed since version {number}.")
    why = Text("相同的内容不另立版本。", "The same content is no new version.")
    then = Text("请先更正任务，再固化修订。", "Please change the tasks first.")


class NotTheLatest(CityCircleError):
    what = Text("第{number}版已不是现行版本。", "Version {number} is not the current one any more.")
    why = Text("只有现行版本可以下达。", "Only the current version is handed out.")
    then = Text("请打开最新版本后下达。", "Please hand out the latest version.")


class AlreadyHandedOut(CityCircleError):
    what = Text("第{number}版已于{day}下达。", "Version {number} was handed out on {day}.")
    why = Text("同一版本只下达一次。", "A version is handed out once.")
    then = Text("请查看签收情况。", "Please look at the receipts.")


class NothingToSign(CityCircleError):
    what = Text("{organisation}在这一版中没有待签收的任务。", "{organisation} has nothing to sign for in this version.")
    why = Text("可能已经签收，或任务由别的单位承担。", "It may have signed already, or others have the tasks.")
    then = Text("请刷新页面查看签收情况。", "Please reload the page.")


class IssuedInFuture(CityCircleError):
    what = Text("印发日期{day}晚于今天。", "The day of issue, {day}, lies ahead.")
    why = Text("版本记录的是已经发生的印发。", "A version records an issue that has happened.")
    then = Text("请填写今天或以前的日期。", "Please give today or an earlier day.")
