"""One page for leaders: red first, where it is stuck, who can solve it, and a comment that becomes an order at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import path, reverse

from citycircle.core.messages import Text
from citycircle.mechanisms.lights.colours import COLOURS, WORDS
from citycircle.records.month.actions.orders import URGENCIES, Instruct
from citycircle.records.month.leading import standing_of, stuck
from citycircle.records.month.models import Instruction, Part
from citycircle.records.month.orders import orders_within
from citycircle.records.month.reach import OVERSEES_MONTH, parts_within
from citycircle.records.month.rights import DECIDES
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lights import sentence_of, word_of

TITLE = Text("领导一页纸", "One page for leaders")


class Leader(Page):
    """The numbers, the gravest matters, and the orders that are overdue."""

    title = TITLE
    who = OVERSEES_MONTH
    template = "month/leader.html"

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        standing = standing_of(viewer)
        late = orders_within(viewer).filter(closed_at=None, due__lt=viewer.day).select_related("other", "holder")
        return {
            "standing": standing,
            "counts": [
                (colour, WORDS[colour], standing.counts[colour])
                for colour in reversed(COLOURS)
                if standing.counts.get(colour)
            ],
            "matters": [
                (one, word_of(one.part.colour), sentence_of(one.light), DECIDES.allows(viewer, one.part.place))
                for one in stuck(viewer)
            ],
            "late": late.order_by("due")[:5],
        }


class InstructForm(FormPage):
    action = Instruct
    entries = (
        Entry("words", Text("批示", "Instruction"), "text"),
        Entry("urgency", Text("缓急", "Urgency"), "choice", options=lambda: list(URGENCIES.items())),
        Entry(
            "by", Text("办结期限", "By"), "day", required=False,
            hint=Text("不填则按缓急确定时限", "left empty, the urgency decides"),
        ),
    )  # fmt: skip
    explanation = Text(
        "提交后即转为督办事项，通知承办单位并开始计时，办理到销号为止。",
        "It becomes an order at once: its organisation is told, its clock runs, and it is followed to its end.",
    )

    def find(self, **keys: Any) -> Part:
        rows = parts_within(self.request.viewer).select_related("task", "organisation", "city")
        part: Part = found(rows, **keys)
        return part

    def seen(self) -> None:
        """An instruction is a row of its own: it changes nothing of the part."""

    def make(self, values: Mapping[str, Any]) -> Instruct:
        return Instruct(part=self.subject, **values)

    def onward(self, result: Instruction) -> str:
        return reverse("order", args=[result.case_id]) if result.case_id else reverse("leader")


entry(60, TITLE, "leader", Leader.who)

urlpatterns = [
    path("leader/", Leader.as_view(), name="leader"),
    path("leader/<int:pk>/instruct", InstructForm.as_view(), name="instruct"),
]
