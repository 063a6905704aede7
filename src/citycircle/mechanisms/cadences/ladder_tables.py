"""The ladder for what is late, as dated tables: rungs by days around the deadline, and levels by what was answered."""

from __future__ import annotations

from citycircle.core.kinds import Choice, Kind, Words, YesNo
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import Row, table_beside

WHOM = {
    "handler": Text("经办人", "person in charge"),
    "head": Text("单位主要负责人", "head of the organisation"),
    "office": Text("办公室", "office"),
}
TRIGGERS = {
    "near": Text("临近时限且未提出申请", "near the deadline, nothing applied for"),
    "behind": Text("逾期或进度滞后", "overdue or behind"),
    "no_reason": Text("限期内未说明正当理由", "no good reason by the date set"),
    "missed_again": Text("再次逾期未说明正当理由", "no good reason by the second date set"),
}
SLIP_COLOURS = {
    "blue": Text("蓝", "blue"),
    "yellow": Text("黄", "yellow"),
    "orange": Text("橙", "orange"),
    "red": Text("红", "red"),
}
_NAME = Words(r"[a-z][a-z0-9_]*", Text("小写字母、数字和下划线", "lower-case letters, digits and underscores"))
_ACT: dict[str, Kind] = {
    "to": Choice(WHOM),
    "act_zh": Words(),
    "act_en": Words(),
    "document_zh": Words(empty=True),
    "document_en": Words(empty=True),
    "signed": YesNo(),
}
"""What a rung does: whom it turns to, the act, the document it drafts, and whether a person must sign that."""

LADDER_DAYS = table_beside(
    __file__,
    "ladder_days",
    Text("催报阶梯（按天）", "Rungs by days around the deadline"),
    key={"ladder": _NAME, "rung": _NAME},
    value={
        "number": Whole(low=1),
        "days": Whole(low=-60, high=60),
        "counted": Choice({"day": Text("自然日", "days"), "workday": Text("工作日", "working days")}),
        **_ACT,
    },
)
LADDER_LEVELS = table_beside(
    __file__,
    "ladder_levels",
    Text("督办阶梯（按级）", "Levels of supervision"),
    key={"ladder": _NAME, "colour": Choice(SLIP_COLOURS)},
    value={"number": Whole(low=1), "trigger": Choice(TRIGGERS), **_ACT, "answer_days": Whole()},
)
"""`answer_days` is the time that a slip of the level gives for an answer: natural days, so that it may run into a year
whose holidays are not issued yet."""
LADDER_RULES = table_beside(
    __file__,
    "ladder_rules",
    Text("阶梯规则", "Rules of the ladder"),
    key={"rule": Choice({"near_days": Text("临近时限的天数", "days that count as near the deadline")})},
    value={"days": Whole()},
)


def act_of(row: Row) -> Text:
    """What a rung does."""
    return Text(row["act_zh"], row["act_en"])


def document_of(row: Row) -> Text:
    """The document that a rung drafts; empty where there is none."""
    return Text(row["document_zh"], row["document_en"])
