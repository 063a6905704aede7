"""People come and go, posts stay: accounts, posts, who holds them, who stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from django.contrib.auth.hashers import make_password

from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.actions.sign_in import OnOneself
from citycircle.accounts.errors import NotUnderstood
from citycircle.accounts.models import ApiToken, Holding, PastPassword, Person
from citycircle.accounts.rights import Right, holding
from citycircle.accounts.roles import Role
from citycircle.accounts.sign_in_names import as_kept
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

NO_NAME = Text("登录名不能为空。", "The sign-in name is empty.")
GRANTS_ACCOUNTS: Right = holding(Role.SECURITY_ADMINISTRATOR)


class SignInNameTaken(CityCircleError):
    what = Text("登录名“{name}”已有人使用。", "The sign-in name {name} is taken.")
    why = Text("登录名只对应一个人，不能共用账号。", "A sign-in name belongs to one person; accounts are not shared.")
    then = Text("请换一个登录名。", "Please choose another one.")


class OutsideTaken(CityCircleError):
    what = Text("该统一身份认证账号已对应{person}。", "This account of the identity provider is bound to {person}.")
    why = Text("一个账号只对应一个人。", "One account belongs to one person.")
    then = Text("请先解除原对应。", "Please unbind the other one first.")


@dataclass(frozen=True, kw_only=True)
class RegisterPerson(Action[Person]):
    """An account for one person. The first password is changed at the first sign-in.

    Names that differ in capitals only would be mistaken for each other, so the second one is refused.
    """

    name: ClassVar[str] = "person.register"
    title: ClassVar[Text] = Text("登记人员", "Register a person")
    who: ClassVar[Right] = GRANTS_ACCOUNTS

    sign_in_name: str
    called: str
    called_en: str = ""
    language: str = "zh"
    email: str = ""
    password: str | None = field(default=None, repr=False)
    """Without one the person enters with a one-time code."""
    must_change: bool = True

    def perform(self, ground: Ground) -> Person:
        kept = as_kept(self.sign_in_name)
        if not kept:
            raise NotUnderstood({"sign_in_name": [str(NO_NAME)]})
        if Person.objects.filter(sign_in_name__iexact=kept).exists():
            raise SignInNameTaken(name=kept)
        hashed = make_password(self.password)
        made = ground.create(
            Person(
                sign_in_name=kept,
                name=self.called,
                name_en=self.called_en,
                language=self.language,
                email=self.email,
                password=hashed,
                password_set_at=ground.at,
                must_change_password=self.must_change,
            )
        )
        if self.password is not None:
            ground.create(PastPassword(person=made, password=hashed, set_at=ground.at))
        return made


@dataclass(frozen=True, kw_only=True)
class _OnPerson(Action[Person]):
    who: ClassVar[Right] = GRANTS_ACCOUNTS
    person: Person

    def subject(self) -> Person:
        return self.person


@dataclass(frozen=True, kw_only=True)
class AmendPerson(_OnPerson):
    name: ClassVar[str] = "person.amend"
    title: ClassVar[Text] = Text("更正人员资料", "Correct a person's entry")

    seen: int
    called: str
    called_en: str
    email: str

    def perform(self, ground: Ground) -> Person:
        values = {"name": self.called, "name_en": self.called_en, "email": self.email}
        return ground.change(self.person, seen=self.seen, **values)


@dataclass(frozen=True, kw_only=True)
class BindOutside(_OnPerson):
    """Say who this is at the city's identity provider; one of its accounts opens one account here."""

    name: ClassVar[str] = "person.bind_outside"
    title: ClassVar[Text] = Text("对应统一身份认证账号", "Bind to the identity provider")

    outside: str

    def perform(self, ground: Ground) -> Person:
        holder = Person.objects.filter(outside_subject=self.outside).exclude(pk=self.person.pk).first()
        if self.outside and holder is not None:
            raise OutsideTaken(person=holder.name)
        return ground.change(self.person, outside_subject=self.outside)


@dataclass(frozen=True, kw_only=True)
class CloseAccount(_OnPerson):
    """The account ends, and with it every key for programs; the person's name stays in every record."""

    name: ClassVar[str] = "person.close"
    title: ClassVar[Text] = Text("停用账号", "Close an account")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Person:
        for held in Holding.objects.on(ground.day).filter(person=self.person):
            ground.change(held, valid_to=ground.day)
        for token in ApiToken.objects.filter(person=self.person, withdrawn_at=None):
            ground.change(token, withdrawn_at=ground.at)
        return ground.change(self.person, is_active=False)


@dataclass(frozen=True, kw_only=True)
class ReopenAccount(_OnPerson):
    name: ClassVar[str] = "person.reopen"
    title: ClassVar[Text] = Text("恢复账号", "Reopen an account")
    needs_reason: ClassVar[bool] = True

    def perform(self, ground: Ground) -> Person:
        return ground.change(self.person, is_active=True, must_change_password=True)


@dataclass(frozen=True, kw_only=True)
class ChooseLanguage(OnOneself):
    name: ClassVar[str] = "person.choose_language"
    title: ClassVar[Text] = Text("选择语言", "Choose the language")

    language: str

    def perform(self, ground: Ground) -> None:
        ground.change(self.person, language=self.language)
