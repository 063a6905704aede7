"""Every component of the design in both languages, side by side: for those who build pages and those who judge them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import path

from citycircle.accounts.rights import signed_in
from citycircle.core.messages import Text
from citycircle.web.forms import Entry, FieldMissing, Filled
from citycircle.web.pages.base import Page

LIGHTS: tuple[tuple[str, Text], ...] = (
    ("green", Text("正常", "on course")),
    ("yellow", Text("滞后", "behind")),
    ("orange", Text("预警", "warned")),
    ("red", Text("严重滞后", "far behind")),
    ("blue", Text("临期", "near due")),
    ("grey", Text("待对方答复", "waiting for another")),
    ("done", Text("已销号", "closed")),
)
YEAR = ("green", "green", "green", "yellow", "yellow", "red", "yellow", "green", "green", "green", "blue", "grey")


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the sample sheet."""

    number: int
    task: Text
    lead: Text
    due: date
    light: str
    word: Text


SAMPLES = (
    Sample(
        1,
        Text("打通汀河大道断头路", "Join the broken Tinghe Avenue"),
        Text("澜川市交通运输局", "Lanchuan Transport Bureau"),
        date(2026, 6, 30),
        *LIGHTS[0],
    ),
    Sample(
        2,
        Text("跨界断面联合监测", "Joint monitoring at the border section"),
        Text("禾阳市生态环境局", "Heyang Ecology Bureau"),
        date(2026, 12, 31),
        *LIGHTS[1],
    ),
    Sample(
        3,
        Text("政务服务跨市通办", "Services across cities"),
        Text("松渚市数据局", "Songzhu Data Bureau"),
        date(2026, 9, 30),
        *LIGHTS[5],
    ),
)


class Components(Page):
    title = Text("界面组件", "Components")
    who = signed_in
    template = "pages/components.html"

    def context(self) -> dict[str, Any]:
        name = Entry("name", Text("任务名称", "Task"), hint=Text("不超过40字", "at most 40 characters"))
        day = Entry("day", Text("完成时限", "Due"), "day")
        why = Entry("why", Text("理由", "Reason"), "text", required=False)
        kind = Entry("kind", Text("类别", "Kind"), "choice", options=lambda: [("a", Text("量化目标", "target"))])
        fields = [Filled(name, ""), Filled(day, "", FieldMissing(field=day.title)), Filled(kind, "a"), Filled(why, "")]
        return {
            "lights": LIGHTS,
            "year": [(month, light) for month, light in enumerate(YEAR, 1)],
            "samples": SAMPLES,
            "fields": fields,
            "languages": ("zh", "en"),
        }


urlpatterns = [path("-/components", Components.as_view(), name="components")]
