"""What can go wrong in a comment round; each with a next step."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class NamesUndecided(CityCircleError):
    what = Text("还有{count}个名称没有认定：{names}。", "{count} names are still to be decided: {names}.")
    why = Text("名称没有对应到单位，就无法送达。", "Nobody can be asked under a name that nobody knows.")
    then = Text("请先在“名称认定”中认定一次，所有任务随即更新。", "Please decide them once; every task follows.")


class NobodyToAsk(CityCircleError):
    what = Text("方案中没有任何责任单位。", "No organisation has a duty in this plan.")
    why = Text("征求意见须送达有职责的单位。", "A comment round goes to those who have one.")
    then = Text("请先补充责任单位。", "Please assign duties first.")


class RoundOpen(CityCircleError):
    what = Text("第{number}轮征求意见尚未结束。", "Comment round {number} is still open.")
    why = Text("意见没有处理完，不能另开一轮或固化版本。", "Until it ends there is neither a second one nor a version.")
    then = Text("请处理完各单位意见后结束本轮。", "Please decide on the answers and close it.")


class NotForComment(CityCircleError):
    what = Text("方案状态为“{state}”，不能征求意见。", "The plan is “{state}” and cannot be put out for comment.")
    why = Text("只有草稿和征求意见中的方案可以送各单位。", "Only drafts, and plans already out, go to organisations.")
    then = Text("印发后的改动请作为修订固化新版本。", "Please issue later changes as an amendment.")


class RoundClosed(CityCircleError):
    what = Text("本轮征求意见已结束。", "This comment round has ended.")
    why = Text("结束后答复不再改变。", "Answers do not change afterwards.")
    then = Text("请与办公室联系，另行提出。", "Please talk to the office.")


class NoDutyThere(CityCircleError):
    what = Text("{organisation}在该任务中没有职责。", "{organisation} has no duty in that task.")
    why = Text("各单位只就与本单位有关的任务提出意见。", "Each organisation comments on what concerns it.")
    then = Text("请选择本单位的任务。", "Please choose one of your own tasks.")


class ObjectionsOpen(CityCircleError):
    what = Text("还有{count}条意见没有书面答复：{tasks}。", "{count} objections have no written answer: {tasks}.")
    why = Text("意见未处理时任务灯为灰色，不能定稿。", "While one is open its light is grey and nothing is settled.")
    then = Text("请逐条作出决定并说明理由。", "Please decide on each, with a reason.")


class NotYetOver(CityCircleError):
    what = Text(
        "还有{count}个单位没有答复，期限为{due}。", "{count} organisations have not answered; they have until {due}."
    )
    why = Text("期限届满前不能视为没有意见。", "Before the last day silence says nothing.")
    then = Text("请待期限届满，或联系这些单位。", "Please wait until then, or talk to them.")


class WithdrawFirst(CityCircleError):
    what = Text("本单位还有{count}条意见未处理。", "Your organisation has {count} objections open.")
    why = Text("同意与异议不能并存。", "One cannot agree and object at once.")
    then = Text("如已无异议，请先撤回意见。", "Please withdraw them first if they are settled.")


class AnswerNeeded(CityCircleError):
    what = Text("请写明处理决定的理由。", "Please say why you decide so.")
    why = Text("每条意见都要有书面答复。", "Every objection gets a written answer.")
    then = Text("写一两句话即可。", "A sentence or two will do.")


class AlreadyDecided(CityCircleError):
    what = Text("这条意见已处理或已撤回。", "This objection is decided or was withdrawn.")
    why = Text("书面决定作出后不再改写。", "A written decision is not rewritten.")
    then = Text("如有新情况，请另行提出。", "Please file a new one if something changed.")


class LastDayPast(CityCircleError):
    what = Text("截止日{day}已过或不在工作日之后。", "The last day {day} is over.")
    why = Text("各单位须有时间答复。", "Organisations need time to answer.")
    then = Text("请选择今天以后的日期。", "Please choose a day after today.")


class WordsNeeded(CityCircleError):
    what = Text("请写明意见。", "Please say what you object to.")
    why = Text("办公室须据此作出书面决定。", "The office decides on it in writing.")
    then = Text("写明理由和建议即可。", "The reason and what you propose will do.")


class NotDisputed(CityCircleError):
    what = Text("只有采纳“职责不符”的意见时才改派。", "A task is re-assigned only where a disputed duty is accepted.")
    why = Text("改派会解除原单位的职责。", "Re-assigning releases the organisation that objected.")
    then = Text("其他改动请在任务页更正。", "Please correct anything else on the task's own page.")


class NotAboutTime(CityCircleError):
    what = Text(
        "只有采纳“时限不合理”的意见时才改时限。", "The deadline changes only where an objection to it is accepted."
    )
    why = Text("其他意见不涉及时限。", "Other objections are not about time.")
    then = Text("其他改动请在任务页更正。", "Please correct anything else on the task's own page.")
