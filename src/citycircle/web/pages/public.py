"""The public's page: what each task is about, how it stands in plain words, until when, and whose it is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.rights import anybody
from citycircle.core.messages import Text, spoken
from citycircle.language.personal_marks import masked
from citycircle.records.month.models import Part
from citycircle.records.month.public import plain_status, public_parts, public_title, words_of
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.sheets import Column, Sheet

TITLE = Text("同城事项进展", "How the common tasks go")


class PublicProgress(ListPage):
    """All tasks of issued plans in plain words, for anybody, without signing in."""

    title = TITLE
    who = anybody
    sheet = Sheet(
        title,
        (
            Column("task", Text("事项", "Task"), lambda one: public_title(one, spoken()), ("task__order",),
                   ("task__title",), link=lambda one: reverse("public_task", args=[one.pk]), kind="wide"),
            Column("status", Text("进展情况", "How it goes"), plain_status),
            Column("city", Text("城市", "City"), lambda one: one.city.called(spoken()) if one.city else "",
                   ("city__name",), ("city__name",)),
            Column("who", Text("牵头单位", "Lead"), lambda one: one.organisation.called(spoken()),
                   ("organisation__name",), ("organisation__name",)),
            Column("due", Text("完成时间", "Due"), lambda one: one.due, ("due",)),
            Column("words", Text("最近公布", "Last published"), lambda one: words_of(one, spoken()).progress,
                   kind="wide"),
        ),
        order=("task__plan", "task__order", "pk"),
        group="city",
        empty=Text("还没有公布的事项。", "Nothing is published yet."),
    )  # fmt: skip

    def rows(self) -> QuerySet[Part]:
        return public_parts()


class PublicTask(Page):
    """One task for the public: what, how it goes, what comes next, whom to ask."""

    title = TITLE
    who = anybody
    template = "month/public_task.html"

    def find(self, **keys: Any) -> Part:
        part: Part = found(public_parts(), **keys)
        return part

    def place(self) -> None:
        """Anybody may read what was published."""

    def context(self) -> dict[str, Any]:
        part: Part = self.subject
        words = words_of(part, spoken())
        return {
            "part": part,
            "name": public_title(part, spoken()),
            "about": masked(part.task.body if part.task.title else "", spoken()).text,
            "status": plain_status(part),
            "words": words,
        }


urlpatterns = [
    path("progress/", PublicProgress.as_view(), name="public_progress"),
    path("progress/<int:pk>", PublicTask.as_view(), name="public_task"),
]
