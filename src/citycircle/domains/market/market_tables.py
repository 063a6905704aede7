"""The dated tables of bidding and of credit, and the words they share."""

from __future__ import annotations

from citycircle.core.kinds import Choice, Words
from citycircle.core.kinds_of_number import Whole
from citycircle.core.messages import Text
from citycircle.core.parameters import table_beside

COMMITTEE = Choice({"evaluation": Text("评标委员会", "bid evaluation committee")})
PARITY = Choice({"odd": Text("单数", "odd"), "any": Text("不限", "any")})

BID_COMMITTEE = table_beside(
    __file__,
    "bid_committee",
    Text("评标委员会的组成", "Composition of a bid evaluation committee"),
    key={"committee": COMMITTEE},
    value={"fewest": Whole(low=1), "parity": PARITY, "experts_of": Whole(low=1), "experts_in": Whole(low=1)},
)
MORE_TIME = table_beside(
    __file__,
    "bid_more_time",
    Text("延长评标时间的人数", "How many members may ask for more time"),
    key={"committee": COMMITTEE},
    value={"more_than": Whole(low=1), "in": Whole(low=1)},
)

BID_STEP = Choice(
    {
        "object_prequalification": Text("对资格预审文件提出异议", "object to the prequalification papers"),
        "object_tender": Text("对招标文件提出异议", "object to the tender papers"),
        "answer_objection": Text("招标人答复异议", "answer an objection"),
        "complain": Text("提出投诉", "complain"),
        "accept_complaint": Text("受理投诉", "accept a complaint"),
        "decide_complaint": Text("作出投诉处理决定", "decide a complaint"),
    }
)
BID_CLOCK = table_beside(
    __file__,
    "bid_clock",
    Text("异议与投诉的期限", "Clocks of objections and complaints"),
    key={"step": BID_STEP},
    value={
        "term": Words(pattern=r"\d+ (day|workday)"),
        "direction": Choice({"before": Text("之前", "before"), "after": Text("之后", "after")}),
        "from_zh": Words(),
        "from_en": Words(),
    },
)

SEVERITY = Choice(
    {
        "minor": Text("轻微失信", "minor"),
        "general": Text("一般失信", "general"),
        "serious": Text("严重失信", "serious"),
    }
)
"""From the least to the most serious."""
CREDIT_NOTICE = table_beside(
    __file__,
    "credit_notice",
    Text("失信信息的公示期限", "How long a credit record is shown"),
    key={"severity": SEVERITY},
    value={
        "shown": Choice({"no": Text("原则上不公示", "as a rule not shown"), "yes": Text("公示", "shown")}),
        "least": Words(pattern=r"\d+ month"),
        "most": Words(pattern=r"\d+ month"),
    },
)
REPAIR_STEP = Choice(
    {
        "site_answer": Text("公示网站答复", "answer of the site"),
        "accept": Text("决定是否受理", "accept or not"),
        "decide": Text("受理后作出决定", "decide after accepting"),
        "extend": Text("情况复杂的延长", "extension where complex"),
        "forward_objection": Text("转送异议", "forward an objection"),
        "answer_objection": Text("答复异议", "answer an objection"),
    }
)
REPAIR_CLOCK = table_beside(
    __file__,
    "credit_repair_clock",
    Text("信用修复的办理期限", "Clocks of credit repair"),
    key={"step": REPAIR_STEP},
    value={"term": Words(pattern=r"\d+ workday")},
)
