"""The form for the planned curve of a part: a day and a cumulative value in each line, as the light compares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import path, reverse

from citycircle.core.messages import Text
from citycircle.records.month.actions.curves import KeepCurve
from citycircle.records.month.models import Part
from citycircle.records.month.reach import parts_within
from citycircle.records.month.rights import REVIEWS
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import found


class CurveForm(FormPage):
    """Keep the curve that was agreed with the lead; a standstill is two points of one value."""

    action = KeepCurve
    who = REVIEWS
    entries = (
        Entry(
            "points",
            Text("计划曲线（每行：日期、累计数）", "Planned curve (each line: a day and a cumulative value)"),
            "lines",
            hint=Text(
                "如：2026-02-28 0；停工期请填与上期相同的数，末行为目标值（可用百分比）",
                "such as: 2026-02-28 0; repeat a value for a standstill; the last one is the target (or 100)",
            ),
        ),
    )

    def find(self, **keys: Any) -> Part:
        rows = parts_within(self.request.viewer).select_related("task", "organisation__city", "city")
        part: Part = found(rows, pk=keys["pk"])
        return part

    def initial(self) -> Mapping[str, str]:
        return {"points": "\n".join(" ".join(point) for point in self.subject.planned.get("points", ()))}

    def make(self, values: Mapping[str, Any]) -> KeepCurve:
        return KeepCurve(part=self.subject, seen=self.version or 0, points=values["points"])

    def onward(self, result: Any) -> str:
        return reverse("part", args=[result.pk])


urlpatterns = [path("parts/<int:pk>/curve", CurveForm.as_view(), name="keep_curve")]
