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
    BindOutside,
    CloseAccount,
    RegisterPerson,
    ReopenAccount,
)
from citycircle.accounts.actions.posts import Appoint, CreatePost
from citycircle.accounts.actions.sign_in import IssueOneTimeCode, RemoveSecondFactor
from citycircle.accounts.identity_provider import is_offered
from citycircle.accounts.models import Holding, Person
from citycircle.accounts.roles import ROLES, Role
from citycircle.accounts.unused import unused
from citycircle.core.messages import Text, spoken
from citycircle.web.forms import Entry, FormPage
from citycircle.web.navigation import entry
from citycircle.web.pages.base import Page, found
from citycircle.web.pages.lists import ListPage
from citycircle.web.requests import Request
from citycircle.web.sheets import Column, Sheet

ACTIVE: dict[str, Text] = {"True": Text("启用", "open"), "False": Text("停用", "closed")}
CODE_ISSUED = Text(
    "一次性代码：{code}。请当面交给{person}，24小时内有效，只能用一次；此处不再显示。",
    "One-time code: {code}. Hand it to {person} in person; it lives 24 hours, works once, and is not shown again.",
)


def name_of(person: Person) -> str:
    return person.name_en if spoken() == "en" and person.name_en else person.name


def people_open() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True)


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
            Column("used", Text("最近登录", "Last sign-in"), lambda one: one.last_login, ("last_login",)),
        ),
        order=("sign_in_name",),
    )

    def rows(self) -> QuerySet[Person]:
        held = Holding.objects.on(self.request.viewer.day).select_related("post__organisation")
        return Person.objects.prefetch_related(Prefetch("holdings", held, to_attr="now_held"))

    def offers(self) -> list[tuple[object, str]]:
        return [
            (RegisterPerson.title, reverse("register_person")),
            (CreatePost.title, reverse("create_post")),
            (Unused.title, reverse("unused_people")),
        ]


class Unused(People):
    """Accounts without a sign-in for ninety days."""

    title = Text("久未使用的账号", "Accounts long unused")

    def rows(self) -> QuerySet[Person]:
        return super().rows().filter(pk__in=unused(self.request.now))

    def offers(self) -> list[tuple[object, str]]:
        return [(People.title, reverse("people"))]


class OnePerson(Page):
    title = Text("人员", "Person")
    who = GRANTS_ACCOUNTS
    template = "pages/person.html"

    def find(self, **keys: Any) -> Person:
        person: Person = found(Person.objects.all(), **keys)
        return person

    def context(self) -> dict[str, Any]:
        person = self.subject
        forms = dict(ON_PERSON_OPEN if person.is_active else ON_PERSON_CLOSED)
        if not is_offered():
            forms.pop("bind_outside", None)
        fitting = [pair for pair in forms.items() if person.second_factor or pair[0] != "unbind_person"]
        return {
            "holdings": person.holdings.select_related("post__organisation").order_by("-valid_from", "-id"),
            "delegations": person.delegations.select_related("post__organisation").order_by("-valid_from"),
            "offers": [(title, reverse(route, args=[person.pk])) for route, title in fitting],
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
        "登记后请在人员页发放一次性代码，由本人设置密码。",
        "Afterwards issue a one-time code on the person's page; the person sets the password.",
    )

    def make(self, values: Mapping[str, Any]) -> RegisterPerson:
        return RegisterPerson(**values)

    def onward(self, result: Person) -> str:
        return address_of(result)


class OnPerson(FormPage):
    def find(self, **keys: Any) -> Person:
        person: Person = found(Person.objects.all(), **keys)
        return person

    def make(self, values: Mapping[str, Any]) -> Any:  # each subclass names its action
        action: Any = self.action
        return action(person=self.subject, **values)

    def onward(self, result: Any) -> str:  # what the action gives
        return address_of(self.subject)


class Amend(OnPerson):
    action = AmendPerson
    entries = Register.entries[1:]

    def initial(self) -> Mapping[str, object]:
        return {"called": self.subject.name, "called_en": self.subject.name_en, "email": self.subject.email}

    def make(self, values: Mapping[str, Any]) -> AmendPerson:
        return AmendPerson(person=self.subject, seen=self.version or 0, **values)


class Close(OnPerson):
    action = CloseAccount
    entries = ()


class Reopen(OnPerson):
    action = ReopenAccount
    entries = ()


class Unbind(OnPerson):
    """The telephone is lost or new; the old app opens nothing any more."""

    action = RemoveSecondFactor
    entries = ()
    explanation = Text(
        "手机丢失或更换时使用。请先当面核对本人；解除后，本人下次登录时按提示重新绑定。",
        "For a telephone that was lost or replaced. Please make sure in person who is asking; the next sign-in then "
        "asks to bind a new app.",
    )


class Code(OnPerson):
    """The code is said once, on the page that follows."""

    action = IssueOneTimeCode
    entries = ()

    def post(self, request: Request, **_keys: Any) -> HttpResponseBase:
        code = self.do(IssueOneTimeCode(person=self.subject), request.POST.get("reason", ""))
        messages.success(request, CODE_ISSUED.say(code=code, person=self.subject))
        return redirect(address_of(self.subject))


ON_PERSON_OPEN: dict[str, Text] = {
    "amend_person": AmendPerson.title,
    "appoint_person": Appoint.title,
    "code_person": IssueOneTimeCode.title,
    "bind_outside": BindOutside.title,
    "unbind_person": RemoveSecondFactor.title,
    "close_person": CloseAccount.title,
}
ON_PERSON_CLOSED: dict[str, Text] = {"reopen_person": ReopenAccount.title}

entry(810, People.title, "people", People.who)

urlpatterns = [
    path("people/", People.as_view(), name="people"),
    path("people/unused", Unused.as_view(), name="unused_people"),
    path("people/register", Register.as_view(), name="register_person"),
    path("people/<int:pk>", OnePerson.as_view(), name="person"),
    path("people/<int:pk>/amend", Amend.as_view(), name="amend_person"),
    path("people/<int:pk>/code", Code.as_view(), name="code_person"),
    path("people/<int:pk>/authenticator", Unbind.as_view(), name="unbind_person"),
    path("people/<int:pk>/close", Close.as_view(), name="close_person"),
    path("people/<int:pk>/reopen", Reopen.as_view(), name="reopen_person"),
]
