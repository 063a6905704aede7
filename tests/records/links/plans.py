"""Plans for the tests of links: a regional one, a city's under it, a neighbour's; read and written as imports do."""

from __future__ import annotations

from datetime import UTC, datetime

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.rights import Viewer
from citycircle.records.plans.actions.importing import WriteReading
from citycircle.records.plans.models import Plan, PlanState

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
REGIONAL = """汀河都市圈建设2026年重点任务

一、推进互联互通
1.加快市域铁路成网。建成市域铁路澜禾线，2026年6月底前开通运营。〔牵头单位：各市交通运输局〕
2.整治入河排污口。每个市完成入河排污口整治100个以上。〔牵头单位：各市生态环境局〕
3.共享大型科研仪器。新增入网仪器1500台（套）。〔牵头单位：各市科技局〕
"""
CITY = """澜川市推进汀河都市圈同城化发展2026年工作要点

一、交通先行
1.抓好澜禾市域铁路开通。2026年9月底前开通运营，与禾阳市同步接驳。（市交通运输局、市发改委）
2.推进入河排污口整治。力争完成入河排污口整治80个。（市生态环境局、市发改委）
3.办好汀河马拉松。2026年举办赛事1场。（市体育局）
"""
NEIGHBOUR = """禾阳市推进汀河都市圈同城化发展2026年工作要点

一、交通互联
1.推进市域铁路澜禾线建设。2026年12月底前开通运营。（市交通运输局）
2.建设澜禾快速路禾阳段。2026年6月底前开工，与澜川市快速路相接。（市发改委）
3.更新公交场站。改造公交场站6座。（市公交集团）
"""


def written(text: str, organisation, by: Viewer, *, issued: bool = True) -> Plan:
    """A plan written as the job of an import writes it; issued by hand, as far as links care."""
    from citycircle.documents.reading import read_text
    from citycircle.records.files.actions import take_in
    from citycircle.records.plans.models import SourceDocument

    file = take_in(text.encode(), "计划.txt", organisation=organisation, by=by, at=AT)
    document = SourceDocument.objects.create(file=file, organisation=organisation, imported_at=AT)
    carry_out(WriteReading(document=document, reading=read_text(text)), by=by, at=AT)
    plan = Plan.objects.get(document=document)
    if issued:
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.ISSUED)
        plan.refresh_from_db()
    return plan
