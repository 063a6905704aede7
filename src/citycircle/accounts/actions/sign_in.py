"""Signing in and what belongs to it: failures counted, sessions begun, passwords set, second factors set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from citycircle.accounts import second_factor
from citycircle.accounts.actions.base import Action
from citycircle.accounts.actions.ground import Ground
from citycircle.accounts.errors import NotUnderstood
from citycircle.accounts.models import FailedSignIns, OneTimeCode, PastPassword, Person
from citycircle.accounts.passwords import fresh_code
from citycircle.accounts.rights import Right, Viewer, anybody, holding, signed_in
from citycircle.accounts.roles import Role
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

CODE_LIVES = timedelta(hours=24)
MOST_COUNTED = 1000


class SecondFactorBound(CityCircleError):
    what = Text("动态口令已经绑定。", "An authenticator is bound already.")
    why = Text(
        "无人看管的电脑不应被用来换绑他人的动态口令。",
        "Nobody should be able to bind another one at a computer that was left alone.",
    )
    then = Text(
        "更换手机请联系安全管理员解除后重新绑定。",
        "For a new telephone, please ask the security administrator to remove the old one first.",
    )


@dataclass(frozen=True, kw_only=True)
class OnOneself(Action[None]):
    """Something that a person does to the own account and nobody else can."""

    person: Person
    who: ClassVar[Right] = signed_in
    of_oneself: ClassVar[bool] = True

    def subject(self) -> Person:
        return self.person

    def allows(self, viewer: Viewer) -> bool:
        return viewer.is_service or (viewer.is_known and viewer.person == self.person.pk)


@dataclass(frozen=True, kw_only=True)
class CountFailedSignIn(Action[FailedSignIns]):
    """A wrong password or code. After five in a row the name is locked for thirty minutes, whether it exists or not."""

    name: ClassVar[str] = "session.count_failure"
    title: ClassVar[Text] = Text("登录失败计数", "Count a failed sign-in")
    who: ClassVar[Right] = anybody

    sign_in_name: str
    person: Person | None = None

    def subject(self) -> Person | None:
        return self.person

    def perform(self, ground: Ground) -> FailedSignIns:
        """Tries that were under way when the lock fell count into it; only a lock that has run out begins anew."""
        counted = self._row(ground)
        has_run_out = counted.locked_until is not None and counted.locked_until <= ground.at
        failures = 1 if has_run_out else min(counted.failures + 1, MOST_COUNTED)
        locked = ground.at + settings.LOCK_FOR if failures >= settings.LOCK_AFTER else None
        return ground.change(counted, failures=failures, locked_until=locked)

    def _row(self, ground: Ground) -> FailedSignIns:
        """The row of the name, held until the transaction ends; of two first failures at once, the later one waits."""
        FailedSignIns.objects.bulk_create([FailedSignIns(sign_in_name=self.sign_in_name)], ignore_conflicts=True)
        return FailedSignIns.objects.select_for_update().get(sign_in_name=self.sign_in_name)


@dataclass(frozen=True, kw_only=True)
class BeginSession(Action[None]):
    """A person signed in, with everything that was asked for."""

    name: ClassVar[str] = "session.begin"
    title: ClassVar[Text] = Text("登录", "Sign in")
    who: ClassVar[Right] = anybody

    person: Person
    step: int | None = None

    def subject(self) -> Person:
        return self.person

    def perform(self, ground: Ground) -> None:
        _forget_failures(ground, self.person)
        step = self.person.second_factor_step if self.step is None else self.step
        ground.change(self.person, last_login=ground.at, second_factor_step=step)


@dataclass(frozen=True, kw_only=True)
class EndSession(OnOneself):
    name: ClassVar[str] = "session.end"
    title: ClassVar[Text] = Text("退出", "Sign out")

    def perform(self, ground: Ground) -> None:
        """Nothing to save: the line itself is the record."""


@dataclass(frozen=True, kw_only=True)
class ChangePassword(OnOneself):
    """Set a new password of one's own."""

    name: ClassVar[str] = "password.change"
    title: ClassVar[Text] = Text("修改密码", "Change the password")

    password: str = field(repr=False)

    def perform(self, ground: Ground) -> None:
        _set_password(ground, self.person, self.password)


@dataclass(frozen=True, kw_only=True)
class UseOneTimeCode(Action[None]):
    """Set a new password with the code that an administrator handed over; the code is spent."""

    name: ClassVar[str] = "password.use_code"
    title: ClassVar[Text] = Text("用一次性代码设置密码", "Set a password with a one-time code")
    who: ClassVar[Right] = anybody

    person: Person
    password: str = field(repr=False)

    def subject(self) -> Person:
        return self.person

    def perform(self, ground: Ground) -> None:
        ground.remove(OneTimeCode.objects.select_for_update().get(person=self.person, expires_at__gt=ground.at))
        _forget_failures(ground, self.person)
        _set_password(ground, self.person, self.password)


@dataclass(frozen=True, kw_only=True)
class IssueOneTimeCode(Action[str]):
    """Give somebody a way back in, without e-mail: the code is shown once and lives a day."""

    name: ClassVar[str] = "password.issue_code"
    title: ClassVar[Text] = Text("发放一次性代码", "Issue a one-time code")
    who: ClassVar[Right] = holding(Role.SECURITY_ADMINISTRATOR)

    person: Person

    def subject(self) -> Person:
        return self.person

    def perform(self, ground: Ground) -> str:
        for old in OneTimeCode.objects.filter(person=self.person):
            ground.remove(old)
        code = fresh_code()
        expires = ground.at + CODE_LIVES
        ground.create(
            OneTimeCode(person=self.person, code=make_password(code), issued_at=ground.at, expires_at=expires)
        )
        return code


@dataclass(frozen=True, kw_only=True)
class SetUpSecondFactor(OnOneself):
    """Bind an authenticator app, after it has shown a right code."""

    name: ClassVar[str] = "second_factor.set_up"
    title: ClassVar[Text] = Text("绑定动态口令", "Set up the authenticator")

    secret: str = field(repr=False)
    step: int = 0
    """The time step of the code that was shown, so that the same code does not open the door as well."""

    def perform(self, ground: Ground) -> None:
        if self.person.second_factor:
            raise SecondFactorBound
        ground.change(self.person, second_factor=second_factor.seal(self.secret), second_factor_step=self.step)


@dataclass(frozen=True, kw_only=True)
class RemoveSecondFactor(Action[None]):
    """The telephone is lost: the next sign-in asks to bind a new app."""

    name: ClassVar[str] = "second_factor.remove"
    title: ClassVar[Text] = Text("解除动态口令", "Remove the authenticator")
    who: ClassVar[Right] = holding(Role.SECURITY_ADMINISTRATOR)
    needs_reason: ClassVar[bool] = True

    person: Person

    def subject(self) -> Person:
        return self.person

    def perform(self, ground: Ground) -> None:
        ground.change(self.person, second_factor="", second_factor_step=0)


def _forget_failures(ground: Ground, person: Person) -> None:
    for failed in FailedSignIns.objects.filter(sign_in_name=person.sign_in_name):
        ground.remove(failed)


def _set_password(ground: Ground, person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise NotUnderstood({"password": error.messages}) from error
    hashed = make_password(password)
    ground.change(person, password=hashed, password_set_at=ground.at, must_change_password=False)
    ground.create(PastPassword(person=person, password=hashed, set_at=ground.at))
