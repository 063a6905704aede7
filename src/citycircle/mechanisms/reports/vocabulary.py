"""The words of a report: who takes part and what a step must bring."""

from __future__ import annotations

from citycircle.core.messages import Text

ROLES = {
    "clerk": Text("经办", "clerk"),
    "section": Text("科室负责人", "section head"),
    "head": Text("单位负责人", "head of the organisation"),
    "receiver": Text("接收方（办公室或牵头单位）", "receiver (office or lead organisation)"),
    "approver": Text("更正审批人", "approver of corrections"),
}
OWN = ("clerk", "section", "head")
"""The hands inside the reporting organisation: only their steps carry cells."""
PAPERS = {
    "agreed_date": Text("报送期限", "the date of the report"),
    "answers": Text("逐格答复", "an answer to each question"),
    "cell": Text("更正的单元格", "the cell to correct"),
    "cells": Text("填报内容", "the cells"),
    "effects": Text("影响清单", "the list of effects"),
    "effects_seen": Text("已阅影响清单的指纹", "the fingerprint of the effects that were seen"),
    "into": Text("并入的报告", "the report it is merged into"),
    "new": Text("更正后", "the new value"),
    "notice": Text("通报期号", "the number of the notice"),
    "old": Text("更正前", "the old value"),
    "questions": Text("逐格问题", "a question to each cell"),
    "reason": Text("理由", "the reason"),
    "summary": Text("汇总表名称", "the summary"),
}
