"""People, posts, and who holds which post: kept by the security administrator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse

from citycircle.accounts.actions.people import (
    GRANTS_ACCOUNTS,
    AmendPerson,
    Appoint,
    CloseAccount,
    ClosePost,
    CreatePost,
    Delegate,
    EndHolding,
    RegisterPerson,
    ReopenAccount,
)
from citycircle.accounts.actions.sign_in import IssueOneTimeCode
from citycircle.accounts.models import Delegation, Holding, Person, Post
from citycircle.accounts.rights import signed_in
from citycircle.accounts.roles import ROLES, Role
from citycircle.core.messages import Text, spoken
from citycircle.records.hand_over.actions import HandOverPost
from citycircle.records.hand_over.waiting import holders, waiting_at
from citycircle.web.forms import DONE, Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.pages.organisations import today_open
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Option, Sheet

ACTIVE: dict[str, Text] = {"True": Text("启用", "open"), "False": Text("停用", "closed")}
CODE_ISSUED = Text(
    "一次性代码：{code}。请当面交给{person}，24小时内有效，只能用一次；此处不再显示。",
    "One-time code: {code}. Hand it to {person} in person; it lives 24 hours, works once, and is not shown again.",
)


def name_of(person: Person) -> str:
    return person.name_en if spoken() == "en" and person.name_en else person.name


def roles() -> list[Option]:
    return [(role.value, ROLES[role].title) for role in Role]


def people_open() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True)


def posts_open() -> QuerySet[Post]:
    return Post.objects.filter(valid_to=None).select_related("organisation")


def address_of(person: Person) -> str:
    return reverse("person", args=[person.pk])


class People(ListPage):
    title = Text("人员", "People")
    who = GRANTS_ACCOUNTS
    sheet = Sheet(
        title,
        (
            Column(
                "login",
                Text("登录名", "Sign-in name"),
                lambda one: one.sign_in_name,
                ("sign_in_name",),
                ("sign_in_name",),
            ),
            Column("name", Text("姓名", "Name"), name_of, ("name",), ("name", "name_en"), link=address_of),
            Column(
                "posts",
                Text("岗位", "Posts"),
                lambda one: "；".join(str(held.post) for held in one.now_held),
                search=("holdings__post__organisation__name", "holdings__post__title"),
                kind="wide",
            ),
            Column(
                "second",
                Text("动态口令", "Authenticator"),
                lambda one: Text("已绑定", "bound") if one.second_factor else Text("未绑定", "none"),
            ),
            Column(
                "active",
                Text("状态", "State"),
                lambda one: ACTIVE[str(one.is_active)],
                ("is_active",),
                choose="is_active",
                options=lambda: list(ACTIVE.items()),
            ),
        ),
        order=("sign_in_name",),
    )

    def rows(self) -> QuerySet[Person]:
        held = Holding.objects.on(self.request.viewer.day).select_related("post__organisation")
        return Person.objects.prefetch_related(Prefetch("holdings", held, to_attr="now_held"))

    def offers(self) -> list[tuple[object, str]]:
        return [(RegisterPerson.title, reverse("register_person")), (CreatePost.title, reverse("create_post"))]


class OnePerson(Page):
    title = Text("人员", "Person")
    who = GRANTS_ACCOUNTS
    template = "pages/person.html"

    def find(self, **keys: Any) -> Person:
        person: Person = found(Person.objects.all(), **keys)
        return person

    def context(self) -> dict[str, Any]:
        person = self.subject
        forms = ON_PERSON_OPEN if person.is_active else ON_PERSON_CLOSED
        return {
            "holdings": person.holdings.select_related("post__organisation").order_by("-valid_from", "-id"),
            "delegations": person.delegations.select_related("post__organisation").order_by("-valid_from"),
            "offers": [(title, reverse(route, args=[person.pk])) for route, title in forms.items()],
            "role_titles": {role.value: ROLES[role].title for role in Role},
            "day": self.request.viewer.day,
        }


class Register(FormPage):
    action = RegisterPerson
    entries = (
        Entry("sign_in_name", Text("登录名", "Sign-in name"), longest=60),
        Entry("called", Text("姓名", "Name"), longest=60),
        Entry("called_en", Text("英文姓名", "English name"), required=False, longest=100),
        Entry("email", Text("电子邮箱", "E-mail"), required=False, longest=254),
    )
    explanation = Text(
        "登记后请在人员页签发一次性代码，由本人设置密码。",
        "Afterwards issue a one-time code on the person's page; the person sets the password.",
    )

    def make(self, values: Mapping[str, Any]) -> RegisterPerson:
        return RegisterPerson(**values)

    def onward(self, result: Person) -> str:
        return address_of(result)


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


class _OnPerson(FormPage):
    def find(self, **keys: Any) -> Person:
        person: Person = found(Person.objects.all(), **keys)
        return person

    def make(self, values: Mapping[str, Any]) -> Any:  # each subclass names its action
        action: Any = self.action
        return action(person=self.subject, **values)

    def onward(self, result: Any) -> str:  # what the action gives
        return address_of(self.subject)


class Amend(_OnPerson):
    action = AmendPerson
    entries = Register.entries[1:]

    def initial(self) -> Mapping[str, object]:
        return {"called": self.subject.name, "called_en": self.subject.name_en, "email": self.subject.email}

    def make(self, values: Mapping[str, Any]) -> AmendPerson:
        return AmendPerson(person=self.subject, seen=self.version or 0, **values)


class Take(_OnPerson):
    action = Appoint
    entries = (
        Entry("post", Text("岗位", "Post"), "choice", rows=posts_open),
        Entry("valid_from", Text("自何日起", "From"), "day", required=False),
        Entry("valid_to", Text("至何日止", "Until"), "day", required=False),
        Entry("deputy", Text("B岗（副手）", "As deputy"), "yes", required=False),
    )


class Close(_OnPerson):
    action = CloseAccount
    entries = ()


class Reopen(_OnPerson):
    action = ReopenAccount
    entries = ()


class Code(_OnPerson):
    """The code is said once, on the page that follows."""

    action = IssueOneTimeCode
    entries = ()

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        code = self.do(IssueOneTimeCode(person=self.subject), request.POST.get("reason", ""))
        messages.success(request, CODE_ISSUED.say(code=code, person=self.subject))
        return redirect(address_of(self.subject))


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


class StandIn(FormPage):
    """The holder of a post names somebody for days of leave or travel."""

    action = Delegate
    who = signed_in
    entries = (
        Entry("stand_in", Text("代办人员", "Who stands in"), "choice", rows=people_open),
        Entry("valid_from", Text("自何日起", "From"), "day"),
        Entry("valid_to", Text("至何日止", "Until"), "day"),
    )

    def find(self, **keys: Any) -> Post:
        post: Post = found(Post.objects.select_related("organisation"), **keys)
        return post

    def place(self) -> None:
        """Whether this very person may is asked in the action: the holder, or the security administrator."""

    def make(self, values: Mapping[str, Any]) -> Delegate:
        return Delegate(post=self.subject, **values)

    def onward(self, result: Delegation) -> str:
        messages.success(self.request, DONE.say(what=self.title))
        return reverse("home")


ON_PERSON_OPEN: dict[str, Text] = {
    "amend_person": AmendPerson.title,
    "appoint_person": Appoint.title,
    "code_person": IssueOneTimeCode.title,
    "close_person": CloseAccount.title,
}
ON_PERSON_CLOSED: dict[str, Text] = {"reopen_person": ReopenAccount.title}

entry(810, People.title, "people", People.who)

urlpatterns = [
    path("people/", People.as_view(), name="people"),
    path("people/register", Register.as_view(), name="register_person"),
    path("people/<int:pk>", OnePerson.as_view(), name="person"),
    path("people/<int:pk>/amend", Amend.as_view(), name="amend_person"),
    path("people/<int:pk>/appoint", Take.as_view(), name="appoint_person"),
    path("people/<int:pk>/code", Code.as_view(), name="code_person"),
    path("people/<int:pk>/close", Close.as_view(), name="close_person"),
    path("people/<int:pk>/reopen", Reopen.as_view(), name="reopen_person"),
    path("posts/create", NewPost.as_view(), name="create_post"),
    path("posts/<int:pk>/close", EndPost.as_view(), name="close_post"),
    path("posts/<int:pk>/hand-over", HandOver.as_view(), name="hand_over"),
    path("posts/<int:pk>/stand-in", StandIn.as_view(), name="stand_in"),
    path("holdings/<int:pk>/leave", Leave.as_view(), name="leave_post"),
]
