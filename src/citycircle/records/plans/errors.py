"""What can go wrong between a document and its ledger; each with a next step."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class NotVouched(CityCircleError):
    what = Text(
        "系统看不到“{file}”中的文字，未能核对密级标志。",
        "The words in {file} cannot be seen, so no secrecy mark could be looked for.",
    )
    why = Text(
        "扫描件、图片和旧版文档要由人确认不涉密后才能导入。",
        "A scan, a picture or an old document is taken only after a person says that it holds no secret.",
    )
    then = Text(
        "请核对原件，确认不涉密后勾选“本人确认该文件不涉密”再提交。",
        "Please look at the original, tick “I confirm that this file holds no secret”, and submit again.",
    )


class PlanWithdrawn(CityCircleError):
    what = Text("计划“{plan}”已撤回，不能再修改。", "The plan {plan} was withdrawn and is not changed any more.")
    why = Text("撤回的计划只供查阅。", "A withdrawn plan is kept for reference only.")
    then = Text("如需继续，请重新导入或恢复该计划。", "Please import it again, or put it back, if work has to go on.")


class EditNotFitting(CityCircleError):
    what = Text("更正没有套用：{remark}", "The correction was not applied: {remark}")
    why = Text("更正只在原内容还在时套用，以免改错地方。", "A correction counts only while the old words still stand.")
    then = Text("请刷新页面，对照现在的内容后重试。", "Please reload the page and look at what stands there now.")


class NoDocument(CityCircleError):
    what = Text("计划“{plan}”没有原始文件，不能重新读取。", "The plan {plan} has no document to be read again.")
    why = Text("它是在系统内拟定的，或来自台账。", "It was drafted here or came from an old ledger.")
    then = Text(
        "请直接修改任务，或导入文件建立新的计划。", "Please edit its tasks, or import a document as a new plan."
    )


class PlanMissing(CityCircleError):
    what = Text(
        "新文件中只有{found}个计划，没有第{wanted}个。",
        "The new document holds {found} plans; there is no number {wanted}.",
    )
    why = Text("重新读取时按顺序对应文件中的计划。", "The plans of a document are matched by their order.")
    then = Text("请核对文件是否完整。", "Please check that the document is complete.")


class EditTakenBack(CityCircleError):
    what = Text("这处更正已经撤回。", "This correction was taken back already.")
    why = Text("撤回只做一次。", "It is done once.")
    then = Text("请刷新页面查看现状。", "Please reload the page.")


class LaterEditsFirst(CityCircleError):
    what = Text("之后还有{count}处更正改动过同一任务。", "{count} later corrections changed the same task.")
    why = Text(
        "先撤回较早的，会把后来的一并打乱。", "Taking the earlier one back first would undo the later ones unseen."
    )
    then = Text("请从最近的一处起依次撤回。", "Please take back the latest one first.")


class StretchEmpty(CityCircleError):
    what = Text("没有标出原文，也没有填写内容。", "Neither words of the document were marked nor a text was given.")
    why = Text("任务要么来自原文，要么由人写明。", "A task comes from the document, or a person writes it.")
    then = Text("请在左侧选中一段原文，或填写任务内容。", "Please mark a stretch of the document, or write the task.")
