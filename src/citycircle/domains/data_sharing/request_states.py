"""Who takes part in a request for government data, which papers its steps ask for, and its states."""

from __future__ import annotations

from citycircle.core.machines import State
from citycircle.core.messages import Text

ROLES = {
    "requester": Text("需求部门", "requester"),
    "provider": Text("提供部门", "provider"),
    "authority": Text("同级主管部门", "data authority of the place"),
    "superior": Text("共同的上级主管部门", "common superior data authority"),
    "government": Text("人民政府", "government"),
}
PAPERS = {
    "reason": Text("理由", "the reason"),
    "papers": Text("须补正材料清单", "the list of missing papers"),
    "supplement": Text("补正材料", "the missing papers"),
    "term": Text("延长期限", "the extension"),
    "consent": Text("主管部门同意的依据", "the consent of the authority"),
    "notice": Text("告知需求部门的依据", "the notice to the requester"),
    "head_consents": Text("提供部门共享工作机构负责人同意", "the consent of the head of the provider's sharing office"),
    "delivered_by": Text("提供方式（接口、批量或文件）", "the way of delivery (interface, batch or file)"),
    "doubt": Text("疑义说明", "what is doubted"),
    "result": Text("核查结果", "the result"),
    "finding": Text("违规使用的事实", "the facts of the misuse"),
    "agreement": Text("双方协商一致的依据", "the agreement of both sides"),
    "filing": Text("报主管部门备案的依据", "the filing with the authority"),
    "disposal": Text("数据处置情况", "how the data were disposed of"),
    "organisation": Text("协调机关名称", "the name of the authority"),
    "opinion": Text("协调意见", "the opinion"),
    "third_party": Text("第三方名称", "the name of the third party"),
    "provider_consent": Text("提供部门同意的依据", "the consent of the provider"),
}

STATES = (
    State("answering", Text("待答复", "awaiting an answer"), "provider", Text("作出答复", "answer"), "answer"),
    State("papers", Text("待补正", "papers missing"), "requester", Text("补正材料", "supply what is missing")),
    State("refused", Text("不同意共享", "refused"), "requester", Text("决定接受或提出争议", "accept or dispute it")),
    State("delivering", Text("待提供", "to be delivered"), "provider", Text("提供数据", "deliver"), "delivery"),
    State(
        "in_use", Text("使用中", "in use"), "requester", Text("按约定使用并留存记录", "use as agreed and keep the log")
    ),
    State(
        "correcting", Text("校核中", "in correction"), "provider", Text("核查并更正", "check and correct"), "correction"
    ),
    State("suspended", Text("暂停共享", "suspended"), "requester", Text("停止违规使用并整改", "end the misuse")),
    State("checking", Text("整改待核", "mended, to check"), "provider", Text("核实整改", "check that it is mended")),
    State("disposing", Text("待处置数据", "to be disposed of"), "requester", Text("处置数据", "dispose of the data")),
    State("negotiating", Text("协商中", "in talks"), "provider", Text("与需求部门协商", "talk with the requester")),
    State("mediating", Text("同级协调", "before the authority"), "authority", Text("协调", "mediate")),
    State("mediating_above", Text("上级协调", "before the superior"), "superior", Text("协调", "mediate")),
    State("deciding", Text("政府决定", "before the government"), "government", Text("决定", "decide")),
    State("closed", Text("用毕办结", "closed after use"), final=True),
    State("not_provided", Text("不提供办结", "closed without data"), final=True),
    State("ended", Text("因违规使用终止", "ended for misuse"), final=True),
    State("withdrawn", Text("已撤回", "withdrawn"), final=True),
)
