"""The steps of signing in: name and password, then, for administrators and signers, a code from an app.

Whatever is wrong, the answer to a visitor is the same, takes the same time and counts the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.timezone import localtime

from citycircle.accounts import second_factor
from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.sign_in import BeginSession, CountFailedSignIn, UseOneTimeCode
from citycircle.accounts.models import FailedSignIns, OneTimeCode, Person
from citycircle.accounts.rights import Viewer
from citycircle.accounts.roles import TWO_FACTORS
from citycircle.accounts.sign_in_names import as_kept
from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text


class SignInRefused(CityCircleError):
    what = Text("登录名、密码或代码不正确。", "The name, the password or the code is not right.")
    why = Text("连续五次不正确，该登录名将锁定30分钟。", "After five in a row the name is locked for 30 minutes.")
    then = Text(
        "请核对后再试；忘记密码可请安全管理员发放一次性代码。",
        "Please try again; if you forgot the password, the security administrator can issue a one-time code.",
    )


class SignInLocked(CityCircleError):
    what = Text("该登录名已锁定至{until}。", "This name is locked until {until}.")
    why = Text("连续多次输入不正确。", "Too many entries in a row were not right.")
    then = Text(
        "请稍候再试，或请安全管理员发放一次性代码。",
        "Please wait, or ask the security administrator for a one-time code.",
    )


LONGEST_NAME = 60
"""What a failure is counted under; no account has a longer name."""


def identify(sign_in_name: str, password: str, *, by: Viewer, at: datetime) -> Person:
    """The person whose name and password these are; nobody is signed in yet.

    Raises SignInLocked, SignInRefused.
    """
    sign_in_name = as_kept(sign_in_name)
    person = _unlocked(sign_in_name, at)
    if person is None:
        make_password(password)  # an unknown name takes as long as a known one
    if person is None or not check_password(password, person.password):
        raise _refused(sign_in_name, person, by, at)
    return person


def check_code(person: Person, code: str, *, by: Viewer, at: datetime) -> int:
    """The time step of a right code. Raises SignInLocked, SignInRefused."""
    _unlocked(person.sign_in_name, at)
    secret = second_factor.unseal(person.second_factor)
    step = secret and second_factor.accepted_step(secret, code, at=at, after=person.second_factor_step)
    if not step:
        raise _refused(person.sign_in_name, person, by, at)
    return step


def begin(person: Person, *, by: Viewer, at: datetime, step: int | None = None) -> None:
    """Note that somebody is in."""
    carry_out(BeginSession(person=person, step=step), by=by, at=at)


def set_password_with_code(sign_in_name: str, code: str, password: str, *, by: Viewer, at: datetime) -> Person:
    """Spend a one-time code. Raises SignInLocked, SignInRefused, NotUnderstood (the password is too weak)."""
    sign_in_name = as_kept(sign_in_name)
    person = _unlocked(sign_in_name, at, ignore_lock=True)
    waiting = OneTimeCode.objects.filter(person=person, expires_at__gt=at).first() if person else None
    if waiting is None:
        make_password(code)
    if person is None or waiting is None or not check_password(code, waiting.code):
        _unlocked(sign_in_name, at)
        raise _refused(sign_in_name, person, by, at)
    carry_out(UseOneTimeCode(person=person, password=password), by=by, at=at)
    return person


def needs_second_factor(viewer: Viewer) -> bool:
    return bool(viewer.roles & TWO_FACTORS)


def password_is_old(person: Person, at: datetime) -> bool:
    """Whether the password has to be changed before anything else."""
    set_at = person.password_set_at
    return person.must_change_password or set_at is None or at - set_at > settings.PASSWORD_LIFETIME


def still_to_do(
    person: Person, viewer: Viewer, at: datetime, *, outside: bool = False
) -> Literal["password", "second_factor"] | None:
    """What somebody who is in has to do before anything else.

    Whoever came through the identity provider (`outside`) used no password of ours, so its age does not matter.
    """
    if not outside and password_is_old(person, at):
        return "password"
    return "second_factor" if needs_second_factor(viewer) and not person.second_factor else None


def _unlocked(sign_in_name: str, at: datetime, *, ignore_lock: bool = False) -> Person | None:
    locked = FailedSignIns.objects.filter(sign_in_name=sign_in_name[:LONGEST_NAME], locked_until__gt=at).first()
    if locked is not None and not ignore_lock:
        raise SignInLocked(until=f"{localtime(locked.locked_until):%H:%M}")
    return Person.objects.filter(sign_in_name=sign_in_name, is_active=True).first()


def _refused(sign_in_name: str, person: Person | None, by: Viewer, at: datetime) -> SignInRefused:
    carry_out(CountFailedSignIn(sign_in_name=sign_in_name[:LONGEST_NAME], person=person), by=by, at=at)
    return SignInRefused()
