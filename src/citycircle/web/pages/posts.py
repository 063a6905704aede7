"""Posts, and who holds which post when: kept by the security administrator; a holder names the own stand-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from citycircle.accounts.actions.people import GRANTS_ACCOUNTS
from citycircle.accounts.actions.posts import Appoint, ClosePost, CreatePost, Delegate, EndDelegation, EndHolding
from citycircle.accounts.errors import NotThere
from citycircle.accounts.models import Delegation, Holding, Person, Post
from citycircle.accounts.rights import Viewer, signed_in
from citycircle.accounts.roles import ROLES, Role
from citycircle.core.messages import Text
from citycircle.records.hand_over.actions import HandOverPost
from citycircle.records.hand_over.waiting import holders, waiting_at
from citycircle.web.forms import Entry, FormPage
from citycircle.web.pages.base import found
from citycircle.web.pages.organisations import today_open
from citycircle.web.pages.people import OnPerson, address_of, people_open
from citycircle.web.sheets import Option


def roles() -> list[Option]:
    return [(role.value, ROLES[role].title) for role in Role]


def posts_open() -> QuerySet[Post]:
    return Post.objects.filter(valid_to=None).select_related("organisation")


COLLEAGUES_ONLY = Text("本单位任职的人员", "People who hold a post at the same organisation")


def colleagues(post: Post, day: date) -> QuerySet[Person]:
    """Who may stand in: people of the same organisation. Nobody chooses from other cities' people."""
    held = Holding.objects.on(day).filter(post__organisation=post.organisation_id).values("person")
    return people_open().filter(pk__in=held)


class NewPost(FormPage):
    action = CreatePost
    entries = (
        Entry("organisation", Text("单位", "Organisation"), "choice", rows=today_open),
        Entry("called", Text("岗位名称", "Title"), longest=80),
        Entry("role", Text("角色", "Role"), "choice", options=roles),
        Entry("phone", Text("电话", "Telephone"), required=False, longest=40),
        Entry("valid_from", Text("自何日起", "From"), "day", required=False),
    )

    def make(self, values: Mapping[str, Any]) -> CreatePost:
        return CreatePost(**(values | {"role": Role(values["role"])}))  # type: ignore[operator]  # a dict in fact

    def onward(self, result: Post) -> str:
        return reverse("organisation", args=[result.organisation_id])


class Take(OnPerson):
    action = Appoint
    entries = (
        Entry("post", Text("岗位", "Post"), "choice", rows=posts_open),
        Entry("valid_from", Text("自何日起", "From"), "day", required=False),
        Entry("valid_to", Text("至何日止", "Until"), "day", required=False),
        Entry("deputy", Text("B岗（副手）", "As deputy"), "yes", required=False),
    )


class Leave(FormPage):
    action = EndHolding
    entries = (Entry("last_day", Text("最后一日", "Last day"), "day"),)

    def find(self, **keys: Any) -> Holding:
        holding: Holding = found(Holding.objects.select_related("person", "post__organisation"), **keys)
        return holding

    def make(self, values: Mapping[str, Any]) -> EndHolding:
        return EndHolding(holding=self.subject, **values)

    def onward(self, result: Holding) -> str:
        return address_of(result.person)


class EndPost(FormPage):
    action = ClosePost
    entries = Leave.entries

    def find(self, **keys: Any) -> Post:
        post: Post = found(Post.objects.select_related("organisation"), **keys)
        return post

    def make(self, values: Mapping[str, Any]) -> ClosePost:
        return ClosePost(post=self.subject, **values)

    def onward(self, result: Post) -> str:
        return reverse("organisation", args=[result.organisation_id])


class HandOver(FormPage):
    """A new holder takes a post and the old one leaves it, in one act: what waits goes with the post."""

    action = HandOverPost
    template = "pages/hand_over.html"
    entries = (
        Entry("person", Text("接任人员", "Who takes over"), "choice", rows=people_open),
        Entry("valid_from", Text("接任日期", "From which day"), "day"),
    )
    explanation = Text(
        "待办事项、历史记录随岗位移交；现任人员在接任前一日离任，其未读通知转给接任人员。",
        "Open items and history go with the post; the present holder leaves it the day before, "
        "and notices not read pass to the new one.",
    )

    def find(self, **keys: Any) -> Post:
        post: Post = found(Post.objects.select_related("organisation"), **keys)
        return post

    def context(self) -> dict[str, Any]:
        day = self.request.viewer.day
        return {**super().context(), "holdings": holders(self.subject, day), "waiting": waiting_at(self.subject, day)}

    def make(self, values: Mapping[str, Any]) -> HandOverPost:
        return HandOverPost(post=self.subject, **values)

    def onward(self, result: Holding) -> str:
        return address_of(result.person)


def holds_or_keeps(viewer: Viewer, post: Post) -> bool:
    """The holder of the post, or the security administrator; the actions ask the same again."""
    own = any(grant.post == post.pk and not grant.deputy for grant in viewer.grants)
    return own or GRANTS_ACCOUNTS.allows(viewer, post.place)


class StandIn(FormPage):
    """The holder of a post names somebody for days of leave or travel, and sees who is named already."""

    action = Delegate
    template = "pages/stand_in.html"
    who = signed_in
    entries = (
        Entry("valid_from", Text("自何日起", "From"), "day"),
        Entry("valid_to", Text("至何日止", "Until"), "day"),
    )

    def find(self, **keys: Any) -> Post:
        post: Post = found(Post.objects.select_related("organisation"), **keys)
        rows = partial(colleagues, post, self.request.viewer.day)
        stand_in = Entry("stand_in", Text("代办人员", "Who stands in"), "choice", rows=rows, hint=COLLEAGUES_ONLY)
        self.entries = (stand_in, *type(self).entries)  # type: ignore[misc, assignment]  # who may be chosen depends on the post
        return post

    def place(self) -> None:
        """Raises NotThere for somebody else."""
        if not holds_or_keeps(self.request.viewer, self.subject):
            raise NotThere

    def context(self) -> dict[str, Any]:
        named = self.subject.delegations.filter(valid_to__gte=self.request.viewer.day).select_related("stand_in")
        return {**super().context(), "delegations": named}

    def make(self, values: Mapping[str, Any]) -> Delegate:
        return Delegate(post=self.subject, **values)

    def onward(self, result: Delegation) -> str:
        return reverse("home")


class EndStandIn(FormPage):
    """Somebody is back earlier: the stand-in ends today, or does not begin."""

    action = EndDelegation
    who = signed_in
    entries = ()
    explanation = Text(
        "代办到今日为止；尚未开始的，直接取消。",
        "Today is the last day of it; one that has not begun is taken back.",
    )

    def find(self, **keys: Any) -> Delegation:
        rows = Delegation.objects.select_related("post__organisation", "stand_in")
        delegation: Delegation = found(rows, **keys)
        return delegation

    def place(self) -> None:
        """Raises NotThere for somebody else."""
        if not holds_or_keeps(self.request.viewer, self.subject.post):
            raise NotThere

    def make(self, values: Mapping[str, Any]) -> EndDelegation:
        return EndDelegation(delegation=self.subject)

    def onward(self, result: Delegation) -> str:
        if GRANTS_ACCOUNTS.allows(self.request.viewer):
            return address_of(self.subject.stand_in)
        return reverse("stand_in", args=[self.subject.post_id])


urlpatterns = [
    path("people/<int:pk>/appoint", Take.as_view(), name="appoint_person"),
    path("posts/create", NewPost.as_view(), name="create_post"),
    path("posts/<int:pk>/close", EndPost.as_view(), name="close_post"),
    path("posts/<int:pk>/hand-over", HandOver.as_view(), name="hand_over"),
    path("posts/<int:pk>/stand-in", StandIn.as_view(), name="stand_in"),
    path("stand-ins/<int:pk>/end", EndStandIn.as_view(), name="end_stand_in"),
    path("holdings/<int:pk>/leave", Leave.as_view(), name="leave_post"),
]
