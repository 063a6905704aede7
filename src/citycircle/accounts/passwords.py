"""What a password must be: long, of four kinds of characters, and not one of the last five.

GB/T 22239-2019 8.1.4.1 a asks for complexity and regular change; the numbers are ours.
"""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from citycircle.accounts.models import Person
from citycircle.core.messages import Text

SHORTEST = 10
REMEMBERED = 5
KINDS = 4
SHORTEST_NAME = 3
"""A name of two letters occurs in many a password by chance."""

TOO_SHORT = Text("密码至少{count}个字符。", "A password has at least {count} characters.")
TOO_PLAIN = Text(
    "请同时使用大写字母、小写字母、数字和符号。",
    "Please use capital letters, small letters, digits and signs together.",
)
HOLDS_NAME = Text("密码不要包含登录名。", "Please choose a password without your sign-in name in it.")
USED_BEFORE = Text("请不要使用最近{count}次用过的密码。", "Please choose none of your last {count} passwords.")


class LongEnough:
    """At least ten characters."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(TOO_SHORT.say(count=SHORTEST), code="too_short")

    def get_help_text(self) -> str:
        return TOO_SHORT.say(count=SHORTEST)


class FourKinds:
    """Capital letters, small letters, digits and signs; a Chinese character counts as a sign."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if kinds(password) < KINDS:
            raise ValidationError(TOO_PLAIN.say(), code="too_plain")

    def get_help_text(self) -> str:
        return TOO_PLAIN.say()


class NotTheName:
    """Not with the sign-in name in it, which is what somebody would try first."""

    def validate(self, password: str, user: Person | None = None) -> None:
        name = user.sign_in_name.casefold() if user is not None else ""
        if len(name) >= SHORTEST_NAME and name in password.casefold():
            raise ValidationError(HOLDS_NAME.say(), code="holds_name")

    def get_help_text(self) -> str:
        return HOLDS_NAME.say()


class NotUsedBefore:
    """None of the last five, the present one included."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if user is None or user.pk is None:
            return
        past = [one.password for one in user.past_passwords.all()[:REMEMBERED]]
        if any(check_password(password, old) for old in past):
            raise ValidationError(USED_BEFORE.say(count=REMEMBERED), code="used_before")

    def get_help_text(self) -> str:
        return USED_BEFORE.say(count=REMEMBERED)


def kinds(password: str) -> int:
    """How many of the four kinds of characters occur.

    >>> kinds("tinghe2026"), kinds("Tinghe#2026")
    (2, 4)
    """
    sorts = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isascii() or not sign.isalnum())
    return sum(any(sort(sign) for sign in password) for sort in sorts)


def fresh_code(length: int = 12) -> str:
    """A one-time code without characters that look alike, with all four kinds."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
    while True:
        code = "".join(secrets.choice(letters) for _ in range(length - 1)) + secrets.choice("-+=")
        if kinds(code) == KINDS:
            return code
