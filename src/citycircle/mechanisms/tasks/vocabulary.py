"""The words of a task: who takes part, what a step must bring, and what may be said instead of free words."""

from __future__ import annotations

from citycircle.core.messages import Text

ROLES = {
    "office": Text("办公室", "joint office"),
    "lead": Text("牵头单位", "lead organisation"),
    "supervision": Text("督查室", "supervision office"),
    "leaders": Text("主管领导", "leaders in charge"),
    "other": Text("被提请方", "organisation asked to help"),
    "owner": Text("原因所在单位", "owner of the cause"),
}
HANDLING_PLAN = {
    "plan_matter": Text("责任事项", "the matter"),
    "plan_work": Text("具体工作内容", "the work in detail"),
    "plan_goal": Text("工作目标", "the goal"),
    "plan_due": Text("完成时限", "the date of completion"),
    "plan_leader": Text("单位分管领导", "the leader in charge in the organisation"),
    "plan_section": Text("责任处室", "the section"),
    "plan_clerk": Text("经办人员", "the clerk"),
}
"""The seven items of a handling plan (办理方案)."""
FIRST_CHECK = {
    "facts_clear": Text("事实清楚", "facts are clear"),
    "problem_solved": Text("问题解决", "the problem is solved"),
    "measures_lawful": Text("措施合规", "measures are lawful"),
    "form_right": Text("形式规范", "the form is right"),
}
"""The four points of the first check; each must be answered yes."""
PAPERS = {
    **HANDLING_PLAN,
    **FIRST_CHECK,
    "agreed_date": Text("完成期限", "the date of completion"),
    "answer": Text("答复", "the answer"),
    "cause": Text("暂停原因", "the cause"),
    "decision": Text("书面决定", "the written decision"),
    "document": Text("文号", "the number of the document"),
    "draw": Text("抽取记录", "the record of the draw"),
    "finding": Text("核实情况", "what was found"),
    "ground": Text("理由类别", "the ground"),
    "light": Text("提交时亮灯", "the light at submission"),
    "matter": Text("提请事项", "what is asked"),
    "method": Text("核实方式", "the method of verification"),
    "minutes": Text("协调纪要", "the minutes"),
    "new_date": Text("拟延至日期", "the new date asked for"),
    "note": Text("说明", "a note"),
    "opinion": Text("审核意见", "an opinion"),
    "organisation": Text("承办单位", "the organisation"),
    "owner": Text("原因所在单位", "the owner of the cause"),
    "progress": Text("当前进展", "the progress so far"),
    "proof": Text("办结佐证", "the proof of completion"),
    "proof_kind": Text("约定的佐证类型", "the kind of proof agreed"),
    "reason": Text("理由", "the reason"),
    "target": Text("调整后的目标", "the adjusted target"),
    "wording": Text("意见文字", "the comment"),
}
PROOF_KINDS = {
    "document": Text("文件（文号）", "an issued document (its number)"),
    "contract": Text("合同或协议（编号）", "a contract or agreement (its number)"),
    "acceptance": Text("验收或备案材料", "papers of acceptance or filing"),
    "register": Text("业务系统登记（编号）", "an entry of a business system (its number)"),
    "verified_value": Text("认定部门核定数", "a value verified by its department"),
    "publication": Text("公开发布（名称、日期）", "a publication (title and day)"),
    "site": Text("现场核验", "a check on the site"),
}
"""Kinds of proof that may be agreed at the start. Each can be a reference number; none is a photograph."""
PROOF_TYPES = {
    "application/pdf": (".pdf",),
    "application/msword": (".doc", ".wps"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.ms-excel": (".xls", ".et"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
"""Files that may be proof, by what they are, with the endings of their names; a reference number does as well."""
PROOF_ENDINGS = tuple(ending for endings in PROOF_TYPES.values() for ending in endings)
METHODS = {
    "papers": Text("查阅资料", "papers"),
    "phone": Text("电话核查", "phone"),
    "site": Text("现场核实", "on site"),
}
OBJECTIONS = {
    "not_our_duty": Text("职责不符", "not our duty"),
    "not_measurable": Text("目标不可考", "cannot be measured"),
    "not_by_then": Text("时限不合理", "cannot be done by then"),
}
ADJUSTMENTS = {
    "half_year": Text("半年调整", "half-year window"),
    "force_majeure": Text("不可抗力", "force majeure"),
}
CAUSES = {
    "superior": Text("待上级审批", "a superior's approval"),
    "policy": Text("政策变化", "a change of policy"),
    "force_majeure": Text("不可抗力", "force majeure"),
    "other_city": Text("对方城市未答复", "another city has not answered"),
}
"""Causes that are commonly accepted; a cause may also be written in other words."""
