"""What can go wrong with parts, reports and the month, each in three sentences."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class MovedOn(CityCircleError):
    what = Text("“{thing}”刚刚有了新的进展。", "“{thing}” has just moved on.")
    why = Text("您看到的不是最新状态。", "What you saw is no longer how it stands.")
    then = Text("请刷新页面，核对后再办理。", "Please reload the page, read what is new, and go on from there.")


class QuestionsOpen(CityCircleError):
    what = Text("送出前还有{count}处请核对：{questions}", "Before it is sent, {count} places to look at: {questions}")
    why = Text("在本单位改好或说明，比被退回省时。", "Settling them here is quicker than having the report returned.")
    then = Text("请修改，或逐条写明原因后送出。", "Please change the text, or write a reason for each and send it.")


class NothingToLock(CityCircleError):
    what = Text("{month}没有可锁定的报告：{reason}。", "There is nothing to lock for {month}: {reason}.")
    why = Text("锁定只对已采用的报告。", "Only accepted reports are locked.")
    then = Text("请先办完初核。", "Please finish the first check.")


class MonthAlreadyLocked(CityCircleError):
    what = Text("{organisation}{month}已于{day}锁定。", "{month} was locked by {organisation} on {day}.")
    why = Text("锁定后的数已用于汇总和通报。", "Its values stand in the totals and the notice.")
    then = Text("如有误，请提出更正单。", "If something is wrong, please file a correction slip.")


class ProofUnusable(CityCircleError):
    what = Text("佐证不能采用：{reason}。", "This proof cannot be used: {reason}.")
    why = Text("佐证须能核对：一个文号，或一份文件。", "Proof must be checkable: a number or a file.")
    then = Text(
        "请填写文号，或上传允许的文件；从不要求照片。", "Give a number or an allowed file; a photo is never needed."
    )


class SuperiorIncomplete(CityCircleError):
    what = Text("上级时限没有写全，或写了两个上级。", "The superior is written by half, or there are two of them.")
    why = Text(
        "每一级只承接一个上级的时限，提前量由此算出。",
        "Each layer follows one superior; its buffer is counted from that.",
    )
    then = Text(
        "请选择系统内的上一级，或写明系统外上级的名称和时限。",
        "Choose the layer above in the service, or name one outside of it with its date.",
    )


class SuperiorUnset(CityCircleError):
    what = Text("{name}尚未公布{month}的时限。", "{name} has not set its deadline for {month} yet.")
    why = Text("没有上一级的时限，无法算出提前量。", "Without it no buffer can be counted.")
    then = Text("请等其公布，或写明系统外上级的名称和时限。", "Wait for it, or name a superior outside the service.")


class DeadlinesInACircle(CityCircleError):
    what = Text("{name}的时限本身承接本单位，不能互为上级。", "{name} follows this organisation itself.")
    why = Text("时限链从上级到下级，不能首尾相接。", "The chain runs from the superior down and not in a circle.")
    then = Text("请另选上一级。", "Please choose another layer above.")


class OpenedForAnotherDay(CityCircleError):
    what = Text("{month}的月报期限是{opened}，不是{due}。", "The reports of {month} are due on {opened}, not on {due}.")
    why = Text("时限链上公布的日期与月报期限须一致。", "The date in the chain and that of the reports are one.")
    then = Text(
        "请填写{opened}；月报未开启时可先在时限链上改期。",
        "Please use {opened}; before the month is opened the chain may be changed first.",
    )


class ProofWithdrawn(CityCircleError):
    what = Text("该佐证已于{day}撤回。", "This proof was withdrawn on {day}.")
    why = Text("撤回只办理一次，原因随佐证保存。", "It is withdrawn once, and the reason stays with it.")
    then = Text("如撤回有误，请重新提交佐证。", "If that was a mistake, please file it again.")


class ProofStillKept(CityCircleError):
    what = Text("该佐证文件不能销毁。", "The file of this proof cannot be destroyed.")
    why = Text(
        "只有保管期已满（{day}）且任务已办结的佐证文件才能销毁，每份只销毁一次。",
        "Only a file past its keeping ({day}), of a task that is closed, is destroyed, and once.",
    )
    then = Text("请在保管期满、任务办结后再办理。", "Please wait until both are so.")


class NotYourPart(CityCircleError):
    what = Text("“{task}”没有由{organisation}牵头的部分。", "“{task}” has no part led by {organisation}.")
    why = Text("只有牵头单位有自己的部分。", "Only a lead has a part of its own.")
    then = Text("请核对牵头单位。", "Please check the lead organisation.")


class SlipSettled(CityCircleError):
    what = Text("这张更正单不是当前待办的更正单。", "This correction slip is not the one that waits.")
    why = Text(
        "它已有结论，或同一份月报另有更正单待办；签批只对列明过影响的那一张。",
        "It was decided, or another one of the same report waits; only the one whose effects were listed is signed.",
    )
    then = Text("请从更正单列表打开最新的一张办理。", "Please open the latest one from the list of slips.")


class LeadElsewhere(CityCircleError):
    what = Text("不能改由“{organisation}”牵头。", "“{organisation}” cannot take the lead here.")
    why = Text(
        "牵头单位须是{place}名录中的单位：一市不能替另一市接下或派出任务。",
        "The lead is an organisation of {place} on the register: no city takes on or hands out what is another's.",
    )
    then = Text(
        "请改选本地单位；确需对方承担的，请向对方提出协调事项。",
        "Please choose one of this place; what the other side is to do is put to it as a request between cities.",
    )
