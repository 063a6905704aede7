"""The steps of a request for government data, each with its article of decree 809.

Whatever the decree leaves open is listed in docs/how-to/ask-another-city.md.
"""

from __future__ import annotations

from citycircle.core.machines import Step
from citycircle.core.messages import Text


def _article(number: str, english: int) -> Text:
    return Text(f"第{number}条", f"article {english}")


A21, A22 = _article("二十一", 21), _article("二十二", 22)
A25, A26, A27, A28 = _article("二十五", 25), _article("二十六", 26), _article("二十七", 27), _article("二十八", 28)
REQUESTER, PROVIDER, BOTH = ("requester",), ("provider",), ("requester", "provider")
MEDIATING = ("mediating", "mediating_above", "deciding")
MEDIATORS = ("authority", "superior", "government")

_ANSWERING = (
    Step(
        "list_papers",
        Text("一次性告知补正", "list the missing papers, once"),
        ("answering",),
        "papers",
        PROVIDER,
        guards=("first_list", "in_time"),
        needs=("papers",),
        effects=("list_papers",),
        clause=A21,
    ),
    Step(
        "supply_papers",
        Text("补正材料", "supply the papers"),
        ("papers",),
        "answering",
        REQUESTER,
        needs=("supplement",),
        clause=A21,
    ),
    Step(
        "extend",
        Text("延长答复期限", "extend the time to answer"),
        ("answering",),
        "",
        PROVIDER,
        guards=("in_time", "first_extension", "within_limit"),
        needs=("term", "reason", "consent", "notice"),
        effects=("extend",),
        clause=A21,
    ),
    Step(
        "agree",
        Text("同意共享", "agree to share"),
        ("answering",),
        "delivering",
        PROVIDER,
        needs=("head_consents",),
        clause=A21,
    ),
    Step(
        "refuse",
        Text("不同意共享", "refuse"),
        ("answering",),
        "refused",
        PROVIDER,
        guards=("may_refuse", "has_basis"),
        needs=("reason", "head_consents"),
        clause=Text("第十四条、第二十一条", "articles 14 and 21"),
    ),
    Step("accept_refusal", Text("接受不共享", "accept the refusal"), ("refused",), "not_provided", REQUESTER),
    Step(
        "withdraw",
        Text("撤回申请", "withdraw"),
        ("answering", "papers", "refused", "delivering"),
        "withdrawn",
        REQUESTER,
        needs=("reason",),
    ),
    Step(
        "deliver",
        Text("提供数据", "deliver"),
        ("delivering",),
        "in_use",
        PROVIDER,
        needs=("delivered_by",),
        clause=A22,
    ),
)
_USING = (
    Step(
        "doubt",
        Text("提出校核", "ask for a correction"),
        ("in_use",),
        "correcting",
        REQUESTER,
        needs=("doubt",),
        clause=A26,
    ),
    Step(
        "corrected", Text("反馈更正", "corrected"), ("correcting",), "in_use", PROVIDER, needs=("result",), clause=A26
    ),
    Step(
        "stands",
        Text("反馈无误", "found to be right"),
        ("correcting",),
        "in_use",
        PROVIDER,
        needs=("result", "reason"),
        clause=A26,
    ),
    Step(
        "pass_on",
        Text("经同意提供给第三方", "pass on to a third party"),
        ("in_use",),
        "",
        REQUESTER,
        needs=("third_party", "provider_consent"),
        clause=A25,
    ),
    Step("suspend", Text("暂停共享", "suspend"), ("in_use",), "suspended", PROVIDER, needs=("finding",), clause=A27),
    Step(
        "report_mended",
        Text("报告整改", "report it mended"),
        ("suspended",),
        "checking",
        REQUESTER,
        needs=("result",),
        clause=A27,
    ),
    Step("restore", Text("恢复共享", "restore"), ("checking",), "in_use", PROVIDER, needs=("result",), clause=A27),
    Step("not_mended", Text("整改不到位", "not mended"), ("checking",), "suspended", PROVIDER, needs=("reason",)),
    Step(
        "end_for_misuse",
        Text("终止共享", "end it for misuse"),
        ("suspended", "checking"),
        "ended",
        PROVIDER,
        needs=("reason",),
        clause=A27,
    ),
    Step(
        "stop_by_agreement",
        Text("协商停止服务", "stop by agreement"),
        ("in_use",),
        "disposing",
        PROVIDER,
        needs=("reason", "agreement", "filing"),
        clause=A27,
    ),
    Step("purpose_done", Text("用途完成", "the purpose is done"), ("in_use",), "disposing", REQUESTER, clause=A27),
    Step(
        "dispose",
        Text("处置数据并办结", "dispose and close"),
        ("disposing",),
        "closed",
        REQUESTER,
        needs=("disposal",),
        clause=A27,
    ),
)
_DISPUTING = (
    Step(
        "dispute",
        Text("提出争议并协商", "dispute it and talk"),
        ("refused", "in_use", "suspended"),
        "negotiating",
        REQUESTER,
        needs=("reason",),
        clause=A28,
    ),
    Step(
        "dispute_silence",
        Text("超期未办提出争议", "dispute that nothing came"),
        ("answering", "delivering", "correcting"),
        "negotiating",
        REQUESTER,
        guards=("overdue",),
        clause=A28,
    ),
    Step("give_in", Text("协商同意提供", "agree to deliver"), ("negotiating",), "delivering", PROVIDER, clause=A28),
    Step(
        "resume_use",
        Text("协商同意继续使用", "agree to go on"),
        ("negotiating",),
        "in_use",
        PROVIDER,
        guards=("was_delivered",),
        clause=A28,
    ),
    Step("give_up", Text("协商同意不提供", "give it up"), ("negotiating",), "not_provided", REQUESTER, clause=A28),
    Step(
        "to_authority",
        Text("提请同级主管部门", "go to the authority"),
        ("negotiating",),
        "mediating",
        BOTH,
        guards=("one_place",),
        needs=("reason",),
        clause=A28,
    ),
    Step(
        "to_superior",
        Text("提请共同的上级主管部门", "go to the common superior"),
        ("negotiating",),
        "mediating_above",
        BOTH,
        guards=("across",),
        needs=("reason", "organisation"),
        effects=("name_party",),
        clause=A28,
    ),
    Step(
        "to_government",
        Text("报政府决定", "go to the government"),
        ("mediating", "mediating_above"),
        "deciding",
        ("authority", "superior"),
        guards=("holder_acts",),
        needs=("opinion", "organisation"),
        effects=("name_party",),
        clause=A28,
    ),
    Step(
        "settle_deliver",
        Text("协调：应当提供", "settled: to be delivered"),
        MEDIATING,
        "delivering",
        MEDIATORS,
        guards=("holder_acts",),
        needs=("opinion",),
        clause=A28,
    ),
    Step(
        "settle_use",
        Text("协调：继续使用", "settled: the use goes on"),
        MEDIATING,
        "in_use",
        MEDIATORS,
        guards=("holder_acts", "was_delivered"),
        needs=("opinion",),
        clause=A28,
    ),
    Step(
        "settle_refuse",
        Text("协调：不予提供", "settled: not to be delivered"),
        MEDIATING,
        "not_provided",
        MEDIATORS,
        guards=("holder_acts",),
        needs=("opinion",),
        clause=A28,
    ),
)
STEPS = (*_ANSWERING, *_USING, *_DISPUTING)
