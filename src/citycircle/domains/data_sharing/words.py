"""The words of the catalogue and of requests that several rules share."""

from __future__ import annotations

from citycircle.core.kinds import Choice, Words, YesNo
from citycircle.core.messages import Text

ATTRIBUTES = {
    "unconditional": Text("无条件共享", "shared without conditions"),
    "conditional": Text("有条件共享", "shared on conditions"),
    "not_shared": Text("不予共享", "not shared"),
}
ATTRIBUTE = Choice(ATTRIBUTES)
CYCLE = Choice(
    {
        "realtime": Text("实时", "as it happens"),
        "daily": Text("每日", "daily"),
        "weekly": Text("每周", "weekly"),
        "monthly": Text("每月", "monthly"),
        "quarterly": Text("每季度", "quarterly"),
        "half_yearly": Text("每半年", "half-yearly"),
        "yearly": Text("每年", "yearly"),
        "irregular": Text("不定期", "irregularly"),
    }
)
BLANK = Words(empty=True)
ITEMS = {
    "name": Text("信息资源名称", "name"),
    "code": Text("信息资源代码", "resource code"),
    "provider": Text("提供方", "provider"),
    "provider_code": Text("提供方代码", "code of the provider"),
    "summary": Text("摘要", "summary"),
    "items": Text("信息项", "data items"),
    "format": Text("格式", "format"),
    "update_cycle": Text("更新周期", "update cycle"),
    "method": Text("共享方式", "way of sharing"),
    "conditions": Text("使用条件", "conditions of use"),
    "reason": Text("不予共享的理由", "reason for not sharing"),
    "legal_basis": Text("法律、行政法规或者国务院决定依据", "legal basis"),
    "grade": Text("分类分级", "classification and grade"),
    "risk_assessed": Text("安全风险评估", "risk assessment"),
    "head_consents": Text("负责人审核同意", "consent of the head"),
    "issued": Text("发布日期", "date of issue"),
}
YES = YesNo()
